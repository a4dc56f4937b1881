//! Bringing what waits to the alarm centre, and hearing how a case stands.
//!
//! Every step is kept before the next is taken, so that a process killed at any instant loses
//! nothing; no lock or transaction is held while the network is waited for.

use super::Companion;
use super::help::fresh_id;
use crate::assistance::intake::{IntakeAddress, IntakeRequest, Undelivered, judge, judge_status};
use crate::assistance::{Case, TOKEN, disclosed, retry};
use crate::error::{Error, Trouble};
use crate::net::{Courier, CourierOptions};
use crate::privacy::{Carried, Consents, Dispatch, Outcome, Recipient};
use crate::store::{Backlog, Entry};
use crate::types::{Language, Purpose, Secret, Timestamp};
use serde::Serialize;
use std::time::Duration;
use uuid::Uuid;

/// The alarm centre's intake and the way to it.
#[derive(Debug)]
pub struct Intake {
    pub(super) address: IntakeAddress,
    pub(super) courier: Courier,
    pub(super) longest: Duration,
}

impl Intake {
    /// An intake at `address` (https; http only to this device). One attempt takes at most
    /// `longest`; `extra_roots` (PEM) are trusted beside the public roots.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `--intake` when the address is neither, at `extra_roots` when
    /// those hold no certificate.
    pub fn new(
        address: &str,
        longest: Duration,
        extra_roots: Option<Vec<u8>>,
    ) -> Result<Self, Error> {
        let address = IntakeAddress::parse(address)
            .map_err(|problem| Error::bad_input("--intake", problem))?;
        let connect = CourierOptions::default().connect.min(longest);
        let courier = Courier::new(&CourierOptions {
            connect,
            total: longest,
            extra_roots,
        })?;
        Ok(Self {
            address,
            courier,
            longest,
        })
    }

    /// Host and port of the one computer that is spoken to.
    pub fn host(&self) -> &str {
        self.address.host()
    }

    /// The time one attempt gets unless told otherwise.
    pub const PATIENCE: Duration = Duration::from_secs(15);
}

/// Who wants the outbox emptied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Prompt {
    /// The schedule: only what is due.
    Schedule,
    /// A person: everything, our own backoff notwithstanding. The alarm centre's `Retry-After`
    /// is still kept.
    Person,
}

/// What a round of delivery came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, uniffi::Record)]
pub struct Delivery {
    /// Cases the alarm centre has confirmed in this round.
    pub delivered: u32,
    /// Cases still waiting.
    pub waiting: u32,
    /// When the next of them is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Why the last attempt that failed did not count.
    pub trouble: Option<Trouble>,
}

impl Delivery {
    /// Counts what one attempt came to. `false` when nobody answers: the rest of the round is then
    /// left for later.
    pub(super) fn count(&mut self, outcome: Option<Result<(), Trouble>>) -> bool {
        match outcome {
            Some(Ok(())) => self.delivered += 1,
            Some(Err(trouble)) => self.trouble = Some(trouble),
            None => {}
        }
        !matches!(outcome, Some(Err(Trouble::NoConnection | Trouble::TooSlow)))
    }

    /// The round at its end, with what still waits.
    pub(super) fn ended(self, backlog: Backlog) -> Self {
        Self {
            waiting: backlog.waiting,
            next_attempt_at: backlog.next_attempt_at,
            ..self
        }
    }
}

/// What waits for the alarm centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, uniffi::Record)]
pub struct Outbox {
    /// Cases waiting, those that cannot be read included.
    pub waiting: u32,
    /// When the next of them is due.
    pub next_attempt_at: Option<Timestamp>,
}

impl Companion {
    /// What waits, without sending it.
    ///
    /// # Errors
    /// [`Error::Storage`] when the outbox could not be read.
    pub fn outbox(&self) -> Result<Outbox, Error> {
        let backlog = self.store.waiting()?;
        Ok(Outbox {
            waiting: backlog.waiting,
            next_attempt_at: backlog.next_attempt_at,
        })
    }

    /// Sends what waits, each case once. When nobody answers, the rest of the round is left for
    /// later instead of waiting out every case in turn.
    ///
    /// # Errors
    /// [`Error::Storage`] when the outbox could not be read or an outcome not be kept. That the
    /// alarm centre could not be reached is no error: see [`Delivery::trouble`].
    pub async fn deliver(&self, intake: &Intake, prompt: Prompt) -> Result<Delivery, Error> {
        let now = self.clock.now();
        let waiting = || match prompt {
            Prompt::Schedule => self.store.due(now),
            Prompt::Person => self.store.queued(),
        };
        let mut queue = waiting()?;
        let doubtful = |(_, (_, case)): &(Uuid, (Entry, Case))| case.report.holds_health();
        // A consent may have run out while the case waited: what it allowed is then left out.
        if queue.records.iter().any(doubtful) {
            self.store.keep_within_consents(now)?;
            queue = waiting()?;
        }
        let mut delivery = Delivery::default();
        for (_, (entry, listed)) in &queue.records {
            if !entry.may_be_sent(now) {
                delivery.trouble = Some(Trouble::Busy);
                continue;
            }
            if !delivery.count(self.attempt(intake, entry, listed.card).await?) {
                break;
            }
        }
        Ok(delivery.ended(self.store.waiting()?))
    }

    /// One attempt at one entry; `None` when another process has taken it meanwhile.
    async fn attempt(
        &self,
        intake: &Intake,
        entry: &Entry,
        card: Uuid,
    ) -> Result<Option<Result<(), Trouble>>, Error> {
        let attempt = entry.attempts.saturating_add(1);
        let again = retry::next_attempt(self.clock.now(), attempt, Some(intake.longest), random());
        let now = self.clock.now();
        let receipt = fresh_id(now);
        // Read before the store is asked to let the case out: the gate runs inside its transaction.
        let held = self.card(Some(card)).ok();
        let to = Recipient {
            company: held
                .as_ref()
                .map(|held| self.handbook().company(&held.card).as_str().to_owned()),
            host: Some(intake.address.host().to_owned()),
        };
        let token = held.and_then(|held| held.card.intake_token);
        let has_token = token.is_some();
        let gate = |case: &Case, consents: &Consents| {
            if case.report.holds_health() {
                consents.permit(Purpose::Health, now)?;
            }
            Ok(dispatch_of(receipt, case, to, has_token, now))
        };
        let case = match self.store.mark_sent(entry, now, again, gate) {
            Ok(Some(case)) => case,
            Ok(None) => return Ok(None),
            // Withdrawn since the round began; the next round sends what may still be said.
            Err(Error::ConsentNeeded { .. }) => {
                self.store.keep_within_consents(now)?;
                return Ok(None);
            }
            Err(error) => return Err(error),
        };
        let request = IntakeRequest::deliver(&intake.address, token, &case);
        let outcome = match intake.courier.send(&request).await {
            Ok(reply) => judge(&case, &reply, self.clock.now()),
            Err(undelivered) => Err(undelivered),
        };
        match outcome {
            Ok(confirmation) => {
                let now = self.clock.now();
                self.store
                    .record_receipt(&confirmation, case.revision, now)?;
                self.store.confirm_dispatch(receipt, now)?;
                Ok(Some(Ok(())))
            }
            Err(undelivered) => {
                self.keep_failure(&case, attempt, &undelivered)?;
                // A phone restored from a backup may be behind the centre: what the centre holds
                // is then asked for, or the case would wait for ever.
                if undelivered.newer_revision.is_some()
                    && self.refresh_case(intake, case.id).await.is_ok()
                {
                    return Ok(Some(Ok(())));
                }
                Ok(Some(Err(undelivered.trouble)))
            }
        }
    }

    fn keep_failure(
        &self,
        case: &Case,
        attempt: u32,
        undelivered: &Undelivered,
    ) -> Result<(), Error> {
        let next = retry::after(self.clock.now(), attempt, undelivered, random());
        self.store
            .record_failure(case.id, case.revision, next.at, next.not_before)
    }

    /// Asks the alarm centre how a case stands and keeps what it says.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such case; [`Error::Unreachable`] when no answer
    /// came that counts, the case as it was.
    pub async fn refresh_case(&self, intake: &Intake, id: Uuid) -> Result<Case, Error> {
        let case = self.store.case(id)?;
        let request = IntakeRequest::status(&intake.address, self.token_of(case.card), id);
        let answer = match intake.courier.send(&request).await {
            Ok(reply) => judge_status(&case, &reply, self.clock.now()),
            Err(undelivered) => Err(undelivered),
        };
        match answer {
            Ok(receipt) => self
                .store
                .record_receipt(&receipt, receipt.revision, self.clock.now()),
            Err(undelivered) => Err(Error::Unreachable {
                trouble: undelivered.trouble,
                next_attempt_at: None,
            }),
        }
    }

    /// The intake's token of the card a case or claim was made from; none when that card is gone.
    pub(super) fn token_of(&self, card: Uuid) -> Option<Secret<String>> {
        self.card(Some(card))
            .ok()
            .and_then(|held| held.card.intake_token.clone())
    }
}

/// The receipt of a case on its way.
fn dispatch_of(id: Uuid, case: &Case, to: Recipient, token: bool, at: Timestamp) -> Dispatch {
    let fields = disclosed(case, Language::En)
        .into_iter()
        .map(|field| field.path)
        .chain(token.then(|| TOKEN.to_owned()));
    Dispatch {
        id,
        at,
        what: Carried::Case {
            id: case.id,
            code: case.code.clone(),
            revision: case.revision,
        },
        to,
        purpose: None,
        fields: fields.collect(),
        outcome: Outcome::Unconfirmed,
    }
}

/// 64 bits nobody can foresee, for the jitter: a version 4 UUID's low half without its variant.
pub(super) fn random() -> u64 {
    Uuid::new_v4().as_u64_pair().1 << 2
}
