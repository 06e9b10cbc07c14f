//! Reading the project's files.

use super::support::{RECIPE, error_with, told, value_with};

#[test]
fn data_is_read_with_its_order() {
    let files = [
        ("config/app.yaml", "z: 1\na: [x, y]\n"),
        ("config/all.yaml", "a: 1\n---\na: 2\n"),
        ("package.json", "{ \"version\": \"1.2.3\" }"),
        ("Cargo.toml", "[package]\nversion = \"0.1.0\"\n"),
        ("run.sh", "echo hi\n"),
        ("config/deep/x.yaml", "1"),
    ];
    let cases = [
        ("read_yaml(\"config/app.yaml\")", "#{ z: 1, a: [\"x\", \"y\"] }"),
        ("read_yaml(\"./config/app.yaml\").z", "1"),
        ("read_yaml_all(\"config/all.yaml\").len()", "2"),
        ("read_json(\"package.json\").version", "\"1.2.3\""),
        ("read_toml(\"Cargo.toml\").package.version", "\"0.1.0\""),
        ("read_text(\"run.sh\")", "\"echo hi\\n\""),
        ("list_files(\"config\")", "[\"config/all.yaml\", \"config/app.yaml\"]"),
        ("list_files(\"./config/\").map(|path| read_yaml_all(path).len())", "[2, 1]"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value_with(expression, &files), expected, "{expression}");
    }
}

#[test]
fn a_library_reads_beside_itself() {
    let files = [
        ("lib/web.rhai", "fn defaults() { read_yaml(\"./web.yaml\") }"),
        ("lib/web.yaml", "port: 80\n"),
        ("web.yaml", "port: 1\n"),
    ];
    assert_eq!(value_with("import \"./lib/web\" as web; web::defaults().port", &files), "80");
}

#[test]
fn a_mistake_is_shown_in_the_file_that_is_read() {
    let cases = [
        (
            "read_yaml(\"a.yaml\")",
            "a.yaml",
            "a: 1\nb: c: d\n",
            "a.yaml:2:5: unexpected key with a colon",
        ),
        (
            "read_json(\"a.json\")",
            "a.json",
            "{\n  \"a\": 1,\n}",
            "a.json:3:1: no comma is allowed before a closing bracket",
        ),
        (
            "read_toml(\"a.toml\")",
            "a.toml",
            "a = 1\nb = \n",
            "a.toml:2:5: string values must be quoted, expected literal string",
        ),
        (
            "read_yaml(\"a.yaml\")",
            "a.yaml",
            "a: 1\n---\nb: 2\n",
            "a.yaml:3:1: a second document starts here",
        ),
    ];
    for (expression, path, text, expected) in cases {
        let error = error_with(expression, &[(path, text)]);
        assert_eq!(told(&error), expected, "{expression}");
        let (place, why) = &error.related[0];
        assert_eq!(
            (place.file.as_str(), place.start.line, why.as_str()),
            (RECIPE, 1, "it is read here")
        );
    }
}

#[test]
fn a_wrong_option_from_a_file_is_told_in_the_file() {
    let library = (
        "lib.rhai",
        "fn team(given) { let o = options(given, #{ name: required(\"its name\"), size: 1 }); check(o.size < 9, \"size\", \"too many\"); o }",
    );
    let cases = [
        (
            "a.yaml",
            "teams:\n  - name: web\n  - name: shop\n    sise: 2\n",
            "a.yaml:4:5: there is no option `sise`",
        ),
        ("a.yaml", "teams:\n  - name: web\n    size: 20\n", "a.yaml:3:5: too many"),
        (
            "a.json",
            "{ \"teams\": [\n  { \"name\": \"web\", \"size\": \"big\" }\n] }",
            "a.json:2:20: `size` must be an int, not the string \"big\"",
        ),
        ("a.yaml", "teams:\n  - size: 2\n    x: 1\n", "a.yaml:3:5: there is no option `x`"),
    ];
    for (path, text, expected) in cases {
        let read = if path.ends_with("json") { "read_json" } else { "read_yaml" };
        let recipe = format!(
            "import \"./lib\" as lib; let all = {read}(\"{path}\").teams.map(|team| lib::team(team));"
        );
        assert_eq!(told(&error_with(&recipe, &[library, (path, text)])), expected, "{text}");
    }
    // What a recipe changed is no longer what stands in the file.
    let recipe = "import \"./lib\" as lib;\nlib::team(read_yaml(\"a.yaml\") + #{ sise: 2 })";
    assert_eq!(
        told(&error_with(recipe, &[library, ("a.yaml", "name: web\nx: 1\n")])),
        "2:36: there is no option `sise`"
    );
}

#[test]
fn what_can_not_be_read_is_explained() {
    let files = [("config/app.yaml", "a: 1")];
    let error = error_with("read_yaml(\"config/ap.yaml\")", &files);
    assert_eq!(told(&error), "1:1: `config/ap.yaml` can't be read: there is no such file");
    assert_eq!(error.hints, ["did you mean `app.yaml`?"]);
    let cases = [
        ("read_text(\"../x\")", "1:1: `../x` leaves the project"),
        ("read_text(\"/etc/passwd\")", "1:1: `/etc/passwd` is no path inside the project"),
        (
            "read_text(\".env.production\")",
            "1:1: `.env.production` holds the real values of secrets, which a recipe never sees",
        ),
        ("list_files(\"nowhere\")", "1:1: `nowhere` can't be read: there is no such file"),
    ];
    for (expression, expected) in cases {
        assert_eq!(told(&error_with(expression, &files)), expected, "{expression}");
    }
}

#[test]
fn functions_of_several_files_are_kept_apart() {
    let files = [
        (
            "a.rhai",
            "fn shown(x) { let y = inner(x); inner(y) }\nprivate fn inner(x) { x + \"a\" }\n",
        ),
        (
            "b.rhai",
            "fn shown(x) { let y = inner(x); inner(y) }\nprivate fn inner(x) { let f = |y| own(y, \"b\"); x + f.call(\"\") }\nprivate fn own(a, b) { a + b }\n",
        ),
        (
            "c.rhai",
            "import \"./a\" as a;\nimport \"./b\" as b;\nfn shown(x) { inner(x) + inner(x) + a::shown(x) + b::shown(x) + inner(x) }\nprivate fn inner(x) { let inner = \"c\"; x + inner }\nprivate fn own(a, b) { b + a }\n",
        ),
    ];
    let recipe = "import \"./a\" as a; import \"./b\" as b; import \"./c\" as c; fn inner(x) { x + \"!\" } \
                  [inner(\"-\"), inner(\"-\"), a::shown(\"\"), b::shown(\"\"), c::shown(\"\"), inner(\"-\"), [1].map(|n| inner(\"\"))]";
    assert_eq!(
        value_with(recipe, &files),
        "[\"-!\", \"-!\", \"aa\", \"bb\", \"ccaabbc\", \"-!\", [\"!\"]]"
    );
}

#[test]
fn functions_of_several_files_are_told_by_their_own_names() {
    let files = [
        ("a.rhai", "fn shown(x) { inner(x) }\nprivate fn inner(x) { x }\n"),
        ("b.rhai", "fn shown(x) { inner(x) }\nprivate fn inner(x) { [x].map(|y| fail(\"no\")) }\n"),
    ];
    let error =
        error_with("import \"./a\" as a; import \"./b\" as b; a::shown(1); b::shown(2)", &files);
    let calls: Vec<&str> = error.trace.iter().map(|call| call.what.as_str()).collect();
    assert_eq!((error.message.as_str(), calls), ("no", Vec::new()));
    let error = error_with(
        "import \"./a\" as a; import \"./b\" as b; a::shown(1); b::shown(2)",
        &[files[0], ("b.rhai", "fn shown(x) { inner(x) }\nprivate fn inner(x) { x.y }\n")],
    );
    let calls: Vec<&str> = error.trace.iter().map(|call| call.what.as_str()).collect();
    assert_eq!(calls, ["`inner` was called", "`shown` was called"]);
}

#[test]
fn no_name_of_an_author_is_taken_for_one_that_keeps_files_apart() {
    let files = [
        ("a.rhai", "fn shown(x) { size(x) }\nprivate fn size(x) { x }\n"),
        ("b.rhai", "fn size_of_file_1(x) { size(x) }\nprivate fn size(x) { x + \"b\" }\n"),
    ];
    let recipe =
        "import \"./a\" as a; import \"./b\" as b; [a::shown(\"-\"), b::size_of_file_1(\"-\")]";
    assert_eq!(value_with(recipe, &files), "[\"-\", \"-b\"]");
}
