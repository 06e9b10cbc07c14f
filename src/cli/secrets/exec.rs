//! `sw secrets exec`: a command that gets the values as environment variables, and whose output does not show them.

use super::super::Outcome;
use super::super::args::Globals;
use super::super::exit::{Exit, Failure};
use super::super::interrupt;
use super::super::ui::{self, Ui};
use super::declared::{Declared, Recipes};
use clap::Args;
use signal_hook::consts::{SIGHUP, SIGTERM};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;
use sw::diag::render::Texts;
use sw::diag::{Diagnostic, words};
use sw::project::Environment;
use sw::secrets::values::{self, Lookup, SecretString, Sources};
use sw::secrets::{Masker, Secret, terraform_name};

const EXAMPLES: &str = "\
Examples:
  sw secrets exec --env staging -- terraform apply
  sw secrets exec --env development -- npm start
  sw secrets exec --env staging -- sh -c 'psql \"$DATABASE_URL\"'

The command gets each secret under its own name, and as TF_VAR_... for Terraform. What it says goes
through a pipe, so that values are hidden: it does not see a terminal.";

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
    let stop = ended()?;
    let mut child = start(exec, &found)?;
    let values: Vec<SecretString> = found.into_iter().map(|(_, value)| value).collect();
    let masker = Masker::new(&values);
    let (out, messages) = ui::passed_on();
    let streams = [pass(child.stdout.take(), out, masker.clone()), pass(child.stderr.take(), messages, masker)];
    let status = wait(&mut child, &stop);
    streams.into_iter().for_each(|stream| drop(stream.join()));
    Ok(Exit::Passed(code(status.map_err(|error| system("the command can't be waited for", &error))?)))
}

/// The values of all secrets that the environment needs; one that is missing is an error before anything runs.
fn found<'a>(declared: &'a Declared, environment: &Environment, ui: &Ui) -> Result<Vec<(&'a Secret, SecretString)>, Failure> {
    let (variable, project) = (|name: &str| std::env::var(name).ok(), declared.project());
    let mut sources = Sources::read(project, environment, &variable).map_err(|problem| *problem)?;
    let (mut found, mut messages) = (Vec::new(), Vec::new());
    for secret in declared.secrets.values().filter(|secret| secret.is_for(&environment.name)) {
        match sources.find(secret) {
            Lookup::Found(there) => {
                messages.extend(values::flaw(secret, &there.value).map(|flaw| values::malformed(secret, environment, &flaw)));
                found.push((secret, there.value));
            }
            _ if secret.optional => {}
            Lookup::Placeholder(origin) => messages.push(values::placeholder(secret, environment, project, &origin)),
            Lookup::Missing => messages.push(values::missing(secret, environment, project)),
        }
    }
    let is_wrong = messages.iter().any(Diagnostic::is_error);
    messages.extend(project.secrets.store.filter(|_| is_wrong).and_then(|store| Some(sources.refused()?.to_diagnostic(store))));
    if is_wrong {
        return Err(messages.into());
    }
    ui.messages(&messages, &Texts::new());
    for (secret, _) in found.iter().filter(|(_, value)| !Masker::hides(value)) {
        ui.say(&format!("note: the value of `{}` is too short to be hidden in what the command says", secret.name));
    }
    Ok(found)
}

fn start(exec: &Exec, found: &[(&Secret, SecretString)]) -> Result<Child, Failure> {
    let (program, arguments) = exec.command.split_first().expect("clap asks for a command");
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    for (secret, value) in found {
        command.env(&secret.name, value.expose()).env(format!("TF_VAR_{}", terraform_name(secret)), value.expose());
    }
    command.spawn().map_err(|error| {
        let failure = system(&format!("`{}` can't be started", program.display()), &error);
        // As shells have it.
        Failure { exit: Exit::Passed(if error.kind() == ErrorKind::NotFound { 127 } else { 126 }), ..failure }
    })
}

fn system(what: &str, error: &io::Error) -> Failure {
    Diagnostic::error("system-error", what).note(words::system(error)).into()
}

/// Lets a stream through on a thread of its own, with values hidden.
fn pass(from: Option<impl Read + Send + 'static>, mut to: impl Write + Send + 'static, mut masker: Masker) -> JoinHandle<()> {
    std::thread::spawn(move || {
        let Some(mut from) = from else { return };
        let mut bytes = vec![0; 1 << 16];
        loop {
            let read = match from.read(&mut bytes) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                read => read.unwrap_or(0),
            };
            let shown = if read == 0 { masker.finish() } else { masker.push(&bytes[..read]) };
            // Where nobody reads any more, the command learns of it by its pipe, which ends here.
            if to.write_all(&shown).and_then(|()| to.flush()).is_err() || read == 0 {
                return;
            }
        }
    })
}

/// What is set when somebody wants this process to end: the command is told, and ends first.
fn ended() -> Result<Arc<AtomicBool>, Failure> {
    let stop: Arc<AtomicBool> = Arc::default();
    for signal in [SIGTERM, SIGHUP] {
        signal_hook::flag::register(signal, stop.clone()).map_err(|error| system("signals can't be passed on", &error))?;
    }
    Ok(stop)
}

/// How often it is looked whether the command is over, or is to be.
const LOOK: Duration = Duration::from_millis(10);

/// Waits for the command. Ctrl-C reaches it by itself: a terminal sends it to both.
fn wait(child: &mut Child, stop: &AtomicBool) -> io::Result<ExitStatus> {
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        interrupt::overlook();
        if stop.swap(false, Ordering::Relaxed) {
            terminate(child);
        }
        std::thread::sleep(LOOK);
    }
}

#[cfg(unix)]
fn terminate(child: &Child) {
    // One that is over needs no signal.
    let _over = rustix::process::kill_process(rustix::process::Pid::from_child(child), rustix::process::Signal::TERM);
}

#[cfg(not(unix))]
fn terminate(child: &mut Child) {
    let _over = child.kill();
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
