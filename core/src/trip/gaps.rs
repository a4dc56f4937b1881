//! What no card answers for.
//!
//! Decides what is a gap, and says it once for all occasions and parts it is the same in.

use super::occasions::Occasion;
use super::prepare::Maker;
use super::said::{SaidBenefitOnTrip, SaidCover, SaidGap};
use super::weigh::NOT_COUNTED;

impl Maker<'_> {
    /// Occasions no card answers for, part by part where a card tells parts apart.
    pub fn gaps(&self, cards: &[SaidCover]) -> Vec<SaidGap> {
        let mut names: Vec<Option<String>> = Vec::new();
        for part in cards.iter().flat_map(|cover| &cover.parts) {
            if part.name.is_some() && !names.contains(&part.name) {
                names.push(part.name.clone());
            }
        }
        if names.is_empty() {
            names.push(None);
        }
        let mut gaps: Vec<(Vec<Occasion>, Vec<String>, bool)> = Vec::new();
        for occasion in self.occasions() {
            for perhaps in [false, true] {
                let open = |name: &&Option<String>| {
                    let best = best_of(cards, name.as_deref(), occasion);
                    best != Some(true) && best.is_some() == perhaps
                };
                let places: Vec<&Option<String>> = names.iter().filter(open).collect();
                if places.is_empty() {
                    continue;
                }
                let everywhere = places.len() == names.len();
                let named = places.into_iter().flatten().filter(|_| !everywhere);
                let named: Vec<String> = named.cloned().collect();
                let same = |(_, parts, maybe): &&mut (_, Vec<String>, bool)| {
                    *parts == named && *maybe == perhaps
                };
                match gaps.iter_mut().find(same) {
                    Some((occasions, ..)) => occasions.push(occasion),
                    None => gaps.push((vec![occasion], named, perhaps)),
                }
            }
        }
        gaps.into_iter()
            .map(|(occasions, parts, perhaps)| self.gap(&occasions, parts, perhaps))
            .collect()
    }

    fn gap(&self, occasions: &[Occasion], parts: Vec<String>, perhaps: bool) -> SaidGap {
        let titles: Vec<String> = if occasions.len() == self.occasions().count() {
            vec![self.say("trip.occasion.all", &[])]
        } else {
            let title = |one: &Occasion| self.say(&format!("trip.occasion.{}", one.word()), &[]);
            occasions.iter().map(title).collect()
        };
        let key = match (perhaps, parts.is_empty()) {
            (true, true) => "trip.gap.perhaps",
            (true, false) => "trip.gap.perhaps_part",
            (false, true) => "trip.gap.none",
            (false, false) => "trip.gap.none_part",
        };
        let (titles, places) = (titles.join(" · "), parts.join(", "));
        SaidGap {
            occasions: occasions.iter().map(|one| one.word().to_owned()).collect(),
            message: self.say(key, &[("occasion", &titles), ("part", &places)]),
            parts,
            perhaps,
        }
    }
}

/// Whether some card covers something on an occasion in a part of the country: `Some(true)` for
/// certain, `Some(false)` perhaps, `None` not at all.
fn best_of(cards: &[SaidCover], part: Option<&str>, occasion: Occasion) -> Option<bool> {
    let mut best = None;
    for cover in cards {
        if cover.answers == "no_terms" {
            best = best.or(Some(false));
        }
        // A card that tells no parts apart says the same of all of them.
        let of_part = cover
            .parts
            .iter()
            .filter(|one| one.name.is_none() || one.name.as_deref() == part);
        for said in of_part.flat_map(|one| &one.occasions) {
            let counts = |list: &[SaidBenefitOnTrip]| list.iter().any(|one| one.id != NOT_COUNTED);
            if said.id == occasion.word() {
                if counts(&said.holds) {
                    return Some(true);
                }
                if counts(&said.doubtful) {
                    best = Some(false);
                }
            }
        }
    }
    best
}
