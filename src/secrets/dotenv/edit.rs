//! Setting and removing a variable; everything else stays as it is.

use super::{Document, Piece};
use crate::emit::dotenv::{is_name, sourced};

/// How the line above a variable starts that says when it was set.
const SET_ON: &str = "# set on ";

impl Document {
    /// Sets a variable: in its place, with the comment that is there, or in a new line at the end.
    ///
    /// # Errors
    /// What can't be written, in words that follow the variable's name: no name, or a value that programs would read
    /// back differently. Nothing has changed then.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        if !is_name(name) {
            return Err("is no name for a variable: those have letters, digits and `_`, and don't start with a digit".into());
        }
        let Some(at) = self.position(name) else { return self.append(name, value) };
        let piece = &mut self.pieces[at];
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

    /// Removes a variable, wherever it is set; whether it was there. Comments above it stay, but for when it was set.
    pub fn unset(&mut self, name: &str) -> bool {
        let before = self.pieces.len();
        while let Some(at) = self.position(name) {
            let dated =
                at.checked_sub(1).filter(|above| self.pieces[*above].text.starts_with(SET_ON));
            self.pieces.drain(dated.unwrap_or(at)..=at);
        }
        self.pieces.len() < before
    }

    /// When a variable was set, as the line above it says.
    ///
    /// ```
    /// use sw::secrets::dotenv::Document;
    /// let mut file = Document::parse("KEY=x\n");
    /// file.date("KEY", "2026-11-26");
    /// assert_eq!(file.to_string(), "# set on 2026-11-26\nKEY=x\n");
    /// assert_eq!(file.set_on("KEY"), Some("2026-11-26"));
    /// ```
    pub fn set_on(&self, name: &str) -> Option<&str> {
        let above = self.pieces.get(self.position(name)?.checked_sub(1)?)?;
        above.text.strip_prefix(SET_ON).map(str::trim_end)
    }

    /// Says in the line above a variable when it was set.
    pub fn date(&mut self, name: &str, date: &str) {
        let Some(at) = self.position(name) else { return };
        let line = Piece { text: format!("{SET_ON}{date}{}", self.line_end()), variable: None };
        let is_dated = at > 0 && self.pieces[at - 1].text.starts_with(SET_ON);
        let replaced = if is_dated { at - 1..at } else { at..at };
        self.pieces.splice(replaced, [line]);
    }

    /// Where the variable is set that counts.
    fn position(&self, name: &str) -> Option<usize> {
        let is_it = |piece: &Piece| {
            piece
                .variable
                .as_ref()
                .is_some_and(|variable| piece.text[variable.name.clone()] == *name)
        };
        self.pieces.iter().rposition(is_it)
    }

    /// As the lines that are there end.
    fn line_end(&self) -> &'static str {
        let first = self.pieces.iter().find(|piece| piece.text.ends_with('\n'));
        if first.is_some_and(|piece| piece.text.ends_with("\r\n")) { "\r\n" } else { "\n" }
    }
}
