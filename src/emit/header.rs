//! A comment at the top of a file, in the sign of its format.

use super::comment;

/// The text with `header` as a comment above it, behind a `#!` line where there is one; none when
/// the format of a file with this name has no comments.
///
/// ```
/// use sw::emit::header::with_header;
/// assert_eq!(with_header("main.tf", "locals {}\n", "Made by sw."), Some("# Made by sw.\n\nlocals {}\n".into()));
/// assert_eq!(with_header("run.sh", "#!/bin/sh\ntrue\n", "Made by sw."), Some("#!/bin/sh\n# Made by sw.\n\ntrue\n".into()));
/// assert_eq!(with_header("package.json", "{}\n", "Made by sw."), None);
/// ```
pub fn with_header(name: &str, text: &str, header: &str) -> Option<String> {
    let above = match sign(name)? {
        Sign::Hash => comment::header(header),
        Sign::Slashes => comment::header(header).lines().map(slashes).collect(),
    };
    let first =
        if text.starts_with("#!") { text.find('\n').map_or(text.len(), |end| end + 1) } else { 0 };
    let (interpreter, rest) = text.split_at(first);
    Some(format!("{interpreter}{above}{rest}"))
}

enum Sign {
    Hash,
    Slashes,
}

fn sign(name: &str) -> Option<Sign> {
    let extension = name.rsplit_once('.').map_or(name, |(_, extension)| extension);
    match extension {
        "yaml" | "yml" | "tf" | "tfvars" | "hcl" | "toml" | "env" | "sh" | "bash" | "py" | "rb"
        | "conf" | "cfg" | "ini" | "properties" => Some(Sign::Hash),
        "Dockerfile" | "Makefile" | "gitignore" | "dockerignore" | "gitattributes"
        | "editorconfig" => Some(Sign::Hash),
        "js" | "ts" | "mjs" | "groovy" | "Jenkinsfile" | "go" | "rs" => Some(Sign::Slashes),
        _ if name.contains(".env.") || name.starts_with("Dockerfile.") => Some(Sign::Hash),
        _ => None,
    }
}

fn slashes(line: &str) -> String {
    line.strip_prefix('#').map_or_else(|| "\n".into(), |rest| format!("//{rest}\n"))
}

#[cfg(test)]
mod tests {
    use super::with_header;

    #[test]
    fn every_format_has_its_own_sign() {
        assert_eq!(
            with_header("Jenkinsfile", "pipeline {}\n", "a\n\nb").unwrap(),
            "// a\n//\n// b\n\npipeline {}\n"
        );
        assert_eq!(with_header(".env.staging", "A=1\n", "a").unwrap(), "# a\n\nA=1\n");
        assert_eq!(with_header("staging.env.example", "A=1\n", "a").unwrap(), "# a\n\nA=1\n");
        assert_eq!(
            with_header("Dockerfile", "FROM scratch\n", "a").unwrap(),
            "# a\n\nFROM scratch\n"
        );
        assert_eq!(with_header("notes.txt", "x\n", "a"), None);
    }
}
