//! What a run would do to the disk: decided by ledger and disk, before anything is written.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::ledgers::{conflict, entry, known, ledger, root};
use disk::*;
use std::os::unix::fs::symlink;
use sw::model::Own;
use sw::plan::{self, Action, Entry, Ledger, Reason, Scope, diff};

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
