//! `sw secrets` with stores that answer as the real ones do, and with values that no command shows.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use std::fs;
use std::path::Path;
use support::vault::{Project, Ran};
use sw::secrets::Masker;
use sw::secrets::values::SecretString;

const STAGING: &str = ".env.staging";

/// Each store, what its program has to be asked for `KEY` of production, and how it answers.
const STORES: [(&str, &str, &str, &str); 6] = [
    ("doppler", "doppler", "secrets get KEY --plain --config prd", "echo from-store"),
    (
        "aws-secrets-manager",
        "aws",
        "secretsmanager get-secret-value --secret-id production/KEY --output json",
        "echo '{\"Name\": \"KEY\", \"SecretString\": \"from-store\"}'",
    ),
    ("1password", "op", "read --no-newline op://production/KEY/password", "printf from-store"),
    (
        "vault",
        "vault",
        "kv get -format=json secret/production/KEY",
        "echo '{\"data\": {\"data\": {\"value\": \"from-store\"}, \"metadata\": {}}}'",
    ),
    (
        "gcp-secret-manager",
        "gcloud",
        "secrets versions access latest --secret=production-key",
        "printf from-store",
    ),
    (
        "azure-key-vault",
        "az",
        "keyvault secret show --vault-name shop --name key --output json",
        "echo '{\"id\": \"x\", \"value\": \"from-store\"}'",
    ),
];

/// A program that answers only when it is asked as it should be.
fn stand_in(arguments: &str, answer: &str) -> String {
    let arguments: String = arguments.split(' ').map(|argument| format!(" '{argument}'")).collect();
    format!(
        "if [ \"$#: $*\" = \"$(set --{arguments}; echo \"$#: $*\")\" ]; then {answer}; else echo \"asked: $*\" >&2; exit 9; fi"
    )
}

#[test]
fn stores_are_asked_through_their_own_programs() {
    for (store, program, arguments, answer) in STORES {
        let key =
            if store == "azure-key-vault" { ", #{ store: #{ key: \"shop/key\" } }" } else { "" };
        let project = Project::new(&format!("secret(\"KEY\"{key});")).with_store(store);
        let exec = [
            "secrets",
            "exec",
            "--env",
            "production",
            "--",
            "sh",
            "-c",
            "test \"$KEY\" = from-store",
        ];
        project.sw(&exec).says(
            1,
            &[
                "error[missing-secret]",
                "warning[unreachable-store]",
                "is not installed",
                "do not use `.env` files",
            ],
        );
        project.program(program, &stand_in(arguments, answer));
        let ran = project.sw(&exec);
        assert_eq!(ran.code, 0, "{store}: {}", ran.messages);
        project.program(program, "echo 'you are not logged in' >&2; exit 1");
        project
            .sw(&["secrets", "check", "--env", "production"])
            .says(1, &["warning[unreachable-store]", "log in: "]);
        project.program(program, "echo 'ResourceNotFoundException' >&2; exit 1");
        let ran = project.sw(&["secrets", "check", "--env", "production"]);
        ran.says(1, &["error[missing-secret]", "put it into"]);
        assert!(!ran.messages.contains("unreachable-store"), "{store}: {}", ran.messages);
    }
}

#[test]
fn an_override_says_where_it_stands_in_a_store() {
    let recipe =
        "secret(\"KEY\", #{ store: #{ key: \"shop/{environment}\", property: \"url\" } });";
    let project = Project::new(recipe).with_store("aws-secrets-manager");
    let answer =
        "echo '{\"SecretString\": \"{\\\"url\\\": \\\"from-store\\\", \\\"other\\\": 1}\"}'";
    project.program(
        "aws",
        &stand_in("secretsmanager get-secret-value --secret-id shop/staging --output json", answer),
    );
    project
        .sw(&[
            "secrets",
            "exec",
            "--env",
            "staging",
            "--",
            "sh",
            "-c",
            "test \"$KEY\" = from-store",
        ])
        .well();
    project.program("aws", "echo '{\"SecretString\": \"{}\"}'");
    project
        .sw(&["secrets", "check", "--env", "staging"])
        .says(1, &["warning[unreachable-store]", "the entry has no field `url`"]);
    // What stands in a file is not asked for.
    project.program("aws", ": > asked; exit 1");
    project.write(STAGING, "KEY=from-file\n");
    project.sw(&["secrets", "check", "--env", "staging"]).well();
    assert!(!Path::new(&project.path("asked")).exists());
}

/// Fails when any form of a value is in a text.
fn hides(masker: &Masker, text: &str, what: &str) {
    let mut masker = masker.clone();
    let masked = [masker.push(text.as_bytes()), masker.finish()].concat();
    assert_eq!(String::from_utf8(masked).unwrap(), text, "{what} shows a value");
}

#[test]
fn no_command_shows_a_value() {
    let recipe = "secret(\"A\", #{ format: \"uuid\" }); secret(\"B\"); secret(\"C\", #{ shared: true }); secret(\"D\", #{ optional: true });\n\
                  emit(secrets::example()); emit(\"a.yaml\", #{ port: 80 });";
    let project = Project::new(recipe).with_store("vault");
    let values =
        ["canary/one two", "canary+\"two\"", "canary&three=\u{e9}", "canary#four", "canary%five"];
    let masker = Masker::new(&values.map(|value| SecretString::from(value.to_string())));
    project.write(STAGING, &format!("A='{}'\nB='{}'\nC='{}'\n", values[0], values[1], values[2]));
    project.write(".env.production", &format!("A='{}'\nB='{}'\nC='cut", values[0], values[1]));
    project.write(".env", &format!("A='{}'\n", values[4]));
    project.program(
        "vault",
        &format!("echo '{{\"data\": {}}}'; echo '{}' ; exit 0", values[3], values[3]),
    );
    let commands: [&[&str]; 14] = [
        &["run"],
        &["check"],
        &["plan", "--verbose"],
        &["secrets", "list", "--verbose"],
        &["secrets", "list", "--for", "github", "--script"],
        &["secrets", "check", "--env", "staging", "--env", "development"],
        &["secrets", "check", "--env", "staging", "--format", "json"],
        &["secrets", "check"],
        &["secrets", "set", "B", values[1], "--env", "staging"],
        &["secrets", "example"],
        &[
            "secrets",
            "exec",
            "--env",
            "staging",
            "--",
            "sh",
            "-c",
            "echo $A $B $C $D; echo $TF_VAR_a >&2",
        ],
        &["secrets", "exec", "--env", "production", "--", "true"],
        &["secrets", "unset", "NONE", "--env", "staging"],
        &["secrets", "unset", "A", "--env", "staging", "--format", "json"],
    ];
    for command in commands {
        let output = project
            .command(command)
            .env("DEV_B", values[1])
            .env("C", values[2])
            .env("SW_LOG", "debug")
            .output()
            .unwrap();
        let ran = Ran::of(&output);
        hides(&masker, &ran.out, &command.join(" "));
        hides(&masker, &ran.messages, &command.join(" "));
    }
    for value in values {
        let ran = project.set("A", value.as_bytes());
        hides(&masker, &format!("{}{}", ran.out, ran.messages), "a value that does not fit");
    }
    for file in [
        ".env.example",
        "a.yaml",
        ".specweave/generated.json",
        ".specweave/lock",
        ".specweave/written",
        ".gitignore",
    ] {
        hides(&masker, &fs::read_to_string(project.path(file)).unwrap_or_default(), file);
    }
}
