//! The program `sw`: hands the arguments to `cli` and returns its exit code.

use cap::Cap;
use mimalloc::MiMalloc;
use sw::worker::Heap;

/// It counts, so that a recipe can be told that it needs too much.
#[global_allocator]
static ALLOCATOR: Cap<MiMalloc> = Cap::new(MiMalloc, usize::MAX);

fn main() -> std::process::ExitCode {
    sw::cli::main(Heap { used: || ALLOCATOR.allocated(), limit: |most| ALLOCATOR.set_limit(most).unwrap_or_default() })
}
