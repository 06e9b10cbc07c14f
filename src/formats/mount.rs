//! Volumes in their short form: `[source:]target[:mode]`.

/// A mount as the short form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount<'a> {
    /// A folder or a named volume; an anonymous volume when there is none.
    pub source: Option<&'a str>,
    /// The path in the container.
    pub target: &'a str,
}

impl<'a> Mount<'a> {
    /// The named volume that is mounted.
    pub fn volume(&self) -> Option<&'a str> {
        self.source.filter(|source| !is_path(source))
    }
}

/// Words behind the last colon, several with commas between them.
const MODES: &str = "ro rw z Z nocopy cached delegated consistent private rprivate shared rshared \
    slave rslave U O volume-nocopy default bind rbind";

/// Reads the short form; none when it is no mount.
///
/// ```
/// use sw::formats::mount::read;
/// assert_eq!(read("data:/var/lib/data").and_then(|mount| mount.volume()), Some("data"));
/// assert_eq!(read("./src:/app/src:ro").and_then(|mount| mount.volume()), None);
/// assert_eq!(read("./src:app"), None);
/// ```
pub fn read(text: &str) -> Option<Mount<'_>> {
    let parts = parts(text);
    let (source, target, modes) = match parts.as_slice() {
        [target] => (None, *target, ""),
        [source, target] => (Some(*source), *target, ""),
        [source, target, modes] => (Some(*source), *target, *modes),
        _ => return None,
    };
    let is_absolute = target.starts_with('/') || is_drive(target);
    let fits = modes.is_empty()
        || modes.split(',').all(|mode| MODES.split(' ').any(|known| known == mode));
    (is_absolute && fits && source != Some("")).then_some(Mount { source, target })
}

/// Splits at colons, but not behind the letter of a drive.
fn parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    for (i, _) in text.match_indices(':') {
        if !is_drive(&text[start..]) || i != start + 1 {
            parts.push(&text[start..i]);
            start = i + 1;
        }
    }
    parts.push(&text[start..]);
    parts
}

/// `C:\\data`. With a slash it is a volume of one letter: `a:/data`.
fn is_drive(text: &str) -> bool {
    matches!(text.as_bytes(), [letter, b':', b'\\', ..] if letter.is_ascii_alphabetic())
}

/// Whether a source is a path of the host and no name.
fn is_path(source: &str) -> bool {
    source.starts_with(['.', '/', '~', '\\']) || source.contains(['/', '\\', '$'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read() {
        assert_eq!(
            read("/app/node_modules"),
            Some(Mount { source: None, target: "/app/node_modules" })
        );
        assert_eq!(read("~/.ssh:/home/app/.ssh:ro,z").and_then(|mount| mount.volume()), None);
        assert_eq!(read(r"C:\data:/data").and_then(|mount| mount.source), Some(r"C:\data"));
        assert_eq!(read("cache:/cache").and_then(|mount| mount.volume()), Some("cache"));
    }

    #[test]
    fn what_is_no_mount_is_refused() {
        ["", "data", "data:", "./src:app", ":/data", "a:/b:readonly", "a:/b:ro:x"]
            .iter()
            .for_each(|text| assert_eq!(read(text), None, "{text}"));
    }
}
