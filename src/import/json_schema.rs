//! A JSON schema, of any draft, as types: what a table can hold of it.
//!
//! Alternatives that are all maps become one map, whose rules say which keys exclude each other: a mistake in it is then found
//! at its key. What a table has no words for (conditions) is left out, so that nothing right is refused.

use super::imported::ImportError;
use super::parts::{Parts, has_keys, is_map, target};
use super::rules;
use crate::schema::{Bounds, Field, ItemKey, Marks, Object, Pattern, Presence, Ref, Type, Unique};
use crate::value::{Kinds, Value};
use std::collections::{BTreeSet, HashMap, VecDeque};

/// How deep types may be inside each other, and how many there may be in all: more is no tool's.
const DEEPEST: usize = 48;
const MOST_TYPES: usize = 400_000;

/// A schema's types, of which the first is the whole file.
pub(super) struct Importer<'a> {
    root: &'a Value,
    /// Whether maps take no keys but those they name, where the schema does not say.
    is_closed: bool,
    names: HashMap<String, Box<str>>,
    taken: BTreeSet<Box<str>>,
    queue: VecDeque<(Box<str>, &'a Value)>,
    /// References that are being followed.
    open: Vec<String>,
    count: usize,
}

impl<'a> Importer<'a> {
    /// An importer of a document in which references are looked up.
    pub(super) fn new(root: &'a Value, is_closed: bool) -> Self {
        Self {
            root,
            is_closed,
            names: HashMap::new(),
            taken: BTreeSet::new(),
            queue: VecDeque::new(),
            open: Vec::new(),
            count: 0,
        }
    }

    /// The type of `node` under `name`, and all that it refers to.
    ///
    /// # Errors
    /// When a reference leads nowhere, or there is too much of it.
    pub(super) fn import(
        mut self,
        name: &str,
        node: &'a Value,
    ) -> Result<Vec<(Box<str>, Type)>, ImportError> {
        self.taken.insert(name.into());
        self.names.insert("#".into(), name.into());
        let mut node = node;
        while let Some(pointer) = node.get("$ref").and_then(Value::as_str) {
            let known = self.names.insert(pointer.into(), name.into());
            node = match target(self.root, pointer)?.filter(|_| known.is_none()) {
                Some(node) => node,
                None => return Err(ImportError::NoTarget(pointer.into())),
            };
        }
        self.queue.push_back((name.into(), node));
        let mut types = Vec::new();
        while let Some((name, node)) = self.queue.pop_front() {
            let ty = self.ty(node, 0)?;
            types.push((name, ty));
        }
        Ok(types)
    }

    fn ty(&mut self, node: &'a Value, depth: usize) -> Result<Type, ImportError> {
        self.count += 1;
        if depth > DEEPEST || self.count > MOST_TYPES {
            return Err(ImportError::TooLarge);
        }
        if let Some(pointer) = node.get("$ref").and_then(Value::as_str) {
            return self.reference(pointer, depth);
        }
        let ty = self.own(node, depth)?;
        let rules = rules::of(node);
        let ty = if rules.is_empty() { ty } else { Type::Ruled(Box::new(ty), rules.into()) };
        let is_null_too = node.get("nullable") == Some(&Value::Bool(true));
        Ok(if is_null_too { union(vec![ty, Type::Scalar(Kinds::NULL, Bounds::NONE)]) } else { ty })
    }

    /// What is referred to: a map under its name, and anything else in its place.
    fn reference(&mut self, pointer: &str, depth: usize) -> Result<Type, ImportError> {
        let Some(target) = target(self.root, pointer)? else { return Ok(Type::Any) };
        let is_known = self.names.contains_key(pointer);
        if is_known
            || has_keys(self.root, target, 0)
            || self.open.iter().any(|open| open == pointer)
        {
            return Ok(Type::Ref(Ref::new(self.named(pointer, target))));
        }
        self.open.push(pointer.into());
        let ty = self.ty(target, depth + 1);
        self.open.pop();
        ty
    }

    fn named(&mut self, pointer: &str, target: &'a Value) -> Box<str> {
        if let Some(name) = self.names.get(pointer) {
            return name.clone();
        }
        let last = pointer.rsplit('/').next().unwrap_or(pointer);
        let mut name: Box<str> = last.replace([' ', '"'], "-").into();
        while !self.taken.insert(name.clone()) {
            name = format!("{name}-{}", self.taken.len()).into();
        }
        self.names.insert(pointer.into(), name.clone());
        self.queue.push_back((name.clone(), target));
        name
    }

    fn own(&mut self, node: &'a Value, depth: usize) -> Result<Type, ImportError> {
        if let Some(words) = node.get("enum").and_then(Value::as_list) {
            return Ok(one_of(words));
        }
        if let Some(word) = node.get("const") {
            return Ok(one_of(std::slice::from_ref(word)));
        }
        if node.get("x-kubernetes-int-or-string") == Some(&Value::Bool(true)) {
            return Ok(Type::Scalar(Kinds::TEXT_OR_WHOLE, Bounds::NONE));
        }
        let kinds = kinds(node);
        let parts = Parts::gather(self.root, node)?;
        let mut types = Vec::new();
        if kinds.has(Kinds::MAP) {
            types.extend(self.map(node, &parts, kinds, depth)?);
        }
        if kinds.has(Kinds::LIST) && (kinds != Kinds::ALL || node.get("items").is_some()) {
            types.push(self.list(node, depth)?);
        }
        let scalars = kinds.only(Kinds::SCALAR.and(Kinds::NULL));
        if kinds != Kinds::ALL && scalars != Kinds::NONE {
            types.push(scalar(node, scalars));
        }
        if types.is_empty() {
            types = self.alternatives(node, &parts.unions, depth)?;
        }
        Ok(union(types))
    }

    /// The map that a node is: with known keys, or with keys of the author's choice.
    fn map(
        &mut self,
        node: &'a Value,
        parts: &Parts<'a>,
        kinds: Kinds,
        depth: usize,
    ) -> Result<Option<Type>, ImportError> {
        let bounds = counts(node, "minProperties", "maxProperties");
        if parts.is_empty() {
            return Ok((kinds != Kinds::ALL).then(|| Type::Map(Box::new(Type::Any), bounds)));
        }
        if let Some(item) = parts.only_values() {
            return Ok(Some(Type::Map(Box::new(self.ty(item, depth + 1)?), bounds)));
        }
        let is_open = node.get("x-kubernetes-preserve-unknown-fields") == Some(&Value::Bool(true));
        self.object(parts, bounds, self.is_closed && !is_open, depth).map(Some)
    }

    fn object(
        &mut self,
        parts: &Parts<'a>,
        bounds: Bounds,
        is_closed: bool,
        depth: usize,
    ) -> Result<Type, ImportError> {
        let mut fields = Vec::new();
        for (name, nodes) in &parts.properties {
            fields.push(self.field(name, nodes, parts, depth)?);
        }
        for (start, nodes) in parts.others(is_closed) {
            fields.push(Field {
                ty: self.one_of_these(&nodes, depth)?,
                ..named(&format!("{start}*"))
            });
        }
        let rules = parts.rules.as_slice().into();
        Ok(Type::Object(Box::new(Object { rules, bounds, ..Object::new(fields) })))
    }

    fn one_of_these(&mut self, nodes: &[&'a Value], depth: usize) -> Result<Type, ImportError> {
        let types: Result<Vec<Type>, _> =
            nodes.iter().map(|node| self.ty(node, depth + 1)).collect();
        Ok(union(types?))
    }

    fn field(
        &mut self,
        name: &str,
        nodes: &[&'a Value],
        parts: &Parts<'a>,
        depth: usize,
    ) -> Result<Field, ImportError> {
        let ty = self.one_of_these(nodes, depth)?;
        let is_deprecated =
            nodes.iter().any(|node| node.get("deprecated") == Some(&Value::Bool(true)));
        let presence =
            if parts.required.contains(name) { Presence::Required } else { Presence::Optional };
        let marks = Marks { is_deprecated, ..Marks::default() };
        Ok(Field { ty, presence, marks, ..named(name) })
    }

    fn list(&mut self, node: &'a Value, depth: usize) -> Result<Type, ImportError> {
        let bounds = counts(node, "minItems", "maxItems");
        let item = node.get("items").filter(|items| items.as_list().is_none());
        let item = item.map_or(Ok(Type::Any), |item| self.ty(item, depth + 1))?;
        let keys = node.get("x-kubernetes-list-map-keys").and_then(Value::as_list);
        let is_set = node.get("x-kubernetes-list-type").and_then(Value::as_str) == Some("set");
        let unique = match keys {
            Some(keys) => {
                let keys = keys.iter().filter_map(Value::as_str);
                Unique::By(keys.map(|name| item_key(node, name)).collect())
            }
            None if is_set || node.get("uniqueItems") == Some(&Value::Bool(true)) => Unique::Items,
            None => Unique::No,
        };
        Ok(Type::List { item: Box::new(item), unique, bounds })
    }

    /// What fits where one of several has to, those that are maps as one; or else where all of several have to.
    fn alternatives(
        &mut self,
        node: &'a Value,
        unions: &[Vec<&'a Value>],
        depth: usize,
    ) -> Result<Vec<Type>, ImportError> {
        let Some(nodes) = unions.first() else {
            let all = node.get("allOf").and_then(Value::as_list).unwrap_or_default();
            let types: Result<Vec<Type>, _> =
                all.iter().map(|node| self.ty(node, depth + 1)).collect();
            return Ok(types?.into_iter().filter(|ty| *ty != Type::Any).take(1).collect());
        };
        let (maps, others): (Vec<&Value>, Vec<&Value>) =
            nodes.iter().partition(|node| is_map(self.root, node, 0));
        let mut types: Vec<Type> =
            others.iter().map(|node| self.ty(node, depth + 1)).collect::<Result<_, _>>()?;
        match maps.as_slice() {
            [] => {}
            [one] => types.push(self.ty(one, depth + 1)?),
            several => {
                let parts = Parts::of_alternatives(self.root, several, 0)?;
                types.push(self.object(&parts, Bounds::NONE, self.is_closed, depth + 1)?);
            }
        }
        Ok(types)
    }
}

/// A key of a list's items, with the default that their schema gives it.
fn item_key(list: &Value, name: &str) -> ItemKey {
    let property = ["items", "properties", name]
        .iter()
        .try_fold(list, |value, key| value.get(key))
        .and_then(|property| property.get("default"));
    ItemKey { name: name.into(), default: property.and_then(Value::as_str).map(Box::from) }
}

fn named(name: &str) -> Field {
    Field { name: name.into(), ..Field::default() }
}

/// The kinds of values that a node says it takes; all where it says nothing.
fn kinds(node: &Value) -> Kinds {
    let kind = |word: &str| match word {
        "string" => Kinds::TEXT,
        "integer" => Kinds::WHOLE,
        "number" => Kinds::NUMBER,
        "boolean" => Kinds::BOOL,
        "null" => Kinds::NULL,
        "array" => Kinds::LIST,
        "object" => Kinds::MAP,
        _ => Kinds::ALL,
    };
    match node.get("type").map(Value::bare) {
        Some(Value::List(words)) => {
            words.iter().filter_map(Value::as_str).map(kind).fold(Kinds::NONE, Kinds::and)
        }
        Some(word) => word.as_str().map_or(Kinds::ALL, kind),
        None => Kinds::ALL,
    }
}

/// One of these words, of whichever kinds they are; anything where some are no scalars.
fn one_of(words: &[Value]) -> Type {
    let mut kinds = Kinds::NONE;
    let mut values: Vec<Box<str>> = Vec::new();
    for word in words {
        values.push(match word.bare() {
            Value::Text(text) => text.as_str().unwrap_or_default().into(),
            Value::Int(int) => int.to_string().into(),
            Value::Float(float) => float.to_string().into(),
            Value::Bool(flag) => flag.to_string().into(),
            Value::Null => {
                kinds = kinds.and(Kinds::NULL);
                continue;
            }
            _ => return Type::Any,
        });
        kinds = kinds.and(Kinds::of(word));
    }
    let scalars = kinds.only(Kinds::SCALAR);
    let words = (!values.is_empty()).then(|| Type::OneOf(scalars, values.into()));
    let null = kinds.has(Kinds::NULL).then_some(Type::Scalar(Kinds::NULL, Bounds::NONE));
    union(words.into_iter().chain(null).collect())
}

/// One of several types, each once; words are put together, and so are scalars without bounds.
fn union(types: Vec<Type>) -> Type {
    let mut distinct: Vec<Type> = Vec::new();
    let flat = types.into_iter().flat_map(|ty| match ty {
        Type::Union(types) => types.into_vec(),
        ty => vec![ty],
    });
    for ty in flat {
        if !distinct.contains(&ty) && !distinct.iter_mut().any(|known| takes_in(known, &ty)) {
            distinct.push(ty);
        }
    }
    match distinct.len() {
        0 => Type::Any,
        1 => distinct.remove(0),
        _ if distinct.contains(&Type::Any) => Type::Any,
        _ => Type::Union(distinct.into()),
    }
}

/// Makes a type take what another one takes, where that is no more than another word or kind.
fn takes_in(known: &mut Type, ty: &Type) -> bool {
    match (known, ty) {
        (Type::Scalar(kinds, Bounds::NONE), Type::Scalar(more, Bounds::NONE)) => {
            *kinds = kinds.and(*more);
            true
        }
        (Type::OneOf(kinds, words), Type::OneOf(of, more)) if kinds == of => {
            let new = more.iter().filter(|word| !words.contains(word));
            *words = words.iter().chain(new).cloned().collect();
            true
        }
        _ => false,
    }
}

/// Text that matches a regular expression, or values of some kinds.
fn scalar(node: &Value, kinds: Kinds) -> Type {
    let bounds = bounds(node, kinds);
    match node.get("pattern").and_then(Value::as_str) {
        Some(text) if kinds == Kinds::TEXT => Type::Pattern(Box::new(Pattern::new(text, bounds))),
        _ => Type::Scalar(kinds, bounds),
    }
}

fn bounds(node: &Value, kinds: Kinds) -> Bounds {
    if kinds.has(Kinds::TEXT) {
        return if kinds == Kinds::TEXT {
            counts(node, "minLength", "maxLength")
        } else {
            Bounds::NONE
        };
    }
    if kinds.has(Kinds::NUMBER) { counts(node, "minimum", "maximum") } else { Bounds::NONE }
}

/// The whole numbers under two keys, as the least and the most.
fn counts(node: &Value, min: &str, max: &str) -> Bounds {
    let number = |key: &str| match node.get(key).map(Value::bare) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    };
    Bounds { min: number(min).unwrap_or(i64::MIN), max: number(max).unwrap_or(i64::MAX) }
}
