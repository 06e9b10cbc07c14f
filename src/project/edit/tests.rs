//! Edits on texts as people write them.

use super::*;

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
