//! The jobs of a pipeline, and the stages that they are in.

use crate::schema::findings::{items, text};
use crate::value::{Map, Value};

/// Keys of a pipeline that are no jobs.
///
/// Source: the keyword reference of GitLab CI.
const KEYWORDS: [&str; 13] = [
    "$schema",
    "spec",
    "workflow",
    "include",
    "default",
    "stages",
    "variables",
    "image",
    "services",
    "cache",
    "before_script",
    "after_script",
    "!reference",
];

/// The stages of a pipeline that names none.
const STAGES: [&str; 3] = ["build", "test", "deploy"];

/// The stages that are always there.
const FIRST: &str = ".pre";
const LAST: &str = ".post";

/// The stage of a job that names none.
const USUAL: &str = "test";

/// The stages of a pipeline, in their order.
pub(super) fn stages(pipeline: &Value) -> Vec<&str> {
    let own = pipeline.get("stages").and_then(Value::as_list);
    let named = own.into_iter().flatten().filter_map(Value::as_str);
    let usual = STAGES.into_iter().filter(|_| own.is_none());
    let inner = named.chain(usual).filter(|stage| *stage != FIRST && *stage != LAST);
    std::iter::once(FIRST).chain(inner).chain([LAST]).collect()
}

/// The jobs and templates of jobs, by their names: those of templates start with a dot.
pub(super) fn all(pipeline: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let entries = pipeline.as_map().into_iter().flat_map(Map::iter);
    entries
        .filter(|(key, job)| !KEYWORDS.contains(&key.as_str()) && job.as_map().is_some())
        .map(|(key, job)| (key.as_str(), job))
}

/// Whether a name is one of a template.
pub(super) fn is_template(name: &str) -> bool {
    name.starts_with('.')
}

/// The names in a key that holds one or several.
pub(super) fn names<'v>(job: &'v Value, key: &str) -> Vec<(&'v Value, &'v str)> {
    let Some(value) = job.get(key) else { return Vec::new() };
    let all = value.as_list().unwrap_or(std::slice::from_ref(value));
    all.iter().filter_map(|item| Some((item, item.as_str()?))).collect()
}

/// The stage of a job: its own, or that of what it extends; none where that is elsewhere.
pub(super) fn stage<'v>(pipeline: &'v Value, job: &'v Value) -> Option<&'v str> {
    inherited(pipeline, job, 0)
}

/// The number of a job's stage among those of the pipeline.
pub(super) fn rank(pipeline: &Value, job: &Value) -> Option<usize> {
    let own = stage(pipeline, job)?;
    stages(pipeline).iter().position(|stage| *stage == own)
}

/// How many times GitLab follows `extends`.
const DEEPEST: usize = 11;

fn inherited<'v>(pipeline: &'v Value, job: &'v Value, depth: usize) -> Option<&'v str> {
    if job.get("stage").is_some() {
        return text(job, "stage");
    }
    if depth > DEEPEST {
        return None;
    }
    // What is extended last counts most.
    for (_, name) in names(job, "extends").into_iter().rev() {
        let above = pipeline.get(name)?;
        if above.get("stage").is_some() || above.get("extends").is_some() {
            return inherited(pipeline, above, depth + 1);
        }
    }
    Some(USUAL)
}

/// Puts templates in front of jobs, and jobs in the order of their stages.
pub(super) fn in_order(pipeline: &mut Value) {
    let place =
        |name: &str, job: &Value| (!is_template(name), rank(pipeline, job).unwrap_or(usize::MAX));
    let mut jobs: Vec<(&str, &Value)> = all(pipeline).collect();
    jobs.sort_by_key(|(name, job)| place(name, job));
    let order: Vec<String> = jobs.into_iter().map(|(name, _)| name.to_string()).collect();
    if let Value::Map(map) = pipeline.bare_mut() {
        for name in order {
            if let Some(job) = map.remove(&name) {
                map.insert(name.as_str(), job);
            }
        }
    }
}

/// The jobs of the pipeline that have to be there for a job to wait for.
pub(super) fn needs(job: &Value) -> Vec<(&Value, &str)> {
    let each = items(job, "needs").iter().filter_map(|need| {
        let is_elsewhere = need.get("project").is_some() || need.get("pipeline").is_some();
        let is_optional =
            need.get("optional").is_some_and(|it| matches!(it.bare(), Value::Bool(true)));
        let named = need.get("job").filter(|_| !is_elsewhere && !is_optional);
        let value = if need.as_map().is_some() { named? } else { need };
        Some((value, value.as_str()?))
    });
    each.collect()
}
