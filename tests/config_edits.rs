//! Edits of configurations as people write them: what is added can be removed again, and leaves
//! every byte as it was; whatever a text looks like, an edit does what was asked or nothing.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use sw::diag::Diagnostic;
use sw::project::edit::{NewEnvironment, add_environment, add_recipe, remove_environment};
use sw::project::{CONFIG, Project};

fn texts() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let good = |folder: &PathBuf| {
        folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with("ok_"))
    };
    let entries = |folder: &str| {
        fs::read_dir(root.join(folder))
            .expect("it stands beside this test")
            .map(|entry| entry.expect("it can be listed to its end").path())
            .collect::<Vec<_>>()
    };
    let cases =
        entries("tests/config").into_iter().filter(good).map(|case| case.join("config.yaml"));
    let examples = entries("examples").into_iter().map(|example| example.join(CONFIG));
    let files = cases.chain(examples).filter(|file| file.is_file());
    let mut texts: Vec<(PathBuf, String)> =
        files.map(|file| (file.clone(), fs::read_to_string(file).expect("it is text"))).collect();
    texts.sort();
    texts
}

fn environments(text: &str) -> Vec<String> {
    let (project, messages) = Project::parse(".".as_ref(), text, CONFIG);
    let project = project.unwrap_or_else(|| panic!("{messages:?}\n{text}"));
    project.environments.into_iter().map(|environment| environment.name).collect()
}

fn added(after: Option<&String>) -> NewEnvironment {
    NewEnvironment {
        name: "sandbox".into(),
        purpose: Some("To try: what \"works\"".into()),
        provider: Some("hetzner".into()),
        region: Some("eu-central".into()),
        after: after.cloned(),
        ..NewEnvironment::default()
    }
}

#[test]
fn what_is_added_can_be_removed_without_a_trace() {
    for (file, text) in texts() {
        let names = environments(&text);
        for after in std::iter::once(None).chain(names.iter().map(Some)) {
            let more = add_environment(&text, &added(after))
                .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
            assert_eq!(environments(&more).len(), names.len() + 1, "{more}");
            assert_eq!(
                kept(&text, &more),
                text.lines().count(),
                "{} lost a line:\n{more}",
                file.display()
            );
            let less = remove_environment(&more, "sandbox")
                .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
            if !names.is_empty() {
                assert_eq!(less, text, "{} after {after:?}", file.display());
            }
        }
        let with = add_recipe(&text, "more.rhai", &["deploy.rhai"])
            .unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
        let (project, _) = Project::parse(".".as_ref(), &with, CONFIG);
        assert_eq!(
            project.unwrap().recipes.last().map(String::as_str),
            Some("more.rhai"),
            "{with}"
        );
    }
}

/// How many lines of a text stand in another one, in their order.
fn kept(text: &str, other: &str) -> usize {
    let mut rest = other.lines();
    let is_there = |line: &&str| {
        let mut ahead = rest.clone();
        let found = ahead.any(|other| other == *line);
        // A line that is gone says nothing about those behind it.
        if found {
            rest = ahead;
        }
        found
    };
    text.lines().filter(is_there).count()
}

#[test]
fn any_environment_that_nobody_comes_from_can_be_removed() {
    for (file, text) in texts() {
        let names = environments(&text);
        for name in &names {
            match remove_environment(&text, name) {
                Ok(less) => assert_eq!(environments(&less).len(), names.len() - 1, "{less}"),
                Err(error) => {
                    assert_eq!(error.code, "environment-in-use", "{}: {error:?}", file.display())
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_does_what_was_asked_or_nothing(which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), odd in odd(), cut in any::<bool>()) {
        let all = texts();
        let text = changed(&which.get(&all).1, at, &odd, cut);
        let (project, _) = Project::parse(".".as_ref(), &text, CONFIG);
        let Some(project) = project else { return Ok(()) };
        let count = project.environments.len();
        if let Ok(more) = add_environment(&text, &added(None)) {
            prop_assert_eq!(environments(&more).len(), count + 1);
            prop_assert_eq!(kept(&text, &more) + usize::from(count == 0) >= text.lines().count(), true, "{}\n-- became --\n{}", text, more);
        }
        for environment in &project.environments {
            match remove_environment(&text, &environment.name) {
                Ok(less) => {
                    let (project, messages) = Project::parse(".".as_ref(), &less, CONFIG);
                    prop_assert!(project.is_some_and(|project| project.environments.len() == count - 1), "{:?}\n{}", messages, less);
                }
                Err(error) => prop_assert!(Diagnostic::is_error(&error)),
            }
        }
    }
}

/// A line that somebody may have written.
fn odd() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "",
        "# a comment",
        "    # another",
        "      # deep",
        "\t",
        "---",
        "...",
        "environments:",
        "    -",
        "  definitions: []",
        "cost_budget:",
    ])
    .prop_map(String::from)
}

/// The text with a line more, or with another one in its place.
fn changed(text: &str, at: prop::sample::Index, odd: &str, cut: bool) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.is_empty() {
        return odd.into();
    }
    let at = at.index(lines.len());
    if cut {
        lines[at] = odd;
    } else {
        lines.insert(at, odd);
    }
    lines.join("\n") + "\n"
}

fn staging() -> NewEnvironment {
    let text = |text: &str| Some(text.to_string());
    NewEnvironment {
        name: "staging".into(),
        provider: text("hetzner"),
        region: text("eu-central"),
        after: text("development"),
        ..NewEnvironment::default()
    }
}

const GUIDE: &str = r#"# Ours
environments:
  strategy: "standard"  # minimal | standard
  definitions:
    # on each machine
    - name: "development"
      deployment:
        type: "local"

    # what customers use
    - name: "production"
      deployment:
        type: "cloud"
        provider: "hetzner"   # for now
      requires_approval: true

cost_budget: { monthly_max: 3 }
"#;

#[test]
fn an_environment_is_added_where_it_belongs_in_the_style_of_its_neighbours() {
    let added = add_environment(GUIDE, &staging()).unwrap();
    let item = r#"
    - name: "staging"
      deployment:
        type: "cloud"
        provider: "hetzner"
        region: "eu-central"
      promotion_from: "development"
"#;
    assert_eq!(
        added,
        GUIDE.replace("        type: \"local\"\n", &format!("        type: \"local\"\n{item}"))
    );
    assert_eq!(remove_environment(&added, "stg").unwrap(), GUIDE);
}

#[test]
fn the_first_and_the_last_can_be_removed() {
    let without = remove_environment(GUIDE, "dev").unwrap();
    assert!(
        without.contains(
            "    # on each machine\n    # what customers use\n    - name: \"production\""
        ),
        "{without}"
    );
    let without = remove_environment(GUIDE, "prod").unwrap();
    assert!(without.contains("        type: \"local\"\n\ncost_budget"), "{without}");
    let none = remove_environment(&without, "dev").unwrap();
    assert!(none.contains("  definitions:\n"), "{none}");
    assert!(
        add_environment(&none, &NewEnvironment { after: None, ..staging() })
            .unwrap()
            .contains("    - name: staging\n")
    );
}

#[test]
fn it_is_added_to_what_is_empty() {
    let new = NewEnvironment { name: "dev".into(), is_local: true, ..NewEnvironment::default() };
    let item = "    - name: dev\n      deployment:\n        type: local\n";
    let expected = format!("environments:\n  definitions:\n{item}");
    assert_eq!(add_environment("", &new).unwrap(), expected);
    assert_eq!(add_environment("environments:\n", &new).unwrap(), expected);
    assert_eq!(add_environment("environments:\n  definitions: []\n", &new).unwrap(), expected);
    assert_eq!(add_environment("a: 1", &new).unwrap(), format!("a: 1\n\n{expected}"));
    let strategy = "environments: # where\n    strategy: custom\n\nproject:\n";
    let expected = strategy.replace(
        "custom\n",
        &format!(
            "custom\n    definitions:\n{}",
            item.replace("    ", "      ").replace("        type", "          type")
        ),
    );
    assert_eq!(
        add_environment(strategy, &new).unwrap().replace(' ', ""),
        expected.replace(' ', "")
    );
}

#[test]
fn line_ends_and_braces_stay() {
    let text = "environments:\r\n  definitions:\r\n  - { name: 'development', deployment: { type: 'local' } } # here\r\n";
    let added = add_environment(text, &staging()).unwrap();
    let item = "  - { name: 'staging', deployment: { type: 'cloud', provider: 'hetzner', region: 'eu-central' }, promotion_from: 'development' }\r\n";
    assert_eq!(added, format!("{text}{item}"));
}

#[test]
fn what_lines_cannot_serve_is_refused() {
    let flow =
        "environments: { definitions: [{ name: development, deployment: { type: local } }] }\n";
    assert_eq!(add_environment(flow, &staging()).unwrap_err().code, "unsupported-edit");
    assert_eq!(remove_environment(flow, "dev").unwrap_err().code, "unsupported-edit");
    assert_eq!(add_environment("a: [", &staging()).unwrap_err().code, "unreadable-file");
    let anchor = "environments:\n  definitions:\n    - &a\n      name: x\n      deployment: { type: local }\n    - <<: *a\n      name: y\n";
    assert!(remove_environment(anchor, "x").is_err());
}

#[test]
fn an_environment_that_others_come_after_is_not_removed() {
    let added = add_environment(GUIDE, &staging()).unwrap();
    let refused = remove_environment(&added, "dev").unwrap_err();
    assert_eq!(
        (refused.code.as_ref(), refused.place.as_ref().unwrap().start.line),
        ("environment-in-use", 15)
    );
    assert_eq!(add_environment(&added, &staging()).unwrap_err().code, "duplicate-environment");
    assert_eq!(remove_environment(GUIDE, "qa").unwrap_err().code, "unknown-environment");
}

#[test]
fn recipes_are_listed_as_they_were() {
    let block = "project:\n  recipes:\n    - 'a.rhai' # first\n  name: x\n";
    assert_eq!(
        add_recipe(block, "b.rhai", &[]).unwrap(),
        block.replace("first\n", "first\n    - 'b.rhai'\n")
    );
    let added = add_recipe(GUIDE, "b.rhai", &["deploy.rhai"]).unwrap();
    assert_eq!(added, format!("{GUIDE}\nproject:\n  recipes: [deploy.rhai, b.rhai]\n"));
    assert_eq!(add_recipe(&added, "b.rhai", &[]).unwrap(), added);
    assert_eq!(
        add_recipe("# head\n\na: 1\n", "b.rhai", &[]).unwrap(),
        "# head\n\nproject:\n  recipes: [b.rhai]\n\na: 1\n"
    );
}
