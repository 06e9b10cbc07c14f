//! What a library's file offers of other files: `export import "./names" as names`.

use crate::engine::reference::entry::{ConstantDoc, ExampleDoc, FunctionDoc, ModuleDoc};
use crate::engine::source::reexports::imports;
use crate::engine::world::module_ids::module_id;
use rhai::AST;

/// A file that another one offers as its own.
pub(super) struct Reexport {
    /// What it is called there.
    name: String,
    /// The file, or the name in the standard library.
    pub(super) id: String,
}

/// What a file offers of others.
pub(super) fn of(ast: &AST, source: &str, file: &str) -> Vec<Reexport> {
    let exported = imports(ast, source).into_iter().filter(|import| import.is_exported);
    exported
        .filter_map(|import| {
            let id = module_id(file, import.path?).ok()?;
            Some(Reexport { name: import.name.into(), id })
        })
        .collect()
}

/// Adds to each file what it offers of others; `facades` has the number of each with its re-exports. A file that offers what
/// another offers of a third has it as well.
pub(super) fn add(modules: &mut [ModuleDoc], facades: &[(usize, Vec<Reexport>)]) {
    for _ in facades.iter().filter(|(_, reexports)| !reexports.is_empty()) {
        let before: usize = modules.iter().map(|module| module.functions.len()).sum();
        for (number, reexports) in facades {
            reexports.iter().for_each(|reexport| add_one(modules, *number, reexport));
        }
        if before == modules.iter().map(|module| module.functions.len()).sum::<usize>() {
            return;
        }
    }
}

fn add_one(modules: &mut [ModuleDoc], facade: usize, reexport: &Reexport) {
    let is_it = |module: &&ModuleDoc| module.file == reexport.id || module.name == reexport.id;
    let Some(inner) = modules.iter().find(is_it).cloned() else { return };
    let outer = &mut modules[facade];
    let namespace = format!("{}::{}", outer.alias, reexport.name);
    for function in inner.functions {
        let function = moved(function, &inner.alias, &namespace);
        if !outer.functions.iter().any(|known| known.signature == function.signature) {
            outer.functions.push(function);
        }
    }
    for constant in inner.constants {
        let name = format!("{}::{}", reexport.name, constant.name);
        if !outer.constants.iter().any(|known| known.name == name) {
            outer.constants.push(ConstantDoc { name, ..constant });
        }
    }
}

/// A function as it is called through another file.
fn moved(function: FunctionDoc, alias: &str, namespace: &str) -> FunctionDoc {
    let inside = function.namespace.strip_prefix(alias).unwrap_or_default();
    let signature = function.signature.strip_prefix(alias).unwrap_or(&function.signature);
    let signature = format!("{namespace}{signature}");
    let example = |example: ExampleDoc| ExampleDoc {
        code: through(&example.code, alias, namespace),
        whole: example.whole.map(|whole| through(&whole, alias, namespace)),
        ..example
    };
    let examples = function.examples.into_iter().map(example).collect();
    FunctionDoc { namespace: format!("{namespace}{inside}"), signature, examples, ..function }
}

/// A text whose calls go through another namespace.
fn through(text: &str, alias: &str, namespace: &str) -> String {
    let call = format!("{alias}::");
    let mut parts = text.split(&call);
    let mut changed = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let is_other = changed.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':'));
        let call = if is_other { call.clone() } else { format!("{namespace}::") };
        changed.extend([call.as_str(), part]);
    }
    changed
}
