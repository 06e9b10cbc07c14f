//! The recipe files of a run: their texts, their map literals, and which closure came from where.

use super::key_order::Orders;
use super::lexing::position::point;
use crate::diag::{Place, Point};
use crate::value::Key;
use rhai::{AST, ASTNode, Expr, Stmt};
use std::collections::BTreeMap;

/// Everything read as source in a run.
#[derive(Default)]
pub(crate) struct Sources {
    files: BTreeMap<String, Source>,
    /// The closures by their internal names; an error inside a closure that was handed to another
    /// module names that module instead of the file that wrote it.
    closures: BTreeMap<String, Closure>,
    /// The files whose lines are in a session: from which line on, and which file.
    loaded: Vec<Loaded>,
    /// In which order the author wrote the keys of maps.
    pub(crate) orders: Orders,
}

#[derive(Default)]
struct Source {
    text: String,
    literals: Vec<Literal>,
    functions: Vec<Exported>,
    /// What the file imports: the name behind `as`, the path, and the line.
    imports: Vec<(String, String, u32)>,
}

/// A file that was loaded into a session.
#[derive(Clone)]
pub(crate) struct Loaded {
    pub(crate) file: String,
    /// Its first line in the session, and how many there are.
    pub(crate) first: u32,
    pub(crate) lines: u32,
}

impl Loaded {
    /// The line of the file that a line of the session comes from.
    pub(crate) fn line(&self, line: u32) -> Option<u32> {
        (self.first..self.first + self.lines).contains(&line).then(|| line - self.first + 1)
    }
}

/// A closure as it was written.
pub(crate) struct Closure {
    pub(crate) file: String,
    /// How many values it takes.
    pub(crate) parameters: usize,
}

/// A function of a recipe file.
#[derive(Clone)]
pub(crate) struct Exported {
    pub(crate) name: String,
    pub(crate) parameters: Vec<String>,
    pub(crate) is_private: bool,
}

/// What a file has to offer to those who import it.
pub(crate) struct Exports {
    pub(crate) file: String,
    pub(crate) functions: Vec<Exported>,
}

/// A map literal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Literal {
    /// Its keys in the author's order.
    pub(crate) keys: Vec<Key>,
    /// Whether one of its values is chosen: it is no data itself, and its order means nothing.
    pub(crate) is_choice: bool,
}

impl Sources {
    /// Keeps a file that was read, whether or not it parses.
    pub(crate) fn add_text(&mut self, file: &str, text: &str) {
        self.files.insert(file.into(), Source { text: text.into(), ..Source::default() });
    }

    /// Keeps what parsing the file showed.
    pub(crate) fn add_parsed(&mut self, file: &str, literals: &[Literal], ast: &AST) {
        for literal in literals.iter().filter(|literal| !literal.is_choice) {
            self.orders.learn(literal.keys.iter());
        }
        self.add_closures(file, ast);
        if let Some(source) = self.files.get_mut(file) {
            source.literals = literals.to_vec();
            source.functions = functions(ast);
            source.imports = imports(ast);
        }
    }

    /// Keeps which file the closures are in.
    pub(crate) fn add_closures(&mut self, file: &str, ast: &AST) {
        for definition in
            ast.iter_fn_def().filter(|definition| definition.name.starts_with("anon$"))
        {
            // What a closure takes along is passed in front of what it is given.
            let parameters = definition.params.len();
            self.closures
                .insert(definition.name.to_string(), Closure { file: file.into(), parameters });
        }
    }

    /// What the file offers that `importer` knows as `alias`.
    pub(crate) fn imported(&self, importer: &str, alias: &str) -> Option<Exports> {
        let (_, path, line) =
            self.files.get(importer)?.imports.iter().rfind(|(name, ..)| name == alias)?;
        let file =
            crate::engine::world::module_ids::module_id(self.written_in(importer, *line), path)
                .ok()?;
        let functions = self.files.get(&file)?.functions.clone();
        Some(Exports { file, functions })
    }

    /// The file that a line of `file` was written in: another one where a session has loaded it.
    pub(crate) fn written_in<'a>(&'a self, file: &'a str, line: u32) -> &'a str {
        let loaded = self
            .loaded
            .iter()
            .find(|loaded| file == crate::engine::session::SESSION && loaded.line(line).is_some());
        loaded.map_or(file, |loaded| loaded.file.as_str())
    }

    /// Takes note of the files that a session has loaded.
    pub(crate) fn load(&mut self, loaded: Vec<Loaded>) {
        self.loaded = loaded;
    }

    /// The names that a file gives its imports.
    pub(crate) fn aliases(&self, file: &str) -> impl Iterator<Item = &str> {
        self.files
            .get(file)
            .into_iter()
            .flat_map(|source| &source.imports)
            .map(|(name, ..)| name.as_str())
    }

    /// The closure with this internal name.
    pub(crate) fn closure(&self, name: &str) -> Option<&Closure> {
        self.closures.get(name)
    }

    /// The file that wrote the closure with this internal name.
    pub(crate) fn closure_file(&self, name: &str) -> Option<&str> {
        self.closures.get(name).map(|closure| closure.file.as_str())
    }

    /// The keys of the map literals of a file.
    pub(crate) fn keys_of(&self, file: &str) -> Vec<Key> {
        let literals = self.files.get(file).into_iter().flat_map(|source| &source.literals);
        literals.flat_map(|literal| literal.keys.iter().cloned()).collect()
    }

    /// The keys of all maps that were seen, in files and in data.
    pub(crate) fn keys(&self) -> Vec<Key> {
        let written = self
            .files
            .values()
            .flat_map(|source| &source.literals)
            .flat_map(|literal| &literal.keys);
        written.chain(self.orders.keys()).cloned().collect()
    }

    /// The line that a place is in.
    pub(crate) fn line(&self, place: &Place) -> Option<String> {
        self.files
            .get(&place.file)?
            .text
            .lines()
            .nth(place.start.line as usize - 1)
            .map(String::from)
    }

    /// The name that a place means which the engine puts at the dot in front of it.
    pub(crate) fn behind_dot(&self, place: Place) -> Place {
        let rest = self.rest_of_line(&place).unwrap_or_default();
        let dot = if rest.starts_with("?.") {
            2
        } else {
            u32::from(rest.starts_with('.') && !rest.starts_with(".."))
        };
        if dot == 0 || place.end.is_some() {
            return place;
        }
        let start = Point { column: place.start.column + dot, ..place.start };
        Place { start, ..place }
    }

    /// What is at a place, to the end of its line.
    pub(crate) fn rest_of_line(&self, place: &Place) -> Option<String> {
        let line = self.line(place)?;
        Some(line.chars().skip(place.start.column as usize - 1).collect())
    }

    /// A place where a word is written, in a file where it is: the language takes a closure that another file calls for
    /// one of that file.
    pub(crate) fn place_of(&self, word: &str, place: Place) -> Place {
        let is_there =
            |place: &Place| self.rest_of_line(place).is_some_and(|rest| rest.starts_with(word));
        if is_there(&place) {
            return place;
        }
        let mut others =
            self.files.keys().map(|file| Place { file: file.clone(), ..place.clone() });
        others.find(is_there).unwrap_or(place)
    }

    /// A place in a session as one in the file that was loaded there.
    pub(crate) fn place_in_file(&self, place: &mut Place) {
        if place.file != crate::engine::session::SESSION {
            return;
        }
        let found =
            self.loaded.iter().find_map(|loaded| Some((loaded, loaded.line(place.start.line)?)));
        if let Some((loaded, line)) = found {
            place.file.clone_from(&loaded.file);
            place.start.line = line;
            place.end =
                place.end.and_then(|end| Some(Point { line: loaded.line(end.line)?, ..end }));
        }
    }

    /// All texts by file name.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        self.files.iter().map(|(file, source)| (file.clone(), source.text.clone())).collect()
    }

    /// Takes all texts by file name, for showing the lines that a message speaks of. Places are still found.
    pub(crate) fn take_texts(&mut self) -> BTreeMap<String, String> {
        let texts = self.files.iter_mut();
        texts.map(|(file, source)| (file.clone(), std::mem::take(&mut source.text))).collect()
    }
}

fn functions(ast: &AST) -> Vec<Exported> {
    let named = ast.iter_fn_def().filter(|definition| !definition.name.contains('$'));
    let exported = |definition: &rhai::ScriptFuncDef| Exported {
        name: definition.name.to_string(),
        parameters: definition.params.iter().map(ToString::to_string).collect(),
        is_private: definition.access == rhai::FnAccess::Private,
    };
    named.map(|definition| exported(definition)).collect()
}

fn imports(ast: &AST) -> Vec<(String, String, u32)> {
    let mut imports = Vec::new();
    ast.walk(&mut |path| {
        if let Some(ASTNode::Stmt(Stmt::Import(parts, position))) = path.last()
            && let Expr::StringConstant(text, _) = &parts.0
        {
            let line = point(*position).map_or(1, |point| point.line);
            imports.push((parts.1.name.to_string(), text.to_string(), line));
        }
        true
    });
    imports
}
