//! What the places accept that a state can be kept in: `backend "s3" { ... }` and `cloud { ... }`.
//!
//! The table is written by hand from Terraform's own sources, and each name and type in it was tried with Terraform
//! 1.11; `oci` came with 1.12.

use super::block::Block;
use super::table::Lookup;
use crate::diag::suggest;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// A kind of backend on each line that starts without a space, and its settings below, as in the providers' tables.
const TABLE: &str = include_str!("backends.txt");

/// The name of `cloud { ... }` in the table.
pub const CLOUD: &str = "cloud";

/// The kinds that were read.
static SEEN: LazyLock<Mutex<BTreeMap<String, Lookup>>> = LazyLock::new(Mutex::default);

/// What a kind of backend takes, `cloud` among them.
pub fn backend(kind: &str) -> Lookup {
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = seen.get(kind) {
        return known.clone();
    }
    let read = read(kind);
    seen.insert(kind.into(), read.clone());
    read
}

fn read(kind: &str) -> Lookup {
    let mut lines = TABLE.lines().skip_while(|line| *line != kind);
    match lines.next() {
        Some(_) => Lookup::Known(Arc::new(Block::parse(
            &lines.take_while(|line| line.starts_with(' ')).collect::<Vec<_>>(),
        ))),
        None => Lookup::Unknown(suggest::nearest(kind, backends()).map(String::from)),
    }
}

/// The kinds of backends.
pub fn backends() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with(' ') && *line != CLOUD)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_settings() {
        assert_eq!(backends().count(), 12);
        for kind in backends().chain([CLOUD]) {
            let Lookup::Known(block) = backend(kind) else { panic!("{kind} is not known") };
            assert!(!block.arguments.is_empty(), "{kind}");
        }
        assert!(matches!(backend("s33"), Lookup::Unknown(Some(near)) if near == "s3"));
    }
}
