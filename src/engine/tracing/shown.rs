//! Values in a trace: as a recipe would write them, and no longer than a person reads.

use crate::diag::words;
use crate::engine::native::literal::key_literal;
use crate::engine::run::context::Run;
use crate::model::FilePath;
use rhai::Dynamic;

/// How many characters of a value are shown.
const LONGEST: usize = 60;

/// How many bytes of a text are looked at.
const LOOKED_AT: usize = 4000;

/// How many keys of a map are put in their order.
const ORDERED: usize = 64;

/// The beginning of `value`; however large that is, little of it is looked at.
pub(crate) fn short(run: &Run, value: &Dynamic) -> String {
    let mut text = String::new();
    add(run, value, &mut text);
    shortened(&text)
}

/// The arguments of a call.
pub(super) fn arguments(run: &Run, values: &[Dynamic]) -> String {
    values.iter().map(|value| short(run, value)).collect::<Vec<_>>().join(", ")
}

/// As much of a text as is shown, in one line.
pub(super) fn shortened(text: &str) -> String {
    let line: String = text.chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line,
    }
}

/// The files that an `emit` makes.
pub(crate) fn made(paths: &[FilePath]) -> String {
    let more = paths.len().saturating_sub(1);
    let first = paths.first().map(ToString::to_string).unwrap_or_default();
    let more =
        if more > 0 { format!(" and {}", words::count(more, "more file")) } else { String::new() };
    format!("-> {first}{more}")
}

fn add(run: &Run, value: &Dynamic, text: &mut String) {
    let is_full = |text: &String| text.len() > 4 * LONGEST;
    if let Ok(map) = value.as_map_ref() {
        let keys = if map.len() > ORDERED {
            map.keys().take(ORDERED).cloned().collect()
        } else {
            run.keys_in_order(&map)
        };
        text.push_str(if keys.is_empty() { "#{" } else { "#{ " });
        for (i, key) in keys.iter().enumerate() {
            if is_full(text) {
                break;
            }
            text.push_str(if i > 0 { ", " } else { "" });
            text.push_str(&format!("{}: ", key_literal(key)));
            add(run, &map[key], text);
        }
        text.push_str(if keys.is_empty() { "}" } else { " }" });
    } else if let Ok(array) = value.as_array_ref() {
        text.push('[');
        for (i, item) in array.iter().enumerate() {
            if is_full(text) {
                break;
            }
            text.push_str(if i > 0 { ", " } else { "" });
            add(run, item, text);
        }
        text.push(']');
    } else if let Ok(long) = value.as_immutable_string_ref()
        && long.len() > LOOKED_AT
    {
        let start = &long[..long.floor_char_boundary(LOOKED_AT)];
        text.push_str(&format!("{:?}", run.printed(start)));
    } else {
        text.push_str(&run.shown(value));
    }
}
