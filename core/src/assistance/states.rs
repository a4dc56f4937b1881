//! Which state of a case may follow which, and what a receipt proves.
//!
//! Decides every change a case can go through. When one is made, kept and delivered is decided
//! by the floors above.
//!
//! ```text
//! draft ─► queued ─► sent ─► received ─► in_progress ─► closed
//!             ▲        │         │            │
//!             └────────┴─────────┴────────────┘   revised; from sent also: not delivered
//! ```
//! and `cancelled` from every state but `closed`. A receipt may also find the case still queued:
//! the process was killed between sending and noting it.

use super::case::{Case, CaseState, CentreStatus, Report, Step};
use super::code::CaseCode;
use crate::error::{Error, Refusal, Trouble};
use crate::privacy::Consents;
use crate::types::{Purpose, Timestamp};
use uuid::Uuid;

impl CaseState {
    /// Every state, in the order of a case's life.
    pub const ALL: [Self; 7] = [
        Self::Draft,
        Self::Queued,
        Self::Sent,
        Self::Received,
        Self::InProgress,
        Self::Closed,
        Self::Cancelled,
    ];

    /// The word used in JSON, in files and in the database; never changed.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::InProgress => "in_progress",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether the motorist can change nothing any more.
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Closed | Self::Cancelled)
    }

    /// Whether `next` may be entered from here.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Draft => matches!(next, Self::Queued | Self::Cancelled),
            Self::Queued => matches!(
                next,
                Self::Queued | Self::Sent | Self::Received | Self::Cancelled
            ),
            Self::Sent => {
                matches!(next, Self::Queued | Self::Received | Self::Cancelled)
            }
            Self::Received => matches!(
                next,
                Self::Queued | Self::InProgress | Self::Closed | Self::Cancelled
            ),
            Self::InProgress => {
                matches!(next, Self::Queued | Self::Closed | Self::Cancelled)
            }
            Self::Closed | Self::Cancelled => false,
        }
    }
}

impl Case {
    /// A new case in draft, its first revision. `id` is a UUIDv7 made on the phone, `card` the
    /// card it speaks for.
    pub fn new(id: Uuid, card: Uuid, report: Report, at: Timestamp) -> Self {
        Self {
            id,
            code: CaseCode::of(id).to_string(),
            card,
            revision: 1,
            received_revision: None,
            state: CaseState::Draft,
            history: vec![Step {
                at,
                state: CaseState::Draft,
            }],
            report,
            centre: None,
        }
    }

    /// Enters `state`. For what the phone itself does: queueing a draft, handing it over. *Received*
    /// is for [`Case::receive`] alone, what the centre says for [`Case::hear`], calling off for
    /// [`Case::cancel`], an attempt that failed for [`Case::take_back`].
    ///
    /// # Errors
    /// [`Refusal::CaseEnded`] when the case has ended; [`Refusal::Outdated`] when the step does
    /// not follow from where the case stands, or is not the phone's to take. The case is unchanged.
    pub fn advance(&mut self, state: CaseState, at: Timestamp) -> Result<(), Error> {
        if self.state.has_ended() {
            return Err(Error::NotNow {
                why: Refusal::CaseEnded,
            });
        }
        match (self.state, state) {
            (CaseState::Draft, CaseState::Queued) | (CaseState::Queued, CaseState::Sent) => {
                self.enter(state, at);
                Ok(())
            }
            _ => Err(Error::NotNow {
                why: Refusal::Outdated,
            }),
        }
    }

    /// The attempt to hand the case over failed: *sent* becomes *queued* again, as if it had not
    /// been made. It leaves no step behind, or a night without a network would fill the history.
    /// In any other state nothing happens.
    pub fn take_back(&mut self) {
        if self.state == CaseState::Sent {
            self.state = CaseState::Queued;
            if self
                .history
                .last()
                .is_some_and(|step| step.state == CaseState::Sent)
            {
                self.history.pop();
            }
        }
    }

    /// States the case anew: the next revision, to be delivered like the first. What the alarm
    /// centre has confirmed stays known. A draft is only rewritten.
    ///
    /// # Errors
    /// [`Refusal::CaseEnded`] when the case has ended. The case is unchanged.
    pub fn revise(&mut self, report: Report, at: Timestamp) -> Result<(), Error> {
        if self.state.has_ended() {
            return Err(Error::NotNow {
                why: Refusal::CaseEnded,
            });
        }
        self.report = report;
        if self.state != CaseState::Draft {
            self.revision = self.revision.saturating_add(1);
            self.enter(CaseState::Queued, at);
        }
        Ok(())
    }

    /// Calls the case off. Unless it never left the draft, calling off is a revision of its own
    /// that the alarm centre still has to confirm: see [`Case::is_delivered`].
    ///
    /// # Errors
    /// [`Refusal::CaseEnded`] when the case has ended. The case is unchanged.
    pub fn cancel(&mut self, at: Timestamp) -> Result<(), Error> {
        if self.state.has_ended() {
            return Err(Error::NotNow {
                why: Refusal::CaseEnded,
            });
        }
        if self.state != CaseState::Draft {
            self.revision = self.revision.saturating_add(1);
        }
        self.enter(CaseState::Cancelled, at);
        Ok(())
    }

    /// The case as the consents of `now` allow it to stand, to be stated anew; `None` when it
    /// stands so already. A case that has ended and was delivered is not stated again, only kept
    /// within them.
    #[must_use]
    pub fn under(&self, consents: &Consents, now: Timestamp) -> Option<Self> {
        let permit = consents.permit(Purpose::Health, now).ok();
        let kept = self.report.clone().kept_within(permit.as_ref());
        let ended = self.state.has_ended();
        let done = ended && self.is_delivered();
        let report = if done {
            kept
        } else {
            kept.stating(consents, now)
        };
        if report == self.report {
            return None;
        }
        let mut case = self.clone();
        case.report = report;
        if case.was_queued() && !done {
            case.revision = case.revision.saturating_add(1);
            // A cancellation stays one while it travels.
            if !ended {
                case.enter(CaseState::Queued, now);
            }
        }
        Some(case)
    }

    /// Takes the alarm centre's receipt for `revision`. The case becomes *received* only when
    /// the receipt is for the newest revision; one for an older revision is remembered and
    /// leaves the newer one waiting. The same receipt twice, or one older than the newest
    /// confirmed, changes nothing.
    ///
    /// # Errors
    /// [`Trouble::NotAReceipt`] when that revision was never queued. The case is unchanged.
    pub fn receive(
        &mut self,
        revision: u32,
        status: CentreStatus,
        at: Timestamp,
    ) -> Result<(), Error> {
        if revision == 0 || revision > self.revision || !self.was_queued() {
            return Err(Error::Unreachable {
                trouble: Trouble::NotAReceipt,
                next_attempt_at: None,
            });
        }
        if self.received_revision > Some(revision) {
            return Ok(());
        }
        self.received_revision = Some(revision);
        self.keep_newest(status);
        let waiting = matches!(self.state, CaseState::Queued | CaseState::Sent);
        if waiting && revision == self.revision {
            self.enter(CaseState::Received, at);
        }
        Ok(())
    }

    /// Takes what the alarm centre says of the case when asked: its words, and whether help is
    /// under way or the case closed. A case whose newest revision is still to be delivered keeps
    /// waiting with it, whatever the centre says of the older one; so does one called off.
    pub fn hear(&mut self, status: CentreStatus, said: CaseState, at: Timestamp) {
        self.keep_newest(status);
        let centres_own = matches!(said, CaseState::InProgress | CaseState::Closed);
        if centres_own && self.is_delivered() && self.state.may_become(said) {
            self.enter(said, at);
        }
    }

    /// Whether the alarm centre has confirmed all there is to confirm: the newest revision, or
    /// nothing because the case never left the draft.
    pub fn is_delivered(&self) -> bool {
        !self.was_queued() || self.received_revision == Some(self.revision)
    }

    /// Whether the case was ever handed to the outbox.
    fn was_queued(&self) -> bool {
        self.history
            .iter()
            .any(|step| step.state == CaseState::Queued)
    }

    fn enter(&mut self, state: CaseState, at: Timestamp) {
        self.state = state;
        self.history.push(Step { at, state });
        if state.has_ended() {
            self.report.blur_position();
        }
    }

    /// Answers can overtake each other on the way; the one said last stands. The same words said
    /// again are no news, and keep the time they were first said.
    fn keep_newest(&mut self, status: CentreStatus) {
        let news = self.centre.as_ref().is_none_or(|known| {
            let again = CentreStatus {
                said_at: known.said_at,
                ..status.clone()
            } == *known;
            !again && known.said_at <= status.said_at
        });
        if news {
            self.centre = Some(status);
        }
    }
}
