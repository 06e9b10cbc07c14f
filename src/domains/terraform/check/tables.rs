//! What is known of providers in a run: the project's own tables are read through its world.

use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::engine::world::tables;
use crate::schema::terraform::{function, language, schema, table_of};
use crate::schema::{Head, Lookup, Schema, Tables, memo::Memo, path_of};
use std::sync::Arc;

/// The names of what types have, which were asked for.
#[derive(Default)]
struct Members(Memo<Option<Arc<[String]>>>);

/// What is known of providers in a run.
pub(crate) struct Providers(Arc<tables::Known>);

/// The tables of the run.
pub(crate) fn of(run: &Run) -> Providers {
    Providers(tables::of(run))
}

/// The names of all that a thing of a type has; none where nothing is known of it.
pub(crate) fn members(run: &Run, kind: &str, name: &str) -> Option<Arc<[String]>> {
    run.kept::<Members>().0.or_find(kind, name, || match of(run).schema(kind, name) {
        Lookup::Known(schema) => {
            let fields = schema.object()?.present();
            Some(fields.map(|field| field.name.to_string()).collect())
        }
        _ => None,
    })
}

impl Providers {
    fn tables(&self) -> &Tables {
        self.0.tables()
    }

    /// What is known of a type; its kind is `resource`, `data`, `ephemeral` or `provider`.
    pub(crate) fn schema(&self, kind: &str, name: &str) -> Lookup {
        schema(self.tables(), kind, name)
    }

    /// What Terraform itself takes in blocks of this name.
    pub(crate) fn language(&self, block: &str) -> Option<Schema> {
        language(self.tables(), block)
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

    /// The parameters of a provider's function, as [`function`] has them.
    pub(crate) fn function(
        &self,
        provider: &str,
        name: &str,
    ) -> Option<Result<Vec<String>, Vec<String>>> {
        function(self.tables(), provider, name)
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
