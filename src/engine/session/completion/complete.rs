//! What can be written at the cursor.

use super::cursor::Before;
use super::cursor::{Callee, Chain, Cursor, Quoted};
use super::known::{Known, View};
use crate::engine::reference::entry::{FunctionDoc, OptionDoc};
use crate::engine::session::running::Session;
use crate::engine::vocabulary::Vocabulary;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What an input can be completed with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completions {
    /// Where what is replaced starts, in bytes.
    pub start: usize,
    /// What can be written there, sorted.
    pub candidates: Vec<String>,
}

/// Words of the language that begin something.
const WORDS: [&str; 17] = [
    "let", "const", "fn", "if", "else", "for", "in", "while", "loop", "switch", "import", "return",
    "true", "false", "null", "private", "throw",
];

/// Functions that take an environment's name first.
const NAMES_ENVIRONMENT: &str = "environment";

/// What functions that read files begin with.
const READS: &str = "read_";

impl Session {
    /// What can be written behind `text`, where a cursor is.
    pub fn complete(&self, vocabulary: &Vocabulary, text: &str) -> Completions {
        View { session: self, vocabulary, before: &Before::read(text) }.completions()
    }
}

impl View<'_> {
    /// Everything that fits what is typed so far.
    pub(crate) fn completions(&self) -> Completions {
        let typed = self.before.typed.as_str();
        let (start, all) = match &self.before.cursor {
            Cursor::Text(quoted) => return self.in_text(quoted),
            Cursor::Member(chain) => (self.before.start, self.members(chain)),
            Cursor::Function(namespace) => (self.before.start, self.in_namespace(namespace)),
            Cursor::Key(callee, path) => (self.before.start, self.keys(callee, path)),
            Cursor::Word => (self.before.start, self.words()),
            Cursor::None => {
                return Completions { start: self.before.start, candidates: Vec::new() };
            }
        };
        Completions { start, candidates: fitting(all, typed) }
    }

    fn members(&self, chain: &Chain) -> Vec<String> {
        let Some(known) = self.known(chain) else { return Vec::new() };
        let kind = self.kind(&known);
        self.properties(&known).into_iter().chain(calls(self.methods(&kind), 1)).collect()
    }

    fn properties(&self, known: &Known) -> Vec<String> {
        if let Known::Value(value) = known {
            if let Some(thing) = self.session.run.handle(value) {
                return thing.members(&self.session.run);
            }
            if let Ok(map) = value.as_map_ref() {
                return map
                    .keys()
                    .map(|key| key.to_string())
                    .filter(|key| rhai::is_valid_identifier(key))
                    .collect();
            }
        }
        let kind = self.kind(known);
        let known = self.reference().types.iter().find(|known| known.name == kind);
        known
            .into_iter()
            .flat_map(|kind| &kind.properties)
            .map(|property| property.name.clone())
            .collect()
    }

    fn in_namespace(&self, namespace: &str) -> Vec<String> {
        let imported = self.imported(namespace);
        let native =
            self.reference().functions.iter().filter(|function| function.namespace == namespace);
        calls(imported.iter().chain(native), 0).collect()
    }

    fn words(&self) -> Vec<String> {
        let own = self.own();
        let bare = self
            .reference()
            .functions
            .iter()
            .filter(|function| function.namespace.is_empty() && function.receiver.is_empty());
        let namespaces = self
            .reference()
            .namespaces
            .iter()
            .map(|namespace| namespace.name.clone())
            .chain(self.aliases());
        let variables = self.session.scope.iter_raw().map(|(name, ..)| name.to_string());
        let typed = self
            .before
            .list
            .iter()
            .filter_map(|lexeme| lexeme.word())
            .filter(|word| self.before.made(word).is_some());
        let constants = self.reference().constants.iter().map(|constant| constant.name.clone());
        WORDS
            .iter()
            .map(ToString::to_string)
            .chain(variables)
            .chain(typed.map(String::from))
            .chain(constants)
            .chain(calls(own.iter().chain(bare), 0))
            .chain(namespaces.map(|namespace| format!("{namespace}::")))
            .collect()
    }

    /// The keys of an option map, or what there is to choose from.
    fn keys(&self, callee: &Callee, path: &[String]) -> Vec<String> {
        let name = match callee {
            Callee::Function { name, .. } | Callee::Method { name, .. } => name,
        };
        if name == "choose" {
            return self
                .environments()
                .chain(["default".to_string()])
                .map(|name| format!("{name}: "))
                .collect();
        }
        let options = self.options(callee, path);
        let offered = options.iter().filter(|option| !option.is_deprecated);
        offered.map(|option| format!("{}: ", option.name)).collect()
    }

    /// The options that a call takes, inside the options on `path`.
    pub(crate) fn options(&self, callee: &Callee, path: &[String]) -> Vec<OptionDoc> {
        let mut options: Vec<OptionDoc> =
            self.functions(callee).into_iter().flat_map(|function| function.options).collect();
        for key in path {
            let inner = options
                .into_iter()
                .filter(|option| option.name == *key)
                .flat_map(|option| option.options);
            options = inner.collect();
        }
        options
    }

    fn environments(&self) -> impl Iterator<Item = String> {
        let project = self.session.run.project();
        let names: Vec<String> =
            project.environments.iter().map(|environment| environment.name.clone()).collect();
        names.into_iter()
    }

    fn in_text(&self, quoted: &Quoted) -> Completions {
        let (start, typed) = (self.before.start, self.before.typed.as_str());
        let closed =
            |names: Vec<String>| names.into_iter().map(|name| format!("{name}\"")).collect();
        let all: Vec<String> = match quoted {
            Quoted::Import => return self.imports(),
            Quoted::Argument(Callee::Function { namespace, name }) if namespace.is_empty() => {
                match name.as_str() {
                    NAMES_ENVIRONMENT => closed(self.environments().collect()),
                    "secret" => closed(self.session.run.secrets().into_keys().collect()),
                    name if name.starts_with(READS) || name == "list_files" => {
                        return self.paths("", |_| true, "\"");
                    }
                    _ => Vec::new(),
                }
            }
            Quoted::Argument(Callee::Function { namespace, name })
                if (namespace.as_str(), name.as_str()) == ("secrets", "platform") =>
            {
                closed(
                    self.session
                        .run
                        .platforms()
                        .iter()
                        .map(|platform| platform.id.clone())
                        .collect(),
                )
            }
            Quoted::Compared(chain) if self.may_be_environment(chain) => {
                closed(self.environments().collect())
            }
            Quoted::Argument(_) | Quoted::Compared(_) | Quoted::Other => Vec::new(),
        };
        Completions { start, candidates: fitting(all, typed) }
    }

    /// Whether an expression is an environment, or something of which nothing is known.
    fn may_be_environment(&self, chain: &Chain) -> bool {
        self.known(chain).is_none_or(|known| self.kind(&known) == "environment")
    }

    fn imports(&self) -> Completions {
        let typed = &self.before.typed;
        if typed.starts_with("./") || typed.starts_with("../") {
            return self.paths("./", |name| name.ends_with(".rhai"), "\"");
        }
        let standard = self.vocabulary.shelf.iter().map(|(name, _)| format!("{name}\""));
        let all = standard.chain(["./".to_string()]).collect();
        Completions { start: self.before.start, candidates: fitting(all, typed) }
    }

    /// The files and folders of the project that begin like what is typed.
    fn paths(&self, prefix: &str, fits: impl Fn(&str) -> bool, end: &str) -> Completions {
        let typed = self.before.typed.strip_prefix(prefix).unwrap_or(&self.before.typed);
        let folder = typed.rfind('/').map_or("", |slash| &typed[..=slash]);
        let start = self.before.start + self.before.typed.len() - typed.len() + folder.len();
        let names = self.session.run.world.list(folder.trim_end_matches('/')).unwrap_or_default();
        let is_shown = |name: &String| {
            (name.ends_with('/') || fits(name))
                && (!name.starts_with('.') || typed[folder.len()..].starts_with('.'))
        };
        let ended = |name: String| if name.ends_with('/') { name } else { format!("{name}{end}") };
        let all = names.into_iter().filter(is_shown).map(ended).collect();
        Completions { start, candidates: fitting(all, &typed[folder.len()..]) }
    }
}

/// Functions as they are called behind `before` of their values: one that takes nothing more is whole at once.
fn calls<'a>(
    functions: impl Iterator<Item = &'a FunctionDoc>,
    before: usize,
) -> impl Iterator<Item = String> {
    let is_word = |function: &&FunctionDoc| {
        function.name.starts_with(|c: char| c.is_alphabetic()) && !function.name.contains('$')
    };
    let mut all: std::collections::BTreeMap<String, bool> = std::collections::BTreeMap::new();
    for function in functions.filter(is_word) {
        *all.entry(function.name.clone()).or_default() |=
            function.parameters.len() > if function.receiver.is_empty() { before } else { 0 };
    }
    all.into_iter()
        .map(|(name, takes)| if takes { format!("{name}(") } else { format!("{name}()") })
}

/// Each that begins with what is typed, once, sorted.
fn fitting(all: Vec<String>, typed: &str) -> Vec<String> {
    let fitting: BTreeSet<String> =
        all.into_iter().filter(|candidate| candidate.starts_with(typed)).collect();
    fitting.into_iter().collect()
}
