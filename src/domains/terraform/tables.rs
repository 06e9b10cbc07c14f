//! What tables know of Terraform: of its providers, of its own language, and of the places that a state is kept in.
//!
//! Those of the program are made from packages that are generated from the providers themselves: `@cdktf/provider-*`, and
//! `@pulumi/hcloud` for Hetzner's. These have names, types, what is a block, what is required and what is computed; not which
//! arguments exclude each other, and no values. What is deprecated is from `@pulumi/*`, which are made from the same providers,
//! and what is removed from the packages of earlier major versions. A project can have tables of its own, which count instead:
//!
//! ```text
//! terraform providers schema -json ─► import ─► .specweave/schemas/terraform/aws.table
//! ```

use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::engine::world::tables;
use crate::schema::{Head, Lookup, Schema, TYPE, Tables, embedded_table, path_of};
use crate::util::memo::Memo;
use std::sync::Arc;

/// The table of `terraform { backend }`, written by hand from Terraform's own sources; each name and type in it was tried with
/// Terraform 1.11; `oci` came with 1.12.
const BACKENDS: &str = "terraform/backends";

/// The table of the blocks of Terraform itself, and of the meta-arguments in them.
const LANGUAGE: &str = "terraform/language";

/// The name of `cloud { ... }` among them.
pub const CLOUD: &str = "cloud";

/// The version of the table of what Terraform brings along itself.
const BUILTIN: &str = "builtin";

/// The provider that a type belongs to, by its name: `aws` for `aws_vpc`.
pub fn provider_of(name: &str) -> &str {
    name.split_once('_').map_or(name, |(provider, _)| provider)
}

/// The name of a provider's table.
pub fn table_of(provider: &str) -> String {
    format!("terraform/{provider}")
}

/// What is known of a type; its kind is `resource`, `data`, `ephemeral` or `provider`.
///
/// ```
/// use sw::domains::terraform::tables::schema;
/// use sw::schema::{Lookup, Tables};
/// let tables = Tables::of_program();
/// let Lookup::Known(vpc) = schema(&tables, "resource", "aws_vpc") else { panic!("it is known") };
/// assert!(vpc.object().unwrap().get("cidr_block").is_some());
/// assert!(matches!(schema(&tables, "resource", "aws_vpcc"), Lookup::Unknown(Some(near)) if near == "aws_vpc"));
/// assert!(matches!(schema(&tables, "resource", "aws_db_security_group"), Lookup::Removed(last) if last == "4"));
/// assert!(matches!(schema(&tables, "resource", "acme_thing"), Lookup::Unchecked));
/// ```
pub fn schema(tables: &Tables, kind: &str, name: &str) -> Lookup {
    let provider = provider_of(name);
    match tables.lookup(&table_of(provider), kind, name) {
        // A provider without settings has none in its table.
        Lookup::Unknown(_) if kind == "provider" && name == provider => Lookup::Unchecked,
        found => found,
    }
}

/// What a kind of backend takes, `cloud` among them.
pub fn backend(kind: &str) -> Lookup {
    embedded_table(BACKENDS)
        .map_or(Lookup::Unchecked, |table| Schema::lookup(table, "backend", kind))
}

/// The kinds of backends.
pub fn backends() -> impl Iterator<Item = &'static str> {
    let names = embedded_table(BACKENDS).map(|table| table.names("backend"));
    names.unwrap_or_default().into_iter().filter(|kind| *kind != CLOUD)
}

/// The tables of a run.
pub(crate) struct Providers {
    tables: Arc<tables::Known>,
    found: Arc<Found>,
}

/// What was looked up in a run: each block asks for its type several times.
#[derive(Default)]
struct Found {
    types: Memo<Lookup>,
    members: Memo<Option<Arc<[String]>>>,
}

/// The tables of the run.
pub(crate) fn of(run: &Run) -> Providers {
    Providers { tables: tables::of(run), found: run.kept() }
}

impl Providers {
    fn tables(&self) -> &Tables {
        self.tables.tables()
    }

    /// What is known of a type, as [`schema`] has it.
    pub(crate) fn schema(&self, kind: &str, name: &str) -> Lookup {
        self.found.types.or_find(kind, name, || schema(self.tables(), kind, name))
    }

    /// What Terraform itself takes in blocks of this name.
    pub(crate) fn language(&self, block: &str) -> Option<Schema> {
        let find = || self.tables().lookup(LANGUAGE, TYPE, block);
        match self.found.types.or_find(TYPE, block, find) {
            Lookup::Known(schema) => Some(schema),
            _ => None,
        }
    }

    /// The names of all that a thing of a type has; none where nothing is known of it.
    pub(crate) fn members(&self, kind: &str, name: &str) -> Option<Arc<[String]>> {
        self.found.members.or_find(kind, name, || match self.schema(kind, name) {
            Lookup::Known(schema) => {
                let fields = schema.object()?.present();
                Some(fields.map(|field| field.name.to_string()).collect())
            }
            _ => None,
        })
    }

    /// Where a provider comes from, and what its table was made of.
    pub(crate) fn head(&self, provider: &str) -> Option<Head> {
        Some(self.tables().table(&table_of(provider))?.head.clone())
    }

    /// Whether the project has a table of the provider that can't be read.
    pub(crate) fn is_broken(&self, provider: &str) -> bool {
        self.tables().is_broken(&table_of(provider))
    }

    /// Whether the project has a table of its own of the provider.
    pub(crate) fn is_own(&self, provider: &str) -> bool {
        self.tables().is_own(&table_of(provider))
    }

    /// The parameters of a provider's function; the names of all when its table has no such function; none where the table
    /// does not know of functions.
    pub(crate) fn function(
        &self,
        provider: &str,
        name: &str,
    ) -> Option<Result<Vec<String>, Vec<String>>> {
        let table = self.tables().table(&table_of(provider))?;
        if !self.is_own(provider) && table.head.version != BUILTIN {
            return None;
        }
        let strings = |names: Vec<&str>| names.into_iter().map(String::from).collect();
        Some(match table.find("function", name) {
            Some(at) => Ok(strings(table.definition(at).names().collect())),
            None => Err(strings(table.names("function"))),
        })
    }
}

/// That the project's own table of a provider can't be read.
pub(crate) fn broken(provider: &str) -> Diagnostic {
    let path = path_of(&table_of(provider));
    Diagnostic::error(
        "unreadable-schema",
        format!("`{path}` is no table of a provider that this version of `sw` can read"),
    )
    .hint("make it anew: `terraform providers schema -json | sw schema add terraform -`")
    .hint(
        format!("or take it away, and the program's own is used: `sw schema remove {provider}`")
            .as_str(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_backend_has_its_settings() {
        assert_eq!(backends().count(), 12);
        for kind in backends().chain([CLOUD]) {
            let Lookup::Known(schema) = backend(kind) else { panic!("{kind} is not known") };
            assert!(schema.object().is_some_and(|object| !object.fields.is_empty()), "{kind}");
        }
        assert!(matches!(backend("s33"), Lookup::Unknown(Some(near)) if near == "s3"));
    }
}
