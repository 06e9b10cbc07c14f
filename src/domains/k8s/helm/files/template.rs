//! Templates: what is constant as YAML, and actions that print values.

use crate::domains::k8s::layout;
use crate::emit::{Data, Key, Layout, Node, Style, lower, yaml};
use crate::value::Value;

/// One entry of a map, or one item of a list, of a template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    /// The key; none is an item of a list.
    pub(crate) key: Option<String>,
    pub(crate) part: Part,
    /// What has to hold for it to be there: `if .Values.tls.enabled`.
    pub(crate) guard: Option<String>,
}

/// What an entry is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// The same in all environments.
    Constant(Value),
    /// Text on the line of the key, with its actions.
    Inline(String),
    /// What an expression prints, below the key.
    Below(String),
    Map(Vec<Entry>),
    List(Vec<Entry>),
    /// Entries at the same place, under one guard.
    Block(Vec<Entry>),
}

impl Entry {
    /// An entry that is always there.
    pub(crate) fn new(key: Option<&str>, part: Part) -> Self {
        Self { key: key.map(String::from), part, guard: None }
    }

    /// The same where a guard holds.
    #[must_use]
    pub(crate) fn guarded(self, guard: impl Into<String>) -> Self {
        Self { guard: Some(guard.into()), ..self }
    }
}

/// The text of a template with these entries.
pub(crate) fn text(entries: &[Entry]) -> String {
    let mut lines = Vec::new();
    write(entries, 0, &mut lines);
    lines.join("\n") + "\n"
}

/// Adds the lines of entries. Neighbours with one guard share it; one that is there where the one before is not follows its
/// `else`.
fn write(entries: &[Entry], indent: usize, lines: &mut Vec<String>) {
    let pad = " ".repeat(indent);
    let guard = |i: usize| entries.get(i)?.guard.as_deref();
    for (i, entry) in entries.iter().enumerate() {
        let joint = guard(i).and_then(|own| Some(Joint::of(guard(i.checked_sub(1)?)?, own)));
        match (entry.guard.as_deref(), joint) {
            (None, _) | (_, Some(Joint::Same)) => {}
            (_, Some(Joint::Else)) => lines.push(format!("{pad}{{{{- else }}}}")),
            (Some(guard), _) => lines.push(format!("{pad}{{{{- {guard} }}}}")),
        }
        entry.write(indent, lines);
        let next = guard(i).and_then(|own| Some(Joint::of(own, guard(i + 1)?)));
        if entry.guard.is_some() && matches!(next, None | Some(Joint::None)) {
            lines.push(format!("{pad}{{{{- end }}}}"));
        }
    }
}

/// How a guard follows another one.
#[derive(PartialEq)]
enum Joint {
    None,
    /// It is the same one.
    Same,
    /// It holds exactly where the one before does not.
    Else,
    /// It says itself that it follows.
    Branch,
}

impl Joint {
    fn of(before: &str, guard: &str) -> Self {
        match guard {
            _ if guard.starts_with(ELSE) => Self::Branch,
            _ if guard == before => Self::Same,
            _ if OPPOSITES.iter().any(|own| are_opposite(before, guard, own)) => Self::Else,
            _ => Self::None,
        }
    }
}

/// What guards start with of which the second holds exactly where the first does not, when the rest is the same.
const OPPOSITES: [(&str, &str); 2] = [("if ", "if not "), ("if eq ", "if ne ")];

fn are_opposite(before: &str, guard: &str, (yes, no): &(&str, &str)) -> bool {
    let rest = guard.strip_prefix(no);
    rest.is_some() && rest == before.strip_prefix(yes)
}

/// What a guard starts with that belongs to the one before.
pub(super) const ELSE: &str = "else";

/// A text with its `{{` as they are printed.
pub(crate) fn escaped(text: &str) -> String {
    text.replace("{{", "{{ \"{{\" }}")
}

impl Entry {
    fn write(&self, indent: usize, lines: &mut Vec<String>) {
        let pad = " ".repeat(indent);
        let head = self.head();
        match &self.part {
            Part::Constant(value) => {
                let own = constant(self.key.as_deref(), value);
                lines.extend(own.lines().map(|line| match line {
                    "" => String::new(),
                    line => format!("{pad}{}", escaped(line)),
                }));
            }
            Part::Inline(text) => lines.push(format!("{pad}{head} {text}")),
            Part::Below(expression) => {
                lines.push(format!("{pad}{head}"));
                let inner = indent + 2;
                lines.push(format!("{pad}  {{{{- {expression} | nindent {inner} }}}}"));
            }
            Part::Block(entries) => write(entries, indent, lines),
            Part::Map(entries) | Part::List(entries) => {
                let mut inner = Vec::new();
                write(entries, indent + 2, &mut inner);
                self.write_below(&pad, inner, lines);
            }
        }
    }

    fn head(&self) -> String {
        match &self.key {
            None => "-".into(),
            // The key as YAML writes it, without the value behind it.
            Some(key) => {
                let entry = constant(Some(key), &Value::Null);
                escaped(entry.strip_suffix(" null\n").unwrap_or(&entry))
            }
        }
    }

    /// Adds the lines of what is inside: those of an item start behind its dash, unless a guard comes first.
    fn write_below(&self, pad: &str, inner: Vec<String>, lines: &mut Vec<String>) {
        let mut inner = inner.into_iter();
        match (&self.key, inner.next()) {
            (None, Some(first)) if !first.trim_start().starts_with("{{-") => {
                lines.push(format!("{pad}- {}", first.trim_start()));
            }
            (_, first) => {
                lines.push(format!("{pad}{}", self.head()));
                lines.extend(first);
            }
        }
        lines.extend(inner);
    }
}

/// An entry as YAML.
pub(super) fn constant(key: Option<&str>, value: &Value) -> String {
    let lowered = lower::lower(value, &mut |text, _| {
        let text = text.as_str().unwrap_or_default();
        // What `{{-` trims before it may not be part of a value.
        let is_open =
            text.ends_with("\n\n") || text.ends_with([' ', '\t']) || text.trim().is_empty();
        let node = Node::from(text);
        Ok::<_, std::convert::Infallible>(if is_open && !text.is_empty() {
            node.styled(Style::Double)
        } else {
            node
        })
    });
    let node = lowered.unwrap_or_else(|never| match never {});
    let mut tree: Node<'_> = match key {
        Some(key) => Data::Map(vec![(Key::from(key), node)], Layout::Block).into(),
        None => Data::List(vec![node], Layout::Block).into(),
    };
    layout().apply(&mut tree);
    yaml::emit(&tree)
}
