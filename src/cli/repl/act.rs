//! What each command does.

use super::super::context::{Context, limit};
use super::super::doc;
use super::super::exit::Failure;
use super::commands::{ALL, Command, Row, find};
use super::repl_state::{Flow, ReplState};
use crate::cli::output::table::table;
use crate::cli::project::site::{already_there, put};
use sw::diag::{Diagnostic, words};
use sw::engine::session::Input;
use sw::model::FilePath;

type Done = Result<Flow, Failure>;

impl ReplState<'_> {
    /// Does what a command says.
    pub(super) fn act(&mut self, row: &Row, rest: &str) -> Done {
        match row.command {
            Command::Help => self.help(rest)?,
            Command::Doc => self.ui.out(&doc::in_session(
                needed(row, rest)?,
                self.context.root(),
                &self.recipe()?,
                self.ui,
            )?),
            Command::Type => self.kind(needed(row, rest)?),
            Command::Emit => self.list_files(),
            Command::Show => self.show_file(rest)?,
            Command::Diff => self.diff()?,
            Command::Write => self.write(rest)?,
            Command::Load => self.load_all(rest)?,
            Command::Reload => self.reload()?,
            Command::Undo => self.undo()?,
            Command::Env => self.environment(rest)?,
            Command::Edit => self.edit()?,
            Command::Save => self.save(needed(row, rest)?)?,
            Command::Time => self.time(needed(row, rest)?),
            Command::Quit => return Ok(Flow::End),
        }
        Ok(Flow::On)
    }

    fn help(&self, name: &str) -> Result<(), Failure> {
        if !name.is_empty() {
            let row = find(name.trim_start_matches(':'))?;
            self.ui.out(&format!("{}: {}\n", row.usage, row.what));
            return Ok(());
        }
        let rows: Vec<[String; 2]> =
            ALL.iter().map(|row| [format!("  {}", row.usage), row.what.to_string()]).collect();
        self.ui.out(&format!("Whatever a recipe can say is evaluated when it is whole; an empty line ends it before.\n{}", table(&rows)));
        Ok(())
    }

    /// What kind of value an expression gives.
    fn kind(&mut self, expression: &str) {
        let answer = self.while_stoppable("evaluating", |repl| {
            repl.session.borrow_mut().kind(expression, &repl.context.cancel)
        });
        self.tell(answer);
    }

    fn time(&mut self, expression: &str) {
        let took = self.evaluate(&Input::typed(expression));
        self.ui.say(&format!("took {:.1} ms", took.as_secs_f64() * 1e3));
    }

    fn load_all(&mut self, file: &str) -> Result<(), Failure> {
        let recipes = if file.is_empty() {
            self.context.runtime.project().recipes.clone()
        } else {
            vec![path(file)?.to_string()]
        };
        recipes.iter().for_each(|recipe| self.load(recipe));
        Ok(())
    }

    /// Reads the configuration anew, and begins with the same inputs.
    fn reload(&mut self) -> Result<(), Failure> {
        self.context = Context::find_for_session(&self.target, self.globals)?;
        let (warnings, texts) = &self.context.warnings;
        self.ui.messages(warnings, texts);
        self.restart("reloaded");
        Ok(())
    }

    /// Evaluates everything again; says what is not as it was.
    fn restart(&mut self, what: &str) {
        let wrong = self.while_stoppable("evaluating again", |repl| {
            let (runtime, request) = (&repl.context.runtime, repl.context.request());
            repl.session.borrow_mut().restart(runtime, request)
        });
        let (kept, lost) = (self.session.borrow().inputs().count(), wrong.len());
        self.warn(wrong);
        let lost = if lost == 0 {
            String::new()
        } else {
            format!("; {} left out", words::count(lost, "input"))
        };
        self.ui.say(&format!("{what}: {} evaluated again{lost}", words::count(kept, "input")));
    }

    fn undo(&mut self) -> Result<(), Failure> {
        let undone =
            self.while_stoppable("evaluating again", |repl| repl.session.borrow_mut().undo());
        let undone = undone.ok_or_else(|| {
            Diagnostic::error("nothing-to-undo", "no input has left anything behind")
                .hint("values that were only looked at are nothing to take back")
        })?;
        let first = undone.file.as_deref().or(undone.text.lines().next()).unwrap_or_default();
        self.ui.say(&format!("taken back: {first}"));
        Ok(())
    }

    fn environment(&mut self, name: &str) -> Result<(), Failure> {
        let names = match name {
            "" => {
                let now = &self.context.environments;
                self.ui.say(&if now.is_empty() {
                    "for all environments".into()
                } else {
                    format!("for {}", words::list(now, "and"))
                });
                return Ok(());
            }
            "all" => Vec::new(),
            names => names.split_whitespace().map(String::from).collect(),
        };
        self.context.environments = limit(self.context.runtime.project(), &names)?;
        self.target.environments.clone_from(&self.context.environments);
        let now = &self.context.environments;
        let what = if now.is_empty() {
            "for all environments".into()
        } else {
            format!("for {}", words::list(now, "and"))
        };
        self.restart(&what);
        Ok(())
    }

    /// Keeps the session as a recipe, which it is from then on.
    fn save(&mut self, rest: &str) -> Result<(), Failure> {
        let (file, is_forced) =
            rest.strip_suffix("--force").map_or((rest, false), |file| (file.trim(), true));
        let path =
            path(&if file.ends_with(".rhai") { file.to_string() } else { format!("{file}.rhai") })?;
        let text = self.recipe()?;
        let is_there = self.context.root().join(path.as_str()).exists();
        if is_there && !is_forced && self.owner.as_deref() != Some(path.as_str()) {
            let problem = already_there(path.as_str()).note("this session does not come from it");
            return Err(problem
                .hint(
                    format!("choose another name, or overwrite it: `:save {path} --force`")
                        .as_str(),
                )
                .into());
        }
        put(self.context.root(), &path, &text)?;
        self.ui.say(&format!(
            "saved {path}: {}; `:write` writes its files",
            words::count(text.lines().count(), "line")
        ));
        self.owner = Some(path.to_string());
        Ok(())
    }

    /// The session as a recipe.
    pub(super) fn recipe(&self) -> Result<String, Failure> {
        self.session.borrow().recipe().map_err(|(file, error)| {
            Diagnostic::error("missing-recipe", format!("`{file}` can't be read any more: {error}"))
                .hint("`:reload` begins without it")
                .into()
        })
    }
}

/// What has to be behind a command.
fn needed<'t>(row: &Row, rest: &'t str) -> Result<&'t str, Failure> {
    if rest.is_empty() {
        let problem = Diagnostic::error(
            "incomplete-command",
            format!("`:{}` requires an argument", row.name),
        );
        return Err(problem.hint(format!("write `{}`", row.usage).as_str()).into());
    }
    Ok(rest)
}

/// The path of a file in the project.
pub(super) fn path(typed: &str) -> Result<FilePath, Failure> {
    let plain = typed.trim_start_matches("./");
    FilePath::parse(plain).map_err(|error| {
        Diagnostic::error(
            "invalid-path",
            format!("{typed:?} is no file of the project: it {}", error.reason),
        )
        .hint("give a path from the project's folder")
        .into()
    })
}
