//! How a cover stands beside another one for the same: the terms' own clauses about it.
//!
//! Decides which of them hold in a situation. What order follows is `several`'s.

use super::derived::lay_out;
use super::expr::{Expr, Truth};
use super::situation::Situation;
use super::terms::Terms;

/// How a clause wants this cover to stand beside another one for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    /// The other one pays first (RA 7).
    PaysAfter,
    /// The other one pays first if it says the same of itself (AH 5.4).
    Mirrors,
    /// Where the other one is wider, its rules apply (AH 4.2).
    WiderFirst,
}

impl Stance {
    /// Every stance with its word.
    pub(crate) const WORDS: [(&'static str, Self); 3] = [
        ("pays_after", Self::PaysAfter),
        ("mirrors", Self::Mirrors),
        ("wider_first", Self::WiderFirst),
    ];
}

#[derive(Debug, Clone)]
pub(crate) struct Beside {
    pub clause: usize,
    pub stance: Stance,
    pub when: Expr,
}

impl Terms {
    /// How this cover wants to stand beside another one in this situation, with the clause. What
    /// is not known does not keep a stance from being told.
    pub(crate) fn stances(&self, situation: &Situation) -> Vec<(Stance, usize)> {
        let laid = lay_out(&self.ids, situation, self.wanted);
        self.beside
            .iter()
            .filter(|part| part.when.eval(&laid.frame).truth != Truth::False)
            .map(|part| (part.stance, part.clause))
            .collect()
    }
}
