//! Options checked by their rules: each mistake with the way to it.

use super::messages::{misfit, missing, not_known, not_one_of, renamed, unknown_option, wrong};
use super::rule::{Absent, Kind, Nested, Rule, bare};
use crate::builtins::addresses::network::Network;
use crate::builtins::collections::merge::map_of;
use crate::diag::Diagnostic;
use crate::engine::Run;
use crate::engine::convert::Noted;
use crate::engine::environment::EnvironmentHandle;
use crate::engine::world::paths;
use crate::value::{Hole, Key, Path, Piece, Step, Text, Value};
use rhai::{Array, Dynamic, Map};

/// A check of what a caller has given.
pub(super) struct Check<'a> {
    run: &'a Run,
    /// What the value as a whole is called.
    whole: &'a str,
    path: Path,
    pub(super) problems: Vec<Problem>,
    /// What is right, and should be written otherwise.
    pub(super) warnings: Vec<Problem>,
}

/// What is wrong, and where in what was given.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) message: Diagnostic,
    /// The way to it, also to an option that is missing.
    pub(super) path: Path,
    /// Whether it is the key that is wrong, and not its value.
    pub(super) is_key: bool,
}

impl<'a> Check<'a> {
    pub(super) fn new(run: &'a Run, whole: &'a str) -> Self {
        let (problems, warnings) = (Vec::new(), Vec::new());
        Self { run, whole, path: Path::root(), problems, warnings }
    }

    /// The options with their defaults.
    pub(super) fn options(&mut self, given: &Map, rules: &[(Key, Rule)], is_open: bool) -> Map {
        let unknown = given.iter().filter(|(key, _)| !rules.iter().any(|(name, _)| name == *key));
        let mut others = Vec::new();
        for (key, value) in unknown {
            if is_open {
                others.push((key.clone(), value.clone()));
            } else {
                self.problem_at(key, |path| unknown_option(path, key, rules));
            }
        }
        let mut options = Vec::with_capacity(rules.len());
        for (name, rule) in rules.iter().filter(|(_, rule)| rule.renamed.is_none()) {
            let value = match self.written_as(given, name, rules) {
                Some((key, value)) => self.inside(Step::Key(key.clone()), |check| {
                    check.deprecated(rule);
                    check.described(name, rule, value)
                }),
                None => self.absent(name, rule),
            };
            options.push((name.clone(), value));
        }
        map_of(self.run, options.into_iter().chain(others).collect())
    }

    /// The key under which an option is given, and its value: that of a former name counts as well.
    fn written_as<'g>(
        &mut self,
        given: &'g Map,
        name: &Key,
        rules: &'g [(Key, Rule)],
    ) -> Option<(&'g Key, &'g Dynamic)> {
        let is_given = |name: &Key| given.get_key_value(name).filter(|(_, value)| !value.is_unit());
        let mut found = is_given(name);
        for (former, _) in rules.iter().filter(|(_, rule)| rule.renamed.as_ref() == Some(name)) {
            let Some(written) = is_given(former) else { continue };
            if found.is_some() {
                self.problem_at(former, |path| {
                    Diagnostic::error(
                        "invalid-option",
                        format!("`{path}` is now called `{name}`, and both are given"),
                    )
                    .hint(format!("take `{former}` out").as_str())
                });
            } else {
                let path = self.path.key(former);
                let message = renamed(&path, name);
                self.warnings.push(Problem { message, path, is_key: true });
                found = Some(written);
            }
        }
        found
    }

    /// The value as the function gets it; what is wrong with all of it says what the option is for.
    fn described(&mut self, name: &Key, rule: &Rule, value: &Dynamic) -> Dynamic {
        let before = self.problems.len();
        let checked = self.value(&rule.kind, value);
        if !rule.what.is_empty() {
            let own = self.problems[before..].iter_mut();
            for problem in own.filter(|problem| !problem.is_key && problem.path == self.path) {
                problem.message.notes.push(format!("`{name}` is {}", rule.what));
            }
        }
        checked
    }

    fn deprecated(&mut self, rule: &Rule) {
        if let Some(why) = &rule.deprecated {
            let message = format!("the option `{}` is deprecated", self.path);
            let message = Diagnostic::warning("deprecated-option", message).hint(why.as_str());
            self.warnings.push(Problem { message, path: self.path.clone(), is_key: true });
        }
    }

    fn absent(&mut self, name: &Key, rule: &Rule) -> Dynamic {
        match &rule.absent {
            Absent::Unit => Dynamic::UNIT,
            Absent::Default(default) => default.clone(),
            Absent::Nested => self.inside(Step::Key(name.clone()), |check| {
                check.value(&rule.kind, &Map::new().into())
            }),
            Absent::Missing => {
                let path = self.path.key(name);
                let message = missing(&path, name, rule);
                self.problems.push(Problem { message, path, is_key: false });
                Dynamic::UNIT
            }
        }
    }

    fn inside<T>(&mut self, step: Step, work: impl FnOnce(&mut Self) -> T) -> T {
        self.path.0.push(step);
        let done = work(self);
        self.path.0.pop();
        done
    }

    fn problem_at(&mut self, key: &Key, problem: impl FnOnce(&Path) -> Diagnostic) {
        let path = self.path.key(key);
        self.problems.push(Problem { message: problem(&path), path, is_key: true });
    }

    fn fail(&mut self, message: Diagnostic) {
        self.problems.push(Problem { message, path: self.path.clone(), is_key: false });
    }

    /// What the value that is checked is called.
    fn subject(&self) -> String {
        if self.path.is_root() { self.whole.into() } else { format!("`{}`", self.path) }
    }

    /// The value as the function gets it: with the defaults inside of it.
    pub(super) fn value(&mut self, kind: &Kind, value: &Dynamic) -> Dynamic {
        let bare = bare(value);
        match kind {
            Kind::Any => {}
            Kind::OrLater(kind) => {
                return if self.is_later(&bare) { value.clone() } else { self.value(kind, value) };
            }
            Kind::AnyOf(kinds) => return self.any_of(kinds, kind, value),
            Kind::List(item) => return self.list(item, kind, value),
            Kind::Map(item) => return self.map(item, kind, value),
            Kind::Nested(nested) => return self.nested(nested, kind, value),
            Kind::Environment => return self.environment(value),
            Kind::Function if bare.is_fnptr() => {}
            Kind::Function => self.wrong(kind, &bare),
            Kind::Reference(of) => self.reference(of.as_deref(), kind, &bare),
            Kind::Secret => {
                if !self.has_hole(&bare, |hole| matches!(hole, Hole::Secret(_))) {
                    self.wrong(kind, &bare);
                }
            }
            known => self.known(known, &bare),
        }
        value.clone()
    }

    /// A value that the recipe knows now.
    fn known(&mut self, kind: &Kind, value: &Dynamic) {
        if self.is_later(value) {
            return self.not_known(kind, value);
        }
        let Ok(Some(data)) = self.run.convert(value) else {
            return self.wrong(kind, value);
        };
        let text = data.as_text().map(plain);
        let fits = match kind {
            Kind::Bool => matches!(data.bare(), Value::Bool(_)),
            Kind::Int(bounds) => matches!(data.bare(), Value::Int(int) if bounds.has(*int)),
            Kind::Number(bounds) => number(&data).is_some_and(|number| bounds.has(number)),
            Kind::Text(None) => text.is_some(),
            Kind::Text(Some(pattern)) => text.is_some_and(|text| pattern.regex.is_match(&text)),
            Kind::Choice(choices) => {
                if !choices.contains(data.bare()) {
                    let problem = not_one_of(&self.subject(), choices, &data);
                    self.fail(problem);
                }
                return;
            }
            Kind::Network => {
                return self.parsed(kind, &data, |text| Network::parse(text).map(drop));
            }
            Kind::Path => {
                return self.parsed(kind, &data, |text| paths::inside("", text).map(drop));
            }
            _ => true,
        };
        if !fits {
            self.wrong(kind, value);
        }
    }

    /// A text that something else judges.
    fn parsed(&mut self, kind: &Kind, data: &Value, parse: fn(&str) -> Result<(), Diagnostic>) {
        let Some(text) = data.as_text().map(plain) else {
            return self.fail(misfit(&self.subject(), &kind.words(), data));
        };
        if let Err(reason) = parse(&text) {
            let mut problem = misfit(&self.subject(), &kind.words(), data).note(reason.message);
            problem.hints = reason.hints;
            self.fail(problem);
        }
    }

    fn wrong(&mut self, kind: &Kind, value: &Dynamic) {
        let found = self.run.convert(value).ok().flatten();
        if found.is_some() && self.is_later(value) && !kind.holds_later() {
            return self.not_known(kind, value);
        }
        let problem = wrong(&self.subject(), kind, found.as_ref(), value);
        self.fail(problem);
    }

    fn not_known(&mut self, kind: &Kind, value: &Dynamic) {
        let what = self.later_in_words(value);
        let problem = not_known(&self.subject(), kind, &what);
        self.fail(problem);
    }

    fn environment(&mut self, value: &Dynamic) -> Dynamic {
        let bare = bare(value);
        if bare.is::<EnvironmentHandle>() {
            return value.clone();
        }
        let name = bare.as_immutable_string_ref().ok().map(|text| text.to_string());
        match name.filter(|_| !self.is_later(&bare)) {
            None => self.wrong(&Kind::Environment, &bare),
            Some(name) => match self.run.project().environment(&name) {
                Ok(known) => return Dynamic::from(EnvironmentHandle::new(known.clone())),
                Err(unknown) => self.fail(unknown.to_diagnostic()),
            },
        }
        value.clone()
    }

    fn reference(&mut self, of: Option<&str>, kind: &Kind, value: &Dynamic) {
        if of.is_none() && self.has_hole(value, |hole| matches!(hole, Hole::Expr(_))) {
            return;
        }
        let address = match self.only_hole(value) {
            Some(Hole::Expr(expr)) => expr.source,
            _ => return self.wrong(kind, value),
        };
        // What a variable, a local value or a module holds is not known here.
        let first = address.strip_prefix("data.").unwrap_or(&address);
        let (own, rest) = first.split_once('.').unwrap_or((first, ""));
        let is_typed = own.contains('_')
            && !rest.is_empty()
            && own.chars().all(|c| c.is_alphanumeric() || c == '_');
        if let Some(of) = of.filter(|of| is_typed && *of != own) {
            let what = format!(
                "{} must be a reference to a block of the type `{of}`, not `{address}`",
                self.subject()
            );
            self.fail(
                Diagnostic::error("wrong-type", what)
                    .label(format!("expected a `{of}`"))
                    .hint(format!("give it a property of the `{of}`").as_str()),
            );
        }
    }

    fn list(&mut self, item: &Kind, kind: &Kind, value: &Dynamic) -> Dynamic {
        let bare = bare(value);
        let Ok(items) = bare.as_array_ref() else {
            self.wrong(kind, &bare);
            return value.clone();
        };
        if matches!(item, Kind::Any) {
            return value.clone();
        }
        let checked = items.iter().enumerate();
        let checked: Array = checked
            .map(|(i, one)| self.inside(Step::Index(i), |check| check.item(item, one)))
            .collect();
        rebuilt(value, checked.into())
    }

    fn map(&mut self, item: &Kind, kind: &Kind, value: &Dynamic) -> Dynamic {
        let bare = bare(value);
        let Ok(map) = bare.as_map_ref() else {
            self.wrong(kind, &bare);
            return value.clone();
        };
        if matches!(item, Kind::Any) {
            return value.clone();
        }
        let checked = map.iter().map(|(key, one)| {
            let one = self.inside(Step::Key(key.clone()), |check| check.item(item, one));
            (key.clone(), one)
        });
        let checked: Map = checked.collect();
        rebuilt(value, checked.into())
    }

    /// `()` leaves an item out.
    fn item(&mut self, kind: &Kind, value: &Dynamic) -> Dynamic {
        if value.is_unit() { Dynamic::UNIT } else { self.value(kind, value) }
    }

    fn nested(&mut self, nested: &Nested, kind: &Kind, value: &Dynamic) -> Dynamic {
        let bare = bare(value);
        let Ok(map) = bare.as_map_ref() else {
            self.wrong(kind, &bare);
            return value.clone();
        };
        let checked = self.options(&map, &nested.rules, nested.is_open);
        rebuilt(value, checked.into())
    }

    /// The value by the first kind that takes it. When none does, by the one that takes all but something inside of it.
    fn any_of(&mut self, kinds: &[Kind], whole: &Kind, value: &Dynamic) -> Dynamic {
        let mut nearest: Option<Check<'_>> = None;
        for kind in kinds {
            let mut trial = Check::new(self.run, self.whole);
            trial.path = self.path.clone();
            let checked = trial.value(kind, value);
            if trial.problems.is_empty() {
                self.warnings.append(&mut trial.warnings);
                return checked;
            }
            let is_inside =
                trial.problems.iter().all(|problem| problem.path.0.len() > self.path.0.len());
            let is_options = matches!(kind.known(), Kind::Nested(_)) && bare(value).is_map();
            if nearest.is_none() && (is_inside || is_options) {
                nearest = Some(trial);
            }
        }
        match nearest {
            Some(mut trial) => self.problems.append(&mut trial.problems),
            None => self.wrong(whole, &bare(value)),
        }
        value.clone()
    }

    /// Whether a value is only known when a target evaluates it.
    fn is_later(&self, value: &Dynamic) -> bool {
        if value.is::<EnvironmentHandle>() {
            return false;
        }
        if let Ok(text) = value.as_immutable_string_ref() {
            return self.run.read_marks(&text).is_ok_and(|text| text.holes().next().is_some());
        }
        let handle = self.run.handle(value).and_then(|handle| handle.to_value().ok());
        handle.is_some_and(|value| match &value {
            Value::Tagged(_) => true,
            value => value.as_text().is_some_and(|text| text.holes().next().is_some()),
        })
    }

    /// Whether a value is a text with a hole of some kind in it, or nothing but one.
    fn has_hole(&self, value: &Dynamic, is_kind: fn(&Hole) -> bool) -> bool {
        let data = self.run.convert(value).ok().flatten();
        data.is_some_and(|data| data.as_text().is_some_and(|text| text.holes().any(is_kind)))
    }

    /// The hole that a value is, when it is nothing but one.
    fn only_hole(&self, value: &Dynamic) -> Option<Hole> {
        match self.run.convert(value) {
            Ok(Some(data)) => data.as_text()?.as_hole().cloned(),
            _ => None,
        }
    }

    fn later_in_words(&self, value: &Dynamic) -> String {
        match (self.run.handle(value), self.only_hole(value)) {
            (_, Some(Hole::Secret(name))) => format!("the secret `{name}`"),
            (_, Some(Hole::Expr(expr))) => format!("`{}`", expr.source),
            (Some(handle), None) => handle.show(),
            (None, None) => "a string that holds a secret or an expression".into(),
        }
    }
}

/// A rule with a default.
///
/// # Errors
/// When the rule would refuse it.
pub(super) fn with_default(run: &Run, rule: Rule, default: &Dynamic) -> Result<Rule, Diagnostic> {
    if default.is_unit() {
        return Ok(rule.with(|parts| parts.absent = Absent::Unit));
    }
    let mut check = Check::new(run, "the default");
    let complete = check.value(&rule.kind, default);
    match check.problems.into_iter().next() {
        Some(problem) => Err(problem.message),
        None => Ok(rule.with(|parts| parts.absent = Absent::Default(complete))),
    }
}

/// A checked value with the comments and the place of the one that was given.
fn rebuilt(given: &Dynamic, mut checked: Dynamic) -> Dynamic {
    checked.set_tag(given.tag());
    match given.read_lock::<Noted>() {
        Some(noted) => Dynamic::from(Noted { value: checked, ..noted.clone() }),
        None => checked,
    }
}

fn number(data: &Value) -> Option<f64> {
    match data.bare() {
        #[expect(clippy::cast_precision_loss, reason = "the nearest float is what is compared")]
        Value::Int(int) => Some(*int as f64),
        Value::Float(float) => Some(*float),
        _ => None,
    }
}

/// The text without what marks a part of it as meant as typed.
fn plain(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(text) | Piece::Literal(text) => text.to_string(),
        Piece::Hole(_) => String::new(),
    };
    text.as_str().map_or_else(|| text.pieces().iter().map(piece).collect(), str::to_string)
}
