//! What one card comes to in a country, part by part.
//!
//! Decides which parts are told apart and what is said of each. What a benefit comes to is
//! `weigh`'s.

use super::occasions::{Occasion, parts};
use super::prepare::{Maker, TravelCard};
use super::said::{SaidBenefitOnTrip, SaidCover, SaidDoubt, SaidOccasion, SaidPart};
use super::weigh::{Grade, NOT_COUNTED, Weighed, Whereabouts, is_doubt, weigh};
use crate::coverage::Terms;
use crate::types::{Country, SharedText};

/// Says nothing to somebody who tows nothing.
const FOR_TOWED: &str = "towed_unit";

impl Maker<'_> {
    pub fn cover(&self, card: &TravelCard<'_>, country: Country) -> SaidCover {
        let mut cover = SaidCover {
            card: card.id,
            title: self.title(card.card),
            answers: "no_terms".to_owned(),
            text: self.say("trip.answers.no_terms", &[]),
            parts: Vec::new(),
            same_as: None,
        };
        let Some(terms) = card.terms else {
            return cover;
        };
        let mut all: Vec<SaidPart> = parts(country)
            .into_iter()
            .map(|(name, facts)| {
                let at = Whereabouts {
                    country,
                    part: facts,
                    days: &self.days,
                    tow: self.input.plan.tow,
                };
                let name = name.map(|name| self.say(&format!("trip.part.{name}"), &[]));
                self.part(terms, card, name, &at)
            })
            .collect();
        // A part that makes no difference to this card is not spoken of.
        let alike = |one: &SaidPart, other: &SaidPart| {
            SaidPart {
                name: None,
                ..one.clone()
            } == SaidPart {
                name: None,
                ..other.clone()
            }
        };
        if let Some(first) = all.first().cloned()
            && all.iter().all(|part| alike(part, &first))
        {
            all = vec![SaidPart {
                name: None,
                ..first
            }];
        }
        let count = |answers: &str| all.iter().filter(|part| part.answers == answers).count();
        let answers = match (count("yes"), count("doubtful"), count("no")) {
            (_, 0, 0) => "yes",
            (0, 0, _) => "no",
            (0, _, 0) => "doubtful",
            _ => "partly",
        };
        let reason = all
            .iter()
            .filter(|part| part.answers == "no")
            .find_map(|part| most_common(&part.never))
            .map(|doubt| {
                let clause = doubt.clause.as_deref().unwrap_or_default();
                format!("{} ({clause})", doubt.message)
            })
            .unwrap_or_default();
        cover.text = match answers {
            "no" => self.say("trip.answers.no", &[("reason", &reason)]),
            _ => self.say(&format!("trip.answers.{answers}"), &[]),
        };
        cover.answers = answers.to_owned();
        cover.parts = all;
        cover
    }

    fn part(
        &self,
        terms: &Terms,
        card: &TravelCard<'_>,
        name: Option<String>,
        at: &Whereabouts<'_>,
    ) -> SaidPart {
        let weighed: Vec<(Occasion, Vec<Weighed>)> = self
            .occasions()
            .map(|occasion| (occasion, weigh(terms, &card.facts, occasion, at)))
            .collect();
        let counted = weighed.iter().flat_map(|(_, benefits)| benefits);
        let best = counted
            .filter(|one| one.id != NOT_COUNTED)
            .map(|one| one.grade)
            .min();
        let answers = match best {
            Some(Grade::Holds) => "yes",
            Some(Grade::Doubtful) => "doubtful",
            _ => "no",
        };
        let mut occasions = Vec::new();
        let mut doubts: Vec<SaidDoubt> = Vec::new();
        for (occasion, benefits) in &weighed {
            let of_grade = |grade: Grade| -> Vec<SaidBenefitOnTrip> {
                let those = benefits
                    .iter()
                    .filter(|one| one.grade == grade && one.id != NOT_COUNTED);
                those.map(|one| self.benefit(terms, one)).collect()
            };
            let doubtful = of_grade(Grade::Doubtful);
            for doubt in doubtful.iter().flat_map(|benefit| &benefit.why) {
                if !doubts.contains(doubt) {
                    doubts.push(doubt.clone());
                }
            }
            occasions.push(SaidOccasion {
                id: occasion.word().to_owned(),
                title: self.say(&format!("trip.occasion.{}", occasion.word()), &[]),
                holds: of_grade(Grade::Holds),
                doubtful,
            });
        }
        // Where nothing is certain, the doubt that hangs over all of it says enough.
        if answers == "doubtful" {
            let doubtful = || {
                occasions
                    .iter()
                    .flat_map(|one: &SaidOccasion| &one.doubtful)
            };
            let over_all = |doubt: &SaidDoubt| doubtful().all(|one| one.why.contains(doubt));
            if doubts.iter().any(over_all) {
                doubts.retain(over_all);
            }
        }
        let ever = |id: &str| {
            let mut all = weighed.iter().flat_map(|(_, benefits)| benefits);
            all.any(|one| one.id == id && one.grade != Grade::Never)
        };
        let first = weighed.first().map(|(_, benefits)| benefits.as_slice());
        let never = first.unwrap_or_default().iter();
        let never = never
            .filter(|one| !ever(one.id))
            .filter(|one| self.input.plan.tow.is_some() || one.id != FOR_TOWED)
            .map(|one| self.benefit(terms, one))
            .collect();
        SaidPart {
            name,
            answers: answers.to_owned(),
            occasions,
            doubts,
            never,
        }
    }

    fn benefit(&self, terms: &Terms, one: &Weighed) -> SaidBenefitOnTrip {
        let clauses = terms.clauses();
        let number = |at: usize| {
            clauses
                .get(at)
                .map(|clause| SharedText::from(clause.number()))
        };
        let mut why = Vec::new();
        match one.grade {
            Grade::Holds => {}
            Grade::Never => {
                let said = terms.say_reason(&one.main, self.input.language);
                why.push(SaidDoubt {
                    clause: Some(said.clause),
                    message: said.message,
                });
            }
            Grade::Doubtful => {
                for condition in one.conditions.iter().filter(|part| is_doubt(part)) {
                    why.push(SaidDoubt {
                        clause: number(condition.clause),
                        message: terms.say_condition(condition, self.input.language).message,
                    });
                }
                let mut labels: Vec<String> = one
                    .missing
                    .iter()
                    .map(|fact| self.say(&format!("facts.{}.label", fact.name()), &[]))
                    .collect();
                labels.dedup();
                if !labels.is_empty() {
                    let facts = labels.join(", ");
                    why.push(SaidDoubt {
                        clause: None,
                        message: self.say("trip.fill_in", &[("facts", &facts)]).into(),
                    });
                }
            }
        }
        SaidBenefitOnTrip {
            id: one.id.to_owned(),
            title: terms.say_title(one.id, self.input.language),
            clause: number(one.main.clause).unwrap_or_default(),
            why,
        }
    }
}

/// The reason that keeps the most benefits away.
fn most_common(never: &[SaidBenefitOnTrip]) -> Option<&SaidDoubt> {
    let reasons = || never.iter().flat_map(|benefit| &benefit.why);
    let count = |doubt: &SaidDoubt| reasons().filter(|other| *other == doubt).count();
    reasons().max_by_key(|doubt| count(doubt))
}
