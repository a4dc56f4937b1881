//! One tree for JSON and TOML, which keeps what both would silently swallow: a key given twice,
//! a number too large, NaN.

use crate::types::{Fault, Problem};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt;
use toml::de::{DeTable, DeValue};

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    /// A TOML date or time without quotation marks, as its RFC 3339 text.
    Moment(String),
    List(Vec<Node>),
    /// In the order of the input; a key may stand here twice.
    Table(Vec<(String, Node)>),
}

/// Reads a document: JSON when its first mark is a brace, TOML otherwise.
///
/// # Errors
/// One fault at `line:column` when the document is neither; [`Problem::NotUnicode`] at the
/// place of the first byte, or lone surrogate, that is no character.
pub(super) fn read(bytes: &[u8], faults: &mut Vec<Fault>) -> Option<Node> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
        Err(wrong) => {
            let before = bytes.get(..wrong.valid_up_to()).unwrap_or_default();
            let before = std::str::from_utf8(before).unwrap_or_default();
            faults.push(Fault::new(
                line_and_column(before, before.len()),
                Problem::NotUnicode,
            ));
            return None;
        }
    };
    if text.trim_start().starts_with('{') {
        json(text, faults)
    } else {
        toml(text, faults)
    }
}

fn json(text: &str, faults: &mut Vec<Fault>) -> Option<Node> {
    serde_json::from_str(text)
        .map_err(|wrong| {
            let said = wrong.to_string();
            let problem = if said.contains("surrogate") || said.contains("hex escape") {
                Problem::NotUnicode
            } else if said.contains("out of range") {
                Problem::NotFinite
            } else {
                Problem::NotJsonOrToml
            };
            faults.push(Fault::new(
                format!("{}:{}", wrong.line(), wrong.column()),
                problem,
            ));
        })
        .ok()
}

fn toml(text: &str, faults: &mut Vec<Fault>) -> Option<Node> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut readable = true;
    for wrong in errors {
        let span = wrong.span().unwrap_or_default();
        if wrong.message() == "duplicate key" {
            let key = text.get(span).unwrap_or_default().trim_matches(['"', '\'']);
            faults.push(Fault::new(
                Fault::unknown_key("", key).at,
                Problem::Duplicate,
            ));
        } else if readable {
            // The first fault of grammar is the one to mend; the rest often follow from it.
            readable = false;
            faults.push(Fault::new(
                line_and_column(text, span.start),
                Problem::NotJsonOrToml,
            ));
        }
    }
    readable.then(|| from_table(table.get_ref()))
}

fn from_table(table: &DeTable<'_>) -> Node {
    Node::Table(
        table
            .iter()
            .map(|(key, value)| (key.get_ref().to_string(), from_toml(value.get_ref())))
            .collect(),
    )
}

fn from_toml(value: &DeValue<'_>) -> Node {
    match value {
        DeValue::String(text) => Node::Text(text.to_string()),
        // A number no field could hold is kept as one out of every range.
        DeValue::Integer(number) => Node::Integer(
            i128::from_str_radix(number.as_str(), number.radix()).unwrap_or(i128::MAX),
        ),
        DeValue::Float(number) => Node::Float(number.as_str().parse().unwrap_or(f64::NAN)),
        DeValue::Boolean(flag) => Node::Bool(*flag),
        DeValue::Datetime(moment) => Node::Moment(moment.to_string()),
        DeValue::Array(items) => {
            Node::List(items.iter().map(|item| from_toml(item.get_ref())).collect())
        }
        DeValue::Table(table) => from_table(table),
    }
}

/// `3:17`, both counted from one, the column in characters.
fn line_and_column(text: &str, offset: usize) -> String {
    let before: Vec<char> = text
        .char_indices()
        .take_while(|(index, _)| *index < offset)
        .map(|(_, c)| c)
        .collect();
    let line = before.iter().filter(|c| **c == '\n').count() + 1;
    let column = before.iter().rev().take_while(|c| **c != '\n').count() + 1;
    format!("{line}:{column}")
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AsWritten;

        impl<'de> Visitor<'de> for AsWritten {
            type Value = Node;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("any value")
            }
            fn visit_unit<E>(self) -> Result<Node, E> {
                Ok(Node::Null)
            }
            fn visit_bool<E>(self, flag: bool) -> Result<Node, E> {
                Ok(Node::Bool(flag))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
                Ok(Node::Integer(number.into()))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
                Ok(Node::Integer(number.into()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Node, E> {
                Ok(Node::Float(number))
            }
            fn visit_str<E>(self, text: &str) -> Result<Node, E> {
                Ok(Node::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Node::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
                let mut table = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    table.push(entry);
                }
                Ok(Node::Table(table))
            }
        }

        deserializer.deserialize_any(AsWritten)
    }
}
