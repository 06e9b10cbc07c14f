//! Runs a store's program: without a shell, without input, and not for ever.

use super::error::StoreError;
use super::query::Query;
use crate::secrets::values::secret_string::SecretString;
use std::io::{self, ErrorKind, Read};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// No secret is longer; stores have limits far below.
const LONGEST: u64 = 1 << 20;

/// How often it is looked whether the program is over.
const LOOK: Duration = Duration::from_millis(5);

/// What programs say when there is no such entry.
const ABSENT: [&str; 8] = [
    "could not find requested secret",
    "resourcenotfoundexception",
    "secretnotfound",
    "not_found",
    "no value found at",
    "isn't an item",
    "no item found",
    "could not find item",
];

/// What programs say to those whom they do not know, or do not let in.
const STRANGER: [&str; 15] = [
    "login",
    "log in",
    "logged in",
    "sign in",
    "signin",
    "signed in",
    "credentials",
    "unauthorized",
    "unauthenticated",
    "permission",
    "accessdenied",
    "forbidden",
    "token",
    "not authenticated",
    "attribute [project]",
];

/// What the program says on stdout; none when it has no such entry.
pub(super) fn run(query: &Query, patience: Duration) -> Result<Option<SecretString>, StoreError> {
    let program = query.program;
    let mut child = start(query).map_err(|error| match error.kind() {
        ErrorKind::NotFound => StoreError::NotInstalled(program),
        _ => StoreError::Failed { program, said: error.to_string() },
    })?;
    let (out, messages) = (listen(child.stdout.take()), listen(child.stderr.take()));
    let deadline = Instant::now() + patience;
    let Some(is_well) = wait(&mut child, deadline) else {
        let _gone = child.kill().and_then(|()| child.wait().map(drop));
        return Err(StoreError::TimedOut(program, patience));
    };
    let left = || deadline.saturating_duration_since(Instant::now()).max(LOOK);
    let out = out.recv_timeout(left()).map_err(|_| StoreError::TimedOut(program, patience))?;
    if is_well {
        let text = String::from_utf8(out)
            .map_err(|_| StoreError::Failed { program, said: "its value is no text".into() })?;
        return Ok(Some(text.into()));
    }
    let messages =
        String::from_utf8_lossy(&messages.recv_timeout(left()).unwrap_or_default()).into_owned();
    refused(program, &messages)
}

fn start(query: &Query) -> io::Result<Child> {
    let mut command = Command::new(query.program);
    command
        .args(&query.arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
}

/// Reads to the end on a thread of its own, so that a full pipe stops no one.
fn listen(from: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _cut = from.map(|from| from.take(LONGEST).read_to_end(&mut bytes));
        // No one listens any more when it took too long.
        let _ = sender.send(bytes);
    });
    receiver
}

/// Whether it ended well; none when it did not end in time.
fn wait(child: &mut Child, deadline: Instant) -> Option<bool> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(status.success()),
            Err(_) => return Some(false),
            Ok(None) if Instant::now() >= deadline => return None,
            Ok(None) => std::thread::sleep(LOOK),
        }
    }
}

/// The first lines as one: some say in the third what is missing.
fn summed_up(messages: &str) -> String {
    let lines: Vec<&str> =
        messages.lines().map(str::trim).filter(|line| !line.is_empty()).take(3).collect();
    let said = if lines.is_empty() { "nothing".into() } else { lines.join(" ") };
    said.chars().filter(|c| !c.is_control()).take(300).collect()
}

/// What it means when a program fails, by what it says.
fn refused(program: &'static str, messages: &str) -> Result<Option<SecretString>, StoreError> {
    let lower = messages.to_lowercase();
    if ABSENT.iter().any(|words| lower.contains(words)) {
        return Ok(None);
    }
    let said = summed_up(messages);
    if STRANGER.iter().any(|words| lower.contains(words)) {
        return Err(StoreError::NotLoggedIn { program, said });
    }
    Err(StoreError::Failed { program, said })
}

#[cfg(test)]
mod tests {
    use super::super::query::Answer;
    use super::*;

    fn asked(
        program: &'static str,
        arguments: &[&str],
        patience: Duration,
    ) -> Result<Option<SecretString>, StoreError> {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        run(
            &Query {
                program,
                arguments,
                answer: Answer::Whole { property: None, ends_with_newline: false },
            },
            patience,
        )
    }

    #[test]
    fn no_shell_sees_an_argument() {
        let text = "$(id) `id` \"; exit 3; 'a b'";
        let said = asked("printf", &["%s", text], Duration::from_secs(20));
        assert_eq!(said, Ok(Some(text.to_string().into())));
    }

    #[test]
    fn a_program_that_hangs_times_out() {
        let patience = Duration::from_millis(50);
        assert_eq!(asked("sleep", &["60"], patience), Err(StoreError::TimedOut("sleep", patience)));
        assert_eq!(
            asked("no-such-program", &[], patience),
            Err(StoreError::NotInstalled("no-such-program"))
        );
    }

    #[test]
    fn what_programs_say_is_understood() {
        assert_eq!(
            refused("doppler", "Doppler Error: Could not find requested secret: X"),
            Ok(None)
        );
        let aws = "An error occurred (ResourceNotFoundException) when calling the GetSecretValue operation";
        assert_eq!(refused("aws", aws), Ok(None));
        assert!(matches!(
            refused("aws", "Unable to locate credentials."),
            Err(StoreError::NotLoggedIn { .. })
        ));
        assert!(
            matches!(refused("vault", "\nconnection refused\n"), Err(StoreError::Failed { said, .. }) if said == "connection refused")
        );
    }
}
