//! What Roadside knows without opening anything of the motorist's: countries, borders, terms.
//!
//! It needs no key, no database and no network, so it answers when those do not. Installed
//! editions of terms it reads when there are any (`editions`), and makes nothing in their place.

use super::Clock;
use super::check::{origins, unfold};
use super::editions::Editions;
use crate::coverage::{SaidAssessment, Situation, assess};
use crate::error::Error;
use crate::guide::Guide;
use crate::position::{Fix, Forms};
use crate::territory::{Atlas, Place, Zones};
use crate::types::{Language, Product, Timestamp};
use serde::Serialize;
use std::path::Path;

/// Countries, borders and terms, loaded once.
#[derive(Debug)]
pub struct Handbook {
    pub(super) atlas: Atlas,
    pub(super) guide: Guide,
    pub(super) editions: Editions,
}

/// A position in every form, with where it lies.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
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
    pub attribution: String,
}

impl Handbook {
    /// Loads what rides along in the library. Under a millisecond.
    pub fn load() -> Self {
        Self::with(Editions::default())
    }

    /// The same, and the editions of terms that were installed in this home answer where they
    /// are newer and in force by `clock`. Nothing is made there, and a home need not be there.
    pub fn open(home: &Path, clock: Clock) -> Self {
        Self::with(Editions::at(home, clock))
    }

    fn with(editions: Editions) -> Self {
        Self {
            atlas: Atlas::load(),
            guide: Guide::load(),
            editions,
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
            attribution: crate::territory::ATTRIBUTION.to_owned(),
        }
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

    /// The same, with the verdict on one benefit unfolded.
    ///
    /// # Errors
    /// As [`Handbook::check`]; [`Error::BadInput`] naming the benefits there are, when the
    /// product's terms know no such benefit.
    pub fn explain(
        &self,
        product: Product,
        told: &Situation,
        fix: Option<&Fix>,
        benefit: &str,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        let terms = self.terms(product)?;
        let mut situation = told.clone();
        self.place(&mut situation, fix);
        let origins = origins(told, None, &situation);
        unfold(terms, &situation, &origins, benefit, language)
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
