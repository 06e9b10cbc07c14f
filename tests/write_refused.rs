//! A root that can't be written to: the message says what and why, and nothing is half done.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::program::{Project, Version, program};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const RECIPE: &str = r##"
let b = input("version") == "b";
emit("a/one.yaml", #{ b: b });
emit("k8s/two.yaml", #{ b: b });
emit("z/three.yaml", #{ b: b });
"##;

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The command, run by somebody who owns nothing, where the tests themselves may do everything.
fn by_nobody(mut command: Command, scratch: &Path) -> Command {
    if fs::metadata("/proc/self").unwrap().uid() != 0 {
        return command;
    }
    // The program may stand where nobody else gets.
    let copy = scratch.join("sw");
    if !copy.exists() {
        // Written by a process of its own: what this one writes, a process started beside may keep open,
        // and a program that is open for writing can't be run.
        let copied = Command::new("cp").arg(command.get_program()).arg(&copy).status().unwrap();
        assert!(copied.success());
    }
    let mut other = Command::new(copy);
    other.args(command.get_args()).current_dir(command.get_current_dir().unwrap()).env_clear();
    command = other;
    command.uid(65534).gid(65534);
    command
}

/// A project that is readable for all; the folder around it too.
fn project() -> Project {
    let project = Project::new(RECIPE);
    mode(project.root().parent().unwrap(), 0o755);
    project
}

/// What a run of version B says, and its exit code; the tree stays as it is.
fn refused(project: &Project) -> String {
    let ran =
        by_nobody(project.command(Version::B), project.root().parent().unwrap()).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(ran.status.code(), Some(1), "{said}");
    said.replace(project.root().to_str().unwrap(), "<root>")
}

fn unlock(root: &Path) {
    for folder in ["", "a", "k8s", "z", ".specweave"] {
        mode(&root.join(folder), 0o777);
    }
    for file in [
        ".specweave/lock",
        "a/one.yaml",
        "k8s/two.yaml",
        "z/three.yaml",
        ".specweave/generated.json",
    ] {
        mode(&root.join(file), 0o666);
    }
}

#[test]
fn a_root_without_permission_is_told_and_left_alone() {
    let project = project();
    let folders = ["", "a", "k8s", "z", ".specweave"];
    folders.iter().for_each(|folder| mode(&project.root().join(folder), 0o555));
    mode(&project.root().join(".specweave/lock"), 0o444);
    let said = refused(&project);
    assert_eq!(
        said,
        "error[write-failed]: cannot write to `<root>`\n |\n = note: permission denied\n = help: give yourself the right to write there, or write into another folder with `-o`\n\n1 error; nothing was written\nfor more on an error: `sw explain write-failed`\n"
    );
    assert_eq!(project.version(), Some(Version::A));
    folders.iter().for_each(|folder| mode(&project.root().join(folder), 0o755));
}

#[test]
fn a_plan_and_a_check_need_no_permission_to_write() {
    let project = project();
    for command in ["plan", "check"] {
        let mut asked = program(&project.root());
        asked.args([command, "--set", "version=a"]);
        let ran = by_nobody(asked, project.root().parent().unwrap()).output().unwrap();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[test]
fn a_folder_without_permission_stops_everything() {
    let project = project();
    for folder in ["a", "k8s", "z"] {
        unlock(&project.root());
        mode(&project.root().join(folder), 0o555);
        let before = disk::tree(&project.root());
        let said = refused(&project);
        let file = disk::tree(&project.root())
            .into_keys()
            .find(|path| path.starts_with(&format!("{folder}/")))
            .unwrap();
        assert_eq!(
            said,
            format!(
                "error[write-failed]: cannot write `{file}`\n |\n = note: permission denied\n = help: give yourself the right to write there, or write into another folder with `-o`\n\n1 error; nothing was written\nfor more on an error: `sw explain write-failed`\n"
            )
        );
        assert_eq!(disk::tree(&project.root()), before);
        assert!(!sw::write::interrupted(&project.root()));
    }
}

#[test]
fn a_file_that_can_not_be_read_is_told() {
    let project = project();
    unlock(&project.root());
    mode(&project.root().join("k8s/two.yaml"), 0o000);
    let said = refused(&project);
    assert!(
        said.starts_with(
            "error[unreadable-file]: cannot read `k8s/two.yaml`\n --> deploy.rhai:4:1\n"
        ),
        "{said}"
    );
    assert!(said.contains("note: permission denied"), "{said}");
    unlock(&project.root());
    mode(&project.root().join(".specweave/generated.json"), 0o000);
    let ran =
        by_nobody(project.command(Version::B), project.root().parent().unwrap()).output().unwrap();
    let said = String::from_utf8(ran.stderr).unwrap();
    assert!(
        said.starts_with("error[unusable-ledger]: cannot read `.specweave/generated.json`\n |\n = note: permission denied\n"),
        "{said}"
    );
    assert_eq!(ran.status.code(), Some(4));
}

#[test]
fn another_folder_is_made_with_all_that_it_stands_in_or_not_at_all() {
    let project = project();
    let home = project.root().parent().unwrap().to_path_buf();
    let into = |out: &str| {
        let mut command = project.command(Version::A);
        command.args(["-o", out]);
        let ran = by_nobody(command, &home).output().unwrap();
        (
            ran.status.code(),
            String::from_utf8(ran.stderr)
                .unwrap()
                .replace(project.root().to_str().unwrap(), "<root>"),
        )
    };
    let (code, said) = into("../not/mine");
    assert_eq!(
        (code, said.lines().next()),
        (Some(1), Some("error[write-failed]: cannot write to `<root>/../not/mine`"))
    );
    assert!(!home.join("not").exists());
    let (code, said) = into("deploy.rhai/inside");
    assert_eq!(
        (code, said.lines().next()),
        (Some(1), Some("error[write-failed]: cannot write to `<root>/deploy.rhai/inside`"))
    );
    assert!(
        said.contains("note: not a directory")
            && said.contains("help: move aside what is in the way"),
        "{said}"
    );
    fs::create_dir(home.join("free")).unwrap();
    mode(&home.join("free"), 0o777);
    assert_eq!(into("../free/some/where/deep").0, Some(0));
    assert!(home.join("free/some/where/deep/k8s/two.yaml").exists());
}

#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
#[test]
fn a_full_or_read_only_disk_is_told() {
    use disk::tracer::{Act, End, changes, needs_space, trace};
    use nix::errno::Errno;
    let project = Project::new(RECIPE);
    let run = |at, errno, counts| {
        let traced = trace(
            &project.root(),
            &["run", "--set", "version=b"],
            at,
            Act::FailFromHere(errno),
            counts,
        );
        assert_eq!(
            (traced.end, project.version()),
            (End::Exited(1), Some(Version::A)),
            "{}",
            traced.said
        );
        traced.said.replace(project.root().to_str().unwrap(), "<root>")
    };
    assert_eq!(
        run(1, Errno::EROFS, changes),
        "error[write-failed]: cannot write to `<root>`\n |\n = note: read-only file system\n = help: make it writable, or write into another folder with `-o`\n\n1 error; nothing was written\nfor more on an error: `sw explain write-failed`\n"
    );
    assert_eq!(
        run(6, Errno::ENOSPC, needs_space),
        "error[write-failed]: cannot write `a/one.yaml`\n |\n = note: no space left on device\n = help: free some space, then run again\n\n1 error; nothing was written\nfor more on an error: `sw explain write-failed`\n"
    );
}

#[test]
fn a_result_that_nobody_can_store_is_an_error() {
    let project = project();
    let mut command = program(&project.root());
    command
        .args(["plan", "--set", "version=b"])
        .stdout(fs::File::options().write(true).open("/dev/full").unwrap());
    let ran = command.output().unwrap();
    assert_eq!(ran.status.code(), Some(1));
    let said = String::from_utf8(ran.stderr).unwrap();
    assert_eq!(
        said,
        "error[lost-output]: the result can't be written to stdout\n |\n = note: no space left on device\n\n"
    );
}
