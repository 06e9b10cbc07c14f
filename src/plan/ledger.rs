//! The ledger `.specweave/generated.json`: which files `sw` made and what it wrote in them.
//!
//! It is committed to git and therefore laid out for merging: one sorted line per file, and a
//! closing `null`, so that no line's comma depends on whether another line follows.

use super::disk::{Disk, DiskEntry};
use crate::diag::{Diagnostic, words};
use crate::model::{FilePath, Own};
use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

/// Where the ledger is, from the output root.
pub const LEDGER: &str = ".specweave/generated.json";

/// The largest ledger that is read and written, in bytes.
const LARGEST: usize = 32 << 20;

/// How many lines it may have: a recipe makes half as many files at most.
const MOST: usize = 200_000;

/// The layout that this version reads and writes.
const FORMAT: u32 = 1;

/// Which files `sw` made, by path and recipe.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The version of `sw` that wrote the files last.
    pub sw: String,
    entries: BTreeMap<(FilePath, String), Entry>,
}

/// One file, or one marked block in a file that people edit too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Where it is.
    pub path: FilePath,
    /// The [`fingerprint`](super::content::fingerprint) of what was written.
    pub sha256: String,
    /// Whether it was made executable.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub executable: bool,
    /// The environment it belongs to; none belongs to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// The recipe that owns it.
    pub recipe: String,
    /// How much of it is ours.
    #[serde(default, skip_serializing_if = "is_whole")]
    pub own: Own,
    /// The name in the block's markers, where it is not the recipe's: after a recipe was renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
}

/// Why a ledger can't be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// git left both sides of a merge in it.
    #[error("`{LEDGER}` holds both sides of a merge")]
    Merge,
    /// A later `sw` wrote it.
    #[error("`{LEDGER}` was written by `sw` {0}, which is newer than this one")]
    Newer(String),
    /// It is no ledger.
    #[error("`{LEDGER}` is damaged")]
    Broken(String),
    /// No run makes so many files.
    #[error("`{LEDGER}` is larger than {} MiB", LARGEST >> 20)]
    TooLarge,
    /// It can't be read.
    #[error("cannot read `{LEDGER}`")]
    Unreadable(#[from] std::io::Error),
}

#[derive(Serialize, Deserialize)]
struct Head {
    format: u32,
    sw: String,
}

#[derive(Deserialize)]
struct Page {
    sw: String,
    files: Entries,
}

/// The lines of a page, taken one by one: a page of many that say nothing makes nothing.
struct Entries(BTreeMap<(FilePath, String), Entry>);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(page: D) -> Result<Self, D::Error> {
        page.deserialize_seq(Self(BTreeMap::new()))
    }
}

impl<'de> Visitor<'de> for Entries {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of files")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut lines: A) -> Result<Self, A::Error> {
        while let Some(line) = lines.next_element::<Option<Entry>>()? {
            let Some(entry) = line else { continue };
            let key = (entry.path.clone(), entry.recipe.clone());
            if let Some(twice) = self.0.insert(key, entry) {
                return Err(A::Error::custom(format!("it lists `{}` twice", twice.path)));
            }
            if self.0.len() > MOST {
                return Err(A::Error::custom(format!("it lists more than {MOST} files")));
            }
        }
        Ok(self)
    }
}

impl Default for Ledger {
    fn default() -> Self {
        Self { sw: super::VERSION.into(), entries: BTreeMap::new() }
    }
}

impl Ledger {
    /// Reads the ledger of an output root; empty where there is none yet.
    ///
    /// # Errors
    /// When it is there and can't be used.
    pub fn read(root: &Path) -> Result<Self, LedgerError> {
        Self::text(root)?.map_or_else(|| Ok(Self::default()), |text| Self::parse(&text))
    }

    /// The ledger of an output root as it is; none where there is none yet.
    ///
    /// # Errors
    /// When it is there and can't be read.
    pub fn text(root: &Path) -> Result<Option<String>, LedgerError> {
        match Disk::new(root).look_for(&Self::path(), LARGEST as u64)? {
            DiskEntry::File(content) => {
                Ok(Some(String::from_utf8_lossy(&content.bytes).into_owned()))
            }
            DiskEntry::Nothing => Ok(None),
            DiskEntry::TooLarge => Err(LedgerError::TooLarge),
            _ => Err(LedgerError::Unreadable(std::io::Error::other(
                "it is not a plain file in a plain folder",
            ))),
        }
    }

    /// Where it is, from the output root.
    pub fn path() -> FilePath {
        FilePath::parse(LEDGER).expect("the ledger's path is a good one")
    }

    /// Takes the text of a ledger.
    ///
    /// # Errors
    /// When git left a merge in it, a newer `sw` wrote it, or it is no ledger.
    pub fn parse(text: &str) -> Result<Self, LedgerError> {
        if text.lines().any(is_merge_marker) {
            return Err(LedgerError::Merge);
        }
        let head: Head = serde_json::from_str(text).map_err(broken)?;
        if head.format > FORMAT {
            return Err(LedgerError::Newer(head.sw));
        }
        let page: Page = serde_json::from_str(text).map_err(broken)?;
        Ok(Self { sw: page.sw, entries: page.files.0 })
    }

    /// The text to write: the same for the same entries.
    pub fn to_text(&self) -> String {
        let json = |entry: &Entry| {
            serde_json::to_string(entry).expect("an entry holds only text and numbers")
        };
        let lines: String = self.entries().map(|entry| format!("    {},\n", json(entry))).collect();
        let sw = serde_json::to_string(&self.sw).expect("text is valid JSON");
        format!(
            "{{\n  \"format\": {FORMAT},\n  \"sw\": {sw},\n  \"files\": [\n{lines}    null\n  ]\n}}\n"
        )
    }

    /// The text to write, unless it could not be read again.
    pub(crate) fn to_text_to_keep(&self) -> std::io::Result<String> {
        let text = self.to_text();
        if text.len() > LARGEST || self.entries.len() > MOST {
            let why = format!(
                "it would list more than {MOST} files, or be larger than {} MiB",
                LARGEST >> 20
            );
            return Err(std::io::Error::new(std::io::ErrorKind::FileTooLarge, why));
        }
        Ok(text)
    }

    /// All entries, sorted by path and recipe.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// The entry of a recipe for a path.
    pub fn get(&self, path: &FilePath, recipe: &str) -> Option<&Entry> {
        self.entries.get(&(path.clone(), recipe.to_string()))
    }

    /// The entries of all recipes for a path.
    pub fn at<'a>(&'a self, path: &'a FilePath) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .range((path.clone(), String::new())..)
            .map(|(_, entry)| entry)
            .take_while(move |entry| entry.path == *path)
    }

    /// Adds an entry; gives the one that it replaces.
    pub fn insert(&mut self, entry: Entry) -> Option<Entry> {
        self.entries.insert((entry.path.clone(), entry.recipe.clone()), entry)
    }

    /// Removes the entry of a recipe for a path.
    pub fn remove(&mut self, path: &FilePath, recipe: &str) -> Option<Entry> {
        self.entries.remove(&(path.clone(), recipe.to_string()))
    }
}

impl LedgerError {
    /// The message, with what to do.
    pub fn diagnostic(&self) -> Diagnostic {
        let error = Diagnostic::error("unusable-ledger", self.to_string());
        match self {
            Self::Merge => error.hint("`sw adopt --rebuild` makes it anew from both sides and the files on disk"),
            Self::Newer(version) => error.hint(format!("install `sw` {version} or later").as_str()),
            Self::Broken(why) => {
                error.note(why.clone()).hint("restore it from git, or let `sw adopt --rebuild` make it anew from the files on disk")
            }
            Self::TooLarge => error.hint("restore it from git, or delete it: the next run lists the files anew"),
            Self::Unreadable(why) => error.note(words::system(why)),
        }
    }
}

fn broken(error: serde_json::Error) -> LedgerError {
    LedgerError::Broken(error.to_string())
}

fn is_merge_marker(line: &str) -> bool {
    ["<<<<<<< ", "=======", ">>>>>>> "].iter().any(|marker| line.starts_with(marker))
}

/// Whether git left both sides of a merge in a text.
pub(super) fn holds_merge(text: &str) -> bool {
    ["<<<<<<< ", ">>>>>>> "].iter().all(|marker| text.lines().any(|line| line.starts_with(marker)))
}

fn is_whole(own: &Own) -> bool {
    *own == Own::Whole
}
