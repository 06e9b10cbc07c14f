//! The path of a walk down a tree, kept on the stack: a [`Path`] is built only when one is needed.

use crate::value::tree::path::{Path, Step};

/// A [`Path`] in the making: each call of a recursive walk holds one step and knows the one above.
///
/// ```
/// use sw::value::Trail;
/// let root = Trail::ROOT;
/// let ports = root.key("ports");
/// assert_eq!(ports.index(0).path().to_string(), "ports[0]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Trail<'t> {
    last: Option<(&'t Trail<'t>, Turn<'t>)>,
}

/// The last step to a place.
#[derive(Clone, Copy, Debug)]
pub enum Turn<'t> {
    /// Into a map.
    Key(&'t str),
    /// Into a list, counted from 0.
    Index(usize),
}

impl<'t> Trail<'t> {
    /// The root of a tree.
    pub const ROOT: Trail<'static> = Trail { last: None };

    /// One key further down.
    #[must_use]
    pub fn key(&'t self, key: &'t str) -> Trail<'t> {
        Trail { last: Some((self, Turn::Key(key))) }
    }

    /// One index further down.
    #[must_use]
    pub fn index(&'t self, index: usize) -> Trail<'t> {
        Trail { last: Some((self, Turn::Index(index))) }
    }

    /// The path from the root to here.
    pub fn path(&self) -> Path {
        let mut steps: Vec<Step> = self
            .up()
            .filter_map(|here| here.last)
            .map(|(_, turn)| match turn {
                Turn::Key(key) => Step::Key(key.into()),
                Turn::Index(index) => Step::Index(index),
            })
            .collect();
        steps.reverse();
        Path(steps)
    }

    /// The place above and the step from there; none at the root.
    pub fn last(&self) -> Option<(&'t Trail<'t>, Turn<'t>)> {
        self.last
    }

    /// This place and those above it, up to the root.
    pub(super) fn up<'s>(&'s self) -> impl Iterator<Item = &'s Trail<'t>> {
        std::iter::successors(Some(self), |here| here.last.map(|(above, _)| above))
    }
}
