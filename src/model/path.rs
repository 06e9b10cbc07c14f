//! A path that is safe to write: relative, inside the root, the same on every system.

use crate::diag::letters::is_harmful;
use crate::files::{Private, private};
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
        Self::refuse(text, &parts)
            .map_or_else(|| Ok(Self(parts.join("/"))), |reason| Err(PathError { reason }))
    }

    /// The path, with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder it is in; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    fn refuse(text: &str, parts: &[&str]) -> Option<String> {
        if text.starts_with('/') {
            return Some("is absolute: a generated file is inside the project".into());
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

/// Windows' device names, of which some have a number behind them; a file called so can't be checked out there.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
const NUMBERED_DEVICES: [&str; 2] = ["com", "lpt"];

/// Whether a part has only letters that every system takes as they are, as most have: nothing is wrong with it then but its
/// length, or that it is a device.
fn is_plain(part: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    part.bytes().all(|byte| is_plain(byte) || matches!(byte, b'_' | b'-' | b'.'))
        && !part.starts_with('.')
        && !part.ends_with('.')
}

fn refuse_part(part: &str) -> Option<String> {
    if is_plain(part) && part.len() <= 255 && !is_device(part) {
        None
    } else if part == ".." {
        Some("leaves its folder with `..`".into())
    } else if private(part) == Some(Private::Git) {
        Some("is inside `.git`, which belongs to git".into())
    } else if let Some(c) = part.chars().find(|c| is_unsafe(*c)) {
        Some(format!("has the character {c:?}, which not every system allows in a file name"))
    } else if let Some(c) = part.chars().find(|c| is_harmful(*c)) {
        Some(format!(
            "has the character U+{:04X}, which is not seen or looks like another one",
            u32::from(c)
        ))
    } else if part.ends_with(['.', ' ']) {
        Some(format!("has the part {part:?}, whose end Windows cuts off"))
    } else if is_device(part) {
        Some(format!("has the part {part:?}, which is a device on Windows"))
    } else if is_short_name(part) {
        Some(format!("has the part {part:?}, which is the short name of another file on Windows"))
    } else if part.len() > 255 {
        Some("has a part of more than 255 bytes".into())
    } else {
        None
    }
}

/// Control characters, and those that some system takes for more than a part of a name.
fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
}

/// Windows leaves out what follows a dot, and blanks before it; small digits above the line count too.
fn is_device(part: &str) -> bool {
    let stem = part.split('.').next().unwrap_or(part).trim_end_matches(' ').to_lowercase();
    let is_number = |rest: &str| {
        rest.chars().count() == 1
            && rest.contains(|c: char| c.is_ascii_digit() || matches!(c, '¹' | '²' | '³'))
    };
    DEVICES.contains(&stem.as_str())
        || NUMBERED_DEVICES.iter().any(|name| stem.strip_prefix(name).is_some_and(is_number))
}

/// Whether Windows could have made a name for a longer one: at most eight characters with a `~` and a number at their end,
/// and three behind a dot. `GIT~1` is `.git` there.
fn is_short_name(part: &str) -> bool {
    let (stem, ending) = part.split_once('.').unwrap_or((part, ""));
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    let is_numbered =
        stem.rsplit_once('~').is_some_and(|(start, rest)| !start.is_empty() && is_number(rest));
    is_numbered && stem.chars().count() <= 8 && ending.chars().count() <= 3 && !ending.contains('.')
}

#[cfg(test)]
mod tests {
    use super::FilePath;
    use crate::diag::letters::is_harmful;

    fn refused(path: &str) -> Option<String> {
        FilePath::parse(path).err().map(|error| error.reason)
    }

    #[test]
    fn no_name_has_a_letter_that_is_not_seen() {
        for c in ('\0'..=char::MAX).filter(|c| is_harmful(*c)) {
            let reason = refused(&format!("a/b{c}c.txt"))
                .unwrap_or_else(|| panic!("U+{:04X}", u32::from(c)));
            assert!(!reason.contains(is_harmful), "{reason}");
        }
    }

    #[test]
    fn nothing_is_git_under_another_name() {
        let names = [
            ".git",
            ".GIT",
            ".git ",
            ".git.",
            ".git. .",
            ".g\u{206a}it",
            ".gi\u{ad}t",
            "git~1",
            "GIT~1",
            "GIT~2",
            ".git::$DATA",
            "\u{ff0e}git",
        ];
        for name in names {
            assert!(
                refused(name).is_some() && refused(&format!("{name}/hooks/x")).is_some(),
                "{name:?}"
            );
        }
        assert_eq!(
            [".gitignore", ".github/a", "git", "my.git/a"].into_iter().find_map(refused),
            None
        );
    }

    #[test]
    fn nothing_is_a_device_or_a_short_name_of_windows() {
        let devices = [
            "con",
            "CON.txt",
            "con .txt",
            "con  .a.b",
            "COM1",
            "com0.x",
            "COM¹",
            "com².txt",
            "LPT³",
            "lpt9 .x",
            "CONIN$",
            "conout$.txt",
            "nul .",
        ];
        let short = ["SPECWE~1", "ENV~1", "envsta~1", "GENERA~1.JSO", "a/A~12.tx", "ab~1234"];
        for name in devices.into_iter().chain(short) {
            assert!(refused(name).is_some(), "{name:?}");
        }
        let good = [
            "console.txt",
            "com.txt",
            "com10",
            "icon",
            "lpt",
            "backup~",
            "~1",
            "file.txt~1~",
            "longer-name~1",
            "a~b",
            "a~1.json",
            "v1~2.x.y",
        ];
        assert_eq!(
            good.into_iter().filter(|name| refused(name).is_some()).collect::<Vec<_>>(),
            Vec::<&str>::new()
        );
    }
}
