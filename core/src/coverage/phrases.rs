//! What terms say in one language, looked up when somebody first asks and kept with the terms:
//! most answers say the same sentences.
//!
//! Only keeps; which sentence is said, and what is put into it, is decided in `say`.

use super::facts::FACTS;
use super::terms::Terms;
use super::verdict::Verdict;
use super::words::{BENEFITS, CONDITIONS};
use crate::types::{Language, SharedText};
use std::fmt;
use std::sync::OnceLock;

/// The sentences of one terms file, language by language.
#[derive(Default)]
pub(crate) struct Phrasebook([OnceLock<Box<Phrases>>; Language::ALL.len()]);

impl Clone for Phrasebook {
    /// Empty: whoever changes a copy of terms finds nothing in it that they no longer say.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Phrasebook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrasebook")
    }
}

/// What one terms file says in one language.
pub(crate) struct Phrases {
    /// By clause.
    pub says: Said,
    /// By clause: that it would exclude, and does not apply.
    pub passed: Said,
    /// By clause: that it never grants anything.
    pub refuses: Said,
    /// By rule: that it stands in the way.
    pub fails: Said,
    /// By benefit.
    pub titles: Said,
    /// By condition.
    pub conditions: Said,
    /// By cost.
    pub costs: Said,
    /// By limit.
    pub limits: Said,
    /// By fact: its name.
    pub labels: Said,
    /// By fact: what its absence assumes.
    pub assumed: Said,
    /// By fact: that it is as the alarm centre found it.
    pub as_agreed: Said,
    /// By fact: that nothing about it leaves less to be done.
    pub nothing_better: Said,
    /// By fact: that nobody has said otherwise.
    pub not_told: Said,
    /// By verdict.
    pub verdicts: Said,
}

/// Sentences by the place of what they are about.
pub(crate) struct Said(Box<[OnceLock<SharedText>]>);

impl Said {
    fn of(places: usize) -> Self {
        Self((0..places).map(|_| OnceLock::new()).collect())
    }

    /// The sentence at this place, looked up unless it has been.
    pub fn say(&self, at: usize, look_up: impl FnOnce() -> String) -> SharedText {
        match self.0.get(at) {
            Some(place) => place.get_or_init(|| look_up().into()).clone(),
            None => look_up().into(),
        }
    }
}

impl Terms {
    /// What these terms have said in this language so far.
    pub(crate) fn phrases(&self, language: Language) -> &Phrases {
        let [da, de, en, es, fr, hr, it, pl] = &self.phrasebook.0;
        let of_language = match language {
            Language::Da => da,
            Language::De => de,
            Language::En => en,
            Language::Es => es,
            Language::Fr => fr,
            Language::Hr => hr,
            Language::It => it,
            Language::Pl => pl,
        };
        of_language.get_or_init(|| {
            Box::new(Phrases {
                says: Said::of(self.clauses.len()),
                passed: Said::of(self.clauses.len()),
                refuses: Said::of(self.clauses.len()),
                fails: Said::of(self.rules.len()),
                titles: Said::of(BENEFITS.len()),
                conditions: Said::of(CONDITIONS),
                costs: Said::of(self.costs.len()),
                limits: Said::of(self.limits.len()),
                labels: Said::of(FACTS.len()),
                assumed: Said::of(FACTS.len()),
                as_agreed: Said::of(FACTS.len()),
                nothing_better: Said::of(FACTS.len()),
                not_told: Said::of(FACTS.len()),
                verdicts: Said::of(Verdict::ALL.len()),
            })
        })
    }
}
