//! The fenced blocks of a Markdown page: read, or told anew.

use anyhow::Result;

/// A fenced block: its head, as in `rhai fixed`, and the lines between the fences.
#[derive(Clone, Debug)]
pub(crate) struct Block<'a> {
    /// What stands behind the opening fence.
    head: &'a str,
    /// What the text is written in.
    pub(crate) language: &'a str,
    /// The words behind it.
    pub(crate) words: Vec<&'a str>,
    pub(crate) text: String,
    /// The lines between the block before and this one.
    pub(crate) lead: String,
}

impl Block<'_> {
    /// Whether this word stands in the head.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.words.contains(&word)
    }

    /// The last heading of the second level before this block, when the block before stands under another.
    pub(crate) fn title(&self) -> Option<&str> {
        self.lead.lines().filter_map(|line| line.strip_prefix("## ")).next_back()
    }
}

/// The blocks of a page, in their order.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    parted(page).0
}

/// The page with what `answer` gives for each block between its fences.
///
/// # Errors
/// The first of `answer`.
pub(crate) fn retold(
    page: &str,
    mut answer: impl FnMut(&Block<'_>) -> Result<String>,
) -> Result<String> {
    let (blocks, rest) = parted(page);
    let told = blocks
        .iter()
        .map(|block| Ok(format!("{}```{}\n{}```\n", block.lead, block.head, answer(block)?)));
    Ok(told.collect::<Result<String>>()? + &rest)
}

/// The blocks of a page, and the lines behind the last.
fn parted(page: &str) -> (Vec<Block<'_>>, String) {
    let mut lines = page.lines();
    let mut blocks = Vec::new();
    let mut lead = String::new();
    while let Some(line) = lines.next() {
        let Some(head) = line.strip_prefix("```") else {
            lead += &format!("{line}\n");
            continue;
        };
        let text = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .map(|line| format!("{line}\n"))
            .collect();
        let mut words = head.split_whitespace();
        let (language, words) = (words.next().unwrap_or_default(), words.collect());
        blocks.push(Block { head, language, words, text, lead: std::mem::take(&mut lead) });
    }
    (blocks, lead)
}
