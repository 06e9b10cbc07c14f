//! What `sw init` says when it is done.

use serde_json::json;
use sw::diag::FORMAT_VERSION;
use sw::scaffold::Detected;

/// The first recipe of a project.
pub(super) const RECIPE: &str = "deploy.rhai";

/// What was done, and what comes next.
#[derive(Default)]
pub(crate) struct Summary {
    /// The files that were written.
    pub(crate) written: Vec<String>,
    /// What was there and stays as it is, with why.
    pub(crate) kept: Vec<(String, &'static str)>,
    /// What the recipe makes: files, and folders that end in `/`.
    pub(crate) owned: Vec<String>,
    /// The same in a few lines.
    pub(crate) kinds: Vec<String>,
    /// What of that is there already.
    pub(crate) in_the_way: Vec<String>,
    /// What else is there.
    pub(crate) found: Detected,
}

impl Summary {
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for path in &self.written {
            text += &format!("  wrote  {path}\n");
        }
        for (path, why) in &self.kept {
            text += &format!("  kept   {path}: {why}\n");
        }
        text += &self.neighbours();
        if self.is_ours() {
            let lines: String = self.kinds.iter().map(|kind| format!("  {kind}\n")).collect();
            text += &format!("\nThe recipe makes, once you run it:\n{lines}");
        }
        text += &self.conflicts();
        text + "\nNext: `sw plan` shows what the recipe makes, `sw run` writes it.\n"
    }

    /// Whether the recipe is the one that was just written.
    fn is_ours(&self) -> bool {
        self.kept.iter().all(|(path, _)| path != RECIPE)
    }

    /// What else is there, which `sw` leaves alone.
    fn neighbours(&self) -> String {
        if self.found.systems.is_empty() {
            return String::new();
        }
        let lines = self
            .found
            .systems
            .iter()
            .map(|(system, places)| format!("  {system}: {}\n", few(places)));
        format!("\nFound here, and left alone:\n{}", lines.collect::<String>())
    }

    fn conflicts(&self) -> String {
        if self.in_the_way.is_empty() || !self.is_ours() {
            return String::new();
        }
        let lines: String = self.in_the_way.iter().map(|path| format!("  {path}\n")).collect();
        format!(
            "\nThe recipe makes these too, and they are there already:\n{lines}\
             `sw run` never overwrites what it did not make. Take what you want to keep into the recipe, then\n\
             `sw adopt PATH` lets the recipe have a file; or take the lines that make it out of the recipe.\n"
        )
    }

    pub(crate) fn json(&self) -> String {
        let kept: Vec<_> =
            self.kept.iter().map(|(path, why)| json!({ "path": path, "why": why })).collect();
        let found: Vec<_> = self
            .found
            .systems
            .iter()
            .map(|(system, places)| json!({ "system": system, "places": places }))
            .collect();
        let owned: &[String] = if self.is_ours() { &self.owned } else { &[] };
        let page = json!({
            "format_version": FORMAT_VERSION,
            "written": self.written,
            "kept": kept,
            "makes": owned,
            "in_the_way": if self.is_ours() { self.in_the_way.as_slice() } else { &[] },
            "found": found,
        });
        format!("{page}\n")
    }
}

/// The first places, and how many more there are.
fn few(places: &[String]) -> String {
    const MOST: usize = 6;
    let shown = places.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    match places.len().saturating_sub(MOST) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
