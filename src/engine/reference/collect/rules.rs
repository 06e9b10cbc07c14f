//! Option maps of library functions, read from the call of `options` in their bodies.

pub(crate) mod constants;
pub(crate) mod handed;

use crate::diag::words::visible;
use crate::engine::reference::entry::OptionDoc;
use crate::engine::reference::text::take_entries;
use constants::{Constants, Written};
use rhai::{ASTNode, Dynamic, Expr, FnCallExpr, ScriptFuncDef, Stmt};

/// The rules that a function gives to `options`.
#[derive(Clone)]
pub(crate) struct Rules {
    /// The parameter whose options these are.
    pub(crate) given: String,
    pub(crate) options: Vec<OptionDoc>,
}

impl Rules {
    /// The options, each with what a list in the documentation or else its rule says of it, and the documentation without
    /// that list. An option inside another one is `scaling.max` there.
    pub(crate) fn docs(&self, prose: &str) -> (Vec<OptionDoc>, String) {
        let mut options = self.options.clone();
        let mut names = Vec::new();
        each(&mut options, "", &mut |name, _| names.push(name.to_string()));
        let (entries, prose) = take_entries(prose, |name| names.iter().any(|known| known == name));
        each(&mut options, "", &mut |name, option| {
            let described = entries.iter().find(|(described, _)| described == name);
            if let Some((_, described)) = described {
                option.summary.clone_from(described);
            }
        });
        (options, prose)
    }
}

/// Goes through options and those inside of them, with their full names.
fn each(options: &mut [OptionDoc], before: &str, work: &mut dyn FnMut(&str, &mut OptionDoc)) {
    for option in options {
        let name = format!("{before}{}", option.name);
        work(&name, option);
        each(&mut option.options, &format!("{name}."), work);
    }
}

/// The rules of the first call of `options` in a function; none when it takes no options.
pub(crate) fn of(
    constants: &Constants,
    file: &str,
    definition: &ScriptFuncDef,
    body: &[Stmt],
) -> Option<Rules> {
    let mut found = None;
    calls(body, &mut |call| {
        found = found.take().or_else(|| rules(constants, file, call, definition));
    });
    found
}

/// Looks at each call of a function in statements, from the first on.
pub(crate) fn calls(statements: &[Stmt], look: &mut dyn FnMut(&FnCallExpr)) {
    let mut see = |path: &[ASTNode<'_>]| {
        if let Some(ASTNode::Expr(Expr::FnCall(call, _)) | ASTNode::Stmt(Stmt::FnCall(call, _))) =
            path.last()
        {
            look(call);
        }
        true
    };
    let mut path = Vec::new();
    for statement in statements {
        statement.walk(&mut path, &mut see);
    }
}

fn rules(
    constants: &Constants,
    file: &str,
    call: &FnCallExpr,
    definition: &ScriptFuncDef,
) -> Option<Rules> {
    let [Expr::Variable(given, ..), written] = call.args.as_slice() else {
        return None;
    };
    let written = Written { constants, file, expr: written }.meant();
    let given = given.1.to_string();
    let is_options = call.name == "options"
        && !call.is_qualified()
        && written.entries().is_some()
        && definition.params.iter().any(|name| *name == given.as_str());
    is_options.then(|| Rules { given, options: options(written) })
}

/// The options of a map of rules.
fn options(rules: Written<'_>) -> Vec<OptionDoc> {
    let rules = rules.entries().unwrap_or_default();
    let option = |(name, rule): (&str, Written<'_>)| {
        let doc = rule_of(rule);
        OptionDoc { name: name.into(), ..doc }
    };
    let mut options: Vec<OptionDoc> = rules.into_iter().map(option).collect();
    // What has another name now is of the type of that option.
    for i in 0..options.len() {
        if let Some(name) = options[i].r#type.strip_prefix(RENAMED) {
            let known = options.iter().find(|option| option.name == name);
            options[i].r#type = known.map_or("any", |option| option.r#type.as_str()).to_string();
        }
    }
    options
}

/// What is in front of the new name in place of a type, until all options are known.
const RENAMED: &str = "renamed to ";

/// A rule, a map of rules, or a default.
fn rule_of(written: Written<'_>) -> OptionDoc {
    let written = written.meant();
    let (head, links) = written.chain();
    let base = match head.meant() {
        meant if links.is_empty() => by_head(meant),
        meant => by_rule(meant),
    };
    let Some(mut doc) = base else {
        return by_default(written);
    };
    for link in links {
        let Expr::MethodCall(call, _) = link else { return by_default(written) };
        match (call.name.as_str(), call.args.first()) {
            ("or", Some(default)) => {
                doc.required = false;
                doc.default = Some(shown(written.other(default)));
            }
            ("or_reference", _) if !doc.r#type.ends_with(REFERENCE) => doc.r#type += REFERENCE,
            _ => {}
        }
    }
    doc
}

/// What says in a type that it may be a reference.
const REFERENCE: &str = " | reference";

/// A rule or a map of rules; none for what is a default.
fn by_head(written: Written<'_>) -> Option<OptionDoc> {
    match written.expr {
        Expr::Map(entries, _) if !entries.0.is_empty() => Some(OptionDoc {
            r#type: "map".into(),
            options: options(written),
            ..OptionDoc::default()
        }),
        _ => by_rule(written),
    }
}

/// `required("...")`, `optional("...")`, `deprecated("...")`, `renamed("...")`, or a type; none for what is no rule.
fn by_rule(written: Written<'_>) -> Option<OptionDoc> {
    let call = written.call()?;
    let text = |at: usize| {
        let text = call.args.get(at).and_then(|text| written.other(text).value());
        visible(&text.and_then(|text| text.into_string().ok()).unwrap_or_default())
    };
    let inner = call.args.get(1).map(|rule| rule_of(written.other(rule)));
    let inner = inner.unwrap_or_else(|| OptionDoc { r#type: "any".into(), ..OptionDoc::default() });
    Some(match call.name.as_str() {
        "required" => OptionDoc { required: true, summary: text(0), ..inner },
        "optional" => OptionDoc { required: false, summary: text(0), ..inner },
        "deprecated" => {
            let summary = format!("deprecated: {}", text(0));
            OptionDoc { required: false, summary, is_deprecated: true, ..inner }
        }
        "renamed" => OptionDoc {
            r#type: format!("{RENAMED}{}", text(0)),
            summary: format!("now called `{}`", text(0)),
            is_deprecated: true,
            ..OptionDoc::default()
        },
        _ => {
            let typed = Typed::of(written)?;
            let default = call.args.get(1).filter(|_| call.name == "one_of");
            let default = default.map(|default| shown(written.other(default)));
            let required = default.is_none() && call.name != "nested";
            OptionDoc {
                r#type: typed.word,
                options: typed.options,
                required,
                default,
                ..OptionDoc::default()
            }
        }
    })
}

/// A placeholder for a default that is only known when the function runs.
const COMPUTED: &str = "...";

/// A default, as far as it is known.
fn shown(written: Written<'_>) -> String {
    written.value().as_ref().map_or_else(|| COMPUTED.into(), literal)
}

fn by_default(written: Written<'_>) -> OptionDoc {
    let Some(value) = written.value() else {
        let (kind, default) = (computed(written), Some(COMPUTED.to_string()));
        return OptionDoc { r#type: kind, default, ..OptionDoc::default() };
    };
    let default = (!value.is_unit()).then(|| literal(&value));
    OptionDoc { r#type: kind(&value), default, ..OptionDoc::default() }
}

/// The type of a default.
fn kind(value: &Dynamic) -> String {
    if let Ok(items) = value.as_array_ref() {
        return match common(items.iter().map(kind)) {
            Some(item) if item != "any" => format!("array of {item}"),
            _ => "array".into(),
        };
    }
    match value.type_name() {
        "string" | "&str | ImmutableString | String" => "string",
        "i64" => "int",
        "f64" => "float",
        "bool" => "bool",
        "map" => "map",
        _ => "any",
    }
    .into()
}

/// A type, and the options inside of it.
#[derive(Default)]
struct Typed {
    word: String,
    options: Vec<OptionDoc>,
}

impl From<&str> for Typed {
    fn from(word: &str) -> Self {
        Self { word: word.into(), options: Vec::new() }
    }
}

impl Typed {
    /// The type that a call of a function of the prelude is; none for any other call.
    fn of(written: Written<'_>) -> Option<Self> {
        let call = written.call()?;
        let inner = || call.args.first().map(|item| Self::inside(written.other(item)));
        Some(match call.name.as_str() {
            name @ ("bool" | "environment" | "secret" | "path" | "cidr" | "function") => {
                name.into()
            }
            "int" => ints(written, call).as_str().into(),
            "float" => floats(written, call).as_str().into(),
            "text" => match call.args.first().and_then(|pattern| written.other(pattern).value()) {
                Some(pattern) => {
                    format!("string /{}/", visible(&pattern.to_string())).as_str().into()
                }
                None => "string".into(),
            },
            "reference" => match call.args.first().and_then(|kind| written.other(kind).value()) {
                Some(kind) => {
                    format!("reference to {}", visible(&kind.to_string())).as_str().into()
                }
                None => "reference".into(),
            },
            "one_of" => choices(written, call).as_str().into(),
            "list_of" => holding("array", inner()),
            "map_of" => holding("map", inner()),
            "nested" => Self {
                word: "map".into(),
                options: options(written.other(call.args.first()?).meant()),
            },
            "any_of" => any_of(written, call),
            _ => return None,
        })
    }

    /// The type of what is inside of another one: a rule, a map of rules, or an example of it.
    fn inside(written: Written<'_>) -> Self {
        let written = written.meant();
        if let Expr::Map(entries, _) = written.expr {
            let options = if entries.0.is_empty() { Vec::new() } else { options(written) };
            return Self { word: "map".into(), options };
        }
        let (head, links) = written.chain();
        let Some(mut typed) = Self::of(head.meant()) else {
            let word = written.value().map_or_else(|| computed(written), |value| kind(&value));
            return Self { word, options: Vec::new() };
        };
        if links
            .iter()
            .any(|link| matches!(link, Expr::MethodCall(call, _) if call.name == "or_reference"))
        {
            typed.word += " | reference";
        }
        typed
    }
}

fn holding(outer: &str, inner: Option<Typed>) -> Typed {
    match inner {
        Some(Typed { word, options }) if word != "any" => {
            let word = if word.contains(" | ") { format!("({word})") } else { word };
            Typed { word: format!("{outer} of {word}"), options }
        }
        _ => outer.into(),
    }
}

fn any_of(written: Written<'_>, call: &FnCallExpr) -> Typed {
    let Some(Expr::Array(kinds, _)) =
        call.args.first().map(|kinds| written.other(kinds).meant().expr)
    else {
        return "any".into();
    };
    let (mut words, mut inside) = (Vec::new(), Vec::new());
    for Typed { word, options } in kinds.iter().map(|kind| Typed::inside(written.other(kind))) {
        if !words.contains(&word) {
            words.push(word);
        }
        inside.extend(options);
    }
    Typed { word: words.join(" | "), options: inside }
}

fn choices(written: Written<'_>, call: &FnCallExpr) -> String {
    let choices = call.args.first().and_then(|choices| written.other(choices).value());
    let choices = choices.and_then(|choices| choices.into_array().ok()).unwrap_or_default();
    if choices.is_empty() {
        // Choices that are computed are not known here.
        return "choice".into();
    }
    choices.iter().map(literal).collect::<Vec<_>>().join(" | ")
}

/// `int(1..10)`, with both ends.
fn ints(written: Written<'_>, call: &FnCallExpr) -> String {
    let Some(Expr::FnCall(range, _)) = call.args.first() else { return "int".into() };
    let end =
        |at: usize| range.args.get(at).and_then(|end| written.other(end).value()?.as_int().ok());
    match (range.name.as_str(), end(0), end(1)) {
        ("..", Some(least), Some(most)) => format!("int {least} to {}", most.saturating_sub(1)),
        ("..=", Some(least), Some(most)) => format!("int {least} to {most}"),
        _ => "int".into(),
    }
}

fn floats(written: Written<'_>, call: &FnCallExpr) -> String {
    let end = |at: usize| call.args.get(at).and_then(|end| written.other(end).value());
    match (end(0), end(1)) {
        (Some(least), Some(most)) => format!("float {least} to {most}"),
        _ => "float".into(),
    }
}

/// The type that all of several are; none when they differ, or when there is none.
fn common(mut words: impl Iterator<Item = String>) -> Option<String> {
    let first = words.next()?;
    words.all(|word| word == first).then_some(first)
}

/// The type of a default that is only known when the function runs, where its form says it.
fn computed(written: Written<'_>) -> String {
    let written = written.meant();
    let of = |expr| match written.other(expr).value() {
        Some(value) => kind(&value),
        None => computed(written.other(expr)),
    };
    match written.expr {
        Expr::InterpolatedString(..) => "string".into(),
        Expr::And(..) | Expr::Or(..) => "bool".into(),
        Expr::FnCall(call, _) if call.op_token.is_some() => match call.name.as_str() {
            "!" | "==" | "!=" | "<" | "<=" | ">" | ">=" => "bool".into(),
            _ => "any".into(),
        },
        Expr::Array(items, _) => match common(items.iter().map(of)).filter(|item| item != "any") {
            Some(item) => format!("array of {item}"),
            None => "array".into(),
        },
        Expr::Map(..) => "map".into(),
        Expr::Stmt(block) => match block.statements() {
            [Stmt::If(flow, _)] => {
                let ends = [&flow.body, &flow.branch].map(|block| block.statements().last());
                let ends = ends.iter().map(|end| match end {
                    Some(Stmt::Expr(end)) => of(end),
                    _ => "any".into(),
                });
                common(ends).unwrap_or_else(|| "any".into())
            }
            [Stmt::Expr(inner)] => of(inner),
            _ => "any".into(),
        },
        _ => "any".into(),
    }
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
