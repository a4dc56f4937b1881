//! The case: what is stated about it, and what the alarm centre says of it.
//!
//! Decides the shape alone; which state may follow which is decided in `states`, what a report
//! holds in `report`. Delivering it is left to the floors above.

use super::code::CaseCode;
use crate::types::{Purpose, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Where a case stands. Only the alarm centre's receipt makes it *received*.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// Being written; nothing is queued.
    Draft,
    /// Kept and waiting to be sent.
    Queued,
    /// Handed to the network; no receipt yet.
    Sent,
    /// The alarm centre has confirmed this case.
    Received,
    /// The alarm centre has sent or named help.
    InProgress,
    /// The alarm centre has closed it.
    Closed,
    /// Called off by the motorist.
    Cancelled,
}

/// One step of a case's history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// The state entered.
    pub state: CaseState,
}

/// One motorist's need of help, over all channels.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// UUIDv7, made on the phone.
    pub id: Uuid,
    /// The code people say (see `assistance::code`); the helper who arrives must name it.
    pub code: String,
    /// The card it was made from.
    pub card: Uuid,
    /// Counts up with every change; 1 is the first one queued.
    pub revision: u32,
    /// The newest revision the alarm centre has confirmed.
    pub received_revision: Option<u32>,
    /// Where it stands.
    pub state: CaseState,
    /// Every state entered, oldest first.
    pub history: Vec<Step>,
    /// What is stated to the alarm centre.
    pub report: Report,
    /// What the alarm centre last said.
    pub centre: Option<CentreStatus>,
}

/// What the alarm centre says of a case.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
pub struct CentreStatus {
    /// The centre's own reference.
    pub reference: Option<String>,
    /// When help is expected.
    pub eta: Option<Timestamp>,
    /// Who comes, as the centre names them.
    pub helper: Option<String>,
    /// When the centre said so.
    pub said_at: Timestamp,
}

/// The body of a case as the intake gets it (`docs/intake.openapi.yaml`).
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Who: from the card.
    pub who: Who,
    /// What happened.
    pub what: What,
    /// Where, with accuracy and age; `None` when no fix was to be had.
    #[serde(rename = "where")]
    pub position: Option<ReportedPosition>,
    /// Country of the place, ISO 3166-1 alpha-2, when known.
    pub country: Option<String>,
    /// What the pre-check on the phone said; never binding for the centre.
    pub pre_check: Option<PreCheck>,
    /// The driver's language, BCP 47.
    pub language: String,
    /// Facts about somebody's health; only ever with a valid consent for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub health: Vec<HealthFact>,
    /// The consents in force when this was stated: what the centre may do with it beyond the
    /// help asked for.
    #[serde(default)]
    pub consents: Vec<StatedConsent>,
}

/// One fact about somebody's health, as the driver told it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthFact {
    /// Its name in the vocabulary (`illness.…`).
    pub fact: String,
    /// What was told, as text.
    pub value: String,
}

/// A consent as it is stated to the centre.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedConsent {
    /// What for.
    pub purpose: Purpose,
    /// Since when.
    pub given_at: Timestamp,
    /// Until when, unless it is withdrawn before.
    pub ends_at: Timestamp,
}

/// Who calls.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Who {
    /// Product id.
    pub product: String,
    /// Number of the service card.
    pub service_card_no: Option<String>,
    /// The casco insurer.
    pub insurer: Option<String>,
    /// Casco policy number.
    pub policy_no: Option<String>,
    /// Name of the holder.
    pub name: Option<String>,
    /// Number to call back, E.164.
    pub phone: Option<String>,
}

/// What happened, and to what.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct What {
    /// `event.kind`.
    pub event: Option<String>,
    /// When, RFC 3339.
    pub occurred_at: Option<Timestamp>,
    /// Somebody is hurt or in danger.
    pub danger: bool,
    /// Whether the vehicle can go on.
    pub drivable: Option<bool>,
    /// Registration number.
    pub registration: Option<String>,
    /// Distinguishing sign of the country of registration.
    pub sign: Option<String>,
    /// Make, model and year in one line.
    pub vehicle: Option<String>,
    /// `vehicle.kind`.
    pub vehicle_kind: Option<String>,
    /// Permitted gross weight in kilograms.
    pub permitted_weight_kg: Option<u32>,
    /// Chassis number.
    pub vin: Option<String>,
    /// `towed.kind`, when something is towed.
    pub towed: Option<String>,
    /// People in the party, the driver included.
    pub passengers: Option<u32>,
}

/// A position as sent: accuracy and age always travel with it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct ReportedPosition {
    /// Degrees.
    pub lat: f64,
    /// Degrees.
    pub lon: f64,
    /// Radius in metres (68 %), when known.
    pub accuracy_m: Option<f64>,
    /// When it was measured, when known.
    pub fixed_at: Option<Timestamp>,
    /// One letter: G satellites, W Wi-Fi, C cell, M by hand, U unknown.
    pub method: String,
    /// Plus Code.
    pub plus_code: String,
}

/// The pre-check in short.
#[derive(Clone, PartialEq, Serialize, Deserialize, uniffi::Record)]
pub struct PreCheck {
    /// Product id.
    pub product: String,
    /// Edition of the terms the answer came from.
    pub edition: String,
    /// Its sequence number; 0 in cases of before it was kept.
    #[serde(default)]
    pub sequence: u64,
    /// Benefit id and verdict.
    pub verdicts: Vec<BenefitVerdict>,
}

/// A benefit and its verdict; two texts in a list where it is written down.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, uniffi::Record)]
#[serde(from = "(String, String)", into = "(String, String)")]
pub struct BenefitVerdict {
    /// Benefit id.
    pub benefit: String,
    /// `covered`, `conditional`, `unknown` or `not_covered`.
    pub verdict: String,
}

impl From<(String, String)> for BenefitVerdict {
    fn from((benefit, verdict): (String, String)) -> Self {
        Self { benefit, verdict }
    }
}

impl From<BenefitVerdict> for (String, String) {
    fn from(one: BenefitVerdict) -> Self {
        (one.benefit, one.verdict)
    }
}

impl Case {
    /// The code as a value: for groups, spelling and comparing what a helper says.
    pub fn case_code(&self) -> CaseCode {
        CaseCode::of(self.id)
    }
}

impl fmt::Debug for Case {
    /// Where it stands, and nothing about the person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Case")
            .field("id", &self.id)
            .field("revision", &self.revision)
            .field("received_revision", &self.received_revision)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

crate::types::redacted!(
    CentreStatus,
    Report,
    Who,
    What,
    ReportedPosition,
    PreCheck,
    BenefitVerdict,
    HealthFact,
    StatedConsent
);
