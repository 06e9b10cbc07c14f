//! Compose's variables: `${PORT:-3000}` in text, and as things that recipes hold.

use super::LANGUAGE;
use crate::diag::Diagnostic;
use crate::engine::{About, Property};
use crate::engine::{Handle, Run};
use crate::value::{Expr, Hole, Language, Value};
use rhai::Dynamic;
use std::sync::Arc;

/// A variable as recipes hold it.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    name: Arc<str>,
    /// What stands between `${` and `}`.
    source: Arc<str>,
}

impl Variable {
    /// A variable that has to be set.
    pub(super) fn required(name: &str) -> Result<Self, Diagnostic> {
        Self::new(name, format!("{name}:?set {name}"))
    }

    /// A variable with what stands for it when it is not set.
    pub(super) fn with_default(name: &str, default: &str) -> Result<Self, Diagnostic> {
        Self::new(name, format!("{name}:-{default}"))
    }

    fn new(name: &str, source: String) -> Result<Self, Diagnostic> {
        let is_name = name_length(name) == name.len() && !name.is_empty();
        if !is_name {
            return Err(Diagnostic::error(
                "invalid-name",
                format!("`{name}` can't be the name of a variable"),
            )
            .hint("name it as an environment variable: `WEB_PORT`"));
        }
        let text = format!("${{{source}}}");
        check(&text)?;
        if braced(&text).is_none_or(|(_, _, after)| !after.is_empty()) {
            return Err(Diagnostic::error(
                "invalid-expression",
                format!("the default of `{name}` has a `}}`, which would end the variable"),
            )
            .hint("leave the brace out of it, or set the whole text where Compose runs"));
        }
        Ok(Self { name: name.into(), source: source.into() })
    }
}

impl Handle for Variable {
    fn about() -> About {
        About {
            doc: r#"A variable of the environment that Compose runs in, which it fills into the file.

```rhai
let port = compose::variable("WEB_PORT", 3000);
emit(compose::file(#{ services: #{ web: #{ image: "nginx:1.29", ports: [`${port}:80`] } } })).path
// => "docker-compose.yml"
```"#,
            properties: const {
                &[Property::of(
                    "name",
                    "text",
                    "What it is called.",
                    r#"compose::variable("WEB_PORT").name"#,
                    r#""WEB_PORT""#,
                )]
            },
        }
    }

    fn show(&self) -> String {
        format!("`${{{}}}`", self.source)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let expr = Expr {
            language: Language(LANGUAGE.into()),
            source: self.source.to_string(),
            result: None,
        };
        Ok(Hole::Expr(Box::new(expr)).into())
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        (name == "name").then(|| self.name.to_string().into())
    }

    fn members(&self) -> Vec<String> {
        vec!["name".into()]
    }
}

/// A variable in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Used<'a> {
    pub(super) name: &'a str,
    /// `:-`, `?` and so on; none in `$NAME` and `${NAME}`.
    pub(super) operator: Option<&'a str>,
}

/// The variables in a text, those in the defaults of others too.
///
/// # Errors
/// The first `$` that starts none, with what follows it.
pub(super) fn read(text: &str) -> Result<Vec<Used<'_>>, &str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let start = &rest[at..];
        rest = match start.as_bytes().get(1) {
            Some(b'$') => &start[2..],
            Some(b'{') => {
                let (used, inside, after) = braced(start).ok_or(start)?;
                found.push(used);
                found.extend(read(inside)?);
                after
            }
            _ => {
                let length = name_length(&start[1..]);
                if length == 0 {
                    return Err(start);
                }
                found.push(Used { name: &start[1..=length], operator: None });
                &start[1 + length..]
            }
        };
    }
    Ok(found)
}

/// Tells a `$` that starts no variable.
pub(super) fn check(text: &str) -> Result<(), Diagnostic> {
    read(text).map(|_| ()).map_err(|start| {
        let shown: String = start.chars().take(24).collect();
        Diagnostic::error(
            "invalid-expression",
            format!("`{shown}` is no variable that Compose can fill in"),
        )
        .hint(
            "variables are `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `${NAME:+other}`",
        )
        .hint("for a dollar itself write `$$`, or put the text into `literal(...)`")
    })
}

/// Reads `${NAME:-default}`: the variable, what is behind its operator, and what follows it.
fn braced(text: &str) -> Option<(Used<'_>, &str, &str)> {
    let inner = &text[2..];
    let (name, rest) = inner.split_at(name_length(inner));
    if name.is_empty() {
        return None;
    }
    if let Some(after) = rest.strip_prefix('}') {
        return Some((Used { name, operator: None }, "", after));
    }
    let operator = [":-", ":?", ":+", "-", "?", "+"]
        .into_iter()
        .find(|operator| rest.starts_with(operator))?;
    let (operator, value) = rest.split_at(operator.len());
    let end = closing(value)?;
    Some((Used { name, operator: Some(operator) }, &value[..end], &value[end + 1..]))
}

/// Where the brace stands that closes the one before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (i, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(i),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// How many bytes at the start of `text` are a name.
fn name_length(text: &str) -> usize {
    let is_word =
        |(i, c): (usize, char)| c.is_ascii_alphabetic() || c == '_' || i > 0 && c.is_ascii_digit();
    text.char_indices().find(|found| !is_word(*found)).map_or(text.len(), |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        read(text).unwrap().into_iter().map(|used| used.name).collect()
    }

    #[test]
    fn variables_are_found_in_every_form() {
        assert_eq!(
            names("a $B ${C} ${D:-x} ${E:?set ${F-y}} ${G:+z} $$H $${I}"),
            ["B", "C", "D", "E", "F", "G"]
        );
        assert_eq!(read("${A:-b}").unwrap(), [Used { name: "A", operator: Some(":-") }]);
        assert_eq!(names("postgres://${U}:${P}@db ${Q:-{json}}"), ["U", "P", "Q"]);
    }

    #[test]
    fn other_dollars_are_refused() {
        for (text, start) in [
            ("5 $", "$"),
            ("${", "${"),
            ("$1", "$1"),
            ("a ${B:-c", "${B:-c"),
            ("${A B}", "${A B}"),
            ("${A:-{x}", "${A:-{x}"),
            ("$(id)", "$(id)"),
        ] {
            assert_eq!(read(text), Err(start), "{text}");
        }
    }
}
