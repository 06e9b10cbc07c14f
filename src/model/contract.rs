//! Things that others call, and the calls: a module with its inputs and outputs. The `check` room joins them by their keys.

use crate::diag::Place;
use crate::schema::Type;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// What a file takes and gives as something that others call, and what it calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Links {
    /// What can be called.
    pub contracts: Vec<Contract>,
    /// The calls.
    pub uses: Vec<Use>,
}

/// What something that can be called takes and gives.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contract {
    /// What it is, in words: ``the module `modules/server` ``.
    pub what: String,
    /// What calls find it by.
    pub key: String,
    /// What it takes and gives.
    pub slots: Vec<Slot>,
    /// The sorts of which it may take more than its slots say.
    pub open: Vec<String>,
    /// Whether somebody else wrote it: one that the run itself makes counts more.
    pub is_found: bool,
}

/// Something that is passed in or out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// What sort of thing it is, in the reader's words: `input`, `output`.
    pub sort: String,
    /// Its name.
    pub name: String,
    /// Whether a call has to pass it in.
    pub is_required: bool,
    /// What may be passed in.
    pub kind: Type,
    /// Where it is declared.
    pub place: Option<Place>,
    /// How a call passes it in, where that is more than a key.
    pub how: Option<String>,
}

/// A call of something that has a [`Contract`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Use {
    /// The key of what is called.
    pub key: String,
    /// What it is, in words: ``the call `module.server` ``.
    pub what: String,
    /// Where it stands.
    pub place: Place,
    /// What it passes in and takes out.
    pub given: Vec<Given>,
}

/// Something that a call passes in, or takes out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// What sort of thing it is.
    pub sort: String,
    /// Its name.
    pub name: String,
    /// What is passed in, as far as it is known; what is only known later is null there.
    pub value: Option<Value>,
    /// Where it stands in the recipe.
    pub place: Place,
}
