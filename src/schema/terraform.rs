//! Names of Terraform's tables: a provider has its own, and so have the places that a state is kept in.
//!
//! Those of the program are made from packages that are generated from the providers themselves: `@cdktf/provider-*`, and
//! `@pulumi/hcloud` for Hetzner's. These have names, types, what is a block, what is required and what is computed; not which
//! arguments exclude each other, and no values. What is deprecated is from `@pulumi/*`, which are made from the same providers,
//! and what is removed from the packages of earlier major versions. A project can have tables of its own, which count instead:
//!
//! ```text
//! terraform providers schema -json ─► import ─► .specweave/schemas/terraform/aws.table
//! ```

use super::known::{self, Lookup, Schema, Tables};
use super::table::TYPE;

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
/// use sw::schema::terraform::schema;
/// use sw::schema::{Lookup, Tables};
/// let tables = Tables::of_program();
/// let Lookup::Known(vpc) = schema(&tables, "resource", "aws_vpc") else { panic!("it is known") };
/// assert!(vpc.object().unwrap().get("cidr_block").is_some());
/// assert!(matches!(schema(&tables, "resource", "aws_vpcc"), Lookup::Unknown(Some(near)) if near == "aws_vpc"));
/// assert!(matches!(schema(&tables, "resource", "aws_db_security_group"), Lookup::Removed(last) if last == "4"));
/// assert!(matches!(schema(&tables, "resource", "acme_thing"), Lookup::Unchecked));
/// ```
pub fn schema(tables: &Tables, kind: &str, name: &str) -> Lookup {
    tables.terraform.or_find(kind, name, || {
        let provider = provider_of(name);
        match tables.lookup(&table_of(provider), kind, name) {
            // A provider without settings has none in its table.
            Lookup::Unknown(_) if kind == "provider" && name == provider => Lookup::Unchecked,
            found => found,
        }
    })
}

/// The parameters of a provider's function; the names of all when its table has no such function; none where the table does not
/// know of functions.
pub fn function(
    tables: &Tables,
    provider: &str,
    name: &str,
) -> Option<Result<Vec<String>, Vec<String>>> {
    let id = table_of(provider);
    let table = tables.table(&id)?;
    if !tables.is_own(&id) && table.head.version != BUILTIN {
        return None;
    }
    let names = || table.names("function").into_iter().map(String::from).collect();
    let parameters =
        |at| table.view(at).object().map(|object| &object.fields[..]).unwrap_or_default();
    let found = table.find("function", name).map(parameters);
    Some(
        found
            .map(|fields| fields.iter().map(|field| field.name.to_string()).collect())
            .ok_or_else(names),
    )
}

/// What Terraform itself takes in blocks of this name.
pub fn language(tables: &Tables, block: &str) -> Option<Schema> {
    match tables.terraform.or_find(TYPE, block, || tables.lookup(LANGUAGE, TYPE, block)) {
        Lookup::Known(schema) => Some(schema),
        _ => None,
    }
}

/// What a kind of backend takes, `cloud` among them.
pub fn backend(kind: &str) -> Lookup {
    known::embedded_table(BACKENDS)
        .map_or(Lookup::Unchecked, |table| Schema::lookup(table, "backend", kind))
}

/// The kinds of backends.
pub fn backends() -> impl Iterator<Item = &'static str> {
    let names = known::embedded_table(BACKENDS).map(|table| table.names("backend"));
    names.unwrap_or_default().into_iter().filter(|kind| *kind != CLOUD)
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
