//! Everything that works without storage and network.

use roadside_core::card::ServiceCard;
use roadside_core::companion::{Handbook, Spot};
use roadside_core::coverage::Situation;
use roadside_core::position::Fix;
use roadside_core::types::{Language, Product};

pub fn use_all(bytes: &[u8], text: &str, language: Language) -> usize {
    let handbook = Handbook::load();
    let mut weight = handbook.all_terms().len();
    if let Ok(card) = ServiceCard::parse(bytes) {
        weight += handbook
            .notice(&card, Spot::Unknown, language, None)
            .html()
            .len();
    }
    let fix = Fix::parse(text).ok();
    let facts = serde_json::from_slice(bytes).unwrap_or_default();
    if let Ok(told) = Situation::from_json(&facts) {
        for &product in Product::ALL {
            let said = handbook.check(product, &told, fix.as_ref(), language);
            let why = handbook.explain(product, &told, fix.as_ref(), text, language);
            weight += why
                .ok()
                .and_then(|said| serde_json::to_vec(&said).ok())
                .map_or(0, |json| json.len());
            weight += said
                .ok()
                .and_then(|said| serde_json::to_vec(&said).ok())
                .map_or(0, |json| json.len());
        }
    }
    weight += usize::from(handbook.install_terms(bytes, Some(bytes)).is_ok());
    if let Some(fix) = &fix {
        let said = handbook.say_position(fix, chrono::Utc::now(), language);
        weight += serde_json::to_vec(&said).map_or(0, |json| json.len());
    }
    weight
}
