//! The claim: what happened, what it cost, what proves it, and where to pay.
//!
//! Decides what a claim may hold, which state may follow which, what is still missing, when
//! what is due, what is sent and how it reads on paper. Where claims and receipts are kept is
//! the store's, when they are sent the facade's, whether a cost is covered the terms'.
//!
//! | file | its one job |
//! | --- | --- |
//! | `form` | the shape of a claim and every change its owner can make |
//! | `expense` | what was paid for, how much, when; totals per currency |
//! | `receipt` | what a receipt is, and which files can be one |
//! | `bank` | where to pay |
//! | `signature` | strokes of a pen as an SVG path |
//! | `states` | which state may follow which, and what a confirmation proves |
//! | `missing` | what is still missing, in the order worth fixing |
//! | `deadlines` | what is due when, and why |
//! | `document` | `claim.json`, the same claim always the same bytes |
//! | `page` | the claim on A4, Danish and English |
//! | `intake` | what is asked of the intake, and which answers count |

mod bank;
mod deadlines;
mod document;
mod expense;
mod form;
mod intake;
mod missing;
mod page;
mod receipt;
mod signature;
mod states;

pub use bank::BankAccount;
pub use deadlines::{Deadline, DeadlineKind, deadlines};
pub use document::{ClaimDocument, StandingConsent, document};
pub use expense::{Category, Expense, totals};
pub(crate) use form::too_large;
pub use form::{Claim, Incident, Place, PoliceReport, Told};
pub use intake::{
    ClaimConfirmation, ClaimSubmission, ReceiptRef, claim_url, judge_claim, receipt_url,
};
pub use missing::{Missing, MissingKind, missing};
pub use page::page;
pub use receipt::{
    HEAD, MAX_CLAIM_BYTES, MAX_RECEIPT_BYTES, MAX_RECEIPTS, MediaType, NewReceipt, Receipt, Shows,
};
pub use signature::{Point, SignState, Signature, Strokes};
pub use states::{ClaimState, ClaimStep};
