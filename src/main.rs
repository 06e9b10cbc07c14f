//! The program `sw`: a host of the crate like any other. Hands the arguments to `cli` and returns its exit code.

mod cli;

use cap::Cap;
use mimalloc::MiMalloc;
use sw::worker::Heap;

/// It counts, so that a recipe can be reported that it needs too much.
#[global_allocator]
static ALLOCATOR: Cap<MiMalloc> = Cap::new(MiMalloc, usize::MAX);

fn main() -> std::process::ExitCode {
    cli::main(Heap {
        used: || ALLOCATOR.allocated(),
        limit: |most| ALLOCATOR.set_limit(most).unwrap_or_default(),
    })
}
