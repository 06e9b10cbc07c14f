//! Where a report goes, and what is said of folders, files and memory that are not what a command takes.

#![cfg(unix)]

mod support;

use anyhow::{Result, ensure};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use support::attack::program;
use support::said::{said, save, written};

#[test]
fn a_folder_is_no_recipe() -> Result<()> {
    let (_home, project) =
        written(&[("deploy.rhai", String::new()), ("inner/a.txt", String::new())])?;
    let up = "../".repeat(40);
    let folders = ["/", up.as_str(), "inner", ".", "..", "//", "/.."];
    let commands: [&[&str]; 7] = [
        &["plan"],
        &["run"],
        &["check"],
        &["clean"],
        &["repl"],
        &["secrets", "list", "--recipe"],
        &["adopt", "a.txt", "--recipe"],
    ];
    for folder in folders {
        for command in commands {
            let arguments: Vec<String> =
                command.iter().chain([&folder]).map(ToString::to_string).collect();
            let (code, out, messages) = said(&project, &arguments, "", &[])?;
            ensure!(
                code == 1 && !messages.contains("internal-error"),
                "{arguments:?}: {code}\n{out}{messages}"
            );
        }
    }
    Ok(())
}

/// A project with a test, and the arguments that write a report of it to a path.
fn report(path: &str) -> Result<(tempfile::TempDir, PathBuf, Vec<String>)> {
    let (home, project) = written(&[
        ("a.rhai", "fn a() { 1 }\n".into()),
        ("a_test.rhai", "fn test_a() {}\n".into()),
    ])?;
    let arguments = ["test", "--junit", path].map(String::from).to_vec();
    Ok((home, project, arguments))
}

#[test]
fn a_report_goes_into_what_is_no_plain_file_as_a_stream() -> Result<()> {
    let (_home, project, arguments) = report("report.fifo")?;
    let made = Command::new("mkfifo").arg(project.join("report.fifo")).status()?;
    ensure!(made.success(), "there are pipes");
    let (code, _, messages) = said(&project, &arguments, "", &[])?;
    ensure!(code == 1 && messages.contains("a pipe without a reader"), "{code}\n{messages}");
    for link in ["report.fifo", "link"] {
        if link == "link" {
            std::os::unix::fs::symlink("report.fifo", project.join(link))?;
        }
        let pipe = project.join("report.fifo");
        let reader = std::thread::spawn(move || fs::read_to_string(pipe));
        let arguments = ["test", "--junit", link].map(String::from);
        // The reader may come late; it waits for a writer.
        let code = (0..200).find_map(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            said(&project, &arguments, "", &[]).ok().filter(|(code, ..)| *code == 0)
        });
        ensure!(code.is_some(), "nothing was written");
        let text = reader.join().expect("it reads")?;
        ensure!(text.starts_with("<?xml") && text.ends_with("</testsuites>\n"), "{text}");
        ensure!(
            !fs::symlink_metadata(project.join("report.fifo"))?.is_file(),
            "the pipe is still one"
        );
    }
    Ok(())
}

#[test]
fn a_report_can_go_to_stdout_and_to_devices() -> Result<()> {
    for path in ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/fd/1", "/proc/self/fd/2"] {
        let (_home, project, arguments) = report(path)?;
        let before = fs::symlink_metadata(path).ok().map(|facts| facts.file_type());
        let (code, out, messages) = said(&project, &arguments, "", &[])?;
        ensure!(code == 0, "{path}: {code}\n{out}{messages}");
        ensure!(
            fs::symlink_metadata(path).ok().map(|facts| facts.file_type()) == before,
            "{path} is another thing now"
        );
        let reports = (out + &messages).matches("</testsuites>").count();
        ensure!(reports == usize::from(path != "/dev/null"), "{path}: {reports} reports");
    }
    Ok(())
}

#[test]
fn a_report_to_stdout_is_not_lost_where_that_is_a_file() -> Result<()> {
    let (_home, project, arguments) = report("/dev/stdout")?;
    let to = project.join("out.txt");
    let mut command = Command::new(program());
    let status = command
        .args(arguments)
        .current_dir(&project)
        .env_clear()
        .stdout(fs::File::create(&to)?)
        .status()?;
    let text = fs::read_to_string(&to)?;
    ensure!(status.success() && text.starts_with("running 1 test\n"), "{text}");
    ensure!(text.contains("</testsuites>\n") && text.contains("test result: ok."), "{text}");
    Ok(())
}

#[test]
fn a_link_to_a_report_is_kept_and_leads_nowhere_else() -> Result<()> {
    let (_home, project, arguments) = report("link.xml")?;
    save(&project, "out/real.xml", "old")?;
    std::os::unix::fs::symlink("out/real.xml", project.join("link.xml"))?;
    let (code, _, messages) = said(&project, &arguments, "", &[])?;
    ensure!(code == 0, "{messages}");
    ensure!(fs::symlink_metadata(project.join("link.xml"))?.is_symlink(), "the link is kept");
    ensure!(
        fs::read_to_string(project.join("out/real.xml"))?.starts_with("<?xml"),
        "the file behind it is written"
    );
    let outside = project.with_file_name("outside.xml");
    fs::write(&outside, "mine")?;
    fs::remove_file(project.join("link.xml"))?;
    std::os::unix::fs::symlink(&outside, project.join("link.xml"))?;
    let (code, _, messages) = said(&project, &arguments, "", &[])?;
    ensure!(code == 1 && messages.contains("outside of its folder"), "{code}\n{messages}");
    ensure!(fs::read_to_string(&outside)? == "mine", "what is outside stays");
    Ok(())
}

#[test]
fn words_are_right_for_what_is_too_large() -> Result<()> {
    let cases = [
        (
            "let t = \"x\"; for i in 0..16 { t += t; } for i in 0..600 { warn(`${i}${t}`); }",
            "16 MiB of messages",
        ),
        (
            "let t = \"x\"; for i in 0..16 { t += t; } for i in 0..600 { secret(\"A\" + i, #{ description: t + i }); }",
            "16 MiB of declarations of secrets",
        ),
        ("emit(\"a.yaml\", [1, \"a\"].order());", "its items are of different kinds"),
        ("let a = [1, \"a\"]; a.sort(); emit(\"a.yaml\", a);", "its items are of different kinds"),
    ];
    for (recipe, words) in cases {
        let (_home, project) = written(&[("deploy.rhai", recipe.into())])?;
        let (code, _, messages) = said(&project, &["plan".into()], "", &[])?;
        ensure!(
            code == 1 && messages.contains(words) && !messages.contains("makes a file"),
            "{recipe}: {code}\n{messages}"
        );
    }
    Ok(())
}

#[test]
fn too_little_memory_is_no_mistake_of_ours() -> Result<()> {
    let (_home, project) = written(&[("deploy.rhai", "emit(\"a.txt\", \"\");".into())])?;
    for limit in ["-v 60000", "-v 100000", "-v 150000", "-s 64", "-s 128"] {
        let script = format!("ulimit {limit} && exec '{}' plan", program().display());
        let output =
            Command::new("sh").args(["-c", &script]).current_dir(&project).env_clear().output()?;
        let messages = String::from_utf8_lossy(&output.stderr);
        // The system may not even start the program, or end it.
        ensure!(
            output.status.code() != Some(70) && !messages.contains("our mistake"),
            "{limit}: {}\n{messages}",
            output.status
        );
    }
    Ok(())
}
