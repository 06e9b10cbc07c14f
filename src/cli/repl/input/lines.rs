//! Where no one types: lines are read until they are whole.

use std::io::{Lines, StdinLock};
use sw::engine::session::{Whole, whole};

/// The lines of a script.
pub(crate) struct Script<L> {
    lines: L,
}

impl Script<Lines<StdinLock<'static>>> {
    /// What comes in on stdin.
    pub(crate) fn stdin() -> Self {
        Self { lines: std::io::stdin().lines() }
    }
}

impl<L: Iterator<Item = std::io::Result<String>>> Script<L> {
    /// The next input: a command, or lines that are whole together; none at the end.
    ///
    /// # Errors
    /// When the lines can't be read as text.
    pub(crate) fn next(&mut self) -> std::io::Result<Option<String>> {
        let mut input = String::new();
        for line in self.lines.by_ref() {
            let line = line?;
            if input.is_empty() && line.trim().is_empty() {
                continue;
            }
            let is_command = input.is_empty() && line.trim_start().starts_with(':');
            input.push_str(&line);
            if is_command || whole(&input) == Whole::Yes {
                return Ok(Some(input));
            }
            input.push('\n');
        }
        Ok((!input.is_empty()).then_some(input))
    }
}

#[cfg(test)]
mod tests {
    use super::Script;

    #[test]
    fn inputs_are_whole() {
        let text = "let a = #{\n  b: 1,\n};\n\n:type a\na.map_values(|k, v|\n  v)\nf(";
        let mut script = Script { lines: text.lines().map(|line| Ok(line.to_string())) };
        let mut inputs = Vec::new();
        while let Some(input) = script.next().unwrap() {
            inputs.push(input);
        }
        assert_eq!(
            inputs,
            ["let a = #{\n  b: 1,\n};", ":type a", "a.map_values(|k, v|\n  v)", "f(\n"]
        );
    }
}
