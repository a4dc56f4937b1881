//! The claim on paper: one self-contained page in Danish and English, for A4 and for a screen.
//!
//! No network, no script; the same claim gives the same bytes.

use super::document::StandingConsent;
use super::form::Claim;
use super::receipt::Shows;
use super::signature::Signature;
use super::{Category, totals};
use crate::messages;
use crate::page;
use crate::types::calendar::copenhagen_local;
use crate::types::{Date, Language, Timestamp};
use maud::{Markup, html};

const STYLE: &str = include_str!("page.css");

/// The page. `address` is where a claim on paper goes, one line each.
pub fn page(claim: &Claim, consents: &[StandingConsent], address: &[&str]) -> String {
    let title = format!("{} {}", say(Language::Da, "title"), claim.code);
    let body = html! {
        main {
            (head(claim, address))
            (claimant(claim))
            (incident(claim))
            (expenses(claim))
            (receipts(claim))
            (bank(claim))
            (consented(consents))
            (signature(claim))
        }
    };
    page::page(Language::Da, &title, STYLE, &body)
}

fn say(language: Language, key: &str) -> String {
    messages::text(language, &format!("claim.label.{key}"), &[])
}

/// A label in both languages.
fn label(key: &str) -> Markup {
    twice(&format!("claim.label.{key}"))
}

/// The same sentence or title in both languages, by its whole key.
fn twice(key: &str) -> Markup {
    let say = |language| messages::text(language, key, &[]);
    let (danish, english) = (say(Language::Da), say(Language::En));
    html! {
        (danish)
        @if english != danish { span.en lang="en" { (english) } }
    }
}

fn row(key: &str, value: Option<&str>) -> Markup {
    html! {
        @if let Some(value) = value {
            dt { (label(key)) }
            dd { (value) }
        }
    }
}

fn head(claim: &Claim, address: &[&str]) -> Markup {
    html! {
        h1 { (label("title")) }
        p.codes {
            (label("code")) ": " b { (claim.code) }
            @if let Some(case) = &claim.case_code {
                " · " (label("case_code")) ": " b { (case) }
            }
            " · " (label("revision")) ": " b { (claim.revision) }
        }
        @if !address.is_empty() {
            p.to { (label("send_to")) ":\n" (address.join("\n")) }
        }
        @if claim.signature().is_none() { p.warn { (twice("claim.not_valid")) } }
    }
}

fn claimant(claim: &Claim) -> Markup {
    let (who, vehicle) = (&claim.who, &claim.vehicle);
    let plate = vehicle
        .registration
        .as_ref()
        .map(|plate| match &vehicle.sign {
            Some(sign) => format!("{plate} ({sign})"),
            None => plate.clone(),
        });
    html! {
        section {
            h2 { (label("claimant")) }
            dl {
                (row("name", who.name.as_deref()))
                (row("phone", who.phone.as_deref()))
                (row("insurer", who.insurer.as_deref()))
                (row("policy_no", who.policy_no.as_deref()))
                (row("service_card_no", who.service_card_no.as_deref()))
                (row("vehicle", vehicle.vehicle.as_deref()))
                (row("registration", plate.as_deref()))
                (row("vin", vehicle.vin.as_deref()))
            }
        }
    }
}

fn incident(claim: &Claim) -> Markup {
    let incident = &claim.incident;
    let police = incident.police.as_ref();
    let place = incident.place.as_ref();
    let words = place.and_then(|place| place.words.as_ref());
    let position = place.and_then(|place| place.position).map(|(lat, lon, m)| {
        let radius = m.map(|m| format!(" ± {m:.0} m")).unwrap_or_default();
        format!("{lat:.5}, {lon:.5}{radius}")
    });
    html! {
        section {
            h2 { (label("incident")) }
            dl {
                @if let Some(kind) = &incident.kind {
                    dt { (label("kind")) }
                    dd { (twice(&format!("facts.event.kind.answer.{kind}"))) }
                }
                (row("occurred_at", incident.occurred_at.map(moment).as_deref()))
                (row("discovered_at", incident.discovered_at.map(moment).as_deref()))
                (row("place", words.map(|words| words.as_str())))
                (row("position", position.as_deref()))
                (row("police_station", police.map(|police| police.station.as_str())))
                (row("police_number", police.and_then(|police| police.number.as_ref()).map(|number| number.as_str())))
                (row("reported_on", police.and_then(|police| police.reported_on).map(day).as_deref()))
                (row("came_home_on", claim.came_home_on.map(day).as_deref()))
            }
            @if let Some(description) = &incident.description {
                p.words { (description.as_str()) }
            }
        }
    }
}

fn expenses(claim: &Claim) -> Markup {
    html! {
        section {
            h2 { (label("expenses")) }
            div.wide { table {
                thead { tr {
                    th.n { (label("number")) }
                    th { (label("category")) }
                    th { (label("incurred_on")) }
                    th { (label("paid_on")) }
                    th { (label("receipts")) }
                    th.n { (label("amount")) }
                } }
                tbody {
                    @for (expense, number) in claim.expenses.iter().zip(1..) {
                        tr {
                            td.n { (number) }
                            td {
                                (category(expense.category))
                                @if let Some(note) = &expense.note { br; (note.as_str()) }
                            }
                            td.d { (day(expense.incurred_on)) }
                            td.d { (expense.paid_on.map_or_else(|| "—".to_owned(), day)) }
                            td { (numbers(&claim.receipts_of(expense.id))) }
                            td.n { (expense.amount) }
                        }
                    }
                }
                tfoot {
                    @for sum in totals(&claim.expenses) {
                        tr {
                            td colspan="5" { (label("total")) }
                            td.n { (sum) }
                        }
                    }
                }
            } }
        }
    }
}

/// What people call a category.
fn category(category: Category) -> Markup {
    twice(&category.key())
}

fn receipts(claim: &Claim) -> Markup {
    html! {
        section {
            h2 { (label("receipts")) }
            div.wide { table {
                thead { tr {
                    th.n { (label("number")) }
                    th { (label("shows")) }
                    th { (label("file")) }
                    th.n { (label("size")) }
                } }
                tbody {
                    @for (receipt, number) in claim.receipts.iter().zip(1..) {
                        tr {
                            td.n { (number) }
                            td {
                                @match receipt.shows {
                                    Shows::Expense { .. } => {
                                        (label("expense")) " "
                                        (claim.expense_shown(receipt).unwrap_or_default())
                                    }
                                    Shows::Police => (label("police")),
                                    Shows::Other => (label("other")),
                                }
                            }
                            td { (receipt.file(number)) br; span.small { "SHA-256 " (receipt.sha256) } }
                            td.n { (receipt.bytes.div_ceil(1000)) " kB" }
                        }
                    }
                }
            } }
        }
    }
}

fn bank(claim: &Claim) -> Markup {
    html! {
        @if let Some(bank) = &claim.bank {
            section {
                h2 { (label("bank")) }
                dl {
                    (row("holder", bank.holder().map(|holder| holder.as_str())))
                    (row("iban", Some(&bank.iban().spaced())))
                    (row("bic", bank.bic().map(|bic| bic.as_str())))
                }
            }
        }
    }
}

fn consented(consents: &[StandingConsent]) -> Markup {
    html! {
        @if !consents.is_empty() {
            section {
                h2 { (label("consents")) }
                dl {
                    @for consent in consents {
                        dt { (twice(&format!("privacy.purpose.{}.name", consent.purpose))) }
                        dd { (day_of(consent.given_at)) " – " (day_of(consent.ends_at)) }
                    }
                }
            }
        }
    }
}

fn signature(claim: &Claim) -> Markup {
    html! {
        section.sign {
            h2 { (label("signature")) }
            div.ink {
                @if let Some(signature) = claim.signature() {
                    svg role="img" aria-label=(say(Language::Da, "signature"))
                        viewBox=(format!("0 0 {} {}", Signature::WIDTH, Signature::HEIGHT))
                        preserveAspectRatio="xMinYMax meet" {
                        path d=(signature.path) fill="none" stroke="#000" stroke-width="6"
                            stroke-linecap="round" stroke-linejoin="round" {}
                    }
                }
            }
            @if let Some(signature) = claim.signature() {
                p { b { (signature.name.as_str()) } " · " (label("signed_at")) " " (moment(signature.signed_at)) }
            } @else {
                p { (label("sign_here")) }
            }
        }
    }
}

fn numbers(numbers: &[usize]) -> String {
    if numbers.is_empty() {
        return "—".to_owned();
    }
    let numbers: Vec<String> = numbers.iter().map(usize::to_string).collect();
    numbers.join(", ")
}

fn day(day: Date) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The day in Copenhagen.
fn day_of(at: Timestamp) -> String {
    copenhagen_local(at).format("%Y-%m-%d").to_string()
}

/// Day and time in Copenhagen, with the clock's own offset.
fn moment(at: Timestamp) -> String {
    copenhagen_local(at).format("%Y-%m-%d %H:%M").to_string()
}
