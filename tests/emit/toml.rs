//! TOML: what it can carry is read back equal, but for the order of keys.

use crate::random::{PER_TREE, hold, tree};
use crate::readers::Readers;
use crate::seen::{Seen, Typed};
use proptest::prelude::*;
use sw::emit::{Data, Node, toml};

#[test]
fn trees_read_back_equal() {
    let readers = Readers::start();
    hold(tree().prop_map(table), PER_TREE, |trees| {
        let texts: Vec<String> = trees
            .iter()
            .map(|tree| toml::emit(tree).expect("it is a map without nulls and tags"))
            .collect();
        for ((tree, text), seen) in trees.iter().zip(&texts).zip(readers.ask("tomllib", &texts)) {
            let expected = Ok(Seen::from(tree).sorted());
            prop_assert_eq!(seen.map(Seen::sorted), expected.clone(), "Python read\n{}", text);
            let seen = toml_edit::de::from_str(text)
                .map(|Typed(seen)| seen.sorted())
                .map_err(|error| error.to_string());
            prop_assert_eq!(seen, expected, "toml_edit read\n{}", text);
        }
        Ok(())
    });
}

/// A map around it, and a text in place of each null.
fn table(node: Node<'static>) -> Node<'static> {
    Node::map([("root", without_null(node.clone())), ("again", without_null(node))])
}

fn without_null(mut node: Node<'static>) -> Node<'static> {
    if matches!(node.data, Data::Null | Data::Blank) {
        return Node::from("null");
    }
    for child in node.children_mut() {
        *child = without_null(child.clone());
    }
    node
}
