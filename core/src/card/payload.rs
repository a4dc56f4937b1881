//! A card as one line of text: to print as a QR code, to send, to read back on another phone.
//!
//! `RSC1:` and then RFC 4648 base 32 without padding: every mark is in the QR alphanumeric set
//! (5.5 bits each), survives a change of case, spaces and line breaks, and needs no quoting in
//! any shell. Inside: the fields of [`FIELDS`] as one JSON array, and its CRC-32. The token is
//! never in it: a card may be handed on, the right to send cases under it may not.

use super::node::Node;
use super::parse::from_node;
use super::{FIELDS, ServiceCard};
use crate::types::Problem;
use fast_qr::convert::{Builder, svg::SvgBuilder};
use fast_qr::{ECL, QRBuilder};
use serde_json::Value;

const MARK: &str = "RSC1:";
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/// More than the longest card makes, whitespace included.
const MAX_PAYLOAD: usize = 32 * 1024;

/// The card as one line; see the module for the form. Without the token.
pub fn export(card: &ServiceCard) -> String {
    let json = card.to_json(None);
    let mut values: Vec<Value> = FIELDS
        .iter()
        .map(|path| json.pointer(&pointer(path)).cloned().unwrap_or_default())
        .collect();
    while values.last().is_some_and(Value::is_null) {
        values.pop();
    }
    let mut bytes = Value::Array(values).to_string().into_bytes();
    let sum = crc32(&bytes);
    bytes.extend(sum.to_be_bytes());
    format!("{MARK}{}", to_base32(&bytes))
}

/// Reads what [`export`] wrote; case, spaces and line breaks do not matter.
///
/// # Errors
/// [`Problem::CardPayload`] when the mark is missing, a character was lost or changed, or the
/// card inside breaks a rule.
pub fn import(payload: &str) -> Result<ServiceCard, Problem> {
    read(payload).ok_or(Problem::CardPayload)
}

fn read(payload: &str) -> Option<ServiceCard> {
    if payload.len() > MAX_PAYLOAD {
        return None;
    }
    let bare: String = payload
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let bytes = from_base32(bare.strip_prefix(MARK)?)?;
    let (json, sum) = bytes.split_last_chunk::<4>()?;
    if crc32(json) != u32::from_be_bytes(*sum) {
        return None;
    }
    let Ok(Node::List(values)) = serde_json::from_slice(json) else {
        return None;
    };
    if values.len() > FIELDS.len() {
        return None;
    }
    from_node(tree(values), Vec::new()).ok()
}

/// The array back under its names; a table without any value in it is not there.
fn tree(values: Vec<Node>) -> Node {
    let mut top: Vec<(String, Node)> = Vec::new();
    for (path, value) in FIELDS.iter().zip(values) {
        if value == Node::Null {
            continue;
        }
        match path.split_once('.') {
            None => top.push(((*path).to_owned(), value)),
            Some((table, key)) => {
                let entry = (key.to_owned(), value);
                match top.last_mut() {
                    Some((name, Node::Table(entries))) if name == table => entries.push(entry),
                    _ => top.push((table.to_owned(), Node::Table(vec![entry]))),
                }
            }
        }
    }
    Node::Table(top)
}

/// The payload as a QR code, black on white, as one inline SVG.
///
/// `None` when it is longer than the largest QR code holds (a card of unusually long texts):
/// hand it on as text then.
pub fn qr_svg(payload: &str) -> Option<String> {
    let code = QRBuilder::new(payload).ecl(ECL::L).build().ok()?;
    Some(SvgBuilder::default().margin(4).to_str(&code))
}

fn pointer(path: &str) -> String {
    format!("/{}", path.replace('.', "/"))
}

/// CRC-32 as in ISO 3309 and zip: catches a lost, changed or swapped character.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |rest, _| {
            (rest >> 1) ^ (0xEDB8_8320 & 0u32.wrapping_sub(rest & 1))
        })
    })
}

fn to_base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0u32, 0u32);
    let mut push = |value: u32| {
        let index = usize::try_from(value & 31).unwrap_or_default();
        text.push(ALPHABET.get(index).map_or('A', |byte| char::from(*byte)));
    };
    for byte in bytes {
        held = ((held << 8) | u32::from(*byte)) & 0xFFFF;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push(held >> bits);
        }
    }
    if bits > 0 {
        push(held << (5 - bits));
    }
    text
}

fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0u32, 0u32);
    for mark in text.bytes() {
        let value = match mark {
            b'A'..=b'Z' => mark - b'A',
            b'2'..=b'7' => mark - b'2' + 26,
            _ => return None,
        };
        held = ((held << 5) | u32::from(value)) & 0xFFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from((held >> bits) & 0xFF).ok()?);
        }
    }
    // A whole character too many, or padding bits that are not zero: something was lost.
    (bits < 5 && held & ((1 << bits) - 1) == 0).then_some(bytes)
}
