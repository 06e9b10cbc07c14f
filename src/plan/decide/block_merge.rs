//! What happens to a block in a file that people edit too.

use super::block::{Cut, Markers, body};
use super::planner::{Planner, Verdict};
use crate::diag::Diagnostic;
use crate::model::Own;
use crate::plan::change::{Action, Reason};
use crate::plan::content::{Content, fingerprint, lf};
use crate::plan::disk::DiskEntry;
use crate::plan::ledger::Entry;
use crate::plan::names::Wanted;

impl Planner<'_> {
    pub(crate) fn block(
        &self,
        wanted: &Wanted,
        entry: Option<&Entry>,
        found: DiskEntry,
    ) -> Result<Verdict, Box<Diagnostic>> {
        let markers =
            Markers::new(&wanted.file.path, wanted.recipe()).ok_or_else(|| no_comments(wanted))?;
        let before = match found {
            DiskEntry::Nothing => None,
            DiskEntry::File(before) => Some(before),
            found => return Ok(Verdict::obstructed(found)),
        };
        let Some(text) = before.as_ref().map_or(Some(""), Content::text) else {
            return Ok(conflict(Reason::NotText, before));
        };
        // A file that was wholly ours until now has no one else's lines in it.
        let was_whole = entry.filter(|entry| entry.own == Own::Whole).zip(before.as_ref());
        let edited = was_whole.is_some_and(|(entry, now)| self.touched(now, entry).is_some());
        let text = if was_whole.is_some() && !edited { "" } else { text };
        let inner = body(&wanted.file.text);
        let cut = entry.and_then(markers_of).as_ref().unwrap_or(&markers).cut(text);
        let after = markers.put(text, &cut, &inner);
        // A block that would not be found again would be added again and again.
        if matches!(cut, Cut::Damaged) || !holds(&markers.cut(&after), &inner) {
            return Ok(conflict(Reason::DamagedBlock, before));
        }
        let by_hand = edited || is_edited(&cut, &inner, entry);
        let after = Content {
            bytes: after.into_bytes(),
            mode: before.as_ref().map_or(wanted.content().mode, |before| before.mode),
        };
        let action = match &before {
            None => Action::Create,
            Some(before) if before.bytes == after.bytes => return Ok(Verdict::keep()),
            Some(_) if by_hand => Action::Conflict(Reason::Edited),
            Some(_) => Action::Update,
        };
        Ok(Verdict { action, before, after: Some(after) })
    }
}

fn conflict(reason: Reason, before: Option<Content>) -> Verdict {
    Verdict { action: Action::Conflict(reason), before, after: None }
}

/// The file without the block, none when nothing else is in it; and what was done to the block by hand.
pub(crate) fn without_block(
    now: &Content,
    entry: &Entry,
) -> Option<(Option<Content>, Option<Reason>)> {
    let (before, inner, after) = match markers_of(entry)?.cut(now.text()?) {
        Cut::Without => return None,
        Cut::Damaged => return Some((None, Some(Reason::DamagedBlock))),
        Cut::Around { before, inner, after } => (before, inner, after),
    };
    let edited = (fingerprint(inner.as_bytes()) != entry.sha256).then_some(Reason::Edited);
    let rest = [before, after].concat();
    let rest =
        (!rest.trim().is_empty()).then(|| Content { bytes: rest.into_bytes(), mode: now.mode });
    Some((rest, edited))
}

/// The fingerprint of what is in an entry's block now.
pub(crate) fn fingerprint_of_block(entry: &Entry, bytes: &[u8]) -> Option<String> {
    match markers_of(entry)?.cut(std::str::from_utf8(bytes).ok()?) {
        Cut::Around { inner, .. } => Some(fingerprint(inner.as_bytes())),
        _ => None,
    }
}

/// The fingerprint of our part of a file.
pub(crate) fn written(entry: &Entry, bytes: &[u8]) -> Option<String> {
    if entry.own == Own::Block {
        fingerprint_of_block(entry, bytes)
    } else {
        Some(fingerprint(bytes))
    }
}

fn markers_of(entry: &Entry) -> Option<Markers> {
    Markers::new(&entry.path, entry.mark.as_ref().unwrap_or(&entry.recipe))
}

fn holds(cut: &Cut, inner: &str) -> bool {
    matches!(cut, Cut::Around { inner: now, .. } if *lf(now.as_bytes()) == *inner.as_bytes())
}

/// Whether the block holds neither what we wrote last nor what we would write now.
fn is_edited(cut: &Cut, inner: &str, entry: Option<&Entry>) -> bool {
    match cut {
        Cut::Around { inner: now, .. } => {
            !holds(cut, inner)
                && entry.is_none_or(|entry| fingerprint(now.as_bytes()) != entry.sha256)
        }
        Cut::Without | Cut::Damaged => false,
    }
}

fn no_comments(wanted: &Wanted) -> Box<Diagnostic> {
    let path = &wanted.file.path;
    let error = Diagnostic::error("comments-unsupported", format!("`{path}` can't hold a marked block: its format has no comments"))
        .hint("own the whole file (`own: \"whole\"`), or only write it when it is absent (`own: \"seed\"`)");
    Box::new(wanted.file.origin.locate(error))
}
