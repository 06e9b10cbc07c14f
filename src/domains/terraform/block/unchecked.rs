//! What the author vouches for, whatever the tables say.

use super::BLOCK_TAG;
use crate::diag::Diagnostic;
use crate::engine::{About, Handle};
use crate::value::tagged::UNCHECKED;
use crate::value::{Map, Value, Walk};

/// A value that is not held against any table.
#[derive(Clone, Debug)]
pub(crate) struct Unchecked(pub(crate) Value);

impl Unchecked {
    /// The arguments that it is, for a whole resource.
    pub(crate) fn arguments(&self) -> Result<Map, Diagnostic> {
        self.0.as_map().cloned().ok_or_else(|| {
            Diagnostic::error(
                "wrong-type",
                format!("the arguments of a resource are a map, found {}", self.0.kind()),
            )
            .hint("write `terraform::unchecked(#{ ... })`")
        })
    }
}

impl Handle for Unchecked {
    fn about() -> About {
        About {
            doc: r#"A value that its author vouches for: it is not held against what the provider is known to accept.

```rhai
let tf = terraform::root("web");
let rules = terraform::unchecked(terraform::block(#{ automatically_after_days: 30 }));
tf.resource("aws_secretsmanager_secret", "db", #{ name: "db", rotation_rules: rules }).id
// => aws_secretsmanager_secret.db.id
```"#,
            properties: &[],
        }
    }

    fn show(&self) -> String {
        "an unchecked value".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(
            match self
                .0
                .as_list()
                .filter(|items| items.iter().any(|item| item.tag() == Some(BLOCK_TAG)))
            {
                Some(items) => items
                    .iter()
                    .map(|item| item.clone().tagged(UNCHECKED))
                    .collect::<Vec<_>>()
                    .into(),
                None => self.0.clone().tagged(UNCHECKED),
            },
        )
    }
}

/// How often a body says so, at any depth.
pub(crate) fn count(body: &Map) -> usize {
    let mut count = 0;
    body.visit(&mut |value, _| {
        let is_unchecked = value.is_tagged(UNCHECKED);
        count += usize::from(is_unchecked);
        if is_unchecked { Walk::Over } else { Walk::Into }
    });
    count
}
