//! Reads along while a file is parsed: words become names where only a name is allowed, and every
//! map literal's keys are noted in the author's order.
//!
//! The language keeps neither: it reserves words it does not use, and it sorts its maps.

use crate::engine::run::holes::is_marked;
use crate::engine::run::limits::Watch;
use crate::engine::source::mangling::Renamed;
use crate::engine::source::reexports::Reexports;
use crate::engine::source::shadowing::Hidden;
use crate::engine::source::sources::Literal;
use crate::value::Key;
use rhai::{LexError, Position, Token};
use std::sync::Arc;

/// The state of reading one file.
#[derive(Default)]
pub(crate) struct Reader {
    /// What stops the reading of a file that takes too long.
    watch: Option<Arc<Watch>>,
    /// How many tokens it has seen.
    seen: usize,
    hidden: Hidden,
    renamed: Renamed,
    reexports: Reexports,
    open: Vec<Open>,
    last: Last,
    /// Whether the map that may start now says what to choose from.
    choice: Choice,
    building: Vec<Literal>,
    /// The map literals that are complete, inner ones before the ones around them.
    pub(crate) literals: Vec<Literal>,
}

/// After how many tokens the watch is looked at.
const LOOK: usize = 64;

/// How much of `choose(` was read.
#[derive(Clone, Copy, PartialEq, Default)]
enum Choice {
    #[default]
    None,
    Word,
    Open,
}

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Map,
    Other,
}

/// What the token before this one says about this one.
#[derive(Clone, Copy, PartialEq, Default)]
enum Last {
    MapStart,
    Comma,
    Access,
    Function,
    #[default]
    Other,
}

impl Reader {
    /// A reader for a parser that shall not see the names of some functions.
    pub(crate) fn hiding(hidden: Hidden) -> Self {
        Self { hidden, ..Self::default() }
    }

    /// The same, where some functions have other names than the text says.
    pub(crate) fn renaming(self, renamed: Renamed) -> Self {
        Self { renamed, ..self }
    }

    /// The same for a file with these re-exports.
    pub(crate) fn reexporting(self, reexports: Reexports) -> Self {
        Self { reexports, ..self }
    }

    /// The same, as long as the run may go on.
    pub(crate) fn watched(self, watch: Arc<Watch>) -> Self {
        Self { watch: Some(watch), ..self }
    }

    /// Takes the next token and gives what the parser shall see in its place.
    pub(crate) fn next(&mut self, token: Token, position: Position) -> Token {
        self.seen += 1;
        if self.seen.is_multiple_of(LOOK)
            && self.watch.as_ref().is_some_and(|watch| watch.is_over())
        {
            return Token::LexError(Box::new(LexError::Runtime(
                "reading it takes too long".into(),
            )));
        }
        let token = self.reexports.replace(token, position);
        let key_slot = self.open.last() == Some(&Open::Map)
            && matches!(self.last, Last::MapStart | Last::Comma);
        let token = without_forged_marks(as_name(token, key_slot || self.last == Last::Access));
        let token = if key_slot { as_key(token) } else { token };
        let token = if key_slot || self.last == Last::Access {
            token
        } else {
            self.renamed.rename(token, position)
        };
        let token = if self.last == Last::Function { self.hidden.hide(token) } else { token };
        if key_slot {
            self.note_key(&token);
        }
        self.track(&token);
        token
    }

    fn note_key(&mut self, token: &Token) {
        let (Token::Identifier(key) | Token::StringConstant(key)) = token else { return };
        if let Some(literal) = self.building.last_mut() {
            literal.keys.push(Key::from(key.as_str()));
        }
    }

    fn track(&mut self, token: &Token) {
        match token {
            Token::MapStart => {
                self.open.push(Open::Map);
                let is_choice = self.choice == Choice::Open;
                self.building.push(Literal { is_choice, keys: Vec::new() });
            }
            Token::LeftBrace | Token::LeftParen | Token::LeftBracket | Token::QuestionBracket => {
                self.open.push(Open::Other)
            }
            Token::RightBrace | Token::RightParen | Token::RightBracket
                if self.open.pop() == Some(Open::Map) =>
            {
                self.literals.extend(self.building.pop());
            }
            _ => {}
        }
        self.choice = match (self.choice, token) {
            (_, Token::Identifier(word)) if **word == "choose" => Choice::Word,
            (Choice::Word, Token::LeftParen) => Choice::Open,
            _ => Choice::None,
        };
        self.last = match token {
            Token::MapStart => Last::MapStart,
            Token::Comma => Last::Comma,
            Token::Fn => Last::Function,
            Token::Period | Token::Elvis | Token::DoubleColon => Last::Access,
            _ => Last::Other,
        };
    }
}

fn as_name(token: Token, name_slot: bool) -> Token {
    match token {
        // Symbols are reserved too, and stay what they are.
        Token::Reserved(word)
            if word.starts_with(char::is_alphabetic) && (name_slot || *word != "this") =>
        {
            Token::Identifier(word)
        }
        token if name_slot && is_keyword(&token) => {
            Token::Identifier(Box::new(token.literal_syntax().into()))
        }
        token => token,
    }
}

/// A word that is switched off does no harm as a key.
fn as_key(token: Token) -> Token {
    match token {
        Token::LexError(error) => match *error {
            LexError::ImproperSymbol(word, _) if word.starts_with(char::is_alphabetic) => {
                Token::Identifier(Box::new(word.as_str().into()))
            }
            error => Token::LexError(Box::new(error)),
        },
        token => token,
    }
}

/// An escape could write what the file's own text is searched for.
fn without_forged_marks(token: Token) -> Token {
    let forged = match &token {
        Token::StringConstant(text) | Token::InterpolatedString(text) => is_marked(text),
        Token::CharConstant(c) => is_marked(c.encode_utf8(&mut [0; 4])),
        _ => false,
    };
    let reason = || {
        LexError::Runtime(
            "this text holds a character between U+FDD0 and U+FDEF, which no text uses".into(),
        )
    };
    if forged { Token::LexError(Box::new(reason())) } else { token }
}

fn is_keyword(token: &Token) -> bool {
    token.is_literal() && token.literal_syntax().starts_with(|c: char| c.is_ascii_alphabetic())
}
