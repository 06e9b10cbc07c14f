//! Where a module comes from: a folder beside the root, a registry, or elsewhere.

/// A module's source, by what Terraform takes it for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder, from that of the root: `../modules/server`.
    Local,
    /// A registry's address: `terraform-aws-modules/vpc/aws`.
    Registry,
    /// Git, an archive, a bucket.
    Remote,
}

/// Hosts whose short addresses are git and no registry.
const GIT_HOSTS: [&str; 2] = ["github.com", "bitbucket.org"];

impl Source {
    /// What `source` is.
    ///
    /// ```
    /// use sw::domains::terraform::modules::source::Source;
    /// assert_eq!(Source::of("./modules/server"), Source::Local);
    /// assert_eq!(Source::of("terraform-aws-modules/vpc/aws//modules/endpoints"), Source::Registry);
    /// assert_eq!(Source::of("git::https://example.com/vpc.git?ref=v1"), Source::Remote);
    /// assert_eq!(Source::of("github.com/hashicorp/example"), Source::Remote);
    /// ```
    pub fn of(source: &str) -> Self {
        if source.starts_with("./")
            || source.starts_with("../")
            || matches!(source, "." | "..")
            || source.starts_with('/')
        {
            return Self::Local;
        }
        let address = source.split("//").next().unwrap_or(source);
        let parts: Vec<&str> = address.split('/').collect();
        let is_name = |part: &&str| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
        };
        let (host, path) =
            if parts.len() == 4 { (parts.first(), &parts[1..]) } else { (None, &parts[..]) };
        let is_host = host.is_none_or(|host| {
            host.contains('.') && !GIT_HOSTS.contains(host) && !host.contains("::")
        });
        if path.len() == 3 && path.iter().all(is_name) && is_host {
            Self::Registry
        } else {
            Self::Remote
        }
    }
}

/// The folder that a local source names, from `home`; none when it leaves the project.
pub(in crate::domains::terraform) fn folder(home: &str, source: &str) -> Option<String> {
    let start = if source.starts_with('/') { return None } else { home };
    let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in source.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The way from one folder to another, as Terraform wants it: `../modules/server`.
pub(super) fn way(from: &str, to: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) = (parts(from), parts(to));
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = vec![".."; from.len() - shared];
    let way = up.into_iter().chain(to[shared..].iter().copied()).collect::<Vec<_>>().join("/");
    if way.starts_with("..") { way } else { format!("./{way}") }
}

fn parts(folder: &str) -> Vec<&str> {
    folder.split('/').filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_lead_there_and_back() {
        for (from, to, expected) in [
            ("a/b/c", "a/modules/x", "../../modules/x"),
            ("a", "a/x", "./x"),
            ("a/b", "a", ".."),
            ("", "m", "./m"),
        ] {
            assert_eq!(way(from, to), expected);
            assert_eq!(folder(from, expected).unwrap(), to);
        }
        assert_eq!(folder("a", "../../x"), None);
    }

    #[test]
    fn sources_are_distinguished() {
        for source in ["app.terraform.io/acme/vpc/aws", "acme/vpc/aws"] {
            assert_eq!(Source::of(source), Source::Registry, "{source}");
        }
        for source in [
            "git@github.com:acme/vpc.git",
            "github.com/acme/vpc/aws",
            "s3::https://s3.amazonaws.com/b/vpc.zip",
            "https://e.com/vpc.zip",
            "acme/vpc",
        ] {
            assert_eq!(Source::of(source), Source::Remote, "{source}");
        }
    }
}
