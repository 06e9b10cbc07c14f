//! What a run has said and made since a moment, so that what was only tried leaves nothing behind.

use super::Run;
use crate::engine::world::pause::Looked;
use crate::util::lock::lock;

/// A moment of a run.
pub(crate) struct Marks {
    printed: usize,
    bytes: usize,
    reported: usize,
    emits: u32,
    made: u64,
}

impl Run {
    /// This moment.
    pub(crate) fn marks(&self) -> Marks {
        let (lines, bytes) = {
            let printed = lock(&self.printed);
            (printed.lines.len(), printed.bytes)
        };
        Marks {
            printed: lines,
            bytes,
            reported: lock(&self.reported).len(),
            emits: lock(&self.sink).emits(),
            made: lock(&self.drafts).count(),
        }
    }

    /// Takes back what was said and emitted since a moment, and gives it.
    pub(crate) fn take_since(&self, marks: &Marks) -> Looked {
        let emitted = lock(&self.sink)
            .files()
            .filter(|file| file.origin.emit >= marks.emits)
            .map(|file| file.path.to_string())
            .collect();
        lock(&self.sink).take_back(marks.emits);
        lock(&self.drafts).forget_since(marks.made);
        let mut printed = lock(&self.printed);
        printed.bytes = marks.bytes;
        let start = marks.printed.min(printed.lines.len());
        let printed = printed.lines.split_off(start);
        let mut reported = lock(&self.reported);
        let start = marks.reported.min(reported.len());
        Looked { printed, emitted, diagnostics: reported.split_off(start), ..Looked::default() }
    }
}
