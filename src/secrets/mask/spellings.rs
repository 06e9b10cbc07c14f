//! The ways in which a value can turn up in what a program says.

use super::SHORTEST;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// A line of a value that is shorter says too little to be hidden by itself.
const SHORTEST_LINE: usize = 8;

/// All that is hidden of a value.
pub(super) fn spellings(value: &str) -> Vec<Vec<u8>> {
    let lines = value.lines().map(str::trim).filter(|line| line.len() >= SHORTEST_LINE && value.contains('\n'));
    let whole = [value, value.trim()].into_iter().filter(|text| text.len() >= SHORTEST);
    let texts: Vec<&str> = whole.chain(lines).collect();
    let mut forms: Vec<Vec<u8>> = texts.iter().flat_map(|text| in_text(text)).map(String::into_bytes).collect();
    // With its lines ended as a terminal or Windows does.
    forms.extend(value.contains('\n').then(|| value.replace('\n', "\r\n").into_bytes()));
    for text in texts.iter().take(2) {
        forms.extend(in_base64(text.as_bytes()));
        let hex = text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"));
        forms.extend([hex.to_ascii_uppercase().into_bytes(), hex.into_bytes()]);
    }
    forms.retain(|form| form.len() >= SHORTEST);
    forms
}

/// As it is, and escaped for JSON, URLs and shells.
fn in_text(text: &str) -> [String; 9] {
    let json = in_json(text);
    // Go's encoder, which Terraform has, and Python's.
    let go = json.replace('&', r"\u0026").replace('<', r"\u003c").replace('>', r"\u003e");
    let ascii = in_ascii(&json);
    let url = in_url(text);
    let form = url.replace("%20", "+");
    let [small_url, small_form] = [&url, &form].map(|escaped| small(escaped));
    [text.into(), text.replace('\'', r"'\''"), json, go, ascii, url, form, small_url, small_form]
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

fn in_url(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// With the digits of its escapes in small letters.
fn small(escaped: &str) -> String {
    let mut parts = escaped.split('%');
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| {
        let (digits, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        format!("{out}%{}{rest}", digits.to_ascii_lowercase())
    })
}

/// A value inside of something larger starts at any of three places in a group of Base64; the letters at its ends that
/// depend on what is around it are left out.
fn in_base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    for shift in 0..3 {
        let shifted: Vec<u8> = std::iter::repeat_n(0, shift).chain(bytes.iter().copied()).collect();
        let skip = [0, 2, 3][shift];
        let whole = shifted.len() * 8 / 6;
        for engine in [STANDARD_NO_PAD, URL_SAFE_NO_PAD] {
            let text = engine.encode(&shifted);
            // Alone, its last letter is known as well.
            forms.push(text.as_bytes()[skip..].to_vec());
            forms.push(text.as_bytes()[skip..whole.max(skip)].to_vec());
        }
    }
    // A few letters are found everywhere.
    forms.retain(|form| form.len() > SHORTEST);
    forms
}
