//! What the ledger keeps of a run, and how recipes of one run share files by it.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::ledgers::{conflict, entry, known, ledger, root};
use disk::*;
use std::os::unix::fs::symlink;
use sw::model::{FilePath, Own};
use sw::plan::{self, Entry, Ledger, LedgerError, Scope};

#[test]
fn the_ledger_has_one_line_per_file_and_reads_back() {
    let script = Entry {
        executable: true,
        environment: Some("staging".into()),
        own: Own::Block,
        ..entry("b", "b\n")
    };
    let ledger = ledger([script, entry("a", "a\n")]);
    let text = ledger.to_text();
    assert_eq!(Ledger::parse(&text).unwrap(), ledger);
    assert_eq!(text.lines().filter(|line| line.contains("\"path\"")).count(), 2);
    assert_eq!(text.lines().nth(4).unwrap().split(',').next().unwrap(), r#"    {"path":"a""#);
    assert_eq!(Ledger::parse(&Ledger::default().to_text()).unwrap(), Ledger::default());
}

#[test]
fn a_ledger_that_can_not_be_used_says_what_to_do() {
    let text = ledger([entry("a", "a\n")]).to_text();
    let line = text.lines().nth(4).unwrap();
    let refused = |text: &str| Ledger::parse(text).unwrap_err();
    assert!(matches!(
        refused(&format!("<<<<<<< HEAD\n{text}=======\n>>>>>>> x\n")),
        LedgerError::Merge
    ));
    assert!(matches!(refused("{"), LedgerError::Broken(_)));
    assert!(matches!(
        refused(&text.replace(line, &format!("{line}\n{line}"))),
        LedgerError::Broken(_)
    ));
    assert!(
        matches!(refused(&text.replace("\"a\"", "\"../a\"")), LedgerError::Broken(_)),
        "a path that leaves the root"
    );
    assert!(
        matches!(refused(&text.replace("1,", "2,").replace(plan::VERSION, "9.0")), LedgerError::Newer(version) if version == "9.0")
    );
    assert!(
        refused(&format!("=======\n{text}")).diagnostic().hints[0].contains("sw adopt --rebuild")
    );
    let root = root();
    put(root.path(), "elsewhere", &text);
    std::fs::create_dir(root.path().join(".specweave")).unwrap();
    symlink(root.path().join("elsewhere"), root.path().join(plan::LEDGER)).unwrap();
    assert!(matches!(Ledger::read(root.path()).unwrap_err(), LedgerError::Unreadable(_)));
}

#[test]
fn a_merged_ledger_is_rebuilt_from_both_sides_and_the_disk() {
    let root = root();
    for (path, text) in [("theirs", "new\n"), ("ours", "new\n"), ("edited", "mine\n")] {
        put(root.path(), path, text);
    }
    let line = |path: &str, text: &str| serde_json::to_string(&entry(path, text)).unwrap();
    let (ours, theirs) =
        ([("theirs", "old\n"), ("ours", "new\n")], [("theirs", "new\n"), ("ours", "old\n")]);
    let side = |lines: [(&str, &str); 2]| {
        lines.map(|(path, text)| format!("    {},\n", line(path, text))).concat()
    };
    let both = format!("  {},\n{},\n", line("edited", "old\n"), line("gone", "x\n"));
    let text = format!(
        "{{\n{both}<<<<<<< HEAD\n{}=======\n{}>>>>>>> branch\n null]}}",
        side(ours),
        side(theirs)
    );
    let rebuilt = plan::rebuild(&text, root.path()).unwrap();
    assert_eq!(
        rebuilt,
        ledger([entry("theirs", "new\n"), entry("ours", "new\n"), entry("edited", "old\n")])
    );
}

#[test]
fn adopting_lets_the_next_run_update_what_it_did_not_make() {
    let root = root();
    put(root.path(), "a", "mine\n");
    let files = [file("a", "new\n")];
    let path = |text| FilePath::parse(text).unwrap();
    let adopted = plan::adopt(&files, &[path("a")], root.path(), &Ledger::default()).unwrap();
    assert_eq!(
        actions(
            &plan::plan(&files, root.path(), &adopted, &scope(), &state().written(root.path()))
                .unwrap()
        ),
        ["Update a"]
    );
    let released = plan::release(&adopted, &[path("a")]);
    assert_eq!(
        conflict(
            &plan::plan(&files, root.path(), &released, &scope(), &state().written(root.path()))
                .unwrap()
        )
        .0,
        "foreign-file"
    );
    let errors =
        plan::adopt(&[file("b", "")], &[path("a"), path("b")], root.path(), &Ledger::default())
            .unwrap_err();
    assert_eq!(errors[0].message, "`a` can't be adopted: no recipe emits it");
    assert_eq!(errors[1].message, "there is nothing to adopt at `b`: it does not exist");
}

#[test]
fn the_version_in_the_ledger_moves_only_with_the_files() {
    let root = root();
    put(root.path(), "a", "a\n");
    let mut old = ledger([entry("a", "a\n")]);
    old.sw = "0.0.1".into();
    assert!(
        !plan::plan(
            &[file("a", "a\n")],
            root.path(),
            &old,
            &scope(),
            &state().written(root.path())
        )
        .unwrap()
        .is_change()
    );
    let plan =
        plan::plan(&[file("a", "b\n")], root.path(), &old, &scope(), &state().written(root.path()))
            .unwrap();
    assert_eq!((plan.old.sw.as_str(), plan.new.sw.as_str()), ("0.0.1", plan::VERSION));
    let note = plan.other_version().unwrap().message;
    assert_eq!(
        note,
        format!(
            "1 file may differ because of `sw` itself: the last run was by 0.0.1, this is {}",
            plan::VERSION
        )
    );
}

/// The files of two recipes in one run.
fn both() -> Scope {
    Scope { recipes: vec![RECIPE.into(), "other.rhai".into()], ..Scope::default() }
}

#[test]
fn recipes_of_one_run_are_planned_together() {
    let root = root();
    let plan =
        plan_in(&[file("a", "a\n"), by("other.rhai", file("b", "b\n"))], root.path(), &both());
    assert_eq!(actions(&plan), ["Create a", "Create b"]);
    let owners: Vec<_> =
        plan.new.entries().map(|entry| (entry.path.as_str(), entry.recipe.as_str())).collect();
    assert_eq!(owners, [("a", RECIPE), ("b", "other.rhai")]);
    let refused = |files: &[sw::model::File]| {
        plan::plan(files, root.path(), &Ledger::default(), &both(), &state().written(root.path()))
            .unwrap_err()[0]
            .message
            .clone()
    };
    let twice = "`a` is emitted by two recipes, `deploy.rhai` and `other.rhai`";
    assert_eq!(
        refused(&[file("a", "a\n"), by("other.rhai", file("a", "a\n"))]),
        twice,
        "even when both say the same"
    );
    assert_eq!(
        refused(&[file("a", "a\n"), by("other.rhai", owned(Own::Block, "a", "a\n"))]),
        twice
    );
    assert_eq!(
        refused(&[owned(Own::Seed, "a", "a\n"), by("other.rhai", owned(Own::Seed, "a", "b\n"))]),
        twice
    );
    let seeds = [owned(Own::Seed, "a", "a\n"), by("other.rhai", owned(Own::Seed, "a", "a\n"))];
    assert_eq!(actions(&plan_in(&seeds, root.path(), &both())), ["Create a"]);
    assert_eq!(
        refused(&[file("a", "a\n"), by("other.rhai", file("A", "a\n"))]),
        "`A` differs from `a` by case only"
    );
}

#[test]
fn a_file_moves_from_one_recipe_to_another_in_one_run() {
    let root = root();
    known(root.path(), &[("a", "a\n"), ("b", "b\n"), ("c", "c\n")]);
    for path in ["a", "b", "c"] {
        put(root.path(), path, &format!("{path}\n"));
    }
    put(root.path(), "b", "mine\n");
    let files = [
        by("other.rhai", file("a", "new\n")),
        by("other.rhai", file("b", "new\n")),
        by("other.rhai", owned(Own::Seed, "c", "new\n")),
    ];
    let moved = plan_in(&files, root.path(), &both());
    assert_eq!(
        actions(&moved),
        ["Update a", "Conflict(Edited) b", "Keep c"],
        "an edit stays an edit"
    );
    let owners: Vec<_> =
        moved.new.entries().map(|entry| (entry.path.as_str(), entry.recipe.as_str())).collect();
    assert_eq!(owners, [("a", "other.rhai"), ("b", "other.rhai")], "and a seed is nobody's");
    let alone = plan_in(&files[..1], root.path(), &Scope::of("other.rhai"));
    assert_eq!(actions(&alone), ["Conflict(OtherRecipe(\"deploy.rhai\")) a"]);
}

#[test]
fn blocks_of_two_recipes_in_one_file_build_on_each_other() {
    let root = root();
    put(root.path(), "f", "mine\n");
    let files = [owned(Own::Block, "f", "a\n"), by("other.rhai", owned(Own::Block, "f", "b\n"))];
    let first = plan_in(&files, root.path(), &both());
    assert_eq!(actions(&first), ["Update f", "Update f"]);
    assert_eq!(first.changes[0].after, first.changes[1].before);
    let text = |plan: &plan::Plan| {
        plan.changes.last().unwrap().after.as_ref().map(|after| after.text().unwrap().to_string())
    };
    let whole = "mine\n# >>> sw: deploy.rhai >>>\na\n# <<< sw: deploy.rhai <<<\n# >>> sw: other.rhai >>>\nb\n# <<< sw: other.rhai <<<\n";
    assert_eq!(text(&first).unwrap(), whole);
    put(root.path(), "f", whole);
    adopted(root.path(), &first.new);
    assert!(!plan_in(&files, root.path(), &both()).is_change());
    let swapped = plan_in(&files[1..], root.path(), &both());
    assert_eq!(
        (actions(&swapped), swapped.new.entries().count()),
        (vec!["Keep f".to_string(), "Update f".into()], 1)
    );
    assert_eq!(
        text(&swapped).unwrap(),
        "mine\n# >>> sw: other.rhai >>>\nb\n# <<< sw: other.rhai <<<\n"
    );
    put(root.path(), "f", whole.trim_start_matches("mine\n"));
    let gone = plan_in(&[], root.path(), &both());
    assert_eq!(
        (actions(&gone), text(&gone)),
        (vec!["Update f".to_string(), "Delete f".into()], None)
    );
}

#[test]
fn drift_has_a_name_for_every_difference() {
    use sw::plan::{State, drift};
    let root = root();
    let entries = [
        ("stale", "1\n"),
        ("edited", "1\n"),
        ("deleted", "1\n"),
        ("linked", "1\n"),
        ("dropped", "1\n"),
        ("kept", "1\n"),
    ];
    let gone = Entry { recipe: "gone.rhai".into(), ..entry("gone", "1\n") };
    let other = Entry { recipe: "other.rhai".into(), ..entry("other", "1\n") };
    let all = entries.iter().map(|(path, text)| entry(path, text)).chain([gone, other]);
    adopted(root.path(), &ledger(all));
    for path in ["stale", "dropped", "kept", "gone", "other"] {
        put(root.path(), path, "1\n");
    }
    put(root.path(), "edited", "1\nmine\n");
    put(root.path(), "foreign", "mine\n");
    symlink("nowhere", root.path().join("linked")).unwrap();
    let wanted = ["edited", "deleted", "linked", "foreign", "new", "gone", "other"];
    let files: Vec<_> = wanted
        .map(|path| file(path, "1\n"))
        .into_iter()
        .chain([file("stale", "2\n"), file("kept", "1\n")])
        .collect();
    let drifts = drift(&plan(&files, root.path()), &|recipe| recipe != "gone.rhai");
    let seen: Vec<_> =
        drifts.iter().map(|drift| (drift.path.as_str(), drift.state, drift.line)).collect();
    let expected = [
        ("deleted", State::Missing, None),
        ("dropped", State::Orphaned, Some(1)),
        ("edited", State::Edited, Some(2)),
        ("foreign", State::Foreign, Some(1)),
        ("gone", State::Orphaned, Some(1)),
        ("linked", State::Edited, None),
        ("new", State::Missing, None),
        ("other", State::Foreign, None),
        ("stale", State::Stale, Some(1)),
    ];
    assert_eq!(seen, expected);
    assert!(drifts.iter().all(|drift| drift.diagnostic.message.contains(drift.path.as_str())
        && !drift.diagnostic.hints.is_empty()));
    assert_eq!(drifts.iter().filter(|drift| drift.is_recipe_gone).count(), 1);
}
