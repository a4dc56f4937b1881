//! The answers of several cards in the driver's language, in the shape
//! `roadside check --all --json` prints.
//!
//! Decides which sentence goes where; the order is `several`'s. The sentences stand in
//! `i18n/several/`.

use super::said::{SaidAssessment, SaidCall};
use super::several::{Order, Rank, Seat, Why, order};
use super::situation::Situation;
use super::terms::Terms;
use super::verdict::{Assessment, Verdict};
use crate::card::{ServiceCard, Validity};
use crate::messages::text;
use crate::types::{Language, Line, Phone};
use serde::Serialize;
use uuid::Uuid;

/// One card on the device, with what its terms say.
#[derive(Debug, Clone)]
pub struct CardAnswer<'a> {
    /// Its id on this device.
    pub id: Uuid,
    /// The card.
    pub card: &'a ServiceCard,
    /// What its dates say about the day of the event.
    pub validity: Validity,
    /// Whether the event can be about this card's vehicle.
    pub same_vehicle: bool,
    /// The company that helps, by the name on the card.
    pub company: Line,
    /// The alarm centre's number (ruling 47: the card's own before the terms').
    pub phone: Phone,
    /// Its terms, the facts and what follows from them; `None` when the terms are not here.
    pub answer: Option<(&'a Terms, Situation, Assessment)>,
}

/// All cards, said.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidSeveral {
    /// The card to call first; `None` when there is no card at all.
    pub first: Option<SaidFirst>,
    /// Why, one entry per other card that was compared.
    pub why: Vec<SaidWhy>,
    /// What else to know about two covers for the same.
    pub notes: Vec<String>,
    /// Every card, the one to call first in front.
    pub cards: Vec<SaidCardAnswer>,
    /// Benefit by benefit, which card covers it.
    pub benefits: Vec<SaidRank>,
    /// What went wrong with a card that could not be read.
    pub trouble: Option<String>,
}

/// The card to call first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidFirst {
    /// Its id.
    pub card: Uuid,
    /// Its product, as people call it.
    pub title: String,
    /// Whom to call.
    pub call: SaidCall,
}

/// Why one card goes before another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidWhy {
    /// The other card.
    pub card: Uuid,
    /// The clauses it rests on, each with the product it stands in.
    pub clauses: Vec<SaidClause>,
    /// One sentence.
    pub message: String,
}

/// A clause of one of several products.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidClause {
    /// Product id.
    pub product: String,
    /// The clause as printed.
    pub clause: String,
    /// What it says.
    pub says: String,
}

/// One card's answer, said.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidCardAnswer {
    /// Its id.
    pub id: Uuid,
    /// Product id.
    pub product: String,
    /// Its product, as people call it.
    pub title: String,
    /// `answers`, `may`, `no`, `no_terms`, `not_in_force` or `other_vehicle`.
    pub standing: String,
    /// The same in a sentence.
    pub text: String,
    /// Whom to call.
    pub call: SaidCall,
    /// What its terms say; `null` when they are not here or the card was left out.
    pub answer: Option<SaidAssessment>,
}

/// One benefit over all cards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidRank {
    /// Benefit id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The cards that cover it or may, the one to ask first in front.
    pub cards: Vec<SaidRanked>,
}

/// A card that covers a benefit or may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidRanked {
    /// Its id.
    pub card: Uuid,
    /// Its product, as people call it.
    pub title: String,
    /// `covered`, `conditional` or `unknown`.
    pub verdict: String,
    /// The clause that grants it.
    pub clause: String,
}

/// Says what several cards answer together.
pub fn say_several(cards: &[CardAnswer<'_>], language: Language) -> SaidSeveral {
    let compared: Vec<&CardAnswer<'_>> = cards
        .iter()
        .filter(|card| card.same_vehicle && in_force(card) && card.answer.is_some())
        .collect();
    let seats: Vec<Seat<'_>> = compared
        .iter()
        .filter_map(|card| card.answer.as_ref())
        .map(|(terms, situation, assessment)| Seat {
            terms,
            situation,
            assessment,
        })
        .collect();
    let order = order(&seats);
    let teller = Teller {
        compared: &compared,
        language,
    };
    let ranked: Vec<&CardAnswer<'_>> = order
        .seats
        .iter()
        .filter_map(|at| compared.get(*at).copied())
        .collect();
    // Without a card to compare, whichever there is is called: calling is never wrong.
    let callable = cards.iter().find(|card| card.same_vehicle);
    let first = ranked
        .first()
        .copied()
        .or(callable)
        .or_else(|| cards.first());
    let rest = cards
        .iter()
        .filter(|card| !ranked.iter().any(|other| other.id == card.id));
    SaidSeveral {
        first: first.map(|card| SaidFirst {
            card: card.id,
            title: teller.title(card),
            call: teller.call(card),
        }),
        why: teller.why(&order),
        notes: teller.notes(&order),
        cards: ranked
            .iter()
            .copied()
            .chain(rest)
            .map(|card| teller.card(card))
            .collect(),
        benefits: teller.benefits(&order),
        trouble: None,
    }
}

fn in_force(card: &CardAnswer<'_>) -> bool {
    matches!(card.validity, Validity::Valid | Validity::Open)
}

struct Teller<'a> {
    compared: &'a [&'a CardAnswer<'a>],
    language: Language,
}

impl Teller<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.language, key, args)
    }

    fn title(&self, card: &CardAnswer<'_>) -> String {
        let word = card.card.product.word().replace('-', "_");
        self.say(&format!("card.product.{word}"), &[])
    }

    fn call(&self, card: &CardAnswer<'_>) -> SaidCall {
        let company = card.company.as_str();
        match &card.answer {
            Some((terms, ..)) => terms.say_call(company, &card.phone, self.language),
            None => SaidCall::without_terms(company, &card.phone, self.language),
        }
    }

    fn card(&self, card: &CardAnswer<'_>) -> SaidCardAnswer {
        let answer = card
            .answer
            .as_ref()
            .map(|(terms, _, assessment)| assessment.say(terms, self.language));
        let (standing, text) = self.standing(card, answer.as_ref());
        let left_out = matches!(standing, "not_in_force");
        SaidCardAnswer {
            id: card.id,
            product: card.card.product.word().to_owned(),
            title: self.title(card),
            standing: standing.to_owned(),
            text,
            call: self.call(card),
            answer: answer.filter(|_| !left_out),
        }
    }

    fn standing(
        &self,
        card: &CardAnswer<'_>,
        answer: Option<&SaidAssessment>,
    ) -> (&'static str, String) {
        if !in_force(card) {
            let key = if card.validity == Validity::NotYet {
                "several.standing.not_yet"
            } else {
                "several.standing.ended"
            };
            return ("not_in_force", self.say(key, &[]));
        }
        if !card.same_vehicle {
            let plate = card.card.vehicle.registration.as_ref();
            let plate = plate.map_or("–", |plate| plate.as_str());
            let text = self.say("several.standing.other_vehicle", &[("plate", plate)]);
            return ("other_vehicle", text);
        }
        let Some((_, _, assessment)) = &card.answer else {
            return ("no_terms", self.say("several.standing.no_terms", &[]));
        };
        let counted = |verdicts: &[Verdict]| {
            let answers = assessment.benefits.iter();
            answers
                .filter(|answer| answer.id != "communication")
                .any(|answer| verdicts.contains(&answer.verdict))
        };
        if counted(&[Verdict::Covered, Verdict::Conditional]) {
            ("answers", self.say("several.standing.answers", &[]))
        } else if counted(&[Verdict::Unknown]) {
            ("may", self.say("several.standing.may", &[]))
        } else {
            let reason = answer.map(no_reason).unwrap_or_default();
            let text = self.say("several.standing.no", &[("reason", &reason)]);
            ("no", text)
        }
    }

    fn why(&self, order: &Order) -> Vec<SaidWhy> {
        let Some(first) = order.seats.first().and_then(|at| self.compared.get(*at)) else {
            return Vec::new();
        };
        let each = order.why.iter().filter_map(|(at, why)| {
            let other = self.compared.get(*at)?;
            let (own, theirs) = (self.title(first), self.title(other));
            let args = [("first", own.as_str()), ("other", theirs.as_str())];
            let (clauses, message) = match why {
                Why::OnlyThis => {
                    let (terms, _, assessment) = other.answer.as_ref()?;
                    let reason = no_reason(&assessment.say(terms, self.language));
                    let args = [("other", theirs.as_str()), ("reason", reason.as_str())];
                    (Vec::new(), self.say("several.why_text.only", &args))
                }
                Why::SurerThanOther => (Vec::new(), self.say("several.why_text.surer", &args)),
                Why::Wider { clause } => (
                    vec![self.clause(other, *clause)],
                    self.say("several.why_text.wider", &args),
                ),
                Why::OtherPaysAfter { clause } => (
                    vec![self.clause(other, *clause)],
                    self.say("several.why_text.after", &args),
                ),
                Why::Cancelled { own, other: theirs } => (
                    vec![self.clause(first, *own), self.clause(other, *theirs)],
                    self.say("several.why_text.cancelled", &args),
                ),
                Why::Either => (Vec::new(), self.say("several.why_text.either", &args)),
            };
            Some(SaidWhy {
                card: other.id,
                clauses: clauses.into_iter().flatten().collect(),
                message,
            })
        });
        each.collect()
    }

    fn clause(&self, card: &CardAnswer<'_>, clause: usize) -> Option<SaidClause> {
        let (terms, ..) = card.answer.as_ref()?;
        let clause = terms.clauses().get(clause)?;
        Some(SaidClause {
            product: card.card.product.word().to_owned(),
            clause: clause.number().to_owned(),
            says: clause.says(self.language),
        })
    }

    fn notes(&self, order: &Order) -> Vec<String> {
        let mut notes = Vec::new();
        let by_clause = |why: &Why| {
            matches!(
                why,
                Why::Wider { .. } | Why::OtherPaysAfter { .. } | Why::Cancelled { .. }
            )
        };
        if order.why.iter().any(|(_, why)| by_clause(why)) {
            notes.push(self.say("several.not_assumed", &[]));
        }
        let mut phones = self.compared.iter().map(|card| card.phone.e164());
        let first = phones.next();
        if self.compared.len() > 1 && phones.all(|phone| Some(phone) == first) {
            notes.push(self.say("several.same_number", &[]));
        }
        notes
    }

    fn benefits(&self, order: &Order) -> Vec<SaidRank> {
        let ranks = order.benefits.iter().map(|rank| SaidRank {
            id: rank.benefit.to_owned(),
            title: self.benefit_title(rank),
            cards: rank
                .seats
                .iter()
                .filter_map(|at| self.ranked(self.compared.get(*at)?, rank.benefit))
                .collect(),
        });
        ranks.collect()
    }

    /// What the card to ask first calls it.
    fn benefit_title(&self, rank: &Rank) -> String {
        let first = rank.seats.first().and_then(|at| self.compared.get(*at));
        let terms = first.and_then(|card| card.answer.as_ref());
        terms
            .map(|(terms, ..)| terms.say_title(rank.benefit, self.language))
            .unwrap_or_default()
    }

    fn ranked(&self, card: &CardAnswer<'_>, benefit: &str) -> Option<SaidRanked> {
        let (terms, _, assessment) = card.answer.as_ref()?;
        let answer = assessment.benefit(benefit)?;
        let clause = terms.benefits.get(answer.place)?.clause;
        Some(SaidRanked {
            card: card.id,
            title: self.title(card),
            verdict: answer.verdict.word().to_owned(),
            clause: terms.clauses().get(clause)?.number().to_owned(),
        })
    }
}

/// The sentence that explains the most of a card's noes, with its clause.
pub(crate) fn no_reason(said: &SaidAssessment) -> String {
    let count = |message: &str| {
        let noes = said.benefits.iter();
        noes.filter(|benefit| benefit.main.message == message)
            .count()
    };
    let refused = said.benefits.iter();
    let main = refused
        .filter(|benefit| benefit.verdict == Verdict::NotCovered.word())
        .map(|benefit| &benefit.main)
        .max_by_key(|main| count(&main.message));
    main.map(|main| format!("{} ({})", main.message, main.clause))
        .unwrap_or_default()
}
