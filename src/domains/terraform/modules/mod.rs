//! Calls of modules: what modules take and give, wherever they are known from.
//!
//! ```text
//! a module of the run ─► contract ─┐
//! a folder of .tf files ─► found  ─┼─► contracts ─► the check room joins them
//! a schema of the project ─► known ┤      uses ──┘
//! what a library tells ──► told ───┘
//! ```

mod call;
mod contract;
mod found;
mod functions;
pub mod interface;
mod known;
mod methods;
mod provider;
pub mod schema;
pub mod source;
mod told;
mod types;
mod versions;

pub(super) use call::{check, marked};
pub(super) use contract::type_of;
pub(super) use functions::functions;
pub(super) use methods::methods;
pub(super) use provider::PASSED;
pub(super) use told::Told;

use super::references::Found;
use super::root::{Draft, Kind};
use crate::engine::Around;
use crate::model::{Contract, Links};

/// The sorts of what goes in and comes out.
const INPUT: &str = "input";
const OUTPUT: &str = "output";
const PROVIDER: &str = "provider";

/// What a root takes and gives as a module, what it calls, and what is known of that from elsewhere.
pub(super) fn links(draft: &Draft, found: &[Found], around: &Around<'_>) -> Links {
    let home = home(draft, around);
    let uses: Vec<_> = draft
        .blocks
        .iter()
        .filter(|block| block.kind == Kind::Module)
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

/// The folder that the files of a root go to.
pub(super) fn home(draft: &Draft, around: &Around<'_>) -> String {
    around.path.unwrap_or(&draft.folder).trim_end_matches('/').to_string()
}
