//! From a recipe's text to what the language runs, with what reading it showed.

use super::holes::is_marked;
use super::run::{Run, lock};
use super::tokens::Reader;
use rhai::{AST, Engine, LexError, ParseError, ParseErrorType, Position};

/// The largest recipe file, in bytes.
const LARGEST: usize = 1 << 20;

/// Compiles `text`, which stands in `file`.
pub(super) fn compile(engine: &Engine, run: &Run, file: &str, text: &str) -> Result<AST, ParseError> {
    lock(&run.sources).add_text(file, text);
    refuse(text)?;
    *lock(&run.reader) = Reader::default();
    let parsed = engine.compile(text);
    let reader = std::mem::take(&mut *lock(&run.reader));
    let mut ast = parsed?;
    ast.set_source(file);
    lock(&run.sources).add_parsed(file, reader, &ast);
    Ok(ast)
}

fn refuse(text: &str) -> Result<(), ParseError> {
    let reason = if text.len() > LARGEST {
        "the file is larger than 1 MiB"
    } else if is_marked(text) {
        "the file holds a character between U+FDD0 and U+FDEF, which no text uses"
    } else {
        return Ok(());
    };
    Err(ParseError(Box::new(ParseErrorType::BadInput(LexError::Runtime(reason.into()))), Position::new(1, 1)))
}
