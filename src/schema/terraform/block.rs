//! What can stand in a block, read from the lines of a table.

use std::fmt;

/// The arguments and blocks of a type, sorted by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// All of them.
    pub arguments: Vec<Argument>,
    /// What it had in earlier versions of the provider, and has no longer.
    pub removed: Vec<Removed>,
    /// Whether the provider would rather have nobody use it.
    pub is_deprecated: bool,
}

/// An argument, a nested block, or what Terraform tells of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Its name.
    pub name: Box<str>,
    /// Who says it.
    pub presence: Presence,
    /// What it is.
    pub kind: Kind,
    /// What else the provider says of it.
    pub marks: Marks,
    /// The argument beside it that takes its place, when it is deprecated and the provider names one.
    pub instead: Option<Box<str>>,
}

/// What was in earlier versions of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Its name.
    pub name: Box<str>,
    /// The last major version that had it: `4`.
    pub last: Box<str>,
}

/// What a provider says of an argument besides its type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// That nobody should use it any more.
    pub is_deprecated: bool,
    /// That Terraform hides it in its output.
    pub is_sensitive: bool,
    /// That it is kept in no state or plan.
    pub is_write_only: bool,
}

/// Who says an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The author has to.
    Required,
    /// The author may.
    Optional,
    /// Only Terraform does, once the thing is there.
    Computed,
}

/// What an argument is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, a number, or true or false.
    Plain(Plain),
    /// A list or set of such.
    List(Plain),
    /// A map of such, with keys of the author's choice.
    Map(Plain),
    /// A nested block, `name { ... }`.
    Block(Count, Block),
    /// A value with arguments of its own, `name = { ... }`.
    Object(Count, Block),
}

/// A single value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Anything: the table does not say.
    Any,
}

/// How many there may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// One.
    One,
    /// A list or set.
    Many,
    /// A map by the author's keys.
    Named,
}

impl Block {
    /// The argument of this name.
    pub fn get(&self, name: &str) -> Option<&Argument> {
        self.arguments
            .binary_search_by(|argument| (*argument.name).cmp(name))
            .ok()
            .map(|at| &self.arguments[at])
    }

    /// The last major version of the provider that had what is called so and is gone.
    pub fn last(&self, name: &str) -> Option<&str> {
        self.removed.iter().find(|removed| &*removed.name == name).map(|removed| &*removed.last)
    }

    /// The names that an author can say.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.arguments
            .iter()
            .filter(|argument| argument.presence != Presence::Computed)
            .map(|argument| &*argument.name)
    }

    /// The arguments that the lines tell, each indented by one space more than what it stands in.
    pub(super) fn parse(lines: &[&str]) -> Self {
        let depth = lines.first().map_or(0, |line| indent(line));
        let (mut arguments, mut removed) = (Vec::new(), Vec::new());
        let mut rest = lines;
        while let Some((line, below)) = rest.split_first() {
            let inner = below.iter().take_while(|line| indent(line) > depth).count();
            match line.trim_start().split_once(" -") {
                Some((name, last)) => {
                    removed.push(Removed { name: name.into(), last: last.into() })
                }
                None => arguments.extend(argument(line.trim_start(), &below[..inner])),
            }
            rest = &below[inner..];
        }
        arguments.sort_by(|a, b| a.name.cmp(&b.name));
        Self { arguments, removed, is_deprecated: false }
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// `name ?ls ds:other`: the name, who says it, what it is, the letters of its marks, and what takes its place.
fn argument(line: &str, below: &[&str]) -> Option<Argument> {
    let (name, told) = line.split_once(' ')?;
    let (told, marks) = told.split_once(' ').unwrap_or((told, ""));
    let (marks, instead) = marks
        .split_once(':')
        .map_or((marks, None), |(marks, instead)| (marks, Some(instead.into())));
    let (presence, kind) = told.split_at_checked(1)?;
    let has = |mark: char| marks.contains(mark);
    let marks = Marks { is_deprecated: has('d'), is_sensitive: has('s'), is_write_only: has('w') };
    let presence = match presence {
        "!" => Presence::Required,
        "=" => Presence::Computed,
        _ => Presence::Optional,
    };
    Some(Argument { name: name.into(), presence, kind: kind_of(kind, below), marks, instead })
}

fn kind_of(told: &str, below: &[&str]) -> Kind {
    let (form, rest) = told.split_at_checked(1).unwrap_or((told, ""));
    match form {
        "B" => Kind::Block(count(rest), Block::parse(below)),
        "O" => Kind::Object(count(rest), Block::parse(below)),
        "l" | "t" => Kind::List(plain(rest)),
        "m" => Kind::Map(plain(rest)),
        form => Kind::Plain(plain(form)),
    }
}

fn count(told: &str) -> Count {
    match told {
        "1" => Count::One,
        "m" => Count::Named,
        _ => Count::Many,
    }
}

fn plain(told: &str) -> Plain {
    match told {
        "s" => Plain::Text,
        "n" => Plain::Number,
        "b" => Plain::Bool,
        _ => Plain::Any,
    }
}

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Plain::Text => "text",
            Plain::Number => "a number",
            Plain::Bool => "true or false",
            Plain::Any => "a value",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_names_presence_and_kind() {
        let block = Block::parse(&[
            " name !s",
            " tags ?ms",
            " network ?Bl",
            "  ip ?s",
            "  id =n",
            " zone =s",
        ]);
        assert_eq!(block.names().collect::<Vec<_>>(), ["name", "network", "tags"]);
        assert_eq!(block.get("name").unwrap().presence, Presence::Required);
        let Kind::Block(Count::Many, inner) = &block.get("network").unwrap().kind else {
            panic!("it is a block")
        };
        let id = inner.get("id").unwrap();
        assert_eq!(
            (id.presence, &id.kind, id.marks),
            (Presence::Computed, &Kind::Plain(Plain::Number), Marks::default())
        );
        assert_eq!(block.get("tags").unwrap().kind, Kind::Map(Plain::Text));
    }
    #[test]
    fn lines_tell_what_is_deprecated_and_what_is_gone() {
        let block = Block::parse(&[" size ?n ds:weight", " weight ?n", " colour -4", " old ?s d"]);
        let size = block.get("size").unwrap();
        assert!(size.marks.is_deprecated && size.marks.is_sensitive && !size.marks.is_write_only);
        assert_eq!(size.instead.as_deref(), Some("weight"));
        assert_eq!(block.get("old").unwrap().instead, None);
        assert_eq!((block.last("colour"), block.last("size")), (Some("4"), None));
        assert!(block.get("colour").is_none() && !block.names().any(|name| name == "colour"));
    }
}
