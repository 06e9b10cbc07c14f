//! `sw secrets exec`: a command that gets the values as environment variables, and whose output does not show them.

pub(crate) mod streams;

use super::super::args::Globals;
use super::super::exit::{Exit, Failure};
use super::super::ui::{self, Ui};
use super::declared::{Declared, Recipes};
use crate::cli::exit::Outcome;
use crate::cli::process::interrupt;
use clap::Args;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use streams::{Readable, send};
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, words};
use sw::engine::Cancel;
use sw::project::Environment;
use sw::secrets::values::{self, Lookup, SecretString, Sources};
use sw::secrets::{Masker, Secret, check_name, terraform_name};

const EXAMPLES: &str = "\
Examples:
  sw secrets exec --env staging -- terraform apply
  sw secrets exec --env development -- npm start
  sw secrets exec --env staging -- sh -c 'psql \"$DATABASE_URL\"'

The command gets each secret under its own name, and as TF_VAR_... for Terraform. What it says goes
through a pipe, so that values are hidden, also in Base64, in hexadecimal digits, and as URLs, JSON,
shells and markup write them: it does not see a terminal. What it leaves running is not waited for.";

#[derive(Args, Debug)]
#[command(before_help = EXAMPLES)]
pub(super) struct Exec {
    /// The environment whose values it gets
    #[arg(short, long = "env", value_name = "NAME")]
    environment: String,
    #[command(flatten)]
    recipes: Recipes,
    /// The command and its arguments, behind `--`
    #[arg(last = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

pub(super) fn run(exec: &Exec, globals: &Globals, ui: &Ui) -> Outcome {
    let declared = exec.recipes.declared(std::slice::from_ref(&exec.environment), globals, ui)?;
    let found = found(&declared, declared.environment()?, ui)?;
    let stop = ended(&declared.context.cancel)?;
    let mut child = start(exec, &found)?;
    let values: Vec<SecretString> = found.into_iter().map(|(_, value)| value).collect();
    let masker = Masker::new(&values);
    let (out, messages) = ui::passed_on();
    let is_over: Arc<AtomicBool> = Arc::default();
    let streams = [
        pass(child.stdout.take(), out, masker.clone(), is_over.clone()),
        pass(child.stderr.take(), messages, masker, is_over.clone()),
    ];
    let status = wait(&mut child, &stop);
    // What it started and left behind may keep its pipes open for ever.
    is_over.store(true, Ordering::Relaxed);
    streams.into_iter().for_each(|stream| drop(stream.join()));
    Ok(Exit::Passed(code(
        status.map_err(|error| system("the command can't be waited for", &error))?,
    )))
}

/// The values of all secrets that the environment needs; one that is missing is an error before anything runs.
fn found<'a>(
    declared: &'a Declared,
    environment: &Environment,
    ui: &Ui,
) -> Result<Vec<(&'a Secret, SecretString)>, Failure> {
    let (variable, project) = (|name: &str| std::env::var(name).ok(), declared.project());
    let mut sources = Sources::read(project, environment, &variable).map_err(|problem| *problem)?;
    // What a worker says of names is not believed.
    let names = declared.secrets.keys().filter_map(|name| check_name(name).err());
    let mut messages: Vec<Diagnostic> = names.map(|problem| *problem).collect();
    let mut found = Vec::new();
    for secret in declared.secrets.values().filter(|secret| secret.is_for(&environment.name)) {
        match sources.find(secret) {
            Lookup::Found(there) => {
                let flaw = values::flaw(secret, &there.value);
                messages.extend(flaw.map(|flaw| values::malformed(secret, environment, &flaw)));
                found.push((secret, there.value));
            }
            _ if secret.optional => {}
            Lookup::Placeholder(origin) => {
                messages.push(values::placeholder(secret, environment, project, &origin))
            }
            Lookup::Missing => messages.push(values::missing(secret, environment, project)),
        }
    }
    if messages.iter().any(Diagnostic::is_error) {
        let store = project.secrets.store;
        messages.extend(store.and_then(|store| Some(sources.refused()?.to_diagnostic(store))));
        return Err(messages.into());
    }
    ui.messages(&messages, &Texts::new());
    found.iter().for_each(|(secret, value)| say_if_short(secret, value, ui));
    Ok(found)
}

fn say_if_short(secret: &Secret, value: &SecretString, ui: &Ui) {
    if !Masker::hides(value) {
        ui.say(&format!(
            "note: the value of `{}` is too short to be hidden in what the command says",
            secret.name
        ));
    }
}

fn start(exec: &Exec, found: &[(&Secret, SecretString)]) -> Result<Child, Failure> {
    let (program, arguments) = exec.command.split_first().expect("clap asks for a command");
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (secret, value) in found {
        command
            .env(&secret.name, value.expose())
            .env(format!("TF_VAR_{}", terraform_name(secret)), value.expose());
    }
    command.spawn().map_err(|error| {
        let failure = system(&format!("`{}` can't be started", program.display()), &error);
        // As shells have it.
        Failure {
            exit: Exit::Passed(if error.kind() == ErrorKind::NotFound { 127 } else { 126 }),
            ..failure
        }
    })
}

fn system(what: &str, error: &io::Error) -> Failure {
    Diagnostic::error("system-error", what).note(words::system(error)).into()
}

/// Lets a stream through on a thread of its own, with values hidden, up to what was said when the command was over.
fn pass<R: Read + Readable + Send + 'static>(
    from: Option<R>,
    mut to: impl Write + Send + 'static,
    mut masker: Masker,
    is_over: Arc<AtomicBool>,
) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let Some(from) = from else { return };
        let mut tail = Tail { from, is_over, left: None };
        let mut bytes = vec![0; 1 << 16];
        loop {
            let read = tail.read(&mut bytes);
            let shown = if read == 0 { masker.finish() } else { masker.push(&bytes[..read]) };
            // Where no one reads any more, the command learns of it by its pipe, which ends here.
            if to.write_all(&shown).and_then(|()| to.flush()).is_err() || read == 0 {
                return;
            }
        }
    })
}

/// A stream that ends with its command, even when another process holds its other end.
struct Tail<R> {
    from: R,
    is_over: Arc<AtomicBool>,
    /// How much is still to be read since the command is over, and until when more may come.
    left: Option<(Instant, Option<usize>)>,
}

impl<R: Read + Readable> Tail<R> {
    /// The next bytes; none at the end.
    fn read(&mut self, bytes: &mut [u8]) -> usize {
        loop {
            if self.left.is_none() && self.is_over.load(Ordering::Relaxed) {
                self.left = Some((Instant::now() + GRACE, None));
            }
            let most = match &mut self.left {
                Some((until, left)) if Instant::now() >= *until => {
                    *left.get_or_insert_with(|| self.from.waiting())
                }
                _ => bytes.len(),
            };
            if most == 0 {
                return 0;
            }
            if !self.from.is_ready(LOOK) {
                continue;
            }
            let most = most.min(bytes.len());
            match self.from.read(&mut bytes[..most]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => return self.counted(read.unwrap_or(0)),
            }
        }
    }

    fn counted(&mut self, read: usize) -> usize {
        if let Some((_, Some(left))) = &mut self.left {
            *left = left.saturating_sub(read);
        }
        read
    }
}

/// How long what a command started may still say something when the command itself is over.
const GRACE: Duration = Duration::from_millis(200);

/// The signals that ask this process to end: they are passed on to the command, which ends first.
struct Stop {
    interrupted: Cancel,
    asked: Vec<(i32, Arc<AtomicBool>)>,
}

fn ended(interrupted: &Cancel) -> Result<Stop, Failure> {
    let mut asked = Vec::new();
    for signal in [SIGTERM, SIGHUP] {
        let flag: Arc<AtomicBool> = Arc::default();
        signal_hook::flag::register(signal, flag.clone())
            .map_err(|error| system("signals can't be passed on", &error))?;
        asked.push((signal, flag));
    }
    Ok(Stop { interrupted: interrupted.clone(), asked })
}

impl Stop {
    /// The signals that came since this was last asked, and that the command did not get itself.
    fn taken(&self) -> impl Iterator<Item = i32> {
        let is_interrupted = self.interrupted.is_cancelled();
        interrupt::overlook();
        let interrupt = (is_interrupted && !ui::is_foreground()).then_some(SIGINT);
        let asked = self
            .asked
            .iter()
            .filter(|(_, flag)| flag.swap(false, Ordering::Relaxed))
            .map(|(signal, _)| *signal);
        interrupt.into_iter().chain(asked)
    }
}

/// How often it is looked whether the command is over, or is to be.
const LOOK: Duration = Duration::from_millis(10);

/// Waits for the command. A Ctrl-C at a terminal reaches it by itself: the terminal sends it to both.
fn wait(child: &mut Child, stop: &Stop) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        stop.taken().for_each(|signal| send(child, signal));
        std::thread::sleep(LOOK);
    }
}

/// The command's own exit code; as shells have it when a signal ended it.
fn code(status: ExitStatus) -> u8 {
    #[cfg(unix)]
    let signal = std::os::unix::process::ExitStatusExt::signal(&status);
    #[cfg(not(unix))]
    let signal = None;
    let code = status.code().or(signal.map(|signal| 128 + signal)).unwrap_or(1);
    u8::try_from(code & 0xff).unwrap_or(1)
}
