//! Looking something up by what a person types: a namespace, a function, a type, a method, an option, a module.

use super::entry::{
    ConstantDoc, FunctionDoc, ModuleDoc, NamespaceDoc, OptionDoc, PropertyDoc, Reference, TypeDoc,
};
use crate::diag::suggest;

/// Something that has a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Entry<'a> {
    /// All of a namespace.
    Namespace(&'a NamespaceDoc),
    /// A form of a function or of a method.
    Function(&'a FunctionDoc),
    /// A type with its properties and methods.
    Type(&'a TypeDoc),
    /// A property of a type.
    Property(&'a TypeDoc, &'a PropertyDoc),
    /// A key of an option map.
    Option(&'a FunctionDoc, &'a OptionDoc),
    /// A constant of the language or of a module.
    Constant(&'a ConstantDoc),
    /// A file that can be imported.
    Module(&'a ModuleDoc),
}

impl Reference {
    /// Native functions and those of modules.
    pub fn all_functions(&self) -> impl Iterator<Item = &FunctionDoc> {
        self.functions.iter().chain(self.modules.iter().flat_map(|module| &module.functions))
    }

    /// The methods of a type.
    pub fn methods<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a FunctionDoc> {
        self.functions.iter().filter(move |function| function.receiver == name)
    }

    /// What has this name: the most general kind first; nothing when there is none.
    ///
    /// `terraform`, `terraform::root`, `root`, `environment`, `environment.region`, `array.sort_by`, `.sort_by`,
    /// `emit.header`, `std/web`, `./lib/web` and `lib/web.rhai` are all names.
    pub fn find<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        let name = name.trim().trim_end_matches("()");
        let looks = [
            Self::whole,
            Self::own_modules,
            Self::inside,
            Self::members_called,
            Self::options_called,
            Self::modules_ending,
        ];
        looks
            .iter()
            .map(|look| look(self, name))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// Namespaces, types, words, modules and functions of this full name.
    fn whole<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        let module = |module: &&ModuleDoc| {
            [module.name.as_str(), module.file.as_str(), module.name.trim_start_matches("./")]
                .contains(&name)
        };
        let function =
            |function: &&FunctionDoc| function.receiver.is_empty() && function.full_name() == name;
        (self.namespaces.iter().filter(|namespace| namespace.name == name).map(Entry::Namespace))
            .chain(self.types.iter().filter(|kind| kind.name == name).map(Entry::Type))
            .chain(
                self.constants.iter().filter(|constant| constant.name == name).map(Entry::Constant),
            )
            .chain(self.modules.iter().filter(module).map(Entry::Module))
            .chain(self.all_functions().filter(function).map(Entry::Function))
            .chain(
                self.constants_of_modules()
                    .filter(|(full, _)| full == name)
                    .map(|(_, constant)| Entry::Constant(constant)),
            )
            .collect()
    }

    /// The constants of modules, each with the name by which others know it: `names::TEAMS`.
    fn constants_of_modules(&self) -> impl Iterator<Item = (String, &ConstantDoc)> {
        self.modules.iter().flat_map(|module| {
            let full = |constant: &ConstantDoc| format!("{}::{}", module.alias, constant.name);
            module.constants.iter().map(move |constant| (full(constant), constant))
        })
    }

    /// The files of the project that are imported as this.
    fn own_modules<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        let own = self.modules.iter().filter(|module| !module.file.is_empty());
        own.filter(|module| module.alias == name).map(Entry::Module).collect()
    }

    /// A method or a property behind its type, an option behind its function: `environment.region`.
    fn inside<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        let Some((owner, member)) = name.rsplit_once('.').filter(|(owner, _)| !owner.is_empty())
        else {
            return Vec::new();
        };
        let methods =
            self.methods(owner).filter(|method| method.name == member).map(Entry::Function);
        let kinds = self.types.iter().filter(|kind| kind.name == owner);
        let properties =
            kinds.flat_map(|kind| kind.properties.iter().map(move |property| (kind, property)));
        let properties = properties.filter(|(_, property)| property.name == member);
        let of_function = self
            .all_functions()
            .filter(|function| function.full_name() == owner || function.name == owner);
        let options = options_of(of_function).filter(|(_, option)| option.name == member);
        let options = each_once(options.collect());
        methods
            .chain(properties.map(|(kind, property)| Entry::Property(kind, property)))
            .chain(options)
            .collect()
    }

    /// Functions in namespaces, methods, properties and constants that end in this: `root`, `.sort_by`.
    fn members_called<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        let bare = name.trim_start_matches('.');
        let functions =
            self.all_functions().filter(|function| function.name == bare).map(Entry::Function);
        let properties = self
            .types
            .iter()
            .flat_map(|kind| kind.properties.iter().map(move |property| (kind, property)));
        let properties = properties
            .filter(|(_, property)| property.name == bare)
            .map(|(kind, property)| Entry::Property(kind, property));
        let constants = self
            .modules
            .iter()
            .flat_map(|module| &module.constants)
            .filter(|constant| constant.name == bare);
        functions.chain(properties).chain(constants.map(Entry::Constant)).collect()
    }

    fn options_called<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        each_once(
            options_of(self.all_functions()).filter(|(_, option)| option.name == name).collect(),
        )
    }

    fn modules_ending<'a>(&'a self, name: &'a str) -> Vec<Entry<'a>> {
        self.modules.iter().filter(|module| module.alias == name).map(Entry::Module).collect()
    }

    /// All that can be looked up, each once, sorted.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = (self
            .namespaces
            .iter()
            .map(|namespace| namespace.name.clone()))
        .chain(self.types.iter().map(|kind| kind.name.clone()))
        .chain(self.constants.iter().map(|constant| constant.name.clone()))
        .chain(self.modules.iter().map(|module| module.name.clone()))
        .chain(
            self.all_functions()
                .filter(|function| is_word(&function.name))
                .map(FunctionDoc::full_name),
        )
        .chain(self.constants_of_modules().map(|(full, _)| full))
        .chain(self.types.iter().flat_map(|kind| {
            kind.properties.iter().map(|property| format!("{}.{}", kind.name, property.name))
        }))
        .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The names similar to one that does not exist, the most similar first.
    pub fn near(&self, name: &str) -> Vec<String> {
        let (names, bare) = (self.names(), name.trim_start_matches('.'));
        let last = |full: &str| full.rsplit(['.', ':', '/']).next().unwrap_or(full).to_string();
        let lasts: Vec<String> = names.iter().map(|full| last(full)).collect();
        let options: Vec<String> =
            options_of(self.all_functions()).map(|(_, option)| option.name.clone()).collect();
        let whole = suggest::nearest(bare, names.iter().map(String::as_str)).map(String::from);
        let ending = suggest::nearest(&last(bare), lasts.iter().map(String::as_str));
        let endings = names
            .iter()
            .filter(|full| ending.is_some_and(|ending| last(full) == ending))
            .take(4)
            .cloned();
        let option = suggest::nearest(bare, options.iter().map(String::as_str)).map(String::from);
        let containing =
            names.iter().filter(|full| bare.len() > 2 && full.contains(bare)).take(4).cloned();
        let mut near: Vec<String> = Vec::new();
        for name in whole.into_iter().chain(endings).chain(option).chain(containing) {
            if !near.contains(&name) {
                near.push(name);
            }
        }
        near
    }
}

impl FunctionDoc {
    /// What it is looked up by: `terraform::root`, `array.sort_by`, `emit`.
    pub fn full_name(&self) -> String {
        match (self.namespace.as_str(), self.receiver.as_str()) {
            ("", "") => self.name.clone(),
            ("", receiver) => format!("{receiver}.{}", self.name),
            (namespace, _) => format!("{namespace}::{}", self.name),
        }
    }
}

fn is_word(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_') && !name.contains('$')
}

fn options_of<'a>(
    functions: impl Iterator<Item = &'a FunctionDoc>,
) -> impl Iterator<Item = (&'a FunctionDoc, &'a OptionDoc)> {
    functions.flat_map(|function| function.options.iter().map(move |option| (function, option)))
}

/// Forms of a function have their options in common.
fn each_once<'a>(found: Vec<(&'a FunctionDoc, &'a OptionDoc)>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    for (function, option) in found {
        let is_known =
            entries.iter().any(|entry| matches!(entry, Entry::Option(known, same) if *same == option && known.name == function.name));
        if !is_known {
            entries.push(Entry::Option(function, option));
        }
    }
    entries
}
