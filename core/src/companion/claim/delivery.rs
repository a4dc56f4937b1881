//! Bringing claims to their receiver: the claim first, then each receipt it still lacks.
//!
//! What the receiver has confirmed is never sent again, so that a break costs at most the
//! receipt that was under way. No lock or transaction is held while the network is waited for.

use super::standing;
use crate::assistance::intake::{IntakeReply, IntakeRequest, IntakeUpload, Method, Undelivered};
use crate::assistance::retry;
use crate::claim::{
    Claim, ClaimConfirmation, Receipt, StandingConsent, claim_url, document, judge_claim,
    receipt_url,
};
use crate::companion::delivery::random;
use crate::companion::help::fresh_id;
use crate::companion::{Companion, Delivery, Intake, Prompt};
use crate::error::{Error, Trouble};
use crate::privacy::{Carried, Consents, Dispatch, Outcome, Recipient};
use crate::store::{Entry, reading};
use crate::types::{Purpose, Secret, Timestamp};
use std::time::Duration;
use uuid::Uuid;

/// What even a bad connection carries in a second: it decides how long a receipt may take.
const SLOWEST_BYTES_PER_SECOND: u64 = 16 * 1024;

impl Companion {
    /// Sends every claim that waits, each once; a claim that is broken off goes on where it was
    /// with the next call. When nobody answers, the rest is left for later.
    ///
    /// # Errors
    /// [`Error::Storage`] when the queue could not be read or an outcome not be kept; tampered
    /// when a receipt was changed from outside; [`Error::ConsentNeeded`] when the consent that
    /// stood when the claim was queued stands no longer: it then keeps waiting. That the
    /// receiver could not be reached is no error: see [`Delivery::trouble`].
    pub async fn deliver_claims(&self, intake: &Intake, prompt: Prompt) -> Result<Delivery, Error> {
        let now = self.clock.now();
        let due_at = match prompt {
            Prompt::Schedule => Some(now),
            Prompt::Person => None,
        };
        let queue = self.store.queued_claims(due_at)?;
        let mut delivery = Delivery::default();
        let mut stopped = None;
        for (_, (entry, claim)) in &queue.records {
            if !entry.may_be_sent(now) {
                delivery.trouble = Some(Trouble::Busy);
                continue;
            }
            let outcome = match self.bring(intake, entry, claim.card).await {
                Err(error @ Error::ConsentNeeded { .. }) => {
                    stopped = Some(error);
                    continue;
                }
                outcome => outcome?,
            };
            if !delivery.count(outcome) {
                break;
            }
        }
        if let Some(error) = stopped {
            return Err(error);
        }
        Ok(delivery.ended(self.store.waiting_claims()?))
    }

    /// One attempt at one claim; `None` when another process has taken it meanwhile.
    async fn bring(
        &self,
        intake: &Intake,
        entry: &Entry,
        card: Uuid,
    ) -> Result<Option<Result<(), Trouble>>, Error> {
        let attempt = entry.attempts.saturating_add(1);
        let now = self.clock.now();
        let again = self.lease(intake, attempt, 0);
        let receipt = fresh_id(now);
        // Read before the store is asked to let the claim out: the gate runs inside its transaction.
        let held = self.card(Some(card)).ok();
        let company = held.map(|held| self.handbook().company(&held.card));
        let mut consents = Vec::new();
        let gate = |claim: &Claim, kept: &Consents| {
            consents = standing(claim, kept, now)?;
            Ok(Dispatch {
                id: receipt,
                at: now,
                what: Carried::Claim {
                    id: claim.id,
                    revision: claim.revision,
                },
                to: Recipient {
                    company: company.map(|company| company.as_str().to_owned()),
                    host: Some(intake.address.host().to_owned()),
                },
                purpose: claim.is_about_health().then_some(Purpose::Health),
                fields: fields(claim),
                outcome: Outcome::Unconfirmed,
            })
        };
        let Some(claim) = self.store.mark_claim_sent(entry, now, again, gate)? else {
            return Ok(None);
        };
        match self.carry(intake, &claim, attempt, &consents).await? {
            Ok(confirmed) => {
                let now = self.clock.now();
                self.store.confirm_dispatch(receipt, now)?;
                self.store.record_claim_received(
                    claim.id,
                    claim.revision,
                    confirmed.reference,
                    now,
                )?;
                Ok(Some(Ok(())))
            }
            Err(undelivered) => {
                let next = retry::after(self.clock.now(), attempt, &undelivered, random());
                self.store.record_claim_failure(
                    claim.id,
                    claim.revision,
                    next.at,
                    next.not_before,
                )?;
                Ok(Some(Err(undelivered.trouble)))
            }
        }
    }

    /// The claim, then each receipt its receiver says it lacks, until it lacks none.
    async fn carry(
        &self,
        intake: &Intake,
        claim: &Claim,
        attempt: u32,
        consents: &[StandingConsent],
    ) -> Result<Result<ClaimConfirmation, Undelivered>, Error> {
        let token = self.token_of(claim.card);
        let request = IntakeRequest {
            method: Method::Put,
            url: claim_url(&intake.address, claim.id),
            token: token.clone(),
            body: document(claim, consents).to_json(),
        };
        let mut said = match self.judged(claim, intake.courier.send(&request).await) {
            Ok(said) => said,
            Err(undelivered) => return Ok(Err(undelivered)),
        };
        // Each receipt once: a receiver that keeps asking for the same one is not one.
        for _ in 0..=claim.receipts.len() {
            let Some(lacking) = said.missing.first() else {
                return Ok(Ok(said));
            };
            let known = |receipt: &&Receipt| receipt.sha256 == *lacking;
            let Some(receipt) = claim.receipts.iter().find(known) else {
                break;
            };
            let again = self.lease(intake, attempt, receipt.bytes);
            self.store.prolong_claim(claim.id, claim.revision, again)?;
            said = match self.upload(intake, claim, receipt, token.clone()).await? {
                Ok(said) => said,
                Err(undelivered) => return Ok(Err(undelivered)),
            };
        }
        Ok(Err(Undelivered::of(Trouble::NotAReceipt)))
    }

    /// One receipt on its way, read from its sealed file piece by piece.
    async fn upload(
        &self,
        intake: &Intake,
        claim: &Claim,
        receipt: &Receipt,
        token: Option<Secret<String>>,
    ) -> Result<Result<ClaimConfirmation, Undelivered>, Error> {
        let upload = IntakeUpload {
            url: receipt_url(&intake.address, claim.id, &receipt.sha256),
            token,
            content_type: receipt.media_type.word(),
            bytes: receipt.bytes,
        };
        let reader = self.store.read_receipt(receipt.id)?;
        let patience = patience(intake, receipt.bytes);
        let outcome = intake.courier.upload(&upload, reader, patience).await;
        let judged = self.judged(claim, outcome);
        if judged.is_err() {
            // A file that was changed from outside breaks off every attempt: say so instead of
            // trying for ever.
            let mut reader = self.store.read_receipt(receipt.id)?;
            while !reader
                .next_piece()
                .map_err(|error| reading(&error))?
                .is_empty()
            {}
        }
        Ok(judged)
    }

    fn judged(
        &self,
        claim: &Claim,
        outcome: Result<IntakeReply, Undelivered>,
    ) -> Result<ClaimConfirmation, Undelivered> {
        judge_claim(claim, &outcome?, self.clock.now())
    }

    /// When an attempt falls due again should nobody ever report how the request now made ended.
    fn lease(&self, intake: &Intake, attempt: u32, bytes: u64) -> Timestamp {
        let patience = patience(intake, bytes);
        retry::next_attempt(self.clock.now(), attempt, Some(patience), random())
    }
}

/// The parts of a claim that hold something, as paths in `claim.json`.
fn fields(claim: &Claim) -> Vec<String> {
    let incident = &claim.incident;
    [
        ("claimant", true),
        ("vehicle", true),
        (
            "incident",
            incident.kind.is_some() || incident.description.is_some(),
        ),
        ("place", incident.place.is_some()),
        ("police", incident.police.is_some()),
        ("expenses", !claim.expenses.is_empty()),
        ("receipts", !claim.receipts.is_empty()),
        ("bank", claim.bank.is_some()),
        ("signature", claim.signature().is_some()),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(part, _)| format!("claim.{part}"))
    .collect()
}

/// How long one request with so many bytes may take.
fn patience(intake: &Intake, bytes: u64) -> Duration {
    intake.longest + Duration::from_secs(bytes / SLOWEST_BYTES_PER_SECOND)
}
