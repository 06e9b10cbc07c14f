//! Examples of a documentation that have run: what is wrong with them, and on which lines of it.

use crate::Output;
use crate::diag::{Diagnostic, Place, Point};
use crate::engine::reference::ExampleDoc;
use crate::engine::reference::text::ExampleLine;

/// Where an example comes from.
pub(super) struct Origin<'a> {
    /// The file whose documentation has it.
    pub(super) file: &'a str,
    /// What it is called while it runs.
    pub(super) as_run: &'a str,
    /// What is in front of it while it runs.
    pub(super) import: &'a str,
    pub(super) example: &'a ExampleDoc,
}

impl Origin<'_> {
    /// Judges it once it has run. All that is wrong is on lines of its file, which has the text `text`; what is wrong with
    /// the example as a whole is where it says what it gives.
    pub(super) fn judge(
        &self,
        output: &mut Output,
        warnings: &mut [Diagnostic],
        text: Option<String>,
    ) {
        output.diagnostics = judged(self.example, output);
        let Some(text) = text else { return };
        if let Some(written) = Written::find(self, &text) {
            written.locate(output, warnings);
        }
        output.texts.insert(self.file.into(), text);
    }
}

/// The lines of a file, and which of them are an example.
struct Written<'a> {
    origin: &'a Origin<'a>,
    lines: Vec<&'a str>,
    /// The index of its first line.
    first: usize,
}

impl<'a> Written<'a> {
    fn find(origin: &'a Origin<'a>, text: &'a str) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let documented: Vec<Option<String>> = lines.iter().map(|line| documented(line)).collect();
        let run: Vec<_> = run(origin).map(|line| Some(line.trim().to_string())).collect();
        let first = documented.windows(run.len().max(1)).position(|lines| lines == run)?;
        Some(Self { origin, lines, first })
    }

    /// Puts what is reported and printed on the lines of the file.
    fn locate(&self, output: &mut Output, warnings: &mut [Diagnostic]) {
        let expected = self.first + run(self.origin).count();
        let mut places: Vec<&mut Place> = Vec::new();
        for problem in output.diagnostics.iter_mut().chain(warnings) {
            places.push(problem.place.get_or_insert_with(|| self.line(expected)));
            places.extend(problem.related.iter_mut().map(|(place, _)| place));
            places.extend(problem.trace.iter_mut().map(|call| &mut call.place));
        }
        places.extend(output.printed.iter_mut().filter_map(|line| line.place.as_mut()));
        for place in places.into_iter().filter(|place| place.file == self.origin.as_run) {
            *place = self.moved(place);
        }
    }

    /// A line of the file as a whole.
    fn line(&self, index: usize) -> Place {
        Place::new(self.origin.file, u32::try_from(index + 1).unwrap_or(u32::MAX), 1)
    }

    /// A place in the example as it ran.
    fn moved(&self, place: &Place) -> Place {
        let point = |point: Point| {
            let before = self.origin.import.lines().count();
            let number = (point.line as usize).checked_sub(before + 1)?;
            let (run, line) = (run(self.origin).nth(number)?, self.lines.get(self.first + number)?);
            let indent = run.len() - run.trim_start().len();
            let shift = line.find(run.trim()).unwrap_or_default().saturating_sub(indent);
            let column = point.column + u32::try_from(shift).ok()?;
            Some(Point { column, ..self.line(self.first + number).start })
        };
        let whole = self.line(self.first.saturating_sub(1));
        point(place.start).map_or(whole, |start| Place {
            file: self.origin.file.into(),
            start,
            end: place.end.and_then(point),
        })
    }
}

/// The lines that are run.
fn run<'a>(origin: &Origin<'a>) -> impl Iterator<Item = &'a str> {
    origin.example.recipe().lines()
}

/// What a line of a comment holds of an example.
fn documented(line: &str) -> Option<String> {
    let line = line.trim_start().strip_prefix("//")?.trim_start_matches(['/', '!']).trim();
    Some(ExampleLine::of(line).text.trim().to_string())
}

/// What is wrong with an example that has run.
fn judged(example: &ExampleDoc, output: &Output) -> Vec<Diagnostic> {
    let errors: Vec<Diagnostic> = output.errors().cloned().collect();
    let wrong = |message: String| {
        vec![
            Diagnostic::error("assertion-failed", message)
                .hint("mend the example, or what it is about"),
        ]
    };
    match (&example.error, &example.returns) {
        (Some(text), _) if errors.iter().any(|error| error.message.contains(text)) => Vec::new(),
        (Some(text), _) if errors.is_empty() => wrong(format!(
            "the example should end with an error that says {text:?}, and gives {}",
            output.value
        )),
        (None, Some(gives)) if errors.is_empty() && output.value != *gives => {
            wrong(format!("the example should give {gives}, and gives {}", output.value))
        }
        _ => errors,
    }
}
