//! JSON patches (RFC 6902) from one object to another.

use super::items::{item_key, pointer, written};
use crate::domains::k8s::variants::same;
use crate::value::{Map, Path, Value};

/// The keys that say which item of a list is which.
const ITEM_KEYS: [&str; 8] =
    ["name", "mountPath", "containerPort", "port", "key", "secretKey", "host", "ip"];

/// The largest int that a float holds exactly: Kustomize reads an object that it patches so through floats.
const LARGEST: u64 = 1 << 53;

/// The operations that turn `base` into `wanted`; none where Kustomize would not carry them out exactly.
pub(super) fn operations(base: &Value, wanted: &Value) -> Option<Vec<Value>> {
    let is_large =
        |value: &Value| matches!(value.bare(), Value::Int(int) if int.unsigned_abs() > LARGEST);
    if base.descendants().chain(wanted.descendants()).any(is_large) {
        return None;
    }
    let mut all = Vec::new();
    differences(base, wanted, &Path::root(), &mut all);
    all.iter()
        .all(|operation| !operation.changes_identity())
        .then(|| all.iter().map(Operation::to_value).collect())
}

/// What an operation does.
#[derive(Clone, Copy)]
enum Act {
    Add,
    Remove,
    Replace,
}

impl Act {
    fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Remove => "remove",
            Self::Replace => "replace",
        }
    }
}

/// One operation.
struct Operation {
    act: Act,
    path: Path,
    value: Option<Value>,
}

impl Operation {
    fn new(act: Act, path: &Path, value: Option<&Value>) -> Self {
        Self { act, path: path.clone(), value: value.cloned() }
    }

    fn changes_identity(&self) -> bool {
        ["/kind", "/apiVersion", "/metadata/name"].contains(&pointer(&self.path).as_str())
    }

    fn to_value(&self) -> Value {
        let head = [("op", Value::from(self.act.word())), ("path", pointer(&self.path).into())];
        let value = self.value.iter().map(|value| ("value", value.clone()));
        Value::Map(head.into_iter().chain(value).collect::<Map>())
    }
}

fn size(operations: &[Operation]) -> usize {
    operations.iter().map(|operation| written(&operation.to_value()).len()).sum()
}

/// Adds the operations for what is at `path`: one by one, or one for all where that is shorter.
fn differences(old: &Value, new: &Value, path: &Path, all: &mut Vec<Operation>) {
    if same(old, new) {
        return;
    }
    let mut own = Vec::new();
    match (old.bare(), new.bare()) {
        (Value::Map(old), Value::Map(new)) => map(old, new, path, &mut own),
        (Value::List(old), Value::List(new)) => list(old, new, path, &mut own),
        _ => {}
    }
    let whole = vec![Operation::new(Act::Replace, path, Some(new))];
    let is_whole = own.is_empty() || !path.is_root() && size(&own) > size(&whole);
    all.extend(if is_whole { whole } else { own });
}

fn map(old: &Map, new: &Map, path: &Path, all: &mut Vec<Operation>) {
    for key in old.keys().filter(|key| !new.contains_key(key)) {
        all.push(Operation::new(Act::Remove, &path.key(key), None));
    }
    for (key, value) in new.iter() {
        match old.get(key) {
            None => all.push(Operation::new(Act::Add, &path.key(key), Some(value))),
            Some(old) => differences(old, value, &path.key(key), all),
        }
    }
}

fn are_one(a: &Value, b: &Value) -> bool {
    let key = item_key(a, &ITEM_KEYS);
    same(a, b)
        || key.zip(item_key(b, &ITEM_KEYS)).is_some_and(|((a, x), (b, y))| a == b && same(x, y))
}

/// Removes from the end, adds from the start, then changes what stays.
fn list(old: &[Value], new: &[Value], path: &Path, all: &mut Vec<Operation>) {
    let pairs = pairs(old, new);
    for i in (0..old.len()).rev().filter(|i| !pairs.iter().any(|(from, _)| from == i)) {
        all.push(Operation::new(Act::Remove, &path.index(i), None));
    }
    for j in (0..new.len()).filter(|j| !pairs.iter().any(|(_, to)| to == j)) {
        all.push(Operation::new(Act::Add, &path.index(j), Some(&new[j])));
    }
    for (i, j) in pairs {
        differences(&old[i], &new[j], &path.index(j), all);
    }
}

/// Which items stay, in order: the longest common subsequence, in which equal items count twice. Lists of one length without
/// a common item are changed place by place.
fn pairs(old: &[Value], new: &[Value]) -> Vec<(usize, usize)> {
    let weight = |i: usize, j: usize| match (same(&old[i], &new[j]), are_one(&old[i], &new[j])) {
        (true, _) => 2,
        (false, is_one) => usize::from(is_one),
    };
    let mut best = vec![vec![0; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let taken = if weight(i, j) > 0 { best[i + 1][j + 1] + weight(i, j) } else { 0 };
            best[i][j] = taken.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    if best[0][0] == 0 && old.len() == new.len() {
        return (0..old.len()).map(|i| (i, i)).collect();
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < old.len() && j < new.len() {
        if weight(i, j) > 0 && best[i][j] == best[i + 1][j + 1] + weight(i, j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i][j] == best[i + 1][j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}
