//! Rewrites a recipe so that its values carry their places, and its calls are known while they last.
//!
//! What is inserted stays on its line, so that only columns move, and [`Columns`] moves them back.

use super::spots::{Spot, Spots};
use crate::diag::{Call, Place, Point};
use crate::engine::source::lexing::lexer::{Lexeme, opens};
use rhai::Token;

/// The function that gives a value its spot. No author has a reason to call anything so.
pub(crate) const AT: &str = "sw_written_at";

/// Takes note of a call once its last argument, which it returns, is known.
pub(crate) const LAST: &str = "sw_last_argument";

/// Takes note of a call without arguments.
pub(crate) const ENTER: &str = "sw_enter";

/// Returns its second argument, once the first one is known.
pub(crate) const THEN: &str = "sw_then";

/// Whether a function is one of those that are inserted.
pub(crate) fn is_inserted(name: &str) -> bool {
    [AT, LAST, ENTER, THEN].contains(&name)
}

/// What is inserted: where, whether it closes something, and what.
type Insertion = (Point, bool, String);

/// The columns of a rewritten file: for each line what was inserted, as the column and the length.
#[derive(Debug, Default)]
pub(crate) struct Columns(Vec<Vec<(u32, u32)>>);

impl Columns {
    /// A point of the rewritten file as one of the original.
    pub(crate) fn original(&self, point: Point) -> Point {
        let mut shift = 0;
        for (column, length) in self.0.get(point.line as usize - 1).into_iter().flatten() {
            if column + shift > point.column {
                break;
            }
            shift += length.min(&(point.column - column - shift));
        }
        Point { column: point.column - shift, ..point }
    }
}

/// What the brackets around a token are.
enum Frame {
    Map { key: Option<usize>, value: Option<usize> },
    Array { item: usize },
    Call { name: usize, argument: usize, count: usize },
    Other,
}

/// Rewrites one file.
pub(crate) struct Instrument<'a> {
    file: &'a str,
    tokens: Vec<&'a Lexeme>,
    spots: &'a mut Spots,
    calls: &'a mut Vec<Call>,
    open: Vec<(usize, Frame)>,
    insertions: Vec<Insertion>,
    /// The bracket that the last one closed belongs to, and the bracket itself.
    closed: (usize, usize),
    /// Whether the parameters of a closure are read.
    in_parameters: bool,
    /// The property that is assigned to, the first token of its value, and how many brackets are around.
    assigned: Vec<(usize, usize, usize)>,
}

impl<'a> Instrument<'a> {
    pub(crate) fn new(
        file: &'a str,
        lexemes: &'a [Lexeme],
        spots: &'a mut Spots,
        calls: &'a mut Vec<Call>,
    ) -> Self {
        let tokens = lexemes.iter().filter(|lexeme| !matches!(lexeme.token, Token::Comment(_)));
        Self {
            file,
            tokens: tokens.collect(),
            spots,
            calls,
            open: Vec::new(),
            insertions: Vec::new(),
            closed: (0, 0),
            in_parameters: false,
            assigned: Vec::new(),
        }
    }

    /// The text with what is inserted, and how its columns moved.
    pub(crate) fn rewrite(mut self, text: &str) -> (String, Columns) {
        for at in 0..self.tokens.len() {
            self.see(at);
        }
        let mut numbered: Vec<(usize, Insertion)> =
            self.insertions.into_iter().enumerate().collect();
        // At one point what closes comes first, inner before outer; then what opens, outer before inner.
        numbered.sort_by_key(|(number, (point, closes, _))| {
            let number = i64::try_from(*number).unwrap_or(i64::MAX);
            (*point, !closes, if *closes { number } else { -number })
        });
        insert(text, numbered.into_iter().map(|(_, insertion)| insertion))
    }

    fn see(&mut self, at: usize) {
        if self.tokens[at].token == Token::Pipe && (self.in_parameters || !self.ends_value(at)) {
            self.in_parameters = !self.in_parameters;
        }
        if self.in_parameters {
            return;
        }
        if let Some(frame) = self.opened(at) {
            self.open.push((at, frame));
        }
        match &self.tokens[at].token {
            Token::Colon => {
                if let Some((_, Frame::Map { key, value: value @ None })) = self.open.last_mut() {
                    (*key, *value) = (Some(at - 1), Some(at + 1));
                }
            }
            Token::Comma => self.part(at, false),
            Token::Unit if self.is_call(at) => self.call(at - 1, at, at, 0),
            Token::RightBrace | Token::RightBracket | Token::RightParen => self.close(at),
            Token::Equals => self.assign(at),
            Token::SemiColon | Token::EOF => self.end_assignment(at),
            _ => {}
        }
    }

    /// The frame that a token opens.
    fn opened(&self, at: usize) -> Option<Frame> {
        Some(match &self.tokens[at].token {
            Token::MapStart => Frame::Map { key: None, value: None },
            Token::LeftBracket if !self.ends_value(at) => Frame::Array { item: at + 1 },
            Token::LeftParen if self.is_call(at) => {
                Frame::Call { name: at - 1, argument: at + 1, count: 0 }
            }
            token if opens(token) => Frame::Other,
            _ => return None,
        })
    }

    /// Whether a value ends before a token, so that a bracket there is an index.
    fn ends_value(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        match &self.tokens[before].token {
            Token::RightBrace => {
                self.closed.1 == before && self.tokens[self.closed.0].token == Token::MapStart
            }
            Token::RightParen
            | Token::RightBracket
            | Token::Identifier(_)
            | Token::StringConstant(_)
            | Token::CharConstant(_)
            | Token::IntegerConstant(_)
            | Token::True
            | Token::False
            | Token::Unit
            | Token::Reserved(_) => true,
            _ => false,
        }
    }

    fn is_call(&self, at: usize) -> bool {
        let token = |back: usize| at.checked_sub(back).map(|index| &self.tokens[index].token);
        matches!(token(1), Some(Token::Identifier(_))) && token(2) != Some(&Token::Fn)
    }

    /// An element or argument ends before the token at `end`.
    fn part(&mut self, end: usize, is_last: bool) {
        let Some((_, frame)) = self.open.last_mut() else { return };
        match frame {
            Frame::Map { key, value } => {
                if let (Some(key), Some(value)) = (key.take(), value.take()) {
                    self.entry(key, value, end);
                }
            }
            Frame::Array { item } => {
                let start = std::mem::replace(item, end + 1);
                if start < end {
                    self.entry(start, start, end);
                }
            }
            Frame::Call { argument, count, name } => {
                let (name, start) = (*name, std::mem::replace(argument, end + 1));
                *count += usize::from(start < end);
                let count = *count;
                self.constant(start, end);
                if count > 1 {
                    self.variable(start, end);
                }
                if is_last {
                    self.call(name, start, end, count);
                }
            }
            Frame::Other => {}
        }
    }

    /// The value of a key or an item: from `start` to before `end`.
    fn entry(&mut self, key: usize, start: usize, end: usize) {
        let around = self.open.last().map(|(open, _)| self.place(*open));
        let entry = self.place(key);
        let spot = Spot { written: entry.clone(), entry, opening: self.place(start), around };
        self.wrap(spot, start, end);
    }

    fn wrap(&mut self, spot: Spot, start: usize, end: usize) {
        let tag = self.spots.add(spot);
        self.around(&format!("{AT}({tag}, "), start, self.tokens[end].start, ")");
    }

    fn around(&mut self, before: &str, start: usize, end: Point, after: &str) {
        self.insertions.push((self.tokens[start].start, false, before.into()));
        self.insertions.push((end, true, after.into()));
    }

    /// A value that is one constant, in no literal.
    fn constant(&mut self, start: usize, end: usize) {
        let is_constant = matches!(
            self.tokens[start].token,
            Token::StringConstant(_)
                | Token::IntegerConstant(_)
                | Token::FloatConstant(_)
                | Token::CharConstant(_)
                | Token::True
                | Token::False
        );
        if start + 1 == end && is_constant {
            self.wrap(Spot::alone(self.place(start)), start, end);
        }
    }

    /// An argument that is one variable: one of text has no place of its own. The first may be changed by the call, for
    /// which it has to stay what it is.
    fn variable(&mut self, start: usize, end: usize) {
        if start + 1 == end && matches!(self.tokens[start].token, Token::Identifier(_)) {
            self.wrap(Spot::alone(self.place(start)), start, end);
        }
    }

    fn close(&mut self, at: usize) {
        self.part(at, true);
        self.end_assignment(at);
        let Some((open, frame)) = self.open.pop() else { return };
        self.closed = (open, at);
        if matches!(frame, Frame::Map { .. } | Frame::Array { .. }) && !self.is_whole(open, at) {
            let spot = Spot::alone(self.place(open));
            let tag = self.spots.add(spot);
            let end = self.tokens[at].end;
            self.around(&format!("{AT}({tag}, "), open, end, ")");
        }
    }

    /// Whether a literal is all of an entry, which has a spot of its own.
    fn is_whole(&self, open: usize, close: usize) -> bool {
        let starts = match self.open.last() {
            Some((_, Frame::Map { value, .. })) => *value == Some(open),
            Some((_, Frame::Array { item })) => *item == open,
            _ => false,
        };
        let next = self.tokens.get(close + 1).map(|next| &next.token);
        starts && matches!(next, Some(Token::Comma | Token::RightBrace | Token::RightBracket))
    }

    /// A call whose last argument is from `start` to before its closing bracket at `end`.
    fn call(&mut self, name: usize, start: usize, end: usize, count: usize) {
        let Some(word) = self.tokens[name].word().filter(|word| !SPECIAL.contains(word)) else {
            return;
        };
        let call = Call { what: format!("`{word}` was called"), place: self.place(name) };
        let token = |back: usize| name.checked_sub(back).map(|index| &self.tokens[index].token);
        let is_method = matches!(token(1), Some(Token::Period | Token::Elvis));
        let is_variable = count == 1 && start + 1 == end && self.tokens[start].word().is_some();
        if start < end && (is_method || !is_variable) {
            self.calls.push(call);
            let number = self.calls.len();
            let end = self.tokens[end].start;
            return self.around(&format!("{LAST}("), start, end, &format!(", {number})"));
        }
        if is_method || count > 1 {
            return;
        }
        let mut first = name;
        while first >= 2 && self.tokens[first - 1].token == Token::DoubleColon {
            first -= 2;
        }
        self.calls.push(call);
        let number = self.calls.len();
        let end = self.tokens[end].end;
        self.around(&format!("{THEN}({ENTER}({number}), "), first, end, ")");
    }

    /// The value of a variable, or of a property.
    fn assign(&mut self, at: usize) {
        let Some(target) = at.checked_sub(1) else { return };
        let token = |index: usize| self.tokens.get(index).map(|lexeme| &lexeme.token);
        match (&self.tokens[target].token, target.checked_sub(1).and_then(token)) {
            (Token::RightBracket, _) if self.closed.1 == target => {
                self.assigned.push((self.closed.0 + 1, at + 1, self.open.len()));
            }
            (Token::Identifier(_), Some(Token::Period)) => {
                self.assigned.push((target, at + 1, self.open.len()));
            }
            _ => {
                if matches!(token(at + 2), Some(Token::SemiColon)) {
                    self.constant(at + 1, at + 2);
                }
            }
        }
    }

    fn end_assignment(&mut self, end: usize) {
        if let Some((target, start, _)) =
            self.assigned.pop_if(|(_, _, depth)| *depth == self.open.len())
            && start < end
        {
            let entry = self.place(target);
            let opening = self.place(start);
            let spot = Spot { written: entry.clone(), entry, opening, around: None };
            self.wrap(spot, start, end);
        }
    }

    fn place(&self, index: usize) -> Place {
        Place { file: self.file.into(), start: self.tokens[index].start, end: None }
    }
}

/// What the language treats as more than a call.
const SPECIAL: [&str; 9] =
    ["call", "curry", "is_shared", "is_def_var", "is_def_fn", "type_of", "Fn", "eval", "this"];

fn insert(text: &str, insertions: impl Iterator<Item = Insertion>) -> (String, Columns) {
    let mut insertions = insertions.peekable();
    let (mut rewritten, mut columns) = (String::with_capacity(text.len() * 2), Vec::new());
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let (mut inserted, mut chars, mut column) = (Vec::new(), line.chars(), 1);
        while let Some((point, _, more)) = insertions.next_if(|(point, ..)| point.line <= number) {
            let plain = chars.by_ref().take((point.column - column) as usize);
            rewritten.extend(plain);
            column = point.column;
            rewritten.push_str(&more);
            inserted.push((column, u32::try_from(more.chars().count()).unwrap_or(0)));
        }
        rewritten.extend(chars);
        columns.push(inserted);
    }
    insertions.for_each(|(_, _, more)| rewritten.push_str(&more));
    (rewritten, Columns(columns))
}
