//! The ids of what recipes import.

use crate::diag::Diagnostic;

/// The id of what `importer` means by `path`.
pub(crate) fn module_id(importer: &str, path: &str) -> Result<String, Diagnostic> {
    let path = path.strip_suffix(".rhai").unwrap_or(path);
    let file = |id: String| if id.starts_with("std/") { id } else { format!("{id}.rhai") };
    if path.starts_with("std/") {
        let parts: Vec<&str> = path.split('/').collect();
        return open_to(importer, path, &parts).map(|()| path.into());
    }
    if !path.starts_with("./") && !path.starts_with("../") {
        return Err(unknown(path));
    }
    let mut parts: Vec<&str> = importer.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop().ok_or_else(|| leaves(path))?),
            part => parts.push(part),
        }
    }
    open_to(importer, path, &parts)?;
    let id = parts.join("/");
    // A library of the binary can't reach into the project that uses it.
    if importer.starts_with("std/") && !id.starts_with("std/") {
        Err(leaves(path))
    } else {
        Ok(file(id))
    }
}

/// That a file may import another one, which is no internal one of others.
fn open_to(importer: &str, path: &str, parts: &[&str]) -> Result<(), Diagnostic> {
    let folders = &parts[..parts.len().saturating_sub(1)];
    match folders.iter().rposition(|folder| *folder == INTERNAL) {
        Some(at) if !is_below(importer, &parts[..at]) => {
            Err(is_internal(path, &parts[..at].join("/")))
        }
        _ => Ok(()),
    }
}

fn unknown(path: &str) -> Diagnostic {
    let below = path.trim_start_matches('/');
    Diagnostic::error(
        "unknown-import",
        format!("`{path}` is neither a relative path nor in the standard library"),
    )
    .hint(format!("a file of your own starts with a dot: `import \"./{below}\" as ...`").as_str())
}

/// The folder whose files are only for those beside it and in it.
pub(crate) const INTERNAL: &str = "internal";

/// Whether a file is inside of a folder.
fn is_below(file: &str, folder: &[&str]) -> bool {
    let mut folders = file.rsplit_once('/').map_or("", |(folders, _)| folders).split('/');
    folder.iter().all(|name| folders.next() == Some(name))
}

fn is_internal(path: &str, owner: &str) -> Diagnostic {
    Diagnostic::error("internal-import", format!("`{path}` is internal to `{owner}`"))
        .note(format!("files in a folder `{INTERNAL}` are for those beside that folder and in it"))
        .hint(format!("import what `{owner}` offers to others").as_str())
        .hint(format!("if it is meant for others, move it out of `{INTERNAL}`").as_str())
}

fn leaves(path: &str) -> Diagnostic {
    Diagnostic::error(
        "import-outside",
        format!("the import `{path}` leaves its project or library"),
    )
    .hint("move the file inside, or publish it as a library")
}

#[cfg(test)]
mod tests {
    use super::module_id;

    #[test]
    fn relative_paths_start_at_the_importer() {
        assert_eq!(module_id("envs/deploy.rhai", "../lib/web.rhai").unwrap(), "lib/web.rhai");
        assert_eq!(module_id("deploy.rhai", "./lib/web").unwrap(), "lib/web.rhai");
        assert_eq!(module_id("std/kubernetes/web", "../net").unwrap(), "std/net");
        assert!(module_id("deploy.rhai", "../other").is_err());
        assert!(module_id("std/web", "../deploy").is_err());
        assert!(module_id("deploy.rhai", "/etc/passwd").is_err());
    }

    #[test]
    fn internal_files_are_for_those_beside_their_folder_and_in_it() {
        let id = |importer: &str, path: &str| module_id(importer, path).ok();
        for (importer, path) in [
            ("acme/web.rhai", "./internal/names"),
            ("acme/aws/web.rhai", "../internal/names"),
            ("acme/internal/other.rhai", "./names"),
            ("acme/internal/deep/other.rhai", "../names"),
        ] {
            assert_eq!(
                id(importer, path).as_deref(),
                Some("acme/internal/names.rhai"),
                "{importer}"
            );
        }
        for (importer, path) in [
            ("deploy.rhai", "./acme/internal/names"),
            ("other/web.rhai", "../acme/internal/deep/names"),
            ("acme/web.rhai", "./internal/deep/internal/names"),
            ("acmes/web.rhai", "../acme/internal/names"),
            ("deploy.rhai", "std/acme/internal/names"),
        ] {
            assert_eq!(id(importer, path), None, "{importer}");
        }
        assert!(id("deploy.rhai", "./internal/names").is_some());
        assert!(id("deploy.rhai", "./lib/internal").is_some());
    }
}
