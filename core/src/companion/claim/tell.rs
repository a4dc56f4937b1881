//! Says a claim: what is missing, what is due, and what the terms say of each expense.

use super::said::{
    SaidBank, SaidClaim, SaidClaimStep, SaidCover, SaidDeadline, SaidExpense, SaidFact,
    SaidIncident, SaidMissing, SaidReceipt, SaidSignature, count, state_text, totals,
};
use crate::claim::{Claim, Deadline, Expense, Missing, Shows, Signature, deadlines, missing};
use crate::companion::Companion;
use crate::coverage::{SaidBenefit, SaidReason, Situation, assess};
use crate::messages::text;
use crate::position::{Fix, Method};
use crate::types::{Date, Language, Money, Product, Timestamp};

/// Where SOS International takes claims on paper (its claims page, "Where to send your claim").
const ADDRESS: [&str; 4] = [
    "SOS International a/s",
    "Skadeafdelingen",
    "Nitivej 6",
    "DK-2000",
];

/// The address for a claim, where the sources name one: for rescue abroad.
pub(super) fn address(claim: &Claim) -> Vec<&'static str> {
    if is_rescue(claim) {
        ADDRESS.to_vec()
    } else {
        Vec::new()
    }
}

fn is_rescue(claim: &Claim) -> bool {
    claim.who.product == Product::RescueAbroad.word()
}

impl Companion {
    pub(super) fn say_claim(&self, claim: &Claim, language: Language) -> SaidClaim {
        let benefits = self.benefits(claim, language);
        let expenses = claim.expenses.iter().zip(1..);
        SaidClaim {
            id: claim.id.to_string(),
            code: claim.code.clone(),
            case_code: claim.case_code.clone(),
            state: claim.state.word().to_owned(),
            state_text: state_text(claim, language),
            revision: claim.revision,
            received_revision: claim.received_revision,
            reference: claim.reference.clone(),
            history: claim
                .history
                .iter()
                .map(|step| SaidClaimStep {
                    at: moment(step.at),
                    state: step.state.word().to_owned(),
                })
                .collect(),
            product: claim.who.product.clone(),
            claimant: claim.who.name.clone(),
            incident: incident(claim, language),
            facts: claim
                .facts
                .iter()
                .map(|(name, value)| SaidFact {
                    name: name.clone(),
                    value: value.clone(),
                })
                .collect(),
            came_home_on: claim.came_home_on.map(day),
            expenses: expenses
                .map(|(expense, number)| said_expense(claim, expense, number, &benefits, language))
                .collect(),
            totals: totals(claim),
            receipts: receipts(claim),
            bank: claim.bank.as_ref().map(|bank| SaidBank {
                holder: bank.holder().map(|holder| holder.as_str().to_owned()),
                iban: bank.iban().spaced(),
                bic: bank.bic().map(|bic| bic.as_str().to_owned()),
            }),
            signature: claim.signature().map(|signature| SaidSignature {
                name: signature.name.as_str().to_owned(),
                signed_at: moment(signature.signed_at),
                path: signature.path.clone(),
                width: Signature::WIDTH,
                height: Signature::HEIGHT,
            }),
            valid: claim.signature().is_some(),
            missing: missing(claim)
                .iter()
                .map(|one| said_missing(one, language))
                .collect(),
            deadlines: deadlines(claim)
                .iter()
                .map(|one| said_deadline(claim, one, language))
                .collect(),
            about_health: claim.is_about_health(),
            send_to: address(claim).into_iter().map(str::to_owned).collect(),
        }
    }

    /// What the terms of the claim's card say now; nothing where card or terms are gone.
    fn benefits(&self, claim: &Claim, language: Language) -> Vec<SaidBenefit> {
        let Ok(held) = self.card(Some(claim.card)) else {
            return Vec::new();
        };
        let Ok(terms) = self.handbook().terms(held.card.product) else {
            return Vec::new();
        };
        let position = claim
            .incident
            .place
            .as_ref()
            .and_then(|place| place.position);
        let fix = position.and_then(|(lat, lon, accuracy)| {
            Fix::new(lat, lon, accuracy, None, Method::Unknown).ok()
        });
        let situation = self.situation(&held.card, &told(claim), fix.as_ref());
        assess(terms, &situation).say(terms, language).benefits
    }
}

/// The facts a claim tells.
fn told(claim: &Claim) -> Situation {
    let mut situation = Situation::new();
    let mut tell = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // What the vocabulary refuses counts as not told.
            let _ = situation.set(name, &value);
        }
    };
    let incident = &claim.incident;
    tell("event.kind", incident.kind.clone());
    tell("event.occurred_at", incident.occurred_at.map(moment));
    tell(
        "vehicle.drivable",
        claim.vehicle.drivable.map(|yes| yes.to_string()),
    );
    if let Some(police) = &incident.police {
        tell("police.reported", Some(true.to_string()));
        let number = police.number.as_ref();
        tell(
            "police.reference",
            number.map(|number| number.as_str().to_owned()),
        );
    }
    for (name, value) in &claim.facts {
        tell(name, Some(value.clone()));
    }
    situation
}

fn incident(claim: &Claim, language: Language) -> SaidIncident {
    let incident = &claim.incident;
    let place = incident.place.as_ref();
    let position = place.and_then(|place| place.position);
    let police = incident.police.as_ref();
    let say = |kind: &String| text(language, &format!("facts.event.kind.answer.{kind}"), &[]);
    SaidIncident {
        kind: incident.kind.clone(),
        kind_text: incident.kind.as_ref().map(say),
        description: incident
            .description
            .as_ref()
            .map(|words| words.as_str().to_owned()),
        place: place
            .and_then(|place| place.words.as_ref())
            .map(|words| words.as_str().to_owned()),
        lat: position.map(|(lat, _, _)| lat),
        lon: position.map(|(_, lon, _)| lon),
        accuracy_m: position.and_then(|(_, _, accuracy)| accuracy),
        occurred_at: incident.occurred_at.map(moment),
        discovered_at: incident.discovered_at.map(moment),
        police_station: police.map(|police| police.station.as_str().to_owned()),
        police_number: police
            .and_then(|police| police.number.as_ref())
            .map(|number| number.as_str().to_owned()),
        police_reported_on: police.and_then(|police| police.reported_on).map(day),
    }
}

fn said_expense(
    claim: &Claim,
    expense: &Expense,
    number: u32,
    benefits: &[SaidBenefit],
    language: Language,
) -> SaidExpense {
    let benefit = expense.category.benefit();
    let cover = benefits
        .iter()
        .find(|answer| Some(answer.id.as_str()) == benefit)
        .map(|answer| cover(claim, answer));
    let receipts = claim.receipts_of(expense.id);
    SaidExpense {
        number,
        category: expense.category.word().to_owned(),
        title: text(language, &expense.category.key(), &[]),
        amount: expense.amount.into(),
        incurred_on: day(expense.incurred_on),
        paid_on: expense.paid_on.map(day),
        note: expense.note.as_ref().map(|note| note.as_str().to_owned()),
        receipts: receipts.into_iter().map(count).collect(),
        cover,
    }
}

fn cover(claim: &Claim, answer: &SaidBenefit) -> SaidCover {
    let limits = answer.limits.iter();
    let most = answer
        .limits
        .iter()
        .find(|limit| limit.id == "max_amount_dkk")
        .and_then(|limit| limit.value.as_i64())
        .map(Money::kroner);
    SaidCover {
        benefit: answer.id.clone(),
        verdict: answer.verdict.clone(),
        verdict_text: answer.verdict_text.clone(),
        main: answer.main.clone(),
        conditions: answer.conditions.clone(),
        limits: limits
            .map(|limit| SaidReason {
                clause: limit.clause.clone(),
                message: limit.message.clone(),
            })
            .collect(),
        you_pay: answer.you_pay.clone(),
        above_limit: most.is_some_and(|most| sum(claim, &answer.id, most.currency) > most.minor),
    }
}

/// What the claim's expenses for a benefit come to in one currency.
fn sum(claim: &Claim, benefit: &str, currency: [u8; 3]) -> i64 {
    let meant = |expense: &&Expense| {
        expense.category.benefit() == Some(benefit) && expense.amount.currency == currency
    };
    let expenses = claim.expenses.iter().filter(meant);
    expenses.fold(0, |sum: i64, expense| {
        sum.saturating_add(expense.amount.minor)
    })
}

fn receipts(claim: &Claim) -> Vec<SaidReceipt> {
    let numbered = claim.receipts.iter().zip(1..);
    numbered
        .map(|(receipt, number)| SaidReceipt {
            number,
            media_type: receipt.media_type.word().to_owned(),
            bytes: i64::try_from(receipt.bytes).unwrap_or(i64::MAX),
            sha256: receipt.sha256.clone(),
            shows: match receipt.shows {
                Shows::Expense { .. } => "expense",
                Shows::Police => "police",
                Shows::Other => "other",
            }
            .to_owned(),
            expense: claim.expense_shown(receipt).map(count),
        })
        .collect()
}

fn said_missing(missing: &Missing, language: Language) -> SaidMissing {
    SaidMissing {
        id: missing.kind.word().to_owned(),
        text: missing.say(language),
        numbers: missing.numbers.iter().copied().map(count).collect(),
        required: missing.kind.is_required(),
    }
}

fn said_deadline(claim: &Claim, deadline: &Deadline, language: Language) -> SaidDeadline {
    let clause = deadline.kind.clause().filter(|_| is_rescue(claim));
    let source = match clause {
        Some(clause) => text(language, "claim.source.terms", &[("clause", clause)]),
        None => text(language, "claim.source.guidance", &[]),
    };
    let word = deadline.kind.word();
    SaidDeadline {
        id: word.to_owned(),
        from: deadline.from.map(day),
        on: deadline.on.map(day),
        text: text(language, &format!("claim.deadline.{word}"), &[]),
        clause: clause.map(str::to_owned),
        source,
    }
}

fn day(day: Date) -> String {
    day.to_string()
}

fn moment(at: Timestamp) -> String {
    at.to_rfc3339()
}
