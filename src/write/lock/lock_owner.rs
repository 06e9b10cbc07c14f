//! Who holds the lock: a line in the lock file, for others to read. The lock holds without it too.

use crate::diag::words;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::time::Duration;

/// The process that writes to an output root, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holder {
    /// What it calls itself: `process 1234`, and where it runs when that is another machine.
    name: String,
    /// For how long it has been writing.
    held: Option<Duration>,
}

/// Enters this process.
pub(crate) fn sign(mut file: &File) {
    let name = format!("process {}\n{}\n", std::process::id(), host());
    let _ =
        file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(name.as_bytes()));
}

impl Holder {
    /// Reads who holds the lock; the file's own time says since when.
    pub(crate) fn of(file: &File) -> Self {
        let lines = read(file).unwrap_or_default();
        let mut lines = lines.lines().map(words::line);
        let process = lines.next().unwrap_or_default();
        let elsewhere = lines
            .next()
            .filter(|at| !at.is_empty() && *at != host())
            .map(|at| format!(" on `{at}`"));
        let held = file
            .metadata()
            .and_then(|facts| facts.modified())
            .ok()
            .and_then(|since| since.elapsed().ok());
        Self { name: process + &elsewhere.unwrap_or_default(), held }
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.name.is_empty() {
            return f.write_str("an unknown process");
        }
        f.write_str(&self.name)?;
        match self.held.map(|held| usize::try_from(held.as_secs()).unwrap_or(usize::MAX)) {
            None | Some(0) => Ok(()),
            Some(seconds @ 1..120) => write!(f, ", for {}", words::count(seconds, "second")),
            Some(seconds @ 120..7200) => {
                write!(f, ", for {}", words::count(seconds / 60, "minute"))
            }
            Some(seconds) => write!(f, ", for {}", words::count(seconds / 3600, "hour")),
        }
    }
}

fn read(mut file: &File) -> io::Result<String> {
    let mut text = String::new();
    file.rewind()?;
    file.take(400).read_to_string(&mut text)?;
    Ok(text)
}

/// The name of this machine.
fn host() -> String {
    #[cfg(unix)]
    {
        rustix::system::uname().nodename().to_string_lossy().into_owned()
    }
    #[cfg(not(unix))]
    {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(text: &str) -> Holder {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        Holder::of(&file)
    }

    #[test]
    fn a_holder_says_where_it_runs_when_that_is_elsewhere() {
        assert_eq!(holder(&format!("process 12\n{}\n", host())).to_string(), "process 12");
        assert_eq!(
            holder("process 12\nbuild-\u{1b}7\u{202e}\n").to_string(),
            "process 12 on `build-\\u{1b}7\\u{202e}`"
        );
        assert_eq!(holder("").to_string(), "an unknown process");
    }

    #[test]
    fn a_holder_says_for_how_long() {
        let held = |seconds| {
            Holder { name: "process 12".into(), held: Some(Duration::from_secs(seconds)) }
                .to_string()
        };
        assert_eq!(
            [held(0), held(1), held(119)],
            ["process 12", "process 12, for 1 second", "process 12, for 119 seconds"]
        );
        assert_eq!(
            [held(120), held(7200)],
            ["process 12, for 2 minutes", "process 12, for 2 hours"]
        );
    }
}
