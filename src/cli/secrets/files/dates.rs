//! The day on which a command runs. Recipes have no clock; a command that keeps a value says when.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Today, by this machine's clock, in UTC: the same for all who share a file.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// How many days ago a day was, as `2026-11-26` writes it; none when it is no day, or still to come.
pub(crate) fn age(day: &str) -> Option<u32> {
    let day: Date = day.parse().ok()?;
    u32::try_from((today() - day).get_days()).ok()
}
