//! A claim in words: only the shape; what is put in is decided in `tell`.

use crate::claim::Claim;
use crate::coverage::{SaidCondition, SaidReason};
use crate::error::Error;
use crate::messages::text;
use crate::types::{Language, Money, SharedText};
use serde::Serialize;

/// All claims, and whether one could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldClaims {
    /// The readable ones, oldest first.
    pub claims: Vec<ClaimInBrief>,
    /// Set when a claim was changed from outside and not read: show it beside the list.
    pub trouble: Option<Error>,
}

/// A claim in a list.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ClaimInBrief {
    /// Its id.
    pub id: String,
    /// The code people say.
    pub code: String,
    /// The code of the case it follows from.
    pub case_code: Option<String>,
    /// `draft`, `queued`, `sent`, `received` or `handed_over`.
    pub state: String,
    /// The state in words.
    pub state_text: String,
    /// Its expenses.
    pub expenses: u32,
    /// Their sum in each currency.
    pub totals: Vec<SaidAmount>,
    /// How many things are missing.
    pub missing: u32,
}

/// One claim, said.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidClaim {
    /// Its id.
    pub id: String,
    /// The code people say.
    pub code: String,
    /// The code of the case it follows from.
    pub case_code: Option<String>,
    /// `draft`, `queued`, `sent`, `received` or `handed_over`.
    pub state: String,
    /// The state in words.
    pub state_text: String,
    /// Counts up with every change after it left the draft.
    pub revision: u32,
    /// The newest revision the receiver has confirmed, receipts included.
    pub received_revision: Option<u32>,
    /// The receiver's own reference.
    pub reference: Option<String>,
    /// Every state entered, oldest first.
    pub history: Vec<SaidClaimStep>,
    /// Product id of the card it was made from.
    pub product: String,
    /// Who claims.
    pub claimant: Option<String>,
    /// What happened.
    pub incident: SaidIncident,
    /// Further facts told.
    pub facts: Vec<SaidFact>,
    /// The day of coming home.
    pub came_home_on: Option<String>,
    /// What it cost.
    pub expenses: Vec<SaidExpense>,
    /// The sum in each currency; never converted.
    pub totals: Vec<SaidAmount>,
    /// What proves it.
    pub receipts: Vec<SaidReceipt>,
    /// Where to pay.
    pub bank: Option<SaidBank>,
    /// The signature, when it holds.
    pub signature: Option<SaidSignature>,
    /// Whether it is signed as it stands. A claim that is not is not valid.
    pub valid: bool,
    /// What is missing, in the order worth fixing.
    pub missing: Vec<SaidMissing>,
    /// What is due when, and why.
    pub deadlines: Vec<SaidDeadline>,
    /// Whether it tells something of somebody's health, and so needs a consent to leave.
    pub about_health: bool,
    /// Where a claim on paper goes, one line each; empty where that is not known.
    pub send_to: Vec<String>,
}

/// A state entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidClaimStep {
    /// When, RFC 3339.
    pub at: String,
    /// The state.
    pub state: String,
}

/// What happened.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidIncident {
    /// `event.kind`.
    pub kind: Option<String>,
    /// The same in words.
    pub kind_text: Option<String>,
    /// In the owner's own words.
    pub description: Option<String>,
    /// Where, in words.
    pub place: Option<String>,
    /// Latitude, degrees.
    pub lat: Option<f64>,
    /// Longitude, degrees.
    pub lon: Option<f64>,
    /// Radius in metres, where it is known.
    pub accuracy_m: Option<f64>,
    /// When, RFC 3339.
    pub occurred_at: Option<String>,
    /// When it was discovered, RFC 3339.
    pub discovered_at: Option<String>,
    /// Which police.
    pub police_station: Option<String>,
    /// The number of the report there.
    pub police_number: Option<String>,
    /// The day of the report.
    pub police_reported_on: Option<String>,
}

/// A fact told.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidFact {
    /// Its name.
    pub name: String,
    /// Its value, as it was told.
    pub value: String,
}

/// An expense.
#[derive(Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidExpense {
    /// Its number, from 1.
    pub number: u32,
    /// The word of its category.
    pub category: String,
    /// What people call it.
    pub title: String,
    /// What it cost.
    pub amount: SaidAmount,
    /// The day of the cost.
    pub incurred_on: String,
    /// The day the voucher was paid.
    pub paid_on: Option<String>,
    /// A word on it.
    pub note: Option<String>,
    /// The numbers of its receipts.
    pub receipts: Vec<u32>,
    /// What the terms say of it; `None` where they name no such benefit.
    pub cover: Option<SaidCover>,
}

/// What the terms say of an expense. Binding is the insurer's word, not this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi(name = "ExpenseCover")]
pub struct SaidCover {
    /// Benefit id.
    pub benefit: SharedText,
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: SharedText,
    /// The verdict in a sentence.
    pub verdict_text: SharedText,
    /// The clause to read first, and what it says here.
    pub main: SaidReason,
    /// What is outstanding.
    pub conditions: Vec<SaidCondition>,
    /// The bounds that apply.
    pub limits: Vec<SaidReason>,
    /// What the insured pays.
    pub you_pay: Vec<SaidCondition>,
    /// Set when the claim's expenses for this benefit, in the currency of its limit, are above it.
    pub above_limit: bool,
}

/// An amount.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidAmount {
    /// Minor units (ISO 4217).
    pub minor: i64,
    /// Three letters.
    pub currency: String,
    /// `EUR 120.50`.
    pub text: String,
}

/// A receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidReceipt {
    /// Its number, from 1, without gaps.
    pub number: u32,
    /// RFC 6838.
    pub media_type: String,
    /// Its size.
    pub bytes: i64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// `expense`, `police` or `other`.
    pub shows: String,
    /// The number of the expense it shows.
    pub expense: Option<u32>,
}

/// Where to pay.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidBank {
    /// Whose account it is, where that is not the claimant.
    pub holder: Option<String>,
    /// IBAN in groups of four.
    pub iban: String,
    /// BIC, for an account abroad.
    pub bic: Option<String>,
}

/// A signature.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidSignature {
    /// The name, as signed.
    pub name: String,
    /// When, RFC 3339.
    pub signed_at: String,
    /// SVG path data in a box of `width` by `height`.
    pub path: String,
    /// Width of the box.
    pub width: i32,
    /// Height of the box.
    pub height: i32,
}

/// Something missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidMissing {
    /// Its word.
    pub id: String,
    /// What to do, in one sentence.
    pub text: String,
    /// The numbers of the expenses or receipts it is missing from; empty when it is the claim.
    pub numbers: Vec<u32>,
    /// Whether the claim cannot be sent without it.
    pub required: bool,
}

/// Something due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidDeadline {
    /// Its word.
    pub id: String,
    /// The earliest day of a span.
    pub from: Option<String>,
    /// The day, in Copenhagen; `None` while what it counts from is not known.
    pub on: Option<String>,
    /// What is due and why.
    pub text: String,
    /// The clause of the terms, where one says so.
    pub clause: Option<String>,
    /// Where it stands.
    pub source: String,
}

impl From<Money> for SaidAmount {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor,
            currency: money.currency_code().to_owned(),
            text: money.to_string(),
        }
    }
}

/// A claim as a list shows it.
pub(super) fn in_brief(claim: &Claim, language: Language) -> ClaimInBrief {
    ClaimInBrief {
        id: claim.id.to_string(),
        code: claim.code.clone(),
        case_code: claim.case_code.clone(),
        state: claim.state.word().to_owned(),
        state_text: state_text(claim, language),
        expenses: count(claim.expenses.len()),
        totals: totals(claim),
        missing: count(crate::claim::missing(claim).len()),
    }
}

pub(super) fn state_text(claim: &Claim, language: Language) -> String {
    text(
        language,
        &format!("claim.state.{}", claim.state.word()),
        &[],
    )
}

pub(super) fn totals(claim: &Claim) -> Vec<SaidAmount> {
    let sums = crate::claim::totals(&claim.expenses);
    sums.into_iter().map(SaidAmount::from).collect()
}

/// A count as it crosses to a phone.
pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

crate::types::redacted!(
    ClaimInBrief,
    SaidClaim,
    SaidIncident,
    SaidFact,
    SaidExpense,
    SaidBank,
    SaidSignature
);
