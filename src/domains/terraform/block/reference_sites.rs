//! What the expressions in a block's data refer to.

use super::LANGUAGE;
use super::draft::Draft;
use crate::domains::terraform::parse;
use crate::emit::hcl::{Expr, Key, Piece, Step, Traversal};
use crate::value::{self, Hole, Path, Text, Trail, Value};

/// A dotted name in a block of a root: `aws_vpc.main.id`.
pub(crate) struct ReferenceSite {
    /// The number of the block.
    pub(crate) block: usize,
    /// Where in its body.
    pub(crate) path: Path,
    /// The names.
    pub(crate) address: Vec<String>,
}

/// All dotted names in the blocks of a root.
pub(crate) fn all(draft: &Draft) -> Vec<ReferenceSite> {
    let mut all = Vec::new();
    for (block, written) in draft.blocks.iter().enumerate() {
        let mut found = Vec::new();
        written.body.texts(&mut |text, trail| in_text(text, trail, &mut found));
        all.extend(
            found
                .into_iter()
                .filter(|(path, address)| !is_own(path, address))
                .map(|(path, address)| ReferenceSite { block, path, address }),
        );
    }
    all
}

/// Whether a name is one of the block's own: an argument whose changes are ignored, or the item of a dynamic block.
fn is_own(path: &Path, address: &[String]) -> bool {
    let is =
        |i: usize, name: &str| matches!(path.0.get(i), Some(value::Step::Key(key)) if key == name);
    let is_item = is(0, "dynamic")
        && address.get(1).is_some_and(|part| matches!(part.as_str(), "key" | "value"));
    is_item || is(0, "lifecycle") && is(1, "ignore_changes")
}

/// The references in a value: where each is, what sort of thing it names, and the name.
pub(crate) fn of(value: &Value) -> Vec<(Path, &'static str, String)> {
    addresses(value)
        .into_iter()
        .filter_map(|(path, address)| target(&address).map(|(kind, name)| (path, kind, name)))
        .collect()
}

/// The dotted names in a value.
pub(crate) fn names(value: &Value) -> Vec<Vec<String>> {
    addresses(value).into_iter().map(|(_, address)| address).collect()
}

/// The dotted names in a value, and where each is.
fn addresses(value: &Value) -> Vec<(Path, Vec<String>)> {
    let mut found = Vec::new();
    value.texts(&mut |text, trail| in_text(text, trail, &mut found));
    found
}

fn in_text(text: &Text, trail: &Trail<'_>, found: &mut Vec<(Path, Vec<String>)>) {
    let names = text.holes().flat_map(in_hole);
    found.extend(names.map(|address| (trail.path(), address)));
}

/// The dotted names in a hole. What does not parse is reported when it is lowered.
fn in_hole(hole: &Hole) -> Vec<Vec<String>> {
    match hole {
        Hole::Expr(expr) if expr.language.fits(LANGUAGE) => {
            parse::shared(&expr.source).map_or_else(|_| Vec::new(), |expr| in_expression(&expr))
        }
        _ => Vec::new(),
    }
}

/// The dotted names in an expression.
pub(crate) fn in_expression(expr: &Expr) -> Vec<Vec<String>> {
    let mut addresses = Vec::new();
    in_expr(expr, &mut addresses);
    addresses
}

/// Collects the dotted names that an expression starts its ways from.
fn in_expr(expr: &Expr, found: &mut Vec<Vec<String>>) {
    match expr {
        Expr::Traversal(traversal) => in_traversal(traversal, found),
        Expr::Template(template) => in_pieces(template.pieces(), found),
        Expr::Heredoc(heredoc) => in_pieces(heredoc.pieces(), found),
        Expr::Call(call) => call.arguments.iter().for_each(|argument| in_expr(argument, found)),
        Expr::Unary(_, operand) | Expr::Paren(operand) => in_expr(operand, found),
        Expr::Binary(_, operands) => {
            [&operands.0, &operands.1].into_iter().for_each(|operand| in_expr(operand, found))
        }
        Expr::Conditional(choice) => [&choice.condition, &choice.yes, &choice.no]
            .into_iter()
            .for_each(|part| in_expr(part, found)),
        Expr::List(list) => list.items.iter().for_each(|item| in_expr(&item.value, found)),
        Expr::Object(object) => object.fields.iter().for_each(|field| {
            if let Key::Expr(key) = &field.key {
                in_expr(key, found);
            }
            in_expr(&field.value, found);
        }),
        Expr::For(each) => {
            let parts = [
                Some(&each.collection),
                each.result_key.as_ref(),
                Some(&each.result),
                each.condition.as_ref(),
            ];
            let mut inner = Vec::new();
            parts.into_iter().flatten().for_each(|part| in_expr(part, &mut inner));
            let own = |name: &str| {
                name == each.value.as_str()
                    || each.key.as_ref().is_some_and(|key| name == key.as_str())
            };
            found.extend(inner.into_iter().filter(|address| !own(&address[0])));
        }
        Expr::Null | Expr::Bool(_) | Expr::Number(_) | Expr::Text(_) | Expr::Variable(_) => {}
    }
}

fn in_traversal(traversal: &Traversal, found: &mut Vec<Vec<String>>) {
    for step in traversal.steps() {
        if let Step::Index(index) = step {
            in_expr(index, found);
        }
    }
    let Expr::Variable(root) = traversal.base() else { return in_expr(traversal.base(), found) };
    // An index says which of several, and not what.
    let names = traversal.steps().iter().filter_map(|step| match step {
        Step::Get(name) => Some(name.as_str().to_string()),
        _ => None,
    });
    found.push([root.as_str().to_string()].into_iter().chain(names).collect());
}

fn in_pieces(pieces: &[Piece], found: &mut Vec<Vec<String>>) {
    for piece in pieces {
        match piece {
            Piece::Text(_) => {}
            Piece::Value(value, _) => in_expr(value, found),
            Piece::If(choice) => {
                in_expr(&choice.condition, found);
                in_pieces(&choice.yes, found);
                choice.no.iter().for_each(|(_, no)| in_pieces(no, found));
            }
            Piece::For(each) => {
                in_expr(&each.collection, found);
                in_pieces(&each.body, found);
            }
        }
    }
}

/// What an address names: `var.region` is the variable `region`.
pub(crate) fn target(address: &[String]) -> Option<(&'static str, String)> {
    let second = address.get(1)?;
    match address[0].as_str() {
        "var" => Some(("variable", second.clone())),
        "local" => Some(("local", second.clone())),
        "module" => Some(("module", second.clone())),
        "ephemeral" => Some(("ephemeral resource", format!("{second}.{}", address.get(2)?))),
        "data" => Some(("data source", format!("{second}.{}", address.get(2)?))),
        "each" | "count" | "self" | "path" | "terraform" => None,
        // A resource's type has an underscore; what has none is a provider with its alias.
        kind if kind.contains('_') => Some(("resource", format!("{kind}.{second}"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::hole;
    use super::*;

    fn addresses_in(source: &str) -> Vec<String> {
        of(&hole(source, LANGUAGE).into())
            .into_iter()
            .map(|(_, kind, name)| format!("{kind} {name}"))
            .collect()
    }

    #[test]
    fn every_part_of_an_expression_is_looked_at() {
        assert_eq!(
            addresses_in("var.a + local.b[var.c].d"),
            ["variable a", "variable c", "local b"]
        );
        assert_eq!(
            addresses_in(r#""${module.web.ip}:${data.aws_ami.debian.id}""#),
            ["module web", "data source aws_ami.debian"]
        );
        assert_eq!(
            addresses_in("cond(aws_vpc.main.id, each.value, aws.east)"),
            ["resource aws_vpc.main"]
        );
        assert_eq!(
            addresses_in("[for k, my_x in var.list : my_x.id if my_x.on && local.all]"),
            ["variable list", "local all"]
        );
        assert_eq!(addresses_in("{ (var.key) = path.module }"), ["variable key"]);
    }
}
