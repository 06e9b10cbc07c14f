//! Where blocks go: `tf.file(...)`, `tf.section(...)`, `tf.comment(...)`; and what runs the root.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Root, variables_of};
use crate::engine::convert::to_dynamic;
use crate::engine::{At, Fallible, Run};
use rhai::plugin::*;
use rhai::{Dynamic, Module, NativeCallContext};

pub(super) fn methods() -> Module {
    rhai::exported_module!(arrangement)
}

#[export_module]
#[allow(
    missing_docs,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the macro makes items and code of its own"
)]
mod arrangement {
    use super::*;

    /// Returns the root; what is added through this handle goes to the file `name`: resources, data
    /// sources, modules and locals. Variables, outputs, providers and settings stay in the files
    /// of their kinds.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.file("network.tf").resource("hcloud_network", "main", #{ name: "web", ip_range: "10.0.0.0/16" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/network.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn file(ctx: NativeCallContext, this: &mut Root, name: &str) -> Fallible<Root> {
        let name = Run::of(&ctx).plain_text(name).at(&ctx)?;
        if name.contains('/') || !name.ends_with(".tf") {
            return Err(Diagnostic::error(
                "invalid-path",
                format!("{name:?} is no file of a root"),
            )
            .hint("name it as `network.tf`"))
            .at(&ctx);
        }
        Ok(this.in_file(&name))
    }

    /// Returns the root; what is added through this handle is below a heading in its file, together with all else of the
    /// section. Sections come in the order in which they are first used, behind what is in none; `terraform` blocks and values
    /// are in none. What `file` gives can be asked for sections as well.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// let network = tf.section("Network");
    /// network.resource("hcloud_network", "main", #{ name: "web", ip_range: "10.0.0.0/16" });
    /// tf.section("Servers").resource("hcloud_ssh_key", "ada", #{ name: "ada", public_key: "ssh-ed25519 A" });
    /// emit(tf).path
    /// // => "infrastructure/terraform/web/main.tf"
    /// ```
    #[rhai_fn(return_raw, pure)]
    pub fn section(ctx: NativeCallContext, this: &mut Root, title: &str) -> Fallible<Root> {
        let title = Run::of(&ctx).plain_text(title).at(&ctx)?;
        if title.trim().is_empty() || title.contains('\n') {
            let problem =
                Diagnostic::error("invalid-name", format!("{title:?} is no title of a section"));
            return Err(problem.hint("a title is one line of text, such as `Network`")).at(&ctx);
        }
        Ok(this.in_section(title.trim()))
    }

    /// Comment lines above the next block.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.comment("What the others are called with");
    /// tf.locals(#{ region: "fsn1" }).region
    /// // => local.region
    /// ```
    #[rhai_fn(pure)]
    pub fn comment(this: &mut Root, text: &str) {
        this.draft().comment.extend(text.lines().map(String::from));
    }

    /// The environment variables that hand the root its secrets, for the job that runs it.
    ///
    /// ```rhai
    /// let tf = terraform::root("web");
    /// tf.provider("hcloud", #{ token: secret("HETZNER_TOKEN") });
    /// tf.environment()
    /// // => #{ TF_VAR_hetzner_token: secret("HETZNER_TOKEN") }
    /// ```
    #[rhai_fn(pure)]
    pub fn environment(ctx: NativeCallContext, this: &mut Root) -> Dynamic {
        let run = Run::of(&ctx);
        to_dynamic(&run, &variables_of(this, &run).into())
    }
}
