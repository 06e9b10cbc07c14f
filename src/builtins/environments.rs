//! The project's environments: `environments()`, `environment(name)` and what one can do.

use crate::diag::{Diagnostic, words};
use crate::engine::emit::{EmittedFiles, Options, Request, emit};
use crate::engine::environment::EnvironmentHandle;
use crate::engine::project::ProjectHandle;
use crate::engine::{
    AnswerKind, At, Fallible, Functions, HandleType, Namespace, OptionMap, Page, Question, Run,
    options,
};
use crate::project::choose as choose_key;
use rhai::{Array, Dynamic, Map, NativeCallContext as Ctx};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    methods: || Functions::module(&[methods]),
    handles: &[HandleType::of::<EnvironmentHandle>(), HandleType::of::<ProjectHandle>()],
    options: &[OptionMap::of::<Options>(&["emit"])],
    pages: &[Page::new(include_str!("environments.md"))],
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

fn functions(functions: &mut Functions<'_>) {
    functions.add("environments()", environments);
    functions.add("environment(name)", environment);
    functions.add("target()", target);
}

fn environments(ctx: Ctx) -> Fallible<Array> {
    let run = Run::of(&ctx);
    let project = run.project();
    let environments = project.required_environments().map_err(|none| *none).at(&ctx)?;
    Ok(environments
        .iter()
        .map(|environment| Dynamic::from(EnvironmentHandle::new(environment.clone())))
        .collect())
}

fn environment(ctx: Ctx, name: &str) -> Fallible<EnvironmentHandle> {
    Run::of(&ctx)
        .project()
        .environment(name)
        .map(|environment| EnvironmentHandle::new(environment.clone()))
        .map_err(|unknown| unknown.to_diagnostic())
        .at(&ctx)
}

fn target(ctx: Ctx) -> Fallible<EnvironmentHandle> {
    let run = Run::of(&ctx);
    let name = target_of(&run).at(&ctx)?;
    environment(ctx, &name)
}

fn methods(functions: &mut Functions<'_>) {
    type Env = EnvironmentHandle;
    functions.handle::<EnvironmentHandle>("environment");
    functions.handle::<ProjectHandle>("project");
    functions.add("environment.choose(choices)", choose);
    functions.add("environment.emit(thing)", |ctx: Ctx, this: &mut Env, thing: Dynamic| {
        emitted(&ctx, this, Request::of(&thing))
    });
    functions.add(
        "environment.emit(thing, options)",
        |ctx: Ctx, this: &mut Env, thing: Dynamic, given: Map| {
            emitted(&ctx, this, Request { options: Some(&given), ..Request::of(&thing) })
        },
    );
    functions.add(
        "environment.emit(path, thing)",
        |ctx: Ctx, this: &mut Env, path: &str, thing: Dynamic| {
            emitted(&ctx, this, Request { path: Some(path), ..Request::of(&thing) })
        },
    );
    functions.add(
        "environment.emit(path, thing, options)",
        |ctx: Ctx, this: &mut Env, path: &str, thing: Dynamic, given: Map| {
            let (path, options) = (Some(path), Some(&given));
            emitted(&ctx, this, Request { path, options, ..Request::of(&thing) })
        },
    );
    functions.add("==(this, name)", is_called);
    functions.add("!=(this, name)", |ctx: Ctx, this: Env, name: &str| {
        is_called(ctx, this, name).map(|same| !same)
    });
    functions.add("==(this, other)", |this: Env, other: Env| {
        this.environment().name == other.environment().name
    });
}

fn choose(ctx: Ctx, this: &mut EnvironmentHandle, choices: Map) -> Fallible<Dynamic> {
    let keys: Vec<&str> = choices.keys().map(|key| key.as_str()).collect();
    let chosen = choose_key(&Run::of(&ctx).project(), this.environment(), keys.iter().copied());
    let place = |index: Option<usize>| {
        index.and_then(|index| options::place_of(&ctx, &choices, keys[index]))
    };
    let index =
        chosen.map_err(|problem| problem.to_diagnostic().at(place(problem.index()))).at(&ctx)?;
    Ok(choices[keys[index]].clone())
}

fn emitted(ctx: &Ctx<'_>, env: &EnvironmentHandle, request: Request<'_>) -> Fallible<EmittedFiles> {
    emit(ctx, &Request { environment: Some(env.environment()), ..request })
}

fn is_called(ctx: Ctx, this: EnvironmentHandle, name: &str) -> Fallible<bool> {
    let run = Run::of(&ctx);
    let project = run.project();
    let named = project.environment(name).map_err(|unknown| unknown.to_diagnostic()).at(&ctx)?;
    Ok(named.name == this.environment().name)
}
