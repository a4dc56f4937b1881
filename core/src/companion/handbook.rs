//! What Roadside knows without opening anything of the motorist's: countries, borders, terms.
//!
//! It needs no key, no storage, no network and no clock, so it answers when those do not.

use crate::coverage::{SaidAssessment, Situation, Terms, assess};
use crate::error::{Error, Subject};
use crate::guide::Guide;
use crate::position::{Fix, Forms};
use crate::territory::{Atlas, Place, Zones};
use crate::types::{Language, Product, Timestamp};
use serde::Serialize;
use std::sync::OnceLock;

/// Countries, borders and terms, loaded once.
#[derive(Debug)]
pub struct Handbook {
    pub(super) atlas: Atlas,
    pub(super) guide: Guide,
    /// Terms are read when first asked for: a notice must not wait for them.
    terms: [OnceLock<Option<Terms>>; Product::ALL.len()],
}

/// A position in every form, with where it lies.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SaidPosition {
    /// Latitude, degrees.
    pub lat: f64,
    /// Longitude, degrees.
    pub lon: f64,
    /// Radius in metres (68 %), when told.
    pub accuracy_m: Option<f64>,
    /// When it was measured, when told.
    pub fixed_at: Option<Timestamp>,
    /// The country of the point, ISO 3166-1 alpha-2; `None` on the open sea.
    pub country: Option<String>,
    /// Whether no other country is within the circle.
    pub country_certain: bool,
    /// Each zone: `in`, `out` or `unsure`.
    pub zones: Zones,
    /// The forms to send, show and say.
    #[serde(flatten)]
    pub forms: Forms,
    /// Accuracy and age in one short line, to stand wherever the position stands.
    pub caption: String,
    /// What to know before trusting it: coarse, old, accuracy or time not told.
    pub cautions: Vec<String>,
    /// Whom to thank for the borders.
    pub attribution: &'static str,
}

impl Handbook {
    /// Loads what rides along in the library. Under a millisecond.
    pub fn load() -> Self {
        Self {
            atlas: Atlas::load(),
            guide: Guide::load(),
            terms: Default::default(),
        }
    }

    /// Countries: emergency numbers, motorway rules, workshop languages.
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// Where a fix lies.
    pub fn locate(&self, fix: &Fix) -> Place {
        self.atlas.locate(fix)
    }

    /// A position in every form, in the driver's language; `now` tells its age.
    pub fn say_position(&self, fix: &Fix, now: Timestamp, language: Language) -> SaidPosition {
        let place = self.locate(fix);
        SaidPosition {
            lat: fix.lat,
            lon: fix.lon,
            accuracy_m: fix.accuracy_m,
            fixed_at: fix.fixed_at,
            country: place.country.map(|country| country.to_string()),
            country_certain: place.country_certain,
            zones: place.zones,
            forms: fix.forms(language),
            caption: fix.caption(language, now),
            cautions: fix.quality(now).cautions(language),
            attribution: crate::territory::ATTRIBUTION,
        }
    }

    /// The terms of a product, as they ride along.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a product whose terms are not here yet.
    pub fn terms(&self, product: Product) -> Result<&Terms, Error> {
        let place = Product::ALL.iter().position(|other| *other == product);
        let shelf = place.and_then(|at| self.terms.get(at));
        let terms = shelf.and_then(|terms| terms.get_or_init(|| Terms::of(product)).as_ref());
        terms.ok_or(Error::NotFound {
            what: Subject::Terms,
        })
    }

    /// Every product whose terms are here.
    pub fn all_terms(&self) -> Vec<&Terms> {
        Product::ALL
            .iter()
            .filter_map(|product| self.terms(*product).ok())
            .collect()
    }

    /// What a product's terms say of a situation, in the driver's language. Only what is given
    /// counts; the position gives the country where that is certain.
    ///
    /// # Errors
    /// As [`Handbook::terms`].
    pub fn check(
        &self,
        product: Product,
        told: &Situation,
        fix: Option<&Fix>,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        let terms = self.terms(product)?;
        let mut situation = told.clone();
        self.place(&mut situation, fix);
        Ok(assess(terms, &situation).say(terms, language))
    }

    /// Puts a fix into a situation and reads the country off the position.
    pub(super) fn place(&self, situation: &mut Situation, fix: Option<&Fix>) {
        // Half of a told position and half of a fix would be a place nobody is at.
        let told = ["place.lat", "place.lon"]
            .iter()
            .any(|name| situation.get(name).is_some());
        if let Some(fix) = fix.filter(|_| !told) {
            let accuracy = fix.accuracy_m.map(|metres| metres.to_string());
            for (name, value) in [
                ("place.lat", Some(fix.lat.to_string())),
                ("place.lon", Some(fix.lon.to_string())),
                ("place.accuracy_m", accuracy),
            ] {
                if let Some(value) = value {
                    // A fix is validated to the same bounds as these facts.
                    let _ = situation.insert_absent(name, &value);
                }
            }
        }
        situation.locate(&self.atlas);
    }
}
