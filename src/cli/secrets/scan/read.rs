//! A file of any kind as text, piece by piece: UTF-8, UTF-16, and what can be read in between other bytes.

use std::io::Read;
use std::path::Path;
use sw::files::{FileError, Opened};

/// The largest file that is read.
const LARGEST: u64 = 1 << 30;

/// How much is read at once, and how much of it is read again with what follows: no credential is longer.
const PIECE: usize = 4 << 20;
const AGAIN: usize = 64 << 10;

/// A part of a file as text.
pub(crate) struct Piece {
    pub(crate) text: String,
    /// How many lines are before it.
    pub(crate) lines: usize,
    /// What starts here or behind it belongs to the next piece.
    pub(crate) end: usize,
    /// Whether most of it is something else than text.
    pub(crate) is_binary: bool,
}

/// How a file writes its characters.
#[derive(Clone, Copy)]
enum Letters {
    Utf8,
    Utf16(fn([u8; 2]) -> u16),
}

/// Reads a plain file; gives whether it was read: what is too large or no plain file is not.
pub(crate) fn read(path: &Path, visit: &mut dyn FnMut(&Piece)) -> Result<bool, FileError> {
    let mut file = match Opened::at(path) {
        Ok(file) if file.facts().len() <= LARGEST => file,
        Ok(_) | Err(FileError::NotFile) => return Ok(false),
        Err(error) => return Err(error),
    };
    let (mut bytes, mut lines, mut letters) = (Vec::new(), 0, None);
    loop {
        let want = PIECE.saturating_sub(bytes.len());
        let read = file.by_ref().take(want as u64).read_to_end(&mut bytes)?;
        let is_last = read < want;
        let letters = *letters.get_or_insert_with(|| Letters::of(&bytes));
        let end = if is_last { bytes.len() } else { letters.cut(&bytes) };
        let (text, is_binary) = letters.text(&bytes);
        let kept = if is_last { text.len() } else { letters.text(&bytes[..end]).0.len() };
        let piece = Piece { text, lines, end: kept, is_binary };
        visit(&piece);
        if is_last {
            return Ok(true);
        }
        lines += piece.text.as_bytes()[..piece.end.min(piece.text.len())]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count();
        bytes.drain(..end);
    }
}

impl Letters {
    /// Judged by its first bytes: a zero beside most letters, or beside some behind a mark. A mark alone could be there to
    /// have the rest read wrongly.
    fn of(bytes: &[u8]) -> Self {
        let start = &bytes[..bytes.len().min(4096) & !1];
        let zeros =
            |side: usize| start.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd, pairs) = (zeros(0), zeros(1), start.len() / 2);
        let share = if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) { 4 } else { 2 };
        if odd * share > pairs && even * 8 < odd {
            Self::Utf16(u16::from_le_bytes)
        } else if even * share > pairs && odd * 8 < even {
            Self::Utf16(u16::from_be_bytes)
        } else {
            Self::Utf8
        }
    }

    /// Where a piece ends: behind a line where there is one, and never inside of two bytes that are one letter.
    fn cut(self, bytes: &[u8]) -> usize {
        let most = (bytes.len() - AGAIN) & !1;
        let line = bytes[most - AGAIN..most]
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map(|at| most - AGAIN + at + 1);
        line.filter(|_| matches!(self, Self::Utf8)).unwrap_or(most)
    }

    /// Bytes as text, and whether most of them are none.
    fn text(self, bytes: &[u8]) -> (String, bool) {
        match self {
            Self::Utf16(unit) => {
                let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
                let letters = char::decode_utf16(units)
                    .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER));
                (letters.collect(), false)
            }
            Self::Utf8 if bytes.contains(&0) => between(bytes),
            Self::Utf8 => (String::from_utf8_lossy(bytes).into_owned(), false),
        }
    }
}

/// What can be read in between other bytes, each of which ends what is before it. A zero behind each letter, as
/// programs for Windows have their texts, is left out.
fn between(bytes: &[u8]) -> (String, bool) {
    let is_letter = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    let (mut text, mut others, mut at) = (String::with_capacity(bytes.len()), 0_usize, 0);
    while at < bytes.len() {
        let is_wide = bytes[at] == 0
            && at > 0
            && is_letter(bytes[at - 1])
            && bytes.get(at + 1).is_some_and(|next| is_letter(*next));
        let is_pair = is_wide && (bytes.get(at + 2) == Some(&0) || at > 1 && bytes[at - 2] == 0);
        if is_letter(bytes[at]) {
            text.push(char::from(bytes[at]));
        } else if !is_pair {
            others += 1;
            text.push('\r');
        }
        at += 1;
    }
    (text, others * 10 > bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{Letters, between};

    #[test]
    fn an_encoding_is_recognised_by_its_bytes() {
        let wide = |text: &str, order: fn(u16) -> [u8; 2]| {
            text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
        };
        for text in ["password: x\n", "\u{feff}password: \u{e9}\n"] {
            for bytes in [wide(text, u16::to_le_bytes), wide(text, u16::to_be_bytes), text.into()] {
                assert_eq!(Letters::of(&bytes).text(&bytes).0, text);
            }
        }
    }

    #[test]
    fn what_can_be_read_in_between_is() {
        assert_eq!(between(b"a: b\0c\n"), ("a: b\rc\n".into(), true));
        assert_eq!(between(b"\x01\x02k\0e\0y\0=\x001\0\xff\xff"), ("\r\rkey=1\r\r\r".into(), true));
        assert!(!between(&[b"0123456789".as_slice(), b"01234567890123456789\0"].concat()).1);
    }
}
