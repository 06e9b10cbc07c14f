//! Roots and modules as recipes hold them.

use crate::diag::Diagnostic;
use crate::domains::terraform::block::PAGE;
use crate::domains::terraform::block::draft::{Root, home};
use crate::domains::terraform::files::artifact;
use crate::engine::handle::not_data;
use crate::engine::{Around, Artifact, Emittable, Handle, Property};
use crate::value::Value;
use std::sync::Arc;

impl Handle for Root {
    fn about() -> &'static str {
        PAGE.text("Terraform root")
    }

    fn properties() -> &'static [Property<Self>] {
        const {
            &[
                Property::of("name", |this, _| Some(this.draft().name.clone().into())),
                Property::of("path", |this, _| Some(this.draft().folder.clone().into())),
            ]
        }
    }

    fn show(&self) -> String {
        format!("the Terraform root `{}`", self.draft().name)
    }

    fn to_value(&self) -> Result<Value, Diagnostic> {
        Err(not_data(
            format!("{} is a folder of its own", self.show()),
            "emit it, or use its `path`",
        ))
    }

    fn emittable(&self) -> Option<&dyn Emittable> {
        Some(self)
    }
}

impl Emittable for Root {
    fn identity(&self) -> Option<usize> {
        Some(Arc::as_ptr(&self.draft).addr())
    }

    fn files(&self, around: &Around<'_>) -> Result<Artifact, Vec<Diagnostic>> {
        let mut draft = self.draft();
        around.freeze(&mut draft.emitted);
        if !around.is_preview {
            draft.folder = self::home(&draft, around);
        }
        artifact::make(self, &draft, around)
    }
}
