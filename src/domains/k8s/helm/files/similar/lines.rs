//! The lines of a template that is repeated for each component.

use crate::domains::k8s::helm::files::groups::PLACEHOLDER;

/// What templates call the values of the component.
pub(super) const OWN: &str = "$own";

/// A template for each of the components; none where a name is inside of a longer text of an action.
pub(super) fn ranged(names: &[String], text: &str, guard: Option<&str>) -> Option<String> {
    let lines: Option<Vec<String>> = text.lines().map(named).collect();
    let object = format!("---\n{}\n", lines?.join("\n"));
    let own_guard = guard.filter(|guard| guard.contains(OWN));
    let object = in_block(own_guard, &object);
    let own = format!("{{{{- {OWN} := index $.Values $component }}}}\n");
    let own = if object.contains(&format!("{OWN}.")) { own } else { String::new() };
    let names: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
    let range = format!("range $component := list {}", names.join(" "));
    let guard = guard.filter(|_| own_guard.is_none());
    Some(in_block(guard, &in_block(Some(&range), &(own + &object))))
}

/// The text between an action and its end.
fn in_block(action: Option<&str>, text: &str) -> String {
    match action {
        Some(action) => format!("{{{{- {action} }}}}\n{text}{{{{- end }}}}\n"),
        None => text.into(),
    }
}

/// A line with the name of a component in place of the placeholder; none where that is inside of a longer text of an action.
fn named(line: &str) -> Option<String> {
    let is_action = line.trim_start().starts_with("{{-");
    if !is_action {
        // A bracket in front would be read as one of the action.
        let is_open = line.contains(&format!("{{{PLACEHOLDER}"));
        return (!is_open).then(|| line.replace(PLACEHOLDER, "{{ $component }}"));
    }
    let line = line.replace(&format!("\"{PLACEHOLDER}\""), "$component");
    (!line.contains(PLACEHOLDER)).then_some(line)
}
