//! `sw diff` over examples: the expected outputs are `reference/diff/*.txt`, the JSON schema is `reference/diff.schema.json`.

mod support;

use anyhow::{Result, ensure};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use support::page::settle;
use support::paths::in_repository;
use support::sw::sw;
use support::terminal::Session;

const EXAMPLES: [&str; 3] = ["aws-shop", "hetzner", "kubernetes-shop"];

#[test]
fn examples_differ_as_expected() -> Result<()> {
    for name in EXAMPLES {
        let said = diff(name, &["staging", "production"])?;
        settle(&in_repository("tests/reference/diff").join(format!("{name}.txt")), &said, "diff")?;
    }
    Ok(())
}

#[test]
fn the_json_is_what_its_schema_says() -> Result<()> {
    let path = in_repository("tests/reference/diff.schema.json");
    let schema = sw(&in_repository("examples"), ["schema", "diff"])?.out;
    settle(&path, &schema, "diff")?;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema)?)?;
    for name in EXAMPLES {
        let page = page(name, "staging", "production")?;
        ensure!(validator.is_valid(&page), "the output of {name} is not what its schema says");
    }
    Ok(())
}

/// The other way round, all that was added is removed and every value has changed sides.
#[test]
fn both_directions_say_the_same() -> Result<()> {
    for name in EXAMPLES {
        let there = changes(&page(name, "staging", "production")?, ["old", "new"]);
        let back = changes(&page(name, "production", "staging")?, ["new", "old"]);
        ensure!(!there.is_empty(), "{name} has no differences");
        let only: Vec<_> = there.symmetric_difference(&back).collect();
        ensure!(only.is_empty(), "{name} differs in one direction only: {only:#?}");
    }
    Ok(())
}

#[test]
fn an_environment_does_not_differ_from_itself() -> Result<()> {
    for name in EXAMPLES {
        let said = diff(name, &["staging", "staging", "--exit-code"])?;
        ensure!(said == "staging and staging do not differ\n", "{said}");
    }
    Ok(())
}

#[test]
fn a_terminal_shows_it_in_colours() -> Result<()> {
    let folder = in_repository("examples/hetzner");
    let (status, screen) = Session::start(&folder, &["diff", "staging", "production"]).end();
    ensure!(status.success(), "{screen}");
    for part in ["\u{1b}[1m.github/", "\u{1b}[31m- on.push", "\u{1b}[32m+ on.workflow_dispatch"] {
        ensure!(screen.contains(part), "{part:?} is missing in {screen}");
    }
    Ok(())
}

fn diff(example: &str, arguments: &[&str]) -> Result<String> {
    let folder = in_repository("examples").join(example);
    let ran = sw(&folder, ["diff"].iter().chain(arguments).copied())?;
    ensure!(ran.code == 0, "`sw diff` ended with {}:\n{}", ran.code, ran.messages);
    Ok(ran.out)
}

fn page(example: &str, from: &str, to: &str) -> Result<Json> {
    Ok(serde_json::from_str(&diff(example, &[from, to, "--format", "json"])?)?)
}

/// What differs: the path on one side, and the values of both sides in this order.
fn changes(page: &Json, sides: [&str; 2]) -> BTreeSet<String> {
    let all = |of: &Json, key: &str| of[key].as_array().cloned().unwrap_or_default();
    let mut found = BTreeSet::new();
    for file in all(page, "files") {
        let paths = sides.map(|side| file[format!("{side}_path")].clone());
        found.insert(format!("{paths:?}"));
        for change in all(&file, "changes") {
            let values = sides.map(|side| change[side].to_string());
            let is_plain = |text: &str| !text.contains(" => ");
            let path = change["path"].as_str().filter(|path| is_plain(path));
            found.insert(format!("{paths:?} {path:?} {values:?}"));
        }
    }
    found
}
