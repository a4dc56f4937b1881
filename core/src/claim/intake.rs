//! What is asked of the intake for a claim, and which answers count.
//!
//! `PUT /v1/claims/{id}` states the claim with the digests of its receipts; the answer names the
//! digests that are not there yet. `PUT /v1/claims/{id}/receipts/{sha256}` brings one of them.
//! Both may be repeated at will, so that a break costs at most the receipt that was under way.

use super::form::Claim;
use super::receipt::MediaType;
use crate::assistance::intake::{IntakeAddress, IntakeReply, Undelivered, judge_document};
use crate::types::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an intake must read of `claim.json` to take a claim in; the rest it keeps as it came.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ClaimSubmission {
    /// The claim, the same as in the address.
    pub id: Uuid,
    /// The code people say.
    pub code: String,
    /// Counts up with every change, from 1.
    pub revision: u32,
    /// Its receipts.
    pub receipts: Vec<ReceiptRef>,
}

/// A receipt as a claim names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptRef {
    /// Its number, from 1.
    pub number: u32,
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
    /// What it is.
    pub media_type: MediaType,
}

/// The intake's word on a claim: the answer to either `PUT`, and to `GET`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimConfirmation {
    /// The claim.
    pub id: Uuid,
    /// The newest revision the intake holds.
    pub revision: u32,
    /// When the intake took that revision in.
    pub received_at: Timestamp,
    /// The intake's own reference.
    #[serde(default)]
    pub reference: Option<String>,
    /// The digests of that revision's receipts that are not there yet. Empty: all is received.
    pub missing: Vec<String>,
}

/// `…/v1/claims/{id}`. Nothing in it says anything of a person.
pub fn claim_url(intake: &IntakeAddress, id: Uuid) -> String {
    format!("{}/v1/claims/{}", intake.as_str(), id.hyphenated())
}

/// `…/v1/claims/{id}/receipts/{sha256}`.
pub fn receipt_url(intake: &IntakeAddress, id: Uuid, sha256: &str) -> String {
    format!("{}/receipts/{sha256}", claim_url(intake, id))
}

/// Judges the answer to a `PUT` of the claim or of one of its receipts.
///
/// # Errors
/// As [`crate::assistance::intake::judge`]: anything that is not a whole confirmation of this
/// claim in this revision or a newer one is not a receipt.
pub fn judge_claim(
    claim: &Claim,
    reply: &IntakeReply,
    now: Timestamp,
) -> Result<ClaimConfirmation, Undelivered> {
    judge_document(reply, claim.revision, now, |said: &ClaimConfirmation| {
        said.id == claim.id && said.revision >= claim.revision
    })
    .map(|said| ClaimConfirmation {
        reference: said
            .reference
            .as_deref()
            .and_then(crate::assistance::intake::shown),
        ..said
    })
}
