//! `sw graph --json` over every folder in `examples/`: what its files declare and refer to, read anew from the files
//! themselves, is in the graph. The JSON schema of the output is `reference/graph.schema.json`.

mod support;

use anyhow::{Context, Result, ensure};
use hcl_edit::expr::{Traversal, TraversalOperator};
use hcl_edit::visit::{Visit, visit_traversal};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;
use support::page::settle;
use support::paths::in_repository;
use support::sw::sw;
use support::tree::{self, subfolders};
use support::trial::{self, trial};
use sw::plan::Ledger;
use sw::value::Value;
use sw::value::read::yaml;

fn main() -> ExitCode {
    let examples = in_repository("examples");
    let mut trials = vec![trial("schema", schema)];
    for name in subfolders(&examples) {
        let folder = examples.join(&name);
        trials.push(trial(name, move || check(&folder)));
    }
    trial::run(trials)
}

fn schema() -> Result<()> {
    let schema = sw(&in_repository("examples"), ["schema", "graph"])?.out;
    settle(&in_repository("tests/reference/graph.schema.json"), &schema, "graph")
}

fn check(example: &Path) -> Result<()> {
    let text = graph(example)?;
    ensure!(text == graph(example)?, "a second run gives another graph");
    let graph: Json = serde_json::from_str(&text)?;
    let schema = std::fs::read_to_string(in_repository("tests/reference/graph.schema.json"))?;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema)?)?;
    ensure!(validator.is_valid(&graph), "the output is not what its schema says");
    let graph = Graph::read(&graph);
    let expected = Expected::read(example)?;
    let missing: Vec<&String> = expected.nodes.difference(&graph.nodes).collect();
    ensure!(missing.is_empty(), "nodes that are missing: {missing:#?}");
    let missing: Vec<_> = expected.edges.difference(&graph.edges).collect();
    ensure!(missing.is_empty(), "edges that are missing: {missing:#?}");
    let contained =
        |id: &String| graph.edges.iter().any(|(_, how, to)| how == "contains" && to == id);
    let outside: Vec<&String> = expected
        .nodes
        .iter()
        .filter(|id| {
            !["secret:", "file:", "terraform/root:"].iter().any(|kind| id.starts_with(kind))
        })
        .filter(|id| !contained(id))
        .collect();
    ensure!(outside.is_empty(), "nodes that nothing contains: {outside:#?}");
    Ok(())
}

fn graph(example: &Path) -> Result<String> {
    let ran = sw(example, ["graph", "--json"])?;
    ensure!(ran.code == 0, "`sw graph` ended with {}:\n{}", ran.code, ran.messages);
    Ok(ran.out)
}

/// An edge: from, relation, to.
type Edge = (String, String, String);

/// The ids and edges of an output.
struct Graph {
    nodes: BTreeSet<String>,
    edges: BTreeSet<Edge>,
}

impl Graph {
    fn read(graph: &Json) -> Self {
        let text = |value: &Json, key: &str| value[key].as_str().unwrap_or_default().to_string();
        let all = |key: &str| graph[key].as_array().into_iter().flatten();
        let declared = all("nodes").filter(|node| node["declared"] == true);
        Self {
            nodes: declared.map(|node| text(node, "id")).collect(),
            edges: all("edges")
                .map(|edge| (text(edge, "from"), text(edge, "relation"), text(edge, "to")))
                .collect(),
        }
    }
}

/// What the generated files of an example say.
#[derive(Default)]
struct Expected {
    nodes: BTreeSet<String>,
    edges: BTreeSet<Edge>,
}

impl Expected {
    fn read(example: &Path) -> Result<Self> {
        let mut expected = Self::default();
        let files = tree::read(example)?;
        for entry in Ledger::read(example)?.entries() {
            let path = entry.path.as_str();
            expected.nodes.insert(format!("file:{path}"));
            let Some(file) = files.get(path) else { continue };
            let text = String::from_utf8_lossy(&file.bytes);
            if path.contains(".github/workflows/") {
                expected.workflow(path, &text)?;
            } else if path.ends_with("docker-compose.yml") {
                expected.compose(path, &text)?;
            } else if path.ends_with(".tf") {
                expected.terraform(path, &text).with_context(|| path.to_string())?;
            }
        }
        let secrets = sw(example, ["secrets", "list", "--format", "json"])?.out;
        let secrets: Json = serde_json::from_str(&secrets)?;
        for secret in secrets["secrets"].as_array().into_iter().flatten() {
            expected
                .nodes
                .insert(format!("secret:{}", secret["name"].as_str().unwrap_or_default()));
        }
        Ok(expected)
    }

    fn edge(&mut self, from: &str, relation: &str, to: String) {
        self.edges.insert((from.into(), relation.into(), to));
    }

    fn workflow(&mut self, path: &str, text: &str) -> Result<()> {
        for (name, job) in entries(&document(text)?, "jobs") {
            let id = format!("github/job:{path}#{name}");
            for other in listed(job.get("needs")) {
                self.edge(&id, "refers", format!("github/job:{path}#{other}"));
            }
            self.environments(&id, &job);
            self.nodes.insert(id);
        }
        Ok(())
    }

    /// The variables that a job and its steps set.
    fn environments(&mut self, job: &str, value: &Value) {
        for (name, inner) in members(value) {
            for (variable, _) in members(&inner).into_iter().filter(|_| name == "env") {
                self.edge(job, "sets", format!("environment-variable:{variable}"));
            }
            self.environments(job, &inner);
        }
        for item in value.as_list().unwrap_or_default() {
            self.environments(job, item);
        }
    }

    fn compose(&mut self, path: &str, text: &str) -> Result<()> {
        for (name, service) in entries(&document(text)?, "services") {
            let id = format!("compose/service:{path}#{name}");
            let others = service.get("depends_on");
            let keyed = others.map(members).unwrap_or_default().into_iter().map(|(name, _)| name);
            for other in listed(others).into_iter().chain(keyed) {
                self.edge(&id, "refers", format!("compose/service:{path}#{other}"));
            }
            self.nodes.insert(id);
        }
        Ok(())
    }

    fn terraform(&mut self, path: &str, text: &str) -> Result<()> {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let root = format!("terraform/root:{folder}");
        self.nodes.insert(root.clone());
        self.edge(&root, "contains", format!("file:{path}"));
        let body = hcl_edit::parser::parse_body(text)?;
        for block in body.iter().filter_map(|structure| structure.as_block()) {
            let labels: Vec<&str> = block.labels.iter().map(|label| label.as_str()).collect();
            let name = labels.join(".");
            let kind = match block.ident.as_str() {
                kind @ ("resource" | "data" | "module" | "variable" | "output") => kind,
                _ => continue,
            };
            let id = format!("terraform/{kind}:{folder}#{name}");
            self.edge(&root, "contains", id.clone());
            self.nodes.insert(id.clone());
            let mut names = Traversals::default();
            names.visit_block(block);
            for to in names.0.iter().filter_map(|names| target(names, folder)) {
                self.edge(&id, "refers", to);
            }
            if let Some(source) = block.body.get_attribute("source").filter(|_| kind == "module") {
                let source = source.value.as_str().unwrap_or_default();
                self.edge(&id, "calls", called(folder, source));
            }
        }
        Ok(())
    }
}

/// The dotted names in a block: `var.region`.
#[derive(Default)]
struct Traversals(Vec<Vec<String>>);

impl Visit for Traversals {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        if let Some(root) = traversal.expr.as_variable() {
            let attributes =
                traversal.operators.iter().filter_map(|operator| match operator.value() {
                    TraversalOperator::GetAttr(name) => Some(name.as_str().to_string()),
                    _ => None,
                });
            self.0.push([root.as_str().to_string()].into_iter().chain(attributes).collect());
        }
        visit_traversal(self, traversal);
    }
}

/// The id of what a dotted name refers to, of those that can't be anything else.
fn target(names: &[String], folder: &str) -> Option<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (kind, name) = match names.as_slice() {
        ["var", name, ..] => ("variable", (*name).to_string()),
        ["module", name, ..] => ("module", (*name).to_string()),
        ["data", kind, name, ..] => ("data", format!("{kind}.{name}")),
        [kind, name, ..] if kind.starts_with("aws_") || kind.starts_with("hcloud_") => {
            ("resource", format!("{kind}.{name}"))
        }
        _ => return None,
    };
    Some(format!("terraform/{kind}:{folder}#{name}"))
}

/// The id of the module that a source in a folder names.
fn called(folder: &str, source: &str) -> String {
    if !source.starts_with('.') {
        return format!("terraform/remote-module:{source}");
    }
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in source.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    format!("terraform/root:{}", parts.join("/"))
}

/// The only document of a file.
fn document(text: &str) -> Result<Value> {
    let documents = yaml(text).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(documents.into_iter().next().context("an empty file")?.value)
}

fn entries(document: &Value, key: &str) -> Vec<(String, Value)> {
    document.get(key).map(members).unwrap_or_default()
}

fn members(value: &Value) -> Vec<(String, Value)> {
    let map = value.as_map().into_iter().flat_map(|map| map.iter());
    map.map(|(key, value)| (key.to_string(), value.clone())).collect()
}

/// The texts of an array, or the one text.
fn listed(value: Option<&Value>) -> Vec<String> {
    let Some(value) = value else { return Vec::new() };
    let items = value.as_list().map_or_else(|| vec![value], |items| items.iter().collect());
    items.into_iter().filter_map(|item| item.as_str().map(String::from)).collect()
}
