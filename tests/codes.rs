//! Every code of a message has a page, and every page tells the truth: its example gives a message
//! with exactly this code, and what is marked as `fixed` gives none.
//!
//! The pages are `src/diag/codes/<area>/<code>.md`. In an example, a `rhai` block is the recipe, a
//! `yaml` block the configuration, a block whose head names a file is that file, and `fixed` marks
//! what is written instead. Where a `console` block follows, the commands in it are played, and each
//! line below them is one that they say; else the example is evaluated and planned right here.

mod support;

use anyhow::{Context, Result, bail, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;
use support::codes::{compared, said, used};
use support::fence::{Block, blocks};
use support::paths::in_repository;
use support::shell;
use support::source::{Source, all};
use support::trial::{run, trial};
use sw::Runtime;
use sw::diag::Diagnostic;
use sw::engine::Limits;
use sw::engine::world::MemoryWorld;
use sw::project::{CONFIG, Project};

const RECIPE: &str = "deploy.rhai";
const PAGES: &str = "src/diag/codes/";

/// How long a summary may be: it stands beside its code in a list.
const SUMMARY: usize = 80;

/// How long a line may be: text is broken earlier, and examples are indented by four when shown.
const WIDTH: usize = 100;

/// Enough for every example but the one that never ends.
const LIMITS: Limits = Limits {
    steps: 1_000_000,
    time: Duration::from_secs(30),
    text_bytes: 1 << 20,
    items: None,
    ..Limits::DEFAULT
};

/// Pages without an example that runs, and why there is none.
const UNSHOWN: &[(&str, &str)] = &[
    (
        "foreign-project",
        "another user would have to put a project into a folder above, as in `tests/planted.rs`",
    ),
    ("internal-error", "a mistake of the program that is known is mended"),
    ("host-failed", "a host would have to panic, as in `hosts.rs`"),
    ("no-worker", "a host would have to forget to serve, as in `hosts.rs`"),
    ("unfit-extension", "a host would have to add one, as in `hosts.rs`"),
    ("cancelled", "somebody would have to press Ctrl-C, as `tests/terminal.rs` does"),
    (
        "interrupted",
        "a process would have to die in the middle of a write, as in `write_faults.rs`",
    ),
    ("locked", "another process would have to hold the lock for half a minute"),
    ("other-version", "another version of the program would be needed"),
    ("no-rehearsal", "a host would have to run a test in a world of its own"),
    ("out-of-memory", "it takes seconds to fill that much, and more than some machines have"),
    ("replaced-program", "the program would have to be replaced while it runs"),
    ("too-many-messages", "its recipe would be longer than all other pages"),
    (
        "write-conflict",
        "a file would have to change in the middle of a run, as in `write_races.rs`",
    ),
    (
        "write-unfinished",
        "a disk would have to fail in the middle of a write, as in `write_faults.rs`",
    ),
];

fn main() -> ExitCode {
    let sources = all();
    let mut trials = vec![];
    for page in sources.iter().filter(|source| source.path.starts_with(PAGES)) {
        let (path, text) = (page.path.clone(), page.text.clone());
        trials.push(trial(name(&page.path).unwrap_or_default(), move || check(&path, &text)));
    }
    trials.push(trial("codes_and_pages_belong_together", move || complete(&sources)));
    run(trials)
}

/// The code that a page is about, by its path.
fn name(path: &str) -> Option<String> {
    let inside = path.strip_prefix(PAGES)?.strip_suffix(".md")?;
    inside.split_once('/').filter(|(_, code)| !code.contains('/')).map(|(_, code)| code.to_string())
}

fn complete(sources: &[Source]) -> Result<()> {
    let used =
        used(sources.iter().filter(|source| source.is("rs") && source.path.starts_with("src/")));
    ensure!(
        used.len() > 100,
        "only {} codes were found in the code: the search for them is broken",
        used.len()
    );
    let pages: BTreeSet<String> = sources.iter().filter_map(|source| name(&source.path)).collect();
    let seen =
        sources.iter().filter(|source| source.path.starts_with("tests/") && !source.is("rs"));
    let seen: BTreeMap<String, String> = seen
        .flat_map(|source| said(&source.text).into_iter().map(|code| (code, source.path.clone())))
        .collect();
    let asked = compared(sources);
    let untold = used.iter().chain(&seen).chain(&asked).filter(|(code, _)| !pages.contains(*code));
    let untold = untold
        .map(|(code, path)| format!("`{code}` in {path} has no page `{PAGES}<area>/{code}.md`"));
    let unused = pages
        .iter()
        .filter(|code| !used.contains_key(*code))
        .map(|code| format!("no message has the code `{code}` any more"));
    let shown = UNSHOWN
        .iter()
        .filter(|(code, _)| !pages.contains(*code))
        .map(|(code, _)| format!("`{code}` is no page"));
    let wrong: Vec<String> = untold.chain(unused).chain(shown).collect();
    ensure!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}

fn check(path: &str, text: &str) -> Result<()> {
    let code = name(path).with_context(|| format!("`{path}` is not `{PAGES}<area>/<code>.md`"))?;
    let mut lines = text.lines();
    ensure!(lines.next() == Some(&format!("# {code}")), "the page starts with `# {code}`");
    ensure!(lines.next() == Some(""), "an empty line follows the heading");
    let summary = lines.next().unwrap_or_default();
    ensure!(
        summary.ends_with('.') && summary.len() <= SUMMARY,
        "a summary of at most {SUMMARY} characters follows: {summary}"
    );
    ensure!(lines.next() == Some(""), "the summary is a paragraph of its own");
    let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > WIDTH).collect();
    ensure!(long.is_empty(), "a line has at most {WIDTH} characters: {}", long.join("\n"));
    ensure!(!text.contains("\n\n\n") && text.ends_with('\n'), "one empty line is enough");
    let blocks = blocks(text);
    led(&blocks)?;
    let runs = blocks.iter().any(|block| ["rhai", "yaml", "console"].contains(&block.language));
    match (UNSHOWN.iter().any(|(unshown, _)| *unshown == code), runs) {
        (true, true) => bail!("it has an example: take it out of `UNSHOWN`"),
        (true, false) => Ok(()),
        (false, false) => bail!("it has no example; if there can be none, `UNSHOWN` says why"),
        (false, true) if blocks.iter().any(|block| block.language == "console") => {
            play(&code, &blocks)
        }
        (false, true) => evaluate(&code, &blocks),
    }
}

/// Who reads the page sees neither the heads of blocks nor what is `fixed`: the text says it.
fn led(blocks: &[Block<'_>]) -> Result<()> {
    for (i, block) in blocks.iter().enumerate() {
        let starts_fix = block.is("fixed") && (i == 0 || !blocks[i - 1].is("fixed"));
        ensure!(!starts_fix || !block.lead.trim().is_empty(), "text stands before what is `fixed`");
        let file = block.words.iter().find(|word| **word != "fixed");
        ensure!(
            file.is_none_or(|file| block.lead.contains(file)),
            "the text before it says that a block is `{}`",
            file.unwrap_or(&"")
        );
    }
    Ok(())
}

type Files = BTreeMap<String, String>;

/// The file that a block is.
fn file<'a>(block: &Block<'a>) -> Result<&'a str> {
    match (block.words.iter().find(|word| **word != "fixed"), block.language) {
        (Some(file), _) => Ok(file),
        (None, "rhai") => Ok(RECIPE),
        (None, "yaml") => Ok(CONFIG),
        (None, other) => bail!("a block of `{other}` has to name its file"),
    }
}

/// Evaluates the example without what is `fixed`, and then with each way to put it right.
fn evaluate(code: &str, blocks: &[Block<'_>]) -> Result<()> {
    let mut files = Files::new();
    let (fixed, wrong): (Vec<_>, Vec<_>) =
        blocks.iter().filter(|block| block.language != "text").partition(|block| block.is("fixed"));
    for block in wrong {
        ensure!(
            files.insert(file(block)?.into(), block.text.clone()).is_none(),
            "`{}` is there twice: say which is `fixed`",
            file(block)?
        );
    }
    let found = judged(&files)?;
    let codes: BTreeSet<&str> = found.iter().map(|message| message.code.as_ref()).collect();
    ensure!(codes.iter().eq([&code]), "the example gives other messages:\n{}", told(&found));
    ensure!(!fixed.is_empty(), "it has no example that is put right");
    let mut seen = BTreeSet::new();
    for block in fixed {
        // A file that is written again starts another way to put it right.
        if !seen.insert(file(block)?) {
            clean(&files)?;
            seen = BTreeSet::from([file(block)?]);
        }
        files.insert(file(block)?.into(), block.text.clone());
    }
    clean(&files)
}

fn clean(files: &Files) -> Result<()> {
    let left = judged(files)?;
    ensure!(left.is_empty(), "what is `fixed` gives messages:\n{}", told(&left));
    Ok(())
}

fn told(messages: &[Diagnostic]) -> String {
    let style = sw::diag::render::Style::Human { color: false };
    let text = sw::diag::render::render(messages, &BTreeMap::new(), style);
    if text.is_empty() { "none".into() } else { text }
}

/// All messages about a configuration, a recipe and the files that come of it in an empty project.
fn judged(files: &Files) -> Result<Vec<Diagnostic>> {
    let root = tempfile::tempdir()?;
    let config = files.get(CONFIG).map_or_else(standard, |config| Ok(config.clone()))?;
    let (project, mut messages) = Project::parse(root.path(), &config, CONFIG);
    let (Some(project), Some(_)) = (project, files.get(RECIPE)) else { return Ok(messages) };
    let world: MemoryWorld =
        files.clone().into_iter().chain([(CONFIG.to_string(), config)]).collect();
    let made = Runtime::builder().project(project).world(world).limits(LIMITS).build()?.run(RECIPE);
    messages.extend(made.diagnostics.iter().cloned());
    if !messages.iter().any(Diagnostic::is_error) {
        messages.extend(made.plan(root.path(), false).err().unwrap_or_default());
    }
    Ok(messages)
}

fn standard() -> Result<String> {
    Ok(std::fs::read_to_string(in_repository("tests/support/project").join(CONFIG))?)
}

/// Plays the blocks as a session: the last command before what is `fixed` gives the code, and the
/// last of all does not.
fn play(code: &str, blocks: &[Block<'_>]) -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = home.path().canonicalize()?.join("project");
    write(&project, CONFIG, &standard()?)?;
    let (mut before, mut after) = (None, None);
    for block in blocks.iter().filter(|block| block.language != "text") {
        if block.language != "console" {
            write(&project, file(block)?, &block.text)?;
            continue;
        }
        let last = replay(block, &project)?;
        if block.is("fixed") { after = Some(last) } else { before = Some(last) }
    }
    let before = before.context("no command gives the message")?;
    ensure!(said(&before).iter().eq([code]), "the command gives other messages:\n{before}");
    let after = after.context("no command is `fixed`")?;
    ensure!(said(&after).is_empty(), "what is `fixed` gives messages:\n{after}");
    Ok(())
}

fn write(project: &Path, file: &str, text: &str) -> Result<()> {
    let path = project.join(file);
    std::fs::create_dir_all(path.parent().unwrap_or(project))?;
    std::fs::write(&path, text).with_context(|| format!("cannot write `{file}`"))
}

/// Gives what the last command of a block says.
fn replay(block: &Block<'_>, project: &Path) -> Result<String> {
    let mut last = String::new();
    for line in block.text.lines() {
        match line.strip_prefix("$ ") {
            Some(command) => last = shell::said(command, project)?,
            None => ensure!(
                last.lines().any(|said| is_shown(said, line)),
                "no line is `{line}` in:\n{last}"
            ),
        }
    }
    Ok(last)
}

/// Whether a page's line is one that was said, or its start and `...`.
fn is_shown(said: &str, line: &str) -> bool {
    line.strip_suffix(" ...").map_or(said == line, |start| said.starts_with(start))
}
