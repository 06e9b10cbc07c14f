//! Tests of recipes: functions `test_...` in files `..._test.rhai`, and the examples of what others import.
//!
//! ```text
//! files ─► find ─► Test, Test, ... ─► run (each in a run of its own) ─► Outcome, ... ─► Report
//! ```
//!
//! ```
//! use sw::engine::world::MemoryWorld;
//! use sw::testing::{Settings, find, run};
//! use sw::{Runtime, project::Project};
//! use std::sync::Arc;
//!
//! let world = Arc::new(MemoryWorld::from([
//!     ("web.rhai", "fn port() { 80 }"),
//!     ("web_test.rhai", "import \"./web\" as web;\nfn test_port() { assert_eq(web::port(), 8080); }"),
//! ]));
//! let runtime = Runtime::builder().shared_world(world.clone()).build().unwrap();
//! let found = find(&runtime, &["web.rhai".into(), "web_test.rhai".into()]);
//! let outcomes = run(&runtime, &world, &found.tests, &Settings::default(), &|_| {});
//! assert_eq!(outcomes[0].errors().next().unwrap().message, "expected 8080, found 80");
//! ```

mod coverage;
mod example;
mod find;
mod junit;
mod outcome;
mod stage;
mod suite;

pub use coverage::{Coverage, FileCoverage};
pub use find::{FoundTests, What, find};
pub use junit::junit;
pub use outcome::Outcome;
pub use stage::Stage;
pub use suite::{Settings, run};

use crate::diag::words::line;

/// What the name of a file of tests ends in.
pub const FILE: &str = "_test.rhai";

/// What the name of a test starts with.
pub const FUNCTION: &str = "test_";

/// A test.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The file that it is in.
    pub file: String,
    /// What it is called there.
    pub name: String,
    /// What is run.
    pub what: What,
}

impl Test {
    /// What it is called among all: `lib/web_test.rhai::test_port`.
    pub fn full_name(&self) -> String {
        line(&format!("{}::{}", self.file, self.name))
    }
}
