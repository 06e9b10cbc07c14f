//! A comparison for a person: by file and part, a line for each value.

use super::{lines, summary};
use crate::compare::comparison::Comparison;
use crate::diag::words::{self, line};
use crate::model::{Change, ChangeKind, FileComparison};

const BOLD: u8 = 1;
const FAINT: u8 = 2;
const RED: u8 = 31;
const GREEN: u8 = 32;

/// The comparison as text; values that differ in the environment's name only are counted unless `names` lists them.
pub fn text(comparison: &Comparison, names: bool, color: bool) -> String {
    let page = Page { names, color };
    let files: String = comparison.files.iter().map(|file| page.file(file)).collect();
    format!("{files}{}\n", line(&summary(comparison)))
}

struct Page {
    names: bool,
    color: bool,
}

impl Page {
    fn painted(&self, text: &str, code: u8) -> String {
        if self.color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.into() }
    }

    fn file(&self, file: &FileComparison) -> String {
        let path = line(&file.path);
        if file.is_alone() {
            let place = self.placed(&lines::place(file.place.as_ref(), None));
            let (sign, color) = if file.old_path.is_none() { ('+', GREEN) } else { ('-', RED) };
            return format!("{}{place}\n\n", self.painted(&format!("{sign} {path}"), color));
        }
        let mut text = format!("{}\n", self.painted(&path, BOLD));
        let mut part: Option<&str> = None;
        for change in &file.changes {
            if change.kind == ChangeKind::Name && !self.names {
                continue;
            }
            let own = change.part.as_deref().filter(|_| !change.path.is_empty());
            if own != part {
                text += &own.map(|name| format!("  {}\n", line(name))).unwrap_or_default();
            }
            part = own;
            text += &self.change(change, if own.is_some() { "    " } else { "  " });
        }
        if !self.names && file.names() > 0 {
            let differ = if file.names() == 1 { "differs" } else { "differ" };
            let names = words::count(file.names(), "value");
            text += &format!("  {names} {differ} in the environment's name only\n");
        }
        text + "\n"
    }

    fn change(&self, change: &Change, indent: &str) -> String {
        let place =
            self.placed(&lines::place(change.old_place.as_ref(), change.new_place.as_ref()));
        if let Some(lines) = lines::texts(change) {
            let name = named(change);
            let head = if name.is_empty() { "text".into() } else { name };
            let lines: String =
                lines.lines().map(|line| format!("{indent}  {}\n", self.signed(line))).collect();
            return format!("{indent}{head}:{place}\n{lines}");
        }
        let value = |side: &Option<serde_json::Value>| {
            lines::value(side.as_ref().unwrap_or(&serde_json::Value::Null))
        };
        let only = |sign: char, side: &Option<serde_json::Value>| {
            let value = side.as_ref().filter(|_| !change.path.is_empty());
            let value = value.map(|value| format!(": {}", lines::value(value)));
            self.signed(&format!("{sign} {}{}", named(change), value.unwrap_or_default()))
        };
        let text = match change.kind {
            ChangeKind::Added => only('+', &change.new),
            ChangeKind::Removed => only('-', &change.old),
            ChangeKind::Changed | ChangeKind::Name => {
                format!("{}: {} -> {}", named(change), value(&change.old), value(&change.new))
            }
        };
        format!("{indent}{text}{place}\n")
    }

    /// A line in the colour of its sign.
    fn signed(&self, text: &str) -> String {
        match text.chars().next() {
            Some('+') => self.painted(text, GREEN),
            Some('-') => self.painted(text, RED),
            _ => text.into(),
        }
    }

    fn placed(&self, place: &str) -> String {
        if place.is_empty() { String::new() } else { self.painted(&format!("  ({place})"), FAINT) }
    }
}

/// The path of a change; the name of its part where that is all of it.
fn named(change: &Change) -> String {
    let name = if change.path.is_empty() { change.part.as_deref() } else { Some(&*change.path) };
    line(name.unwrap_or_default())
}
