//! The functions that Kubernetes adds to the language, of those that published rules use.

use crate::formats::port::is_address;
use cel::extractors::This;
use cel::{Context, ExecutionError, Value as Cel};
use regex_lite::Regex;
use std::sync::Arc;

type Text = Arc<String>;
type Result<T> = std::result::Result<T, ExecutionError>;

/// The units of a duration, in nanoseconds.
const UNITS: [(&str, f64); 7] =
    [("ns", 1.0), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9)];

/// Adds them; whether all of them are there then.
pub(super) fn add(context: &mut Context<'_, '_>) -> bool {
    let added = [
        context.add_function("matches", matches).is_ok(),
        context.add_function("find", find).is_ok(),
        context.add_function("duration", |text: Text| duration(&text)).is_ok(),
        // A URL is its text: what is asked of one is read from that.
        context.add_function("url", url).is_ok(),
        context.add_function("isURL", |text: Text| scheme(&text).is_ok()).is_ok(),
        context.add_function("getScheme", get_scheme).is_ok(),
        context.add_function("isIP", |text: Text| is_address(&text)).is_ok(),
    ];
    added.iter().all(|is| *is)
}

fn matches(This(text): This<Text>, pattern: Text) -> Result<bool> {
    Ok(regex(&pattern)?.is_match(&text))
}

fn find(This(text): This<Text>, pattern: Text) -> Result<Cel> {
    let found = regex(&pattern)?.find(&text).map(|found| found.as_str().to_string());
    Ok(found.unwrap_or_default().into())
}

fn url(text: Text) -> Result<Cel> {
    scheme(&text).map(|_| text.to_string().into())
}

fn get_scheme(This(text): This<Text>) -> Result<Cel> {
    scheme(&text).map(|scheme| scheme.to_string().into())
}

fn regex(pattern: &str) -> Result<Regex> {
    Regex::new(pattern).map_err(|error| refused("matches", &error.to_string()))
}

fn refused(function: &str, message: &str) -> ExecutionError {
    ExecutionError::function_error(function, message)
}

/// `1h30m`, in nanoseconds: durations are compared, and with one another alone.
fn duration(text: &str) -> Result<i64> {
    let invalid = || refused("duration", "it is no duration");
    let mut rest = text.trim_start_matches(['-', '+']);
    if rest == "0" {
        return Ok(0);
    }
    let mut sum = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(invalid)?;
        let unit_end =
            rest[end..].find(|c: char| c.is_ascii_digit()).map_or(rest.len(), |at| end + at);
        let unit =
            UNITS.iter().find(|(name, _)| *name == &rest[end..unit_end]).ok_or_else(invalid)?;
        sum += rest[..end].parse::<f64>().map_err(|_| invalid())? * unit.1;
        rest = &rest[unit_end..];
    }
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    if text.is_empty() { Err(invalid()) } else { Ok((sum * sign) as i64) }
}

/// The scheme of a URL that has one, and a host or a path.
fn scheme(text: &str) -> Result<&str> {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    let found = text.split_once(':').filter(|(name, rest)| is_name(name) && !rest.is_empty());
    let scheme = found.map(|(name, _)| name);
    scheme.ok_or_else(|| refused("url", "it is no URL with a scheme"))
}

#[cfg(test)]
mod tests {
    use crate::schema::cel::Cel;
    use crate::value::{Map, Value, read};

    #[test]
    fn every_function_of_published_rules_is_there() {
        let value = r#"{ "list": ["a", "b", "b"], "text": "a/b.example", "number": "42", "after": "1h30m",
            "url": "https://a.example/x", "ip": "10.0.0.1", "namespace": "x", "none": null }"#;
        let value = read::json(value).expect("it is JSON");
        for holds in [
            "has(self.text) && !has(self.other) && !has(self.none)",
            "size(self.list) == 3 && self.list.size() == 3",
            "self.list.all(x, x != '') && self.list.exists(x, x == 'a')",
            "self.list.exists_one(x, x == 'a') && !self.list.exists_one(x, x == 'b')",
            "self.list.filter(x, x == 'b').size() == 2",
            "self.text.contains('/') && self.text.startsWith('a') && self.text.endsWith('example')",
            "self.text.find('^[^/]+') == 'a' && self.text.find('z') == ''",
            "self.text.matches(r'^[a-z]/.*$') && self.text.matches('(?i)EXAMPLE')",
            "self.text.substring(2) == 'b.example' && self.text.split('/')[1] == 'b.example'",
            "int(self.number) == 42 && 'text' in self",
            "duration(self.after) > duration('1h') && duration(self.after) == duration('90m')",
            "url(self.url).getScheme() == 'https' && isURL(self.url) && isIP(self.ip) && !isIP(self.text)",
            "self.__namespace__ == 'x'",
        ] {
            assert!(!Cel::new(holds, "").is_broken_by(&value), "{holds}");
            let opposite = format!("!({holds})");
            assert!(Cel::new(&*opposite, "").is_broken_by(&value), "{opposite}");
        }
    }

    #[test]
    fn what_can_not_be_evaluated_is_passed_over() {
        let value: Value = Map::from([("a", "x")]).into();
        for skipped in [
            "self.b == 'x'",
            "self.a.unheard()",
            "oldSelf.a != self.a",
            "self.a ==",
            "size(self.a)",
        ] {
            assert!(!Cel::new(skipped, "").is_broken_by(&value), "{skipped}");
        }
    }
}
