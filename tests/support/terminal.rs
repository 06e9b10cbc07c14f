//! The program at a terminal of its own, with keys to press and a screen to read.

use nix::pty::{Winsize, openpty};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// The key that answers.
pub(crate) const ENTER: &str = "\r";
/// The key that goes on to the next choice.
pub(crate) const DOWN: &str = "\x1b[B";

/// A program at a terminal, and all that it said so far.
pub(crate) struct Session {
    keyboard: File,
    said: Receiver<Vec<u8>>,
    screen: String,
    child: std::process::Child,
}

impl Session {
    /// Starts `sw` at a new terminal.
    pub(crate) fn start(folder: &Path, arguments: &[&str]) -> Self {
        Self::start_with(folder, arguments, &[])
    }

    /// Starts `sw` at a new terminal, with some variables.
    pub(crate) fn start_with(
        folder: &Path,
        arguments: &[&str],
        variables: &[(&str, &str)],
    ) -> Self {
        let size = Winsize { ws_row: 40, ws_col: 160, ws_xpixel: 0, ws_ypixel: 0 };
        let pty = openpty(Some(&size), None).expect("the system has terminals");
        let side = |file: &std::os::fd::OwnedFd| {
            Stdio::from(file.try_clone().expect("a file can be opened twice"))
        };
        let mut command = Command::new(env!("CARGO_BIN_EXE_sw"));
        command
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .env("HOME", folder.with_file_name("home"))
            .env("TERM", "xterm-256color");
        command.envs(variables.iter().copied());
        command.stdin(side(&pty.slave)).stdout(side(&pty.slave)).stderr(side(&pty.slave));
        let child = command.spawn().expect("sw starts");
        // The terminal hangs up when the last of its other ends is closed.
        drop((command, pty.slave));
        let keyboard = File::from(pty.master);
        let mut screen = keyboard.try_clone().expect("a file can be opened twice");
        let (sender, said) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(read @ 1..) = screen.read(&mut bytes) {
                if sender.send(bytes[..read].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { keyboard, said, screen: String::new(), child }
    }

    /// Waits until a question is there, then presses keys; gives what was said before them.
    pub(crate) fn answer(&mut self, question: &str, keys: &[&str]) -> String {
        while !self.screen.contains(question) {
            let bytes = self.said.recv_timeout(Duration::from_secs(60));
            let bytes =
                bytes.unwrap_or_else(|_| panic!("`{question}` is not asked:\n{}", self.screen));
            self.screen += &String::from_utf8_lossy(&bytes);
        }
        let screen = std::mem::take(&mut self.screen);
        for key in keys {
            self.keyboard.write_all(key.as_bytes()).expect("the terminal takes keys");
        }
        screen
    }

    /// Waits until something is said; gives what was said up to there. What comes behind it is still to be waited for.
    pub(crate) fn wait(&mut self, text: &str) -> String {
        loop {
            if let Some(at) = self.screen.find(text) {
                return self.screen.drain(..at + text.len()).collect();
            }
            let bytes = self.said.recv_timeout(Duration::from_secs(60));
            let bytes =
                bytes.unwrap_or_else(|_| panic!("`{text}` is not said:\n{:?}", self.screen));
            self.screen += &String::from_utf8_lossy(&bytes);
        }
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &[&str]) {
        for key in keys {
            self.keyboard.write_all(key.as_bytes()).expect("the terminal takes keys");
        }
    }

    /// The number of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What Ctrl-C does to a program that reads no keys.
    pub(crate) fn interrupt(&self) {
        let process = Pid::from_raw(self.child.id().try_into().expect("a process has a number"));
        kill(process, Signal::SIGINT).expect("sw is there");
    }

    /// Waits for the end.
    pub(crate) fn end(mut self) -> (ExitStatus, String) {
        while let Ok(bytes) = self.said.recv_timeout(Duration::from_secs(60)) {
            self.screen += &String::from_utf8_lossy(&bytes);
        }
        (self.child.wait().expect("sw ends"), self.screen)
    }
}
