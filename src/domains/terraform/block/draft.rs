//! A Terraform root or module while a recipe writes it.

pub(crate) mod changes;

use super::kind::BlockKind;
use super::root_options::{Files, Order, RootOptions};
use crate::diag::{Diagnostic, Place};
use crate::engine::handle::already_emitted;
use crate::engine::{Around, Run};
use crate::secrets::{Secret, terraform_name};
use crate::value::{Hole, Map, Text, Value};
use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A root or a module as recipes hold it: every copy is the same one.
#[derive(Clone, Debug)]
pub(crate) struct Root {
    pub(crate) draft: Arc<Mutex<Draft>>,
    /// The file that what is added goes to, where the kinds of blocks don't say it.
    file: Option<Arc<str>>,
    /// The section of its file that what is added is in.
    section: Option<Arc<str>>,
}

/// What has been written so far.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    /// Its name: an environment's, or the recipe's own.
    pub(crate) name: String,
    /// Its folder, from the output root, without a `/` at the end.
    pub(crate) folder: String,
    pub(crate) required_version: Option<String>,
    pub(crate) files: Files,
    pub(crate) order: Order,
    pub(crate) blocks: Vec<Block>,
    /// What was changed in blocks that were there.
    pub(crate) changes: Vec<Change>,
    /// Comment lines for the next block.
    pub(crate) comment: Vec<String>,
    /// Where it was emitted; nothing can be added after that.
    pub(crate) emitted: Option<Place>,
}

/// A block that the recipe asked for.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// The file it goes to, where its kind doesn't say it, and the section it is in.
    pub(crate) file: Option<Arc<str>>,
    pub(crate) section: Option<Arc<str>>,
    /// `["hcloud_server", "web"]`
    pub(crate) labels: Vec<String>,
    pub(crate) body: Map,
    /// What was laid over its arguments later, which `body` has already.
    pub(crate) overlays: Vec<Overlay>,
    pub(crate) above: Vec<String>,
    /// Why nothing in it is checked, where its author asks for that.
    pub(crate) unchecked: Option<Arc<str>>,
    /// The module that it calls, where that is one of the recipe's.
    pub(crate) module: Option<Root>,
    /// The call that asked for it.
    pub(crate) place: Place,
}

/// A change that was made.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// What was changed, and how: ``the resource `aws_lb.public`: `internal` ``.
    pub(crate) subject: String,
    /// The file that it is in.
    pub(crate) file: String,
    /// The address of the block.
    pub(crate) address: String,
    /// The call that changed it.
    pub(crate) place: Place,
}

/// Arguments that were laid over those of a block.
#[derive(Clone, Debug)]
pub(crate) struct Overlay {
    place: Place,
    body: Map,
}

impl Root {
    /// A root in `folder`, unless the options say another one.
    pub(crate) fn new(name: &str, folder: String, options: RootOptions) -> Self {
        let folder = options.path.unwrap_or(folder).trim_end_matches('/').to_string();
        let RootOptions { required_version, files, order, .. } = options;
        let (name, blocks, comment) = (name.into(), Vec::new(), Vec::new());
        let (changes, emitted) = (Vec::new(), None);
        let draft = Draft {
            name,
            folder,
            required_version,
            files,
            order,
            blocks,
            changes,
            comment,
            emitted,
        };
        Self { draft: Arc::new(Mutex::new(draft)), file: None, section: None }
    }

    /// The same root; what is added through this handle goes to `file`.
    pub(crate) fn in_file(&self, file: &str) -> Self {
        Self { file: Some(file.into()), ..self.clone() }
    }

    /// The same root; what is added through this handle is in a section of its file.
    pub(crate) fn in_section(&self, title: &str) -> Self {
        Self { section: Some(title.into()), ..self.clone() }
    }

    /// Whether what is added through this handle is laid over what the root declares.
    pub(crate) fn is_override(&self) -> bool {
        self.file.as_deref().is_some_and(is_override_file)
    }

    /// What has been written so far.
    pub(crate) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a block, with the comment that was waiting for it.
    pub(crate) fn add(&self, mut block: Block) -> Result<(), Diagnostic> {
        let mut draft = self.draft();
        draft.refuse_late(&block.place)?;
        block.file = self.file_for(&block)?;
        draft.refuse_twice(&block)?;
        block.section.clone_from(&self.section);
        block.above = std::mem::take(&mut draft.comment);
        draft.blocks.push(block);
        Ok(())
    }

    /// The file that a block goes to because of this handle.
    fn file_for(&self, block: &Block) -> Result<Option<Arc<str>>, Diagnostic> {
        let Some(file) = &self.file else { return Ok(None) };
        let is_override = is_override_file(file);
        if is_override && !block.kind.can_override() {
            let problem = format!("{block} can't be in `{file}`: it has nothing to override");
            return Err(Diagnostic::error("invalid-override", problem)
                .at(block.place.clone())
                .hint("add it to the root itself"));
        }
        Ok((is_override || block.kind.goes_anywhere()).then(|| file.clone()))
    }
}

impl Draft {
    /// Refuses to add to what was already written out.
    pub(crate) fn refuse_late(&self, place: &Place) -> Result<(), Diagnostic> {
        match &self.emitted {
            None => Ok(()),
            Some(emitted) => {
                let root = format!("the Terraform root `{}`", self.name);
                Err(already_emitted(&root, emitted).at(place.clone()))
            }
        }
    }

    fn refuse_twice(&self, block: &Block) -> Result<(), Diagnostic> {
        let same = |other: &&Block| {
            other.kind == block.kind
                && other.labels == block.labels
                && other.is_override() == block.is_override()
                && block.is_unique()
                || other.kind.is_state() && block.kind.is_state()
        };
        let local = |other: &&Block| {
            other.kind == BlockKind::Locals
                && block.kind == BlockKind::Locals
                && other.is_override() == block.is_override()
                && block.body.keys().any(|key| other.body.contains_key(key))
        };
        match self.blocks.iter().find(|other| same(other) || local(other)) {
            None => Ok(()),
            Some(other) if block.kind.is_state() => Err(Diagnostic::error(
                "duplicate-block",
                format!("`{}` says twice where its state is", self.folder),
            )
            .at(block.place.clone())
            .related(other.place.clone(), "it was said here before")
            .hint("keep one of them: a root has one backend, or `cloud`")),
            Some(other) => {
                let problem = Diagnostic::error(
                    "duplicate-block",
                    format!("{block} is declared twice in `{}`", self.folder),
                );
                let problem = problem.at(block.place.clone());
                Err(if other.place == block.place {
                    problem.hint("this line is reached more than once: put what differs into the name, as in `` `web_${size}` ``")
                } else {
                    problem
                        .related(other.place.clone(), "it was declared here before")
                        .hint("give one of them another name")
                })
            }
        }
    }

    /// The file that a block goes to.
    pub(crate) fn file_of<'a>(&'a self, block: &'a Block) -> Cow<'a, str> {
        let files = &self.files;
        if let Some(file) = &block.file {
            return Cow::Borrowed(file);
        }
        Cow::Borrowed(match block.kind {
            BlockKind::Backend | BlockKind::Cloud => files.backend(),
            BlockKind::Values => return Cow::Owned(file_named(&block.labels)),
            BlockKind::RequiredProvider => &files.required_providers,
            BlockKind::Provider => &files.provider,
            BlockKind::Variable => &files.variable,
            BlockKind::Locals => &files.locals,
            BlockKind::Data | BlockKind::Ephemeral => &files.data,
            BlockKind::Module => &files.module,
            BlockKind::Output => &files.output,
            // What is said of resources is beside them.
            BlockKind::Resource
            | BlockKind::Check
            | BlockKind::Moved
            | BlockKind::Import
            | BlockKind::Removed => &files.resource,
        })
    }

    /// The secrets that its blocks use, in order of first use.
    pub(crate) fn secrets(&self) -> Vec<String> {
        let mut names = Vec::new();
        for block in &self.blocks {
            collect_secrets(block.body.descendants(), &mut names);
        }
        names
    }
}

impl Block {
    /// A block that the call at `place` asks for.
    pub(crate) fn new(kind: BlockKind, labels: Vec<String>, body: Map, place: Place) -> Self {
        let (file, section, unchecked, module) = (None, None, None, None);
        let (overlays, above) = (Vec::new(), Vec::new());
        Self { kind, file, section, labels, body, overlays, above, unchecked, module, place }
    }

    /// The same block with a body that is its own, or was made of it.
    pub(crate) fn with(&self, body: Cow<'_, Map>) -> Cow<'_, Self> {
        let Cow::Owned(body) = body else { return Cow::Borrowed(self) };
        let mut other = Self::new(self.kind, self.labels.clone(), body, self.place.clone());
        other.file.clone_from(&self.file);
        other.section.clone_from(&self.section);
        other.overlays.clone_from(&self.overlays);
        other.above.clone_from(&self.above);
        other.unchecked.clone_from(&self.unchecked);
        other.module.clone_from(&self.module);
        Cow::Owned(other)
    }

    /// Whether it is in a file whose blocks Terraform lays over those of other files.
    pub(crate) fn is_override(&self) -> bool {
        self.file.as_deref().is_some_and(is_override_file)
    }

    /// Several providers of one name differ by alias, and locals add up.
    fn is_unique(&self) -> bool {
        !matches!(
            self.kind,
            BlockKind::Provider
                | BlockKind::Locals
                | BlockKind::Moved
                | BlockKind::Import
                | BlockKind::Removed
        )
    }
}

/// What it is, in words: `` the resource `hcloud_server.web` ``.
impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            BlockKind::Ephemeral => "ephemeral resource",
            BlockKind::Data => "data source",
            kind => kind.word(),
        };
        match self.labels.as_slice() {
            labels if self.kind == BlockKind::Values => write!(f, "`{}`", file_named(labels)),
            [] if self.kind == BlockKind::Locals => f.write_str("a name in `locals`"),
            [] if self.kind == BlockKind::Cloud => f.write_str("`cloud`"),
            [] => write!(f, "the block `{}`", self.kind.word()),
            labels => write!(f, "the {word} `{}`", labels.join(".")),
        }
    }
}

/// Whether Terraform lays what is in a file over what other files declare.
fn is_override_file(name: &str) -> bool {
    name == "override.tf" || name.ends_with("_override.tf")
}

/// Adds the secrets that values use, in order of first use.
pub(crate) fn collect_secrets<'v>(
    values: impl Iterator<Item = &'v Value>,
    names: &mut Vec<String>,
) {
    for hole in values.filter_map(Value::as_text).flat_map(Text::holes) {
        if let Hole::Secret(name) = hole
            && !names.iter().any(|known| known == name)
        {
            names.push(name.to_string());
        }
    }
}

/// The declaration of a secret, or what its name alone says.
pub(crate) fn declared(secrets: &std::collections::BTreeMap<String, Secret>, name: &str) -> Secret {
    secrets.get(name).cloned().unwrap_or_else(|| Secret::named(name))
}

/// The environment variables that hand the root its secrets: `TF_VAR_hetzner_token`.
pub(crate) fn variables_of(root: &Root, run: &Run) -> Map {
    let secrets = run.secrets();
    let names = root.draft().secrets();
    let variable = |name: &String| {
        (
            format!("TF_VAR_{}", terraform_name(&declared(&secrets, name))),
            Value::from(crate::value::Hole::Secret(name.as_str().into())),
        )
    };
    names.iter().map(variable).collect()
}

/// The file of an environment, or of all.
pub(crate) fn file_named(labels: &[String]) -> String {
    format!("{}.tfvars", labels.first().map_or("terraform", String::as_str))
}

/// The folder that the files of a root go to.
pub(crate) fn home(draft: &Draft, around: &Around<'_>) -> String {
    around.path.unwrap_or(&draft.folder).trim_end_matches('/').to_string()
}

/// What a block offers to others: what sort of thing, and its name.
pub(crate) fn offered(block: &Block) -> Vec<(&'static str, String)> {
    let label = block.labels.join(".");
    match block.kind {
        _ if block.is_override() => Vec::new(),
        BlockKind::Variable => vec![("variable", label)],
        BlockKind::Module => vec![("module", label)],
        BlockKind::Resource => vec![("resource", label)],
        BlockKind::Data => vec![("data source", label)],
        BlockKind::Ephemeral => vec![("ephemeral resource", label)],
        BlockKind::Locals => block.body.keys().map(|name| ("local", name.to_string())).collect(),
        BlockKind::Check => scoped(block),
        _ => Vec::new(),
    }
}

/// The data sources that a check has for itself.
fn scoped(check: &Block) -> Vec<(&'static str, String)> {
    let types = check.body.get("data").and_then(Value::as_map).into_iter().flat_map(Map::iter);
    let names = types.flat_map(|(kind, names)| {
        names.as_map().into_iter().flat_map(Map::keys).map(move |name| format!("{kind}.{name}"))
    });
    names.map(|name| ("data source", name)).collect()
}
