//! A type as it is seen from outside: with the table that its references are in.

use super::lookup::Table;
use super::parse::Definition;
use crate::schema::cel::Cel;
use crate::schema::model::types::{At, Field, Object, Type};
use crate::value::{Kinds, Step, Value};

/// A type, and the table that it refers to.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The type.
    pub ty: &'a Type,
    /// Its table; none for types that refer to no other.
    pub table: Option<&'a Table>,
}

impl Table {
    /// A type, with the table around it.
    pub fn view(&self, at: At) -> View<'_> {
        View { ty: &self.definition(at).ty, table: Some(self) }
    }
}

impl<'a> View<'a> {
    /// A type that refers to no other.
    pub fn of(ty: &'a Type) -> Self {
        Self { ty, table: None }
    }

    /// Another type of the same table.
    #[must_use]
    pub fn at(self, ty: &'a Type) -> Self {
        Self { ty, ..self }
    }

    /// The type that a reference is to, and any other itself. A reference to nothing that the table has is kept.
    #[must_use]
    pub fn resolved(self) -> Self {
        self.ruled().0
    }

    /// The same, with the rules that its values have to keep.
    pub fn ruled(self) -> (Self, Vec<&'a Cel>) {
        let (mut view, mut rules) = (self, Vec::new());
        for _ in 0..DEEPEST {
            match (view.ty, view.definition()) {
                (Type::Ruled(inner, own), _) => {
                    rules.extend(own.iter());
                    view = view.at(inner);
                }
                (_, Some(definition)) => view = view.at(&definition.ty),
                _ => break,
            }
        }
        (view, rules)
    }

    /// What the table defines where this is a reference.
    pub fn definition(self) -> Option<&'a Definition> {
        match self.ty {
            Type::Ref(reference) => self.table?.resolve(reference),
            _ => None,
        }
    }

    /// The map with known keys that it is.
    pub fn object(self) -> Option<&'a Object> {
        match self.resolved().ty {
            Type::Object(object) => Some(object),
            _ => None,
        }
    }

    /// A known key of the map that it is.
    pub fn field(self, name: &str) -> Option<&'a Field> {
        self.object()?.get(name)
    }

    /// What the items of a list or the values of a map are.
    pub fn item(self) -> Option<Self> {
        let view = self.resolved();
        match view.ty {
            Type::List { item, .. } | Type::Map(item, _) => Some(view.at(item)),
            _ => None,
        }
    }

    /// The map that it is, or that each of its items is.
    pub fn objects(self) -> Option<(Self, &'a Object)> {
        let view = self.resolved();
        match view.ty {
            Type::Object(object) => Some((view, object)),
            _ => view.item().and_then(|item| Some((item.resolved(), item.object()?))),
        }
    }

    /// The kinds of values that it takes.
    pub fn kinds(self) -> Kinds {
        self.kinds_within(DEEPEST)
    }

    fn kinds_within(self, depth: usize) -> Kinds {
        let view = self.resolved();
        match view.ty {
            Type::Any | Type::Ref(_) | Type::Ruled(..) => Kinds::ALL,
            Type::Scalar(kinds, _) | Type::OneOf(kinds, _) => *kinds,
            Type::Format(format) => format.kinds(),
            Type::Pattern(_) => Kinds::TEXT,
            Type::List { .. } | Type::Tuple(_) => Kinds::LIST,
            Type::Map(..) | Type::Object(_) => Kinds::MAP,
            Type::Union(_) if depth == 0 => Kinds::ALL,
            Type::Union(types) => types
                .iter()
                .map(|ty| view.at(ty).kinds_within(depth - 1))
                .reduce(Kinds::and)
                .unwrap_or(Kinds::ALL),
        }
    }

    /// Of several types the first that takes values of this kind, for one that was checked before.
    #[must_use]
    pub fn chosen(self, value: &Value) -> Self {
        let mut view = self.resolved();
        for _ in 0..DEEPEST {
            let Type::Union(types) = view.ty else { break };
            let kind = Kinds::of(value);
            let fitting = types.iter().map(|ty| view.at(ty)).find(|view| view.kinds().has(kind));
            let Some(next) = fitting else { break };
            view = next.resolved();
        }
        view
    }

    /// The type of what is one step inside of `value`.
    pub fn inside(self, value: &Value, step: &Step) -> Option<Self> {
        match step {
            Step::Key(key) => self.chosen(value).under(key),
            Step::Index(index) => self.chosen(value).nth(*index),
        }
    }

    /// The type of what is under a key of the map that it is, and no other name of it.
    pub(crate) fn under(self, key: &str) -> Option<Self> {
        match self.ty {
            Type::Object(object) => object.get(key).map(|field| self.at(&field.ty)),
            Type::Map(item, _) => Some(self.at(item)),
            _ => None,
        }
    }

    /// The type of an item of the list that it is, and no other name of it.
    pub(crate) fn nth(self, index: usize) -> Option<Self> {
        match self.ty {
            Type::List { item, .. } => Some(self.at(item)),
            Type::Tuple(types) => types.get(index).map(|ty| self.at(ty)),
            _ => None,
        }
    }
}

/// How deep unions of unions, and names of names, are looked into.
const DEEPEST: usize = 16;
