//! What documents secrets for a team: the sections of `.env.example`.

use super::secret::Secret;
use crate::emit::dotenv::{Entry, Section};

/// `.env.example`: the secrets of each platform together, each group with where to get it.
///
/// ```
/// use sw::emit::dotenv::emit;
/// use sw::secrets::{Secret, example};
/// let token = Secret { get_from: Some("the console".into()), ..Secret::named("API_TOKEN") };
/// assert_eq!(emit(&example(&[&token])).unwrap(), "# API_TOKEN\n# Get from: the console\nAPI_TOKEN=your-api-token-here\n");
/// ```
pub fn example<'a>(secrets: &[&'a Secret]) -> Vec<Section<'a>> {
    let mut groups: Vec<(&str, Vec<&Secret>)> = Vec::new();
    for secret in secrets {
        let group =
            secret.group.as_deref().or(secret.description.as_deref()).unwrap_or(&secret.name);
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, members)) => members.push(secret),
            None => groups.push((group, vec![secret])),
        }
    }
    groups.into_iter().map(|(_, members)| section(&members)).collect()
}

fn section<'a>(members: &[&'a Secret]) -> Section<'a> {
    let first = members[0];
    let alone = members.len() == 1;
    let title = if alone {
        first.description.as_deref().or(first.group.as_deref())
    } else {
        first.group.as_deref()
    };
    let optional = if members.iter().all(|secret| secret.optional) { " (optional)" } else { "" };
    let mut heading = vec![format!("{}{optional}", title.unwrap_or(&first.name)).into()];
    heading.extend(first.get_from.as_ref().map(|place| format!("Get from: {place}").into()));
    heading.extend(members.iter().filter_map(|secret| secret.note.as_deref()).map(Into::into));
    Section {
        heading,
        entries: members.iter().map(|secret| documented_entry(secret, alone)).collect(),
    }
}

fn documented_entry<'a>(secret: &'a Secret, alone: bool) -> Entry<'a> {
    let sample = secret.placeholder(None);
    let optional = (!alone && secret.optional).then(|| "optional".to_string());
    Entry {
        name: secret.name.as_str().into(),
        value: sample.text.into(),
        above: Vec::new(),
        beside: sample.note.or(optional).map(Into::into),
    }
}
