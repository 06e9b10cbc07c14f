//! All spellings of some values, to be looked for at any place of a text.

use super::spellings::spellings;

/// The spellings of values, by their first byte, each with the number of its value.
#[derive(Clone, Debug)]
pub(in crate::secrets) struct Forms {
    by_first: Vec<Vec<(Vec<u8>, usize)>>,
}

impl Forms {
    /// The spellings of these values that have at least `shortest` bytes.
    pub(in crate::secrets) fn of<'a>(values: impl IntoIterator<Item = &'a str>, shortest: usize) -> Self {
        let mut by_first = vec![Vec::new(); 256];
        for (number, value) in values.into_iter().enumerate() {
            for form in spellings(value).into_iter().filter(|form| form.len() >= shortest) {
                let same: &mut Vec<(Vec<u8>, usize)> = &mut by_first[usize::from(form[0])];
                if same.iter().all(|(known, _)| *known != form) {
                    same.push((form, number));
                }
            }
        }
        Self { by_first }
    }

    /// The longest spelling that `rest` starts with: its length, and the number of the value.
    pub(in crate::secrets) fn at(&self, rest: &[u8]) -> Option<(usize, usize)> {
        let forms = self.by_first[usize::from(*rest.first()?)].iter();
        forms.filter(|(form, _)| rest.starts_with(form)).map(|(form, number)| (form.len(), *number)).max_by_key(|(length, _)| *length)
    }

    /// Whether `rest` may be the start of a spelling that goes on behind it.
    pub(super) fn may_go_on(&self, rest: &[u8]) -> bool {
        let Some(first) = rest.first() else { return false };
        self.by_first[usize::from(*first)].iter().any(|(form, _)| form.len() > rest.len() && form.starts_with(rest))
    }
}
