//! The fuzz targets over their corpus and its mutations: enough to notice what breaks, on any toolchain.
//!
//! `SW_CASES` says how many mutations each target gets. A failure shows its input; it belongs into
//! `fuzz/corpus/<target>/`.

mod support;

use libtest_mimic::{Arguments, Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use support::fuzz::{TARGETS, Target};
use support::paths::in_repository;

fn main() -> ExitCode {
    let trials = TARGETS
        .into_iter()
        .map(|target| Trial::test(target.0, move || fuzz(target).map_err(Failed::from)));
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn fuzz((name, target): Target) -> Result<(), String> {
    let corpus = corpus(name);
    if corpus.is_empty() {
        return Err(format!("`fuzz/corpus/{name}` is empty"));
    }
    corpus.iter().try_for_each(|input| tried(target, input))?;
    let wanted =
        std::env::var("SW_CASES").map_or(300, |n| n.parse().expect("SW_CASES is a number"));
    let mut runner = TestRunner::new(Config {
        cases: wanted,
        failure_persistence: None,
        max_shrink_iters: 2000,
        ..Config::default()
    });
    let mutated =
        (0..corpus.len(), prop::collection::vec(edit(), 0..8)).prop_map(move |(i, edits)| {
            edits.into_iter().fold(corpus[i].clone(), |input, edit| edit.apply(input, &corpus))
        });
    match runner.run(&mutated, |input| tried(target, &input).map_err(TestCaseError::fail)) {
        Ok(()) => Ok(()),
        Err(TestError::Fail(why, input)) => {
            Err(format!("{why}\nsmallest input: {:?}", String::from_utf8_lossy(&input)))
        }
        Err(TestError::Abort(why)) => Err(why.to_string()),
    }
}

fn tried(target: fn(&[u8]), input: &[u8]) -> Result<(), String> {
    catch_unwind(AssertUnwindSafe(|| target(input))).map_err(|panic| {
        let said = panic
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string));
        format!("{} for {:?}", said.unwrap_or_default(), String::from_utf8_lossy(input))
    })
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let Ok(folder) = in_repository("fuzz/corpus").join(name).read_dir() else { return Vec::new() };
    let mut paths: Vec<_> =
        folder.map(|entry| entry.expect("a folder can be listed to its end").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("the corpus is readable")).collect()
}

/// A change of an input; places are parts of 1000 of its length.
#[derive(Clone, Debug)]
enum Edit {
    Remove(usize, usize),
    Insert(usize, Vec<u8>),
    Change(usize, u8),
    Repeat(usize, usize, usize),
    Join(usize),
}

/// What makes parsers stumble.
const ODD: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "\"",
    "'",
    "`",
    "${",
    "%{",
    "#{",
    "\n",
    "\t",
    "\0",
    ":",
    ": ",
    "- ",
    ",",
    ";",
    "&a ",
    "*a",
    "<<",
    "!!str ",
    "|\n",
    ">\n",
    "---\n",
    "\u{feff}",
    "\u{fdd0}",
    "\u{202e}",
    "\u{2028}",
    "null",
    "()",
    "9223372036854775808",
    "-0",
    "1e999",
    ".nan",
    "../",
    "/",
    "//",
    "/*",
    "=>",
    "::",
    "if ",
    "fn ",
    "let ",
    "x.x.x",
    "é",
    "日本",
    "\\u",
    "\\x",
    "EOT",
    "<<-EOT\n",
];

fn edit() -> impl Strategy<Value = Edit> {
    let odd = prop::sample::select(ODD).prop_map(|text| text.as_bytes().to_vec());
    let some = prop_oneof![4 => odd, 1 => prop::collection::vec(any::<u8>(), 1..5)];
    prop_oneof![
        (0..1000_usize, 1..50_usize).prop_map(|(at, length)| Edit::Remove(at, length)),
        (0..1000_usize, some).prop_map(|(at, bytes)| Edit::Insert(at, bytes)),
        (0..1000_usize, any::<u8>()).prop_map(|(at, byte)| Edit::Change(at, byte)),
        (0..1000_usize, 1..20_usize, 2..200_usize)
            .prop_map(|(at, length, times)| Edit::Repeat(at, length, times)),
        any::<usize>().prop_map(Edit::Join),
    ]
}

impl Edit {
    fn apply(self, mut input: Vec<u8>, corpus: &[Vec<u8>]) -> Vec<u8> {
        let place = |at: usize, input: &[u8]| at * input.len() / 1000;
        match self {
            Self::Remove(at, length) => {
                let start = place(at, &input);
                input.drain(start..(start + length).min(input.len()));
            }
            Self::Insert(at, bytes) => {
                let start = place(at, &input);
                input.splice(start..start, bytes);
            }
            Self::Change(at, byte) => {
                let start = place(at, &input);
                if let Some(old) = input.get_mut(start) {
                    *old = byte;
                }
            }
            Self::Repeat(at, length, times) => {
                let start = place(at, &input);
                let part = input[start..(start + length).min(input.len())].repeat(times);
                input.splice(start..start, part);
            }
            Self::Join(other) => input.extend(&corpus[other % corpus.len()]),
        }
        input
    }
}
