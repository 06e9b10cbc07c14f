//! The ways in which a value can turn up in what a program says: as it is, escaped, encoded.

use super::encoded::{SHORTEST, encoded, wrapped};
use super::escaped::escaped;

/// A line of a value that is shorter says too little to be hidden by itself.
const SHORTEST_LINE: usize = 8;

/// A longer value is hidden as it is and line by line, and in no other spelling.
const LONGEST: usize = 64 << 10;

/// A value as it is, without blanks around it, and each of its lines.
pub(super) fn plain(value: &str) -> Vec<Vec<u8>> {
    let lines = lines(value).map(|line| line.as_bytes().to_vec());
    whole(value).map(|text| text.as_bytes().to_vec()).chain(lines).collect()
}

/// A value in all its other spellings.
pub(super) fn spellings(value: &str) -> Vec<Vec<u8>> {
    if value.len() > LONGEST {
        return Vec::new();
    }
    let texts = whole(value).chain(lines(value)).flat_map(escaped).map(String::into_bytes);
    // With its lines ended as a terminal or Windows does.
    let crlf = value.contains('\n').then(|| value.replace('\n', "\r\n").into_bytes());
    texts
        .chain(crlf)
        .chain(whole(value).flat_map(encoded))
        .filter(|form| form.len() >= SHORTEST)
        .collect()
}

/// A value in Base64 that a program broke into lines, wherever the break is.
pub(super) fn broken(value: &str) -> Vec<Vec<u8>> {
    if value.len() > LONGEST { Vec::new() } else { whole(value).flat_map(wrapped).collect() }
}

fn whole(value: &str) -> impl Iterator<Item = &str> {
    let trimmed = value.trim();
    [Some(value), (trimmed.len() < value.len()).then_some(trimmed)]
        .into_iter()
        .flatten()
        .filter(|text| text.len() >= SHORTEST)
}

fn lines(value: &str) -> impl Iterator<Item = &str> {
    let lines = value.contains('\n').then(|| value.lines().map(str::trim));
    lines.into_iter().flatten().filter(|line| line.len() >= SHORTEST_LINE)
}
