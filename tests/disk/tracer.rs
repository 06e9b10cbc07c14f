//! Runs a program and makes one of its system calls fail, or kills it there.

use nix::errno::Errno;
use nix::libc::{self, c_long, user_regs_struct};
use nix::sys::ptrace::{self, Options};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{WaitPidFlag, WaitStatus, waitpid};
use nix::unistd::Pid;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// What happens at the chosen call.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    Nothing,
    /// The call does not happen and says why.
    Fail(Errno),
    /// So does every later one that is counted.
    FailFromHere(Errno),
    /// The process dies before the call.
    Kill,
}

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Exited(i32),
    Killed(Signal),
}

pub(crate) struct Traced {
    /// The calls that count, in order, by their numbers.
    pub(crate) calls: Vec<c_long>,
    pub(crate) end: End,
    /// What it said on stderr.
    pub(crate) said: String,
}

/// A system call: its number and its arguments.
pub(crate) struct Call {
    thread: Pid,
    number: c_long,
    arguments: [u64; 3],
}

/// Runs the program in a folder, with something happening at the call number `at`, counted from 1
/// among those that `counts`.
pub(crate) fn trace(
    folder: &Path,
    arguments: &[&str],
    at: usize,
    act: Act,
    counts: fn(&Call) -> bool,
) -> Traced {
    let messages = tempfile::NamedTempFile::new().unwrap();
    // The shell waits until the tracer holds it, then becomes the program.
    let mut command = Command::new("sh");
    command
        .args(["-c", "read _ && exec \"$@\"", "sh", env!("CARGO_BIN_EXE_sw")])
        .args(arguments)
        .current_dir(folder);
    command
        .env_clear()
        .env("HOME", folder)
        .env("XDG_STATE_HOME", super::STATE)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(messages.reopen().unwrap());
    #[allow(clippy::zombie_processes, reason = "the tracer waits for it")]
    let mut child = command.spawn().unwrap();
    let pid = Pid::from_raw(child.id().try_into().unwrap());
    let options = Options::PTRACE_O_TRACESYSGOOD
        | Options::PTRACE_O_TRACECLONE
        | Options::PTRACE_O_TRACEEXEC
        | Options::PTRACE_O_EXITKILL;
    ptrace::seize(pid, options).expect("this test traces a process: `ptrace` has to be allowed");
    ptrace::interrupt(pid).unwrap();
    child.stdin.take().unwrap().write_all(b"\n").unwrap();
    let mut tracer = Tracer {
        at,
        act,
        counts,
        started: false,
        inside: BTreeSet::new(),
        failing: BTreeMap::new(),
        calls: Vec::new(),
    };
    let end = tracer.follow(pid);
    Traced { calls: tracer.calls, end, said: std::fs::read_to_string(messages.path()).unwrap() }
}

struct Tracer {
    at: usize,
    act: Act,
    counts: fn(&Call) -> bool,
    /// Whether the shell has become the program.
    started: bool,
    /// The threads that are inside of a call.
    inside: BTreeSet<Pid>,
    /// The threads whose call is to fail.
    failing: BTreeMap<Pid, Errno>,
    calls: Vec<c_long>,
}

impl Tracer {
    fn follow(&mut self, pid: Pid) -> End {
        loop {
            // Only what this thread started: other threads trace as well.
            let status =
                waitpid(None, Some(WaitPidFlag::__WALL | WaitPidFlag::__WNOTHREAD)).unwrap();
            let (thread, signal) = match status {
                WaitStatus::Exited(who, code) if who == pid => return End::Exited(code),
                WaitStatus::Signaled(who, signal, _) if who == pid => return End::Killed(signal),
                WaitStatus::PtraceSyscall(thread) => {
                    self.at_call(thread, pid);
                    (thread, None)
                }
                WaitStatus::PtraceEvent(thread, _, event) => {
                    if event == libc::PTRACE_EVENT_EXEC {
                        self.started = true;
                        self.inside.insert(thread);
                    }
                    (thread, None)
                }
                WaitStatus::Stopped(thread, signal) => (thread, Some(signal)),
                _ => continue,
            };
            match ptrace::syscall(thread, signal) {
                // It was killed meanwhile.
                Ok(()) | Err(Errno::ESRCH) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }

    fn at_call(&mut self, thread: Pid, pid: Pid) {
        if !self.started {
            return;
        }
        let Ok(mut registers) = ptrace::getregs(thread) else { return };
        if self.inside.remove(&thread) {
            if let Some(errno) = self.failing.remove(&thread) {
                registers.rax = (-(errno as i64)).cast_unsigned();
                ptrace::setregs(thread, registers).unwrap();
            }
            return;
        }
        self.inside.insert(thread);
        let arguments = [registers.rdi, registers.rsi, registers.rdx];
        let call = Call { thread, number: registers.orig_rax.cast_signed(), arguments };
        if !(self.counts)(&call) {
            return;
        }
        self.calls.push(call.number);
        let n = self.calls.len();
        match self.act {
            Act::Fail(errno) if n == self.at => self.fail(thread, registers, errno),
            Act::FailFromHere(errno) if n >= self.at => self.fail(thread, registers, errno),
            Act::Kill if n == self.at => kill(pid, Signal::SIGKILL).unwrap(),
            _ => {}
        }
    }

    /// Turns the call into one that there isn't; its result is put right when it returns. Only a file
    /// is closed, whatever the system says about it.
    fn fail(&mut self, thread: Pid, mut registers: user_regs_struct, errno: Errno) {
        if registers.orig_rax.cast_signed() != libc::SYS_close {
            registers.orig_rax = u64::MAX;
            ptrace::setregs(thread, registers).unwrap();
        }
        self.failing.insert(thread, errno);
    }
}

/// All calls but those that can't fail, and those that end, wake or delay a thread.
pub(crate) fn can_fail(call: &Call) -> bool {
    let never = [
        libc::SYS_clock_nanosleep,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_futex,
        libc::SYS_geteuid,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_rt_sigreturn,
        libc::SYS_restart_syscall,
        libc::SYS_uname,
    ];
    !never.contains(&call.number)
}

/// Calls about memory, threads and signals: without them a program may have to give up on the spot.
/// So does Rust's library when a listed folder can't be closed, which no system is known to refuse.
pub(crate) fn is_vital(number: c_long) -> bool {
    let vital = [
        libc::SYS_mmap,
        libc::SYS_mprotect,
        libc::SYS_munmap,
        libc::SYS_brk,
        libc::SYS_close,
        libc::SYS_clone,
        libc::SYS_clone3,
        libc::SYS_rt_sigaction,
        libc::SYS_sigaltstack,
        libc::SYS_arch_prctl,
        libc::SYS_getrandom,
        libc::SYS_poll,
        libc::SYS_rseq,
    ];
    vital.contains(&number)
}

/// Calls that make something, or make it longer: those that a full or read-only disk refuses.
pub(crate) fn needs_space(call: &Call) -> bool {
    let [first, _, third] = call.arguments;
    match call.number {
        libc::SYS_openat => third & u64::from(libc::O_CREAT.cast_unsigned()) != 0,
        libc::SYS_write => std::fs::read_link(format!("/proc/{}/fd/{first}", call.thread))
            .is_ok_and(|to| first > 2 && to.is_absolute()),
        libc::SYS_mkdirat | libc::SYS_linkat | libc::SYS_symlinkat => true,
        _ => false,
    }
}

/// Calls that change something on disk in any way.
pub(crate) fn changes(call: &Call) -> bool {
    let also = [
        libc::SYS_renameat,
        libc::SYS_renameat2,
        libc::SYS_unlinkat,
        libc::SYS_fchmod,
        libc::SYS_ftruncate,
    ];
    needs_space(call) || also.contains(&call.number)
}
