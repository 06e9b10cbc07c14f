//! What keeps the project tidy where neither the compiler nor clippy can: how long a file is, what it says first, and that
//! nothing lies around. `house` has who may know whom, and the shape of the code.

mod house;
mod support;

use support::paths::in_repository;
use support::source::{Source, all};
use support::tree::subfolders;

/// Fails with a line for each finding.
fn none(findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "{} to tidy up:\n{}", findings.len(), findings.join("\n"));
}

fn code() -> Vec<Source> {
    all().into_iter().filter(|source| source.is("rs") && source.path.starts_with("src/")).collect()
}

/// Whether a path is the file `place`, or inside the folder.
fn is_in(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[test]
fn every_file_says_what_lives_there() {
    let sources = all().into_iter().filter(|source| source.is("rs") || source.is("rhai"));
    none(
        sources
            .filter(|source| !source.text.starts_with("//! "))
            .map(|source| format!("{}: its first line is no `//!`", source.path)),
    );
}

/// What formats may cost, in lines of Rust: the folder or file, what in it does not count, and the most.
const BUDGETS: &[(&str, &[&str], usize)] = &[
    ("src/domains/compose/", &[], 700),
    ("src/domains/github/", BESIDE_GITHUB, 250),
    ("src/domains/github/action.rs", &[], 60),
    ("src/domains/github/checks/", &[], 520),
    ("src/domains/github/called.rs", &[], 220),
    ("src/domains/gitlab/", &[], 370),
    ("src/domains/github/dependabot.rs", &[], 60),
    ("src/domains/vercel/", &[], 60),
];

/// GitHub's language, the rules that its schema can't say, and another format.
const BESIDE_GITHUB: &[&str] = &[
    "src/domains/github/action.rs",
    "src/domains/github/expression/",
    "src/domains/github/checks/",
    "src/domains/github/called.rs",
];

#[test]
fn formats_cost_little() {
    let code = code();
    let cost = |start: &str, but: &[&str]| -> usize {
        let files = code.iter().filter(|file| file.path.starts_with(start));
        let counts = files.filter(|file| !but.iter().any(|other| file.path.starts_with(other)));
        counts.map(|file| file.text.lines().count()).sum()
    };
    for (start, but, most) in BUDGETS {
        println!("{start}: {} of {most} lines", cost(start, but));
    }
    for room in ["src/document/", "src/schema/", "src/"] {
        println!("{room}: {} lines", cost(room, &[]));
    }
    none(
        BUDGETS.iter().filter(|(start, but, most)| cost(start, but) > *most).map(
            |(start, but, most)| format!("{start}: {} lines, at most {most}", cost(start, but)),
        ),
    );
}

#[test]
fn no_file_is_too_long() {
    let sources = all().into_iter().filter(|source| source.is("rs") || source.is("rhai"));
    none(sources.filter_map(|source| {
        let limit = length_limit(&source.path);
        let length = source.text.lines().count();
        (length > limit).then(|| format!("{}: {length} lines, at most {limit}", source.path))
    }));
}

#[test]
fn the_readme_is_read_in_a_minute() {
    let page = std::fs::read_to_string(in_repository("README.md")).expect("there is a README");
    let length = page.lines().count();
    assert!(length <= 200, "README.md: {length} lines, at most 200: the book is in docs/src");
}

/// How many lines a file may have.
fn length_limit(path: &str) -> usize {
    if path.ends_with("/mod.rs") { 150 } else { 500 }
}

#[test]
fn names_say_where_they_come_from() {
    none(all().iter().filter(|source| source.is("rs")).flat_map(hidden_names));
}

/// Lines that bring in names nobody sees, outside of tests beside code and of modules of functions
/// for recipes, which the engine's macro copies elsewhere.
fn hidden_names(source: &Source) -> Vec<String> {
    let (mut attribute, mut module) = ("", "");
    let mut found = Vec::new();
    for (i, line) in source.text.lines().enumerate() {
        match line {
            "#[cfg(test)]" | "#[export_module]" => attribute = line,
            // An attribute may go on over several lines.
            _ if line.starts_with("#[") || line.starts_with(' ') || line == ")]" => {}
            _ => {
                module =
                    if line.ends_with('{') && line.contains("mod ") { attribute } else { module };
                attribute = "";
            }
        }
        module = if line == "}" { "" } else { module };
        let is_glob = line.trim() == concat!("use super", "::*;")
            && module.is_empty()
            && !source.path.ends_with("/tests.rs");
        if is_glob || line.trim_start().starts_with(concat!("#[", "path")) {
            found.push(format!(
                "{}:{}: `{}` hides where names come from",
                source.path,
                i + 1,
                line.trim()
            ));
        }
    }
    found
}

#[test]
fn nothing_is_left_over() {
    let exact = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    let assistants = [
        concat!("chat", "gpt"),
        concat!("clau", "de"),
        concat!("anthro", "pic"),
        concat!("open", "ai"),
        concat!("co", "pilot"),
    ];
    let places = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/tmp/", "lab"),
        concat!("index", "-url"),
        concat!("--", "registry"),
    ];
    let is_wrong = |line: &str| {
        let lower = line.to_lowercase();
        let words = |text: &str, word: &str| {
            text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
        };
        exact.iter().any(|word| words(line, word))
            || assistants.iter().any(|word| words(&lower, word))
            || places.iter().any(|place| line.contains(place))
    };
    // The words of a table are those of a tool.
    let is_ours = |source: &&Source| !source.path.ends_with(".table");
    none(all().iter().filter(is_ours).flat_map(|source| {
        let lines = source.text.lines().enumerate().filter(|(_, line)| is_wrong(line));
        lines
            .map(|(i, line)| format!("{}:{}: {}", source.path, i + 1, line.trim()))
            .collect::<Vec<_>>()
    }));
}

#[test]
fn every_dependency_comes_from_the_public_registry() {
    let lock =
        std::fs::read_to_string(in_repository("Cargo.lock")).expect("the lock file is committed");
    let public = "source = \"registry+https://github.com/rust-lang/crates.io-index\"";
    none(
        lock.lines()
            .filter(|line| line.starts_with("source = ") && *line != public)
            .map(String::from),
    );
}

#[test]
fn golden_folders_and_examples_are_complete() {
    let golden = in_repository("tests/golden");
    let cases = subfolders(&golden).into_iter().flat_map(|room| {
        let cases = subfolders(&golden.join(&room));
        cases.into_iter().map(move |case| format!("tests/golden/{room}/{case}"))
    });
    let cases: Vec<String> = cases.collect();
    let incomplete = cases.iter().filter(|case| {
        let has = |file: &str| in_repository(case).join(file).exists();
        !has("deploy.rhai") || !(has("expected") || has("expected.txt"))
    });
    let orphans = all()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| path.starts_with("tests/golden/"));
    let orphans = orphans.filter(|path| !cases.iter().any(|case| is_in(path, case)));
    let examples = subfolders(&in_repository("examples")).into_iter().flat_map(|name| {
        let needed = ["deploy.rhai", ".specweave/config.yaml", ".specweave/generated.json"];
        needed.map(|file| format!("examples/{name}/{file}"))
    });
    let examples = examples.filter(|file| !in_repository(file).exists());
    none(
        (incomplete.map(|case| {
            format!("{case}: it needs `deploy.rhai`, and `expected/` or `expected.txt`")
        }))
        .chain(orphans.map(|path| format!("{path}: it belongs to no case")))
        .chain(examples.map(|file| format!("{file}: an example needs it"))),
    );
}

#[test]
fn every_namespace_has_its_file_and_is_shown_at_work() {
    let recipes: Vec<Source> = all().into_iter().filter(|source| source.is("rhai")).collect();
    let shown = |name: &str| {
        let call = format!("{name}::");
        recipes
            .iter()
            .any(|recipe| recipe.text.contains(&call) && !recipe.path.starts_with("stdlib/"))
    };
    let code = code();
    let home = |name: &str| {
        let modules = code.iter().map(Source::module);
        let mut homes = modules.filter(|module| module.contains(&name));
        homes.any(|module| ["builtins", "domains"].contains(&module[0]))
    };
    let kit = sw::pipeline::Kit::default();
    none(kit.vocabulary.names().flat_map(|name| {
        let unshown =
            (!shown(name)).then(|| format!("`{name}`: no golden folder and no example uses it"));
        let homeless = (!home(name)).then(|| {
            format!("`{name}`: no file or folder in `builtins` or `domains` has its name")
        });
        unshown.into_iter().chain(homeless)
    }));
}

#[test]
fn what_hosts_embed_shows_how_it_is_used() {
    let sources = code().into_iter().filter(|source| source.path.starts_with("src/runtime/"));
    let unshown = |source: &Source| {
        let lines: Vec<&str> = source.text.lines().map(str::trim_start).collect();
        let is_public = |line: &str| {
            ["pub fn ", "pub struct ", "pub enum ", "pub trait "]
                .iter()
                .any(|start| line.starts_with(start))
        };
        let is_shown = |at: usize| {
            let above = lines[..at]
                .iter()
                .rev()
                .take_while(|line| line.starts_with("///") || line.starts_with('#'));
            above.into_iter().any(|line| line.starts_with("/// ```"))
        };
        let unshown = (0..lines.len()).filter(|at| is_public(lines[*at]) && !is_shown(*at));
        unshown
            .map(|at| format!("{}:{}: `{}` has no example", source.path, at + 1, lines[at]))
            .collect::<Vec<_>>()
    };
    none(sources.flat_map(|source| unshown(&source)));
}

#[test]
fn there_is_one_test_command() {
    let command = "scripts/check";
    let files = ["README.md", ".ci/run"]
        .map(|file| (file, std::fs::read_to_string(in_repository(file)).unwrap_or_default()));
    let missing = files.iter().filter(|(_, text)| !text.contains(command));
    none(
        missing
            .map(|(file, _)| format!("{file}: it does not say `{command}`, the one test command")),
    );
}

#[test]
fn hidden_names_are_seen() {
    let glob = concat!("    use super", "::*;\n");
    let path = concat!("#[", "path = \"b.rs\"]\nmod b;\n");
    let seen = |text: String| hidden_names(&Source { path: "src/a.rs".into(), text }).len();
    assert_eq!(seen(format!("#[cfg(test)]\nmod tests {{\n{glob}}}\n")), 0);
    assert_eq!(seen(format!("#[export_module]\n#[allow(x)]\nmod a {{\n{glob}}}\n")), 0);
    assert_eq!(seen(format!("mod a {{\n{glob}}}\n")), 1);
    assert_eq!(
        seen(format!("#[cfg(test)]\nmod tests {{\n{glob}}}\nmod b {{\n{glob}}}\n{path}")),
        2
    );
}
