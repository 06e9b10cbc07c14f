//! Which block is in which file of a root, and the blocks that a root has of itself.

use super::entries::Entries;
use super::{Item, Pages, diagnostic, order, sections, state, tfvars};
use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::changes::addresses;
use crate::domains::terraform::block::draft::{Block, Draft, home};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::domains::terraform::block::root_options::Order;
use crate::domains::terraform::check::reference_types::Index;
use crate::domains::terraform::check::{meta_arguments, overrides, provider_schema, sensitive};
use crate::domains::terraform::lower::body;
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::modules::call;
use crate::emit::hcl::{self, Attribute, Expr, Ident, Margin, Structure};
use crate::engine::Around;
use crate::schema::Problem;
use crate::secrets::terraform_name;
use crate::value::{Trail, Value};

/// Puts every block of a root on its page.
pub(crate) fn pages(
    draft: &Draft,
    found: &[ReferenceSite],
    entries: &Entries<'_>,
    around: &Around<'_>,
) -> Result<Pages, Vec<Diagnostic>> {
    let (home, index) = (home(draft, around), Index::of(draft, around.run));
    let mut layout = Layout { draft, around, home, index, faults: Vec::new() };
    let (mut pages, mut items) = (Pages::new(), Vec::new());
    for (file, block) in layout.settings(&Lowering::new(around.secrets)) {
        pages.entry(file).or_default().push(block);
    }
    let blocks = draft.blocks.iter().enumerate();
    for (number, written) in blocks.filter(|(_, written)| !is_setting(written.kind)) {
        let file = draft.file_of(written).into_owned();
        let lowering = Lowering::of_block(entries.block(number));
        if written.kind == BlockKind::Values {
            let lines = layout.keep(written, tfvars::lines(written, draft, &lowering));
            let lines = lines.into_iter().flat_map(|body| body.structures);
            pages.entry(file).or_default().structures.extend(lines);
        } else {
            let block = layout.block(written, &lowering);
            let item = |block| Item { file, block, asked: Some(number) };
            items.extend(layout.keep(written, block).map(item));
        }
    }
    let variable = |block| Item { file: draft.files.variable.clone(), block, asked: None };
    items.extend(secret_variables(draft, around).into_iter().map(variable));
    if draft.order == Order::Dependency {
        items = order::by_dependency(items, draft, found, around);
    }
    sections::fill(&mut pages, items, draft);
    if layout.faults.is_empty() { Ok(pages) } else { Err(layout.faults) }
}

fn is_setting(kind: BlockKind) -> bool {
    kind.is_state() || kind == BlockKind::RequiredProvider
}

/// What blocks are checked with, and what was wrong with them so far.
struct Layout<'a> {
    draft: &'a Draft,
    around: &'a Around<'a>,
    home: String,
    index: Index<'a>,
    faults: Vec<Diagnostic>,
}

impl Layout<'_> {
    /// What was made of a block; what is wrong with it otherwise is a fault of the root.
    fn keep<T>(&mut self, written: &Block, made: Result<T, Vec<Problem>>) -> Option<T> {
        made.map_err(|problems| self.refuse(written, problems)).ok()
    }

    fn refuse(&mut self, written: &Block, problems: Vec<Problem>) {
        let place = |problem| diagnostic(problem, written, self.draft, self.around);
        self.faults.extend(problems.into_iter().map(place));
    }

    /// A block as it is written, if nothing is wrong with it; what is only doubtful is reported.
    fn block(&self, written: &Block, lowering: &Lowering<'_>) -> Result<hcl::Block, Vec<Problem>> {
        let run = self.around.run;
        let problems = if written.is_override() {
            overrides::check(written, self.draft, |whole| self.problems(whole))
        } else {
            self.problems(written)
        };
        let (wrong, doubtful): (Vec<_>, Vec<_>) =
            problems.into_iter().partition(|problem| problem.diagnostic.is_error());
        for problem in doubtful {
            run.report(diagnostic(problem, written, self.draft, self.around));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let called = call::marked(written, &self.home);
        let marked = sensitive::marked(&called, self.draft, run);
        let shaped = provider_schema::shaped(&marked, run);
        body::block(&shaped, lowering).map_err(|problem| vec![problem])
    }

    /// Everything that is wrong with a block, or doubtful.
    fn problems(&self, written: &Block) -> Vec<Problem> {
        let run = self.around.run;
        let mut problems = meta_arguments::check(written, run);
        problems.extend(provider_schema::check(written, run));
        problems.extend(call::check(written, &self.home, run));
        problems.extend(self.index.check(written));
        problems.extend(tfvars::check_default(written));
        problems
    }

    /// The `terraform` blocks: versions and backend, and where providers come from. They are one block
    /// when they share a file.
    fn settings(&mut self, lowering: &Lowering<'_>) -> Vec<(String, hcl::Block)> {
        let draft = self.draft;
        let files = &draft.files;
        let mut blocks: Vec<(String, hcl::Block)> = Vec::new();
        let mut add = |file: &str, structure: Structure| {
            let position =
                blocks.iter().position(|(known, _)| known == file).unwrap_or_else(|| {
                    blocks.push((file.to_string(), hcl::Block::new(name("terraform"), [])));
                    blocks.len() - 1
                });
            blocks[position].1.body.push(structure);
        };
        if let Some(version) = &draft.required_version {
            let version = Attribute::new(name("required_version"), version.clone());
            add(files.terraform(), version.into());
        }
        for written in draft.blocks.iter().filter(|written| written.kind.is_state()) {
            let block = self.keep(written, state::block(written, draft, lowering));
            block.into_iter().for_each(|block| add(files.backend(), block.into()));
        }
        let providers = self.required_providers(lowering);
        providers.into_iter().for_each(|block| add(&files.required_providers, block.into()));
        blocks
    }

    fn required_providers(&mut self, lowering: &Lowering<'_>) -> Option<hcl::Block> {
        let mut block = hcl::Block::new(name("required_providers"), []);
        let asked = |written: &&Block| written.kind == BlockKind::RequiredProvider;
        let mut asked: Vec<&Block> = self.draft.blocks.iter().filter(asked).collect();
        if self.draft.order == Order::Dependency {
            asked.sort_by_key(|written| &written.labels);
        }
        for written in asked {
            self.refuse(written, meta_arguments::check(written, self.around.run));
            let attribute = required_provider(written, lowering).map_err(|problem| vec![problem]);
            let attribute = self.keep(written, attribute);
            attribute.into_iter().for_each(|attribute| block.body.push(attribute));
        }
        (!block.body.structures.is_empty()).then_some(block)
    }
}

fn required_provider(written: &Block, lowering: &Lowering<'_>) -> Result<Attribute, Problem> {
    let label = written.labels.first().map_or("", String::as_str);
    let value = lowering.expr(&Value::Map(written.body.clone()), &Trail::ROOT)?;
    Ok(Attribute::new(body::ident(label, &Trail::ROOT)?, value)
        .within(Margin::above(written.above.iter().cloned())))
}

/// A variable for each secret that the root uses, unless the recipe declares it itself.
fn secret_variables(draft: &Draft, around: &Around<'_>) -> Vec<hcl::Block> {
    let declares = |name: &str| {
        draft
            .blocks
            .iter()
            .any(|written| addresses(written).iter().any(|own| *own == format!("var.{name}")))
    };
    let secrets = draft.secrets();
    let secrets = secrets.iter().map(|name| around.declared(name));
    secrets
        .map(|secret| (terraform_name(&secret), secret))
        .filter(|(variable, _)| !declares(variable))
        .filter_map(|(variable, secret)| {
            let mut block = hcl::Block::new(
                name("variable"),
                [body::ident(&variable, &Trail::ROOT).ok()?.into()],
            );
            block.body.structures.extend(
                secret.description.map(|text| Attribute::new(name("description"), text).into()),
            );
            block.body.push(Attribute::new(name("type"), Expr::variable("string").ok()?));
            block.body.push(Attribute::new(name("sensitive"), true));
            Some(block)
        })
        .collect()
}

fn name(word: &'static str) -> Ident {
    Ident::new(word).expect("Terraform's own words are names")
}
