//! How much a text looks like noise.

/// The bits that a letter of a text carries, by how often each occurs in it (Shannon's entropy).
///
/// A word has two to three, noise in hexadecimal three and a half, in Base64 four and more.
pub(super) fn entropy(text: &str) -> f64 {
    let mut counts = [0u32; 256];
    text.bytes().for_each(|byte| counts[usize::from(byte)] += 1);
    let length = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    let share = |count: &u32| f64::from(*count) / length;
    counts.iter().filter(|count| **count > 0).map(share).map(|share| -share * share.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::entropy;

    #[test]
    fn noise_has_more_than_words() {
        assert!(entropy("aaaaaaaa") < 0.1);
        assert!(entropy("database-connection") < entropy("x7Kp2mQ9vL4nR8tW3yB"));
    }
}
