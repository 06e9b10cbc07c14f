//! What a Helm chart says of its values: `values.schema.json`, of what is left when its own `values.yaml` completes it.
//!
//! Helm checks the given values together with the chart's own. A key that the schema requires and `values.yaml` has is
//! therefore none that others have to give: it becomes optional. Where the chart's own values are not known, all are.

use super::imported::{ImportError, Imported, named, table};
use super::json_schema::Importer;
use super::parts::target;
use crate::value::{Map, Value, read};
use std::collections::BTreeSet;

/// The name of the type of a chart's values in its table.
pub const VALUES: &str = "values";

/// How many places of a schema are visited: more has no chart.
const MOST_PLACES: usize = 100_000;

/// A chart, as far as its values are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version; empty where it is unknown.
    pub version: &'a str,
    /// The text of its `values.schema.json`.
    pub schema: &'a str,
    /// The text of its `values.yaml`, where it is known.
    pub defaults: Option<&'a str>,
}

impl Chart<'_> {
    /// The table of its values, `chart/<name>`.
    ///
    /// ```
    /// use sw::import::Chart;
    /// let schema = r#"{ "properties": { "image": { "type": "string" }, "size": { "type": "integer" } }, "required": ["image", "size"] }"#;
    /// let chart = Chart { name: "box", version: "1.2.0", schema, defaults: Some("image: box") };
    /// let made = chart.import()?;
    /// assert_eq!(made.name, "chart/box");
    /// assert!(made.text.ends_with("\ntype values\n image ?s\n size !i\n * ?a\n"), "{}", made.text);
    /// # Ok::<(), sw::import::ImportError>(())
    /// ```
    ///
    /// # Errors
    /// When the schema is none, or the chart's own values can't be read.
    pub fn import(&self) -> Result<Imported, ImportError> {
        let mut schema = document(self.schema)?.ok_or(ImportError::Unknown)?;
        if schema.as_map().is_none() {
            return Err(ImportError::Unknown);
        }
        let defaults = self.defaults.map(document).transpose()?;
        let defaults = defaults.map(|own| own.unwrap_or_else(|| Map::new().into()));
        let mut relaxing = Relaxing { root: &schema, seen: BTreeSet::new(), edits: Vec::new() };
        relaxing.visit("#", defaults.as_ref())?;
        let edits = relaxing.edits;
        edits.iter().for_each(|edit| edit.apply(&mut schema));
        let types = Importer::new(&schema, false).import(VALUES, &schema)?;
        Ok(table(&format!("chart/{}", self.name), self.name, self.version, named(types)))
    }
}

/// The only document of a text; none of an empty one.
fn document(text: &str) -> Result<Option<Value>, ImportError> {
    let unreadable = |error: read::ReadError| ImportError::Unreadable(error.to_string());
    let documents = read::yaml(text).map_err(unreadable)?;
    Ok(documents.into_iter().next().map(|document| document.value))
}

/// A walk over the schema of maps that Helm completes, with what the chart has there itself.
struct Relaxing<'a> {
    root: &'a Value,
    seen: BTreeSet<(String, usize)>,
    edits: Vec<Edit>,
}

/// What is left out of a schema.
struct Edit {
    /// The node.
    pointer: String,
    /// The key in it.
    key: &'static str,
    /// The words that are taken out of its list; none where all of it is.
    words: Option<BTreeSet<String>>,
}

impl<'a> Relaxing<'a> {
    /// Visits the node at `pointer`, where the chart has `own`; none where that is unknown.
    fn visit(&mut self, pointer: &str, own: Option<&'a Value>) -> Result<(), ImportError> {
        let address = own.map_or(0, |own| std::ptr::from_ref(own).addr());
        if !self.seen.insert((pointer.into(), address)) {
            return Ok(());
        }
        if self.seen.len() > MOST_PLACES {
            return Err(ImportError::TooLarge);
        }
        let Some(node) = target(self.root, pointer)? else { return Ok(()) };
        if let Some(other) = node.get("$ref").and_then(Value::as_str) {
            self.visit(other, own)?;
        }
        self.optional(pointer, node, own);
        for key in ["allOf", "oneOf", "anyOf"] {
            self.alternatives(pointer, node, key, own)?;
        }
        let properties = node.get("properties").and_then(Value::as_map);
        for name in properties.into_iter().flat_map(Map::keys) {
            let inside = format!("{pointer}/properties/{}", escaped(name.as_str()));
            match own {
                None => self.visit(&inside, None)?,
                Some(own) => match own.get(name.as_str()) {
                    Some(own) if own.as_map().is_some() => self.visit(&inside, Some(own))?,
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// Makes the keys optional that the chart has itself.
    fn optional(&mut self, pointer: &str, node: &Value, own: Option<&Value>) {
        let known = |own: &Value| {
            let keys = own.as_map().into_iter().flat_map(Map::keys);
            keys.map(|key| key.as_str().to_string()).collect()
        };
        for key in ["required", "dependencies", "dependentRequired", "minProperties"] {
            let words = own.map(known).filter(|_| key == "required");
            if node.get(key).is_some() {
                self.edits.push(Edit { pointer: pointer.into(), key, words });
            }
        }
    }

    /// Visits alternatives. Those that only say which keys have to be there are left out: Helm has the chart's own, too.
    fn alternatives(
        &mut self,
        pointer: &str,
        node: &'a Value,
        key: &'static str,
        own: Option<&'a Value>,
    ) -> Result<(), ImportError> {
        let nodes = node.get(key).and_then(Value::as_list).unwrap_or_default();
        if key != "allOf"
            && nodes
                .iter()
                .any(|node| node.get("properties").is_none() && node.get("required").is_some())
        {
            self.edits.push(Edit { pointer: pointer.into(), key, words: None });
            return Ok(());
        }
        (0..nodes.len()).try_for_each(|at| self.visit(&format!("{pointer}/{key}/{at}"), own))
    }
}

impl Edit {
    fn apply(&self, schema: &mut Value) {
        let Some(Value::Map(node)) = at(schema, &self.pointer) else { return };
        match (&self.words, node.get_mut(self.key).map(Value::bare_mut)) {
            (Some(words), Some(Value::List(all))) => {
                all.retain(|word| word.as_str().is_none_or(|word| !words.contains(word)));
            }
            _ => {
                node.remove(self.key);
            }
        }
    }
}

/// The node at a pointer.
fn at<'v>(schema: &'v mut Value, pointer: &str) -> Option<&'v mut Value> {
    pointer.split('/').skip(1).try_fold(schema.bare_mut(), |node, step| {
        let step = step.replace("~1", "/").replace("~0", "~").replace("%20", " ");
        let next = match node {
            Value::Map(map) => map.get_mut(&step),
            Value::List(items) => items.get_mut(step.parse::<usize>().ok()?),
            _ => None,
        };
        next.map(Value::bare_mut)
    })
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The type of the values of a chart, with what it has itself.
    fn values_of(schema: &str, defaults: Option<&str>) -> String {
        let chart = Chart { name: "box", version: "1.2.0", schema, defaults };
        let made = chart.import().expect("it is a schema");
        made.text.split_once("\ntype values\n").expect("it has values").1.to_string()
    }

    #[test]
    fn a_chart_completes_what_its_schema_requires() {
        let schema = r##"{
            "required": ["image", "size"],
            "properties": {
                "image": { "$ref": "#/definitions/image" },
                "size": { "type": "integer" },
                "env": { "type": "array", "items": { "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } } }
            },
            "definitions": { "image": { "required": ["name", "tag"], "properties": { "name": { "type": "string" }, "tag": { "type": "string" } } } }
        }"##;
        let known = values_of(schema, Some("image: { name: box }\nenv: []\n"));
        assert!(known.starts_with(" image ?@image\n size !i\n env ?lO\n  name !s\n"), "{known}");
        assert!(known.contains("\ntype image\n name ?s\n tag !s\n"), "{known}");
        // Without the chart's own values, only what is in a list is known to be required: Helm takes a list as a whole.
        let unknown = values_of(schema, None);
        assert!(
            unknown.starts_with(" image ?@image\n size ?i\n env ?lO\n  name !s\n"),
            "{unknown}"
        );
        assert!(unknown.contains("\ntype image\n name ?s\n tag ?s\n"), "{unknown}");
    }

    #[test]
    fn a_choice_that_a_chart_makes_itself_is_none_for_others() {
        let schema = r#"{
            "properties": { "a": { "type": "string" }, "b": { "type": "string" } },
            "anyOf": [{ "required": ["a"] }, { "required": ["b"] }],
            "minProperties": 1,
            "dependencies": { "a": ["b"] }
        }"#;
        assert_eq!(values_of(schema, Some("a: x\n")), " a ?s\n b ?s\n * ?a\n");
        assert_eq!(values_of(schema, None), " a ?s\n b ?s\n * ?a\n");
        for text in ["", "[]", "just text", "{ \"$ref\": \"#/definitions/none\" }"] {
            let chart = Chart { name: "box", version: "", schema: text, defaults: None };
            assert!(chart.import().is_err(), "{text}");
        }
        let ring = r##"{ "properties": { "a": { "$ref": "#" } } }"##;
        assert_eq!(values_of(ring, None), " a ?@values\n * ?a\n");
    }
}
