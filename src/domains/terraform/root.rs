//! A Terraform root or module while a recipe writes it.

use super::artifact;
use super::options::{Files, Order, RootOptions};
use super::values;
use crate::diag::{Diagnostic, Place};
use crate::engine::{About, Property};
use crate::engine::{Around, Artifact, Handle, Run};
use crate::secrets::{Secret, terraform_name};
use crate::value::{Map, Value};
use rhai::Dynamic;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A root or a module as recipes hold it: every copy is the same one.
#[derive(Clone, Debug)]
pub(super) struct Root {
    draft: Arc<Mutex<Draft>>,
    /// The file that what is added goes to, where the kinds of blocks don't say it.
    file: Option<Arc<str>>,
    /// The section of its file that what is added stands in.
    section: Option<Arc<str>>,
}

/// What has been written so far.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Its name: an environment's, or the recipe's own.
    pub(super) name: String,
    /// Its folder, from the output root, without a `/` at the end.
    pub(super) folder: String,
    pub(super) required_version: Option<String>,
    pub(super) files: Files,
    pub(super) order: Order,
    pub(super) blocks: Vec<Written>,
    /// Comment lines for the next block.
    pub(super) comment: Vec<String>,
    /// Where it was emitted; nothing can be added after that.
    pub(super) emitted: Option<Place>,
}

/// A block that the recipe asked for.
#[derive(Clone, Debug)]
pub(super) struct Written {
    pub(super) kind: Kind,
    /// The file it goes to, where its kind doesn't say it, and the section it stands in.
    pub(super) file: Option<Arc<str>>,
    pub(super) section: Option<Arc<str>>,
    /// `["hcloud_server", "web"]`
    pub(super) labels: Vec<String>,
    pub(super) body: Map,
    pub(super) above: Vec<String>,
    /// Whether the author says that its arguments are right, whatever the tables say.
    pub(super) is_unchecked: bool,
    /// The module that it calls, where that is one of the recipe's.
    pub(super) module: Option<Root>,
    /// The call that asked for it.
    pub(super) place: Place,
}

/// The kinds of blocks, by Terraform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Backend,
    Cloud,
    Values,
    RequiredProvider,
    Provider,
    Variable,
    Locals,
    Data,
    Ephemeral,
    Resource,
    Module,
    Output,
    Check,
    Moved,
    Import,
    Removed,
}

impl Kind {
    /// The word that opens such a block.
    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Backend => "backend",
            Kind::Cloud => "cloud",
            Kind::Values => "tfvars",
            Kind::RequiredProvider => "required_providers",
            Kind::Provider => "provider",
            Kind::Variable => "variable",
            Kind::Locals => "locals",
            Kind::Data => "data",
            Kind::Ephemeral => "ephemeral",
            Kind::Resource => "resource",
            Kind::Module => "module",
            Kind::Output => "output",
            Kind::Check => "check",
            Kind::Moved => "moved",
            Kind::Import => "import",
            Kind::Removed => "removed",
        }
    }
}

impl Kind {
    /// Whether blocks of this kind stand beside what they belong to, and not in a file of their kind.
    fn goes_anywhere(self) -> bool {
        matches!(
            self,
            Kind::Locals
                | Kind::Data
                | Kind::Ephemeral
                | Kind::Resource
                | Kind::Module
                | Kind::Check
                | Kind::Moved
                | Kind::Import
                | Kind::Removed
        )
    }

    /// Whether it says where the state is kept.
    fn is_state(self) -> bool {
        matches!(self, Kind::Backend | Kind::Cloud)
    }
}

impl Root {
    /// A root in `folder`, unless the options say another one.
    pub(super) fn new(name: &str, folder: String, options: RootOptions) -> Self {
        let folder = options.path.unwrap_or(folder).trim_end_matches('/').to_string();
        let RootOptions { required_version, files, order, .. } = options;
        let (name, blocks, comment) = (name.into(), Vec::new(), Vec::new());
        let draft =
            Draft { name, folder, required_version, files, order, blocks, comment, emitted: None };
        Self { draft: Arc::new(Mutex::new(draft)), file: None, section: None }
    }

    /// The same root; what is added through this handle goes to `file`.
    pub(super) fn in_file(&self, file: &str) -> Self {
        Self { file: Some(file.into()), ..self.clone() }
    }

    /// The same root; what is added through this handle stands in a section of its file.
    pub(super) fn in_section(&self, title: &str) -> Self {
        Self { section: Some(title.into()), ..self.clone() }
    }

    /// What has been written so far.
    pub(super) fn draft(&self) -> MutexGuard<'_, Draft> {
        self.draft.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a block, with the comment that was waiting for it.
    pub(super) fn add(&self, mut block: Written) -> Result<(), Diagnostic> {
        let mut draft = self.draft();
        draft.refuse_late(&block.place)?;
        draft.refuse_twice(&block)?;
        block.file = self.file.clone().filter(|_| block.kind.goes_anywhere());
        block.section.clone_from(&self.section);
        block.above = std::mem::take(&mut draft.comment);
        draft.blocks.push(block);
        Ok(())
    }
}

impl Draft {
    /// Refuses to add to what was already written out.
    pub(super) fn refuse_late(&self, place: &Place) -> Result<(), Diagnostic> {
        match &self.emitted {
            None => Ok(()),
            Some(emitted) => Err(Diagnostic::error(
                "already-emitted",
                format!("the Terraform root `{}` is already emitted", self.name),
            )
            .at(place.clone())
            .related(emitted.clone(), "it was emitted here")
            .hint("emit it after everything is added")),
        }
    }

    fn refuse_twice(&self, block: &Written) -> Result<(), Diagnostic> {
        let same = |other: &&Written| {
            other.kind == block.kind && other.labels == block.labels && block.is_unique()
                || other.kind.is_state() && block.kind.is_state()
        };
        let local = |other: &&Written| {
            other.kind == Kind::Locals
                && block.kind == Kind::Locals
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
                    format!("{} is declared twice in `{}`", block.show(), self.folder),
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

    /// The secrets that its blocks use, in order of first use.
    pub(super) fn secrets(&self) -> Vec<String> {
        let mut names = Vec::new();
        for block in &self.blocks {
            block.body.values().for_each(|value| collect_secrets(value, &mut names));
        }
        names
    }
}

impl Written {
    /// The same block with another body.
    pub(super) fn with(&self, body: Map) -> Self {
        let Self { kind, file, section, labels, above, is_unchecked, module, place, .. } = self;
        let (file, section, labels, above) =
            (file.clone(), section.clone(), labels.clone(), above.clone());
        Self {
            kind: *kind,
            file,
            section,
            labels,
            body,
            above,
            is_unchecked: *is_unchecked,
            module: module.clone(),
            place: place.clone(),
        }
    }

    /// Several providers of one name differ by alias, and locals add up.
    fn is_unique(&self) -> bool {
        !matches!(
            self.kind,
            Kind::Provider | Kind::Locals | Kind::Moved | Kind::Import | Kind::Removed
        )
    }

    /// What it is, in words: `` the resource `hcloud_server.web` ``.
    pub(super) fn show(&self) -> String {
        match self.labels.as_slice() {
            labels if self.kind == Kind::Values => format!("`{}`", values::file_named(labels)),
            [] if self.kind == Kind::Locals => "a name in `locals`".into(),
            [] if self.kind == Kind::Cloud => "`cloud`".into(),
            [] => format!("the block `{}`", self.kind.word()),
            labels if self.kind == Kind::Ephemeral => {
                format!("the ephemeral resource `{}`", labels.join("."))
            }
            labels if self.kind == Kind::Data => format!("the data source `{}`", labels.join(".")),
            labels => format!("the {} `{}`", self.kind.word(), labels.join(".")),
        }
    }
}

/// Adds the secrets that a value uses, in order of first use.
pub(super) fn collect_secrets(value: &Value, names: &mut Vec<String>) {
    match value.bare() {
        Value::Text(text) => {
            for hole in text.holes() {
                if let crate::value::Hole::Secret(name) = hole
                    && !names.iter().any(|known| known == name)
                {
                    names.push(name.to_string());
                }
            }
        }
        Value::List(list) => list.iter().for_each(|item| collect_secrets(item, names)),
        Value::Map(map) => map.values().for_each(|item| collect_secrets(item, names)),
        _ => {}
    }
}

/// The declaration of a secret, or what its name alone says.
pub(super) fn declared(secrets: &std::collections::BTreeMap<String, Secret>, name: &str) -> Secret {
    secrets.get(name).cloned().unwrap_or_else(|| Secret::named(name))
}

/// The environment variables that hand the root its secrets: `TF_VAR_hetzner_token`.
pub(super) fn variables_of(root: &Root, run: &Run) -> Map {
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

impl Handle for Root {
    fn about() -> About {
        About {
            doc: r#"A Terraform root or module: what is added to it becomes blocks, each in the file of its kind.

```rhai
let tf = terraform::root("network");
tf.resource("hcloud_network", "main", #{ name: "shop", ip_range: "10.0.0.0/16" });
emit(tf).path
// => "infrastructure/terraform/network/main.tf"
```"#,
            properties: const {
                &[
                    Property::of(
                        "name",
                        "text",
                        "What it is called: the name of its environment, or its own.",
                        r#"terraform::root("network").name"#,
                        r#""network""#,
                    ),
                    Property::of(
                        "path",
                        "text",
                        "Its folder, from the output root.",
                        r#"terraform::root("network").path"#,
                        r#""infrastructure/terraform/network""#,
                    ),
                ]
            },
        }
    }

    fn show(&self) -> String {
        format!("the Terraform root `{}`", self.draft().name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(Diagnostic::error("not-data", format!("{} is a folder of its own", self.show()))
            .hint("emit it, or use its `path`"))
    }

    fn member(&self, _run: &Run, name: &str) -> Option<Dynamic> {
        let draft = self.draft();
        match name {
            "name" => Some(draft.name.clone().into()),
            "path" => Some(draft.folder.clone().into()),
            _ => None,
        }
    }

    fn members(&self) -> Vec<String> {
        ["name", "path"].map(String::from).into()
    }

    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.draft).addr())
    }

    fn artifact(&self, around: &Around<'_>) -> Option<Result<Artifact, Vec<Diagnostic>>> {
        let mut draft = self.draft();
        around.freeze(&mut draft.emitted);
        if !around.is_preview {
            draft.folder = super::modules::home(&draft, around);
        }
        Some(artifact::make(&draft, around))
    }
}
