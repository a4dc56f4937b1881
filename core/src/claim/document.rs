//! `claim.json`: what is sent and what lies in a bundle (`docs/claim.schema.json`).
//!
//! The same claim and the same consents always give the same bytes: keys in one order, no time
//! but the claim's own.

use super::form::{Claim, Place};
use super::receipt::{MediaType, Shows};
use super::signature::Signature;
use crate::assistance::{What, Who};
use crate::types::{Date, Money, Timestamp};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// A consent that stands while the claim is passed on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StandingConsent {
    /// The purpose's word.
    pub purpose: String,
    /// When it was given.
    pub given_at: Timestamp,
    /// When it ends by itself.
    pub ends_at: Timestamp,
}

/// The whole document.
#[derive(Clone, PartialEq, Serialize)]
pub struct ClaimDocument<'c> {
    format: &'static str,
    id: Uuid,
    code: &'c str,
    case_code: Option<&'c str>,
    revision: u32,
    claimant: &'c Who,
    vehicle: &'c What,
    incident: IncidentJson<'c>,
    facts: &'c BTreeMap<String, String>,
    came_home_on: Option<Date>,
    expenses: Vec<ExpenseJson<'c>>,
    totals: Vec<AmountJson>,
    receipts: Vec<ReceiptJson<'c>>,
    bank: Option<BankJson<'c>>,
    signature: Option<SignatureJson<'c>>,
    consents: &'c [StandingConsent],
}

#[derive(Clone, PartialEq, Serialize)]
struct IncidentJson<'c> {
    kind: Option<&'c str>,
    description: Option<&'c str>,
    about_health: bool,
    place: Option<PlaceJson<'c>>,
    occurred_at: Option<Timestamp>,
    discovered_at: Option<Timestamp>,
    police: Option<PoliceJson<'c>>,
}

#[derive(Clone, PartialEq, Serialize)]
struct PlaceJson<'c> {
    words: Option<&'c str>,
    lat: Option<f64>,
    lon: Option<f64>,
    accuracy_m: Option<f64>,
}

#[derive(Clone, PartialEq, Serialize)]
struct PoliceJson<'c> {
    station: &'c str,
    number: Option<&'c str>,
    reported_on: Option<Date>,
    receipts: Vec<usize>,
}

#[derive(Clone, PartialEq, Serialize)]
struct ExpenseJson<'c> {
    number: usize,
    category: &'static str,
    benefit: Option<&'static str>,
    amount: AmountJson,
    incurred_on: Date,
    paid_on: Option<Date>,
    note: Option<&'c str>,
    receipts: Vec<usize>,
}

#[derive(Clone, PartialEq, Serialize)]
struct AmountJson {
    minor: i64,
    currency: String,
    text: String,
}

#[derive(Clone, PartialEq, Serialize)]
struct ReceiptJson<'c> {
    number: usize,
    file: String,
    media_type: MediaType,
    bytes: u64,
    sha256: &'c str,
    shows: &'static str,
    expense: Option<usize>,
}

#[derive(Clone, PartialEq, Serialize)]
struct BankJson<'c> {
    holder: Option<&'c str>,
    iban: &'c str,
    bic: Option<&'c str>,
}

#[derive(Clone, PartialEq, Serialize)]
struct SignatureJson<'c> {
    name: &'c str,
    signed_at: Timestamp,
    path: &'c str,
    width: i32,
    height: i32,
}

/// The document of a claim as it stands, with the consents that stand beside it.
pub fn document<'c>(claim: &'c Claim, consents: &'c [StandingConsent]) -> ClaimDocument<'c> {
    ClaimDocument {
        format: "roadside-claim/1",
        id: claim.id,
        code: &claim.code,
        case_code: claim.case_code.as_deref(),
        revision: claim.revision,
        claimant: &claim.who,
        vehicle: &claim.vehicle,
        incident: incident(claim),
        facts: &claim.facts,
        came_home_on: claim.came_home_on,
        expenses: expenses(claim),
        totals: super::totals(&claim.expenses)
            .into_iter()
            .map(amount)
            .collect(),
        receipts: receipts(claim),
        bank: claim.bank.as_ref().map(|bank| BankJson {
            holder: bank.holder().map(|holder| holder.as_str()),
            iban: bank.iban().as_str(),
            bic: bank.bic().map(|bic| bic.as_str()),
        }),
        signature: claim.signature().map(|signature| SignatureJson {
            name: signature.name.as_str(),
            signed_at: signature.signed_at,
            path: &signature.path,
            width: Signature::WIDTH,
            height: Signature::HEIGHT,
        }),
        consents,
    }
}

impl ClaimDocument<'_> {
    /// The document as it is written: UTF-8, indented, a line end last.
    pub fn to_json(&self) -> Vec<u8> {
        let mut json = serde_json::to_vec_pretty(self).unwrap_or_default();
        json.push(b'\n');
        json
    }
}

fn incident(claim: &Claim) -> IncidentJson<'_> {
    let incident = &claim.incident;
    IncidentJson {
        kind: incident.kind.as_deref(),
        description: incident.description.as_ref().map(|text| text.as_str()),
        about_health: claim.is_about_health(),
        place: incident.place.as_ref().map(place),
        occurred_at: incident.occurred_at,
        discovered_at: incident.discovered_at,
        police: incident.police.as_ref().map(|police| PoliceJson {
            station: police.station.as_str(),
            number: police.number.as_ref().map(|number| number.as_str()),
            reported_on: police.reported_on,
            receipts: claim.police_receipts(),
        }),
    }
}

fn place(place: &Place) -> PlaceJson<'_> {
    PlaceJson {
        words: place.words.as_ref().map(|words| words.as_str()),
        lat: place.position.map(|(lat, _, _)| lat),
        lon: place.position.map(|(_, lon, _)| lon),
        accuracy_m: place.position.and_then(|(_, _, accuracy)| accuracy),
    }
}

fn expenses(claim: &Claim) -> Vec<ExpenseJson<'_>> {
    let numbered = claim.expenses.iter().zip(1..);
    numbered
        .map(|(expense, number)| ExpenseJson {
            number,
            category: expense.category.word(),
            benefit: expense.category.benefit(),
            amount: amount(expense.amount),
            incurred_on: expense.incurred_on,
            paid_on: expense.paid_on,
            note: expense.note.as_ref().map(|note| note.as_str()),
            receipts: claim.receipts_of(expense.id),
        })
        .collect()
}

fn receipts(claim: &Claim) -> Vec<ReceiptJson<'_>> {
    let numbered = claim.receipts.iter().zip(1..);
    numbered
        .map(|(receipt, number)| ReceiptJson {
            number,
            file: receipt.file(number),
            media_type: receipt.media_type,
            bytes: receipt.bytes,
            sha256: &receipt.sha256,
            shows: match receipt.shows {
                Shows::Expense { .. } => "expense",
                Shows::Police => "police",
                Shows::Other => "other",
            },
            expense: claim.expense_shown(receipt),
        })
        .collect()
}

fn amount(money: Money) -> AmountJson {
    AmountJson {
        minor: money.minor,
        currency: money.currency_code().to_owned(),
        text: money.to_string(),
    }
}

impl fmt::Debug for ClaimDocument<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClaimDocument([REDACTED])")
    }
}
