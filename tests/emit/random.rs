//! Random texts and trees that are nastier than real ones.

use crate::tricky::{LETTERS, TRICKY};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::{TestCaseResult, TestError, TestRunner};
use sw::emit::{Data, Key, Layout, Node, Style};

/// How many values are handed to a reader at once.
const BATCH: usize = 100;

/// Runs `check` on batches of what `values` gives, each of which holds `per` values on average: as
/// many values as `SW_VALUES` says.
pub(crate) fn hold<S: Strategy>(
    values: S,
    per: usize,
    check: impl Fn(Vec<S::Value>) -> TestCaseResult,
) {
    let wanted = std::env::var("SW_VALUES")
        .map_or(10_000, |n| n.parse().expect("SW_VALUES is a number"))
        / per;
    let config = ProptestConfig {
        cases: u32::try_from(wanted / BATCH).expect("SW_VALUES is not too large").max(1),
        failure_persistence: None,
        max_shrink_iters: 5000,
        ..Default::default()
    };
    match TestRunner::new(config).run(&vec(values, 1..BATCH * 2), check) {
        Ok(()) => {}
        Err(TestError::Fail(why, value)) => panic!("{why}\nsmallest input: {value:#?}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

/// Any tree, with comments, styles and layouts.
pub(crate) fn tree() -> impl Strategy<Value = Node<'static>> {
    dressed(scalar()).prop_recursive(4, 24, 5, |inner| {
        let list = (vec(inner.clone(), 0..5), layout())
            .prop_map(|(items, layout)| Data::List(items, layout).into());
        let map = (vec((key(), inner), 0..5), layout())
            .prop_map(|(entries, layout)| Data::Map(unique(entries), layout).into());
        dressed(prop_oneof![list, map])
    })
}

fn scalar() -> impl Strategy<Value = Node<'static>> {
    prop_oneof![
        1 => Just(Data::Null.into()),
        1 => Just(Data::Blank.into()),
        1 => any::<bool>().prop_map(Node::from),
        1 => any::<i64>().prop_map(Node::from),
        1 => (-100..100_i64).prop_map(Node::from),
        2 => float().prop_map(Node::from),
        12 => (text(), style()).prop_map(|(text, style)| Node::from(text).styled(style)),
    ]
}

/// Any float, the ones at the borders among them.
fn float() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), (-1000..1000_i32).prop_map(|n| f64::from(n) / 8.0), select(BORDERS)]
}

const BORDERS: &[f64] = &[
    0.0,
    -0.0,
    1.0,
    1e15,
    1e16,
    1e21,
    -1e-5,
    1e-7,
    f64::MIN_POSITIVE,
    f64::MAX,
    f64::NAN,
    f64::INFINITY,
    f64::NEG_INFINITY,
];

/// Comments that try to end their line, on some nodes.
fn dressed(nodes: impl Strategy<Value = Node<'static>>) -> impl Strategy<Value = Node<'static>> {
    (nodes, prop::option::weighted(0.1, text()), prop::option::weighted(0.1, text()), any::<bool>())
        .prop_map(|(mut node, above, beside, spaced)| {
            if let Some(above) = above {
                node = node.commented([above]);
            }
            if let Some(beside) = beside {
                node = node.noted(beside);
            }
            if spaced { node.spaced() } else { node }
        })
}

fn key() -> impl Strategy<Value = Key<'static>> {
    prop_oneof![9 => text(), 1 => "[a-z]{990,1010}|\u{1fffe}{95,105}"].prop_map(Key::from)
}

/// The entries without those whose name was there before.
pub(crate) fn unique<'a>(
    entries: impl IntoIterator<Item = (Key<'a>, Node<'a>)>,
) -> Vec<(Key<'a>, Node<'a>)> {
    let mut kept: Vec<(Key<'a>, Node<'a>)> = Vec::new();
    for (key, node) in entries {
        if kept.iter().all(|(other, _)| other.text != key.text) {
            kept.push((key, node));
        }
    }
    kept
}

/// Not `Plain`: with that, the caller asks for another type than text.
fn style() -> impl Strategy<Value = Style> {
    prop_oneof![5 => Just(Style::Auto), 1 => select(&[Style::Single, Style::Double, Style::Block][..])]
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![2 => Just(Layout::Block), 1 => Just(Layout::Flow)]
}

/// Texts that look like something else, alone, mixed and in lines.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        3 => select(TRICKY).prop_map(String::from),
        3 => vec(select(LETTERS.chars().collect::<Vec<_>>()), 0..10).prop_map(String::from_iter),
        2 => "[-+]?[0-9]{1,4}[-.:,_eExob]?[0-9a-f_+.:-]{0,5}",
        2 => "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ][0-9]{1,2}(:[0-9]{2}){0,2}(\\.[0-9]*)?(Z| ?[-+][0-9]{1,2})?)?",
        2 => "[a-zA-Z./_-]{1,12}",
        1 => any::<String>(),
    ];
    let line = line.boxed();
    prop_oneof![
        6 => line.clone(),
        1 => (line.clone(), line.clone()).prop_map(|(a, b)| a + &b),
        2 => (vec(line, 0..4), "\n{0,3}").prop_map(|(lines, end)| lines.join("\n") + &end),
    ]
}

/// How many values a random tree holds on average, at the least.
pub(crate) const PER_TREE: usize = 3;

fn values(node: &Node<'_>) -> usize {
    match &node.data {
        Data::List(items, _) => items.iter().map(values).sum(),
        Data::Map(entries, _) => entries.iter().map(|(_, value)| 1 + values(value)).sum(),
        _ => 1,
    }
}

#[test]
fn trees_hold_as_many_values_as_is_said() {
    let mut runner = TestRunner::deterministic();
    let count: usize = (0..2000)
        .map(|_| values(&tree().new_tree(&mut runner).expect("a tree can be made").current()))
        .sum();
    assert!(count >= 2000 * PER_TREE, "2,000 trees hold {count} values");
}
