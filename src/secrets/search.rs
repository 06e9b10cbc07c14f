//! Values of declared secrets in what a run made and says: where they stand, and covered.

use super::mask::Forms;
use super::values::{Found, Origin, SecretString};
use super::{Secret, is_placeholder};
use std::ops::Range;

/// What is shorter stands in many a text by chance. DESIGN: "8 characters or more, no placeholders".
const SHORTEST: usize = 8;

/// Values to look for, in all the ways in which they can be spelled.
#[derive(Clone, Debug)]
pub struct Search {
    owners: Vec<Owner>,
    forms: Forms,
}

/// Whose value it is, and where it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The secret's name.
    pub name: String,
    /// Where the value was found.
    pub origin: Origin,
}

/// A value that was found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<'a> {
    /// Whose value it is.
    pub owner: &'a Owner,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

impl Search {
    /// Looks for these values. Those of less than eight characters are found everywhere, placeholders are no values,
    /// and what the recipe gives for an example is known to all: none of them is looked for.
    ///
    /// ```
    /// use sw::secrets::{Search, Secret, values::{Found, Origin}};
    /// let value = "hunter22-and-more".to_string().into();
    /// let found = Found { value, origin: Origin::File(".env.staging".into()) };
    /// let search = Search::of([(&Secret::named("PASSWORD"), found)]);
    /// let spots = search.find("password: hunter22-and-more");
    /// assert_eq!((spots[0].owner.name.as_str(), spots[0].range.clone()), ("PASSWORD", 10..27));
    /// assert_eq!(search.cover("aHVudGVyMjItYW5kLW1vcmU="), "***********************=");
    /// ```
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a Secret, Found)>) -> Self {
        let sought: Vec<(&Secret, Found)> = values.into_iter().filter(|(secret, found)| is_sought(secret, &found.value)).collect();
        let forms = Forms::of(sought.iter().map(|(_, found)| found.value.expose()), SHORTEST);
        let owners = sought.into_iter().map(|(secret, found)| Owner { name: secret.name.clone(), origin: found.origin }).collect();
        Self { owners, forms }
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Where values stand in a text. They don't overlap.
    pub fn find(&self, text: &str) -> Vec<Spot<'_>> {
        let (bytes, mut spots, mut at) = (text.as_bytes(), Vec::new(), 0);
        while at < bytes.len() {
            match self.forms.at(&bytes[at..]) {
                Some((length, number)) => {
                    spots.push(Spot { owner: &self.owners[number], range: at..at + length });
                    at += length;
                }
                None => at += 1,
            }
        }
        spots
    }

    /// The text with each letter of a value covered, so that places in it stay right.
    pub fn cover(&self, text: &str) -> String {
        let spots = self.find(text);
        let is_hidden = |at: usize| spots.iter().any(|spot| spot.range.contains(&at));
        text.char_indices().map(|(at, c)| if c != '\n' && is_hidden(at) { '*' } else { c }).collect()
    }
}

fn is_sought(secret: &Secret, value: &SecretString) -> bool {
    let text = value.expose();
    let mut samples = secret.example.default.iter().chain(secret.example.environments.iter().map(|(_, sample)| sample));
    text.chars().count() >= SHORTEST && !is_placeholder(text) && samples.all(|sample| sample.text != text)
}
