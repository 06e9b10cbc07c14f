//! The language's inner words in an author's words.

/// A type's inner name in an author's words, with its article.
pub fn type_in_words(name: &str) -> String {
    let name = name.trim();
    match name.rsplit("::").next().unwrap_or(name) {
        "i64" | "INT" => "an int",
        "f64" | "FLOAT" => "a float",
        "bool" => "a bool",
        "char" => "a char",
        "()" => "`()`",
        "array" | "Array" => "an array",
        "map" | "Map" => "a map",
        "Fn" | "FnPtr" | "FnCallArgs" => "a function",
        "range" | "range=" | "ExclusiveRange" | "InclusiveRange" => "a range",
        "Dynamic" | "?" | "T" => "any value",
        "Null" => "null",
        "Noted" => "a value with a comment",
        "blob" | "Blob" => "bytes",
        "timestamp" => "a time",
        _ if name.starts_with("Range") || name.contains("::Range") => "a range",
        _ if is_text(name) => "a string",
        name => return with_article(name),
    }
    .into()
}

/// A string has several inner names, and this is all of them.
fn is_text(name: &str) -> bool {
    name.split('|').all(|part| {
        matches!(
            part.trim().rsplit("::").next().unwrap_or_default(),
            "&str" | "str" | "String" | "ImmutableString" | "string"
        )
    })
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// A function's name in an author's words: closures have none of their own.
pub(crate) fn callee(name: &str) -> String {
    if name.starts_with("anon$") { "a closure".into() } else { format!("`{name}`") }
}

/// A list of types as a sentence has it: `a string, a map and an int`; `nothing` for none.
pub(crate) fn types_in_words(types: &[String]) -> String {
    match types.split_last() {
        None => "nothing".into(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
