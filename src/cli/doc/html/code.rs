//! Blocks of code: examples that can be copied, files with their names, commands with what they print.

mod highlight;

use super::escape::escaped;
use highlight::highlighted;

/// An example that can be copied; its result is shown and not copied.
pub(super) fn example(code: &str, result: &str) -> String {
    let result = match result.trim_end() {
        "" => String::new(),
        result => format!("\n<span class=\"result\">{}</span>", escaped(result)),
    };
    copied(&highlighted(code), &result)
}

/// A fenced block; `info` is what is behind its fence: the language, and the file that it is.
pub(super) fn block(info: &str, text: &str) -> String {
    let mut words = info.split_whitespace();
    let language = words.next().unwrap_or_default();
    let file = words.find(|word| *word != "fixed");
    let name = file.map(|file| format!("<p class=\"file\">{}</p>\n", escaped(file)));
    let text = text.trim_end();
    let shown = match language {
        "rhai" => copied(&highlighted(text), ""),
        "yaml" | "hcl" | "sh" => copied(&escaped(text), ""),
        "console" => format!("<pre class=\"console\"><code>{}</code></pre>\n", session(text)),
        _ => format!("<pre><code>{}</code></pre>\n", escaped(text)),
    };
    name.unwrap_or_default() + &shown
}

fn copied(source: &str, result: &str) -> String {
    let copy =
        "<button class=\"copy\" type=\"button\" aria-label=\"Copy the example\">Copy</button>";
    format!(
        "<div class=\"example\">{copy}<pre><code><span class=\"source\">{source}</span>{result}</code></pre></div>\n"
    )
}

/// Commands, and what they print in a fainter colour.
fn session(text: &str) -> String {
    let line = |line: &str| match line.strip_prefix("$ ") {
        Some(command) => format!("$ <b>{}</b>\n", escaped(command)),
        None => format!("<span class=\"result\">{}</span>\n", escaped(line)),
    };
    text.lines().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn a_file_is_named_and_a_command_is_highlighted() {
        let file = block("yaml a.yaml", "a: <1>\n");
        assert!(file.starts_with("<p class=\"file\">a.yaml</p>") && file.contains("a: &lt;1&gt;"));
        let session = block("console", "$ sw run\n1 created\n");
        assert!(session.contains("$ <b>sw run</b>\n<span class=\"result\">1 created</span>"));
    }
}
