//! An expression as recipes hold it.

use super::splice::{refusal, splice};
use super::{LANGUAGE, parse, vocabulary};
use crate::diag::Diagnostic;
use crate::engine::About;
use crate::engine::Handle;
use crate::value::{Expr, Hole, Language, Text, Value};
use std::sync::Arc;

/// A checked expression; in text it is a hole.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::domains::github) struct Expression(Arc<str>);

impl Expression {
    /// Reads an expression; other expressions in `text` become part of it.
    ///
    /// # Errors
    /// When it is no expression, or when it holds a name that GitHub does not know. What is
    /// available depends on the place, and is checked where the expression is used.
    pub(in crate::domains::github) fn read(text: &Text) -> Result<Self, Diagnostic> {
        let source = splice(text).map_err(refusal)?;
        let expr = parse::parse(&source).map_err(|error| error.diagnostic(&source))?;
        match vocabulary::check(&expr).into_iter().next() {
            Some(problem) => Err(problem.note(format!("in the expression `{expr}`"))),
            None => Ok(Self(expr.to_string().into())),
        }
    }
}

impl Handle for Expression {
    fn about() -> About {
        About {
            doc: r#"An expression in GitHub's own language. In text it is `${{ ... }}`.

```rhai
let sha = github::expr("github.sha");
`shop:${sha}`
// => `shop:${github.sha}`
```"#,
            properties: &[],
        }
    }

    fn show(&self) -> String {
        format!("`{}`", self.0)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        let expr =
            Expr { language: Language(LANGUAGE.into()), source: self.0.to_string(), result: None };
        Ok(Hole::Expr(Box::new(expr)).into())
    }
}
