//! Many runs in one process, alone in it: what they give stays the same, and they leave no memory behind.

use anyhow::{Context, Result, ensure};
use sw::engine::world::MemoryWorld;
use sw::{Output, Runtime};

/// All that came out, as something to compare.
fn whole(output: &Output) -> Vec<(String, String)> {
    let files = output.files.iter().map(|file| (file.path.to_string(), file.text.to_string()));
    files.chain([("messages".into(), output.messages())]).collect()
}

/// How much memory this process has in use, in bytes.
fn resident() -> Result<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    Ok(pages
        .split(' ')
        .nth(1)
        .context("the second number is what is resident")?
        .parse::<usize>()?
        * 4096)
}

/// 100,000 runs in `scripts/soak`; fewer in `cargo test`, with the same bound on what may be left behind.
#[test]
fn many_runs_leave_nothing_behind() -> Result<()> {
    let runs: usize = std::env::var("SW_RUNS").map_or(Ok(400), |runs| runs.parse())?;
    let world = MemoryWorld::from([
        (
            "deploy.rhai",
            "import \"./lib\" as lib; for n in 0..5 { emit(`a/${n}.yaml`, lib::app(n)); }\nprint(undefined_on_purpose);",
        ),
        (
            "right.rhai",
            "import \"./lib\" as lib; for n in 0..5 { emit(`a/${n}.yaml`, lib::app(n)); }",
        ),
        (
            "lib.rhai",
            "fn app(n) { #{ name: `app-${n}`, replicas: n, tags: [1, 2, 3].map(|i| i * n) } }",
        ),
    ]);
    let runtime = Runtime::builder().world(world).build()?;
    let (right, wrong) = (whole(&runtime.run("right.rhai")), whole(&runtime.run("deploy.rhai")));
    let mut settled = 0;
    for run in 0..runs {
        if run == runs / 4 {
            settled = resident()?;
        }
        ensure!(
            whole(&runtime.run("right.rhai")) == right
                && whole(&runtime.run("deploy.rhai")) == wrong,
            "run {run} differs"
        );
    }
    let grown = resident()?.saturating_sub(settled);
    ensure!(grown < 8 << 20, "{runs} runs left {} KiB behind", grown >> 10);
    Ok(())
}
