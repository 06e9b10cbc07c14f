//! What is in a repository already, by the names of its files.

use super::choices::Choices;
use super::platform::target::Target;
use crate::engine::World;

/// What is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Detected {
    /// What the software is made with, in the configuration's word: `nodejs`.
    pub kind: Option<&'static str>,
    /// Each system with the places where it was found.
    pub systems: Vec<(&'static str, Vec<String>)>,
}

/// A file that says what software is made with.
const LANGUAGES: [(&str, &str); 14] = [
    ("package.json", "nodejs"),
    ("Cargo.toml", "rust"),
    ("go.mod", "go"),
    ("pyproject.toml", "python"),
    ("requirements.txt", "python"),
    ("pom.xml", "java"),
    ("build.gradle", "java"),
    ("build.gradle.kts", "kotlin"),
    ("Gemfile", "ruby"),
    ("composer.json", "php"),
    ("mix.exs", "elixir"),
    ("Package.swift", "swift"),
    ("*.csproj", "dotnet"),
    ("*.sln", "dotnet"),
];

/// How deep folders are looked into, and how many things are looked at.
const DEPTH: usize = 5;
const MOST: usize = 20_000;

/// Folders that hold other people's files.
const FOREIGN: [&str; 8] =
    ["node_modules/", "vendor/", "target/", ".git/", ".terraform/", "dist/", "build/", ".venv/"];

/// Looks through a repository.
///
/// ```
/// use sw::engine::world::MemoryWorld;
/// use sw::scaffold::detect;
/// let world = MemoryWorld::from([("go.mod", ""), ("compose.yaml", ""), (".github/workflows/ci.yml", "")]);
/// let found = detect(&world);
/// assert_eq!(found.kind, Some("go"));
/// assert_eq!(found.systems[0], ("Compose", vec!["compose.yaml".to_string()]));
/// ```
pub fn detect(world: &dyn World) -> Detected {
    let mut files = Vec::new();
    walk(world, "", 0, &mut files);
    let top: Vec<&str> =
        files.iter().map(String::as_str).filter(|path| !path.contains('/')).collect();
    let kind = LANGUAGES
        .iter()
        .find(|(name, _)| top.iter().any(|file| fits(file, name)))
        .map(|(_, kind)| *kind);
    let mut found = Detected { kind, systems: Vec::new() };
    for path in &files {
        let Some((system, place)) = system(world, path) else { continue };
        match found.systems.iter_mut().find(|(known, _)| *known == system) {
            Some((_, places)) if places.contains(&place) => {}
            Some((_, places)) => places.push(place),
            None => found.systems.push((system, vec![place])),
        }
    }
    found.systems.sort();
    found
}

fn walk(world: &dyn World, folder: &str, depth: usize, files: &mut Vec<String>) {
    let names = world.list(folder).unwrap_or_default();
    for name in names.iter().filter(|name| !FOREIGN.contains(&name.as_str())) {
        if files.len() >= MOST {
            return;
        }
        match name.strip_suffix('/') {
            Some(_) if depth == DEPTH => {}
            Some(inner) => walk(
                world,
                &if folder.is_empty() { inner.to_string() } else { format!("{folder}/{inner}") },
                depth + 1,
                files,
            ),
            None if folder.is_empty() => files.push(name.clone()),
            None => files.push(format!("{folder}/{name}")),
        }
    }
}

fn fits(file: &str, pattern: &str) -> bool {
    pattern.strip_prefix('*').map_or(file == pattern, |ending| file.ends_with(ending))
}

/// The system that a file belongs to, and the place that says where.
fn system(world: &dyn World, path: &str) -> Option<(&'static str, String)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    let stem = name.split('.').next().unwrap_or(name);
    let here = || if folder.is_empty() { ".".to_string() } else { format!("{folder}/") };
    Some(match name {
        "Dockerfile" | "Containerfile" => ("Dockerfile", path.into()),
        "Chart.yaml" => ("Helm", here()),
        "kustomization.yaml" | "kustomization.yml" => ("Kustomize", here()),
        ".gitlab-ci.yml" => ("GitLab CI", path.into()),
        "azure-pipelines.yml" => ("Azure Pipelines", path.into()),
        "Jenkinsfile" => ("Jenkins", path.into()),
        _ if is_yaml && matches!(stem, "compose" | "docker-compose") => ("Compose", path.into()),
        _ if is_yaml && folder == ".github/workflows" => ("GitHub Actions", path.into()),
        _ if name.ends_with(".tf") => ("Terraform", here()),
        _ if is_yaml && is_manifest(world, path) => ("Kubernetes", here()),
        _ => return None,
    })
}

/// Whether a YAML file has an object in it; templates of charts are the chart's.
fn is_manifest(world: &dyn World, path: &str) -> bool {
    if path.contains("templates/") {
        return false;
    }
    let text = world.read(path).unwrap_or_default();
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    has("apiVersion:") && has("kind:") && has("metadata:")
}

/// What the first recipe makes, a line for each kind of file.
pub fn kinds(choices: &Choices) -> Vec<String> {
    let environments = choices.environments();
    let cloud: Vec<&str> = environments
        .iter()
        .filter(|environment| !environment.is_local)
        .map(|environment| environment.name.as_str())
        .collect();
    let each = if let [only] = cloud.as_slice() {
        (*only).to_string()
    } else {
        format!("{{{}}}", cloud.join(","))
    };
    let lines = [
        environments
            .iter()
            .any(|environment| environment.is_local)
            .then(|| "docker-compose.yml".to_string()),
        Some(format!("infrastructure/terraform/{each}/")),
        (choices.target == Target::Kubernetes)
            .then(|| format!("infrastructure/kubernetes/{each}/")),
        (choices.target == Target::DockerCompose).then(|| format!("stacks/{each}/")),
        Some(format!(".github/workflows/deploy-{each}.yml")),
    ];
    let made = lines.into_iter().flatten().take(if cloud.is_empty() { 1 } else { usize::MAX });
    made.chain([".env.example".to_string()]).collect()
}

/// What the first recipe of these choices makes: files, and folders that end in `/`.
pub fn owned(choices: &Choices) -> Vec<String> {
    let environments = choices.environments();
    let cloud = environments.iter().filter(|environment| !environment.is_local);
    let local = environments
        .iter()
        .filter(|environment| environment.is_local)
        .map(|_| "docker-compose.yml".to_string());
    let each = cloud.flat_map(|environment| {
        let name = &environment.name;
        let more = match choices.target {
            Target::Terraform => None,
            Target::Kubernetes => Some(format!("infrastructure/kubernetes/{name}/")),
            Target::DockerCompose => Some(format!("stacks/{name}/")),
        };
        let always = [
            format!("infrastructure/terraform/{name}/"),
            format!(".github/workflows/deploy-{name}.yml"),
        ];
        always.into_iter().chain(more)
    });
    let mut owned: Vec<String> =
        local.take(1).chain(each).chain([".env.example".to_string()]).collect();
    owned.sort();
    owned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::world::MemoryWorld;

    #[test]
    fn each_system_is_found_once_with_its_places() {
        let object = "apiVersion: v1\nkind: Service\nmetadata: { name: a }\n";
        let world = MemoryWorld::from([
            ("shop.csproj", ""),
            ("Dockerfile", ""),
            ("docker-compose.override.yml", ""),
            ("infra/main.tf", ""),
            ("infra/outputs.tf", ""),
            ("k8s/service.yaml", object),
            ("k8s/kustomization.yaml", ""),
            ("chart/Chart.yaml", ""),
            ("chart/templates/service.yaml", object),
            (".gitlab-ci.yml", ""),
            ("Jenkinsfile", ""),
            ("node_modules/a/Dockerfile", ""),
        ]);
        let found = detect(&world);
        assert_eq!(found.kind, Some("dotnet"));
        let listed: Vec<String> = found
            .systems
            .iter()
            .map(|(system, places)| format!("{system}: {}", places.join(", ")))
            .collect();
        let expected = [
            "Compose: docker-compose.override.yml",
            "Dockerfile: Dockerfile",
            "GitLab CI: .gitlab-ci.yml",
            "Helm: chart/",
            "Jenkins: Jenkinsfile",
            "Kubernetes: k8s/",
            "Kustomize: k8s/",
            "Terraform: infra/",
        ];
        assert_eq!(listed, expected);
    }
}
