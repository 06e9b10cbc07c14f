//! The fenced blocks of a Markdown page.

/// A fenced block: its head, as in `rhai fixed`, and the lines between the fences.
#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    /// What the text is written in.
    pub(crate) language: &'a str,
    /// The words behind it.
    pub(crate) words: Vec<&'a str>,
    pub(crate) text: String,
    /// The text between the block before and this one.
    pub(crate) lead: String,
}

impl Block<'_> {
    /// Whether this word stands in the head.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.words.contains(&word)
    }
}

/// The blocks of a page, in their order.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut lines = page.lines();
    let mut blocks = Vec::new();
    let mut lead = String::new();
    while let Some(line) = lines.next() {
        let Some(head) = line.strip_prefix("```") else {
            lead += line;
            continue;
        };
        let text = lines.by_ref().take_while(|line| *line != "```").map(|line| format!("{line}\n")).collect();
        let mut words = head.split_whitespace();
        let (language, words) = (words.next().unwrap_or_default(), words.collect());
        blocks.push(Block { language, words, text, lead: std::mem::take(&mut lead) });
    }
    blocks
}
