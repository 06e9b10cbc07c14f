//! HCL text, exactly as `terraform fmt` would leave it, from a node tree.
//!
//! [`emit`] writes a file, [`emit_expr`] an expression on one line. On the way down:
//!
//! - `name`, `number`, `body`, `expr`, `collection`, `template`: the nodes. Names, numbers and
//!   templates are checked and brought into their simplest form where they are made.
//! - `structure`, `broken`, `flat`, `pieces`: the layout an expert would choose. What fits in 80
//!   columns stays on a line; objects and commented lists take several.
//! - `token`, `page`, `columns`: the shape that `terraform fmt` gives to any tokens.
//! - `escape`, `heredoc`: what text needs in quotes, and what a heredoc can carry.
//!
//! ```
//! use sw::emit::hcl::{Attribute, Block, Body, Expr, Ident, Label, Margin, emit};
//! let backend = Block::new(Ident::new("backend")?, [Label::new("s3")?])
//!     .with(Attribute::new(Ident::new("bucket")?, "state"))
//!     .with(Attribute::new(Ident::new("encrypt")?, true).within(Margin::note("always")));
//! let terraform = Block::new(Ident::new("terraform")?, []).with(backend);
//! let text = emit(&Body::new().with(terraform));
//! assert_eq!(text, r#"terraform {
//!   backend "s3" {
//!     bucket  = "state"
//!     encrypt = true # always
//!   }
//! }
//! "#);
//! # Ok::<(), sw::emit::hcl::BadName>(())
//! ```

pub(crate) mod print;
pub(crate) mod tree;

pub use tree::body::{Attribute, Block, Body, Comment, Structure};
pub use tree::collection::{Field, For, Item, Key, List, Object};
pub use tree::expr::{BinaryOp, Call, Conditional, Expr, Step, Traversal, UnaryOp};
pub use tree::margin::Margin;
pub use tree::name::{BadName, Ident, Label, Variable};
pub use tree::number::{BadNumber, Number};
pub use tree::template::{ForPiece, Heredoc, IfPiece, Piece, Strip, Template};

use print::page::Page;

/// The text of a file; empty when nothing is in it.
pub fn emit(body: &Body) -> String {
    let mut page = Page::default();
    print::structure::write_file(&mut page, body);
    page.finish()
}

/// The text of an expression on one line, without a newline behind it. Comments are left out and
/// heredocs are quoted.
///
/// ```
/// use sw::emit::hcl::{BinaryOp, Expr, emit_expr};
/// let sum = Expr::binary(BinaryOp::Add, Expr::path("var.count")?, 1.into());
/// assert_eq!(emit_expr(&Expr::binary(BinaryOp::Multiply, sum, 2.into())), "(var.count + 1) * 2");
/// # Ok::<(), sw::emit::hcl::BadName>(())
/// ```
pub fn emit_expr(expr: &Expr) -> String {
    let mut page = Page::default();
    print::flat::force(&mut page, |flat| flat.expr(expr, true));
    let mut text = page.finish();
    text.pop();
    text
}
