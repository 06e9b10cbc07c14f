//! Types as the text of a table: a map that is there several times is written once, under a number.

use crate::schema::table::{FORMAT, LETTERS};
use crate::schema::{Bounds, Cel, Field, Head, Object, Presence, Rule, Type, Unique};
use crate::value::Kinds;
use std::collections::HashMap;
use std::fmt::Write;

/// A shorter map is sooner written again than looked up.
const FEWEST_LINES: usize = 3;

/// Encloses a map's number until it is decided where the map is written.
const MARK: char = '\u{1}';

/// A type of a table that is written.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// Its kind, its name, and its marks: `resource aws_thing d`.
    pub(super) head: String,
    /// What it is.
    pub(super) ty: Type,
    /// What else is known of it: `cluster`.
    pub(super) notes: Vec<String>,
}

impl Written {
    pub(super) fn new(head: String, ty: Type) -> Self {
        Self { head, ty, notes: Vec::new() }
    }
}

/// The text of a table.
pub(super) fn write(head: &Head, types: &[Written]) -> String {
    let mut maps = Maps::default();
    let body = |written: &Written| {
        let notes = written.notes.iter().map(|note| format!("% {note}\n"));
        maps.definition(&written.ty) + &notes.collect::<String>()
    };
    let bodies: Vec<(&str, String)> =
        types.iter().map(|written| &*written.head).zip(types.iter().map(body)).collect();
    let uses = maps.uses(bodies.iter().map(|(_, body)| body));
    let mut writer = Writer { bodies: &maps.bodies, uses: &uses, numbered: Vec::new() };
    let mut text = said(head);
    for (head, body) in bodies {
        let _ = writeln!(text, "\n{head}");
        writer.write(&body, 1, &mut text);
    }
    // Those inside of the numbered ones join them during the iteration.
    let mut at = 0;
    while let Some(map) = writer.numbered.get(at).copied() {
        at += 1;
        let _ = writeln!(text, "\ntype {at}");
        writer.write(&maps.bodies[map], 1, &mut text);
    }
    text
}

/// The lines of all maps, each once.
#[derive(Default)]
struct Maps {
    known: HashMap<String, usize>,
    bodies: Vec<String>,
}

impl Maps {
    fn definition(&mut self, ty: &Type) -> String {
        match ty {
            Type::Object(object) => self.body(object),
            ty => format!("= {}\n", self.ty(ty)),
        }
    }

    fn body(&mut self, object: &Object) -> String {
        let mut body = String::new();
        let mut line = |line: String| body.extend([line.as_str(), "\n"]);
        object.subject.iter().for_each(|subject| line(format!("# {subject}")));
        object.fields.iter().for_each(|field| line(self.field(field)));
        object.rules.iter().for_each(|rule| line(rule_line(rule)));
        if object.bounds != Bounds::NONE {
            line(range(object.bounds));
        }
        body
    }

    fn field(&mut self, field: &Field) -> String {
        let presence = match field.presence {
            Presence::Required => '!',
            Presence::Optional => '?',
            Presence::Computed => '=',
        };
        let block = if field.marks.is_block { "B" } else { "" };
        let marks = &field.marks;
        let letters =
            [(marks.is_deprecated, 'd'), (marks.is_sensitive, 's'), (marks.is_write_only, 'w')];
        let letters: String =
            letters.iter().filter(|(is, _)| *is).map(|(_, letter)| *letter).collect();
        let mut line = format!("{} {presence}{block}{}", word(&field.name), self.ty(&field.ty));
        if !letters.is_empty() {
            let instead =
                field.instead.as_ref().map_or_else(String::new, |name| format!(":{name}"));
            let _ = write!(line, " {letters}{instead}");
        }
        let versions = [('+', field.versions.since), ('-', field.versions.last)];
        versions.iter().for_each(|(sign, version)| {
            let _ = version.map(|version| write!(line, " {sign}{version}"));
        });
        line
    }

    fn ty(&mut self, ty: &Type) -> String {
        match ty {
            Type::Any => "a".into(),
            Type::Scalar(kinds, bounds) => letters(*kinds, *bounds),
            Type::Format(format) => format!("f:{}", format.name),
            Type::Pattern(pattern) => {
                let text = serde_json::Value::from(&*pattern.text).to_string();
                format!("p{text}{}", range(pattern.bounds))
            }
            Type::OneOf(kinds, words) => words_of(*kinds, words),
            Type::List { item, unique, bounds } => {
                format!("{}{}{}", list(unique), range(*bounds), self.ty(item))
            }
            Type::Tuple(types) => {
                let types: Vec<String> = types.iter().map(|ty| self.ty(ty)).collect();
                format!("[{}]", types.join(","))
            }
            Type::Map(item, bounds) => format!("m{}{}", range(*bounds), self.ty(item)),
            Type::Union(types) => one_of(types.iter().map(|ty| self.ty(ty)).collect()),
            Type::Ref(reference) => format!("@{}", word(&reference.name)),
            Type::Object(object) => self.map(object),
            Type::Ruled(inner, rules) => {
                let rules: Vec<String> = rules.iter().map(rule).collect();
                format!("c({}){}", rules.join(" "), self.ty(inner))
            }
        }
    }

    /// The number of a map, between marks.
    fn map(&mut self, object: &Object) -> String {
        let body = self.body(object);
        let next = self.bodies.len();
        let map = *self.known.entry(body.clone()).or_insert(next);
        self.bodies.extend((map == next).then_some(body));
        format!("{MARK}{map}{MARK}")
    }

    /// How often each map is written, where those that are there several times have a number.
    fn uses<'b>(&'b self, bodies: impl Iterator<Item = &'b String>) -> Vec<usize> {
        let mut uses = vec![0; self.bodies.len()];
        for body in bodies.chain(&self.bodies) {
            body.split(MARK)
                .skip(1)
                .step_by(2)
                .filter_map(|map| map.parse::<usize>().ok())
                .for_each(|map| uses[map] += 1);
        }
        uses
    }
}

struct Writer<'m> {
    bodies: &'m [String],
    uses: &'m [usize],
    numbered: Vec<usize>,
}

impl Writer<'_> {
    fn write(&mut self, body: &str, depth: usize, text: &mut String) {
        for line in body.lines() {
            let mut below = None;
            text.extend(std::iter::repeat_n(' ', depth));
            for (i, part) in line.split(MARK).enumerate() {
                match part.parse::<usize>() {
                    Ok(map) if i % 2 == 1 => match below {
                        None if !self.is_shared(map) => {
                            below = Some(map);
                            text.push('O');
                        }
                        _ => {
                            let _ = write!(text, "@{}", self.number(map));
                        }
                    },
                    _ => text.push_str(part),
                }
            }
            text.push('\n');
            if let Some(map) = below {
                self.write(&self.bodies[map], depth + 1, text);
            }
        }
    }

    fn is_shared(&self, map: usize) -> bool {
        self.uses[map] > 1 && self.bodies[map].lines().count() >= FEWEST_LINES
    }

    fn number(&mut self, map: usize) -> usize {
        let known = self.numbered.iter().position(|known| *known == map);
        known.unwrap_or_else(|| {
            self.numbered.push(map);
            self.numbered.len() - 1
        }) + 1
    }
}

fn rule_line(rule: &Rule) -> String {
    let joined = |keys: &[Box<str>]| keys.iter().map(|key| word(key)).collect::<Vec<_>>().join(" ");
    match rule {
        Rule::AtLeastOne(keys) => format!("| {}", joined(keys)),
        Rule::AtMostOne(keys) => format!("^ {}", joined(keys)),
        Rule::ExactlyOne(keys) => format!("! {}", joined(keys)),
        Rule::Needs(key, keys) => format!("> {} {}", word(key), joined(keys)),
    }
}

/// A rule and its message, both in quotes.
fn rule(rule: &Cel) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string().replace(MARK, " ");
    let defaults = if rule.needs_defaults { " defaults" } else { "" };
    format!("{} {}{defaults}", quoted(&rule.rule), quoted(&rule.message))
}

/// `lu`: the letters before the type of a list's items.
fn list(unique: &Unique) -> String {
    match unique {
        Unique::No => "l".into(),
        Unique::Set => "t".into(),
        Unique::Items => "lu".into(),
        Unique::By(keys) => {
            let keys = keys.iter().map(|key| word(&key.to_string()));
            format!("l<{}>", keys.collect::<Vec<_>>().join(","))
        }
    }
}

/// `e:a|b`
fn words_of(kinds: Kinds, words: &[Box<str>]) -> String {
    let kind = match letters(kinds, Bounds::NONE) {
        _ if kinds == Kinds::TEXT => String::new(),
        several if several.starts_with('(') => "v".into(),
        one => one,
    };
    format!("e{kind}:{}", words.iter().map(|text| word(text)).collect::<Vec<_>>().join("|"))
}

fn letters(kinds: Kinds, bounds: Bounds) -> String {
    let mut left = kinds;
    let mut letters = Vec::new();
    for (letter, some) in LETTERS {
        if left.only(some) == some {
            left = left.without(some);
            letters.push(format!("{letter}{}", range(bounds)));
        }
    }
    one_of(letters)
}

/// Types of which one has to fit; what is one of several itself is taken apart.
fn one_of(types: Vec<String>) -> String {
    let bare = |ty: &String| match ty.strip_prefix('(').and_then(|ty| ty.strip_suffix(')')) {
        Some(inner) => inner.to_string(),
        None => ty.clone(),
    };
    match types.as_slice() {
        [one] => one.clone(),
        several => format!("({})", several.iter().map(bare).collect::<Vec<_>>().join(" | ")),
    }
}

fn range(bounds: Bounds) -> String {
    let number =
        |number: i64, none: i64| if number == none { String::new() } else { number.to_string() };
    if bounds == Bounds::NONE {
        return String::new();
    }
    format!("{{{}..{}}}", number(bounds.min, i64::MIN), number(bounds.max, i64::MAX))
}

/// A name or word, in quotes where it needs them.
fn word(text: &str) -> String {
    let is_plain =
        !text.is_empty() && !text.contains(|c: char| " |()[]<>{},\"".contains(c) || c.is_control());
    if is_plain { text.into() } else { serde_json::Value::from(text).to_string() }
}

/// The lines above the types.
fn said(head: &Head) -> String {
    let order = head.order.join(" ");
    let lines = [
        ("source", &head.source),
        ("version", &head.version),
        ("date", &head.date),
        ("order", &order),
    ];
    let lines = lines.iter().filter(|(_, said)| !said.is_empty());
    let lines: String = lines
        .map(|(key, said)| format!("{key}: {}\n", said.replace(char::is_control, " ")))
        .collect();
    format!("{FORMAT}\n{lines}")
}
