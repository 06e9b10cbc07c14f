//! What parent and worker say to each other, and how it crosses the pipe: a length, then JSON.

use super::child::sandbox::Sandbox;
use crate::diag::{Diagnostic, Line};
use crate::engine::session::{Answer, Completions, Form, Input};
use crate::engine::world::{FileError, Question};
use crate::engine::{Covered, Looked, Pause, Rehearsal, Rehearsed, Snapshots};
use crate::model::graph::Graph;
use crate::model::{Allowed, File, FileComparison, Notice};
use crate::pipeline::Job;
use crate::secrets::Secret;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::{BufWriter, Read, Write};

/// The version of what is said; both ends are the same program, unless it was replaced in between.
pub(super) const VERSION: u32 = 10;

/// How much goes through the pipe at once, in bytes: as much as it holds.
pub(super) const BUFFER: usize = 64 << 10;

/// How large the text of one file of the worker may be.
pub(super) const LARGEST_FILE: usize = 32 << 20;

/// How large anything else may be that it says, as all its messages: what is read of it takes several times as much.
pub(super) const LARGEST_MESSAGE: usize = 16 << 20;

/// What the parent says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum ToWorker {
    /// Evaluate this; the text of its recipe comes along, since it is the first thing to be asked for.
    Job { version: u32, job: Box<Job>, text: Result<String, FileError> },
    /// Keep a session of this project, and take orders.
    Session { version: u32, job: Box<Job> },
    /// Do this in the session.
    Order(Order),
    /// Stop what you do for the session, and keep it.
    Stop,
    /// The text that was asked for.
    Text(Result<String, FileError>),
    /// The names that were asked for.
    Names(Result<Vec<String>, FileError>),
    /// The answer to a question; none when no one gave one.
    Answer(Option<String>),
    /// Evaluate this where you have stopped.
    Look(String),
    /// Go on, or end.
    GoOn(bool),
    /// What came of a rehearsal; none when there is no one to run it.
    Rehearsed(Option<Box<Rehearsed>>),
}

/// What the worker says.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum FromWorker {
    /// It has started, and this keeps it in.
    Ready { version: u32, sandbox: Sandbox },
    /// It wants the text of a file.
    Read(String),
    /// It wants the names in a folder.
    List(String),
    /// It asks the user who runs the recipe a question.
    Ask(Question),
    /// It has stopped, and someone may look at it.
    Pause(Box<Pause>),
    /// What came of a look.
    Looked(Box<Looked>),
    /// It is a test, and wants a recipe to be run.
    Rehearse(Box<Rehearsal>),
    /// It made a file, whose text follows as it is.
    File(Box<File>),
    /// It is done.
    Done(Box<Rest>),
    /// It did what it was ordered to.
    Reply(Reply),
}

/// A request in a session.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Order {
    /// Evaluate an input; its value is wanted in this form.
    Evaluate(Input, Form),
    /// Return what kind of value an expression evaluates to.
    Kind(String),
    /// Return all files so far, and their errors.
    Files,
    /// Return the completions of a text.
    Complete(String),
    /// Return the hint for the call at the end of a text.
    Hint(String),
}

/// The result of an order.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Reply {
    /// The value of an input, or the kind of an expression.
    Answer(Box<Answer>),
    /// All but the files themselves, and the text of the session.
    Files(Box<Rest>, String),
    /// The completions of a text.
    Completions(Completions),
    /// The hint for a call.
    Hint(Option<String>),
}

/// All of an evaluation but its files and its sources, which the parent has.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Rest {
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) value: String,
    pub(super) printed: Vec<Line>,
    pub(super) trace: Vec<Line>,
    pub(super) asked: BTreeMap<String, String>,
    pub(super) secrets: BTreeMap<String, Secret>,
    pub(super) allowed: Vec<Allowed>,
    pub(super) notices: Vec<Notice>,
    pub(super) graph: SoundGraph,
    pub(super) snapshots: Snapshots,
    pub(super) covered: Covered,
    pub(super) compared: Vec<FileComparison>,
}

/// A graph whose numbers are all of something.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "Graph", into = "Graph")]
pub(super) struct SoundGraph(pub(super) Graph);

impl TryFrom<Graph> for SoundGraph {
    type Error = &'static str;

    fn try_from(graph: Graph) -> Result<Self, Self::Error> {
        if graph.is_sound() { Ok(Self(graph)) } else { Err("a graph refers to what it lacks") }
    }
}

impl From<SoundGraph> for Graph {
    fn from(graph: SoundGraph) -> Self {
        graph.0
    }
}

impl Rest {
    /// The same when it can be sent; otherwise only which part of it is too large.
    pub(super) fn sendable(self, recipe: &str) -> Self {
        let parts = [
            ("messages", size(&self.diagnostics)),
            ("declarations of secrets", size(&self.secrets)),
            ("printed text", size(&(&self.printed, &self.trace))),
            ("text in its last value", size(&self.value)),
            ("snapshots", size(&self.snapshots)),
            ("notices of what is not checked", size(&self.notices)),
            ("entries in its graph", size(&self.graph.0)),
            ("differences between environments", size(&self.compared)),
            ("other data about itself", size(&(&self.asked, &self.allowed, &self.covered))),
        ];
        // The names of the parts need some room too.
        let total: usize = parts.iter().map(|(_, size)| size).sum();
        let Some((what, _)) = parts
            .into_iter()
            .max_by_key(|(_, size)| *size)
            .filter(|_| total > LARGEST_MESSAGE - 1024)
        else {
            return self;
        };
        let problem = Diagnostic::error(
            "too-large",
            format!(
                "the recipe `{recipe}` gives more than {} MiB of {what}",
                LARGEST_MESSAGE >> 20
            ),
        )
        .hint("look for a loop that goes on for too long");
        Self { diagnostics: vec![problem], ..Self::default() }
    }
}

/// How many bytes something takes in the pipe.
fn size(part: &impl Serialize) -> usize {
    let mut counted = Counted(0);
    // What can't be written fails when it is sent.
    let _unfit = serde_json::to_writer(&mut counted, part);
    counted.0
}

/// Counts what is written.
struct Counted(usize);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Why nothing more can be received.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// The other end no longer exists.
    Gone,
    /// It says more than it may.
    TooLarge(usize),
    /// It gives a file that is larger than one may be.
    LargeFile,
    /// It says something that has no meaning.
    Garbled(String),
}

/// Sends files, and what is said of them at the end.
pub(crate) fn send_with_files(
    to: &mut impl Write,
    files: Vec<File>,
    rest: &FromWorker,
) -> std::io::Result<()> {
    let mut to = BufWriter::with_capacity(BUFFER, to);
    for mut file in files {
        let text = std::mem::take(&mut file.text);
        put(&mut to, &FromWorker::File(Box::new(file)))?;
        to.write_all(&announced(text.len())?)?;
        to.write_all(text.as_bytes())?;
    }
    send(&mut to, rest)
}

/// Sends a message.
///
/// # Errors
/// When the other end no longer exists.
pub(super) fn send<M: Serialize>(to: &mut impl Write, message: &M) -> std::io::Result<()> {
    put(to, message)?;
    to.flush()
}

/// Sends a message that others follow at once: it may wait for them.
///
/// # Errors
/// When the other end no longer exists.
pub(super) fn put<M: Serialize>(to: &mut impl Write, message: &M) -> std::io::Result<()> {
    // The length is known behind the body, and goes in front of it: one write is one message.
    let mut frame = vec![0; 4];
    serde_json::to_writer(&mut frame, message).map_err(std::io::Error::other)?;
    let length = announced(frame.len() - 4)?;
    frame[..4].copy_from_slice(&length);
    to.write_all(&frame)
}

/// How a length is said in front of what has it.
fn announced(length: usize) -> std::io::Result<[u8; 4]> {
    u32::try_from(length).map(u32::to_le_bytes).map_err(std::io::Error::other)
}

/// Receives a message of at most `most` bytes.
///
/// # Errors
/// When there is none, when it is too large, or when it has no meaning.
pub(super) fn receive<M: DeserializeOwned>(from: &mut impl Read, most: usize) -> Result<M, Broken> {
    let length = length(from)?;
    if length > most {
        return Err(Broken::TooLarge(length));
    }
    let body = bytes(from, length)?;
    serde_json::from_slice(&body).map_err(|error| Broken::Garbled(error.to_string()))
}

/// Receives what a worker says, a file with its text.
///
/// # Errors
/// When there is nothing, when it is too large, or when it has no meaning.
pub(super) fn hear(from: &mut impl Read) -> Result<FromWorker, Broken> {
    let mut said = receive(from, LARGEST_MESSAGE)?;
    if let FromWorker::File(file) = &mut said {
        let length = length(from)?;
        if length > LARGEST_FILE {
            return Err(Broken::LargeFile);
        }
        let text = String::from_utf8(bytes(from, length)?);
        file.text = text.map_err(|error| Broken::Garbled(error.to_string()))?.into();
    }
    Ok(said)
}

fn length(from: &mut impl Read) -> Result<usize, Broken> {
    let mut length = [0; 4];
    from.read_exact(&mut length).map_err(|_| Broken::Gone)?;
    Ok(u32::from_le_bytes(length) as usize)
}

/// Reads so many bytes. There is room for all of them, which is bounded, and the system gives it as they come.
fn bytes(from: &mut impl Read, length: usize) -> Result<Vec<u8>, Broken> {
    let mut bytes = Vec::with_capacity(length);
    from.take(length as u64).read_to_end(&mut bytes).map_err(|_| Broken::Gone)?;
    if bytes.len() < length { Err(Broken::Gone) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Place;
    use crate::model::{FilePath, Origin, Own};
    use proptest::prelude::*;

    fn frame(body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len()).unwrap().to_le_bytes();
        [&length, body].concat()
    }

    #[test]
    fn a_message_crosses_unharmed() {
        let message = FromWorker::Read("a\u{0}\n\u{fdd0}ü".into());
        let mut pipe = Vec::new();
        send(&mut pipe, &message).unwrap();
        assert_eq!(receive::<FromWorker>(&mut pipe.as_slice(), 100), Ok(message));
    }

    #[test]
    fn whatever_is_cut_large_or_garbled_is_refused() {
        let whole = frame(br#"{"Read":"a"}"#);
        for end in 0..whole.len() {
            assert_eq!(receive::<FromWorker>(&mut &whole[..end], 100), Err(Broken::Gone));
        }
        assert_eq!(receive::<FromWorker>(&mut whole.as_slice(), 11), Err(Broken::TooLarge(12)));
        assert!(matches!(
            receive::<FromWorker>(&mut frame(b"hello").as_slice(), 100),
            Err(Broken::Garbled(_))
        ));
        assert_eq!(
            receive::<FromWorker>(&mut [0xff; 8].as_slice(), 100),
            Err(Broken::TooLarge(u32::MAX as usize))
        );
    }

    /// How long the message is that the test sends behind a file.
    const BEHIND: usize = 4 + br#"{"Read":"a"}"#.len();

    fn file(text: &str) -> Vec<u8> {
        let origin = Origin {
            recipe: "deploy.rhai".into(),
            emit: 0,
            place: Place::new("deploy.rhai", 1, 1),
            calls: Vec::new(),
        };
        let path = FilePath::parse("a.yaml").unwrap();
        let (executable, environment, own) = (false, None, Own::Whole);
        let file = File { path, text: text.into(), executable, environment, own, origin };
        let mut pipe = Vec::new();
        send_with_files(&mut pipe, vec![file], &FromWorker::Read("a".into())).unwrap();
        pipe
    }

    #[test]
    fn a_file_crosses_with_its_text() {
        for text in ["", "a: \"\n\"\n", "ü\u{0}"] {
            let pipe = file(text);
            let mut from = pipe.as_slice();
            assert!(matches!(hear(&mut from), Ok(FromWorker::File(file)) if *file.text == *text));
            assert_eq!(hear(&mut from), Ok(FromWorker::Read("a".into())));
            let cut = pipe.len() - BEHIND - 1;
            assert_eq!(hear(&mut &pipe[..cut]), Err(Broken::Gone));
        }
    }

    #[test]
    fn a_file_may_be_larger_than_a_message() {
        let announced = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
        let text = "x".repeat(LARGEST_MESSAGE + 1);
        assert!(hear(&mut file(&text).as_slice()).is_ok());
        let mut pipe = file("x");
        let text = pipe.len() - BEHIND - 1;
        pipe[text] = 0xff;
        assert!(matches!(hear(&mut pipe.as_slice()), Err(Broken::Garbled(_))));
        pipe[text - 4..text].copy_from_slice(&announced(LARGEST_FILE + 1));
        assert_eq!(hear(&mut pipe.as_slice()), Err(Broken::LargeFile));
        let message = announced(LARGEST_MESSAGE + 1);
        assert_eq!(hear(&mut message.as_slice()), Err(Broken::TooLarge(LARGEST_MESSAGE + 1)));
    }

    #[test]
    fn a_path_that_leaves_the_root_is_no_file() {
        let file = r#"{"File":{"path":"../x","text":"","executable":false,"environment":null,"own":"whole","origin":{"recipe":"","emit":0,"place":{"file":"","start":{"line":1,"column":1},"end":null},"calls":[]}}}"#;
        let received = receive::<FromWorker>(&mut frame(file.as_bytes()).as_slice(), 1000);
        assert!(
            matches!(&received, Err(Broken::Garbled(why)) if why.contains("..")),
            "{received:?}"
        );
    }

    #[test]
    fn what_is_too_large_to_be_sent_is_named() {
        let rest = Rest {
            printed: vec!["x".repeat(LARGEST_MESSAGE).into()],
            value: "y".into(),
            ..Rest::default()
        };
        let sent = rest.sendable("deploy.rhai");
        assert_eq!(
            sent.diagnostics[0].message,
            "the recipe `deploy.rhai` gives more than 16 MiB of printed text"
        );
        assert!(sent.printed.is_empty());
        let small = || Rest { printed: vec![String::from("x").into()], ..Rest::default() };
        assert_eq!(small().sendable("deploy.rhai"), small());
    }

    proptest! {
        #[test]
        fn no_bytes_break_the_receiver(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _either = receive::<FromWorker>(&mut bytes.as_slice(), 100);
            let _either = receive::<FromWorker>(&mut frame(&bytes).as_slice(), 100);
        }
    }
}
