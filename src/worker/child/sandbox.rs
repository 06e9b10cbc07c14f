//! What a worker gives up before it reads a recipe: memory without end, files, the network, other programs.

use serde::{Deserialize, Serialize};

/// What keeps a worker in. Each may be missing where the system does not have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sandbox {
    /// Limits of the system on memory and files.
    pub limits: bool,
    /// Linux's Landlock: no file, no network.
    pub landlock: bool,
    /// Linux's seccomp: only the system calls that computing needs.
    pub seccomp: bool,
}

impl std::fmt::Display for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let parts =
            [("limits", self.limits), ("Landlock", self.landlock), ("seccomp", self.seccomp)];
        let states =
            parts.map(|(name, on)| format!("{name} {}", if on { "on" } else { "not available" }));
        f.write_str(&states.join(", "))
    }
}

/// Gives up everything, as far as the system lets; says what is in force.
/// `memory` is how much a recipe may use where no allocator counts it, in bytes.
pub(crate) fn enter(memory: Option<usize>) -> Sandbox {
    let files = descriptors::close();
    Sandbox {
        limits: limits::set(memory) && files,
        landlock: landlock::enter(),
        seccomp: seccomp::enter(),
    }
}

#[cfg(unix)]
mod limits {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    /// How much address space there is: more than the heap may use, since stacks and allocators reserve ahead.
    const ADDRESS_SPACE: u64 = 4 << 30;

    /// How much a process has beside what a recipe uses: the program itself, and the stack that is reserved for running it.
    const BESIDE: u64 = 512 << 20;

    pub(crate) fn set(memory: Option<usize>) -> bool {
        let data = memory.map_or(u64::MAX, |memory| (memory as u64).saturating_add(BESIDE));
        let limits = [
            (Resource::As, ADDRESS_SPACE),
            (Resource::Data, data),
            (Resource::Core, 0),
            (Resource::Fsize, 0),
        ];
        // One that can't be lowered must not keep the others from being tried.
        let done = limits.map(|(resource, most)| lower(resource, most));
        done.into_iter().all(|done| done)
    }

    /// Lowers a limit; one that is lower already stays.
    fn lower(resource: Resource, most: u64) -> bool {
        let now = getrlimit(resource);
        let most =
            Some(now.current.unwrap_or(u64::MAX).min(now.maximum.unwrap_or(u64::MAX)).min(most));
        setrlimit(resource, Rlimit { current: most, maximum: most }).is_ok()
    }
}

#[cfg(not(unix))]
mod limits {
    pub(crate) fn set(_memory: Option<usize>) -> bool {
        false
    }
}

#[cfg(target_os = "linux")]
mod descriptors {
    use rustix::process::{Signal, set_parent_process_death_signal};

    /// Closes all files but the pipe's ends, which a careless parent may have left open; and ends with the parent.
    pub(crate) fn close() -> bool {
        let ends_with_parent = set_parent_process_death_signal(Some(Signal::KILL)).is_ok();
        // SAFETY: the process has just started, and owns no file of its own but 0, 1 and 2.
        #[allow(unsafe_code, reason = "there is no safe way to close what no value owns")]
        let closed = unsafe { libc::close_range(3, libc::c_uint::MAX, 0) } == 0;
        ends_with_parent && closed
    }
}

#[cfg(not(target_os = "linux"))]
mod descriptors {
    pub(crate) fn close() -> bool {
        true
    }
}

#[cfg(target_os = "linux")]
mod landlock {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, Ruleset, RulesetAttr, RulesetError, RulesetStatus, Scope,
    };

    /// Refuses all access to files and to the network: no rule allows any.
    pub(crate) fn enter() -> bool {
        restrict().is_ok_and(|status| status != RulesetStatus::NotEnforced)
    }

    fn restrict() -> Result<RulesetStatus, RulesetError> {
        let newest = ABI::V6;
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(newest))?
            .handle_access(AccessNet::from_all(newest))?;
        Ok(rules.scope(Scope::from_all(newest))?.create()?.restrict_self()?.ruleset)
    }
}

#[cfg(not(target_os = "linux"))]
mod landlock {
    pub(crate) fn enter() -> bool {
        false
    }
}

#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
mod seccomp {
    use seccompiler::{
        BackendError, BpfProgram, SeccompAction as Action, SeccompCmpArgLen as Length,
        SeccompCmpOp as Op, SeccompCondition as Condition, SeccompFilter as Filter,
        SeccompRule as Rule, apply_filter,
    };
    use std::collections::BTreeMap;

    type Rules = BTreeMap<i64, Vec<Rule>>;

    /// System calls that computing needs, whatever their arguments.
    const ALLOWED: &[i64] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_writev,
        libc::SYS_close,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_set_robust_list,
        libc::SYS_set_tid_address,
        libc::SYS_rseq,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_sigaltstack,
        libc::SYS_restart_syscall,
        libc::SYS_sched_yield,
        libc::SYS_sched_getaffinity,
        libc::SYS_getcpu,
        libc::SYS_getpid,
        libc::SYS_gettid,
        libc::SYS_tgkill,
        libc::SYS_clock_gettime,
        libc::SYS_clock_nanosleep,
        libc::SYS_nanosleep,
        libc::SYS_getrandom,
        libc::SYS_membarrier,
        libc::SYS_ppoll,
        #[cfg(target_arch = "x86_64")]
        libc::SYS_poll,
        libc::SYS_exit,
        libc::SYS_exit_group,
    ];

    /// What `prctl` may be asked: to name a thread, and to name memory.
    const PRCTL: [u64; 2] = [libc::PR_SET_NAME as u64, libc::PR_SET_VMA as u64];

    /// Refuses every other system call; the caller gets an error, as from a system that forbids it.
    pub(crate) fn enter() -> bool {
        programs()
            .is_ok_and(|programs| programs.iter().all(|program| apply_filter(program).is_ok()))
    }

    fn programs() -> Result<[BpfProgram; 2], BackendError> {
        let arch = std::env::consts::ARCH.try_into()?;
        let allow = Filter::new(allowed()?, refuse(libc::EPERM), Action::Allow, arch)?;
        // Its flags are out of a filter's reach; without it a thread is started by `clone`, whose flags are not.
        let newer = Rules::from([(libc::SYS_clone3, Vec::new())]);
        let without_newer = Filter::new(newer, Action::Allow, refuse(libc::ENOSYS), arch)?;
        // The strict one comes last: it lets no further one be added.
        Ok([without_newer.try_into()?, allow.try_into()?])
    }

    fn refuse(error: i32) -> Action {
        Action::Errno(error.unsigned_abs())
    }

    fn allowed() -> Result<Rules, BackendError> {
        let mut rules: Rules = ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
        let thread = libc::CLONE_THREAD.unsigned_abs().into();
        rules.insert(libc::SYS_clone, vec![when(Op::MaskedEq(thread), thread)?]);
        // The other filter has the last word on it.
        rules.insert(libc::SYS_clone3, Vec::new());
        rules.insert(
            libc::SYS_prctl,
            PRCTL.iter().map(|option| when(Op::Eq, *option)).collect::<Result<_, _>>()?,
        );
        Ok(rules)
    }

    /// A rule on a call's first argument.
    fn when(operator: Op, value: u64) -> Result<Rule, BackendError> {
        Rule::new(vec![Condition::new(0, Length::Qword, operator, value)?])
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
mod seccomp {
    pub(crate) fn enter() -> bool {
        false
    }
}
