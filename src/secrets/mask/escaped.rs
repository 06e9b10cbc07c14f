//! A text as languages, shells, URLs and markup escape it, without the quotes around it.

/// What percent-encoders leave as it is besides letters, digits and `-_.`, with how they write a space.
const URLS: [(&str, &str); 8] = [
    ("~", "%20"),
    ("~", "+"),
    // Python's `quote`, and its like.
    ("~/", "%20"),
    // JavaScript: `encodeURIComponent`, `encodeURI`, `URLSearchParams`.
    ("~!'()*", "%20"),
    ("~!'()*;,/?:@&=+$#", "%20"),
    ("*", "+"),
    // Go and others: a segment of a path, a password before a host.
    ("~$&+=:@", "%20"),
    ("~$&+,;=!'()*", "%20"),
];

/// What markup writes instead of `&`, `<`, `>`, `"` and `'`.
const MARKUP: [[&str; 5]; 6] = [
    ["&amp;", "&lt;", "&gt;", "\"", "'"],
    ["&amp;", "&lt;", "&gt;", "&quot;", "'"],
    ["&amp;", "&lt;", "&gt;", "&quot;", "&#x27;"],
    ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"],
    ["&amp;", "&lt;", "&gt;", "&#34;", "&#39;"],
    ["&amp;", "&lt;", "&gt;", "&quot;", "&apos;"],
];

/// What one character becomes in many places.
const DOUBLED: [(&str, &str); 9] = [
    // Shells, for what is in single quotes.
    ("'", r"'\''"),
    ("'", "'\"'\"'"),
    // YAML, SQL and PowerShell; CSV.
    ("'", "''"),
    ("\"", "\"\""),
    // Compose, Make and Terraform.
    ("$", "$$"),
    ("${", "$${"),
    ("%{", "%%{"),
    // Patterns and properties.
    (" ", r"\ "),
    ("=", r"\="),
];

/// What bash puts a backslash before in `printf %q`.
const SPECIAL: &str = " \t'\"\\|&;()<>!{}*[?]^$`,";

/// All ways of escaping a text.
pub(super) fn escaped(text: &str) -> Vec<String> {
    let json = in_json(text);
    let ascii = in_ascii(&json);
    let mut forms = vec![
        in_json(&json),
        in_json(&ascii),
        json.replace('/', r"\/"),
        ascii.replace('/', r"\/"),
        // Go's encoder, which Terraform has.
        json.replace('&', r"\u0026").replace('<', r"\u003c").replace('>', r"\u003e"),
        // In double quotes of a shell, as `export -p` of bash writes it.
        behind_backslash(text, |c| "\"\\$`".contains(c)),
        behind_backslash(text, |c| SPECIAL.contains(c)),
        behind_backslash(text, |c| SPECIAL.contains(c) || "#~=%@+:".contains(c)),
        // Python, JavaScript and Ruby, with either quote; `$'...'` of a shell.
        in_c(text, "", char_as_is),
        in_c(text, "'", char_as_is),
        in_c(text, "'", in_octal),
        in_c(text, "'", in_hex),
        in_c(text, "", in_hex),
    ];
    forms.extend(DOUBLED.map(|(what, doubled)| text.replace(what, doubled)));
    forms.extend(MARKUP.map(|names| in_markup(text, names)));
    forms.extend(URLS.into_iter().flat_map(|(kept, space)| in_urls(text, kept, space)));
    forms.extend([ascii, json]);
    forms
}

fn in_json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    quoted.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or_default().into()
}

/// With everything beyond ASCII escaped.
fn in_ascii(json: &str) -> String {
    let mut out = String::new();
    for c in json.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            out.extend(c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    out
}

fn behind_backslash(text: &str, is_special: impl Fn(char) -> bool) -> String {
    text.chars().flat_map(|c| is_special(c).then_some('\\').into_iter().chain([c])).collect()
}

/// As a text of a language like C, with `quotes` escaped as well.
fn in_c(text: &str, quotes: &str, other: fn(char) -> String) -> String {
    let escape = |c: char| match c {
        '\n' => r"\n".into(),
        '\r' => r"\r".into(),
        '\t' => r"\t".into(),
        '\\' => r"\\".into(),
        c if quotes.contains(c) => format!("\\{c}"),
        c if c.is_ascii() => c.into(),
        c => other(c),
    };
    text.chars().map(escape).collect()
}

fn char_as_is(c: char) -> String {
    c.into()
}

fn in_octal(c: char) -> String {
    c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\{byte:03o}")).collect()
}

fn in_hex(c: char) -> String {
    c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("\\x{byte:02x}")).collect()
}

fn in_markup(text: &str, names: [&str; 5]) -> String {
    let name = |c: char| "&<>\"'".find(c).map_or_else(|| c.into(), |at| names[at].to_string());
    text.chars().map(name).collect()
}

/// Percent-encoded, with digits of either case, and once more.
fn in_urls(text: &str, kept: &str, space: &str) -> [String; 3] {
    let encode = |small: bool| -> String {
        let one = |byte: u8| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).into(),
            b' ' => space.into(),
            byte if byte.is_ascii() && kept.contains(char::from(byte)) => char::from(byte).into(),
            byte if small => format!("%{byte:02x}"),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(one).collect()
    };
    let large = encode(false);
    [encode(true), large.replace('%', "%25"), large]
}
