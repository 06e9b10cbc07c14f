//! The recipe files of a run: their texts, their map literals, and which closure came from where.

use super::order::Orders;
use super::tokens::Reader;
use crate::diag::{Place, Point};
use crate::value::Key;
use rhai::{AST, Position};
use std::collections::BTreeMap;

/// Everything read as source in a run.
#[derive(Default)]
pub(crate) struct Sources {
    files: BTreeMap<String, Source>,
    /// A closure's internal name -> the file that wrote it; an error inside a closure that was
    /// handed to another module names that module instead.
    closures: BTreeMap<String, String>,
    /// In which order the author wrote the keys of maps.
    pub(super) orders: Orders,
}

struct Source {
    text: String,
    literals: Vec<Literal>,
}

/// A map literal: where it starts, and its keys in the author's order.
pub(super) struct Literal {
    pub(super) start: Point,
    pub(super) keys: Vec<(Key, Point)>,
    /// Whether one of its values is chosen: it is no data itself, and its order means nothing.
    pub(super) is_choice: bool,
}

impl Literal {
    pub(super) fn starting(start: Point) -> Self {
        Self { start, keys: Vec::new(), is_choice: false }
    }

    fn place_of(&self, file: &str, key: &str) -> Option<Place> {
        let (_, point) = self.keys.iter().find(|(own, _)| own == key)?;
        Some(Place { file: file.into(), start: *point, end: None })
    }

    fn has(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.keys.iter().any(|(own, _)| own == key))
    }
}

impl Sources {
    /// Keeps a file that was read, whether or not it parses.
    pub(super) fn add_text(&mut self, file: &str, text: &str) {
        self.files.insert(file.into(), Source { text: text.into(), literals: Vec::new() });
    }

    /// Keeps what parsing the file showed.
    pub(super) fn add_parsed(&mut self, file: &str, reader: Reader, ast: &AST) {
        for literal in reader.literals.iter().filter(|literal| !literal.is_choice) {
            self.orders.learn(literal.keys.iter().map(|(key, _)| key));
        }
        let closures = ast.iter_functions().filter(|function| function.name.starts_with("anon$"));
        self.closures.extend(closures.map(|function| (function.name.to_string(), file.to_string())));
        if let Some(source) = self.files.get_mut(file) {
            source.literals = reader.literals;
        }
    }

    /// The file that wrote the closure with this internal name.
    pub(super) fn closure_file(&self, name: &str) -> Option<&str> {
        self.closures.get(name).map(String::as_str)
    }

    /// Where `key` stands in the map literal with exactly `keys` that is nearest behind `call`.
    pub(super) fn key_place(&self, call: &Place, keys: &[&str], key: &str) -> Option<Place> {
        self.key_in(call, key, |literal| literal.keys.len() == keys.len() && literal.has(keys))
    }

    /// The same for a literal that has `keys` and maybe others, which were left out on the way.
    pub(super) fn key_place_near(&self, call: &Place, keys: &[&str], key: &str) -> Option<Place> {
        self.key_place(call, keys, key).or_else(|| self.key_in(call, key, |literal| literal.has(keys)))
    }

    /// Where `key` stands in the map literal with exactly `keys` that is the last one before `call`.
    pub(super) fn key_place_before(&self, call: &Place, keys: &[&str], key: &str) -> Option<Place> {
        let before = self.files.get(&call.file)?.literals.iter().filter(|literal| literal.start < call.start);
        let fitting = before.filter(|literal| literal.keys.len() == keys.len() && literal.has(keys));
        fitting.max_by_key(|literal| literal.start)?.place_of(&call.file, key)
    }

    fn key_in(&self, call: &Place, key: &str, fits: impl Fn(&Literal) -> bool) -> Option<Place> {
        let behind = self.files.get(&call.file)?.literals.iter().filter(|literal| literal.start >= call.start);
        let literal = behind.filter(|literal| fits(literal)).min_by_key(|literal| literal.start)?;
        literal.place_of(&call.file, key)
    }

    /// The keys of all maps that were seen, in files and in data.
    pub(super) fn keys(&self) -> Vec<Key> {
        let written = self.files.values().flat_map(|source| &source.literals).flat_map(|literal| literal.keys.iter().map(|(key, _)| key));
        written.chain(self.orders.keys()).cloned().collect()
    }

    /// The line that a place is in.
    pub(super) fn line(&self, place: &Place) -> Option<String> {
        self.files.get(&place.file)?.text.lines().nth(place.start.line as usize - 1).map(String::from)
    }

    /// All texts by file name, for showing the lines that a message speaks of.
    pub(super) fn into_texts(self) -> BTreeMap<String, String> {
        self.files.into_iter().map(|(file, source)| (file, source.text)).collect()
    }
}

/// A position as a point; none where the engine knows none.
pub(super) fn point(position: Position) -> Option<Point> {
    let line = u32::try_from(position.line()?).ok()?;
    // A position at the start of a line has no column of its own.
    let column = u32::try_from(position.position().unwrap_or(1)).ok()?;
    Some(Point { line, column })
}
