//! Terraform's JSON syntax (`.tf.json`), as recipes emit it from plain data: its texts are templates, as those of HCL.
//!
//! Source: "JSON Configuration Syntax" in Terraform's documentation. What is in the `default` and `description` of a
//! variable, and beside `//`, is text there. Values of variables (`.tfvars.json`) are never evaluated.

use super::expression;
use crate::diag::Diagnostic;
use crate::document::{Checked, Format, PathRule, Placeholders, TextSite, foreign};
use crate::domains::terraform::block::{EXTERNAL, LANGUAGE};
use crate::domains::terraform::parse;
use crate::emit::Syntax;
use crate::emit::hcl::emit_expr;
use crate::schema::Problem;
use crate::value::{Expr, Hole, Map, Piece, Step, Text, Trail, Walk};

/// Files in JSON that Terraform or OpenTofu evaluates.
const ENDINGS: &[&str] = &[
    ".tf.json",
    ".tofu.json",
    ".tftest.json",
    ".tofutest.json",
    ".tfmock.json",
    ".tfquery.json",
    ".tfcomponent.json",
    ".tfstack.json",
    ".tfdeploy.json",
];

/// How plain data is written into such files.
pub(crate) const JSON: Format = Format {
    syntax: Syntax::Json,
    placeholders: &Templates,
    checks: &[keys],
    recognises: Some(|path, value| has(path) && value.as_text().is_none()),
    ..Format::new("terraform/json", PathRule::Fixed(""))
};

fn has(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Texts are templates, but for a few places.
struct Templates;

impl Placeholders for Templates {
    fn whole(&self, text: &Text, at: &TextSite<'_>) -> Option<Result<String, Diagnostic>> {
        Some(joined(text.pieces(), is_text(at.trail)))
    }

    fn check(&self, text: &Text, at: &TextSite<'_>) -> Vec<Diagnostic> {
        let is_evaluated = text.as_str().is_some_and(expression::is_template) && !is_text(at.trail);
        is_evaluated.then(expression::template_in_text).into_iter().collect()
    }
}

/// Keys that Terraform would evaluate.
fn keys(document: &Checked<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    document.own.visit(&mut |value, trail| {
        for name in value.as_map().into_iter().flat_map(Map::keys) {
            let trail = trail.key(name);
            let refused = key(name, &trail).err();
            problems.extend(refused.map(|diagnostic| Problem::value(trail.path(), diagnostic)));
        }
        Walk::Into
    });
    problems
}

fn key(key: &str, trail: &Trail<'_>) -> Result<(), Diagnostic> {
    if !expression::is_template(key) || is_text(trail) {
        return Ok(());
    }
    Err(Diagnostic::error(
        "template-in-text",
        "this key holds `${` or `%{`, which Terraform would evaluate",
    )
    .hint("choose a key without it, or emit a root (`terraform::root`), where keys are text"))
}

/// Text and expressions in a row; `is_raw` where nothing is evaluated.
fn joined(pieces: &[Piece], is_raw: bool) -> Result<String, Diagnostic> {
    let (mut written, mut data) = (String::new(), String::new());
    for piece in pieces {
        match piece {
            Piece::Plain(plain) if expression::is_template(plain) && !is_raw => {
                return Err(expression::template_in_text());
            }
            Piece::Plain(plain) | Piece::Literal(plain) => data.push_str(plain),
            Piece::Hole(hole) if is_raw => return Err(not_evaluated(hole)),
            Piece::Hole(hole) => {
                let source = expression(hole)?;
                written.push_str(&before(&std::mem::take(&mut data)));
                written.push_str(&format!("${{{source}}}"));
            }
        }
    }
    Ok(written + &if is_raw { data } else { doubled(&data) })
}

/// Data before an expression: a `$` at its end would be taken for the escape of what follows.
fn before(data: &str) -> String {
    match data.strip_suffix('$') {
        Some(rest) => doubled(rest) + "${\"$\"}",
        None => doubled(data),
    }
}

fn doubled(data: &str) -> String {
    data.replace("${", "$${").replace("%{", "%%{")
}

fn expression(hole: &Hole) -> Result<String, Diagnostic> {
    match hole {
        Hole::Expr(expr) if expr.language.fits(LANGUAGE) || expr.language.fits(EXTERNAL) => {
            parsed(expr)
        }
        Hole::Expr(expr) => {
            let hint = "pass it in through a variable: `terraform::expr(\"var.name\")`";
            Err(foreign(expr, "Terraform", hint))
        }
        Hole::Secret(name) => Err(Diagnostic::error(
            "secret-refused",
            format!("the secret `{name}` can't be written into this file"),
        )
        .hint("emit a root (`terraform::root`), which declares a variable for it")
        .hint("or declare a variable yourself, and refer to it: `terraform::expr(\"var.name\")`")),
    }
}

fn not_evaluated(hole: &Hole) -> Diagnostic {
    let what = match hole {
        Hole::Expr(expr) => format!("`{}`", expr.source),
        Hole::Secret(name) => format!("the secret `{name}`"),
    };
    Diagnostic::error(
        "misplaced-expression",
        format!("Terraform evaluates no expressions here: {what} would stay text"),
    )
    .hint("write the value itself")
}

fn parsed(expr: &Expr) -> Result<String, Diagnostic> {
    parse::expr(&expr.source).map(|parsed| emit_expr(&parsed)).map_err(|error| {
        Diagnostic::error(
            "invalid-expression",
            format!("`{}` is no Terraform expression: {error}", expr.source),
        )
        .hint("write it as Terraform's documentation of expressions has it")
    })
}

/// Whether Terraform evaluates nothing at a place.
fn is_text(trail: &Trail<'_>) -> bool {
    let path = trail.path();
    let keys: Vec<&str> = path
        .0
        .iter()
        .filter_map(|step| if let Step::Key(key) = step { Some(key.as_str()) } else { None })
        .collect();
    keys.contains(&"//")
        || matches!(keys.as_slice(), ["variable", _, "default" | "description", ..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Language;

    fn literal(text: &str) -> Piece {
        Piece::Literal(text.into())
    }

    fn plain(text: &str) -> Piece {
        Piece::Plain(text.into())
    }

    fn expr(source: &str) -> Piece {
        Piece::Hole(Hole::Expr(Box::new(Expr {
            language: Language(LANGUAGE.into()),
            source: source.into(),
            result: None,
        })))
    }

    fn written(pieces: Vec<Piece>) -> Result<String, String> {
        joined(&pieces, false).map_err(|problem| problem.code.to_string())
    }

    #[test]
    fn data_is_never_evaluated() {
        let rows: [(Vec<Piece>, Result<&str, &str>); 9] = [
            (
                vec![literal("${file(\"/etc/passwd\")} %{ if true }")],
                Ok("$${file(\"/etc/passwd\")} %%{ if true }"),
            ),
            (vec![literal("$"), plain("{a}")], Ok("$${a}")),
            (vec![plain("a$"), literal("{b}")], Ok("a$${b}")),
            (vec![plain("a-"), expr("var . b"), plain("%")], Ok("a-${var.b}%")),
            (vec![plain("a$"), expr("var.b")], Ok("a${\"$\"}${var.b}")),
            (vec![plain("${a}"), expr("var.b")], Err("template-in-text")),
            (vec![expr("var.b} ${file(\"x\")")], Err("invalid-expression")),
            (vec![Piece::Hole(Hole::Secret("A".into()))], Err("secret-refused")),
            (vec![literal("$${")], Ok("$$${")),
        ];
        for (pieces, expected) in rows {
            assert_eq!(
                written(pieces.clone()),
                expected.map(String::from).map_err(String::from),
                "{pieces:?}"
            );
        }
    }

    #[test]
    fn what_terraform_does_not_evaluate_stays_what_it_is() {
        let root = Trail::ROOT;
        let (variable, comment) = (root.key("variable"), root.key("//"));
        let named = variable.key("a");
        for (trail, is_data) in
            [(named.key("default"), true), (comment, true), (named.key("validation"), false)]
        {
            assert_eq!(is_text(&trail), is_data, "{}", trail.path());
            assert_eq!(key("${x}", &trail).is_ok(), is_data, "{}", trail.path());
            let written = joined(&[expr("var.b")], is_text(&trail));
            assert_eq!(written.is_ok(), !is_data, "{}", trail.path());
        }
        assert_eq!(
            ["a.tf.json", "b.tofu.json", "terraform.tfvars.json", "a.json", "a.tf"].map(has),
            [true, true, false, false, false]
        );
    }
}
