//! The data formats by their names: one tree, written in one of them.

use super::node::Node;
use crate::emit::unfit::Unfit;
use crate::emit::{json, toml, yaml};

/// A data format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// YAML.
    Yaml,
    /// JSON.
    Json,
    /// TOML.
    Toml,
}

impl Syntax {
    /// The format that a file's name says.
    pub fn of(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1 {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            _ => None,
        }
    }

    /// The text of a tree.
    ///
    /// # Errors
    /// What the format can't carry.
    pub fn write(self, node: &Node<'_>) -> Result<String, Unfit> {
        match self {
            Self::Yaml => Ok(yaml::emit(node)),
            Self::Json => json::emit(node),
            Self::Toml => toml::emit(node),
        }
    }
}
