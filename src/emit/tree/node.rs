//! The tree that the data formats share: YAML, JSON and TOML are written from it.
//!
//! It borrows its texts from whatever was lowered into it. Style, layout and tags are YAML's;
//! comments reach YAML and TOML. Each format says what it does with what it doesn't have.

use std::borrow::Cow;

/// A piece of data with its comments, ready to be written.
///
/// ```
/// use sw::emit::{Key, Node, yaml};
/// let root = Node::map([
///     (Key::from("name"), Node::from("Deploy")),
///     (Key::plain("on"), Node::map([("push", Node::map([("branches", Node::list(["main"]).in_flow())]))])),
/// ]);
/// assert_eq!(yaml::emit(&root), "name: Deploy\non:\n  push:\n    branches: [main]\n");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Node<'a> {
    /// What it is.
    pub data: Data<'a>,
    /// Most nodes have none of it: a pointer keeps them small.
    extras: Option<Box<Extras<'a>>>,
}

/// What a [`Node`] is.
#[derive(Clone, Debug, PartialEq)]
pub enum Data<'a> {
    /// The word `null`.
    Null,
    /// A null that YAML writes as nothing, as people do in `workflow_dispatch:`.
    Blank,
    /// `true` or `false`.
    Bool(bool),
    /// An int.
    Int(i64),
    /// A float, which stays one even when its fraction is 0.
    Float(f64),
    /// Text.
    Text(Cow<'a, str>, Style),
    /// Nodes in order.
    List(Vec<Node<'a>>, Layout),
    /// Named nodes in order. No name may come twice: readers refuse that or drop one.
    Map(Vec<(Key<'a>, Node<'a>)>, Layout),
}

/// How YAML should write a text. What can't carry the text gives way to what can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As an expert would: bare when safe, a block when it has lines, else quoted.
    #[default]
    Auto,
    /// Bare even if a reader takes it for something else than text; the caller wants that.
    Plain,
    /// In `'`.
    Single,
    /// In `"`.
    Double,
    /// As a `|` block, even when it is one line.
    Block,
}

/// How YAML should lay out a list or a map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// One entry per line.
    #[default]
    Block,
    /// On one line: `[a, b]`, `{ a: b }`. With comments inside it becomes a block.
    Flow,
}

/// The name of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// The name itself.
    pub text: Cow<'a, str>,
    /// Whether YAML writes it bare even if a reader takes it for something else than text.
    pub plain: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Extras<'a> {
    tag: Option<Cow<'a, str>>,
    above: Vec<Cow<'a, str>>,
    beside: Option<Cow<'a, str>>,
    spaced: bool,
}

impl<'a> Node<'a> {
    /// A list in block layout.
    pub fn list<T: Into<Node<'a>>>(items: impl IntoIterator<Item = T>) -> Self {
        Data::List(items.into_iter().map(Into::into).collect(), Layout::Block).into()
    }

    /// A map in block layout.
    pub fn map<K: Into<Key<'a>>, T: Into<Node<'a>>>(
        entries: impl IntoIterator<Item = (K, T)>,
    ) -> Self {
        let entries = entries.into_iter().map(|(key, node)| (key.into(), node.into())).collect();
        Data::Map(entries, Layout::Block).into()
    }

    /// The same text in another style; anything else than text stays as it is.
    #[must_use]
    pub fn styled(mut self, wanted: Style) -> Self {
        if let Data::Text(_, style) = &mut self.data {
            *style = wanted;
        }
        self
    }

    /// The same list or map on one line; anything else stays as it is.
    #[must_use]
    pub fn in_flow(mut self) -> Self {
        if let Data::List(_, layout) | Data::Map(_, layout) = &mut self.data {
            *layout = Layout::Flow;
        }
        self
    }

    /// With a local tag, given without its `!`: `tagged("Ref")` writes `!Ref`.
    #[must_use]
    pub fn tagged(mut self, tag: impl Into<Cow<'a, str>>) -> Self {
        self.extras_mut().tag = Some(tag.into());
        self
    }

    /// With comment lines above it, after those it already has.
    #[must_use]
    pub fn commented<L: Into<Cow<'a, str>>>(mut self, lines: impl IntoIterator<Item = L>) -> Self {
        self.extras_mut().above.extend(lines.into_iter().map(Into::into));
        self
    }

    /// With a comment on its own line, in place of the one it has.
    #[must_use]
    pub fn noted(mut self, note: impl Into<Cow<'a, str>>) -> Self {
        self.extras_mut().beside = Some(note.into());
        self
    }

    /// With an empty line above it, unless it comes first in its list or map.
    #[must_use]
    pub fn spaced(mut self) -> Self {
        self.extras_mut().spaced = true;
        self
    }

    /// Puts an empty line above it, unless it comes first in its list or map.
    pub fn space(&mut self) {
        self.extras_mut().spaced = true;
    }

    /// Puts this list or map on one line; anything else stays as it is.
    pub fn flow(&mut self) {
        if let Data::List(_, layout) | Data::Map(_, layout) = &mut self.data {
            *layout = Layout::Flow;
        }
    }

    /// Puts an empty line between the entries of this list or map.
    pub fn spread(&mut self) {
        for child in self.children_mut() {
            child.extras_mut().spaced = true;
        }
    }

    /// The node under `key`, if this is a map that has it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node<'a>> {
        match &mut self.data {
            Data::Map(entries, _) => {
                entries.iter_mut().find(|(name, _)| name.text == key).map(|(_, node)| node)
            }
            _ => None,
        }
    }

    /// The nodes of this list or map, in order; none for anything else.
    pub fn children(&self) -> impl Iterator<Item = &Node<'a>> {
        let (items, entries) = match &self.data {
            Data::List(items, _) => (items.as_slice(), Default::default()),
            Data::Map(entries, _) => (Default::default(), entries.as_slice()),
            _ => Default::default(),
        };
        items.iter().chain(entries.iter().map(|(_, node)| node))
    }

    /// The nodes of this list or map, in order, to be changed.
    pub fn children_mut(&mut self) -> impl Iterator<Item = &mut Node<'a>> {
        let (items, entries) = match &mut self.data {
            Data::List(items, _) => (items.as_mut_slice(), Default::default()),
            Data::Map(entries, _) => (Default::default(), entries.as_mut_slice()),
            _ => Default::default(),
        };
        items.iter_mut().chain(entries.iter_mut().map(|(_, node)| node))
    }

    /// The tag, without its `!`.
    pub fn tag(&self) -> Option<&str> {
        self.extras.as_ref()?.tag.as_deref()
    }

    /// The comment lines above it.
    pub fn above(&self) -> &[Cow<'a, str>] {
        self.extras.as_ref().map_or(&[], |extras| &extras.above)
    }

    /// The comment on its own line.
    pub fn beside(&self) -> Option<&str> {
        self.extras.as_ref()?.beside.as_deref()
    }

    /// Whether an empty line is above it.
    pub fn is_spaced(&self) -> bool {
        self.extras.as_ref().is_some_and(|extras| extras.spaced)
    }

    /// Whether a comment is on this node or on one inside it.
    pub fn has_comments(&self) -> bool {
        !self.above().is_empty()
            || self.beside().is_some()
            || self.children().any(Node::has_comments)
    }

    fn extras_mut(&mut self) -> &mut Extras<'a> {
        self.extras.get_or_insert_default()
    }
}

impl<'a> Key<'a> {
    /// A key that YAML writes bare in any case, like `on` in a GitHub workflow.
    pub fn plain(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), plain: true }
    }
}

impl<'a> From<Data<'a>> for Node<'a> {
    fn from(data: Data<'a>) -> Self {
        Self { data, extras: None }
    }
}

macro_rules! from_text {
    ($($text:ty),*) => {
        $(impl<'a> From<$text> for Node<'a> {
            fn from(text: $text) -> Self {
                Data::Text(text.into(), Style::Auto).into()
            }
        }

        impl<'a> From<$text> for Key<'a> {
            fn from(text: $text) -> Self {
                Self { text: text.into(), plain: false }
            }
        })*
    };
}

from_text!(&'a str, String, Cow<'a, str>);

macro_rules! from_number {
    ($($number:ty => $variant:ident),*) => {
        $(impl From<$number> for Node<'_> {
            fn from(number: $number) -> Self {
                Data::$variant(number).into()
            }
        })*
    };
}

from_number!(bool => Bool, i64 => Int, f64 => Float);
