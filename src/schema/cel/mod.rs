//! Rules in the Common Expression Language, as definitions of custom resources have them (`x-kubernetes-validations`).
//!
//! A rule is evaluated where all of a value is known. One that fails to be evaluated, such as by a function that is not here,
//! is passed over: the API server has what this program has not, the object before the change and the defaults.

mod functions;
mod known;

use crate::value::Value;
use cel::{Context, Env, Program};
use std::sync::{Arc, LazyLock, OnceLock};

/// A rule on a value.
#[derive(Clone, Debug)]
pub struct Cel {
    /// The rule: `self.min <= self.max`.
    pub rule: Box<str>,
    /// What is wrong where it does not hold.
    pub message: Box<str>,
    /// Whether it asks for a key that has a default, which only the API server fills in.
    pub needs_defaults: bool,
    program: OnceLock<Option<Arc<Program>>>,
}

impl PartialEq for Cel {
    fn eq(&self, other: &Self) -> bool {
        let parts = |cel: &Self| (cel.rule.clone(), cel.message.clone(), cel.needs_defaults);
        parts(self) == parts(other)
    }
}

/// The language: the standard library and the functions on text.
static ENVIRONMENT: LazyLock<Arc<Env>> = LazyLock::new(|| {
    let mut environment = Env::stdlib();
    let added = environment.add_extension(cel::extensions::strings);
    debug_assert!(added.is_ok(), "the functions are there only once");
    Arc::new(environment)
});

impl Cel {
    /// A rule and its message.
    pub fn new(rule: impl Into<Box<str>>, message: impl Into<Box<str>>) -> Self {
        let (rule, message) = (rule.into(), message.into());
        Self { rule, message, needs_defaults: false, program: OnceLock::new() }
    }

    /// The same, where it asks for a key that has a default.
    #[must_use]
    pub fn needing_defaults(self, needs_defaults: bool) -> Self {
        Self { needs_defaults, ..self }
    }

    /// Whether it is evaluated: not where it needs the object before a change, or defaults, or can't be read.
    ///
    /// ```
    /// use sw::schema::Cel;
    /// assert!(Cel::new("self != ''", "may not be empty").is_evaluated());
    /// assert!(!Cel::new("self == oldSelf", "may not be changed").is_evaluated());
    /// ```
    pub fn is_evaluated(&self) -> bool {
        !self.needs_defaults && !self.needs_earlier() && self.program().is_some()
    }

    /// Whether it compares with the object before a change.
    pub fn needs_earlier(&self) -> bool {
        self.rule.contains("oldSelf")
    }

    /// Whether a value breaks it.
    ///
    /// ```
    /// use sw::schema::Cel;
    /// use sw::value::Map;
    /// let rule = Cel::new("self.min <= self.max", "min is at most max");
    /// assert!(rule.is_broken_by(&Map::from([("min", 3), ("max", 2)]).into()));
    /// assert!(!rule.is_broken_by(&Map::from([("min", 1), ("max", 2)]).into()));
    /// ```
    pub fn is_broken_by(&self, value: &Value) -> bool {
        let program = self.program().filter(|_| self.is_evaluated());
        let Some((program, own)) = program.zip(known::known(value, &self.rule)) else {
            return false;
        };
        let mut context = Context::with_env(ENVIRONMENT.clone());
        let is_complete = functions::add(&mut context);
        debug_assert!(is_complete, "each function is added once");
        context.add_variable_from_value("self", own);
        matches!(program.execute(&context), Ok(cel::Value::Bool(false)))
    }

    fn program(&self) -> Option<&Arc<Program>> {
        let compile = || ENVIRONMENT.compile(&self.rule).ok().map(Arc::new);
        self.program.get_or_init(compile).as_ref()
    }
}
