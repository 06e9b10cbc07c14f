//! Marks: how a hole travels through text while the language only knows strings.
//!
//! A handle that is interpolated becomes a mark: a noncharacter, fixed-width digits into the run's
//! table, the noncharacter again. Converting to a [`Text`] turns marks back into holes. The
//! character is refused in every input, so nobody can write a mark by hand.

use crate::diag::Diagnostic;
use crate::value::{Piece, Text};

/// The noncharacter around a mark (U+FDD0: never assigned, allowed in text).
pub(crate) const MARK: char = '\u{fdd0}';

const DIGITS: usize = 8;

/// What the marks of a run stand for.
#[derive(Default)]
pub(super) struct Holes(Vec<Slot>);

enum Slot {
    /// Pieces that go where the mark stands.
    Pieces(Vec<Piece>),
    /// Something that has no text: the problem is told when the text is used.
    Refused(Box<Diagnostic>),
}

impl Holes {
    /// The text as the language can hold it: marks for the pieces that are not plain.
    pub(super) fn mark(&mut self, text: &Text) -> String {
        match text {
            Text::Plain(plain) => plain.to_string(),
            Text::Pieces(pieces) => self.add(Slot::Pieces(pieces.clone())),
        }
    }

    /// A mark for something that can't stand in text; whoever uses the text gets `problem`.
    pub(super) fn refuse(&mut self, problem: Diagnostic) -> String {
        self.add(Slot::Refused(Box::new(problem)))
    }

    fn add(&mut self, slot: Slot) -> String {
        self.0.push(slot);
        format!("{MARK}{:0width$}{MARK}", self.0.len() - 1, width = DIGITS)
    }

    /// The text with its marks turned back into holes.
    pub(super) fn read(&self, marked: &str) -> Result<Text, Box<Diagnostic>> {
        if !marked.contains(MARK) {
            return Ok(Text::from(marked));
        }
        let mut pieces = Vec::new();
        for (i, part) in marked.split(MARK).enumerate() {
            match i % 2 {
                0 if part.is_empty() => {}
                0 => pieces.push(Piece::Plain(part.into())),
                _ => pieces.extend(self.slot(part)?.iter().cloned()),
            }
        }
        Ok(Text::Pieces(pieces))
    }

    fn slot(&self, digits: &str) -> Result<&[Piece], Box<Diagnostic>> {
        let slot = digits.parse::<usize>().ok().filter(|_| digits.len() == DIGITS).and_then(|index| self.0.get(index));
        match slot {
            Some(Slot::Pieces(pieces)) => Ok(pieces),
            Some(Slot::Refused(problem)) => Err(problem.clone()),
            None => Err(Box::new(
                Diagnostic::error("cut-text", "this text was cut in the middle of a secret or an expression")
                    .hint("join the parts in the place where the text is used, and don't take it apart"),
            )),
        }
    }
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
        assert_eq!(text, Text::Pieces(vec![Piece::Plain("a".into()), hole(), Piece::Plain("b".into()), hole()]));
    }

    #[test]
    fn a_cut_or_forged_mark_is_refused() {
        let mut holes = Holes::default();
        let mark = holes.mark(&Text::from(Hole::Secret("TOKEN".into())));
        let cut: String = mark.chars().skip(2).collect();
        assert!(holes.read(&cut).is_err());
        assert!(holes.read(&format!("{MARK}99999999{MARK}")).is_err());
        assert!(holes.read(&format!("{MARK}0{MARK}")).is_err());
    }
}
