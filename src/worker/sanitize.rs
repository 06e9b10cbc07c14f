//! What an evaluation says, made fit to be shown: as much as a person reads, nothing that a terminal would
//! take for a command, and no credential.

use super::redact;
use crate::diag::letters::json;
use crate::diag::words::visible;
use crate::diag::{Diagnostic, Line, Place};
use crate::engine::session::{Answer, Completions, Form};
use crate::engine::{AnswerKind, Evaluation, Looked, Pause, Question};
use crate::project::Project;
use crate::secrets::Secret;

/// How many messages are kept.
const MESSAGES: usize = 200;
/// How many characters of one text are kept.
const CHARACTERS: usize = 2000;
/// How many notes, hints, related places or calls of a message are kept.
const PARTS: usize = 64;

/// The evaluation with its messages cut and its control characters made visible.
pub(crate) fn presentable(mut evaluation: Evaluation) -> Evaluation {
    let left_out = evaluation.diagnostics.len().saturating_sub(MESSAGES);
    if left_out > 0 {
        // An error must not get lost behind warnings.
        evaluation.diagnostics.sort_by_key(|message| !message.is_error());
        evaluation.diagnostics.truncate(MESSAGES);
        evaluation.diagnostics.push(
            Diagnostic::warning(
                "too-many-messages",
                format!("{left_out} more messages are not shown"),
            )
            .hint("mend what is shown first; the others may follow from it"),
        );
    }
    evaluation.diagnostics.iter_mut().for_each(tidy);
    redact::cover(&mut evaluation.texts, &evaluation.diagnostics);
    evaluation
        .model
        .allowed
        .iter_mut()
        .for_each(|allowed| allowed.reason = visible(&cut(&allowed.reason)));
    for notice in &mut evaluation.model.notices {
        let texts = [&mut notice.subject, &mut notice.inside, &mut notice.place.file];
        texts.into_iter().for_each(|text| *text = visible(&cut(text)));
    }
    evaluation.model.secrets =
        std::mem::take(&mut evaluation.model.secrets).into_values().map(secret).collect();
    evaluation.printed.iter_mut().for_each(tidy_line);
    for line in &mut evaluation.trace {
        tidy_line(line);
        line.text = redact::sentence(&line.text);
    }
    evaluation
}

fn tidy_line(line: &mut Line) {
    line.text = visible(&line.text);
    line.place.iter_mut().for_each(|place| place.file = self::line(&place.file));
}

/// A secret, under its name.
fn secret(mut secret: Secret) -> (String, Secret) {
    secret.texts().for_each(|text| *text = visible(&cut(text)));
    (secret.name.clone(), secret)
}

/// What an input came to, in the same way.
pub(crate) fn answer(mut answer: Answer, form: Form) -> Answer {
    let evaluation = Evaluation {
        diagnostics: answer.diagnostics,
        printed: answer.printed,
        texts: answer.texts,
        ..Evaluation::default()
    };
    let Evaluation { diagnostics, printed, texts, .. } = presentable(evaluation);
    let fit = if form == Form::Json { json } else { visible };
    answer.value = answer.value.map(|value| fit(&value));
    answer.emitted.iter_mut().for_each(|path| *path = visible(&cut(path)));
    Answer { diagnostics, printed, texts, again: None, ..answer }
}

/// A run that has stopped, as a terminal may show it.
pub(crate) fn pause(pause: &Pause) -> Pause {
    let variable = |(name, value): &(String, String)| (line(name), redact::sentence(&line(value)));
    let place = Place { file: line(&pause.place.file), ..pause.place.clone() };
    Pause { place, variables: pause.variables.iter().map(variable).collect() }
}

/// What something typed there came to, in the same way.
pub(crate) fn looked(looked: Looked) -> Looked {
    let Looked { value, diagnostics, printed, emitted, texts } = looked;
    let answer = Answer { value, diagnostics, printed, emitted, texts, ..Answer::default() };
    let Answer { value, diagnostics, printed, emitted, texts, .. } =
        self::answer(answer, Form::Shown);
    Looked { value, diagnostics, printed, emitted, texts }
}

/// How many completions are kept.
const COMPLETIONS: usize = 1000;

/// What a text can be completed with, as a terminal may show it.
pub(crate) fn completions(mut completions: Completions, text: &str) -> Completions {
    completions.candidates.truncate(COMPLETIONS);
    completions.candidates.iter_mut().for_each(|candidate| *candidate = line(candidate));
    completions.start = text.floor_char_boundary(completions.start);
    completions
}

/// A text in one line.
pub(crate) fn line(text: &str) -> String {
    visible(&cut(text)).replace('\n', " ")
}

/// The question as a terminal may show it. Which environments there are is for the project to say.
pub(crate) fn question(asked: &Question, project: &Project) -> Question {
    let fit = |text: &String| visible(&cut(text));
    let kind = match &asked.kind {
        AnswerKind::OneOf(choices) => AnswerKind::OneOf(choices.iter().map(fit).collect()),
        AnswerKind::Environment(_) => AnswerKind::Environment(
            project.environments.iter().map(|environment| environment.name.clone()).collect(),
        ),
        kind @ (AnswerKind::Text | AnswerKind::Number | AnswerKind::Bool) => kind.clone(),
    };
    Question { name: fit(&asked.name), what: fit(&asked.what), kind }
}

fn tidy(message: &mut Diagnostic) {
    message.sentences().for_each(|text| *text = redact::sentence(&visible(&cut(text))));
    let places = message.trace.iter_mut().map(|call| &mut call.place);
    let places = places
        .chain(message.related.iter_mut().map(|(place, _)| place))
        .chain(message.place.as_mut());
    places.for_each(|Place { file, .. }| *file = visible(&cut(file)));
    message.notes.truncate(PARTS);
    message.hints.truncate(PARTS);
    message.related.truncate(PARTS);
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{} ...", &text[..end]),
        None => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_come_before_what_is_left_out() {
        let diagnostics = (0..500).map(|i| Diagnostic::warning("w", i.to_string())).collect();
        let mut evaluation = Evaluation { diagnostics, ..Evaluation::default() };
        evaluation.diagnostics.push(Diagnostic::error("e", "x".repeat(5000)));
        let shown = presentable(evaluation).diagnostics;
        assert_eq!(shown.len(), MESSAGES + 1);
        assert!(shown[0].is_error() && shown[0].message.len() == CHARACTERS + 4);
        assert_eq!(shown[MESSAGES].message, "301 more messages are not shown");
    }

    #[test]
    fn a_terminal_gets_no_commands() {
        assert_eq!(visible("a\u{1b}[2Jb\tc\nd\u{7}\u{202e}"), "a\\u{1b}[2Jb\tc\nd\\u{7}\\u{202e}");
    }
}
