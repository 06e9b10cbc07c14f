//! JSON: what it can carry is read back equal.

use crate::random::{PER_TREE, hold, tree};
use crate::readers::Readers;
use crate::seen::{Seen, Typed};
use proptest::prelude::*;
use sw::emit::{Data, Node, json};

#[test]
fn trees_read_back_equal() {
    let readers = Readers::start();
    hold(tree().prop_map(finite), PER_TREE, |trees| {
        let texts: Vec<String> = trees
            .iter()
            .map(|tree| json::emit(tree).expect("it has finite numbers and no tags"))
            .collect();
        for ((tree, text), seen) in trees.iter().zip(&texts).zip(readers.ask("json", &texts)) {
            let expected = Ok(Seen::from(tree));
            prop_assert_eq!(&seen, &expected, "Python read\n{}", text);
            let seen = serde_json::from_str(text)
                .map(|Typed(seen)| seen)
                .map_err(|error| error.to_string());
            prop_assert_eq!(&seen, &expected, "serde_json read\n{}", text);
        }
        Ok(())
    });
}

fn finite(mut node: Node<'static>) -> Node<'static> {
    if matches!(node.data, Data::Float(float) if !float.is_finite()) {
        node.data = Data::Float(0.5);
    }
    for child in node.children_mut() {
        *child = finite(child.clone());
    }
    node
}
