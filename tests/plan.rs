//! What a run would do to the disk: decided by ledger and disk, before anything is written.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use std::os::unix::fs::symlink;
use sw::model::{FilePath, Own};
use sw::plan::{self, Action, Entry, Ledger, LedgerError, Reason, Scope, diff, fingerprint};

fn root() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn entry(path: &str, text: &str) -> Entry {
    Entry {
        path: FilePath::parse(path).unwrap(),
        sha256: fingerprint(text.as_bytes()),
        executable: false,
        environment: None,
        recipe: RECIPE.into(),
        own: Own::Whole,
        mark: None,
    }
}

fn ledger(entries: impl IntoIterator<Item = Entry>) -> Ledger {
    let mut ledger = Ledger::default();
    for entry in entries {
        ledger.insert(entry);
    }
    ledger
}

/// Writes a ledger that knows the given files as they are, on this machine.
fn known(root: &std::path::Path, files: &[(&str, &str)]) {
    adopted(root, &ledger(files.iter().map(|(path, text)| entry(path, text))));
}

/// The only conflict of a plan, as its code, message, notes and hints.
fn conflict(plan: &plan::Plan) -> (String, String, String, String) {
    let [one] = plan.conflicts().try_into().unwrap();
    assert!(
        one.place.is_some() || plan.changes.iter().any(|change| change.origin.is_none()),
        "{one:?}"
    );
    (one.code.into(), one.message, one.notes.join("\n"), one.hints.join("\n"))
}

#[test]
fn a_first_run_creates_and_takes_equal_files_over_silently() {
    let root = root();
    put(root.path(), "a.yaml", "a\r\n");
    let plan = plan(&[file("k8s/b.yaml", "b\n"), file("a.yaml", "a\n")], root.path());
    assert_eq!(actions(&plan), ["Keep a.yaml", "Create k8s/b.yaml"]);
    assert_eq!(plan.summary(), "1 to create, 1 unchanged");
    assert_eq!(
        plan.new.entries().map(|entry| entry.path.as_str()).collect::<Vec<_>>(),
        ["a.yaml", "k8s/b.yaml"]
    );
    assert!(plan.conflicts().is_empty() && plan.is_change());
}

#[test]
fn a_file_that_still_holds_what_was_written_is_updated_or_deleted() {
    let root = root();
    known(root.path(), &[("a", "old\n"), ("b", "b\n"), ("gone", "x\n"), ("dropped", "d\n")]);
    for (path, text) in [("a", "old\r\n"), ("b", "b\n"), ("dropped", "d\n")] {
        put(root.path(), path, text);
    }
    let plan = plan(&[file("a", "new\n"), file("b", "b\n"), file("gone", "x\n")], root.path());
    assert_eq!(actions(&plan), ["Update a", "Keep b", "Delete dropped", "Create gone"]);
    assert_eq!(plan.summary(), "1 to create, 1 to update, 1 to delete, 1 unchanged");
    assert!(
        plan.changes.iter().any(|change| change.known && change.action == Action::Create),
        "deleted by hand, made again"
    );
}

#[test]
fn an_edited_file_is_a_conflict_that_shows_the_diff_and_the_ways_out() {
    let root = root();
    known(root.path(), &[("a.yaml", "one\n")]);
    put(root.path(), "a.yaml", "one\nmine\n");
    let (code, message, notes, hints) = conflict(&plan(&[file("a.yaml", "two\n")], root.path()));
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("edited-file", "`a.yaml` was edited by hand since the last run")
    );
    assert_eq!(notes, "--- a/a.yaml\n+++ b/a.yaml\n@@ -1,2 +1 @@\n-one\n-mine\n+two\n");
    assert!(hints.contains("--force") && hints.contains("sw adopt a.yaml"), "{hints}");
    assert_eq!(
        actions(&plan_in(&[file("a.yaml", "two\n")], root.path(), &force())),
        ["Update a.yaml"]
    );
}

#[test]
fn an_edited_file_is_not_deleted_either() {
    let root = root();
    known(root.path(), &[("a.yaml", "one\n")]);
    put(root.path(), "a.yaml", "mine\n");
    let (code, message, ..) = conflict(&plan(&[], root.path()));
    assert_eq!(code, "edited-file");
    assert_eq!(
        message,
        "`a.yaml` was edited by hand since the last run, and the recipe no longer emits it"
    );
    assert_eq!(actions(&plan_in(&[], root.path(), &force())), ["Delete a.yaml"]);
}

#[test]
fn a_file_that_sw_did_not_make_is_a_conflict() {
    let root = root();
    put(root.path(), "a.yaml", "mine\n");
    let (code, message, notes, _) = conflict(&plan(&[file("a.yaml", "two\n")], root.path()));
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("foreign-file", "`a.yaml` is there already, and `sw` did not make it")
    );
    assert!(notes.contains("-mine") && notes.contains("+two"), "{notes}");
}

#[test]
fn a_long_diff_is_cut_in_the_message() {
    let root = root();
    put(root.path(), "a.yaml", &"mine\n".repeat(100));
    let plan = plan(&[file("a.yaml", "two\n")], root.path());
    let (_, _, notes, _) = conflict(&plan);
    assert!(notes.ends_with("-mine\n... and 64 more lines\n"), "{notes}");
    assert_eq!(diff(&plan.changes[0]).lines().count(), 104);
}

#[test]
fn permissions_changed_by_hand_are_seen_and_others_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let root = root();
    let chmod = |path: &str, mode| {
        std::fs::set_permissions(root.path().join(path), std::fs::Permissions::from_mode(mode))
            .unwrap()
    };
    known(root.path(), &[("a", "a\n"), ("b", "b\n")]);
    put(root.path(), "a", "a\n");
    put(root.path(), "b", "b\n");
    chmod("a", 0o600);
    assert_eq!(
        plan_in(&[file("a", "new\n")], root.path(), &scope()).changes[0]
            .after
            .as_ref()
            .unwrap()
            .mode,
        0o600
    );
    let made_executable = plan(&[script("a", "a\n"), file("b", "b\n")], root.path());
    assert_eq!(actions(&made_executable), ["Update a", "Keep b"]);
    assert!(diff(&made_executable.changes[0]).starts_with("old mode 100644\nnew mode 100755\n"));
    chmod("b", 0o755);
    assert_eq!(
        conflict(&plan(&[file("a", "a\n"), file("b", "b\n")], root.path())).0,
        "changed-mode"
    );
    assert_eq!(
        conflict(&plan(&[file("a", "a\n")], root.path())).0,
        "changed-mode",
        "nor is it deleted"
    );
    assert_eq!(
        actions(&plan_in(&[file("b", "b\n")], root.path(), &force())),
        ["Delete a", "Update b"]
    );
    chmod(plan::LEDGER, 0o777);
    assert_eq!(
        actions(&plan(&[file("a", "a\n"), file("b", "b\n")], root.path())),
        ["Keep a", "Keep b"],
        "a disk without permissions"
    );
}

#[test]
fn nothing_goes_through_a_link_or_over_a_folder() {
    let (root, outside) = (root(), root());
    put(outside.path(), "x.yaml", "x\n");
    known(root.path(), &[("kept/x.yaml", "x\n"), ("link.yaml", "x\n")]);
    symlink(outside.path(), root.path().join("out")).unwrap();
    symlink(outside.path(), root.path().join("kept")).unwrap();
    symlink(outside.path().join("x.yaml"), root.path().join("link.yaml")).unwrap();
    symlink("nowhere", root.path().join("dangling")).unwrap();
    std::fs::create_dir(root.path().join("folder")).unwrap();
    put(root.path(), "plain", "");
    for scope in [scope(), force()] {
        let plan = |path: &str| {
            plan_in(&[file(path, "x\n")], root.path(), &scope).changes.pop().unwrap().action
        };
        assert_eq!(plan("out/x.yaml"), Action::Conflict(Reason::BehindLink("out".into())));
        assert_eq!(plan("out/deep/x.yaml"), Action::Conflict(Reason::BehindLink("out".into())));
        assert_eq!(plan("link.yaml"), Action::Conflict(Reason::Link));
        assert_eq!(plan("dangling"), Action::Conflict(Reason::Link));
        assert_eq!(plan("folder"), Action::Conflict(Reason::NoFile));
        assert_eq!(plan("plain/x"), Action::Conflict(Reason::BehindFile("plain".into())));
        assert!(
            plan_in(&[], root.path(), &scope).changes.is_empty(),
            "links are not ours to delete"
        );
    }
}

#[test]
fn names_that_some_systems_take_for_the_same_are_refused() {
    let root = root();
    let refused = |a: &str, b: &str| {
        let errors = plan::plan(
            &[file(a, "1\n"), file(b, "2\n")],
            root.path(),
            &Ledger::default(),
            &scope(),
            &state().written(root.path()),
        )
        .unwrap_err();
        let [error] = errors.try_into().unwrap();
        assert!(error.place.is_some() && error.related.len() == 1, "{error:?}");
        format!("{}: {}", error.code, error.message)
    };
    assert_eq!(
        refused("a/App.yaml", "a/app.yaml"),
        "name-clash: `a/app.yaml` differs from `a/App.yaml` by case only"
    );
    assert_eq!(
        refused("K8s/long.yaml", "k8s/a.yaml"),
        "name-clash: `K8s` differs from `k8s` by case only"
    );
    assert_eq!(
        refused("caf\u{e9}", "cafe\u{301}"),
        "name-clash: `cafe\\u{301}` differs from `caf\\u{e9}` only in how its letters are encoded"
    );
    assert_eq!(
        refused("stra\u{df}e", "STRASSE/x"),
        "name-clash: `STRASSE` differs from `stra\\u{df}e` only in how its letters are encoded"
    );
}

#[test]
fn a_file_can_not_also_be_a_folder_or_be_emitted_twice() {
    let root = root();
    let refused = |files: &[sw::model::File]| {
        plan::plan(files, root.path(), &Ledger::default(), &scope(), &state().written(root.path()))
            .unwrap_err()[0]
            .message
            .clone()
    };
    assert_eq!(refused(&[file("a", "1\n"), file("a/b", "2\n")]), "`a` is a file and also a folder");
    assert_eq!(
        refused(&[file("long/b", "1\n"), file("long", "2\n")]),
        "`long` is a file and also a folder"
    );
    assert_eq!(
        refused(&[file("a", "1\n"), file("a", "2\n")]),
        "`a` is emitted twice, with different content"
    );
    assert!(refused(&[file(".specweave/config.yaml", "")]).contains("keeps its own records"));
    assert!(
        refused(&[file("sub/.SpecWeave/generated.json", "")]).contains("keeps its own records")
    );
    assert_eq!(actions(&plan(&[file("a", "1\n"), file("a", "1\n")], root.path())), ["Create a"]);
}

#[test]
fn a_name_beside_another_spelling_on_disk_is_a_conflict() {
    let root = root();
    put(root.path(), "k8s/App.yaml", "x\n");
    known(root.path(), &[("k8s/App.yaml", "x\n")]);
    let plan = plan(&[file("k8s/app.yaml", "x\n")], root.path());
    assert_eq!(plan.changes[1].action, Action::Conflict(Reason::Clash("k8s/App.yaml".into())));
    assert!(plan.conflicts()[0].hints[0].contains("git mv k8s/App.yaml k8s/app.yaml"));
}

#[test]
fn a_limited_run_touches_only_its_environments() {
    let root = root();
    let entries = [
        ("s.yaml", Some("staging")),
        ("p.yaml", Some("production")),
        ("all.yaml", None),
        ("moved.yaml", Some("staging")),
    ];
    let tag = |(path, environment): (&str, Option<&str>)| Entry {
        environment: environment.map(str::to_string),
        ..entry(path, "x\n")
    };
    adopted(root.path(), &ledger(entries.map(tag)));
    for (path, _) in entries {
        put(root.path(), path, "x\n");
    }
    let files = [
        tagged("staging", "new.yaml", "n\n"),
        tagged("production", "p2.yaml", "n\n"),
        file("moved.yaml", "y\n"),
    ];
    let plan = plan_in(&files, root.path(), &only("staging"));
    assert_eq!(actions(&plan), ["Create new.yaml", "Delete s.yaml"]);
    let left: Vec<&str> = plan.new.entries().map(|entry| entry.path.as_str()).collect();
    assert_eq!(left, ["all.yaml", "moved.yaml", "new.yaml", "p.yaml"]);
}

#[test]
fn recipes_own_their_own_files() {
    let root = root();
    let other = Entry { recipe: "other.rhai".into(), ..entry("a", "a\n") };
    adopted(root.path(), &ledger([other]));
    put(root.path(), "a", "a\n");
    assert!(plan(&[], root.path()).changes.is_empty());
    let (code, message, _, hints) = conflict(&plan(&[file("a", "a\n")], root.path()));
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("other-recipe", "`a` belongs to the recipe `other.rhai`")
    );
    assert!(
        hints.contains("sw adopt --from other.rhai") && hints.contains("sw clean other.rhai"),
        "{hints}"
    );
    let forced = plan_in(&[file("a", "a\n")], root.path(), &force());
    assert_eq!(
        forced.new.entries().map(|entry| entry.recipe.as_str()).collect::<Vec<_>>(),
        [RECIPE]
    );
    let cleaned = plan_in(&[], root.path(), &Scope::of("other.rhai"));
    assert_eq!(actions(&cleaned), ["Delete a"]);
    let moved = plan::adopt_from(&Ledger::read(root.path()).unwrap(), "other.rhai", RECIPE);
    assert_eq!(
        actions(
            &plan::plan(
                &[file("a", "b\n")],
                root.path(),
                &moved,
                &scope(),
                &state().written(root.path())
            )
            .unwrap()
        ),
        ["Update a"]
    );
}

#[test]
fn a_block_lives_in_a_file_that_people_edit() {
    let root = root();
    let ignore = |text: &str| [owned(Own::Block, ".gitignore", text)];
    assert_eq!(actions(&plan(&ignore("dist/\n"), root.path())), ["Create .gitignore"]);
    put(root.path(), ".gitignore", "mine\n");
    let first = plan(&ignore("dist/\n"), root.path());
    assert_eq!(actions(&first), ["Update .gitignore"]);
    let text = String::from_utf8(first.changes[0].after.clone().unwrap().bytes).unwrap();
    assert_eq!(text, "mine\n# >>> sw: deploy.rhai >>>\ndist/\n# <<< sw: deploy.rhai <<<\n");
    adopted(root.path(), &first.new);
    put(root.path(), ".gitignore", &format!("top\r\n{}", text.replace('\n', "\r\n")));
    assert_eq!(actions(&plan(&ignore("dist/\n"), root.path())), ["Keep .gitignore"]);
    assert_eq!(actions(&plan(&ignore("out/\n"), root.path())), ["Update .gitignore"]);
    let gone = plan(&[], root.path());
    assert_eq!(actions(&gone), ["Update .gitignore"], "the rest of the file stays");
    assert_eq!(gone.changes[0].after.as_ref().unwrap().bytes, b"top\r\nmine\r\n");
    put(root.path(), ".gitignore", &text.replace("dist/", "dist2/"));
    assert_eq!(conflict(&plan(&ignore("out/\n"), root.path())).0, "edited-file");
    assert_eq!(conflict(&plan(&[], root.path())).0, "edited-file");
    put(root.path(), ".gitignore", text.trim_start_matches("mine\n"));
    assert_eq!(actions(&plan(&[], root.path())), ["Delete .gitignore"], "nothing else was in it");
    put(root.path(), ".gitignore", &text.replace("# <<<", "# <"));
    assert_eq!(conflict(&plan(&ignore("out/\n"), root.path())).0, "damaged-block");
    std::fs::write(root.path().join(".gitignore"), [0xff, 0xfe]).unwrap();
    assert_eq!(conflict(&plan(&ignore("out/\n"), root.path())).0, "binary-file");
}

#[test]
fn a_renamed_recipe_finds_its_block_again() {
    let root = root();
    let first = plan(&[owned(Own::Block, "f", "a\n")], root.path());
    put(root.path(), "f", "# >>> sw: deploy.rhai >>>\na\n# <<< sw: deploy.rhai <<<\nmine\n");
    let moved = plan::adopt_from(&first.new, RECIPE, "new.rhai");
    let plan = plan::plan(
        &[by("new.rhai", owned(Own::Block, "f", "a\n"))],
        root.path(),
        &moved,
        &Scope::of("new.rhai"),
        &state().written(root.path()),
    )
    .unwrap();
    assert_eq!(actions(&plan), ["Update f"]);
    assert_eq!(
        plan.changes[0].after.as_ref().unwrap().bytes,
        b"# >>> sw: new.rhai >>>\na\n# <<< sw: new.rhai <<<\nmine\n"
    );
}

#[test]
fn a_block_needs_comments_and_may_not_hold_its_own_marker() {
    let root = root();
    let error = plan::plan(
        &[owned(Own::Block, "package.json", "x\n")],
        root.path(),
        &Ledger::default(),
        &scope(),
        &state().written(root.path()),
    )
    .unwrap_err();
    assert_eq!(
        error[0].message,
        "`package.json` can't hold a marked block: its format has no comments"
    );
    let plan = plan(&[owned(Own::Block, "f", "# <<< sw: deploy.rhai <<<\n")], root.path());
    assert_eq!(plan.changes[0].action, Action::Conflict(Reason::DamagedBlock));
}

#[test]
fn a_seed_is_written_once_and_then_theirs() {
    let root = root();
    let seed = [owned(Own::Seed, ".env.staging", "A=\n")];
    let first = plan(&seed, root.path());
    assert_eq!(actions(&first), ["Create .env.staging"]);
    assert_eq!(first.new.entries().count(), 0, "nothing to prune or to compare");
    put(root.path(), ".env.staging", "A=secret\n");
    assert_eq!(actions(&plan(&seed, root.path())), ["Keep .env.staging"]);
    assert!(plan(&[], root.path()).changes.is_empty());
}

#[test]
fn a_diff_is_safe_to_print() {
    let root = root();
    put(root.path(), "a", "x\u{1b}[31m\u{202e}y\n");
    put(root.path(), "crlf", "x\r\n");
    std::fs::write(root.path().join("bin"), [0xff]).unwrap();
    put(root.path(), ".env.staging", "TOKEN=hunter2hunter2\n");
    let plan = plan(
        &[
            file("a", "z"),
            file("bin", "z\n"),
            file("crlf", "x\ny\n"),
            file(".env.staging", "z\n"),
            file(".env", "VALUE=1\n"),
        ],
        root.path(),
    );
    let diffs: String = plan.changes.iter().map(diff).collect();
    assert!(diffs.contains("-x\\u{1b}[31m\\u{202e}y\n+z\n\\ No newline at end of file"), "{diffs}");
    assert!(diffs.contains("--- a/bin\n+++ b/bin\nthe content is not text"), "{diffs}");
    assert!(
        diffs.contains(
            "line ends change from \\r\\n to \\n\n--- a/crlf\n+++ b/crlf\n@@ -1 +1,2 @@\n x\n+y\n"
        ),
        "{diffs}"
    );
    assert!(
        diffs.contains("b/.env\nthe content is not shown")
            && !diffs.contains("hunter")
            && !diffs.contains("VALUE"),
        "{diffs}"
    );
    assert_eq!(
        plan.changes[1].action,
        Action::Conflict(Reason::Private),
        "what is there is not replaced"
    );
}

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
