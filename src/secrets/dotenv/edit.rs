//! Setting and removing a variable; everything else stays as it is.

use super::{Document, Piece};
use crate::emit::dotenv::{is_name, sourced};

impl Document {
    /// Sets a variable: in its place, with the comment that stands there, or in a new line at the end.
    ///
    /// # Errors
    /// What can't be written, in words that follow the variable's name: no name, or a value that programs would read
    /// back differently. Nothing has changed then.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !is_name(name) {
            return Err("is no name for a variable: those have letters, digits and `_`, and don't start with a digit".into());
        }
        let is_it = |piece: &&mut Piece| piece.variable.as_ref().is_some_and(|variable| piece.text[variable.name.clone()] == *name);
        let Some(piece) = self.pieces.iter_mut().rfind(is_it) else { return self.append(name, value) };
        let Some(variable) = piece.variable.as_mut() else { return Ok(()) };
        let mut written = sourced(value, variable.is_followed)?.into_owned();
        // A comment that follows at once would become part of the value.
        if piece.text[variable.value.end..].starts_with('#') {
            written.push(' ');
        }
        piece.text.replace_range(variable.value.clone(), &written);
        variable.value.end = variable.value.start + written.trim_end_matches(' ').len();
        Ok(())
    }

    fn append(&mut self, name: &str, value: &str) -> Result<(), String> {
        let written = sourced(value, false)?;
        let end = self.line_end();
        if let Some(last) = self.pieces.last_mut()
            && !last.text.ends_with('\n')
        {
            last.text.push_str(end);
        }
        let added = Self::parse(&format!("{name}={written}{end}"));
        self.pieces.extend(added.pieces);
        Ok(())
    }

    /// Removes a variable, wherever it is set; whether it was there. Comments above it stay.
    pub fn unset(&mut self, name: &str) -> bool {
        let before = self.pieces.len();
        let is_it = |piece: &Piece| piece.variable.as_ref().is_some_and(|variable| piece.text[variable.name.clone()] == *name);
        self.pieces.retain(|piece| !is_it(piece));
        self.pieces.len() < before
    }

    /// As the lines that are there end.
    fn line_end(&self) -> &'static str {
        let first = self.pieces.iter().find(|piece| piece.text.ends_with('\n'));
        if first.is_some_and(|piece| piece.text.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }
}
