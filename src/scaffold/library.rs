//! What a further recipe and a library of recipes start with.

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

/// The files of a library: what others import, its tests, a recipe that shows it, and a page for people.
pub fn library(name: &str) -> [(String, String); 4] {
    let namespace = name.replace('-', "_");
    [
        (
            format!("{name}/{name}.rhai"),
            LIBRARY.replace("NAMESPACE", &namespace).replace("NAME", name),
        ),
        (
            format!("{name}/{name}_test.rhai"),
            TESTS.replace("NAMESPACE", &namespace).replace("NAME", name),
        ),
        (
            format!("{name}/example.rhai"),
            EXAMPLE.replace("NAMESPACE", &namespace).replace("NAME", name),
        ),
        (
            format!("{name}/README.md"),
            README.replace("NAMESPACE", &namespace).replace("NAME", name),
        ),
    ]
}

const LIBRARY: &str = r#"//! NAME: what this library is for, in a sentence.
//!
//! Functions give data and make no files: anyone who imports them says what is emitted, and where.

/// The configuration of a service.
///
/// - `name`: what it is called
/// - `port`: the port it listens on
/// - `replicas`: how many run at once
/// - `tier`: how much memory it gets
/// - `host`: its public name, when it has one
///
/// ```rhai
/// NAMESPACE::service(#{ name: "web", tier: "large" })
/// // => #{ name: "web", port: 8080, replicas: 1, memory: "1Gi" }
/// ```
fn service(given) {
    // What is allowed, with what is taken when it is left out. A wrong key is reported at the caller's line.
    let o = options(given, #{
        name: required("what the service is called"),
        port: 8080,
        replicas: 1,
        tier: one_of(["small", "large"], "small"),
        host: optional("its public name"),
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
    assert_eq(NAMESPACE::service(#{ name: "web" }), #{ name: "web", port: 8080, replicas: 1, memory: "256Mi" });
}

fn test_a_host_is_written_when_there_is_one() {
    assert_eq(NAMESPACE::service(#{ name: "web", host: "www.example.com" }).host, "www.example.com");
}

fn test_wrong_options_are_refused() {
    assert_error(|| NAMESPACE::service(#{}), #{ code: "missing-option", message: "name" });
    assert_error(|| NAMESPACE::service(#{ name: "web", replicas: 0 }), "at least once");
}
"#;

const EXAMPLE: &str = r#"//! How NAME is used: `sw plan example.rhai` here shows what comes out.

import "./NAME" as NAMESPACE;

emit("example/web.yaml", NAMESPACE::service(#{ name: "web", port: 3000, host: "www.example.com" }));
emit("example/worker.yaml", NAMESPACE::service(#{ name: "worker", replicas: 2, tier: "large" }));
"#;

const README: &str = r#"# NAME

What this library is for, in a sentence.

```rhai
import "./NAME/NAME" as NAMESPACE;

emit("config/web.yaml", NAMESPACE::service(#{ name: "web", port: 3000 }));
```

`example.rhai` shows it at work; `sw plan example.rhai` shows what comes out. `sw test` runs `NAME_test.rhai` and the
examples in the documentation; `sw doc ./NAME/NAME` lists its functions and their options.
"#;
