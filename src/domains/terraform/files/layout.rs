//! Which block is in which file of a root, and the blocks that a root has of itself.

use super::entries::Entries;
use super::{Fault, Item, Pages};
use super::{diagnostic, order, sections, state, tfvars};
use crate::domains::terraform::block::draft::home;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::domains::terraform::block::reference_sites::ReferenceSite;
use crate::domains::terraform::block::root_options::Order;
use crate::domains::terraform::check::reference_types::Index;
use crate::domains::terraform::check::{meta_arguments, provider_schema, sensitive};
use crate::domains::terraform::lower::body;
use crate::domains::terraform::lower::expression::Lowering;
use crate::domains::terraform::modules::call;
use crate::emit::hcl::{self, Attribute, Body, Expr, Ident, Margin};
use crate::engine::{Around, Run};
use crate::schema::Problem;
use crate::secrets::terraform_name;
use crate::value::{Trail, Value};

/// Puts every block of a root on its page.
pub(crate) fn pages(
    draft: &Draft,
    found: &[ReferenceSite],
    entries: &Entries<'_>,
    around: &Around<'_>,
) -> Result<Pages, Vec<Fault>> {
    let lowering = Lowering::new(around.secrets);
    let home = home(draft, around);
    let index = Index::of(draft, around.run);
    let mut pages = Pages::new();
    let mut faults = Vec::new();
    for (file, block) in settings(draft, &lowering, around.run, &mut faults) {
        pages.entry(file).or_default().push(block);
    }
    for (number, written) in draft.blocks.iter().enumerate() {
        if written.kind != BlockKind::Values {
            continue;
        }
        match tfvars::lines(written, draft, &Lowering::of_block(entries.block(number))) {
            Ok(lines) => {
                pages.entry(tfvars::file(written)).or_default().structures.extend(lines.structures)
            }
            Err(problems) => faults.extend(
                problems.into_iter().map(|problem| Fault { problem, block: Some(written.clone()) }),
            ),
        }
    }
    let mut items = Vec::new();
    for (number, written) in
        draft.blocks.iter().enumerate().filter(|(_, written)| !is_setting(written.kind))
    {
        let fault = |problem| Fault { problem, block: Some(written.clone()) };
        let wrong: Vec<_> = meta_arguments::check(written, around.run)
            .into_iter()
            .chain(provider_schema::check(written, around.run))
            .chain(call::check(written, &home, around.run))
            .chain(index.check(written))
            .chain(tfvars::check_default(written))
            .collect();
        let (wrong, doubtful): (Vec<_>, Vec<_>) =
            wrong.into_iter().partition(|problem| problem.diagnostic.is_error());
        doubtful
            .into_iter()
            .for_each(|problem| around.run.report(diagnostic(fault(problem), draft, around)));
        if !wrong.is_empty() {
            faults.extend(wrong.into_iter().map(fault));
            continue;
        }
        match body::block(
            &provider_schema::shaped(
                &sensitive::marked(&call::marked(written, &home), draft, around.run),
                around.run,
            ),
            &Lowering::of_block(entries.block(number)),
        ) {
            Ok(block) => {
                items.push(Item { file: file_of(draft, written), block, asked: Some(number) })
            }
            Err(problem) => faults.push(fault(problem)),
        }
    }
    let variable = |block| Item { file: draft.files.variable.clone(), block, asked: None };
    items.extend(secret_variables(draft, around).into_iter().map(variable));
    if draft.order == Order::Dependency {
        items = order::by_dependency(items, draft, found, around);
    }
    sections::fill(&mut pages, items, draft);
    if faults.is_empty() { Ok(pages) } else { Err(faults) }
}

fn is_setting(kind: BlockKind) -> bool {
    matches!(
        kind,
        BlockKind::Backend | BlockKind::Cloud | BlockKind::RequiredProvider | BlockKind::Values
    )
}

/// The file that a block goes to.
pub(crate) fn file_of(draft: &Draft, written: &Block) -> String {
    if let Some(file) = &written.file {
        return file.to_string();
    }
    let files = &draft.files;
    let file = match written.kind {
        BlockKind::Backend | BlockKind::Cloud => return files.backend().into(),
        BlockKind::Values => return tfvars::file(written),
        BlockKind::RequiredProvider => &files.required_providers,
        BlockKind::Provider => &files.provider,
        BlockKind::Variable => &files.variable,
        BlockKind::Locals => &files.locals,
        BlockKind::Data | BlockKind::Ephemeral => &files.data,
        BlockKind::Resource => &files.resource,
        BlockKind::Module => &files.module,
        BlockKind::Output => &files.output,
        // What is said of resources is beside them.
        BlockKind::Check | BlockKind::Moved | BlockKind::Import | BlockKind::Removed => {
            &files.resource
        }
    };
    file.clone()
}

/// The `terraform` blocks: versions and backend, and where providers come from. They are one block
/// when they share a file.
fn settings(
    draft: &Draft,
    lowering: &Lowering<'_>,
    run: &Run,
    faults: &mut Vec<Fault>,
) -> Vec<(String, hcl::Block)> {
    let mut blocks: Vec<(String, hcl::Block)> = Vec::new();
    let mut add = |file: &str, fill: &dyn Fn(&mut Body)| {
        let position = blocks.iter().position(|(known, _)| known == file).unwrap_or_else(|| {
            blocks.push((file.to_string(), hcl::Block::new(name("terraform"), [])));
            blocks.len() - 1
        });
        fill(&mut blocks[position].1.body);
    };
    if let Some(version) = &draft.required_version {
        add(draft.files.terraform(), &|body| {
            body.push(Attribute::new(name("required_version"), version.clone()))
        });
    }
    for written in draft
        .blocks
        .iter()
        .filter(|written| matches!(written.kind, BlockKind::Backend | BlockKind::Cloud))
    {
        match state_block(written, draft, lowering) {
            Ok(block) => add(draft.files.backend(), &|body| body.push(block.clone())),
            Err(problems) => faults.extend(
                problems.into_iter().map(|problem| Fault { problem, block: Some(written.clone()) }),
            ),
        }
    }
    if let Some(block) = required_providers(draft, lowering, run, faults) {
        add(&draft.files.required_providers, &|body| body.push(block.clone()));
    }
    blocks
}

/// Where the state is kept.
fn state_block(
    written: &Block,
    draft: &Draft,
    lowering: &Lowering<'_>,
) -> Result<hcl::Block, Vec<Problem>> {
    let wrong = state::check(written);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    body::block(&state::completed(written, draft), lowering).map_err(|problem| vec![problem])
}

fn required_providers(
    draft: &Draft,
    lowering: &Lowering<'_>,
    run: &Run,
    faults: &mut Vec<Fault>,
) -> Option<hcl::Block> {
    let mut block = hcl::Block::new(name("required_providers"), []);
    let mut asked: Vec<&Block> =
        draft.blocks.iter().filter(|written| written.kind == BlockKind::RequiredProvider).collect();
    if draft.order == Order::Dependency {
        asked.sort_by_key(|written| &written.labels);
    }
    for written in asked {
        let fault = |problem| Fault { problem, block: Some(written.clone()) };
        faults.extend(meta_arguments::check(written, run).into_iter().map(fault));
        match required_provider(written, lowering) {
            Ok(attribute) => block.body.push(attribute),
            Err(problem) => faults.push(fault(problem)),
        }
    }
    (!block.body.structures.is_empty()).then_some(block)
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
            .any(|written| written.kind == BlockKind::Variable && written.labels == [name])
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
