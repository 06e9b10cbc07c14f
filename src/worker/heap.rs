//! How much memory is in use, as an allocator counts it: of a process, or of a thread.

use std::alloc::{GlobalAlloc, Layout};
use std::cell::Cell;

/// The door to a counting allocator, which only a program can have: for a worker, whose whole process is one run.
#[derive(Clone, Copy, Debug)]
pub struct Heap {
    /// How many bytes are in use.
    pub used: fn() -> usize,
    /// Sets how many may be: the allocator gives no more.
    pub limit: fn(usize),
}

/// An allocator that counts what each thread has in use, around the one that gives the memory. A host that runs
/// recipes in its own process counts with it what each run takes, however many go on at once.
///
/// ```
/// use sw::engine::{Limits, world::MemoryWorld};
/// use sw::worker::PerThread;
/// use sw::Runtime;
///
/// #[global_allocator]
/// static ALLOCATOR: PerThread = PerThread::SYSTEM;
///
/// let world = MemoryWorld::from([("deploy.rhai", "let list = [1]; loop { list += list; }")]);
/// let limits = Limits { memory: 16 << 20, heap: Some(PerThread::used), items: None, ..Limits::default() };
/// let output = Runtime::builder().world(world).limits(limits).build().unwrap().run("deploy.rhai");
/// assert_eq!(output.diagnostics[0].code, "out-of-memory");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PerThread<A = std::alloc::System>(A);

impl PerThread {
    /// The system's allocator, counted.
    pub const SYSTEM: Self = Self(std::alloc::System);

    /// How many bytes the current thread has allocated and not freed, for [`Limits::heap`](crate::engine::Limits::heap).
    ///
    /// ```
    /// use sw::worker::PerThread;
    /// #[global_allocator]
    /// static ALLOCATOR: PerThread = PerThread::SYSTEM;
    /// let (before, kept) = (PerThread::used(), vec![1_u8; 1 << 20]);
    /// assert!(PerThread::used() - before >= kept.len());
    /// ```
    pub fn used() -> usize {
        usize::try_from(IN_USE.get()).unwrap_or_default()
    }
}

impl<A> PerThread<A> {
    /// Counts around `allocator`.
    ///
    /// ```
    /// use sw::worker::PerThread;
    /// #[global_allocator]
    /// static ALLOCATOR: PerThread<std::alloc::System> = PerThread::around(std::alloc::System);
    /// assert!(PerThread::used() < 1 << 30);
    /// ```
    pub const fn around(allocator: A) -> Self {
        Self(allocator)
    }
}

thread_local! {
    /// Below zero where a thread gave back what another one took.
    static IN_USE: Cell<isize> = const { Cell::new(0) };
}

/// No layout is larger than `isize::MAX`.
fn count(more: usize, less: usize) {
    // A thread that is about to end counts no more.
    let _ending = IN_USE.try_with(|used| {
        used.set(used.get().wrapping_add_unsigned(more).wrapping_sub_unsigned(less))
    });
}

// SAFETY: every call is passed on as it is, and its result is returned as it is.
#[allow(
    unsafe_code,
    reason = "an allocator can't be written without, and counting is all that is added"
)]
unsafe impl<A: GlobalAlloc> GlobalAlloc for PerThread<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { self.0.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size(), 0);
        unsafe { self.0.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        count(0, layout.size());
        unsafe { self.0.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size, layout.size());
        unsafe { self.0.realloc(pointer, layout, size) }
    }
}
