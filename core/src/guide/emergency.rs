//! Which number to dial when somebody is hurt or in danger.

use super::Guide;
use crate::messages;
use crate::types::{Country, Language};
use serde::Deserialize;

/// Who answers a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Service {
    /// One control room for all three.
    General,
    /// Ambulance.
    Ambulance,
    /// Police.
    Police,
    /// Fire brigade.
    Fire,
}

impl Service {
    /// The service's name.
    pub fn name(self, language: Language) -> String {
        let key = match self {
            Self::General => "guide.service.general",
            Self::Ambulance => "guide.service.ambulance",
            Self::Police => "guide.service.police",
            Self::Fire => "guide.service.fire",
        };
        messages::text(language, key, &[])
    }
}

/// The emergency numbers of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Emergency {
    /// What to dial when nothing more is known: 112 where it exists, otherwise the police.
    pub call: String,
    /// Every number known there with who answers, [`Emergency::call`] among them.
    pub national: Vec<(Service, String)>,
    /// Whether `call` is attested for this very country.
    pub certain: bool,
}

impl Emergency {
    /// Whether `call` reaches every service, so that nobody has to choose.
    pub fn one_number_for_all(&self) -> bool {
        self.national
            .iter()
            .any(|(service, number)| *service == Service::General && *number == self.call)
            || self.national.is_empty()
    }

    /// What to dial for one service: `call` where it reaches all, otherwise that service's own.
    pub fn number_for(&self, service: Service) -> &str {
        let own = self.national.iter().find(|(known, _)| *known == service);
        match own {
            Some((_, number)) if !self.one_number_for_all() => number,
            _ => &self.call,
        }
    }
}

/// A country's numbers as they stand in the data, the first of each the best known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Numbers<'t> {
    #[serde(borrow, default)]
    general: Vec<&'t str>,
    #[serde(borrow, default)]
    ambulance: Vec<&'t str>,
    #[serde(borrow, default)]
    police: Vec<&'t str>,
    #[serde(borrow, default)]
    fire: Vec<&'t str>,
    /// The sources disagree on `general`.
    #[serde(default)]
    doubtful: bool,
}

impl Guide {
    /// The emergency numbers of a country. Where the country is not known, 112: every mobile
    /// phone knows it as an emergency call and lets the network choose (3GPP TS 22.101).
    pub fn emergency(&self, country: Option<Country>) -> Emergency {
        let known = country.and_then(|code| self.country(code));
        let Some(numbers) = known.map(|known| &known.numbers) else {
            return Emergency {
                call: "112".to_owned(),
                national: Vec::new(),
                certain: false,
            };
        };
        let national: Vec<(Service, String)> = [
            (Service::General, &numbers.general),
            (Service::Ambulance, &numbers.ambulance),
            (Service::Police, &numbers.police),
            (Service::Fire, &numbers.fire),
        ]
        .into_iter()
        .flat_map(|(service, list)| {
            let numbers = list.iter();
            numbers.map(move |number| (service, (*number).to_owned()))
        })
        .collect();
        let call = [&numbers.general, &numbers.police, &numbers.ambulance]
            .into_iter()
            .find_map(|list| list.first())
            .copied();
        Emergency {
            call: call.unwrap_or("112").to_owned(),
            national,
            certain: !numbers.doubtful,
        }
    }
}
