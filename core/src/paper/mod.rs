//! The paper twin: what helps at the roadside when the phone does not, on one sheet of A4.
//!
//! Decides what stands on the glove-box sheet and on which of its four A6 panels. Printed on one
//! side and folded twice, the card is in front, what to do on the back, and the notices in all
//! eight languages inside.
//!
//! A glove box is not a safe place: the holder's name and number, the intake's token and the
//! card's QR payload are not on the sheet. It shows what the printed card shows, and blank lines
//! for what its owner chooses to write on it.

use crate::card::{self, ServiceCard, day, label};
use crate::guide::{Guide, country_name};
use crate::messages;
use crate::notice::Notice;
use crate::page::page;
use crate::types::{Date, Language, Phone};
use maud::{Markup, PreEscaped, html};

const STYLE: &str = include_str!("sheet.css");
/// What of the card is printed: what the printed card has, and what an operator asks for.
const FIELDS: [&str; 10] = [
    "service_card_no",
    "insurer",
    "policy_no",
    "vehicle.make",
    "vehicle.model",
    "vehicle.model_year",
    "vehicle.vin",
    "vehicle.permitted_weight_kg",
    "in_force_from",
    "in_force_to",
];

/// All a sheet is made from.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The card.
    pub card: &'a ServiceCard,
    /// The company that helps.
    pub company: &'a str,
    /// Its alarm centre.
    pub alarm_phone: &'a Phone,
    /// The notices, one a language.
    pub notices: &'a [Notice],
    /// What is known per country.
    pub guide: &'a Guide,
    /// Offices worth a line: who, and the number.
    pub offices: &'a [(String, Phone)],
    /// The edition of the terms on this device, when they are here.
    pub edition: Option<&'a str>,
    /// When the card was last rehearsed, as a sentence.
    pub rehearsed: Option<&'a str>,
    /// The day it is printed, in Denmark.
    pub printed_on: Date,
    /// The driver's language.
    pub language: Language,
}

impl Sheet<'_> {
    /// The sheet as one self-contained page; in print exactly one page of A4.
    pub fn html(&self) -> String {
        let title = self.say("title", &[]);
        let body = html! {
            p.hint { (self.say("fold", &[])) }
            main {
                (self.front(&title))
                (self.back())
                (self.inside(0, "inside-left"))
                (self.inside(1, "inside-right"))
            }
        };
        page(self.language, &title, STYLE, &body)
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        messages::text(self.language, &format!("paper.{key}"), args)
    }

    fn text(&self, key: &str, args: &[(&str, &str)]) -> String {
        messages::text(self.language, key, args)
    }

    /// The plate with its country's sign.
    fn plate(&self) -> Option<String> {
        let vehicle = &self.card.vehicle;
        let plate = vehicle.registration.as_ref()?;
        let sign = vehicle
            .registered_in
            .map(|country| self.guide.sign(country));
        Some(
            format!("{} {}", sign.unwrap_or_default(), plate.as_str())
                .trim()
                .to_owned(),
        )
    }

    /// The card: whom to call, and what they ask.
    fn front(&self, title: &str) -> Markup {
        let lines = card::lines(self.card, self.language);
        let named: Vec<(String, &str)> = FIELDS
            .map(|field| (label(field, self.language), field))
            .into();
        let rows = lines
            .iter()
            .filter(|(name, _)| named.iter().any(|(known, _)| known == name));
        let product = lines.first().map(|(_, value)| value.as_str());
        html! {
            section.panel.front {
                h1 { (product.unwrap_or(title)) }
                p.danger { (self.say("danger", &[])) }
                div.reach {
                    div {
                        p.who { (label("alarm_phone", self.language)) }
                        p.who { bdi { (self.company) } }
                        p.number { (self.alarm_phone.spaced()) }
                    }
                    @if let Some(svg) = card::qr_svg(&self.alarm_phone.tel_uri()) {
                        div.qr role="img" aria-label=(self.alarm_phone.spaced()) { (PreEscaped(svg)) }
                    }
                }
                dl {
                    dt { (label("vehicle.registration", self.language)) }
                    dd.plate { (blank(self.plate().as_deref())) }
                    @for (name, value) in rows {
                        dt { (name) }
                        dd { (value) }
                    }
                }
            }
        }
    }

    /// What to do, what to have ready, and the other numbers.
    fn back(&self) -> Markup {
        let danger = [("phone", "112")];
        let mut steps = self.guide.safety(None, false, self.language);
        steps.push(self.say("call_first", &[]));
        steps.push(self.text("assist.step.motorway_anywhere", &danger));
        steps.push(self.say("helper", &[]));
        // What the card holds stands on the front; here is room for what it does not.
        let ready = ["position", "contact_phone", "workshop_phone"];
        let mut foot = vec![self.say("printed", &[("date", &day(self.printed_on, self.language))])];
        foot.extend(
            self.edition
                .map(|edition| self.say("edition", &[("edition", edition)])),
        );
        foot.extend(self.rehearsed.map(str::to_owned));
        html! {
            section.panel.back {
                h2 { (self.say("steps", &[])) }
                ol { @for step in &steps { li { (step) } } }
                h2 { (self.say("have_ready", &[])) }
                dl.blank {
                    @for item in ready {
                        dt { (self.text(&format!("assist.ready.{item}"), &[])) }
                        dd { (blank(None)) }
                    }
                }
                h2 { (self.say("numbers", &[])) }
                ul {
                    @for (who, phone) in self.offices { li { (who) ": " b { (phone.spaced()) } } }
                    @if let Some(others) = self.other_emergency() { li { (others) } }
                }
                p.foot { (foot.join(" ")) }
            }
        }
    }

    /// Where an emergency call is not 112.
    fn other_emergency(&self) -> Option<String> {
        let others: Vec<String> = self
            .guide
            .countries()
            .iter()
            .filter_map(|known| {
                let call = self.guide.emergency(Some(known.country)).call;
                let name = country_name(known.country, self.language);
                (call != "112").then(|| format!("{name} {call}"))
            })
            .collect();
        (!others.is_empty())
            .then(|| self.say("other_emergency", &[("numbers", &others.join(", "))]))
    }

    /// Half of the notices.
    fn inside(&self, half: usize, class: &str) -> Markup {
        let each = self.notices.len().div_ceil(2).max(1);
        let own = self.notices.chunks(each).nth(half).unwrap_or_default();
        html! {
            section class=(format!("panel {class}")) {
                @for notice in own {
                    article lang=(notice.language.tag()) {
                        p.tongue { (messages::text(notice.language, "notice.language", &[])) }
                        h2 { (notice.title) }
                        @for paragraph in &notice.paragraphs { p { (unbroken(paragraph, &notice.phone)) } }
                    }
                }
            }
        }
    }
}

/// A value, or a line to write it on.
fn blank(value: Option<&str>) -> Markup {
    html! {
        @match value {
            Some(value) => (value),
            None => span.line {},
        }
    }
}

/// A paragraph with the number held together.
fn unbroken(paragraph: &str, phone: &Phone) -> String {
    let number = phone.spaced();
    paragraph.replace(&number, &number.replace(' ', "\u{a0}"))
}
