//! The only place of this room that looks at the disk: it finds and reads the configuration.

use super::Project;
use crate::diag::Diagnostic;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The configuration's path from a project's root.
pub const CONFIG: &str = ".specweave/config.yaml";

/// How large a configuration may be, in bytes.
const LARGEST: u64 = 1 << 20;

/// The configuration that holds for `start`: its own, or that of the nearest folder above it.
///
/// `start` is an absolute path; a relative one has no folders above it to look at.
pub fn find(start: &Path) -> Option<PathBuf> {
    start.ancestors().map(|folder| folder.join(CONFIG)).find(|file| file.is_file())
}

/// The project that `start` belongs to; without a configuration, `start` is the root of a bare one.
///
/// The project is there when nothing in its configuration is wrong.
pub fn load(start: &Path) -> (Option<Project>, Vec<Diagnostic>) {
    let Some(file) = find(start) else { return (Some(Project::bare(start)), Vec::new()) };
    match read(&file) {
        Ok(text) => {
            let root = file.ancestors().nth(2).expect("the configuration was found two levels below the root");
            Project::parse(root, &text, CONFIG)
        }
        Err(error) => {
            let why = match error.kind() {
                std::io::ErrorKind::InvalidData => "it is not UTF-8 text".to_string(),
                std::io::ErrorKind::FileTooLarge => format!("it is larger than {} MiB", LARGEST >> 20),
                kind => kind.to_string(),
            };
            (
                None,
                vec![
                    Diagnostic::error("unreadable-file", format!("`{}` can't be read: {why}", file.display()))
                        .hint("look at the file's permissions and its content"),
                ],
            )
        }
    }
}

fn read(file: &Path) -> std::io::Result<String> {
    let mut text = String::new();
    std::fs::File::open(file)?.take(LARGEST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LARGEST { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(text) }
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
        assert_eq!(find(&root.join("a/b/c")), Some(root.join("a/.specweave/config.yaml")));
        assert_eq!(find(&root.join("a")), Some(root.join("a/.specweave/config.yaml")));
        let (project, diagnostics) = load(&root.join("a/b"));
        let project = project.unwrap();
        assert_eq!((project.root, project.name.as_deref(), diagnostics.len()), (root.join("a"), Some("shop"), 0));
    }

    #[test]
    fn without_a_configuration_the_start_is_the_root() {
        let folder = tempfile::tempdir().unwrap();
        let (project, _) = load(folder.path());
        assert_eq!(project, Some(Project::bare(folder.path())));
    }

    #[test]
    fn what_is_not_text_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join(".specweave")).unwrap();
        fs::write(folder.path().join(CONFIG), [0xff, 0xfe]).unwrap();
        let (project, diagnostics) = load(folder.path());
        assert!(project.is_none());
        assert!(diagnostics[0].message.ends_with("can't be read: it is not UTF-8 text"), "{}", diagnostics[0].message);
    }
}
