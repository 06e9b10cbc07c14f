//! What is shown of a repository that wants to harm: whatever its files hold, no letter of it reaches a terminal as it is,
//! and no line of it is a command for a CI system.

#![cfg(unix)]

mod support;

use anyhow::{Result, ensure};
use support::said::{File, said, save, written};
use sw::diag::letters::is_harmful;

/// Letters that are not seen or that command a terminal, between letters that are seen.
const LETTERS: &str = "MARK\u{1b}[2J\u{1b}]0;t\u{7}a\u{9b}2Jb\u{9d}c\u{7f}d\u{8}e\u{202e}f\u{2066}g\u{200b}h\u{200f}i\u{61c}j\u{ad}k\u{3164}l\u{ffa0}m\u{e0041}n\u{2028}o\u{206a}p\u{fe0f}q\u{feff}r\u{34f}s\u{180e}t\u{1d173}u\u{fff9}v\u{2800}w";

/// Lines that a CI system takes for commands.
const COMMANDS: &str = "MARK\n::set-env name=A::b\n \t::stop-commands::x\n\u{a0}::error::c ##[group]d ##vso[task.setvariable variable=a]e ##teamcity[x]\n::add-mask::f";

/// Something that is shown: the files of a project, the arguments, and what comes in on stdin.
struct Place {
    name: &'static str,
    files: Vec<File>,
    arguments: Vec<String>,
    input: String,
}

/// A text between the quotes of a recipe, of YAML or of JSON with escapes of eight digits.
fn quoted(text: &str) -> String {
    let letter = |c: char| {
        if c.is_ascii_graphic() || c == ' ' {
            c.to_string()
        } else {
            format!("\\U{:08x}", u32::from(c))
        }
    };
    text.chars().map(letter).collect()
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("text is JSON")
}

const CONFIG: &str = ".specweave/config.yaml";
const LEDGER: &str = ".specweave/generated.json";

fn config(payload: &str) -> File {
    let text = format!("\"{}\"", quoted(payload));
    let deployment =
        format!("deployment: {{ type: cloud, provider: {text}, region: {text}, target: {text} }}");
    let rest =
        format!("purpose: {text}, {deployment}, requires_approval: true, approvers: [{text}]");
    let environments = ["staging", "production"]
        .map(|name| format!("    - {{ name: {name}, {rest} }}\n"))
        .concat();
    (CONFIG, format!("environments:\n  definitions:\n{environments}"))
}

fn ledger(head: &str, entry: &str) -> File {
    (
        LEDGER,
        format!("{{\n  \"format\": {head},\n  \"files\": [\n    {entry},\n    null\n  ]\n}}\n"),
    )
}

/// Every place that shows what a repository holds, with a payload in it.
#[allow(clippy::too_many_lines, reason = "a table: a place has a few lines")]
fn places(payload: &str) -> Vec<Place> {
    let rhai = quoted(payload);
    let raw = payload.replace('\n', " ");
    let sha = "0".repeat(64);
    let recipe = |text: String| vec![("deploy.rhai", text)];
    let plain = || ("deploy.rhai", "emit(\"a.txt\", \"new\\n\");\n".to_string());
    let secret = format!(
        "secret(\"API_TOKEN\", #{{ description: \"{rhai}\", get_from: \"{rhai}\", note: \"{rhai}\", steps: [\"{rhai}\"], permissions: \"{rhai}\", format: \"{rhai}[0-9]+\", store: #{{ key: \"{rhai}\" }} }});\n"
    );
    let aws = format!(
        "sw-table 4\nsource: hashicorp/aws\nversion: 9.0.0{raw}\n\nresource aws_moon\n phase{raw} !s\n"
    );
    let lines = format!("// {raw}\nlet a = ;\n// {raw}\n");
    let entry = |field: &str, value: &str| {
        format!(
            "{{\"path\":\"b.txt\",\"sha256\":\"{sha}\",\"recipe\":\"gone.rhai\",{field}:{value}}}"
        )
    };
    let environment = entry("\"environment\"", &json(payload)).replace("gone.rhai", "deploy.rhai");
    let owner = format!("{{\"path\":\"b.txt\",\"sha256\":\"{sha}\",\"recipe\":{}}}", json(payload));
    let tests = format!("fn test_a() {{ print(\"{rhai}\"); throw \"{rhai}\"; }}\n");
    let place = |name, files: Vec<File>, arguments: &[&str]| {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Place { name, files, arguments, input: String::new() }
    };
    let secrets = |arguments: &[&str]| {
        place(
            "a secret",
            vec![("deploy.rhai", secret.clone()), (CONFIG, STANDARD.into())],
            arguments,
        )
    };
    let session = |input: String| Place {
        input,
        ..place("a session", vec![plain()], &["repl", "--no-input"])
    };
    vec![
        place("printed", recipe(format!("print(\"{rhai}\");")), &["plan"]),
        place(
            "a trace",
            recipe(format!("fn f(a) {{ throw a; }} print(\"{rhai}\"); f(\"{rhai}\");")),
            &["plan", "--trace"],
        ),
        place("thrown", recipe(format!("throw \"{rhai}\";")), &["plan"]),
        place("thrown, checked", recipe(format!("throw \"{rhai}\";")), &["check"]),
        place(
            "an unknown option",
            recipe(format!("options(#{{ \"{rhai}\": 1 }}, #{{ a: 1 }});")),
            &["run"],
        ),
        place("a name of a file", recipe(format!("emit(\"a{rhai}.txt\", \"\");")), &["run"]),
        place("content", recipe(format!("emit(\"a.txt\", \"{rhai}\\n\");")), &["plan"]),
        place("old content", vec![plain(), ("a.txt", format!("{payload}\n"))], &["plan"]),
        place("a quoted line", recipe(lines), &["plan"]),
        place(
            "a quoted line of data",
            vec![
                ("deploy.rhai", "read_yaml(\"a.yaml\");".into()),
                ("a.yaml", format!("a: [\n{raw}: }}\n")),
            ],
            &["plan"],
        ),
        secrets(&["secrets", "check"]),
        secrets(&["secrets", "list"]),
        secrets(&["secrets", "list", "--env", "staging", "--for", "github"]),
        secrets(&["secrets", "list", "--env", "staging", "--for", "github", "--script"]),
        secrets(&["secrets", "exec", "--env", "staging", "--", "true"]),
        place("environments", vec![plain(), config(payload)], &["env", "list"]),
        place("an environment", vec![plain(), config(payload)], &["env", "show", "staging"]),
        place("a wrong key", vec![plain(), (CONFIG, format!("\"{rhai}\": 1\n"))], &["plan"]),
        place(
            "a wrong configuration",
            vec![plain(), (CONFIG, format!("environments: {{ strategy: \"{rhai}\" }} # {raw}\n"))],
            &["check"],
        ),
        place("no YAML", vec![plain(), (CONFIG, format!("a: [\n{raw}: }}\n"))], &["env", "list"]),
        place("an owner", vec![plain(), ledger("1,\n  \"sw\": \"0.1.0\"", &owner)], &["check"]),
        place(
            "an environment of a file",
            vec![plain(), ("b.txt", "x\n".into()), ledger("1,\n  \"sw\": \"0.1.0\"", &environment)],
            &["plan"],
        ),
        place(
            "a field of the ledger",
            vec![plain(), ledger("1,\n  \"sw\": \"0.1.0\"", &entry(&json(payload), "1"))],
            &["plan"],
        ),
        place(
            "a later version",
            vec![plain(), ledger(&format!("99,\n  \"sw\": {}", json(payload)), &owner)],
            &["plan"],
        ),
        place(
            "another version",
            vec![plain(), ledger(&format!("1,\n  \"sw\": {}", json(payload)), &owner)],
            &["plan"],
        ),
        place(
            "a table",
            vec![plain(), (".specweave/schemas/terraform/aws.table", aws.clone())],
            &["doc", "aws_moon"],
        ),
        place(
            "tables",
            vec![plain(), (".specweave/schemas/terraform/aws.table", aws)],
            &["schema", "list"],
        ),
        place(
            "a library",
            vec![("lib/web.rhai", format!("/// {raw}\nfn web() {{ 1 }}\n"))],
            &["doc", "./lib/web"],
        ),
        place("a test", vec![("a_test.rhai", tests.clone())], &["test"]),
        place("a test's report", vec![("a_test.rhai", tests)], &["test", "--junit", "/dev/stdout"]),
        place("a value", vec![plain()], &["eval", &format!("\"{rhai}\"")]),
        session(format!(
            "\"{rhai}\"\nemit(\"b.txt\", \"{rhai}\");\n:show b.txt\n:emit\n:diff\n:type {raw}\n:{raw}\n"
        )),
        place("an argument", vec![plain()], &["plan", &format!("--{raw}")]),
        place("a command", vec![plain()], &[&raw]),
        place("a recipe", vec![plain()], &["plan", &format!("{raw}.rhai")]),
        place("a code", vec![plain()], &["explain", &raw]),
        place("an entry", vec![plain()], &["doc", &raw]),
        place(
            "a filter of tests",
            vec![("a_test.rhai", "fn test_a() {}\n".into())],
            &["test", &raw],
        ),
        place(
            "an input",
            recipe(format!("input(\"a\", #{{ description: \"{rhai}\", options: [\"{rhai}\"] }});")),
            &["plan", "--set", &format!("a={raw}")],
        ),
    ]
}

const STANDARD: &str = "environments:\n  definitions:\n    - { name: staging, deployment: { type: cloud, provider: hetzner } }\n";

fn ran(place: &Place, options: &[&str], variables: &[(&str, &str)]) -> Result<(String, String)> {
    let (_home, project) = written(&place.files)?;
    let arguments: Vec<String> =
        options.iter().map(ToString::to_string).chain(place.arguments.clone()).collect();
    let (code, out, messages) = said(&project, &arguments, &place.input, variables)?;
    ensure!(code < 70, "{}: {code}\n{out}{messages}", place.name);
    Ok((out, messages))
}

const FORMATS: [&str; 4] = ["human", "short", "json", "github"];

#[test]
fn no_hidden_letter_is_shown() -> Result<()> {
    for place in places(LETTERS) {
        let mut is_shown = false;
        for format in FORMATS {
            let (out, messages) = ran(&place, &["--format", format, "-v"], &[])?;
            let all = out.clone() + &messages;
            let raw = all.chars().find(|c| is_harmful(*c) && !matches!(c, '\n' | '\t'));
            ensure!(raw.is_none(), "{} as {format} shows {raw:?} as it is:\n{all}", place.name);
            is_shown |= all.contains("MARK");
            let documents = serde_json::Deserializer::from_str(&out)
                .into_iter::<serde_json::Value>()
                .all(|value| value.is_ok());
            let is_report = place.arguments.iter().any(|argument| {
                matches!(argument.as_str(), "--junit" | "--script" | "repl" | "exec")
            });
            ensure!(
                format != "json" || is_report || documents,
                "{}: no JSON any more:\n{out}",
                place.name
            );
        }
        // Of a code only what is in its brackets is shown.
        ensure!(
            is_shown || place.name == "a code",
            "{} does not show what it should try",
            place.name
        );
    }
    Ok(())
}

#[test]
fn colours_are_our_own() -> Result<()> {
    for place in places("MARK\u{1b}[31mred\u{1b}[0m\u{1b}[1m") {
        let (out, messages) = ran(&place, &["--color", "always"], &[])?;
        let all = out + &messages;
        ensure!(
            !all.contains("\u{1b}[31mred") && !all.contains("MARK\u{1b}[31m"),
            "{}:\n{all}",
            place.name
        );
        // Marks of the program's own do not show.
        let is_color = |rest: &str| {
            rest.starts_with('[')
                && rest.split_once('m').is_some_and(|(code, _)| {
                    code[1..].chars().all(|c| c.is_ascii_digit() || c == ';')
                })
        };
        ensure!(all.split('\u{1b}').skip(1).all(is_color), "{}:\n{all:?}", place.name);
    }
    Ok(())
}

#[test]
fn markdown_and_sarif_show_no_hidden_letter() -> Result<()> {
    for (format, command) in [("markdown", "plan"), ("markdown", "doc"), ("sarif", "check")] {
        for place in places(LETTERS) {
            let is_fit = place.arguments[0] == command
                || command == "check" && place.arguments[0] == "plan" && place.arguments.len() == 1;
            if is_fit {
                let place = Place {
                    arguments: std::iter::once(command.to_string())
                        .chain(place.arguments[1..].to_vec())
                        .collect(),
                    ..place
                };
                let (out, messages) = ran(&place, &["--format", format], &[])?;
                let raw = (out.clone() + &messages)
                    .chars()
                    .find(|c| is_harmful(*c) && !matches!(c, '\n' | '\t'));
                ensure!(
                    raw.is_none(),
                    "{} as {format} shows {raw:?} as it is:\n{out}{messages}",
                    place.name
                );
            }
        }
    }
    Ok(())
}

/// Whether a runner takes a line for a command.
fn is_command(line: &str) -> bool {
    let lower = line.to_lowercase();
    line.trim_start().starts_with("::")
        || ["##[", "##vso[", "##teamcity["].iter().any(|sign| lower.contains(sign))
}

#[test]
fn no_line_is_a_command_for_a_ci_system() -> Result<()> {
    let systems = [
        ("GITHUB_ACTIONS", "true"),
        ("TF_BUILD", "True"),
        ("GITLAB_CI", "true"),
        ("TEAMCITY_VERSION", "2026"),
        ("CI", "true"),
    ];
    for (n, place) in places(COMMANDS).into_iter().enumerate() {
        let format = ["human", "short", "json"][n % 3];
        let (out, messages) =
            ran(&place, &["--format", format, "-v"], &[systems[n % systems.len()]])?;
        let found: Vec<&str> =
            out.lines().chain(messages.lines()).filter(|line| is_command(line)).collect();
        // What goes into a report stays as it is there.
        ensure!(
            found.is_empty() || place.arguments.contains(&"--junit".to_string()),
            "{} as {format}: {found:?}",
            place.name
        );
    }
    Ok(())
}

#[test]
fn the_only_commands_are_our_annotations() -> Result<()> {
    let mut annotations = 0;
    for place in places(COMMANDS) {
        let (out, messages) = ran(&place, &["--format", "github"], &[])?;
        let found: Vec<&str> =
            out.lines().chain(messages.lines()).filter(|line| is_command(line)).collect();
        let is_ours = |line: &&str| {
            ["::error ", "::warning "].iter().any(|start| line.starts_with(start))
                && !is_command(&line[1..])
        };
        ensure!(
            found.iter().all(is_ours) || place.arguments.contains(&"--junit".to_string()),
            "{}: {found:?}",
            place.name
        );
        annotations += found.len();
    }
    ensure!(annotations > 10, "there are only {annotations} annotations");
    Ok(())
}

#[test]
fn names_of_files_are_shown_in_one_line_without_hidden_letters() -> Result<()> {
    let name = "a\u{1b}[2J\u{202e}\nFORGED ok";
    let key = [
        "-----BEGIN RSA PRIVATE",
        " KEY-----\nMIIEowIBAAKCAQEAx5h1ue0ySgMt\n-----END RSA PRIVATE",
        " KEY-----\n",
    ]
    .concat();
    let cases: [(&str, String, &[&str]); 5] = [
        (".rhai", "emit(\"a.txt\", 1);".into(), &["-v", "check"]),
        (".rhai", "throw \"x\";".into(), &["plan"]),
        (
            "_test.rhai",
            "fn test_a() { throw 1; }\nfn test_b() { print(1); }\n".into(),
            &["test", "-v"],
        ),
        ("_test.rhai", "fn test_a() { throw 1; }\n".into(), &["test", "--list"]),
        (".txt", key, &["secrets", "scan"]),
    ];
    for (ending, text, arguments) in cases {
        let file = format!("{name}{ending}");
        let (_home, project) = written(&[("deploy.rhai", "emit(\"b.txt\", \"\");\n".into())])?;
        save(&project, &file, &text)?;
        let mut arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        if ending == ".rhai" {
            arguments.push(file);
        }
        for format in ["human", "short", "github"] {
            let arguments =
                [&["--format".to_string(), format.to_string()], arguments.as_slice()].concat();
            let (_, out, messages) = said(&project, &arguments, "", &[])?;
            let all = out + &messages;
            ensure!(
                !all.contains(['\u{1b}', '\u{202e}']) && !all.contains("\nFORGED"),
                "{arguments:?}:\n{all}"
            );
        }
    }
    Ok(())
}

#[test]
fn a_cell_is_one_line() -> Result<()> {
    let forged = "x\nproduction  cloud  -  -  -  -";
    for arguments in [&["env", "list"][..], &["env", "show", "staging"]] {
        let (_home, project) = written(&[config(forged)])?;
        let (_, out, _) = said(
            &project,
            &arguments.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "",
            &[],
        )?;
        ensure!(!out.contains("\nproduction  cloud  -"), "{out}");
    }
    Ok(())
}
