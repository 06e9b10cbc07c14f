//! The files of a session: listed, shown, compared with the disk, and written.

use super::super::exit::Failure;
use super::repl_state::ReplState;
use crate::cli::generated::evaluate;
use crate::cli::generated::run::report;
use crate::cli::output::cover::is_left_out;
use crate::cli::output::shown::of_library;
use crate::cli::output::table::table;
use crate::cli::project::site;
use sw::Output;
use sw::diag::{Diagnostic, suggest, words};
use sw::engine::session::{SESSION, page};
use sw::pipeline;
use sw::plan::report::text;

impl ReplState<'_> {
    /// All files so far, checked; what is wrong with them is among the messages.
    fn output(&mut self) -> Output {
        let recipe = self.owner.clone().unwrap_or_else(|| SESSION.into());
        self.while_stoppable("checking", |repl| {
            repl.session.borrow_mut().output(&recipe, &repl.context.cancel)
        })
    }

    /// All files so far. What is doubtful is reported; what is wrong is a failure.
    fn sound(&mut self) -> Result<Output, Failure> {
        let output = self.output();
        if output.is_wrong() {
            return Err(Failure::new(output.diagnostics, output.texts));
        }
        self.ui.messages(&output.diagnostics, &output.texts);
        Ok(output)
    }

    pub(super) fn list_files(&mut self) {
        let output = self.output();
        let rows: Vec<[String; 3]> = output
            .files
            .iter()
            .map(|file| {
                let environment =
                    file.environment.clone().unwrap_or_else(|| "all environments".into());
                [
                    format!("  {}", file.path),
                    environment,
                    words::count(file.text.lines().count(), "line"),
                ]
            })
            .collect();
        self.ui.out(&table(&rows));
        let next = if rows.is_empty() {
            ""
        } else {
            "; `:show PATH` shows one, `:diff` what writing them would change"
        };
        self.ui.say(&format!("{}{next}", words::count(rows.len(), "file")));
        if !output.diagnostics.is_empty() {
            self.ui.say(&format!(
                "{} about them, which `:diff` shows",
                words::count(output.diagnostics.len(), "message")
            ));
        }
    }

    /// A file, or all of the last value.
    pub(super) fn show_file(&mut self, path: &str) -> Result<(), Failure> {
        if path.is_empty() {
            let last = self.last.clone().ok_or_else(|| {
                Diagnostic::error("missing-value", "there was no value yet")
                    .hint("`:show PATH` shows a file; `:emit` lists them")
            })?;
            self.ui.out(&if last.ends_with('\n') { last } else { format!("{last}\n") });
            return Ok(());
        }
        let output = self.output();
        let wanted = path.trim_start_matches("./");
        let file =
            output.files.iter().find(|file| file.path.as_str() == wanted).ok_or_else(|| {
                let near =
                    suggest::did_you_mean(path, output.files.iter().map(|file| file.path.as_str()));
                let missing =
                    Diagnostic::error("unknown-file", format!("no file `{path}` was emitted"));
                missing.hint(near.as_deref()).hint("`:emit` lists the files so far")
            })?;
        self.ui.out(&file.text);
        Ok(())
    }

    pub(super) fn diff(&mut self) -> Result<(), Failure> {
        let output = self.sound()?;
        let plan = evaluate::compare(&output, &self.context, false)?;
        let plan = if is_left_out(&text(&plan, false)) { plan.without_contents() } else { plan };
        self.ui.out(&of_library(&text(&plan, self.ui.colors_out())));
        let conflicts = plan.conflicts();
        if conflicts.is_empty() { Ok(()) } else { Err(Failure::new(conflicts, output.texts)) }
    }

    /// Writes the files in the way of `sw run`: a lock, a plan, all or nothing.
    pub(super) fn write(&mut self, rest: &str) -> Result<(), Failure> {
        let is_forced = match rest {
            "" => false,
            "--force" => true,
            other => {
                let problem = Diagnostic::error(
                    "invalid-option",
                    format!("`:write` does not know `{other}`"),
                );
                return Err(problem
                    .hint("`:write --force` overwrites files that were edited by hand")
                    .into());
            }
        };
        self.refuse_unsaved()?;
        evaluate::mend(&self.context, self.ui)?;
        let output = self.sound()?;
        let lock = evaluate::lock(&self.context, self.ui)?;
        let plan = evaluate::plan(&output, &self.context, is_forced)?;
        pipeline::apply(&plan, &lock)?;
        self.ui.out(&report(&plan, self.ui));
        Ok(())
    }

    /// Every file that is written belongs to a recipe, which makes it again.
    fn refuse_unsaved(&self) -> Result<(), Failure> {
        let Some(owner) = &self.owner else {
            return Err(Diagnostic::error(
                "unsaved-session",
                "what is written belongs to a recipe, and this session is none yet",
            )
            .hint("keep it as one: `:save FILE`, then `:write`")
            .into());
        };
        let saved = site::text(self.context.root(), owner)?.unwrap_or_default();
        if page([saved.as_str()]) == self.recipe()? {
            return Ok(());
        }
        Err(Diagnostic::error("unsaved-session", format!("the session and `{owner}` are no longer the same"))
            .note("what is written belongs to the recipe: its next run would take back what only the session makes")
            .hint(format!("keep the session: `:save {owner}`; or read the recipe as it is now: `:reload`").as_str())
            .into())
    }
}
