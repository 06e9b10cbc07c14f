//! Random numbers, and texts that tools misread.

/// Numbers that follow from a seed.
pub(crate) struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).expect("it is below a count")
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }

    /// Some of them, at least `least`, in any order.
    pub(crate) fn some<'t, T>(&mut self, of: &'t [T], least: usize) -> Vec<&'t T> {
        let mut left: Vec<&T> = of.iter().collect();
        let count = least + self.below(of.len() - least + 1);
        (0..count).map(|_| left.remove(self.below(left.len()))).collect()
    }
}

/// Texts that YAML, Go templates or shells may take for something else.
pub(crate) const HOSTILE: [&str; 68] = [
    "0755",
    "1e3",
    "on",
    "true",
    "null",
    "~",
    "",
    " ",
    "a{{ .Values.x }}b",
    "{{- if }}",
    "{{{{{",
    "}}",
    "%{x}",
    "${A}",
    "a: b",
    "# no",
    "- x",
    "'q'",
    "\"d\"",
    "é ü 漢字 😀",
    "tab\tx",
    "back\\slash",
    "line1\nline2",
    "line1\nline2\n",
    "a\n\n\n",
    "\nlead",
    "  ind\n x\n",
    "trail \nx\n",
    "{{ x }}\n---\nfoo: bar\n",
    "---",
    "1_000",
    "0x1f",
    "12:30:45",
    "2024-01-01",
    ".5",
    "1.",
    "=",
    "<<",
    "!!str x",
    "&a",
    "*a",
    "@at",
    "`bt`",
    "|",
    ">",
    "?",
    "no",
    "\u{2028}ls",
    "\u{feff}bom",
    "crlf\r\nx\r\n",
    "{{/* c */}}",
    "multi {{ a }}\n  {{- b -}}\n\n\nend",
    "0o17",
    "+1",
    "-",
    "1e400",
    "{}",
    "[]",
    "9007199254740993",
    ".inf",
    ".nan",
    "   ",
    "\n",
    "key: |\n  x\n   y\n",
    "{",
    "x{",
    "{{`x`}}",
    "$.Values.a",
];

/// Texts of pieces that are hostile each.
pub(crate) fn hostile_texts(random: &mut Random, count: usize) -> Vec<String> {
    let text = |_| {
        let pieces = 1 + random.below(4);
        let pieces: Vec<&str> = (0..pieces).map(|_| *random.one(&HOSTILE)).collect();
        pieces.join(*random.one(&["", " ", "\n"]))
    };
    (0..count).map(text).collect()
}
