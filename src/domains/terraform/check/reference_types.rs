//! References in arguments: what they name is of the kind that the argument takes, as far as that is certain.

use super::provider_schema::lookup;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::LANGUAGE;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::modules::contract::type_of;
use crate::domains::terraform::parse;
use crate::emit::hcl::{Expr, Step};
use crate::engine::Run;
use crate::schema::Problem;
use crate::schema::terraform::{Block as BlockSchema, CALL, Count, Kind, Lookup, Plain, UNCHECKED};
use crate::schema::types::Type;
use crate::value::{Hole, Map, Piece, Text, Trail, Value};
use std::collections::BTreeMap;
use std::fmt;

/// What a reference gives. What Terraform may turn into something else is none of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Text,
    Number,
    Bool,
    List,
    Map,
    /// What nested blocks are told as: a map or a list of such, and no single value.
    Nested,
}

/// The blocks of a root, by the addresses that refer to them.
pub(crate) struct Index<'a> {
    blocks: BTreeMap<String, &'a Block>,
    run: &'a Run,
}

impl<'a> Index<'a> {
    /// The blocks of a root.
    pub(crate) fn of(draft: &'a Draft, run: &'a Run) -> Self {
        let mut blocks = BTreeMap::new();
        for block in &draft.blocks {
            let label = block.labels.join(".");
            match block.kind {
                BlockKind::Resource => drop(blocks.insert(label, block)),
                BlockKind::Data => drop(blocks.insert(format!("data.{label}"), block)),
                BlockKind::Variable => drop(blocks.insert(format!("var.{label}"), block)),
                _ => {}
            }
        }
        Self { blocks, run }
    }

    /// Every reference in a block that gives something else than its argument takes.
    pub(crate) fn check(&self, written: &Block) -> Vec<Problem> {
        let mut problems = Vec::new();
        if let Lookup::Known(block) = lookup(written, self.run) {
            self.in_body(&written.body, &block, &Trail::ROOT, &mut problems);
        }
        problems
    }

    fn in_body(
        &self,
        body: &Map,
        block: &BlockSchema,
        trail: &Trail<'_>,
        problems: &mut Vec<Problem>,
    ) {
        for (key, value) in body.iter() {
            let Some(argument) = block.get(key) else { continue };
            if !value.is_tagged(UNCHECKED) && !value.is_tagged(CALL) {
                self.in_argument(value, &argument.kind, &trail.key(key), problems);
            }
        }
    }

    fn in_argument(
        &self,
        value: &Value,
        kind: &Kind,
        trail: &Trail<'_>,
        problems: &mut Vec<Problem>,
    ) {
        match (kind, value.bare()) {
            (_, Value::Text(text)) => problems.extend(self.in_text(text, kind, trail)),
            (Kind::List(item), Value::List(items)) => {
                items.iter().enumerate().for_each(|(i, value)| {
                    self.in_argument(value, &Kind::Plain(*item), &trail.index(i), problems)
                });
            }
            (Kind::Map(item), Value::Map(map)) => {
                map.iter().for_each(|(key, value)| {
                    self.in_argument(value, &Kind::Plain(*item), &trail.key(key), problems)
                });
            }
            (Kind::Block(_, inner) | Kind::Object(Count::One, inner), Value::Map(map)) => {
                self.in_body(map, inner, trail, problems)
            }
            (Kind::Block(_, inner) | Kind::Object(Count::Many, inner), Value::List(items)) => {
                let maps =
                    items.iter().enumerate().filter_map(|(i, item)| Some((i, item.as_map()?)));
                maps.for_each(|(i, map)| self.in_body(map, inner, &trail.index(i), problems));
            }
            (Kind::Object(Count::Named, inner), Value::Map(map)) => {
                let maps = map.iter().filter_map(|(key, value)| Some((key, value.as_map()?)));
                maps.for_each(|(key, map)| self.in_body(map, inner, &trail.key(key), problems));
            }
            _ => {}
        }
    }

    fn in_text(&self, text: &Text, kind: &Kind, trail: &Trail<'_>) -> Option<Problem> {
        if let Some(hole) = text.as_hole() {
            let (source, form) = self.form(hole)?;
            let expected = refuses(kind, form)?;
            let message =
                format!("`{}` takes {expected}, found `{source}`, which is {form}", trail.path());
            let diagnostic =
                Diagnostic::error("wrong-type", message).hint(way_out(kind, form).as_str());
            return Some(Problem { path: trail.path(), diagnostic });
        }
        let holes = text
            .pieces()
            .iter()
            .filter_map(|piece| if let Piece::Hole(hole) = piece { self.form(hole) } else { None });
        let (source, form) = holes.into_iter().find(|(_, form)| form.is_many())?;
        let diagnostic = Diagnostic::error(
            "wrong-type",
            format!("`{source}` is {form}, which can't stand inside of text"),
        );
        Some(Problem {
            path: trail.path(),
            diagnostic: diagnostic.hint(way_out(&Kind::Plain(Plain::Text), form).as_str()),
        })
    }

    /// What an expression gives, where it is a reference and that is certain.
    fn form<'h>(&self, hole: &'h Hole) -> Option<(&'h str, Form)> {
        let Hole::Expr(expr) = hole else { return None };
        // Most expressions are more than a way to something, which shows before they are read.
        let is_way = |c: char| c.is_ascii_alphanumeric() || "_-.[]\"".contains(c);
        if !expr.language.fits(LANGUAGE) || !expr.source.chars().all(is_way) {
            return None;
        }
        let Ok(Expr::Traversal(way)) = parse::expr(&expr.source) else { return None };
        let Expr::Variable(first) = way.base() else { return None };
        let form = self.found(first.as_str(), way.steps())?;
        Some((&expr.source, form))
    }

    fn found(&self, first: &str, steps: &[Step]) -> Option<Form> {
        let names = if first == "data" { 2 } else { 1 };
        let mut address = first.to_string();
        for step in steps.get(..names)? {
            let Step::Get(name) = step else { return None };
            address = format!("{address}.{}", name.as_str());
        }
        let block = self.blocks.get(&address)?;
        let rest = &steps[names..];
        if block.kind == BlockKind::Variable {
            return rest.is_empty().then(|| of_type(&type_of(block))).flatten();
        }
        let is_several = block.body.contains_key("count") || block.body.contains_key("for_each");
        let rest = match (is_several, rest.first()) {
            (true, Some(Step::Index(_))) => &rest[1..],
            (false, Some(Step::Get(_))) => rest,
            _ => return None,
        };
        match lookup(block, self.run) {
            Lookup::Known(known) => of_property(&known, rest),
            _ => None,
        }
    }
}

/// What stands at the end of a way into a block.
fn of_property(block: &BlockSchema, way: &[Step]) -> Option<Form> {
    let (Step::Get(name), rest) = way.split_first()? else { return None };
    match (&block.get(name.as_str())?.kind, rest) {
        (Kind::Plain(plain), []) => of_plain(*plain),
        (Kind::List(_), []) | (Kind::Object(Count::Many, _), []) => Some(Form::List),
        (Kind::Map(_), []) | (Kind::Object(Count::Named | Count::One, _), []) => Some(Form::Map),
        (Kind::Block(..), []) => Some(Form::Nested),
        (Kind::List(plain) | Kind::Map(plain), [Step::Index(_)])
        | (Kind::Map(plain), [Step::Get(_)]) => of_plain(*plain),
        (
            Kind::Block(_, inner) | Kind::Object(Count::Many | Count::Named, inner),
            [Step::Index(_), rest @ ..],
        ) if !rest.is_empty() => of_property(inner, rest),
        (Kind::Object(Count::One, inner), rest) => of_property(inner, rest),
        _ => None,
    }
}

fn of_plain(plain: Plain) -> Option<Form> {
    match plain {
        Plain::Text => Some(Form::Text),
        Plain::Number => Some(Form::Number),
        Plain::Bool => Some(Form::Bool),
        Plain::Any => None,
    }
}

fn of_type(kind: &Type) -> Option<Form> {
    match kind {
        Type::Text => Some(Form::Text),
        Type::Number => Some(Form::Number),
        Type::Bool => Some(Form::Bool),
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => Some(Form::List),
        Type::Map(_) | Type::Object(_) => Some(Form::Map),
        Type::Any => None,
    }
}

/// What an argument takes, when it certainly does not take this.
fn refuses(kind: &Kind, form: Form) -> Option<String> {
    match kind {
        Kind::Plain(Plain::Any) => None,
        Kind::Plain(plain) => {
            let is_other =
                matches!((plain, form), (Plain::Number, Form::Bool) | (Plain::Bool, Form::Number));
            (form.is_many() || is_other).then(|| plain.to_string())
        }
        Kind::List(_) => (!form.is_many() || form == Form::Map).then(|| "a list".into()),
        Kind::Map(_) | Kind::Object(Count::One | Count::Named, _) => {
            (!form.is_many() || form == Form::List).then(|| "a map".into())
        }
        Kind::Object(Count::Many, _) => (!form.is_many()).then(|| "a list of maps".into()),
        Kind::Block(..) => None,
    }
}

fn way_out(kind: &Kind, form: Form) -> String {
    match (kind, form) {
        (Kind::Plain(_), Form::List) => {
            "take one of its items, as `[0]`, or join them: `terraform::call(\"join\", \",\", ...)`"
                .into()
        }
        (Kind::Plain(_), Form::Map) => "take one of its values, by its key".into(),
        (Kind::Plain(_), Form::Nested) => {
            "take one of its properties; where it is a list, that of an item: `[0]`".into()
        }
        (Kind::List(_), Form::Map) => "take its values: `terraform::call(\"values\", ...)`".into(),
        (Kind::List(_), _) => "put it into brackets: a list of one".into(),
        _ => "write a value of that kind there".into(),
    }
}

impl Form {
    fn is_many(self) -> bool {
        matches!(self, Self::List | Self::Map | Self::Nested)
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Bool => "true or false",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Nested => "a nested block",
        })
    }
}
