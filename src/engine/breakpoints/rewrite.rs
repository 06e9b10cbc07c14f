//! `breakpoint()` as a syntax that stops: in the same columns, so that places stay right.

use crate::diag::{Place, Point};
use crate::engine::session::script::offset;
use crate::engine::source::lexing::lexer::Lexeme;
use rhai::Token;

/// The function.
const NAME: &str = "breakpoint";

/// The word of the syntax, before the number of the place. No author has a reason to call anything so.
pub(crate) const STOP: &str = "sw_stop";

/// The number of places that fit into the room of the call.
const MOST: usize = 10_000;

/// Whether a file may stop.
pub(crate) fn may_stop(text: &str) -> bool {
    text.contains(NAME)
}

/// The text of a file that stops, whose places are added to `stops`; none when it does not.
pub(crate) fn rewritten(
    file: &str,
    lexemes: &[Lexeme],
    text: &str,
    stops: &mut Vec<Place>,
) -> Option<String> {
    let tokens: Vec<&Lexeme> =
        lexemes.iter().filter(|lexeme| !matches!(lexeme.token, Token::Comment(_))).collect();
    let mut rewritten = text.to_string();
    for (at, end) in (0..tokens.len()).filter_map(|at| Some((at, call(&tokens, at)?))) {
        if stops.len() >= MOST {
            break;
        }
        let start = tokens[at].start;
        let range = offset(&rewritten, start)..offset(&rewritten, end);
        let stop = format!("{STOP} {:04}", stops.len());
        // A call over several lines keeps them.
        let rest = rewritten[range.clone()].chars().skip(stop.len());
        let rest: String = rest.map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        rewritten.replace_range(range, &format!("{stop}{rest}"));
        stops.push(Place { file: file.into(), start, end: Some(end) });
    }
    (rewritten != text).then_some(rewritten)
}

/// Where a call of the function that begins at a token ends.
fn call(tokens: &[&Lexeme], at: usize) -> Option<Point> {
    let token = |at: usize| tokens.get(at).map(|lexeme| &lexeme.token);
    let before = at.checked_sub(1).and_then(token);
    let is_named = tokens[at].word() == Some(NAME)
        && !matches!(before, Some(Token::Period | Token::Elvis | Token::DoubleColon | Token::Fn));
    match (token(at + 1), token(at + 2)) {
        _ if !is_named => None,
        (Some(Token::Unit), _) => Some(tokens[at + 1].end),
        (Some(Token::LeftParen), Some(Token::RightParen)) => Some(tokens[at + 2].end),
        _ => None,
    }
}
