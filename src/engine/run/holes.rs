//! Marks: how a hole travels through text while the language only knows strings.
//!
//! A handle that is interpolated becomes a mark: digits into the run's table between two edges.
//! Converting to a [`Text`] turns marks back into holes. Edges and digits alike are noncharacters,
//! which are refused in every input: no mark can be written by hand, and whatever is left of one
//! that was cut, be it a single digit, is found when the text is used.

use crate::diag::Diagnostic;
use crate::value::{Piece, Text};

/// What is around the digits of a mark.
const EDGE: char = '\u{fdd0}';
/// The digit 0; the others follow.
const ZERO: u32 = 0xfdd1;
const DIGITS: usize = 8;

/// Whether a mark, or what is left of one, is in `text`.
pub(crate) fn is_marked(text: &str) -> bool {
    // All the noncharacters of a mark start with this byte, which ordinary text seldom has: most
    // text is looked through once, and fast.
    text.as_bytes().contains(&0xef) && text.contains(is_mark)
}

/// U+FDD0 to U+FDEF: never assigned, but allowed in text.
pub(crate) fn is_mark(c: char) -> bool {
    ('\u{fdd0}'..='\u{fdef}').contains(&c)
}

/// What the marks of a run represent.
#[derive(Default)]
pub(crate) struct Holes(Vec<Slot>);

enum Slot {
    /// Pieces that replace the mark.
    Pieces(Vec<Piece>),
    /// Something that has no text: the problem is reported when the text is used. It can still be
    /// printed, as what is beside it.
    Refused(Box<Diagnostic>, String),
}

impl Holes {
    /// The text as the language can hold it: marks for the pieces that are not plain.
    pub(crate) fn mark(&mut self, text: &Text) -> String {
        match text {
            Text::Plain(plain) => plain.to_string(),
            Text::Pieces(pieces) => self.add(Slot::Pieces(pieces.clone())),
        }
    }

    /// A mark for something that can't be in text; using the text reports `problem`.
    pub(crate) fn refuse(&mut self, problem: Diagnostic, printed: String) -> String {
        self.add(Slot::Refused(Box::new(problem), printed))
    }

    fn add(&mut self, slot: Slot) -> String {
        self.0.push(slot);
        let number = format!("{:0width$}", self.0.len() - 1, width = DIGITS);
        let digits = number.chars().filter_map(|c| char::from_u32(ZERO + c.to_digit(10)?));
        [EDGE].into_iter().chain(digits).chain([EDGE]).collect()
    }

    /// The text with its marks turned back into holes.
    pub(crate) fn read(&self, marked: &str) -> Result<Text, Box<Diagnostic>> {
        if !is_marked(marked) {
            return Ok(Text::from(marked));
        }
        // Two edges for each mark: an odd one is all that is left of its mark.
        if !marked.matches(EDGE).count().is_multiple_of(2) {
            return Err(cut());
        }
        let mut pieces = Vec::new();
        for (i, part) in marked.split(EDGE).enumerate() {
            match i % 2 {
                0 if part.is_empty() => {}
                0 if part.contains(is_mark) => return Err(cut()),
                0 => pieces.push(Piece::Plain(part.into())),
                _ => pieces.extend(self.slot(part)?.iter().cloned()),
            }
        }
        Ok(Text::Pieces(pieces))
    }

    /// `text` as a person can read it, with what its marks represent.
    pub(crate) fn printed(&self, text: &str) -> String {
        if !is_marked(text) {
            return text.into();
        }
        let part = |(i, part): (usize, &str)| match (i % 2, self.find(part)) {
            (1, Some(Slot::Pieces(pieces))) => pieces.iter().map(printed_piece).collect(),
            (1, Some(Slot::Refused(_, printed))) => printed.clone(),
            _ => part.replace(is_mark, ""),
        };
        text.split(EDGE).enumerate().map(part).collect()
    }

    fn slot(&self, digits: &str) -> Result<&[Piece], Box<Diagnostic>> {
        match self.find(digits) {
            Some(Slot::Pieces(pieces)) => Ok(pieces),
            Some(Slot::Refused(problem, _)) => Err(problem.clone()),
            None => Err(cut()),
        }
    }

    fn find(&self, digits: &str) -> Option<&Slot> {
        let number: Option<String> =
            digits.chars().map(|c| char::from_digit(u32::from(c).checked_sub(ZERO)?, 10)).collect();
        let number = number
            .filter(|number| number.len() == DIGITS)
            .and_then(|number| number.parse::<usize>().ok());
        number.and_then(|index| self.0.get(index))
    }
}

fn printed_piece(piece: &Piece) -> String {
    match piece {
        Piece::Plain(text) | Piece::Literal(text) => text.to_string(),
        Piece::Hole(hole) => crate::engine::native::literal::hole_literal(hole),
    }
}

fn cut() -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(
            "cut-text",
            "this text was cut in the middle of a secret or an expression",
        )
        .hint("join the parts in the place where the text is used, and don't take it apart"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn a_marked_text_reads_back() {
        let mut holes = Holes::default();
        let mark = holes.mark(&Text::from(Hole::Secret("TOKEN".into())));
        let text = holes.read(&format!("a{mark}b{mark}")).unwrap();
        let hole = || Piece::Hole(Hole::Secret("TOKEN".into()));
        assert_eq!(
            text,
            Text::Pieces(vec![Piece::Plain("a".into()), hole(), Piece::Plain("b".into()), hole()])
        );
    }

    #[test]
    fn whatever_is_left_of_a_cut_mark_is_refused() {
        let mut holes = Holes::default();
        let mark = holes.mark(&Text::from(Hole::Secret("TOKEN".into())));
        let count = mark.chars().count();
        for (from, to) in (0..count).flat_map(|from| (from + 1..=count).map(move |to| (from, to))) {
            let cut: String = mark.chars().skip(from).take(to - from).collect();
            assert_eq!(holes.read(&cut).is_err(), cut != mark, "{cut:?}");
        }
    }

    #[test]
    fn a_forged_mark_is_refused() {
        let mut holes = Holes::default();
        let mark = holes.mark(&Text::from(Hole::Secret("TOKEN".into())));
        assert!(holes.read(&mark.replace('\u{fdd1}', "\u{fdda}")).is_err());
        assert!(holes.read(&format!("{EDGE}00000000{EDGE}")).is_err());
        assert!(holes.read(&format!("{EDGE}{EDGE}")).is_err());
    }

    #[test]
    fn only_noncharacters_are_marks() {
        assert!(!is_marked("plain, (wide) ｆｕｌｌ and \u{fffd}"));
        assert!(is_marked("a\u{fdef}"));
    }
}
