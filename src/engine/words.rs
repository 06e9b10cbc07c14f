//! The language's inner words in an author's words.

/// A type's inner name in an author's words, with its article.
pub fn type_in_words(name: &str) -> String {
    match name.trim() {
        "i64" => "a whole number",
        "f64" => "a number with a fraction",
        "bool" => "true or false",
        "char" => "a character",
        "()" => "nothing `()`",
        "array" | "Array" => "an array",
        "map" | "Map" => "a map",
        "Fn" | "FnPtr" => "a function",
        "range" | "range=" => "a range",
        name if name.contains("String") || name.contains("str") || name == "string" => "text",
        "Dynamic" | "?" => "any value",
        "Null" => "null",
        "Noted" => "a value with a comment",
        "blob" => "bytes",
        "timestamp" => "a time",
        name => return with_article(name.rsplit("::").next().unwrap_or(name)),
    }
    .into()
}

fn with_article(name: &str) -> String {
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {name}")
}

/// A function's name in an author's words: closures have none of their own.
pub(super) fn callee(name: &str) -> String {
    if name.starts_with("anon$") { "a closure".into() } else { format!("`{name}`") }
}
