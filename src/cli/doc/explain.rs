//! `sw explain`: what the code of a message means, from the pages in the binary.

use super::super::args::Explain;
use super::super::exit::{Exit, Failure};
use super::super::ui::Ui;
use super::prose;
use crate::cli::exit::Outcome;
use crate::cli::output::paint::{self, CODE, HEADING, painted};
use serde::Serialize;
use sw::diag::codes::{self, Page};
use sw::diag::{Diagnostic, FORMAT_VERSION, suggest};

/// A page for programs.
#[derive(Serialize)]
struct CodePage {
    #[serde(skip_serializing_if = "Option::is_none")]
    format_version: Option<&'static str>,
    code: &'static str,
    area: &'static str,
    summary: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'static str>,
}

/// All pages for programs, without their texts.
#[derive(Serialize)]
struct List {
    format_version: &'static str,
    codes: Vec<CodePage>,
}

impl CodePage {
    fn row(page: &Page) -> Self {
        Self {
            format_version: None,
            code: page.code,
            area: page.area,
            summary: page.summary(),
            text: None,
        }
    }
}

pub(crate) fn explain(explain: &Explain, ui: &Ui) -> Outcome {
    let text = match &explain.code {
        Some(code) => one(&page(code)?, ui),
        None => all(ui),
    };
    ui.out(&text);
    Ok(Exit::Done)
}

/// The page of a code, which may be copied with what is around it in a message.
fn page(typed: &str) -> Result<Page, Failure> {
    let code = typed.rsplit_once('[').map_or(typed, |(_, code)| code.trim_end_matches([']', ':']));
    codes::page(code).ok_or_else(|| {
        let unknown =
            Diagnostic::error("unknown-code", format!("no message has the code `{code}`"));
        let near = suggest::did_you_mean(code, codes::pages().map(|page| page.code));
        unknown.hint(near.as_deref()).hint("`sw explain` lists all codes").into()
    })
}

fn one(page: &Page, ui: &Ui) -> String {
    if ui.is_json() {
        return json(&CodePage {
            format_version: Some(FORMAT_VERSION),
            text: Some(page.text),
            ..CodePage::row(page)
        });
    }
    prose::page(page.text, 0, ui)
}

fn json(shown: &impl Serialize) -> String {
    format!("{}\n", serde_json::to_string(shown).expect("pages are plain data"))
}

/// All codes by area, each with its summary.
fn all(ui: &Ui) -> String {
    if ui.is_json() {
        return json(&List {
            format_version: FORMAT_VERSION,
            codes: codes::pages().map(|page| CodePage::row(&page)).collect(),
        });
    }
    let width = codes::pages().map(|page| page.code.len()).max().unwrap_or_default();
    let mut area = "";
    let lines = codes::pages().map(|page| {
        let heading = if page.area == area {
            String::new()
        } else {
            format!("\n{}\n", painted(page.area, HEADING, ui))
        };
        area = page.area;
        format!(
            "{heading}  {}  {}\n",
            painted(&format!("{:width$}", page.code), CODE, ui),
            paint::prose(page.summary(), ui)
        )
    });
    format!("`sw explain CODE` says more about:\n{}", lines.collect::<String>())
}
