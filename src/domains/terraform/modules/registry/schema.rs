//! The format of a module's schema: what a module from elsewhere takes and gives, in a file of the project.
//!
//! ```yaml
//! source: terraform-aws-modules/vpc/aws
//! version: "5.1.2"                        # a version, or a constraint; without it the schema is of all
//! inputs:
//!   name: { type: string, required: true, description: What it is called }
//!   azs: { type: list(string) }           # not required unless it says so; of any type unless it says which
//!   cidr: string                          # the same as { type: string }
//! outputs: [vpc_id, private_subnets]      # or a map with descriptions
//! ```

use super::declared_schema::{self, Part, Schema};
use crate::diag::Diagnostic;
use crate::domains::terraform::modules::source::Source;
use crate::value::Path;
use crate::value::read;
use std::fmt::Write;

/// The folder of a project's schemas of modules, from its root.
pub const FOLDER: &str = ".specweave/schemas/modules";

/// The endings of their files.
pub const ENDINGS: [&str; 3] = [".yaml", ".yml", ".json"];

/// The schema in the text of a file, in YAML or JSON.
///
/// ```
/// use sw::domains::terraform::modules::registry::schema::parse;
/// let vpc = parse("source: acme/vpc/aws\ninputs:\n  name: { required: true }\noutputs: [id]\n", "vpc.yaml").unwrap();
/// assert!(vpc.interface.inputs[0].is_required);
/// assert!(parse("source: acme/vpc/aws\ninput: {}\n", "vpc.yaml").is_err());
/// ```
///
/// # Errors
/// The first thing that is wrong with it, with its place.
pub fn parse(text: &str, file: &str) -> Result<Schema, Diagnostic> {
    let documents = read::yaml(text).map_err(|error| unreadable(error.to_diagnostic(file)))?;
    let empty = || {
        unreadable(
            Diagnostic::error("", format!("`{file}` is empty"))
                .hint("say at least `source` and `inputs`"),
        )
    };
    let document = documents.first().ok_or_else(empty)?;
    let at = |path: &Path, part: Part| match part {
        Part::Name => document.name_span(path),
        Part::Value => document.nearest_span(path),
    };
    declared_schema::read(&document.value, file, &|path, part| Some(at(path, part).in_file(file)))
        .map_err(unreadable)
}

/// Whether a source is a folder beside a root: such a module is read where it is, and needs no schema.
pub fn is_local(source: &str) -> bool {
    Source::of(source) == Source::Local
}

/// A mistake in a schema, whatever it is, has one code.
fn unreadable(problem: Diagnostic) -> Diagnostic {
    let problem = Diagnostic { code: "unreadable-schema".into(), ..problem };
    problem.hint("`sw schema add module` makes one from a module's folder")
}

/// The text of a schema. The same module gives the same bytes.
pub fn write(schema: &Schema) -> String {
    let Schema { source, version, interface } = schema;
    let mut text = format!(
        "# What the module takes and gives: recipes that call it are checked against this.\nsource: {}\n",
        quoted(source)
    );
    if let Some(version) = version {
        let _ = writeln!(text, "version: {}", quoted(version));
    }
    text.push_str(if interface.inputs.is_empty() { "inputs: {}\n" } else { "inputs:\n" });
    for input in &interface.inputs {
        let kind = input.type_text.as_ref().map(|text| ("type", quoted(&one_line(text))));
        let required = input.is_required.then(|| ("required", "true".into()));
        let description = input.description.as_ref().map(|text| ("description", quoted(text)));
        entry(&mut text, &input.name, &[kind, required, description]);
    }
    text.push_str(if interface.outputs.is_empty() { "outputs: {}\n" } else { "outputs:\n" });
    for output in &interface.outputs {
        entry(
            &mut text,
            &output.name,
            &[output.description.as_ref().map(|text| ("description", quoted(text)))],
        );
    }
    text
}

fn entry(text: &mut String, name: &str, parts: &[Option<(&str, String)>]) {
    if parts.iter().all(Option::is_none) {
        let _ = writeln!(text, "  {}: {{}}", quoted(name));
        return;
    }
    let _ = writeln!(text, "  {}:", quoted(name));
    for (key, value) in parts.iter().flatten() {
        let _ = writeln!(text, "    {key}: {value}");
    }
}

fn one_line(text: &str) -> String {
    let lines = text.lines().map(str::trim).collect::<Vec<_>>();
    // Where a line ends an attribute does, too.
    let ended = |(i, line): (usize, &&str)| {
        let next = lines.get(i + 1).copied().unwrap_or("}");
        let is_open = line.ends_with(['{', '(', '[', ',']) || next.starts_with(['}', ')', ']']);
        if is_open { (*line).to_string() } else { format!("{line},") }
    };
    lines.iter().enumerate().map(ended).collect::<Vec<_>>().join(" ")
}

/// A name as it is where YAML takes it for text, and anything else in quotes, in which JSON and YAML agree.
fn quoted(text: &str) -> String {
    let is_name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || "_-/.".contains(c))
    };
    let is_word = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        .contains(&text.to_ascii_lowercase().as_str());
    if is_name(text) && !is_word { text.into() } else { serde_json::Value::from(text).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_the_same() {
        let variables = "variable \"on\" {\n  type = object({\n    a = string\n    b = optional(list(number), [1])\n  })\n  description = \"On: \\\"it\\\" #1\"\n}\nvariable \"tags\" {\n  default = {}\n}\noutput \"id\" {\n  value = 1\n}\n";
        let interface =
            crate::domains::terraform::modules::declarations::read([("a.tf", variables)]).unwrap();
        let schema = Schema {
            source: "git::https://example.com/a.git?ref=v1".into(),
            version: Some("1.0".into()),
            interface,
        };
        let text = write(&schema);
        let again = parse(&text, "a.yaml").unwrap();
        assert_eq!(
            (again.source.as_str(), again.version.as_deref()),
            (schema.source.as_str(), Some("1.0"))
        );
        assert_eq!(write(&again), text);
        assert_eq!(again.interface.inputs[0].kind, schema.interface.inputs[0].kind, "{text}");
        assert_eq!(
            again.interface.inputs.iter().map(|input| input.is_required).collect::<Vec<_>>(),
            [true, false]
        );
    }

    #[test]
    fn outputs_are_names_or_a_map() {
        for outputs in ["[a, b]", "{ a: , b: { description: B } }"] {
            let schema =
                parse(&format!("source: acme/a/b\noutputs: {outputs}\n"), "a.yaml").unwrap();
            assert_eq!(
                schema
                    .interface
                    .outputs
                    .iter()
                    .map(|output| output.name.as_str())
                    .collect::<Vec<_>>(),
                ["a", "b"]
            );
        }
        let error =
            parse("source: acme/a/b\ninputs:\n  a: { type: \"list(\" }\n", "a.yaml").unwrap_err();
        assert_eq!((&*error.code, error.place.unwrap().start.line), ("unreadable-schema", 3));
    }
}
