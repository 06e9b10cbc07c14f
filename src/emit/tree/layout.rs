//! The layout in which people write a kind of file, as rows of a table: what is set apart, on one line, in quotes.

use super::node::{Data, Node, Style};
use crate::value::{Pattern, Segment, Trail};
use rustc_hash::FxHashMap;

/// Rows of `pattern directive ...`; all that match a place apply to it, from the first to the last.
///
/// | directive | effect |
/// | --- | --- |
/// | `spaced` | an empty line above |
/// | `apart` | an empty line above a list or a map |
/// | `flow N` | a list of words on one line, as long as it has at most about `N` characters |
/// | `flow-quoted N` | the same, each word in double quotes |
/// | `quoted` | strings and ints in double quotes |
/// | `octal` | an int in base 8, with a leading 0, in double quotes |
/// | `lines` | a list of texts becomes one text of that many lines |
/// | `unwrap` | a list of one item becomes that item |
/// | `bare` | null and an empty map are written as nothing |
/// | `plain-key` | the key is never quoted |
/// | `drop-empty` | an empty map is left out |
///
/// ```
/// use sw::emit::{Key, Node, layout::Rules, yaml};
/// let rules = Rules::parse("# all jobs\njobs.* spaced\n** flow 60").unwrap();
/// let job = Node::map([("needs", Node::list(["a", "b"]))]);
/// let mut root = Node::map([("jobs", Node::map([("build", job.clone()), ("test", job)]))]);
/// rules.apply(&mut root);
/// assert_eq!(yaml::emit(&root), "jobs:\n  build:\n    needs: [a, b]\n\n  test:\n    needs: [a, b]\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rules {
    rows: Vec<Row>,
    /// The rows that end in a key, by that key: most places of a tree have none.
    by_key: FxHashMap<&'static str, Vec<usize>>,
    /// All others.
    others: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Row {
    segments: Vec<Segment<'static>>,
    directives: Vec<Directive>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Directive {
    Spaced,
    Apart,
    Flow(usize, Style),
    Quoted,
    Octal,
    Lines,
    Unwrap,
    Bare,
    PlainKey,
    DropEmpty,
}

/// What the rows make of a place, besides its node.
struct Placed {
    is_kept: bool,
    is_plain_key: bool,
}

impl Rules {
    /// Reads the rows; empty lines and those that start with `#` say nothing.
    ///
    /// # Errors
    /// The first row that is none.
    pub fn parse(text: &'static str) -> Result<Self, String> {
        let lines = text.lines().map(str::trim);
        let rows = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let rows = rows.map(|line| Row::parse(line).ok_or_else(|| format!("no row: {line}")));
        let mut rules = Self { rows: rows.collect::<Result<_, _>>()?, ..Self::default() };
        for (number, row) in rules.rows.iter().enumerate() {
            match row.segments.last() {
                Some(Segment::Key(key)) => rules.by_key.entry(key).or_default().push(number),
                _ => rules.others.push(number),
            }
        }
        Ok(rules)
    }

    /// Lays out a whole tree.
    pub fn apply(&self, root: &mut Node<'_>) {
        self.inside(root, &Trail::ROOT);
    }

    /// Lays out what is in a node.
    fn inside(&self, node: &mut Node<'_>, trail: &Trail<'_>) {
        match &mut node.data {
            Data::Map(entries, _) => entries.retain_mut(|(key, child)| {
                let of_key = self.by_key.get(&*key.text).map_or(&[][..], Vec::as_slice);
                let placed = self.place(child, &trail.key(&key.text), of_key);
                key.plain |= placed.is_plain_key;
                placed.is_kept
            }),
            Data::List(items, _) => {
                let mut number = 0..;
                items.retain_mut(|item| {
                    let here = trail.index(number.next().unwrap_or_default());
                    self.place(item, &here, &[]).is_kept
                });
            }
            _ => {}
        }
    }

    /// Lays out a node and what is in it; `of_key` are the rows that end in its key.
    fn place(&self, node: &mut Node<'_>, trail: &Trail<'_>, of_key: &[usize]) -> Placed {
        let mut placed = Placed { is_kept: true, is_plain_key: false };
        for row in merged(of_key, &self.others).map(|number| &self.rows[number]) {
            for directive in row.directives.iter().filter(|_| trail.is_at(&row.segments)) {
                match directive {
                    Directive::DropEmpty if is_empty_map(node) => placed.is_kept = false,
                    Directive::PlainKey => placed.is_plain_key = true,
                    directive => directive.apply(node),
                }
            }
        }
        self.inside(node, trail);
        placed
    }
}

/// The numbers of two lists, each in its order, in one order.
fn merged(one: &[usize], other: &[usize]) -> impl Iterator<Item = usize> {
    let (mut one, mut other) = (one.iter().copied().peekable(), other.iter().copied().peekable());
    std::iter::from_fn(move || match (one.peek(), other.peek()) {
        (Some(a), Some(b)) if a < b => one.next(),
        (Some(_), None) => one.next(),
        _ => other.next(),
    })
}

impl Row {
    fn parse(line: &'static str) -> Option<Self> {
        let mut words = line.split_whitespace();
        let segments = Pattern::new(words.next()?).segments().collect();
        let mut directives = Vec::new();
        while let Some(word) = words.next() {
            directives.push(match word {
                "spaced" => Directive::Spaced,
                "apart" => Directive::Apart,
                "flow" => Directive::Flow(words.next()?.parse().ok()?, Style::Auto),
                "flow-quoted" => Directive::Flow(words.next()?.parse().ok()?, Style::Double),
                "quoted" => Directive::Quoted,
                "octal" => Directive::Octal,
                "lines" => Directive::Lines,
                "unwrap" => Directive::Unwrap,
                "bare" => Directive::Bare,
                "plain-key" => Directive::PlainKey,
                "drop-empty" => Directive::DropEmpty,
                _ => return None,
            });
        }
        (!directives.is_empty()).then_some(Self { segments, directives })
    }
}

impl Directive {
    fn apply(self, node: &mut Node<'_>) {
        match self {
            Self::Spaced => node.space(),
            Self::Apart if matches!(node.data, Data::List(..) | Data::Map(..)) => node.space(),
            Self::Flow(most, style) => flow(node, most, style),
            Self::Quoted => quote(node, |number| number.to_string()),
            Self::Octal if matches!(node.data, Data::Int(_)) => {
                quote(node, |number| format!("0{number:o}"));
            }
            Self::Lines => join_lines(node),
            Self::Unwrap => unwrap(node),
            Self::Bare if node.data == Data::Null || is_empty_map(node) => node.data = Data::Blank,
            _ => {}
        }
    }
}

fn is_empty_map(node: &Node<'_>) -> bool {
    matches!(&node.data, Data::Map(entries, _) if entries.is_empty())
}

fn flow(node: &mut Node<'_>, most: usize, style: Style) {
    let Data::List(items, _) = &mut node.data else { return };
    let width = items.iter().map(|item| width(item, style)).sum::<Option<usize>>();
    if width.is_none_or(|width| width > most) {
        return;
    }
    if style != Style::Auto {
        items.iter_mut().for_each(|item| restyle(item, style));
    }
    node.flow();
}

/// About how many characters an item takes on a line, with what separates it from the next; none for what needs lines.
fn width(item: &Node<'_>, style: Style) -> Option<usize> {
    let quotes = if style == Style::Auto { 0 } else { 2 };
    match &item.data {
        Data::Text(text, _) if !text.contains('\n') => Some(text.chars().count() + 2 + quotes),
        Data::Int(_) | Data::Float(_) | Data::Bool(_) => Some(6),
        _ => None,
    }
}

fn restyle(node: &mut Node<'_>, wanted: Style) {
    if let Data::Text(_, style) = &mut node.data {
        *style = wanted;
    }
}

/// Numbers too: a bare `22:22` is one to some readers, and with quotes around all of them it does not matter which.
fn quote(node: &mut Node<'_>, written: fn(i64) -> String) {
    match node.data {
        Data::Int(number) => node.data = Data::Text(written(number).into(), Style::Double),
        _ => restyle(node, Style::Double),
    }
}

fn join_lines(node: &mut Node<'_>) {
    let Data::List(lines, _) = &node.data else { return };
    let texts = lines.iter().map(|line| match &line.data {
        Data::Text(text, _) => text.as_ref(),
        _ => "",
    });
    let joined: String = texts.map(|text| format!("{text}\n")).collect();
    node.data = Data::Text(joined.into(), Style::Block);
}

fn unwrap(node: &mut Node<'_>) {
    match &mut node.data {
        Data::List(items, _) if items.len() == 1 => {
            node.data = std::mem::replace(&mut items[0].data, Data::Blank);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::yaml;

    fn laid_out(rules: &'static str, mut root: Node<'_>) -> String {
        Rules::parse(rules).unwrap().apply(&mut root);
        yaml::emit(&root)
    }

    #[test]
    fn directives_do_what_they_say() {
        let lines = || Node::list(["a", "b"]);
        let rows = [
            ("a spaced", lines(), "a:\n  - a\n  - b\n"),
            ("a flow 6", lines(), "a: [a, b]\n"),
            ("a flow 5", lines(), "a:\n  - a\n  - b\n"),
            ("a flow-quoted 10", lines(), "a: [\"a\", \"b\"]\n"),
            ("a[] quoted", Node::list([22]), "a:\n  - \"22\"\n"),
            ("a octal", 0o440.into(), "a: \"0440\"\n"),
            ("a lines", lines(), "a: |\n  a\n  b\n"),
            ("a unwrap lines", Node::list(["a"]), "a: a\n"),
            ("a bare", Data::Null.into(), "a:\n"),
            ("a drop-empty", Node::map::<&str, &str>([]), ""),
            ("on plain-key", lines(), "a:\n  - a\n  - b\n"),
        ];
        for (rules, node, expected) in rows {
            let text = laid_out(rules, Node::map([("a", node)]));
            assert_eq!(text.trim_end_matches("{}\n"), expected, "{rules}");
        }
    }

    #[test]
    fn what_is_no_row_is_refused() {
        for text in ["a", "a blue", "a flow", "a flow x"] {
            assert_eq!(Rules::parse(text).unwrap_err(), format!("no row: {text}"));
        }
    }
}
