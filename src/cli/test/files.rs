//! The reports that `sw test` writes into files, for CI systems.

use super::super::exit::Failure;
use super::super::ui::standard;
use crate::cli::output::cover::covered;
use crate::cli::project::site::put;
use anyhow::Context as _;
use std::io::Write as _;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::model::FilePath;
use sw::testing::{self, Coverage, Outcome};
use sw::write::Destination;

/// Writes the reports that were asked for: in the formats of JUnit and lcov, into these files from `here`.
pub(super) fn write_reports(
    here: &Path,
    (junit, lcov): (Option<&Path>, Option<&Path>),
    outcomes: &[Outcome],
    coverage: Option<&Coverage>,
) -> Result<(), Failure> {
    if let Some(path) = junit {
        write(&here.join(path), &testing::junit(outcomes))?;
    }
    if let (Some(path), Some(coverage)) = (lcov, coverage) {
        write(&here.join(path), &coverage.lcov())?;
    }
    Ok(())
}

/// Writes a report to wherever a path leads.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let text = &covered(text);
    if standard(path, text) {
        return Ok(());
    }
    let path = match Destination::of(path).map_err(|error| error.diagnostic())? {
        Destination::Stream(mut stream) => {
            return Ok(stream.write_all(text.as_bytes()).with_context(|| {
                format!("the report can't be written to `{}`", path.display())
            })?);
        }
        Destination::File(path) => path,
    };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let file = FilePath::parse(&name).map_err(|error| {
        Diagnostic::error(
            "invalid-path",
            format!("`{}` can't be a report: it {}", path.display(), error.reason),
        )
        .hint("give the path of a file")
    })?;
    put(path.parent().unwrap_or(Path::new(".")), &file, text)
}
