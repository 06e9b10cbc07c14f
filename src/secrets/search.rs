//! Values of declared secrets in what a run made and says: where they are, and covered.

use super::format::is_placeholder;
use super::mask::Forms;
use super::secret::Secret;
use super::values::{FoundValue, Origin, SecretString};
use std::ops::Range;

/// What is shorter is in many a text by chance. DESIGN: "8 characters or more, no placeholders".
const SHORTEST: usize = 8;

/// Values to look for, in all the ways in which they can be spelled.
#[derive(Clone, Debug)]
pub struct Search {
    /// Whose value each is.
    owners: Vec<Owner>,
    forms: Forms,
    is_private: bool,
}

/// A search for nothing.
impl Default for Search {
    fn default() -> Self {
        Self::of([])
    }
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
    /// Where it is, in bytes.
    pub range: Range<usize>,
}

impl Search {
    /// Looks for these values. Those of less than eight characters are found everywhere, placeholders are no values,
    /// and what the recipe gives for an example is known to all: none of them is looked for.
    ///
    /// ```
    /// use sw::secrets::{Search, Secret, values::{FoundValue, Origin}};
    /// let value = "hunter22-and-more".to_string().into();
    /// let found = FoundValue { value, origin: Origin::File(".env.staging".into()) };
    /// let search = Search::of([(&Secret::named("PASSWORD"), found)]);
    /// let spots = search.find("password: hunter22-and-more");
    /// assert_eq!((spots[0].owner.name.as_str(), spots[0].range.clone()), ("PASSWORD", 10..27));
    /// assert_eq!(search.cover("aHVudGVyMjItYW5kLW1vcmU="), "***********************=");
    /// ```
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a Secret, FoundValue)>) -> Self {
        let sought: Vec<(&Secret, FoundValue)> =
            values.into_iter().filter(|(secret, found)| is_sought(secret, &found.value)).collect();
        let forms = Forms::of(sought.iter().map(|(_, found)| found.value.expose()), SHORTEST);
        let owners = sought
            .into_iter()
            .map(|(secret, found)| Owner { name: secret.name.clone(), origin: found.origin })
            .collect();
        Self { owners, forms, is_private: false }
    }

    /// The same, where no one but the owner of the values sees what is said of them. Others could learn a value from it:
    /// a recipe that writes a thousand guesses would learn which of them is right from the line that a message names.
    #[must_use]
    pub fn for_their_owner(self) -> Self {
        Self { is_private: true, ..self }
    }

    /// Whether messages may say where a value was found.
    pub fn is_for_their_owner(&self) -> bool {
        self.is_private
    }

    /// Whether a value is in a text.
    pub fn holds(&self, text: &str) -> bool {
        !self.is_empty() && !self.forms.covered(text.as_bytes()).is_empty()
    }

    /// Whether there is nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.owners.is_empty()
    }

    /// Where values are in a text. They don't overlap.
    pub fn find(&self, text: &str) -> Vec<Spot<'_>> {
        self.find_while(text, &|| true).unwrap_or_default()
    }

    /// The same, for as long as `go_on` says so, which is asked now and then; none when it was stopped.
    pub fn find_while(&self, text: &str, go_on: &dyn Fn() -> bool) -> Option<Vec<Spot<'_>>> {
        let found = self.forms.find(text.as_bytes(), go_on)?;
        Some(
            found
                .into_iter()
                .map(|(range, number)| Spot { owner: &self.owners[number], range })
                .collect(),
        )
    }

    /// The text with each letter of a value covered, so that places in it stay right.
    pub fn cover(&self, text: &str) -> String {
        let covered = self.forms.covered(text.as_bytes());
        let mut ranges = covered.iter().peekable();
        let hidden = text.char_indices().map(|(at, c)| {
            while ranges.next_if(|range| range.end <= at).is_some() {}
            if c != '\n' && ranges.peek().is_some_and(|range| range.contains(&at)) {
                '*'
            } else {
                c
            }
        });
        hidden.collect()
    }
}

fn is_sought(secret: &Secret, value: &SecretString) -> bool {
    let text = value.expose();
    let mut samples = secret
        .example
        .default
        .iter()
        .chain(secret.example.environments.iter().map(|(_, sample)| sample));
    text.chars().count() >= SHORTEST
        && !is_placeholder(text)
        && samples.all(|sample| sample.text != text)
}
