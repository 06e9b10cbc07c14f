//! Tables of good and bad expressions, apart from any workflow.

use crate::diag::Diagnostic;
use crate::domains::github::expression::check::declared::Declared;
use crate::domains::github::expression::check::script::Script;
use crate::domains::github::expression::check::{untrusted, vocabulary};
use crate::domains::github::expression::syntax::parse::parse;
use crate::value::{Path, Value};

/// Source and canonical text.
const GOOD: &[(&str, &str)] = &[
    ("null", "null"),
    ("true", "true"),
    ("false", "false"),
    ("711", "711"),
    ("-9.2", "-9.2"),
    ("+1", "+1"),
    ("0xff", "0xff"),
    ("0o17", "0o17"),
    ("-2.99e-2", "-2.99e-2"),
    ("1E+3", "1E+3"),
    ("''", "''"),
    ("'It''s open source!'", "'It''s open source!'"),
    ("''''", "''''"),
    ("'}} ${{'", "'}} ${{'"),
    ("'grün'", "'grün'"),
    ("  github.sha  ", "github.sha"),
    ("github . sha", "github.sha"),
    ("github['sha']", "github['sha']"),
    ("GITHUB.SHA", "GITHUB.SHA"),
    ("github.event.commits[0].message", "github.event.commits[0].message"),
    ("github.event.issue.labels.*.name", "github.event.issue.labels.*.name"),
    ("github.event.issue.labels[*].name", "github.event.issue.labels.*.name"),
    ("env[format('{0}_URL', matrix.os)]", "env[format('{0}_URL', matrix.os)]"),
    ("job.services.postgres.ports[5432]", "job.services.postgres.ports[5432]"),
    ("strategy.fail-fast", "strategy.fail-fast"),
    ("!true", "!true"),
    ("! cancelled( )", "!cancelled()"),
    ("!!true", "!!true"),
    ("1<2", "1 < 2"),
    ("1<=2", "1 <= 2"),
    ("1>2", "1 > 2"),
    ("1>=2", "1 >= 2"),
    ("1==2", "1 == 2"),
    ("1!=2", "1 != 2"),
    ("true&&false||true", "true && false || true"),
    ("( true||false )&&true", "(true || false) && true"),
    ("github.ref\n  == 'refs/heads/main'", "github.ref == 'refs/heads/main'"),
    ("contains('Hello world','llo')", "contains('Hello world', 'llo')"),
    ("STARTSWITH('a', 'b')", "STARTSWITH('a', 'b')"),
    ("join(needs.*.result)", "join(needs.*.result)"),
    ("fromJSON('{\"a\": [1]}').a[0]", "fromJSON('{\"a\": [1]}').a[0]"),
    ("(github.event || inputs).name", "(github.event || inputs).name"),
    ("hashFiles('**/Cargo.lock', '!target/**')", "hashFiles('**/Cargo.lock', '!target/**')"),
    ("case(true, 'a', false, 'b', 'c')", "case(true, 'a', false, 'b', 'c')"),
    ("success() && failure() || always()", "success() && failure() || always()"),
    ("github.event.anything.at.all", "github.event.anything.at.all"),
    ("secrets.GITHUB_TOKEN", "secrets.GITHUB_TOKEN"),
    ("github.token", "github.token"),
    ("NaN != Infinity", "NaN != Infinity"),
];

/// Source, and what is said about it.
const BROKEN: &[(&str, &str)] = &[
    ("", "expected a value, found the end, in column 1"),
    ("'open", "this text has no closing `'`, in column 1"),
    ("'it's'", "this text has no closing `'`, in column 6"),
    ("github.ref == \"main\"", "`\"` has no meaning here, in column 15"),
    ("a = b", "`=` has no meaning here, in column 3"),
    ("a & b", "`&` has no meaning here, in column 3"),
    ("a | b", "`|` has no meaning here, in column 3"),
    ("1 + 2", "`+` has no meaning here, in column 3"),
    ("grün", "`ü` has no meaning here, in column 3"),
    ("'ü' == ?", "`?` has no meaning here, in column 8"),
    ("${{ github.sha }}", "`$` has no meaning here, in column 1"),
    ("github.", "expected a name or `*`, found the end, in column 8"),
    ("github..sha", "expected a name or `*`, found `.`, in column 8"),
    ("github.'sha'", "expected a name or `*`, found `'sha'`, in column 8"),
    ("github['sha'", "expected `]`, found the end, in column 13"),
    ("github[]", "expected a value, found `]`, in column 8"),
    ("(true", "expected `)`, found the end, in column 6"),
    ("true)", "expected an operator or the end, found `)`, in column 5"),
    ("()", "expected a value, found `)`, in column 2"),
    ("true &&", "expected a value, found the end, in column 8"),
    ("&& true", "expected a value, found `&&`, in column 1"),
    ("true !false", "expected an operator or the end, found `!`, in column 6"),
    ("not true", "expected an operator, found `true`, in column 5"),
    ("contains('a' 'b')", "expected `)`, found `'b'`, in column 14"),
    ("contains('a',)", "expected a value, found `)`, in column 14"),
    ("contains('a', 'b'", "expected `)`, found the end, in column 18"),
    ("1.2.3", "`1.2.3` is no number, in column 1"),
    ("0xzz", "`0xzz` is no number, in column 1"),
    ("12abc", "`12abc` is no number, in column 1"),
    ("1e", "`1e` is no number, in column 1"),
    ("'a'.length", "expected an operator or the end, found `.`, in column 4"),
    ("a == == b", "expected a value, found `==`, in column 6"),
];

/// Source, message, and what is added to it.
const UNKNOWN: &[(&str, &str, &str)] = &[
    ("gihub.sha", "GitHub knows no `gihub`", "did you mean `github`?"),
    ("github.ref == main", "GitHub knows no `main`", "strings use single quotes: `'main'`"),
    ("True", "GitHub knows no `True`", "did you mean `true`?"),
    ("failure", "`failure` is a function", "call it: `failure()`"),
    ("github.event_nam", "there is no `github.event_nam`", "did you mean `github.event_name`?"),
    ("runner.oss", "there is no `runner.oss`", "did you mean `runner.os`?"),
    ("contain('a', 'b')", "GitHub knows no function `contain`", "did you mean `contains`?"),
    ("hash_files('a')", "GitHub knows no function `hash_files`", "did you mean `hashFiles`?"),
    ("contains('a')", "`contains` expects 2 arguments, got 1", ""),
    ("join(1, 2, 3)", "`join` expects 1 to 2 arguments, got 3", ""),
    ("always(1)", "`always` expects 0 arguments, got 1", ""),
    ("hashFiles()", "`hashFiles` expects at least 1 argument, got 0", ""),
    (
        "case(true, 1, false, 2)",
        "`case` expects pairs of a condition and a value, and a last value, got 4",
        "",
    ),
    ("env[gihub.sha]", "GitHub knows no `gihub`", "did you mean `github`?"),
];

#[test]
fn good_expressions_have_one_canonical_text() {
    for (source, canonical) in GOOD {
        let expr = parse(source).unwrap_or_else(|error| panic!("`{source}`: {error:?}"));
        assert_eq!(expr.to_string(), *canonical);
        assert_eq!(vocabulary::check(&expr), [], "`{source}`");
        assert_eq!(
            parse(canonical).unwrap().to_string(),
            *canonical,
            "it reads as what it was written from"
        );
    }
}

#[test]
fn broken_expressions_say_what_is_wrong_and_in_which_column() {
    for (source, message) in BROKEN {
        let error = parse(source).expect_err(source);
        assert_eq!(
            format!("{}, in column {}", error.message, error.column),
            *message,
            "`{source}`"
        );
    }
}

#[test]
fn unknown_names_and_wrong_calls_are_reported_with_a_hint() {
    for (source, message, hint) in UNKNOWN {
        let found = vocabulary::check(&parse(source).unwrap());
        assert_eq!(
            found.iter().map(|problem| problem.message.as_str()).collect::<Vec<_>>(),
            [*message],
            "`{source}`"
        );
        let first = found[0].hints.first().map_or("", String::as_str);
        assert!(!first.is_empty() && first.starts_with(hint), "`{source}`: {first}");
    }
}

#[test]
fn operators_bind_as_github_says() {
    let same = |bare: &str, grouped: &str| {
        let plain = parse(grouped).unwrap().to_string().replace(['(', ')'], "");
        assert_eq!(parse(bare).unwrap().to_string(), plain);
    };
    same("true || false && 1 == 2 < 3", "true || (false && (1 == (2 < 3)))");
    let parsed = format!("{:?}", parse("!true == false").unwrap());
    assert!(parsed.starts_with("Operation(Not("), "`!` binds more than `==`: {parsed}");
    let parsed = format!("{:?}", parse("1 || 2 && 3").unwrap());
    assert!(
        parsed.starts_with("Operation(Word(\"1\"), [(\"||\", Operation("),
        "`&&` binds more than `||`: {parsed}"
    );
}

#[test]
fn depth_and_length_have_an_end() {
    assert!(parse(&format!("{}1{}", "(".repeat(49), ")".repeat(49))).is_ok());
    for deep in ["(", "!", "a[", "format("] {
        let error = parse(&deep.repeat(3_000)).unwrap_err();
        assert_eq!(error.message, "it is nested more than 50 levels deep", "`{deep}`");
    }
    assert!(parse(&format!("{}1", "1 || ".repeat(4_000))).is_ok(), "a long chain is not deep");
    assert_eq!(
        parse(&"1".repeat(21_001)).unwrap_err().message,
        "it is longer than 21000 characters"
    );
}

/// Ways to what strangers write.
const UNTRUSTED: &[&str] = &[
    "github.head_ref",
    "GitHub['HEAD_REF']",
    "github.event.issue.title",
    "github['event']['issue'].body",
    "github.event.commits[0].message",
    "github.event.commits.*.author.name",
    "github.event.*.body",
    "join(github.event.commits.*.message, ', ')",
    "github.head_ref || github.ref_name",
    "github.event_name == 'push' && github.head_ref",
    "toJSON(github.event)",
    "toJSON(github)",
    "format('{0}', github.event.pull_request.title)",
    "case(true, github.head_ref, 'none')",
    "fromJSON(toJSON(github.event)).issue",
    "github",
    "github.event",
    "github.event.issue",
    "github.event.pull_request.head",
    "github.*",
    "github.event.*",
    "github.event.*.*",
    "github.event.*[0]",
    "github['event']",
    "github[inputs.part]",
    "github[format('{0}_ref', 'head')]",
    "github.event[env.KIND].title",
    "github.event.issue[format('title')]",
    "github.event.issue[fromJSON('\"title\"')]",
    "github.event.commits['0'].message",
    "github.event.commits[matrix.index].message",
    "github.event.commits[0]",
    "github.event.commits",
    "(github.event).issue.title",
    "((github).event.issue)['body']",
    "(github.event || inputs).title",
    "join(github.event.commits)",
    "toJson(github.event.issue)",
    "github.event.changes.title.from",
    "github.event.forkee.description",
    "github.event.workflow_run",
    "github.event.workflow_run.name",
    "github.event.issue[0]",
    "github.event.something_new.text",
    "true && github.event.comment || 'none'",
    "format('{0}{1}', github.sha, github.head_ref)",
];

#[test]
fn what_strangers_write_is_known_however_it_is_reached() {
    for source in UNTRUSTED {
        let found = check(source);
        assert_eq!(found.len(), 1, "`{source}`");
    }
}

#[test]
fn what_gives_no_foreign_text_is_fine() {
    for source in [
        "github.sha",
        "github.event.issue.number",
        "github.event.pull_request.head.sha",
        "contains(github.event.issue.title, 'bug')",
        "github.head_ref == 'main'",
        "!github.head_ref",
        "github.head_ref && 'a' || 'b'",
        "case(github.head_ref == 'x', 'a', 'b')",
        "github.event_name",
        "github.event_path",
        "github.event.issue.user.login",
        "github.event.pull_request.head.repo.full_name",
        "(github.event).pull_request.number",
        "github.event.inputs[env.NAME]",
        "github.event.inputs.*",
        "toJSON(github.event.inputs)",
        "toJSON(github.event.pull_request.labels)",
        "github.event.release.tag_name",
        "inputs[matrix.name]",
        "steps.first.outputs.title",
        "needs.build.outputs.title",
        "toJSON(needs)",
        "env[github.head_ref]",
        "github.ref_name",
        "github.event.issue.title == 'a' && 'b'",
    ] {
        assert_eq!(check(source), [], "`{source}`");
    }
}

#[test]
fn the_safe_form_is_offered() {
    let found = check("github.event.issue.title");
    assert_eq!(
        found[0].hints,
        [
            "pass it in as a variable: `env: #{ ISSUE_TITLE: \"${{ github.event.issue.title }}\" }`, and write `\"$ISSUE_TITLE\"` in `run`"
        ]
    );
}

/// What is said about an expression in a shell's script of a workflow that declares nothing.
fn check(source: &str) -> Vec<Diagnostic> {
    let nothing = Value::Null;
    untrusted::check(
        &parse(source).unwrap(),
        &Declared::around(&nothing, &Path::root()),
        Script::Shell,
    )
}
