//! HCL text against its two judges: `terraform fmt` changes nothing, and reading it back gives the
//! same tree. `SW_VALUES` sets the number of random values for each test (10,000 without it).

mod flat;
mod generate;
mod normal;
mod random;
mod structure;
mod templates;
mod terraform;
mod values;

use generate::Generator;
use std::path::{Path, PathBuf};
use sw::domains::terraform::parse;
use sw::emit::hcl::{Attribute, Body, Expr, Ident, Structure, emit, emit_expr};

fn wanted() -> usize {
    std::env::var("SW_VALUES")
        .map_or(10_000, |values| values.parse().expect("SW_VALUES is a number"))
}

/// What `make` gives for one seed after the other, until enough values are in it.
fn generated<T>(
    start: impl Fn(u64) -> Generator,
    make: impl Fn(&mut Generator) -> T,
) -> impl Iterator<Item = (u64, T)> {
    let (wanted, mut values) = (wanted(), 0);
    (0..).map_while(move |seed| {
        let mut generator = start(seed);
        let made = (values < wanted).then(|| make(&mut generator))?;
        values += generator.values;
        Some((seed, made))
    })
}

fn readable(seed: u64) -> Generator {
    Generator::new(seed).readable()
}

/// Documents as an expert would write them, one rule or more each.
fn documents() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/emit_hcl/documents")
}

#[test]
fn an_experts_documents_stay_as_they_are() {
    let files: Vec<_> = std::fs::read_dir(documents()).expect("the documents are there").collect();
    assert!(!files.is_empty());
    for file in files {
        let path = file.expect("a readable entry").path();
        let text = std::fs::read_to_string(&path).expect("a readable document");
        let again =
            emit(&parse::body(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        assert!(
            again == text,
            "{}\n{}",
            path.display(),
            similar::TextDiff::from_lines(&text, &again).unified_diff()
        );
    }
    let diff = terraform::format_diff(&documents());
    assert!(diff.is_empty(), "terraform fmt would change:\n{diff}");
}

#[test]
fn terraform_fmt_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (seed, document) in generated(Generator::new, |generator| generator.body(3)) {
        let file = folder.path().join(format!("{seed}.tf"));
        std::fs::write(file, emit(&document)).expect("the folder is writable");
    }
    let diff = terraform::format_diff(folder.path());
    assert!(diff.is_empty(), "terraform fmt would change:\n{diff}");
}

#[test]
fn reading_back_gives_the_same_tree() {
    for (seed, document) in generated(readable, |generator| generator.body(3)) {
        let text = emit(&document);
        let read =
            parse::body(&text).unwrap_or_else(|error| panic!("document {seed}: {error}\n{text}"));
        let again = emit(&read);
        assert!(
            again == text,
            "document {seed} is not stable:\n{}",
            similar::TextDiff::from_lines(&text, &again).unified_diff()
        );
        let (read, written) = (normal::body(read), normal::body(document));
        assert!(
            read == written,
            "document {seed}\n{text}\nread    {read:?}\n\nwritten {written:?}"
        );
    }
}

#[test]
fn expressions_survive_on_one_line() {
    for (seed, expr) in generated(readable, |generator| generator.expr(4)) {
        let text = emit_expr(&expr);
        assert!(!text.contains('\n'), "expression {seed} has several lines:\n{text}");
        let read =
            parse::expr(&text).unwrap_or_else(|error| panic!("expression {seed}: {error}\n{text}"));
        assert_eq!(emit_expr(&read), text, "expression {seed} is not stable");
        assert_eq!(
            normal::expr(read, false),
            normal::expr(expr, false),
            "expression {seed}\n{text}"
        );
    }
}

#[test]
fn terraform_gives_texts_the_values_they_had() {
    let texts: Vec<(Expr, String)> =
        generated(Generator::new, Generator::known_text).map(|(_, text)| text).collect();
    let sources: Vec<String> = texts.iter().map(|(expr, _)| emit(&output(expr))).collect();
    for (seed, (found, (_, value))) in terraform::values(&sources).iter().zip(&texts).enumerate() {
        assert_eq!(found, value, "text {seed}\n{}", sources[seed]);
    }
}

#[test]
fn what_is_read_has_the_value_it_had_for_terraform() {
    let sources: Vec<String> = generated(Generator::new, Generator::odd_heredoc)
        .map(|(_, text): (u64, String)| format!("value = {text}"))
        .collect();
    let rewritten: Vec<String> =
        sources.iter().map(|source| emit(&parse::body(source).expect("good HCL"))).collect();
    let quoted: Vec<String> =
        sources.iter().map(|source| on_one_line(&parse::body(source).expect("good HCL"))).collect();
    let before = terraform::values(&sources);
    for after in [rewritten, quoted] {
        for (seed, (value, source)) in terraform::values(&after).iter().zip(&sources).enumerate() {
            assert_eq!(*value, before[seed], "text {seed}\n{source}\n{}", after[seed]);
        }
    }
}

/// The only attribute of a body, its value written in quotes.
fn on_one_line(body: &Body) -> String {
    let [Structure::Attribute(attribute)] = body.structures.as_slice() else {
        panic!("one attribute was read")
    };
    format!("{} = {}\n", attribute.name.as_str(), emit_expr(&attribute.value))
}

fn output(value: &Expr) -> Body {
    Body::new().with(Attribute::new(Ident::new("value").expect("a good name"), value.clone()))
}

#[test]
fn the_same_tree_gives_the_same_text() {
    for seed in 0..100 {
        assert_eq!(
            emit(&Generator::new(seed).body(3)),
            emit(&Generator::new(seed).body(3)),
            "document {seed}"
        );
    }
}
