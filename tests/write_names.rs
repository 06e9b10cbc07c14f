//! Hostile names: whatever an emit calls its file, nothing outside the root is touched.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::*;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::time::Duration;
use sw::model::{File, FilePath};
use sw::plan::{self, Action, Ledger};
use sw::write::{self, Lock, WriteError};

/// A root with links of every kind in it, beside a folder that nothing may reach.
struct Trap {
    base: tempfile::TempDir,
}

impl Trap {
    fn new() -> Self {
        let trap = Self { base: scratch() };
        let (root, outside) = (trap.root(), trap.base.path().join("outside"));
        put(&outside, "theirs", "theirs\n");
        put(&root, "real/inner", "inner\n");
        symlink(&outside, root.join("link")).unwrap();
        symlink("../outside", root.join("relative")).unwrap();
        symlink("real", root.join("inside")).unwrap();
        symlink(outside.join("theirs"), root.join("filelink")).unwrap();
        symlink("nowhere", root.join("dangling")).unwrap();
        fs::create_dir(root.join(".git")).unwrap();
        trap
    }

    fn root(&self) -> std::path::PathBuf {
        self.base.path().join("root")
    }

    /// Everything that was there before any run.
    fn guarded(&self) -> Vec<(String, String)> {
        let mut all = tree(self.base.path());
        all.retain(|name, what| {
            !name.starts_with("root/")
                || what.starts_with("->")
                || name == "root/.git"
                || name.starts_with("root/.git/")
        });
        all.into_iter().collect()
    }
}

/// Plans and writes; gives the paths that the run says it wrote.
fn run(files: &[File], root: &Path) -> BTreeSet<String> {
    let lock = Lock::take_with(&state(), root, Duration::ZERO, &mut |_| {}).unwrap();
    let Ok(plan) =
        plan::plan(files, root, &Ledger::read(root).unwrap(), &scope(), &state().written(root))
    else {
        return BTreeSet::new();
    };
    if write::apply(&plan, &lock).is_err() {
        assert!(!plan.conflicts().is_empty(), "refused without a reason");
        return BTreeSet::new();
    }
    plan.changes
        .iter()
        .filter(|change| change.action == Action::Create)
        .map(|change| change.path.to_string())
        .collect()
}

fn part() -> impl Strategy<Value = String> {
    let known = [
        "..",
        ".",
        "",
        "~",
        "a",
        "B",
        "b",
        "link",
        "relative",
        "inside",
        "filelink",
        "dangling",
        "real",
        ".git",
        ".GIT",
        "git~1",
        ".g\u{200c}it",
        ".ssh",
        ".specweave",
        ".SpecWeave",
        "tmp",
        "lock",
        "C:",
        "c:\\x",
        "CON",
        "con.yaml",
        "nul",
        "COM1",
        "a.",
        "a ",
        " a",
        "-rf",
        "--",
        "*",
        "a?b",
        "\\..\\..",
        "..\\",
        "a\0b",
        "a\nb",
        "\r",
        "\u{202e}txt",
        "caf\u{e9}",
        "cafe\u{301}",
        "\u{feff}a",
        "stra\u{df}e",
        "strasse",
        "\u{212a}",
        "k",
        "%2e%2e",
        "..%2f",
        "\u{2025}",
        "\u{ff0e}\u{ff0e}",
        "\u{2215}",
        "$(id)",
        "`id`",
        "{{a}}",
    ];
    prop_oneof![
        6 => prop::sample::select(known.to_vec()).prop_map(str::to_string),
        1 => "[a-c./]{1,6}",
        1 => any::<String>().prop_map(|text| text.chars().take(12).collect()),
        1 => (200..300_usize).prop_map(|n| "x".repeat(n)),
    ]
}

fn name() -> impl Strategy<Value = String> {
    (prop::collection::vec(part(), 1..5), 0..20).prop_map(|(parts, twist)| {
        let name = parts.join("/");
        match twist {
            0 => format!("/{name}"),
            1 => name.repeat(9),
            2 => format!("{name}/").repeat(4096 / (name.len() + 1) + 1),
            3 => format!("{}/{name}", "d/".repeat(2000)),
            _ => name,
        }
    })
}

/// How many names are tried, eight in a run.
fn names() -> u32 {
    std::env::var("SW_NAMES").map_or(10_000, |names| names.parse().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: names() / 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_leaves_the_root(names in prop::collection::vec(name(), 8)) {
        let trap = Trap::new();
        let guarded = trap.guarded();
        let paths: BTreeSet<FilePath> = names.iter().filter_map(|name| FilePath::parse(name).ok()).collect();
        let emit = |(n, path): (usize, FilePath)| File { path, ..file("x", &format!("{n}\n")) };
        let mut written = BTreeSet::new();
        for one in paths.into_iter().enumerate().map(emit) {
            let before = tree(&trap.root());
            let said = run(&[one], &trap.root());
            let after = tree(&trap.root());
            let new: BTreeSet<String> = after.into_iter().filter(|(name, what)| what != "folder" && !before.contains_key(name)).map(|(name, _)| name).collect();
            prop_assert_eq!(&new, &said);
            written.extend(said);
        }
        prop_assert_eq!(trap.guarded(), guarded);
        prop_assert!(fs::read_dir(trap.root().join(".git")).unwrap().next().is_none());
    }

    #[test]
    fn a_path_is_the_same_after_it_crossed_to_another_process(name in name()) {
        let parsed = FilePath::parse(&name).ok();
        let read: Option<FilePath> = serde_json::from_str(&serde_json::to_string(&name).unwrap()).ok();
        prop_assert_eq!(&parsed, &read);
        if let Some(path) = parsed {
            prop_assert_eq!(FilePath::parse(path.as_str()).unwrap(), path);
        }
    }
}

/// A stranger's repository may hold records of `sw` that `sw` never wrote.
#[test]
fn a_planted_journal_leads_nowhere() {
    let step = |path: &str| {
        let print = serde_json::json!({ "sha256": plan::sha256(b"bad\n"), "executable": false });
        serde_json::json!({ "steps": [{ "path": path, "old": null, "new": print }], "folders": [] })
            .to_string()
    };
    for path in [
        "../x",
        ".git/hooks/pre-commit",
        "/etc/x",
        "link/x",
        "filelink",
        "dangling",
        "relative/../x",
    ] {
        for name in ["journal.json", "undo.json"] {
            let trap = Trap::new();
            let guarded = trap.guarded();
            put(&trap.root(), ".specweave/tmp/0.new", "bad\n");
            put(&trap.root(), &format!(".specweave/tmp/{name}"), &step(path));
            let _ = Lock::take_with(&state(), &trap.root(), Duration::ZERO, &mut |_| {});
            assert_eq!(trap.guarded(), guarded, "{path} in {name}");
        }
    }
    let trap = Trap::new();
    put(&trap.root(), ".specweave/tmp/0.new", "bad\n");
    put(&trap.root(), ".specweave/tmp/journal.json", &step("inside.txt"));
    assert!(matches!(
        Lock::take_with(&state(), &trap.root(), Duration::ZERO, &mut |_| {}),
        Err(WriteError::Foreign(_))
    ));
    assert!(
        !trap.root().join("inside.txt").exists(),
        "inside of the root nothing is written either"
    );
}

/// Ways out that were found in the tools people use today, each refused here.
#[test]
fn published_escapes_are_refused() {
    let names = [
        ("CVE-2022-24348: Argo CD, values file behind `..`", "../../../etc/passwd"),
        ("CVE-2022-24348: Argo CD, absolute values file", "/etc/passwd"),
        ("CVE-2024-25620: Helm, chart name with `../`", "charts/../../x"),
        ("CVE-2026-35206: Helm, chart named `..`", ".."),
        ("CVE-2026-35206: Helm, chart named `.`", "."),
        ("CVE-2026-35204: Helm, plugin version with `/../`", "plugins/x-/../../../y"),
        ("CVE-2020-15184: Helm, line break in an alias", "charts/a\nb: c"),
        ("kustomize 4850: `//../../..` in a remote path", "repo//../../.."),
    ];
    for (what, name) in names {
        assert!(FilePath::parse(name).is_err(), "{what}");
    }
    let through = [
        ("CVE-2022-24904, CVE-2022-31036: Argo CD, link to a folder outside", "link/values.yaml"),
        ("CVE-2022-24731: Argo CD, relative link outside", "relative/values.yaml"),
        ("CVE-2025-53547: Helm, `Chart.lock` is a link to a file outside", "filelink"),
        ("a link that points to nothing yet", "dangling"),
    ];
    for (what, name) in through {
        let trap = Trap::new();
        let guarded = trap.guarded();
        assert!(run(&[file(name, "bad\n")], &trap.root()).is_empty(), "{what}");
        assert_eq!(trap.guarded(), guarded, "{what}");
    }
}
