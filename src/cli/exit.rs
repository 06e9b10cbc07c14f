//! How a command ends: its exit code, which scripts rely on, and what it says when it failed.

use std::process::ExitCode;
use sw::diag::Diagnostic;
use sw::diag::render::Texts;
use sw::write::UNFINISHED;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Done, or nothing to do.
    Done,
    /// The recipe, the model or the use of the command is wrong.
    Wrong,
    /// There are differences, and the command was asked to report them by its exit code.
    Differs,
    /// Another run holds the project, or its ledger is damaged.
    Locked,
    /// A bug in the program itself.
    Bug,
    /// The user stopped it.
    Interrupted,
    /// As the command ended that was run for it.
    Passed(u8),
}

impl Exit {
    /// The exit code.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Wrong => 1,
            Self::Differs => 2,
            Self::Locked => 4,
            Self::Bug => 70,
            Self::Interrupted => 130,
            Self::Passed(code) => code,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        exit.code().into()
    }
}

/// Why a command has nothing to show but messages.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) messages: Vec<Diagnostic>,
    /// The sources that the messages speak of.
    pub(super) texts: Texts,
    pub(super) exit: Exit,
}

impl Failure {
    /// What is wrong, with the sources it is in.
    pub(super) fn new(messages: Vec<Diagnostic>, texts: Texts) -> Self {
        let exit =
            messages.iter().map(exit_of).find(|exit| *exit != Exit::Wrong).unwrap_or(Exit::Wrong);
        Self { messages, texts, exit }
    }

    /// Whether something was written, and not all.
    pub(super) fn is_unfinished(&self) -> bool {
        self.messages.iter().any(|message| message.code == UNFINISHED)
    }
}

fn exit_of(message: &Diagnostic) -> Exit {
    match message.code.as_ref() {
        "locked" | "unusable-ledger" | UNFINISHED => Exit::Locked,
        "internal-error" => Exit::Bug,
        "cancelled" => Exit::Interrupted,
        _ => Exit::Wrong,
    }
}

impl From<Vec<Diagnostic>> for Failure {
    fn from(messages: Vec<Diagnostic>) -> Self {
        Self::new(messages, Texts::new())
    }
}

impl From<Diagnostic> for Failure {
    fn from(message: Diagnostic) -> Self {
        vec![message].into()
    }
}

/// What the system refused: the first cause is the message, the others explain it.
impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        let causes = error.chain().skip(1).map(ToString::to_string);
        causes.fold(Diagnostic::error("system-error", error.to_string()), Diagnostic::note).into()
    }
}

/// What a command returns: an exit code, or messages that say why there is none.
pub(super) type Outcome = Result<Exit, Failure>;
