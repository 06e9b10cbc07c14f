//! A path that is safe to write: relative, inside the root, the same on every system.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The path of a generated file: relative to the output root, with `/` between the parts.
///
/// ```
/// use sw::model::FilePath;
/// assert_eq!(FilePath::parse("./k8s//app.yaml").unwrap().as_str(), "k8s/app.yaml");
/// assert!(FilePath::parse("../outside").is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FilePath(String);

/// How many parts a path may have: what people write has about ten, and each folder is opened on the way.
const DEEPEST: usize = 64;

/// Why a path is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct PathError {
    /// What is wrong with it, as the end of a sentence that starts with the path.
    pub reason: String,
}

impl FilePath {
    /// Takes a path as an author writes it; `.` parts and doubled slashes vanish.
    ///
    /// # Errors
    /// When it is empty, absolute, leaves the root, or has a part that some system refuses.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let parts = text.split('/').filter(|part| !matches!(*part, "" | ".")).collect::<Vec<_>>();
        Self::refuse(text, &parts).map_or_else(|| Ok(Self(parts.join("/"))), |reason| Err(PathError { reason }))
    }

    /// The path, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it stands in; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    fn refuse(text: &str, parts: &[&str]) -> Option<String> {
        if text.starts_with('/') {
            return Some("is absolute: a generated file stands inside the project".into());
        }
        if text.ends_with('/') || parts.is_empty() {
            return Some("names no file".into());
        }
        if text.len() > 1024 {
            return Some("is longer than 1,024 bytes".into());
        }
        if parts.len() > DEEPEST {
            return Some(format!("has more than {DEEPEST} parts"));
        }
        parts.iter().find_map(|part| refuse_part(part))
    }
}

/// Data from another process or from a file on disk passes the same check as an author's text.
impl TryFrom<String> for FilePath {
    type Error = PathError;

    fn try_from(text: String) -> Result<Self, PathError> {
        Self::parse(&text)
    }
}

impl From<FilePath> for String {
    fn from(path: FilePath) -> Self {
        path.0
    }
}

impl fmt::Display for FilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Windows' device names; a file called so can't be checked out there.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

fn refuse_part(part: &str) -> Option<String> {
    let stem = part.split('.').next().unwrap_or(part).to_ascii_lowercase();
    let numbered =
        ["com", "lpt"].iter().any(|port| stem.strip_prefix(port).is_some_and(|n| n.len() == 1 && n.chars().all(|c| c.is_ascii_digit())));
    if part == ".." {
        Some("leaves its folder with `..`".into())
    } else if part.eq_ignore_ascii_case(".git") || part.to_ascii_lowercase().starts_with("git~") {
        Some("is inside `.git`, which belongs to git".into())
    } else if let Some(c) = part.chars().find(|c| is_unsafe(*c)) {
        Some(format!("has the character {c:?}, which not every system allows in a file name"))
    } else if part.ends_with(['.', ' ']) {
        Some(format!("has the part {part:?}, whose end Windows cuts off"))
    } else if DEVICES.contains(&stem.as_str()) || numbered {
        Some(format!("has the part {part:?}, which is a device on Windows"))
    } else if part.len() > 255 {
        Some("has a part of more than 255 bytes".into())
    } else {
        None
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fdd0}'..='\u{fdef}')
}
