//! Option maps of library functions, read from the call of `options` in their bodies.

use crate::diag::words::visible;
use crate::engine::reference::entry::OptionDoc;
use crate::engine::reference::text::take_entries;
use rhai::{ASTNode, Dynamic, Expr, FnCallExpr, ScriptFuncDef, Stmt};

/// The rules that a function gives to `options`.
pub(crate) struct Rules {
    /// The parameter whose options these are.
    pub(crate) given: String,
    options: Vec<OptionDoc>,
}

impl Rules {
    /// The options, each with what its rule or a list in the documentation says of it, and the documentation without
    /// that list.
    pub(crate) fn docs(&self, prose: &str) -> (Vec<OptionDoc>, String) {
        let is_option = |name: &str| self.options.iter().any(|option| option.name == name);
        let (entries, prose) = take_entries(prose, is_option);
        let mut options = self.options.clone();
        for option in &mut options {
            let described = entries.iter().find(|(name, _)| *name == option.name);
            if let Some((_, described)) = described.filter(|_| option.summary.is_empty()) {
                option.summary.clone_from(described);
            }
        }
        (options, prose)
    }
}

/// The rules of the first call of `options` in a function; none when it takes no options.
pub(crate) fn of(definition: &ScriptFuncDef, body: &[Stmt]) -> Option<Rules> {
    let mut found = None;
    let mut look = |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, _))) = path.last() {
            found = found.take().or_else(|| rules(call, definition));
        }
        true
    };
    let mut path = Vec::new();
    for statement in body {
        statement.walk(&mut path, &mut look);
    }
    found
}

fn rules(call: &FnCallExpr, definition: &ScriptFuncDef) -> Option<Rules> {
    let [Expr::Variable(given, ..), Expr::Map(rules, _)] = call.args.as_slice() else {
        return None;
    };
    let given = given.1.to_string();
    let is_options = call.name == "options"
        && call.namespace.is_empty()
        && definition.params.iter().any(|name| *name == given.as_str());
    let option = |(name, rule): &(rhai::Ident, Expr)| option(&name.name, rule);
    is_options.then(|| Rules { given, options: rules.0.iter().map(option).collect() })
}

fn option(name: &str, rule: &Expr) -> OptionDoc {
    let doc = OptionDoc { name: name.into(), ..OptionDoc::default() };
    match rule {
        Expr::FnCall(call, _) => by_rule(doc, call),
        other => by_default(doc, other.get_literal_value(None).as_ref()),
    }
}

/// `required("...")`, `optional("...")`, `one_of([...], default)`, or a default that is computed.
fn by_rule(doc: OptionDoc, call: &FnCallExpr) -> OptionDoc {
    let arguments: Vec<Option<Dynamic>> =
        call.args.iter().map(|argument| argument.get_literal_value(None)).collect();
    let text = |at: usize| {
        arguments
            .get(at)
            .cloned()
            .flatten()
            .and_then(|value| value.into_string().ok())
            .map(|text| visible(&text))
            .unwrap_or_default()
    };
    match call.name.as_str() {
        "required" => OptionDoc { r#type: "any".into(), required: true, summary: text(0), ..doc },
        "optional" => OptionDoc { r#type: "any".into(), summary: text(0), ..doc },
        "one_of" => {
            let choices = arguments
                .first()
                .cloned()
                .flatten()
                .and_then(|value| value.into_array().ok())
                .unwrap_or_default();
            let choices: Vec<String> = choices.iter().map(literal).collect();
            let default = arguments
                .get(1)
                .map(|default| default.as_ref().map_or_else(|| COMPUTED.into(), literal));
            // Choices that are computed are not known here.
            let kind = if choices.is_empty() { "any".into() } else { choices.join(" | ") };
            OptionDoc { r#type: kind, required: default.is_none(), default, ..doc }
        }
        _ => by_default(doc, None),
    }
}

/// A placeholder for a default that is only known when the function runs.
const COMPUTED: &str = "...";

fn by_default(doc: OptionDoc, default: Option<&Dynamic>) -> OptionDoc {
    let kind = default.map_or("any", |value| match value.type_name() {
        "string" | "&str | ImmutableString | String" => "string",
        "i64" => "int",
        "f64" => "float",
        "bool" => "bool",
        "array" => "array",
        "map" => "map",
        _ => "any",
    });
    let default = default.map_or_else(
        || Some(COMPUTED.to_string()),
        |value| (!value.is_unit()).then(|| literal(value)),
    );
    OptionDoc { r#type: kind.into(), default, ..doc }
}

/// Data as a recipe writes it.
pub(crate) fn literal(value: &Dynamic) -> String {
    if let Some(text) = value.read_lock::<rhai::ImmutableString>() {
        return format!("{:?}", text.as_str());
    }
    if let Ok(array) = value.as_array_ref() {
        return format!("[{}]", array.iter().map(literal).collect::<Vec<_>>().join(", "));
    }
    if let Ok(map) = value.as_map_ref() {
        let entries: Vec<String> =
            map.iter().map(|(key, value)| format!("{key}: {}", literal(value))).collect();
        return if entries.is_empty() {
            "#{}".into()
        } else {
            format!("#{{ {} }}", entries.join(", "))
        };
    }
    if value.is_unit() { "()".into() } else { value.to_string() }
}
