//! A network as a range of numbers: what `net` reckons with.

use crate::diag::Diagnostic;
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use ipnet::IpNet;
use std::fmt;

/// An IPv4 or IPv6 network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Network {
    /// Its first address.
    first: u128,
    /// How many bits all its addresses share.
    prefix: u8,
    /// How many bits an address has.
    bits: u8,
}

impl Network {
    /// Reads `10.0.0.0/16`.
    ///
    /// # Errors
    /// When it is none, or when bits behind the prefix are set.
    pub(crate) fn parse(text: &str) -> Result<Self, Diagnostic> {
        let parsed: IpNet = text.parse().map_err(|_| no_network(text))?;
        if parsed.addr() != parsed.network() {
            return Err(Diagnostic::error(
                "invalid-network",
                format!("`{text}` is an address inside a network, and no network"),
            )
            .hint(format!("the network is `{}`", parsed.trunc()).as_str()));
        }
        Ok(Self {
            first: number(parsed.addr()),
            prefix: parsed.prefix_len(),
            bits: parsed.max_prefix_len(),
        })
    }

    /// Reads a network, or an address as the network of it alone.
    ///
    /// # Errors
    /// When it is neither.
    pub(super) fn parse_any(text: &str) -> Result<Self, Diagnostic> {
        match text.parse::<IpAddr>() {
            Ok(address) => {
                let bits = if address.is_ipv4() { 32 } else { 128 };
                Ok(Self { first: number(address), prefix: bits, bits })
            }
            Err(_) => Self::parse(text),
        }
    }

    /// The network number `index` of those whose prefix is `new_bits` longer.
    ///
    /// # Errors
    /// When there are not so many bits, or networks.
    pub(super) fn subnet(self, new_bits: i64, index: i64) -> Result<Self, Diagnostic> {
        let prefix = self.longer(new_bits)?;
        let count = 1_u128.checked_shl(u32::from(prefix - self.prefix));
        let index = u128::try_from(index)
            .ok()
            .filter(|index| count.is_none_or(|count| *index < count))
            .ok_or_else(|| {
                let last = count.map_or(u128::MAX, |count| count - 1);
                Diagnostic::error(
                    "invalid-network",
                    format!("`{self}` has no network number {index} of {new_bits} more bits"),
                )
                .note(format!("they are counted from 0 to {last}"))
                .hint("give a smaller number, or more bits")
            })?;
        let step = u32::from(self.bits - prefix);
        Ok(Self {
            first: self.first | index.checked_shl(step).unwrap_or(0),
            prefix,
            bits: self.bits,
        })
    }

    /// Networks one after the other, each aligned to its own size.
    ///
    /// # Errors
    /// When they don't fit.
    pub(super) fn subnets(self, new_bits: &[i64]) -> Result<Vec<Self>, Diagnostic> {
        let mut subnets: Vec<Self> = Vec::with_capacity(new_bits.len());
        for (i, bits) in new_bits.iter().enumerate() {
            let prefix = self.longer(*bits)?;
            let next = match subnets.last() {
                None => Some(self.first),
                Some(before) => before
                    .last()
                    .checked_add(1)
                    .and_then(|start| aligned(start, self.bits - prefix)),
            };
            let subnet = next
                .map(|first| Self { first, prefix, bits: self.bits })
                .filter(|subnet| self.contains(subnet));
            subnets.push(subnet.ok_or_else(|| {
                Diagnostic::error(
                    "invalid-network",
                    format!("`{self}` has no room for network number {i}, a /{prefix}"),
                )
                .hint("use more bits for the ones before it, or put the large ones first")
            })?);
        }
        Ok(subnets)
    }

    /// The address number `number`; a negative one counts from the end.
    ///
    /// # Errors
    /// When there are not so many.
    pub(super) fn host(self, number: i64) -> Result<IpAddr, Diagnostic> {
        let away = u128::from(number.unsigned_abs());
        let address = if number < 0 {
            self.last().checked_sub(away - 1)
        } else {
            self.first.checked_add(away)
        };
        let inside = address.filter(|address| (self.first..=self.last()).contains(address));
        inside.map(|address| self.address(address)).ok_or_else(|| {
            let (first, last) = (self.address(self.first), self.address(self.last()));
            Diagnostic::error("invalid-network", format!("`{self}` has no address number {number}"))
                .note(format!("its addresses are {first} to {last}"))
                .hint("count from 0, or from the end with a negative number")
        })
    }

    /// The mask in dots.
    ///
    /// # Errors
    /// When it is IPv6, which has none.
    pub(super) fn netmask(self) -> Result<Ipv4Addr, Diagnostic> {
        if self.bits != 32 {
            return Err(Diagnostic::error(
                "invalid-network",
                format!("`{self}` is IPv6, where networks have no mask in dots"),
            )
            .hint("use the network itself, which says how many bits are shared"));
        }
        Ok(Ipv4Addr::from_bits(u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0)))
    }

    /// How many addresses there are.
    ///
    /// # Errors
    /// When there are more than a number can hold.
    pub(super) fn size(self) -> Result<i64, Diagnostic> {
        1_i64.checked_shl(u32::from(self.bits - self.prefix)).filter(|size| *size > 0).ok_or_else(
            || {
                Diagnostic::error(
                    "invalid-network",
                    format!(
                        "`{self}` has 2 to the power of {} addresses, more than a number can hold",
                        self.bits - self.prefix
                    ),
                )
                .hint("count with the length of its prefix instead")
            },
        )
    }

    /// Whether all of `other` lies inside.
    pub(super) fn contains(&self, other: &Self) -> bool {
        self.bits == other.bits && self.first <= other.first && other.last() <= self.last()
    }

    /// Whether an address is in both.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.contains(other) || other.contains(self)
    }

    fn last(&self) -> u128 {
        let hosts = 1_u128
            .checked_shl(u32::from(self.bits - self.prefix))
            .map_or(u128::MAX, |count| count - 1);
        self.first | hosts
    }

    fn longer(&self, new_bits: i64) -> Result<u8, Diagnostic> {
        let longer = u8::try_from(new_bits).ok().and_then(|new| self.prefix.checked_add(new));
        longer.filter(|prefix| *prefix <= self.bits).ok_or_else(|| {
            Diagnostic::error(
                "invalid-network",
                format!("the prefix of `{self}` can't be {new_bits} bits longer"),
            )
            .note(format!("an address has {} bits, and {} are taken", self.bits, self.prefix))
            .hint("give fewer bits, or start from a larger network")
        })
    }

    fn address(&self, number: u128) -> IpAddr {
        match u32::try_from(number) {
            Ok(number) if self.bits == 32 => Ipv4Addr::from_bits(number).into(),
            _ => Ipv6Addr::from_bits(number).into(),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address(self.first), self.prefix)
    }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The first multiple of 2 to the power of `zeros` that is not below `start`.
fn aligned(start: u128, zeros: u8) -> Option<u128> {
    let size = 1_u128.checked_shl(zeros.into())?;
    start.checked_next_multiple_of(size)
}

fn no_network(text: &str) -> Diagnostic {
    let problem = Diagnostic::error("invalid-network", format!("`{text}` is no network"));
    match text.parse::<IpAddr>() {
        Ok(address) => problem.hint(
            format!(
                "say how many bits its addresses share: `{address}/{}`",
                if address.is_ipv4() { 24 } else { 64 }
            )
            .as_str(),
        ),
        Err(_) => problem
            .hint("write an address and how many bits are shared: `10.0.0.0/16`, `fd00::/64`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn net(text: &str) -> Network {
        Network::parse(text).unwrap()
    }

    fn subnet(text: &str, bits: i64, index: i64) -> String {
        net(text)
            .subnet(bits, index)
            .map_or_else(|problem| problem.message, |subnet| subnet.to_string())
    }

    fn subnets(text: &str, bits: &[i64]) -> Result<Vec<String>, String> {
        net(text)
            .subnets(bits)
            .map(|all| all.iter().map(ToString::to_string).collect())
            .map_err(|problem| problem.message)
    }

    // The values are those in Terraform's documentation of the function of that kind.
    #[test]
    fn subnets_are_terraforms() {
        assert_eq!(subnet("172.16.0.0/12", 4, 2), "172.18.0.0/16");
        assert_eq!(subnet("10.1.2.0/24", 4, 15), "10.1.2.240/28");
        assert_eq!(subnet("fd00:fd12:3456:7800::/56", 16, 162), "fd00:fd12:3456:7800:a200::/72");
        assert_eq!(
            subnets("10.1.0.0/16", &[4, 4, 8, 4]).unwrap(),
            ["10.1.0.0/20", "10.1.16.0/20", "10.1.32.0/24", "10.1.48.0/20"]
        );
        let wide = subnets("fd00:fd12:3456:7800::/56", &[16, 16, 16, 32]).unwrap();
        assert_eq!(
            wide,
            [
                "fd00:fd12:3456:7800::/72",
                "fd00:fd12:3456:7800:100::/72",
                "fd00:fd12:3456:7800:200::/72",
                "fd00:fd12:3456:7800:300::/88"
            ]
        );
    }

    #[test]
    fn hosts_are_terraforms() {
        let host = |text: &str, number| {
            net(text)
                .host(number)
                .map(|address| address.to_string())
                .map_err(|problem| problem.message)
        };
        assert_eq!(host("10.12.112.0/20", 16).unwrap(), "10.12.112.16");
        assert_eq!(host("10.12.112.0/20", 268).unwrap(), "10.12.113.12");
        assert_eq!(host("fd00:fd12:3456:7890::/72", 34).unwrap(), "fd00:fd12:3456:7890::22");
        assert_eq!(host("10.0.0.0/24", -256).unwrap(), "10.0.0.0");
        assert_eq!(
            host("10.0.0.0/24", 256).unwrap_err(),
            "`10.0.0.0/24` has no address number 256"
        );
        assert_eq!(
            host("10.0.0.0/24", -257).unwrap_err(),
            "`10.0.0.0/24` has no address number -257"
        );
    }

    #[test]
    fn the_ends_of_the_number_range() {
        assert_eq!(subnet("0.0.0.0/0", 32, 4_294_967_295), "255.255.255.255/32");
        assert_eq!(subnet("::/0", 128, i64::MAX), "::7fff:ffff:ffff:ffff/128");
        assert_eq!(subnet("::/0", 0, 0), "::/0");
        assert_eq!(subnets("::/0", &[0]).unwrap(), ["::/0"]);
        assert!(subnets("::/0", &[0, 1]).is_err());
        assert!(subnets("255.255.255.0/24", &[0, 1]).is_err());
        assert_eq!(net("0.0.0.0/0").netmask().unwrap().to_string(), "0.0.0.0");
        assert_eq!(net("0.0.0.0/0").size().unwrap(), 1 << 32);
        assert_eq!(net("fd00::/66").size().unwrap(), 1 << 62);
        assert!(net("fd00::/65").size().is_err());
    }

    #[test]
    fn mistakes_are_explained() {
        let hint = |text: &str| Network::parse(text).unwrap_err().hints.join(" ");
        assert_eq!(hint("10.1.2.3/16"), "the network is `10.1.0.0/16`");
        assert_eq!(hint("10.1.2.0"), "say how many bits its addresses share: `10.1.2.0/24`");
        assert!(Network::parse("10.0.0.0/33").is_err());
        assert_eq!(
            subnet("10.0.0.0/24", 9, 0),
            "the prefix of `10.0.0.0/24` can't be 9 bits longer"
        );
        assert_eq!(
            subnet("10.0.0.0/24", -1, 0),
            "the prefix of `10.0.0.0/24` can't be -1 bits longer"
        );
        assert_eq!(
            subnet("10.0.0.0/24", 2, 4),
            "`10.0.0.0/24` has no network number 4 of 2 more bits"
        );
        assert_eq!(
            subnets("10.0.0.0/24", &[1, 1, 1]).unwrap_err(),
            "`10.0.0.0/24` has no room for network number 2, a /25"
        );
    }

    #[test]
    fn inside_and_across() {
        let any = |text: &str| Network::parse_any(text).unwrap();
        assert!(net("10.0.0.0/8").contains(&any("10.255.255.255")));
        assert!(!net("10.0.0.0/8").contains(&any("::a00:1")));
        assert!(!net("10.0.0.0/16").contains(&any("10.0.0.0/8")));
        assert!(net("10.0.0.0/16").overlaps(&net("10.0.0.0/8")));
        assert!(!net("10.0.0.0/16").overlaps(&net("10.1.0.0/16")));
    }
}
