//! Folders that Argo CD and Flux apply, against what the run writes.

use super::world::{Placed, World};
use crate::diag::{Diagnostic, suggest};
use crate::domains::k8s::relations::facts::{Applied, Role};
use std::collections::BTreeSet;

pub(super) fn check(world: &mut World<'_>) {
    for from in world.all() {
        if let Role::Applies(applied) = &from.object.role {
            applied.iter().for_each(|folder| check_folder(world, from, folder));
        }
    }
}

/// A folder of the run's own files. One of which the run writes nothing above is that of another repository.
fn check_folder(world: &mut World<'_>, from: Placed<'_>, applied: &Applied) {
    let Applied { at, folder, files } = applied;
    let top = folder.split('/').next().unwrap_or_default();
    let is_in =
        |path: &str, folder: &str| path.strip_prefix(folder).is_some_and(|it| it.starts_with('/'));
    if !world.files().any(|path| is_in(path, top)) {
        return;
    }
    if !world.files().any(|path| is_in(path, folder)) {
        return world.find_wrong(from, at, no_folder(world, from, folder));
    }
    for (at, file) in files {
        let is_known = !file.starts_with("..") && !file.contains(['{', '$', ':']);
        let path = format!("{folder}/{file}");
        if is_known && !world.files().any(|own| own == path) {
            world.find_wrong(from, at, no_file(world, folder, file));
        }
    }
}

fn no_folder(world: &World<'_>, from: Placed<'_>, folder: &str) -> Diagnostic {
    let folders = folders(world);
    let message = format!("{} applies `{folder}`, into which the run writes no file", from.shown());
    let near = suggest::did_you_mean(folder, folders.iter().map(String::as_str));
    Diagnostic::warning("unknown-folder", message)
        .hint(near.as_deref())
        .hint("for a folder that is written by hand: `unchecked(path, \"who writes it\")`")
}

fn no_file(world: &World<'_>, folder: &str, file: &str) -> Diagnostic {
    let inside: Vec<&str> =
        world.files().filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')).collect();
    let message = format!("the run writes no `{file}` into `{folder}`");
    let near = suggest::did_you_mean(file, inside.iter().copied());
    Diagnostic::warning("unknown-folder", message)
        .hint(near.as_deref())
        .hint("for a file that is written by hand: `unchecked(path, \"who writes it\")`")
}

/// All folders into which the run writes.
fn folders(world: &World<'_>) -> BTreeSet<String> {
    let above = |path: &str| -> Vec<String> {
        path.match_indices('/').map(|(at, _)| path[..at].to_string()).collect()
    };
    world.files().flat_map(above).collect()
}
