//! What recipes call besides the constructors of documents: `github::expr`.

use super::expression::Expression;
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Run};
use rhai::plugin::*;
use rhai::{Module, NativeCallContext};

pub(super) fn functions() -> Module {
    rhai::exported_module!(github)
}

pub(super) fn methods() -> Module {
    let mut module = Module::new();
    register::<Expression>(&mut module, "GitHub expression");
    module
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod github {
    use super::*;

    /// An expression in GitHub's own language, without `${{` and `}}`. It is read and checked at
    /// once; where it is used, GitHub has to have it. In text it becomes `${{ github.sha }}`, in
    /// `if` it stands bare, and inside of another expression it becomes part of that.
    ///
    /// ```rhai
    /// github::expr("contains( github.ref,'release/' )")
    /// // => contains(github.ref, 'release/')
    /// ```
    ///
    /// ```rhai
    /// let pushed = github::expr("github.event_name == 'push' || github.event_name == 'schedule'");
    /// github::expr(`${pushed} && github.ref == 'refs/heads/main'`)
    /// // => (github.event_name == 'push' || github.event_name == 'schedule') && github.ref == 'refs/heads/main'
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expr(ctx: NativeCallContext, source: &str) -> Fallible<Expression> {
        let text = Run::of(&ctx).read_marks(source).map_err(|problem| *problem).at(&ctx)?;
        Expression::read(&text).at(&ctx)
    }
}
