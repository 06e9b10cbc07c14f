//! The type of a variable: `list(object({ name = string }))`.

use crate::emit::hcl::{Expr, Key};
use crate::schema::types::{Member, Type};

/// The type that an expression tells; what it does not tell is anything.
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
                // What stands behind the type is a default.
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
        "string" => Type::Text,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "list" => Type::List(Box::default()),
        "set" => Type::Set(Box::default()),
        "map" => Type::Map(Box::default()),
        _ => Type::Any,
    }
}

fn applied(name: &str, arguments: &[Expr]) -> Type {
    let first = || Box::new(arguments.first().map(of).unwrap_or_default());
    match (name, arguments.first()) {
        ("list", _) => Type::List(first()),
        ("set", _) => Type::Set(first()),
        ("map", _) => Type::Map(first()),
        ("tuple", Some(Expr::List(kinds))) => {
            Type::Tuple(kinds.items.iter().map(|item| of(&item.value)).collect())
        }
        ("object", Some(Expr::Object(object))) => Type::Object(
            object.fields.iter().filter_map(|field| member(&field.key, &field.value)).collect(),
        ),
        ("optional", _) => *first(),
        _ => Type::Any,
    }
}

fn member(key: &Key, kind: &Expr) -> Option<Member> {
    let name = match key {
        Key::Name(name) => name.as_str().to_string(),
        Key::Text(text) => text.to_string(),
        Key::Expr(_) | Key::Path(_) => return None,
    };
    let is_optional = matches!(kind, Expr::Call(call) if call.name().last().is_some_and(|name| name.as_str() == "optional"));
    Some(Member { name, kind: of(kind), is_optional })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domains::terraform::parse;

    #[test]
    fn types_are_read_as_terraform_reads_them() {
        let read = |text: &str| of(&parse::expr(text).unwrap());
        assert_eq!(read("list(string)"), Type::List(Box::new(Type::Text)));
        assert_eq!(read("\"map\""), Type::Map(Box::new(Type::Any)));
        assert_eq!(read("tuple([string, bool])"), Type::Tuple(vec![Type::Text, Type::Bool]));
        let Type::Object(members) =
            read("object({ port = number, host = optional(string, \"a\") })")
        else {
            panic!("it is an object")
        };
        assert_eq!(
            members
                .iter()
                .map(|member| (member.name.as_str(), member.is_optional))
                .collect::<Vec<_>>(),
            [("port", false), ("host", true)]
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
