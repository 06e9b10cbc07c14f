//! Options that a function hands on are documented as its own.

use crate::support::RUNTIME;
use sw::engine::reference::{FunctionDoc, OptionDoc};
use sw::engine::world::MemoryWorld;
use sw::project::Project;

const SERVICE: &str = "\
/// A service.
///
/// - `port`: where it listens
fn service(name, given) {
    options(given, #{ port: required(\"\", int()), tier: \"small\", replicas: required(\"how many\", int()) });
    name
}
private fn inner(given) { options(given, #{ size: 1 }) }
fn sized(given) { inner(given) }
fn nested(given) { options(given, #{ db: #{ size: 1, engine: \"x\" } }) }
";

/// The functions of the library `acme.rhai`, which is in front of `service.rhai`.
fn functions(library: &str) -> Vec<FunctionDoc> {
    let library = format!("import \"./internal/service\" as service;\n{library}");
    let files = [("acme.rhai", library.as_str()), ("internal/service.rhai", SERVICE)];
    let paths: Vec<String> = files.iter().map(|(path, _)| path.to_string()).collect();
    let world: MemoryWorld =
        files.into_iter().map(|(path, text)| (path.to_string(), text.to_string())).collect();
    let runtime = RUNTIME.with(Project::bare("/project".as_ref()), world);
    let (modules, problems) = runtime.modules(&paths);
    assert_eq!(problems, []);
    modules.into_iter().find(|module| module.name == "./acme").expect("it is read").functions
}

fn told(options: &[OptionDoc]) -> Vec<String> {
    let of = |option: &OptionDoc| {
        let default = option.default.as_ref().map(|default| format!(" = {default}"));
        let required = if option.required { "!" } else { "" };
        format!("{}{required}: {}{}", option.name, option.r#type, default.unwrap_or_default())
    };
    options.iter().map(of).collect()
}

#[track_caller]
fn options_of(library: &str, expected: &[&str]) {
    let functions = functions(library);
    assert_eq!(told(&functions[0].options), expected, "{library}");
}

#[test]
fn a_wrapper_has_the_options_of_what_it_calls() {
    let all = ["port!: int", "tier: string = \"small\"", "replicas!: int"];
    options_of("fn web(given) { service::service(\"web\", given) }", &all);
    options_of("fn web(a, b) { let x = 1; return service::service(a, b); }", &all);
    options_of(
        "fn web(given) { own(given) }\nprivate fn own(o) { service::service(\"web\", o) }",
        &all,
    );
    options_of("fn web(given) { service::sized(given) }", &["size: int = 1"]);
    let web = &functions("fn web(name, given) { service::service(name, given) }")[0];
    assert_eq!(web.signature, "acme::web(name, options: map)");
    assert_eq!(
        (&*web.options[0].summary, &*web.options[2].summary),
        ("where it listens", "how many")
    );
}

#[test]
fn what_a_wrapper_sets_is_no_option_and_what_it_suggests_is_a_default() {
    options_of(
        "fn web(given) { service::service(\"web\", given + #{ port: 80 }) }",
        &["tier: string = \"small\"", "replicas!: int"],
    );
    options_of(
        "fn web(given) { service::service(\"web\", #{ replicas: 2 } << given << #{ tier: \"large\" }) }",
        &["port!: int", "replicas: int = 2"],
    );
    let nested = "fn web(given) { service::nested(given << #{ db: #{ size: 1 } }) }";
    options_of(nested, &["db: map"]);
    options_of(
        "fn web(n, given) { service::service(\"web\", #{ replicas: n * 2 } + given) }",
        &["port!: int", "tier: string = \"small\"", "replicas: int = ..."],
    );
}

#[test]
fn what_is_not_handed_on_as_it_is_has_no_options() {
    for library in [
        "fn web(given) { service::service(\"web\", given.service) }",
        "fn web(given) { service::service(given, #{ port: 80 }) }",
        "fn web(given) { web(given) }",
        "fn web(given) { other(given) } fn other(given) { web(given) }",
        "fn web(given) { service::missing(given) }",
        "fn web(given) { missing::service(\"web\", given) }",
    ] {
        options_of(library, &[]);
    }
    options_of(
        "fn web(given) { options(given, #{ own: 1 }); service::sized(given) }",
        &["own: int = 1"],
    );
}

#[test]
fn a_wrapper_of_the_standard_library_has_its_options() {
    let functions = functions(
        "import \"std/hetzner/server\" as server;\nfn key(tf, given) { server::ssh_key(tf, \"ops\", given) }",
    );
    let names: Vec<&str> = functions[0].options.iter().map(|option| option.name.as_str()).collect();
    assert!(names.contains(&"public_key"), "{names:?}");
    assert!(functions[0].options.iter().all(|option| !option.summary.is_empty()));
}
