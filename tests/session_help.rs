//! What helps whoever types in a session: completion of names, members, options, environments and paths, and hints.

#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod support;

use support::paths::in_repository;
use sw::engine::Cancel;
use sw::engine::world::MemoryWorld;
use sw::project::{CONFIG, Project};
use sw::{Request, Runtime, Session};

const LIBRARY: &str = "//! Services.\n\n/// A web service.\nfn web(name, given) {\n    let o = options(given, #{ port: required(\"the port it listens on\"), \
    tier: one_of([\"small\", \"large\"], \"small\"), replicas: 1 });\n    o.port\n}\nfn about() { 1 }\n";

/// A session of a project with three environments, a library and some data, after these inputs.
fn session(inputs: &[&str]) -> Session {
    let config =
        std::fs::read_to_string(in_repository("tests/support/project").join(CONFIG)).unwrap();
    let project = Project::parse(".".as_ref(), &config, CONFIG).0.unwrap();
    let world = MemoryWorld::from([
        ("lib/service.rhai", LIBRARY),
        (
            "acme.rhai",
            "import \"./lib/service\" as service;\nfn api(given) { service::web(\"api\", given) }",
        ),
        ("lib/notes.txt", ""),
        ("data/sizes.yaml", "a: 1"),
        ("deploy.rhai", ""),
    ]);
    let mut session =
        Runtime::builder().project(project).world(world).build().unwrap().session(Request::all());
    for input in inputs {
        let answer = session.evaluate(*input, &Cancel::default());
        assert!(!answer.is_wrong(), "{input}: {:?}", answer.diagnostics);
    }
    session
}

/// What a text is completed to.
fn completed(session: &mut Session, text: &str) -> Vec<String> {
    let completions = session.complete(text);
    completions
        .candidates
        .iter()
        .map(|candidate| format!("{}{candidate}", &text[..completions.start]))
        .collect()
}

fn has(session: &mut Session, text: &str, expected: &[&str]) {
    let all = completed(session, text);
    let missing: Vec<&&str> =
        expected.iter().filter(|expected| !all.iter().any(|one| one == *expected)).collect();
    assert!(missing.is_empty(), "{text:?} is not completed to {missing:?}: {all:?}");
}

fn is(session: &mut Session, text: &str, expected: &[&str]) {
    assert_eq!(completed(session, text), expected, "{text:?}");
}

#[test]
fn words_are_variables_functions_and_namespaces() {
    let mut session = session(&[
        "let server_count = 3",
        "fn server_name(i) { `s${i}` }",
        "import \"./lib/service\" as service",
    ]);
    is(&mut session, "serv", &["server_count", "server_name(", "service::"]);
    has(&mut session, "terra", &["terraform::"]);
    has(&mut session, "1 + envi", &["1 + environment(", "1 + environments()"]);
    has(&mut session, "let local = 1; loc", &["let local = 1; local"]);
    has(&mut session, "imp", &["import"]);
    is(&mut session, "let serv", &[]);
}

#[test]
fn namespaces_have_their_functions() {
    let mut session = session(&["import \"./lib/service\" as service"]);
    is(&mut session, "terraform::ro", &["terraform::root("]);
    is(&mut session, "service::", &["service::about()", "service::web("]);
    has(&mut session, "net::", &["net::subnets("]);
    is(&mut session, "nothing::", &[]);
}

#[test]
fn members_are_those_of_the_value_before_the_dot() {
    let inputs = [
        "let env = environment(\"prod\")",
        "let tf = terraform::root(env)",
        "let ports = #{ http: 80, https: 443, inner: #{ deep: 1 } }",
        "let list = [#{ first: 1 }]",
        "let token = secret(\"TOKEN\")",
    ];
    let mut session = session(&inputs);
    has(&mut session, "env.re", &["env.region", "env.requires_approval"]);
    has(&mut session, "env.", &["env.choose(", "env.emit(", "env.name"]);
    has(&mut session, "tf.", &["tf.module(", "tf.locals(", "tf.path"]);
    is(&mut session, "ports.htt", &["ports.http", "ports.https"]);
    has(&mut session, "ports.inner.d", &["ports.inner.deep", "ports.inner.drain("]);
    has(&mut session, "ports.", &["ports.keys()", "ports.map_values("]);
    is(&mut session, "list[0].fir", &["list[0].first"]);
    has(&mut session, "\"text\".", &["\"text\".to_upper()"]);
    has(&mut session, "list.fil", &["list.filter("]);
    has(&mut session, "token.na", &["token.name"]);
    is(&mut session, "nobody.", &[]);
}

#[test]
fn members_are_those_of_what_a_call_gives() {
    let mut session = session(&[]);
    has(&mut session, "environment(\"prod\").reg", &["environment(\"prod\").region"]);
    has(
        &mut session,
        "terraform::root(\"a\").",
        &["terraform::root(\"a\").module(", "terraform::root(\"a\").path"],
    );
    has(
        &mut session,
        "let e = environment(\"prod\"); e.tit",
        &["let e = environment(\"prod\"); e.title"],
    );
    has(&mut session, "for e in environments() { e.tit", &["for e in environments() { e.title"]);
    has(
        &mut session,
        "environments().filter(|e| e.is_cl",
        &["environments().filter(|e| e.is_cloud"],
    );
    has(
        &mut session,
        "environments().map(|e| e.name).jo",
        &["environments().map(|e| e.name).join("],
    );
}

#[test]
fn option_keys_are_those_of_the_call() {
    let mut session = session(&[
        "import \"./lib/service\" as service",
        "import \"./acme\" as acme",
        "let env = environment(\"prod\")",
        "fn own(given) { options(given, #{ size: 1 }) }",
    ]);
    has(
        &mut session,
        "terraform::root(env, #{ req",
        &["terraform::root(env, #{ required_version: "],
    );
    has(
        &mut session,
        "emit(\"a.sh\", \"a\", #{ own: \"seed\", ex",
        &["emit(\"a.sh\", \"a\", #{ own: \"seed\", executable: "],
    );
    is(
        &mut session,
        "service::web(\"a\", #{ ",
        &[
            "service::web(\"a\", #{ port: ",
            "service::web(\"a\", #{ replicas: ",
            "service::web(\"a\", #{ tier: ",
        ],
    );
    is(&mut session, "acme::api(#{ p", &["acme::api(#{ port: "]);
    is(&mut session, "own(#{ s", &["own(#{ size: "]);
    has(&mut session, "secret(\"A\", #{ desc", &["secret(\"A\", #{ description: "]);
    is(&mut session, "env.choose(#{ prod", &["env.choose(#{ production: "]);
    has(&mut session, "env.choose(#{ staging: 1, ", &["env.choose(#{ staging: 1, default: "]);
}

#[test]
fn environments_are_named_where_their_names_are_expected() {
    let mut session = session(&[
        "let env = environment(\"prod\")",
        "let size = \"small\"",
        "secret(\"API_TOKEN\")",
    ]);
    is(&mut session, "environment(\"st", &["environment(\"staging\""]);
    is(
        &mut session,
        "if env == \"",
        &["if env == \"development\"", "if env == \"production\"", "if env == \"staging\""],
    );
    is(&mut session, "if env != \"d", &["if env != \"development\""]);
    is(&mut session, "if size == \"", &[]);
    is(&mut session, "secret(\"API", &["secret(\"API_TOKEN\""]);
    has(&mut session, "secrets::platform(\"het", &["secrets::platform(\"hetzner\""]);
}

#[test]
fn paths_are_those_of_the_project() {
    let mut session = session(&[]);
    is(&mut session, "read_yaml(\"da", &["read_yaml(\"data/"]);
    is(&mut session, "read_yaml(\"data/s", &["read_yaml(\"data/sizes.yaml\""]);
    is(&mut session, "import \"./lib/", &["import \"./lib/service.rhai\""]);
    has(&mut session, "import \"", &["import \"./"]);
    is(&mut session, "read_text(\"nowhere/", &[]);
}

#[test]
fn hints_say_how_a_call_is_written() {
    let mut session =
        session(&["import \"./lib/service\" as service", "let env = environment(\"prod\")"]);
    assert_eq!(
        session.hint("environment(").as_deref(),
        Some("environment(name: string) -> environment")
    );
    assert!(session.hint("emit(").unwrap().contains("and 3 more"));
    assert!(session.hint("emit(\"a\", ").unwrap().starts_with("emit("));
    assert!(session.hint("env.choose(").unwrap().contains("choose(choices: map)"));
    assert!(session.hint("service::web(").unwrap().contains("service::web(name, options: map)"));
    let option = session.hint("service::web(\"a\", #{ port: ").unwrap();
    assert!(option.contains("the port it listens on"), "{option}");
    let option = session.hint("emit(\"a.txt\", \"a\", #{ own: ").unwrap();
    assert!(option.contains("seed"), "{option}");
    assert_eq!(session.hint("let a = 1"), None);
    assert_eq!(session.hint("nobody_knows("), None);
}

#[test]
fn nothing_that_is_typed_breaks_the_help() {
    let mut session = session(&["let env = environment(\"prod\")"]);
    let text = "let x = env.choose(#{ production: `a ${[1, \"b\"]}`, default: |e| e.name == \"x\" }); // é\nimport \"./a\" as b; b::c(\"d\".e[0]?.f(";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let completions = session.complete(&text[..end]);
        assert!(completions.start <= end, "{}", &text[..end]);
        let _said = session.hint(&text[..end]);
    }
}
