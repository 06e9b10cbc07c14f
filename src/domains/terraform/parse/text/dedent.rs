//! How Terraform takes the indentation of a `<<-` heredoc away.

use crate::emit::hcl::{Piece, Strip};
use compact_str::CompactString;
use unicode_segmentation::UnicodeSegmentation;

/// Takes away the indentation that all lines share. Blank lines neither count nor change.
///
/// Terraform applies the `~` markers first. A line end that a marker takes away ends no line for
/// it, so the line behind keeps its indentation; and the indentation that a marker takes away
/// leaves none to share.
pub(crate) fn dedent(pieces: &mut [Piece]) {
    let mut lines = Lines::new(0);
    lines.visit(pieces, false);
    if lines.shared > 0 && lines.shared < usize::MAX {
        Lines::new(lines.shared).visit(pieces, false);
    }
}

/// A walk through the lines of a heredoc.
struct Lines {
    /// Whether what comes next starts a line.
    at_start: bool,
    /// Whether the mark before takes away white space.
    trims: bool,
    /// The smallest indentation so far.
    shared: usize,
    /// How much indentation to take away.
    excess: usize,
}

impl Lines {
    fn new(excess: usize) -> Self {
        Self { at_start: true, trims: false, shared: usize::MAX, excess }
    }

    /// Goes through pieces; `trimmed` says whether the mark behind them takes away white space.
    fn visit(&mut self, pieces: &mut [Piece], trimmed: bool) {
        let trims_before: Vec<bool> =
            pieces.iter().map(|piece| piece.first_strip().before).collect();
        for (index, piece) in pieces.iter_mut().enumerate() {
            match piece {
                Piece::Text(text) => {
                    self.visit_text(text, trims_before.get(index + 1).copied().unwrap_or(trimmed))
                }
                Piece::Value(_, strip) => self.visit_mark(*strip),
                Piece::If(piece) => {
                    self.visit_mark(piece.strip);
                    let no_strip = piece.no.as_ref().map(|(strip, _)| *strip);
                    self.visit(&mut piece.yes, no_strip.unwrap_or(piece.end_strip).before);
                    if let Some((strip, no)) = &mut piece.no {
                        self.visit_mark(*strip);
                        self.visit(no, piece.end_strip.before);
                    }
                    self.visit_mark(piece.end_strip);
                }
                Piece::For(piece) => {
                    self.visit_mark(piece.strip);
                    self.visit(&mut piece.body, piece.end_strip.before);
                    self.visit_mark(piece.end_strip);
                }
            }
        }
    }

    fn visit_mark(&mut self, strip: Strip) {
        if std::mem::take(&mut self.at_start) {
            self.shared = 0;
        }
        self.trims = strip.after;
    }

    fn visit_text(&mut self, text: &mut CompactString, trimmed: bool) {
        let mut out = CompactString::with_capacity(text.len());
        let mut lines = text.split_inclusive('\n').peekable();
        while let Some(line) = lines.next() {
            let mut seen = if std::mem::take(&mut self.trims) { line.trim_start() } else { line };
            if trimmed && lines.peek().is_none() {
                seen = seen.trim_end();
            }
            let blank = seen.ends_with('\n') && seen.trim().is_empty();
            if self.at_start && !blank {
                self.shared = self.shared.min(indentation(seen));
                out.extend(line.graphemes(true).skip(self.excess));
            } else {
                out.push_str(line);
            }
            self.at_start = seen.ends_with('\n');
        }
        *text = out;
    }
}

fn indentation(line: &str) -> usize {
    line[..line.len() - line.trim_start().len()].graphemes(true).count()
}
