//! What the constants of recipe files are, as far as that can be read without running them.

use crate::engine::world::module_ids::module_id;
use rhai::{AST, ASTNode, Dynamic, Expr, FnCallExpr, Stmt};
use std::collections::BTreeMap;

/// How far constants are followed that name other constants.
const DEPTH: usize = 16;

/// The constants of all files, and how the files call each other.
#[derive(Default)]
pub(crate) struct Constants {
    files: BTreeMap<String, File>,
}

#[derive(Default)]
struct File {
    constants: BTreeMap<String, Expr>,
    /// The file behind each import's name.
    imports: BTreeMap<String, String>,
}

/// An expression, and the file that it is in: names mean something there.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    pub(crate) constants: &'a Constants,
    pub(crate) file: &'a str,
    pub(crate) expr: &'a Expr,
}

impl Constants {
    /// Takes note of a file.
    pub(crate) fn add(&mut self, file: &str, ast: &AST) {
        let known = self.files.entry(file.into()).or_default();
        for statement in ast.statements() {
            if let Stmt::Var(parts, ..) = statement {
                known.constants.insert(parts.0.name.to_string(), parts.1.clone());
            }
        }
        ast.walk(&mut |path| {
            if let Some(ASTNode::Stmt(Stmt::Import(parts, _))) = path.last()
                && let Expr::StringConstant(imported, _) = &parts.0
                && let Ok(id) = module_id(file, imported)
            {
                known.imports.insert(parts.1.name.to_string(), id);
            }
            true
        });
    }
}

impl Constants {
    /// The data that an expression of `file` is; none where only running would say.
    pub(crate) fn value_in(&self, file: &str, expr: &Expr) -> Option<Dynamic> {
        Written { constants: self, file, expr }.value()
    }

    /// The file whose functions are called by this namespace, `names` or `acme::names`; the file itself without one.
    pub(crate) fn file_behind(&self, file: &str, namespace: &str) -> Option<String> {
        let names = namespace.split("::").filter(|name| !name.is_empty());
        names.into_iter().try_fold(file.to_string(), |file, name| {
            self.files.get(&file)?.imports.get(name).cloned()
        })
    }
}

impl<'a> Written<'a> {
    /// Another expression of the same file.
    pub(crate) fn other(self, expr: &'a Expr) -> Self {
        Self { expr, ..self }
    }

    /// The expression that is meant: the value of a constant in its place.
    pub(crate) fn meant(self) -> Self {
        let mut meant = self;
        for _ in 0..DEPTH {
            let Expr::Variable(name, ..) = meant.expr else { break };
            let file = if name.2.is_empty() {
                Some((meant.file, meant.constants.files.get(meant.file)))
            } else {
                meant.imported(name.2.root())
            };
            let constant =
                file.and_then(|(id, file)| Some((id, file?.constants.get(name.1.as_str())?)));
            let Some((file, expr)) = constant else { break };
            meant = Self { file, expr, ..meant };
        }
        meant
    }

    fn imported(self, alias: &str) -> Option<(&'a str, Option<&'a File>)> {
        let id = self.constants.files.get(self.file)?.imports.get(alias)?;
        Some((id, self.constants.files.get(id)))
    }

    /// The data that it is; none where only running would say.
    pub(crate) fn value(self) -> Option<Dynamic> {
        let this = self.meant();
        if let Some(literal) = this.expr.get_literal_value(None) {
            return Some(literal);
        }
        match this.expr {
            Expr::Array(items, _) => {
                let items = items.iter().map(|item| this.other(item).value());
                items.collect::<Option<Vec<_>>>().map(Dynamic::from)
            }
            Expr::Map(entries, _) => {
                let entries = entries.0.iter();
                let entries = entries.map(|(key, value)| {
                    Some((key.name.as_str().into(), this.other(value).value()?))
                });
                entries.collect::<Option<rhai::Map>>().map(Dynamic::from)
            }
            Expr::Dot(..) => match this.chain().1.as_slice() {
                [Expr::MethodCall(call, _)] if call.name == "keys" => this.chain().0.keys(),
                [Expr::Property(name, _)] => this.chain().0.property(&name.2),
                _ => None,
            },
            _ => None,
        }
    }

    /// The keys of a map, in the author's order.
    fn keys(self) -> Option<Dynamic> {
        let Expr::Map(entries, _) = self.meant().expr else { return None };
        let keys = entries.0.iter().map(|(key, _)| Dynamic::from(key.name.to_string()));
        Some(keys.collect::<Vec<_>>().into())
    }

    fn property(self, name: &str) -> Option<Dynamic> {
        let this = self.meant();
        let Expr::Map(entries, _) = this.expr else { return None };
        let (_, value) = entries.0.iter().find(|(key, _)| key.name == name)?;
        this.other(value).value()
    }

    /// The entries of a map, or of maps that are joined by `+`, the last one of a name; none for anything else.
    pub(crate) fn entries(self) -> Option<Vec<(&'a str, Self)>> {
        let this = self.meant();
        match this.expr {
            Expr::Map(entries, _) => Some(
                entries.0.iter().map(|(key, value)| (key.as_str(), this.other(value))).collect(),
            ),
            Expr::FnCall(call, _) if call.op_token.is_some() && call.name == "+" => {
                let [first, last] = call.args.as_slice() else { return None };
                let last = this.other(last).entries()?;
                let mut entries = this.other(first).entries()?;
                entries.retain(|(name, _)| last.iter().all(|(other, _)| other != name));
                entries.extend(last);
                Some(entries)
            }
            _ => None,
        }
    }

    /// What is in front of the first dot, and what is behind each.
    pub(crate) fn chain(self) -> (Self, Vec<&'a Expr>) {
        let Expr::Dot(sides, ..) = self.expr else { return (self, Vec::new()) };
        let (mut links, mut rest) = (Vec::new(), &sides.rhs);
        while let Expr::Dot(sides, ..) = rest {
            links.push(&sides.lhs);
            rest = &sides.rhs;
        }
        links.push(rest);
        (self.other(&sides.lhs), links)
    }

    /// The call that it is, of a function by its bare name.
    pub(crate) fn call(self) -> Option<&'a FnCallExpr> {
        match self.expr {
            Expr::FnCall(call, _) if !call.is_qualified() => Some(call),
            _ => None,
        }
    }
}
