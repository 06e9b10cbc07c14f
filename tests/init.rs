//! `sw init` for every strategy, provider and target: a configuration without a warning, and a first
//! recipe that runs, twice, and leaves nothing to say.

mod support;

use anyhow::{Context, Result, ensure};
use std::path::Path;
use support::docker::refused;
use support::sw::sw;
use support::tree::{self, subfolders};
use sw::project::{CONFIG, Project, Strategy};
use sw::scaffold::{PROVIDERS, Target};

#[test]
fn every_combination_runs_and_half_of_them_in_parallel() {
    let all: Vec<(Strategy, &str, Target)> = Strategy::ALL
        .into_iter()
        .flat_map(|strategy| PROVIDERS.iter().map(move |provider| (strategy, provider.name)))
        .flat_map(|(strategy, provider)| Target::ALL.map(|target| (strategy, provider, target)))
        .collect();
    assert!(all.len() >= 48);
    let home = tempfile::tempdir().unwrap();
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let halves = all.chunks(all.len().div_ceil(2)).map(|half| {
            let home = home.path();
            scope.spawn(move || {
                half.iter()
                    .filter_map(|(strategy, provider, target)| {
                        tried(home, *strategy, provider, *target)
                    })
                    .collect()
            })
        });
        let halves: Vec<_> = halves.collect();
        halves
            .into_iter()
            .flat_map(|half| -> Vec<String> { half.join().expect("a test that fails says so") })
            .collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let refused = compose_refuses(home.path());
    assert!(refused.is_empty(), "Docker Compose refuses:\n{}", refused.join("\n"));
    let changed = formatted(home.path());
    assert!(changed.is_empty(), "terraform fmt would change:\n{changed}");
}

/// What Docker Compose has against the Compose files. Providers make no difference to them.
fn compose_refuses(home: &Path) -> Vec<String> {
    let projects = subfolders(home).into_iter().filter(|name| name.contains("-hetzner-"));
    let files = projects.flat_map(|name| {
        let tree = tree::read(&home.join(&name)).expect("a project can be read");
        let compose: Vec<String> =
            tree.into_keys().filter(|path| path.ends_with("docker-compose.yml")).collect();
        compose.into_iter().map(move |file| (name.clone(), file))
    });
    let files: Vec<(String, String)> = files.collect();
    assert!(files.len() > 10, "there are few Compose files: {files:?}");
    files
        .iter()
        .filter_map(|(name, file)| {
            refused(&home.join(name), file, None).map(|said| format!("{name}: {file}: {said}"))
        })
        .collect()
}

fn tried(home: &Path, strategy: Strategy, provider: &str, target: Target) -> Option<String> {
    let name = format!("{}-{provider}-{}", strategy.name(), target.name());
    let folder = home.join(&name);
    let all = started(&folder, strategy, provider, target).and_then(|()| settled(&folder));
    all.err().map(|error| format!("{name}: {error:#}"))
}

fn started(folder: &Path, strategy: Strategy, provider: &str, target: Target) -> Result<()> {
    std::fs::create_dir(folder)?;
    let mut arguments = vec![
        "init",
        "--strategy",
        strategy.name(),
        "--provider",
        provider,
        "--target",
        target.name(),
    ];
    if strategy == Strategy::Custom {
        arguments.extend([
            "--environment",
            "dev",
            "--environment",
            "production-eu",
            "--environment",
            "production-us",
        ]);
    }
    let ran = sw(folder, arguments)?;
    ensure!(ran.code == 0 && ran.messages.is_empty(), "init: {}{}", ran.out, ran.messages);
    let (project, messages) =
        Project::parse(folder, &std::fs::read_to_string(folder.join(CONFIG))?, CONFIG);
    ensure!(messages.is_empty(), "{messages:?}");
    ensure!(project.context("it has no errors")?.strategy == Some(strategy));
    Ok(())
}

/// Two runs and a check.
fn settled(folder: &Path) -> Result<()> {
    let first = sw(folder, ["run"])?;
    ensure!(first.code == 0 && first.remarks().is_empty(), "run: {}{}", first.out, first.messages);
    let second = sw(folder, ["run"])?;
    let unchanged = second
        .out
        .trim_end()
        .strip_suffix(" unchanged")
        .is_some_and(|count| count.parse::<usize>().is_ok());
    ensure!(
        second.code == 0 && second.remarks().is_empty() && unchanged,
        "second run: {}{}",
        second.out,
        second.messages
    );
    let check = sw(folder, ["check"])?;
    ensure!(check.code == 0, "check: {}{}", check.out, check.messages);
    Ok(())
}

/// The files that `terraform fmt` would change or can't read.
fn formatted(folder: &Path) -> String {
    let program = std::env::var("SW_TERRAFORM").unwrap_or_else(|_| "terraform".into());
    let mut command = std::process::Command::new(program);
    command
        .args(["fmt", "-check", "-recursive", "-no-color"])
        .current_dir(folder)
        .env("TF_CLI_CONFIG_FILE", "/dev/null");
    let ran = command.output().expect("this test needs terraform");
    let said =
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    if ran.status.success() { String::new() } else { said }
}

#[test]
fn the_guides_configuration_is_what_its_choices_give() {
    let home = tempfile::tempdir().unwrap();
    let ran = sw(
        home.path(),
        ["init", "--strategy", "standard", "--provider", "hetzner", "--region", "eu-central"],
    )
    .unwrap();
    assert_eq!(ran.code, 0, "{}", ran.messages);
    let written = std::fs::read_to_string(home.path().join(CONFIG)).unwrap();
    let guide =
        std::fs::read_to_string(support::paths::in_repository("tests/config/ok_guide/config.yaml"))
            .unwrap();
    let data = |text: &str| -> serde_json::Value { serde_saphyr::from_str(text).unwrap() };
    assert_eq!(data(&written), data(&guide));
}
