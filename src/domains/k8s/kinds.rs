//! What an object claims to be: its kind and API version, against the version of Kubernetes that the project names.

use super::shape::is_object;
use super::{charts, checks, shape};
use crate::diag::{Diagnostic, suggest, words};
use crate::document::LookedUp;
use crate::engine::world::tables;
use crate::engine::{Around, Run};
use crate::project::{Environment, Project};
use crate::schema::{Kind, KindLookup, Problem, Version};
use crate::util::memo::Memo;
use crate::value::{Map, Path, Value};
use rhai::ImmutableString;
use std::sync::Arc;

/// What an object is checked by.
pub(super) fn look_up(object: &Value, around: &Around<'_>) -> LookedUp {
    let (kind, api_version) = (text(object, "kind"), text(object, "apiVersion"));
    let version = version(around.run, around.environment);
    let mut found = LookedUp { version, ..LookedUp::subject(subject(object)) };
    let lookup = find(kind, api_version, (around.run, around.environment));
    // A kind of its own may be called so, too.
    if let Some(items) = shape::items(object)
        && (kind == "List" || !matches!(lookup, KindLookup::Known(_)))
    {
        return look_up_items(object, items, around);
    }
    match lookup {
        KindLookup::Known(kind) => {
            found.problems.extend(deprecated(&kind, text(object, "kind")));
            found.problems.extend(namespaced(&kind, object));
            found.problems.extend(checks::check(object));
            found.parts.extend(charts::inside(object, around.run));
            found.schema = Some(kind.schema);
        }
        KindLookup::Unchecked => {
            found.unchecked = Some(format!("the schema of {api_version} {kind} is not known"));
        }
        // Tools have files that only look like objects, as kubectl's own configuration.
        KindLookup::Unknown(_) if object.get("metadata").is_none() => {
            found.unchecked = Some(format!("{api_version} {kind} is no object of a cluster"));
        }
        lookup => {
            let path = Path::root().key(wrong_key(&lookup));
            let diagnostic = refused(&lookup, kind, api_version, version);
            found.problems.extend(diagnostic.map(|problem| Problem::value(path, problem)));
        }
    }
    found
}

/// What was found for kinds in a run, by version of Kubernetes, and by API version.
#[derive(Default)]
struct Found(Memo<Arc<Memo<KindLookup>>>);

/// The run, and the environment that something is for; none is all of them.
type Cluster<'a> = (&'a Run, Option<&'a Environment>);

/// What is known of a kind in an API version.
fn find(kind: &str, api_version: &str, (run, environment): Cluster<'_>) -> KindLookup {
    let project = run.project();
    let named = named(&project, environment);
    let version = named.and_then(Version::parse);
    let found = run.kept::<Found>().0.or_find("", named.unwrap_or_default(), Arc::default);
    let find = || tables::of(run).tables().kind(kind, Some(api_version), version);
    found.or_find(api_version, kind, find)
}

/// The version of Kubernetes that an environment names; what is for all of them has to suit the oldest.
pub(super) fn version(run: &Run, environment: Option<&Environment>) -> Option<Version> {
    named(&run.project(), environment).and_then(Version::parse)
}

fn named<'p>(project: &'p Project, environment: Option<&'p Environment>) -> Option<&'p str> {
    if let Some(environment) = environment {
        return environment.kubernetes.version.as_deref();
    }
    let environments = project.environments.iter().map(|environment| &environment.kubernetes);
    let all = std::iter::once(&project.kubernetes).chain(environments);
    let older = |one: &'p str, other: &'p str| {
        let both = Version::parse(one).zip(Version::parse(other));
        if both.is_some_and(|(one, other)| one.is_after(&other)) { other } else { one }
    };
    all.filter_map(|kubernetes| kubernetes.version.as_deref()).reduce(older)
}

fn text<'v>(object: &'v Value, key: &str) -> &'v str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// What is known of the kind of an object that a recipe holds.
pub(super) fn known(object: &rhai::Map, run: &Run) -> Option<Kind> {
    let text = |key: &str| Some(object.get(key)?.read_lock::<ImmutableString>()?.to_string());
    let (kind, api_version) = (text("kind")?, text("apiVersion")?);
    match find(&kind, &api_version, (run, None)) {
        KindLookup::Known(kind) => Some(kind),
        _ => None,
    }
}

/// What an object is, in messages.
pub(super) fn subject(object: &Value) -> String {
    let name = object.get("metadata").and_then(|metadata| metadata.get("name"));
    match (text(object, "kind"), name.and_then(Value::as_str)) {
        (kind, Some(name)) => format!("the {kind} `{name}`"),
        (kind, None) => format!("this {kind}"),
    }
}

/// The key that is wrong where a kind was not found.
fn wrong_key(lookup: &KindLookup) -> &'static str {
    if matches!(lookup, KindLookup::Unknown(_)) { "kind" } else { "apiVersion" }
}

/// Why an object of a kind can't be there; none where it can.
pub(super) fn refused(
    lookup: &KindLookup,
    kind: &str,
    api_version: &str,
    version: Option<Version>,
) -> Option<Diagnostic> {
    let problem = match lookup {
        KindLookup::Known(_) | KindLookup::Unchecked => return None,
        KindLookup::Removed { last, .. } => {
            let message = format!(
                "`{api_version}` no longer has the kind `{kind}`: Kubernetes {last} was the last to have it"
            );
            Diagnostic::error("removed-api", message)
        }
        lookup => Diagnostic::error("unknown-kind", unknown(lookup, kind, api_version, version)),
    };
    Some(hints(lookup).into_iter().fold(problem, |problem, hint| problem.hint(hint.as_str())))
}

/// That a kind is not known, or not in the API version.
fn unknown(lookup: &KindLookup, kind: &str, api_version: &str, version: Option<Version>) -> String {
    let shown = version.map(|version| format!(" {version}")).unwrap_or_default();
    match lookup {
        KindLookup::Several(_) => format!("several API groups have the kind `{kind}`"),
        KindLookup::TooNew { since, .. } => format!(
            "`{api_version}` has the kind `{kind}` since Kubernetes {since}, and the project's is{shown}"
        ),
        KindLookup::OtherVersion(_) => format!("`{api_version}` has no kind `{kind}`"),
        _ => format!("there is no kind `{kind}` in Kubernetes{shown}"),
    }
}

/// What to do where a kind can't be there.
fn hints(lookup: &KindLookup) -> Vec<String> {
    let use_version = |instead: &String| format!("use `apiVersion: {instead}`");
    match lookup {
        KindLookup::Known(_) | KindLookup::Unchecked => Vec::new(),
        KindLookup::Several(all) => vec![format!("name one of them: {}", words::list(all, "or"))],
        KindLookup::Removed { instead, advice, .. } => {
            instead.as_ref().map(use_version).or_else(|| advice.clone()).into_iter().collect()
        }
        KindLookup::TooNew { instead, .. } => {
            let later =
                "when the clusters are upgraded, raise `kubernetes.version` in the configuration";
            instead.as_ref().map(use_version).into_iter().chain([later.into()]).collect()
        }
        KindLookup::OtherVersion(all) => vec![format!("it is in {}", words::list(all, "and"))],
        KindLookup::Unknown(near) => {
            let near = near.as_ref().map(|near| format!("did you mean `{near}`?"));
            let add =
                "for a custom resource, give the project its definition: `sw schema add crd.yaml`";
            near.into_iter().chain([add.into()]).collect()
        }
    }
}

fn deprecated(kind: &Kind, name: &str) -> Option<Problem> {
    let message = format!("the kind `{name}` of `{}` is deprecated", kind.api_version);
    let hint =
        kind.advice.clone().unwrap_or_else(|| "its documentation says what to use instead".into());
    let diagnostic = Diagnostic::warning("deprecated-api", message).hint(hint.as_str());
    kind.is_deprecated.then(|| Problem::value(Path::root().key("apiVersion"), diagnostic))
}

/// A namespace of an object that belongs to the whole cluster.
fn namespaced(kind: &Kind, object: &Value) -> Option<Problem> {
    object.get("metadata")?.get("namespace").filter(|_| !kind.is_namespaced)?;
    let message =
        format!("{} is in no namespace: it belongs to the whole cluster", subject(object));
    let diagnostic = Diagnostic::error("unknown-key", message).hint("remove `namespace`");
    Some(Problem::key(Path::root().key("metadata").key("namespace"), diagnostic))
}

/// What a list of objects has.
const KEYS: [&str; 4] = ["apiVersion", "kind", "metadata", "items"];

/// What a list is checked by: its items.
fn look_up_items(list: &Value, items: &[Value], around: &Around<'_>) -> LookedUp {
    let mut found = LookedUp::subject(subject(list));
    found.problems.extend(unknown_kind(list, around));
    found.problems.extend(unknown_keys(list));
    for (i, item) in items.iter().enumerate() {
        let at = Path::root().key("items").index(i);
        if is_object(item) {
            found.parts.push((at, look_up(item, around)));
        } else {
            found.problems.push(Problem::value(at, no_object(item)));
        }
    }
    found
}

/// A list of a kind that there is not.
fn unknown_kind(list: &Value, around: &Around<'_>) -> Option<Problem> {
    let text = |key: &str| list.get(key).and_then(Value::as_str).unwrap_or_default();
    let (kind, api_version) = (text("kind"), text("apiVersion"));
    let version = version(around.run, around.environment);
    let lookup = match kind.strip_suffix("List") {
        Some("") | None if api_version == "v1" => return None,
        Some("") | None => KindLookup::OtherVersion(vec!["v1".into()]),
        Some(item) => match find(item, api_version, (around.run, around.environment)) {
            KindLookup::Unknown(near) => KindLookup::Unknown(near.map(|near| near + "List")),
            lookup => lookup,
        },
    };
    let diagnostic = refused(&lookup, kind, api_version, version)?;
    Some(Problem::value(Path::root().key(wrong_key(&lookup)), diagnostic))
}

fn unknown_keys(list: &Value) -> Vec<Problem> {
    let keys = list.as_map().into_iter().flat_map(Map::keys);
    let unknown = keys.filter(|key| !KEYS.contains(&key.as_str()));
    let problem = |key: &str| {
        let message = format!("a list of objects has no key `{key}`");
        let hint = suggest::did_you_mean(key, KEYS)
            .unwrap_or_else(|| format!("it has {}", words::list(KEYS, "and")));
        Problem::key(
            Path::root().key(key),
            Diagnostic::error("unknown-key", message).hint(hint.as_str()),
        )
    };
    unknown.map(|key| problem(key.as_str())).collect()
}

fn no_object(item: &Value) -> Diagnostic {
    let message = format!("an item of a list is an object, found {}", item.kind());
    let message = match item.as_map() {
        Some(_) => "an item of a list needs `apiVersion` and `kind`".into(),
        None => message,
    };
    Diagnostic::error("missing-key", message)
        .hint("`k8s::object(kind, name, #{ ... })` makes an object with both")
}
