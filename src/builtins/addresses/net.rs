//! `net`: networks and addresses, IPv4 and IPv6.

use super::network::Network;
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Namespace, Run};
use rhai::plugin::*;
use rhai::{Array, Dynamic, INT, NativeCallContext};

/// The namespace `net`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || rhai::exported_module!(net),
    ..Namespace::named("net", "Networks and addresses.")
};

fn network(ctx: &NativeCallContext<'_>, text: &str) -> Fallible<Network> {
    Run::of(ctx).plain_text(text).and_then(|text| Network::parse(&text)).at(ctx)
}

/// A network, or an address as the network of it alone.
fn network_or_address(ctx: &NativeCallContext<'_>, text: &str) -> Fallible<Network> {
    Run::of(ctx).plain_text(text).and_then(|text| Network::parse_any(&text)).at(ctx)
}

#[export_module]
#[allow(unreachable_pub, clippy::unwrap_used, reason = "code of the macro")]
mod net {
    use super::*;

    /// The network number `index` of those that `network` has with a prefix that is `new_bits`
    /// longer: Terraform's `cidrsubnet`.
    ///
    /// ```rhai
    /// net::subnet("10.1.0.0/16", 8, 2)
    /// // => "10.1.2.0/24"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn subnet(
        ctx: NativeCallContext,
        network: &str,
        new_bits: INT,
        index: INT,
    ) -> Fallible<String> {
        let parent = super::network(&ctx, network)?;
        parent.subnet(new_bits, index).map(|subnet| subnet.to_string()).at(&ctx)
    }

    /// Networks one after the other inside `network`, each with a prefix that is longer by the bits
    /// given for it: Terraform's `cidrsubnets`.
    ///
    /// ```rhai
    /// net::subnets("10.1.0.0/16", [4, 4, 8, 4])
    /// // => ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn subnets(ctx: NativeCallContext, network: &str, new_bits: Array) -> Fallible<Array> {
        let parent = super::network(&ctx, network)?;
        let wrong = |_| {
            Diagnostic::error("wrong-type", "the new bits are an array of ints")
                .hint("write `[4, 4, 8]`")
        };
        let bits = new_bits
            .iter()
            .map(|bits| bits.as_int().map_err(wrong))
            .collect::<Result<Vec<_>, _>>()
            .at(&ctx)?;
        let subnets = parent.subnets(&bits).at(&ctx)?;
        Ok(subnets.iter().map(|subnet| Dynamic::from(subnet.to_string())).collect())
    }

    /// The address number `number` of a network; a negative one counts from its end. Terraform's
    /// `cidrhost`.
    ///
    /// ```rhai
    /// [net::host("10.12.112.0/20", 16), net::host("10.12.112.0/20", -1), net::host("fd00::/64", 5)]
    /// // => ["10.12.112.16", "10.12.127.255", "fd00::5"]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn host(ctx: NativeCallContext, network: &str, number: INT) -> Fallible<String> {
        super::network(&ctx, network)?.host(number).map(|address| address.to_string()).at(&ctx)
    }

    /// The mask of an IPv4 network in dots.
    ///
    /// ```rhai
    /// net::netmask("172.16.0.0/12")
    /// // => "255.240.0.0"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn netmask(ctx: NativeCallContext, network: &str) -> Fallible<String> {
        super::network(&ctx, network)?.netmask().map(|mask| mask.to_string()).at(&ctx)
    }

    /// Whether an address or a whole network lies inside `network`.
    ///
    /// ```rhai
    /// [net::contains("10.0.0.0/8", "10.20.0.0/16"), net::contains("10.0.0.0/8", "192.168.0.1")]
    /// // => [true, false]
    /// ```
    #[rhai_fn(return_raw)]
    pub fn contains(ctx: NativeCallContext, network: &str, inside: &str) -> Fallible<bool> {
        Ok(super::network(&ctx, network)?.contains(&network_or_address(&ctx, inside)?))
    }

    /// Whether two networks share an address.
    ///
    /// ```rhai
    /// net::overlaps("10.0.0.0/16", "10.0.128.0/17")
    /// // => true
    /// ```
    #[rhai_fn(return_raw)]
    pub fn overlaps(ctx: NativeCallContext, a: &str, b: &str) -> Fallible<bool> {
        Ok(super::network(&ctx, a)?.overlaps(&super::network(&ctx, b)?))
    }

    /// How many addresses a network has.
    ///
    /// ```rhai
    /// net::size("10.0.0.0/24")
    /// // => 256
    /// ```
    #[rhai_fn(return_raw)]
    pub fn size(ctx: NativeCallContext, network: &str) -> Fallible<INT> {
        super::network(&ctx, network)?.size().at(&ctx)
    }

    /// The first address of a network: its own.
    ///
    /// ```rhai
    /// net::first("10.1.2.0/24")
    /// // => "10.1.2.0"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn first(ctx: NativeCallContext, network: &str) -> Fallible<String> {
        super::network(&ctx, network)?.host(0).map(|address| address.to_string()).at(&ctx)
    }

    /// The last address of a network: in IPv4, that for all.
    ///
    /// ```rhai
    /// net::last("10.1.2.0/24")
    /// // => "10.1.2.255"
    /// ```
    #[rhai_fn(return_raw)]
    pub fn last(ctx: NativeCallContext, network: &str) -> Fallible<String> {
        super::network(&ctx, network)?.host(-1).map(|address| address.to_string()).at(&ctx)
    }
}
