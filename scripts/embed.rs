//! Build script: puts texts into the binary, as sorted lists of names and texts: the recipes of
//! `stdlib/` by their import names, the pages on the codes of messages by area and code, the pages of
//! the book, and the parts that first recipes are put together from.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The files of a folder that become a list.
struct Texts {
    folder: &'static str,
    extension: &'static str,
    /// What stands before a file's path in its name.
    prefix: &'static str,
    /// The declaration of the list.
    list: &'static str,
    /// The file that it is written to.
    out: &'static str,
}

const STANDARD: Texts = Texts {
    folder: "stdlib",
    extension: "rhai",
    prefix: "std/",
    list: "/// The standard library: import name and text, sorted by name.\npub const STANDARD: Shelf",
    out: "stdlib.rs",
};

const PAGES: Texts = Texts {
    folder: "src/diag/codes",
    extension: "md",
    prefix: "",
    list: "/// The pages: `<area>/<code>` and text, sorted.\nconst PAGES: &[(&str, &str)]",
    out: "codes.rs",
};

const BOOK: Texts = Texts {
    folder: "docs/src",
    extension: "md",
    prefix: "",
    list: "/// The pages of the book: path and text, sorted.\nconst PAGES: &[(&str, &str)]",
    out: "book.rs",
};

const RECIPES: Texts = Texts {
    folder: "src/scaffold/recipes",
    extension: "rhai",
    prefix: "",
    list: "/// The parts of first recipes: path and text, sorted.\nconst RECIPES: &[(&str, &str)]",
    out: "recipes.rs",
};

fn main() {
    embed(&STANDARD);
    embed(&PAGES);
    embed(&BOOK);
    embed(&RECIPES);
}

#[expect(clippy::print_stdout, reason = "this is how a build script talks to cargo")]
fn embed(texts: &Texts) {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"))
        .join(texts.folder);
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(texts, &root, &root, &mut files);
    files.sort();
    let mut code = format!("{} = &[\n", texts.list);
    for (name, path) in files {
        writeln!(code, "    ({name:?}, include_str!({path:?})),").expect("a string takes text");
    }
    code.push_str("];\n");
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets it")).join(texts.out);
    std::fs::write(out, code).expect("the output folder can be written");
}

fn collect(texts: &Texts, root: &Path, folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(texts, root, &path, files);
        } else if path.extension().is_some_and(|extension| extension == texts.extension) {
            let inside = path.strip_prefix(root).expect("it was found below").with_extension("");
            // Tests of the standard library are for its authors.
            if inside.to_string_lossy().ends_with("_test") {
                continue;
            }
            let name = inside.to_string_lossy().replace('\\', "/");
            files.push((format!("{}{name}", texts.prefix), path.to_string_lossy().into_owned()));
        }
    }
}
