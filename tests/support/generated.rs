//! The parts of pages that are made from the program: commands, configuration, error codes.

use super::sw::sw;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::fmt::Write;

const START: &str = "<!-- generated: ";
const END: &str = "<!-- end -->";

/// The page with what is between its marks made anew.
///
/// # Errors
/// When a mark names no part, or the program does not give it.
pub(crate) fn fill(page: &str) -> Result<String> {
    let Some((before, rest)) = page.split_once(START) else { return Ok(page.into()) };
    let (name, rest) = rest.split_once(" -->\n").context("a mark has a name, and ends its line")?;
    let (_, after) = rest.split_once(END).context("a generated part ends with `<!-- end -->`")?;
    let made = match name {
        "commands" => commands()?,
        "configuration" => configuration()?,
        "errors" => errors()?,
        _ => anyhow::bail!("`{name}` is no generated part"),
    };
    Ok(format!("{before}{START}{name} -->\n\n{made}\n{END}{}", fill(after)?))
}

fn said(arguments: &[&str]) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let ran = sw(folder.path(), arguments.iter().copied())?;
    ensure!(
        ran.code == 0 && ran.messages.is_empty(),
        "sw {}: {}",
        arguments.join(" "),
        ran.messages
    );
    Ok(ran.out)
}

/// The help of every command.
fn commands() -> Result<String> {
    let mut page = String::new();
    help(&[], &mut page)?;
    Ok(page.trim_start().into())
}

/// Adds the help of a command, and that of the commands it lists.
fn help(command: &[&str], page: &mut String) -> Result<()> {
    let text = said(&[command, &["--help"]].concat())?;
    let title = ["sw"].iter().chain(command).copied().collect::<Vec<_>>().join(" ");
    // What every command takes is listed once.
    let own = text.split_once("\nEverywhere:").filter(|_| !command.is_empty());
    let own = own.map_or(text.as_str(), |(own, _)| own);
    let lines: String = own.lines().map(|line| format!("{}\n", line.trim_end())).collect();
    write!(page, "\n## {title}\n\n```text\n{}\n```\n", lines.trim_end())?;
    for inner in listed(&text) {
        help(&[command, &[inner]].concat(), page)?;
    }
    Ok(())
}

/// The names in the section `Commands` of a help.
fn listed(help: &str) -> impl Iterator<Item = &str> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let section = lines.take_while(|line| !line.is_empty());
    // A name is indented by two spaces; what it is for may go on below, further to the right.
    section.filter_map(|line| {
        line.strip_prefix("  ").filter(|line| !line.starts_with(' '))?.split_whitespace().next()
    })
}

/// Every code with its summary, by area.
fn errors() -> Result<String> {
    let list: Value = serde_json::from_str(&said(&["explain", "--format", "json"])?)?;
    let (mut page, mut area) = (String::new(), "");
    for row in list["codes"].as_array().context("the codes are a list")? {
        let cell = |key: &str| row[key].as_str().unwrap_or_default();
        if cell("area") != area {
            area = cell("area");
            write!(page, "\n### {area}\n\n| code | meaning |\n| --- | --- |\n")?;
        }
        writeln!(page, "| `{}` | {} |", cell("code"), cell("summary").replace('|', "\\|"))?;
    }
    Ok(page.trim_start().into())
}

/// A table of keys for each section of the configuration.
fn configuration() -> Result<String> {
    let schema: Value = serde_json::from_str(&said(&["schema", "config"])?)?;
    let schema = Schema { root: &schema };
    let mut page = String::new();
    for (name, section) in schema.properties(&schema.root["properties"]) {
        let summary = section["description"].as_str().unwrap_or_default();
        write!(page, "\n### {name}\n\n{}\n", sentence(summary))?;
        let mut rows = String::new();
        schema.rows("", section, &mut rows);
        if !rows.is_empty() {
            write!(
                page,
                "\n| key | type | default | meaning |\n| --- | --- | --- | --- |\n{rows}"
            )?;
        }
    }
    Ok(page.trim_start().into())
}

/// A JSON schema whose parts name others.
struct Schema<'a> {
    root: &'a Value,
}

impl<'a> Schema<'a> {
    fn properties(&self, of: &'a Value) -> impl Iterator<Item = (&'a String, &'a Value)> {
        of.as_object().into_iter().flatten()
    }

    /// What is meant when something is given: without null, and followed to where it is described.
    fn present(&self, schema: &'a Value) -> &'a Value {
        let choices = schema["anyOf"].as_array().into_iter().flatten();
        let inner = choices.into_iter().find(|choice| choice["type"] != "null").unwrap_or(schema);
        match inner["$ref"].as_str().and_then(|name| name.strip_prefix("#/$defs/")) {
            Some(name) => &self.root["$defs"][name],
            None => inner,
        }
    }

    /// A row for each key, those inside it below.
    fn rows(&self, before: &str, schema: &'a Value, rows: &mut String) {
        let object = self.present(schema);
        let required: Vec<&str> =
            object["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        for (name, property) in self.properties(&object["properties"]) {
            let inner = self.present(property);
            let words = self.kind(inner).replace('|', "\\|");
            let (meaning, default) = meaning(property);
            let default = if required.contains(&name.as_str()) { "required" } else { &default };
            let _ = writeln!(rows, "| `{before}{name}` | {words} | {default} | {meaning} |");
            self.rows(&format!("{before}{name}."), inner, rows);
            let item = self.present(&inner["items"]);
            self.rows(&format!("{before}{name}[]."), item, rows);
        }
    }

    fn kind(&self, schema: &'a Value) -> String {
        let words = |key: &str| schema[key].as_array().into_iter().flatten();
        let choices: Vec<String> = (words("enum"))
            .chain(words("oneOf").map(|choice| &choice["const"]))
            .filter_map(|word| Some(format!("`{}`", word.as_str()?)))
            .collect();
        if !choices.is_empty() {
            return choices.join(" | ");
        }
        match self.types(schema).as_slice() {
            [] => "any".into(),
            [kind] if kind == "array" => {
                format!("list of {}", self.kind(self.present(&schema["items"])))
            }
            types => types.join(" or ").replace("object", "map").replace("boolean", "bool"),
        }
    }

    fn types(&self, schema: &Value) -> Vec<String> {
        let all: Vec<&str> = match &schema["type"] {
            Value::String(one) => vec![one],
            Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
            _ => vec![],
        };
        all.into_iter().filter(|kind| *kind != "null").map(String::from).collect()
    }
}

/// What a key means, and what it is when it is left out.
fn meaning(property: &Value) -> (String, String) {
    let text = sentence(property["description"].as_str().unwrap_or_default());
    match (text.rsplit_once(" (default: "), &property["default"]) {
        (Some((meaning, default)), _) => {
            (format!("{meaning}."), default.trim_end_matches([')', '.']).into())
        }
        (None, Value::Null) => (text, String::new()),
        (None, default) => (text, format!("`{}`", default.to_string().trim_matches('"'))),
    }
}

/// A description in one line, as a cell of a table takes it.
fn sentence(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
