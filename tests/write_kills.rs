//! `kill -9` at any moment of a run of the program: the next start finds the tree of one run or of the other.
#![allow(clippy::unwrap_used, reason = "a test may stop at a broken assumption")]

mod disk;

use disk::program::{Project, Version, program};
use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

/// Three hundred files, all of which change, in thirty folders, of which some come and some go.
const RECIPE: &str = r"
let version = input(`version`);
for i in 0..300 {
    let folder = if i % 3 == 0 { `${version}/${i % 30}` } else { `both/${i % 30}` };
    emit(`${folder}/file-${i}.yaml`, #{ version: version, number: i, text: `some text of version ${version}` });
}
";

/// Lanes run side by side, each in a project of its own.
const LANES: u32 = 2;

fn kills() -> u32 {
    std::env::var("SW_KILLS").map_or(500, |kills| kills.parse().unwrap())
}

/// What was seen after the kills.
#[derive(Debug, Default)]
struct Seen {
    /// How often the tree was still the old one, or was the new one.
    old: u32,
    new: u32,
    /// How often a write was found halfway, and finished or taken back.
    mended: u32,
    /// The trees that were seen.
    versions: BTreeMap<Version, u32>,
}

#[test]
fn a_killed_run_leaves_one_tree_or_the_other() {
    let project = Project::new(RECIPE);
    let lanes: Vec<Seen> = std::thread::scope(|scope| {
        let lanes: Vec<_> = (0..LANES)
            .map(|lane| {
                scope.spawn({
                    let project = &project;
                    move || kill_runs(&project.copy(), lane)
                })
            })
            .collect();
        lanes.into_iter().map(|lane| lane.join().unwrap()).collect()
    });
    let sum = |what: fn(&Seen) -> u32| lanes.iter().map(what).sum::<u32>();
    let (old, new, mended) = (sum(|seen| seen.old), sum(|seen| seen.new), sum(|seen| seen.mended));
    let versions = [Version::A, Version::B].map(|version| {
        sum(if version == Version::A {
            |s| s.versions[&Version::A]
        } else {
            |s| s.versions[&Version::B]
        })
    });
    println!(
        "{} kills: {old} old trees, {new} new ones, {mended} of them mended; versions {versions:?}",
        old + new
    );
    assert_eq!(old + new, kills() / LANES * LANES);
    assert!(old > 0 && new > 0 && mended > 0 && versions.iter().all(|seen| *seen > 0));
}

fn kill_runs(project: &Project, lane: u32) -> Seen {
    let mut seen =
        Seen { versions: BTreeMap::from([(Version::A, 0), (Version::B, 0)]), ..Seen::default() };
    let whole = duration(project);
    let mut now = project.version().unwrap();
    for kill in (lane..kills()).step_by(LANES as usize) {
        // The golden ratio spreads the moments evenly over a run and what comes after it.
        let moment = whole.mul_f64(1.3 * (f64::from(kill) * 0.618_033_988_749_895).fract());
        let case = format!("kill {kill}, after {moment:?} of {whole:?}");
        let mut child = project
            .command(now.other())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        // Every tenth time the next start is that of the program.
        if kill % 10 == 0 {
            plan(project, &case)
        } else {
            seen.mended += u32::from(project.mend(&case))
        }
        let found = project.version().unwrap_or_else(|| panic!("{case}: a mix"));
        *if found == now { &mut seen.old } else { &mut seen.new } += 1;
        *seen.versions.entry(found).or_default() += 1;
        now = found;
    }
    project.mend("at the end");
    project.is_tidy("at the end");
    seen
}

/// How long a run takes that nobody disturbs.
fn duration(project: &Project) -> Duration {
    let mut times: Vec<Duration> = [Version::B, Version::A, Version::B, Version::A, Version::B]
        .map(|version| {
            let start = Instant::now();
            assert!(project.command(version).stdout(Stdio::null()).status().unwrap().success());
            start.elapsed()
        })
        .into();
    times.sort();
    times[times.len() / 2]
}

/// `sw plan` is a start too: it mends what it finds before it looks.
fn plan(project: &Project, case: &str) {
    let interrupted = sw::write::interrupted(&project.root());
    let planned = program(&project.root()).args(["plan", "--set", "version=a"]).output().unwrap();
    let said = String::from_utf8_lossy(&planned.stderr).into_owned();
    assert!(planned.status.success(), "{case}: {said}");
    // What was interrupted while it was still staged did not touch the tree: the next run clears it away without a word.
    let told = said.contains("an earlier run stopped while it wrote");
    assert!(interrupted || !told, "{case}: {said}");
    assert!(sw::write::leftover(&project.root(), &disk::state()).is_none(), "{case}");
}
