//! YAML as an expert writes it by hand, read back the same by YAML 1.1 and 1.2 readers alike.
//!
//! - two spaces per level, lists indented under their key, lines never folded;
//! - bare text where every reader takes it for text, `|` blocks for lines, else quotes;
//! - comments above a node and beside it; empty lines where [`Node::spaced`] asks for them.

mod flow;
mod literal;
mod number;
mod plain;
mod scalar;
mod tag;
mod write;

use super::comment;
use super::tree::node::Node;

/// One document as a file's text.
///
/// ```
/// use sw::emit::{Node, yaml};
/// let step = Node::map([("name", Node::from("Test").noted("unit tests only")), ("run", Node::from("npm ci\nnpm test\n"))]);
/// let text = "steps:\n  - name: Test  # unit tests only\n    run: |\n      npm ci\n      npm test\n";
/// assert_eq!(yaml::emit(&Node::map([("steps", Node::list([step]))])), text);
/// ```
pub fn emit(document: &Node<'_>) -> String {
    let mut stream = Stream::new();
    stream.add(document);
    stream.finish()
}

/// A file's text, document by document: each tree can be dropped once it is added.
///
/// ```
/// use sw::emit::{Node, yaml::Stream};
/// let mut stream = Stream::with_header("two documents");
/// stream.add(&Node::map([("kind", "Service")]));
/// stream.add(&Node::map([("kind", "Deployment")]));
/// assert_eq!(stream.finish(), "# two documents\n\nkind: Service\n---\nkind: Deployment\n");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Stream {
    text: String,
    started: bool,
}

impl Stream {
    /// A file without documents.
    pub fn new() -> Self {
        Self::default()
    }

    /// A file that opens with a comment.
    pub fn with_header(text: &str) -> Self {
        Self { text: comment::header(text), started: false }
    }

    /// Adds a document.
    pub fn add(&mut self, document: &Node<'_>) {
        if self.started {
            self.text.push_str("---\n");
        }
        self.started = true;
        write::Writer::new(&mut self.text).document(document);
    }

    /// The text of the file.
    pub fn finish(self) -> String {
        self.text
    }
}
