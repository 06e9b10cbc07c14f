//! Expressions, and the templates among them.

use super::text::comments::{Gap, Group, prefix, suffix};
use super::text::source::{ParseError, Source};
use super::text::{dedent::dedent, escape::unescaped};
use crate::emit::hcl::{
    BinaryOp, Call, Expr, Field, For, ForPiece, Ident, IfPiece, Item, Key, List, Margin, Number,
    Object, Piece, Step, Strip, UnaryOp, Variable,
};
use hcl_edit::expr as edit;
use hcl_edit::{Decorate, Span, template};

/// The expression that was parsed from `source`.
pub(super) fn read(source: Source, parsed: &edit::Expression) -> Result<Expr, ParseError> {
    Ok(match parsed {
        edit::Expression::Null(_) => Expr::Null,
        edit::Expression::Bool(bool) => Expr::Bool(*bool.value()),
        edit::Expression::Number(number) => Expr::Number(read_number(source, number)?),
        edit::Expression::String(text) => text.as_str().into(),
        edit::Expression::Array(array) => read_list(source, array)?.into(),
        edit::Expression::Object(object) => read_object(source, object)?.into(),
        edit::Expression::StringTemplate(quoted) => read_quoted(source, quoted)?,
        edit::Expression::HeredocTemplate(heredoc) => read_heredoc(source, heredoc)?,
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
fn read_variable(
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
            None => gap.groups.push(Group { blank_before: false, lines: vec![note] }),
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

/// What the parser has already done to the text of a template.
#[derive(Clone, Copy, PartialEq)]
enum Text {
    /// It is the text that is meant.
    Meant,
    /// It is between quotes, and its escapes are still in it.
    Escaped,
}

/// A template between quotes.
fn read_quoted(source: Source, quoted: &template::StringTemplate) -> Result<Expr, ParseError> {
    // The parser takes the escapes out of a quoted template, but not out of what is between
    // its directives.
    Ok(Expr::template(read_pieces(source, quoted, Text::Meant, Text::Escaped)?))
}

/// A heredoc, its indentation taken away as Terraform does.
fn read_heredoc(source: Source, heredoc: &template::HeredocTemplate) -> Result<Expr, ParseError> {
    let typed = source.slice(heredoc.span());
    let span = heredoc.template.span();
    let inside = source.slice(span.clone());
    // The parser's own way of taking indentation away gives up at directives.
    let template: template::Template =
        inside.parse().map_err(|error| source.part(span.clone()).syntax_error(&error))?;
    let mut pieces = read_pieces(source.part(span), &template, Text::Meant, Text::Meant)?;
    if typed.starts_with("<<-") {
        dedent(&mut pieces);
    }
    Ok(Expr::heredoc(pieces))
}

fn read_pieces(
    source: Source,
    template: &template::Template,
    here: Text,
    inside: Text,
) -> Result<Vec<Piece>, ParseError> {
    template.iter().map(|element| read_piece(source, element, here, inside)).collect()
}

fn read_piece(
    source: Source,
    element: &template::Element,
    here: Text,
    inside: Text,
) -> Result<Piece, ParseError> {
    Ok(match element {
        template::Element::Literal(text) if here == Text::Meant => Piece::text(text.as_str()),
        template::Element::Literal(text) => Piece::text(unescaped(text).ok_or_else(|| {
            source.error(text.span(), "`\\` is followed by an invalid escape sequence")
        })?),
        template::Element::Interpolation(value) => {
            Piece::Value(read(source, &value.expr)?, strip(value.strip))
        }
        template::Element::Directive(directive) => match directive.as_ref() {
            template::Directive::If(parsed) => {
                Piece::If(Box::new(read_if(source, parsed, inside)?))
            }
            template::Directive::For(parsed) => {
                Piece::For(Box::new(read_for_piece(source, parsed, inside)?))
            }
        },
    })
}

fn read_if(
    source: Source,
    parsed: &template::IfDirective,
    inside: Text,
) -> Result<IfPiece, ParseError> {
    let nested = |template| read_pieces(source, template, inside, inside);
    let no = parsed.else_expr.as_ref().map(|no| Ok((strip(no.strip), nested(&no.template)?)));
    Ok(IfPiece {
        condition: read(source, &parsed.if_expr.cond_expr)?,
        strip: strip(parsed.if_expr.strip),
        yes: nested(&parsed.if_expr.template)?,
        no: no.transpose()?,
        end_strip: strip(parsed.endif_expr.strip),
    })
}

fn read_for_piece(
    source: Source,
    parsed: &template::ForDirective,
    inside: Text,
) -> Result<ForPiece, ParseError> {
    let intro = &parsed.for_expr;
    Ok(ForPiece {
        key: intro.key_var.as_ref().map(|name| read_variable(source, name)).transpose()?,
        value: read_variable(source, &intro.value_var)?,
        collection: read(source, &intro.collection_expr)?,
        strip: strip(intro.strip),
        body: read_pieces(source, &intro.template, inside, inside)?,
        end_strip: strip(parsed.endfor_expr.strip),
    })
}

fn strip(parsed: template::Strip) -> Strip {
    Strip { before: parsed.strip_start(), after: parsed.strip_end() }
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
