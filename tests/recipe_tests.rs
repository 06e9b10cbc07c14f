//! `sw test` at work: over the standard library, over the examples that have tests, in CI's formats, and while files change.

mod support;

use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;
use support::paths::in_repository;
use support::session::save;
use support::source::all;
use support::sw::sw;
use support::tree;

/// A copy of a folder of the repository: tests leave nothing behind in it.
fn copy(folder: &str, home: &Path) -> Result<PathBuf> {
    let to = home.join("project");
    tree::write(&tree::read(&in_repository(folder))?, &to)?;
    Ok(to)
}

#[test]
fn the_tests_of_the_examples_pass() -> Result<()> {
    let folder = |path: &str| {
        path.strip_prefix("examples/")?.split('/').next().map(|name| format!("examples/{name}"))
    };
    let tested = all()
        .into_iter()
        .filter(|source| source.path.ends_with("_test.rhai"))
        .filter_map(|source| folder(&source.path));
    let tested: std::collections::BTreeSet<String> = tested.collect();
    ensure!(!tested.is_empty(), "no example has tests");
    for example in tested {
        let home = tempfile::tempdir()?;
        let ran = sw(&copy(&example, home.path())?, ["test"])?;
        ensure!(ran.code == 0 && ran.messages.is_empty(), "{example}: {}{}", ran.out, ran.messages);
        ensure!(ran.out.contains("test result: ok."), "{example}: {}", ran.out);
    }
    Ok(())
}

#[test]
fn the_tests_of_the_standard_library_pass() -> Result<()> {
    let recipes = sw::library::STANDARD.len();
    let ran = sw(&in_repository("stdlib"), ["test"])?;
    if recipes == 0 {
        ensure!(
            ran.code == 1 && ran.messages.starts_with("error[no-tests]"),
            "without a recipe there is nothing to test: {}",
            ran.messages
        );
        return Ok(());
    }
    ensure!(ran.code == 0 && ran.messages.is_empty(), "{}{}", ran.out, ran.messages);
    for (name, text) in sw::library::STANDARD {
        let shows_use =
            !text.contains("//! ```rhai") || text.contains(&format!("//! import \"{name}\""));
        ensure!(shows_use, "the example at the head of `{name}` does not import it");
        let file = format!("{}_test.rhai", name.trim_start_matches("std/"));
        // What is internal is tested by what is made of it.
        ensure!(
            name.contains("/internal/") || in_repository("stdlib").join(&file).exists(),
            "`{name}` has no tests: write stdlib/{file}"
        );
    }
    Ok(())
}

#[test]
fn a_library_of_the_binary_is_tested_without_its_tests() {
    assert!(
        sw::library::STANDARD.iter().all(|(name, _)| !name.ends_with("_test")),
        "tests are part of the binary"
    );
}

/// A project with one test that passes and one that fails.
fn project(home: &Path) -> Result<PathBuf> {
    let project = home.join("project");
    save(
        &project.join("lib/web.rhai"),
        "fn port(tier) {\n    if tier == \"large\" {\n        return 8080;\n    }\n    80\n}\n",
    )?;
    save(
        &project.join("lib/web_test.rhai"),
        "import \"./web\" as web;\nfn test_small() { assert_eq(web::port(\"small\"), 80); }\nfn test_wrong() { print(\"a < b\"); assert_eq(web::port(\"small\"), 81); }\n",
    )?;
    Ok(project)
}

#[test]
fn reports_are_what_their_readers_expect() -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = project(home.path())?;
    let ran = sw(
        &project,
        ["test", "--format", "json", "--junit", "out/report.xml", "--lcov", "out/lcov.info"],
    )?;
    ensure!(ran.code == 1 && ran.messages.is_empty(), "{}", ran.messages);
    let report: serde_json::Value = serde_json::from_str(&ran.out)?;
    ensure!(
        report["format_version"] == "1.0" && report["passed"] == 1 && report["failed"] == 1,
        "{report}"
    );
    let failed = &report["tests"][1];
    ensure!(
        failed["name"] == "test_wrong"
            && failed["outcome"] == "failed"
            && failed["printed"][0]["text"] == "a < b"
            && failed["printed"][0]["place"]["start"]["line"] == 3,
        "{failed}"
    );
    ensure!(
        failed["messages"][0]["code"] == "assertion-failed"
            && failed["messages"][0]["place"]["start"]["line"] == 3,
        "{failed}"
    );
    let file = &report["coverage"]["files"][0];
    ensure!(
        file["path"] == "lib/web.rhai"
            && file["missed"] == serde_json::json!([3])
            && file["percent"] == 66.6,
        "{file}"
    );

    let lcov = fs::read_to_string(project.join("out/lcov.info"))?;
    ensure!(
        lcov == "SF:lib/web.rhai\nDA:2,2\nDA:3,0\nDA:5,2\nLF:3\nLH:2\nend_of_record\n",
        "{lcov}"
    );
    well_formed(&project.join("out/report.xml"))
}

/// Python's own reader takes the XML, and finds in it what was tested.
fn well_formed(report: &Path) -> Result<()> {
    let code = "import sys, xml.etree.ElementTree as e; r = e.parse(sys.argv[1]).getroot(); \
        print(r.tag, r.get('tests'), r.get('failures'), *[(c.get('name'), [x.tag for x in c]) for c in r.iter('testcase')], r.find('.//system-out').text)";
    let output = Command::new(in_repository("target/tools/bin/python"))
        .args(["-c", code])
        .arg(report)
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    let expected =
        "testsuites 2 1 ('test_small', []) ('test_wrong', ['failure', 'system-out']) a < b\n";
    ensure!(said == expected, "{said}");
    Ok(())
}

#[test]
fn tests_run_side_by_side_and_are_told_in_order() -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = home.path().join("project");
    let tests: String = (0..40)
        .map(|i| {
            format!(
                "fn test_{i:02}() {{ let n = 0; for i in 0..{} {{ n += i; }} assert(n >= 0); }}\n",
                (40 - i) * 500
            )
        })
        .collect();
    save(&project.join("many_test.rhai"), &tests)?;
    let told = |jobs: &str| -> Result<String> {
        let ran = sw(&project, ["test", "--jobs", jobs])?;
        ensure!(ran.code == 0, "{}{}", ran.out, ran.messages);
        Ok(ran.out)
    };
    let (one, many) = (told("1")?, told("8")?);
    ensure!(one == many && one.matches(" ... ok\n").count() == 40, "{one}\n{many}");
    Ok(())
}

#[test]
fn a_test_can_not_harm_the_machine_it_runs_on() -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = home.path().join("project");
    save(
        &project.join("bad_test.rhai"),
        "fn test_endless() { loop { } }\nfn test_outside() { read_text(\"../secret.txt\"); }\nfn test_fine() { assert(true); }\n",
    )?;
    save(&home.path().join("secret.txt"), "secret")?;
    let ran = sw(&project, ["test", "--timeout", "1"])?;
    ensure!(ran.code == 1, "{}", ran.out);
    for line in [
        "bad_test.rhai::test_endless ... FAILED",
        "bad_test.rhai::test_outside ... FAILED",
        "bad_test.rhai::test_fine ... ok",
        "error[too-long]",
    ] {
        ensure!(ran.out.contains(line), "`{line}` is not told:\n{}", ran.out);
    }
    Ok(())
}

/// `sw test --watch`, and the lines that it says.
struct Watching {
    child: Child,
    said: Receiver<String>,
}

impl Watching {
    fn start(project: &Path) -> Result<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
        command
            .args(["test", "--watch"])
            .current_dir(project)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn()?;
        let out = BufReader::new(child.stdout.take().context("it has an output")?);
        let (sender, said) = channel();
        std::thread::spawn(move || {
            out.lines().map_while(Result::ok).all(|line| sender.send(line).is_ok())
        });
        Ok(Self { child, said })
    }

    /// The next line that begins so.
    fn next(&self, start: &str) -> Result<String> {
        loop {
            let line = self
                .said
                .recv_timeout(Duration::from_secs(60))
                .with_context(|| format!("it does not say `{start}`"))?;
            if line.starts_with(start) {
                return Ok(line);
            }
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _gone = self.child.wait();
    }
}

#[test]
fn while_it_watches_every_change_runs_the_tests_again() -> Result<()> {
    let home = tempfile::tempdir()?;
    let project = project(home.path())?;
    let watching = Watching::start(&project)?;
    ensure!(
        watching.next("test result")? == "test result: FAILED. 1 passed; 1 failed; 0 filtered out"
    );
    let tests = fs::read_to_string(project.join("lib/web_test.rhai"))?;
    save(&project.join("lib/web_test.rhai"), &tests.replace(", 81)", ", 80)"))?;
    ensure!(watching.next("test result")? == "test result: ok. 2 passed; 0 failed; 0 filtered out");
    save(&project.join("other_test.rhai"), "fn test_more() { assert(")?;
    ensure!(
        watching.next("test result")? == "test result: FAILED. 2 passed; 1 failed; 0 filtered out"
    );
    fs::remove_file(project.join("other_test.rhai"))?;
    ensure!(watching.next("test result")? == "test result: ok. 2 passed; 0 failed; 0 filtered out");
    Ok(())
}
