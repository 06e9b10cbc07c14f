//! The pipes of a command that runs for the user, which can be asked whether something waits in them,
//! and signals.

use std::process::Child;
use std::time::Duration;

/// A pipe that can be asked.
#[cfg(unix)]
pub(crate) trait Readable: std::os::fd::AsFd + Sized {
    /// Whether something can be read, or all ends that write are closed; it waits for that as long as it may.
    fn is_ready(&self, patience: Duration) -> bool {
        use rustix::event::{PollFd, PollFlags, Timespec, poll};
        let patience = Timespec { tv_sec: 0, tv_nsec: patience.subsec_nanos().into() };
        let mut pipe = [PollFd::new(self, PollFlags::IN)];
        // What can't be waited for is read, which waits as well.
        poll(&mut pipe, Some(&patience)).map_or(true, |ready| ready > 0)
    }

    /// How many bytes wait in it.
    fn waiting(&self) -> usize {
        rustix::io::ioctl_fionread(self).ok().and_then(|count| count.try_into().ok()).unwrap_or(0)
    }
}

/// A pipe that is read to its end.
#[cfg(not(unix))]
pub(crate) trait Readable {
    fn is_ready(&self, _patience: Duration) -> bool {
        true
    }

    fn waiting(&self) -> usize {
        0
    }
}

impl Readable for std::process::ChildStdout {}
impl Readable for std::process::ChildStderr {}

/// Sends a signal on; one that is over needs none.
#[cfg(unix)]
pub(crate) fn send(child: &mut Child, signal: i32) {
    use rustix::process::{Pid, Signal, kill_process};
    if let Some(signal) = Signal::from_named_raw(signal) {
        let _over = kill_process(Pid::from_child(child), signal);
    }
}

#[cfg(not(unix))]
pub(crate) fn send(child: &mut Child, _signal: i32) {
    let _over = child.kill();
}
