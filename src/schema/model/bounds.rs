//! The least and the most of something.

/// The least and the most that something may be: a number, or how many letters, items or keys there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub min: i64,
    /// The most.
    pub max: i64,
}

impl Bounds {
    /// As much or as little as one likes.
    pub const NONE: Self = Self { min: i64::MIN, max: i64::MAX };

    /// Whether a number is within them.
    pub fn hold(self, number: i64) -> bool {
        (self.min..=self.max).contains(&number)
    }

    /// ` from 1 to 63`, ` of at least 1`; nothing where there are none.
    pub fn words(self) -> String {
        match (self.min, self.max) {
            (i64::MIN, i64::MAX) => String::new(),
            (min, i64::MAX) => format!(" of at least {min}"),
            (i64::MIN, max) => format!(" of at most {max}"),
            (min, max) => format!(" from {min} to {max}"),
        }
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self::NONE
    }
}
