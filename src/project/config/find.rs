//! The only place of this room that looks at the disk: it finds and reads the configuration.

use crate::diag::Diagnostic;
use crate::files::{FileError, Folder, is_ours};
use crate::project::Project;
use std::path::{Path, PathBuf};

/// The configuration's path from a project's root.
pub const CONFIG: &str = ".specweave/config.yaml";

/// How large a configuration may be, in bytes.
const LARGEST: u64 = 1 << 20;

/// The root of the project that `start` belongs to: `start` itself, or the nearest folder above it with a configuration.
///
/// The working folder counts as it is. One above counts only in the same git repository, or when it
/// belongs to this user, to the system, or to the owner of `start`. `start` is an absolute path; a relative one has no
/// folders above it to look at.
pub fn find(start: &Path) -> Option<PathBuf> {
    nearest(start, CONFIG)
}

/// The nearest folder, from `start` upward, that has a file of this name and counts for `start`.
pub fn nearest(start: &Path, name: &str) -> Option<PathBuf> {
    // A link counts as one that is there: it is refused later, and not passed over.
    let has =
        |folder: &&Path| folder.join(name).symlink_metadata().is_ok_and(|facts| !facts.is_dir());
    start.ancestors().filter(has).find(|folder| counts(folder, name, start)).map(Path::to_path_buf)
}

/// A project above that is left alone, since another user made it.
pub fn passed_over(start: &Path) -> Option<PathBuf> {
    let nearest = start
        .ancestors()
        .find(|folder| folder.join(CONFIG).symlink_metadata().is_ok_and(|facts| !facts.is_dir()))?;
    (!counts(nearest, CONFIG, start)).then(|| nearest.to_path_buf())
}

/// Whether a file in a folder above `start` counts for who works there: in the same git repository, or when it belongs
/// to this user, to the system, or to the owner of `start`. Anybody may put a project into `/tmp`.
fn counts(folder: &Path, name: &str, start: &Path) -> bool {
    let ours = |path: &Path| is_ours(path, start);
    let is_ours = || {
        let file = folder.join(name);
        ours(folder) && ours(&file) && file.parent().is_none_or(ours)
    };
    folder == start || is_ours() || repository(start).is_some_and(|root| folder.starts_with(root))
}

/// The root of the git repository around a folder. git itself refuses one that another user made.
fn repository(start: &Path) -> Option<&Path> {
    let root = start.ancestors().find(|folder| folder.join(".git").symlink_metadata().is_ok())?;
    (is_ours(root, start) && is_ours(&root.join(".git"), start)).then_some(root)
}

/// The text of the configuration of the project at `root`.
///
/// # Errors
/// When it is a link or lies behind one, is no plain file, is too large, or is no text.
pub fn text(root: &Path) -> Result<String, Box<Diagnostic>> {
    let text = Folder::open(root).and_then(|folder| folder.plain(CONFIG)?.text(LARGEST));
    text.map_err(|error| Box::new(unreadable(root, &error)))
}

/// The project that `start` belongs to; without a configuration, `start` is the root of a bare one.
///
/// The project is there when nothing in its configuration is wrong.
pub fn load(start: &Path) -> (Option<Project>, Vec<Diagnostic>) {
    let Some(root) = find(start) else { return (Some(Project::bare(start)), Vec::new()) };
    match text(&root) {
        Ok(text) => Project::parse(&root, &text, CONFIG),
        Err(error) => (None, vec![*error]),
    }
}

fn unreadable(root: &Path, error: &FileError) -> Diagnostic {
    let hint = match error {
        FileError::Link => {
            "put the configuration itself there: a link may lead to the file of another user"
        }
        _ => "look at the file's permissions and its content",
    };
    Diagnostic::error(
        "unreadable-file",
        format!("`{}` can't be read: {error}", root.join(CONFIG).display()),
    )
    .hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_configuration_above_holds() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("a/.specweave")).unwrap();
        fs::create_dir_all(root.join("a/b/c")).unwrap();
        fs::write(root.join("a/.specweave/config.yaml"), "project: { name: shop }\n").unwrap();
        assert_eq!(find(&root.join("a/b/c")), Some(root.join("a")));
        assert_eq!(find(&root.join("a")), Some(root.join("a")));
        let (project, diagnostics) = load(&root.join("a/b"));
        let project = project.unwrap();
        assert_eq!(
            (project.root, project.name.as_deref(), diagnostics.len()),
            (root.join("a"), Some("shop"), 0)
        );
    }

    #[test]
    fn without_a_configuration_the_start_is_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let (project, _) = load(folder.path());
        assert_eq!(project, Some(Project::bare(folder.path())));
    }

    #[test]
    fn what_is_not_text_is_reported() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".specweave")).unwrap();
        fs::write(folder.path().join(CONFIG), [0xff, 0xfe]).unwrap();
        let (project, diagnostics) = load(folder.path());
        assert!(project.is_none());
        assert!(
            diagnostics[0].message.ends_with("can't be read: it is not UTF-8 text"),
            "{}",
            diagnostics[0].message
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_refused_and_not_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::create_dir_all(root.join("inner/.specweave")).unwrap();
        fs::write(root.join("secret.txt"), "token: s3cr3t-value\n").unwrap();
        std::os::unix::fs::symlink("../../secret.txt", root.join("inner").join(CONFIG)).unwrap();
        let (project, diagnostics) = load(&root.join("inner"));
        assert!(project.is_none());
        assert!(
            diagnostics[0]
                .message
                .ends_with("config.yaml` can't be read: it is a link, or lies behind one")
        );
    }
}
