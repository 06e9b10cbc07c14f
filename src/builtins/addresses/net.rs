//! `net`: networks and addresses, IPv4 and IPv6.

use super::network::Network;
use crate::diag::Diagnostic;
use crate::engine::{At, Fallible, Functions, Namespace, Page, Run};
use rhai::{Array, Dynamic, INT, NativeCallContext as Ctx};

/// The namespace `net`.
pub(crate) const NAMESPACE: Namespace = Namespace {
    functions: || Functions::module(&[functions]),
    pages: &[Page::new(include_str!("net.md"))],
    ..Namespace::named("net", "Networks and addresses.")
};

fn parsed(ctx: &Ctx<'_>, text: &str) -> Fallible<Network> {
    Run::of(ctx).plain_text(text).and_then(|text| Network::parse(&text)).at(ctx)
}

/// A network, or an address as the network of it alone.
fn parsed_any(ctx: &Ctx<'_>, text: &str) -> Fallible<Network> {
    Run::of(ctx).plain_text(text).and_then(|text| Network::parse_any(&text)).at(ctx)
}

fn functions(functions: &mut Functions<'_>) {
    functions.add("net::subnet(network, new_bits, index)", subnet);
    functions.add("net::subnets(network, new_bits)", subnets);
    functions.add("net::host(network, number)", host);
    functions.add("net::netmask(network)", |ctx: Ctx, network: &str| -> Fallible<String> {
        parsed(&ctx, network)?.netmask().map(|mask| mask.to_string()).at(&ctx)
    });
    functions.add(
        "net::contains(network, inside)",
        |ctx: Ctx, network: &str, inside: &str| -> Fallible<bool> {
            Ok(parsed(&ctx, network)?.contains(&parsed_any(&ctx, inside)?))
        },
    );
    functions.add("net::overlaps(a, b)", |ctx: Ctx, a: &str, b: &str| -> Fallible<bool> {
        Ok(parsed(&ctx, a)?.overlaps(&parsed(&ctx, b)?))
    });
    functions.add("net::size(network)", |ctx: Ctx, network: &str| -> Fallible<INT> {
        parsed(&ctx, network)?.size().at(&ctx)
    });
    functions.add("net::first(network)", |ctx: Ctx, network: &str| host(ctx, network, 0));
    functions.add("net::last(network)", |ctx: Ctx, network: &str| host(ctx, network, -1));
}

fn host(ctx: Ctx, network: &str, number: INT) -> Fallible<String> {
    parsed(&ctx, network)?.host(number).map(|address| address.to_string()).at(&ctx)
}

fn subnet(ctx: Ctx, network: &str, new_bits: INT, index: INT) -> Fallible<String> {
    let parent = parsed(&ctx, network)?;
    parent.subnet(new_bits, index).map(|subnet| subnet.to_string()).at(&ctx)
}

fn subnets(ctx: Ctx, network: &str, new_bits: Array) -> Fallible<Array> {
    let parent = parsed(&ctx, network)?;
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
