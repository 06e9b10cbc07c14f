//! From the objects of each environment to the files of a chart.

use super::groups::groups;
use super::labels::Labels;
use super::notes;
use super::schema::schema;
use super::templates::{Template, templates};
use super::values::Values;
use crate::domains::k8s::helm::naming::{Claim, Claims, Components, Name};
use crate::domains::k8s::helm::walk::{Checksums, Lifted, Walker};
use crate::domains::k8s::variants::{Evaluated, Variants, align, lowered};
use crate::emit::{json, yaml};
use crate::engine::Part;
use crate::value::{Map, Value};

/// What a chart is besides its objects.
pub(crate) struct Chart {
    pub(crate) name: String,
    /// The content of `Chart.yaml`.
    pub(crate) about: Map,
    /// Files beside the computed ones, by their paths in the chart.
    pub(crate) files: Vec<(String, String)>,
    /// Values beside the computed ones, for the files that a recipe brings.
    pub(crate) values: Map,
    /// What named values are for, by their names.
    pub(crate) descriptions: Vec<(String, String)>,
}

/// Where charts have their helpers.
const HELPERS: &str = "templates/_helpers.tpl";

/// The kind of objects that Helm installs before all others.
const DEFINITION: &str = "CustomResourceDefinition";

/// The files of a chart.
pub(crate) fn files(chart: &Chart, evaluated: &[Evaluated]) -> Vec<Part> {
    let sets: Vec<&[Value]> = evaluated.iter().map(|it| it.objects.as_slice()).collect();
    let (definitions, objects): (Vec<Variants>, Vec<Variants>) =
        align(&sets).into_iter().partition(|it| it.identity.kind == DEFINITION && is_constant(it));
    let components = Components::of(&chart.name, objects.iter().map(|it| &it.identity));
    let labels = Labels::of(&chart.name, &objects, &chart.files);
    let mut files =
        vec![file("Chart.yaml", yaml::emit(&lowered(&Value::Map(chart.about.clone()))))];
    let checksums = Checksums::of(&objects);
    let groups = groups(objects.clone(), &components, &checksums);
    let made = |checksums: &Checksums, lifted| {
        let mut walker = Walker::new(&objects, &components, &labels, checksums, lifted);
        claim_all(&mut walker.claims, &chart.values, &[], evaluated.len());
        let templates = templates(&mut walker, &groups);
        (walker.lifted(), walker.claims, templates)
    };
    let (lifted, _, first) = made(&checksums, Lifted::default());
    let names = first.iter().map(|it| (&it.identity, it.name.as_str()));
    let (_, claims, templates) = made(&checksums.with_templates(names), lifted);
    files.extend(value_files(chart, &claims, evaluated));
    files.extend(crds(&definitions));
    let texts = templates.iter().map(|it| &it.text).chain(chart.files.iter().map(|(_, text)| text));
    let helpers = labels.text(texts.map(String::as_str));
    let is_taken = chart.files.iter().any(|(path, _)| path == HELPERS);
    let path = if is_taken { "templates/_computed.tpl" } else { HELPERS };
    files.extend(helpers.map(|text| file(path, text)));
    let template = |it: Template| file(&format!("templates/{}.yaml", it.name), it.text);
    files.extend(templates.into_iter().map(template));
    files.push(file("templates/NOTES.txt", notes::notes(&objects)));
    let test = notes::test(&chart.name, &objects);
    files.extend(test.map(|text| file("templates/tests/connection.yaml", text)));
    add_own(&mut files, &chart.files);
    files
}

/// The values, those of each environment, and their schema.
fn value_files(chart: &Chart, claims: &Claims, evaluated: &[Evaluated]) -> Vec<Part> {
    let describe = |name: &str| {
        chart.descriptions.iter().find(|(own, _)| own == name).map(|(_, text)| text.clone())
    };
    let values = Values::of(claims, evaluated.len(), &describe);
    let header = format!(
        "# What can be set of the chart {}, as most environments have it.\n\
         # values-<environment>.yaml has what an environment has otherwise.\n",
        chart.name
    );
    let mut files = vec![file("values.yaml", header + &written(values.base))];
    for (own, environment) in values.overrides.into_iter().zip(evaluated) {
        let name = &environment.environment;
        let part = file(&format!("values-{name}.yaml"), written(own));
        files.push(Part { environment: Some(name.clone()), ..part });
    }
    let schema = schema(&chart.name, claims, &describe);
    files.push(file("values.schema.json", json::emit(&lowered(&schema)).unwrap_or_default()));
    files
}

/// Claims the names of values that a recipe brings, which are the same in all environments.
fn claim_all(claims: &mut Claims, values: &Map, above: &[String], count: usize) {
    for (key, value) in values.iter() {
        let name: Name = above.iter().cloned().chain([key.to_string()]).collect();
        match value.as_map().filter(|map| is_structure(map)) {
            Some(map) => claim_all(claims, map, &name, count),
            None => {
                let (vector, is_open) =
                    (vec![Some(value.clone()); count], value.as_map().is_some());
                claims.claim(&[name], Claim { vector, is_open });
            }
        }
    }
}

/// Whether a map has names that templates write: a map with other keys, as annotations, is one value.
fn is_structure(map: &Map) -> bool {
    let is_word = |key: &str| key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
    !map.is_empty() && map.keys().all(|key| is_word(key))
}

fn file(path: &str, text: String) -> Part {
    Part { path: path.into(), text: text.into(), ..Part::default() }
}

fn written(map: Map) -> String {
    yaml::emit(&lowered(&Value::Map(map)))
}

fn is_constant(variants: &Variants) -> bool {
    let present = variants.present();
    present.len() == variants.each.len()
        && present.iter().all(|object| crate::domains::k8s::variants::same(object, present[0]))
}

fn crds(definitions: &[Variants]) -> Vec<Part> {
    let text = |it: &Variants| it.present().first().map(|object| yaml::emit(&lowered(object)));
    let path = |it: &Variants| format!("crds/{}.yaml", it.identity.name);
    definitions.iter().filter_map(|it| Some(file(&path(it), text(it)?))).collect()
}

/// Adds files that a recipe brings; one in the place of a computed one replaces it.
fn add_own(files: &mut Vec<Part>, own: &[(String, String)]) {
    for (path, text) in own {
        match files.iter_mut().find(|file| file.path == *path) {
            Some(file) => file.text = text.clone().into(),
            None => files.push(file(path, text.clone())),
        }
    }
}
