//! What a further recipe and a library of recipes start with.

use crate::project::CONFIG;

/// The text of a further recipe of a project.
pub fn recipe_file(name: &str) -> String {
    format!(
        "\
//! What this recipe makes, in a sentence: `{name}`.
//!
//!     sw plan {name}     shows what would change
//!     sw run {name}      writes the files

for env in environments() {{
    // `emit` adds a file; its name says which format it has. What differs is chosen by environment.
    env.emit(`config/{stem}/${{env}}.yaml`, #{{
        environment: env.name,
        replicas: env.choose(#{{ production: 3, default: 1 }}),
    }});
}}
",
        stem = name.rsplit('/').next().unwrap_or(name).trim_end_matches(".rhai"),
    )
}

/// The files of a library: what others import, its tests, a recipe that shows it, a page for people, and the project in
/// which its tests and examples run.
pub fn library(name: &str) -> [(String, String); 5] {
    let namespace = name.replace('-', "_");
    let file = |path: &str, text: &str| {
        let path = format!("{name}/{}", path.replace("NAME", name));
        (path, text.replace("NAMESPACE", &namespace).replace("NAME", name))
    };
    [
        file("NAME.rhai", LIBRARY),
        file("NAME_test.rhai", TESTS),
        file("example.rhai", EXAMPLE),
        file("README.md", README),
        file(CONFIG, PROJECT),
    ]
}

const PROJECT: &str = "\
# The project in which the tests and examples of this library run. Projects that use the library have their own.
project:
  name: NAME
  recipes: [example.rhai]

environments:
  strategy: standard
  definitions:
    - name: development
      deployment: { type: local, target: docker-compose }
    - name: staging
      deployment: { type: cloud, provider: hetzner, region: eu-central }
    - name: production
      deployment: { type: cloud, provider: hetzner, region: eu-central }
      requires_approval: true
";

const LIBRARY: &str = r#"//! NAME: what this library is for, in a sentence.
//!
//! Functions give data and make no files: anyone who imports them says what is emitted, and where.

/// The configuration of a service in an environment.
///
/// - `name`: what it is called
/// - `port`: the port it listens on
/// - `replicas`: how many run at once; two in production, else one
/// - `tier`: how much memory it gets
/// - `host`: its public name, when it has one
///
/// ```rhai
/// # let env = environment("production");
/// NAMESPACE::service(env, #{ name: "web", tier: "large" })
/// // => #{ name: "web", port: 8080, replicas: 2, memory: "1Gi" }
/// ```
fn service(env, given) {
    // What is allowed, with what is taken when it is left out. A wrong key is reported at the caller's line.
    let o = options(given, #{
        name: required("what the service is called", text()),
        port: int(1..=65535).or(8080),
        replicas: int().or(if env.is_production { 2 } else { 1 }),
        tier: one_of(["small", "large"]).or("small"),
        host: optional("its public name", text()),
    });
    check(o.replicas >= 1, "replicas", "a service runs at least once");
    #{
        name: o.name,
        port: o.port,
        replicas: o.replicas,
        memory: memory(o.tier),
        host: o.host,                 // `()` leaves the key out
    }
}

/// How much memory a tier has. Functions that are `private` can't be imported.
private fn memory(tier) {
    switch tier {
        "small" => "256Mi",
        "large" => "1Gi",
        _ => fail(`there is no tier ${tier}`),
    }
}
"#;

const TESTS: &str = r#"//! What NAME promises: `sw test` runs this, and the examples in its documentation.

import "./NAME" as NAMESPACE;

fn test_the_defaults_are_small() {
    let service = NAMESPACE::service(environment("staging"), #{ name: "web" });
    assert_eq(service, #{ name: "web", port: 8080, replicas: 1, memory: "256Mi" });
}

fn test_production_runs_twice() {
    assert_eq(NAMESPACE::service(environment("production"), #{ name: "web" }).replicas, 2);
}

fn test_wrong_options_are_reported_where_they_are_written() {
    let env = environment("staging");
    assert_error(|| NAMESPACE::service(env, #{}), #{ code: "missing-option", message: "name" });
    assert_error(|| NAMESPACE::service(env, #{ name: "web", replicas: 0 }), #{ message: "at least once", at: "replicas: 0" });
}
"#;

const EXAMPLE: &str = r#"//! How NAME is used: `sw plan` here shows what comes out.

import "./NAME" as NAMESPACE;

for env in environments() {
    env.emit(`example/${env}/web.yaml`, NAMESPACE::service(env, #{ name: "web", port: 3000, host: "www.example.com" }));
    env.emit(`example/${env}/worker.yaml`, NAMESPACE::service(env, #{ name: "worker", tier: "large" }));
}
"#;

const README: &str = r#"# NAME

What this library is for, in a sentence. A recipe imports it by its path:

```rhai
import "./NAME/NAME" as NAMESPACE;

for env in environments() {
    env.emit(`config/${env}/web.yaml`, NAMESPACE::service(env, #{ name: "web", port: 3000 }));
}
```

This folder is a project of its own, with the environments in `.specweave/config.yaml`. In it:

- `sw test` runs `NAME_test.rhai` and the examples in the documentation; a project that uses the library does not.
- `sw doc ./NAME` lists its functions and their options. Files in a folder `internal` are left out, and only files beside that
  folder and in it can import them.
- `sw plan` shows what `example.rhai` makes.
"#;
