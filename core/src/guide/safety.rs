//! Safety first: what to do in the minutes before anybody can help.

use super::{Guide, Side};
use crate::messages;
use crate::types::{Country, Language};

impl Guide {
    /// What to do at once, in this order, where the car stands. Where the country is not known
    /// the cautious form is said.
    pub fn safety(
        &self,
        country: Option<Country>,
        on_motorway: bool,
        language: Language,
    ) -> Vec<String> {
        let known = country.and_then(|code| self.country(code));
        let no_triangle = known.is_some_and(|known| !known.no_triangle_on_motorway.is_empty());
        let keeps_left = known.is_some_and(|known| known.drives_on == Side::Left);
        let triangle = match (on_motorway, no_triangle) {
            (true, true) => "guide.safety.no_triangle",
            (true, false) => "guide.safety.triangle_motorway",
            (false, _) => "guide.safety.triangle",
        };
        [
            Some("guide.safety.hazard_lights"),
            Some("guide.safety.vest"),
            keeps_left.then_some("guide.safety.keeps_left"),
            Some(if on_motorway {
                "guide.safety.barrier"
            } else {
                "guide.safety.off_the_road"
            }),
            Some(triangle),
        ]
        .into_iter()
        .flatten()
        .map(|key| messages::text(language, key, &[]))
        .collect()
    }
}
