//! Texts and letters that readers of some format take for something else.

/// Characters that mean something somewhere.
pub(crate) const LETTERS: &str = "  \n\t:#-?,[]{}&*!|>'\"%@`\\$019aex_.+~=<ynébd\u{a0}\u{3000}🚀\r\u{0}\u{7}\u{1b}\u{7f}\u{80}\u{85}\u{200d}\
                                  \u{2028}\u{2029}\u{202e}\u{feff}\u{fdd0}\u{fffd}\u{ffff}\u{e000}\u{1fffe}\u{10ffff}";

/// Texts that some reader takes for something else, or that break a careless emitter.
#[rustfmt::skip]
pub(crate) const TRICKY: &[&str] = &[
    // space and lines
    "", " ", "\n", "\n\n", "\t", " a", "a ", "a\n", "a\n\n", "\na", "\n a", " \na", "a\n ", "a\n \n", "a\n  b", "\ta\nb", "a\n\tb", "a \nb",
    "a\r\nb", "#!/bin/sh\nset -e\n", "#!/bin/sh\n\n  indented\n\nend", "  first is indented\nsecond\n",
    // words
    "~", "null", "Null", "NULL", "nULL", "true", "True", "TRUE", "false", "yes", "Yes", "YES", "no", "No", "on", "On", "off", "OFF",
    "y", "Y", "n", "N",
    // signs
    "=", "<<", "<", "-", "--", "---", "--- a", "...", "... a", "- a", "-a", "?", "? a", "?a", "a?", ":", ": a", ":a", "a:", "a: b", "a:b",
    "a :b", "a : b", "#", "# a", "#a", "a#", "a #b", "a# b", "&a", "*a", "*", "!a", "!", "|", "|-", ">", "%a", "%YAML 1.2", "@a", "`a`",
    "a`", "[", "]", "[a]", "a[0]", "{", "}", "{a}", "{}", "[]", "a,b", ",", ",a", "---\na: 1\n", "a\n---\nb\n", "a\n...\n", "key: |\n  x",
    // quotes
    "'", "''", "'a'", "\"", "\"a\"", "it's", "say \"hi\"", "it's \"x\"", "\\", "a\\b", "a\\", "\\n", "a'''b", "a\"\"\"b",
    // numbers and times
    "0", "00", "0644", "0o644", "0x1F", "0b1", "08", "-0", "+1", "1_000", "0E_-0", "-_1", "0x_", "0_x1", "0o+7", "1,000", "1e3", "1E5",
    "1.0", "1.", ".5", ".", "..", "._", ".inf", "-.INF", ".nan", ".NaN", "inf", "+inf", "nan", "NaN", "infinity", "12:30", "12:30:45",
    "22:22", "80:80", "1:2.3", "2001-01-01", "2001-1-1", "2001-12-14t21:59:43.10-05:00", "2001-12-14 21:59:43.10 -5", "1.2.3",
    "10.0.0.0/16", "127.0.0.1:80:80", "3.10", "1e", "0x", "9223372036854775808", "1e400", "0.1e-400",
    // other languages
    "${{ secrets.A }}", "{{ .Values.a }}", "$(A)", "${A}", "$A", "$$", "a=b", "/Lines\\s*:\\s*(\\d+)%/", "*.example.com", "0 0 * * *", "@daily",
    // beyond ASCII
    "é", "🚀", "\u{85}", "a\u{85}b", "\u{2028}", "a\u{2028}b", "\u{feff}", "\u{feff}a", "a\u{a0}", "\u{a0}a", "\u{3000}", "\u{fdd0}0", "\u{7f}",
    "\u{0}",
];
