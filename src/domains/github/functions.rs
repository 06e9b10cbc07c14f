//! What recipes call: `github::workflow`, `github::expr`.

use super::expression::Expression;
use super::workflow::Workflow;
use crate::diag::Place;
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Run, options};
use rhai::plugin::*;
use rhai::{Map, Module, NativeCallContext};

pub(super) fn functions() -> Module {
    rhai::exported_module!(github)
}

pub(super) fn methods() -> Module {
    let mut module = Module::new();
    register::<Workflow>(&mut module, "GitHub workflow");
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

    /// A workflow in GitHub's own words, for `.github/workflows/<name>.yml`.
    ///
    /// Keys and types are checked; a job that another one `needs` has to be there. `run` takes
    /// text or an array of lines. An environment can stand where GitHub wants its name, and then
    /// decides how secrets are called: `secret("TOKEN")` in a job with `environment: staging` is
    /// `${{ secrets.STAGING_TOKEN }}`.
    ///
    /// Expressions in `${{ }}` and in `if` are checked too: their names, whether GitHub has them at
    /// that place, and whether the jobs, steps, inputs and matrix keys in them are declared. What
    /// strangers write, as the title of an issue, is refused inside of `run`.
    ///
    /// ```rhai
    /// let workflow = github::workflow("test", #{
    ///     on: #{ push: #{ branches: ["main"] } },
    ///     jobs: #{ test: #{ "runs-on": "ubuntu-latest", steps: [#{ run: "cargo test" }] } },
    /// });
    /// emit(workflow).path
    /// // => ".github/workflows/test.yml"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn workflow(ctx: NativeCallContext, name: &str, workflow: Map) -> Fallible<Workflow> {
        let value = options::map(&ctx, &workflow)?;
        let run = Run::of(&ctx);
        let place = run.place(&ctx).unwrap_or_else(|| Place::new("", 1, 1));
        Ok(run.made(&ctx, Workflow::new(name, value, place)))
    }

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
