//! What is still missing from a claim, in the order worth fixing.
//!
//! First what the case handler must know, then what proves and pays it. The signature comes
//! last, because every change asks for it anew; without it the claim is not valid.

use super::form::Claim;
use super::signature::SignState;
use crate::messages::text;
use crate::types::Language;

/// Something missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MissingKind {
    /// The claimant's name.
    Name,
    /// What happened.
    Description,
    /// When it happened.
    OccurredAt,
    /// Where exactly.
    Place,
    /// When the damage was discovered.
    DiscoveredAt,
    /// That the theft was reported to the police.
    Police,
    /// A copy of what was told to the police.
    PoliceCopy,
    /// Any expense.
    Expenses,
    /// A receipt of an expense.
    Receipts,
    /// When vouchers were paid.
    PaidOn,
    /// What a receipt belongs to.
    Loose,
    /// Where to pay.
    Bank,
    /// A signature.
    Signature,
    /// A new signature, because the claim was changed after it was signed.
    SignatureLapsed,
}

impl MissingKind {
    /// Its word, and the key of its sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::OccurredAt => "occurred_at",
            Self::Place => "place",
            Self::DiscoveredAt => "discovered_at",
            Self::Police => "police",
            Self::PoliceCopy => "police_copy",
            Self::Expenses => "expenses",
            Self::Receipts => "receipts",
            Self::PaidOn => "paid_on",
            Self::Loose => "loose",
            Self::Bank => "bank",
            Self::Signature => "signature",
            Self::SignatureLapsed => "signature_lapsed",
        }
    }

    /// Whether the claim cannot be sent without it.
    pub const fn is_required(self) -> bool {
        matches!(self, Self::Signature | Self::SignatureLapsed)
    }
}

/// Something missing, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// What.
    pub kind: MissingKind,
    /// The numbers of the expenses or receipts it is missing from; empty when it is the claim.
    pub numbers: Vec<usize>,
}

impl Missing {
    /// What to do, in one sentence.
    pub fn say(&self, language: Language) -> String {
        let numbers: Vec<String> = self.numbers.iter().map(usize::to_string).collect();
        text(
            language,
            &format!("claim.missing.{}", self.kind.word()),
            &[("numbers", &numbers.join(", "))],
        )
    }
}

/// What is missing from a claim, in the order worth fixing; empty when it is complete.
pub fn missing(claim: &Claim) -> Vec<Missing> {
    let incident = &claim.incident;
    let theft = incident
        .kind
        .as_deref()
        .is_some_and(|kind| kind.ends_with("theft"));
    let place = incident.place.as_ref();
    let unproved = numbers(claim, |expense| claim.receipts_of(expense.id).is_empty());
    let unpaid = numbers(claim, |expense| expense.paid_on.is_none());
    let loose: Vec<usize> = claim
        .receipts
        .iter()
        .zip(1..)
        .filter(|(receipt, _)| receipt.shows == super::Shows::Other)
        .map(|(_, number)| number)
        .collect();
    let whole = |kind, is: bool| (kind, is, Vec::new());
    [
        whole(MissingKind::Name, claim.who.name.is_none()),
        whole(MissingKind::Description, incident.description.is_none()),
        whole(MissingKind::OccurredAt, incident.occurred_at.is_none()),
        whole(MissingKind::Place, place.is_none()),
        whole(MissingKind::DiscoveredAt, incident.discovered_at.is_none()),
        whole(MissingKind::Police, theft && incident.police.is_none()),
        whole(
            MissingKind::PoliceCopy,
            theft && claim.police_receipts().is_empty(),
        ),
        whole(MissingKind::Expenses, claim.expenses.is_empty()),
        (MissingKind::Receipts, !unproved.is_empty(), unproved),
        (MissingKind::PaidOn, !unpaid.is_empty(), unpaid),
        (MissingKind::Loose, !loose.is_empty(), loose),
        whole(MissingKind::Bank, claim.bank.is_none()),
        whole(MissingKind::Signature, claim.signed == SignState::Unsigned),
        whole(
            MissingKind::SignatureLapsed,
            claim.signed == SignState::Lapsed,
        ),
    ]
    .into_iter()
    .filter(|(_, is, _)| *is)
    .map(|(kind, _, numbers)| Missing { kind, numbers })
    .collect()
}

fn numbers(claim: &Claim, lacks: impl Fn(&super::Expense) -> bool) -> Vec<usize> {
    let numbered = claim.expenses.iter().zip(1..);
    numbered
        .filter(|(expense, _)| lacks(expense))
        .map(|(_, number)| number)
        .collect()
}
