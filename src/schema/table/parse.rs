//! The lines of a type, as the head of this room describes them.

use crate::formats::named;
use crate::schema::cel::Cel;
use crate::schema::model::Pattern;
use crate::schema::model::bounds::Bounds;
use crate::schema::model::types::{
    Field, ItemKey, Marks, Object, Presence, Ref, Rule, Type, Unique,
};
use crate::schema::model::version::{Version, Versions};
use crate::value::Kinds;
use std::sync::OnceLock;

/// How deep a type may be written: no tool's is.
const DEEPEST: usize = 64;

/// What a type of a table is.
#[derive(Debug, PartialEq)]
pub struct Definition {
    /// The type.
    pub ty: Type,
    /// What else the table notes of it: a name, and words.
    pub notes: Box<[Note]>,
}

/// A name, and words.
pub(crate) type Note = (Box<str>, Box<[Box<str>]>);

impl Definition {
    /// The words of a note.
    pub fn note(&self, name: &str) -> impl Iterator<Item = &str> {
        let note = self.notes.iter().find(|(known, _)| **known == *name);
        note.into_iter().flat_map(|(_, words)| words.iter().map(|word| &**word))
    }

    /// Whether there is such a note.
    pub fn has_note(&self, name: &str) -> bool {
        self.notes.iter().any(|(known, _)| **known == *name)
    }

    /// The names of the fields.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let fields = if let Type::Object(object) = &self.ty { &object.fields[..] } else { &[] };
        fields.iter().map(|field| &*field.name)
    }
}

/// What the lines below a type's head define, or those below a field with an `O` in its type.
pub(super) fn definition(lines: &[&str], depth: usize) -> Definition {
    let (mut fields, mut rules, mut notes) = (Vec::new(), Vec::new(), Vec::new());
    let (mut subject, mut bounds, mut alias) = (None, Bounds::NONE, None);
    let own = lines.first().map_or(0, |line| indent(line));
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let deeper = after.iter().take_while(|line| indent(line) > own).count();
        let (below, next) = after.split_at(deeper);
        rest = next;
        let line = line.trim_start_matches(' ');
        let mut cursor = Cursor { rest: line.get(2..).unwrap_or(""), below, depth };
        match line.split_at_checked(2).map_or(line, |(sign, _)| sign) {
            "# " => subject = Some(cursor.rest.into()),
            "| " => rules.push(Rule::AtLeastOne(cursor.words())),
            "^ " => rules.push(Rule::AtMostOne(cursor.words())),
            "! " => rules.push(Rule::ExactlyOne(cursor.words())),
            "> " => rules.push(Rule::Needs(cursor.word(), cursor.words())),
            "= " => alias = Some(cursor.ty()),
            "% " => notes.push(note(cursor.rest)),
            _ if line.starts_with('{') => bounds = Cursor { rest: line, ..cursor }.bounds(),
            _ => fields.extend(Cursor { rest: line, ..cursor }.field()),
        }
    }
    let object = || Object { subject, rules: rules.into(), bounds, ..Object::new(fields) };
    let ty = alias.unwrap_or_else(|| Type::Object(Box::new(object())));
    Definition { ty, notes: notes.into() }
}

fn note(text: &str) -> Note {
    let mut words = text.split(' ').filter(|word| !word.is_empty()).map(Box::from);
    (words.next().unwrap_or_default(), words.collect())
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// The marks of a field or a type.
#[derive(Debug, Default, PartialEq)]
pub(in crate::schema) struct Said {
    pub(in crate::schema) marks: Marks,
    pub(in crate::schema) instead: Option<Box<str>>,
    pub(in crate::schema) versions: Versions,
}

/// Reads marks: `ds:weight +36 -38`.
pub(super) fn marks(text: &str) -> Said {
    let mut said = Said::default();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if let Some(since) = word.strip_prefix('+') {
            said.versions.since = Version::parse(since);
        } else if let Some(last) = word.strip_prefix('-') {
            said.versions.last = Version::parse(last);
        } else {
            let (letters, instead) =
                word.split_once(':').map_or((word, None), |(letters, name)| (letters, Some(name)));
            said.instead = instead.map(Box::from);
            said.marks.is_deprecated |= letters.contains('d');
            said.marks.is_sensitive |= letters.contains('s');
            said.marks.is_write_only |= letters.contains('w');
        }
    }
    said
}

/// A line that is being read, with the lines that are further in.
struct Cursor<'l> {
    rest: &'l str,
    below: &'l [&'l str],
    depth: usize,
}

impl Cursor<'_> {
    fn field(mut self) -> Option<Field> {
        let name = self.word();
        self.blank();
        let presence = match self.rest.chars().next()? {
            '!' => Presence::Required,
            '?' => Presence::Optional,
            '=' => Presence::Computed,
            _ => {
                let said = marks(self.rest);
                return Some(Field { name, versions: said.versions, ..Field::default() });
            }
        };
        self.rest = &self.rest[1..];
        let is_block = self.eat('B');
        let ty = self.ty();
        let said = marks(self.rest);
        let marks = Marks { is_block, ..said.marks };
        Some(Field { name, ty, presence, marks, instead: said.instead, versions: said.versions })
    }

    fn ty(&mut self) -> Type {
        self.depth += 1;
        self.blank();
        let Some(letter) = self.rest.chars().next().filter(|_| self.depth <= DEEPEST) else {
            self.rest = "";
            return Type::Any;
        };
        self.rest = &self.rest[letter.len_utf8()..];
        let ty = match letter {
            'e' => self.one_of(),
            'c' => self.ruled(),
            'f' => self.format(),
            'p' => {
                let text = self.word();
                Type::Pattern(Box::new(Pattern::new(text, self.bounds())))
            }
            'l' | 't' => self.list(letter),
            'm' => {
                let bounds = self.bounds();
                Type::Map(Box::new(self.ty()), bounds)
            }
            'O' => {
                let bounds = self.bounds();
                match definition(self.below, self.depth).ty {
                    Type::Object(object) if bounds != Bounds::NONE => {
                        Type::Object(Box::new(Object { bounds, ..*object }))
                    }
                    ty => ty,
                }
            }
            '@' => Type::Ref(Ref { name: self.word(), found: OnceLock::new() }),
            '(' => Type::Union(self.several('|', ')')),
            '[' => Type::Tuple(self.several(',', ']')),
            letter => kinds(letter).map_or(Type::Any, |kinds| Type::Scalar(kinds, self.bounds())),
        };
        self.depth -= 1;
        ty
    }

    fn one_of(&mut self) -> Type {
        let of = self.rest.chars().next().and_then(kinds);
        if of.is_some() {
            self.rest = &self.rest[1..];
        }
        self.eat(':');
        let mut words = vec![self.word()];
        while self.eat('|') {
            words.push(self.word());
        }
        Type::OneOf(of.unwrap_or(Kinds::TEXT), words.into())
    }

    /// `("self != ''" "may not be empty")`: rules with their messages in front of the type that they are on.
    fn ruled(&mut self) -> Type {
        let mut rules: Vec<Cel> = Vec::new();
        self.eat('(');
        self.blank();
        while !self.rest.is_empty() && !self.eat(')') {
            let before = self.rest.len();
            if self.rest.starts_with('"') {
                let rule = self.word();
                rules.push(Cel::new(rule, self.word()));
            } else if let ("defaults", Some(last)) = (&*self.word(), rules.last_mut()) {
                last.needs_defaults = true;
            }
            self.blank();
            if self.rest.len() == before {
                break;
            }
        }
        Type::Ruled(Box::new(self.ty()), rules.into())
    }

    fn format(&mut self) -> Type {
        self.eat(':');
        let name = self.word();
        named(&name).map_or(Type::Scalar(Kinds::SCALAR, Bounds::NONE), Type::Format)
    }

    fn list(&mut self, letter: char) -> Type {
        let unique = match letter {
            't' => Unique::Set,
            _ if self.eat('u') => Unique::Items,
            _ if self.eat('<') => {
                let mut keys = vec![ItemKey::parse(&self.word())];
                while self.eat(',') {
                    keys.push(ItemKey::parse(&self.word()));
                }
                self.eat('>');
                Unique::By(keys.into())
            }
            _ => Unique::No,
        };
        let bounds = self.bounds();
        Type::List { item: Box::new(self.ty()), unique, bounds }
    }

    /// Types up to `end`, with `between` between them.
    fn several(&mut self, between: char, end: char) -> Box<[Type]> {
        let mut types = Vec::new();
        loop {
            self.blank();
            if self.rest.is_empty() || self.eat(end) {
                return types.into();
            }
            let before = self.rest.len();
            types.push(self.ty());
            self.blank();
            self.eat(between);
            if self.rest.len() == before {
                return types.into();
            }
        }
    }

    /// `{1..63}`, where there are bounds.
    fn bounds(&mut self) -> Bounds {
        let Some((inside, rest)) =
            self.rest.strip_prefix('{').and_then(|rest| rest.split_once('}'))
        else {
            return Bounds::NONE;
        };
        self.rest = rest;
        let (min, max) = inside.split_once("..").unwrap_or((inside, inside));
        Bounds { min: min.parse().unwrap_or(i64::MIN), max: max.parse().unwrap_or(i64::MAX) }
    }

    /// A name or word, in quotes or not.
    fn word(&mut self) -> Box<str> {
        self.blank();
        if self.rest.starts_with('"') {
            let mut words = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
            if let Some(Ok(word)) = words.next() {
                self.rest = &self.rest[words.byte_offset()..];
                return word.into();
            }
        }
        let end = self.rest.find(|c: char| " |()[]<>{},".contains(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.into()
    }

    /// All words of a line.
    fn words(&mut self) -> Box<[Box<str>]> {
        let mut words = Vec::new();
        self.blank();
        while !self.rest.is_empty() {
            let before = self.rest.len();
            words.push(self.word());
            self.blank();
            if self.rest.len() == before {
                break;
            }
        }
        words.into()
    }

    fn eat(&mut self, letter: char) -> bool {
        let rest = self.rest.strip_prefix(letter);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches(' ');
    }
}

/// The letters of kinds, those that represent several first.
pub(crate) const LETTERS: [(char, Kinds); 7] = [
    ('v', Kinds::SCALAR),
    ('n', Kinds::NUMBER),
    ('q', Kinds::TEXT_OR_WHOLE),
    ('i', Kinds::WHOLE),
    ('s', Kinds::TEXT),
    ('b', Kinds::BOOL),
    ('z', Kinds::NULL),
];

fn kinds(letter: char) -> Option<Kinds> {
    LETTERS.iter().find(|(known, _)| *known == letter).map(|(_, kinds)| *kinds)
}
