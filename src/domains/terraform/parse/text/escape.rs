//! Escapes in quoted text.

/// The text that is meant by `typed`, if all its escapes are ones of HCL.
pub(crate) fn unescaped(typed: &str) -> Option<String> {
    let mut out = String::with_capacity(typed.len());
    let mut chars = typed.chars();
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                sign @ ('"' | '\\') => sign,
                'u' => code(&mut chars, 4)?,
                'U' => code(&mut chars, 8)?,
                _ => return None,
            },
            c => c,
        });
    }
    Some(out)
}

fn code(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    let digits = (0..digits).map(|_| chars.next()?.to_digit(16));
    char::from_u32(
        digits.into_iter().try_fold(0, |code: u32, digit| Some(code.checked_mul(16)? + digit?))?,
    )
}
