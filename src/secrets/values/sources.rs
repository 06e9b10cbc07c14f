//! Where a value is looked for, in order.

use super::files::{COMMON, file_name, read};
use super::secret_string::SecretString;
use super::store::{self, StoreError, title};
use crate::diag::Diagnostic;
use crate::project::{Environment, Naming, Project, Store};
use crate::secrets::dotenv::Document;
use crate::secrets::format::is_placeholder;
use crate::secrets::naming::{ci_name, dotenv_name};
use crate::secrets::secret::Secret;
use std::fmt;

/// Everything that may have the values of one environment.
pub struct Sources<'a> {
    environment: &'a Environment,
    naming: Naming,
    /// The variables of this process.
    variable: &'a dyn Fn(&str) -> Option<String>,
    /// The files there are, the environment's own first.
    files: Vec<(String, Document)>,
    store: Option<Store>,
    /// Why the store is not asked any more.
    refused: Option<StoreError>,
}

/// Where a value was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A variable of this process, by its name.
    Variable(String),
    /// A file of the project.
    File(String),
    /// The project's store.
    Store(Store),
}

/// A value that was found.
#[derive(Clone, Debug)]
pub struct FoundValue {
    /// The value.
    pub value: SecretString,
    /// Where it was.
    pub origin: Origin,
}

/// What became of looking for a value.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// It is there.
    Found(FoundValue),
    /// Only something that asks to be replaced is there.
    Placeholder(Origin),
    /// It is nowhere.
    Missing,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable(name) => write!(f, "the variable `{name}`"),
            Self::File(name) => write!(f, "`{name}`"),
            Self::Store(store) => f.write_str(title(*store)),
        }
    }
}

impl<'a> Sources<'a> {
    /// The sources of an environment; files are read now, the store is asked when it has to be.
    ///
    /// # Errors
    /// When a file is there and can't be read.
    pub fn read(
        project: &Project,
        environment: &'a Environment,
        variable: &'a dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, Box<Diagnostic>> {
        let mut files = Vec::new();
        for name in [file_name(environment), COMMON.into()] {
            if let Some(document) = read(&project.root, &name)? {
                files.push((name, document));
            }
        }
        let (store, naming) = (project.secrets.store, project.secrets.naming);
        Ok(Self { environment, naming, variable, files, store, refused: None })
    }

    /// Looks for a secret's value: in a variable of its CI name, which is meant for this environment alone, then of its
    /// own; in the environment's file, then `.env`; then in the store. What is empty is not there.
    pub fn find(&mut self, secret: &Secret) -> Lookup {
        let mut placeholder = None;
        for found in self.candidates(secret) {
            if !is_placeholder(found.value.expose()) {
                return Lookup::Found(found);
            }
            placeholder.get_or_insert(found.origin);
        }
        match self.stored(secret) {
            Some(found) => Lookup::Found(found),
            None => placeholder.map_or(Lookup::Missing, Lookup::Placeholder),
        }
    }

    /// All values of a secret that are available, in variables and files: no store is asked.
    pub fn at_hand(&self, secret: &Secret) -> Vec<FoundValue> {
        self.candidates(secret)
    }

    /// When a secret was set, as the file says that keeps it.
    pub fn set_on(&self, secret: &Secret, origin: &Origin) -> Option<&str> {
        let Origin::File(name) = origin else { return None };
        let (_, file) = self.files.iter().find(|(known, _)| known == name)?;
        file.set_on(dotenv_name(secret))
    }

    /// The names of the files that were read.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| name.as_str())
    }

    /// Why the store could not be asked.
    pub fn refused(&self) -> Option<&StoreError> {
        self.refused.as_ref()
    }

    fn candidates(&self, secret: &Secret) -> Vec<FoundValue> {
        let mut names: Vec<String> =
            ci_name(secret, Some(self.environment), self.naming).into_iter().collect();
        if !names.contains(&secret.name) {
            names.push(secret.name.clone());
        }
        let variables = names
            .into_iter()
            .filter_map(|name| Some(((self.variable)(&name)?, Origin::Variable(name))));
        let files = self.files.iter().filter_map(|(name, file)| {
            Some((file.get(dotenv_name(secret))?, Origin::File(name.clone())))
        });
        let there = variables.chain(files).filter(|(value, _)| !value.is_empty());
        there.map(|(value, origin)| FoundValue { value: value.into(), origin }).collect()
    }

    fn stored(&mut self, secret: &Secret) -> Option<FoundValue> {
        let store = self.store.filter(|_| self.refused.is_none())?;
        match store::fetch(store, secret, self.environment) {
            Ok(value) => value
                .filter(|value| !value.expose().is_empty())
                .map(|value| FoundValue { value, origin: Origin::Store(store) }),
            Err(error) => {
                // Asked again it would say the same, perhaps after as long a time.
                self.refused = Some(error);
                None
            }
        }
    }
}
