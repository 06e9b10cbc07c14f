//! Patterns of places in a tree, as tables write them: `jobs.*.steps[].run`.

use super::super::Value;
use super::trail::Turn;
use super::visit::{Walk, walk};
use crate::value::map::Map;
use crate::value::tree::trail::Trail;

/// Which places of a tree a row of a table is about.
///
/// | segment | matches |
/// | --- | --- |
/// | `steps` | this key |
/// | `x-*` | a key with this start |
/// | `*` | any key |
/// | `(a\|b)` | one of these keys |
/// | `{name}` | any key, which is captured as `name` |
/// | `[]` | any index |
/// | `**` | any number of keys and indices, also none |
///
/// The empty pattern is the root.
///
/// ```
/// use sw::value::{Pattern, Trail};
/// const NEEDS: Pattern<'_> = Pattern::new("jobs.{job}.needs[]");
/// let (jobs, job) = (Trail::ROOT.key("jobs"), "test");
/// let (job, needs);
/// # job = jobs.key("test"); needs = job.key("needs");
/// assert_eq!(NEEDS.matches(&needs.index(0)).and_then(|found| found.get("job")), Some("test"));
/// assert!(NEEDS.matches(&needs).is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern<'p>(&'p str);

/// One step of a [`Pattern`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'p> {
    /// This key.
    Key(&'p str),
    /// Any key with this start; `*` has an empty one.
    Prefix(&'p str),
    /// One of these keys, with `|` between them.
    OneOf(&'p str),
    /// Any key, captured under this name.
    Capture(&'p str),
    /// Any index.
    Index,
    /// Any number of steps, also none.
    Deep,
}

/// The keys that a pattern captured.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captures<'p, 't>(Vec<(&'p str, &'t str)>);

impl<'t> Captures<'_, 't> {
    /// The key that `{name}` matched.
    pub fn get(&self, name: &str) -> Option<&'t str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, key)| *key)
    }
}

impl<'p> Pattern<'p> {
    /// The pattern that `text` writes.
    pub const fn new(text: &'p str) -> Self {
        Self(text)
    }

    /// Its steps, from the root down.
    pub fn segments(self) -> impl DoubleEndedIterator<Item = Segment<'p>> + Clone {
        self.0.split('.').flat_map(|part| {
            let name = part.trim_end_matches("[]");
            let indices = (part.len() - name.len()) / "[]".len();
            let key = (!name.is_empty()).then(|| Segment::parse(name));
            key.into_iter().chain(std::iter::repeat_n(Segment::Index, indices))
        })
    }

    /// What the pattern captures at this place; none where it does not match.
    pub fn matches<'t>(self, trail: &Trail<'t>) -> Option<Captures<'p, 't>> {
        let mut found = Captures::default();
        ends_at(self.segments(), trail, &mut found).then(|| {
            found.0.reverse();
            found
        })
    }

    /// Calls `see` with every value of the tree that the pattern matches, in the tree's order
    /// (with `**` inside of a pattern, those nearest to the root first).
    ///
    /// ```
    /// use sw::value::{Map, Pattern, Value};
    /// let job = Value::from(Map::from([("needs", vec![Value::from("test")])]));
    /// let root = Value::from(Map::from([("jobs", Map::from([("deploy", job)]))]));
    /// let mut edges = Vec::new();
    /// Pattern::new("jobs.{job}.needs[]").select(&root, &mut |value, trail, found| {
    ///     edges.push((found.get("job"), value.as_str(), trail.path().to_string()));
    /// });
    /// assert_eq!(edges, [(Some("deploy"), Some("test"), "jobs.deploy.needs[0]".into())]);
    /// ```
    pub fn select<'v>(self, root: &'v Value, see: &mut See<'_, 'p, 'v>) {
        descend(self.segments(), root, &Trail::ROOT, &mut Captures::default(), see);
    }
}

/// A [`Pattern`] whose steps are known, for many trees.
#[derive(Clone, Debug)]
pub struct Segments<'p>(Vec<Segment<'p>>);

impl<'p> Segments<'p> {
    /// Those of a pattern.
    pub fn of(pattern: Pattern<'p>) -> Self {
        Self(pattern.segments().collect())
    }

    /// As [`Pattern::select`].
    pub fn select<'v>(&self, root: &'v Value, see: &mut See<'_, 'p, 'v>) {
        descend(self.0.iter().copied(), root, &Trail::ROOT, &mut Captures::default(), see);
    }
}

impl Pattern<'_> {
    /// Calls `change` with every value of the tree that the pattern matches, in order.
    ///
    /// ```
    /// use sw::value::{Map, Pattern, Value};
    /// let mut root = Value::from(Map::from([("ports", vec![Value::Int(80), Value::Int(81)])]));
    /// Pattern::new("ports[]").change(&mut root, &mut |port| *port = Value::Null);
    /// assert_eq!(root.get("ports"), Some(&vec![Value::Null, Value::Null].into()));
    /// ```
    pub fn change(self, root: &mut Value, change: &mut dyn FnMut(&mut Value)) {
        change_below(self.segments(), root, change);
    }
}

/// What is called with each value that a pattern selects.
type See<'s, 'p, 'v> = dyn FnMut(&'v Value, &Trail<'_>, &Captures<'p, 'v>) + 's;

impl<'p> Segment<'p> {
    fn parse(name: &'p str) -> Self {
        let within = |open, close| name.strip_prefix(open)?.strip_suffix(close);
        match (name, name.strip_suffix('*'), within('(', ')'), within('{', '}')) {
            ("**", ..) => Self::Deep,
            (_, Some(start), ..) => Self::Prefix(start),
            (_, _, Some(keys), _) => Self::OneOf(keys),
            (.., Some(name)) => Self::Capture(name),
            _ => Self::Key(name),
        }
    }

    /// Whether it is a step to this key.
    pub fn fits(self, key: &str) -> bool {
        match self {
            Self::Key(name) => name == key,
            Self::Prefix(start) => key.starts_with(start),
            Self::OneOf(keys) => keys.split('|').any(|name| name == key),
            Self::Capture(_) => true,
            Self::Index | Self::Deep => false,
        }
    }
}

impl Trail<'_> {
    /// Whether these segments lead from the root to here.
    pub(crate) fn is_at(&self, segments: &[Segment<'_>]) -> bool {
        ends_at(segments.iter().copied(), self, &mut Captures::default())
    }
}

/// Whether the segments, read from the last one, lead from `trail` up to the root.
fn ends_at<'p, 't>(
    mut segments: impl DoubleEndedIterator<Item = Segment<'p>> + Clone,
    trail: &Trail<'t>,
    found: &mut Captures<'p, 't>,
) -> bool {
    let Some(segment) = segments.next_back() else { return trail.last().is_none() };
    if segment == Segment::Deep {
        let known = found.0.len();
        return trail.up().any(|above| {
            found.0.truncate(known);
            ends_at(segments.clone(), above, found)
        });
    }
    let Some((above, turn)) = trail.last() else { return false };
    match (segment, turn) {
        (Segment::Index, Turn::Index(_)) => {}
        (Segment::Capture(name), Turn::Key(key)) => found.0.push((name, key)),
        (segment, Turn::Key(key)) if segment.fits(key) => {}
        _ => return false,
    }
    ends_at(segments, above, found)
}

/// Follows the segments down from `value`.
fn descend<'p, 'v>(
    mut segments: impl Iterator<Item = Segment<'p>> + Clone,
    value: &'v Value,
    trail: &Trail<'_>,
    found: &mut Captures<'p, 'v>,
    see: &mut See<'_, 'p, 'v>,
) {
    let Some(segment) = segments.next() else { return see(value, trail, found) };
    let mut enter = |inner, trail: &Trail<'_>, found: &mut _| {
        descend(segments.clone(), inner, trail, found, see);
    };
    let keys = value.as_map().into_iter().flat_map(Map::iter);
    match segment {
        Segment::Key(key) => {
            value.get(key).into_iter().for_each(|inner| enter(inner, &trail.key(key), found));
        }
        Segment::Prefix(_) | Segment::OneOf(_) => keys
            .filter(|(key, _)| segment.fits(key))
            .for_each(|(key, inner)| enter(inner, &trail.key(key), found)),
        Segment::Capture(name) => keys.for_each(|(key, inner)| {
            found.0.push((name, key));
            enter(inner, &trail.key(key), found);
            found.0.pop();
        }),
        Segment::Index => {
            let items = value.as_list().unwrap_or_default().iter().enumerate();
            items.for_each(|(i, inner)| enter(inner, &trail.index(i), found));
        }
        Segment::Deep => walk(value, trail, &mut |inner, trail| {
            enter(inner, trail, found);
            Walk::Into
        }),
    }
}

fn change_below<'p>(
    mut segments: impl Iterator<Item = Segment<'p>> + Clone,
    value: &mut Value,
    change: &mut dyn FnMut(&mut Value),
) {
    let rest = segments.clone();
    let Some(segment) = segments.next() else { return change(value) };
    if segment == Segment::Deep {
        change_below(segments.clone(), value, change);
    }
    match value.bare_mut() {
        Value::List(items) if segment == Segment::Index => {
            items.iter_mut().for_each(|item| change_below(segments.clone(), item, change));
        }
        Value::List(items) if segment == Segment::Deep => {
            items.iter_mut().for_each(|item| change_below(rest.clone(), item, change));
        }
        Value::Map(map) => map.iter_mut().for_each(|(key, inner)| match segment {
            Segment::Deep => change_below(rest.clone(), inner, change),
            segment if segment.fits(key) => change_below(segments.clone(), inner, change),
            _ => {}
        }),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> Value {
        let step = Value::from(Map::from([("run", Value::from("make").noted("all"))]));
        let job = Map::from([
            ("runs-on", Value::from("ubuntu")),
            ("x-a", Value::Int(1)),
            ("steps", Value::from(vec![step.clone(), step])),
        ]);
        Map::from([("jobs", Map::from([("one", job.clone()), ("two", job)]))]).into()
    }

    /// The places that a pattern selects; each of them and no other is one that it matches.
    fn selected(pattern: &str) -> Vec<String> {
        let (root, pattern) = (job(), Pattern::new(pattern));
        let (mut selected, mut matching) = (Vec::new(), Vec::new());
        pattern.select(&root, &mut |value, trail, found| {
            assert_eq!(trail.path().find(&root), Some(value));
            selected.push((trail.path().to_string(), format!("{found:?}")));
        });
        root.visit(&mut |_, trail| {
            let found = pattern.matches(trail);
            matching.extend(found.map(|found| (trail.path().to_string(), format!("{found:?}"))));
            Walk::Into
        });
        selected.sort();
        matching.sort();
        assert_eq!(selected, matching);
        selected.into_iter().map(|(path, _)| path).collect()
    }

    #[test]
    fn each_segment_matches_what_it_says() {
        assert_eq!(selected(""), [""]);
        assert_eq!(selected("jobs.one.runs-on"), ["jobs.one.runs-on"]);
        assert_eq!(selected("jobs.*.runs-on"), ["jobs.one.runs-on", "jobs.two.runs-on"]);
        assert_eq!(selected("jobs.t*.x-*"), ["jobs.two.x-a"]);
        assert_eq!(
            selected("jobs.one.steps[].run"),
            ["jobs.one.steps[0].run", "jobs.one.steps[1].run"]
        );
        assert_eq!(selected("jobs.{job}.steps[]").len(), 4);
        assert_eq!(selected("jobs.(one|two).(x-a|x-b)"), ["jobs.one.x-a", "jobs.two.x-a"]);
        assert!(selected("jobs.one.steps.*").is_empty(), "an index is no key");
        assert!(selected("jobs[]").is_empty(), "a key is no index");
    }

    #[test]
    fn two_stars_match_any_depth() {
        assert_eq!(selected("jobs.one.**").len(), 8);
        assert_eq!(selected("**.run").len(), 4);
        assert_eq!(selected("**").len(), 18);
        assert_eq!(selected("{top}.**.{last}").len(), 12);
    }

    #[test]
    fn captures_have_names() {
        let (jobs, place);
        jobs = Trail::ROOT.key("jobs");
        place = jobs.key("one");
        let pattern = Pattern::new("{top}.{job}");
        let found = pattern.matches(&place).unwrap();
        assert_eq!((found.get("top"), found.get("job")), (Some("jobs"), Some("one")));
        assert_eq!(found.get("step"), None);
    }
}
