//! Local tags: `!Ref`, `!reference`.

use std::fmt::Write;

/// Writes `!` and the tag; what no tag may hold is escaped as in a web address.
pub(super) fn write(out: &mut String, tag: &str) {
    out.push('!');
    for byte in tag.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_./:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("a string takes what is written to it");
        }
    }
}
