//! The way to a place in a text of keys and values, by how far its lines are indented.

/// The keys that lead to the byte at `at`: `services.db.environment[1]`. Empty where none are found.
///
/// ```
/// use sw::secrets::scan::inside;
/// let text = "services:\n  db:\n    environment:\n      - A=1\n      - PASSWORD=x\n";
/// assert_eq!(inside(text, text.find("PASSWORD").unwrap()), "services.db.environment[1]");
/// let text = "variable \"token\" {\n  default = \"x\"\n}\n";
/// assert_eq!(inside(text, text.find("default").unwrap()), "variable.token.default");
/// ```
pub fn inside(text: &str, at: usize) -> String {
    let (start, most) =
        (edge(text, at.saturating_sub(BEFORE)), edge(text, (at + BEHIND).min(text.len())));
    let end = text[at..most].find('\n').map_or(most, |length| at + length);
    let mut lines = text[start..end].rsplit('\n').map(Line::of);
    let Some(first) = lines.next() else { return String::new() };
    let mut parts = Vec::new();
    first.take(&mut parts);
    let (mut column, mut in_list, mut items) = (first.indent, first.is_item, 0);
    for line in lines.filter(|line| !line.is_empty) {
        if line.indent == column && in_list && line.is_item {
            items += 1;
        } else if line.indent < column || line.indent == column && in_list && !line.is_item {
            if in_list {
                parts.push(format!("[{items}]"));
            }
            // The first key of an item is beside the others, not above them.
            if line.inner < column || !line.is_item {
                line.take(&mut parts);
            }
            (column, in_list, items) = (line.indent, line.is_item, 0);
        }
        if column == 0 && !in_list {
            break;
        }
    }
    if in_list {
        parts.push(format!("[{items}]"));
    }
    joined(&parts)
}

/// How far it is looked, before a place and behind it.
const BEFORE: usize = 16 << 10;
const BEHIND: usize = 4 << 10;

/// The nearest place at or before `at` where a character starts.
fn edge(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// A line, as far as it says where things belong.
struct Line<'a> {
    is_empty: bool,
    indent: usize,
    is_item: bool,
    key: Vec<&'a str>,
    /// Where the key starts: behind the sign of an item.
    inner: usize,
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let bare = line.trim_start();
        let indent = line.len() - bare.len();
        let item = bare.strip_prefix("- ").map(str::trim_start);
        let inner = indent + bare.len() - item.map_or(bare.len(), str::len);
        let is_empty = bare.is_empty()
            || bare.starts_with('#')
            || bare.starts_with("//")
            || matches!(bare, "---");
        Self { is_empty, indent, is_item: item.is_some(), key: key(item.unwrap_or(bare)), inner }
    }

    /// Adds what the line says of the way.
    fn take(&self, parts: &mut Vec<String>) {
        parts.extend(self.key.iter().rev().map(ToString::to_string));
    }
}

/// The key of a line, or the words of a block's head.
fn key(line: &str) -> Vec<&str> {
    let bare = line.trim_end().trim_end_matches(',');
    let plain = |text: &str| {
        text.bytes().all(|byte| {
            byte.is_ascii_alphanumeric()
                || matches!(byte, b'_' | b'-' | b'.' | b'/' | b'"' | b'\'' | b' ')
        })
    };
    let unquoted = |text| str::trim_matches(text, ['"', '\'']);
    if let Some(head) = bare.strip_suffix('{').map(str::trim_end).filter(|head| plain(head)) {
        return head.split_whitespace().map(unquoted).collect();
    }
    let colon = bare.find(": ").or_else(|| bare.strip_suffix(':').map(str::len));
    let found = colon.or_else(|| bare.find(" = ")).or_else(|| bare.find("\":"));
    found
        .map(|end| bare[..end].trim())
        .filter(|key| plain(key) && !key.is_empty())
        .map(unquoted)
        .into_iter()
        .collect()
}

fn joined(parts: &[String]) -> String {
    let mut path = String::new();
    for part in parts.iter().rev() {
        let dot = if path.is_empty() || part.starts_with('[') { "" } else { "." };
        path.push_str(dot);
        path.push_str(part);
    }
    path
}
