//! Per country: who may help you here, emergency numbers, workshop languages, safety first.
//!
//! Decides what is attested well enough to be shown. What is shown when is decided by
//! `notice` and `assistance`.
//!
//! The facts stand in `core/data/countries.json` with their sources; a country without an entry
//! under `motorway` has no attested rule there, and then nothing is said. The sentences stand
//! in `i18n/guide`.

mod data;
mod emergency;
mod safety;

pub use emergency::{Emergency, Service};

use crate::messages;
use crate::territory::Region;
use crate::types::{Country, Language};

/// Everything known per country, read once by whoever keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct Guide {
    countries: Vec<CountryGuide>,
}

/// What is known of one country.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryGuide {
    /// ISO 3166-1 alpha-2.
    pub country: Country,
    /// The distinguishing sign beside the plate (UNECE): `DK`, `UK`, `HR`.
    pub sign: &'static str,
    /// The side the traffic keeps to.
    pub drives_on: Side,
    /// What a workshop reads, the best first, for the country as a whole.
    pub languages: Vec<Reader>,
    /// The same for the parts that differ.
    pub regions: Vec<(Region, Vec<Reader>)>,
    /// What is said about breakdowns on motorways; `None` where nothing is attested.
    pub motorway: Option<MotorwayRule>,
    /// Sources that report false helpers.
    pub fake_helpers: Vec<&'static str>,
    /// Sources that say the police must be called to an accident.
    pub police_after_accident: Vec<&'static str>,
    /// Sources that advise against a warning triangle on motorways.
    pub no_triangle_on_motorway: Vec<&'static str>,
    /// Whether the Green Card must be on paper.
    pub green_card: GreenCard,
    numbers: emergency::Numbers<'static>,
}

/// The side the traffic keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// As in Denmark.
    Right,
    /// As in the United Kingdom.
    Left,
}

/// A language a workshop reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// BCP 47; also languages Roadside does not speak.
    pub tag: &'static str,
    /// The same, when it is one of the eight.
    pub language: Option<Language>,
    /// Official or local there.
    pub native: bool,
    /// Only inferred that it is read: never shown first.
    pub inferred: bool,
}

/// Whether the Green Card must be on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GreenCard {
    /// Nothing is known to be needed.
    NotAsked,
    /// Paper is required.
    Paper,
    /// Paper was required; whether it still is was not verified. Bring it.
    PaperUnsure,
    /// The Green Card is not valid: insurance is bought at the border.
    NotValid,
}

/// What kind of rule holds on motorways.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MotorwayKind {
    /// Only a recovery service licensed by the operator or the state may attend: it comes first
    /// in every call plan.
    LicensedRecovererOnly,
    /// Own assistance may come, but the operator removes the car under conditions.
    OperatorRemoves,
    /// Only recovery vehicles may tow, and perhaps only to the next exit.
    RecoveryVehiclesOnly,
    /// Good to know; forbids nothing.
    Hint,
}

/// An attested rule, or a hint, for motorways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotorwayRule {
    /// How strong it is.
    pub kind: MotorwayKind,
    /// Whom to call there, as dialled inside the country; not always reachable from a foreign
    /// phone, so the sentence names another way too.
    pub phone: Option<&'static str>,
    /// The part of the country it holds in; `None` is all of it.
    pub region: Option<Region>,
    /// The key of its sentence.
    pub text_key: String,
    /// Where it was read.
    pub sources: Vec<&'static str>,
}

impl MotorwayRule {
    /// The rule in one to three sentences.
    pub fn text(&self, language: Language) -> String {
        messages::text(language, &self.text_key, &[])
    }

    /// Who is called there.
    pub fn who(&self, language: Language) -> String {
        let key = if self.comes_first() {
            "guide.who.licensed_recoverer"
        } else {
            "guide.who.motorway_control"
        };
        messages::text(language, key, &[])
    }

    /// Whether the licensed recoverer is called before anybody else.
    pub fn comes_first(&self) -> bool {
        self.kind == MotorwayKind::LicensedRecovererOnly
    }
}

/// What people call a country; its code where no name is known.
pub fn country_name(country: Country, language: Language) -> String {
    let key = format!("country.{}", country.code().to_lowercase());
    if messages::has(language, &key) {
        messages::text(language, &key, &[])
    } else {
        country.code().to_owned()
    }
}

impl Guide {
    /// Reads the data this library was built with.
    pub fn load() -> Self {
        Self {
            countries: data::countries(),
        }
    }

    /// Every country known.
    pub fn countries(&self) -> &[CountryGuide] {
        &self.countries
    }

    /// What is known of a country; `None` where nothing is.
    pub fn country(&self, country: Country) -> Option<&CountryGuide> {
        self.countries.iter().find(|known| known.country == country)
    }

    /// The sign that stands beside a plate from this country; the ISO code where none is known.
    pub fn sign(&self, country: Country) -> String {
        self.country(country)
            .map_or(country.code(), |known| known.sign)
            .to_owned()
    }

    /// What holds on a motorway there, `None` where nothing is attested.
    ///
    /// A rule of one region holds only there. Where the region is not known it is softened to a
    /// [`MotorwayKind::Hint`] whose sentence says where it would hold.
    pub fn motorway(&self, country: Country, region: Option<Region>) -> Option<MotorwayRule> {
        let rule = self.country(country)?.motorway.as_ref()?;
        match (rule.region, region) {
            (None, _) => Some(rule.clone()),
            (Some(held), Some(here)) => (held == here).then(|| rule.clone()),
            (Some(_), None) => Some(MotorwayRule {
                kind: MotorwayKind::Hint,
                text_key: format!("{}_unsure", rule.text_key),
                ..rule.clone()
            }),
        }
    }

    /// What else is reported about this country: false helpers, police to every accident.
    pub fn notes(&self, country: Country, language: Language) -> Vec<String> {
        let Some(known) = self.country(country) else {
            return Vec::new();
        };
        [
            (!known.fake_helpers.is_empty()).then_some("guide.note.fake_helpers"),
            (!known.police_after_accident.is_empty()).then_some("guide.note.police_after_accident"),
        ]
        .into_iter()
        .flatten()
        .map(|key| messages::text(language, key, &[]))
        .collect()
    }
}
