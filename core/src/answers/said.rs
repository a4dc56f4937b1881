//! The answers put in words.

use super::data::{Answers, Contact, Source, Topic};
use super::hours::{Days, Hours, Opening};
use crate::card::{day, label};
use crate::messages;
use crate::types::calendar::copenhagen_local;
use crate::types::{Language, Phone, Product, Timestamp};
use serde::Serialize;

/// What was asked and what fits, the best first.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
#[uniffi(name = "FoundAnswers")]
pub struct SaidAnswers {
    /// The answers; all there are when nothing was asked.
    pub answers: Vec<SaidAnswer>,
    /// What to do when nothing fits.
    pub nothing_fits: Option<String>,
    /// Whom to ring in any case.
    pub call: SaidContact,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
#[uniffi(name = "FoundAnswer")]
pub struct SaidAnswer {
    /// Its id.
    pub id: String,
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// Where it was read.
    pub source: String,
    /// The product it is about; `None` when it is about any journey.
    pub product: Option<String>,
    /// The clauses of its terms.
    pub clauses: Vec<String>,
    /// Whom to ring about it, in this order.
    pub call: Vec<SaidContact>,
    /// Pages to hand over to; they need a network.
    pub links: Vec<SaidLink>,
}

/// Somebody to ring, and whether anybody answers now.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidContact {
    /// Its id; `alarm` is the card's alarm centre.
    pub id: String,
    /// Who answers.
    pub who: String,
    /// E.164.
    pub phone: String,
    /// The same in groups.
    pub phone_spaced: String,
    /// RFC 3966.
    pub tel_uri: String,
    /// The hours in a sentence, and what they mean now.
    pub hours: String,
    /// Whether somebody answers now; `None` where that cannot be known.
    pub open: Option<bool>,
    /// When it opens next, RFC 3339, where it is not open for certain.
    pub opens_at: Option<String>,
    /// When it closes, RFC 3339, where it is open.
    pub closes_at: Option<String>,
}

/// A page to hand over to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidLink {
    /// What is found there.
    pub title: String,
    /// Its address.
    pub url: String,
}

/// The alarm centre of the card, or of the product asked about.
#[derive(Debug, Clone)]
pub struct AlarmCentre {
    /// The company.
    pub company: String,
    /// Its number.
    pub phone: Phone,
    /// Whether the product's terms print that it answers day and night.
    pub always: bool,
}

impl Answers {
    /// What fits the words, said at `now`.
    pub fn ask(
        &self,
        asked: &str,
        product: Option<Product>,
        alarm: &AlarmCentre,
        now: Timestamp,
        language: Language,
    ) -> SaidAnswers {
        let found = self.find(asked, product, language);
        let say = |topic: &&Topic| self.say(topic, alarm, now, language);
        SaidAnswers {
            nothing_fits: found
                .is_empty()
                .then(|| messages::text(language, "answers.label.nothing", &[])),
            answers: found.iter().map(say).collect(),
            call: alarm_contact(alarm, now, language),
        }
    }

    fn say(
        &self,
        topic: &Topic,
        alarm: &AlarmCentre,
        now: Timestamp,
        language: Language,
    ) -> SaidAnswer {
        let text =
            |part: &str| messages::text(language, &format!("answers.{}.{part}", topic.id), &[]);
        let (source, clauses) = match &topic.source {
            Source::Pages => (
                messages::text(language, "answers.source.pages", &[]),
                Vec::new(),
            ),
            Source::Privacy => (
                messages::text(language, "answers.source.privacy", &[]),
                Vec::new(),
            ),
            Source::Terms { product, clauses } => {
                let name = product_name(*product, language);
                // Only printed numbers are cited: a card has none.
                let numbers: Vec<&str> = clauses
                    .iter()
                    .map(String::as_str)
                    .filter(|clause| clause.starts_with(|c: char| c.is_ascii_digit()))
                    .collect();
                let source = if numbers.is_empty() {
                    name
                } else {
                    let args = [("product", name.as_str()), ("clauses", &numbers.join(", "))];
                    messages::text(language, "answers.source.clauses", &args)
                };
                (source, clauses.clone())
            }
        };
        let contact = |id: &String| match id.as_str() {
            "alarm" => Some(alarm_contact(alarm, now, language)),
            id => self.contact(id).map(|contact| {
                let who = messages::text(language, &format!("answers.contact.{id}"), &[]);
                say_contact(contact, who, now, language)
            }),
        };
        let link = |id: &String| {
            let (_, url) = self.links.iter().find(|(known, _)| known == id)?;
            Some(SaidLink {
                title: messages::text(language, &format!("answers.link.{id}"), &[]),
                url: url.clone(),
            })
        };
        SaidAnswer {
            id: topic.id.clone(),
            question: text("question"),
            answer: text("answer"),
            source,
            product: topic.product().map(|product| product.word().to_owned()),
            clauses,
            call: topic.call.iter().filter_map(contact).collect(),
            links: topic.links.iter().filter_map(link).collect(),
        }
    }
}

/// What a product is called.
fn product_name(product: Product, language: Language) -> String {
    let key = product.word().replace('-', "_");
    messages::text(language, &format!("card.product.{key}"), &[])
}

fn alarm_contact(alarm: &AlarmCentre, now: Timestamp, language: Language) -> SaidContact {
    let hours = if alarm.always {
        Hours::Always
    } else {
        Hours::Unstated
    };
    let contact = Contact {
        id: "alarm".to_owned(),
        phone: alarm.phone.clone(),
        hours,
    };
    let who = format!("{}: {}", label("alarm_phone", language), alarm.company);
    say_contact(&contact, who, now, language)
}

fn say_contact(contact: &Contact, who: String, now: Timestamp, language: Language) -> SaidContact {
    let opening = contact.hours.at(now);
    let (open, opens, closes) = match opening {
        Opening::Always => (Some(true), None, None),
        Opening::Unknown => (None, None, None),
        Opening::Open { until } => (Some(true), None, Some(until)),
        Opening::Closed { opens } => (Some(false), Some(opens), None),
        Opening::Doubtful { opens } => (None, Some(opens), None),
    };
    SaidContact {
        id: contact.id.clone(),
        who,
        phone: contact.phone.e164().to_owned(),
        phone_spaced: contact.phone.spaced(),
        tel_uri: contact.phone.tel_uri(),
        hours: hours_text(contact.hours, opening, now, language),
        open,
        opens_at: opens.map(|at| at.to_rfc3339()),
        closes_at: closes.map(|at| at.to_rfc3339()),
    }
}

fn hours_text(hours: Hours, opening: Opening, now: Timestamp, language: Language) -> String {
    let say = |key: &str, args: &[(&str, &str)]| {
        messages::text(language, &format!("answers.hours.{key}"), args)
    };
    let Hours::Office { days, from, to } = hours else {
        return match opening {
            Opening::Always => say("always", &[]),
            _ => say("unstated", &[]),
        };
    };
    let (from, to) = (
        from.format("%H:%M").to_string(),
        to.format("%H:%M").to_string(),
    );
    let printed = match days {
        Days::MonFri => say("mon_fri", &[("from", &from), ("to", &to)]),
        Days::Unstated => say("no_days", &[("from", &from), ("to", &to)]),
    };
    let when = |at: Timestamp| {
        let local = copenhagen_local(at);
        let time = local.format("%H:%M").to_string();
        if local.date() == copenhagen_local(now).date() {
            (None, time)
        } else {
            (Some(day(local.date(), language)), time)
        }
    };
    let meaning = match opening {
        Opening::Open { until } => say("open", &[("time", &when(until).1)]),
        Opening::Closed { opens } => match when(opens) {
            (None, time) => say("opens_today", &[("time", &time)]),
            (Some(day), time) => say("opens", &[("day", &day), ("time", &time)]),
        },
        Opening::Doubtful { opens } => {
            let (day, time) = when(opens);
            let day = day.unwrap_or_default();
            say("doubtful", &[("day", &day), ("time", &time)])
        }
        Opening::Always | Opening::Unknown => String::new(),
    };
    format!("{printed} {meaning}").trim().to_owned()
}
