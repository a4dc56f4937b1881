//! Claims: written, proved, signed, written out, sent, deleted.
//!
//! Decides the order of things: what is checked before what is kept, and what must stand before
//! anything leaves the phone.

mod bundle;
mod delivery;
mod entry;
mod receipts;
mod said;
mod tell;

pub use bundle::SaidBundle;
pub use entry::{BankEntry, ClaimEntry, ClaimStart, ExpenseEntry};
pub use receipts::ReceiptEntry;
pub use said::{
    ClaimInBrief, HeldClaims, SaidAmount, SaidBank, SaidClaim, SaidClaimStep, SaidCover,
    SaidDeadline, SaidExpense, SaidFact, SaidIncident, SaidMissing, SaidReceipt, SaidSignature,
};

use super::Companion;
use super::help::fresh_id;
use crate::assistance::{Event, Report, is_same_code};
use crate::claim::{Claim, Incident, Place, Signature, StandingConsent, Strokes, Told};
use crate::error::{Error, Subject};
use crate::privacy::Consents;
use crate::types::{Language, Line, Purpose, Timestamp};
use uuid::Uuid;

impl Companion {
    /// Begins a claim: from a case, whose facts it takes over, or from a card alone.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such case or card; [`Error::Storage`] when the claim
    /// could not be kept.
    pub fn start_claim(&self, start: &ClaimStart, language: Language) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        let (card, told) = match &start.case {
            Some(named) => self.told_by_case(named)?,
            None => self.told_by_card(start.card, language)?,
        };
        let claim = Claim::new(fresh_id(now), card, told, now);
        self.store.add_claim(&claim)?;
        Ok(self.say_claim(&claim, language))
    }

    fn told_by_case(&self, named: &str) -> Result<(Uuid, Told), Error> {
        let case = self.find_case(named)?;
        let report = case.report;
        let position = report.position.as_ref();
        let incident = Incident {
            kind: report.what.event.clone(),
            occurred_at: report.what.occurred_at,
            place: position.map(|at| Place {
                words: None,
                position: Some((at.lat, at.lon, at.accuracy_m)),
            }),
            ..Incident::default()
        };
        let told = Told {
            case_code: Some(case.code),
            who: report.who,
            vehicle: report.what,
            incident,
        };
        Ok((case.card, told))
    }

    fn told_by_card(&self, card: Option<Uuid>, language: Language) -> Result<(Uuid, Told), Error> {
        let held = self.card(card)?;
        let registered_in = held.card.vehicle.registered_in;
        let sign = registered_in.map(|country| self.handbook().guide().sign(country));
        let event = Event::default();
        let report = Report::new(
            &held.card,
            &event,
            None,
            None,
            sign.as_deref(),
            None,
            language,
        );
        let told = Told {
            who: report.who,
            vehicle: report.what,
            ..Told::default()
        };
        Ok((held.id, told))
    }

    /// Every claim on this device, oldest first.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn claims(&self, language: Language) -> Result<HeldClaims, Error> {
        let listed = self.store.claims()?;
        let trouble = listed.trouble("claims");
        let claims = listed.records.iter();
        Ok(HeldClaims {
            claims: claims
                .map(|(_, claim)| said::in_brief(claim, language))
                .collect(),
            trouble,
        })
    }

    /// One claim by its id or code, with what is missing, what is due and what the terms say of
    /// each expense.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn claim(&self, named: &str, language: Language) -> Result<SaidClaim, Error> {
        let claim = self.find_claim(named)?;
        Ok(self.say_claim(&claim, language))
    }

    /// Tells more of what happened, or corrects it. What the entry leaves open stays as it was.
    ///
    /// # Errors
    /// [`Error::BadInput`] naming every fault; as [`Companion::claim`]. Nothing is changed then.
    pub fn tell_claim(
        &self,
        named: &str,
        entry: &ClaimEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        self.change_claim(named, language, |claim| {
            let (incident, home, facts) = entry.applied_to(claim, now)?;
            claim.restate(incident, home, facts, now);
            Ok(())
        })
    }

    /// Adds an expense behind the others.
    ///
    /// # Errors
    /// [`Error::BadInput`] naming every fault; as [`Companion::claim`]. Nothing is changed then.
    pub fn add_expense(
        &self,
        named: &str,
        entry: &ExpenseEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        let expense = entry.read(Uuid::new_v4(), now)?;
        self.change_claim(named, language, |claim| {
            claim.add_expense(expense, now).map(|_| ())
        })
    }

    /// Corrects the expense of that number. What the entry leaves open stays as it was.
    ///
    /// # Errors
    /// As [`Companion::add_expense`]; [`Error::NotFound`] when there is none of that number.
    pub fn change_expense(
        &self,
        named: &str,
        number: u32,
        entry: &ExpenseEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        let number = place(number);
        self.change_claim(named, language, |claim| {
            let changed = entry.applied_to(claim.expense(number)?, now)?;
            claim.change_expense(number, |expense| *expense = changed, now)
        })
    }

    /// Takes the expense of that number out; those behind it move up.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that number; as [`Companion::claim`].
    pub fn remove_expense(
        &self,
        named: &str,
        number: u32,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        self.change_claim(named, language, |claim| {
            claim.remove_expense(place(number), now)
        })
    }

    /// Says where to pay.
    ///
    /// # Errors
    /// [`Error::BadInput`] naming every fault; as [`Companion::claim`]. Nothing is changed then.
    pub fn pay_claim_to(
        &self,
        named: &str,
        entry: &BankEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let bank = entry.read()?;
        let now = self.clock.now();
        self.change_claim(named, language, |claim| {
            claim.pay_to(Some(bank), now);
            Ok(())
        })
    }

    /// Signs the claim as it stands. The name is the claimant's where none is given. Any later
    /// change of what is stated lets the signature lapse.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `strokes` or `name`; as [`Companion::claim`]. Nothing is changed
    /// then.
    pub fn sign_claim(
        &self,
        named: &str,
        strokes: &Strokes,
        name: Option<&str>,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let now = self.clock.now();
        self.change_claim(named, language, |claim| {
            let name = name.or(claim.who.name.as_deref()).unwrap_or_default();
            let name = Line::parse(name).map_err(|problem| Error::bad_input("name", problem))?;
            let signature = Signature::of(strokes, name, now)
                .map_err(|problem| Error::bad_input("strokes", problem))?;
            claim.sign(signature, now);
            Ok(())
        })
    }

    /// Queues the claim to be sent, durably, before this returns. Bringing it to its receiver is
    /// [`Companion::deliver_claims`]'s.
    ///
    /// # Errors
    /// [`Error::ConsentNeeded`] when it tells of somebody's health and no consent to that
    /// stands; [`Error::NotNow`] without a signature; as [`Companion::claim`]. Nothing is
    /// queued then.
    pub fn send_claim(&self, named: &str, language: Language) -> Result<SaidClaim, Error> {
        let claim = self.find_claim(named)?;
        let now = self.clock.now();
        self.consents_for(&claim)?;
        let claim = self.store.queue_claim(claim.id, now)?;
        Ok(self.say_claim(&claim, language))
    }

    /// Deletes a claim with its receipts from this device, for good. What was sent or handed
    /// over is not called back.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none.
    pub fn remove_claim(&self, named: &str) -> Result<(), Error> {
        let id = match Uuid::try_parse(named.trim()) {
            // A claim that cannot be read can still be deleted.
            Ok(id) => id,
            Err(_) => self.find_claim(named)?.id,
        };
        self.store.remove_claim(id)
    }

    /// The claim on one page, for print and screen, in Danish and English.
    ///
    /// # Errors
    /// As [`Companion::claim`]; [`Error::ConsentNeeded`] as [`Companion::send_claim`].
    pub fn claim_page(&self, named: &str) -> Result<String, Error> {
        let claim = self.find_claim(named)?;
        let consents = self.consents_for(&claim)?;
        Ok(crate::claim::page(
            &claim,
            &consents,
            &tell::address(&claim),
        ))
    }

    /// The newest claim with that code, or the claim of that id.
    fn find_claim(&self, named: &str) -> Result<Claim, Error> {
        if let Ok(id) = Uuid::try_parse(named.trim()) {
            return self.store.claim(id);
        }
        // The code is sealed, so every claim is opened: some dozens at most.
        let claims = self.store.claims()?.records.into_iter().rev();
        claims
            .map(|(_, claim)| claim)
            .find(|claim| is_same_code(&claim.code, named))
            .ok_or(Error::NotFound {
                what: Subject::Claim,
            })
    }

    fn change_claim(
        &self,
        named: &str,
        language: Language,
        change: impl FnOnce(&mut Claim) -> Result<(), Error>,
    ) -> Result<SaidClaim, Error> {
        let id = self.find_claim(named)?.id;
        let (claim, ()) = self.store.change_claim(id, change)?;
        Ok(self.say_claim(&claim, language))
    }

    fn consents_for(&self, claim: &Claim) -> Result<Vec<StandingConsent>, Error> {
        standing(claim, &self.consent_records()?, self.clock.now())
    }
}

/// The consents that stand beside a claim that leaves the phone at `now`.
///
/// # Errors
/// [`Error::ConsentNeeded`] when the claim tells of somebody's health without one to that.
fn standing(
    claim: &Claim,
    consents: &Consents,
    now: Timestamp,
) -> Result<Vec<StandingConsent>, Error> {
    if claim.is_about_health() {
        consents.permit(Purpose::Health, now)?;
    }
    let standing = consents.in_force(now).into_iter();
    Ok(standing
        .filter(|consent| consent.purpose != Purpose::Marketing)
        .map(|consent| StandingConsent {
            purpose: consent.purpose.word().to_owned(),
            given_at: consent.given_at,
            ends_at: consent.ends_at,
        })
        .collect())
}

/// A number people gave, to count with.
fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
