//! HCL text against its two judges: `terraform fmt` changes nothing, and reading it back gives the
//! same tree. `SW_CASES` sets the number of documents (1,000 without it).

mod generate;
mod normal;
mod random;
mod terraform;
mod values;

use generate::Generator;
use std::path::{Path, PathBuf};
use sw::domains::terraform::parse;
use sw::emit::hcl::{Attribute, Body, Expr, Ident, Structure, emit, emit_expr};

fn cases() -> u64 {
    std::env::var("SW_CASES").map_or(1_000, |cases| cases.parse().expect("SW_CASES is a number"))
}

fn document(seed: u64) -> Body {
    Generator::new(seed).body(3)
}

fn readable_document(seed: u64) -> Body {
    Generator::new(seed).readable().body(3)
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
        let again = emit(&parse::body(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())));
        assert!(again == text, "{}\n{}", path.display(), similar::TextDiff::from_lines(&text, &again).unified_diff());
    }
    let diff = terraform::format_diff(&documents());
    assert!(diff.is_empty(), "terraform fmt would change:\n{diff}");
}

#[test]
fn terraform_fmt_changes_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for seed in 0..cases() {
        let file = folder.path().join(format!("{seed}.tf"));
        std::fs::write(file, emit(&document(seed))).expect("the folder is writable");
    }
    let diff = terraform::format_diff(folder.path());
    assert!(diff.is_empty(), "terraform fmt would change:\n{diff}");
}

#[test]
fn reading_back_gives_the_same_tree() {
    for seed in 0..cases() {
        let document = readable_document(seed);
        let text = emit(&document);
        let read = parse::body(&text).unwrap_or_else(|error| panic!("document {seed}: {error}\n{text}"));
        let again = emit(&read);
        assert!(again == text, "document {seed} is not stable:\n{}", similar::TextDiff::from_lines(&text, &again).unified_diff());
        let (read, written) = (normal::body(read), normal::body(document));
        assert!(read == written, "document {seed}\n{text}\nread    {read:?}\n\nwritten {written:?}");
    }
}

#[test]
fn expressions_survive_on_one_line() {
    for seed in 0..cases() {
        let expr = Generator::new(seed).readable().expr(4);
        let text = emit_expr(&expr);
        assert!(!text.contains('\n'), "expression {seed} has several lines:\n{text}");
        let read = parse::expr(&text).unwrap_or_else(|error| panic!("expression {seed}: {error}\n{text}"));
        assert_eq!(emit_expr(&read), text, "expression {seed} is not stable");
        assert_eq!(normal::expr(read, false), normal::expr(expr, false), "expression {seed}\n{text}");
    }
}

#[test]
fn terraform_gives_texts_the_values_they_had() {
    let texts: Vec<(Expr, String)> = (0..cases()).map(|seed| Generator::new(seed).known_text()).collect();
    let sources: Vec<String> = texts.iter().map(|(expr, _)| emit(&output(expr))).collect();
    for (seed, (found, (_, value))) in terraform::values(&sources).iter().zip(&texts).enumerate() {
        assert_eq!(found, value, "text {seed}\n{}", sources[seed]);
    }
}

#[test]
fn what_is_read_has_the_value_it_had_for_terraform() {
    let sources: Vec<String> = (0..cases()).map(|seed| format!("value = {}", Generator::new(seed).odd_heredoc())).collect();
    let rewritten: Vec<String> = sources.iter().map(|source| emit(&parse::body(source).expect("good HCL"))).collect();
    let quoted: Vec<String> = sources.iter().map(|source| on_one_line(&parse::body(source).expect("good HCL"))).collect();
    let before = terraform::values(&sources);
    for after in [rewritten, quoted] {
        for (seed, (value, source)) in terraform::values(&after).iter().zip(&sources).enumerate() {
            assert_eq!(*value, before[seed], "text {seed}\n{source}\n{}", after[seed]);
        }
    }
}

/// The only attribute of a body, its value written in quotes.
fn on_one_line(body: &Body) -> String {
    let [Structure::Attribute(attribute)] = body.structures.as_slice() else { panic!("one attribute was read") };
    format!("{} = {}\n", attribute.name.as_str(), emit_expr(&attribute.value))
}

fn output(value: &Expr) -> Body {
    Body::new().with(Attribute::new(Ident::new("value").expect("a good name"), value.clone()))
}

#[test]
fn the_same_tree_gives_the_same_text() {
    for seed in 0..100 {
        assert_eq!(emit(&document(seed)), emit(&document(seed)), "document {seed}");
    }
}
