//! Credentials that are known by their looks, from the table in `shapes.rs`, ready to be tried.

use super::finding::{Spot, Strength};
use super::harmless;
use super::shapes::{ROWS, Row, ToldBy};
use regex_lite::Regex;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// A shape, ready to be tried.
pub(super) struct Shape {
    title: &'static str,
    pattern: &'static str,
    /// Made when it is first tried: most of them never are.
    compiled: OnceLock<Regex>,
    near: &'static [&'static str],
}

impl Shape {
    fn regex(&self) -> &Regex {
        self.compiled.get_or_init(|| Regex::new(&format!("^(?:{})", self.pattern)).expect("a test tries every pattern"))
    }
}

/// What makes a spot worth a look.
pub(super) struct Trigger {
    text: &'static str,
    /// How many characters may stand before it.
    lead: usize,
    shape: usize,
}

/// All shapes, found by the first two bytes of what tells them.
pub(super) struct Shapes {
    shapes: Vec<Shape>,
    triggers: FxHashMap<u16, Vec<Trigger>>,
    /// A bit for each pair of bytes that a trigger starts with.
    pairs: Box<[u64; 1024]>,
    /// Which shapes are told by their key.
    near: Vec<usize>,
}

/// How far a pattern may look.
const LONGEST: usize = 8192;

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(ROWS));

/// The shapes, made ready when they are first needed.
pub(super) fn shapes() -> &'static Shapes {
    &SHAPES
}

impl Shapes {
    fn of(rows: &'static [Row]) -> Self {
        let mut all = Self { shapes: Vec::new(), triggers: FxHashMap::default(), pairs: Box::new([0; 1024]), near: Vec::new() };
        for (shape, row) in rows.iter().enumerate() {
            let mut near: &[&str] = &[];
            match row.told_by {
                ToldBy::Start(texts) => texts.iter().for_each(|text| all.trigger(text, 0, shape)),
                ToldBy::Inside(lead, texts) => texts.iter().for_each(|text| all.trigger(text, lead, shape)),
                ToldBy::Key(words) => {
                    near = words;
                    all.near.push(shape);
                }
            }
            all.shapes.push(Shape { title: row.title, pattern: row.pattern, compiled: OnceLock::new(), near });
        }
        all
    }

    fn trigger(&mut self, text: &'static str, lead: usize, shape: usize) {
        let bytes = text.as_bytes();
        let pair = pair(bytes[0], bytes[1]);
        self.pairs[usize::from(pair >> 6)] |= 1 << (pair & 63);
        self.triggers.entry(pair).or_default().push(Trigger { text, lead, shape });
    }

    /// Whether any trigger starts with these two bytes.
    pub(super) fn may_start(&self, first: u8, second: u8) -> bool {
        let pair = pair(first, second);
        self.pairs[usize::from(pair >> 6)] & (1 << (pair & 63)) != 0
    }

    /// The credential whose tell-tale part starts at `at`, if there is one.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<Spot> {
        let bytes = text.as_bytes();
        let triggers = self.triggers.get(&pair(bytes[at], *bytes.get(at + 1)?))?;
        let told = triggers.iter().filter(|trigger| bytes[at..].starts_with(trigger.text.as_bytes()));
        told.filter_map(|trigger| self.try_at(text, at, trigger)).max_by_key(|spot| spot.range.len())
    }

    fn try_at(&self, text: &str, at: usize, trigger: &Trigger) -> Option<Spot> {
        let bytes = text.as_bytes();
        let lead = bytes[..at].iter().rev().take(trigger.lead).take_while(|byte| is_inside(**byte)).count();
        let start = at - lead;
        if !is_boundary(bytes, start) {
            return None;
        }
        let shape = &self.shapes[trigger.shape];
        let end = start + bytes[start..].iter().take(LONGEST).take_while(|byte| matches!(byte, b' '..=b'~') && **byte != b'"').count();
        let found = shape.regex().find(&text[start..end])?;
        let end = start + found.end();
        let goes_on = bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        if goes_on || harmless::is_sample(&text[at + trigger.text.len().min(end - at)..end]) {
            return None;
        }
        let shown = if lead == 0 { trigger.text.to_string() } else { String::new() };
        Some(Spot { what: shape.title.into(), range: start..end, key: None, shown, strength: Strength::Real, rank: 0 })
    }

    /// What a value is that stands beside `key`, which is in lower case, when only that tells.
    pub(super) fn beside(&self, key: &str, value: &str) -> Option<&'static str> {
        let shapes = self.near.iter().map(|index| &self.shapes[*index]);
        let mut near = shapes.filter(|shape| shape.near.iter().any(|word| key.contains(word)));
        near.find(|shape| shape.regex().find(value).is_some_and(|found| found.end() == value.len())).map(|shape| shape.title)
    }
}

fn pair(first: u8, second: u8) -> u16 {
    u16::from_be_bytes([first, second])
}

fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'.' | b'-')
}

/// Whether something can start here; the letter of an escape, as in `\n`, belongs to what is before it.
pub(super) fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    match bytes[..at] {
        [.., b'\\', b'n' | b't' | b'r'] | [] => true,
        [.., before] => !is_word(before),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_are_right() {
        let shapes = shapes();
        assert!(shapes.shapes.len() > 80);
        assert!(shapes.triggers.values().flatten().all(|trigger| trigger.text.len() >= 2));
        assert!(shapes.shapes.iter().all(|shape| !shape.regex().is_match("")));
    }

    #[test]
    fn a_longer_text_is_something_else() {
        let id = format!("AKIA{}", "Q3R5T7W2".repeat(2));
        assert!(shapes().at(&id, 0).is_some());
        assert!(shapes().at(&format!("{id}A"), 0).is_none());
        assert!(shapes().at(&format!("x{id}"), 1).is_none());
        assert!(shapes().at(&format!("\\n{id}"), 2).is_some());
        assert!(shapes().at("AKIAIOSFODNN7EXAMPLE", 0).is_none());
    }
}
