//! Mistakes in what a recipe hands to the library of an organisation, which hands it on to another file, to the
//! standard library or to a target: each is reported where the author wrote it.
//!
//! What is wrong comes after `<!>`, in whichever file that is. Each mistake is written in each of the ways in which a
//! recipe can put its options together.

use std::sync::{Arc, LazyLock};
use sw::diag::Diagnostic;
use sw::engine::world::MemoryWorld;
use sw::project::Project;
use sw::testing::{self, Outcome, Settings};
use sw::{Output, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    Runtime::builder().world(MemoryWorld::default()).build().expect("a world needs no folder")
});

const CONFIG: &str = "\
environments:
  strategy: standard
  definitions:
    - { name: staging, deployment: { type: cloud, provider: hetzner, region: eu-central } }
    - { name: production, deployment: { type: cloud, provider: hetzner, region: eu-central } }
";

/// A mistake as a recipe writes it and as a data file does, and what is said about it.
struct Mistake(&'static str, &'static str, &'static str);

const MISTAKES: [Mistake; 12] = [
    Mistake("<!>cuont: 1", "<!>cuont: 1", "there is no option `cuont`"),
    Mistake("<!>count: \"9\"", "<!>count: \"9\"", "`count` must be an int"),
    Mistake("<!>tier: \"medium\"", "<!>tier: medium", "`tier` can't be \"medium\""),
    Mistake("<!>count: 20", "<!>count: 20", "a service has at most 9"),
    Mistake(
        "alerts: [#{ name: \"a\", level: 2 }, #{ name: \"b\", <!>level: 7 }]",
        "alerts: [{ name: a, level: 2 }, { name: b, <!>level: 7 }]",
        "`level` can't be 7",
    ),
    Mistake(
        "alerts: [#{ name: \"a\", level: 2 }, <!>#{ level: 2 }, #{ name: \"c\" }]",
        "alerts: [{ name: a, level: 2 }, <!>{ level: 2 }, { name: c }]",
        "the option `name` is missing",
    ),
    Mistake(
        "routes: [#{ path: \"/a\", port: 80 }, #{ path: \"/b\", <!>prot: 80 }]",
        "routes: [{ path: /a, port: 80 }, { path: /b, <!>prot: 80 }]",
        "there is no option `prot`",
    ),
    Mistake(
        "db: #{ backup: #{ to: \"s3\" }, <!>engine: \"oracle\" }",
        "db: { backup: { to: s3 }, <!>engine: oracle }",
        "`engine` can't be \"oracle\"",
    ),
    Mistake(
        "db: #{ size: 20, backup: #{ to: \"s3\", <!>keep: \"long\" } }",
        "db: { size: 20, backup: { to: s3, <!>keep: long } }",
        "`keep` must be an int",
    ),
    Mistake(
        "db: #{ size: 20, backup: <!>#{ keep: 3 } }",
        "db: { size: 20, backup: <!>{ keep: 3 } }",
        "the option `to` is missing",
    ),
    Mistake(
        "key: #{ name: \"ops\", <!>lables: #{ a: \"b\" } }",
        "key: { name: ops, <!>lables: { a: b } }",
        "there is no option `lables`",
    ),
    Mistake(
        "steps: [#{ name: \"a\", run: \"b\" }, #{ name: \"c\", <!>rnu: \"d\" }]",
        "steps: [{ name: a, run: b }, { name: c, <!>rnu: d }]",
        "has no key `rnu`",
    ),
];

/// Ways to hand over what is wrong, `@`: in the recipe or in a file that it reads.
const WAYS: [(&str, &str); 14] = [
    ("a literal", "acme::service(#{ name: \"a\", @ });"),
    ("a variable", "let given = #{ name: \"a\", @ };\nlet copy = given;\nacme::service(copy);"),
    (
        "the right side of +",
        "let base = #{ name: \"a\", count: 3, tier: \"large\", alerts: [#{ name: \"z\" }] };\nacme::service(base + #{ @ });",
    ),
    (
        "the left side of +",
        "let base = #{ labels: #{}, @ };\nacme::service(base + #{ name: \"a\" });",
    ),
    (
        "<<",
        "let base = #{ name: \"a\", count: 3, tier: \"large\", labels: #{ a: \"b\" } };\nacme::service(base << #{ labels: #{ c: \"d\" }, @ });",
    ),
    (
        "a function",
        "fn given(name) {\n    #{ name: name, @ }\n}\nfn hand_on(given) { acme::service(given) }\nhand_on(given(\"a\"));",
    ),
    (
        "a closure",
        "let all = [#{ name: \"a\" }, #{ name: \"b\", @ }];\nall.map(|given| acme::service(given));",
    ),
    (
        "a loop",
        "let all = [#{ name: \"a\", count: 3 }, #{ name: \"b\", @ }];\nfor given in all { acme::service(given) }",
    ),
    (
        "a map of maps",
        "let all = #{ a: #{ count: 3 }, b: #{ @ } };\nfor item in entries(all) { acme::service(#{ name: item.key } << item.value) }",
    ),
    (
        "functions of maps",
        "let all = #{ name: \"a\", other: 1, @ };\nacme::service(compact(omit(all, [\"other\"])).filter(|key, value| true));",
    ),
    (
        "a choice",
        "let env = environment(\"staging\");\nacme::service(env.choose(#{ production: #{ name: \"a\", count: 2 }, default: #{ name: \"a\", @ } }));",
    ),
    ("YAML", "acme::service(#{ name: \"a\" } + read_yaml(\"data.yaml\"));"),
    ("JSON", "for given in read_json(\"data.json\").all { acme::service(given) }"),
    ("YAML of many", "for given in read_yaml_all(\"many.yaml\") { acme::service(given) }"),
];

fn files(way: usize, mistake: &Mistake) -> Vec<(String, String)> {
    let Mistake(recipe, data, _) = mistake;
    let named = data.replace(": ", ":: ").replace("::", ":");
    let files = [
        ("acme.rhai", include_str!("places/acme.rhai").to_string()),
        ("parts.rhai", include_str!("places/parts.rhai").to_string()),
        (
            "deploy.rhai",
            format!("import \"./acme\" as acme;\n{}", WAYS[way].1.replace('@', recipe)),
        ),
        ("data.yaml", format!("# Options.\n{data}\n")),
        ("data.json", format!("{{\n  \"all\": [{{ \"name\": \"b\", {} }}]\n}}\n", as_json(&named))),
        ("many.yaml", format!("name: a\ncount: 2\n---\nname: b\n{data}\n")),
    ];
    let is_used = |name: &str| {
        !name.starts_with("data") && !name.starts_with("many") || WAYS[way].1.contains(name)
    };
    files
        .into_iter()
        .filter(|(name, _)| is_used(name))
        .map(|(name, text)| (name.into(), text))
        .collect()
}

/// Data of YAML's flow style with quotes around its words.
fn as_json(data: &str) -> String {
    let mut json = String::new();
    let mut word = String::new();
    for c in data.chars().chain([' ']) {
        if c.is_ascii_alphanumeric() || c == '/' {
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            let quoted = word.starts_with(|c: char| !c.is_ascii_digit()) && !json.ends_with('"');
            json.push_str(&if quoted { format!("\"{word}\"") } else { word.clone() });
            word.clear();
        }
        json.push(c);
    }
    json
}

/// The files without the mark, and where it was.
fn marked(files: Vec<(String, String)>) -> (Vec<(String, String)>, String) {
    let mut place = String::new();
    let strip = |(name, text): (String, String)| {
        if let Some((before, _)) = text.split_once("<!>") {
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            place = format!("{name}:{line}:{column}");
        }
        (name, text.replace("<!>", ""))
    };
    let files = files.into_iter().map(strip).collect();
    (files, place)
}

fn run(files: Vec<(String, String)>) -> Output {
    let world: MemoryWorld = files.into_iter().collect();
    RUNTIME.with(project(), world).run("deploy.rhai")
}

fn project() -> Project {
    let (project, problems) = Project::parse("/project".as_ref(), CONFIG, "config.yaml");
    project.unwrap_or_else(|| panic!("the configuration is wrong: {problems:?}"))
}

fn of(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

/// What came of tests of files.
fn tested(files: &[(&str, &str)]) -> Vec<Outcome> {
    let world: MemoryWorld = of(files).into_iter().collect();
    let runtime = RUNTIME.with(project(), world.clone());
    let recipes = files.iter().filter(|(name, _)| name.ends_with(".rhai"));
    let paths: Vec<String> = recipes.map(|(name, _)| name.to_string()).collect();
    let found = testing::find(&runtime, &paths);
    testing::run(&runtime, &Arc::new(world), &found.tests, &Settings::default(), &|_| {})
}

fn places(messages: &[Diagnostic]) -> Vec<String> {
    let place = |message: &Diagnostic| message.place.as_ref().map(ToString::to_string);
    messages.iter().map(|message| place(message).unwrap_or_default()).collect()
}

#[test]
fn each_mistake_is_reported_where_it_was_written() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for (way, (name, _)) in WAYS.iter().enumerate() {
        for mistake in &MISTAKES {
            count += 1;
            let (files, place) = marked(files(way, mistake));
            let output = run(files);
            let error = output.diagnostics.iter().find(|message| message.is_error());
            let found = error.map(|error| {
                let at = error.place.as_ref().map(ToString::to_string).unwrap_or_default();
                (
                    error.message.contains(mistake.2) && at == place,
                    format!("{at}: {}", error.message),
                )
            });
            match found {
                Some((true, _)) => {}
                found => wrong.push(format!(
                    "{name}, {}: expected {place}, found {}",
                    mistake.0,
                    found.map_or("no error".into(), |(_, found)| found)
                )),
            }
        }
    }
    assert!(count >= 80);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A library that reports without stopping, and one that stops.
const REPORTING: &str = "\
fn open(given) {
    let o = options(given, #{ size: 1, ports: [] });
    warn(\"use `closed`\");
    error(\"size\", \"at most 3\");
    for port in o.ports { error(`${port} is open`); }
    o
}
fn stopped() { fail(\"no more\") }
";

#[test]
fn a_library_reports_at_the_call_of_its_user() {
    let recipe = "import \"./lib\" as lib;\nfn own() {\n    lib::open(#{\n        size: 5,\n        ports: [1, 2],\n    })\n}\nemit(\"a.yaml\", own());";
    let output = run(of(&[("deploy.rhai", recipe), ("lib.rhai", REPORTING)]));
    let messages: Vec<&str> = output.diagnostics.iter().map(|message| &*message.message).collect();
    assert_eq!(messages, ["use `closed`", "at most 3", "1 is open", "2 is open"]);
    assert_eq!(
        places(&output.diagnostics),
        ["deploy.rhai:3:10", "deploy.rhai:4:9", "deploy.rhai:3:10", "deploy.rhai:3:10"]
    );
    for message in &output.diagnostics {
        assert_eq!(message.related[0].0.file, "lib.rhai", "{message:?}");
        assert_eq!(message.trace[0].what, "`own` was called", "{message:?}");
    }
    let output = run(of(&[
        ("deploy.rhai", "import \"./lib\" as lib;\nlet all = [1].map(|n| lib::stopped());"),
        ("lib.rhai", REPORTING),
    ]));
    assert_eq!(places(&output.diagnostics), ["deploy.rhai:2:28"]);
}

#[test]
fn a_test_says_where_an_error_is_reported() {
    let library = ("lib.rhai", "fn web(given) { options(given, #{ replicas: 1 }) }");
    let test = |at: &str| {
        let test = format!(
            "import \"./lib\" as lib;\nfn test_it() {{ assert_error(|| lib::web(#{{ replica: 2 }}), #{{ at: \"{at}\" }}); }}"
        );
        tested(&[library, ("lib_test.rhai", &test)]).remove(0).messages
    };
    assert_eq!(test("replica: 2"), []);
    let failed = test("web");
    assert_eq!(failed[0].message, "the error should be reported at `web`");
    assert_eq!(
        failed[0].notes[0],
        "it is reported at lib_test.rhai:2:44: `replica: 2 }), #{ at: \"web\" }); }`"
    );
}

#[test]
fn a_test_says_it_of_what_libraries_hand_on() {
    let files = [
        ("vendor/acme/.specweave/config.yaml", ""),
        (
            "vendor/acme/acme.rhai",
            "export import \"./internal/parts\" as parts;\nfn web(given) { parts::web(#{ tier: \"large\" } + given) }",
        ),
        (
            "vendor/acme/internal/parts.rhai",
            "import \"std/hetzner/server\" as server;\n\
             fn web(given) { options(given, #{ tier: \"small\", db: #{ size: int(1..9) } }) }\n\
             fn key(tf, given) { server::ssh_key(tf, \"ops\", given) }",
        ),
        ("values.yaml", "web:\n  db:\n    size: 20\n"),
        (
            "acme_test.rhai",
            "import \"./vendor/acme/acme\" as acme;\n\
             fn test_key() { assert_error(|| acme::web(#{ db: #{ size: 3, engine: 1 } }), #{ at: \"engine: 1\" }); }\n\
             fn test_variable() { let size = 20; let db = #{ size: size }; assert_error(|| acme::web(#{ db: db }), #{ at: \"20; let db\" }); }\n\
             fn test_file() { assert_error(|| acme::web(read_yaml(\"values.yaml\").web), #{ at: \"size: 20\" }); }\n\
             fn test_standard() { let tf = terraform::root(\"x\"); assert_error(|| acme::parts::key(tf, #{ public_key: 1 }), #{ at: \"public_key: 1\" }); }\n",
        ),
    ];
    for outcome in tested(&files) {
        assert_eq!(outcome.messages, [], "{}", outcome.test.full_name());
    }
}

#[test]
fn an_example_that_fails_has_a_place() {
    let text = "/// The port.\n///\n/// ```rhai\n/// web::port()\n/// // => 81\n/// ```\nfn port() { 80 }\n";
    let outcomes = tested(&[("web.rhai", text)]);
    assert_eq!(places(&outcomes[0].messages), ["web.rhai:5:1"]);
}

#[test]
fn what_could_be_better_in_a_library_is_for_its_own_tests() {
    let library = "import \"./other\" as other;\nfn port() { 80 }\n";
    let test = "import \"./web\" as web;\nfn test_it() { assert_eq(web::port(), 80); }";
    let outcomes = tested(&[("web.rhai", library), ("other.rhai", ""), ("web_test.rhai", test)]);
    assert_eq!(places(&outcomes[0].warnings), ["web.rhai:1:21"]);
    let recipe = "import \"./vendor/acme/web\" as web;\nemit(\"a.yaml\", #{ port: web::port() });";
    let mut files = vec![
        ("deploy.rhai", recipe),
        ("vendor/acme/web.rhai", library),
        ("vendor/acme/other.rhai", ""),
    ];
    assert_eq!(run(of(&files)).diagnostics.len(), 1);
    files.push(("vendor/acme/.specweave/config.yaml", ""));
    assert_eq!(run(of(&files)).diagnostics, []);
}

#[test]
fn a_key_of_another_map_is_not_suggested() {
    let recipe =
        |map: &str| format!("import \"./lib\" as lib;\nlet a = {map};\nprint(a.nme);\nlib::x();");
    let hint = |map: &str| {
        let library = ("lib.rhai", "fn x() { #{ Name: 2 }.Name }");
        run(of(&[("deploy.rhai", &recipe(map)), library])).diagnostics[0].hints[0].clone()
    };
    assert_eq!(hint("#{ name: 1, arn: 2 }"), "did you mean `name`?");
    assert!(!hint("#{ arn: 2 }").contains("Name"));
}
