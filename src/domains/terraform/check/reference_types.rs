//! References in arguments: what they name is of the kind that the argument takes, as far as that is certain.

use super::provider_schema::lookup;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::LANGUAGE;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::modules::module_interface::type_of;
use crate::domains::terraform::parse;
use crate::emit::hcl::{Expr, Step};
use crate::engine::Run;
use crate::schema::{CALL, Lookup, Problem, Type, View};
use crate::value::tagged::UNCHECKED;
use crate::value::{Hole, Kinds, Map, Piece, Text, Trail, Value};
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
    /// What nested blocks are reported as: a map or a list of such, and no single value.
    Nested,
}

/// What an argument takes, or a nested block.
#[derive(Clone, Copy)]
struct Argument<'a> {
    view: View<'a>,
    is_block: bool,
}

impl Argument<'_> {
    /// What each of its items is.
    fn item(self) -> Self {
        let view = self.view.item().unwrap_or(self.view);
        Self { view: view.resolved(), is_block: false }
    }
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
        for block in draft.blocks.iter().filter(|block| !block.is_override()) {
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
        if let Lookup::Known(schema) = lookup(written, self.run) {
            self.in_body(&written.body, schema.view(), &Trail::ROOT, &mut problems);
        }
        problems
    }

    fn in_body(&self, body: &Map, view: View<'_>, trail: &Trail<'_>, problems: &mut Vec<Problem>) {
        for (key, value) in body.iter() {
            let Some(field) = view.field(key) else { continue };
            if !value.is_tagged(UNCHECKED) && !value.is_tagged(CALL) {
                let argument = Argument {
                    view: view.at(&field.ty).resolved(),
                    is_block: field.marks.is_block,
                };
                self.in_argument(value, argument, &trail.key(key), problems);
            }
        }
    }

    fn in_argument(
        &self,
        value: &Value,
        argument: Argument<'_>,
        trail: &Trail<'_>,
        problems: &mut Vec<Problem>,
    ) {
        match (argument.view.ty, value.bare()) {
            (_, Value::Text(text)) => problems.extend(self.in_text(text, argument, trail)),
            (Type::Object(_), Value::Map(map)) => self.in_body(map, argument.view, trail, problems),
            (_, Value::Map(map)) if argument.is_block => {
                if let Some((inner, _)) = argument.view.objects() {
                    self.in_body(map, inner, trail, problems);
                }
            }
            (Type::Object(_), Value::List(items)) if argument.is_block => {
                for (i, item) in items.iter().enumerate() {
                    self.in_argument(item, argument, &trail.index(i), problems);
                }
            }
            (Type::List { .. }, Value::List(items)) => {
                for (i, item) in items.iter().enumerate() {
                    self.in_argument(item, argument.item(), &trail.index(i), problems);
                }
            }
            (Type::Map(..), Value::Map(map)) => {
                for (key, item) in map.iter() {
                    self.in_argument(item, argument.item(), &trail.key(key), problems);
                }
            }
            _ => {}
        }
    }

    fn in_text(&self, text: &Text, argument: Argument<'_>, trail: &Trail<'_>) -> Option<Problem> {
        if let Some(hole) = text.as_hole() {
            let (source, form) = self.form(hole)?;
            let expected = refuses(argument, form)?;
            let message =
                format!("`{}` takes {expected}, found `{source}`, which is {form}", trail.path());
            let diagnostic = Diagnostic::error("wrong-type", message)
                .hint(way_out(argument.view.kinds(), form).as_str());
            return Some(Problem::value(trail.path(), diagnostic));
        }
        let holes = text
            .pieces()
            .iter()
            .filter_map(|piece| if let Piece::Hole(hole) = piece { self.form(hole) } else { None });
        let (source, form) = holes.into_iter().find(|(_, form)| form.is_many())?;
        let diagnostic = Diagnostic::error(
            "wrong-type",
            format!("`{source}` is {form}, which can't be part of a text"),
        );
        let diagnostic = diagnostic.hint(way_out(Kinds::TEXT, form).as_str());
        Some(Problem::value(trail.path(), diagnostic))
    }

    /// What an expression gives, where it is a reference and that is certain.
    fn form<'h>(&self, hole: &'h Hole) -> Option<(&'h str, Form)> {
        let Hole::Expr(expr) = hole else { return None };
        // Most expressions are more than a way to something, which shows before they are read.
        let is_way = |c: char| c.is_ascii_alphanumeric() || "_-.[]\"".contains(c);
        if !expr.language.fits(LANGUAGE) || !expr.source.chars().all(is_way) {
            return None;
        }
        let parsed = parse::shared(&expr.source).ok()?;
        let Expr::Traversal(way) = &*parsed else { return None };
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
            let ty = type_of(block);
            return rest.is_empty().then(|| of_type(View::of(&ty))).flatten();
        }
        let is_several = block.body.contains_key("count") || block.body.contains_key("for_each");
        let rest = match (is_several, rest.first()) {
            (true, Some(Step::Index(_))) => &rest[1..],
            (false, Some(Step::Get(_))) => rest,
            _ => return None,
        };
        match lookup(block, self.run) {
            Lookup::Known(schema) => of_property(schema.view(), rest),
            _ => None,
        }
    }
}

/// What is at the end of a way into a block.
fn of_property(view: View<'_>, way: &[Step]) -> Option<Form> {
    let (Step::Get(name), rest) = way.split_first()? else { return None };
    let field = view.field(name.as_str())?;
    let argument = Argument { view: view.at(&field.ty).resolved(), is_block: field.marks.is_block };
    of_value(argument, rest)
}

fn of_value(argument: Argument<'_>, way: &[Step]) -> Option<Form> {
    let view = argument.view;
    match (view.ty, way) {
        (_, []) if argument.is_block => Some(Form::Nested),
        (_, []) => of_type(view),
        // The state has a nested block as a list, even where there is only one.
        (_, [Step::Index(_), rest @ ..]) if argument.is_block && !rest.is_empty() => {
            of_property(view.objects()?.0, rest)
        }
        _ if argument.is_block => None,
        (Type::Object(_), [Step::Get(_), ..]) => of_property(view, way),
        (Type::List { .. }, [Step::Index(_), rest @ ..]) => of_value(argument.item(), rest),
        (Type::Map(..), [Step::Index(_) | Step::Get(_), rest @ ..]) => {
            of_value(argument.item(), rest)
        }
        _ => None,
    }
}

fn of_type(view: View<'_>) -> Option<Form> {
    const FORMS: [(Kinds, Form); 6] = [
        (Kinds::TEXT, Form::Text),
        (Kinds::NUMBER, Form::Number),
        (Kinds::WHOLE, Form::Number),
        (Kinds::BOOL, Form::Bool),
        (Kinds::LIST, Form::List),
        (Kinds::MAP, Form::Map),
    ];
    FORMS.iter().find(|(kinds, _)| *kinds == view.kinds()).map(|(_, form)| *form)
}

/// What an argument takes, when it certainly does not take this.
fn refuses(argument: Argument<'_>, form: Form) -> Option<String> {
    let view = argument.view;
    let is_refused = match of_type(view)? {
        _ if argument.is_block => false,
        Form::Number => form.is_many() || form == Form::Bool,
        Form::Bool => form.is_many() || form == Form::Number,
        Form::List if view.objects().is_some() => !form.is_many(),
        Form::List => !form.is_many() || form == Form::Map,
        Form::Map => !form.is_many() || form == Form::List,
        Form::Text | Form::Nested => form.is_many(),
    };
    is_refused.then(|| view.expected("a list"))
}

fn way_out(kinds: Kinds, form: Form) -> String {
    let is_scalar = !kinds.has(Kinds::LIST) && !kinds.has(Kinds::MAP);
    match form {
        Form::List if is_scalar => {
            "take one of its items, as `[0]`, or join them: `terraform::call(\"join\", \",\", ...)`"
                .into()
        }
        Form::Map if is_scalar => "take one of its values, by its key".into(),
        Form::Nested if is_scalar => {
            "take one of its properties; where it is a list, that of an item: `[0]`".into()
        }
        Form::Map if kinds == Kinds::LIST => {
            "take its values: `terraform::call(\"values\", ...)`".into()
        }
        _ if kinds == Kinds::LIST => "put it into brackets: a list of one".into(),
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
            Self::Text => "a string",
            Self::Number => "a number",
            Self::Bool => "a bool",
            Self::List => "a list",
            Self::Map => "a map",
            Self::Nested => "a nested block",
        })
    }
}
