//! Random texts whose values are known without evaluating them.

use crate::generate::Generator;
use sw::emit::hcl::*;
use unicode_normalization::UnicodeNormalization;

impl Generator {
    /// An expression for a text, and the text.
    pub(crate) fn known_text(&mut self) -> (Expr, String) {
        let (mut pieces, mut value) = self.known_pieces(2);
        if self.random.chance(30) {
            return (Expr::template(pieces), composed(&value));
        }
        pieces.push(Piece::text("end\n"));
        value.push_str("end\n");
        (Expr::heredoc(pieces), composed(&value))
    }

    fn known_pieces(&mut self, depth: usize) -> (Vec<Piece>, String) {
        (0..self.random.below(5)).map(|_| self.known_piece(depth)).unzip()
    }

    fn known_piece(&mut self, depth: usize) -> (Piece, String) {
        self.values += 1;
        let text = if self.random.chance(60) { self.script() } else { self.text() };
        match self.random.below(10) {
            0..=5 => (Piece::text(text.as_str()), text),
            6 => (Piece::value(text.as_str()), text),
            7 if depth > 0 => {
                let (body, value) = self.known_pieces(depth - 1);
                let collection = Expr::list(["a", "b"]);
                let name = |name: &str| Variable::new(name).expect("a good variable");
                let piece = ForPiece {
                    key: None,
                    value: name("v"),
                    collection,
                    strip: Strip::default(),
                    body,
                    end_strip: Strip::default(),
                };
                (Piece::For(Box::new(piece)), value.repeat(2))
            }
            8 if depth > 0 => {
                let holds = self.random.chance(50);
                let ((yes, yes_value), (no, no_value)) =
                    (self.known_pieces(depth - 1), self.known_pieces(depth - 1));
                let (strip, end_strip) = (Strip::default(), Strip::default());
                let piece = IfPiece {
                    condition: holds.into(),
                    strip,
                    yes,
                    no: Some((strip, no)),
                    end_strip,
                };
                (Piece::If(Box::new(piece)), if holds { yes_value } else { no_value })
            }
            _ => (Piece::value(Expr::list(["first"]).index(0)), "first".into()),
        }
    }
}

impl Generator {
    /// The source of a `<<-` heredoc, indented and marked in odd ways.
    pub(crate) fn odd_heredoc(&mut self) -> String {
        format!("<<-EOT\n{}\n  EOT\n", self.odd_lines(2))
    }

    fn odd_lines(&mut self, depth: usize) -> String {
        (0..1 + self.random.below(6)).map(|_| self.odd_piece(depth)).collect()
    }

    fn odd_piece(&mut self, depth: usize) -> String {
        self.values += 1;
        let (open, close) = (self.random.pick(&["", "", "~"]), self.random.pick(&["", "", "~"]));
        match self.random.below(10) {
            0..=2 => "\n".to_string() + &" ".repeat(self.random.below(7)),
            3 => self.random.pick(&[" ", "\t", "\n\n", "  \n   \n"]).to_string(),
            4 | 5 => format!("${{{open}\"x\"{close}}}"),
            6 if depth > 0 => format!(
                "%{{{open} if true {close}}}{}%{{{close} endif {open}}}",
                self.odd_lines(depth - 1)
            ),
            7 if depth > 0 => format!(
                "%{{{open} for v in [1, 2] {close}}}{}%{{{close} endfor {open}}}",
                self.odd_lines(depth - 1)
            ),
            _ => self.random.pick(&["word", "日本", "$${y}", "e\u{301}"]).to_string(),
        }
    }
}

/// Terraform composes all text.
fn composed(text: &str) -> String {
    text.nfc().collect()
}
