//! How lists, maps and comments are laid out.

use sw::emit::yaml::{Stream, emit};
use sw::emit::{Data, Key, Node, Style};

#[test]
fn a_workflow_looks_handwritten() {
    let deploy = Node::map([
        ("name", "Deploy".into()),
        ("env", Node::map([("TOKEN", "${{ secrets.PROD_TOKEN }}")])),
        ("run", "terraform init\nterraform apply -auto-approve\n".into()),
    ]);
    let mut steps = Node::list([Node::map([("uses", "actions/checkout@v4")]), deploy]);
    steps.spread();
    let job = Node::map([
        ("runs-on", "ubuntu-latest".into()),
        ("environment", Node::from("production").noted("needs approval")),
        ("steps", steps.spaced()),
    ]);
    let mut workflow = Node::map([
        (Key::from("name"), "Deploy to Production".into()),
        (
            Key::plain("on"),
            Node::map([("workflow_dispatch", Node::from(Data::Blank).noted("by hand only"))]),
        ),
        ("jobs".into(), Node::map([("deploy", job)])),
    ]);
    workflow.spread();
    let expected = "\
name: Deploy to Production

on:
  workflow_dispatch:  # by hand only

jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production  # needs approval

    steps:
      - uses: actions/checkout@v4

      - name: Deploy
        env:
          TOKEN: ${{ secrets.PROD_TOKEN }}
        run: |
          terraform init
          terraform apply -auto-approve
";
    assert_eq!(emit(&workflow), expected);
}

#[test]
fn comments_are_where_they_can_be_read() {
    let item = Node::map([
        ("a", Node::from(1).commented(["above a"])),
        ("b", Node::from(2).commented(["above b"]).noted("beside b")),
    ]);
    let node = Node::map([
        (
            "list",
            Node::list([
                item.commented(["above item"]).noted("beside item"),
                Node::list([Node::from(3).commented(["deep"])]),
            ]),
        ),
        ("map", Node::map([("c", 4)]).noted("beside map")),
        ("text", Node::from("x\ny\n").noted("beside text")),
        ("flow", Node::list([5]).in_flow().noted("beside flow")),
        ("opened", Node::list([Node::from(6).noted("inside")]).in_flow()),
        ("tagged", Node::list([Node::map([("d", 7)]).tagged("T").noted("beside tag")])),
    ]);
    let expected = "\
# the document
# about it
list:
  # above item
  # beside item
  # above a
  - a: 1
    # above b
    b: 2  # beside b
  # deep
  - - 3
map:  # beside map
  c: 4
text: |  # beside text
  x
  y
flow: [5]  # beside flow
opened:
  - 6  # inside
tagged:
  - !T  # beside tag
    d: 7
";
    assert_eq!(emit(&node.commented(["the document"]).noted("about it")), expected);
}

#[test]
fn empty_lines_go_between_and_never_into_a_text() {
    let mut node = Node::map([
        ("a", Node::from("x\n\n")),
        ("b", Node::from(1).commented(["above b"])),
        ("c", Node::from(2)),
    ]);
    node.spread();
    assert_eq!(emit(&node), "a: |+\n  x\n\n# above b\nb: 1\n\nc: 2\n");
}

#[test]
fn small_things() {
    let empty = || Node::map::<&str, bool>([]);
    let reference = Node::list([".setup", "script"]).in_flow().tagged("reference");
    let rows = [
        (Node::list([empty(), Node::list::<bool>([])]), "- {}\n- []\n"),
        (
            Node::map([("a", Node::list([Node::list([1, 2]), Node::list([3])]))]),
            "a:\n  - - 1\n    - 2\n  - - 3\n",
        ),
        (Node::map([("a", Node::map([("b", 1)]).in_flow())]), "a: { b: 1 }\n"),
        (Node::map([("script", reference)]), "script: !reference [.setup, script]\n"),
        (Node::map([("bucket", Node::from("Data").tagged("Ref"))]), "bucket: !Ref Data\n"),
        (
            Node::map([("volumes", Node::list([empty()]).tagged("over ride"))]),
            "volumes: !over%20ride\n  - {}\n",
        ),
        (Node::map([("data", Node::from(Data::Blank))]), "data:\n"),
        (Node::list([Data::Null, Data::Blank]), "- null\n- null\n"),
        (
            Node::list([Node::from(true), 1.0.into(), i64::MAX.into()]),
            "- true\n- 1.0\n- 9223372036854775807\n",
        ),
        (Node::map([("y", Node::from("8080").styled(Style::Plain))]), "\"y\": 8080\n"),
        (Node::from(Data::Blank), "null\n"),
        (Node::from("text"), "text\n"),
    ];
    for (node, expected) in rows {
        assert_eq!(emit(&node), expected);
    }
}

#[test]
fn a_name_that_readers_would_lose_gets_a_question_mark() {
    let long = "x".repeat(1001);
    let node = Node::list([Node::map([(long.as_str(), Node::map([("a", 1)]))])]);
    assert_eq!(emit(&node), format!("- ? {long}\n  :\n    a: 1\n"));
    assert_eq!(emit(&Node::map([(long.as_str(), 1)]).in_flow()), format!("? {long}\n: 1\n"));
}

#[test]
fn documents_are_separated() {
    let mut stream = Stream::with_header("Made by sw.");
    for node in [
        Node::from(1).commented(["one"]),
        Node::map([("a", 2)]).commented(["two"]),
        Node::list([3]),
    ] {
        stream.add(&node);
    }
    assert_eq!(stream.finish(), "# Made by sw.\n\n# one\n1\n---\n# two\na: 2\n---\n- 3\n");
}
