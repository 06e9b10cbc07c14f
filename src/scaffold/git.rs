//! What git should know about a project: what stays out of it, and how some files are treated.

use crate::model::FilePath;
use crate::plan;

/// What is between the markers in `.gitignore`: what is secret, and what tools leave behind.
pub const GIT_IGNORE: &str = "\
# Values of secrets stay on the machine; their names and what they are for are shared.
.env
.env.*
!.env.example

# Terraform: downloads, and state, which holds secrets in plain text. `.terraform.lock.hcl` is shared.
.terraform/
*.tfstate
*.tfstate.*
*.tfplan

# sw: what it needs while it writes, and what only this machine knows.
.specweave/tmp/
.specweave/lock
.specweave/written
";

/// What is between the markers in `.gitattributes`.
pub const GIT_ATTRIBUTES: &str = "\
# sw's list of what it made: collapsed in reviews. After a merge, `sw adopt --rebuild` mends it.
.specweave/generated.json text eol=lf linguist-generated=true
.specweave/config.yaml text eol=lf
*.rhai text eol=lf
";

/// The text of a file with the block of `sw init` in it; none when a marker of it is damaged.
pub fn with_block(path: &FilePath, text: &str, inner: &str) -> Option<String> {
    plan::with_block(path, "init", text, inner)
}
