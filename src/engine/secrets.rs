//! The secrets of a run: what was said of each, and the platforms that issue them.

use super::vocabulary::put;
use crate::diag::Diagnostic;
use crate::secrets::{Platform, Secret};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a recipe declared and mentioned.
pub(super) struct Secrets {
    declared: BTreeMap<String, Secret>,
    mentioned: BTreeMap<String, Secret>,
    pub(super) platforms: Arc<[Platform]>,
}

impl Secrets {
    /// Nothing is declared yet.
    pub(super) fn new(platforms: Vec<Platform>) -> Self {
        Self { declared: BTreeMap::new(), mentioned: BTreeMap::new(), platforms: platforms.into() }
    }

    pub(super) fn define(&mut self, platform: Platform) {
        let mut platforms = self.platforms.to_vec();
        put(&mut platforms, platform);
        self.platforms = platforms.into();
    }

    pub(super) fn mention(&mut self, secret: Secret) {
        self.mentioned.entry(secret.name.clone()).or_insert(secret);
    }

    pub(super) fn declare(&mut self, secret: Secret) -> Result<(), Diagnostic> {
        match self.declared.get(&secret.name) {
            Some(known) if *known != secret => {
                let message = format!("the secret `{}` is declared twice, with different options", secret.name);
                Err(Diagnostic::error("duplicate-secret", message).hint("declare it once, and pass the handle on"))
            }
            _ => {
                self.declared.insert(secret.name.clone(), secret);
                Ok(())
            }
        }
    }

    /// All of them, by name; a declaration counts more than a mention.
    pub(super) fn all(&self) -> BTreeMap<String, Secret> {
        let mut all = self.mentioned.clone();
        all.extend(self.declared.clone());
        all
    }
}
