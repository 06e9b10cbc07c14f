//! The project's environments: `environments()`, `environment(name)` and what one can do.

use crate::diag::{Diagnostic, words};
use crate::engine::emit::{EmittedFiles, Options, Request, emit};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::handle::register;
use crate::engine::project::ProjectHandle;
use crate::engine::{
    AnswerKind, At, Fallible, HandleType, Namespace, OptionMap, Question, Run, options,
};
use crate::project::choose as choose_key;
use rhai::plugin::*;
use rhai::{Array, Dynamic, Map, Module, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    methods,
    handles: &[HandleType::of::<EnvironmentHandle>(), HandleType::of::<ProjectHandle>()],
    options: &[OptionMap::of::<Options>(&["emit"])],
    ..Namespace::named("", "The project's environments.")
};

/// The name of the only environment that a run is for.
fn target_of(run: &Run) -> Result<String, Diagnostic> {
    match run.targets().as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let names: Vec<String> = run
                .project()
                .environments
                .iter()
                .map(|environment| environment.name.clone())
                .collect();
            let kind = AnswerKind::Environment(names.clone());
            let question = Question {
                name: "env".into(),
                what: "the environment that the run is for".into(),
                kind,
            };
            run.world.ask(&question).ok_or_else(|| no_target(&names))
        }
        several => Err(Diagnostic::error(
            "ambiguous-target",
            "`target()` is one environment, and the run is for several",
        )
        .note(format!("it is for {}", words::list(several, "and")))
        .hint("give `--env` once, or go through `environments()` in the recipe")),
    }
}

fn no_target(names: &[String]) -> Diagnostic {
    let problem = Diagnostic::error("missing-target", "which environment is meant is not said");
    match names {
        [] => problem.note("the project has no environments").hint("`sw init` sets them up; `sw env add NAME` adds one"),
        [.., last] => problem
            .note(format!("the project has {}", words::list(names, "and")))
            .hint(format!("say which one: `--env {last}`").as_str())
            .hint("or go through `environments()` in the recipe, which makes the files of all of them"),
    }
}

fn methods() -> Module {
    let mut module = rhai::exported_module!(environment);
    register::<EnvironmentHandle>(&mut module, "environment");
    register::<ProjectHandle>(&mut module, "project");
    module
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// All environments of the project, in the order of its configuration. It is always all of
    /// them, also when `--env` limits what is written. A project without any is an error that says
    /// what there is to choose from.
    ///
    /// ```rhai
    /// environments().map(|env| env.name)
    /// // => ["development", "staging", "production"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn environments(ctx: NativeCallContext) -> Fallible<Array> {
        let run = Run::of(&ctx);
        let project = run.project();
        let environments = project.required_environments().map_err(|none| *none).at(&ctx)?;
        Ok(environments
            .iter()
            .map(|environment| Dynamic::from(EnvironmentHandle::new(environment.clone())))
            .collect())
    }

    /// The environment called `name`; `prod`, `dev`, `stage` and `stg` are understood too.
    ///
    /// ```rhai
    /// environment("prod").name
    /// // => "production"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn environment(ctx: NativeCallContext, name: &str) -> Fallible<EnvironmentHandle> {
        Run::of(&ctx)
            .project()
            .environment(name)
            .map(|environment| EnvironmentHandle::new(environment.clone()))
            .map_err(|unknown| unknown.to_diagnostic())
            .at(&ctx)
    }

    /// The one environment that the run is for: that of `--env`. Without `--env`, a user at a terminal
    /// is asked, and the run is then for that environment alone; elsewhere it is an error.
    /// For most recipes `environments()` is better: a single run then keeps all environments in step.
    ///
    /// ```rhai
    /// let env = target();
    /// env.emit(`config/${env}.yaml`, #{ region: env.region });
    /// // => error: which environment is meant is not said
    /// ```
    #[rhai_fn(return_raw)]
    pub fn target(ctx: NativeCallContext) -> Fallible<EnvironmentHandle> {
        let run = Run::of(&ctx);
        let name = target_of(&run).at(&ctx)?;
        environment(ctx, &name)
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod environment {
    use super::*;

    /// The value that `choices` has for this environment: under its name, an alias of it, or
    /// `default`. A key that is no environment is an error, and so is a missing one.
    ///
    /// ```rhai
    /// environment("staging").choose(#{ production: 3, default: 1 })
    /// // => 1
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn choose(
        ctx: NativeCallContext,
        this: &mut EnvironmentHandle,
        choices: Map,
    ) -> Fallible<Dynamic> {
        let keys: Vec<&str> = choices.keys().map(|key| key.as_str()).collect();
        let chosen = choose_key(&Run::of(&ctx).project(), this.environment(), keys.iter().copied());
        let place = |index: Option<usize>| {
            index.and_then(|index| options::place_of(&ctx, &choices, keys[index]))
        };
        let index = chosen
            .map_err(|problem| problem.to_diagnostic().at(place(problem.index())))
            .at(&ctx)?;
        Ok(choices[keys[index]].clone())
    }

    /// Adds the files of a thing where its kind belongs, as files of this environment: a run with
    /// `--env` of another one leaves them alone.
    ///
    /// ```rhai
    /// let staging = environment("staging");
    /// let tf = terraform::root(staging);
    /// tf.locals(#{ region: staging.region });
    /// staging.emit(tf).dir
    /// // => "infrastructure/terraform/staging"
    /// ```
    #[rhai_fn(name = "emit", return_raw, pure)]
    pub fn emit_thing(
        ctx: NativeCallContext,
        this: &mut EnvironmentHandle,
        thing: Dynamic,
    ) -> Fallible<EmittedFiles> {
        let environment = Some(this.environment());
        emit(&ctx, &Request { environment, ..Request::of(&thing) })
    }

    /// Adds the files of a thing where its kind belongs, as files of this environment, with the
    /// options of `emit`.
    ///
    /// ```rhai
    /// let staging = environment("staging");
    /// let tf = terraform::root(staging);
    /// tf.locals(#{ region: staging.region });
    /// staging.emit(tf, #{ header: "The staging environment" }).path
    /// // => "infrastructure/terraform/staging/main.tf"
    /// ```
    #[rhai_fn(name = "emit", return_raw, pure)]
    pub fn emit_thing_with(
        ctx: NativeCallContext,
        this: &mut EnvironmentHandle,
        thing: Dynamic,
        given: Map,
    ) -> Fallible<EmittedFiles> {
        let environment = Some(this.environment());
        emit(&ctx, &Request { options: Some(&given), environment, ..Request::of(&thing) })
    }

    /// Adds a file of this environment at `path`.
    ///
    /// ```rhai
    /// let env = environment("staging");
    /// env.emit(`config/${env}.yaml`, #{ replicas: 2 }).path
    /// // => "config/staging.yaml"
    /// ```
    #[rhai_fn(name = "emit", return_raw, pure)]
    pub fn emit_at(
        ctx: NativeCallContext,
        this: &mut EnvironmentHandle,
        path: &str,
        thing: Dynamic,
    ) -> Fallible<EmittedFiles> {
        let environment = Some(this.environment());
        emit(&ctx, &Request { path: Some(path), environment, ..Request::of(&thing) })
    }

    /// Adds a file of this environment at `path`, with the options of `emit`.
    ///
    /// ```rhai
    /// environment("staging").emit("deploy.sh", "#!/bin/sh\necho staging\n", #{ executable: true }).path
    /// // => "deploy.sh"
    /// ```
    #[rhai_fn(name = "emit", return_raw, pure)]
    pub fn emit_with(
        ctx: NativeCallContext,
        this: &mut EnvironmentHandle,
        path: &str,
        thing: Dynamic,
        given: Map,
    ) -> Fallible<EmittedFiles> {
        let environment = Some(this.environment());
        emit(
            &ctx,
            &Request {
                path: Some(path),
                options: Some(&given),
                environment,
                ..Request::of(&thing)
            },
        )
    }

    /// Whether this is the environment called `name`; a name that is no environment is an error.
    ///
    /// ```rhai
    /// environment("production") == "prod"
    /// // => true
    /// ```
    #[rhai_fn(name = "==", return_raw)]
    pub fn is_called(
        ctx: NativeCallContext,
        this: EnvironmentHandle,
        name: &str,
    ) -> Fallible<bool> {
        let run = Run::of(&ctx);
        let project = run.project();
        let named =
            project.environment(name).map_err(|unknown| unknown.to_diagnostic()).at(&ctx)?;
        Ok(named.name == this.environment().name)
    }

    /// Whether this is another environment than the one called `name`.
    ///
    /// ```rhai
    /// environment("staging") != "production"
    /// // => true
    /// ```
    #[rhai_fn(name = "!=", return_raw)]
    pub fn is_not_called(
        ctx: NativeCallContext,
        this: EnvironmentHandle,
        name: &str,
    ) -> Fallible<bool> {
        is_called(ctx, this, name).map(|same| !same)
    }

    /// Whether both are the same environment.
    ///
    /// ```rhai
    /// environment("prod") == environment("production")
    /// // => true
    /// ```
    #[rhai_fn(name = "==")]
    pub fn is_same(this: EnvironmentHandle, other: EnvironmentHandle) -> bool {
        this.environment().name == other.environment().name
    }
}
