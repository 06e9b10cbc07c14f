//! The folders of repositories that Argo CD and Flux apply.

use super::facts::{Applied, ObjectName};
use crate::schema::findings::{at, items};
use crate::value::tagged::UNCHECKED;
use crate::value::{Path, Value};

/// The folders that an object applies; none of an object that applies none.
pub(super) fn applied(object: &Value, name: &ObjectName) -> Option<Vec<Applied>> {
    let keys: &[&str] = match (name.group.as_str(), name.kind.as_str()) {
        ("argoproj.io", "Application") => &["spec"],
        ("argoproj.io", "ApplicationSet") => &["spec", "template", "spec"],
        ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
            let spec = Path::root().key("spec");
            return Some(folder(object.get("spec")?, &spec).into_iter().collect());
        }
        _ => return None,
    };
    let spec = at(object, keys)?;
    let path = keys.iter().fold(Path::root(), |path, key| path.key(key));
    let several = items(spec, "sources").iter().enumerate();
    let several = several.map(|(i, source)| (source, path.key("sources").index(i)));
    let sources = spec.get("source").map(|source| (source, path.key("source")));
    Some(sources.into_iter().chain(several).filter_map(|(it, path)| folder(it, &path)).collect())
}

/// The folder of a source, unless it is of another repository by its author's word, or known only later.
fn folder(source: &Value, path: &Path) -> Option<Applied> {
    let value = source.get("path").filter(|value| !value.is_tagged(UNCHECKED))?;
    let folder = value.as_str()?.trim_start_matches("./").trim_matches('/');
    let is_known = !folder.is_empty() && folder != "." && !folder.contains(['{', '*', '$']);
    let helm = source.get("helm");
    let files = helm.map(|helm| items(helm, "valueFiles")).unwrap_or_default().iter().enumerate();
    let list = path.key("helm").key("valueFiles");
    let file = |(i, file): (usize, &Value)| Some((list.index(i), file.as_str()?.to_string()));
    is_known.then(|| Applied {
        at: path.key("path"),
        folder: folder.into(),
        files: files.filter_map(file).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::findings::text;
    use crate::value::read;

    fn folders(yaml: &str) -> Vec<String> {
        let object = read::yaml(yaml).expect("it is YAML").remove(0).value;
        let own = |key| text(&object, key).unwrap_or_default().to_string();
        let group = own("apiVersion").split('/').next().unwrap_or_default().to_string();
        let (kind, group) = (own("kind").into(), group.into());
        let name = ObjectName { kind, group, namespace: "".into(), name: "a".into() };
        let applied = applied(&object, &name).unwrap_or_default();
        applied.into_iter().map(|it| it.folder).collect()
    }

    #[test]
    fn folders_are_those_of_all_sources() {
        let head = "apiVersion: argoproj.io/v1alpha1\nkind: Application\n";
        assert_eq!(folders(&format!("{head}spec: {{ source: {{ path: ./a/b/ }} }}")), ["a/b"]);
        let several =
            format!("{head}spec: {{ sources: [{{ path: a }}, {{ chart: b }}, {{ path: c }}] }}");
        assert_eq!(folders(&several), ["a", "c"]);
        assert!(
            folders(&format!("{head}spec: {{ source: {{ path: 'a/{{{{.env}}}}' }} }}")).is_empty()
        );
        assert!(folders("apiVersion: v1\nkind: Service\nspec: { path: a }").is_empty());
    }
}
