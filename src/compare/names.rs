//! The names of two environments: what is the same when they are taken for one.

use crate::project::Environment;
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

/// What an environment's name becomes; no text of a file has it.
const MASK: char = '\u{0}';

/// The names of the two environments.
pub(super) struct Names {
    old: Vec<String>,
    new: Vec<String>,
}

impl Names {
    pub(super) fn new(old: &Environment, new: &Environment) -> Self {
        Self { old: forms(old), new: forms(new) }
    }

    /// Whether a text of the first environment has its name in it.
    pub(super) fn is_in_old(&self, text: &str) -> bool {
        masked(text, &self.old).contains(MASK)
    }

    /// The same for the second environment.
    pub(super) fn is_in_new(&self, text: &str) -> bool {
        masked(text, &self.new).contains(MASK)
    }

    /// Whether two texts are the same but for the environments' names.
    pub(super) fn are_same(&self, old: &str, new: &str) -> bool {
        old == new || masked(old, &self.old) == masked(new, &self.new)
    }

    /// Which of two lists of names belong together, as indexes: first those of the first list, in its order, then
    /// what only the second one has.
    pub(super) fn paired(
        &self,
        old: &[impl AsRef<str>],
        new: &[impl AsRef<str>],
    ) -> Vec<(Option<usize>, Option<usize>)> {
        let (mut exact, mut alike) = (Index::default(), Index::default());
        for (i, name) in new.iter().enumerate() {
            exact.entry(name.as_ref().into()).or_default().push_back(i);
            alike.entry(masked(name.as_ref(), &self.new)).or_default().push_back(i);
        }
        let mut is_taken = vec![false; new.len()];
        let mut found: Vec<Option<usize>> =
            old.iter().map(|name| take(&mut exact, name.as_ref(), &mut is_taken)).collect();
        for (name, found) in old.iter().zip(&mut found) {
            let name = masked(name.as_ref(), &self.old);
            *found = found.or_else(|| take(&mut alike, &name, &mut is_taken));
        }
        let both = found.into_iter().enumerate().map(|(i, found)| (Some(i), found));
        let added = (0..new.len()).filter(|i| !is_taken[*i]).map(|i| (None, Some(i)));
        both.collect::<Vec<_>>().into_iter().chain(added).collect()
    }
}

/// Where names are in a list.
type Index<'n> = BTreeMap<Cow<'n, str>, VecDeque<usize>>;

fn take(index: &mut Index<'_>, name: &str, is_taken: &mut [bool]) -> Option<usize> {
    let known = index.get_mut(name)?;
    while let Some(i) = known.pop_front() {
        if !std::mem::replace(&mut is_taken[i], true) {
            return Some(i);
        }
    }
    None
}

/// All that an environment is called, in small letters, the longest first.
fn forms(environment: &Environment) -> Vec<String> {
    let names = [environment.name.as_str(), environment.short(), &environment.title()];
    let mut forms: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    forms.push(environment.name.replace('-', "_"));
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

/// The text with each word that is one of the names masked.
fn masked<'t>(text: &'t str, names: &[String]) -> Cow<'t, str> {
    let mut masked = String::new();
    let (mut done, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let is_start = !text[..at].ends_with(char::is_alphanumeric);
        match names.iter().find(|name| is_start && is_word(&text[at..], name)) {
            Some(name) => {
                masked.push_str(&text[done..at]);
                masked.push(MASK);
                at += name.len();
                done = at;
            }
            None => at += c.len_utf8(),
        }
    }
    if done == 0 { Cow::Borrowed(text) } else { Cow::Owned(masked + &text[done..]) }
}

/// Whether a text starts with a word, in large or small letters.
fn is_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text[word.len()..].starts_with(char::is_alphanumeric)
}

/// Two names as one, with the part that differs in braces: `app/{staging => production}/main.tf`.
pub(super) fn merged(old: &str, new: &str) -> String {
    if old == new {
        return old.into();
    }
    let common = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
        let mut size = 0;
        let mut whole = 0;
        for (a, b) in a.zip(b) {
            if a != b {
                break;
            }
            size += a.len_utf8();
            if !a.is_alphanumeric() {
                whole = size;
            }
        }
        whole
    };
    let start = common(&mut old.chars(), &mut new.chars());
    let (rest_old, rest_new) = (&old[start..], &new[start..]);
    let end = common(&mut rest_old.chars().rev(), &mut rest_new.chars().rev());
    let (middle_old, tail) = rest_old.split_at(rest_old.len() - end);
    let middle_new = &rest_new[..rest_new.len() - end];
    format!("{}{{{middle_old} => {middle_new}}}{tail}", &old[..start])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn names(old: &str, new: &str) -> Names {
        let config = format!(
            "environments: {{ definitions: [{{ name: {old}, deployment: {{ type: local }} }}, {{ name: {new}, deployment: {{ type: local }} }}] }}"
        );
        let project = Project::parse("/".as_ref(), &config, "config.yaml").0.unwrap();
        Names::new(&project.environments[0], &project.environments[1])
    }

    #[test]
    fn a_name_is_a_word_in_any_of_its_forms() {
        let names = names("staging", "production");
        for (old, new, is_same) in [
            ("shop-staging.internal", "shop-production.internal", true),
            ("STAGING_TOKEN", "PROD_TOKEN", true),
            ("staging", "prod", true),
            ("Staging", "Production", true),
            ("production", "production", true),
            ("production", "staging", false),
            ("stagings", "productions", false),
            ("www.staging.shop.example", "www.shop.example", false),
        ] {
            assert_eq!(names.are_same(old, new), is_same, "{old} and {new}");
        }
    }

    #[test]
    fn an_exact_name_goes_before_one_that_is_alike() {
        let pairs = names("staging", "production")
            .paired(&["staging", "production", "old"], &["new", "production", "prod"]);
        let expected = [(Some(0), Some(2)), (Some(1), Some(1)), (Some(2), None), (None, Some(0))];
        assert_eq!(pairs, expected);
    }

    #[test]
    fn names_are_merged_at_words() {
        for (old, new, expected) in [
            (
                "k8s/staging/web.yaml",
                "k8s/production/web.yaml",
                "k8s/{staging => production}/web.yaml",
            ),
            ("apply-staging.yml", "apply-production.yml", "apply-{staging => production}.yml"),
            ("a/staging", "a/stage", "a/{staging => stage}"),
            ("same", "same", "same"),
        ] {
            assert_eq!(merged(old, new), expected);
        }
    }
}
