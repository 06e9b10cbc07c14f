//! Who may know whom, and what only some rooms may do.

use crate::support::paths::in_repository;
use crate::support::source::Source;
use crate::support::tree::subfolders;
use crate::{code, is_in, none};
use std::collections::BTreeSet;

/// The rooms, the highest level first. A room may use what is below it, never what is above or beside it.
const LEVELS: &[&[&str]] = &[
    &["cli", "repl", "lsp"],
    &["testing"],
    &["runtime"],
    &["worker"],
    &["pipeline", "scaffold"],
    &["compare"],
    &["builtins", "domains"],
    &["document"],
    &["engine", "check", "plan", "write", "library"],
    &["model", "project", "secrets", "import"],
    &["schema", "emit"],
    &["formats"],
    &["value"],
    &["files"],
    &["diag"],
    &["util"],
];

/// Who may use a room beside it, and why.
const BESIDE: &[(&str, &str, &str)] = &[
    ("write", "plan", "a plan is what it carries out"),
    ("library", "engine", "the shelf that it fills is the engine's"),
    ("model", "secrets", "a run has made files and declared secrets"),
    ("secrets", "project", "how a secret is called depends on the environment"),
];

/// Words that only some rooms may use.
struct Border {
    words: &'static [&'static str],
    only: &'static [&'static str],
    why: &'static str,
}

const BORDERS: &[Border] = &[
    Border {
        words: &["rhai::", "use rhai;"],
        only: &["engine", "document", "builtins", "domains", "lib.rs"],
        why: "only the rooms of the language know its engine",
    },
    Border {
        words: &[
            "fs::write",
            "fs::create_dir",
            "fs::rename",
            "fs::remove_",
            "fs::copy",
            "fs::hard_link",
            "fs::set_permissions",
            "fs::symlink",
            "File::create",
            "DirBuilder",
            ".set_len(",
            ".create(true)",
            ".create_new(true)",
            ".write(true)",
            ".append(true)",
            ".truncate(true)",
            "mkdirat",
            "renameat",
            "unlinkat",
            " linkat",
            "::linkat",
            "OFlags::CREATE",
        ],
        only: &["write"],
        why: "only `write` changes files",
    },
    Border {
        words: &[
            "fs::read(",
            "fs::read_to_string",
            "fs::read_dir",
            ".read_dir()",
            "fs::read_link",
            "File::open",
            "OpenOptions",
            "openat2(",
            "OFlags",
        ],
        only: &["files", "write", "cli/ui.rs"],
        why: "the project's files are read through the one door, `files`",
    },
    Border {
        words: &[
            "print!(",
            "println!(",
            "eprint!(",
            "eprintln!(",
            "io::stdout",
            "io::stderr",
            "io::Stdout",
            "io::Stderr",
            "stdout()",
            "stderr()",
            "{stdout",
            "{stderr",
            ".print()",
            ".print_help()",
            "/dev/tty",
            "/dev/stdout",
            "/dev/stderr",
            "/dev/fd",
            "process::exit",
        ],
        only: &["cli/ui.rs"],
        why: "only `cli/ui.rs` speaks to the terminal, and makes harmless what it says",
    },
    Border {
        words: &["inquire"],
        only: &["cli/prompt.rs"],
        why: "only `cli/prompt.rs` asks, and makes harmless what it shows",
    },
    Border {
        words: &["rustyline"],
        only: &["cli/repl"],
        why: "only the session has a line editor",
    },
    Border {
        words: &["\\u{1b}", "\\x1b", "\\u{9b}"],
        only: &[
            "cli/output/shown.rs",
            "cli/ui.rs",
            "cli/repl/input/helper.rs",
            "compare/report/text.rs",
            "plan/report/text.rs",
        ],
        why: "colours are put in by `cli/output/shown.rs` alone, so that no others leave the program",
    },
    Border {
        words: &[
            "env::var",
            "env::args",
            "env::current_dir",
            "SystemTime",
            "Instant",
            "std::net",
            "process::Command",
            "RandomState",
        ],
        only: &[
            "cli",
            "repl",
            "lsp",
            "plan",
            "write",
            "files/opened.rs",
            "library",
            "secrets",
            "project",
            "engine/run/limits.rs",
            "worker/parent/process.rs",
            "worker/parent/watch.rs",
            "testing/suite.rs",
        ],
        why: "the same recipe gives the same bytes, whenever and wherever it runs",
    },
];

#[test]
fn rooms_know_only_what_is_below_them() {
    none(code().iter().flat_map(forbidden_uses));
}

fn forbidden_uses(source: &Source) -> Vec<String> {
    let module = source.module();
    let (Some(room), uses) = (module.first(), source.uses()) else { return Vec::new() };
    let bad = uses.iter().filter_map(|(line, target)| {
        let why = why_not(&module, target)?;
        Some(format!("{}:{line}: `{room}` uses `{}`: {why}", source.path, target.join("::")))
    });
    bad.collect()
}

/// Why a module may not use what is at `target`; none when it may.
fn why_not(module: &[&str], target: &[String]) -> Option<&'static str> {
    let (room, used) = (*module.first()?, target.first()?.as_str());
    if room == used {
        let is_sideways = room == "domains"
            && module.len() > 1
            && target.get(1).is_some_and(|part| part != module[1]);
        return is_sideways.then_some("what two domains share belongs below them");
    }
    let (own, other) = (level(room), level(used));
    match (own, other) {
        _ if BESIDE.iter().any(|(from, to, _)| (*from, *to) == (room, used)) => None,
        (Some(own), Some(other)) if own < other => None,
        (Some(own), Some(other)) if own == other => Some("it is beside it"),
        (Some(_), Some(_)) => Some("it is above it"),
        _ => Some("a room has to have its level in this test"),
    }
}

fn level(room: &str) -> Option<usize> {
    LEVELS.iter().position(|rooms| rooms.contains(&room))
}

#[test]
fn every_exception_is_needed() {
    let needed: BTreeSet<(String, String)> = code()
        .iter()
        .flat_map(|source| {
            let room = source.module().first().map_or_else(String::new, ToString::to_string);
            source
                .uses()
                .into_iter()
                .filter_map(move |(_, target)| Some((room.clone(), target.first()?.clone())))
        })
        .collect();
    let unused =
        BESIDE.iter().filter(|(from, to, _)| !needed.contains(&(from.to_string(), to.to_string())));
    none(
        unused.map(|(from, to, _)| {
            format!("`{from}` no longer uses `{to}`: take the exception away")
        }),
    );
}

#[test]
fn every_room_has_its_level_and_stands_in_the_architecture_page() {
    let page = std::fs::read_to_string(in_repository("src/lib.rs")).expect("the crate has a root");
    let rooms = subfolders(&in_repository("src"));
    none(rooms.iter().flat_map(|room| {
        let row = format!("//! | [`{room}`]");
        let unplaced =
            level(room).is_none().then(|| format!("src/{room}: it has no level in this test"));
        let untold = (!page.contains(&row))
            .then(|| format!("src/{room}: the table at the top of src/lib.rs does not name it"));
        unplaced.into_iter().chain(untold)
    }));
}

#[test]
fn only_domains_know_a_domain_by_name() {
    let homes = ["domains", "secrets", "project", "cli", "scaffold"];
    let elsewhere = code()
        .into_iter()
        .filter(|source| !homes.contains(&source.module().first().copied().unwrap_or_default()));
    let named = sw::domains::ALL.iter().filter(|domain| !domain.name.is_empty());
    let names: Vec<String> = named.map(|domain| format!("\"{}\"", domain.name)).collect();
    none(elsewhere.flat_map(|source| {
        let lines =
            source.code().filter(|(_, line)| names.iter().any(|name| line.contains(name.as_str())));
        lines
            .map(|(number, line)| {
                format!("{}:{number}: `{}` names a domain", source.path, line.trim())
            })
            .collect::<Vec<_>>()
    }));
}

#[test]
fn each_power_stays_in_its_rooms() {
    none(code().iter().flat_map(|source| {
        let inside = source.path.trim_start_matches("src/");
        let closed = BORDERS
            .iter()
            .filter(move |border| !border.only.iter().any(|only| is_in(inside, only)));
        closed.flat_map(|border| {
            let lines = source
                .code()
                .filter(|(_, line)| border.words.iter().any(|word| line.contains(word)));
            lines.map(|(number, line)| {
                format!("{}:{number}: `{}`: {}", source.path, line.trim(), border.why)
            })
        })
    }));
}

#[test]
fn the_borders_are_seen_in_code() {
    let text = r"//! use crate::cli;
use crate::{a::B, c};
use crate::{
    d,
    e::{F, G},
};
use super::super::h;
fn f() -> crate::i::J {}
mod inner {
    super::k();
}
pub(crate) fn l() {}
#[cfg(test)]
mod tests {
    crate::m;
}
#[cfg(test)]
mod more;
fn n() -> crate::o {}
";
    let source = Source { path: "src/domains/x/y.rs".into(), text: text.into() };
    let seen: Vec<String> = source
        .uses()
        .into_iter()
        .map(|(line, target)| format!("{line} {}", target.join("::")))
        .collect();
    assert_eq!(
        seen,
        ["2 a::B", "2 c", "3 d", "3 e", "7 domains::h", "8 i::J", "10 domains::x", "19 o"]
    );
    let target = |path: &str| path.split("::").map(String::from).collect::<Vec<_>>();
    assert!(why_not(&["emit", "yaml"], &target("engine::run")).is_some());
    assert!(why_not(&["check"], &target("plan")).is_some());
    assert!(why_not(&["write"], &target("plan::Plan")).is_none());
    assert!(why_not(&["domains", "github"], &target("domains::terraform")).is_some());
    assert!(why_not(&["engine"], &target("emit::yaml")).is_none());
}
