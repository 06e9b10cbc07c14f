//! What YAML means, where things are in it, and what is refused.

use proptest::prelude::*;
use sw::diag::Point;
use sw::value::read::{Located, Span, yaml};
use sw::value::{Key, Path, Value};

fn one(text: &str) -> Located {
    let mut documents = yaml(text).unwrap_or_else(|error| panic!("{text:?}: {error:?}"));
    assert_eq!(documents.len(), 1, "{text:?}");
    documents.remove(0)
}

fn value(text: &str) -> Value {
    one(&format!("a: {text}\n")).value.get("a").cloned().expect("the key was written")
}

/// The error as `line:column message (hint)`.
#[track_caller]
fn refused(text: &str, expected: &str) {
    let error = yaml(text).map(|documents| format!("{documents:?}")).expect_err("it was read");
    let place = error
        .span
        .map_or_else(|| "-".into(), |span| format!("{}:{}", span.start.line, span.start.column));
    let hint = error.hint.map_or_else(String::new, |hint| format!(" ({hint})"));
    assert_eq!(format!("{place} {}{hint}", error.message), expected, "{text:?}");
}

/// What is at the span in `text`; to the end of the line when it has no end.
fn cut(text: &str, span: Span) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let offset = |point: Point| {
        let above: usize =
            lines[..point.line as usize - 1].iter().map(|line| line.chars().count() + 1).sum();
        above + point.column as usize - 1
    };
    let end = span.end.map_or(usize::MAX, offset);
    text.chars().take(end).skip(offset(span.start)).collect()
}

#[test]
fn words_and_numbers_mean_what_the_core_schema_says() {
    for text in [
        "yes",
        "on",
        "Off",
        "y",
        "2020-01-01",
        "1:30",
        "10:20:30",
        "'5'",
        "\"true\"",
        "!!str 5",
        "v1",
        "1.2.3",
        "0.0.0.0",
        ".5.6",
    ] {
        assert!(matches!(value(text), Value::Text(_)), "{text} became {:?}", value(text));
    }
    for (text, number) in [
        ("0644", 420),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        ("+1", 1),
        ("9223372036854775807", i64::MAX),
        ("1_000", 1000),
    ] {
        assert_eq!(value(text), Value::Int(number), "{text}");
    }
    assert_eq!(value("-9223372036854775808"), Value::Int(i64::MIN));
    assert_eq!(value("3.10"), Value::Float(3.1));
    assert_eq!(value("1e3"), Value::Float(1000.0));
    assert_eq!([value(""), value("~"), value("null")], [Value::Null, Value::Null, Value::Null]);
    assert_eq!([value("true"), value("False")], [Value::Bool(true), Value::Bool(false)]);
}

#[test]
fn keys_are_text_in_the_order_they_were_written() {
    let document = one("on: 1\n8080: 2\ntrue: 3\n'q': 4\n? a\n: 5\n");
    let keys: Vec<&str> = document.value.as_map().unwrap().keys().map(Key::as_str).collect();
    assert_eq!(keys, ["on", "8080", "true", "q", "a"]);
}

#[test]
fn every_place_is_known() {
    let text = "a: 1\nünï:\n  - x\n  - y: [1, 'zwei']\n\"q\": \"é\\n\"\nc: |\n  line\n  two\nd: plain\n  multi\ne:\n";
    let document = one(text);
    let places = [
        (Path::root().key("a"), Some("a"), "1"),
        (Path::root().key("ünï").index(0), None, "x"),
        (Path::root().key("ünï").index(1).key("y").index(1), None, "'zwei'"),
        (Path::root().key("q"), Some("\"q\""), "\"é\\n\""),
        (Path::root().key("c"), Some("c"), "line\n  two"),
        (Path::root().key("d"), Some("d"), "plain\n  multi"),
    ];
    for (path, key, value) in places {
        assert_eq!(document.key_span(&path).map(|span| cut(text, span)).as_deref(), key, "{path}");
        assert_eq!(
            document.value_span(&path).map(|span| cut(text, span)).as_deref(),
            Some(value),
            "{path}"
        );
    }
    assert_eq!(document.value_span(&Path::root().key("b")), None);
    let missing = Path::root().key("ünï").index(1).key("z").key("deep");
    assert_eq!(document.nearest_span(&missing).start, Point { line: 4, column: 5 });
    assert_eq!(
        document.name_span(&Path::root().key("ünï").index(0)).start,
        Point { line: 3, column: 5 }
    );
}

#[test]
fn a_mark_and_foreign_line_ends_do_not_shift_places() {
    let document = one("\u{feff}a: 1\r\nb: zwei\r\n");
    let span = document.value_span(&Path::root().key("b")).unwrap();
    assert_eq!(
        (span.start, span.end),
        (Point { line: 2, column: 4 }, Some(Point { line: 2, column: 8 }))
    );
}

#[test]
fn aliases_and_merges_are_followed_and_point_at_their_use() {
    let document =
        one("base: &base\n  port: 1\n  host: x\nshop:\n  <<: *base\n  port: 2\nagain: *base\n");
    assert_eq!(document.value.get("shop").and_then(|shop| shop.get("port")), Some(&Value::Int(2)));
    assert_eq!(
        document.value.get("shop").and_then(|shop| shop.get("host")),
        Some(&Value::from("x"))
    );
    assert_eq!(document.value.get("again"), document.value.get("base"));
    let port = Path::root().key("again").key("port");
    assert_eq!(
        document.value_span(&port).map(|span| span.start),
        Some(Point { line: 7, column: 8 })
    );
}

#[test]
fn all_documents_are_read() {
    let documents = yaml("a: 1\n---\n---\n# nothing\n---\n- 2\n").unwrap();
    let spans: Vec<u32> = documents
        .iter()
        .map(|document| document.value_span(&Path::root()).unwrap().start.line)
        .collect();
    assert_eq!(spans, [1, 6]);
    assert_eq!(yaml("").unwrap(), []);
}

#[test]
fn errors_are_reported_in_plain_words() {
    let quote = "put it in quotes if it is a string";
    refused(
        "a: b: c\n",
        "1:5 unexpected key with a colon (text with a colon needs quotes; keys of one map start in the same column, on lines of their own)",
    );
    refused("a: 1\nb 2\nc: 3\n", "2:1 this line has no colon (write `key: value`)");
    refused("a:\n\tb: 1\n", "2:2 lines can't be indented with tabs (use spaces)");
    refused(
        "a: \"x\n",
        "1:4 the quote that starts here is never closed (close it; inside quotes, `\\\"` or `''` is a quote)",
    );
    refused(
        "a: 'x' y\n",
        "1:8 something follows after the closing quote (put all of the text inside one pair of quotes)",
    );
    refused(
        "a: \"C:\\dir\"\n",
        "1:4 double quotes know no such escape (write `\\\\` for a backslash, or use single quotes, which know no escapes)",
    );
    refused("a: @x\n", &format!("1:4 text can't start with `@` ({quote})"));
    refused("a: *\n", &format!("1:4 `&` and `*` at the start of a text name an anchor ({quote})"));
    refused("a: *b\n", &format!("1:4 this alias names no anchor above it ({quote})"));
    refused("a: &a [*a]\n", "1:8 this alias is inside the value it repeats");
    refused("a: [1, 2\n", "1:4 the `[` that starts here is never closed");
    refused("a: [1}\n", "1:4 the `[` that starts here is closed by `}`");
    refused(
        "- a\n- b\nc: 1\n",
        "3:1 this line doesn't fit to the lines above it (all keys of a map, and all `-` of an array, start in the same column)",
    );
    refused(
        "a: {{ x }}\n",
        "1:5 a key must be text, not an array or a map (text that starts with `{` or `[` needs quotes)",
    );
    refused("~: 1\n", &format!("1:1 a key can't be null ({quote})"));
    refused("a: !Ref x\n", &format!("1:9 the tag `!Ref` would lose its meaning here ({quote})"));
    refused(
        "a: .inf\n",
        &format!("1:4 `.inf` is a number that most file formats can't hold ({quote})"),
    );
    refused(
        "a: 1e999\n",
        &format!("1:4 `1e999` is a number that most file formats can't hold ({quote})"),
    );
    refused("<<: 3\n", "1:5 `<<` merges a map or an array of maps, and this is neither");
    let large =
        format!("1:4 the number is too large: an int is at most 9223372036854775807 ({quote})");
    refused("a: 9223372036854775808\n", &large);
    refused("a: -9223372036854775809\n", &large);
    refused("a: 123456789012345678901234567890\n", &large);
    refused(
        "a: 089\n",
        &format!("1:4 `089` is an octal number to some tools, but has a digit above 7 ({quote})"),
    );
}

#[test]
fn a_key_given_twice_is_refused_with_both_places() {
    let error = yaml("a:\n  x: 1\n  y: 2\n  x: 3\n").unwrap_err();
    assert_eq!(error.message, "duplicate key `x`");
    assert_eq!(error.span.map(|span| span.start), Some(Point { line: 4, column: 3 }));
    let diagnostic = error.to_diagnostic("config.yaml");
    assert_eq!(diagnostic.place.unwrap().to_string(), "config.yaml:4:3");
    assert_eq!(diagnostic.related[0].0.to_string(), "config.yaml:2:3");
}

#[test]
fn what_is_made_to_hurt_is_refused_cheaply() {
    let start = std::time::Instant::now();
    let bomb: String = (1..10).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".into(), |text, level| {
        format!("{text}a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(","))
    });
    let error = yaml(&bomb).unwrap_err();
    assert_eq!(error.message, "the aliases of this text expand to more than can be read");
    let large = format!("a: &a '{}'\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 10_000].join(","));
    assert_eq!(yaml(&large).unwrap_err().message, "this is more than can be read at once");
    for open in ["[", "- ", "a: {", "? "] {
        let error = yaml(&open.repeat(100_000)).unwrap_err();
        assert_eq!(error.message, "this is nested more than 100 levels deep", "{open:?}");
    }
    let error = yaml(&" ".repeat(17 << 20)).unwrap_err();
    assert_eq!(error.message, "the text is larger than 16 MiB");
    assert!(start.elapsed().as_secs() < 5, "took {:?}", start.elapsed());
}

#[test]
fn what_people_write_is_deep_and_repeated_enough() {
    let jobs: String = (0..500).map(|job| format!("job{job}: *defaults\n")).collect();
    assert_eq!(
        one(&format!("defaults: &defaults {{ tags: [a, b] }}\n{jobs}"))
            .value
            .as_map()
            .unwrap()
            .len(),
        501
    );
    let deep: String = (0..100).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    one(&deep);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_place_inside(parts in prop::collection::vec("[-a: \\[\\]{}'\"&*!|>#?,%@`~0-9é\\n\\t]{0,4}|a: |- |  |\n|<<: |---\n|&a |\\*a", 0..24)) {
        let text = parts.concat();
        let spans: Vec<Span> = match yaml(&text) {
            Ok(documents) => documents.iter().map(|document| document.nearest_span(&Path::root().key("a"))).collect(),
            Err(error) => error.span.into_iter().collect(),
        };
        let lines = u32::try_from(text.lines().count()).unwrap() + 1;
        prop_assert!(spans.iter().all(|span| (1..=lines).contains(&span.start.line) && span.start.column > 0), "{:?}", spans);
    }
}
