//! What runs the software in the cloud.

/// What runs the software in the cloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// Servers that Terraform makes.
    #[default]
    Terraform,
    /// A cluster that Terraform makes, and objects in it.
    Kubernetes,
    /// Servers that Terraform makes, and containers on them.
    DockerCompose,
}

impl Target {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Terraform, Self::Kubernetes, Self::DockerCompose];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Kubernetes => "kubernetes",
            Self::DockerCompose => "docker-compose",
        }
    }

    /// What it gives, in one line.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Terraform => "a server and its network",
            Self::Kubernetes => "a cluster, and what runs in it",
            Self::DockerCompose => "a server, and containers on it",
        }
    }

    /// What the configuration says of it: servers go without saying.
    pub(crate) fn key(self) -> Option<&'static str> {
        (self != Self::Terraform).then(|| self.name())
    }

    /// The part of a recipe that makes what it runs on.
    pub(crate) fn part(self) -> &'static str {
        if self == Self::Kubernetes { "cluster" } else { "machine" }
    }
}
