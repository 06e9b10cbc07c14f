//! What validators say of objects.

use super::Sample;
use crate::support::docker::tool;
use crate::support::paths::in_repository;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use sw::Runtime;
use sw::diag::Diagnostic;
use sw::engine::world::MemoryWorld;

/// What is said of an object.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Opinion {
    Right,
    /// What is wrong: a code, or a message.
    Wrong(String),
    /// Nothing is known of its kind.
    Unknown,
}

/// What sw says of objects: the code of the first error of each.
pub(crate) fn ours(samples: &[Sample]) -> Vec<Opinion> {
    let files = samples.iter().enumerate().flat_map(|(i, sample)| {
        let recipe = format!("emit(\"{i}.yaml\", read_json(\"{i}.json\"));");
        [(format!("{i}.rhai"), recipe), (format!("{i}.json"), sample.object.to_string())]
    });
    let world: MemoryWorld = files.collect();
    let runtime = Runtime::builder().world(world).build().expect("a world needs no folder");
    let of = |i: usize| {
        let made = runtime.run(format!("{i}.rhai").as_str());
        let error = made.diagnostics.into_iter().find(Diagnostic::is_error);
        error.map_or(Opinion::Right, |error| Opinion::Wrong(error.code.to_string()))
    };
    (0..samples.len()).map(of).collect()
}

/// Writes each object into a file of its own.
pub(crate) fn write(samples: &[Sample], folder: &Path) -> Vec<PathBuf> {
    let write = |(i, sample): (usize, &Sample)| {
        let path = folder.join(format!("{i}.json"));
        std::fs::write(&path, sample.object.to_string()).expect("a file can be written");
        path
    };
    samples.iter().enumerate().map(write).collect()
}

/// What `kubernetes-validate` says of the objects in files, one after the other.
pub(crate) fn of_kubernetes_validate(paths: &[PathBuf]) -> Vec<(String, Opinion)> {
    let mut command = Command::new(tool("python"));
    command.arg(in_repository("tests/kubernetes/validate.py")).arg("1.37");
    let said = said(command, &lines(paths));
    let row = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (word, path) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        (path.to_string(), opinion(word, parts.next().unwrap_or_default()))
    };
    said.lines().map(row).collect()
}

/// What the validator beside the project says, where there is one.
pub(crate) fn of_neighbour(paths: &[PathBuf]) -> Option<Vec<Opinion>> {
    let program = std::env::var_os("SW_K8S_VALIDATE")
        .map_or_else(|| in_repository("../shared/tools/k8s-validate"), PathBuf::from);
    if !program.exists() {
        return None;
    }
    let mut command = Command::new(tool("python"));
    command.arg(program).args(paths);
    let said = said(command, "");
    let of = |path: &PathBuf| {
        let name = format!("{}#0", path.display());
        let line = said.lines().find(|line| line.contains(&name));
        let line = line.unwrap_or_else(|| panic!("nothing is said of {name}"));
        let (word, why) = line.split_once(' ').unwrap_or((line, ""));
        opinion(word, why)
    };
    Some(paths.iter().map(of).collect())
}

fn opinion(word: &str, why: &str) -> Opinion {
    match word {
        "ok" => Opinion::Right,
        "bad" => Opinion::Wrong(why.into()),
        _ => Opinion::Unknown,
    }
}

fn lines(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| format!("{}\n", path.display())).collect()
}

/// What a program writes to stdout, whatever it ends with; it has to say something.
fn said(mut command: Command, input: &str) -> String {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("scripts/tools installs what runs it");
    let mut stdin = child.stdin.take().expect("it is piped");
    stdin.write_all(input.as_bytes()).expect("it reads all of it");
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(errors.is_empty(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("it is text")
}
