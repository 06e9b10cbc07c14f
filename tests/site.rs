//! The site of `sw doc --html`, opened in a real browser: somebody starts at the first page, searches, follows a link,
//! reads an example and copies it.
//!
//! `scripts/tools` installs Chromium; a browser that is missing is a failure.

mod support;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use support::paths::in_repository;
use support::session::save;
use support::sw::sw;

const LIBRARY: &str = r#"//! Services of the web.

/// A service. See `emit`, <b>and</b> [this](javascript:alert(1)).
///
/// - `tier`: how large it is
///
/// ```rhai
/// web::service(#{ port: 80 }).port
/// // => 80
/// ```
fn service(given) {
    options(given, #{ port: required("the port it listens on"), tier: one_of(["small", "large"], "small") })
}

// The port of the world.
export const PORT = 80;
"#;

/// A project with a library, and its site.
fn written(home: &Path) -> Result<(std::path::PathBuf, String)> {
    let project = home.join("project");
    save(&project.join("lib/web.rhai"), LIBRARY)?;
    let ran = sw(&project, ["doc", "--html", "out"])?;
    ensure!(ran.code == 0, "{}", ran.messages);
    Ok((project.join("out"), ran.out))
}

/// Every file of a site.
fn texts(site: &Path) -> Result<BTreeMap<String, String>> {
    let entries = fs::read_dir(site)?.map(|entry| {
        let path = entry?.path();
        Ok((
            path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            fs::read_to_string(&path)?,
        ))
    });
    entries.collect()
}

#[test]
fn a_reader_finds_follows_reads_and_copies() -> Result<()> {
    let home = tempfile::tempdir()?;
    let (site, _) = written(&home.path().canonicalize()?)?;
    let mut python = Command::new(in_repository("target/tools/bin/python"));
    let output = python
        .arg(in_repository("tests/support/site.py"))
        .arg(&site)
        .output()
        .context("`scripts/tools` installs what this test needs")?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let told: Value = serde_json::from_slice(&output.stdout)?;
    let is = |key: &str, expected: &str| {
        let found = told[key].as_str().unwrap_or_default();
        ensure!(found == expected, "{key}: expected {expected:?}, found {found:?}");
        anyhow::Ok(())
    };
    is("start", "What sw is")?;
    is("chapter", "Start")?;
    is("error", "unknown-environment")?;
    is("key", "environments")?;
    ensure!(told["found"][0] == "terraform::root", "the search finds {}", told["found"]);
    is("heading", "root")?;
    is(
        "example",
        "terraform::root(environment(\"staging\")).path\n// => \"infrastructure/terraform/staging\"",
    )?;
    is("copied", "terraform::root(environment(\"staging\")).path")?;
    is("followed", "Type terraform.root")?;
    is("method", "<terraform.root>.backend(kind: string, settings: map)")?;
    is("option", "terraform::root.required_version")?;
    ensure!(told["closed"] == true, "Escape does not close what was found");
    is("own", "web::service(options: map)")?;
    ensure!(
        told["own_options"][0] == "port" && told["own_options"][1] == "tier",
        "the options are {}",
        told["own_options"]
    );
    is("unknown", "Nothing is called so.")?;
    ensure!(told["light"][0] != told["dark"][0], "dark and light look the same: {}", told["light"]);
    ensure!(
        told["light"][1] == told["dark"][0] && told["dark"][1] == told["light"][0],
        "the button does not switch"
    );
    ensure!(
        told["too_wide"] == serde_json::json!([]),
        "pages that a phone can't show: {}",
        told["too_wide"]
    );
    ensure!(told["errors"] == serde_json::json!([]), "the browser complains: {}", told["errors"]);
    let outside = told["requests"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|url| !url.as_str().unwrap_or_default().starts_with("file://"));
    let outside: Vec<&Value> = outside.collect();
    ensure!(outside.is_empty(), "it loads from elsewhere: {outside:?}");
    Ok(())
}

/// The links of all pages, each with the page that it is on and its file and anchor; each leads somewhere, and no
/// page has an anchor twice.
fn linked(files: &BTreeMap<String, String>) -> Result<Vec<(String, String)>> {
    let values = |text: &str, name: &str| -> Vec<String> {
        let start = format!(" {name}=\"");
        let parts = text.split(start.as_str()).skip(1);
        parts.filter_map(|rest| Some(rest.split_once('"')?.0.to_string())).collect()
    };
    let mut anchors = BTreeMap::new();
    for (name, text) in files {
        let ids = values(text, "id");
        let distinct: BTreeSet<String> = ids.iter().cloned().collect();
        ensure!(ids.len() == distinct.len(), "{name} has an anchor twice: {ids:?}");
        anchors.insert(name, distinct);
    }
    let mut links = Vec::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".html")) {
        let all = values(text, "href").into_iter().chain(values(text, "src"));
        for link in all.filter(|link| !link.starts_with("https://")) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { name } else { file };
            let known = files.get_key_value(target).and_then(|(target, _)| anchors.get(target));
            let leads = known.is_some_and(|ids| anchor.is_empty() || ids.contains(anchor));
            ensure!(leads, "{name} leads to `{link}`, where nothing is");
            links.push((name.clone(), target.to_string()));
        }
    }
    Ok(links)
}

#[test]
fn every_link_leads_somewhere_and_the_bytes_are_always_the_same() -> Result<()> {
    let home = tempfile::tempdir()?;
    let (site, said) = written(&home.path().canonicalize()?)?;
    ensure!(said.trim() == site.join("index.html").display().to_string(), "it says {said}");
    let files = texts(&site)?;
    let links = linked(&files)?;
    let lists = |file: &str| links.iter().any(|(_, target)| target == file);
    for file in ["book-reference-configuration.html", "book-secrets.html", "errors-options.html"] {
        ensure!(lists(file), "nothing leads to `{file}`");
    }
    let outside = files.iter().filter(|(name, _)| name.ends_with(".html")).find(|(_, text)| {
        text.contains("http://") || text.contains("https://cdn") || text.contains("<img")
    });
    ensure!(outside.is_none(), "{outside:?} names something on the network");
    let own = &files["module-lib-web.html"];
    ensure!(
        own.contains("&lt;b&gt;and&lt;/b&gt;") && !own.contains("javascript:"),
        "a library's text became HTML: {own}"
    );
    ensure!(own.contains("href=\"everywhere.html#emit\""), "a name in a text leads nowhere: {own}");

    let again = tempfile::tempdir()?;
    let (site, _) = written(&again.path().canonicalize()?)?;
    ensure!(texts(&site)? == files, "two runs give different sites");
    Ok(())
}
