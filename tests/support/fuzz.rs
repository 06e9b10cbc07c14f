//! What is fuzzed: each function takes any bytes, and panics when a promise is broken.
//!
//! `tests/fuzz.rs` runs them over the corpus and its mutations; `scripts/fuzz` runs them for hours,
//! guided by coverage where a nightly toolchain and `cargo fuzz` are there.

#![allow(unreachable_pub, reason = "for `cargo fuzz` it is a library of its own")]

use std::path::Path;
use std::sync::LazyLock;
use std::time::Duration;
use sw::Runtime;
use sw::diag::Diagnostic;
use sw::diag::render::{Style, Texts, render};
use sw::domains::terraform::parse;
use sw::emit::lower::lower;
use sw::emit::{Node, hcl, json, toml, yaml};
use sw::engine::Limits;
use sw::engine::world::MemoryWorld;
use sw::plan::Ledger;
use sw::project::{CONFIG, Project};
use sw::value::{Value, read};
use sw::write::{Lock, State};

/// A target: its name, which is its corpus's too, and what it does with bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 9] = [
    ("config", config),
    ("recipe", recipe),
    ("protocol", protocol),
    ("yaml", yaml_round_trip),
    ("json", json_round_trip),
    ("toml", toml_round_trip),
    ("hcl", hcl_round_trip),
    ("ledger", ledger),
    ("journal", journal),
];

const STANDARD: &str = "environments:\n  strategy: custom\n  definitions:\n    - { name: staging, deployment: { type: cloud, provider: hetzner } }\n";

/// A configuration is read or refused, and messages about it can be shown.
pub fn config(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let (project, messages) = Project::parse(Path::new("/project"), text, CONFIG);
    assert_eq!(
        project.is_none(),
        messages.iter().any(Diagnostic::is_error),
        "an error and a project, or neither"
    );
    show(&messages, CONFIG, text);
}

/// Made once: what recipes can call is most of what a runtime is.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let limits = Limits {
        steps: 20_000,
        time: Duration::from_secs(5),
        text_bytes: 1 << 16,
        items: Some(5_000),
        ..Limits::default()
    };
    Runtime::builder()
        .world(MemoryWorld::default())
        .limits(limits)
        .build()
        .expect("a world needs no folder")
});

/// A recipe gives files or an error, twice the same, and messages about it can be shown.
pub fn recipe(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let project = Project::parse(Path::new("/project"), STANDARD, CONFIG)
        .0
        .expect("the standard project is right");
    let world = MemoryWorld::from([("deploy.rhai", text)]);
    let runtime = RUNTIME.with(project, world);
    let (first, second) = (runtime.run("deploy.rhai"), runtime.run("deploy.rhai"));
    assert!(
        first.diagnostics.iter().all(|message| message.code != "internal-error"),
        "the engine failed"
    );
    assert_eq!(first.files, second.files, "the same recipe gives the same files");
    show(&first.diagnostics, "deploy.rhai", text);
}

/// Whatever a worker says is understood or refused.
pub fn protocol(data: &[u8]) {
    sw::worker::heard(data);
}

/// What YAML says is written so that it is read back.
pub fn yaml_round_trip(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(documents) = read::yaml(text) else { return };
    for document in documents {
        let written = yaml::emit(&node(&document.value));
        let again = read::yaml(&written).unwrap_or_else(|error| panic!("{error}: {written:?}"));
        assert_eq!(
            again.first().map(|document| &document.value),
            Some(&document.value),
            "{written:?}"
        );
    }
}

/// What JSON says is written so that it is read back.
pub fn json_round_trip(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(value) = read::json(text) else { return };
    let written = json::emit(&node(&value)).expect("JSON holds all that it held");
    assert_eq!(read::json(&written).expect("what was written can be read"), value, "{written:?}");
}

/// What TOML says is written so that it is read back.
pub fn toml_round_trip(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(value) = read::toml(text) else { return };
    let Ok(written) = toml::emit(&node(&value)) else { return };
    assert_eq!(read::toml(&written).expect("what was written can be read"), value, "{written:?}");
}

/// What HCL says is written so that it is read back, and written the same again.
pub fn hcl_round_trip(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(body) = parse::body(text) else { return };
    let written = hcl::emit(&body);
    let again = parse::body(&written).unwrap_or_else(|error| panic!("{error}: {written:?}"));
    assert_eq!(hcl::emit(&again), written, "{text:?}");
}

/// A ledger is read or refused, and what is read is written so that it is read back.
pub fn ledger(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Ok(ledger) = Ledger::parse(text) else { return };
    let again = Ledger::parse(&ledger.to_text()).expect("what was written can be read");
    assert!(again.entries().eq(ledger.entries()), "{text:?}");
}

/// A journal that somebody planted changes nothing but the folder it is in, and never outside the root.
pub fn journal(data: &[u8]) {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (root, outside) = (home.path().join("root"), home.path().join("outside"));
    let staging = root.join(".specweave/tmp");
    std::fs::create_dir_all(&staging).expect("the folder is writable");
    std::fs::write(&outside, "theirs").expect("the folder is writable");
    std::fs::write(root.join("own.txt"), "own").expect("the folder is writable");
    for name in ["journal.json", "0.new", "0.old"] {
        std::fs::write(staging.join(name), data).expect("the folder is writable");
    }
    let _either = Lock::take_with(&State::none(), &root, Duration::ZERO, &mut |_| {}).map(drop);
    assert_eq!(std::fs::read_to_string(&outside).expect("it is still there"), "theirs");
    assert_eq!(
        std::fs::read_dir(home.path()).expect("a folder").count(),
        2,
        "something new stands outside the root"
    );
}

fn node(value: &Value) -> Node<'_> {
    lower(value, &mut |text, _| Ok::<_, ()>(Node::from(text.as_str().unwrap_or_default())))
        .expect("texts are never refused")
}

fn show(messages: &[Diagnostic], file: &str, text: &str) {
    let texts = Texts::from([(file.to_string(), text.to_string())]);
    for style in [Style::Human { color: true }, Style::Short, Style::Json] {
        render(messages, &texts, style);
    }
}
