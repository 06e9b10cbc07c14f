//! How much of a text the rules look at, so that no text takes longer than its length allows.

/// How many bytes may be looked at in any text, however short.
const FREE: usize = 1 << 20;
/// How many more for each byte of the text so far. What people write needs one or two.
const EACH: usize = 16;
/// How far a rule looks when more was looked at than that: most credentials are shorter.
const NEAR: usize = 160;

/// What was looked at so far.
#[derive(Debug, Default)]
pub(super) struct Effort {
    spent: usize,
}

impl Effort {
    /// How far a rule may look from `at`, which would like to look at `most` bytes.
    pub(super) fn reach(&self, at: usize, most: usize) -> usize {
        if self.spent > FREE + at * EACH { most.min(NEAR) } else { most }
    }

    /// Takes note that a rule looked at so many bytes.
    pub(super) fn spend(&mut self, bytes: usize) {
        self.spent += bytes;
    }

    /// How many of the `bytes` behind `at` come before one that `ends` what a rule looks at, which has `most` at most.
    pub(super) fn length(
        &mut self,
        bytes: &[u8],
        at: usize,
        most: usize,
        ends: impl Fn(u8) -> bool,
    ) -> usize {
        let near = bytes.iter().take(self.reach(at, most));
        let length = near.take_while(|byte| !ends(**byte)).count();
        self.spend(length);
        length
    }

    /// How much was looked at.
    pub(super) fn spent(&self) -> usize {
        self.spent
    }
}
