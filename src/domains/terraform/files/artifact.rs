//! A root to its files.

use super::entries::Entries;
use super::layout::pages;
use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Draft, Root, home};
use crate::domains::terraform::block::reference_sites;
use crate::domains::terraform::check::cycle;
use crate::domains::terraform::modules::links;
use crate::emit::hcl;
use crate::engine::{Around, Artifact, Part};

/// The files of a root.
pub(crate) fn make(
    root: &Root,
    draft: &Draft,
    around: &Around<'_>,
) -> Result<Artifact, Vec<Diagnostic>> {
    let found = reference_sites::all(draft);
    let entries = Entries::open(root, draft, around);
    let pages = pages(draft, &found, &entries, around)?;
    let home = home(draft, around);
    let circles = cycle::check(draft, &found, &home, around);
    if !circles.is_empty() {
        return Err(circles);
    }
    cycle::note(root, draft, &home, around.run);
    entries.link(&found);
    links::link(draft, &found, &entries.blocks, around);
    let part = |(name, body): (&String, &hcl::Body)| Part {
        path: name.clone(),
        text: hcl::emit(body).into(),
        ..Part::default()
    };
    let (place, parts) = (format!("{}/", draft.folder), pages.iter().map(part).collect());
    Ok(Artifact { kind: "a Terraform root", place, parts })
}
