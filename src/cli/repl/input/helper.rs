//! Help for the user who types: whether an input is whole, its colours, completion and hints.

use super::finished::verdict;
use crate::cli::repl::commands::{ALL, Takes, find};
use crate::cli::repl::repl_state::ReplState;
use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hint, Hinter};
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;
use sw::Session;
use sw::diag::letters::is_harmful;
use sw::engine::Cancel;
use sw::engine::session::{Ink, SESSION, paint};

/// All that the line editor asks for.
pub(crate) struct Helper {
    is_colored: bool,
    environments: Vec<String>,
    session: Rc<RefCell<Session>>,
}

impl Helper {
    pub(crate) fn new(repl: &ReplState<'_>, is_colored: bool) -> Self {
        let environments = repl
            .context
            .runtime
            .project()
            .environments
            .iter()
            .map(|environment| environment.name.clone())
            .collect();
        Self { is_colored, environments, session: repl.session.clone() }
    }
}

impl rustyline::Helper for Helper {}

impl Validator for Helper {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(verdict(context.input()))
    }
}

impl Highlighter for Helper {
    fn highlight<'l>(&self, line: &'l str, _pos: usize) -> Cow<'l, str> {
        if !self.is_colored || line.trim_start().starts_with(':') {
            return Cow::Borrowed(line);
        }
        let mut painted = String::new();
        let mut done = 0;
        for (range, ink) in paint(line) {
            let color = match ink {
                Ink::Keyword => "35",
                Ink::Text => "32",
                Ink::Constant => "36",
                Ink::Comment => "2",
            };
            painted += &line[done..range.start];
            painted += &format!("\u{1b}[{color}m{}\u{1b}[0m", &line[range.clone()]);
            done = range.end;
        }
        Cow::Owned(painted + &line[done..])
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        if self.is_colored {
            Cow::Owned(format!("\u{1b}[2m{hint}\u{1b}[0m"))
        } else {
            Cow::Borrowed(hint)
        }
    }

    fn highlight_char(&self, _line: &str, _pos: usize, kind: CmdKind) -> bool {
        self.is_colored && kind != CmdKind::MoveCursor
    }
}

impl Completer for Helper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _context: &rustyline::Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..pos];
        match before.strip_prefix(':') {
            Some(command) => Ok(self.command(command)),
            None => Ok(self.expression(before, 0)),
        }
    }
}

impl Helper {
    /// What a command can be, or what can be behind it.
    fn command(&self, typed: &str) -> (usize, Vec<Pair>) {
        let Some((name, rest)) = typed.split_once(' ') else {
            return (1, pairs(typed, ALL.iter().map(|row| row.name.to_string())));
        };
        let start = 1 + typed.len() - rest.len();
        let takes = find(name).map_or(Takes::Nothing, |row| row.takes);
        let candidates = match takes {
            Takes::Command => ALL.iter().map(|row| row.name.to_string()).collect(),
            Takes::Environment => {
                self.environments.iter().cloned().chain(["all".to_string()]).collect()
            }
            Takes::Expression | Takes::Name => return self.expression(rest, start),
            Takes::Recipe => return self.recipes(rest, start),
            Takes::Emitted => {
                let output = self.session.borrow_mut().output(SESSION, &Cancel::default());
                output.files.iter().map(|file| file.path.to_string()).collect()
            }
            Takes::Nothing => Vec::new(),
        };
        (start, pairs(rest, candidates))
    }
}

impl Helper {
    /// What an expression can go on with, which starts at `offset`.
    fn expression(&self, text: &str, offset: usize) -> (usize, Vec<Pair>) {
        let completions = self.session.borrow_mut().complete(text);
        let shown = completions
            .candidates
            .into_iter()
            .map(|candidate| Pair { display: candidate.clone(), replacement: candidate });
        (offset + completions.start, shown.collect())
    }

    /// Recipe files of the project, as the session would complete their paths.
    fn recipes(&self, typed: &str, offset: usize) -> (usize, Vec<Pair>) {
        const READS: &str = "read_text(\"";
        let (start, pairs) = self.expression(&format!("{READS}{typed}"), 0);
        let unquoted =
            pairs.into_iter().map(|pair| pair.replacement.trim_end_matches('"').to_string());
        let recipes = unquoted.filter(|path| path.ends_with('/') || path.ends_with(".rhai"));
        let pairs = recipes.map(|path| Pair { display: path.clone(), replacement: path }).collect();
        (offset + start - READS.len(), pairs)
    }
}

/// A hint that is only read: no key makes it part of the input.
pub(crate) struct Said(String);

impl Hint for Said {
    fn display(&self) -> &str {
        &self.0
    }

    fn completion(&self) -> Option<&str> {
        None
    }
}

/// The candidates that begin with what is typed, and that a terminal can show.
fn pairs(typed: &str, candidates: impl IntoIterator<Item = String>) -> Vec<Pair> {
    let fitting = candidates
        .into_iter()
        .filter(|candidate| candidate.starts_with(typed) && !candidate.contains(is_harmful));
    fitting.map(|candidate| Pair { display: candidate.clone(), replacement: candidate }).collect()
}

impl Hinter for Helper {
    type Hint = Said;

    fn hint(&self, line: &str, pos: usize, _context: &rustyline::Context<'_>) -> Option<Said> {
        if pos < line.len()
            || line.trim_start().starts_with(':')
            || line.contains('\n') && line.ends_with('\n')
        {
            return None;
        }
        self.session.borrow_mut().hint(line).map(|hint| Said(format!("  {hint}")))
    }
}
