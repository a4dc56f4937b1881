//! The claim form: its shape, and every change its owner can make.
//!
//! Every change of what is stated lets a signature lapse: what was signed is not what it says now.

use super::bank::BankAccount;
use super::expense::Expense;
use super::receipt::{MAX_CLAIM_BYTES, MAX_RECEIPTS, NewReceipt, Receipt, Shows, hexadecimal};
use super::signature::{SignState, Signature};
use super::states::{ClaimState, ClaimStep};
use crate::assistance::{CaseCode, What, Who, is_health};
use crate::error::{Error, Subject};
use crate::types::{Date, Line, Problem, Prose, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use uuid::Uuid;

/// A claim for what a case cost, or for one that never was a case.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// UUIDv7, made on the phone.
    pub id: Uuid,
    /// The code people say, made from the id as a case's is.
    pub code: String,
    /// The code of the case it follows from.
    pub case_code: Option<String>,
    /// The card it was made from.
    pub card: Uuid,
    /// Counts up with every change after it left the draft, from 1.
    pub revision: u32,
    /// The newest revision the receiver has confirmed, receipts included.
    pub received_revision: Option<u32>,
    /// Where it stands.
    pub state: ClaimState,
    /// Every state entered, oldest first.
    pub history: Vec<ClaimStep>,
    /// The receiver's own reference.
    pub reference: Option<String>,
    /// Who claims: from the card or the case.
    pub who: Who,
    /// The vehicle: from the card or the case.
    pub vehicle: What,
    /// What happened.
    pub incident: Incident,
    /// More that the terms ask for, as told: fact and value (`coverage/facts.md`).
    pub facts: BTreeMap<String, String>,
    /// The day of coming home.
    pub came_home_on: Option<Date>,
    /// What it cost, in the order of its numbers.
    pub expenses: Vec<Expense>,
    /// What proves it, in the order of its numbers.
    pub receipts: Vec<Receipt>,
    /// Where to pay.
    pub bank: Option<BankAccount>,
    /// Whether it is signed.
    pub signed: SignState,
}

/// What happened.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Incident {
    /// `event.kind`.
    pub kind: Option<String>,
    /// In the owner's own words.
    pub description: Option<Prose>,
    /// The owner says that the description tells something of somebody's health.
    pub about_health: bool,
    /// Where.
    pub place: Option<Place>,
    /// When.
    pub occurred_at: Option<Timestamp>,
    /// When the damage or injury was discovered.
    pub discovered_at: Option<Timestamp>,
    /// What was reported to the police.
    pub police: Option<PoliceReport>,
}

/// Where it happened: in words, as a position, or both.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// In words: road and town.
    pub words: Option<Line>,
    /// Latitude and longitude in degrees, with the radius in metres where it is known.
    pub position: Option<(f64, f64, Option<f64>)>,
}

/// A report to the police.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PoliceReport {
    /// Which police: station and town.
    pub station: Line,
    /// Its number there.
    pub number: Option<Line>,
    /// The day it was reported.
    pub reported_on: Option<Date>,
}

/// Where a claim starts from.
#[derive(Clone, Default, PartialEq)]
pub struct Told {
    /// The code of the case.
    pub case_code: Option<String>,
    /// Who claims.
    pub who: Who,
    /// The vehicle.
    pub vehicle: What,
    /// What is known of the event.
    pub incident: Incident,
}

impl Claim {
    /// A new claim in draft. `id` is a UUIDv7 made on the phone, `card` the card it is made from.
    pub fn new(id: Uuid, card: Uuid, told: Told, at: Timestamp) -> Self {
        Self {
            id,
            code: CaseCode::of(id).to_string(),
            case_code: told.case_code,
            card,
            revision: 1,
            received_revision: None,
            state: ClaimState::Draft,
            history: vec![ClaimStep {
                at,
                state: ClaimState::Draft,
            }],
            reference: None,
            who: told.who,
            vehicle: told.vehicle,
            incident: told.incident,
            facts: BTreeMap::new(),
            came_home_on: None,
            expenses: Vec::new(),
            receipts: Vec::new(),
            bank: None,
            signed: SignState::Unsigned,
        }
    }

    /// Whether it tells something of somebody's health: the event, a category, a fact told, or
    /// because its owner says so. Such a claim leaves the phone only with a consent to that.
    pub fn is_about_health(&self) -> bool {
        self.incident.about_health
            || self.incident.kind.as_deref().is_some_and(is_health)
            || self.facts.keys().any(|fact| is_health(fact))
            || self
                .expenses
                .iter()
                .any(|expense| expense.category.is_health())
    }

    /// States the incident, the day of coming home and further facts anew.
    pub fn restate(
        &mut self,
        incident: Incident,
        came_home_on: Option<Date>,
        facts: BTreeMap<String, String>,
        at: Timestamp,
    ) {
        self.incident = incident;
        self.came_home_on = came_home_on;
        self.facts = facts;
        self.changed(at);
    }

    /// Adds an expense and gives its number.
    ///
    /// # Errors
    /// [`Problem::TooMany`] above [`Expense::MAX`]. The claim is unchanged.
    pub fn add_expense(&mut self, expense: Expense, at: Timestamp) -> Result<usize, Error> {
        if self.expenses.len() >= bound(Expense::MAX) {
            return Err(too_many("expense", Expense::MAX));
        }
        self.expenses.push(expense);
        self.changed(at);
        Ok(self.expenses.len())
    }

    /// Puts an expense in the place of that number; what proves it stays with it.
    ///
    /// # Errors
    /// [`Subject::Expense`] when there is none of that number. The claim is unchanged.
    pub fn change_expense(
        &mut self,
        number: usize,
        change: impl FnOnce(&mut Expense),
        at: Timestamp,
    ) -> Result<(), Error> {
        let place = place_of(number);
        let expense = place.and_then(|place| self.expenses.get_mut(place));
        change(expense.ok_or(NO_EXPENSE)?);
        self.changed(at);
        Ok(())
    }

    /// Takes an expense out. Those behind it move up; its receipts stay and show no expense.
    ///
    /// # Errors
    /// [`Subject::Expense`] when there is none of that number. The claim is unchanged.
    pub fn remove_expense(&mut self, number: usize, at: Timestamp) -> Result<(), Error> {
        let gone = self.expense(number)?.id;
        self.expenses.retain(|expense| expense.id != gone);
        for receipt in &mut self.receipts {
            if receipt.shows == (Shows::Expense { expense: gone }) {
                receipt.shows = Shows::Other;
            }
        }
        self.changed(at);
        Ok(())
    }

    /// The expense of that number.
    ///
    /// # Errors
    /// [`Subject::Expense`] when there is none.
    pub fn expense(&self, number: usize) -> Result<&Expense, Error> {
        let place = place_of(number);
        place
            .and_then(|place| self.expenses.get(place))
            .ok_or(NO_EXPENSE)
    }

    /// The receipt of that number.
    ///
    /// # Errors
    /// [`Subject::Receipt`] when there is none.
    pub fn receipt(&self, number: usize) -> Result<&Receipt, Error> {
        let place = place_of(number);
        place
            .and_then(|place| self.receipts.get(place))
            .ok_or(NO_RECEIPT)
    }

    /// Whether one more receipt of that many bytes fits.
    ///
    /// # Errors
    /// [`Problem::TooMany`] or [`Problem::ReceiptTooLarge`] at `receipt`.
    pub fn has_room_for(&self, bytes: u64) -> Result<(), Error> {
        if self.receipts.len() >= bound(MAX_RECEIPTS) {
            return Err(too_many("receipt", MAX_RECEIPTS));
        }
        let held: u64 = self.receipts.iter().map(|receipt| receipt.bytes).sum();
        if held.saturating_add(bytes) > MAX_CLAIM_BYTES {
            return Err(Error::bad_input("receipt", too_large(MAX_CLAIM_BYTES)));
        }
        Ok(())
    }

    /// Adds a receipt behind the others and gives its number.
    ///
    /// # Errors
    /// As [`Claim::has_room_for`]; [`Problem::Duplicate`] when the very same file is there
    /// already. The claim is unchanged.
    pub fn add_receipt(
        &mut self,
        new: &NewReceipt,
        shows: Shows,
        at: Timestamp,
    ) -> Result<usize, Error> {
        self.has_room_for(new.bytes)?;
        let sha256 = hexadecimal(&new.sha256);
        if self.receipts.iter().any(|receipt| receipt.sha256 == sha256) {
            return Err(Error::bad_input("receipt", Problem::Duplicate));
        }
        self.receipts.push(Receipt {
            id: new.id,
            sha256,
            media_type: new.media_type,
            bytes: new.bytes,
            shows,
            added_at: at,
        });
        self.changed(at);
        Ok(self.receipts.len())
    }

    /// Takes a receipt out and gives its id; those behind it move up, so that no number is
    /// missing.
    ///
    /// # Errors
    /// [`Subject::Receipt`] when there is none of that number. The claim is unchanged.
    pub fn remove_receipt(&mut self, number: usize, at: Timestamp) -> Result<Uuid, Error> {
        let gone = self.receipt(number)?.id;
        self.receipts.retain(|receipt| receipt.id != gone);
        self.changed(at);
        Ok(gone)
    }

    /// Says where to pay.
    pub fn pay_to(&mut self, bank: Option<BankAccount>, at: Timestamp) {
        self.bank = bank;
        self.changed(at);
    }

    /// Signs the claim as it stands.
    pub fn sign(&mut self, signature: Signature, at: Timestamp) {
        self.changed(at);
        self.signed = SignState::Signed { signature };
    }

    /// The signature, when it holds.
    pub fn signature(&self) -> Option<&Signature> {
        match &self.signed {
            SignState::Signed { signature } => Some(signature),
            SignState::Unsigned | SignState::Lapsed => None,
        }
    }

    /// The receipts that show an expense, by their numbers.
    pub fn receipts_of(&self, expense: Uuid) -> Vec<usize> {
        let shows = Shows::Expense { expense };
        let numbered = self.receipts.iter().zip(1..);
        numbered
            .filter(|(receipt, _)| receipt.shows == shows)
            .map(|(_, number)| number)
            .collect()
    }

    /// The number of the expense a receipt shows.
    pub fn expense_shown(&self, receipt: &Receipt) -> Option<usize> {
        let Shows::Expense { expense } = receipt.shows else {
            return None;
        };
        let at = self.expenses.iter().position(|held| held.id == expense)?;
        Some(at + 1)
    }

    /// The files with what was told to the police, by their numbers.
    pub fn police_receipts(&self) -> Vec<usize> {
        let numbered = self.receipts.iter().zip(1..);
        numbered
            .filter(|(receipt, _)| receipt.shows == Shows::Police)
            .map(|(_, number)| number)
            .collect()
    }
}

const NO_EXPENSE: Error = Error::NotFound {
    what: Subject::Expense,
};
const NO_RECEIPT: Error = Error::NotFound {
    what: Subject::Receipt,
};

fn place_of(number: usize) -> Option<usize> {
    number.checked_sub(1)
}

fn bound(most: u32) -> usize {
    usize::try_from(most).unwrap_or(usize::MAX)
}

fn too_many(at: &str, max: u32) -> Error {
    Error::bad_input(at, Problem::TooMany { max })
}

/// The fault of a file or a claim that weighs too much.
pub(crate) fn too_large(most: u64) -> Problem {
    Problem::ReceiptTooLarge {
        max_mb: u32::try_from(most / 1_000_000).unwrap_or(u32::MAX),
    }
}

impl fmt::Debug for Claim {
    /// Where it stands, and nothing about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Claim")
            .field("id", &self.id)
            .field("revision", &self.revision)
            .field("received_revision", &self.received_revision)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

crate::types::redacted!(Incident, Place, PoliceReport, Told);
