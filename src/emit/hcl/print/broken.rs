//! Expressions on as many lines as they need.
//!
//! Every function here writes an expression from the current line on, and leaves room for `tail`
//! columns behind its end. Lines are broken inside brackets only, where HCL allows it.

use super::escape::Style;
use super::flat::{
    LOOSEST, LOOSEST_BINARY, UNARY, attempt, binary_tightness, for_brackets, force, takes_steps,
    tightness,
};
use super::page::Page;
use super::token::{
    ARROW, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, ELLIPSIS, EQUAL, Kind,
    OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, QUESTION, Token, word,
};
use crate::emit::hcl::tree::collection::{For, List, Object};
use crate::emit::hcl::tree::expr::{BinaryOp, Call, Conditional, Expr, Traversal};
use crate::emit::hcl::tree::template::Heredoc;

/// The columns that a line should not go beyond.
const WIDTH: usize = 80;

/// The columns for what reads no better on several lines.
const WIDE: usize = 100;

/// Writes an expression on one line if it fits, on several otherwise.
pub(crate) fn value(page: &mut Page, expr: &Expr, tail: usize) {
    let width = if is_plain(expr) { WIDE } else { WIDTH };
    if attempt(page, width.saturating_sub(tail), |flat| flat.expr(expr, true)) {
        return;
    }
    match expr {
        Expr::List(list) if !list.is_empty() => write_list(page, list),
        Expr::Object(object) if !object.is_empty() => write_object(page, object),
        Expr::For(for_expr) => write_for(page, for_expr),
        Expr::Call(call) => write_call(page, call, tail),
        Expr::Paren(inner) => paren(page, inner, tail),
        Expr::Conditional(_) | Expr::Binary(..) => group(page, expr),
        Expr::Unary(operator, operand_expr) => {
            force(page, |flat| flat.unary_operator(*operator));
            operand(page, operand_expr, UNARY, tail);
        }
        Expr::Traversal(traversal) => write_traversal(page, traversal, tail),
        Expr::Heredoc(heredoc) => write_heredoc(page, heredoc),
        _ => force(page, |flat| flat.expr(expr, true)),
    }
}

/// Whether there is nothing in an expression that is worth a line of its own.
fn is_plain(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => call.arguments.iter().all(is_plain),
        Expr::List(list) => list.items.len() == 1 && is_plain(&list.items[0].value),
        Expr::Traversal(traversal) => is_plain(traversal.base()),
        Expr::Paren(inner) | Expr::Unary(_, inner) => is_plain(inner),
        Expr::Null
        | Expr::Bool(_)
        | Expr::Number(_)
        | Expr::Text(_)
        | Expr::Template(_)
        | Expr::Variable(_) => true,
        _ => false,
    }
}

/// Writes what a `for` goes through: its objects stay on the line if there is room.
fn collection(page: &mut Page, expr: &Expr, tail: usize) {
    let fits = tightness(expr) >= LOOSEST_BINARY
        && attempt(page, WIDTH.saturating_sub(tail), |flat| flat.expr(expr, false));
    if !fits {
        operand(page, expr, LOOSEST_BINARY, tail);
    }
}

/// Writes comment lines.
pub(crate) fn comments(page: &mut Page, lines: &[String]) {
    for line in lines.iter().flat_map(|line| line.split('\n')) {
        page.comment(line);
    }
}

/// Writes a note behind what started on `row`, or above it when it took several lines.
pub(crate) fn note(page: &mut Page, row: usize, note: Option<&String>) {
    let Some(text) = note.map(|note| note.replace('\n', " ")) else { return };
    if page.row() > row || page.in_heredoc() {
        page.insert_comment(row, &text);
    } else {
        page.note(&text);
    }
}

fn operand(page: &mut Page, expr: &Expr, least: u8, tail: usize) {
    if tightness(expr) < least { paren(page, expr, tail) } else { value(page, expr, tail) }
}

fn paren(page: &mut Page, inner: &Expr, tail: usize) {
    if attempt(page, WIDTH.saturating_sub(tail), |flat| flat.paren(inner, true)) {
        return;
    }
    if is_operation(inner) {
        return group(page, inner);
    }
    page.put(OPEN_PAREN);
    value(page, inner, tail + 1);
    page.put(CLOSE_PAREN);
}

/// Writes an operator expression in parentheses, one operand per line.
fn group(page: &mut Page, expr: &Expr) {
    page.put(OPEN_PAREN);
    page.end_line();
    write_operands(page, expr);
    page.end_line();
    page.put(CLOSE_PAREN);
}

/// Writes an expression that is between brackets on lines of its own.
fn write_operands(page: &mut Page, expr: &Expr) {
    match expr {
        Expr::Conditional(conditional) => write_conditional(page, conditional),
        Expr::Binary(operator, sides) => write_binary(page, *operator, sides),
        expr => value(page, expr, 1),
    }
}

fn write_conditional(page: &mut Page, conditional: &Conditional) {
    operand(page, &conditional.condition, LOOSEST_BINARY, 0);
    page.end_line();
    page.put(QUESTION);
    operand(page, &conditional.yes, LOOSEST_BINARY, 0);
    page.end_line();
    page.put(COLON);
    operand(page, &conditional.no, LOOSEST, 0);
}

/// Writes `a + b + c` with a line for each of the operands that hold together equally.
fn write_binary(page: &mut Page, operator: BinaryOp, (left, right): &(Expr, Expr)) {
    let tightness = binary_tightness(operator);
    match left {
        Expr::Binary(inner, sides) if binary_tightness(*inner) == tightness => {
            write_binary(page, *inner, sides)
        }
        left => operand(page, left, tightness, operator.as_str().len() + 1),
    }
    force(page, |flat| flat.binary_operator(operator));
    page.end_line();
    operand(page, right, tightness + 1, 0);
}

fn write_traversal(page: &mut Page, traversal: &Traversal, tail: usize) {
    if takes_steps(traversal.base()) {
        value(page, traversal.base(), tail);
    } else {
        paren(page, traversal.base(), tail);
    }
    force(page, |flat| flat.steps(traversal.steps()));
}

fn write_list(page: &mut Page, list: &List) {
    page.put(OPEN_BRACKET);
    page.end_line();
    for (index, item) in list.items.iter().enumerate() {
        if index > 0 && item.margin.blank_before {
            page.end_line();
        }
        comments(page, &item.margin.above);
        let row = page.row();
        value(page, &item.value, 1);
        page.put(COMMA);
        note(page, row, item.margin.note.as_ref());
        page.end_line();
    }
    comments(page, &list.end);
    page.put(CLOSE_BRACKET);
}

fn write_object(page: &mut Page, object: &Object) {
    page.put(OPEN_BRACE);
    page.end_line();
    for (index, field) in object.fields.iter().enumerate() {
        if index > 0 && field.margin.blank_before {
            page.end_line();
        }
        comments(page, &field.margin.above);
        let row = page.row();
        force(page, |flat| flat.key(&field.key));
        page.put(EQUAL);
        value(page, &field.value, 0);
        note(page, row, field.margin.note.as_ref());
        page.end_line();
    }
    comments(page, &object.end);
    page.put(CLOSE_BRACE);
}

fn write_for(page: &mut Page, for_expr: &For) {
    let (open, close) = for_brackets(for_expr);
    page.put(open);
    page.end_line();
    force(page, |flat| flat.for_intro(for_expr));
    collection(page, &for_expr.collection, 2);
    page.put(COLON);
    if let Some(key) = &for_expr.result_key {
        value(page, key, 3);
        page.put(ARROW);
    }
    value(page, &for_expr.result, 0);
    if for_expr.grouping {
        page.put(ELLIPSIS);
    }
    if let Some(condition) = &for_expr.condition {
        write_filter(page, condition);
    }
    page.end_line();
    page.put(close);
}

/// Writes `if condition` behind the result where it fits, on a line of its own otherwise.
fn write_filter(page: &mut Page, condition: &Expr) {
    let fits = !page.in_heredoc()
        && attempt(page, WIDTH, |flat| {
            flat.put(word("if"))?;
            flat.expr(condition, true)
        });
    if !fits {
        page.end_line();
        page.put(word("if"));
        value(page, condition, 0);
    }
}

/// Writes a call whose last argument opens its lines on the call's own line, if the others leave
/// room for that; one argument per line otherwise.
fn write_call(page: &mut Page, call: &Call, tail: usize) {
    let [others @ .., last] = call.arguments.as_slice() else {
        return force(page, |flat| flat.open_call(call).and_then(|()| flat.close_call(call)));
    };
    let hugs = opens_lines(last) || others.is_empty() && !is_operation(last);
    let starts = hugs
        && attempt(page, WIDTH, |flat| {
            flat.open_call(call)?;
            others.iter().try_for_each(|argument| {
                flat.expr(argument, true)?;
                flat.put(COMMA)
            })
        });
    if starts {
        value(page, last, tail + 1);
        force(page, |flat| flat.close_call(call));
    } else {
        write_arguments(page, call);
    }
}

fn write_arguments(page: &mut Page, call: &Call) {
    force(page, |flat| flat.open_call(call));
    page.end_line();
    for (index, argument) in call.arguments.iter().enumerate() {
        if call.arguments.len() == 1 {
            write_operands(page, argument);
        } else {
            value(page, argument, 1);
        }
        if index + 1 < call.arguments.len() {
            page.put(COMMA);
        } else if call.expand_last {
            page.put(ELLIPSIS);
        }
        page.end_line();
    }
    page.put(CLOSE_PAREN);
}

fn is_operation(expr: &Expr) -> bool {
    matches!(expr, Expr::Conditional(_) | Expr::Binary(..))
}

/// Whether an argument's first line ends with an opening bracket.
fn opens_lines(argument: &Expr) -> bool {
    match argument {
        Expr::List(list) => !list.is_empty(),
        Expr::Object(object) => !object.is_empty(),
        Expr::Call(call) => !call.arguments.is_empty(),
        Expr::For(_) | Expr::Heredoc(_) => true,
        _ => false,
    }
}

fn write_heredoc(page: &mut Page, heredoc: &Heredoc) {
    let shape = crate::emit::hcl::tree::heredoc::shape(heredoc.pieces());
    let indent = page.indent();
    let (mark, mut style) = if shape.indented {
        ("<<-", Style::Indented { by: indent + 2, at_start: true })
    } else {
        ("<<", Style::Verbatim)
    };
    page.put(Token(Kind::OpenHeredoc, &format!("{mark}{}\n", shape.word)));
    force(page, |flat| flat.pieces(heredoc.pieces(), &mut style, None));
    let lead = if shape.indented { indent } else { 0 };
    page.put(Token(Kind::CloseHeredoc, &format!("{:lead$}{}", "", shape.word)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::hcl::tree::collection::{Field, Item};
    use crate::emit::hcl::tree::expr::{Step, UnaryOp};
    use crate::emit::hcl::tree::margin::Margin;
    use crate::emit::hcl::tree::template::Piece;

    fn lines(expr: &Expr) -> String {
        let mut page = Page::default();
        value(&mut page, expr, 0);
        page.finish()
    }

    fn path(dotted: &str) -> Expr {
        Expr::path(dotted).expect("a good path")
    }

    fn call(name: &str, arguments: impl IntoIterator<Item = Expr>) -> Expr {
        Expr::call(name, arguments).expect("a good name")
    }

    /// A name that fills a line of its own.
    fn wide() -> Expr {
        path(&format!("var.{}", "w".repeat(50)))
    }

    #[test]
    fn lists_take_a_line_per_item_when_they_are_too_wide() {
        assert_eq!(lines(&Expr::list(["x".repeat(38), "y".repeat(34)])).trim_end().len(), 80);
        let text = lines(&Expr::list(["x".repeat(38), "y".repeat(35)]));
        assert_eq!(text, format!("[\n  \"{}\",\n  \"{}\",\n]\n", "x".repeat(38), "y".repeat(35)));
    }

    #[test]
    fn lists_take_a_line_per_item_when_they_have_remarks() {
        let noted = Item::from(1).within(Margin::note("first"));
        let apart = Item::from(2).within(Margin::above(["second"]).after_blank());
        assert_eq!(lines(&Expr::list([noted, apart])), "[\n  1, # first\n\n  # second\n  2,\n]\n");
        assert_eq!(
            lines(&Expr::list([Item::from(1).within(Margin::default().after_blank())])),
            "[1]\n"
        );
    }

    #[test]
    fn objects_take_a_line_per_field() {
        let object =
            Expr::object([Field::new("a", 1), Field::new("b c", Expr::object([("d", 2)]))]);
        assert_eq!(lines(&object), "{\n  a = 1\n  \"b c\" = {\n    d = 2\n  }\n}\n");
        assert_eq!(lines(&Expr::list([Expr::object([("a", 1)])])), "[\n  {\n    a = 1\n  },\n]\n");
        assert_eq!(lines(&Expr::object([] as [Field; 0])), "{}\n");
    }

    #[test]
    fn operands_take_objects_in_if_they_fit() {
        let small = Expr::conditional(
            path("var.a"),
            Expr::object([("a", 1)]),
            Expr::object([] as [Field; 0]),
        );
        assert_eq!(lines(&small), "var.a ? { a = 1 } : {}\n");
        let large = Expr::conditional(
            path("var.a"),
            Expr::object([("a", wide()), ("b", wide())]),
            Expr::Null,
        );
        let name = "w".repeat(50);
        assert_eq!(
            lines(&large),
            format!(
                "(\n  var.a\n  ? {{\n    a = var.{name}\n    b = var.{name}\n  }}\n  : null\n)\n"
            )
        );
    }

    #[test]
    fn calls_open_their_last_argument() {
        let object = || Expr::object([("a", 1)]);
        assert_eq!(
            lines(&call("merge", [path("var.tags"), object()])),
            "merge(var.tags, {\n  a = 1\n})\n"
        );
        assert_eq!(
            lines(&call("map", [call("object", [object()])])),
            "map(object({\n  a = 1\n}))\n"
        );
        assert_eq!(
            lines(&call("merge", [object(), path("var.tags")])),
            "merge({ a = 1 }, var.tags)\n"
        );
        assert_eq!(
            lines(&call("f", [object(), object()])),
            "f(\n  {\n    a = 1\n  },\n  {\n    a = 1\n  }\n)\n"
        );
    }

    #[test]
    fn wide_calls_take_a_line_per_argument() {
        let name = "w".repeat(50);
        assert_eq!(
            lines(&call("f", [wide(), wide()])),
            format!("f(\n  var.{name},\n  var.{name}\n)\n")
        );
        let expanding = crate::emit::hcl::tree::expr::Call::new("f", [wide(), wide()])
            .expect("a good name")
            .expanding();
        assert_eq!(lines(&expanding.into()), format!("f(\n  var.{name},\n  var.{name}...\n)\n"));
        let sum = Expr::binary(BinaryOp::Add, wide(), wide());
        assert_eq!(lines(&call("f", [sum])), format!("f(\n  var.{name} +\n  var.{name}\n)\n"));
    }

    #[test]
    fn what_has_nothing_to_break_may_be_wider() {
        let name = "w".repeat(85);
        let long = || path(&format!("var.{name}"));
        assert_eq!(lines(&call("f", [long()])), format!("f(var.{name})\n"));
        assert_eq!(lines(&Expr::list([long()])), format!("[var.{name}]\n"));
        assert_eq!(lines(&Expr::list([long(), 1.into()])), format!("[\n  var.{name},\n  1,\n]\n"));
    }

    #[test]
    fn loops_keep_the_objects_that_they_go_through_on_their_line() {
        let object = || Expr::object([Field::new("name", path("k"))]);
        let each = |collection: Expr, result: Expr| -> Expr {
            let value = crate::emit::hcl::tree::name::Variable::new("k").expect("a variable");
            For {
                key: None,
                value,
                collection,
                result_key: None,
                result,
                grouping: false,
                condition: None,
            }
            .into()
        };
        assert_eq!(
            lines(&each(path("var.a"), object())),
            "[\n  for k in var.a : {\n    name = k\n  }\n]\n"
        );
        let merged = call("merge", [path("var.a"), object()]);
        let name = "w".repeat(50);
        assert_eq!(
            lines(&each(merged, call("f", [wide()]))),
            format!("[\n  for k in merge(var.a, {{ name = k }}) : f(var.{name})\n]\n")
        );
    }

    #[test]
    fn equal_operators_take_a_line_each() {
        let sum =
            Expr::binary(BinaryOp::Subtract, Expr::binary(BinaryOp::Add, wide(), 1.into()), wide());
        let name = "w".repeat(50);
        assert_eq!(lines(&sum), format!("(\n  var.{name} +\n  1 -\n  var.{name}\n)\n"));
        let negated = Expr::unary(UnaryOp::Not, Expr::binary(BinaryOp::And, wide(), wide()));
        assert_eq!(lines(&negated), format!("!(\n  var.{name} &&\n  var.{name}\n)\n"));
    }

    #[test]
    fn heredocs_end_their_line() {
        let heredoc = || Expr::heredoc([Piece::text("a\n")]);
        assert_eq!(
            lines(&Expr::list([heredoc(), 1.into()])),
            "[\n  <<-EOT\n    a\n  EOT\n  ,\n  1,\n]\n"
        );
        assert_eq!(lines(&call("f", [heredoc()])), "f(<<-EOT\n  a\nEOT\n)\n");
        assert_eq!(lines(&heredoc().step(Step::Splat)), "(<<-EOT\n  a\nEOT\n)[*]\n");
        assert_eq!(lines(&Expr::list([path("a").index(heredoc())])), "[a[\"a\\n\"]]\n");
    }

    #[test]
    fn heredocs_with_indentation_of_their_own_keep_it() {
        assert_eq!(lines(&Expr::heredoc([Piece::text("  a\n   b\n")])), "<<EOT\n  a\n   b\nEOT\n");
        assert_eq!(
            lines(&Expr::object([("k", Expr::heredoc([Piece::text("a\n  b\n\nEOT\n")]))])),
            "{\n  k = <<-EOF\n    a\n      b\n\n    EOT\n  EOF\n}\n"
        );
    }
}
