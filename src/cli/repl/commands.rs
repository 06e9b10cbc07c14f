//! What can be typed behind `:`: one table, for reading, help and completion.

use sw::diag::{Diagnostic, suggest};

/// A command, with what was typed behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command {
    Help,
    Doc,
    Type,
    Emit,
    Show,
    Diff,
    Write,
    Load,
    Reload,
    Undo,
    Env,
    Edit,
    Save,
    Time,
    Quit,
}

/// What is behind a command, for completion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Takes {
    Nothing,
    Name,
    Expression,
    /// The path of a file that was emitted.
    Emitted,
    /// The path of a recipe.
    Recipe,
    Environment,
    Command,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) command: Command,
    pub(super) name: &'static str,
    /// How it is written with what it takes.
    pub(super) usage: &'static str,
    pub(super) what: &'static str,
    pub(super) takes: Takes,
}

const fn row(
    command: Command,
    name: &'static str,
    usage: &'static str,
    takes: Takes,
    what: &'static str,
) -> Row {
    Row { command, name, usage, what, takes }
}

/// All commands, in the order of the help.
pub(super) const ALL: [Row; 15] = [
    row(Command::Doc, "doc", ":doc NAME", Takes::Name, "what a function, method or namespace does"),
    row(
        Command::Type,
        "type",
        ":type EXPRESSION",
        Takes::Expression,
        "what kind of value it gives; it leaves nothing behind",
    ),
    row(Command::Emit, "emit", ":emit", Takes::Nothing, "the files so far"),
    row(
        Command::Show,
        "show",
        ":show [PATH]",
        Takes::Emitted,
        "a file so far; without a path, all of the last value",
    ),
    row(Command::Diff, "diff", ":diff", Takes::Nothing, "what writing the files would change"),
    row(
        Command::Write,
        "write",
        ":write [--force]",
        Takes::Nothing,
        "checks the files and writes them, as `sw run` does",
    ),
    row(
        Command::Load,
        "load",
        ":load [FILE]",
        Takes::Recipe,
        "evaluates a recipe here; without a file, those of the project",
    ),
    row(
        Command::Reload,
        "reload",
        ":reload",
        Takes::Nothing,
        "reads the project anew and evaluates everything again",
    ),
    row(Command::Undo, "undo", ":undo", Takes::Nothing, "takes the last input back"),
    row(
        Command::Env,
        "env",
        ":env [NAME|all]",
        Takes::Environment,
        "what `target()` is and `:write` is limited to",
    ),
    row(
        Command::Edit,
        "edit",
        ":edit",
        Takes::Nothing,
        "the last input in $VISUAL or $EDITOR; what is saved is evaluated",
    ),
    row(Command::Save, "save", ":save FILE", Takes::Recipe, "keeps the session as a recipe"),
    row(
        Command::Time,
        "time",
        ":time EXPRESSION",
        Takes::Expression,
        "evaluates it and says how long that took",
    ),
    row(Command::Help, "help", ":help [COMMAND]", Takes::Command, "this list"),
    row(Command::Quit, "quit", ":quit", Takes::Nothing, "ends the session, as Ctrl-D does"),
];

/// Other names of commands, as other programs have them.
const ALIASES: [(&str, &str); 7] = [
    ("q", "quit"),
    ("exit", "quit"),
    ("h", "help"),
    ("?", "help"),
    ("t", "type"),
    ("l", "load"),
    ("r", "reload"),
];

/// The command that a line means, and what is behind it.
///
/// # Errors
/// When there is no such command.
pub(super) fn read(line: &str) -> Result<(&'static Row, &str), Diagnostic> {
    let line = line.trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    find(name).map(|row| (row, rest.trim()))
}

/// The command of this name.
///
/// # Errors
/// When there is none.
pub(super) fn find(name: &str) -> Result<&'static Row, Diagnostic> {
    let full = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, full)| full);
    ALL.iter().find(|row| row.name == full).ok_or_else(|| {
        let near = suggest::nearest(name, ALL.iter().map(|row| row.name))
            .map(|near| format!("did you mean `:{near}`?"));
        Diagnostic::error("unknown-command", format!("there is no command `:{name}`"))
            .hint(near.as_deref())
            .hint("`:help` lists the commands")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_session_page_plays_every_command() {
        let page = include_str!("../../../tests/sessions/repl.md");
        let typed: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix(':')).collect();
        let unplayed = ALL.iter().filter(|row| {
            !typed
                .iter()
                .any(|line| read(line).is_ok_and(|(found, _)| found.command == row.command))
        });
        assert_eq!(unplayed.map(|row| row.name).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn commands_are_found_by_name_and_alias() {
        assert_eq!(
            read(" type  a.b ").map(|(row, rest)| (row.command, rest.to_string())),
            Ok((Command::Type, "a.b".into()))
        );
        assert_eq!(read("q").map(|(row, _)| row.command), Ok(Command::Quit));
        let unknown = read("tpye x").unwrap_err();
        assert_eq!(unknown.hints[0], "did you mean `:type`?");
        ALL.iter().for_each(|row| {
            assert!(row.usage.starts_with(&format!(":{}", row.name)), "{}", row.name)
        });
    }
}
