//! What a value is, in an author's words.

use crate::engine::run::context::Run;
use rhai::{Dynamic, Engine};
use std::collections::BTreeMap;

/// How many keys of a map are listed.
const MOST_KEYS: usize = 40;

/// `a map`, with what is in it; `the environment `staging`` for a thing.
pub(crate) fn kind(run: &Run, engine: &Engine, value: &Dynamic) -> String {
    let word = word(run, engine, value);
    if let Ok(map) = value.as_map_ref() {
        let keys = run.keys_in_order(&map);
        let entries = keys
            .iter()
            .take(MOST_KEYS)
            .map(|key| format!("\n  {key}: {}", self::word(run, engine, &map[key])));
        let more = keys.len().saturating_sub(MOST_KEYS);
        let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
        return format!("{word}{}{more}", entries.collect::<String>());
    }
    match run.handle(value) {
        Some(thing) => format!("{word}: {}", thing.show()),
        None => word,
    }
}

fn word(run: &Run, engine: &Engine, value: &Dynamic) -> String {
    if let Ok(items) = value.as_array_ref() {
        let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
        items.iter().for_each(|item| *kinds.entry(one(run, engine, item)).or_default() += 1);
        let kinds: Vec<String> =
            kinds.into_iter().map(|(kind, count)| format!("{count} x {kind}")).collect();
        return if kinds.is_empty() {
            "an empty array".into()
        } else {
            format!("an array of {}", kinds.join(", "))
        };
    }
    one(run, engine, value)
}

fn one(run: &Run, engine: &Engine, value: &Dynamic) -> String {
    run.catalogue(engine).type_in_words(value.type_name())
}
