//! Where the files of a chart come from: a folder, an archive, or the schema alone.

use crate::cli::exit::Failure;
use crate::cli::project::schema::place::Place;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use sw::diag::Diagnostic;
use sw::files::Opened;

/// The largest archive, and the largest file in one: those of the largest charts have some 2 MB.
const LARGEST: u64 = 64 << 20;
const LARGEST_FILE: u64 = 16 << 20;

/// How much of an archive is unpacked to find the files.
const MOST: u64 = 256 << 20;

/// The files that are read.
const FILES: [&str; 3] = ["Chart.yaml", "values.schema.json", "values.yaml"];

/// What is known of a chart.
pub(super) struct Source {
    pub(super) name: Option<String>,
    pub(super) version: Option<String>,
    /// The text of its `values.schema.json`.
    pub(super) schema: String,
    /// The text of its `values.yaml`.
    pub(super) defaults: Option<String>,
}

/// What `Chart.yaml` says, as far as that is needed.
#[derive(Debug, Default, Deserialize)]
struct About {
    name: Option<String>,
    version: Option<String>,
}

/// Files of a chart, by name.
type Files = BTreeMap<&'static str, String>;

impl Source {
    /// The chart at a path.
    ///
    /// # Errors
    /// When there is none, or when it has no schema.
    pub(super) fn read(place: &Place, path: &Path) -> Result<Self, Failure> {
        let (at, shown) = (place.here.join(path), path.display().to_string());
        let files = if at.is_dir() {
            in_folder(place, path)?
        } else if [".tgz", ".tar.gz"].iter().any(|ending| shown.ends_with(ending)) {
            in_archive(&at).map_err(|why| unreadable(&shown, &why))?
        } else {
            Files::from([("values.schema.json", place.read(path)?)])
        };
        Self::of(files, &shown)
    }

    fn of(mut files: Files, shown: &str) -> Result<Self, Failure> {
        let about = files.remove("Chart.yaml");
        let about: About = match about.as_deref().map(serde_saphyr::from_str) {
            None => About::default(),
            Some(Ok(about)) => about,
            Some(Err(why)) => {
                return Err(unreadable(shown, &format!("its `Chart.yaml`: {why}")).into());
            }
        };
        let defaults = files.remove("values.yaml");
        let schema = files.remove("values.schema.json").ok_or_else(|| without_schema(shown))?;
        Ok(Self { name: about.name, version: about.version, schema, defaults })
    }
}

fn in_folder(place: &Place, path: &Path) -> Result<Files, Failure> {
    let mut files = Files::new();
    for name in FILES {
        if place.here.join(path).join(name).exists() {
            files.insert(name, place.read(&path.join(name))?);
        }
    }
    Ok(files)
}

/// The files in the only folder of an archive. Nothing is unpacked to the disk.
fn in_archive(path: &Path) -> Result<Files, String> {
    let bytes = Opened::at(path).and_then(|file| file.bytes(LARGEST));
    let bytes = bytes.map_err(|error| error.to_string())?;
    let mut archive = tar::Archive::new(GzDecoder::new(bytes.as_slice()).take(MOST));
    let mut files = Files::new();
    for entry in archive.entries().map_err(|error| error.to_string())? {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.path().map_err(|error| error.to_string())?.into_owned();
        let is_own = |file: &&str| name.components().count() == 2 && name.ends_with(file);
        if let Some(file) = FILES.into_iter().find(is_own) {
            let mut text = String::new();
            let read = entry.take(LARGEST_FILE).read_to_string(&mut text);
            read.map_err(|error| format!("{file}: {error}"))?;
            files.insert(file, text);
        }
    }
    Ok(files)
}

fn unreadable(shown: &str, why: &str) -> Diagnostic {
    Diagnostic::error("unreadable-schema", format!("`{shown}` can't be read as a chart: {why}"))
        .hint("give the folder of a chart, the archive that `helm pull` fetches, or a `values.schema.json`")
}

fn without_schema(shown: &str) -> Diagnostic {
    let message = format!("the chart `{shown}` has no `values.schema.json`");
    Diagnostic::error("unreadable-schema", message)
        .note("it says nothing of its values, so that Helm takes any")
        .hint("values for it are not checked; `sw check` lists them")
}
