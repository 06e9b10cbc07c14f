//! Reads what is typed without running it: by the same rules as recipes, apart from any session.

use crate::engine::host::make_strict;
use crate::engine::source::lexing::token_hook::Reader;
use crate::engine::source::shadowing::Hidden;
use crate::util::lock::lock;
use rhai::{AST, Engine, ParseError};
use std::sync::{Arc, Mutex};

/// A parser that knows no functions: whether they are there is no question of how they are written.
pub(crate) struct Parser {
    pub(crate) engine: Engine,
    reader: Arc<Mutex<Reader>>,
}

impl Parser {
    #[expect(
        deprecated,
        reason = "the hook is marked so because it may change; the version is pinned"
    )]
    pub(crate) fn new() -> Self {
        let mut engine = Engine::new_raw();
        make_strict(&mut engine);
        engine.set_max_expr_depths(256, 256);
        let reader: Arc<Mutex<Reader>> = Arc::default();
        let reading = reader.clone();
        engine.on_parse_token(move |token, position, _| lock(&reading).next(token, position));
        Self { engine, reader }
    }

    /// What `text` reads as.
    pub(crate) fn parse(&self, text: &str) -> Result<AST, ParseError> {
        *lock(&self.reader) = Reader::hiding(Hidden::new([].into()));
        self.engine.compile(text)
    }
}
