//! The value inside of comments and tags.

use super::Value;
use super::commented::Commented;

impl Value {
    /// The value without its comments and tags.
    ///
    /// ```
    /// use sw::value::Value;
    /// let value = Value::from("cx11").noted("smaller outside production");
    /// assert_eq!(value.bare(), &Value::from("cx11"));
    /// ```
    pub fn bare(&self) -> &Value {
        match self {
            Value::Commented(commented) => commented.value.bare(),
            Value::Tagged(tagged) => tagged.value.bare(),
            plain => plain,
        }
    }

    /// The value without its comments and tags, to change it inside of them.
    pub fn bare_mut(&mut self) -> &mut Value {
        match self {
            Value::Commented(commented) => commented.value.bare_mut(),
            Value::Tagged(tagged) => tagged.value.bare_mut(),
            plain => plain,
        }
    }

    /// Another value inside of the comments and tags of this one.
    #[must_use]
    pub fn with_bare(&self, bare: Value) -> Value {
        match self {
            Value::Commented(commented) => Value::Commented(Box::new(Commented {
                value: commented.value.with_bare(bare),
                above: commented.above.clone(),
                beside: commented.beside.clone(),
            })),
            Value::Tagged(tagged) => tagged.value.with_bare(bare).tagged(tagged.tag.clone()),
            _ => bare,
        }
    }

    /// The value without its comments and tags, owned.
    pub fn into_bare(self) -> Value {
        match self {
            Value::Commented(commented) => commented.value.into_bare(),
            Value::Tagged(tagged) => tagged.value.into_bare(),
            plain => plain,
        }
    }
}
