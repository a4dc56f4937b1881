//! The address of an intake: https, or http to this very machine.

use crate::types::Problem;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Where an alarm centre takes cases in: scheme, host, port and the path before `/v1`, without a
/// slash at the end.
#[derive(Clone, PartialEq, Eq)]
pub struct IntakeAddress(String);

impl IntakeAddress {
    /// The greatest length in bytes.
    pub const MAX: usize = 500;

    /// Reads an address such as `https://intake.example/roadside` or `http://127.0.0.1:8480`.
    ///
    /// # Errors
    /// [`Problem::IntakeAddress`] when it is not https (http is allowed to 127.0.0.0/8, `[::1]`
    /// and `localhost` only), names a user or password, carries a query or fragment, or is not a
    /// plain ASCII address.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        parts(text.trim()).ok_or(Problem::IntakeAddress)
    }

    /// The address, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Host and port: the one computer that is spoken to.
    pub fn host(&self) -> &str {
        let behind = self.0.split_once("://").map_or("", |(_, rest)| rest);
        behind.split('/').next().unwrap_or_default()
    }
}

impl fmt::Debug for IntakeAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntakeAddress").field(&self.0).finish()
    }
}

fn parts(text: &str) -> Option<IntakeAddress> {
    if text.len() > IntakeAddress::MAX || !text.is_ascii() {
        return None;
    }
    let (scheme, rest) = text.split_once("://")?;
    let secure = match scheme.to_ascii_lowercase().as_str() {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at_checked(at)?,
        None => (rest, ""),
    };
    let (host, port) = host_and_port(authority)?;
    if !secure && !host.is_loopback() {
        return None;
    }
    if !path
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"/-._~".contains(&b))
        || path.split('/').any(|part| matches!(part, "." | ".."))
    {
        return None;
    }
    let scheme = if secure { "https" } else { "http" };
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let path = path.trim_end_matches('/');
    Some(IntakeAddress(format!("{scheme}://{host}{port}{path}")))
}

enum Host {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
    Name(String),
}

impl Host {
    fn is_loopback(&self) -> bool {
        match self {
            Self::V4(address) => address.is_loopback(),
            Self::V6(address) => address.is_loopback(),
            Self::Name(name) => name == "localhost",
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(address) => address.fmt(f),
            Self::V6(address) => write!(f, "[{address}]"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

fn host_and_port(authority: &str) -> Option<(Host, Option<u16>)> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (address, after) = rest.split_once(']')?;
        let port = match after.strip_prefix(':') {
            Some(digits) => Some(port(digits)?),
            None if after.is_empty() => None,
            None => return None,
        };
        return Some((Host::V6(address.parse().ok()?), port));
    }
    let (name, port) = match authority.split_once(':') {
        Some((name, digits)) => (name, Some(port(digits)?)),
        None => (authority, None),
    };
    Some((host(name)?, port))
}

fn port(digits: &str) -> Option<u16> {
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|port| plain && *port != 0)
}

/// A name of dot-separated labels, or four decimal numbers. A name whose last label is a number
/// is refused: some readers take `127.1` or `0x7f.0.0.1` for an address, and two readings of one
/// text are one too many.
fn host(name: &str) -> Option<Host> {
    let name = name.to_ascii_lowercase();
    if let Ok(address) = name.parse() {
        return Some(Host::V4(address));
    }
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let last_is_name = name
        .rsplit('.')
        .next()
        .is_some_and(|last| last.starts_with(|c: char| c.is_ascii_alphabetic()));
    (name.len() <= 253 && last_is_name && name.split('.').all(label)).then_some(Host::Name(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_taken() {
        for (text, kept) in [
            ("https://intake.example", "https://intake.example"),
            (
                " HTTPS://Intake.Example:8443/a/b/ ",
                "https://intake.example:8443/a/b",
            ),
            ("http://127.0.0.1:8480", "http://127.0.0.1:8480"),
            ("http://127.9.9.9/", "http://127.9.9.9"),
            ("http://[::1]:1", "http://[::1]:1"),
            ("http://localhost:80/x", "http://localhost:80/x"),
            ("https://10.0.0.1", "https://10.0.0.1"),
            (
                "https://xn--bcher-kva.example",
                "https://xn--bcher-kva.example",
            ),
        ] {
            assert_eq!(IntakeAddress::parse(text).expect(text).as_str(), kept);
        }
    }

    #[test]
    fn what_is_refused() {
        for text in [
            "",
            "intake.example",
            "http://intake.example",
            "http://128.0.0.1",
            "http://127.1",
            "http://0x7f.0.0.1",
            "http://localhost.example",
            "http://localhost@evil.example",
            "https://user:secret@intake.example",
            "https://intake.example?x=1",
            "https://intake.example/#top",
            "https://intake.example/a/../b",
            "https://intake.example\\@evil",
            "https://intake.example:0",
            "https://intake.example:65536",
            "https://intake.example:+80",
            "https://intake.example:",
            "https://[::1",
            "https://[::1]x",
            "https://-a.example",
            "https://a..example",
            "https://bücher.example",
            "https://in\u{202e}take.example",
            "https:// intake.example",
            "ftp://127.0.0.1",
            "https://",
            "://",
        ] {
            assert_eq!(
                IntakeAddress::parse(text),
                Err(Problem::IntakeAddress),
                "{text}"
            );
        }
        assert!(IntakeAddress::parse(&format!("https://{}", "a".repeat(10_000_000))).is_err());
    }

    proptest! {
        #[test]
        fn garbage_never_panics_and_what_passes_is_stable(text in ".{0,80}") {
            if let Ok(address) = IntakeAddress::parse(&text) {
                prop_assert_eq!(IntakeAddress::parse(address.as_str()), Ok(address));
            }
        }

        #[test]
        fn plain_http_goes_nowhere_but_here(host in "[a-z0-9.@:\\[\\]-]{1,30}") {
            if let Ok(address) = IntakeAddress::parse(&format!("http://{host}")) {
                let host = address.as_str().trim_start_matches("http://");
                prop_assert!(host.starts_with("127.") || host.starts_with("localhost") || host.starts_with("[::1]"));
                prop_assert!(!host.contains('@'));
            }
        }
    }
}
