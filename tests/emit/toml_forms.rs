//! TOML: tables, inline tables and comments.

use sw::emit::toml::emit;
use sw::emit::{Data, Node};

fn text(node: &Node<'_>) -> String {
    emit(node).unwrap()
}

#[test]
fn tables_go_behind_values_and_name_no_more_than_they_must() {
    let env = Node::map([("HOST", "a.example")]);
    let node = Node::map([
        ("env", Node::map([("production", Node::map([("vars", env)]))])),
        ("name", "shop".into()),
        ("routes", Node::list([Node::map([("path", "/a")]), Node::map([("path", "/b")])])),
        ("limits", Node::map([("cpu", 50)]).in_flow()),
        ("empty", Node::map::<&str, bool>([])),
        ("none", Node::list::<bool>([])),
    ]);
    let expected = "name = \"shop\"\nlimits = { cpu = 50 }\nnone = []\n\n[env.production.vars]\nHOST = \"a.example\"\n\n\
                    [[routes]]\npath = \"/a\"\n\n[[routes]]\npath = \"/b\"\n\n[empty]\n";
    assert_eq!(text(&node), expected);
}

#[test]
fn comments_keep_their_places() {
    let node = Node::map([
        ("a", Node::from(1).commented(["above a"]).noted("beside a")),
        ("b", Node::from(2).spaced()),
        (
            "list",
            Node::list([
                Node::from(1).noted("one"),
                Node::map([("x", Node::from(2).commented(["two"]))]),
            ])
            .noted("of two"),
        ),
        ("line", Node::map([("x", Node::from(1).noted("inside"))]).in_flow()),
        ("table", Node::map([("c", 3)]).commented(["above table"]).noted("beside table")),
        (
            "tables",
            Node::list([Node::map([("d", 4)]).commented(["first"]), Node::map([("d", 5)])])
                .commented(["all"]),
        ),
        ("outer", Node::map([("inner", Node::map([("e", 6)]))]).commented(["kept"])),
    ])
    .commented(["the file"]);
    let expected = "# the file\n# above a\na = 1  # beside a\n\nb = 2\nlist = [\n  # one\n  1,\n  # two\n  { x = 2 },\n]  # of two\n\
                    # inside\nline = { x = 1 }\n\n# above table\n[table]  # beside table\nc = 3\n\n# all\n# first\n[[tables]]\nd = 4\n\n\
                    [[tables]]\nd = 5\n\n# kept\n[outer]\n\n[outer.inner]\ne = 6\n";
    assert_eq!(text(&node), expected);
}

#[test]
fn texts_are_quoted_as_people_would() {
    let long = "x".repeat(50);
    let node = Node::map([
        ("plain", Node::from("a b")),
        ("quotes", "say \"hi\"".into()),
        ("path", r"C:\temp".into()),
        ("lines", "one\ntwo\n".into()),
        ("key with space", 1.0.into()),
        ("long", Node::list([long.as_str(), long.as_str()])),
    ]);
    let expected = format!(
        "plain = \"a b\"\nquotes = 'say \"hi\"'\npath = 'C:\\temp'\nlines = \"\"\"\none\ntwo\n\"\"\"\n\
         \"key with space\" = 1.0\nlong = [\n  \"{long}\",\n  \"{long}\",\n]\n"
    );
    assert_eq!(text(&node), expected);
}

#[test]
fn what_toml_does_not_have_is_named() {
    let message = |node: &Node<'_>| emit(node).unwrap_err().to_string();
    assert_eq!(message(&Node::list([1])), "the root is not a map, and a TOML file is one");
    assert_eq!(
        message(&Node::map([("a", Node::list([Node::from(Data::Null)]))])),
        "`a[0]` is null, which TOML doesn't have"
    );
    let tables =
        Node::map([("a", Node::list([Node::map([("b", Node::from("x").tagged("Ref"))])]))]);
    assert_eq!(message(&tables), "`a[0].b` has the tag `!Ref`, which only YAML has");
}
