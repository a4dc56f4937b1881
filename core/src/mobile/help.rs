//! Calling for help on a phone.

use super::RoadsideCore;
use super::border::{ToldFact, measured, situation};
use super::intake::RoadsideIntake;
use crate::assistance::{CallPlan, CaseState};
use crate::companion::{Companion, Delivery, HeldCase, HelpRequest, Outbox, Prompt};
use crate::error::Error;
use crate::messages;
use crate::position::Fix;
use crate::types::Language;
use std::sync::Arc;
use uuid::Uuid;

/// What the motorist tells when calling for help; everything may be open.
#[derive(Clone, Default, uniffi::Record)]
pub struct HelpWish {
    /// The card called on; the active one when none is named.
    #[uniffi(default = None)]
    pub card: Option<Uuid>,
    /// The facts told.
    #[uniffi(default = [])]
    pub told: Vec<ToldFact>,
    /// The fix, when there is one.
    #[uniffi(default = None)]
    pub fix: Option<Fix>,
    /// Somebody is hurt or in danger.
    #[uniffi(default = false)]
    pub danger: bool,
    /// Whether the vehicle stands on a motorway or expressway, when told.
    #[uniffi(default = None)]
    pub on_motorway: Option<bool>,
    /// People in the party, the driver included.
    #[uniffi(default = None)]
    pub passengers: Option<u32>,
    /// The health facts told go with the case. Off, they stay on the phone.
    #[uniffi(default = false)]
    pub with_health: bool,
}

impl HelpWish {
    pub(super) fn request(&self) -> Result<HelpRequest, Error> {
        Ok(HelpRequest {
            card: self.card,
            facts: situation(&self.told)?,
            fix: measured(self.fix)?,
            danger: self.danger,
            on_motorway: self.on_motorway,
            passengers: self.passengers,
            with_health: self.with_health,
        })
    }
}

/// All cases.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidCases {
    /// The readable ones, oldest first.
    pub cases: Vec<HeldCase>,
    /// Set when a case was changed from outside and not read: show it beside the list.
    pub trouble: Option<String>,
}

#[uniffi::export]
impl RoadsideCore {
    /// Whom to call, what to have ready, send and say. Nothing is kept or sent; the case in it
    /// is a draft.
    ///
    /// # Errors
    /// As `card`; `BadInput` as `check`; `ConsentNeeded` when health facts are to go and there is
    /// no consent to it.
    pub fn plan_help(&self, wish: &HelpWish, language: Language) -> Result<CallPlan, Error> {
        self.act("plan_help", |open| {
            open.plan_help(&wish.request()?, language)
        })
    }

    /// The same, and the case is kept and queued, durably, before this returns; `deliver` sends it.
    ///
    /// # Errors
    /// As `plan_help`; `Storage` when the case could not be kept: call then.
    pub fn call_help(&self, wish: &HelpWish, language: Language) -> Result<CallPlan, Error> {
        self.act("call_help", |open| {
            open.call_help(&wish.request()?, language)
        })
    }

    /// States a case anew and queues it. What the wish leaves open stays as it was stated.
    /// `named` is its id or its code.
    ///
    /// # Errors
    /// As `case`; `NotNow` when the case has ended.
    // A parameter called `case` would break the header Swift reads.
    pub fn update_case(
        &self,
        named: &str,
        wish: &HelpWish,
        language: Language,
    ) -> Result<CallPlan, Error> {
        self.act("update_case", |open| {
            open.update_case(named, &wish.request()?, language)
        })
    }

    /// Calls a case off and queues word of it to the alarm centre.
    ///
    /// # Errors
    /// As `case`; `NotNow` when the case has ended.
    pub fn cancel_case(&self, named: &str) -> Result<HeldCase, Error> {
        self.act("cancel_case", |open| open.cancel_case(named))
    }

    /// Every case on this device.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn cases(&self, language: Language) -> Result<SaidCases, Error> {
        self.act("cases", |open| {
            open.cases().map(|held| SaidCases {
                cases: held.cases,
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// One case, by its id or its code.
    ///
    /// # Errors
    /// `NotFound` when there is none; `Storage` with the fault `Tampered` when it was changed
    /// from outside.
    pub fn case(&self, named: &str) -> Result<HeldCase, Error> {
        self.act("case", |open| open.case(named))
    }

    /// What waits for the alarm centre; nothing is sent.
    ///
    /// # Errors
    /// `Storage` when the outbox could not be read.
    pub fn outbox(&self) -> Result<Outbox, Error> {
        self.act("outbox", Companion::outbox)
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl RoadsideCore {
    /// Sends what waits, each case once. It ends by itself: every attempt has the intake's own
    /// patience. That the alarm centre could not be reached is no error: see `Delivery.trouble`.
    ///
    /// # Errors
    /// `Storage` when the outbox could not be read or an outcome not be kept.
    pub async fn deliver(
        &self,
        intake: Arc<RoadsideIntake>,
        prompt: Prompt,
    ) -> Result<Delivery, Error> {
        let done = match self.companion() {
            Ok(open) => open.deliver(intake.intake(), prompt).await,
            Err(closed) => Err(closed),
        };
        self.log.outcome("deliver", done)
    }

    /// Asks the alarm centre how a case stands and keeps what it says.
    ///
    /// # Errors
    /// `NotFound` when there is no such case; `Unreachable` when no answer came that counts, the
    /// case as it was.
    pub async fn refresh_case(
        &self,
        intake: Arc<RoadsideIntake>,
        id: Uuid,
    ) -> Result<HeldCase, Error> {
        let done = match self.companion() {
            Ok(open) => open.refresh_case(intake.intake(), id).await,
            Err(closed) => Err(closed),
        };
        self.log.outcome("refresh_case", done.map(HeldCase::from))
    }
}

/// What a state of a case is called.
#[uniffi::export]
pub fn case_state_text(state: CaseState, language: Language) -> String {
    messages::text(language, &format!("assist.state.{}", state.word()), &[])
}
