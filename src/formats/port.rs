//! Ports in their short form: `[[ip:]published:]target[/protocol]`, each side one port or a range.

/// A port as the short form says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port<'a> {
    /// The address of the host that it is bound to; all of them when there is none.
    pub ip: Option<&'a str>,
    /// The first and last port of the host; chosen by the engine when there is none.
    pub published: Option<(u16, u16)>,
    /// The first and last port of the container.
    pub target: (u16, u16),
    /// `tcp` unless another one is said.
    pub protocol: &'a str,
}

/// Reads the short form; none when it is no port.
///
/// ```
/// use sw::formats::port::read;
/// let port = read("127.0.0.1:8080:80/udp").unwrap();
/// assert_eq!((port.ip, port.published, port.target, port.protocol), (Some("127.0.0.1"), Some((8080, 8080)), (80, 80), "udp"));
/// assert_eq!(read("8080:"), None);
/// ```
pub fn read(text: &str) -> Option<Port<'_>> {
    let (ports, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let (rest, target) =
        ports.rsplit_once(':').map_or((None, ports), |(rest, target)| (Some(rest), target));
    let (ip, published) = match rest {
        None => (None, None),
        Some(rest) => match rest.rsplit_once(':') {
            None => (None, Some(rest)),
            Some((ip, published)) => {
                (Some(ip), Some(published).filter(|published| !published.is_empty()))
            }
        },
    };
    let target = range(target)?;
    let published = published.map(|published| range(published).ok_or(())).transpose().ok()?;
    let is_known = ["tcp", "udp", "sctp"].iter().any(|known| known.eq_ignore_ascii_case(protocol))
        && target.0 > 0
        && ip.is_none_or(is_address);
    // A range of the host for one port of the container leaves the choice to the engine.
    let fits = published.is_none_or(|published| {
        target.0 == target.1 || published.1 - published.0 == target.1 - target.0
    });
    (is_known && fits).then_some(Port { ip, published, target, protocol })
}

/// `8080`, `8080-8085`: the first and the last port.
pub fn range(text: &str) -> Option<(u16, u16)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    let (first, last) = (port(first)?, port(last)?);
    (first <= last).then_some((first, last))
}

fn port(text: &str) -> Option<u16> {
    text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a text is an IP address, in brackets or not.
pub(crate) fn is_address(text: &str) -> bool {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse::<core::net::IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_read() {
        assert_eq!(
            read("3000"),
            Some(Port { ip: None, published: None, target: (3000, 3000), protocol: "tcp" })
        );
        assert_eq!(read("[::1]:80:80").and_then(|port| port.ip), Some("[::1]"));
        assert_eq!(read("127.0.0.1::80").map(|port| port.published), Some(None));
        assert_eq!(read("9090-9091:8080-8081").and_then(|port| port.published), Some((9090, 9091)));
        assert_eq!(read("8000-9000:80").map(|port| port.target), Some((80, 80)));
    }

    #[test]
    fn what_is_no_port_is_refused() {
        let wrong =
            ":80 80: http 80:http 70000 9-8 80/icmp host:80:80 80-82:80-81 +80 80:0 1:2:3:4:5";
        for text in wrong.split(' ').chain([""]) {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
