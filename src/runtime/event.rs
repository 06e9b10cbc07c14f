//! What a host hears of a run while it goes on.

use crate::diag::Place;
use crate::engine::Question;
use crate::model::File;
use std::sync::Arc;

/// Something that happens in a run. More kinds may come.
///
/// ```
/// let line = |event: &sw::Event<'_>| match event {
///     sw::Event::Reads(path) => format!("reading {path}"),
///     _ => String::new(),
/// };
/// assert_eq!(line(&sw::Event::Reads("sizes.yaml")), "reading sizes.yaml");
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A recipe starts.
    Evaluates(&'a str),
    /// A file of the project is read.
    Reads(&'a str),
    /// A folder of the project is listed.
    Lists(&'a str),
    /// Anyone who runs the recipe is asked something.
    Asks(&'a Question),
    /// A run stops at a `breakpoint()`, and someone looks at it.
    Pauses(&'a Place),
    /// A recipe printed a line; reported when the recipe is over.
    Prints(&'a str),
    /// A recipe made a file; reported when the recipe is over.
    Makes(&'a File),
}

/// What hears of events, in the middle of the run and perhaps on another thread.
pub(super) type Hook = Arc<dyn Fn(&Event<'_>) + Send + Sync>;
