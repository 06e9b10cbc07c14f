//! The ids of what recipes import.

use crate::diag::Diagnostic;

/// The id of what `importer` means by `path`.
pub(crate) fn module_id(importer: &str, path: &str) -> Result<String, Diagnostic> {
    let path = path.strip_suffix(".rhai").unwrap_or(path);
    let file = |id: String| if id.starts_with("std/") { id } else { format!("{id}.rhai") };
    if path.starts_with("std/") {
        return Ok(path.into());
    }
    if !path.starts_with("./") && !path.starts_with("../") {
        return Err(Diagnostic::error(
            "unknown-import",
            format!("`{path}` is neither a relative path nor in the standard library"),
        )
        .hint(
            format!(
                "a file of your own starts with a dot: `import \"./{}\" as ...`",
                path.trim_start_matches('/')
            )
            .as_str(),
        ));
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
    let id = parts.join("/");
    // A library of the binary can't reach into the project that uses it.
    if importer.starts_with("std/") && !id.starts_with("std/") {
        Err(leaves(path))
    } else {
        Ok(file(id))
    }
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
}
