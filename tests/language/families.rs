//! Several environments of one kind: regions, and blue and green.

use crate::support::{RECIPE, RUNTIME};
use sw::Output;
use sw::engine::world::MemoryWorld;
use sw::project::Project;

const REGIONS: &str = "\
environments:
  definitions:
    - { name: staging, deployment: { type: cloud, provider: aws, region: eu-central-1 } }
    - { name: production-eu, promotion_from: staging, deployment: { type: cloud, provider: aws, region: eu-central-1 } }
    - { name: production-us, promotion_from: staging, deployment: { type: cloud, provider: aws, region: us-east-1 } }
    - { name: production-blue, deployment: { type: cloud, provider: aws } }
";

fn evaluate(config: &str, recipe: &str) -> Output {
    let (project, problems) = Project::parse("/project".as_ref(), config, "config.yaml");
    let project = project.unwrap_or_else(|| panic!("the configuration is wrong: {problems:?}"));
    let files: MemoryWorld = [(RECIPE.to_string(), recipe.to_string())].into_iter().collect();
    RUNTIME.with(project, files).run(RECIPE)
}

#[track_caller]
fn value(recipe: &str) -> String {
    let evaluation = evaluate(REGIONS, recipe);
    assert!(
        !evaluation.diagnostics.iter().any(|message| message.is_error()),
        "{:?}",
        evaluation.diagnostics
    );
    evaluation.value
}

#[test]
fn each_of_a_family_is_what_its_family_is() {
    for (recipe, expected) in [
        ("environments().filter(|e| e.is_production).len()", "3"),
        ("environments().map(|e| e.choose(#{ production: 3, default: 1 }))", "[1, 3, 3, 3]"),
        (
            "environments().map(|e| e.choose(#{ prod: 3, \"production-us\": 5, default: 1 }))",
            "[1, 3, 5, 3]",
        ),
        ("environment(\"production-eu\").title", "\"Production EU\""),
        ("environment(\"production-blue\").prefix", "\"PRODUCTION_BLUE\""),
        ("environment(\"production-us\").short", "\"production-us\""),
        (
            "environments().filter(|e| e.promotion_from == \"staging\").map(|e| e.region)",
            "[\"eu-central-1\", \"us-east-1\"]",
        ),
    ] {
        assert_eq!(value(recipe), expected, "{recipe}");
    }
}

#[test]
fn a_family_is_no_environment_and_its_members_are_named() {
    let evaluation = evaluate(REGIONS, "environment(\"prod\")");
    let error = evaluation.diagnostics.iter().find(|message| message.is_error()).unwrap();
    assert_eq!(error.code, "unknown-environment");
    assert_eq!(
        error.notes,
        ["it has several of them: `production-eu`, `production-us` and `production-blue`"]
    );
    assert_eq!(error.hints, ["say which one is meant: `production-eu`"]);
}

#[test]
fn without_environments_the_choices_are_explained() {
    for config in ["project: { name: shop }\n", "environments: { strategy: standard }\n"] {
        for recipe in ["environments().len()", "environment(\"prod\")"] {
            let evaluation = evaluate(config, recipe);
            let error = evaluation.diagnostics.iter().find(|message| message.is_error()).unwrap();
            assert_eq!(error.code, "no-environments", "{recipe}");
            assert!(
                error.notes[1].contains(
                    "B) standard: development, staging, production\n   - right for most projects"
                ),
                "{:?}",
                error.notes
            );
            assert!(error.hints[0].contains("sw init --strategy standard"), "{:?}", error.hints);
        }
    }
}
