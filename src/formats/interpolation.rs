//! Variables in text as Compose fills them in: `$NAME`, `${NAME:-default}`; `$$` is a dollar.

/// A variable in a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Used<'a> {
    /// Its name.
    pub name: &'a str,
    /// `:-`, `?` and so on; none in `$NAME` and `${NAME}`.
    pub operator: Option<&'a str>,
    /// All of it, with its delimiters.
    pub text: &'a str,
}

/// The variables in a text, those in the defaults of others too.
///
/// ```
/// use sw::formats::interpolation::read;
/// let names = |text| read(text).map(|used| used.iter().map(|used| used.name).collect::<Vec<_>>());
/// assert_eq!(names("a $B ${C} ${D:-x} ${E:?set ${F-y}} $$H $${I}"), Ok(vec!["B", "C", "D", "E", "F"]));
/// assert_eq!(names("postgres://${U}:${P}@db ${Q:-{json}}"), Ok(vec!["U", "P", "Q"]));
/// assert_eq!(read("${A:-b}").unwrap()[0].operator, Some(":-"));
/// for text in ["$", "${", "$1", "${B:-c", "${A B}", "${A:-{x}", "$(id)"] {
///     assert_eq!(read(text), Err(text));
/// }
/// ```
///
/// # Errors
/// The first `$` that starts none, with what follows it.
pub fn read(text: &str) -> Result<Vec<Used<'_>>, &str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let start = &rest[at..];
        rest = match start.as_bytes().get(1) {
            Some(b'$') => &start[2..],
            Some(b'{') => {
                let (used, inside) = braced(start).ok_or(start)?;
                found.push(used);
                found.extend(read(inside)?);
                &start[used.text.len()..]
            }
            _ => {
                let (text, rest) = start.split_at(1 + name_length(&start[1..]));
                let name = &text[1..];
                if name.is_empty() {
                    return Err(start);
                }
                found.push(Used { name, operator: None, text });
                rest
            }
        };
    }
    Ok(found)
}

/// Whether a text can be the name of a variable.
pub fn is_name(text: &str) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}

/// Reads `${NAME:-default}` at the start of a text: the variable, and what is behind its operator.
fn braced(text: &str) -> Option<(Used<'_>, &str)> {
    let inner = &text[2..];
    let (name, rest) = inner.split_at(name_length(inner));
    let operator = [":-", ":?", ":+", "-", "?", "+"].into_iter().find(|op| rest.starts_with(op));
    let value = &rest[operator.map_or(0, str::len)..];
    let end = closing(value).filter(|end| operator.is_some() || *end == 0)?;
    let length = text.len() - value.len() + end + 1;
    let used = Used { name, operator, text: &text[..length] };
    (!name.is_empty()).then_some((used, &value[..end]))
}

/// Where the brace is that closes the one before `text`.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0;
    text.char_indices().find_map(|(i, c)| {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return Some(i),
            '}' => depth -= 1,
            _ => {}
        }
        None
    })
}

/// How many bytes at the start of `text` are a name.
fn name_length(text: &str) -> usize {
    let is_word =
        |(i, c): (usize, char)| c.is_ascii_alphabetic() || c == '_' || i > 0 && c.is_ascii_digit();
    text.char_indices().find(|found| !is_word(*found)).map_or(text.len(), |(i, _)| i)
}
