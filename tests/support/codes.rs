//! Which codes of messages the code of the program has.

use super::source::Source;
use regex_lite::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// A code of more than a word, or of one, in quotes.
const CODE: &str = r#""([a-z]+(?:-[a-z0-9]+)*)""#;

/// Every code that `sources` give to a message, with a file that has it: those in calls of functions
/// that take a `code`, and those that functions called `code` and variables called so are made from.
pub(crate) fn used<'a>(sources: impl Iterator<Item = &'a Source>) -> BTreeMap<String, String> {
    let texts: Vec<(&str, String)> =
        sources.map(|source| (source.path.as_str(), code_of(source))).collect();
    let takers = takers(texts.iter().map(|(_, text)| text.as_str()));
    let calls = regex(&format!(r#"\b(?:{})\(\s*(?:[^"();]*,\s*)?{CODE}\s*,"#, takers.join("|")));
    let constants = constants(texts.iter().map(|(_, text)| text.as_str()));
    let giver =
        regex(r"(?s)fn code\([^)]*\) -> &'static str \{(.*?)\n(?: {4})?\}|\blet code = (.*?);");
    let code = regex(CODE);
    let mut found = BTreeMap::new();
    for (path, text) in &texts {
        let direct = calls.captures_iter(text).map(|call| call[1].to_string());
        let given = giver.captures_iter(text).flat_map(|body| {
            let body = body.get(1).or(body.get(2)).map_or("", |body| body.as_str()).to_string();
            results(&code, &body, &constants)
        });
        found.extend(direct.chain(given).map(|code| (code, path.to_string())));
    }
    found
}

/// Every code that a message's is compared with, with a file that does so.
pub(crate) fn compared(sources: &[Source]) -> BTreeMap<String, String> {
    let (equal, cases) = (
        regex(&format!(r"\bcode (?:==|!=) {CODE}")),
        regex(r"(?s)match \w+\.code\.as_ref\(\) \{(.*?)_ =>"),
    );
    let code = regex(CODE);
    let mut found = BTreeMap::new();
    for source in sources {
        let direct = equal.captures_iter(&source.text).map(|found| found[1].to_string());
        let listed = cases.captures_iter(&source.text).flat_map(|body| {
            let body = body[1].to_string();
            code.captures_iter(&body).map(|found| found[1].to_string()).collect::<Vec<_>>()
        });
        found.extend(direct.chain(listed).map(|code| (code, source.path.clone())));
    }
    found
}

/// What stands in a body behind an arrow or alone in braces: no pattern and no condition.
fn results(code: &Regex, body: &str, constants: &BTreeMap<String, String>) -> Vec<String> {
    let (result, named) =
        (regex(&format!(r"(?:=>|\{{)\s*{CODE}")), regex(r"(?:=>|\{)\s*([A-Z_]+)\b"));
    if body.trim().starts_with('"') {
        return code.captures(body).map(|only| only[1].to_string()).into_iter().collect();
    }
    let direct = result.captures_iter(body).map(|found| found[1].to_string());
    direct
        .chain(named.captures_iter(body).filter_map(|found| constants.get(&found[1]).cloned()))
        .collect()
}

/// The constants that are one word, by their names.
fn constants<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
    let constant = regex(&format!(r"\bconst ([A-Z_]+): &str = {CODE};"));
    let found = |text: &'a str| {
        constant
            .captures_iter(text)
            .map(|found| (found[1].to_string(), found[2].to_string()))
            .collect::<Vec<_>>()
    };
    texts.flat_map(found).collect()
}

/// The functions with a parameter `code`.
fn takers<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let function = regex(r"(?s)\bfn (\w+)(?:<[^>(]*>)?\([^)]*\bcode: &'static str");
    let names: BTreeSet<String> = texts
        .flat_map(|text| {
            function.captures_iter(text).map(|found| found[1].to_string()).collect::<Vec<_>>()
        })
        .collect();
    names.into_iter().collect()
}

fn code_of(source: &Source) -> String {
    source.code().map(|(_, line)| format!("{line}\n")).collect()
}

/// The codes in what the program said: `error[unknown-option]`, or `title=unknown-option::` on GitHub.
pub(crate) fn said(text: &str) -> BTreeSet<String> {
    let code = regex(r"\b(?:(?:error|warning)\[([a-z0-9-]+)\]|title=([a-z0-9-]+)::)");
    code.captures_iter(text)
        .filter_map(|found| found.get(1).or(found.get(2)).map(|code| code.as_str().to_string()))
        .collect()
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"))
}
