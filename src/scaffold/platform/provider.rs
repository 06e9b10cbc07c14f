//! The providers that a first recipe can be written for, and their regions.

/// A place in a provider's cloud.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// What the provider calls it.
    pub name: &'static str,
    /// Where that is.
    pub place: &'static str,
}

/// A provider that a first recipe can be written for.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    /// The word for it in the configuration.
    pub name: &'static str,
    /// How people call it.
    pub title: &'static str,
    /// Where it can run, the usual place first; there may be more.
    pub regions: &'static [Region],
    /// What its workflows may do at GitHub.
    pub(crate) permissions: &'static str,
}

const fn at(name: &'static str, place: &'static str) -> Region {
    Region { name, place }
}

/// What a workflow needs that only reads the repository.
const READS: &str = "{ contents: \"read\" }";

/// What a workflow needs that proves to a cloud who it is.
const SIGNS: &str = "{ contents: \"read\", \"id-token\": \"write\" }";

/// All of them.
pub const PROVIDERS: [Provider; 5] = [
    Provider {
        name: "hetzner",
        title: "Hetzner Cloud",
        regions: &[
            at("eu-central", "Germany and Finland"),
            at("us-east", "Virginia"),
            at("us-west", "Oregon"),
            at("ap-southeast", "Singapore"),
        ],
        permissions: READS,
    },
    Provider {
        name: "aws",
        title: "Amazon Web Services",
        regions: &[
            at("eu-central-1", "Frankfurt"),
            at("eu-west-1", "Ireland"),
            at("eu-west-2", "London"),
            at("eu-north-1", "Stockholm"),
            at("us-east-1", "Virginia"),
            at("us-east-2", "Ohio"),
            at("us-west-2", "Oregon"),
            at("ap-southeast-1", "Singapore"),
            at("ap-southeast-2", "Sydney"),
            at("ap-northeast-1", "Tokyo"),
        ],
        permissions: SIGNS,
    },
    Provider {
        name: "azure",
        title: "Microsoft Azure",
        regions: &[
            at("westeurope", "Netherlands"),
            at("northeurope", "Ireland"),
            at("germanywestcentral", "Frankfurt"),
            at("uksouth", "London"),
            at("eastus", "Virginia"),
            at("westus3", "Arizona"),
            at("southeastasia", "Singapore"),
            at("australiaeast", "Sydney"),
        ],
        permissions: SIGNS,
    },
    Provider {
        name: "gcp",
        title: "Google Cloud",
        regions: &[
            at("europe-west3", "Frankfurt"),
            at("europe-west1", "Belgium"),
            at("europe-west4", "Netherlands"),
            at("europe-west2", "London"),
            at("us-central1", "Iowa"),
            at("us-east4", "Virginia"),
            at("us-west1", "Oregon"),
            at("asia-southeast1", "Singapore"),
            at("asia-northeast1", "Tokyo"),
        ],
        permissions: SIGNS,
    },
    Provider {
        name: "digitalocean",
        title: "DigitalOcean",
        regions: &[
            at("fra1", "Frankfurt"),
            at("ams3", "Amsterdam"),
            at("lon1", "London"),
            at("nyc3", "New York"),
            at("sfo3", "San Francisco"),
            at("tor1", "Toronto"),
            at("sgp1", "Singapore"),
            at("syd1", "Sydney"),
        ],
        permissions: READS,
    },
];

/// The provider called `name`, which may also be how people call it in passing.
pub fn provider(name: &str) -> Option<&'static Provider> {
    let name = match name {
        "hcloud" => "hetzner",
        "amazon" => "aws",
        "azurerm" => "azure",
        "google" => "gcp",
        "do" => "digitalocean",
        name => name,
    };
    PROVIDERS.iter().find(|provider| provider.name == name)
}

impl Provider {
    /// The usual region.
    pub fn usual_region(&self) -> &'static str {
        self.regions[0].name
    }
}
