//! What a root adds to the graph of a run: what its blocks declare and refer to, its state and its secrets.

use super::state;
use crate::domains::terraform::block::draft::{Block, Draft, Root, home, offered};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::node_kinds::{OUTPUT, PROVIDER, ROOT, STATE, referenced};
use crate::domains::terraform::block::reference_sites::{self, ReferenceSite};
use crate::domains::terraform::check::provider_schema;
use crate::domains::terraform::lower::expression::BlockEntries;
use crate::engine::{Around, unchecked};
use crate::model::NoticeKind;
use crate::model::graph::{
    ENVIRONMENT_VARIABLE, Lazy, Link, Links, NameIn, NodeId, NodeName, Passed, Relation, Site,
};
use crate::secrets::terraform_name;
use crate::value::{Path, Step, Trail, Value};

/// The entries of a root.
pub(crate) struct Entries<'a> {
    around: &'a Around<'a>,
    draft: &'a Draft,
    /// The folder of the root, which knows its names.
    home: String,
    root: NodeId,
    /// Those of its blocks.
    pub(crate) blocks: Vec<Links<'a>>,
}

impl<'a> Entries<'a> {
    /// The entries of a root before there are any.
    pub(crate) fn open(root: &Root, draft: &'a Draft, around: &'a Around<'a>) -> Self {
        let (home, links) = (home(draft, around), around.links());
        let name = NodeName::new(&ROOT, NameIn::Global, &home);
        let id = links.define(name, links.at(&Trail::ROOT));
        let root = root.clone();
        let source = Lazy::new(move |number, path| {
            let (call, value) = root.draft().blocks[number].passed(&path);
            Passed { call, value, path }
        });
        let block = |(number, block): (usize, &Block)| {
            let (file, source) = (draft.file_of(block), source.part(number));
            links.document(&file, &address(block), Some(id), &block.place, source)
        };
        let blocks = draft.blocks.iter().enumerate().map(block).collect();
        Self { around, draft, home, root: id, blocks }
    }

    /// Those of one of its blocks.
    pub(crate) fn block(&self, number: usize) -> BlockEntries<'_> {
        BlockEntries { around: self.around, links: self.blocks[number], home: &self.home }
    }

    /// Adds what the blocks declare and refer to, and what the root reads.
    pub(crate) fn link(&self, found: &[ReferenceSite]) {
        for (block, links) in self.draft.blocks.iter().zip(&self.blocks) {
            self.declare(block, *links);
            self.unchecked(block, *links);
        }
        for ReferenceSite { block, path, address } in found {
            if let Some((noun, name)) = reference_sites::target(address) {
                let links = self.blocks[*block];
                let link = Link::new(Relation::Refers, self.named(noun, &name)).required();
                links.link(link, links.at_path(path));
            }
        }
        self.secrets();
        self.changes();
    }

    /// What the recipe changed in blocks that were there.
    fn changes(&self) {
        for change in &self.draft.changes {
            let path = change.address.split('.').fold(Path::root(), |path, part| path.key(part));
            let (lazy, place) = (Lazy::default(), &change.place);
            let links =
                self.around.links().document(&change.file, &path, Some(self.root), place, lazy);
            links.notice(NoticeKind::Changed, &change.subject, links.at(&Trail::ROOT));
        }
    }

    fn named<'n>(&'n self, noun: &str, name: &'n str) -> NodeName<'n> {
        NodeName::new(referenced(noun), NameIn::Folder(&self.home), name)
    }

    fn declare(&self, block: &Block, links: Links<'_>) {
        let whole = links.at(&Trail::ROOT);
        for (noun, name) in offered(block) {
            links.define(self.named(noun, &name), site(block, &name, links));
        }
        let own = match block.kind {
            BlockKind::Output => Some(&OUTPUT),
            BlockKind::Provider => Some(&PROVIDER),
            _ => None,
        };
        if let Some(kind) = own {
            let alias = block.body.get("alias").and_then(Value::as_str);
            let names = block.labels.iter().map(String::as_str).chain(alias);
            let name = names.collect::<Vec<_>>().join(".");
            links.define(NodeName::new(kind, NameIn::Folder(&self.home), &name), whole);
        }
        if matches!(block.kind, BlockKind::Backend | BlockKind::Cloud)
            && let Some(state) = state::kept(block, self.draft)
        {
            let state = NodeName::new(&STATE, NameIn::Global, &state);
            links.link(Link::new(Relation::Claims, state), whole);
        }
    }

    fn unchecked(&self, block: &Block, links: Links<'_>) {
        let whole = links.at(&Trail::ROOT);
        if let Some(reason) = &block.unchecked {
            links.notice(NoticeKind::Unchecked, reason, whole);
        }
        block.body.visit(&mut |value, trail| unchecked::notice(value, trail, links));
        if let Some(provider) = provider_schema::unknown_provider(block, self.around.run) {
            links.notice(NoticeKind::Unknown, provider, whole);
        }
    }

    /// The variables that Terraform takes the secrets of the root from.
    fn secrets(&self) {
        let (Draft { files, .. }, around) = (self.draft, self.around);
        let (root, lazy) = (Path::root(), Lazy::default());
        let links =
            around.links().document(&files.variable, &root, Some(self.root), around.place, lazy);
        for secret in self.draft.secrets() {
            let name = terraform_name(&around.declared(&secret));
            let at = links.at(&Trail::ROOT.key("variable").key(&name));
            links.define(self.named("variable", &name), at);
            around.secret_at(&secret, None, (links, at), true);
            let variable = format!("TF_VAR_{name}");
            let variable = NodeName::new(&ENVIRONMENT_VARIABLE, NameIn::Global, &variable);
            links.link(Link::new(Relation::Reads, variable), at);
        }
    }
}

/// The path of a block in its root: `resource.aws_vpc.main`.
fn address(block: &Block) -> Path {
    let labels = block.labels.iter().map(String::as_str);
    Path(
        std::iter::once(block.kind.word()).chain(labels).map(|key| Step::Key(key.into())).collect(),
    )
}

/// Where a block declares a name.
fn site(block: &Block, name: &str, links: Links<'_>) -> Site {
    let root = Path::root();
    links.at_path(&match (block.kind, name.split_once('.')) {
        (BlockKind::Locals, _) => root.key(name),
        (BlockKind::Check, Some((kind, name))) => root.key("data").key(kind).key(name),
        _ => root,
    })
}
