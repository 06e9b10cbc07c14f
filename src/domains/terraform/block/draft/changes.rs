//! What a recipe changes in blocks that are already there, such as those that a library made.

use super::{Block, Change, Draft, Overlay, Root, offered};
use crate::diag::{Diagnostic, Place, suggest, words};
use crate::domains::terraform::block::kind::BlockKind;
use crate::value::{Map, Path, Value, merge::merge};

impl Root {
    /// Lays `over` on what is declared at `address`: maps join, all else is replaced, a null removes its argument.
    ///
    /// # Errors
    /// When nothing is declared there, or the root is already emitted.
    pub(crate) fn lay_over(
        &self,
        address: &str,
        over: Value,
        place: Place,
    ) -> Result<(), Diagnostic> {
        let mut draft = self.draft();
        let number = draft.declared_at(address, &place)?;
        let over = draft.blocks[number].over(address, over)?;
        let keys = words::list(over.keys(), "and");
        let subject = format!("{} has other values: {keys}", show(&draft.blocks[number], address));
        draft.note(number, address, subject, &place);
        draft.blocks[number].lay(over, place);
        Ok(())
    }

    /// Takes out what is declared at `address`.
    ///
    /// # Errors
    /// When nothing is declared there, or the root is already emitted.
    pub(crate) fn remove(&self, address: &str, place: Place) -> Result<(), Diagnostic> {
        let mut draft = self.draft();
        let number = draft.declared_at(address, &place)?;
        let subject = format!("{} is left out", show(&draft.blocks[number], address));
        draft.note(number, address, subject, &place);
        let block = &mut draft.blocks[number];
        if let Some(name) = local(block, address) {
            block.body.remove(name);
        }
        if block.kind != BlockKind::Locals || block.body.is_empty() {
            draft.blocks.remove(number);
        }
        Ok(())
    }
}

impl Draft {
    /// The number of the block that declares `address`.
    fn declared_at(&self, address: &str, place: &Place) -> Result<usize, Diagnostic> {
        self.refuse_late(place)?;
        let declares = |block: &Block| addresses(block).iter().any(|own| own == address);
        self.blocks.iter().position(declares).ok_or_else(|| self.undeclared(address))
    }

    fn undeclared(&self, address: &str) -> Diagnostic {
        let all: Vec<String> = self.blocks.iter().flat_map(addresses).collect();
        let inside = all.iter().find(|own| {
            address.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']))
        });
        let hint = match inside {
            Some(whole) => format!("pass the whole block: `{whole}`"),
            None => suggest::did_you_mean(address, all.iter().map(String::as_str)).unwrap_or_else(
                || "pass what `tf.resource(...)` returned, or the address of a block".into(),
            ),
        };
        Diagnostic::error("undeclared-block", format!("`{}` declares no `{address}`", self.folder))
            .hint(hint.as_str())
    }

    fn note(&mut self, number: usize, address: &str, subject: String, place: &Place) {
        let file = self.file_of(&self.blocks[number]);
        let (address, place) = (address.to_string(), place.clone());
        self.changes.push(Change { subject, file: file.into(), address, place });
    }
}

impl Block {
    /// What is laid over the body: of a value in `locals` it is the entry.
    fn over(&self, address: &str, over: Value) -> Result<Map, Diagnostic> {
        if let Some(name) = local(self, address) {
            return Ok(Map::from([(name, over)]));
        }
        match over.into_bare() {
            Value::Map(over) => Ok(over),
            other => Err(Diagnostic::error(
                "wrong-type",
                format!("the arguments of a block are a map, not {}", other.kind()),
            )
            .hint("write `#{ argument: value }`")),
        }
    }

    fn lay(&mut self, over: Map, place: Place) {
        let body = Value::Map(std::mem::take(&mut self.body));
        if let Value::Map(body) = merge(body, Value::Map(over.clone())) {
            self.body = body;
        }
        self.overlays.push(Overlay { place, body: over });
    }

    /// What the recipe passed as what is at `path`, and the call that it passed it to.
    pub(crate) fn passed(&self, path: &Path) -> (Place, Value) {
        let says = |overlay: &&Overlay| {
            path.0.first().is_some_and(|_| path.find(&Value::Map(overlay.body.clone())).is_some())
        };
        match self.overlays.iter().rev().find(says) {
            Some(overlay) => (overlay.place.clone(), Value::Map(overlay.body.clone())),
            None => (self.place.clone(), Value::Map(self.body.clone())),
        }
    }
}

/// The addresses of what a block declares: `aws_lb.public`, `data.aws_ami.debian`, `var.region`.
pub(crate) fn addresses(block: &Block) -> Vec<String> {
    if block.kind == BlockKind::Check || block.is_override() {
        return Vec::new();
    }
    if matches!(block.kind, BlockKind::Output | BlockKind::Provider) {
        let alias = block.body.get("alias").and_then(Value::as_str);
        let names = block.labels.iter().map(String::as_str).chain(alias);
        return vec![std::iter::once(block.kind.word()).chain(names).collect::<Vec<_>>().join(".")];
    }
    let address = |(noun, name): (&str, String)| match noun {
        "variable" => format!("var.{name}"),
        "data source" => format!("data.{name}"),
        "ephemeral resource" => format!("ephemeral.{name}"),
        "resource" => name,
        noun => format!("{noun}.{name}"),
    };
    offered(block).into_iter().map(address).collect()
}

/// The name in `locals` that an address means.
fn local<'a>(block: &Block, address: &'a str) -> Option<&'a str> {
    address.strip_prefix("local.").filter(|_| block.kind == BlockKind::Locals)
}

fn show(block: &Block, address: &str) -> String {
    if block.kind == BlockKind::Locals { format!("`{address}`") } else { block.to_string() }
}
