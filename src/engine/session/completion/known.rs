//! What can be known of an expression without evaluating it: the value that a variable holds, or the type that a
//! call gives.

use super::cursor::{Before, Callee, Chain, Made, Root, Step};
use crate::engine::reference::collect::modules::read_modules;
use crate::engine::reference::entry::{FunctionDoc, ModuleDoc, Reference};
use crate::engine::reference::without_modules;
use crate::engine::run::limits::Limits;
use crate::engine::session::SESSION;
use crate::engine::session::running::Session;
use crate::engine::vocabulary::Vocabulary;
use crate::util::lock::lock;
use rhai::Dynamic;

/// What an expression is.
#[derive(Clone)]
pub(crate) enum Known {
    /// This very value.
    Value(Dynamic),
    /// Something of this type, as the reference calls it.
    Type(String),
}

/// Functions whose arrays hold things of one type.
const ITEMS: [(&str, &str); 1] = [("environments", "environment")];

/// How far a variable is followed to what it was made from.
const MOST_STEPS: usize = 8;

/// What a session offers while an input is typed.
pub(crate) struct View<'a> {
    pub(crate) session: &'a Session,
    pub(crate) vocabulary: &'a Vocabulary,
    pub(crate) before: &'a Before,
}

impl View<'_> {
    /// All that recipes can call without an import.
    pub(crate) fn reference(&self) -> &Reference {
        self.session.documentation.reference.get_or_init(|| without_modules(self.vocabulary))
    }

    /// The functions that are called by this name: native ones, those of an import, and the session's own.
    pub(crate) fn functions(&self, callee: &Callee) -> Vec<FunctionDoc> {
        match callee {
            Callee::Function { namespace, name } => {
                let own = if namespace.is_empty() { self.own() } else { self.imported(namespace) };
                let native = self
                    .reference()
                    .functions
                    .iter()
                    .filter(|function| function.receiver.is_empty());
                let native = native.filter(|function| function.namespace == *namespace).cloned();
                let all = own.into_iter().chain(native);
                let mut forms: Vec<FunctionDoc> =
                    all.filter(|function| function.name == *name).collect();
                forms.sort_by_key(is_type_of_option);
                forms
            }
            Callee::Method { of, name } => {
                let methods: Vec<&FunctionDoc> = match self.known(of) {
                    Some(known) => self.methods(&self.kind(&known)).collect(),
                    None => self
                        .reference()
                        .functions
                        .iter()
                        .filter(|function| !function.receiver.is_empty())
                        .collect(),
                };
                methods.into_iter().filter(|function| function.name == *name).cloned().collect()
            }
        }
    }

    /// What can be called on a value of this type: its methods, and functions that take such a value first.
    pub(crate) fn methods(&self, kind: &str) -> impl Iterator<Item = &FunctionDoc> {
        self.reference().functions.iter().filter(move |function| match function.receiver.as_str() {
            "" => {
                function.namespace.is_empty()
                    && function.parameters.first().is_some_and(|first| first.r#type == kind)
            }
            receiver => receiver == kind || receiver == "any",
        })
    }

    /// The session's own functions.
    pub(crate) fn own(&self) -> Vec<FunctionDoc> {
        let text = self.session.text().to_string();
        let mut own = self.read(SESSION, &[(SESSION.to_string(), text)]);
        // They are called by their bare names here.
        let prefix = format!("{SESSION}::");
        own.iter_mut()
            .for_each(|function| function.signature = function.signature.replacen(&prefix, "", 1));
        own
    }

    /// The functions of a file that is imported as `alias`.
    pub(crate) fn imported(&self, alias: &str) -> Vec<FunctionDoc> {
        let found = {
            let sources = lock(&self.session.run.sources);
            let file = sources.imported(SESSION, alias).map(|exports| exports.file);
            file.map(|file| (file, sources.texts().into_iter().collect::<Vec<_>>()))
        };
        let Some((file, texts)) = found else { return Vec::new() };
        if let Some(known) = lock(&self.session.documentation.modules).get(&file) {
            return known.clone();
        }
        let read = self.read(&file, &texts);
        lock(&self.session.documentation.modules).insert(file, read.clone());
        read
    }

    /// The functions of one of these files, which may hand its options on to others.
    fn read(&self, file: &str, texts: &[(String, String)]) -> Vec<FunctionDoc> {
        let modules = read_modules(self.vocabulary, texts, Limits::default()).0;
        let is_it = |module: &ModuleDoc| module.file == file || module.name == file;
        modules.into_iter().find(is_it).map(|module| module.functions).unwrap_or_default()
    }

    /// The names that the session gives its imports.
    pub(crate) fn aliases(&self) -> Vec<String> {
        lock(&self.session.run.sources).aliases(SESSION).map(String::from).collect()
    }

    /// What is known of an expression.
    pub(crate) fn known(&self, chain: &Chain) -> Option<Known> {
        self.followed(chain, MOST_STEPS)
    }

    fn followed(&self, chain: &Chain, left: usize) -> Option<Known> {
        let mut known = match &chain.root {
            Root::Name(name) => self.variable(name, left.checked_sub(1)?)?,
            Root::Call(callee) => self.given(callee)?,
            Root::Literal(kind) => Known::Type((*kind).into()),
            Root::Unknown => return None,
        };
        for step in &chain.steps {
            known = self.step(&known, step)?;
        }
        Some(known)
    }

    fn variable(&self, name: &str, left: usize) -> Option<Known> {
        match self.before.made(name) {
            Some(Made::Value(chain)) => self.followed(&chain, left),
            Some(Made::Item(chain)) => self.item(&chain, left),
            None if name == "project" => Some(Known::Type("project".into())),
            None => self.session.scope.get(name).cloned().map(Known::Value),
        }
    }

    fn item(&self, chain: &Chain, left: usize) -> Option<Known> {
        // What filters and sorts gives items of the same kind.
        let same = ["filter", "sort_by", "unique", "rev"];
        let steps = chain.steps.iter().take_while(
            |step| !matches!(step, Step::Method(name) if same.contains(&name.as_str())),
        );
        let chain = Chain { root: chain.root.clone(), steps: steps.cloned().collect() };
        if let (Root::Call(callee), []) = (&chain.root, chain.steps.as_slice())
            && let Callee::Function { namespace, name } = &**callee
            && namespace.is_empty()
        {
            return ITEMS
                .iter()
                .find(|(function, _)| function == name)
                .map(|(_, kind)| Known::Type((*kind).into()));
        }
        match self.followed(&chain, left)? {
            Known::Value(value) => value.as_array_ref().ok()?.first().cloned().map(Known::Value),
            Known::Type(_) => None,
        }
    }

    /// What a call gives; a type that is anything is nothing known.
    fn given(&self, callee: &Callee) -> Option<Known> {
        let returns = self
            .functions(callee)
            .into_iter()
            .map(|function| function.returns)
            .find(|returns| !returns.is_empty() && returns != "any")?;
        Some(Known::Type(returns))
    }

    fn step(&self, known: &Known, step: &Step) -> Option<Known> {
        match (known, step) {
            (Known::Value(value), Step::Property(name)) => {
                self.property(value, name).map(Known::Value)
            }
            (Known::Value(value), Step::Index) => {
                value.as_array_ref().ok()?.first().cloned().map(Known::Value)
            }
            (Known::Type(kind), Step::Property(name)) => {
                let kind = self.reference().types.iter().find(|known| known.name == *kind)?;
                let property = kind.properties.iter().find(|property| property.name == *name)?;
                Some(Known::Type(property.r#type.clone()))
            }
            (Known::Type(_), Step::Index) => None,
            (known, Step::Method(name)) => {
                let kind = self.kind(known);
                let mut methods = self.methods(&kind).filter(|function| function.name == *name);
                let returns = methods
                    .find(|function| !function.returns.is_empty() && function.returns != "any")?
                    .returns
                    .clone();
                Some(Known::Type(returns))
            }
        }
    }

    fn property(&self, value: &Dynamic, name: &str) -> Option<Dynamic> {
        if let Some(thing) = self.session.run.handle(value) {
            return thing.member(&self.session.run, name);
        }
        value.as_map_ref().ok()?.get(name).cloned()
    }

    /// The type as the reference calls it.
    pub(crate) fn kind(&self, known: &Known) -> String {
        match known {
            Known::Type(kind) => kind.clone(),
            Known::Value(value) if value.is_map() => "map".into(),
            Known::Value(value) if value.is_array() => "array".into(),
            Known::Value(value) if value.is_string() => "string".into(),
            Known::Value(value) if value.is_int() => "int".into(),
            Known::Value(value) if value.is_float() => "float".into(),
            Known::Value(value) if value.is_bool() => "bool".into(),
            Known::Value(value) if value.is_fnptr() => "function".into(),
            Known::Value(value) => {
                let title = self.session.engine.map_type_name(value.type_name());
                let known = self.reference().types.iter().find(|known| known.title == title);
                known.map_or(title, |known| &known.name).into()
            }
        }
    }
}

/// Whether it is a form that only says the type of an option, as `environment()` does: most calls mean another one.
pub(crate) fn is_type_of_option(form: &FunctionDoc) -> bool {
    form.returns == "option_rule"
}
