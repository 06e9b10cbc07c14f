//! Build script: lists every recipe of `stdlib/` as `STANDARD`, sorted by its import name.

use std::fmt::Write;
use std::path::{Path, PathBuf};

#[expect(clippy::print_stdout, reason = "this is how a build script talks to cargo")]
fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("stdlib");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut recipes = Vec::new();
    collect(&root, &root, &mut recipes);
    recipes.sort();
    let mut code = String::from("/// The standard library: import name and text, sorted by name.\npub const STANDARD: Shelf = &[\n");
    for (name, path) in recipes {
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a string takes text");
    }
    code.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join("stdlib.rs");
    std::fs::write(out, code).expect("the output folder can be written");
}

fn collect(root: &Path, folder: &Path, recipes: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(root, &path, recipes);
        } else if path.extension().is_some_and(|extension| extension == "rhai") {
            let inside = path.strip_prefix(root).expect("it was found below").with_extension("");
            let name = inside.to_string_lossy().replace('\\', "/");
            recipes.push((format!("std/{name}"), path.to_string_lossy().into_owned()));
        }
    }
}
