//! Several cards for one vehicle: which answers first, and by which clause.
//!
//! Decides the order from the verdicts and from how each product's own clauses want it to stand
//! beside another cover. Such clauses give no fact: `other_cover` is never set by this, since two
//! covers that each let the other pay first would then both stand back. The words are the
//! floor's above.

use super::beside::Stance;
use super::situation::Situation;
use super::terms::Terms;
use super::verdict::{Assessment, Verdict};
use std::cmp::Reverse;

/// Benefits that say nothing about how wide a cover is: every cover answers the telephone.
const NOT_COUNTED: &[&str] = &["communication"];

/// One card's answer.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// Its terms.
    pub terms: &'a Terms,
    /// What is known.
    pub situation: &'a Situation,
    /// What the terms say of it.
    pub assessment: &'a Assessment,
}

/// Why one card goes before another. Seats by their place in the list, clauses by their place in
/// the terms of the seat they stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The other one does not answer here.
    OnlyThis,
    /// The other one may answer, once more is known.
    SurerThanOther,
    /// The other one lets wider cover go first, by this clause of its own.
    Wider {
        /// The clause of the other one.
        clause: usize,
    },
    /// The other one pays after any other insurance, by this clause of its own.
    OtherPaysAfter {
        /// The clause of the other one.
        clause: usize,
    },
    /// Each lets the other pay first, so neither clause can send the driver away; the wider one
    /// is called.
    Cancelled {
        /// The clause of the one called first.
        own: usize,
        /// The clause of the other one.
        other: usize,
    },
    /// Both answer and no clause puts one first; the one that covers more is called.
    Either,
}

/// One benefit over all cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rank {
    /// The benefit.
    pub benefit: &'static str,
    /// The seats that cover it or may, the one to ask first in front.
    pub seats: Vec<usize>,
}

/// The order of the cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// All seats, the one to call first in front.
    pub seats: Vec<usize>,
    /// Why the first goes before each of the others, in the order of `seats`.
    pub why: Vec<(usize, Why)>,
    /// Benefit by benefit, those that some card covers or may cover, in the order of the terms.
    pub benefits: Vec<Rank>,
}

/// Puts the cards in order. With one card there is nothing to say; with none the order is empty.
pub fn order(seats: &[Seat<'_>]) -> Order {
    let judged: Vec<Judged> = seats.iter().map(Judged::of).collect();
    // One key per seat keeps the order total, however the clauses refer to each other.
    let key = |at: &usize| {
        let own = judged.get(*at)?;
        let answering = judged.iter().enumerate();
        let ahead = answering
            .filter(|(other, judge)| other != at && judge.holds + judge.may > 0)
            .filter(|(_, judge)| own.stands_back(judge).is_some())
            .count();
        let answers = (own.holds > 0, own.holds + own.may > 0);
        Some((answers, Reverse(ahead), own.width()))
    };
    let mut all: Vec<usize> = (0..seats.len()).collect();
    all.sort_by_key(|at| Reverse(key(at)));
    let mut ids: Vec<&'static str> = Vec::new();
    for answer in seats.iter().flat_map(|seat| &seat.assessment.benefits) {
        if !ids.contains(&answer.id) {
            ids.push(answer.id);
        }
    }
    let benefits = ids.into_iter().map(|benefit| {
        let grade = |at: &usize| {
            let seat = seats.get(*at)?;
            Some(grade(seat.assessment.benefit(benefit)?.verdict))
        };
        let mut answering: Vec<usize> = all
            .iter()
            .copied()
            .filter(|at| grade(at).is_some_and(|grade| grade < NO))
            .collect();
        answering.sort_by_key(grade);
        Rank {
            benefit,
            seats: answering,
        }
    });
    let benefits = benefits.filter(|rank| !rank.seats.is_empty()).collect();
    let first = all.first().and_then(|at| judged.get(*at));
    let why = all
        .iter()
        .skip(1)
        .filter_map(|at| Some((*at, first?.why(judged.get(*at)?))))
        .collect();
    Order {
        seats: all,
        why,
        benefits,
    }
}

const NO: u8 = 2;

const fn grade(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Covered | Verdict::Conditional => 0,
        Verdict::Unknown => 1,
        Verdict::NotCovered => NO,
    }
}

/// What of a seat the order turns on.
struct Judged {
    holds: usize,
    may: usize,
    stances: Vec<(Stance, usize)>,
}

impl Judged {
    fn of(seat: &Seat<'_>) -> Self {
        let count = |wanted: u8| {
            let answers = seat.assessment.benefits.iter();
            answers
                .filter(|answer| !NOT_COUNTED.contains(&answer.id))
                .filter(|answer| grade(answer.verdict) == wanted)
                .count()
        };
        Self {
            holds: count(0),
            may: count(1),
            stances: seat.terms.stances(seat.situation),
        }
    }

    fn stance(&self, wanted: Stance) -> Option<usize> {
        let found = self.stances.iter().find(|(stance, _)| *stance == wanted);
        found.map(|(_, clause)| *clause)
    }

    /// How wide it is: what it covers counts before what it may cover.
    const fn width(&self) -> (usize, usize) {
        (self.holds, self.may)
    }

    /// What makes it stand behind the other one, when its clauses do.
    fn stands_back(&self, other: &Self) -> Option<Why> {
        if let Some(clause) = self.stance(Stance::WiderFirst)
            && other.width() > self.width()
        {
            return Some(Why::Wider { clause });
        }
        let clause = self.stance(Stance::PaysAfter)?;
        let returned = other.stance(Stance::PaysAfter);
        let returned = returned.or_else(|| other.stance(Stance::Mirrors));
        returned.is_none().then_some(Why::OtherPaysAfter { clause })
    }

    /// Why it goes before the other one.
    fn why(&self, other: &Self) -> Why {
        if other.holds + other.may == 0 {
            return Why::OnlyThis;
        }
        if let Some(why) = other.stands_back(self) {
            return why;
        }
        if self.holds > 0 && other.holds == 0 {
            return Why::SurerThanOther;
        }
        let defers = |one: &Self| {
            one.stance(Stance::PaysAfter)
                .or_else(|| one.stance(Stance::Mirrors))
        };
        match (defers(self), defers(other)) {
            (Some(own), Some(clause))
                if self.stance(Stance::PaysAfter).is_some()
                    || other.stance(Stance::PaysAfter).is_some() =>
            {
                Why::Cancelled { own, other: clause }
            }
            _ => Why::Either,
        }
    }
}
