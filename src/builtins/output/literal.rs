//! Text that is meant as it is, and text that the target evaluates.

use crate::diag::Diagnostic;
use crate::engine::handle::register;
use crate::engine::{At, Fallible, Handle, HandleType, Namespace, Run};
use crate::value::{Expr, Hole, Language, Piece, Text, Value};
use rhai::plugin::*;
use rhai::{Module, NativeCallContext};

/// These functions, by their bare names.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(prelude),
    methods,
    handles: &[HandleType::of::<Literal>(), HandleType::of::<Expression>()],
    ..Namespace::named("", "Text that is meant as it is.")
};

fn methods() -> Module {
    let mut module = Module::new();
    register::<Literal>(&mut module, "literal text");
    register::<Expression>(&mut module, "expression");
    module
}

/// Text that no target evaluates and none refuses.
#[derive(Clone, Debug)]
pub(super) struct Literal(String);

impl Handle for Literal {
    fn about() -> &'static str {
        r#"Text that no target evaluates and none refuses.

```rhai
let price = literal("costs ${5}");
emit("motd.txt", price).path
// => "motd.txt"
```"#
    }

    fn show(&self) -> String {
        format!("the literal text {:?}", self.0)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Text::Pieces(vec![Piece::Literal(self.0.as_str().into())]).into())
    }
}

/// An expression in the language of the file that it is written in.
#[derive(Clone, Debug)]
pub(super) struct Expression(String);

impl Handle for Expression {
    fn about() -> &'static str {
        r#"An expression in the language of the file that it is written in.

```rhai
let tf = terraform::root("network");
tf.locals(#{ mask: expr("cidrnetmask(\"10.0.0.0/8\")") }).mask
// => local.mask
```"#
    }

    fn show(&self) -> String {
        format!("the expression `{}`", self.0)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Ok(Hole::Expr(Box::new(Expr {
            language: Language::target(),
            source: self.0.clone(),
            result: None,
        }))
        .into())
    }
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod prelude {
    use super::*;

    /// Text that is meant exactly as it is, also where a target would evaluate it: in
    /// Terraform, `literal("${x}")` is the four characters `${x}` and no expression.
    ///
    /// ```rhai
    /// emit("motd.txt", literal("costs ${5}")).path
    /// // => "motd.txt"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn literal(ctx: NativeCallContext, text: &str) -> Fallible<Literal> {
        let text = Run::of(&ctx).plain_text(text).at(&ctx)?;
        Ok(Literal(text))
    }

    /// An expression in the language of the file it is written in. That file's domain reads and
    /// checks it; where nothing evaluates expressions it is an error.
    ///
    /// ```rhai
    /// let tf = terraform::root("network");
    /// let cidr = tf.variable("cidr");
    /// tf.output("first", expr("cidrhost(var.cidr, 1)"));
    /// emit(tf).dir
    /// // => "infrastructure/terraform/network"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn expr(ctx: NativeCallContext, source: &str) -> Fallible<Expression> {
        let source = Run::of(&ctx).plain_text(source).at(&ctx)?;
        Ok(Expression(source))
    }
}
