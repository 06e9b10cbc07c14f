//! The kinds of blocks, by Terraform's words.

/// The kinds of blocks, by Terraform's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Backend,
    Cloud,
    Values,
    RequiredProvider,
    Provider,
    Variable,
    Locals,
    Data,
    Ephemeral,
    Resource,
    Module,
    Output,
    Check,
    Moved,
    Import,
    Removed,
}

impl BlockKind {
    /// The word that opens such a block.
    pub(crate) fn word(self) -> &'static str {
        match self {
            BlockKind::Backend => "backend",
            BlockKind::Cloud => "cloud",
            BlockKind::Values => "tfvars",
            BlockKind::RequiredProvider => "required_providers",
            BlockKind::Provider => "provider",
            BlockKind::Variable => "variable",
            BlockKind::Locals => "locals",
            BlockKind::Data => "data",
            BlockKind::Ephemeral => "ephemeral",
            BlockKind::Resource => "resource",
            BlockKind::Module => "module",
            BlockKind::Output => "output",
            BlockKind::Check => "check",
            BlockKind::Moved => "moved",
            BlockKind::Import => "import",
            BlockKind::Removed => "removed",
        }
    }

    /// Whether blocks of this kind are beside what they belong to, and not in a file of their kind.
    pub(crate) fn goes_anywhere(self) -> bool {
        matches!(
            self,
            BlockKind::Locals
                | BlockKind::Data
                | BlockKind::Ephemeral
                | BlockKind::Resource
                | BlockKind::Module
                | BlockKind::Check
                | BlockKind::Moved
                | BlockKind::Import
                | BlockKind::Removed
        )
    }

    /// Whether blocks of this kind can be in a file that Terraform lays over others.
    pub(crate) fn can_override(self) -> bool {
        matches!(
            self,
            BlockKind::Provider
                | BlockKind::Variable
                | BlockKind::Locals
                | BlockKind::Data
                | BlockKind::Resource
                | BlockKind::Module
                | BlockKind::Output
        )
    }

    /// Whether it says where the state is kept.
    pub(crate) fn is_state(self) -> bool {
        matches!(self, BlockKind::Backend | BlockKind::Cloud)
    }
}
