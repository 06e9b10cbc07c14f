//! What other programs and code hosts read: SARIF logs, GitHub's annotations, plans as Markdown and JSON.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeSet;
use sw::diag::render::{Style, render, sarif};
use sw::diag::{Call, Diagnostic, Place};
use sw::plan::{Plan, report};

/// Messages with everything in them that means something to who reads them.
fn messages() -> Vec<Diagnostic> {
    let hostile = "50 % of `${{ secrets.X }}`,\r\n::error::not a command\n[link](1)";
    let place = Place::new("apps/my shop, 1:a#b%.rhai", 3, 5).until(3, 9);
    let traced =
        Diagnostic::error("unknown-option", hostile).at(place.clone()).note(hostile).hint(hostile);
    let call = Call { what: "`app` was called".into(), place: Place::new("deploy.rhai", 9, 1) };
    let traced = Diagnostic { trace: vec![call.clone(), call], ..traced }
        .related(Place::new("größe.rhai", 1, 1).until(2, 1), "see here");
    let plain =
        Diagnostic::warning("unknown-option", "a warning")
            .at(Place::new("größe.rhai", 1, 1).until(2, 4));
    vec![traced, plain, Diagnostic::error("locked", "without a place")]
}

/// What an object of a log may have, what it has to have, and where the standard says so.
const OBJECTS: &[(&str, &[&str], &[&str])] = &[
    ("log 3.13", &["version", "runs"], &["$schema"]),
    ("run 3.14", &["tool"], &["results", "columnKind", "originalUriBaseIds"]),
    ("tool 3.18", &["driver"], &[]),
    ("driver 3.19", &["name"], &["semanticVersion", "rules"]),
    ("rule 3.49", &["id"], &["shortDescription", "help"]),
    ("text 3.12", &["text"], &["markdown"]),
    (
        "result 3.27",
        &["message"],
        &["ruleId", "ruleIndex", "level", "locations", "relatedLocations"],
    ),
    ("message 3.11", &["text"], &[]),
    ("location 3.28", &[], &["id", "physicalLocation", "message"]),
    ("physical 3.29", &["artifactLocation"], &["region"]),
    ("artifact 3.4", &["uri"], &["uriBaseId"]),
    ("region 3.30", &["startLine"], &["startColumn", "endLine", "endColumn"]),
];

/// An object of the kind, checked for what it has.
fn object<'a>(kind: &str, value: &'a Value) -> &'a serde_json::Map<String, Value> {
    let (_, needed, allowed) = OBJECTS.iter().find(|(name, ..)| name.starts_with(kind)).unwrap();
    let object = value.as_object().unwrap_or_else(|| panic!("{kind}: {value}"));
    assert!(
        needed.iter().all(|key| object.contains_key(*key)),
        "{kind} has no {needed:?}: {value}"
    );
    assert!(
        object.keys().all(|key| needed.contains(&key.as_str()) || allowed.contains(&key.as_str())),
        "{kind}: {value}"
    );
    object
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).map_or(&[], |list| list.as_array().unwrap())
}

fn check_log(log: &Value) {
    assert_eq!(object("log", log)["version"], "2.1.0");
    for run in list(log, "runs") {
        object("run", run);
        let driver = &object("tool", &run["tool"])["driver"];
        assert_eq!(object("driver", driver)["name"], "sw");
        let rules = list(driver, "rules");
        let ids: BTreeSet<&str> =
            rules.iter().map(|rule| object("rule", rule)["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), rules.len(), "ids are unique (3.19.23)");
        rules.iter().for_each(|rule| {
            ["shortDescription", "help"].iter().for_each(|key| check_text("text", &rule[*key]))
        });
        list(run, "results").iter().for_each(|result| check_result(result, rules));
    }
}

fn check_result(result: &Value, rules: &[Value]) {
    object("result", result);
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(rules[index]["id"], result["ruleId"], "the index is that of the rule (3.27.6)");
    assert!(["none", "note", "warning", "error"].contains(&result["level"].as_str().unwrap()));
    check_text("message", &result["message"]);
    list(result, "locations").iter().for_each(check_location);
    let related = list(result, "relatedLocations");
    related.iter().for_each(check_location);
    let ids: BTreeSet<u64> =
        related.iter().map(|location| location["id"].as_u64().unwrap()).collect();
    assert_eq!(ids.len(), related.len(), "ids are unique in a result (3.28.2)");
}

fn check_location(location: &Value) {
    let location = object("location", location);
    if let Some(message) = location.get("message") {
        check_text("message", message);
    }
    let physical = object("physical", &location["physicalLocation"]);
    let uri = object("artifact", &physical["artifactLocation"])["uri"].as_str().unwrap();
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~/!$&'()*+,;=@%".contains(c);
    assert!(!uri.starts_with('/') && uri.chars().all(plain), "a relative reference (3.4.3): {uri}");
    let region = object("region", &physical["region"]);
    assert!(
        region.values().all(|number| number.as_u64().is_some_and(|number| number >= 1)),
        "counted from 1 (3.30.5): {region:?}"
    );
}

/// In a message braces stand for themselves only when they are doubled (3.11.5).
fn check_text(kind: &str, value: &Value) {
    let text = object(kind, value)["text"].as_str().unwrap();
    let rest = text.replace("{{", "").replace("}}", "");
    assert!(!text.is_empty() && !rest.contains(['{', '}']), "{text}");
}

#[test]
fn a_sarif_log_is_what_the_standard_asks_for() {
    let log: Value = serde_json::from_str(&sarif(&messages())).unwrap();
    check_log(&log);
    let results = list(&log["runs"][0], "results");
    assert_eq!(results.len(), 3);
    assert_eq!(list(&log["runs"][0]["tool"]["driver"], "rules").len(), 2, "one rule for each code");
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "apps/my%20shop,%201%3Aa%23b%25.rhai");
    assert_eq!(
        place["region"],
        serde_json::json!({ "startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9 })
    );
    assert_eq!(list(&results[0], "relatedLocations").len(), 3);
    assert_eq!(results[1]["level"], "warning");
    let empty: Value = serde_json::from_str(&sarif(&[])).unwrap();
    check_log(&empty);
    assert_eq!(
        empty["runs"][0]["results"],
        serde_json::json!([]),
        "nothing found is an empty list, not an absent one (3.14.23)"
    );
}

#[test]
fn an_annotation_is_one_line_and_nothing_in_it_ends_it() {
    let text = render(&messages(), &Default::default(), Style::Github);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 3);
    let (head, message) = lines[0].strip_prefix("::error ").unwrap().split_once("::").unwrap();
    assert_eq!(
        head,
        "file=apps/my shop%2C 1%3Aa#b%25.rhai,line=3,col=5,endColumn=9,title=unknown-option"
    );
    let told = "50 %25 of `${{ secrets.X }}`,%0D%0A::error::not a command%0A[link](1)";
    assert_eq!(message, format!("{told}%0A{told}%0Ahelp: {told}"));
    assert_eq!(
        lines[1],
        "::warning file=größe.rhai,line=1,endLine=2,title=unknown-option::a warning"
    );
    assert_eq!(lines[2], "::error title=locked::without a place");
}

/// What of a Markdown page stands outside of every block of code, and what inside.
fn outside_and_inside(page: &str) -> (Vec<&str>, Vec<&str>) {
    let (mut outside, mut inside, mut open) = (Vec::new(), Vec::new(), 0);
    for line in page.lines() {
        let fence = line.trim_start_matches(' ');
        let ticks = fence.len() - fence.trim_start_matches('`').len();
        let indented = line.len() - fence.len() > 3;
        match (open, ticks) {
            (0, 3..) if !indented && !fence.trim_start_matches('`').contains('`') => open = ticks,
            (0, _) => outside.push(line),
            (_, _) if ticks >= open && !indented && fence.trim_end().len() == ticks => open = 0,
            (_, _) => inside.push(line),
        }
    }
    assert_eq!(open, 0, "a block is left open: {page}");
    (outside, inside)
}

fn is_frame(line: &str) -> bool {
    let starts = ["### `sw plan`: ", "| ", "<details><summary>", "</details>", "... and ", "> "];
    line.is_empty()
        || starts.iter().any(|start| line.starts_with(start))
        || line.contains(" left out, because a comment has room")
}

fn check_page(plan: &Plan) -> String {
    let page = report::markdown(plan);
    assert!(page.len() <= 60_000, "{}", page.len());
    let (outside, _) = outside_and_inside(&page);
    assert!(outside.iter().all(|line| is_frame(line)), "{page}");
    let summaries: Vec<_> = outside.iter().filter(|line| line.starts_with("<details>")).collect();
    assert!(
        summaries
            .iter()
            .all(|line| line.matches('<').count() == 5 && line.ends_with("</code></summary>")),
        "{summaries:?}"
    );
    page
}

fn line() -> impl Strategy<Value = String> {
    let known = [
        "```",
        " ```",
        "  ````",
        "~~~",
        "`````` ",
        "</details>",
        "<script>",
        "@team",
        "| a |",
        "# h",
        "\t```",
        "",
        "\u{202e}",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(str::to_string), 1 => "[`~ a-z]{0,12}", 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_in_a_file_leaves_its_block(old in prop::collection::vec(line(), 0..6), new in prop::collection::vec(line(), 0..6)) {
        let root = scratch();
        let path = "a `b` _c_ & d/```.md";
        put(root.path(), path, &old.join("\n"));
        let plan = plan(&[file(path, &new.join("\n")), file("other.md", &new.join("\n"))], root.path());
        let page = check_page(&plan);
        let (_, inside) = outside_and_inside(&page);
        let shown = inside.iter().filter(|line| line.starts_with('+') && !line.starts_with("+++ ")).count();
        prop_assert!(shown >= new.join("\n").lines().count(), "the whole new file is inside");
    }

    #[test]
    fn json_says_of_each_file_what_the_plan_says(old in prop::collection::vec(line(), 0..4), new in prop::collection::vec(line(), 0..4)) {
        let root = scratch();
        put(root.path(), "a", &old.join("\n"));
        let plan = plan(&[file("a", &new.join("\n")), file("b", &new.join("\n"))], root.path());
        let page: Value = serde_json::from_str(&report::json(&plan, false)).unwrap();
        prop_assert_eq!(page["files"].as_array().unwrap().len(), plan.changes.len());
        let counted: u64 = page["summary"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        prop_assert_eq!(counted, 2);
        prop_assert_eq!(page["changes"].as_bool().unwrap(), plan.is_change());
    }
}

#[test]
fn a_page_about_very_much_still_fits_into_a_comment() {
    let root = scratch();
    let long = "some line of a file\n".repeat(2000);
    let files: Vec<_> = (0..3000)
        .map(|n| {
            file(
                &format!("some/folder/with/a/long/name/file-{n}.yaml"),
                if n < 3 { &long } else { "a: 1\n" },
            )
        })
        .collect();
    let page = check_page(&plan(&files, root.path()));
    assert!(page.contains("... and 1"), "the long diffs are cut: {}", &page[..3000]);
    assert!(page.contains("more files\n"), "the table is cut");
    assert!(
        page.contains("diffs left out, because a comment has room for so much only"),
        "so are the diffs"
    );
    assert!(page.len() > 40_000, "and yet most of the room is used: {}", page.len());
}
