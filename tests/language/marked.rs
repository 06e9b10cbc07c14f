//! Text that holds a secret, an expression or nothing at all: it travels whole, and whatever would
//! look inside is refused.

use super::support::{error, evaluate_with, fails, told, value, value_with};

/// `s` is a text with a secret in it, `m` a map.
const START: &str = "let s = `pw=${secret(\"TOKEN\")}`; let m = #{ a: 1 }; ";

/// Calls of the language's own functions on such a text, with the function that each asks.
const CALLS: &[(&str, &str)] = &[
    ("len", "s.len()"),
    ("len", "s.len"),
    ("is_empty", "s.is_empty()"),
    ("is_empty", "s.is_empty"),
    ("bytes", "s.bytes()"),
    ("bytes", "s.bytes"),
    ("to_blob", "s.to_blob()"),
    ("to_chars", "s.to_chars()"),
    ("to_upper", "s.to_upper()"),
    ("to_lower", "s.to_lower()"),
    ("make_upper", "s.make_upper()"),
    ("make_lower", "s.make_lower()"),
    ("contains", "s.contains(\"p\")"),
    ("contains", "\"p\".contains(s)"),
    ("contains", "\"p\" in s"),
    ("contains", "'p' in s"),
    ("contains", "s in m"),
    ("contains", "s in [\"a\"]"),
    ("get", "m.get(s)"),
    ("remove", "m.remove(s)"),
    ("starts_with", "s.starts_with(\"p\")"),
    ("starts_with", "s.starts_with('p')"),
    ("ends_with", "s.ends_with(\"p\")"),
    ("ends_with", "s.ends_with('p')"),
    ("index_of", "s.index_of(\"p\")"),
    ("index_of", "s.index_of('p')"),
    ("index_of", "s.index_of(\"p\", 1)"),
    ("index_of", "s.index_of('p', 1)"),
    ("get", "s.get(0)"),
    ("set", "s.set(0, 'x')"),
    ("sub_string", "s.sub_string(1)"),
    ("sub_string", "s.sub_string(1, 2)"),
    ("sub_string", "s.sub_string(1..2)"),
    ("sub_string", "s.sub_string(1..=2)"),
    ("crop", "s.crop(1)"),
    ("crop", "s.crop(1, 2)"),
    ("crop", "s.crop(1..2)"),
    ("crop", "s.crop(1..=2)"),
    ("chars", "for c in s.chars() {}"),
    ("chars", "for c in s.chars {}"),
    ("chars", "for c in s.chars(1) {}"),
    ("chars", "for c in s.chars(1, 2) {}"),
    ("chars", "for c in s.chars(1..2) {}"),
    ("chars", "for c in s.chars(1..=2) {}"),
    ("for", "for c in s { c }"),
    ("split", "s.split()"),
    ("split", "s.split(1)"),
    ("split", "s.split(\"=\")"),
    ("split", "s.split('=')"),
    ("split", "s.split(\"=\", 2)"),
    ("split", "s.split('=', 2)"),
    ("split_rev", "s.split_rev(\"=\")"),
    ("split_rev", "s.split_rev('=')"),
    ("split_rev", "s.split_rev(\"=\", 2)"),
    ("split_rev", "s.split_rev('=', 2)"),
    ("replace", "s.replace(\"p\", \"b\")"),
    ("replace", "s.replace(\"p\", 'b')"),
    ("replace", "s.replace('p', \"b\")"),
    ("replace", "s.replace('p', 'b')"),
    ("replace", "let t = \"x\"; t.replace(s, \"b\")"),
    ("trim", "s.trim()"),
    ("truncate", "s.truncate(2)"),
    ("remove", "s.remove(\"p\")"),
    ("remove", "s.remove('p')"),
    ("pad", "s.pad(10, ' ')"),
    ("pad", "s.pad(10, \"ab\")"),
    ("pop", "s.pop()"),
    ("pop", "s.pop(2)"),
    ("min", "min(s, \"a\")"),
    ("max", "max(\"a\", s)"),
    ("parse_int", "parse_int(s)"),
    ("parse_int", "parse_int(s, 16)"),
    ("parse_float", "parse_float(s)"),
    ("-", "s - \"p\""),
    ("-", "s - 'p'"),
    ("-=", "s -= \"p\""),
    ("-=", "s -= 'p'"),
    ("==", "s == \"a\""),
    ("==", "\"a\" == s"),
    ("==", "[s] == [\"a\"]"),
    ("==", "#{ a: s } == #{ a: \"b\" }"),
    ("==", "s == 'a'"),
    ("==", "'a' == s"),
    ("!=", "s != \"a\""),
    ("!=", "s != 'a'"),
    ("!=", "'a' != s"),
    ("<", "s < \"a\""),
    ("<", "s < 'a'"),
    ("<", "'a' < s"),
    ("<=", "s <= \"a\""),
    ("<=", "s <= 'a'"),
    ("<=", "'a' <= s"),
    (">", "s > \"a\""),
    (">", "s > 'a'"),
    (">", "'a' > s"),
    (">=", "s >= \"a\""),
    (">=", "s >= 'a'"),
    (">=", "'a' >= s"),
    ("sort", "[s, \"a\"].sort()"),
    ("sort_desc", "[s, \"a\"].sort_desc()"),
    ("order", "[s, \"a\"].order()"),
    ("order_desc", "[s, \"a\"].order_desc()"),
    ("dedup", "let a = [s, \"a\"]; a.dedup()"),
];

#[test]
fn the_languages_own_functions_refuse_to_look_inside() {
    for (name, call) in CALLS {
        let error = error(&format!("{START}{call}"));
        assert_eq!(error.code, "not-known-yet", "{call}: {error:?}");
        let expected = format!(
            "`{name}` can't look inside this text: it holds a secret, an expression or literal text"
        );
        // Comparing goes through the function that asks.
        let asked =
            if call.starts_with("s in [") { expected.replace("contains", "==") } else { expected };
        assert_eq!(error.message, asked, "{call}");
        assert!(error.place.is_some(), "{call}");
    }
}

#[test]
fn our_own_functions_refuse_to_look_inside() {
    let calls = [
        "text::words(s)",
        "text::slug(s)",
        "text::title(s)",
        "text::snake(s)",
        "text::kebab(s)",
        "text::camel(s)",
        "text::pascal(s)",
        "text::truncate(s, 3)",
        "text::pad_left(s, 30)",
        "text::pad_right(s, 30)",
        "text::quote_shell(s)",
        "text::wrap(s, 10)",
        "hash::sha256(s)",
        "hash::sha256(#{ a: [s] })",
        "hash::sha256_base64(s)",
        "hash::short(s, 8)",
        "data::base64(s)",
        "data::base64_decode(s)",
        "data::url_encode(s)",
        "data::to_yaml(#{ a: s })",
        "data::to_json([s])",
        "data::to_toml(#{ a: s })",
        "data::parse_yaml(s)",
        "data::parse_json(s)",
        "data::parse_toml(s)",
        "#{ a: s }.to_json()",
        "parse_json(s)",
        "net::subnet(s, 8, 1)",
        "net::contains(\"10.0.0.0/8\", s)",
        "[#{ k: s }].sort_by(\"k\")",
        "[#{ k: s }].group_by(\"k\")",
        "pick(m, [s])",
        "opt(m, s, 1)",
        "read_text(s)",
        "list_files(s)",
        "warn(s)",
        "fail(s)",
    ];
    for call in calls {
        let error = error(&format!("{START}{call}"));
        assert_eq!(error.code, "not-known-yet", "{call}: {error:?}");
        assert!(!error.hints.is_empty(), "{call}");
    }
}

#[test]
fn what_only_moves_text_keeps_the_secret() {
    let whole = "`pw=${secret(\"TOKEN\")}`";
    let cases = [
        ("s + \"!\"", "`pw=${secret(\"TOKEN\")}!`"),
        ("let t = \"a \"; t += s; t", "`a pw=${secret(\"TOKEN\")}`"),
        ("join([\"a\", s, 1], \" \")", "`a pw=${secret(\"TOKEN\")} 1`"),
        (
            "join([secret(\"TOKEN\"), environment(\"staging\")], \"-\")",
            "`${secret(\"TOKEN\")}-staging`",
        ),
        ("text::dedent(`\n    ${s}\n      b`)", "`pw=${secret(\"TOKEN\")}\n  b`"),
        ("text::indent(s, 2)", "`  pw=${secret(\"TOKEN\")}`"),
        ("text::lines(s + \"\\nb\")[0]", whole),
        ("let t = \"a X\"; t.replace(\"X\", s)", "`a pw=${secret(\"TOKEN\")}`"),
        ("merge(m, #{ a: s }).a", whole),
        ("[s].map(|x| x)[0]", whole),
        ("[s, s, \"a\"].unique().len()", "2"),
        ("type_of(s)", "\"string\""),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(&format!("{START}{expression}")), expected, "{expression}");
    }
}

#[test]
fn a_secret_inside_printed_data_stays_one() {
    let outcome = evaluate_with(&format!("{START}print(#{{ a: s }}); print(`${{[s]}}`)"), &[], &[]);
    assert_eq!(
        [&outcome.printed[0].text, &outcome.printed[1].text],
        ["#{ a: `pw=${secret(\"TOKEN\")}` }", "[`pw=${secret(\"TOKEN\")}`]"]
    );
}

#[test]
fn an_index_into_a_secret_is_found_when_it_is_used() {
    for index in 0..13 {
        let error =
            error(&format!("{START}emit(\"a.txt\", s[{index}].to_string());").replace("pw=", ""));
        assert_eq!(
            error.code,
            if index < 10 { "cut-text" } else { "out-of-range" },
            "{index}: {error:?}"
        );
    }
    assert_eq!(error(&format!("{START}emit(\"a.txt\", s[4..6])")).code, "cut-text");
}

#[test]
fn a_missing_value_in_text_is_told_where_it_goes_in() {
    fails(
        "let t = `x${()}`;\nt.len()",
        "1:12: a value that goes into this text is missing: it is `()`",
    );
}

#[test]
fn nobody_writes_a_mark_by_hand() {
    let forged = ["\"\\ufdd0\"", "'\\ufdd5'", "`\\ufdef`"];
    for text in forged {
        let outcome = evaluate_with(&format!("emit(\"a.txt\", `a` + {text})"), &[], &[]);
        let wrote_it = outcome
            .files
            .iter()
            .any(|file| file.text.contains(|c: char| ('\u{fdd0}'..='\u{fdef}').contains(&c)));
        assert!(!wrote_it, "{text}");
    }
    assert!(error("\"\\ufdd0\"").message.contains("U+FDD0"));
    assert!(error("data::parse_json(\"\\\"\\\\ufdd0\\\"\")").message.contains("U+FDD0"));
    assert!(error("data::parse_yaml(\"\\\"\\\\ufdd0\\\": 1\")").message.contains("U+FDD0"));
    let outcome = evaluate_with("read_text(\"a.txt\")", &[("a.txt", "\u{fdd0}")], &[]);
    assert!(outcome.diagnostics[0].message.contains("U+FDD0"));
    let outcome = evaluate_with("input(\"a\")", &[], &[("a", "\u{fdd0}")]);
    assert!(outcome.diagnostics[0].message.contains("U+FDD0"));
}

#[test]
fn what_is_printed_or_thrown_shows_no_marks() {
    let outcome = evaluate_with(&format!("{START}print(s); throw s"), &[], &[]);
    assert_eq!(outcome.printed[0].text, "pw=secret(\"TOKEN\")");
    assert_eq!(told(&outcome.diagnostics[0]), "1:63: pw=secret(\"TOKEN\")");
}

#[test]
fn ordinary_text_is_as_the_language_has_it() {
    let cases = [
        ("\"añb\".len()", "3"),
        ("\"añb\".len", "3"),
        ("\"añb\".bytes()", "4"),
        ("\"\".is_empty()", "true"),
        ("\"aB\".to_upper()", "\"AB\""),
        ("\"a,b,c\".split(\",\")", "[\"a\", \"b\", \"c\"]"),
        ("\"a,b,c\".split(',', 2)", "[\"a\", \"b,c\"]"),
        ("\"a b\".split()", "[\"a\", \"b\"]"),
        ("\"abc\".sub_string(1..=2)", "\"bc\""),
        ("\"abc\".index_of('c')", "2"),
        ("\"b\" in \"abc\"", "true"),
        ("'x' in \"abc\"", "false"),
        ("\"a\" in #{ a: 1 }", "true"),
        ("#{ a: 1 }.get(\"b\") ?? 7", "7"),
        ("let n = 0; for c in \"añb\" { n += 1; } n", "3"),
        ("\"abc\"[1]", "\"b\""),
        ("parse_int(\"42\")", "42"),
        ("\"b\" > \"a\"", "true"),
        (
            "\"a\" == \"a\" && \"a\" != \"b\" && \"a\" <= \"a\" && \"b\" >= \"a\" && !(\"a\" < \"a\")",
            "true",
        ),
        ("\"a\" == 'a'", "true"),
        ("\"abc\" - \"b\"", "\"ac\""),
        ("max(\"a\", \"b\")", "\"b\""),
        ("let a = [\"b\", \"a\"]; a.sort(); a", "[\"a\", \"b\"]"),
        ("let m = #{ a: 1, b: 2 }; m.remove(\"a\"); m", "#{ b: 2 }"),
        ("let s = \"abc\"; s.pop() + s", "\"cab\""),
        ("const S = \"abc\"; S.len() + S.split(\"b\").len()", "5"),
        ("environment(\"staging\").name.len()", "7"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn what_changes_a_text_also_gives_it() {
    let cases = [
        ("let s = \" a \"; let t = s.trim(); [s, t]", "[\"a\", \"a\"]"),
        ("let s = \"a-b-c\"; let t = s.replace(\"-\", \"_\"); [s, t]", "[\"a_b_c\", \"a_b_c\"]"),
        ("let s = \"a-b\"; s.replace('-', \"\"); s", "\"ab\""),
        ("environment(\"staging\").name.replace(\"ing\", \"e\")", "\"stage\""),
        ("#{ a: \" x \" }.a.trim()", "\"x\""),
        ("let s = \"7\"; s.pad(3, '0')", "\"700\""),
        ("let s = \"abc\"; s.crop(1)", "\"bc\""),
        ("let s = \"abc\"; s.make_upper()", "\"ABC\""),
        ("let s = \"abc\"; s.truncate(2)", "\"ab\""),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn a_text_can_not_outgrow_its_bound() {
    let recipe = "let s = \"a\"; s.pad(100000, 'a'); let big = s; big += big; big += big; s.replace(\"a\", big)";
    fails(recipe, "1:73: the text would grow too large");
    let error = error("let s = \"a\"; s.pad(2000000000, 'a')");
    assert_eq!(error.code, "too-large", "{error:?}");
    assert_eq!(value_with("let s = \"aXa\"; s.replace(\"\", \"-\")", &[]), "\"-a-X-a-\"");
}

#[test]
fn a_secret_equals_itself_and_nothing_else_is_known() {
    let start = "let s = secret(\"A\"); let t = secret(\"B\"); ";
    let cases = [
        ("s == s", "true"),
        ("s == secret(\"A\")", "true"),
        ("s != t", "true"),
        ("s == ()", "false"),
        ("() != s", "true"),
        ("[s, t].contains(t)", "true"),
        ("[s] == [secret(\"A\")]", "true"),
        ("environment(\"staging\") == 5", "false"),
    ];
    for (expression, expected) in cases {
        assert_eq!(value(&format!("{start}{expression}")), expected, "{expression}");
    }
    for expression in ["s == \"x\"", "\"x\" == s", "s != 1", "[s] == [\"x\"]"] {
        let error = error(&format!("{start}{expression}"));
        assert_eq!(
            error.message,
            "the secret `A` can't be compared: its value is not known while the recipe runs",
            "{expression}"
        );
    }
    assert_eq!(
        error(&format!("{start}s < 5")).message,
        "`<` does not work between the secret `A` and an int"
    );
}
