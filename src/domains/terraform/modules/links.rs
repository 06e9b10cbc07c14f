//! What a root takes and gives as a module, and what it calls.

use super::{call, contract};
use crate::domains::terraform::block::draft::{Draft, home};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::engine::Around;
use crate::model::{Contract, Links};

/// What a root takes and gives as a module, what it calls, and what is known of that from elsewhere.
pub(crate) fn links(draft: &Draft, found: &[ReferenceSite], around: &Around<'_>) -> Links {
    let home = home(draft, around);
    let uses: Vec<_> = draft
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Module)
        .map(|block| call::of(block, draft, found, &home, around))
        .collect();
    let mut contracts = vec![contract::of(draft, &home, around)];
    let is_new =
        |key: &str, contracts: &[Contract]| !contracts.iter().any(|known| known.key == key);
    for (call, known) in uses.iter().flatten() {
        if is_new(&call.key, &contracts) {
            contracts.extend(known.clone());
        }
    }
    Links { contracts, uses: uses.into_iter().flatten().map(|(call, _)| call).collect() }
}
