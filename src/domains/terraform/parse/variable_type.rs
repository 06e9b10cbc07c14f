//! The type of a variable: `list(object({ name = string }))`.

use crate::emit::hcl::{Expr, Key};
use crate::schema::{Field, Object, Presence, Type};

/// The type that a type constraint declares; `any` where it is not one that is known.
pub(crate) fn of(expr: &Expr) -> Type {
    match expr {
        // The older way of writing it.
        Expr::Text(word) => single(word),
        Expr::Variable(word) => single(word.as_str()),
        Expr::Call(call) => {
            let name = call.name().last().map_or("", |name| name.as_str());
            applied(name, &call.arguments)
        }
        _ => Type::Any,
    }
}

/// The first word in a type that names none, as `sting` in `list(sting)`.
pub(crate) fn stranger(expr: &Expr) -> Option<String> {
    const WORDS: [&str; 9] =
        ["string", "number", "bool", "any", "list", "set", "map", "object", "tuple"];
    let unknown = |word: &str| (!WORDS.contains(&word)).then(|| word.to_string());
    match expr {
        Expr::Text(word) => unknown(word),
        Expr::Variable(word) => unknown(word.as_str()),
        Expr::Call(call) => {
            match (call.name().last().map_or("", |name| name.as_str()), call.arguments.as_slice()) {
                // What is behind the type is a default.
                ("optional", arguments) => arguments.first().and_then(stranger),
                (name, arguments) => unknown(name).or_else(|| arguments.iter().find_map(stranger)),
            }
        }
        Expr::List(list) => list.items.iter().find_map(|item| stranger(&item.value)),
        Expr::Object(object) => object.fields.iter().find_map(|field| stranger(&field.value)),
        _ => Some(crate::emit::hcl::emit_expr(expr)),
    }
}

fn single(word: &str) -> Type {
    match word {
        "string" => Type::TEXT,
        "number" => Type::NUMBER,
        "bool" => Type::BOOL,
        "list" => Type::list(Type::Any),
        "set" => Type::set(Type::Any),
        "map" => Type::map(Type::Any),
        _ => Type::Any,
    }
}

fn applied(name: &str, arguments: &[Expr]) -> Type {
    let first = || arguments.first().map(of).unwrap_or_default();
    match (name, arguments.first()) {
        ("list", _) => Type::list(first()),
        ("set", _) => Type::set(first()),
        ("map", _) => Type::map(first()),
        ("tuple", Some(Expr::List(kinds))) => {
            Type::Tuple(kinds.items.iter().map(|item| of(&item.value)).collect())
        }
        ("object", Some(Expr::Object(object))) => {
            let fields = object.fields.iter();
            let fields = fields.filter_map(|field| member(&field.key, &field.value));
            // Terraform passes over keys that an object does not declare.
            let others = Field { name: "*".into(), ..Field::default() };
            Type::Object(Box::new(Object::new(fields.chain([others]).collect())))
        }
        ("optional", _) => first(),
        _ => Type::Any,
    }
}

fn member(key: &Key, kind: &Expr) -> Option<Field> {
    let name = match key {
        Key::Name(name) => name.as_str().to_string(),
        Key::Text(text) => text.to_string(),
        Key::Expr(_) | Key::Path(_) => return None,
    };
    let is_optional = matches!(kind, Expr::Call(call) if call.name().last().is_some_and(|name| name.as_str() == "optional"));
    let presence = if is_optional { Presence::Optional } else { Presence::Required };
    Some(Field { name: name.into(), ty: of(kind), presence, ..Field::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domains::terraform::parse;

    #[test]
    fn types_are_read_as_terraform_reads_them() {
        let read = |text: &str| of(&parse::expr(text).unwrap());
        assert_eq!(read("list(string)"), Type::list(Type::TEXT));
        assert_eq!(read("\"map\""), Type::map(Type::Any));
        assert_eq!(read("tuple([string, bool])"), Type::Tuple([Type::TEXT, Type::BOOL].into()));
        let Type::Object(object) =
            read("object({ port = number, host = optional(string, \"a\") })")
        else {
            panic!("it is an object")
        };
        assert_eq!(
            object
                .fields
                .iter()
                .map(|field| (&*field.name, field.presence == Presence::Optional))
                .collect::<Vec<_>>(),
            [("port", false), ("host", true), ("*", true)]
        );
        assert_eq!(read("any"), Type::Any);
    }

    #[test]
    fn words_that_name_no_type_are_found() {
        let stranger = |text: &str| super::stranger(&parse::expr(text).unwrap());
        for text in [
            "\"list\"",
            "map(any)",
            "tuple([string, bool])",
            "object({ port = number, host = optional(list(string), [\"a\"]) })",
        ] {
            assert_eq!(stranger(text), None, "{text}");
        }
        for (text, word) in [
            ("sting", "sting"),
            ("list(object({ a = optional(nmber, 1) }))", "nmber"),
            ("lst(string)", "lst"),
            ("1", "1"),
        ] {
            assert_eq!(stranger(text).as_deref(), Some(word), "{text}");
        }
    }
}
