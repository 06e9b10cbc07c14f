//! What the language's own functions give, and what they refuse: recipes evaluated as a host would.

mod arrays;
mod closures;
mod constants;
mod examples;
mod families;
mod files;
mod handed;
mod imports;
mod inputs;
mod kept;
mod maps;
mod marked;
mod options;
mod order;
mod ordering;
mod prints;
mod rules;
mod stop;
mod support;
mod text;
mod trace;
