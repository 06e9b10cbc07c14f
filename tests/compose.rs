//! Compose files as others see them: Docker Compose itself, and the specification's own schema.
//!
//! Every Compose file of the golden folders and the examples is given to both. The schema's keys
//! are compared with our table, in both directions, and `compose/values.txt` says of single values
//! whether they are taken. `scripts/tools` installs what is needed.

mod support;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use support::docker::{output, refused, tool};
use support::paths::in_repository;
use support::tree::{self, Tree, subfolders};
use sw::Runtime;
use sw::diag::Diagnostic;
use sw::engine::world::MemoryWorld;
use sw::schema::{Tables, Type, TypeRef, View};

/// A project with the Compose files that are in it.
struct Project {
    name: String,
    files: Tree,
    compose: Vec<String>,
}

/// Golden cases with what they expect in place, and the examples as they are.
fn projects() -> Vec<Project> {
    let golden = in_repository("tests/golden/compose");
    let cases = subfolders(&golden).into_iter().map(|name| {
        let tree = tree::read(&golden.join(&name)).expect("a case can be read");
        let made: Vec<String> = tree
            .keys()
            .filter_map(|path| path.strip_prefix("expected/"))
            .map(String::from)
            .collect();
        let files = tree
            .into_iter()
            .map(|(path, file)| (path.strip_prefix("expected/").unwrap_or(&path).to_string(), file))
            .collect();
        Project { name, files, compose: made }
    });
    let examples = in_repository("examples");
    let examples = subfolders(&examples).into_iter().map(move |name| {
        let files = tree::read(&examples.join(&name)).expect("an example can be read");
        let compose = files.keys().filter(|path| is_compose(path)).cloned().collect();
        Project { name, files, compose }
    });
    cases.chain(examples).filter(|project| !project.compose.is_empty()).collect()
}

fn is_compose(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    (name.starts_with("docker-compose") || name.starts_with("compose.")) && name.ends_with(".yml")
}

#[test]
fn docker_compose_takes_every_file() {
    let projects = projects();
    let count: usize = projects.iter().map(|project| project.compose.len()).sum();
    assert!(count >= 9, "only {count} Compose files were found");
    let faults: Vec<String> = projects.iter().flat_map(faults).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn faults(project: &Project) -> Vec<String> {
    let home = tempfile::tempdir().expect("there is room for a folder");
    tree::write(&project.files, home.path()).expect("a project can be copied");
    project.compose.iter().filter_map(|file| fault(project, file, home.path())).collect()
}

/// What Docker Compose has against a file.
fn fault(project: &Project, file: &str, root: &Path) -> Option<String> {
    // What is read on top of another file is not complete without it.
    let base =
        file.contains("override").then(|| Path::new(file).with_file_name("docker-compose.yml"));
    refused(root, file, base.as_deref()).map(|said| format!("{}: {file}: {said}", project.name))
}

#[test]
fn the_schema_takes_every_file() {
    let home = tempfile::tempdir().expect("there is room for a folder");
    let mut paths = Vec::new();
    for project in projects() {
        tree::write(&project.files, &home.path().join(&project.name))
            .expect("a project can be copied");
        paths.extend(project.compose.iter().map(|file| home.path().join(&project.name).join(file)));
    }
    let output = output(
        Command::new(tool("check-jsonschema"))
            .args(["--builtin-schema", "vendor.compose-spec"])
            .args(&paths),
    );
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// A recipe that makes a service of what is in a file.
const RECIPE: &str = r#"
let service = #{ image: "x/y" } + read_json("service.json");
emit("x.yml", compose::file(#{ services: #{ s: service, a: #{ image: "x/a" } }, volumes: #{ a: null } }));
"#;

#[test]
fn docker_compose_and_we_take_the_same_values() {
    let text = std::fs::read_to_string(in_repository("tests/compose/values.txt"))
        .expect("the values stand beside this test");
    let cases =
        text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '));
    let wrong = cases.flat_map(|(verdict, service)| {
        let (theirs, ours) = (theirs(service), ours(service));
        let told = move |who: &str, said: Option<String>| {
            let found = if said.is_some() { "no" } else { "ok" };
            (found != verdict)
                .then(|| format!("{service}: {who} says {found}: {}", said.unwrap_or_default()))
        };
        [told("Docker Compose", theirs), told("sw", ours)].into_iter().flatten()
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What Docker Compose has against a service.
fn theirs(service: &str) -> Option<String> {
    let home = tempfile::tempdir().expect("there is room for a folder");
    let mut body: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(service).expect("a case is JSON");
    body.entry("image").or_insert("x/y".into());
    let file = serde_json::json!({ "services": { "s": body, "a": { "image": "x/a" } }, "volumes": { "a": null } });
    // What the cases refer to is there.
    let files = [("compose.json", file.to_string()), (".env", String::new()), ("x", String::new())];
    files.iter().for_each(|(name, text)| {
        std::fs::write(home.path().join(name), text).expect("a file can be written")
    });
    let mut command = Command::new(tool("docker-compose"));
    command.current_dir(home.path()).env_clear().env("HOME", home.path()).env("A", "v/w");
    let output = output(command.args([
        "--project-name",
        "test",
        "-f",
        "compose.json",
        "--profile",
        "*",
        "config",
        "--quiet",
    ]));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (!output.status.success() || !said.is_empty()).then_some(said)
}

/// What we have against it.
fn ours(service: &str) -> Option<String> {
    let world = MemoryWorld::from([("deploy.rhai", RECIPE), ("service.json", service)]);
    let made = Runtime::builder()
        .world(world)
        .build()
        .expect("a world needs no folder")
        .run("deploy.rhai");
    made.diagnostics.into_iter().find(Diagnostic::is_error).map(|error| error.message)
}

#[test]
fn our_keys_are_those_of_the_schema() {
    let output = output(Command::new(tool("python")).arg(in_repository("tests/compose/keys.py")));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).expect("keys are text");
    let theirs: BTreeSet<String> = text.lines().map(String::from).collect();
    assert!(theirs.len() > 300, "only {} keys were found", theirs.len());
    let mut ours = BTreeSet::new();
    let of = TypeRef { family: "compose/file", root: "file" };
    let file = Tables::of_program().root(of).expect("the table has its root");
    collect(file.view(), "", &mut ours);
    let missing: Vec<&String> = theirs.difference(&ours).collect();
    let invented: Vec<&String> = ours.difference(&theirs).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "missing: {missing:#?}\ninvented: {invented:#?}"
    );
}

/// The paths of all keys that a type knows, as `tests/compose/keys.py` writes them.
fn collect(view: View<'_>, path: &str, found: &mut BTreeSet<String>) {
    let view = view.resolved();
    match view.ty {
        Type::List { item, .. } => collect(view.at(item), &format!("{path}[]"), found),
        Type::Map(item, _) => collect(view.at(item), &format!("{path}.*"), found),
        Type::Union(types) => types.iter().for_each(|ty| collect(view.at(ty), path, found)),
        Type::Object(object) => {
            for field in object.fields.iter().filter(|field| !field.name.ends_with('*')) {
                let inside = if path.is_empty() {
                    field.name.to_string()
                } else {
                    format!("{path}.{}", field.name)
                };
                collect(view.at(&field.ty), &inside, found);
                found.insert(inside);
            }
        }
        _ => {}
    }
}
