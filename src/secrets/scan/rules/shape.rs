//! Credentials that are known by their looks, from the tables in `shapes`, ready to be tried.

use crate::secrets::scan::effort::Effort;
use crate::secrets::scan::finding::{Spot, Strength};
use crate::secrets::scan::harmless;
use crate::secrets::scan::shapes::{Mark, Row, rows};
use regex_lite::Regex;
use rustc_hash::FxHashMap;
use std::sync::{LazyLock, OnceLock};

/// A shape, ready to be tried.
pub(crate) struct Shape {
    title: &'static str,
    pattern: &'static str,
    /// Made when it is first tried: most of them never are.
    compiled: OnceLock<Regex>,
    near: Vec<&'static str>,
}

impl Shape {
    fn regex(&self) -> &Regex {
        // A key makes the whole value a credential; a pattern ends where it ends.
        let end = if self.near.is_empty() { "" } else { "$" };
        self.compiled.get_or_init(|| {
            Regex::new(&format!("^(?:{}){end}", self.pattern)).expect("a test tries every pattern")
        })
    }
}

/// What makes a spot worth a look.
pub(crate) struct Trigger {
    text: &'static str,
    /// How many characters may be before it.
    lead: usize,
    shape: usize,
}

/// All shapes, found by the first two bytes of their patterns.
pub(crate) struct Shapes {
    shapes: Vec<Shape>,
    triggers: FxHashMap<u16, Vec<Trigger>>,
    /// The pairs of bytes that triggers start with, and those that are between a key and its value.
    pub(crate) pairs: Pairs,
    /// Which shapes are reported by their key.
    near: Vec<usize>,
}

/// How far a pattern may look.
const LONGEST: usize = 8192;

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| Shapes::of(rows()));

/// The shapes, made ready when they are first needed.
pub(crate) fn shapes() -> &'static Shapes {
    &SHAPES
}

impl Shapes {
    fn of(rows: impl Iterator<Item = Row>) -> Self {
        let mut all = Self {
            shapes: Vec::new(),
            triggers: FxHashMap::default(),
            pairs: Pairs::default(),
            near: Vec::new(),
        };
        for (shape, Row { title, mark, texts, pattern }) in rows.enumerate() {
            let (lead, is_near) = match mark {
                Mark::Start => (0, false),
                Mark::Inside(lead) => (lead, false),
                Mark::Key => (0, true),
            };
            let (starts, near) = if is_near { (Vec::new(), texts) } else { (texts, Vec::new()) };
            starts.iter().for_each(|text| all.trigger(text, lead, shape));
            all.near.extend(is_near.then_some(shape));
            all.shapes.push(Shape { title, pattern, compiled: OnceLock::new(), near });
        }
        all
    }

    fn trigger(&mut self, text: &'static str, lead: usize, shape: usize) {
        let bytes = text.as_bytes();
        let kind = if lead > 0 { Pairs::TRIGGER | Pairs::INNER } else { Pairs::TRIGGER };
        self.pairs.add(bytes[0], bytes[1], kind);
        self.triggers.entry(pair(bytes[0], bytes[1])).or_default().push(Trigger {
            text,
            lead,
            shape,
        });
    }

    /// The credential whose characteristic part starts at `at`, if there is one.
    pub(crate) fn at(&self, text: &str, at: usize, effort: &mut Effort) -> Option<Spot> {
        let bytes = text.as_bytes();
        let triggers = self.triggers.get(&pair(bytes[at], *bytes.get(at + 1)?))?;
        let matching =
            triggers.iter().filter(|trigger| bytes[at..].starts_with(trigger.text.as_bytes()));
        matching
            .filter_map(|trigger| self.try_at(text, at, trigger, effort))
            .max_by_key(|spot| spot.range.len())
    }

    fn try_at(
        &self,
        text: &str,
        at: usize,
        trigger: &Trigger,
        effort: &mut Effort,
    ) -> Option<Spot> {
        let bytes = text.as_bytes();
        let before = bytes[..at].iter().rev().take(trigger.lead);
        let lead = before.take_while(|byte| is_inside(**byte)).count();
        let start = at - lead;
        if !is_boundary(bytes, start) {
            return None;
        }
        let shape = &self.shapes[trigger.shape];
        let reach = lead + effort.reach(at, LONGEST);
        let line = bytes[start..].iter().take(reach);
        let is_shown = |byte: &&u8| matches!(**byte, b' '..=b'~') && **byte != b'"';
        let end = start + line.take_while(is_shown).count();
        effort.spend(end - start);
        let found = shape.regex().find(&text[start..end])?;
        let end = start + found.end();
        let goes_on =
            bytes.get(end).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
        // The secret part is what is longer, before the trigger or behind it.
        let (before, behind) = (&text[start..at], &text[(at + trigger.text.len()).min(end)..end]);
        let longer = if before.len() > behind.len() { before } else { behind };
        if goes_on || harmless::is_sample(longer) {
            return None;
        }
        let shown = if trigger.lead == 0 { trigger.text.to_string() } else { String::new() };
        let (what, range) = (shape.title.into(), start..end);
        Some(Spot { what, range, key: None, shown, strength: Strength::Real, rank: 0 })
    }

    /// What a value is that is beside `key`, which is in lower case, when only that decides.
    pub(crate) fn beside(&self, key: &str, value: &str) -> Option<&'static str> {
        let shapes = self.near.iter().map(|index| &self.shapes[*index]);
        let mut near = shapes.filter(|shape| shape.near.iter().any(|word| key.contains(word)));
        near.find(|shape| shape.regex().is_match(value)).map(|shape| shape.title)
    }
}

/// What each pair of bytes may be the start of, as bits.
pub(crate) struct Pairs(Box<[u8]>);

impl Default for Pairs {
    fn default() -> Self {
        let mut pairs = Self(vec![0; 1 << 16].into());
        (0..=255).for_each(|next| {
            pairs.add(b':', next, Self::SEPARATOR);
            pairs.add(b'=', next, Self::SEPARATOR);
        });
        pairs.add(b'-', b'-', Self::DASHES);
        pairs
    }
}

impl Pairs {
    /// Of a trigger.
    pub(crate) const TRIGGER: u8 = 1;
    /// Of a trigger that may have something in front.
    pub(crate) const INNER: u8 = 2;
    /// Of what is between a key and its value, and in a URL.
    pub(crate) const SEPARATOR: u8 = 4;
    /// Of a block with a key.
    pub(crate) const DASHES: u8 = 8;

    fn add(&mut self, first: u8, second: u8, kind: u8) {
        self.0[usize::from(pair(first, second))] |= kind;
    }

    /// What two bytes may be the start of.
    pub(crate) fn kinds(&self, first: u8, second: u8) -> u8 {
        self.0.get(usize::from(pair(first, second))).copied().unwrap_or_default()
    }
}

fn pair(first: u8, second: u8) -> u16 {
    u16::from_le_bytes([first, second])
}

fn is_inside(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'~' | b'.' | b'-')
}

/// Whether something can start here; the letter of an escape, as in `\n`, belongs to what is before it.
pub(crate) fn is_boundary(bytes: &[u8], at: usize) -> bool {
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
        assert!(shapes.shapes.len() > 110);
        assert!(shapes.triggers.values().flatten().all(|trigger| trigger.text.len() >= 2));
        assert!(shapes.shapes.iter().all(|shape| !shape.regex().is_match("")));
    }

    #[test]
    fn a_longer_text_is_something_else() {
        let id = format!("AKIA{}", "Q3R5T7W2".repeat(2));
        assert!(shapes().at(&id, 0, &mut Effort::default()).is_some());
        assert!(shapes().at(&format!("{id}A"), 0, &mut Effort::default()).is_none());
        assert!(shapes().at(&format!("x{id}"), 1, &mut Effort::default()).is_none());
        assert!(shapes().at(&format!("\\n{id}"), 2, &mut Effort::default()).is_some());
        assert!(shapes().at("AKIAIOSFODNN7EXAMPLE", 0, &mut Effort::default()).is_none());
    }

    #[test]
    fn what_is_recognised_by_its_end_is_found_whole() {
        let body = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
        for (end, at) in [("0f1eNRAL", 36), ("-us21", 32)] {
            let value = format!("{body}{end}");
            assert_eq!(
                shapes().at(&value, at, &mut Effort::default()).map(|spot| spot.range),
                Some(0..value.len()),
                "{value}"
            );
        }
        assert!(
            shapes().at(&format!("{}-us21", "0".repeat(32)), 32, &mut Effort::default()).is_none()
        );
        let inner = |first, second| shapes().pairs.kinds(first, second) & Pairs::INNER != 0;
        assert!(inner(b'A', b'Z') && !inner(b'g', b'h'));
    }

    #[test]
    fn a_key_recognises_values_as_a_whole() {
        let digits = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
        assert!(shapes().beside("dd_app_key", &format!("{digits}0f1e2d3c")).is_some());
        assert!(shapes().beside("dd_app_key", &format!("{digits}0f1e")).is_none());
    }
}
