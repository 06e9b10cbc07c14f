//! Credentials that are known by their looks: the tables, one file for each area. A row has the page above it that says so:
//! the platform's own, and the rule of a public scanner where the platform has none.
//!
//! A row is three lines: what the credential is (the end of "this looks like ..."), what makes a text worth trying, and a
//! regular expression for all of it; letters, digits or `_` behind it make it something else. A prefix that platforms use for
//! what is public (an AWS account, a Stripe `pk_`, a Sentry DSN) has no row.

/// The tables.
const AREAS: [&str; 8] = [
    include_str!("clouds.shapes"),
    include_str!("code.shapes"),
    include_str!("vaults.shapes"),
    include_str!("data.shapes"),
    include_str!("monitoring.shapes"),
    include_str!("messages.shapes"),
    include_str!("models.shapes"),
    include_str!("office.shapes"),
];

/// A credential that is recognised by its pattern.
pub(super) struct Row {
    pub(super) title: &'static str,
    pub(super) mark: Mark,
    /// The texts that the mark is about, letter by letter, two letters at least.
    pub(super) texts: Vec<&'static str>,
    pub(super) pattern: &'static str,
}

/// What makes a text worth trying a pattern on.
pub(super) enum Mark {
    /// `starts with`: with one of the texts.
    Start,
    /// `inside after`: one of the texts is inside of it, with up to so many characters in front.
    Inside(usize),
    /// `beside`: it is beside a key with one of these words: its pattern alone is not enough.
    Key,
}

/// The rows of all areas.
pub(super) fn rows() -> impl Iterator<Item = Row> {
    let is_row = |line: &&str| !line.is_empty() && !line.starts_with('#');
    AREAS.into_iter().flat_map(move |area| {
        let lines: Vec<&str> = area.lines().filter(is_row).collect();
        lines.chunks(3).map(row).collect::<Vec<_>>()
    })
}

fn row(lines: &[&'static str]) -> Row {
    let [title, trigger, pattern] = *lines else { panic!("a row has three lines: {lines:?}") };
    let (mark, texts) = if let Some(texts) = trigger.strip_prefix("starts with ") {
        (Mark::Start, texts)
    } else if let Some(rest) = trigger.strip_prefix("inside after ") {
        let (lead, texts) = rest.split_once(' ').expect("a number is before the texts");
        (Mark::Inside(lead.parse().expect("the lead is a number")), texts)
    } else {
        (Mark::Key, trigger.strip_prefix("beside ").expect("a trigger starts with its kind"))
    };
    Row { title, mark, texts: texts.split(' ').collect(), pattern }
}
