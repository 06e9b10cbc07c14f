//! What is registered under a heading is on a page, and what is on a page is registered.

use crate::engine::reference::page::{heading_of, is_call, properties_of};
use crate::engine::vocabulary::Words;
use rhai::{Engine, Module, Shared};
use std::collections::BTreeSet;

/// Functions that no page of their namespace documents, headings of pages under which there is nothing, headings that two have,
/// and properties that the text about their type leaves out.
pub(crate) fn unmatched(all: &[&Words]) -> BTreeSet<String> {
    let mut problems = BTreeSet::new();
    let (mut registered, mut abouts) = (BTreeSet::new(), BTreeSet::new());
    for words in all {
        let mut own = BTreeSet::new();
        for heading in [&words.functions, &words.methods].into_iter().flat_map(headings) {
            if words.pages.iter().all(|page| page.text(&heading).is_empty()) {
                problems.insert(format!("`{heading}` has no text on a page of `{}`", words.name));
            }
            if !own.insert(heading.clone()) {
                problems.insert(format!("`{heading}` is registered twice"));
            }
        }
        registered.extend(own);
        for handle in &words.handles {
            let about = (handle.about)();
            let documented: Vec<&str> = properties_of(about).collect();
            let missing =
                (handle.properties)().into_iter().filter(|name| !documented.contains(name));
            problems.extend(missing.map(|name| format!("`## {name}` is missing in {about:?}")));
            abouts.insert(about);
        }
    }
    for page in all.iter().flat_map(|words| words.pages) {
        let mut own = BTreeSet::new();
        for (heading, text) in page.parts() {
            let is_used =
                if is_call(heading) { registered.contains(heading) } else { abouts.contains(text) };
            if !is_used {
                problems.insert(format!("`{heading}` is on a page, and nothing has it"));
            }
            if !own.insert(heading) {
                problems.insert(format!("`{heading}` is on a page twice"));
            }
        }
    }
    problems
}

/// The headings under which the functions of a module are registered.
fn headings(module: &Shared<Module>) -> Vec<String> {
    let mut engine = Engine::new_raw();
    engine.register_global_module(module.clone());
    engine.collect_fn_metadata(None, |info| heading_of(info.metadata).map(String::from), false)
}

#[cfg(test)]
mod tests {
    use super::unmatched;
    use crate::engine::vocabulary::Words;
    use crate::engine::{Functions, Namespace, Page};

    const PAGE: Page = Page::new(
        "# acme::web(name)\n\nOne.\n\n# acme::gone(name)\n\nNo more.\n\n# acme file\n\nNo type.\n\n# acme::web(name)\n\nAgain.\n",
    );

    #[test]
    fn a_heading_belongs_to_one_function_and_a_function_to_one_heading() {
        let namespace = Namespace {
            functions: || {
                Functions::module(&[|functions| {
                    functions.add("acme::web(name)", |_: &str| 1);
                    functions.add("acme::web(name)", |_: i64| 2);
                    functions.add("acme::web(name, size)", |_: &str, _: i64| 3);
                }])
            },
            pages: &[PAGE],
            ..Namespace::named("acme", "An example.")
        };
        let expected = [
            "`acme file` is on a page, and nothing has it",
            "`acme::gone(name)` is on a page, and nothing has it",
            "`acme::web(name)` is on a page twice",
            "`acme::web(name)` is registered twice",
            "`acme::web(name, size)` has no text on a page of `acme`",
        ];
        assert_eq!(unmatched(&[&Words::from(namespace)]).into_iter().collect::<Vec<_>>(), expected);
    }
}
