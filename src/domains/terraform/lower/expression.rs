//! Data to Terraform expressions: what holes and comments mean there.

use crate::diag::Diagnostic;
use crate::document::foreign;
use crate::domains::terraform::block::draft::declared;
use crate::domains::terraform::block::node_kinds::referenced;
use crate::domains::terraform::block::reference_sites;
use crate::domains::terraform::block::{BLOCK_TAG, CALL_TAG, EXTERNAL, LANGUAGE, PASSED};
use crate::domains::terraform::parse;
use crate::emit::hcl::{Expr, Field, Item, Key, Margin, Number, Piece};
use crate::engine::Around;
use crate::model::graph::{Link, Links, NameIn, NodeName, Relation};
use crate::schema::Problem;
use crate::secrets::{Secret, terraform_name};
use crate::value::{self, Hole, Map, Text, Trail, Value};
use std::collections::BTreeMap;

/// Turns the data of one root into expressions.
pub(crate) struct Lowering<'a> {
    secrets: &'a BTreeMap<String, Secret>,
    /// The block, when it is recorded which secrets it reads.
    block: Option<BlockEntries<'a>>,
}

/// What a block adds to the graph.
#[derive(Clone, Copy)]
pub(crate) struct BlockEntries<'a> {
    pub(crate) around: &'a Around<'a>,
    pub(crate) links: Links<'a>,
    /// The folder of its root.
    pub(crate) home: &'a str,
}

type Lowered<T> = Result<T, Problem>;

impl BlockEntries<'_> {
    /// Adds that the block reads a secret, through a variable of its root.
    fn reads(self, secret: &str, variable: &str, trail: &Trail<'_>, is_whole: bool) {
        let (links, at) = (self.links, self.links.at(trail));
        self.around.secret_at(secret, None, (links, at), is_whole);
        links.link(Link::new(Relation::Refers, self.named("variable", variable)), at);
    }

    /// Adds that the block refers to what is declared outside of the files of the run.
    fn refers(self, expr: &Expr, trail: &Trail<'_>) {
        let (links, at) = (self.links, self.links.at(trail));
        let targets = reference_sites::in_expression(expr).into_iter();
        for (noun, name) in targets.filter_map(|address| reference_sites::target(&address)) {
            links.link(Link::new(Relation::Refers, self.named(noun, &name)), at);
        }
    }

    fn named<'n>(&'n self, noun: &str, name: &'n str) -> NodeName<'n> {
        NodeName::new(referenced(noun), NameIn::Folder(self.home), name)
    }
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(secrets: &'a BTreeMap<String, Secret>) -> Self {
        Self { secrets, block: None }
    }

    /// The same for a block.
    pub(crate) fn of_block(block: BlockEntries<'a>) -> Self {
        Self { secrets: block.around.secrets, block: Some(block) }
    }

    /// The expression that a value is.
    pub(crate) fn expr(&self, value: &Value, trail: &Trail<'_>) -> Lowered<Expr> {
        match value.bare() {
            Value::Null => Ok(Expr::Null),
            Value::Bool(flag) => Ok((*flag).into()),
            Value::Int(int) => Ok((*int).into()),
            Value::Float(float) => Number::float(*float)
                .map(Expr::from)
                .map_err(|error| problem(trail, "invalid-number", error.to_string())),
            Value::Text(text) => self.text(text, trail),
            Value::List(items) if value.tag() == Some(CALL_TAG) => self.call(items, trail),
            Value::List(items) => self.list(items, trail),
            Value::Map(_) if value.is_tagged(BLOCK_TAG) => Err(misplaced_block(trail)),
            Value::Map(map) if value.tag() == Some(PASSED) => self.passed(map, trail),
            Value::Map(map) => self.object(map, trail),
            Value::Commented(_) | Value::Tagged(_) => unreachable!("`bare` looked through it"),
        }
    }

    fn list(&self, items: &[Value], trail: &Trail<'_>) -> Lowered<Expr> {
        let item = |(i, value): (usize, &Value)| {
            Ok(Item::from(self.expr(value, &trail.index(i))?).within(margin(value)))
        };
        Ok(Expr::list(items.iter().enumerate().map(item).collect::<Lowered<Vec<_>>>()?))
    }

    fn call(&self, items: &[Value], trail: &Trail<'_>) -> Lowered<Expr> {
        let (name, arguments) = items.split_first().map_or(("", items), |(name, arguments)| {
            (name.as_str().unwrap_or_default(), arguments)
        });
        function_call(name, arguments, self, trail)
    }

    fn object(&self, map: &Map, trail: &Trail<'_>) -> Lowered<Expr> {
        let field = |(key, value): (&value::Key, &Value)| {
            Ok(Field::new(Key::from(key.as_str()), self.expr(value, &trail.key(key))?)
                .within(margin(value)))
        };
        Ok(Expr::object(map.iter().map(field).collect::<Lowered<Vec<_>>>()?))
    }

    /// Providers by what they are called in a module: names, and no texts.
    fn passed(&self, map: &Map, trail: &Trail<'_>) -> Lowered<Expr> {
        let field = |(key, value): (&value::Key, &Value)| {
            let trail = trail.key(key);
            let name = Expr::path(key)
                .map_err(|error| problem(&trail, "invalid-name", error.to_string()))?;
            Ok(Field::new(Key::Path(name), self.expr(value, &trail)?).within(margin(value)))
        };
        Ok(Expr::object(map.iter().map(field).collect::<Lowered<Vec<_>>>()?))
    }

    fn text(&self, text: &Text, trail: &Trail<'_>) -> Lowered<Expr> {
        let pieces = match text {
            Text::Plain(plain) => vec![self.plain(plain, trail)?],
            Text::Pieces(pieces) => {
                let is_whole = pieces.len() == 1;
                let piece = |piece| self.piece(piece, trail, is_whole);
                pieces.iter().map(piece).collect::<Lowered<_>>()?
            }
        };
        Ok(if line_count(&pieces) > 1 { Expr::heredoc(pieces) } else { Expr::template(pieces) })
    }

    fn piece(&self, piece: &value::Piece, trail: &Trail<'_>, is_whole: bool) -> Lowered<Piece> {
        match piece {
            value::Piece::Plain(plain) => self.plain(plain, trail),
            value::Piece::Literal(literal) => Ok(Piece::text(literal.clone())),
            value::Piece::Hole(hole) => self.hole(hole, trail, is_whole).map(Piece::value),
        }
    }

    fn plain(&self, plain: &str, trail: &Trail<'_>) -> Lowered<Piece> {
        if is_template(plain) {
            return Err(Problem::value(trail.path(), template_in_text()));
        }
        Ok(Piece::text(plain))
    }

    fn hole(&self, hole: &Hole, trail: &Trail<'_>, is_whole: bool) -> Lowered<Expr> {
        match hole {
            Hole::Secret(name) => {
                let variable = terraform_name(&declared(self.secrets, name));
                if let Some(block) = self.block {
                    block.reads(name, &variable, trail, is_whole);
                }
                Expr::path(&format!("var.{variable}")).map_err(|error| {
                    problem(trail, "invalid-name", error.to_string())
                        .hinted("give the secret a name for Terraform with its option `terraform`")
                })
            }
            Hole::Expr(expr) if expr.language.fits(LANGUAGE) || expr.language.fits(EXTERNAL) => {
                let parsed = parse::expr(&expr.source).map_err(|error| {
                    problem(
                        trail,
                        "invalid-expression",
                        format!("`{}` is no Terraform expression: {error}", expr.source),
                    )
                })?;
                if let Some(block) = self.block.filter(|_| expr.language.fits(EXTERNAL)) {
                    block.refers(&parsed, trail);
                }
                Ok(parsed)
            }
            Hole::Expr(expr) => {
                let hint = "pass it in through a variable: `tf.variable(...)`";
                let diagnostic = foreign(expr, "Terraform", hint);
                Err(Problem::value(trail.path(), diagnostic))
            }
        }
    }
}

/// How many lines the text of some pieces has, a last one without an end included.
fn line_count(pieces: &[Piece]) -> usize {
    let ends =
        |piece: &Piece| if let Piece::Text(text) = piece { text.matches('\n').count() } else { 0 };
    let open = !matches!(pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n'));
    pieces.iter().map(ends).sum::<usize>() + usize::from(open)
}

/// The comments on a value, as they are around it.
pub(crate) fn margin(value: &Value) -> Margin {
    let Some(commented) = value.comments() else { return Margin::default() };
    Margin { blank_before: false, above: commented.above.clone(), note: commented.beside.clone() }
}

/// Something that Terraform does not take at this place.
pub(crate) fn problem(trail: &Trail<'_>, code: &'static str, message: String) -> Problem {
    Problem::value(trail.path(), Diagnostic::error(code, message))
}

fn misplaced_block(trail: &Trail<'_>) -> Problem {
    let message = "a nested block is only allowed directly in a block";
    let diagnostic = Diagnostic::error("misplaced-block", message).hint("use a plain map here");
    Problem::key(trail.path(), diagnostic)
}

/// Whether a text holds what Terraform would evaluate.
pub(crate) fn is_template(plain: &str) -> bool {
    plain.contains("${") || plain.contains("%{")
}

/// Data that Terraform would evaluate, and the ways to say what is meant.
pub(crate) fn template_in_text() -> Diagnostic {
    Diagnostic::error(
        "template-in-text",
        "this text holds `${` or `%{`, which Terraform would evaluate",
    )
    .hint("for a reference, put a handle into backticks: `` `${server.id}-web` ``")
    .hint("for an expression, use `terraform::expr(\"...\")`, which is checked")
    .hint("for the characters themselves, use `literal(\"...\")`")
}

/// The call as an expression of a file.
pub(crate) fn function_call(
    name: &str,
    arguments: &[Value],
    lowering: &Lowering<'_>,
    trail: &Trail<'_>,
) -> Result<Expr, crate::schema::Problem> {
    let lowered = |(i, value): (usize, &Value)| lowering.expr(value, &trail.index(i));
    let arguments = arguments.iter().enumerate().map(lowered).collect::<Result<Vec<_>, _>>()?;
    Expr::call(name, arguments).map_err(|error| {
        crate::domains::terraform::lower::expression::problem(
            trail,
            "invalid-name",
            error.to_string(),
        )
        .hinted("name one of Terraform's functions, such as `cidrsubnet`")
    })
}
