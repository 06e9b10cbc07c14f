//! Lists and maps on one line.

use super::scalar::MAX_SIMPLE_KEY;
use super::{scalar, tag};
use crate::emit::tree::node::{Data, Layout, Node};

/// Whether a list or map goes on one line: when it is empty, or asks for it and nothing inside
/// needs a line of its own.
pub(super) fn is_wanted(node: &Node<'_>) -> bool {
    match &node.data {
        Data::List(items, layout) => {
            items.is_empty() || *layout == Layout::Flow && node.children().all(fits)
        }
        Data::Map(entries, layout) => {
            entries.is_empty() || *layout == Layout::Flow && entries_fit(node)
        }
        _ => false,
    }
}

/// Writes a scalar, a list or a map on the current line.
pub(super) fn write_data(out: &mut String, data: &Data<'_>) {
    match data {
        Data::List(items, _) => {
            out.push('[');
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                write_node(out, item);
            }
            out.push(']');
        }
        Data::Map(entries, _) if entries.is_empty() => out.push_str("{}"),
        Data::Map(entries, _) => {
            out.push('{');
            for (i, (key, value)) in entries.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { " " });
                scalar::write_key(out, key, true);
                out.push_str(": ");
                write_node(out, value);
            }
            out.push_str(" }");
        }
        scalar => scalar::write(out, scalar, true),
    }
}

fn write_node(out: &mut String, node: &Node<'_>) {
    if let Some(tag) = node.tag() {
        tag::write(out, tag);
        out.push(' ');
    }
    write_data(out, &node.data);
}

fn fits(node: &Node<'_>) -> bool {
    node.above().is_empty() && node.beside().is_none() && entries_fit(node)
}

fn entries_fit(node: &Node<'_>) -> bool {
    let short_keys = match &node.data {
        Data::Map(entries, _) => entries.iter().all(|(key, _)| key.text.len() <= MAX_FLOW_KEY),
        _ => true,
    };
    short_keys && node.children().all(fits)
}

/// A byte takes four as an escape.
const MAX_FLOW_KEY: usize = MAX_SIMPLE_KEY / 4 - 1;
