//! Claims on a phone. A claim is named by its id or its code.

use super::RoadsideCore;
use super::intake::RoadsideIntake;
use crate::claim::Strokes;
use crate::companion::{
    BankEntry, ClaimEntry, ClaimInBrief, ClaimStart, Delivery, ExpenseEntry, Prompt, ReceiptEntry,
    SaidBundle, SaidClaim,
};
use crate::error::Error;
use crate::types::Language;
use std::path::Path;
use std::sync::Arc;

/// All claims.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidClaims {
    /// The readable ones, oldest first.
    pub claims: Vec<ClaimInBrief>,
    /// Set when a claim was changed from outside and not read: show it beside the list.
    pub trouble: Option<String>,
}

#[uniffi::export]
impl RoadsideCore {
    /// Begins a claim, from a case or alone.
    ///
    /// # Errors
    /// `NotFound` when there is no such case or card; `Storage`.
    pub fn start_claim(&self, start: &ClaimStart, language: Language) -> Result<SaidClaim, Error> {
        self.act("start_claim", |open| open.start_claim(start, language))
    }

    /// Every claim on this device.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn claims(&self, language: Language) -> Result<SaidClaims, Error> {
        self.act("claims", |open| {
            open.claims(language).map(|held| SaidClaims {
                claims: held.claims,
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// One claim, with what is missing and what is due when.
    ///
    /// # Errors
    /// `NotFound` when there is none; `Storage` with the fault `Tampered` when it was changed
    /// from outside.
    pub fn claim(&self, named: &str, language: Language) -> Result<SaidClaim, Error> {
        self.act("claim", |open| open.claim(named, language))
    }

    /// Tells what happened, where and when, or corrects it. A signature lapses with every change.
    ///
    /// # Errors
    /// As `claim`; `BadInput` with every field at fault, nothing changed then.
    pub fn tell_claim(
        &self,
        named: &str,
        entry: &ClaimEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("tell_claim", |open| open.tell_claim(named, entry, language))
    }

    /// Adds an expense at the end.
    ///
    /// # Errors
    /// As `tell_claim`.
    pub fn add_expense(
        &self,
        named: &str,
        entry: &ExpenseEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("add_expense", |open| {
            open.add_expense(named, entry, language)
        })
    }

    /// Changes the expense of that number, from 1.
    ///
    /// # Errors
    /// As `tell_claim`; `NotFound` when there is no such expense.
    pub fn change_expense(
        &self,
        named: &str,
        number: u32,
        entry: &ExpenseEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("change_expense", |open| {
            open.change_expense(named, number, entry, language)
        })
    }

    /// Takes the expense of that number out; the others close up.
    ///
    /// # Errors
    /// As `change_expense`.
    pub fn remove_expense(
        &self,
        named: &str,
        number: u32,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("remove_expense", |open| {
            open.remove_expense(named, number, language)
        })
    }

    /// Takes the file at `path` in as a receipt, sealed, with the next number. The file itself
    /// stays where it is.
    ///
    /// # Errors
    /// As `claim`; `BadInput` for what is no file, no PDF, JPEG, PNG or HEIC, or too large; nothing
    /// is kept then.
    pub fn add_receipt(
        &self,
        named: &str,
        path: &str,
        entry: ReceiptEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("add_receipt", |open| {
            open.add_receipt(named, Path::new(path), entry, language)
        })
    }

    /// Takes the receipt of that number out, for good; the others are numbered anew without gaps.
    ///
    /// # Errors
    /// As `claim`; `NotFound` when there is no such receipt.
    pub fn remove_receipt(
        &self,
        named: &str,
        number: u32,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("remove_receipt", |open| {
            open.remove_receipt(named, number, language)
        })
    }

    /// Writes the receipt of that number out in clear, to be looked at. Delete it afterwards.
    ///
    /// # Errors
    /// As `remove_receipt`; `BadInput` when there is a file at `path` already; `Storage`.
    pub fn save_receipt(&self, named: &str, number: u32, path: &str) -> Result<(), Error> {
        self.act("save_receipt", |open| {
            open.save_receipt(named, number, Path::new(path))
        })
    }

    /// Says where to pay.
    ///
    /// # Errors
    /// As `tell_claim`.
    pub fn pay_claim_to(
        &self,
        named: &str,
        entry: &BankEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("pay_claim_to", |open| {
            open.pay_claim_to(named, entry, language)
        })
    }

    /// Signs the claim as it stands, with what a finger drew; `name` when it is not the card
    /// holder's.
    ///
    /// # Errors
    /// As `claim`; `BadInput` when nothing was drawn or nobody is named.
    pub fn sign_claim(
        &self,
        named: &str,
        strokes: &Strokes,
        name: Option<String>,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        self.act("sign_claim", |open| {
            open.sign_claim(named, strokes, name.as_deref(), language)
        })
    }

    /// The claim as one page in Danish and English, for screen and print.
    ///
    /// # Errors
    /// As `claim`; `ConsentNeeded` when it tells of somebody's health and there is no consent.
    pub fn claim_page(&self, named: &str) -> Result<String, Error> {
        self.act("claim_page", |open| open.claim_page(named))
    }

    /// Writes the claim out as one ZIP to `path`, for the share sheet or a mail. It holds everything
    /// in clear: delete it once it is on its way.
    ///
    /// # Errors
    /// As `claim_page`; `BadInput` when there is a file at `path` already; `Storage`.
    pub fn bundle_claim(
        &self,
        named: &str,
        path: &str,
        language: Language,
    ) -> Result<SaidBundle, Error> {
        self.act("bundle_claim", |open| {
            open.bundle_claim(named, Path::new(path), language)
        })
    }

    /// Queues the claim, durably, before this returns; `deliver_claims` sends it.
    ///
    /// # Errors
    /// As `claim_page`; `NotNow` when it is not signed.
    pub fn send_claim(&self, named: &str, language: Language) -> Result<SaidClaim, Error> {
        self.act("send_claim", |open| open.send_claim(named, language))
    }

    /// Removes a claim and its receipts from this device, for good.
    ///
    /// # Errors
    /// `NotFound` when there is none; `Storage`.
    pub fn remove_claim(&self, named: &str) -> Result<(), Error> {
        self.act("remove_claim", |open| open.remove_claim(named))
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl RoadsideCore {
    /// Sends the claims that wait, receipt by receipt, and goes on where it was broken off.
    ///
    /// # Errors
    /// `Storage` when the outbox could not be read or an outcome not be kept.
    pub async fn deliver_claims(
        &self,
        intake: Arc<RoadsideIntake>,
        prompt: Prompt,
    ) -> Result<Delivery, Error> {
        let done = match self.companion() {
            Ok(open) => open.deliver_claims(intake.intake(), prompt).await,
            Err(closed) => Err(closed),
        };
        self.log.outcome("deliver_claims", done)
    }
}
