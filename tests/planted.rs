//! A repository that was cloned holds links, pipes, devices and endless files where commands look. Commands that only
//! look change nothing, show nothing of other files, and end.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use support::hostile::{CANARY, Planted, Repository};
use support::random_repository::random;
use sw::engine::World;
use sw::engine::world::DiskWorld;
use sw::files::{FileError, Folder, Private};

/// Where a command looks for a file.
const PLACES: &[&str] = &[
    "deploy.rhai",
    "lib/names.rhai",
    "lib/names_test.rhai",
    "data/notes.txt",
    "infrastructure/terraform/app/net/main.tf",
    "infrastructure/terraform/app/main.tf",
    ".specweave/config.yaml",
    ".specweave/generated.json",
    ".specweave/schemas/terraform/aws.table",
    ".specweave/schemas/modules/vpc.yaml",
    ".specweave/lock",
    ".specweave/tmp/journal.json",
    ".gitignore",
    ".git/index",
    ".ignore",
    ".env.staging",
    "notes.txt",
];

/// Commands that only look.
const COMMANDS: &[&[&str]] = &[
    &["plan"],
    &["diff", "staging", "production"],
    &["check", "--format", "short"],
    &["doc", "./lib/names"],
    &["doc", "aws_vpc"],
    &["test"],
    &["env", "list"],
    &["secrets", "list", "--env", "staging"],
    &["secrets", "check", "--env", "staging"],
    &["schema", "list"],
    &["eval", "read_text(\"data/notes.txt\")"],
    &["repl"],
];

/// What is wrong after each command on a repository.
fn faults(repository: &Repository, about: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before = repository.state().unwrap();
    for command in COMMANDS {
        let ended = repository.run(command, "read_text(\"data/notes.txt\")\n").unwrap();
        faults.extend(ended.faults().into_iter().map(|fault| {
            format!("{about}: sw {}: {fault}\n{:.600}", command.join(" "), ended.said)
        }));
        let after = repository.state().unwrap();
        let changed: Vec<_> = before
            .iter()
            .filter(|(path, what)| after.get(*path) != Some(*what))
            .map(|(path, _)| path)
            .collect();
        if after != before {
            faults.push(format!("{about}: sw {}: it changed {changed:?}", command.join(" ")));
        }
        before = after;
    }
    faults
}

#[test]
fn without_anything_planted_each_command_does_its_work() {
    let repository = Repository::new().unwrap();
    for command in COMMANDS {
        let ended = repository.run(command, "read_text(\"data/notes.txt\")\n").unwrap();
        let expected = if command[0] == "check" { 2 } else { 0 };
        assert_eq!(
            (ended.code, ended.faults()),
            (Some(expected), Vec::new()),
            "sw {}: {}",
            command.join(" "),
            ended.said
        );
    }
}

/// `SW_REPOSITORIES` says how many there are, or which: `2000..4000`.
#[test]
fn whatever_a_repository_holds_looking_at_it_changes_and_shows_nothing() {
    let wanted = std::env::var("SW_REPOSITORIES").unwrap_or_else(|_| "48".into());
    let (first, wanted) = wanted.split_once("..").unwrap_or(("0", &wanted));
    let (first, wanted): (u64, u64) = (first.parse().unwrap(), wanted.parse().unwrap());
    let (next, found) = (AtomicU64::new(first), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(seed) =
                    Some(next.fetch_add(1, Ordering::Relaxed)).filter(|seed| *seed < wanted)
                {
                    let faults = faults(&random(seed).unwrap(), &format!("repository {seed}"));
                    found.lock().unwrap().extend(faults);
                }
            });
        }
    });
    none(found.into_inner().unwrap());
}

fn none(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// One test for each kind, so that they run side by side.
macro_rules! kinds {
    ($($name:ident: $kind:ident,)*) => {$(
        #[test]
        fn $name() {
            none(PLACES.iter().flat_map(|place| {
                let repository = Repository::new().unwrap();
                repository.plant(place, Planted::$kind).unwrap();
                faults(&repository, &format!("{:?} at {place}", Planted::$kind))
            }).collect());
        }
    )*};
}

kinds! {
    pipes: Pipe,
    sockets: Socket,
    links_to_an_endless_device: Zero,
    links_outside: Outside,
    absolute_links_outside: Absolute,
    links_to_values_of_secrets: Private,
    links_to_git: Git,
    links_to_the_environment: Environ,
    links_in_a_circle: Circle,
    files_without_an_end: Sparse,
    folders_in_place_of_files: Folder,
}

#[test]
fn a_folder_of_records_that_is_a_link_is_refused() {
    let repository = Repository::new().unwrap();
    let root = repository.root();
    std::fs::rename(root.join(".specweave"), root.join("elsewhere")).unwrap();
    symlink("elsewhere", root.join(".specweave")).unwrap();
    let ended = repository.run(&["plan"], "").unwrap();
    assert!(
        ended.code == Some(1) && ended.said.contains("it is a link, or lies behind one"),
        "{ended:?}"
    );
    none(faults(&repository, "a link at .specweave"));
}

/// Recipes that try to read what is private, and what the first message says.
#[test]
fn no_spelling_and_no_link_leads_a_recipe_to_what_is_private() {
    let links = [
        ("notes", ".env.staging"),
        ("build.txt", ".git/config"),
        ("g", ".git"),
        ("self", "."),
        ("a/b", "../notes"),
        ("x.rhai", ".env.staging"),
        ("y.yaml", ".env.staging"),
        ("state.json", "terraform.tfstate"),
        ("deep", "a/../self/./.env.staging"),
        ("key.txt", "id_ed25519"),
    ];
    let recipes = [
        "emit(\"a.txt\", read_text(\"notes\"))",
        "emit(\"a.txt\", read_text(\"./build.txt\"))",
        "emit(\"a.txt\", read_text(\"g/config\"))",
        "emit(\"a.txt\", read_text(\"self/.env.staging\"))",
        "emit(\"a.txt\", read_text(\"self/self/g/config\"))",
        "emit(\"a.txt\", read_text(\"a/b\"))",
        "emit(\"a.txt\", read_text(\"deep\"))",
        "emit(\"a.yaml\", read_yaml(\"y.yaml\"))",
        "emit(\"a.json\", read_json(\"state.json\"))",
        "emit(\"a.txt\", read_text(\"key.txt\"))",
        "emit(\"a.txt\", read_text(\"certificate.pem\"))",
        "emit(\"a.txt\", read_text(\".npmrc\"))",
        "emit(\"a.txt\", read_text(\".env-staging\"))",
        "emit(\"a.txt\", read_text(\"prod.env\"))",
        "emit(\"a.txt\", read_text(\".env.staging~\"))",
        "import \"./x\" as x;",
        "list_files(\"g\")",
        "list_files(\".git\")",
    ];
    for recipe in recipes {
        let repository = Repository::new().unwrap();
        for name in [
            "terraform.tfstate",
            "id_ed25519",
            ".npmrc",
            ".env-staging",
            "prod.env",
            ".env.staging~",
        ] {
            repository.write(name, &format!("\"{CANARY}\"\n")).unwrap();
        }
        repository
            .write("certificate.pem", &format!("-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n"))
            .unwrap();
        std::fs::create_dir(repository.root().join("a")).unwrap();
        for (name, target) in links {
            symlink(target, repository.root().join(name)).unwrap();
        }
        repository.write("deploy.rhai", &format!("{recipe};\n")).unwrap();
        let ended = repository.run(&["run", "--format", "short"], "").unwrap();
        assert!(ended.code == Some(1) && ended.said.contains("secret-file"), "{recipe}: {ended:?}");
        assert_eq!(ended.faults(), Vec::<String>::new(), "{recipe}");
    }
}

#[test]
fn links_inside_to_plain_public_files_stay_usable() {
    let repository = Repository::new().unwrap();
    let root = repository.root();
    symlink("data/notes.txt", root.join("notes")).unwrap();
    symlink("data", root.join("facts")).unwrap();
    symlink("../lib/names.rhai", root.join("data/names.rhai")).unwrap();
    symlink(root.join("data"), root.join("absolute")).unwrap();
    let recipe = "import \"./data/names\" as names;\nemit(\"a.txt\", names::name() + read_text(\"notes\") + read_text(\"facts/notes.txt\"));\n\
                  emit(\"b.txt\", read_text(\"absolute/notes.txt\") + `${list_files(\"facts\").len()}`);\n";
    repository.write("deploy.rhai", recipe).unwrap();
    let ended = repository.run(&["run"], "").unwrap();
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert_eq!(std::fs::read_to_string(root.join("a.txt")).unwrap(), "shopnotes\nnotes\n");
    assert_eq!(std::fs::read_to_string(root.join("b.txt")).unwrap(), "notes\n2\n");
}

#[test]
fn reading_while_links_are_swapped_in_gives_nothing_from_outside() {
    let home = tempfile::tempdir().unwrap();
    let (root, outside) = (home.path().join("root"), home.path().join("outside"));
    for folder in [root.join("folder"), outside.clone()] {
        std::fs::create_dir_all(folder).unwrap();
    }
    std::fs::write(outside.join("file"), CANARY).unwrap();
    std::fs::write(root.join("folder/file"), "inside").unwrap();
    symlink(&outside, root.join("link")).unwrap();
    symlink("../outside", root.join("relative")).unwrap();
    std::fs::write(root.join("file"), "inside").unwrap();
    symlink("../outside/file", root.join("file-link")).unwrap();
    let world = DiskWorld::new(&root).unwrap();
    let mut swapper = Command::new(std::env::current_exe().unwrap());
    let mut swapper = swapper
        .args(["--exact", "swaps", "--ignored"])
        .env("SW_SWAP_IN", &root)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut seen = [0, 0];
    for i in 0..200_000 {
        let read = if i % 2 == 0 { world.read("folder/file") } else { world.read("file") };
        match read {
            Ok(text) if text == "inside" => seen[0] += 1,
            Ok(text) => panic!("read {i} gave {text:?}"),
            Err(_) => seen[1] += 1,
        }
    }
    swapper.kill().unwrap();
    swapper.wait().unwrap();
    assert!(seen[0] > 100 && seen[1] > 100, "the folders were hardly swapped: {seen:?}");
}

/// The other process of the test above: it swaps files and folders for links until it is ended.
#[test]
#[ignore = "it is started by the test above, and never ends"]
fn swaps() {
    use rustix::fs::{Mode, OFlags, RenameFlags, open, renameat_with};
    let root = open(std::env::var_os("SW_SWAP_IN").unwrap(), OFlags::PATH, Mode::empty()).unwrap();
    loop {
        for (a, b) in [("folder", "link"), ("file", "file-link"), ("folder", "relative")] {
            renameat_with(&root, a, &root, b, RenameFlags::EXCHANGE).unwrap();
        }
    }
}

#[test]
fn a_plain_file_is_reached_by_no_link_at_all() {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join("inner")).unwrap();
    std::fs::write(home.path().join("inner/file"), "text").unwrap();
    symlink("inner", home.path().join("link")).unwrap();
    symlink("file", home.path().join("inner/again")).unwrap();
    let folder = Folder::open(home.path()).unwrap();
    assert_eq!(folder.plain("inner/file").and_then(|file| file.text(4)).as_deref(), Ok("text"));
    assert_eq!(
        folder.plain("inner/file").and_then(|file| file.text(3)),
        Err(FileError::TooLarge(1))
    );
    for path in ["link/file", "inner/again", "link/again"] {
        assert_eq!(folder.plain(path).map(drop), Err(FileError::Link), "{path}");
        assert_eq!(
            folder.public(path).and_then(|file| file.text(4)).as_deref(),
            Ok("text"),
            "{path}"
        );
    }
    assert_eq!(folder.public("../x").map(drop), Err(FileError::Outside));
    assert_eq!(folder.public("inner").map(drop), Err(FileError::NotFile));
    assert_eq!(folder.public(".env").map(drop), Err(FileError::Missing));
    std::fs::write(home.path().join(".env"), "").unwrap();
    assert_eq!(folder.public(".env").map(drop), Err(FileError::Private(Private::Values)));
}

/// What `sw plan` says in `work`, below a folder that another user put things into.
fn plan_below(owned: &[&str], ours: &[&str]) -> (Option<i32>, String) {
    let repository = Repository::new().unwrap();
    let root = repository.root();
    for path in [".git", "lib", "data", "infrastructure"] {
        std::fs::remove_dir_all(root.join(path)).unwrap();
    }
    repository.write("deploy.rhai", "emit(\"a.txt\", \"theirs\\n\");\n").unwrap();
    repository.write("work/notes.txt", "").unwrap();
    for path in ours {
        std::fs::create_dir_all(root.join(path)).unwrap();
    }
    for path in owned {
        std::fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        std::os::unix::fs::lchown(root.join(path), Some(12_345), None).unwrap();
    }
    let ended = repository.run(&["plan", "-C", "work"], "").unwrap();
    (ended.code, ended.said)
}

#[test]
fn a_project_above_counts_only_when_it_is_ours() {
    if !rustix::process::geteuid().is_root() {
        println!("only root can give files to another user");
        return;
    }
    let theirs = [".specweave", ".specweave/config.yaml", "deploy.rhai"];
    let (code, said) = plan_below(&theirs, &[]);
    assert!(
        code == Some(1) && said.contains("foreign-project") && !said.contains("theirs"),
        "{said}"
    );
    let with_git = [".specweave", ".specweave/config.yaml", "deploy.rhai", ".git"];
    let (code, said) = plan_below(&with_git, &[".git"]);
    assert!(
        code == Some(1) && !said.contains("theirs"),
        "their repository makes it no better: {said}"
    );
    for (owned, ours) in [
        (&theirs[..], &[".git"][..]),
        (&[][..], &[][..]),
        (&[".specweave", "work", "deploy.rhai", ".specweave/config.yaml"], &[]),
    ] {
        let (code, said) = plan_below(owned, ours);
        assert!(code == Some(0) && said.contains("theirs"), "{owned:?} {ours:?}: {said}");
    }
}

#[test]
fn a_folder_to_write_to_leads_nowhere_else() {
    let repository = Repository::new().unwrap();
    let (root, outside) = (repository.root(), repository.outside().with_file_name("elsewhere"));
    std::fs::create_dir(&outside).unwrap();
    symlink(&outside, root.join("build")).unwrap();
    let ended = repository.run(&["run", "-o", "build"], "").unwrap();
    assert!(ended.code == Some(1) && ended.said.contains("link-in-the-way"), "{ended:?}");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 0);
    let ended = repository.run(&["run", "-o", "../elsewhere"], "").unwrap();
    assert_eq!(ended.code, Some(0), "a folder outside that is named is written to: {ended:?}");
}

#[test]
fn commands_that_write_follow_no_link_out_and_copy_nothing_in() {
    let schema = "{\"format_version\":\"1.0\",\"provider_schemas\":{\"registry.terraform.io/a/x\":{\"resource_schemas\":\
                  {\"x_a\":{\"version\":0,\"block\":{\"attributes\":{\"b\":{\"type\":\"string\",\"optional\":true}}}}}}}}";
    let commands: [(&[&str], &str); 16] = [
        (&["secrets", "set", "DB_PASSWORD", "--env", "staging"], ".gitignore"),
        (&["secrets", "set", "DB_PASSWORD", "--env", "staging"], ".env.staging"),
        (&["secrets", "unset", "DB_PASSWORD", "--env", "staging"], ".env.staging"),
        (&["env", "add", "qa"], ".specweave/config.yaml"),
        (&["run"], "infrastructure/terraform/app/main.tf"),
        (&["run"], "infrastructure/terraform"),
        (&["test", "--bless"], "lib/snapshots"),
        (&["adopt", "--rebuild"], ".specweave/generated.json"),
        (&["clean"], ".specweave/generated.json"),
        (&["schema", "add", "terraform", "x.json"], "x.json"),
        (&["schema", "add", "terraform", "x.json"], ".terraform.lock.hcl"),
        (&["schema", "add", "terraform", "x.json"], ".specweave/schemas/terraform/x.table"),
        (&["schema", "add", "module", "m", "--source", "a/b/c"], "m/main.tf"),
        (&["schema", "add", "module", "m"], "modules.json"),
        (&["doc", "--html", "site"], "site/index.html"),
        (&["man", "--out", "man"], "man/sw.1"),
    ];
    let repository = || {
        let repository = Repository::new().unwrap();
        repository.write("x.json", schema).unwrap();
        repository
            .write("lib/names_test.rhai", "fn test_name() { assert_snapshot(#{ a: 1 }); }\n")
            .unwrap();
        repository.write("m/main.tf", "variable \"a\" {\n}\n").unwrap();
        repository
            .write("modules.json", "{\"Modules\":[{\"Key\":\"m\",\"Source\":\"a/b/c\",\"Version\":\"1.0.0\",\"Dir\":\"m\"}]}")
            .unwrap();
        repository
    };
    for (command, place) in commands {
        let usual = repository();
        if command == ["adopt", "--rebuild"] {
            usual.run(&["run"], "").unwrap();
        }
        let ended = usual.run(command, "another-value-of-it\n").unwrap();
        assert_eq!(
            ended.code,
            Some(0),
            "without anything planted: sw {}: {ended:?}",
            command.join(" ")
        );
        for planted in [Planted::Outside, Planted::Absolute, Planted::Zero, Planted::Pipe] {
            let repository = repository();
            repository.plant(place, planted).unwrap();
            let outside = repository.state().unwrap().remove(&repository.outside());
            let ended = repository.run(command, "another-value-of-it\n").unwrap();
            let about = format!("{planted:?} at {place}: sw {}: {ended:?}", command.join(" "));
            assert_eq!(ended.faults(), Vec::<String>::new(), "{about}");
            assert_eq!(
                repository.state().unwrap().remove(&repository.outside()),
                outside,
                "{about}"
            );
            let path = repository.root().join(place);
            let is_copy = path.symlink_metadata().unwrap().is_file()
                && std::fs::read_to_string(path).unwrap().contains(CANARY);
            assert!(!is_copy, "what is outside was copied: {about}");
        }
    }
}
