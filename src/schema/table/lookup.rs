//! A table: its head, and its types, each read when it is first asked for.

use super::parse::{self, Definition, Said};
use crate::schema::model::types::{At, Ref, Type};
use rustc_hash::FxHashMap;
use std::fmt;
use std::io::Read;
use std::ops::Range;
use std::sync::OnceLock;

/// The first line of one.
pub(crate) const FORMAT: &str = "sw-table 4";

/// The kind of types that others refer to, and of whole files.
pub const TYPE: &str = "type";

/// The place of the keys that an order does not name.
const OTHERS: &str = "*";

/// The most types of the table that a type may be another name of, one behind the other.
const MOST_HOPS: usize = 32;

/// A table of types.
#[derive(Debug)]
pub struct Table {
    /// What it was made from.
    pub head: Head,
    groups: Vec<Group>,
    /// The places of keys in the order of the head, once one was asked for.
    ranks: OnceLock<FxHashMap<String, usize>>,
}

/// What a table was made from, and how the keys of its maps are ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Its source: `hashicorp/aws`, `compose-spec`.
    pub source: String,
    /// The source's version.
    pub version: String,
    /// The day of that version, or the one on which the table was made.
    pub date: String,
    /// The order of keys in every map, `*` among them; empty where each type has its own.
    pub order: Vec<String>,
}

/// Its source, the version where it has one, and the date: `` `hashicorp/aws` 6.25.0, of 2026-11-26 ``.
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { source, version, date, .. } = self;
        write!(f, "`{source}`")?;
        if !matches!(version.as_str(), "" | "unknown" | "builtin") {
            write!(f, " {version}")?;
        }
        if date.is_empty() { Ok(()) } else { write!(f, ", of {date}") }
    }
}

/// Types that are compressed together; all of a table that is not.
#[derive(Debug)]
struct Group {
    /// The kind and name of its first type.
    first: Heads,
    packed: &'static [u8],
    open: OnceLock<Open>,
}

/// A group whose text was read.
#[derive(Debug, Default)]
struct Open {
    text: String,
    /// By kind and name.
    entries: Vec<Entry>,
}

/// A type of a table. Its first line is cut once: a search compares keys many times.
#[derive(Debug)]
struct Entry {
    kind: Range<usize>,
    name: Range<usize>,
    marks: Range<usize>,
    end: usize,
    definition: OnceLock<Definition>,
}

impl Table {
    /// The table in `text`, if it is one.
    ///
    /// ```
    /// use sw::schema::Table;
    /// let table = Table::parse("sw-table 4\nsource: acme/box\nversion: 1.2.0\n\nresource box_lid\n color !s\n").unwrap();
    /// assert_eq!(table.names("resource"), ["box_lid"]);
    /// let lid = table.view(table.find("resource", "box_lid").unwrap());
    /// assert!(lid.object().unwrap().get("color").is_some());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        // A checkout on Windows may have changed the line ends.
        let text = text.replace("\r\n", "\n");
        let (head, _, start) = head(text.as_bytes())?;
        let types = text.get(start..).unwrap_or_default().to_string();
        let open = OnceLock::from(Open::of(types));
        let groups = vec![Group { first: Heads::default(), packed: &[], open }];
        Some(Self { head, groups, ranks: OnceLock::new() })
    }

    /// The table that is part of the program.
    pub(in crate::schema) fn embedded(bytes: &'static [u8]) -> Option<Self> {
        let (head, groups, mut from) = head(bytes)?;
        if groups.is_empty() {
            return Self::parse(std::str::from_utf8(bytes).ok()?);
        }
        let group = |(first, length): Announced| {
            let packed = bytes.get(from..from.checked_add(length)?)?;
            from += length;
            Some(Group { first, packed, open: OnceLock::new() })
        };
        let groups = groups.into_iter().map(group).collect::<Option<_>>()?;
        Some(Self { head, groups, ranks: OnceLock::new() })
    }

    /// Where a type is, if the table has it.
    pub fn find(&self, kind: &str, name: &str) -> Option<At> {
        let after =
            self.groups.partition_point(|group| (&*group.first.0, &*group.first.1) <= (kind, name));
        let group = after.saturating_sub(1);
        let open = self.groups.get(group)?.open();
        let at = open.entries.binary_search_by(|entry| entry.key(&open.text).cmp(&(kind, name)));
        Some(At(group as u32, at.ok()? as u32))
    }

    /// The place of a key in the order that holds for all maps; that of `*` where the order does not name it.
    pub(in crate::schema) fn rank(&self, key: &str) -> usize {
        let order = &self.head.order;
        let ranks = self
            .ranks
            .get_or_init(|| order.iter().enumerate().map(|(i, key)| (key.clone(), i)).collect());
        ranks.get(key).or(ranks.get(OTHERS)).copied().unwrap_or(order.len())
    }

    /// What a type is.
    pub fn definition(&self, at: At) -> &Definition {
        let (entry, text) = self.entry(at);
        entry.definition.get_or_init(|| {
            let lines = entry.text(text).lines().skip(1);
            parse::definition(&lines.collect::<Vec<_>>(), 1)
        })
    }

    /// The lines of a type, without the empty one behind them; nothing where there is no such type.
    pub fn text(&self, kind: &str, name: &str) -> &str {
        let Some((entry, text)) = self.find(kind, name).map(|at| self.entry(at)) else { return "" };
        entry.text(text).trim_end()
    }

    /// The marks of a type.
    pub(in crate::schema) fn marks(&self, at: At) -> Said {
        let (entry, text) = self.entry(at);
        parse::marks(entry.marks(text))
    }

    /// A type, and the text that it is part of.
    fn entry(&self, at: At) -> (&Entry, &str) {
        let open = self.groups[at.0 as usize].open();
        (&open.entries[at.1 as usize], &open.text)
    }

    /// The definition that a reference names, behind all other names of it.
    pub(super) fn resolve<'t>(&'t self, reference: &'t Ref) -> Option<&'t Definition> {
        let mut reference = reference;
        for _ in 0..MOST_HOPS {
            let find = || self.find(TYPE, &reference.name);
            let definition = self.definition((*reference.found.get_or_init(find))?);
            match &definition.ty {
                Type::Ref(next) => reference = next,
                _ => return Some(definition),
            }
        }
        None
    }

    /// All names of a kind that the newest version has. It reads the whole table.
    pub fn names(&self, kind: &str) -> Vec<&str> {
        self.types().filter(|(of, _)| *of == kind).map(|(_, name)| name).collect()
    }

    /// All types that the newest version has, by kind and name. It reads the whole table.
    pub fn types(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries()
            .filter(|(entry, text)| parse::marks(entry.marks(text)).versions.last.is_none())
            .map(|(entry, text)| entry.key(text))
    }

    /// All types, those that only earlier versions had too.
    pub fn all_types(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries().map(|(entry, text)| entry.key(text))
    }

    fn entries(&self) -> impl Iterator<Item = (&Entry, &str)> {
        let groups = self.groups.iter().map(Group::open);
        groups.flat_map(|open| open.entries.iter().map(|entry| (entry, &*open.text)))
    }
}

/// The kind and the name of a group's first entry.
type Heads = (Box<str>, Box<str>);

/// The first entry of a group, and how long it is.
type Announced = (Heads, usize);

impl Group {
    /// The group's text, which is read once.
    fn open(&self) -> &Open {
        self.open.get_or_init(|| {
            let mut text = String::new();
            let decoder = ruzstd::decoding::StreamingDecoder::new(self.packed).ok();
            let _read = decoder.map(|mut decoder| decoder.read_to_string(&mut text));
            Open::of(text)
        })
    }
}

/// What is above the types, the groups that they are in with the length of each, and where they start.
fn head(bytes: &[u8]) -> Option<(Head, Vec<Announced>, usize)> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let mut lines = std::str::from_utf8(&bytes[..end]).ok()?.lines();
    lines.next().filter(|line| *line == FORMAT)?;
    let (mut head, mut groups) = (Head::default(), Vec::new());
    for (key, said) in lines.filter_map(|line| line.split_once(": ")) {
        match key {
            "source" => head.source = said.into(),
            "version" => head.version = said.into(),
            "date" => head.date = said.into(),
            "order" => head.order = said.split(' ').map(String::from).collect(),
            "group" => {
                let mut words = said.split(' ');
                let length: usize = words.next()?.parse().ok()?;
                groups.push(((words.nth(1)?.into(), words.next()?.into()), length));
            }
            _ => {}
        }
    }
    Some((head, groups, end + 2))
}

impl Open {
    fn of(text: String) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let end = start + line.len();
            match entries.last_mut() {
                Some(entry) if line.starts_with(' ') => entry.end = end,
                _ if line.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    entries.push(Entry::of(line, start));
                }
                _ => {}
            }
            start = end;
        }
        entries.sort_by(|a, b| a.key(&text).cmp(&b.key(&text)));
        Self { text, entries }
    }
}

impl Entry {
    /// What begins with a line that starts at `start`: the kind, the name and the marks behind them.
    fn of(line: &str, start: usize) -> Self {
        let line_end = start + line.trim_end().len();
        let word = |from: usize| {
            let rest = line.get(from - start..).unwrap_or_default();
            from..(from + rest.find(' ').unwrap_or(rest.len())).min(line_end.max(from))
        };
        let kind = word(start);
        let name = word((kind.end + 1).min(line_end));
        let marks = (name.end + 1).min(line_end)..line_end;
        Self { kind, name, marks, end: start + line.len(), definition: OnceLock::new() }
    }

    fn key<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        (&text[self.kind.clone()], &text[self.name.clone()])
    }

    fn marks<'t>(&self, text: &'t str) -> &'t str {
        &text[self.marks.clone()]
    }

    fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.kind.start..self.end]
    }
}
