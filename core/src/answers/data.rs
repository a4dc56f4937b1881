//! `core/data/answers.toml`, built into the library.

use super::hours::{Days, Hours};
use crate::types::{Phone, Product};
use chrono::NaiveTime;
use serde::Deserialize;

const FILE: &str = include_str!("../../data/answers.toml");

/// Everything that can be asked, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// The topics.
    pub topics: Vec<Topic>,
    /// The numbers.
    pub contacts: Vec<Contact>,
    /// The pages to hand over to, by id.
    pub links: Vec<(String, String)>,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// Its id, and the last part of the key of its sentences.
    pub id: String,
    /// Where its answer was read.
    pub source: Source,
    /// The contacts to ring, in order; `alarm` is the card's alarm centre.
    pub call: Vec<String>,
    /// The links to hand over to.
    pub links: Vec<String>,
}

/// Where an answer was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// SOS International's help pages.
    Pages,
    /// Its privacy policy.
    Privacy,
    /// A product's printed terms.
    Terms {
        /// The product.
        product: Product,
        /// The clauses, as printed.
        clauses: Vec<String>,
    },
}

/// A number somebody answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Its id, and the last part of the key of its name.
    pub id: String,
    /// The number.
    pub phone: Phone,
    /// When it is answered.
    pub hours: Hours,
}

#[derive(Deserialize)]
struct Rows {
    contact: Vec<ContactRow>,
    link: Vec<LinkRow>,
    topic: Vec<TopicRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContactRow {
    id: String,
    phone: String,
    open: OpenRow,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OpenRow {
    Word(String),
    Hours {
        days: String,
        from: String,
        to: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkRow {
    id: String,
    url: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TopicRow {
    id: String,
    source: Option<String>,
    product: Option<String>,
    #[serde(default)]
    clauses: Vec<String>,
    #[serde(default)]
    call: Vec<String>,
    #[serde(default)]
    links: Vec<String>,
}

impl Answers {
    /// Reads the data this library was built with. `core/tests/answers.rs` proves that every
    /// row is read; a row that could not be read would be left out, never guessed.
    pub fn load() -> Self {
        let Ok(rows) = toml::from_str::<Rows>(FILE) else {
            return Self {
                topics: Vec::new(),
                contacts: Vec::new(),
                links: Vec::new(),
            };
        };
        Self {
            topics: rows.topic.into_iter().filter_map(topic).collect(),
            contacts: rows.contact.into_iter().filter_map(contact).collect(),
            links: rows.link.into_iter().map(|row| (row.id, row.url)).collect(),
        }
    }

    /// The number of that id.
    pub fn contact(&self, id: &str) -> Option<&Contact> {
        self.contacts.iter().find(|contact| contact.id == id)
    }
}

impl Topic {
    /// The product whose terms answer, when it is one's own.
    pub fn product(&self) -> Option<Product> {
        match &self.source {
            Source::Terms { product, .. } => Some(*product),
            Source::Pages | Source::Privacy => None,
        }
    }
}

fn topic(row: TopicRow) -> Option<Topic> {
    let source = match (row.product, row.source.as_deref()) {
        (Some(product), None) => Source::Terms {
            product: Product::parse(&product).ok()?,
            clauses: row.clauses,
        },
        (None, Some("pages")) => Source::Pages,
        (None, Some("privacy")) => Source::Privacy,
        _ => return None,
    };
    Some(Topic {
        id: row.id,
        source,
        call: row.call,
        links: row.links,
    })
}

fn contact(row: ContactRow) -> Option<Contact> {
    let hours = match row.open {
        OpenRow::Word(word) if word == "always" => Hours::Always,
        OpenRow::Word(word) if word == "unstated" => Hours::Unstated,
        OpenRow::Word(_) => return None,
        OpenRow::Hours { days, from, to } => Hours::Office {
            days: match days.as_str() {
                "mon-fri" => Days::MonFri,
                "unstated" => Days::Unstated,
                _ => return None,
            },
            from: clock(&from)?,
            to: clock(&to)?,
        },
    };
    Some(Contact {
        id: row.id,
        phone: Phone::parse(&row.phone).ok()?,
        hours,
    })
}

fn clock(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}
