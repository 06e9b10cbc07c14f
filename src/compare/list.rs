//! Two lists, side by side.

use super::as_json::text;
use super::names::{Names, merged};
use crate::value::Value;

/// What items of lists are called by, where all have it and no two the same.
const NAMES: &[&str] =
    &["name", "key", "id", "mountPath", "containerPort", "port", "host", "ip", "path"];

/// The numbers of two items that belong together, and what they are called.
type Pair = (Option<usize>, Option<usize>, String);

/// Which items belong together: by their names where they have some, and else by their order.
pub(super) fn paired(known: &Names, old: &[Value], new: &[Value]) -> Vec<Pair> {
    let both = |key: &&str| names(old, key).zip(names(new, key));
    let named = NAMES.iter().find_map(both).filter(|_| !old.is_empty() && !new.is_empty());
    let Some((a, b)) = named else {
        let number = |i: Option<usize>, j: Option<usize>| j.or(i).unwrap_or_default().to_string();
        return aligned(known, old, new).into_iter().map(|(i, j)| (i, j, number(i, j))).collect();
    };
    let name = |i: Option<usize>, j: Option<usize>| {
        let (a, b) = (i.map(|i| &a[i]), j.map(|j| &b[j]));
        a.or(b).zip(b.or(a)).map(|(a, b)| merged(a, b)).unwrap_or_default()
    };
    known.paired(&a, &b).into_iter().map(|(i, j)| (i, j, name(i, j))).collect()
}

/// The names of items under a key; none unless all have one, and no two the same.
fn names(items: &[Value], key: &str) -> Option<Vec<String>> {
    let name = |item: &Value| match item.get(key)?.bare() {
        Value::Text(text) => text.as_str().map(String::from),
        Value::Int(number) => Some(number.to_string()),
        _ => None,
    };
    let names: Vec<String> = items.iter().map(name).collect::<Option<_>>()?;
    let mut sorted: Vec<&String> = names.iter().collect();
    sorted.sort();
    sorted.windows(2).all(|pair| pair[0] != pair[1]).then_some(names)
}

/// Beyond so many comparisons, items belong together by their order alone.
const MOST: usize = 1_000_000;

/// Which items belong together: the most that are the same, and between those in order.
fn aligned(known: &Names, old: &[Value], new: &[Value]) -> Vec<(Option<usize>, Option<usize>)> {
    let texts = |items: &[Value]| items.iter().map(text).collect::<Vec<_>>();
    let (a, b) = (texts(old), texts(new));
    let same = if a.len() * b.len() > MOST {
        Vec::new()
    } else {
        common(a.len(), b.len(), &|i, j| known.are_same(&a[i], &b[j]))
    };
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    for (to_i, to_j) in same.into_iter().chain([(a.len(), b.len())]) {
        while i < to_i || j < to_j {
            pairs.push(((i < to_i).then_some(i), (j < to_j).then_some(j)));
            i = to_i.min(i + 1);
            j = to_j.min(j + 1);
        }
        if i < a.len() && j < b.len() {
            pairs.push((Some(i), Some(j)));
            (i, j) = (i + 1, j + 1);
        }
    }
    pairs
}

/// The longest sequence of pairs that are the same, in the order of both.
fn common(rows: usize, columns: usize, same: &dyn Fn(usize, usize) -> bool) -> Vec<(usize, usize)> {
    let mut length = vec![vec![0_usize; columns + 1]; rows + 1];
    let mut is_same = vec![vec![false; columns]; rows];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            is_same[i][j] = same(i, j);
            length[i][j] = if is_same[i][j] {
                length[i + 1][j + 1] + 1
            } else {
                length[i + 1][j].max(length[i][j + 1])
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if is_same[i][j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[i + 1][j] >= length[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_common_sequence_is_in_order() {
        let (a, b) = ("abcd".as_bytes(), "xbxdy".as_bytes());
        assert_eq!(common(a.len(), b.len(), &|i, j| a[i] == b[j]), [(1, 1), (3, 3)]);
    }
}
