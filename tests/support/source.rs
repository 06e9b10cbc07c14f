//! The project's own files as text, and the paths that Rust code uses.

use super::paths::in_repository;
use std::fs;
use std::path::Path;

/// A text file of the repository.
pub(crate) struct Source {
    /// From the repository's root, with `/` between the parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// What builds and fuzzing leave behind, and git's own folder, which is a file in a worktree.
const LEFT_BEHIND: [&str; 5] =
    ["target", ".git", "fuzz/target", "fuzz/artifacts", "fuzz/Cargo.lock"];

/// Every text file of the repository, sorted by path; what builds leave behind is none of it.
pub(crate) fn all() -> Vec<Source> {
    let mut sources = Vec::new();
    collect(&in_repository(""), "", &mut sources);
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

fn collect(folder: &Path, prefix: &str, sources: &mut Vec<Source>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("`{}` can't be listed: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder can be listed to its end").path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if LEFT_BEHIND.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, &format!("{name}/"), sources);
        } else if let Ok(text) = fs::read_to_string(&path) {
            sources.push(Source { path: name, text });
        }
    }
}

impl Source {
    /// Whether its name ends in `.{extension}`.
    pub(crate) fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, own)| own == extension)
    }

    /// The lines of Rust code with their numbers: without comments, and without tests beside the code.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_only_tests = self.path.ends_with("/tests.rs");
        let (mut is_test, mut is_over) = (false, false);
        let lines = self.text.lines().enumerate().filter(move |(_, line)| {
            is_test = (is_test && !is_over) || *line == "#[cfg(test)]";
            // What is only there for tests ends with its brace or its semicolon in the first column.
            is_over = is_test && (*line == "}" || (line.ends_with(';') && !line.starts_with(' ')));
            !is_only_tests && !is_test && !line.trim_start().starts_with("//")
        });
        lines.map(|(i, line)| (i + 1, line))
    }

    /// The module that the file is, as in `["engine", "run"]` for `src/engine/run.rs`.
    pub(crate) fn module(&self) -> Vec<&str> {
        let inside = self
            .path
            .strip_prefix("src/")
            .and_then(|path| path.strip_suffix(".rs"))
            .unwrap_or_default();
        let parts = inside.split('/').filter(|part| !["mod", "lib", "main", ""].contains(part));
        parts.collect()
    }

    /// What [`Source::paths`] finds, as the first two steps from the root.
    pub(crate) fn uses(&self) -> Vec<(usize, Vec<String>)> {
        let start = |path: Vec<String>| path.into_iter().take(2).collect();
        self.paths().into_iter().map(|(line, path)| (line, start(path))).collect()
    }

    /// Everything that the code names by a path from the crate's root or from a module around it, as
    /// the line and the steps from the root.
    pub(crate) fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let mut uses = Vec::new();
        let mut inline = None;
        for (number, line) in self.code() {
            if line.ends_with('{') && line.trim_start_matches("pub ").starts_with("mod ") {
                inline = Some("inline");
            } else if line == "}" {
                inline = None;
            }
            let module: Vec<&str> = self.module().into_iter().chain(inline).collect();
            for start in starts(line) {
                uses.extend(
                    targets(&self.from(number, &line[start..]), &module)
                        .map(|target| (number, target)),
                );
            }
        }
        uses
    }

    /// The rest of a line from a path on; a list in braces is followed over its lines.
    fn from(&self, number: usize, rest: &str) -> String {
        let open = |text: &str| text.matches('{').count() > text.matches('}').count();
        let mut whole = rest.to_string();
        let mut following = self.text.lines().skip(number);
        while rest.ends_with('{') && open(&whole) {
            let Some(line) = following.next() else { break };
            whole += line.trim();
        }
        whole
    }
}

/// Where paths begin that lead out of a module.
fn starts(line: &str) -> impl Iterator<Item = usize> {
    let is_path =
        |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
    let found = line
        .match_indices("crate::")
        .chain(line.match_indices("super::"))
        .chain(line.match_indices("sw::").filter(|(at, _)| !line[..*at].ends_with('$')));
    found.map(|(at, _)| at).filter(move |at| is_path(*at))
}

/// The places that a path names, each as its steps from the crate's root.
fn targets(path: &str, module: &[&str]) -> impl Iterator<Item = Vec<String>> {
    let (mut at, mut rest) = (Vec::new(), path);
    // For the program, which is a crate of its own, the library has the name `sw`.
    if let Some(after) = path.strip_prefix("crate::").or_else(|| path.strip_prefix("sw::")) {
        rest = after;
    } else {
        at = module.to_vec();
        while let Some(after) = rest.strip_prefix("super::") {
            at.pop();
            rest = after;
        }
    }
    let at: Vec<String> = at.into_iter().map(String::from).collect();
    names(rest).into_iter().map(move |name| {
        // What the crate's root names itself is what hosts embed.
        let is_embedded = at.is_empty() && name.starts_with(|c: char| c.is_uppercase());
        let steps = at.iter().cloned().chain(is_embedded.then(|| "runtime".to_string()));
        let mut ended = false;
        let own = name.split("::").take_while(|step| {
            let goes_on = !ended;
            ended = word(step).len() < step.len();
            goes_on
        });
        let steps = steps.chain(own.map(|step| word(step).to_string()));
        steps.filter(|step| !step.is_empty()).collect()
    })
}

/// The names behind a path: one, or those of a list in braces.
fn names(rest: &str) -> Vec<&str> {
    let Some(list) = rest.strip_prefix('{') else { return vec![rest] };
    let mut depth = 0;
    let parts = list.split(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        (c == ',' && depth == 0) || depth < 0
    });
    parts.map(str::trim).take_while(|part| *part != ";").filter(|part| !part.is_empty()).collect()
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}
