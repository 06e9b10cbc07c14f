//! Fifty secrets have values in variables and in `.env` files while every golden project, every example, every mistake
//! and every page on a code is run: no value turns up in what is written or said, however it is spelled.

mod support;

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use regex_lite::Regex;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use support::fence::blocks;
use support::paths::in_repository;
use support::section::{self, RECIPE};
use support::source;
use support::tree::{self, Tree};
use sw::project::CONFIG;

/// How many values there are.
const VALUES: usize = 50;

/// Where they are kept. What is below is searched, but for these.
const KEPT: [&str; 4] = [".env", ".env.development", ".env.staging", ".env.production"];

/// Names that every corpus has secrets of, and some that none has.
fn names() -> Result<Vec<String>> {
    let declared = Regex::new(r#"secret\("([A-Z][A-Z0-9_]*)""#)?;
    let texts = source::all()
        .into_iter()
        .filter(|source| source.is("rhai") || source.is("md"))
        .map(|source| source.text);
    let texts: Vec<String> = texts.collect();
    let used: BTreeSet<&str> = texts
        .iter()
        .flat_map(|text| declared.captures_iter(text))
        .filter_map(|found| Some(found.get(1)?.as_str()))
        .collect();
    ensure!(
        used.len() > 10,
        "only {} secrets were found in the recipes: the search for them is broken",
        used.len()
    );
    let others = (used.len()..VALUES).map(|number| format!("CANARY_{number}"));
    Ok(used.iter().map(ToString::to_string).chain(others).collect())
}

/// A value of the kind that its number tells: letters, with signs that every format escapes, or part of a URL.
fn value(number: usize) -> String {
    match number % 3 {
        0 => format!("Kx7{number:03}qPzRt5vWn2LmB8"),
        1 => format!("ca/na\"ry{number:03}&<é> +%=?"),
        _ => format!("u{number:03}er:p@ss~w0rd#{number:03}"),
    }
}

/// All forms that a value may take, by other means than the program's own.
fn forms(value: &str) -> Vec<String> {
    let json = serde_json::to_string(value).expect("a text is JSON");
    let url: String = value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).into()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect();
    let hex: String = value.bytes().map(|byte| format!("{byte:02x}")).collect();
    let base64 = (0..3).map(|shift| {
        let text = STANDARD_NO_PAD.encode([&vec![b'x'; shift], value.as_bytes()].concat());
        text[[0, 2, 3][shift]..text.len() - 2].to_string()
    });
    let plain = [value.into(), json[1..json.len() - 1].into(), url, hex.to_uppercase(), hex];
    plain.into_iter().chain(base64).collect()
}

/// What is searched for, and where the values are.
struct Canaries {
    values: Vec<(String, String)>,
    forms: Vec<String>,
}

impl Canaries {
    fn new() -> Result<Self> {
        let values: Vec<(String, String)> =
            names()?.into_iter().enumerate().map(|(number, name)| (name, value(number))).collect();
        ensure!(values.len() >= VALUES);
        let forms = values.iter().flat_map(|(_, value)| forms(value)).collect();
        Ok(Self { values, forms })
    }

    /// Keeps them where a project keeps its values.
    fn keep(&self, project: &Path) -> Result<()> {
        let lines: String =
            self.values.iter().map(|(name, value)| format!("{name}='{value}'\n")).collect();
        KEPT.iter().try_for_each(|name| Ok(fs::write(project.join(name), &lines)?))
    }

    /// Runs the program with all of them in its variables; gives all that it said.
    fn run(&self, project: &Path, arguments: &[&str]) -> Result<String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
        command
            .args(arguments)
            .current_dir(project)
            .env_clear()
            .env("HOME", project.with_file_name("home"))
            .env("XDG_STATE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/state"));
        command.env("SW_LOG", "debug").env("PATH", "/usr/bin:/bin");
        for (name, value) in &self.values {
            command
                .env(name, value)
                .env(format!("STAGING_{name}"), value)
                .env(format!("TF_VAR_{}", name.to_lowercase()), value);
        }
        let output = command.output().context("sw can't be started")?;
        Ok(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
    }

    /// The first value that is in a text.
    fn hit(&self, text: &str) -> Option<&str> {
        self.forms.iter().find(|form| text.contains(form.as_str())).map(String::as_str)
    }

    /// Runs commands in a project, and searches all that they say and leave behind, also at home.
    fn search(&self, name: &str, files: &Tree, commands: &[&[&str]]) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("project");
        fs::create_dir_all(&project)?;
        tree::write(files, &project)?;
        self.keep(&project)?;
        for command in commands {
            let said = self.run(&project, command)?;
            ensure!(
                self.hit(&said).is_none(),
                "{name}: `sw {}` shows {:?}:\n{said}",
                command.join(" "),
                self.hit(&said)
            );
        }
        let kept = |path: &str| KEPT.iter().any(|kept| path == format!("project/{kept}"));
        for (path, file) in tree::read(folder.path())?.into_iter().filter(|(path, _)| !kept(path)) {
            let text = String::from_utf8_lossy(&file.bytes);
            ensure!(self.hit(&text).is_none(), "{name}: `{path}` holds {:?}", self.hit(&text));
        }
        Ok(())
    }
}

fn text(text: &str) -> tree::File {
    tree::File { bytes: text.into(), executable: false }
}

/// The standard project with other files.
fn standard<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Tree> {
    let mut tree = tree::read(&in_repository("tests/support/project"))?;
    tree.extend(files.into_iter().map(|(path, file)| (path.to_string(), text(file))));
    Ok(tree)
}

#[test]
fn projects_show_no_value() -> Result<()> {
    let canaries = Canaries::new()?;
    let areas = tree::subfolders(&in_repository("tests/golden"))
        .into_iter()
        .map(|area| format!("tests/golden/{area}"));
    let mut count = 0;
    for area in areas.chain(["examples".into()]) {
        for name in tree::subfolders(&in_repository(&area)) {
            let path = format!("{area}/{name}");
            let commands: [&[&str]; 7] = [
                &["run", "--force"],
                &["run", "--force", "--trust"],
                &["plan", "--verbose"],
                &["check", "--format", "json"],
                &["secrets", "check"],
                &["secrets", "list", "--env", "staging", "--for", "github", "--script"],
                &["secrets", "scan", "."],
            ];
            canaries.search(
                &path,
                &standard([])?.into_iter().chain(tree::read(&in_repository(&path))?).collect(),
                &commands,
            )?;
            count += 1;
        }
    }
    ensure!(count > 35, "only {count} projects were found");
    Ok(())
}

#[test]
fn mistakes_show_no_value() -> Result<()> {
    let canaries = Canaries::new()?;
    for section in section::all("mistakes")? {
        let files = section.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        canaries.search(&section.title, &standard(files)?, &[&["run", "--timeout", "5"]])?;
    }
    Ok(())
}

#[test]
fn pages_on_codes_show_no_value() -> Result<()> {
    let canaries = Canaries::new()?;
    for page in source::all().iter().filter(|source| source.path.starts_with("src/diag/codes/")) {
        let blocks = blocks(&page.text);
        let wrong = blocks
            .iter()
            .filter(|block| !block.is("fixed") && !["console", "text"].contains(&block.language));
        let file = |language: &str| if language == "yaml" { CONFIG } else { RECIPE };
        let files = wrong.map(|block| {
            (
                block.words.first().copied().unwrap_or_else(|| file(block.language)),
                block.text.as_str(),
            )
        });
        canaries.search(
            &page.path,
            &standard(files)?,
            &[&["run", "--timeout", "5"], &["secrets", "check"]],
        )?;
    }
    Ok(())
}

#[test]
fn a_value_that_somebody_typed_is_found_and_covered() -> Result<()> {
    let canaries = Canaries::new()?;
    for (name, value) in canaries.values.iter().take(12) {
        let base64 = STANDARD_NO_PAD.encode(value);
        let value = serde_json::to_string(value)?;
        let recipe = format!(
            "let x = secret({name:?});\nprint({value});\nemit(\"a.txt\", {value});\nemit(\"b.json\", #{{ data: {base64:?} }});\n"
        );
        let folder = tempfile::tempdir()?;
        let project = folder.path().join("project");
        fs::create_dir_all(&project)?;
        tree::write(&standard([(RECIPE, recipe.as_str())])?, &project)?;
        canaries.keep(&project)?;
        ensure!(
            canaries.hit(&recipe).is_some(),
            "the search does not find {name} in the recipe itself"
        );
        let said = canaries.run(&project, &["run"])?;
        ensure!(
            said.contains("error[secret-value]") && said.contains("nothing was written"),
            "{said}"
        );
        ensure!(canaries.hit(&said).is_none(), "{name} is shown:\n{said}");
        ensure!(!project.join("a.txt").exists());
    }
    Ok(())
}
