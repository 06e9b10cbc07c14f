//! Comments and blank lines between two nodes.

use hcl_edit::Decor;

/// What is before a node.
pub(crate) fn prefix(decor: &Decor) -> &str {
    decor.prefix().map_or("", |text| text)
}

/// What is behind a node.
pub(crate) fn suffix(decor: &Decor) -> &str {
    decor.suffix().map_or("", |text| text)
}

/// What is between two nodes, or before the first and behind the last.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Gap {
    /// The comment on the line of the node before.
    pub(crate) note: Option<String>,
    /// Comment lines; blank lines part one group from the next.
    pub(crate) groups: Vec<Group>,
    /// Whether a blank line comes last.
    pub(crate) blank_after: bool,
}

/// Comment lines without a blank line between them.
#[derive(Debug, PartialEq)]
pub(crate) struct Group {
    pub(crate) blank_before: bool,
    pub(crate) lines: Vec<String>,
}

impl Gap {
    /// The gap in `text`, which starts on the line of the node before or on a line of its own.
    pub(crate) fn read(text: &str, on_line: bool) -> Self {
        let mut gap = Self::default();
        let mut noting = on_line;
        let mut ended = usize::from(!on_line);
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            if first == '\n' {
                noting = false;
                ended += 1;
            }
            let Some((lines, behind)) = comment(rest) else {
                rest = &rest[first.len_utf8()..];
                continue;
            };
            if noting {
                let note = gap.note.take().into_iter().chain(lines).collect::<Vec<_>>();
                gap.note = Some(note.join(" "));
            } else {
                gap.add(lines, ended);
            }
            ended = 0;
            rest = behind;
        }
        gap.blank_after = ended > 1;
        gap
    }

    /// All comment lines, and whether a blank line comes before everything.
    pub(crate) fn flatten(self) -> (bool, Vec<String>) {
        let blank = self.groups.first().map_or(self.blank_after, |group| group.blank_before);
        (blank, self.groups.into_iter().flat_map(|group| group.lines).collect())
    }

    fn add(&mut self, lines: Vec<String>, ended: usize) {
        match self.groups.last_mut() {
            Some(group) if ended < 2 => group.lines.extend(lines),
            _ => self.groups.push(Group { blank_before: ended > 1, lines }),
        }
    }
}

/// The lines of the comment that `text` starts with, and what is behind it.
fn comment(text: &str) -> Option<(Vec<String>, &str)> {
    if let Some(inside) = text.strip_prefix("/*") {
        let (inside, behind) = inside.split_once("*/").unwrap_or((inside, ""));
        return Some((block_lines(inside), behind));
    }
    let inside = text.strip_prefix('#').or_else(|| text.strip_prefix("//"))?;
    let (line, behind) = inside.split_at(inside.find('\n').unwrap_or(inside.len()));
    Some((vec![line.strip_prefix(' ').unwrap_or(line).trim_end().to_string()], behind))
}

/// The lines of a `/* */` comment, without the frame that people draw around them.
fn block_lines(inside: &str) -> Vec<String> {
    let bare = |line: &str| line.trim().trim_start_matches('*').trim_start().to_string();
    let mut lines: Vec<String> = inside.lines().map(bare).collect();
    if lines.len() > 1 && lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if lines.len() > 1 && lines[0].is_empty() {
        lines.remove(0);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(blank_before: bool, lines: &[&str]) -> Group {
        Group { blank_before, lines: lines.iter().map(ToString::to_string).collect() }
    }

    #[test]
    fn a_note_ends_with_its_line() {
        let gap = Gap::read(" # a\n# b\n", true);
        assert_eq!(
            gap,
            Gap { note: Some("a".into()), groups: vec![group(false, &["b"])], blank_after: false }
        );
        assert_eq!(Gap::read(" /* a */ // b\n", true).note.as_deref(), Some("a b"));
        assert_eq!(Gap::read("# b\n", false).note, None);
    }

    #[test]
    fn blank_lines_part_groups() {
        let gap = Gap::read("\n# a\n  //b\n \n\n#  c \n#\n", false);
        assert_eq!(gap.groups, [group(true, &["a", "b"]), group(true, &[" c", ""])]);
        assert!(!gap.blank_after);
        assert!(Gap::read("# a\n\n", false).blank_after);
        assert!(!Gap::read("\n", true).blank_after);
        assert!(Gap::read("\n\n", true).blank_after);
    }

    #[test]
    fn block_comments_lose_their_frame() {
        assert_eq!(
            Gap::read("/*\n * a\n *\n * b\n */\n", false).groups,
            [group(false, &["a", "", "b"])]
        );
        assert_eq!(Gap::read("/* a */", false).groups, [group(false, &["a"])]);
    }
}
