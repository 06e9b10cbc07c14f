//! What a root offers as a module, and what it calls.

use super::{call, module_interface};
use crate::domains::terraform::block::draft::{Draft, home};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::engine::Around;
use crate::model::graph::Links;

/// Adds the interface of a root as a module, its calls, and the interfaces of what they call that the run does not make.
/// `blocks` are the entries of its blocks.
pub(crate) fn link(
    draft: &Draft,
    found: &[ReferenceSite],
    blocks: &[Links<'_>],
    around: &Around<'_>,
) {
    let home = home(draft, around);
    around.links().interface(module_interface::of(draft, &home, around));
    for (block, links) in draft.blocks.iter().zip(blocks) {
        if block.kind == BlockKind::Module && !block.is_override() {
            call::link(block, found, &home, (*links, blocks), around);
        }
    }
}
