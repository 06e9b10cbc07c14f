//! A session: inputs that are evaluated one after the other, and kept whatever happens to the process they run in.

use super::Runtime;
use super::host_world::HostWorld;
use super::output::Output;
use super::request::Request;
use crate::engine::session::{Answer, Completions, Form, Input, page};
use crate::engine::{Cancel, FileError, World};
use crate::worker::{self, Gone};
use std::fmt;
use std::sync::Arc;

/// Inputs that were evaluated one after the other; together they are a recipe.
///
/// ```
/// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
/// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
/// let mut session = runtime.session(Request::all());
/// session.evaluate("let port = 8000", &Cancel::default());
/// assert_eq!(session.evaluate("port + 80", &Cancel::default()).value.as_deref(), Some("8080"));
/// ```
pub struct Session {
    runtime: Runtime,
    request: Request,
    host: Arc<HostWorld>,
    session: worker::Session,
    kept: Vec<Kept>,
    /// How many inputs were evaluated again since the last report.
    unreported: Option<usize>,
}

/// An input that went well.
#[derive(Clone, Debug)]
struct Kept {
    input: Input,
    is_look: bool,
}

impl Runtime {
    /// A session of the project, for the environments and with the inputs of a request; its recipes are not run.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all().input("size", "4"));
    /// let answer = session.evaluate("input(\"size\", #{ type: \"number\" }) * 2", &Cancel::default());
    /// assert_eq!(answer.value.as_deref(), Some("8"));
    /// ```
    pub fn session(&self, request: impl Into<Request>) -> Session {
        let request = request.into();
        let host = HostWorld::new(self.0.world.clone(), self.0.hook.clone());
        let session = self.open(&request, host.clone());
        Session {
            runtime: self.clone(),
            request,
            host,
            session,
            kept: Vec::new(),
            unreported: None,
        }
    }

    fn open(&self, request: &Request, world: Arc<dyn World>) -> worker::Session {
        let job = self.job(crate::engine::session::SESSION, request);
        worker::Session::open(job, world, &self.0.isolation, || &self.0.kit)
    }
}

impl Session {
    /// Evaluates an input: text, or a recipe [`Input::file`]. One that goes wrong leaves nothing behind. A worker
    /// that ends with it is started anew, and everything before is evaluated again.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// let answer = session.evaluate("emit(\"a.yaml\", #{ replicas: 2 }); prot", &Cancel::default());
    /// assert_eq!((answer.diagnostics[0].code.as_ref(), answer.emitted.len()), ("unknown-variable", 0));
    /// ```
    pub fn evaluate(&mut self, input: impl Into<Input>, cancel: &Cancel) -> Answer {
        self.evaluate_as(input.into(), Form::Shown, cancel)
    }

    /// The same, with the value as JSON.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, session::Form, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let answer = runtime.session(Request::all()).evaluate_as("#{ a: 1 }".into(), Form::Json, &Cancel::default());
    /// assert_eq!(answer.value.as_deref(), Some("{\n  \"a\": 1\n}\n"));
    /// ```
    pub fn evaluate_as(&mut self, input: Input, form: Form, cancel: &Cancel) -> Answer {
        let tried = self.session.evaluate(&input, form, cancel);
        let mut answer = self.or_again(tried);
        answer.diagnostics.extend(self.host.take_faults());
        answer.again = answer.again.or(self.unreported.take());
        if !answer.is_wrong() {
            self.kept.push(Kept { input, is_look: answer.is_look });
        }
        answer
    }

    /// What kind of value an expression gives, in words; it leaves nothing behind.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let answer = runtime.session(Request::all()).kind("[1, 2]", &Cancel::default());
    /// assert_eq!(answer.value.as_deref(), Some("an array of 2 x an int"));
    /// ```
    pub fn kind(&mut self, expression: &str, cancel: &Cancel) -> Answer {
        let tried = self.session.kind(expression, cancel);
        self.or_again(tried)
    }

    /// The completions of `text`, at the cursor.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// session.evaluate("let ports = #{ http: 80, https: 443 }", &Cancel::default());
    /// let completions = session.complete("1 + ports.ht");
    /// assert_eq!((completions.start, completions.candidates), (10, vec!["http".into(), "https".into()]));
    /// ```
    pub fn complete(&mut self, text: &str) -> Completions {
        let kit = self.runtime.0.kit.clone();
        let completions = self.session.complete(text, || &kit);
        completions.unwrap_or_else(|_| self.without_help())
    }

    /// What is to be said about the call at the end of `text`: how it is written, or what an option is.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::world::MemoryWorld};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let hint = runtime.session(Request::all()).hint("environment(");
    /// assert_eq!(hint.as_deref(), Some("environment(name: string) -> environment"));
    /// ```
    pub fn hint(&mut self, text: &str) -> Option<String> {
        let kit = self.runtime.0.kit.clone();
        let hint = self.session.hint(text, || &kit);
        hint.unwrap_or_else(|_| self.without_help())
    }

    /// Nothing helps where the session ended over it; it is made again.
    fn without_help<T: Default>(&mut self) -> T {
        self.again();
        self.unreported = Some(self.kept.len());
        T::default()
    }

    /// All files so far, checked as those of a recipe; they belong to `recipe`.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// session.evaluate("emit(\"a.yaml\", #{ replicas: 2 })", &Cancel::default());
    /// assert_eq!(session.output("deploy.rhai", &Cancel::default()).files[0].text, "replicas: 2\n");
    /// ```
    pub fn output(&mut self, recipe: &str, cancel: &Cancel) -> Output {
        let mut output = Output::of(vec![recipe.into()]);
        let kit = self.runtime.0.kit.clone();
        match self.session.files(|| &kit, cancel) {
            Ok(mut evaluation) => {
                evaluation
                    .model
                    .files
                    .iter_mut()
                    .for_each(|file| file.origin.recipe = recipe.into());
                output.add(evaluation);
            }
            Err(gone) => output.diagnostics = self.or_again(Err(gone)).diagnostics,
        }
        output.diagnostics.extend(self.host.take_faults());
        output.environments =
            self.host.environment().map(|name| vec![name]).or(self.request.only());
        output
    }

    /// The session as a recipe: its inputs but those that only look at something.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// ["let port = 80", "port", "emit(\"a.txt\", `${port}`)"].map(|input| session.evaluate(input, &Cancel::default()));
    /// assert_eq!(session.recipe().unwrap(), "let port = 80;\nemit(\"a.txt\", `${port}`);\n");
    /// ```
    ///
    /// # Errors
    /// When a file that was evaluated can't be read any more.
    pub fn recipe(&self) -> Result<String, (String, FileError)> {
        let lasting = self.kept.iter().filter(|kept| !kept.is_look);
        let texts = lasting.map(|kept| match &kept.input.file {
            Some(file) => self.host.read(file).map_err(|error| (file.clone(), error)),
            None => Ok(kept.input.text.clone()),
        });
        let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
        Ok(page(texts.iter().map(String::as_str)))
    }

    /// The inputs that went well, in their order.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// session.evaluate("1 +", &Cancel::default());
    /// assert_eq!(session.inputs().count(), 0);
    /// ```
    pub fn inputs(&self) -> impl Iterator<Item = &Input> {
        self.kept.iter().map(|kept| &kept.input)
    }

    /// Takes back the last input that left something behind, and gives it; none when there is none.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all());
    /// ["let a = 1", "let b = 2", "b"].map(|input| session.evaluate(input, &Cancel::default()));
    /// assert_eq!(session.undo().unwrap().text, "let b = 2");
    /// assert!(session.evaluate("b", &Cancel::default()).is_wrong());
    /// ```
    pub fn undo(&mut self) -> Option<Input> {
        let last = self.kept.iter().rposition(|kept| !kept.is_look)?;
        let undone = self.kept.drain(last..).next().map(|kept| kept.input);
        self.session = self.runtime.open(&self.request, self.host.clone());
        self.again();
        undone
    }

    /// Begins anew with another runtime or request, and evaluates all inputs again: files are read as they are now.
    /// Gives what went wrong; such inputs are left out from then on.
    ///
    /// ```
    /// # use sw::{Runtime, Request, engine::{Cancel, world::MemoryWorld}};
    /// let runtime = Runtime::builder().world(MemoryWorld::default()).build().unwrap();
    /// let mut session = runtime.session(Request::all().input("size", "4"));
    /// session.evaluate("let size = input(\"size\")", &Cancel::default());
    /// let wrong = session.restart(&runtime, Request::all());
    /// assert_eq!(wrong[0].diagnostics[0].code, "missing-input");
    /// ```
    pub fn restart(&mut self, runtime: &Runtime, request: impl Into<Request>) -> Vec<Answer> {
        let kept = std::mem::take(&mut self.kept);
        *self = Self { kept, ..runtime.session(request) };
        self.again()
    }

    /// Evaluates everything again in a new session; gives what went wrong, which is left out from then on.
    fn again(&mut self) -> Vec<Answer> {
        let mut wrong = Vec::new();
        let lasting = std::mem::take(&mut self.kept).into_iter().filter(|kept| !kept.is_look);
        for kept in lasting {
            let answer = self.session.evaluate(&kept.input, Form::Shown, &Cancel::default());
            match answer.unwrap_or_else(|Gone(problem)| Answer {
                diagnostics: vec![problem],
                ..Answer::default()
            }) {
                answer if answer.is_wrong() => wrong.push(answer),
                _ => self.kept.push(kept),
            }
        }
        wrong
    }

    /// The answer; where the session no longer exists, it is made again first.
    fn or_again(&mut self, tried: Result<Answer, Gone>) -> Answer {
        tried.unwrap_or_else(|Gone(problem)| {
            let wrong = self.again();
            let diagnostics = std::iter::once(problem)
                .chain(wrong.into_iter().flat_map(|answer| answer.diagnostics))
                .collect();
            Answer { diagnostics, again: Some(self.kept.len()), ..Answer::default() }
        })
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("runtime", &self.runtime)
            .field("kept", &self.kept)
            .finish_non_exhaustive()
    }
}
