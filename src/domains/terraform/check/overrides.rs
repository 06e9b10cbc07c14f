//! Blocks in override files: Terraform lays them over the block of the same address, so they are checked as what comes of both.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::draft::{Block, Draft};
use crate::domains::terraform::block::kind::BlockKind;
use crate::schema::Problem;
use crate::value::{Map, Path, Step, Value};
use std::borrow::Cow;

/// The argument that Terraform refuses to override.
const DEPENDS_ON: &str = "depends_on";
/// The block whose arguments are overridden one by one.
const LIFECYCLE: &str = "lifecycle";

/// What is wrong with an override; `check` says what is wrong with a whole block.
pub(crate) fn check(
    written: &Block,
    draft: &Draft,
    check: impl Fn(&Block) -> Vec<Problem>,
) -> Vec<Problem> {
    let Some(base) = draft.blocks.iter().find(|base| is_base(base, written)) else {
        return vec![Problem::value(Path::root(), without_base(written, draft))];
    };
    let whole = base.with(Cow::Owned(laid(&base.body, &written.body)));
    // What the base leaves out, or says wrong, is its own mistake.
    let is_own = |problem: &Problem| match problem.path.0.first() {
        Some(Step::Key(key)) => written.body.contains_key(key),
        _ => false,
    };
    let problems = check(&whole).into_iter().filter(is_own);
    problems.chain(unsupported(written)).collect()
}

fn is_base(base: &Block, written: &Block) -> bool {
    let has_all = || written.body.keys().all(|key| base.body.contains_key(key));
    base.kind == written.kind
        && base.labels == written.labels
        && !base.is_override()
        && (written.kind != BlockKind::Locals || has_all())
}

/// The body that Terraform makes of both: an argument replaces one, a nested block all of its type.
fn laid(base: &Map, over: &Map) -> Map {
    let mut whole = base.clone();
    for (key, value) in over.iter() {
        let inner = (key == LIFECYCLE)
            .then(|| Some((whole.get(key)?.as_map()?, value.as_map()?)))
            .flatten()
            .map(|(base, over)| Value::Map(laid(base, over)));
        whole.insert(key.clone(), inner.unwrap_or_else(|| value.clone()));
    }
    whole
}

fn without_base(written: &Block, draft: &Draft) -> Diagnostic {
    let file = written.file.as_deref().unwrap_or_default();
    Diagnostic::error(
        "invalid-override",
        format!("`{file}` overrides {written}, which `{}` doesn't declare", draft.folder),
    )
    .note("Terraform lays an override file over blocks of the same name in other files")
    .hint("declare it in the root, or put it into a file whose name doesn't end in `_override.tf`")
}

fn unsupported(written: &Block) -> Option<Problem> {
    written.body.get(DEPENDS_ON)?;
    let message = "an override file can't have `depends_on`";
    let diagnostic = Diagnostic::error("invalid-override", message)
        .hint("change the block itself: `tf.override(...)`");
    Some(Problem::key(Path::root().key(DEPENDS_ON), diagnostic))
}
