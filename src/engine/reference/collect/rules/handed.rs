//! Options that a function hands on to another one as it was given them: `fn web(given) { service::web(given) }`.

use super::constants::{Constants, Written};
use super::{Rules, calls, of, shown};
use crate::engine::lint::tree::Body;
use crate::engine::reference::entry::OptionDoc;
use crate::engine::reference::text::{Parts, of_comments};
use rhai::{ASTNode, Expr, ScriptFuncDef};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A function of a file.
pub(crate) struct Definition<'a> {
    pub(crate) function: &'a ScriptFuncDef,
    pub(crate) body: &'a Body,
}

/// How many functions are followed, each handing its options on to the next.
const DEPTH: usize = 16;

/// A function by its file, its name, and how many parameters it has.
type Id = (String, String, usize);

/// The functions of all files, and the rules of those that were asked for.
pub(crate) struct Functions<'a> {
    constants: &'a Constants,
    all: BTreeMap<Id, Definition<'a>>,
    known: RefCell<BTreeMap<Id, Option<Rules>>>,
}

impl<'a> Functions<'a> {
    /// The functions of these files.
    pub(crate) fn new(
        constants: &'a Constants,
        files: impl Iterator<Item = (&'a str, Vec<Definition<'a>>)>,
    ) -> Self {
        let named = files.flat_map(|(file, definitions)| {
            definitions
                .into_iter()
                .map(move |definition| (id(file, definition.function), definition))
        });
        Self { constants, all: named.collect(), known: RefCell::default() }
    }

    /// The rules of the options that a function takes, or that it hands on.
    pub(crate) fn rules(&self, file: &str, function: &ScriptFuncDef) -> Option<Rules> {
        self.found(&id(file, function), DEPTH)
    }

    fn found(&self, id: &Id, left: usize) -> Option<Rules> {
        if let Some(known) = self.known.borrow().get(id) {
            return known.clone();
        }
        let definition = self.all.get(id)?;
        // A function that comes back to itself adds nothing.
        self.known.borrow_mut().insert(id.clone(), None);
        let own = of(self.constants, &id.0, definition.function, &definition.body.statements);
        let rules = own.or_else(|| self.handed(&id.0, definition, left.checked_sub(1)?));
        self.known.borrow_mut().insert(id.clone(), rules.clone());
        rules
    }

    /// The rules of the first function that is handed options which this one was given.
    fn handed(&self, file: &str, definition: &Definition<'_>, left: usize) -> Option<Rules> {
        handed_on(self.constants, file, definition).into_iter().find_map(|handed| {
            let inner = self.all.get(&handed.to)?.function;
            let rules = self.found(&handed.to, left)?;
            let is_same =
                inner.params.get(handed.at).is_some_and(|name| *name == rules.given.as_str());
            let prose =
                Parts::of(&of_comments(inner.comments.iter().map(|line| line.as_str()))).prose;
            is_same.then(|| Rules {
                options: handed.change(rules.docs(&prose).0),
                given: handed.given,
            })
        })
    }
}

fn id(file: &str, function: &ScriptFuncDef) -> Id {
    (file.into(), function.name.to_string(), function.params.len())
}

/// The files whose functions a function hands its options to, and those whose constants are among its rules.
pub(crate) fn files_of(
    constants: &Constants,
    file: &str,
    definition: &Definition<'_>,
) -> Vec<String> {
    let handed = handed_on(constants, file, definition).into_iter().map(|handed| handed.to.0);
    let mut files: Vec<String> = handed.collect();
    calls(&definition.body.statements, &mut |call| {
        if call.name == "options" && !call.is_qualified() {
            let spaces = call.args.iter().skip(1).flat_map(spaces);
            files.extend(spaces.filter_map(|space| constants.file_behind(file, &space)));
        }
    });
    files
}

/// The namespaces of the constants in an expression.
fn spaces(expr: &Expr) -> Vec<String> {
    let mut spaces = Vec::new();
    expr.walk(&mut Vec::new(), &mut |path| {
        if let Some(ASTNode::Expr(Expr::Variable(name, ..))) = path.last()
            && !name.2.is_empty()
        {
            spaces.push(name.2.to_string());
        }
        true
    });
    spaces
}

/// A parameter that is handed on.
struct Handed {
    given: String,
    to: Id,
    /// The number of the argument.
    at: usize,
    /// The options that are set: for good, or to a default.
    set: Vec<(String, Option<String>)>,
}

/// The calls in a function that hand one of its parameters on.
fn handed_on(constants: &Constants, file: &str, definition: &Definition<'_>) -> Vec<Handed> {
    let mut all = Vec::new();
    calls(&definition.body.statements, &mut |call| {
        let Some(target) = constants.file_behind(file, &call.namespace.to_string()) else { return };
        let to = (target, call.name.to_string(), call.args.len());
        for (at, argument) in call.args.iter().enumerate() {
            let mut handed = Handed { given: String::new(), to: to.clone(), at, set: Vec::new() };
            handed.look(Written { constants, file, expr: argument });
            if definition.function.params.iter().any(|name| *name == handed.given.as_str()) {
                all.push(handed);
            }
        }
    });
    all
}

impl Handed {
    /// Looks for a parameter in an argument: `given`, `#{ tier: "large" } + given`, `given << #{ tier: "large" }`.
    fn look(&mut self, argument: Written<'_>) {
        let call = match argument.expr {
            Expr::Variable(name, ..) if name.2.is_empty() => {
                self.given = name.1.to_string();
                return;
            }
            Expr::FnCall(call, _) => call,
            _ => return,
        };
        match (call.name.as_str(), call.args.as_slice()) {
            ("+" | "<<", [Expr::Map(entries, _), given]) => {
                let defaults = entries.0.iter().map(|(name, value)| {
                    (name.name.to_string(), Some(shown(argument.other(value))))
                });
                self.set.extend(defaults);
                self.look(argument.other(given));
            }
            (sign @ ("+" | "<<"), [given, Expr::Map(entries, _)]) => {
                // A map is laid over the one that was given, whose other keys stay.
                let whole = entries.0.iter().filter(|(_, value)| {
                    sign == "+" || !matches!(argument.other(value).meant().expr, Expr::Map(..))
                });
                self.set.extend(whole.map(|(name, _)| (name.name.to_string(), None)));
                self.look(argument.other(given));
            }
            _ => {}
        }
    }

    /// The options that are left, as the function that hands them on takes them.
    fn change(&self, mut options: Vec<OptionDoc>) -> Vec<OptionDoc> {
        for (name, default) in &self.set {
            match default {
                None => options.retain(|option| option.name != *name),
                Some(value) => {
                    for option in options.iter_mut().filter(|option| option.name == *name) {
                        option.required = false;
                        option.default = Some(value.clone());
                    }
                }
            }
        }
        options
    }
}
