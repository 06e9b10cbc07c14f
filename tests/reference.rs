//! `reference/functions.md`: what recipes can call, as a committed page, so that every change of it is seen in
//! review. (What can be typed is a page of the book, `docs/src/reference/commands.md`.)

mod support;

use ::sw::Runtime;
use ::sw::engine::reference::{Entry, FunctionDoc, OptionDoc, Reference};
use ::sw::engine::world::MemoryWorld;
use anyhow::{Context, Result, ensure};
use std::fmt::Write;
use support::page::settle;
use support::paths::in_repository;
use support::sw::sw;

#[test]
fn the_functions_are_as_committed() -> Result<()> {
    let page = functions(&Runtime::builder().build()?.reference().functions);
    settle(&in_repository("tests/reference/functions.md"), &page, "reference")
}

fn head(title: &str) -> String {
    format!("# {title}\n\nWritten by `scripts/bless`; `tests/reference.rs` compares it.\n")
}

/// A section for each namespace and each kind of thing, a line for each function.
fn functions(all: &[FunctionDoc]) -> String {
    let mut page = head("What recipes can call");
    let mut section = None;
    for function in all {
        let title = title(function);
        if section.as_ref() != Some(&title) {
            write!(page, "\n## {title}\n\n").expect("text takes text");
            section = Some(title);
        }
        writeln!(page, "- `{}`: {}", function.signature, function.summary)
            .expect("text takes text");
    }
    page
}

fn title(function: &FunctionDoc) -> String {
    match (function.namespace.as_str(), function.receiver.as_str()) {
        ("", "") => "Everywhere".into(),
        ("", receiver) => format!("On: {receiver}"),
        (namespace, _) => format!("`{namespace}`"),
    }
}

#[test]
fn the_document_for_programs_is_the_whole_reference() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let reference = Runtime::builder().build()?.reference();
    for arguments in [&["doc", "--json"][..], &["doc", "--format", "json"]] {
        let ran = sw(folder.path(), arguments.iter().copied())?;
        ensure!(ran.code == 0 && ran.messages.is_empty(), "{}", ran.messages);
        ensure!(
            serde_json::from_str::<Reference>(&ran.out)? == reference,
            "the document and the reference differ"
        );
    }
    let whole: serde_json::Value =
        serde_json::from_str(&sw(folder.path(), ["doc", "--json"])?.out)?;
    ensure!(whole["format_version"] == "1.0");
    let secret = whole["functions"].as_array().into_iter().flatten().find(|function| {
        function["signature"]
            .as_str()
            .is_some_and(|signature| signature.starts_with("secret(name: string, options"))
    });
    let secret = secret.context("a function with options is part of it")?;
    for key in ["name", "signature", "summary", "doc", "options", "examples"] {
        ensure!(!secret[key].is_null(), "`{key}` is missing in {secret}");
    }
    Ok(())
}

#[test]
fn everything_is_found_by_its_name_and_stands_on_every_page() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let reference = Runtime::builder().build()?.reference();
    for name in reference.names() {
        ensure!(!reference.find(&name).is_empty(), "`{name}` is listed, and not found");
    }
    let markdown = sw(folder.path(), ["doc", "--markdown"])?.out;
    let overview = sw(folder.path(), ["doc"])?.out;
    for function in &reference.functions {
        ensure!(
            markdown.contains(&format!("### `{}`\n", function.full_name())),
            "Markdown does not tell of {}",
            function.full_name()
        );
        let is_listed = !function.receiver.is_empty()
            || overview.split_whitespace().any(|word| word == function.name);
        ensure!(
            is_listed || !function.name.starts_with(char::is_alphabetic),
            "the overview does not name {}",
            function.name
        );
    }
    let same = reference.functions.iter().find(|function| {
        let forms = reference.functions.iter();
        function.doc.starts_with("The same")
            && forms.filter(|form| form.full_name() == function.full_name()).count() == 1
    });
    ensure!(same.is_none(), "{same:?} is described by another function");
    for kind in &reference.types {
        let told = sw(folder.path(), ["doc", &kind.name])?.out;
        let missing = kind
            .properties
            .iter()
            .find(|property| !told.contains(&format!(".{}: ", property.name)));
        ensure!(missing.is_none(), "`sw doc {}` does not tell of {missing:?}", kind.name);
    }
    Ok(())
}

#[test]
fn what_a_library_says_of_itself_gives_the_terminal_no_commands() -> Result<()> {
    let library = |more: &str| {
        format!(
            "/// Clears \u{1b}[2J the screen \u{200b}{more}.\nfn web(given) {{ options(given, #{{ a: required(\"\\x1b[2J\"), b: \"\\x1b[2J\" }}) }}\n"
        )
    };
    // What turns the direction of a text is not read at all, as it could not be imported.
    for (text, code) in [(library(""), 0), (library("\u{202e}"), 1)] {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("web.rhai"), text)?;
        for (arguments, code) in [
            (&["doc", "./web"][..], code),
            (&["doc", "web::web"], code),
            (&["doc", "--markdown"], 0),
            (&["doc", "--json"], 0),
            (&["doc"], 0),
        ] {
            let ran = sw(folder.path(), arguments.iter().copied())?;
            let shown = ran.out + &ran.messages;
            ensure!(
                ran.code == code && !shown.contains(['\u{1b}', '\u{200b}', '\u{202e}']),
                "`sw {}`: {}\n{shown:?}",
                arguments.join(" "),
                ran.code
            );
        }
    }
    Ok(())
}

/// Options of the standard library whose rules have no type, and why.
const UNTYPED: [&str; 0] = [];

#[test]
fn the_options_of_the_standard_library_have_types() -> Result<()> {
    let reference = Runtime::builder().build()?.reference();
    let mut untyped = Vec::new();
    for function in reference.modules.iter().flat_map(|module| &module.functions) {
        any_of(&function.options, &function.full_name(), &mut untyped);
    }
    ensure!(untyped == UNTYPED, "these options can be anything: {untyped:#?}");
    Ok(())
}

fn any_of(options: &[OptionDoc], before: &str, found: &mut Vec<String>) {
    for option in options {
        let name = format!("{before}.{}", option.name);
        any_of(&option.options, &name, found);
        if option.r#type.split(' ').any(|word| word == "any") {
            found.push(name);
        }
    }
}

const LIBRARY: &str = "\
//! Names.
import \"./sizes\" as sizes;

/// The teams.
///
/// There are two.
export const TEAMS = [\"web\", \"data\"];
const MOST = 10;
const PORTS = list_of(int(1..=65535));

/// Makes one.
///
/// - `count`: how many there are,
///   which is more than the rule says
/// - `scaling.max`: the most of them
fn one(given) {
    options(given, #{
        team: required(\"whose it is\", one_of(TEAMS)),
        size: one_of(sizes::SIZES.keys()).or(sizes::USUAL),
        count: optional(\"n\", int(1..=MOST)).or(2),
        ports: required(\"where it listens\", PORTS),
        name: text(\"[a-z]+\").or_reference(),
        scaling: #{ max: 1, cpu: int(0..101).or(60) },
        rules: list_of(#{ from: cidr(), why: optional(\"what for\") }),
        from: any_of([one_of([\"all\"]), list_of(cidr())]).or(\"all\"),
        title: if given.len() > 1 { \"many\" } else { \"one\" },
        hosts: [\"a\"],
        group: renamed(\"team\"),
        old: deprecated(\"leave it out\", bool()),
    });
}
";

fn shown(options: &[OptionDoc], before: &str) -> Vec<String> {
    let line = |option: &OptionDoc| {
        let default = option.default.as_ref().map(|default| format!(" = {default}"));
        let required = if option.required { " (required)" } else { "" };
        let own = format!(
            "{before}{}: {}{}{required} {}",
            option.name,
            option.r#type,
            default.unwrap_or_default(),
            option.summary
        );
        let mut lines = vec![own.trim_end().to_string()];
        lines.extend(shown(&option.options, &format!("{before}{}.", option.name)));
        lines
    };
    options.iter().flat_map(line).collect()
}

#[test]
fn rules_are_read_with_their_constants() -> Result<()> {
    let sizes = "export const SIZES = #{ small: 1, large: 2 };\nexport const USUAL = \"small\";";
    let world = MemoryWorld::from([("lib/names.rhai", LIBRARY), ("lib/sizes.rhai", sizes)]);
    let runtime = Runtime::builder().world(world).build()?;
    let (modules, problems) = runtime.modules(&["lib/names.rhai".into(), "lib/sizes.rhai".into()]);
    ensure!(problems.is_empty(), "{problems:?}");
    let one = &modules[0].functions[0];
    let expected = [
        "team: \"web\" | \"data\" (required) whose it is",
        "size: \"small\" | \"large\" = \"small\"",
        "count: int 1 to 10 = 2 how many there are, which is more than the rule says",
        "ports: array of int 1 to 65535 (required) where it listens",
        "name: string /[a-z]+/ | reference (required)",
        "scaling: map",
        "scaling.max: int = 1 the most of them",
        "scaling.cpu: int 0 to 100 = 60",
        "rules: array of map (required)",
        "rules.from: cidr (required)",
        "rules.why: any what for",
        "from: \"all\" | array of cidr = \"all\"",
        "title: string = ...",
        "hosts: array of string = [\"a\"]",
        "group: \"web\" | \"data\" now called `team`",
        "old: bool deprecated: leave it out",
    ];
    let found = shown(&one.options, "");
    ensure!(found == expected, "{found:#?}");
    let reference = Reference { modules, ..runtime.reference() };
    let teams = reference.find("names::TEAMS");
    let [Entry::Constant(teams)] = teams.as_slice() else { anyhow::bail!("{teams:?}") };
    ensure!(
        (teams.summary.as_str(), teams.r#type.as_str()) == ("The teams.", "[\"web\", \"data\"]")
    );
    ensure!(
        matches!(reference.find("names").as_slice(), [Entry::Module(module)] if module.file == "lib/names.rhai")
    );
    Ok(())
}
