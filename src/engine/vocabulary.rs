//! All that recipes can call and import, made ready once and shared by any number of runs.

use crate::engine::guards::{dedup, operator_guards, prelude};
use crate::engine::namespace::Namespace;
use crate::engine::native::handle::register::HandleType;
use crate::engine::native::handle::{Casts, FileFormat};
use crate::engine::reference::collect::options::OptionMap;
use crate::engine::reference::page::Page;
use crate::engine::run::secrets::put;
use crate::engine::source::read_files::ReadFiles;
use crate::engine::world::resolve::Shelf;
use crate::secrets::Platform;
use rhai::packages::{Package, StandardPackage};
use rhai::{Engine, Module, Shared};
use std::fmt;

/// Functions and things of a host's own, for recipes that the host runs.
///
/// The documentation of functions that a plugin module exports is kept: it is part of
/// [`reference`](fn@super::reference::reference).
pub struct Extension {
    /// The name before `::`: `acme` for `acme::name(...)`; empty for functions with a bare name.
    pub name: String,
    /// The functions.
    pub functions: Module,
    /// The methods of its things, called as `thing.method(...)`, and what [`register`](fn@crate::engine::native::handle::register) adds.
    pub methods: Module,
    /// The types of its things. One whose [`files`](crate::engine::Emittable::files) gives files can be emitted.
    pub handles: Vec<HandleType>,
    /// What it is for, in a line, for its documentation.
    pub summary: String,
    /// The option maps that its functions and methods take, for their documentation.
    pub options: Vec<OptionMap>,
    /// The kinds of files as which raw data is checked.
    pub formats: Vec<&'static dyn FileFormat>,
}

impl Extension {
    /// Functions called as `name::function(...)`, without things of their own.
    pub fn new(name: &str, functions: Module) -> Self {
        Self {
            name: name.into(),
            functions,
            methods: Module::new(),
            handles: Vec::new(),
            summary: String::new(),
            options: Vec::new(),
            formats: Vec::new(),
        }
    }
}

/// A namespace with its functions ready to be called.
pub(crate) struct Words {
    pub(crate) name: String,
    pub(crate) functions: Shared<Module>,
    pub(crate) methods: Shared<Module>,
    pub(crate) handles: Vec<HandleType>,
    pub(crate) summary: String,
    pub(crate) options: Vec<OptionMap>,
    pub(crate) pages: &'static [Page],
}

/// All that recipes can call and import.
pub struct Vocabulary {
    basics: [Shared<Module>; 4],
    pub(crate) words: Vec<Words>,
    pub(crate) shelf: Shelf,
    /// The names of a host's extensions.
    pub(crate) extensions: Vec<String>,
    /// Those of a host; what everybody knows is only read where a secret is.
    pub(crate) platforms: Vec<Platform>,
    /// The kinds of files that raw data can be.
    pub(crate) formats: Vec<&'static dyn FileFormat>,
    /// The recipe files that runs have read.
    pub(crate) read_files: ReadFiles,
}

impl Vocabulary {
    /// The functions of `namespaces`, and what can be imported from `shelf`.
    pub fn new(namespaces: impl IntoIterator<Item = Namespace>, shelf: Shelf) -> Self {
        let basics = [
            StandardPackage::new().as_shared_module(),
            prelude::module().into(),
            operator_guards::module().into(),
            dedup::module().into(),
        ];
        let words = namespaces.into_iter().map(Words::from).collect();
        Self {
            basics,
            words,
            shelf,
            extensions: Vec::new(),
            platforms: Vec::new(),
            formats: Vec::new(),
            read_files: ReadFiles::default(),
        }
    }

    /// The same, with kinds of files that raw data can be.
    #[must_use]
    pub fn with_formats(mut self, formats: &[&'static dyn FileFormat]) -> Self {
        self.formats.extend(formats);
        self
    }

    /// Makes a platform and its secrets known; one with the same id is replaced.
    pub fn add_platform(&mut self, platform: Platform) {
        put(&mut self.platforms, platform);
    }

    /// Adds what a host brings along.
    pub fn add(&mut self, extension: Extension) {
        let Extension { name, functions, methods, handles, summary, options, formats } = extension;
        self.formats.extend(formats);
        self.extensions.push(name.clone());
        self.words.push(Words {
            name,
            functions: functions.into(),
            methods: methods.into(),
            handles,
            summary,
            options,
            pages: &[],
        });
    }

    /// The names that are before `::`, one for each namespace that has one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|words| words.name.as_str()).filter(|name| !name.is_empty())
    }

    /// How to see a dynamic value as a thing.
    pub(crate) fn casts(&self) -> Casts {
        self.handles().map(|handle| ((handle.id)(), handle.cast)).collect()
    }

    /// The inner names of the types that authors have a name for.
    pub(crate) fn things(&self) -> Vec<&'static str> {
        self.handles().map(|handle| (handle.name)()).collect()
    }

    fn handles(&self) -> impl Iterator<Item = &HandleType> {
        self.words.iter().flat_map(|words| &words.handles)
    }

    /// Teaches an engine all of it; `guards` go between what the language brings along and our own.
    pub(crate) fn install(&self, engine: &mut Engine, guards: Module) {
        let [standard, ours @ ..] = &self.basics;
        engine.register_global_module(standard.clone());
        engine.register_global_module(guards.into());
        for module in ours {
            engine.register_global_module(module.clone());
        }
        for words in &self.words {
            if words.name.is_empty() {
                engine.register_global_module(words.functions.clone());
            } else {
                engine.register_static_module(&words.name, words.functions.clone());
            }
            engine.register_global_module(words.methods.clone());
        }
    }
}

impl From<Namespace> for Words {
    fn from(namespace: Namespace) -> Self {
        let Namespace { name, summary, functions, methods, handles, options, pages } = namespace;
        let (functions, methods) = (functions().into(), methods().into());
        Self {
            name: name.into(),
            functions,
            methods,
            handles: handles.to_vec(),
            summary: summary.into(),
            options: options.to_vec(),
            pages,
        }
    }
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl fmt::Debug for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Extension({:?})", self.name)
    }
}
