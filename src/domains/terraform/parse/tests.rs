//! What people type, and what is made of it.

use super::*;
use crate::emit::hcl::{emit, emit_expr};

fn rewritten(text: &str) -> String {
    emit_expr(&expr(text).unwrap_or_else(|error| panic!("{text}: {error}")))
}

fn place(text: &str) -> (u32, u32) {
    let error = expr(text).expect_err("no expression");
    (error.line, error.column)
}

#[test]
fn expressions_become_canonical() {
    for (typed, text) in [
        ("var.a+1", "var.a + 1"),
        ("  \n var.a # why\n + 1 // so\n", "var.a + 1"),
        ("\"${var.a}\"", "var.a"),
        ("\"a${ var.b }\"", "\"a${var.b}\""),
        ("{\"a\":1,b=2}", "{ \"a\" = 1, b = 2 }"),
        ("{\"${a}\"=1, true=2}", "{ (a) = 1, \"true\" = 2 }"),
        ("a.0.b", "a[0].b"),
        ("a.*.b[0]", "a.*.b[0]"),
        ("-  /* 4 */ 5", "-5"),
        ("1e-9 - 0.10", "1e-9 - 0.10"),
        ("99999999999999999999", "99999999999999999999"),
        ("f(a...)", "f(a...)"),
        ("<<EOT\n  a\nEOT\n", "\"  a\\n\""),
        ("\"%{ if a }\\\"$${b}\\u00e9\\n%{ endif }\"", "\"%{if a}\\\"$${b}é\\n%{endif}\""),
        ("\u{feff}a", "a"),
    ] {
        assert_eq!(rewritten(typed), text, "{typed}");
    }
}

#[test]
fn errors_have_their_place() {
    assert_eq!(place(""), (1, 1));
    assert_eq!(place("a b"), (1, 3));
    assert_eq!(place("a)"), (1, 2));
    assert_eq!(place("a +\n  *"), (2, 3));
    assert_eq!(place("日本 + ]"), (1, 6));
    assert_eq!(place("a +"), (1, 4));
    assert_eq!(place(" a) + (b"), (1, 3));
    assert_eq!(place("a) + (b +\nc"), (1, 1));
    assert_eq!(place("a.*.0"), (1, 4));
    assert_eq!(place("[for a in b : for]"), (1, 15));
    let error = body("a = 1\nb = [\n").expect_err("a bracket is missing");
    assert_eq!((error.line, error.column), (2, 6));
    assert!(body("a = 1\na = 2\n").is_err());
    let error = body("a = 1\n  b \"$c\" {}\n").expect_err("a label that fmt would drop");
    assert_eq!((error.line, error.column), (2, 3));
}

#[test]
fn other_comments_and_line_ends_are_read() {
    let typed = "\r\n\r\n/* a\r\n * b */\r\nx = 1 // c\r\n\r\n\r\ny = [ // d\r\n1 /* e */, 2 # f\r\n]\r\nz { a = 1 } # g\r\nw { # h\r\n} # i\r\n";
    let text = "# a\n# b\nx = 1 # c\n\ny = [\n  # d\n  1, # e\n  2, # f\n]\n\nz { # g\n  a = 1\n}\n\nw { # h\n  # i\n}\n";
    assert_eq!(emit(&body(typed).expect("good HCL")), text);
}

#[test]
fn indentation_is_taken_away_as_terraform_does() {
    let typed =
        "a = <<-EOT\n      x\n   \n    ${b}\n    %{ if c }\n     d\n    %{ endif }\n  EOT\n";
    let text = "a = <<-EOT\n    x\n   \n  ${b}\n  %{if c}\n   d\n  %{endif}\nEOT\n";
    assert_eq!(emit(&body(typed).expect("good HCL")), text);
}
