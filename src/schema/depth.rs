//! How deep values of a type are checked: what there is beside the types of keys.

use super::model::{Bounds, Object, Type, Unique};
use super::table::View;
use crate::diag::words;
use rustc_hash::FxHashSet;
use std::fmt;

/// How deep values are checked, as counts in a type and all that it refers to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Depth {
    /// Places that take one of several words.
    pub enumerations: usize,
    /// Places whose text has a format, or bounds.
    pub formats: usize,
    /// Lists in which no two items have the same keys.
    pub keyed_lists: usize,
    /// Rules on several keys of a map: which exclude or require each other.
    pub key_rules: usize,
    /// Rules in the Common Expression Language that are evaluated.
    pub rules: usize,
    /// Those that are not: they need the object before a change, or defaults of the API server.
    pub skipped_rules: usize,
}

impl Depth {
    /// How deep values of a type are checked.
    pub fn of(view: View<'_>) -> Self {
        let mut walk = Walk::default();
        walk.ty(view);
        walk.depth
    }

    /// The same of several types of a table: what they share is counted once.
    pub fn of_all<'v>(views: impl Iterator<Item = View<'v>>) -> Self {
        let mut walk = Walk::default();
        views.for_each(|view| walk.ty(view));
        walk.depth
    }
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = [
            (self.enumerations, "enumeration"),
            (self.formats, "format"),
            (self.keyed_lists, "keyed list"),
            (self.key_rules, "rule on keys"),
            (self.rules, "CEL rule"),
            (self.skipped_rules, "CEL rule that is not evaluated"),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let parts = counts.map(|(count, noun)| match *noun {
            "rule on keys" if *count > 1 => format!("{count} rules on keys"),
            "CEL rule that is not evaluated" if *count > 1 => {
                format!("{count} CEL rules that are not evaluated")
            }
            noun => words::count(*count, noun),
        });
        let parts: Vec<String> = std::iter::once("types".to_string()).chain(parts).collect();
        f.write_str(&parts.join(", "))
    }
}

/// A walk over a type; each of those that are referred to is counted once.
#[derive(Default)]
struct Walk {
    depth: Depth,
    seen: FxHashSet<*const Object>,
}

impl Walk {
    fn ty(&mut self, view: View<'_>) {
        let (view, rules) = view.ruled();
        if let Type::Object(object) = view.ty
            && !self.seen.insert(std::ptr::from_ref(&**object))
        {
            return;
        }
        let evaluated = rules.iter().filter(|rule| rule.is_evaluated()).count();
        self.depth.rules += evaluated;
        self.depth.skipped_rules += rules.len() - evaluated;
        match view.ty {
            Type::OneOf(_, words) => self.depth.enumerations += usize::from(words.len() > 1),
            Type::Format(_) | Type::Pattern(_) => self.depth.formats += 1,
            Type::Scalar(_, bounds) => {
                self.depth.formats += usize::from(*bounds != Bounds::NONE);
            }
            Type::List { item, unique, .. } => {
                self.depth.keyed_lists += usize::from(matches!(unique, Unique::By(_)));
                self.ty(view.at(item));
            }
            Type::Map(item, _) => self.ty(view.at(item)),
            Type::Tuple(types) | Type::Union(types) => {
                types.iter().for_each(|ty| self.ty(view.at(ty)));
            }
            Type::Object(object) => {
                self.depth.key_rules += object.rules.len();
                object.fields.iter().for_each(|field| self.ty(view.at(&field.ty)));
            }
            Type::Any | Type::Ref(_) | Type::Ruled(..) => {}
        }
    }
}
