//! The tables: found by a type's name, and only as much of one read as is needed.

use super::super::memo::Memo as Seen;
use super::block::{Block, Removed};
use crate::diag::suggest;
use std::io::Read;
use std::sync::{Arc, LazyLock, OnceLock};

/// A provider's name and its table.
macro_rules! tables {
    ($($name:literal),* $(,)?) => { &[$(($name, include_bytes!(concat!("tables/", $name, ".table")))),*] };
}

const TABLES: &[(&str, &[u8])] = tables![
    "aws",
    "azurerm",
    "cloudflare",
    "datadog",
    "digitalocean",
    "google",
    "hcloud",
    "helm",
    "kubernetes",
    "newrelic",
    "null",
    "random",
    "tls",
    "vault",
];

/// What is known of a type.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// Its arguments.
    Known(Arc<Block>),
    /// Its provider is known and has no such type; the nearest of those it has.
    Unknown(Option<String>),
    /// Its provider is known and has it no longer; the last major version that had it.
    Removed(String),
    /// Nothing is known of its provider.
    Unchecked,
}

/// A provider's table, with its head read.
struct Table {
    /// Where the provider comes from, and the version that the table tells of.
    source: &'static str,
    version: &'static str,
    groups: Vec<Group>,
}

/// Types that are compressed together.
struct Group {
    /// The kind and name of its first type.
    first: (&'static str, &'static str),
    packed: &'static [u8],
}

/// The types that were read.
static SEEN: LazyLock<Seen<Option<Arc<Block>>>> = LazyLock::new(Seen::default);

/// The provider that a type belongs to, by its name: `aws` for `aws_vpc`.
pub fn provider_of(name: &str) -> &str {
    name.split_once('_').map_or(name, |(provider, _)| provider)
}

/// Where a provider comes from, and the version that its table is of: `hashicorp/aws`, `6.25.0`; or that of the package
/// that it was made from, where nothing else is told.
///
/// ```
/// assert_eq!(sw::schema::terraform::version("aws").unwrap().0, "hashicorp/aws");
/// ```
pub fn version(provider: &str) -> Option<(&'static str, &'static str)> {
    table(provider).map(|table| (table.source, table.version))
}

/// What is known of a type; its kind is `resource`, `data` or `provider`.
///
/// ```
/// use sw::schema::terraform::{Lookup, schema};
/// let Lookup::Known(vpc) = schema("resource", "aws_vpc") else { panic!("it is known") };
/// assert!(vpc.get("cidr_block").is_some());
/// let Lookup::Unknown(Some(near)) = schema("resource", "aws_vpcc") else { panic!("it is unknown") };
/// assert_eq!(near, "aws_vpc");
/// assert!(matches!(schema("resource", "aws_db_security_group"), Lookup::Removed(last) if last == "4"));
/// assert!(matches!(schema("resource", "acme_thing"), Lookup::Unchecked));
/// ```
pub fn schema(kind: &str, name: &str) -> Lookup {
    let Some(table) = table(provider_of(name)) else { return Lookup::Unchecked };
    let found = SEEN.or_find(kind, name, || table.read(kind, name).map(Arc::new));
    found.map_or_else(|| table.missing(kind, name), Lookup::Known)
}

/// The last major version of a provider that had a type which is gone, by the program's own table of `source`.
pub(super) fn last(source: &str, kind: &str, name: &str) -> Option<String> {
    table(provider_of(name)).filter(|table| table.source == source)?.last(kind, name)
}

/// What a type had in earlier versions of its provider, by the program's own table of `source`.
pub(super) fn removed(source: &str, kind: &str, name: &str) -> Vec<Removed> {
    let block = table(provider_of(name))
        .filter(|table| table.source == source)
        .and_then(|table| table.read(kind, name));
    block.map(|block| block.removed).unwrap_or_default()
}

/// A table that is part of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The provider's name.
    pub name: &'static str,
    /// Where it comes from.
    pub source: &'static str,
    /// The version that the table tells of.
    pub version: &'static str,
    /// How many resources and data sources it has.
    pub counts: [usize; 2],
}

/// The day on which the tables were made.
pub const MADE: &str = "2026-11-26";

/// The kind of what was in earlier versions of a provider: for each kind of type, as if it were the arguments of a type.
const GONE: &str = "gone";

/// All tables that are part of the program. It reads all of them.
pub fn embedded() -> Vec<Embedded> {
    let read = |(name, bytes): &(&'static str, &'static [u8])| {
        let table = Table::of(bytes)?;
        let counts = ["resource", "data"].map(|kind| table.names(kind).len());
        Some(Embedded { name, source: table.source, version: table.version, counts })
    };
    TABLES.iter().filter_map(read).collect()
}

/// The tables whose heads were read, in their order.
static HEADS: [OnceLock<Option<Table>>; TABLES.len()] = [const { OnceLock::new() }; TABLES.len()];

fn table(provider: &str) -> Option<&'static Table> {
    let (head, (_, bytes)) = HEADS.iter().zip(TABLES).find(|(_, (name, _))| *name == provider)?;
    head.get_or_init(|| Table::of(bytes)).as_ref()
}

impl Table {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let end = bytes.windows(2).position(|pair| pair == b"\n\n")?;
        let mut lines = std::str::from_utf8(&bytes[..end]).ok()?.lines().skip(1);
        let (source, version) = lines.next()?.split_once(' ')?;
        let (mut groups, mut rest) = (Vec::new(), &bytes[end + 2..]);
        for line in lines {
            let mut words = line.split(' ');
            let packed;
            (packed, rest) = rest.split_at_checked(words.next()?.parse().ok()?)?;
            groups.push(Group { first: (words.nth(1)?, words.next()?), packed });
        }
        Some(Self { source, version, groups })
    }

    /// The arguments of a type, if the table has it.
    fn read(&self, kind: &str, name: &str) -> Option<Block> {
        let after = self.groups.partition_point(|group| group.first <= (kind, name));
        let text = self.groups.get(after.checked_sub(1)?)?.text();
        let is_it =
            |line: &&str| head(line).is_some_and(|(of, known, _)| (of, known) == (kind, name));
        let mut lines = text.lines().skip_while(|line| !is_it(line));
        let (_, _, is_deprecated) = head(lines.next()?)?;
        Some(Block {
            is_deprecated,
            ..Block::parse(&lines.take_while(|line| line.starts_with(' ')).collect::<Vec<_>>())
        })
    }

    /// What is known of a type that the table has not.
    fn missing(&self, kind: &str, name: &str) -> Lookup {
        let near = || {
            suggest::nearest(name, self.names(kind).iter().map(String::as_str)).map(String::from)
        };
        self.last(kind, name).map_or_else(|| Lookup::Unknown(near()), Lookup::Removed)
    }

    fn last(&self, kind: &str, name: &str) -> Option<String> {
        self.read(GONE, kind)?.last(name).map(String::from)
    }

    /// All names of a kind. Only for what is said of a name that is not among them: it reads the whole table.
    fn names(&self, kind: &str) -> Vec<String> {
        let texts = self.groups.iter().map(Group::text);
        let named = |line: &str| {
            head(line).filter(|(of, _, _)| *of == kind).map(|(_, name, _)| name.to_string())
        };
        texts.flat_map(|text| text.lines().filter_map(&named).collect::<Vec<_>>()).collect()
    }
}

/// The kind and name that a type begins with, and whether it is deprecated; nothing for the lines below it.
fn head(line: &str) -> Option<(&str, &str, bool)> {
    let (kind, rest) = line.split_once(' ').filter(|(kind, _)| !kind.is_empty())?;
    let mut words = rest.split(' ');
    Some((kind, words.next()?, words.next() == Some("d")))
}

impl Group {
    fn text(&self) -> String {
        let mut text = String::new();
        let decoder = ruzstd::decoding::StreamingDecoder::new(self.packed).ok();
        let _read = decoder.map(|mut decoder| decoder.read_to_string(&mut text));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Presence};
    use super::*;

    /// A deprecated argument can be left out, what takes its place is there, and what is gone is not.
    fn look(block: &Block, name: &str) {
        for argument in &block.arguments {
            let instead = argument.instead.as_deref();
            assert!(
                !argument.marks.is_deprecated || argument.presence != Presence::Required,
                "{name} {}",
                argument.name
            );
            assert!(
                instead.is_none_or(|instead| block.get(instead).is_some()),
                "{name} {}",
                argument.name
            );
            assert!(block.last(&argument.name).is_none(), "{name} {}", argument.name);
            if let Kind::Block(_, inner) | Kind::Object(_, inner) = &argument.kind {
                look(inner, name);
            }
        }
    }

    #[test]
    fn every_table_can_be_read_to_its_end() {
        for (name, bytes) in TABLES {
            let table =
                Table::of(bytes).unwrap_or_else(|| panic!("the head of {name} can't be read"));
            let counts = ["data", "provider", "resource"].map(|kind| table.names(kind).len());
            assert!(counts[1] == 1 && counts[2] > 0, "{name}: {counts:?}");
            for kind in ["data", "provider", "resource"] {
                for name in table.names(kind) {
                    look(
                        &table
                            .read(kind, &name)
                            .unwrap_or_else(|| panic!("{kind} {name} can't be read")),
                        &name,
                    );
                }
            }
        }
    }

    #[test]
    fn the_large_providers_have_what_they_are_known_for() {
        let count = |name: &str, kind: &str| table(name).unwrap().names(kind).len();
        assert!(
            count("aws", "resource") > 1500
                && count("azurerm", "resource") > 1000
                && count("google", "data") > 300
        );
        let Lookup::Known(service) = schema("resource", "aws_ecs_service") else {
            panic!("it is known")
        };
        assert!(matches!(
            service.get("network_configuration").unwrap().kind,
            Kind::Block(super::super::Count::One, _)
        ));
    }
    fn known(kind: &str, name: &str) -> Arc<Block> {
        let Lookup::Known(block) = schema(kind, name) else { panic!("{kind} {name} is known") };
        block
    }

    #[test]
    fn what_is_deprecated_is_told() {
        for (name, argument, instead) in [
            ("aws_s3_bucket", "acl", None),
            ("aws_iam_role", "inline_policy", None),
            ("aws_instance", "network_interface", Some("primary_network_interface")),
            ("azurerm_key_vault", "enable_rbac_authorization", Some("rbac_authorization_enabled")),
            ("azurerm_storage_container", "storage_account_name", Some("storage_account_id")),
            ("google_compute_subnetwork", "enable_flow_logs", Some("log_config")),
            ("google_filestore_instance", "zone", Some("location")),
            ("hcloud_server", "datacenter", Some("location")),
            ("random_string", "number", Some("numeric")),
        ] {
            let block = known("resource", name);
            let argument = block.get(argument).unwrap();
            assert!(argument.marks.is_deprecated, "{name} {}", argument.name);
            assert_eq!(argument.instead.as_deref(), instead, "{name} {}", argument.name);
        }
        assert!(
            known("resource", "azurerm_app_service_plan").is_deprecated
                && known("data", "aws_s3_bucket_object").is_deprecated
        );
    }

    #[test]
    fn what_others_deprecate_is_not() {
        // The package that tells it deprecates an argument and classes of its own, and one value of an argument; another that
        // only has the same first letters is another type.
        let instance = known("resource", "aws_instance");
        assert!(!instance.get("security_groups").unwrap().marks.is_deprecated);
        let domain = known("resource", "azurerm_cdn_frontdoor_custom_domain");
        let Kind::Block(_, tls) = &domain.get("tls").unwrap().kind else { panic!("it is a block") };
        assert!(!tls.get("minimum_tls_version").unwrap().marks.is_deprecated);
        for name in [
            "aws_s3_bucket",
            "aws_s3_object",
            "datadog_api_key",
            "azurerm_service_plan",
            "google_container_cluster",
            "hcloud_server",
        ] {
            assert!(!known("resource", name).is_deprecated, "{name}");
        }
    }

    #[test]
    fn what_is_gone_is_told_with_the_last_version_that_had_it() {
        for (name, argument, last) in [
            ("aws_instance", "cpu_core_count", "5"),
            ("aws_secretsmanager_secret", "rotation_rules", "4"),
            ("azurerm_subnet", "enforce_private_link_endpoint_network_policies", "3"),
            ("google_container_cluster", "enable_binary_authorization", "4"),
        ] {
            assert_eq!(known("resource", name).last(argument), Some(last), "{name} {argument}");
        }
        for (kind, name, last) in [
            ("resource", "aws_db_security_group", "4"),
            ("resource", "azurerm_mysql_server", "3"),
            ("resource", "google_cloudiot_registry", "4"),
            ("resource", "cloudflare_record", "4"),
            ("data", "aws_subnet_ids", "4"),
        ] {
            assert!(
                matches!(schema(kind, name), Lookup::Removed(found) if found == last),
                "{kind} {name}"
            );
        }
    }
}
