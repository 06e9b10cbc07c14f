//! Values of secrets in a repository whose author is after them: no output has one, and no output says which of many guesses
//! is right.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::process::{Command, Stdio};
use support::attack::program;
use support::vault::{Hostile, said};

const STAGING: &str = ".env.staging";
const VALUE: &str = "Zx9vQ7canaryKp2w";

/// Recipes that try a hundred guesses, each in a way of its own, with a command that runs them.
fn guesses() -> Vec<(&'static str, String, &'static [&'static str])> {
    const TRY: &str = "secret(\"CANARY\"); let all = []; for i in 0..100 { all.push(`guess-number-${1000 + i}`); }\n";
    let recipe = |rest: &str| format!("{TRY}{rest}");
    let plan: &[&str] = &["plan"];
    vec![
        ("lines of a file", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), plan),
        ("a list", recipe("emit(\"a.yaml\", all);"), plan),
        (
            "a file for each",
            recipe(
                "for guess in all { emit(`${guess.len()}-${all.index_of(guess)}.txt`, guess); }",
            ),
            plan,
        ),
        ("names of files", recipe("for guess in all { emit(`x/${guess}.txt`, \"x\"); }"), plan),
        ("prints", recipe("for guess in all { print(guess); }"), plan),
        ("one print", recipe("print(join(all, \"\\n\"));"), plan),
        ("warnings", recipe("for guess in all { warn(guess); }"), plan),
        ("an error", recipe("throw all[3] + \" \" + all[7];"), plan),
        (
            "keys",
            recipe("let m = #{}; for guess in all { m[guess] = 1; } emit(\"a.yaml\", m);"),
            plan,
        ),
        ("JSON", recipe("emit(\"a.json\", #{ all: all });"), plan),
        (
            "messages for programs",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "json"],
        ),
        (
            "short messages",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "short"],
        ),
        (
            "messages for GitHub",
            recipe("emit(\"a.txt\", join(all, \"\\n\"));"),
            &["plan", "--format", "github"],
        ),
        ("a run", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), &["run"]),
        ("a check", recipe("emit(\"a.txt\", join(all, \"\\n\"));"), &["check"]),
        ("SARIF", recipe("for guess in all { warn(guess); }"), &["check", "--format", "sarif"]),
        (
            "a check for programs",
            recipe("for guess in all { warn(guess); }"),
            &["check", "--format", "json"],
        ),
        ("a diff", recipe("emit(\"old.txt\", \"new\", #{ own: \"block\" });"), plan),
        ("a file in the way", recipe("emit(\"old.txt\", \"new\");"), plan),
        (
            "a file in the way, for programs",
            recipe("emit(\"old.txt\", \"new\");"),
            &["plan", "--format", "json"],
        ),
        (
            "a comment on a pull request",
            recipe("emit(\"old.txt\", \"new\");"),
            &["plan", "--format", "markdown"],
        ),
        (
            "an evaluation",
            recipe(""),
            &[
                "eval",
                "let l = []; for i in 0..100 { l.push(`guess-number-${1000 + i}`); } secret(\"CANARY\"); l",
            ],
        ),
        (
            "a mistake in the recipe",
            format!(
                "{TRY}{}",
                (0..100)
                    .map(|i| format!("let x{i} = \"guess-number-{}\" +;\n", 1000 + i))
                    .collect::<String>()
            ),
            plan,
        ),
    ]
}

/// What a fork's pull request says in the log of CI is the same, whichever guess is right.
#[test]
fn no_output_says_which_guess_is_right() {
    for (what, recipe, command) in guesses() {
        let old: String = (0..100).map(|i| format!("guess-number-{}\n", 1000 + i)).collect();
        let project = Hostile::new(&[("deploy.rhai", &recipe), ("old.txt", &old)]);
        let outputs = ["guess-number-1003", "guess-number-1007"]
            .map(|right| project.sw(command, &[("CANARY", right)]));
        let [first, second] = outputs.each_ref().map(said);
        assert_eq!(first, second, "{what} tells");
        for i in [1003, 1007] {
            assert!(!first.contains(&format!("guess-number-{i}")), "{what} shows one:\n{first}");
        }
        assert_eq!(outputs[0].status.code(), outputs[1].status.code(), "{what}");
    }
}

/// In CI, also what is said line by line leaves as one.
#[test]
fn no_line_in_the_log_of_ci_says_which_guess_is_right() {
    let test = "fn test_a() { secret(\"CANARY\"); for i in 0..20 { print(`guess-number-${1000 + i}`); } }\n\
                fn test_b() { for i in 0..20 { print(`guess-number-${1000 + i}`); } }\n";
    let recipe =
        "secret(\"CANARY\"); for i in 0..20 { emit(`x/guess-number-${1000 + i}.txt`, \"x\"); }";
    let inputs: String = (0..20).map(|i| format!("\"guess-number-{}\"\n", 1000 + i)).collect();
    let cases: [(&[&str], &str); 4] = [
        (&["test", "-v"], ""),
        (&["plan"], ""),
        (&["plan", "--format", "json"], ""),
        (&["repl"], &inputs),
    ];
    for (command, input) in cases {
        let project = Hostile::new(&[("deploy.rhai", recipe), ("a_test.rhai", test)]);
        let run = |right: &str, ci: &str| {
            project.write("input", input);
            let file = fs::File::open(project.path("input")).unwrap();
            let mut sw = Command::new(program());
            sw.args(command)
                .current_dir(project.path(""))
                .env_clear()
                .env("HOME", project.path("home"))
                .env("SW_LOG", "trace");
            said(&sw.env("CANARY", right).env("CI", ci).stdin(file).output().unwrap())
        };
        let [first, second] =
            ["guess-number-1003", "guess-number-1007"].map(|right| run(right, "true"));
        assert_eq!(first, second, "{command:?}");
        assert!(
            first.contains("left out:") && first.trim().lines().count() == 1,
            "{command:?}: {first}"
        );
        assert!(
            run("no-guess-of-them-all", "true").lines().count() > 20,
            "{command:?} says nothing where no value is in it"
        );
    }
}

/// A value that nobody guesses leaves all as it is.
#[test]
fn what_holds_no_value_is_shown() {
    for (what, recipe, command) in guesses().into_iter().take(8) {
        let project = Hostile::new(&[("deploy.rhai", &recipe)]);
        let said = said(&project.sw(command, &[("CANARY", VALUE)]));
        assert!(!said.contains("secret-value") && !said.contains("left out"), "{what}: {said}");
    }
}

/// The person at the terminal sees where a value stands.
#[cfg(target_os = "linux")]
#[test]
fn the_owner_is_told_where_it_stands() {
    let recipe = format!(
        "secret(\"CANARY\"); print(\"is {VALUE}\"); emit(\"a.yaml\", #{{ x: \"{VALUE}\" }});"
    );
    let project = Hostile::new(&[("deploy.rhai", &recipe)]);
    let session =
        support::terminal::Session::start_with(&project.path(""), &["plan"], &[("CANARY", VALUE)]);
    let (_, said) = session.end();
    assert!(
        said.contains("`a.yaml` would hold the value of the secret `CANARY`")
            && said.contains("on line 1"),
        "{said}"
    );
    assert!(said.contains("is ****") && !said.contains(VALUE), "{said}");
}

/// A value that stands in the repository itself, in a file or a recipe, in every command.
#[test]
fn no_command_shows_a_value_that_is_at_hand() {
    let declared = "secret(\"DB\", #{ description: \"database\" });\n";
    let recipes = [
        format!("{declared}emit(\"a.txt\", \"new\\n\");"),
        format!("{declared}emit(\"a.txt\", \"new\\n\", #{{ own: \"block\" }});"),
        format!("{declared}emit(\"a.txt\", \"{VALUE}\");"),
        format!("{declared}emit(\"{VALUE}/a.txt\", \"x\");"),
        format!("{declared}let x = \"{VALUE}\" +;"),
        format!("let x = \"{VALUE}\" +;"),
        format!("{declared}print(\"{VALUE}\"); warn(\"{VALUE}\");"),
        format!("{declared}let {VALUE} = 1; {VALUE}x"),
        format!("{declared}import \"./{VALUE}\" as x;"),
        format!("{declared}read_text(\"{VALUE}.txt\")"),
        format!("{declared}list_files(\"{VALUE}\")"),
        format!("{declared}throw #{{ a: \"{VALUE}\" }};"),
        format!("{declared}fail(\"{VALUE}\")"),
        format!("{declared}input(\"{VALUE}\")"),
    ];
    let test = format!(
        "fn test_a() {{ print(\"{VALUE}\"); assert_eq(\"{VALUE}\", 1); }}\nfn test_{VALUE}() {{ assert(false, \"{VALUE}\"); }}\n"
    );
    let commands: [&[&str]; 18] = [
        &["plan", "--verbose"],
        &["plan", "--format", "json"],
        &["plan", "--format", "markdown"],
        &["plan", "--format", "short"],
        &["diff", "staging", "production"],
        &["diff", "staging", "production", "--format", "json"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--format", "github"],
        &["run"],
        &["test"],
        &["test", "--verbose"],
        &["test", "--format", "json"],
        &["test", "--list"],
        &["eval", "\"Zx9vQ7canary\" + \"Kp2w\""],
        &["secrets", "check", "--env", "staging"],
        &["doc"],
    ];
    for recipe in &recipes {
        let project = Hostile::new(&[
            ("deploy.rhai", recipe),
            ("lib/a_test.rhai", &test),
            ("a.txt", &format!("old\n{VALUE}\n")),
        ]);
        project.write(STAGING, format!("DB={VALUE}\nOTHER={VALUE}2\n"));
        for command in commands {
            let said = said(&project.sw(command, &[("SW_LOG", "trace")]));
            assert!(
                !said.contains(VALUE),
                "`sw {}` of {recipe:?} shows it:\n{said}",
                command.join(" ")
            );
        }
    }
}

#[test]
fn a_configuration_a_session_and_a_report_show_no_value() {
    let project = Hostile::new(&[("deploy.rhai", "secret(\"DB\");")]);
    project.write(STAGING, format!("DB={VALUE}\n"));
    let test = format!("fn test_a() {{ print(\"{VALUE}\"); assert_eq(\"{VALUE}\", 1); }}");
    project.write("lib/a_test.rhai", test);
    project.sw(&["test", "--junit", "report.xml", "--lcov", "lines.info"], &[]);
    for report in ["report.xml", "lines.info"] {
        assert!(
            !fs::read_to_string(project.path(report)).unwrap_or_default().contains(VALUE),
            "{report}"
        );
    }
    let inputs = format!(
        "let x = \"{VALUE}\"\nx\nprint(x)\nx + \n\nthrow x\n:load {VALUE}\n:type x\nemit(\"a.txt\", x)\n:show a.txt\n:diff\n:{VALUE}\n"
    );
    let mut command = Command::new(program());
    command.arg("repl").current_dir(project.path("")).env_clear();
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), inputs.as_bytes()).unwrap();
    let told = said(&child.wait_with_output().unwrap());
    assert!(!told.contains(VALUE), "{told}");

    for config in [
        format!("{VALUE}: 1\n"),
        format!("project: {{ name: \"{VALUE}\", x: 1 }}\n"),
        format!("a: \"{VALUE}\n"),
    ] {
        project.write(".specweave/config.yaml", config);
        for command in [
            &["plan"][..],
            &["check"],
            &["env", "list"],
            &["env", "show", "staging"],
            &["secrets", "list"],
            &["test"],
            &["doc"],
        ] {
            let told = said(&project.sw(command, &[]));
            assert!(!told.contains(VALUE), "{command:?}: {told}");
        }
    }
}

/// What only says of itself that it is a credential is covered as well: in the files of values, and in variables.
#[test]
fn what_no_recipe_declares_is_covered_too() {
    let project = Hostile::new(&[("deploy.rhai", "throw read_text(\"notes.txt\");")]);
    project.write(STAGING, "API_TOKEN=correcthorsebattery\nX=q7Kp2mQ9vL4nR8tW3yB\nMODE=production-like\nNAME='my shop'\n");
    for value in ["correcthorsebattery", "q7Kp2mQ9vL4nR8tW3yB", "x7Kp2mQ9vL4nR8tW3yC"] {
        project.write("notes.txt", value);
        let said = said(&project.sw(&["plan"], &[("CI_TOKEN", "x7Kp2mQ9vL4nR8tW3yC")]));
        assert!(!said.contains(value), "{said}");
    }
    for value in ["production-like", "my shop"] {
        project.write("notes.txt", value);
        assert!(said(&project.sw(&["plan"], &[])).contains(value), "{value}");
    }
}

#[test]
fn no_test_runs_a_private_file() {
    for file in [
        ".env.staging",
        ".env",
        "./../.env",
        ".git/config",
        ".npmrc",
        "lib/../.env.staging",
        "id_rsa",
        "terraform.tfstate",
    ] {
        let test = format!(
            "fn test_a() {{ let q = test::run(\"{file}\"); throw data::to_json(q.errors); }}"
        );
        let project = Hostile::new(&[("deploy.rhai", ""), ("lib/a_test.rhai", &test)]);
        for name in [".env.staging", ".env", ".git/config", ".npmrc", "id_rsa", "terraform.tfstate"]
        {
            project.write(name, "onlywordsherenoname\n");
        }
        let told = said(&project.sw(&["test"], &[]));
        assert!(
            told.contains("secret-file") && !told.contains("onlywordsherenoname"),
            "{file}: {told}"
        );
    }
    let project = Hostile::new(&[]);
    project.write(STAGING, "onlywordsherenoname\n");
    let config = fs::read_to_string(project.path(".specweave/config.yaml")).unwrap();
    for arguments in [
        &["plan", STAGING][..],
        &["check", STAGING],
        &["repl", STAGING],
        &["secrets", "list", "--recipe", STAGING],
    ] {
        let told = said(&project.sw(arguments, &[]));
        assert!(
            told.contains("secret-file") && !told.contains("onlywordsherenoname"),
            "{arguments:?}: {told}"
        );
    }
    let listed = if config.contains("project:") {
        config.replacen("project:", "project:\n  recipes: [.env.staging]", 1)
    } else {
        format!("{config}\nproject: {{ recipes: [.env.staging] }}\n")
    };
    project.write(".specweave/config.yaml", listed);
    assert!(!said(&project.sw(&["plan"], &[])).contains("onlywordsherenoname"));
}
