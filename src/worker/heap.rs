//! How much memory a process uses, as its allocator counts it.

/// The door to a counting allocator, which only a program can have.
#[derive(Clone, Copy, Debug)]
pub struct Heap {
    /// How many bytes are in use.
    pub used: fn() -> usize,
    /// Sets how many may be: the allocator gives no more.
    pub limit: fn(usize),
}
