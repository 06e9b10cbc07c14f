//! YAML: whatever the tree, readers of both versions of YAML read back what was meant.

use crate::random::{PER_TREE, hold, text, tree, unique};
use crate::readers::Readers;
use crate::seen::{Seen, Typed};
use crate::tricky::TRICKY;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_saphyr::options::NonFiniteFloatPolicy;
use sw::emit::{Data, Key, Layout, Node, Style, yaml};

/// PyYAML's own scanner and libyaml's, which Go's and many others descend from.
const PYTHON: [&str; 2] = ["pyyaml", "libyaml"];

#[test]
fn trees_read_back_equal() {
    let readers = Readers::start();
    hold(tree(), PER_TREE, |trees| {
        for tree in &trees {
            saphyr_reads(tree)?;
        }
        python_reads(&readers, &trees)
    });
}

#[test]
fn texts_stay_texts_wherever_they_stand() {
    let readers = Readers::start();
    let check = |texts: &[String]| {
        let nodes = everywhere(texts);
        nodes.iter().try_for_each(saphyr_reads)?;
        python_reads(&readers, &nodes)
    };
    check(&TRICKY.iter().copied().map(String::from).collect::<Vec<_>>())
        .unwrap_or_else(|error| panic!("{error}"));
    hold(text(), 1, |texts| check(&texts));
}

/// The texts in lists and as names and values of maps, in every style and layout.
fn everywhere(texts: &[String]) -> Vec<Node<'_>> {
    let list = Node::list(texts.iter().map(String::as_str));
    let styles = [Style::Single, Style::Double, Style::Block];
    let styled = texts
        .iter()
        .zip(styles.iter().cycle())
        .map(|(text, style)| Node::from(text.as_str()).styled(*style));
    let entries = Node::from(Data::Map(
        unique(texts.iter().map(|text| (text.as_str().into(), text.as_str().into()))),
        Layout::Block,
    ));
    vec![list.clone(), list.in_flow(), Node::list(styled), entries.clone(), entries.in_flow()]
}

#[test]
fn a_text_may_be_a_document_or_a_name() {
    let readers = Readers::start();
    let nodes: Vec<Node<'_>> = TRICKY
        .iter()
        .flat_map(|text| [Node::from(*text), Node::map([(*text, Data::Blank)])])
        .collect();
    nodes.iter().try_for_each(saphyr_reads).unwrap_or_else(|error| panic!("{error}"));
    python_reads(&readers, &nodes).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn asking_for_a_bare_text_never_breaks_the_file() {
    let readers = Readers::start();
    hold(text(), 1, |texts| {
        let list =
            Node::list(texts.iter().map(|text| Node::from(text.as_str()).styled(Style::Plain)));
        let entries =
            unique(texts.iter().map(|text| (Key::plain(text.as_str()), text.as_str().into())));
        let map = Node::from(Data::Map(entries, Layout::Block));
        check(
            &readers,
            &["libyaml, texts only"],
            &[list.clone(), list.in_flow(), map.clone(), map.in_flow()],
        )
    });
}

#[test]
fn tags_reach_readers() {
    let readers = Readers::start();
    hold((tree(), "[a-zA-Z:.]{1,9}|[^a-z\\x00]{1,3}"), PER_TREE, |trees| {
        let tagged: Vec<_> = trees.into_iter().map(|(tree, tag)| with_tags(tree, &tag)).collect();
        python_reads(&readers, &tagged)
    });
}

#[test]
fn documents_stay_apart() {
    let readers = Readers::start();
    hold(tree(), PER_TREE, |trees| {
        let mut stream = yaml::Stream::with_header("Not --- a document:\n---\n%YAML 1.1");
        trees.iter().for_each(|tree| stream.add(tree));
        let text = stream.finish();
        let expected = Ok(Seen::List(trees.iter().map(Seen::from).collect()));
        for reader in PYTHON {
            prop_assert_eq!(
                &readers.ask(reader, std::slice::from_ref(&text))[0],
                &expected,
                "{} read\n{}",
                reader,
                text
            );
        }
        Ok(())
    });
}

/// Puts a tag on what keeps its type under one: texts, lists and maps.
fn with_tags(mut node: Node<'static>, tag: &str) -> Node<'static> {
    for child in node.children_mut() {
        *child = with_tags(child.clone(), tag);
    }
    if matches!(node.data, Data::Text(..) | Data::List(..) | Data::Map(..)) {
        node.tagged(tag.to_string())
    } else {
        node
    }
}

fn python_reads(readers: &Readers, nodes: &[Node<'_>]) -> TestCaseResult {
    check(readers, &PYTHON, nodes)
}

fn check(readers: &Readers, names: &[&str], nodes: &[Node<'_>]) -> TestCaseResult {
    let texts: Vec<String> = nodes.iter().map(yaml::emit).collect();
    for reader in names {
        for ((node, text), seen) in nodes.iter().zip(&texts).zip(readers.ask(reader, &texts)) {
            prop_assert_eq!(seen, Ok(Seen::List(vec![node.into()])), "{} read\n{}", reader, text);
        }
    }
    Ok(())
}

fn saphyr_reads(node: &Node<'_>) -> TestCaseResult {
    let text = yaml::emit(node);
    let core = serde_saphyr::options! {
        strict_booleans: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        budget: None,
    };
    let legacy = serde_saphyr::options! {
        legacy_octal_numbers: true,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        budget: None,
    };
    for options in [core, legacy] {
        let seen = serde_saphyr::from_str_with_options(&text, options)
            .map(|Typed(seen)| seen)
            .map_err(|error| error.to_string());
        prop_assert_eq!(seen, Ok(node.into()), "saphyr read\n{}", text);
    }
    Ok(())
}
