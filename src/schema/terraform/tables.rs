//! The tables that a project is held against: its own where it has some, and those that are part of the program.

use super::super::memo::Memo as Seen;
use super::block::{Block, Removed};
use super::plain::Plain;
use super::table::{self, Lookup, provider_of};
use crate::diag::suggest;
use std::sync::Arc;

/// The folder of a project's own tables, from its root.
pub const FOLDER: &str = ".specweave/schemas/terraform";

/// What Terraform brings along itself.
pub const BUILTIN: &str = "sw-table 2
terraform.io/builtin/terraform builtin

data terraform_remote_state
 backend !s
 config ?a
 defaults ?a
 outputs =a
 workspace ?s

function decode_tfvars
 src !a

function encode_expr
 value !a

function encode_tfvars
 value !a

provider terraform

resource terraform_data
 id =s
 input ?a
 output =a
 triggers_replace ?a
";

/// The text of a file of the project, by its path; none when there is none.
type Read = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// What is known of providers in one project. A table is read when it is first asked for.
pub struct Tables {
    read: Read,
    own: Seen<Own>,
    seen: Seen<Lookup>,
    members: Seen<Option<Arc<[String]>>>,
}

/// A project's own table.
#[derive(Clone, Debug)]
enum Own {
    None,
    Broken,
    Table(Arc<Plain>),
}

/// The path of a provider's own table, from the project's root.
pub fn path_of(provider: &str) -> String {
    format!("{FOLDER}/{provider}.table")
}

impl Tables {
    /// The tables of a project whose files `read` gives.
    ///
    /// ```
    /// use sw::schema::terraform::{Lookup, Tables};
    /// let own = "sw-table 2\nhashicorp/aws 9.0.0\n\nresource aws_moon\n phase !s\n";
    /// let tables = Tables::new(Box::new(move |path| path.ends_with("/aws.table").then(|| own.to_string())));
    /// assert!(matches!(tables.schema("resource", "aws_moon"), Lookup::Known(_)));
    /// assert!(matches!(tables.schema("resource", "aws_vpc"), Lookup::Unknown(None)));
    /// assert!(matches!(tables.schema("resource", "hcloud_server"), Lookup::Known(_)));
    /// ```
    pub fn new(read: Read) -> Self {
        Self { read, own: Seen::default(), seen: Seen::default(), members: Seen::default() }
    }

    /// What is known of a type; its kind is `resource`, `data`, `ephemeral` or `provider`.
    pub fn schema(&self, kind: &str, name: &str) -> Lookup {
        let table = match self.own(provider_of(name)) {
            Own::None => return table::schema(kind, name),
            Own::Broken => return Lookup::Unchecked,
            Own::Table(table) => table,
        };
        self.seen.or_find(kind, name, || looked_up(&table, kind, name))
    }

    /// The names of all that a thing of a type tells; none where nothing is known of it.
    pub fn members(&self, kind: &str, name: &str) -> Option<Arc<[String]>> {
        self.members.or_find(kind, name, || match self.schema(kind, name) {
            Lookup::Known(block) => {
                Some(block.arguments.iter().map(|argument| argument.name.to_string()).collect())
            }
            _ => None,
        })
    }

    /// Where a provider comes from, and the version that its table tells of.
    pub fn version(&self, provider: &str) -> Option<(String, String)> {
        match self.own(provider) {
            Own::Table(table) => Some((table.source.clone(), table.version.clone())),
            Own::Broken => None,
            Own::None => {
                table::version(provider).map(|(source, version)| (source.into(), version.into()))
            }
        }
    }

    /// Whether the project has a table of the provider that can't be read.
    pub fn is_broken(&self, provider: &str) -> bool {
        matches!(self.own(provider), Own::Broken)
    }

    /// Whether the project has a table of its own of the provider.
    pub fn is_own(&self, provider: &str) -> bool {
        matches!(self.own(provider), Own::Table(table) if table.version != "builtin")
    }

    /// The parameters of a provider's function; none when its own table has no such function, nothing when there is no such table.
    pub fn function(&self, provider: &str, name: &str) -> Option<Result<Vec<String>, Vec<String>>> {
        match self.own(provider) {
            Own::Table(table) => Some(table.function(name).ok_or_else(|| table.names("function"))),
            _ => None,
        }
    }

    fn own(&self, provider: &str) -> Own {
        let read = || match (self.read)(&path_of(provider)) {
            None if is_builtin(provider) => {
                Plain::parse(BUILTIN.into()).map_or(Own::None, |table| Own::Table(Arc::new(table)))
            }
            None => Own::None,
            Some(text) => {
                Plain::parse(text).map_or(Own::Broken, |table| Own::Table(Arc::new(table)))
            }
        };
        self.own.or_find("provider", provider, read)
    }
}

/// Whether the provider is Terraform itself.
fn is_builtin(provider: &str) -> bool {
    BUILTIN.lines().nth(1).is_some_and(|head| head.ends_with(&format!("/{provider} builtin")))
}

fn looked_up(table: &Plain, kind: &str, name: &str) -> Lookup {
    match table.read(kind, name) {
        Some(block) => {
            Lookup::Known(Arc::new(Block { removed: removed(table, kind, name, &block), ..block }))
        }
        // A provider without settings says nothing of them.
        None if kind == "provider" && provider_of(name) == name => {
            Lookup::Known(Arc::new(Block::default()))
        }
        None => table::last(&table.source, kind, name)
            .filter(|last| is_before(last, table))
            .map_or_else(
                || {
                    Lookup::Unknown(
                        suggest::nearest(name, table.names(kind).iter().map(String::as_str))
                            .map(String::from),
                    )
                },
                Lookup::Removed,
            ),
    }
}

/// What a type had in earlier versions, which only the program's own tables tell.
fn removed(table: &Plain, kind: &str, name: &str, block: &Block) -> Vec<Removed> {
    let mut removed = table::removed(&table.source, kind, name);
    removed.retain(|gone| is_before(&gone.last, table) && block.get(&gone.name).is_none());
    removed
}

/// Whether a major version is earlier than that of a table.
fn is_before(last: &str, table: &Plain) -> bool {
    let major =
        |version: &str| version.split('.').next().and_then(|major| major.parse::<u64>().ok());
    major(last).zip(major(&table.version)).is_some_and(|(last, own)| last < own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_told_of_own_tables_of_later_versions() {
        let own = |version: &str| {
            let count = if version.starts_with('5') { " cpu_core_count ?n\n" } else { "" };
            let text = format!(
                "sw-table 2\nhashicorp/aws {version}\n\nresource aws_instance\n ami !s\n{count}"
            );
            Tables::new(Box::new(move |path| path.ends_with("/aws.table").then(|| text.clone())))
        };
        let last = |version: &str| match own(version).schema("resource", "aws_instance") {
            Lookup::Known(block) => block.last("cpu_core_count").map(String::from),
            other => panic!("it is {other:?}"),
        };
        assert_eq!((last("7.1.0"), last("5.9.0"), last("unknown")), (Some("5".into()), None, None));
        let group = |version: &str| own(version).schema("resource", "aws_db_security_group");
        assert!(matches!(group("5.1.0"), Lookup::Removed(last) if last == "4"));
        assert!(matches!(group("4.1.0"), Lookup::Unknown(_)));
    }
}
