//! Tables of types, and their text form: what people read, git shows line by line, and `sw schema add` writes.
//!
//! # Text form
//!
//! ```text
//! sw-table 4
//! source: compose-spec
//! version: 2.40
//! date: 2026-11-26
//! order: name image *
//!
//! type service
//!  # a service
//!  image ?s
//!  ports ?lu(f:published-port | @port)
//!  depends_on ?(m@dependency | lus)
//!  build ?(s | O)
//!   context ?s
//!  x-* ?a
//!  | image build
//!  ^ network_mode networks
//! ```
//!
//! **Head.** `sw-table 4`, then `key: value` lines up to the first empty line: `source` and `version` of what the table was
//! made from, the `date` of that, `order` (below), and, in tables that are part of the program, a line
//! `group: PACKED LENGTH KIND NAME` for each group of types: its compressed length, its length, and its first type. The groups
//! follow, compressed by zstd one by one, in order of kind and name. A table of a project has no groups: its text follows.
//!
//! **Types.** A line `KIND NAME MARK...` and below it, indented by one space, its body. `type` is the kind of what others
//! refer to by `@NAME` and of whole files; Terraform's tables have `resource`, `data`, `ephemeral`, `provider` and `function`
//! besides. Neither has a space. Marks are those of a field: `d`, `+36`, `-4`.
//!
//! **Bodies** describe a map with known keys, one line for each field in canonical order:
//!
//! ```text
//!  NAME PRESENCE TYPE MARK...      (no space between PRESENCE and TYPE)
//!  NAME -4                         earlier versions had it, up to 4
//! ```
//!
//! A name that ends in `*` matches all keys that begin so: `x-*`; `*` matches all others. Fields of a type with an `O` in it
//! follow, indented by one more space. Lines that begin with these signs and a space say more:
//!
//! | line | |
//! | --- | --- |
//! | `# a service` | what the map is, in messages; else it is called by its key |
//! | `\| a b` | at least one of these keys |
//! | `^ a b` | at most one of them |
//! | `! a b` | exactly one of them |
//! | `> a b c` | where `a` is, `b` and `c` have to be |
//! | `{1..}` | how many keys it has; `{1..}` alone refuses an empty one |
//! | `= TYPE` | the type is this and no map |
//! | `% NAME WORD...` | a note on the type for who knows its name: `% evaluates github needs always(0,0)` |
//!
//! **Presence.** `!` required, `?` optional, `=` set by the tool alone.
//!
//! **Types.**
//!
//! | letters | |
//! | --- | --- |
//! | `a` | anything |
//! | `s` `n` `i` `b` `z` | string, number, int, bool, null |
//! | `q` | string or int |
//! | `v` | any scalar: text, a number, `true` or `false` |
//! | `e:a\|b` | one of these texts; `ei:1\|2`, `en:`, `eb:true` and `ev:` where they are numbers, flags, or both |
//! | `f:NAME` | a format of [`formats`](crate::formats); one that is not known is any scalar |
//! | `lT` `luT` `l<k,j>T` | a list; without repeated items; in which no two have the same `k` and `j` |
//! | `tT` | a list in which neither order nor repetition counts, as Terraform's sets |
//! | `mT` | a map with keys of the author's choice |
//! | `O` | a map with the fields below; once in a line |
//! | `@NAME` | the type of that name |
//! | `(T \| T)` | one of several, with spaces around the bars |
//! | `[T,T]` | a list with one of each |
//! | `BT` | only first in a field: what Terraform writes as a nested block, as `BO`, `Bl@4` |
//!
//! Bounds follow `s n i l lu l<> t m O`: `i{0..65535}`, `s{1..63}` (letters), `l{1..}s` (items).
//!
//! **Marks**, each behind a space: letters `d` (deprecated), `s` (sensitive), `w` (write-only) together, with what replaces a
//! deprecated one behind a colon: `ds:weight`; `+36` the first version that has it, `-38` the last.
//!
//! **Names and words** with a space, or with one of ``|()[]<>{},"``, are in double quotes as JSON has them.
//!
//! **Order.** With an `order` line, known keys are in the order of that line in every map of the table, the others where
//! its `*` is, as the author has them. Without one, the fields of each type are in canonical order.

mod lookup;
mod parse;
mod view;
mod words;

pub use crate::schema::model::types::At;
pub(crate) use lookup::FORMAT;
pub use lookup::{Head, TYPE, Table};
pub use parse::Definition;
pub(crate) use parse::LETTERS;
pub use view::View;
