//! What is known in a project: its own tables where it has some, and those that are part of the program.

use super::Problem;
use super::check::{self, Dialect};
use super::model::{Object, Version};
use super::table::{At, TYPE, Table, View};
use crate::diag::suggest;
use crate::util::memo::Memo;
use crate::value::Map;
use std::sync::{Arc, OnceLock};

/// The folder of a project's own tables, from its root.
pub const FOLDER: &str = ".specweave/schemas";

/// A table that is part of the program; its head is read when it is first asked for.
struct Embedded {
    name: &'static str,
    bytes: &'static [u8],
    table: OnceLock<Option<Arc<Table>>>,
}

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        static EMBEDDED: [Embedded; [$($name),*].len()] = [$(Embedded {
            name: $name,
            bytes: include_bytes!(concat!("tables/", $name, ".table")),
            table: OnceLock::new(),
        }),*];
    };
}

// The tables that are part of the program, by their names: a family, or a family and what is one of several in it.
embedded![
    "compose/file",
    "github/action",
    "github/dependabot",
    "github/events",
    "github/expressions",
    "github/workflow",
    "gitlab/pipeline",
    "kubernetes/argo",
    "kubernetes/cert-manager",
    "kubernetes/consul",
    "kubernetes/core",
    "kubernetes/external-secrets",
    "kubernetes/flux",
    "kubernetes/gateway-api",
    "kubernetes/istio",
    "kubernetes/karpenter",
    "kubernetes/keda",
    "kubernetes/kinds",
    "kubernetes/linkerd",
    "kubernetes/prometheus",
    "kubernetes/sealed-secrets",
    "terraform/aws",
    "terraform/azurerm",
    "terraform/backends",
    "terraform/cloudflare",
    "terraform/datadog",
    "terraform/digitalocean",
    "terraform/google",
    "terraform/hcloud",
    "terraform/helm",
    "terraform/kubernetes",
    "terraform/language",
    "terraform/newrelic",
    "terraform/null",
    "terraform/random",
    "terraform/terraform",
    "terraform/tls",
    "terraform/vault",
    "vercel/config",
];

/// Where the type of a whole file is: the table, and its name there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TypeRef {
    /// The name of the table.
    pub family: &'static str,
    /// The name of the type.
    pub root: &'static str,
}

/// What is known of a type.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// What it takes.
    Known(Schema),
    /// Its table is known and has no such type; the nearest of those it has.
    Unknown(Option<String>),
    /// Its table is known and no longer has it; the last version that had it.
    Removed(String),
    /// There is no such table.
    Unchecked,
}

/// A type of a table, with the table that it is in.
#[derive(Clone, Debug)]
pub struct Schema {
    table: Arc<Table>,
    at: At,
    /// The same type in the program's table of an earlier version, where the project has one of its own.
    earlier: Option<(Arc<Table>, At)>,
}

/// The text of a file of the project, by its path; none when there is none.
type Read = Box<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The names of the files in a folder of the project; none when there is no such folder.
type List = Box<dyn Fn(&str) -> Vec<String> + Send + Sync>;

/// What is known in one project. A table is read when it is first asked for.
pub struct Tables {
    read: Read,
    list: List,
    own: Memo<Own>,
}

/// A project's own table.
#[derive(Clone, Debug)]
enum Own {
    None,
    Broken,
    Table(Arc<Table>),
}

/// The path of a project's own table, from its root.
pub fn path_of(name: &str) -> String {
    format!("{FOLDER}/{name}.table")
}

/// The names of the tables that are part of the program.
pub fn embedded() -> impl Iterator<Item = &'static str> {
    EMBEDDED.iter().map(|embedded| embedded.name)
}

/// A table that is part of the program.
pub fn embedded_table(name: &str) -> Option<&'static Arc<Table>> {
    let embedded = EMBEDDED.iter().find(|embedded| embedded.name == name)?;
    embedded.table.get_or_init(|| Table::embedded(embedded.bytes).map(Arc::new)).as_ref()
}

impl Tables {
    /// The tables of a project whose files `read` gives.
    ///
    /// ```
    /// use sw::schema::{Lookup, Tables};
    /// let own = "sw-table 4\nsource: acme/moon\n\nresource moon_phase\n phase !s\n";
    /// let tables = Tables::new(Box::new(move |path| path.ends_with("/acme/moon.table").then(|| own.to_string())));
    /// assert!(matches!(tables.lookup("acme/moon", "resource", "moon_phase"), Lookup::Known(_)));
    /// assert!(matches!(tables.lookup("acme/moon", "resource", "moon_fase"), Lookup::Unknown(Some(near)) if near == "moon_phase"));
    /// assert!(matches!(tables.lookup("acme/sun", "resource", "sun"), Lookup::Unchecked));
    /// ```
    pub fn new(read: Read) -> Self {
        Self { read, list: Box::new(|_| Vec::new()), own: Memo::default() }
    }

    /// The same, in a project whose folders `list` lists: what is looked for in all own tables of a family is found.
    #[must_use]
    pub fn listing(self, list: List) -> Self {
        Self { list, ..self }
    }

    /// The names of the project's own tables of a family.
    pub fn own_names(&self, family: &str) -> Vec<String> {
        let files = (self.list)(&format!("{FOLDER}/{family}"));
        let names = files.iter().filter_map(|file| file.strip_suffix(".table"));
        names.map(|name| format!("{family}/{name}")).collect()
    }

    /// Those of the program alone.
    pub fn of_program() -> Self {
        Self::new(Box::new(|_| None))
    }

    /// A table: the project's own, or that of the program.
    pub fn table(&self, name: &str) -> Option<Arc<Table>> {
        match self.own(name) {
            Own::Table(table) => Some(table),
            Own::Broken => None,
            Own::None => embedded_table(name).cloned(),
        }
    }

    /// What is known of a type of a table. What earlier versions had, only the program's tables say.
    pub fn lookup(&self, name: &str, kind: &str, of: &str) -> Lookup {
        let Some(table) = self.table(name) else { return Lookup::Unchecked };
        let found = Schema::lookup(&table, kind, of);
        let Some(earlier) = self.earlier(name, &table, kind, of) else { return found };
        match found {
            Lookup::Known(schema) => Lookup::Known(Schema { earlier: Some(earlier), ..schema }),
            Lookup::Unknown(near) => match earlier.0.marks(earlier.1).versions.last {
                Some(last) if is_before(last, &table) => Lookup::Removed(last.to_string()),
                _ => Lookup::Unknown(near),
            },
            other => other,
        }
    }

    /// A type in the program's table of what a project's own table is of.
    fn earlier(&self, name: &str, own: &Table, kind: &str, of: &str) -> Option<(Arc<Table>, At)> {
        let is_same = |table: &&Arc<Table>| table.head.source == own.head.source;
        let earlier = embedded_table(name).filter(|_| self.is_own(name)).filter(is_same)?;
        Some((earlier.clone(), earlier.find(kind, of)?))
    }

    /// The type of a whole file; none where the project's own table of it can't be read.
    pub fn root(&self, of: TypeRef) -> Option<Schema> {
        match self.lookup(of.family, TYPE, of.root) {
            Lookup::Known(schema) => Some(schema),
            _ => None,
        }
    }

    /// Whether the project has a table of this name that can't be read.
    pub fn is_broken(&self, name: &str) -> bool {
        matches!(self.own(name), Own::Broken)
    }

    /// Whether the project has a table of this name.
    pub fn is_own(&self, name: &str) -> bool {
        matches!(self.own(name), Own::Table(_))
    }

    fn own(&self, name: &str) -> Own {
        self.own.or_find("", name, || match (self.read)(&path_of(name)) {
            None => Own::None,
            Some(text) => {
                Table::parse(&text).map_or(Own::Broken, |table| Own::Table(Arc::new(table)))
            }
        })
    }
}

impl Schema {
    /// What a table knows of a type.
    pub fn lookup(table: &Arc<Table>, kind: &str, name: &str) -> Lookup {
        let Some(at) = table.find(kind, name) else {
            let near = suggest::nearest(name, table.names(kind));
            return Lookup::Unknown(near.map(String::from));
        };
        match table.marks(at).versions.last {
            Some(last) => Lookup::Removed(last.to_string()),
            None => Lookup::Known(Self { table: table.clone(), at, earlier: None }),
        }
    }

    /// The same of one that later versions may no longer have.
    pub(super) fn of_any_version(table: &Arc<Table>, kind: &str, name: &str) -> Option<Self> {
        Some(Self { table: table.clone(), at: table.find(kind, name)?, earlier: None })
    }

    /// Everything in a map that the type does not accept.
    pub fn check_map(&self, map: &Map, dialect: &Dialect<'_>) -> Vec<Problem> {
        let removed = |key: &str| self.last_version(key);
        check::check_map(map, self.view(), &Dialect { removed: &removed, ..*dialect })
    }

    /// The type, with the table around it.
    pub fn view(&self) -> View<'_> {
        self.table.view(self.at)
    }

    /// The map with known keys that it is.
    pub fn object(&self) -> Option<&Object> {
        self.view().object()
    }

    /// The table that it is in.
    pub fn table(&self) -> &Table {
        &self.table
    }

    /// Whether it should no longer be used.
    pub fn is_deprecated(&self) -> bool {
        self.table.marks(self.at).marks.is_deprecated
    }

    /// The last version that had a key which is there no longer, by the table of an earlier version.
    fn last_version(&self, key: &str) -> Option<Version> {
        let (earlier, at) = self.earlier.as_ref()?;
        let last = earlier.view(*at).field(key)?.versions.last?;
        is_before(last, &self.table).then_some(last)
    }

    /// The keys that it once had, each with the last version that had it.
    pub fn removed(&self) -> Vec<(&str, Version)> {
        let earlier = self.earlier.as_ref().and_then(|(table, at)| table.view(*at).object());
        let own = self.object();
        let is_removed = |key: &str| own.is_none_or(|own| own.get(key).is_none());
        let fields = earlier.into_iter().chain(own).flat_map(Object::removed);
        fields
            .filter_map(|field| Some((&*field.name, field.versions.last?)))
            .filter(|(key, last)| {
                self.earlier.is_none() || is_removed(key) && is_before(*last, &self.table)
            })
            .collect()
    }
}

/// Whether a version is earlier than that of a table.
fn is_before(last: Version, table: &Table) -> bool {
    Version::parse(&table.head.version).is_some_and(|own| own.is_after(&last))
}
