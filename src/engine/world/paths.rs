//! Which of the project's files a path in a recipe means, and which no recipe may read.

use super::World;
use crate::diag::Diagnostic;
use crate::files::{Private, private};
use crate::project::CONFIG;
use std::path::Path;

/// The path from the project's root of what the file `from` means by `path`.
///
/// # Errors
/// When it leads out of the project, or to where real values of secrets are kept.
pub fn inside(from: &str, path: &str) -> Result<String, Diagnostic> {
    if path.starts_with('/') || path.contains('\\') || path.as_bytes().get(1) == Some(&b':') {
        return Err(bad_path(
            path,
            "is no path inside the project",
            "write it from the project's folder, with `/` between the parts",
        ));
    }
    let relative = path.starts_with("./") || path.starts_with("../") || matches!(path, "." | "..");
    if relative && from.starts_with("std/") {
        return Err(bad_path(
            path,
            "starts at a file of the standard library, which has no files of its own",
            "leave out the leading `./`",
        ));
    }
    let folder = if relative { from.rsplit_once('/').map_or("", |(folder, _)| folder) } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(
                parts
                    .pop()
                    .ok_or_else(|| bad_path(path, "leaves the project", "move the file inside"))?,
            ),
            part => parts.push(part),
        }
    }
    let inside = parts.join("/");
    private(&inside).map_or(Ok(inside), |why| Err(refused(path, why)))
}

/// That no recipe may read a file.
pub(crate) fn refused(path: &str, why: Private) -> Diagnostic {
    let hint = match why {
        Private::Values => "refer to one by its name: `secret(\"DATABASE_URL\")`",
        _ => "copy what the recipe needs to a file of its own",
    };
    Diagnostic::error("secret-file", format!("`{path}` {}", why.why())).hint(hint)
}

/// Refuses a recipe that would be a private file: what is wrong with it is shown with its lines.
///
/// # Errors
/// When it is one.
pub fn refuse_private(recipe: &str) -> Result<(), Diagnostic> {
    if private(recipe).is_none() {
        return Ok(());
    }
    Err(Diagnostic::error(
        "secret-file",
        format!("`{recipe}` is no recipe: it is a private file, whose lines are not shown"),
    )
    .hint("name a recipe: a file that ends in `.rhai`"))
}

fn bad_path(path: &str, reason: &str, hint: &str) -> Diagnostic {
    Diagnostic::error("invalid-path", format!("`{path}` {reason}")).hint(hint)
}

/// The outermost folder around a file that is a project of its own: it has a configuration.
///
/// ```
/// use sw::engine::world::{MemoryWorld, reading::library_around};
/// let world = MemoryWorld::from([("vendor/acme/.specweave/config.yaml", ""), ("vendor/acme/lib/web.rhai", "")]);
/// assert_eq!(library_around(&world, "vendor/acme/lib/web.rhai"), Some("vendor/acme"));
/// assert_eq!(library_around(&world, "deploy.rhai"), None);
/// ```
pub fn library_around<'a>(world: &dyn World, file: &'a str) -> Option<&'a str> {
    let folders = Path::new(file).ancestors().skip(1).filter_map(Path::to_str);
    let has_configuration =
        |folder: &&str| !folder.is_empty() && world.read(&format!("{folder}/{CONFIG}")).is_ok();
    folders.filter(has_configuration).last()
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_path_starts_at_the_root_or_at_its_file() {
        assert_eq!(inside("envs/deploy.rhai", "config/a.yaml").unwrap(), "config/a.yaml");
        assert_eq!(inside("envs/deploy.rhai", "./a.yaml").unwrap(), "envs/a.yaml");
        assert_eq!(inside("envs/deploy.rhai", "../a.yaml").unwrap(), "a.yaml");
        assert_eq!(inside("deploy.rhai", "a/../b//c").unwrap(), "b/c");
        assert_eq!(inside("deploy.rhai", ".").unwrap(), "");
        assert_eq!(inside("std/web", "charts/a.yaml").unwrap(), "charts/a.yaml");
    }

    #[test]
    fn nothing_outside_can_be_named() {
        for path in [
            "/etc/passwd",
            "../x",
            "a/../../x",
            "C:/x",
            "C:x",
            "..\\x",
            "a\\b",
            "..",
            "\\\\host\\x",
        ] {
            assert_eq!(inside("deploy.rhai", path).unwrap_err().code, "invalid-path", "{path}");
        }
        assert!(inside("std/web", "./x").is_err());
    }

    #[test]
    fn real_values_of_secrets_stay_unread() {
        for path in
            [".env", "app/.env.production", "./.ENV.staging", ".git/config", "a/.GIT/config"]
        {
            assert_eq!(inside("deploy.rhai", path).unwrap_err().code, "secret-file", "{path}");
        }
        assert!(inside("deploy.rhai", ".env.example").is_ok());
        assert!(inside("deploy.rhai", ".github/workflows/a.yml").is_ok());
    }
}
