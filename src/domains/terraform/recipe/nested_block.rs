//! Maps that a recipe marks as nested blocks: `terraform::block(#{ ... })`.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::reference::Reference;
use crate::domains::terraform::block::{BLOCK_TAG, LANGUAGE, PAGE};
use crate::domains::terraform::lower::body::plain;
use crate::domains::terraform::lower::expression::Lowering;
use crate::emit::hcl;
use crate::engine::convert::to_dynamic_with;
use crate::engine::{Handle, OpenProperties, Run};
use crate::value::{Hole, Trail, Value};
use rhai::Dynamic;
use std::collections::BTreeMap;

/// A map that is as a nested block: `public_net { ... }`.
#[derive(Clone, Debug)]
pub(crate) struct NestedBlock(crate::value::Map);

impl NestedBlock {
    /// The block with this body.
    pub(crate) fn new(body: crate::value::Map) -> Self {
        Self(body)
    }
}

impl Handle for NestedBlock {
    fn about() -> &'static str {
        PAGE.text("nested block")
    }

    fn show(&self) -> String {
        "a nested block".into()
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Value::Map(self.0.clone()).tagged(BLOCK_TAG))
    }

    fn preview(&self) -> Option<String> {
        let secrets = BTreeMap::new();
        let body = plain(&self.0, &Trail::ROOT, &Lowering::new(&secrets)).ok()?;
        Some(hcl::emit(&body))
    }

    fn open(&self) -> Option<&dyn OpenProperties> {
        Some(self)
    }
}

impl OpenProperties for NestedBlock {
    fn member(&self, run: &Run, name: &str) -> Option<Dynamic> {
        self.0.get(name).map(|value| to_recipe(run, value))
    }

    fn members(&self) -> Vec<String> {
        self.0.keys().map(ToString::to_string).collect()
    }
}

/// What a recipe sees of data in HCL: expressions and blocks are things of their own.
pub(crate) fn to_recipe(run: &Run, value: &Value) -> Dynamic {
    to_dynamic_with(run, value, &|value| {
        if value.tag() == Some(BLOCK_TAG) {
            return value.as_map().map(|map| Dynamic::from(NestedBlock(map.clone())));
        }
        match value.as_text()?.as_hole()? {
            Hole::Expr(expr) if expr.language.fits(LANGUAGE) => {
                Some(Dynamic::from(Reference::to(&*expr.source)))
            }
            _ => None,
        }
    })
}
