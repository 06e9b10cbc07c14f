//! What recipes can call, told by the functions themselves: `sw doc`, help and the tests read it here.

use super::vocabulary::Words;
use super::{Vocabulary, prelude};
use rhai::{Engine, FuncInfo, Module, Shared};

/// The documentation of one function. Forms of one name are documented one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionDoc {
    /// What stands before `::`; empty for what is called by its bare name.
    pub namespace: String,
    /// The thing that it is a method of, which stands before the dot; empty for functions.
    pub receiver: String,
    /// The name.
    pub name: String,
    /// How it is called and what it gives, in an author's words.
    pub signature: String,
    /// The first sentence of the documentation.
    pub summary: String,
    /// All of the documentation, in Markdown.
    pub doc: String,
    /// The fenced examples in it.
    pub examples: Vec<String>,
}

/// Functions that the language calls for an author, who never writes their names. Those that say
/// something all the same, as `+` on maps does, are told of.
const BEHIND_THE_SCENES: [(&str, &str); 13] = [
    ("to_string", "what a thing is inside text"),
    ("to_debug", "what a thing is when it is printed"),
    ("index$get$", "a property: the thing's own documentation names them"),
    ("+", "refuses `()` in text"),
    ("==", "compares nulls and things"),
    ("!=", "compares nulls and things"),
    ("<", "refused: things have no order"),
    ("<=", "refused: things have no order"),
    (">", "refused: things have no order"),
    (">=", "refused: things have no order"),
    ("sleep", "refused: a recipe has no clock"),
    ("timestamp", "refused: a recipe has no clock"),
    ("exit", "refused: a recipe ends where it ends"),
];

/// Every function that a recipe can call, sorted by namespace, receiver, name and signature.
pub fn reference(vocabulary: &Vocabulary) -> Vec<FunctionDoc> {
    let mut types = Types::new();
    vocabulary.words.iter().for_each(|words| types.learn(words));
    let mut all = functions(prelude::module().into(), "", &types);
    for words in &vocabulary.words {
        all.extend(functions(words.functions.clone(), &words.name, &types));
        all.extend(functions(words.methods.clone(), "", &types));
    }
    all.sort_by(|a, b| a.place().cmp(&b.place()));
    all
}

impl FunctionDoc {
    fn place(&self) -> [&str; 4] {
        [&self.namespace, &self.receiver, &self.name, &self.signature]
    }
}

fn functions(module: Shared<Module>, namespace: &str, types: &Types) -> Vec<FunctionDoc> {
    let mut engine = Engine::new_raw();
    engine.register_global_module(module);
    engine.collect_fn_metadata(None, |info| function(&info, namespace, types), false)
}

fn function(info: &FuncInfo<'_>, namespace: &str, types: &Types) -> Option<FunctionDoc> {
    let metadata = info.metadata;
    let doc = text_of_comments(metadata.comments.iter().map(|comment| comment.as_str()));
    let name = metadata.name.to_string();
    if doc.is_empty() && BEHIND_THE_SCENES.iter().any(|(hidden, _)| *hidden == name) {
        return None;
    }
    let parameters: Vec<Parameter<'_>> = metadata.params_info.iter().map(|info| Parameter::parse(info)).collect();
    let signature = signature(&name, namespace, &parameters, &metadata.return_type, types);
    let receiver = parameters.first().filter(|first| first.is_receiver).map_or("", |first| types.word(first.inner_type));
    let (summary, examples) = (first_sentence(&doc), examples(&doc));
    Some(FunctionDoc { namespace: namespace.into(), receiver: receiver.into(), name, signature, summary, doc, examples })
}

/// The text of doc comments, which keep their signs.
fn text_of_comments<'a>(comments: impl Iterator<Item = &'a str>) -> String {
    let lines = comments.flat_map(str::lines).map(|line| line.trim_start().trim_start_matches('/'));
    let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    lines.join("\n").trim().into()
}

fn first_sentence(doc: &str) -> String {
    let paragraph: Vec<&str> = doc.lines().take_while(|line| !line.is_empty() && !line.starts_with("```")).collect();
    let paragraph = paragraph.join(" ");
    // The dots of a code snippet, `name { ... }`, end no sentence.
    let ends = paragraph.match_indices(". ").map(|(dot, _)| dot + 1);
    let end = ends.into_iter().find(|end| paragraph[*end..].trim_start().starts_with(char::is_uppercase));
    paragraph[..end.unwrap_or(paragraph.len())].to_string()
}

fn examples(doc: &str) -> Vec<String> {
    let fenced = doc.split("```rhai\n").skip(1).filter_map(|rest| rest.split("```").next());
    fenced.map(str::to_string).collect()
}

/// A parameter as the engine tells it: `name: &mut Type`.
struct Parameter<'a> {
    name: &'a str,
    inner_type: &'a str,
    is_receiver: bool,
}

impl<'a> Parameter<'a> {
    fn parse(info: &'a str) -> Self {
        let (name, inner_type) = info.split_once(':').unwrap_or((info, ""));
        let is_receiver = inner_type.replace(' ', "").starts_with("&mut");
        Self { name: name.trim().trim_start_matches('_'), inner_type, is_receiver }
    }
}

fn signature(name: &str, namespace: &str, parameters: &[Parameter<'_>], result: &str, types: &Types) -> String {
    let told = |parameter: &Parameter<'_>| format!("{}: {}", parameter.name, types.word(parameter.inner_type));
    let list = |parameters: &[Parameter<'_>]| parameters.iter().map(told).collect::<Vec<_>>().join(", ");
    let call = match parameters {
        [left, right] if !name.contains(char::is_alphanumeric) => {
            format!("<{}> {name} <{}>", types.word(left.inner_type), types.word(right.inner_type))
        }
        [thing, rest @ ..] if name == "index$get$" => format!("<{}>[{}]", types.word(thing.inner_type), list(rest)),
        [thing, rest @ ..] if thing.is_receiver => format!("<{}>.{name}({})", types.word(thing.inner_type), list(rest)),
        all if namespace.is_empty() => format!("{name}({})", list(all)),
        all => format!("{namespace}::{name}({})", list(all)),
    };
    let result = result.replace(' ', "");
    let result = result.strip_prefix("Fallible<").and_then(|inner| inner.strip_suffix('>')).unwrap_or(&result);
    if matches!(result, "" | "()") { call } else { format!("{call} -> {}", types.word(result)) }
}

/// Inner type names, without their paths, and the word for each.
struct Types(Vec<(String, String)>);

impl Types {
    fn new() -> Self {
        let known = [
            ("INT", "int"),
            ("FLOAT", "float"),
            ("bool", "bool"),
            ("char", "char"),
            ("str", "text"),
            ("String", "text"),
            ("ImmutableString", "text"),
            ("Array", "array"),
            ("Map", "map"),
            ("FnPtr", "function"),
            ("Dynamic", "any"),
            ("()", "nothing"),
        ];
        Self(known.map(|(inner, word)| (inner.into(), word.into())).into())
    }

    /// The names that a namespace gives its things.
    fn learn(&mut self, words: &Words) {
        for handle in &words.handles {
            let name = (handle.name)();
            let short = name.rsplit("::").next().unwrap_or(name);
            self.0.extend(words.methods.get_custom_type_display_by_name(name).map(|word| (short.to_string(), word.to_string())));
        }
    }

    fn word<'a>(&'a self, inner: &'a str) -> &'a str {
        let bare = inner.trim().trim_start_matches('&').trim_start().trim_start_matches("mut ").trim();
        self.0.iter().find(|(name, _)| name == bare).map_or(bare, |(_, word)| word)
    }
}
