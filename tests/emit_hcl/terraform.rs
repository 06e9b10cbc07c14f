//! The `terraform` program: what `fmt` changes and what values come out.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// What `terraform fmt` would change below `folder`, as a diff; empty when nothing.
pub(crate) fn format_diff(folder: &Path) -> String {
    let check = run(folder, &["fmt", "-check", "-recursive", "-no-color"]);
    if check.status.success() {
        return String::new();
    }
    let diff = run(folder, &["fmt", "-check", "-diff", "-recursive", "-no-color"]);
    format!("{}{}", text(&diff.stdout), text(&diff.stderr))
}

/// The texts that Terraform makes of bodies with an attribute `value` each.
pub(crate) fn values(bodies: &[String]) -> Vec<String> {
    // Terraform takes more than twice as long for twice as many outputs.
    bodies.chunks(1_000).flat_map(outputs).collect()
}

fn outputs(bodies: &[String]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let blocks = bodies
        .iter()
        .enumerate()
        .map(|(index, body)| format!("output \"o{index}\" {{\n{body}}}\n"));
    std::fs::write(folder.path().join("main.tf"), blocks.collect::<String>())
        .expect("the folder is writable");
    let apply = run(folder.path(), &["apply", "-auto-approve", "-no-color"]);
    assert!(apply.status.success(), "{}", text(&apply.stderr));
    let json = run(folder.path(), &["output", "-json", "-no-color"]).stdout;
    let outputs: HashMap<String, Output> =
        serde_json::from_slice(&json).expect("terraform writes JSON");
    (0..bodies.len()).map(|index| outputs[&format!("o{index}")].value.clone()).collect()
}

#[derive(serde::Deserialize)]
struct Output {
    value: String,
}

fn run(folder: &Path, arguments: &[&str]) -> std::process::Output {
    let program = std::env::var("SW_TERRAFORM").unwrap_or_else(|_| "terraform".into());
    Command::new(&program).args(arguments).current_dir(folder).env("TF_CLI_CONFIG_FILE", "/dev/null").output().unwrap_or_else(|error| {
        panic!(
            "cannot run `{program}`: {error}; this test needs terraform 1.11 or later: \
             `brew install hashicorp/tap/terraform`, `apt-get install terraform` from apt.releases.hashicorp.com, \
             or SW_TERRAFORM=/path/to/terraform"
        )
    })
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
