//! What can be done with a root: `tf.provider(...)`, `tf.module(...)`, `tf.output(...)`.

pub(crate) mod blocks;
pub(crate) mod modules;
