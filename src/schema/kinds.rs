//! The kinds of Kubernetes objects: which table has the types of each, and in which versions.
//!
//! The table `kubernetes/kinds` lists all that are part of the program: a type for each kind, with a field for each of its API
//! versions, the best first. A project's own custom resources say so of themselves, in the same form.

use super::known::{Lookup, Schema, Tables};
use super::model::{Field, Type, Version};
use super::table::{TYPE, Table};
use crate::diag::suggest;
use std::sync::Arc;

/// The kind of types that list the API versions of an object's kind.
pub const KIND: &str = "kind";

/// The folder of tables of Kubernetes objects, and the table of all kinds in it.
const FAMILY: &str = "kubernetes";
const KINDS: &str = "kubernetes/kinds";

/// The table of what Kubernetes itself has.
const CORE: &str = "core";

/// What is known of a kind of Kubernetes objects.
#[derive(Clone, Debug)]
pub enum KindLookup {
    /// What objects of the kind take.
    Known(Kind),
    /// Several API groups have the kind, and none was named: their API versions.
    Several(Vec<String>),
    /// The API version no longer exists: the last version that had it, and what to use.
    Removed {
        /// The last version that had it.
        last: Version,
        /// The API version of the same kind that replaces it.
        instead: Option<String>,
        /// What replaces it otherwise, as a sentence without its end: ``use `EndpointSlice` of ...``.
        advice: Option<String>,
    },
    /// The API version exists only in later versions.
    TooNew {
        /// The first version that has it.
        since: Version,
        /// The API version of the same kind that can be used.
        instead: Option<String>,
    },
    /// The kind is known and has no such API version; those that it has, the best first.
    OtherVersion(Vec<String>),
    /// No kind of the API group, or none at all, has the name; the nearest.
    Unknown(Option<String>),
    /// Nothing is known of the API group: a custom resource whose definition the project does not have.
    Unchecked,
}

/// A kind of objects, in one of its API versions.
#[derive(Clone, Debug)]
pub struct Kind {
    /// What they take.
    pub schema: Schema,
    /// The API version: `apps/v1`.
    pub api_version: String,
    /// The table, as [`Tables::table`] knows it: `kubernetes/core`.
    pub table: String,
    /// Whether they are in a namespace.
    pub is_namespaced: bool,
    /// Whether the API version is deprecated.
    pub is_deprecated: bool,
    /// What to use when it is, as a sentence without its end.
    pub advice: Option<String>,
}

/// An API version of a kind, as a table lists it.
#[derive(Clone, Debug)]
struct Offer {
    field: Field,
    table: String,
    is_cluster: bool,
    advice: Option<String>,
    is_own: bool,
}

impl Tables {
    /// What is known of a kind of Kubernetes objects, in `version` of Kubernetes; without one in the newest. Where no API version is
    /// given, the best one is taken: Kubernetes' own before those of `*.k8s.io` and of others, and stable ones before others.
    ///
    /// ```
    /// use sw::schema::{KindLookup, Tables};
    /// let tables = Tables::of_program();
    /// let KindLookup::Known(kind) = tables.kind("Deployment", None, None) else { panic!() };
    /// assert_eq!((&*kind.api_version, kind.is_namespaced), ("apps/v1", true));
    /// assert!(matches!(tables.kind("CronJob", Some("batch/v1beta1"), None), KindLookup::Removed { instead: Some(to), .. } if to == "batch/v1"));
    /// assert!(matches!(tables.kind("Deploymnet", None, None), KindLookup::Unknown(Some(near)) if near == "Deployment"));
    /// ```
    pub fn kind(
        &self,
        kind: &str,
        api_version: Option<&str>,
        version: Option<Version>,
    ) -> KindLookup {
        let offers = self.offers(kind);
        if offers.is_empty() {
            return self.no_kind(kind, api_version);
        }
        match api_version {
            None => self.best(kind, &offers, version),
            Some(name) => match offers.iter().find(|offer| *offer.field.name == *name) {
                Some(offer) => self.offered(kind, offer, &offers, version),
                None if offers.iter().all(|offer| group(&offer.field.name) != group(name)) => {
                    self.of_other_group(kind, name, &offers, version)
                }
                None => KindLookup::OtherVersion(usable(&offers, version)),
            },
        }
    }

    /// All kinds that are known, with their API versions in the newest version and the table of each.
    pub fn kinds(&self) -> Vec<(String, String, String)> {
        let mut names: Vec<String> = self.kind_names();
        names.sort();
        names.dedup();
        let rows = |kind: &String| {
            let offers = self.offers(kind).into_iter();
            let usable = offers.filter(|offer| offer.field.versions.last.is_none());
            usable
                .map(|offer| (kind.clone(), offer.field.name.to_string(), offer.table))
                .collect::<Vec<_>>()
        };
        names.iter().flat_map(rows).collect()
    }

    /// The API versions of a kind: the project's own hide those of the program that are of the same group.
    fn offers(&self, kind: &str) -> Vec<Offer> {
        let own = self.own_names(FAMILY);
        let own = own.iter().filter_map(|name| Some((name.clone(), self.table(name)?)));
        let mut offers: Vec<Offer> =
            own.flat_map(|(name, table)| listed(&table, kind, Some(&name))).collect();
        let others = self.table(KINDS).map(|table| listed(&table, kind, None));
        for offer in others.unwrap_or_default() {
            let is_same =
                |own: &Offer| own.is_own && group(&own.field.name) == group(&offer.field.name);
            if !offers.iter().any(is_same) {
                offers.push(offer);
            }
        }
        offers
    }

    fn kind_names(&self) -> Vec<String> {
        let own = self.own_names(FAMILY);
        let tables =
            own.iter().map(|name| &**name).chain([KINDS]).filter_map(|name| self.table(name));
        let names =
            |table: Arc<Table>| table.names(KIND).into_iter().map(String::from).collect::<Vec<_>>();
        tables.flat_map(names).collect()
    }

    /// A kind of which no table knows anything.
    fn no_kind(&self, kind: &str, api_version: Option<&str>) -> KindLookup {
        let names = self.kind_names();
        let is_known = |name: &str| {
            let groups = names.iter().flat_map(|known| self.offers(known));
            groups.into_iter().any(|offer| group(&offer.field.name) == group(name))
        };
        match api_version {
            Some(name) if !is_known(name) => KindLookup::Unchecked,
            _ => {
                let near = suggest::nearest(kind, names.iter().map(|name| &**name));
                KindLookup::Unknown(near.map(String::from))
            }
        }
    }

    /// A kind that other API groups have.
    fn of_other_group(
        &self,
        kind: &str,
        api_version: &str,
        offers: &[Offer],
        version: Option<Version>,
    ) -> KindLookup {
        match self.no_kind(kind, Some(api_version)) {
            KindLookup::Unchecked => KindLookup::Unchecked,
            _ => KindLookup::OtherVersion(usable(offers, version)),
        }
    }

    /// The API version to take where none is given.
    fn best(&self, kind: &str, offers: &[Offer], version: Option<Version>) -> KindLookup {
        let mut there: Vec<&Offer> =
            offers.iter().filter(|offer| offer.field.versions.have(version)).collect();
        there.sort_by_key(|offer| offer.rank());
        let Some(first) = there.first() else {
            return self.offered(kind, &offers[0], offers, version);
        };
        let is_rival = |offer: &&&Offer| {
            offer.rank() == first.rank()
                && offer.rank() > 0
                && group(&offer.field.name) != group(&first.field.name)
        };
        if there.iter().any(|offer| is_rival(&offer)) {
            return KindLookup::Several(
                there.iter().map(|offer| offer.field.name.to_string()).collect(),
            );
        }
        self.offered(kind, first, offers, version)
    }

    fn offered(
        &self,
        kind: &str,
        offer: &Offer,
        offers: &[Offer],
        version: Option<Version>,
    ) -> KindLookup {
        let versions = offer.field.versions;
        let instead = || usable(offers, version).into_iter().next();
        if let Some(last) = versions.last.filter(|_| versions.are_over(version)) {
            let advice = offer.advice.clone();
            return KindLookup::Removed { last, instead: instead(), advice };
        }
        if let Some(since) = versions.since.filter(|_| versions.begin_after(version)) {
            return KindLookup::TooNew { since, instead: instead() };
        }
        let api_version = offer.field.name.to_string();
        let Some(schema) = self.typed(offer, &format!("{api_version}/{kind}")) else {
            return KindLookup::Unchecked;
        };
        KindLookup::Known(Kind {
            schema,
            api_version,
            table: offer.table.clone(),
            is_namespaced: !offer.is_cluster,
            is_deprecated: offer.field.marks.is_deprecated,
            advice: offer.advice.clone(),
        })
    }

    /// The type of an API version; one that later versions no longer have, too.
    fn typed(&self, offer: &Offer, name: &str) -> Option<Schema> {
        let table = self.table(&offer.table)?;
        match Schema::lookup(&table, TYPE, name) {
            Lookup::Known(schema) => Some(schema),
            _ => Schema::of_any_version(&table, TYPE, name),
        }
    }
}

impl Offer {
    /// Kubernetes' own come first, then those of its community.
    fn rank(&self) -> u8 {
        match group(&self.field.name) {
            _ if self.table == format!("{FAMILY}/{CORE}") => 0,
            group if group.ends_with(".k8s.io") => 1,
            _ => 2,
        }
    }
}

/// The API versions of a kind that a table lists; `own` is the table that has their types, where it is not a list of them.
fn listed(table: &Table, kind: &str, own: Option<&str>) -> Vec<Offer> {
    let Some(at) = table.find(KIND, kind) else { return Vec::new() };
    let definition = table.definition(at);
    let Type::Object(object) = &definition.ty else { return Vec::new() };
    let advice: Vec<&str> = definition.note("instead").collect();
    let advice = (!advice.is_empty()).then(|| advice.join(" "));
    let clusters: Vec<&str> = definition.note("cluster").collect();
    let is_cluster = |group: &str| {
        definition.has_note("cluster") && (clusters.is_empty() || clusters.contains(&group))
    };
    let offer = |field: &Field| {
        let is_cluster = is_cluster(group(&field.name));
        let listed = match &field.ty {
            Type::Ref(table) => &*table.name,
            _ => CORE,
        };
        let table = own.map_or_else(|| format!("{FAMILY}/{listed}"), String::from);
        let (field, advice) = (field.clone(), advice.clone());
        Offer { field, table, is_cluster, advice, is_own: own.is_some() }
    };
    object.fields.iter().map(offer).collect()
}

/// The API versions that a version has, the best first.
fn usable(offers: &[Offer], version: Option<Version>) -> Vec<String> {
    let there = offers.iter().filter(|offer| offer.field.versions.have(version));
    there.map(|offer| offer.field.name.to_string()).collect()
}

/// The group of an API version; empty for `v1`.
fn group(api_version: &str) -> &str {
    api_version.rsplit_once('/').map_or("", |(group, _)| group)
}
