//! Schedules of five fields, as cron has them.

use crate::diag::words;

/// What a schedule is, for messages.
pub const FORM: &str =
    "five fields: minute, hour, day of the month, month, day of the week, as `30 4 * * 1-5`";

/// The fields of a schedule: what each is, and its first and last number.
const FIELDS: [(&str, u32, u32); 5] = [
    ("minute", 0, 59),
    ("hour", 0, 23),
    ("day of the month", 1, 31),
    ("month", 1, 12),
    ("day of the week", 0, 6),
];

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS: [&str; 7] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/// What is wrong with a schedule.
///
/// ```
/// use sw::formats::cron;
/// assert_eq!(cron::wrong("30 4 * * 1-5"), None);
/// assert_eq!(cron::wrong("* * *").as_deref(), Some("it has 3 fields"));
/// ```
pub fn wrong(schedule: &str) -> Option<String> {
    let fields: Vec<&str> = schedule.split_whitespace().collect();
    if fields.len() != FIELDS.len() {
        return Some(format!("it has {}", words::count(fields.len(), "field")));
    }
    fields.iter().zip(FIELDS).find_map(|(field, form)| wrong_field(field, form))
}

fn wrong_field(field: &str, (name, first, last): (&str, u32, u32)) -> Option<String> {
    let number = |text: &str| number(text, name).filter(|number| (first..=last).contains(number));
    let is_right = |part: &str| {
        let (range, step) =
            part.split_once('/').map_or((part, None), |(range, step)| (range, Some(step)));
        let has_step = step.is_none_or(|step| step.parse::<u32>().is_ok_and(|step| step > 0));
        let is_range = match range.split_once('-') {
            Some((start, end)) => {
                number(start).zip(number(end)).is_some_and(|(start, end)| start <= end)
            }
            None => matches!(range, "*" | "?") || number(range).is_some(),
        };
        has_step && is_range
    };
    let part = field.split(',').find(|part| !is_right(part))?;
    Some(format!("`{part}` can't be the {name}, which is between {first} and {last}"))
}

/// A number, or the name of a month or a day.
fn number(text: &str, field: &str) -> Option<u32> {
    let named = |names: &[&str]| names.iter().position(|name| text.eq_ignore_ascii_case(name));
    let index = match field {
        "month" => named(&MONTHS).map(|index| index + 1),
        "day of the week" => named(&DAYS),
        _ => None,
    };
    index.and_then(|index| u32::try_from(index).ok()).or_else(|| text.parse().ok())
}

/// The smallest number of minutes between two times of a valid schedule in one hour, or from one hour to the next; none where
/// it comes once an hour at most.
///
/// ```
/// use sw::formats::cron;
/// assert_eq!(cron::interval("*/4 * * * *"), Some(4));
/// assert_eq!(cron::interval("30 4 * * *"), None);
/// ```
pub fn interval(schedule: &str) -> Option<u32> {
    let mut fields = schedule.split_whitespace();
    let (minutes, hours) = (minutes(fields.next()?), fields.next()?);
    let next = minutes.first().filter(|_| hours == "*").map(|first| first + 60);
    let all: Vec<u32> = minutes.iter().copied().chain(next).collect();
    all.windows(2).map(|pair| pair[1] - pair[0]).min().filter(|gap| *gap < 60)
}

/// The minutes that a field names, in order.
fn minutes(field: &str) -> Vec<u32> {
    let mut minutes: Vec<u32> = field.split(',').flat_map(part).collect();
    minutes.sort_unstable();
    minutes.dedup();
    minutes
}

fn part(part: &str) -> Vec<u32> {
    let (range, step) = part.split_once('/').map_or((part, None), |(range, step)| {
        (range, step.parse::<usize>().ok().filter(|step| *step > 0))
    });
    let number = |text: &str| text.parse::<u32>().ok();
    let (first, last) = match range.split_once('-') {
        Some((first, last)) => (number(first), number(last)),
        None if range == "*" => (Some(0), Some(59)),
        // `5/10` starts at 5 and goes on.
        None => (number(range), step.map_or(number(range), |_| Some(59))),
    };
    let all =
        first.zip(last).map(|(first, last)| (first..=last.min(59)).step_by(step.unwrap_or(1)));
    all.into_iter().flatten().collect()
}
