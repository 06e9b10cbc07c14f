//! A text in Base64, in hexadecimal digits, and in UTF-16.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

/// What is shorter is found everywhere: hiding it would hide everything.
pub(super) const SHORTEST: usize = 4;

/// Longer texts are not looked for in encodings of encodings.
const SHORT: usize = 256;

/// The widths at which programs break Base64 and hexadecimal digits into lines.
const WIDTHS: [usize; 3] = [60, 64, 76];

/// All encodings of a text.
pub(super) fn encoded(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let mut forms = in_base64(bytes);
    forms.extend(in_hex(bytes));
    if bytes.len() <= SHORT {
        let wide =
            |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        forms.extend(in_base64(&little));
        forms.extend([little, big]);
        forms.extend(
            [STANDARD, STANDARD_NO_PAD]
                .map(|engine| unpadded(&STANDARD.encode(engine.encode(bytes)))),
        );
    }
    forms
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

fn in_hex(bytes: &[u8]) -> Vec<Vec<u8>> {
    let digits = |(before, between): (&str, &str), large: bool| {
        let pairs: Vec<String> = bytes
            .iter()
            .map(|byte| if large { format!("{byte:02X}") } else { format!("{byte:02x}") })
            .collect();
        format!("{before}{}", pairs.join(between)).into_bytes()
    };
    let signs: &[(&str, &str)] = if bytes.len() <= SHORT {
        &[("", ""), ("", ":"), ("", " "), (r"\x", r"\x")]
    } else {
        &[("", "")]
    };
    let mut forms: Vec<Vec<u8>> =
        signs.iter().flat_map(|signs| [digits(*signs, false), digits(*signs, true)]).collect();
    forms.extend(in_lines(&digits(("", ""), false)));
    forms
}

/// Base64 with a line end in it: of a long text those of lines of the usual widths, of a short one wherever it may be.
pub(super) fn wrapped(text: &str) -> Vec<Vec<u8>> {
    let alone = STANDARD_NO_PAD.encode(text);
    let mut forms = in_lines(alone.as_bytes());
    if alone.len() <= WIDTHS[0] {
        let standard = in_base64(text.as_bytes());
        forms.extend(
            standard.iter().flat_map(|form| {
                (1..form.len()).map(|at| [&form[..at], b"\n", &form[at..]].concat())
            }),
        );
    }
    forms
}

/// In lines of each usual width, where one is not enough.
fn in_lines(text: &[u8]) -> Vec<Vec<u8>> {
    let lines = |width: usize, end: &[u8]| text.chunks(width).collect::<Vec<_>>().join(end);
    let widths = WIDTHS.into_iter().filter(|width| text.len() > *width);
    widths.flat_map(|width| [lines(width, b"\n"), lines(width, b"\r\n")]).collect()
}

fn unpadded(text: &str) -> Vec<u8> {
    text.trim_end_matches('=').as_bytes().to_vec()
}
