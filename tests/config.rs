//! Every folder in `config` is a configuration and what is said about it.
//!
//! `SW_BLESS=1 cargo test --test config` rewrites what is expected; read the difference before you commit it.

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use sw::diag::{Diagnostic, Place, Severity};
use sw::project::{Environment, Project, Promotion};

#[test]
fn every_configuration_is_judged_as_expected() {
    let mut wrong = Vec::new();
    for case in cases() {
        let text = fs::read_to_string(case.join("config.yaml"))
            .unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        let actual = judgement(&text);
        let expected = case.join("expected.txt");
        if std::env::var_os("SW_BLESS").is_some() {
            fs::write(&expected, &actual).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != actual {
            wrong.push(format!("== {} ==\n{actual}", case.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "SW_BLESS=1 rewrites what is expected; these differ:\n\n{}",
        wrong.join("\n")
    );
}

#[test]
fn mistakes_of_every_kind_are_covered() {
    let judged: Vec<String> = cases()
        .iter()
        .map(|case| fs::read_to_string(case.join("expected.txt")).unwrap_or_default())
        .collect();
    assert!(judged.iter().filter(|text| text.starts_with("error")).count() >= 25);
    for code in [
        "unknown-option",
        "missing-option",
        "wrong-type",
        "not-one-of",
        "invalid-option",
        "invalid-name",
        "duplicate-environment",
        "unknown-environment",
        "missing-approvers",
        "dependency-cycle",
        "duplicate-promotion",
        "conflicting-promotion",
        "incomplete-strategy",
        "unknown-provider",
        "unused-option",
        "version-required",
        "unreadable-file",
    ] {
        assert!(
            judged.iter().any(|text| text.contains(&format!("[{code}]"))),
            "no configuration shows `{code}`"
        );
    }
}

#[test]
fn a_project_crosses_to_another_process_unharmed() {
    for case in cases() {
        let (project, _) = Project::parse(
            ".".as_ref(),
            &fs::read_to_string(case.join("config.yaml")).unwrap(),
            "config.yaml",
        );
        let text = serde_json::to_string(&project).unwrap();
        assert_eq!(
            serde_json::from_str::<Option<Project>>(&text).unwrap(),
            project,
            "{}",
            case.display()
        );
    }
}

#[test]
fn the_schema_takes_what_is_right_and_refuses_what_is_wrong() {
    let schema: serde_json::Value = serde_json::from_str(&sw::project::schema()).unwrap();
    let schema = jsonschema::validator_for(&schema).expect("it is a schema itself");
    let good = cases()
        .into_iter()
        .filter(|case| case.file_name().unwrap().to_string_lossy().starts_with("ok_"));
    let examples = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let examples =
        examples.map(|example| example.join(".specweave")).filter(|folder| folder.is_dir());
    for folder in good.chain(examples) {
        let errors: Vec<String> = schema
            .iter_errors(&data(&folder))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", folder.display());
    }
    for wrong in [
        "approval_is_text",
        "approvers_is_text",
        "budget_not_positive",
        "definitions_is_a_map",
        "deployment_missing",
        "deployment_type_missing",
        "deployment_type_unknown",
        "infrastructure_unknown_key",
        "name_invalid",
        "name_missing",
        "pipeline_end_missing",
        "pipeline_unknown_trigger",
        "provider_missing",
        "recipes_none",
        "store_unknown",
        "unknown_key_in_environment",
        "unknown_strategy",
        "unknown_top_key",
    ] {
        let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config").join(wrong);
        assert!(!schema.is_valid(&data(&case)), "the schema takes {wrong}");
    }
}

#[test]
fn every_key_of_the_schema_is_described() {
    let schema: serde_json::Value = serde_json::from_str(&sw::project::schema()).unwrap();
    let parts = std::iter::once(&schema).chain(schema["$defs"].as_object().unwrap().values());
    for (key, property) in parts.filter_map(|part| part["properties"].as_object()).flatten() {
        assert!(property["description"].is_string(), "`{key}` has no description");
    }
}

/// A configuration as JSON has it.
fn data(folder: &Path) -> serde_json::Value {
    let text =
        fs::read_to_string(folder.join("config.yaml")).expect("a case has its configuration");
    serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
}

proptest! {
    #[test]
    fn no_configuration_breaks_the_rules(line in 0..40_usize, odd in odd_line(), second in 0..40_usize, odder in odd_line()) {
        let text = fs::read_to_string(cases().iter().find(|case| case.ends_with("ok_full")).unwrap().join("config.yaml")).unwrap();
        let text = replaced(&replaced(&text, line, &odd), second, &odder);
        let (project, diagnostics) = Project::parse(".".as_ref(), &text, "config.yaml");
        prop_assert_eq!(project.is_none(), diagnostics.iter().any(Diagnostic::is_error), "{}\n{:?}", text, diagnostics);
        for place in diagnostics.iter().filter_map(|diagnostic| diagnostic.place.as_ref()) {
            let line = text.lines().nth(place.start.line as usize - 1);
            prop_assert!(line.is_some_and(|line| line.chars().count() + 1 >= place.start.column as usize), "{} in\n{}", place, text);
        }
    }
}

/// Something to stand in place of a value, or of a whole line.
fn odd_line() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "", "null", "3", "[]", "{}", "[x]", "{ x: 1 }", "prod", "default", "\"\"", "yes", "- x",
        "'", "*a", "&a b",
    ]);
    (any::<bool>(), word)
        .prop_map(|(whole, word)| if whole { format!("\n{word}") } else { word.to_string() })
}

/// The text with one line changed: its value, or all behind its indentation when `odd` starts a line.
fn replaced(text: &str, number: usize, odd: &str) -> String {
    let change = |line: &str| match (odd.strip_prefix('\n'), line.split_once(':')) {
        (None, Some((key, _))) => format!("{key}: {odd}"),
        (whole, _) => {
            format!("{}{}", &line[..line.len() - line.trim_start().len()], whole.unwrap_or(odd))
        }
    };
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| if index == number { change(line) } else { line.to_string() });
    lines.collect::<Vec<_>>().join("\n")
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/config");
    let entries = fs::read_dir(folder).expect("the cases stand beside this test");
    let mut cases: Vec<PathBuf> =
        entries.map(|entry| entry.expect("a folder can be listed to its end").path()).collect();
    cases.sort();
    cases
}

fn judgement(text: &str) -> String {
    let (project, diagnostics) = Project::parse(".".as_ref(), text, "config.yaml");
    let messages: String = diagnostics.iter().map(|diagnostic| shown(diagnostic, text)).collect();
    let project = project.map_or_else(String::new, |project| summary(&project));
    (messages + &project).replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn shown(diagnostic: &Diagnostic, text: &str) -> String {
    let severity = if diagnostic.severity == Severity::Error { "error" } else { "warning" };
    let place =
        diagnostic.place.as_ref().map_or_else(|| "nowhere".into(), |place| marked(place, text));
    let head = format!("{severity}[{}] {place}\n  {}\n", diagnostic.code, diagnostic.message);
    let label = diagnostic.label.iter().map(|label| format!("  label: {label}\n"));
    let related = diagnostic
        .related
        .iter()
        .map(|(place, why)| format!("  related: {} {why}\n", marked(place, text)));
    let notes = diagnostic.notes.iter().map(|note| format!("  note: {note}\n"));
    let hints = diagnostic.hints.iter().map(|hint| format!("  hint: {hint}\n"));
    std::iter::once(head).chain(label).chain(related).chain(notes).chain(hints).collect()
}

/// A place with what stands there, to its end or to the end of its line.
fn marked(place: &Place, text: &str) -> String {
    let line = text.lines().nth(place.start.line as usize - 1).unwrap_or_default();
    let last = place
        .end
        .filter(|end| end.line == place.start.line)
        .map_or(usize::MAX, |end| end.column as usize - 1);
    let stretch: String = line.chars().take(last).skip(place.start.column as usize - 1).collect();
    format!("{place} |{stretch}|")
}

/// What a project says, without what every project says.
fn summary(project: &Project) -> String {
    let bare = Project::bare(".".as_ref());
    let mut lines: Vec<String> = project.environments.iter().map(environment).collect();
    lines.extend(project.pipeline.iter().map(promotion));
    if project.recipes != bare.recipes {
        lines.push(format!("recipes {}", project.recipes.join(", ")));
    }
    if project.secrets != bare.secrets {
        lines.push(format!("{:?}", project.secrets));
    }
    if project.cost_budget != bare.cost_budget {
        lines.push(format!("{:?}", project.cost_budget));
    }
    lines.insert(0, format!("ok, {}", project.name.as_deref().unwrap_or("no name")));
    lines.join("\n") + "\n"
}

fn environment(environment: &Environment) -> String {
    let Environment { name, kind, provider, region, target, promotion_from, .. } = environment;
    let derived = format!(
        "{name} ({}, {}, {}) {kind:?}",
        environment.short(),
        environment.title(),
        environment.prefix()
    );
    let texts = [("at", provider), ("in", region), ("on", target), ("from", promotion_from)];
    let texts = texts
        .into_iter()
        .filter_map(|(word, text)| text.as_ref().map(|text| format!("{word} {text}")));
    let flags = [
        ("approval", environment.requires_approval),
        ("ephemeral", environment.ephemeral),
        ("production", environment.production),
    ];
    let flags = flags.into_iter().filter(|(_, flag)| *flag).map(|(word, _)| word.to_string());
    let approvers = (!environment.approvers.is_empty())
        .then(|| format!("by {}", environment.approvers.join("+")));
    let keys = environment.config.keys().map(|key| format!("config.{key}"));
    std::iter::once(derived)
        .chain(texts)
        .chain(flags)
        .chain(approvers)
        .chain(keys)
        .collect::<Vec<_>>()
        .join(" ")
}

fn promotion(step: &Promotion) -> String {
    let Promotion { from, to, trigger, requires_approval, approvers, tests_required } = step;
    format!(
        "{from} -> {to}: {trigger:?}, approval {requires_approval} by {approvers:?}, tests {tests_required}"
    )
}
