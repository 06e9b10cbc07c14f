//! Kustomize trees and Helm charts give exactly the objects that they were computed from, in each environment: asked of
//! Kustomize, of Helm 3 and of Helm 4, for the examples and for random objects. `scripts/tools` installs all three.

mod overlays;
mod support;

use anyhow::{Context, Result, ensure};
use overlays::objects::objects;
use overlays::random::{Random, hostile_texts};
use serde_json::{Map, Value as Json, json};
use std::fs;
use std::path::Path;
use std::process::Command;
use support::docker::tool;
use support::paths::in_repository;
use support::sw::sw;
use support::tree;
use tempfile::TempDir;

const ENVIRONMENTS: [&str; 4] = ["development", "staging", "production", "test"];

/// How many sets of objects are compared; `scripts/soak` compares more.
const SETS: u64 = 200;

/// Of how many sets each entry is left out once.
const STRICT: u64 = 6;

/// Runs a script over folders, which reports what it finds in lines and counts in the last one.
fn script(name: &str, folders: &[String], root: &Path) -> Result<()> {
    let output = Command::new(tool("python"))
        .arg(in_repository("tests/overlays").join(name))
        .args(folders)
        .current_dir(root)
        .output()
        .context("the script can't be run: run scripts/tools")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let (found, counted) = said.trim_end().rsplit_once('\n').unwrap_or(("", said.trim_end()));
    ensure!(found.is_empty(), "{found}\n{counted}");
    let count = counted.split(' ').next().and_then(|count| count.parse().ok()).unwrap_or(0);
    ensure!(count >= folders.len(), "only {counted}");
    Ok(())
}

const CONFIG: &str = "project: { name: sets }
environments:
  strategy: custom
  definitions:
    - { name: development, deployment: { type: cloud, provider: aws } }
    - { name: staging, deployment: { type: cloud, provider: aws } }
    - { name: production, production: true, deployment: { type: cloud, provider: aws } }
    - { name: test, deployment: { type: cloud, provider: aws } }
";

const RECIPE: &str = r#"
for set in read_json("sets.json") {
    let objects = |env| {
        let name = env.name;
        if name in set.environments { set.environments[name] }
    };
    for env in environments() {
        let own = objects.call(env);
        if own != () {
            let file = yaml::documents(`${set.name}/plain/${env}.yaml`);
            file.add(own);
            emit(file);
        }
    }
    emit(`${set.name}/tree/`, kustomize::tree(set.name, objects));
    emit(`${set.name}/chart/`, helm::chart(set.name, objects));
}
"#;

/// A kind that may hold anything.
const WIDGET: &str = "apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec:
  group: example.com
  scope: Namespaced
  names: { kind: Widget, plural: widgets }
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties: { spec: { type: object, x-kubernetes-preserve-unknown-fields: true } }
";

/// A project with sets of objects, as a tree, a chart and plain.
struct Project {
    root: TempDir,
    folders: Vec<String>,
}

impl Project {
    fn new(sets: &[Json]) -> Result<Self> {
        let root = tempfile::tempdir()?;
        let folder = root.path().join("project");
        fs::create_dir_all(folder.join(".specweave"))?;
        fs::write(folder.join(".specweave/config.yaml"), CONFIG)?;
        fs::write(folder.join("widget.yaml"), WIDGET)?;
        let added = sw(&folder, ["schema", "add", "widget.yaml"])?;
        ensure!(added.code == 0, "{}", added.messages);
        fs::write(folder.join("sets.json"), serde_json::to_string(sets)?)?;
        fs::write(folder.join("deploy.rhai"), RECIPE)?;
        let ran = sw(&folder, ["run", "deploy.rhai", "--timeout", "600"])?;
        ensure!(ran.code == 0, "{}", ran.messages);
        let name = |set: &Json| set["name"].as_str().unwrap_or_default().to_string();
        Ok(Self { folders: sets.iter().map(name).collect(), root })
    }

    /// Runs a script over the sets; where `SW_OVERLAY_KEEP` is set, a project in which it finds something is kept.
    fn script(self, name: &str) -> Result<()> {
        let result = script(name, &self.folders, &self.root.path().join("project"));
        if result.is_err() && std::env::var_os("SW_OVERLAY_KEEP").is_some() {
            return result.with_context(|| format!("kept in {}", self.root.keep().display()));
        }
        result
    }
}

/// A number from the environment.
fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(otherwise)
}

/// Random objects of a seed, in two to four environments.
fn set(seed: u64) -> Json {
    let environments = &ENVIRONMENTS[..2 + usize::try_from(seed % 3).expect("it is small")];
    let objects = objects(&mut Random::new(seed), environments);
    let objects: Map<String, Json> =
        objects.into_iter().map(|(name, own)| (name, own.into())).collect();
    json!({ "name": format!("s{seed}"), "environments": objects })
}

#[test]
fn random_objects_come_out_as_they_went_in() -> Result<()> {
    let (first, count) = (number("SW_OVERLAY_SEED", 0), number("SW_OVERLAY_SETS", SETS));
    let sets: Vec<Json> = (first..first + count).map(set).collect();
    Project::new(&sets)?.script("compare.py")
}

/// Each entry of an overlay changes something, and a chart refuses what no template reads.
#[test]
fn nothing_is_too_much() -> Result<()> {
    let sets: Vec<Json> = (1_000..1_000 + STRICT).map(set).collect();
    Project::new(&sets)?.script("strict.py")
}

/// Texts in which templates see actions come out as they are: in variables, data, annotations, keys and arguments.
#[test]
fn hostile_texts_survive() -> Result<()> {
    let texts: Vec<String> = hostile_texts(&mut Random::new(7), 500);
    let variable = |(i, text): (usize, &String)| json!({ "name": format!("V{i}"), "value": text });
    let data: Map<String, Json> =
        texts.iter().enumerate().map(|(i, text)| (format!("k{i}"), json!(text))).collect();
    let objects = |shift: usize| {
        let mut own = texts.clone();
        own.rotate_left(shift);
        let labels = json!({ "app": "web" });
        let container = json!({
            "name": "web",
            "image": "web:1.0",
            "env": own.iter().enumerate().map(variable).collect::<Vec<_>>(),
            "args": &own[..40],
        });
        let pod =
            json!({ "metadata": { "labels": labels }, "spec": { "containers": [container] } });
        let annotations: Map<String, Json> = own[..100]
            .iter()
            .enumerate()
            .map(|(i, text)| (format!("example.com/a{i}"), json!(text)))
            .collect();
        json!([
            { "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "web" }, "data": data },
            { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "web", "annotations": annotations },
              "spec": { "selector": { "matchLabels": labels }, "template": pod } },
        ])
    };
    let environments = json!({ "staging": objects(0), "production": objects(3) });
    Project::new(&[json!({ "name": "hostile", "environments": environments })])?
        .script("compare.py")
}

/// A project that makes a tree or a chart.
struct Example {
    folder: &'static str,
    /// The function of an environment that returns its objects.
    function: &'static str,
    tree: &'static str,
    chart: &'static str,
    /// A template of the chart that is no part of what is computed.
    by_hand: &'static str,
}

/// Examples with the function that returns their objects: in a copy, all of these are written plain as well.
const EXAMPLES: [Example; 5] = [
    Example {
        folder: "examples/gitops",
        function: "(|env| shop::objects(env))",
        tree: "apps/shop",
        chart: "",
        by_hand: "",
    },
    Example {
        folder: "tests/golden/helm/components",
        function: "shop",
        tree: "",
        chart: "infrastructure/kubernetes/helm/shop",
        by_hand: "",
    },
    Example {
        folder: "examples/kubernetes-shop",
        function: "shop",
        tree: "infrastructure/kubernetes",
        chart: "infrastructure/kubernetes/helm/shop",
        by_hand: "",
    },
    Example {
        folder: "examples/helm",
        function: "app",
        tree: "",
        chart: "infrastructure/kubernetes/helm/myapp",
        by_hand: "templates/ingress.yaml",
    },
    Example {
        folder: "tests/golden/kustomize/tree",
        function: "objects",
        tree: "kubernetes",
        chart: "",
        by_hand: "",
    },
];

/// Objects as files, with those of each environment: a tree and a chart are computed from them.
struct Plain {
    name: &'static str,
    folder: &'static str,
    environments: &'static [(&'static str, &'static [&'static str])],
}

/// A shop of five services as people write it by hand, and examples. Strategies are not environments, but their objects are
/// compared as well as if they were.
const PLAIN: [Plain; 4] = [
    Plain {
        name: "shop",
        folder: "tests/overlays/shop",
        environments: &[
            ("development", &["development.yaml"]),
            ("staging", &["staging.yaml"]),
            ("production", &["production.yaml"]),
        ],
    },
    Plain {
        name: "teams",
        folder: "examples/team-onboarding/kubernetes",
        environments: &[
            (
                "development",
                &["development/web.yaml", "development/search.yaml", "development/payments.yaml"],
            ),
            ("staging", &["staging/web.yaml", "staging/search.yaml", "staging/payments.yaml"]),
            (
                "production",
                &["production/web.yaml", "production/search.yaml", "production/payments.yaml"],
            ),
        ],
    },
    Plain {
        name: "strategies",
        folder: "examples/strategies/infrastructure/kubernetes",
        environments: &[
            ("gateway-api", &["gateway-api/app.yaml"]),
            ("argo-rollouts", &["argo-rollouts/app.yaml"]),
            ("istio", &["istio/app.yaml", "istio/policies.yaml", "istio/virtual-service.yaml"]),
            ("blue-green", &["blue-green/app.yaml"]),
        ],
    },
    Plain {
        name: "kubernetes",
        folder: "examples/kubernetes/infrastructure/kubernetes",
        environments: &[
            ("plain", &["base/deployment.yaml"]),
            ("secrets", &["base/deployment.yaml", "external-secrets.yaml"]),
        ],
    },
];

impl Plain {
    /// A project that computes them, in a folder of the root.
    fn project(&self, root: &Path) -> Result<()> {
        let project = root.join(self.name);
        fs::create_dir_all(project.join(".specweave"))?;
        fs::create_dir_all(project.join("plain"))?;
        let mut config = String::from(
            "project: { name: plain }\nenvironments:\n  strategy: custom\n  definitions:\n",
        );
        for (environment, files) in self.environments {
            config += &format!(
                "    - {{ name: {environment}, production: false, deployment: {{ type: cloud, provider: aws }} }}\n"
            );
            let texts: Vec<String> = files
                .iter()
                .map(|file| Ok(fs::read_to_string(in_repository(self.folder).join(file))?))
                .collect::<Result<_>>()?;
            fs::write(project.join(format!("plain/{environment}.yaml")), texts.join("\n---\n"))?;
        }
        fs::write(project.join(".specweave/config.yaml"), config)?;
        let recipe = "let objects = |env| k8s::parse(read_text(`plain/${env}.yaml`));
            emit(\"tree/\", kustomize::tree(\"plain\", objects));
            emit(\"chart/\", helm::chart(\"plain\", objects));";
        fs::write(project.join("deploy.rhai"), recipe)?;
        let ran = sw(&project, ["run", "deploy.rhai"])?;
        ensure!(ran.code == 0, "{}: {}", self.name, ran.messages);
        Ok(())
    }
}

#[test]
fn plain_files_come_out_as_they_went_in() -> Result<()> {
    let root = tempfile::tempdir()?;
    PLAIN.iter().try_for_each(|plain| plain.project(root.path()))?;
    let names: Vec<String> = PLAIN.iter().map(|plain| plain.name.into()).collect();
    script("compare.py", &names, root.path())
}

/// How long the chart of the shop may be, in lines.
const LONGEST: [(&str, usize); 2] = [("chart/values.yaml", 45), ("chart/templates", 500)];

#[test]
fn the_chart_of_a_shop_is_short() -> Result<()> {
    let root = tempfile::tempdir()?;
    PLAIN[0].project(root.path())?;
    for (path, most) in LONGEST {
        let files = tree::read(&root.path().join("shop"))?;
        let own = files.iter().filter(|(name, _)| name.starts_with(path));
        let lines: usize =
            own.map(|(_, file)| file.bytes.iter().filter(|it| **it == b'\n').count()).sum();
        ensure!((1..=most).contains(&lines), "{path} has {lines} lines, at most {most} are good");
    }
    Ok(())
}

#[test]
fn examples_come_out_as_they_went_in() -> Result<()> {
    let root = tempfile::tempdir()?;
    let mut folders = Vec::new();
    for Example { folder: example, function, tree, chart, by_hand } in EXAMPLES {
        let name = example.rsplit('/').next().unwrap_or(example);
        let (project, compared) =
            (root.path().join(format!("{name}-project")), root.path().join(name));
        tree::write(&tree::read(&in_repository(example))?, &project)?;
        if !project.join(".specweave/config.yaml").exists() {
            fs::create_dir_all(project.join(".specweave"))?;
            fs::write(project.join(".specweave/config.yaml"), CONFIG)?;
        }
        let recipe = project.join("deploy.rhai");
        let plain = format!(
            "for env in environments() {{\n    let file = yaml::documents(`plain/${{env}}.yaml`);\n    \
             file.add(flatten(flatten([{function}.call(env)])).filter(|it| it != ()));\n    emit(file);\n}}\n"
        );
        fs::write(&recipe, fs::read_to_string(&recipe)? + &plain)?;
        let ran = sw(&project, ["run", "deploy.rhai", "--force"])?;
        ensure!(ran.code == 0, "{example}: {}", ran.messages);
        fs::create_dir_all(&compared)?;
        fs::rename(project.join("plain"), compared.join("plain"))?;
        for (from, to) in [(chart, "chart"), (tree, "tree")] {
            if !from.is_empty() {
                fs::rename(project.join(from), compared.join(to))?;
            }
        }
        if !by_hand.is_empty() {
            fs::remove_file(compared.join("chart").join(by_hand))?;
            // It names most values itself, as the guide's chart has them.
            fs::write(compared.join("named"), "")?;
        }
        folders.push(name.to_string());
    }
    script("compare.py", &folders, root.path())?;
    script("strict.py", &folders, root.path())
}
