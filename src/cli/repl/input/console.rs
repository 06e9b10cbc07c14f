//! Where inputs come from: a terminal with its keys, or the lines of a script.

use super::helper::Helper;
use super::history::{History, is_harmless};
use super::lines;
use crate::cli::repl::repl_state::ReplState;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;
use rustyline::{ColorMode, CompletionType, Config, Editor};
use std::io::{Lines, StdinLock};
use std::marker::PhantomData;

const PROMPT: &str = "sw> ";

/// What was read.
pub(crate) enum Read {
    Text(String),
    /// Ctrl-C: what was there is dropped.
    Left,
    End,
}

/// One who gives inputs.
pub(crate) enum Console<'a> {
    Terminal {
        editor: Box<Editor<Helper, MemHistory>>,
        history: Option<History>,
        repl: PhantomData<&'a ()>,
    },
    Script(lines::Script<Lines<StdinLock<'static>>>),
}

impl<'a> Console<'a> {
    /// The terminal with the project's history, where a user is at it.
    pub(crate) fn open(repl: &ReplState<'a>, is_conversation: bool) -> anyhow::Result<Self> {
        if !is_conversation {
            return Ok(Self::Script(lines::Script::stdin()));
        }
        let is_colored = repl.ui.colors_out();
        let colors = if is_colored { ColorMode::Forced } else { ColorMode::Disabled };
        let config = Config::builder()
            .auto_add_history(false)
            .completion_type(CompletionType::List)
            .color_mode(colors)
            .bracketed_paste(true);
        let mut editor = Editor::with_history(config.build(), MemHistory::new())?;
        editor.set_helper(Some(Helper::new(repl, is_colored)));
        let history = History::of(repl.context.root());
        for input in history.iter().flat_map(History::read) {
            editor.add_history_entry(input)?;
        }
        Ok(Self::Terminal { editor: Box::new(editor), history, repl: PhantomData })
    }

    /// Waits for the next input.
    pub(crate) fn read(&mut self) -> anyhow::Result<Read> {
        match self {
            Self::Script(lines) => Ok(lines.next()?.map_or(Read::End, Read::Text)),
            Self::Terminal { editor, .. } => match editor.readline(PROMPT) {
                Ok(text) => Ok(Read::Text(text)),
                Err(ReadlineError::Interrupted) => Ok(Read::Left),
                Err(ReadlineError::Eof) => Ok(Read::End),
                Err(error) => Err(error.into()),
            },
        }
    }

    /// Keeps an input for the arrow keys and for the next session, unless it holds what looks like a credential.
    pub(crate) fn keep(&mut self, input: &str, repl: &ReplState<'_>) {
        if let Self::Terminal { editor, history, .. } = self {
            let input = input.trim_end();
            if is_harmless(input) {
                let _full = editor.add_history_entry(input);
                history.iter().for_each(|history| history.add(input));
            } else {
                repl.ui.say(
                    "this input looks like it holds a credential: it is not kept in the history",
                );
            }
        }
    }
}
