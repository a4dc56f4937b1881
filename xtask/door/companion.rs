//! The motorist's cards and cases.

use roadside_core::companion::{
    Clock, Companion, HelpRequest, KeyStore, KeyStoreError, Spot, TripRequest,
};
use roadside_core::coverage::Situation;
use roadside_core::types::{Language, Secret};

struct Key;

impl KeyStore for Key {
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError> {
        Ok(Secret::new([7; 32]))
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

pub fn open(text: &str) -> Option<Companion> {
    let opening = Companion::open(std::path::Path::new(text), &Key, Clock::Device);
    opening.ok().map(|opening| opening.companion)
}

pub fn use_all(bytes: &[u8], text: &str, language: Language) -> usize {
    let Some(companion) = open(text) else {
        return 0;
    };
    let request = HelpRequest::default();
    let mut weight = usize::from(companion.add_card(bytes).is_ok());
    weight += usize::from(companion.import_card(text).is_ok());
    weight += companion
        .export_card(None)
        .map_or(0, |payload| payload.len());
    weight += companion.cards().map_or(0, |held| held.cards.len());
    weight += companion
        .check(None, &Situation::new(), None, language)
        .map_or(0, |said| said.benefits.len());
    let several = companion.check_all(&Situation::new(), None, language);
    weight += several
        .ok()
        .and_then(|said| serde_json::to_vec(&said).ok())
        .map_or(0, |json| json.len());
    let trip = companion.trip(&TripRequest::default(), language);
    weight += trip
        .ok()
        .and_then(|said| serde_json::to_vec(&said).ok())
        .map_or(0, |json| json.len());
    weight += companion
        .notice(None, Spot::Unknown, language, None)
        .map_or(0, |notices| notices.text().len());
    let plan = companion.plan_help(&request, language);
    weight += plan
        .ok()
        .and_then(|plan| serde_json::to_vec(&plan).ok())
        .map_or(0, |json| json.len());
    weight += usize::from(companion.call_help(&request, language).is_ok());
    weight += usize::from(companion.update_case(text, &request, language).is_ok());
    weight += usize::from(companion.cancel_case(text).is_ok());
    weight += companion.cases().map_or(0, |held| held.cases.len());
    companion.pause();
    weight + usize::from(companion.resume().is_ok())
}
