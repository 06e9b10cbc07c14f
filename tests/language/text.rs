//! Namespaces that work on text and data: mistakes and edges. What they give in general stands in
//! the examples of their documentation.

use super::support::{error, fails, value};

#[test]
fn lengths_are_bounded_before_anything_is_made() {
    fails("text::indent(\"a\", -1)", "1:7: a text can't have the length -1");
    fails("text::pad_left(\"a\", 9000000000)", "1:7: a text can't have the length 9000000000");
    fails(
        "text::slug(\"a\", 5)",
        "1:7: a name of at most 5 characters has no room for the hash of what is cut",
    );
    fails("text::slug(\"--\")", "1:7: \"--\" has no letter or digit to make a name from");
    fails(
        "text::pad_left(\"a\", 3, \"ab\")",
        "1:7: text is filled up with one character, and \"ab\" is not one",
    );
    fails(
        "text::indent(`${text::pad_left(\"\", 1000000, \"\\n\")}`, 1000000)",
        "1:7: a text can't have the length 1000001000000",
    );
}

#[test]
fn networks_explain_what_is_wrong() {
    fails(
        "net::subnet(\"10.0.0.1/16\", 8, 1)",
        "1:6: `10.0.0.1/16` is an address inside a network, and no network",
    );
    fails(
        "net::subnet(\"10.0.0.0/16\", 17, 1)",
        "1:6: the prefix of `10.0.0.0/16` can't be 17 bits longer",
    );
    fails("net::subnets(\"10.0.0.0/16\", [1, \"a\"])", "1:6: the new bits are an array of ints");
    fails("net::host(\"10.0.0.0/30\", 4)", "1:6: `10.0.0.0/30` has no address number 4");
    fails(
        "net::netmask(\"fd00::/64\")",
        "1:6: `fd00::/64` is IPv6, where networks have no mask in dots",
    );
}

#[test]
fn hashes_are_of_content() {
    assert_eq!(
        value("hash::sha256(#{ a: 1, b: [true] }) == hash::sha256(`{\"a\":1,\"b\":[true]}`)"),
        "true"
    );
    assert_eq!(value("hash::sha256(#{ b: 1, a: 2 }) == hash::sha256(#{ a: 2, b: 1 })"), "true");
    fails(
        "hash::short(\"a\", 65)",
        "1:7: a SHA-256 hash has 64 digits, so 65 of them can't be taken",
    );
    fails("hash::sha256(())", "1:7: `()` has no content to hash");
}

#[test]
fn parsing_says_where_in_the_text() {
    fails(
        "data::parse_json(\"{\\n  a: 1\\n}\")",
        "1:7: the text is no JSON: line 2, column 3: a key needs double quotes",
    );
    fails(
        "data::parse_toml(\"a = 1\\na = 2\\n\")",
        "1:7: the text is no TOML: line 2, column 1: duplicate key",
    );
    fails(
        "data::parse_yaml(\"a: 1\\n---\\nb: 2\\n\")",
        "1:7: the text is no YAML: line 3, column 1: a second document starts here",
    );
    fails("data::base64_decode(\"a$\")", "1:7: the text is no base64: invalid symbol 36, offset 1");
    fails("data::base64_decode(\"/w==\")", "1:7: the base64 decodes to bytes that are no text");
}

#[test]
fn data_goes_there_and_back() {
    let data = "#{ z: [1, 2.5, true, \"no\", null], a: #{ \"k.x\": \"multi\\nline\" } }";
    let kept = value(data);
    assert_eq!(value(&format!("data::parse_yaml(data::to_yaml({data}))")), kept);
    assert_eq!(value(&format!("data::parse_json(data::to_json({data}))")), kept);
    assert_eq!(
        value("data::parse_toml(data::to_toml(#{ z: 1, a: #{ b: [1] } }))"),
        "#{ z: 1, a: #{ b: [1] } }"
    );
    assert_eq!(value("data::parse_yaml(\"\")"), "null");
    assert_eq!(value("data::base64_decode(data::base64(\"é\"))"), "\"é\"");
}

#[test]
fn what_a_format_lacks_is_named() {
    fails("data::to_toml(#{ a: null })", "1:7: `a` is null, which TOML doesn't have");
    fails("data::to_toml([1])", "1:7: the root is not a map, and a TOML file is one");
    fails("data::to_json(|x| x)", "1:7: a function can't be written to a file");
    fails("let m = #{ f: |x| x }; m.to_json()", "1:26: a function can't be written to a file");
    let error = error("data::to_yaml(#{ a: #{ b: `x${secret(\"T\")}` } })");
    assert_eq!(
        error.message,
        "the text at `a.b` holds a secret or an expression, which can't be written into a text of another format"
    );
}
