//! Why a file is not read.

use super::private::Private;
use serde::{Deserialize, Serialize};
use std::io::{Error, ErrorKind};

/// Why a file or folder is not read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum FileError {
    /// Nothing has that name.
    #[error("there is no such file")]
    Missing,
    /// It lies outside the project, directly or through a link.
    #[error("it lies outside the project")]
    Outside,
    /// It is a link, or lies behind one, where none is followed.
    #[error("it is a link, or lies behind one")]
    Link,
    /// It is a folder, a pipe, a socket or a device.
    #[error("it is not a plain file")]
    NotFile,
    /// It keeps what no recipe may see.
    #[error("it {}", .0.why())]
    Private(Private),
    /// It is not text.
    #[error("it is not UTF-8 text")]
    NotText,
    /// It is larger than is read.
    #[error("it is larger than {0} MiB")]
    TooLarge(u64),
    /// Reading it takes too long.
    #[error("reading it takes longer than {0} seconds")]
    TooSlow(u64),
    /// The folder has more names than are listed.
    #[error("it holds more than {0} files")]
    TooMany(usize),
    /// The system refused.
    #[error("{0}")]
    System(String),
}

impl From<Error> for FileError {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing,
            ErrorKind::IsADirectory => Self::NotFile,
            _ => Self::System(crate::diag::words::system(&error)),
        }
    }
}

impl From<FileError> for Error {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Missing => ErrorKind::NotFound.into(),
            error => Self::other(error.to_string()),
        }
    }
}
