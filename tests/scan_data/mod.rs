//! Credentials and harmless strings as they stand in files, made from a seed: none of them is anybody's.

mod benign;
mod credentials;

pub(crate) use benign::benign;
pub(crate) use credentials::{Made, credentials, shaped};

/// Letters and digits.
pub(crate) const ALNUM: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
pub(crate) const HEX: &str = "0123456789abcdef";
pub(crate) const BASE64: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
pub(crate) const URL_SAFE: &str =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
/// Base32.
pub(crate) const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// Bech32, in capitals.
pub(crate) const BECH32: &str = "023456789ACDEFGHJKLMNPQRSTUVWXYZ";
pub(crate) const LOWER: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
pub(crate) const DIGITS: &str = "0123456789";

/// Numbers that are the same whenever a seed is (xorshift64*).
pub(crate) struct Noise(u64);

impl Noise {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 16
    }

    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it is below a usize")
    }

    pub(crate) fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// So many letters of an alphabet.
    pub(crate) fn of(&mut self, alphabet: &str, length: usize) -> String {
        let letters = alphabet.as_bytes();
        (0..length).map(|_| char::from(*self.pick(letters))).collect()
    }

    /// A text after a template: `ghp_<alnum 36>`, `<uuid>`.
    pub(crate) fn like(&mut self, template: &str) -> String {
        let parts = template.split(['<', '>']).enumerate();
        parts.map(|(n, part)| if n % 2 == 0 { part.to_string() } else { self.part(part) }).collect()
    }

    fn part(&mut self, asked: &str) -> String {
        let Some((name, length)) = asked.split_once(' ') else { return self.uuid() };
        let alphabet = match name {
            "alnum" => ALNUM,
            "hex" => HEX,
            "base64" => BASE64,
            "url" => URL_SAFE,
            "base32" => UPPER,
            "bech32" => BECH32,
            "lower" => LOWER,
            "digit" => DIGITS,
            _ => panic!("there is no alphabet `{name}`"),
        };
        self.of(alphabet, length.parse().expect("a length is a number"))
    }

    pub(crate) fn uuid(&mut self) -> String {
        [8, 4, 4, 4, 12].map(|length| self.of(HEX, length)).join("-")
    }
}
