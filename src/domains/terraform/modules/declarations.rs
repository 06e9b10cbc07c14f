//! What the files of a module say that it takes and gives.

use crate::diag::Place;
use crate::domains::terraform::parse::{self, variable_type};
use crate::emit::hcl::{Block, Body, Expr, Structure, emit_expr};
use crate::schema::Type;
use std::collections::{BTreeMap, BTreeSet};

/// What a module takes and gives, as its files say it.
#[derive(Clone, Debug, Default)]
pub struct ModuleDeclarations {
    /// Its variables, by name.
    pub inputs: Vec<Input>,
    /// Its outputs, by name.
    pub outputs: Vec<Output>,
    /// The providers that callers have to pass: `aws.global`.
    pub aliases: Vec<String>,
    /// The providers that it uses by name.
    pub providers: BTreeSet<String>,
    /// Whether it calls modules itself, which may use others.
    pub has_calls: bool,
}

/// A variable.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Its name.
    pub name: String,
    /// Its type, in Terraform's words, where it has one.
    pub type_text: Option<String>,
    /// The same, read.
    pub kind: Type,
    /// Whether it has no default.
    pub is_required: bool,
    /// What it is for.
    pub description: Option<String>,
    /// Where it is declared.
    pub place: Option<Place>,
}

/// An output.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// Where it is declared.
    pub place: Option<Place>,
}

/// What the files of a folder say, each with its name and text. None when one of them can't be read.
pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<ModuleDeclarations> {
    let mut interface = ModuleDeclarations::default();
    for (name, text) in files {
        let body = parse::body(text).ok()?;
        for block in blocks(&body) {
            interface.add(block, name, text);
        }
    }
    interface.inputs.sort_by(|a, b| a.name.cmp(&b.name));
    interface.outputs.sort_by(|a, b| a.name.cmp(&b.name));
    Some(interface)
}

fn blocks(body: &Body) -> impl Iterator<Item = &Block> {
    body.structures.iter().filter_map(|structure| match structure {
        Structure::Block(block) => Some(block),
        _ => None,
    })
}

/// What an attribute says, if it is there.
fn attribute<'a>(body: &'a Body, name: &str) -> Option<&'a Expr> {
    body.structures.iter().find_map(|structure| match structure {
        Structure::Attribute(attribute) if attribute.name.as_str() == name => {
            Some(&attribute.value)
        }
        _ => None,
    })
}

fn text(body: &Body, name: &str) -> Option<String> {
    match attribute(body, name)? {
        Expr::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

impl ModuleDeclarations {
    /// Whether calls of both are checked alike: descriptions, places and order don't count.
    pub(super) fn takes_the_same(&self, other: &Self) -> bool {
        let parameters = |interface: &Self| {
            let inputs = interface
                .inputs
                .iter()
                .map(|input| (input.name.clone(), (input.kind.clone(), input.is_required)));
            let outputs = interface.outputs.iter().map(|output| output.name.clone());
            (inputs.collect::<BTreeMap<_, _>>(), outputs.collect::<BTreeSet<_>>())
        };
        parameters(self) == parameters(other)
    }

    fn add(&mut self, block: &Block, file: &str, source: &str) {
        let label = block.labels.first().map_or("", |label| label.as_str());
        let place = || declared(file, source, block.kind.as_str(), label);
        match block.kind.as_str() {
            "variable" => self.inputs.push(Input {
                name: label.into(),
                type_text: attribute(&block.body, "type").map(emit_expr),
                kind: attribute(&block.body, "type").map(variable_type::of).unwrap_or_default(),
                is_required: attribute(&block.body, "default").is_none(),
                description: text(&block.body, "description"),
                place: place(),
            }),
            "output" => self.outputs.push(Output {
                name: label.into(),
                description: text(&block.body, "description"),
                place: place(),
            }),
            "module" => self.has_calls = true,
            "resource" | "data" => {
                self.providers.insert(crate::domains::terraform::tables::provider_of(label).into());
            }
            "terraform" => blocks(&block.body)
                .filter(|inner| inner.kind.as_str() == "required_providers")
                .for_each(|inner| self.require(&inner.body)),
            _ => {}
        }
    }

    /// The providers that the module says it needs, with the aliases that are passed to it.
    fn require(&mut self, body: &Body) {
        for structure in &body.structures {
            let Structure::Attribute(attribute) = structure else { continue };
            self.providers.insert(attribute.name.as_str().into());
            let Expr::Object(object) = &attribute.value else { continue };
            for field in &object.fields {
                if let (crate::emit::hcl::Key::Name(name), Expr::List(list)) =
                    (&field.key, &field.value)
                    && name.as_str() == "configuration_aliases"
                {
                    self.aliases.extend(list.items.iter().map(|item| emit_expr(&item.value)));
                }
            }
        }
    }
}

/// The line that a block starts on.
fn declared(file: &str, text: &str, word: &str, label: &str) -> Option<Place> {
    let starts = |line: &str| {
        let rest = line.trim_start().strip_prefix(word)?.trim_start().strip_prefix('"')?;
        rest.strip_prefix(label)?.starts_with('"').then_some(())
    };
    let index = text.lines().position(|line| starts(line).is_some())?;
    let line = u32::try_from(index + 1).ok()?;
    let width = u32::try_from(word.len()).ok()?;
    Some(Place::new(file, line, 1).until(line, 1 + width))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_module_tell_what_it_takes() {
        let variables = "variable \"size\" {\n  type = number\n}\n\nvariable \"tags\" {\n  type    = map(string)\n  default = {}\n}\n";
        let main = "terraform {\n  required_providers {\n    aws = { source = \"hashicorp/aws\", configuration_aliases = [aws.global] }\n  }\n}\n\noutput \"ip\" {\n  value = 1\n}\n";
        let read = read([("m/variables.tf", variables), ("m/main.tf", main)]).unwrap();
        assert_eq!(
            read.inputs
                .iter()
                .map(|input| (input.name.as_str(), input.is_required))
                .collect::<Vec<_>>(),
            [("size", true), ("tags", false)]
        );
        assert_eq!(read.inputs[1].place.as_ref().unwrap().to_string(), "m/variables.tf:5:1");
        assert_eq!(
            (read.inputs[1].type_text.as_deref(), read.outputs[0].name.as_str()),
            (Some("map(string)"), "ip")
        );
        assert_eq!(read.aliases, ["aws.global"]);
        assert!(super::read([("a.tf", "variable {")]).is_none());
    }
}
