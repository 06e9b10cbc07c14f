//! The README and the book in `docs/` are true: each of their commands is run and prints what the page shows,
//! what is generated is current, and every link leads somewhere.
//!
//! A section (`## `) starts in an empty folder. Blocks with a file's name write that file, `console` blocks are played
//! as in `sessions/`, `sh` blocks hold what is typed in a clone of the repository, and what is between
//! `<!-- generated: NAME -->` and `<!-- end -->` is made by `support/generated.rs`.

mod support;

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use support::fence::{self, Block};
use support::page::settle;
use support::paths::in_repository;
use support::session::answer;
use support::source::{Source, all};
use support::sw::sw;
use support::trial::{run, trial};
use support::{generated, markdown};

/// Where the book's pages are.
const BOOK: &str = "docs/src/";

/// The list of the book's pages, in their order.
const SUMMARY: &str = "docs/src/SUMMARY.md";

fn main() -> ExitCode {
    let pages: Vec<Source> = all().into_iter().filter(|source| is_page(&source.path)).collect();
    let links = markdown::broken_links(&pages);
    let listed = unlisted(&pages);
    let played = pages.into_iter().map(|page| trial(page.path.clone(), move || play(&page)));
    run(played.chain([
        trial("every_link_leads_somewhere", move || none(&links)),
        trial("the_summary_lists_every_page", move || none(&listed)),
    ]))
}

fn is_page(path: &str) -> bool {
    path == "README.md" || (path.starts_with(BOOK) && path.ends_with(".md"))
}

fn none(problems: &[String]) -> Result<()> {
    ensure!(problems.is_empty(), "{}", problems.join("\n"));
    Ok(())
}

/// Pages that the summary does not list, and those that it lists and nobody wrote are broken links.
fn unlisted(pages: &[Source]) -> Vec<String> {
    let summary = pages.iter().find(|page| page.path == SUMMARY);
    let listed: BTreeSet<String> = summary.into_iter().flat_map(markdown::links).collect();
    let inside = |page: &Source| page.path.strip_prefix(BOOK).map(String::from);
    let all = pages.iter().filter(|page| page.path != SUMMARY).filter_map(inside);
    all.filter(|path| !listed.contains(path))
        .map(|path| format!("{SUMMARY} does not list `{path}`"))
        .collect()
}

/// Plays a page from its start to its end.
fn play(page: &Source) -> Result<()> {
    unnamed(page)?;
    let home = tempfile::tempdir()?;
    let home = home.path().canonicalize()?;
    let mut folder = home.join("project");
    let told = fence::retold(&page.text, |block| {
        if let Some(title) = block.title() {
            folder = home.join(markdown::anchor(title)).join("project");
        }
        fs::create_dir_all(&folder)?;
        if block.language == "sh" { in_clone(block, &home) } else { answer(block, &folder) }
    })?;
    settle(&in_repository(&page.path), &generated::fill(&told)?, "book")
}

/// A reader does not see the head of a block: the text before it names the file that the block is.
fn unnamed(page: &Source) -> Result<()> {
    let blocks = fence::blocks(&page.text);
    let unnamed = blocks.iter().filter_map(|block| {
        let file = block.words.first().filter(|file| !block.lead.contains(*file))?;
        Some(format!("{}: the text before it does not say that a block is `{file}`", page.path))
    });
    none(&unnamed.collect::<Vec<_>>())
}

/// Runs what is typed in a clone, with the program under test instead of another build.
fn in_clone(block: &Block<'_>, home: &Path) -> Result<String> {
    for line in block.text.lines() {
        match line.strip_prefix("cargo run --profile try -- ") {
            Some(arguments) => in_repository_with(arguments, home)?,
            None if line == "cargo install --locked --path ." => install(home)?,
            // It is what runs this test.
            None => ensure!(line == "scripts/check", "`{line}` is a command that no test runs"),
        }
    }
    Ok(block.text.clone())
}

/// A newcomer's first commands end well, and warn of nothing.
fn in_repository_with(arguments: &str, home: &Path) -> Result<()> {
    let out = home.join("target").to_string_lossy().into_owned();
    let arguments: Vec<String> = arguments
        .split(' ')
        .map(|argument| argument.replace("target/", &format!("{out}/")))
        .collect();
    let ran = sw(&in_repository(""), arguments.iter().map(String::as_str))?;
    let is_fine = ran.code == 0 && !ran.messages.contains("warning");
    ensure!(is_fine, "sw {}: {}", arguments.join(" "), ran.messages);
    Ok(())
}

/// Without optimising, and with what is built already.
fn install(home: &Path) -> Result<()> {
    let root = home.join("installed");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(in_repository("")).args([
        "install",
        "--locked",
        "--offline",
        "--debug",
        "--quiet",
        "--path",
        ".",
        "--root",
    ]);
    let output = cargo.arg(&root).env("CARGO_TARGET_DIR", in_repository("target")).output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let version = Command::new(root.join("bin/sw"))
        .arg("--version")
        .output()
        .context("what was installed can't be started")?;
    ensure!(version.status.success(), "it does not tell its version");
    Ok(())
}
