//! Expressions.

use super::body::{prefix, suffix};
use super::text::comments::Gap;
use super::{ParseError, Source, template};
use crate::emit::hcl::{
    BinaryOp, Call, Expr, Field, For, Ident, Item, Key, List, Margin, Number, Object, Step,
    UnaryOp, Variable,
};
use hcl_edit::expr as edit;
use hcl_edit::{Decorate, Span};

/// The expression that was parsed from `source`.
pub(super) fn read(source: Source, parsed: &edit::Expression) -> Result<Expr, ParseError> {
    Ok(match parsed {
        edit::Expression::Null(_) => Expr::Null,
        edit::Expression::Bool(bool) => Expr::Bool(*bool.value()),
        edit::Expression::Number(number) => Expr::Number(read_number(source, number)?),
        edit::Expression::String(text) => text.as_str().into(),
        edit::Expression::Array(array) => read_list(source, array)?.into(),
        edit::Expression::Object(object) => read_object(source, object)?.into(),
        edit::Expression::StringTemplate(quoted) => template::read_quoted(source, quoted)?,
        edit::Expression::HeredocTemplate(heredoc) => template::read_heredoc(source, heredoc)?,
        edit::Expression::Parenthesis(paren) => Expr::paren(read(source, paren.inner())?),
        edit::Expression::Variable(name) => read_variable(source, name)?.into(),
        edit::Expression::Conditional(conditional) => Expr::conditional(
            read(source, &conditional.cond_expr)?,
            read(source, &conditional.true_expr)?,
            read(source, &conditional.false_expr)?,
        ),
        edit::Expression::FuncCall(call) => read_call(source, call)?.into(),
        edit::Expression::Traversal(traversal) => read_traversal(source, traversal)?,
        edit::Expression::UnaryOp(unary) => {
            Expr::unary(unary_operator(*unary.operator.value()), read(source, &unary.expr)?)
        }
        edit::Expression::BinaryOp(binary) => Expr::binary(
            binary_operator(*binary.operator.value()),
            read(source, &binary.lhs_expr)?,
            read(source, &binary.rhs_expr)?,
        ),
        edit::Expression::ForExpr(for_expr) => read_for(source, for_expr)?.into(),
    })
}

/// The variable `name`.
pub(super) fn read_variable(
    source: Source,
    name: &hcl_edit::Decorated<hcl_edit::Ident>,
) -> Result<Variable, ParseError> {
    Variable::new(name).map_err(|error| source.error(name.span(), error))
}

fn read_ident(
    source: Source,
    name: &hcl_edit::Decorated<hcl_edit::Ident>,
) -> Result<Ident, ParseError> {
    Ident::new(name).map_err(|error| source.error(name.span(), error))
}

/// The number as it was typed, so that none is rounded.
fn read_number(
    source: Source,
    number: &hcl_edit::Formatted<hcl_edit::Number>,
) -> Result<Number, ParseError> {
    let typed = number.as_repr().map_or("", |text| text);
    // Spaces and comments may be behind the sign.
    let magnitude =
        |rest: &str| rest.rsplit([' ', '\t', '\n', '/']).next().unwrap_or_default().to_string();
    let text = typed
        .strip_prefix('-')
        .map_or_else(|| typed.to_string(), |rest| format!("-{}", magnitude(rest)));
    Number::parse(&text).map_err(|error| source.error(number.span(), error))
}

fn read_list(source: Source, array: &edit::Array) -> Result<List, ParseError> {
    let mut list = List::default();
    let mut between = String::new();
    for parsed in array {
        between.push_str(prefix(parsed.decor()));
        let gap = take_note(
            Gap::read(&between, true),
            list.items.last_mut().map(|item| &mut item.margin),
        );
        let margin = margin(gap, list.items.is_empty());
        list.items.push(Item { value: read(source, parsed)?, margin });
        // The comma behind a heredoc is on the next line.
        between = suffix(parsed.decor()).trim_end().to_string();
    }
    between.push_str(array.trailing());
    let gap =
        take_note(Gap::read(&between, true), list.items.last_mut().map(|item| &mut item.margin));
    list.end = gap.flatten().1;
    Ok(list)
}

fn read_object(source: Source, parsed: &edit::Object) -> Result<Object, ParseError> {
    let mut object = Object::default();
    let mut between = String::new();
    let mut on_line = true;
    for (key, value) in parsed {
        between.push_str(prefix(key.decor()));
        let gap = take_note(
            Gap::read(&between, on_line),
            object.fields.last_mut().map(|field| &mut field.margin),
        );
        let mut margin = margin(gap, object.fields.is_empty());
        let behind = suffix(value.expr().decor());
        on_line = value.terminator() != edit::ObjectValueTerminator::Newline;
        if on_line {
            between = behind.to_string();
        } else {
            margin.note = Gap::read(behind, true).note;
            between.clear();
        }
        object.fields.push(Field {
            key: read_key(source, key)?,
            value: read(source, value.expr())?,
            margin,
        });
    }
    between.push_str(parsed.trailing());
    let gap = take_note(
        Gap::read(&between, on_line),
        object.fields.last_mut().map(|field| &mut field.margin),
    );
    object.end = gap.flatten().1;
    Ok(object)
}

/// Gives the note to the node before; without one it counts as a line of its own.
fn take_note(mut gap: Gap, before: Option<&mut Margin>) -> Gap {
    let Some(note) = gap.note.take() else { return gap };
    match before {
        Some(margin) if margin.note.is_none() => margin.note = Some(note),
        _ => match gap.groups.first_mut() {
            Some(group) => group.lines.insert(0, note),
            None => gap
                .groups
                .push(super::text::comments::Group { blank_before: false, lines: vec![note] }),
        },
    }
    gap
}

fn margin(gap: Gap, first: bool) -> Margin {
    let (blank_before, above) = gap.flatten();
    Margin { blank_before: blank_before && !first, above, note: None }
}

fn read_key(source: Source, key: &edit::ObjectKey) -> Result<Key, ParseError> {
    Ok(match key {
        edit::ObjectKey::Ident(name) => Key::Name(read_ident(source, name)?),
        edit::ObjectKey::Expression(edit::Expression::Bool(bool)) => {
            Key::Text(bool.value().to_string().into())
        }
        edit::ObjectKey::Expression(edit::Expression::Parenthesis(paren)) => {
            key_of(read(source, paren.inner())?)
        }
        edit::ObjectKey::Expression(parsed) => key_of(read(source, parsed)?),
    })
}

fn key_of(expr: Expr) -> Key {
    match expr {
        Expr::Text(text) => Key::Text(text),
        expr => Key::Expr(expr),
    }
}

fn read_call(source: Source, call: &edit::FuncCall) -> Result<Call, ParseError> {
    let arguments =
        call.args.iter().map(|argument| read(source, argument)).collect::<Result<Vec<_>, _>>()?;
    let names: Vec<&str> =
        call.name.namespace.iter().chain([&call.name.name]).map(|name| name.as_str()).collect();
    let read = Call::new(&names.join("::"), arguments)
        .map_err(|error| source.error(call.span(), error))?;
    Ok(if call.args.expand_final() { read.expanding() } else { read })
}

fn read_traversal(source: Source, traversal: &edit::Traversal) -> Result<Expr, ParseError> {
    let mut expr = read(source, &traversal.expr)?;
    let mut in_splat = false;
    for operator in &traversal.operators {
        let step = match operator.value() {
            edit::TraversalOperator::GetAttr(name) => Step::Get(read_ident(source, name)?),
            edit::TraversalOperator::Index(key) => Step::Index(read(source, key)?),
            edit::TraversalOperator::FullSplat(_) => Step::Splat,
            edit::TraversalOperator::AttrSplat(_) => Step::AttributeSplat,
            edit::TraversalOperator::LegacyIndex(_) if in_splat => {
                return Err(source.error(
                    operator.span(),
                    "an index behind `.*` needs brackets: write `[*]` and `[0]`",
                ));
            }
            edit::TraversalOperator::LegacyIndex(index) => Step::Index(
                Number::parse(&index.to_string())
                    .map_err(|error| source.error(operator.span(), error))?
                    .into(),
            ),
        };
        in_splat = matches!(step, Step::AttributeSplat) || in_splat && matches!(step, Step::Get(_));
        expr = expr.step(step);
    }
    Ok(expr)
}

fn read_for(source: Source, parsed: &edit::ForExpr) -> Result<For, ParseError> {
    let read_optional =
        |expr: Option<&edit::Expression>| expr.map(|expr| read(source, expr)).transpose();
    Ok(For {
        key: parsed.intro.key_var.as_ref().map(|name| read_variable(source, name)).transpose()?,
        value: read_variable(source, &parsed.intro.value_var)?,
        collection: read(source, &parsed.intro.collection_expr)?,
        result_key: read_optional(parsed.key_expr.as_ref())?,
        result: read(source, &parsed.value_expr)?,
        grouping: parsed.grouping,
        condition: read_optional(parsed.cond.as_ref().map(|cond| &cond.expr))?,
    })
}

fn unary_operator(operator: edit::UnaryOperator) -> UnaryOp {
    match operator {
        edit::UnaryOperator::Neg => UnaryOp::Negate,
        edit::UnaryOperator::Not => UnaryOp::Not,
    }
}

fn binary_operator(operator: edit::BinaryOperator) -> BinaryOp {
    match operator {
        edit::BinaryOperator::Or => BinaryOp::Or,
        edit::BinaryOperator::And => BinaryOp::And,
        edit::BinaryOperator::Eq => BinaryOp::Equal,
        edit::BinaryOperator::NotEq => BinaryOp::NotEqual,
        edit::BinaryOperator::Less => BinaryOp::Less,
        edit::BinaryOperator::LessEq => BinaryOp::LessOrEqual,
        edit::BinaryOperator::Greater => BinaryOp::Greater,
        edit::BinaryOperator::GreaterEq => BinaryOp::GreaterOrEqual,
        edit::BinaryOperator::Plus => BinaryOp::Add,
        edit::BinaryOperator::Minus => BinaryOp::Subtract,
        edit::BinaryOperator::Mul => BinaryOp::Multiply,
        edit::BinaryOperator::Div => BinaryOp::Divide,
        edit::BinaryOperator::Mod => BinaryOp::Modulo,
    }
}
