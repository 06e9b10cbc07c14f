//! What is written for Terraform is what Terraform takes: `terraform validate` of roots that need no other provider.

mod support;

use anyhow::{Context, Result, bail, ensure};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::paths::in_repository;
use support::sw::sw;
use support::tree;
use sw::domains::terraform::parse;
use sw::domains::terraform::tables::{backend, backends, table_of};
use sw::emit::hcl::{Body, Structure, emit};
use sw::schema::{Lookup, path_of};

/// How many roots there are at least.
const FEWEST: usize = 13;

#[test]
fn roots_without_providers_are_valid() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().canonicalize()?.join("project");
    fs::create_dir_all(&project)?;
    tree::write(&tree::read(&in_repository("tests/support/project"))?, &project)?;
    fs::copy(in_repository("tests/terraform/validated.rhai"), project.join("deploy.rhai"))?;
    let ran = sw(&project, ["run"])?;
    ensure!(ran.code == 0 && ran.remarks().is_empty(), "{}{}", ran.out, ran.messages);
    let roots = project.join("infrastructure/terraform");
    let names: Vec<String> =
        tree::subfolders(&roots).into_iter().filter(|name| name != "modules").collect();
    ensure!(names.len() >= FEWEST, "there are only {} roots", names.len());
    for name in names {
        let root = roots.join(&name);
        terraform(&root, &["init", "-backend=false", "-input=false", "-no-color"])?;
        terraform(&root, &["validate", "-no-color"])?;
        terraform(&root, &["fmt", "-check", "-diff"])?;
    }
    Ok(())
}

/// Whatever the standard library writes in its tests is formatted as Terraform does it.
#[test]
fn what_the_standard_library_writes_is_formatted() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut count = 0;
    for (path, snapshot) in tree::read(&in_repository("stdlib"))? {
        let Some(name) = path.strip_suffix(".snap") else { continue };
        let text = String::from_utf8(snapshot.bytes)?;
        for section in text.split("==> ").skip(1) {
            let Some((file, text)) =
                section.split_once(" <==\n").filter(|(file, _)| file.ends_with(".tf"))
            else {
                continue;
            };
            let target = folder.path().join(name).join(file);
            fs::create_dir_all(target.parent().context("it is in a folder")?)?;
            fs::write(target, text)?;
            count += 1;
        }
    }
    ensure!(count > 100, "only {count} files were found in the snapshots");
    terraform(folder.path(), &["fmt", "-check", "-diff", "-recursive"]).map(drop)
}

/// A root in another order is the same root: the same files and blocks, with the comments that stand above them.
#[test]
fn an_order_of_blocks_changes_nothing_else() -> Result<()> {
    let roots = in_repository("tests/golden/terraform/order/expected/infrastructure/terraform");
    let (written, ordered) =
        (tree::read(&roots.join("written"))?, tree::read(&roots.join("dependency"))?);
    ensure!(written.keys().eq(ordered.keys()) && written.len() > 3, "the files are not the same");
    for (name, file) in &written {
        let (before, after) = (sorted_blocks(&file.bytes)?, sorted_blocks(&ordered[name].bytes)?);
        ensure!(before == after, "{name}: {before:#?}\n{after:#?}");
    }
    ensure!(written["main.tf"] != ordered["main.tf"], "nothing was ordered");
    terraform(&roots, &["fmt", "-check", "-diff", "-recursive"]).map(drop)
}

/// The blocks of a file with what stands above each, by their text; of those with settings the lines are sorted, too.
fn sorted_blocks(bytes: &[u8]) -> Result<Vec<String>> {
    let text = std::str::from_utf8(bytes)?;
    let in_order = |block: &str| {
        let mut lines: Vec<&str> = block.trim().lines().collect();
        if lines.first() == Some(&"terraform {") {
            lines.sort_unstable();
        }
        lines.join("\n")
    };
    let mut blocks: Vec<String> = text.split("\n}\n").map(in_order).collect();
    blocks.sort();
    Ok(blocks)
}

/// What `terraform` says of a setting that a backend does not have.
const NOT_EXPECTED: &str = "is not expected here";

/// Terraform tells at once of names that it does not know, before it asks for what it needs.
#[test]
fn every_setting_of_a_backend_is_known_to_terraform() -> Result<()> {
    // It came with a version after the one that is asked here.
    let kinds: Vec<_> = backends().filter(|kind| *kind != "oci").collect();
    for kind in kinds {
        let Lookup::Known(block) = backend(kind) else { bail!("{kind} has no settings") };
        let folder = tempfile::tempdir()?;
        let fields = block.object().into_iter().flat_map(|object| &object.fields);
        let plain = fields.filter(|field| !field.marks.is_block);
        let settings: String =
            plain.map(|argument| format!("    {} = null\n", argument.name)).collect();
        fs::write(
            folder.path().join("main.tf"),
            format!("terraform {{\n  backend \"{kind}\" {{\n{settings}  }}\n}}\n"),
        )?;
        let (_, said) = ran(folder.path(), &["init", "-input=false", "-no-color"])?;
        let said = in_one_line(&said);
        ensure!(
            !said.contains(NOT_EXPECTED) && !said.contains("Unsupported backend"),
            "{kind}: {said}"
        );
    }
    Ok(())
}

#[test]
fn terraform_tells_of_settings_that_a_backend_does_not_have() -> Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(
        folder.path().join("main.tf"),
        "terraform {\n  backend \"s3\" {\n    buckett = null\n  }\n}\n",
    )?;
    let (_, said) = ran(folder.path(), &["init", "-input=false", "-no-color"])?;
    ensure!(in_one_line(&said).contains(NOT_EXPECTED), "{said}");
    Ok(())
}

#[test]
fn what_terraform_says_of_its_own_types_is_what_is_known_of_them() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let project = folder.path().canonicalize()?;
    fs::write(project.join("main.tf"), "resource \"terraform_data\" \"all\" {}\n")?;
    terraform(&project, &["init", "-input=false", "-no-color"])?;
    let said = terraform(&project, &["providers", "schema", "-json"])?;
    let json = said
        .lines()
        .find(|line| line.starts_with('{'))
        .context("Terraform says nothing of its types")?;
    fs::write(project.join("said.json"), json)?;
    let added = sw(&project, ["schema", "add", "terraform", "said.json"])?;
    ensure!(added.code == 0, "{}{}", added.out, added.messages);
    let path = project.join(path_of(&table_of("terraform")));
    let table = fs::read_to_string(&path)?;
    let types = |text: &str| text.split_once("\n\n").map(|(_, types)| types.to_string());
    let known = fs::read_to_string(in_repository("src/schema/tables/terraform/terraform.table"))?;
    ensure!(types(&table) == types(&known), "{table}");
    let again = sw(&project, ["schema", "add", "terraform", "said.json"])?;
    ensure!(again.code == 0 && fs::read_to_string(&path)? == table, "it is not the same again");
    Ok(())
}

/// How many of the folders are taken over whole: others refer to what stands in files written by hand.
const FEWEST_AGAIN: usize = 25;

/// Whether a folder has a file of blocks that Terraform lays over others: read as one text they are declared twice.
fn overrides(folder: &Path) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| file.file_name()).any(|name| name.to_string_lossy().ends_with("_override.tf"))
}

/// Whatever the goldens and examples hold comes out again when it is read and added to another root.
#[test]
fn what_exists_can_be_taken_over() -> Result<()> {
    let mut whole = 0;
    for folder in ["examples", "tests/golden"]
        .into_iter()
        .flat_map(|root| folders_of_terraform(&in_repository(root)))
        .filter(|folder| !overrides(folder))
    {
        let project = tempfile::tempdir()?;
        tree::write(&tree::read(&in_repository("tests/support/project"))?, project.path())?;
        let before = text_of(&folder)?;
        fs::write(project.path().join("all.tf"), &before)?;
        fs::write(
            project.path().join("deploy.rhai"),
            "let tf = terraform::root(\"again\");\ntf.add(unchecked(read_hcl(\"all.tf\"), \"as it was written\"));\nemit(tf);\n",
        )?;
        let ran = sw(project.path(), ["run"])?;
        if ran.code != 0
            && ran
                .messages
                .lines()
                .filter(|line| line.starts_with("error"))
                .all(|line| line.starts_with("error[unknown-reference]"))
        {
            continue;
        }
        ensure!(ran.code == 0, "{}: {}", folder.display(), ran.messages);
        let after = text_of(&project.path().join("infrastructure/terraform/again"))?;
        let (before, after) = (blocks(&before)?, blocks(&after)?);
        ensure!(before == after, "{}:\n{before:#?}\n{after:#?}", folder.display());
        whole += 1;
    }
    ensure!(whole >= FEWEST_AGAIN, "only {whole} folders were taken over");
    Ok(())
}

/// The folders below that hold Terraform.
fn folders_of_terraform(root: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = tree::subfolders(root)
        .iter()
        .flat_map(|name| folders_of_terraform(&root.join(name)))
        .collect();
    let is_terraform = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .any(|entry| entry.path().extension().is_some_and(|end| end == "tf"));
    found.extend(is_terraform.then(|| root.to_path_buf()));
    found
}

/// All of a folder's Terraform.
fn text_of(folder: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "tf"));
    files.sort();
    files.iter().map(|path| Ok(fs::read_to_string(path)? + "\n")).collect()
}

/// The blocks of a text but for those that are joined, each as its sorted words: what is in it, in any order, without comments.
fn blocks(text: &str) -> Result<Vec<String>> {
    let body = parse::body(text)?;
    let block = |structure: &Structure| match structure {
        Structure::Block(block) if !["terraform", "locals"].contains(&block.kind.as_str()) => {
            Some(emit(&Body::new().with(block.clone())))
        }
        _ => None,
    };
    let bare = |text: String| {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        let lines = lines.map(|line| line.rsplit_once(" # ").map_or(line, |(line, _)| line));
        let mut words: Vec<&str> = lines
            .flat_map(|line| line.split(|c: char| c.is_whitespace() || "[](){},".contains(c)))
            .collect();
        words.retain(|word| !word.is_empty());
        words.sort_unstable();
        words.join(" ")
    };
    let mut blocks: Vec<String> = body.structures.iter().filter_map(block).map(bare).collect();
    blocks.sort();
    Ok(blocks)
}

/// What was said, without the breaks and bars that messages are drawn with.
fn in_one_line(said: &str) -> String {
    said.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ")
}

fn terraform(root: &Path, arguments: &[&str]) -> Result<String> {
    let (done, said) = ran(root, arguments)?;
    ensure!(done, "`terraform {}` in {}:\n{said}", arguments.join(" "), root.display());
    Ok(said)
}

/// Whether it was content, and what it said.
fn ran(root: &Path, arguments: &[&str]) -> Result<(bool, String)> {
    let program = std::env::var_os("SW_TERRAFORM").unwrap_or_else(|| OsString::from("terraform"));
    let output = Command::new(&program)
        .args(arguments)
        .current_dir(root)
        .env("CHECKPOINT_DISABLE", "1")
        .output();
    let output =
        output.with_context(|| format!("{} can't be started", program.to_string_lossy()))?;
    let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    Ok((output.status.success(), said))
}
