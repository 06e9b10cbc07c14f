//! The nearest name: "did you mean" for every unknown name.

/// The candidate that `name` was most likely meant to be, if one is near enough.
///
/// Near means: equal but for case and the separators `-`, `_`, `.`, or at most a third of its
/// characters edited (swapped neighbours count as one edit).
///
/// ```
/// use sw::diag::suggest::nearest;
/// assert_eq!(nearest("buckett", ["key", "bucket"]), Some("bucket"));
/// assert_eq!(nearest("runsOn", ["runs-on", "name"]), Some("runs-on"));
/// assert_eq!(nearest("colour", ["bucket"]), None);
/// assert_eq!(nearest("d", ["a", "b"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = fold(name);
    // A single letter is near to every other one.
    let reach = match name.chars().count() {
        0 | 1 => 0,
        letters => (letters / 3).clamp(1, 3),
    };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (distance(&folded, candidate), candidate))
        .filter(|(distance, _)| *distance <= reach)
        .min()
        .map(|(_, candidate)| candidate)
}

/// A hint that names the nearest candidate: ``did you mean `bucket`?``.
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

fn distance(folded: &str, candidate: &str) -> usize {
    strsim::damerau_levenshtein(folded, &fold(candidate))
}

fn fold(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, '-' | '_' | '.')).flat_map(char::to_lowercase).collect()
}
