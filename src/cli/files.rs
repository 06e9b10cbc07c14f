//! The recipe files of a project, as git sees them.

use ignore::WalkBuilder;
use std::path::Path;

/// The recipe files below a folder that git would keep, sorted, as paths from it.
pub(super) fn recipe_files(root: &Path) -> Vec<String> {
    let entries = WalkBuilder::new(root).require_git(false).sort_by_file_path(Path::cmp).build().flatten();
    let recipes = entries.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rhai"));
    let inside = |path: &Path| Some(path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"));
    recipes.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file())).filter_map(|entry| inside(entry.path())).collect()
}
