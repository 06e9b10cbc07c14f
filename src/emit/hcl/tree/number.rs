//! Numbers in HCL: any size, kept as the text that is in the file.

use compact_str::{CompactString, ToCompactString, format_compact};

/// A number as HCL writes it.
///
/// Two numbers are equal when their texts are: `1.0` and `1` are two spellings.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(CompactString);

/// A text or a float that HCL has no number for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a number that HCL can write: it takes digits, one `.` and an exponent")]
pub struct BadNumber(pub String);

impl Number {
    /// The number that `text` spells: `-?digits(.digits)?(e[+-]?digits)?`, of any size.
    ///
    /// ```
    /// use sw::emit::hcl::Number;
    /// assert_eq!(Number::parse("18446744073709551616")?.as_str(), "18446744073709551616");
    /// assert!(Number::parse("0x10").is_err());
    /// # Ok::<(), sw::emit::hcl::BadNumber>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When HCL would not read it as one number.
    pub fn parse(text: &str) -> Result<Self, BadNumber> {
        if is_number(text) { Ok(Self(text.into())) } else { Err(BadNumber(text.to_string())) }
    }

    /// The shortest text that reads back as `float`; a fraction stays visible (`3.0`).
    ///
    /// # Errors
    ///
    /// When it is infinite or not a number.
    pub fn float(float: f64) -> Result<Self, BadNumber> {
        if float.is_finite() {
            Ok(Self(format_compact!("{float:?}")))
        } else {
            Err(BadNumber(float.to_string()))
        }
    }

    /// The number as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text without its sign, if it has one.
    pub(crate) fn magnitude(&self) -> Option<&str> {
        self.0.strip_prefix('-')
    }

    /// The same number below zero.
    pub(crate) fn negated(&self) -> Self {
        Self(format_compact!("-{}", self.0))
    }
}

impl From<i64> for Number {
    fn from(int: i64) -> Self {
        Self(int.to_compact_string())
    }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
        }
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    is_digits(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_checked() {
        for good in ["0", "-1", "1.5", "1e9", "1.5E-3", "123456789012345678901234567890"] {
            assert_eq!(
                Number::parse(good).map(|number| number.as_str().to_string()),
                Ok(good.to_string())
            );
        }
        for bad in
            ["", "-", "+1", "1.", ".5", "1e", "1e+", "0x1", "1_000", "--1", "1.2.3", "1 ", "NaN"]
        {
            assert!(Number::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn floats_stay_floats() {
        for (float, text) in
            [(3.0, "3.0"), (0.1, "0.1"), (-2.5, "-2.5"), (1e300, "1e300"), (5e-324, "5e-324")]
        {
            assert_eq!(Number::float(float).expect("finite").as_str(), text);
            assert!(is_number(text));
        }
        for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Number::float(bad).is_err());
        }
    }

    #[test]
    fn whole_numbers_have_no_fraction() {
        assert_eq!(Number::from(i64::MIN).as_str(), "-9223372036854775808");
    }
}
