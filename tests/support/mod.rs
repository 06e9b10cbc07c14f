//! What the tests share: running the program, comparing what comes of it, and rewriting what is expected.

#![allow(dead_code, reason = "every test is a program of its own, and needs only a part of this")]

pub(crate) mod attack;
pub(crate) mod codes;
pub(crate) mod docker;
pub(crate) mod expected;
pub(crate) mod fence;
pub(crate) mod fuzz;
pub(crate) mod generated;
pub(crate) mod greedy;
#[cfg(unix)]
pub(crate) mod hostile;
pub(crate) mod markdown;
pub(crate) mod page;
pub(crate) mod paths;
#[cfg(unix)]
pub(crate) mod random_repository;
pub(crate) mod said;
pub(crate) mod section;
pub(crate) mod session;
pub(crate) mod shell;
pub(crate) mod source;
pub(crate) mod sw;
#[cfg(target_os = "linux")]
pub(crate) mod terminal;
pub(crate) mod tree;
pub(crate) mod trial;
#[cfg(unix)]
pub(crate) mod vault;
