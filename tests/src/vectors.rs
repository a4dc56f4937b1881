//! The vectors in `tests/vectors`: scenarios, places and the sample card.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A file of `tests/vectors`.
pub fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("vectors")
        .join(name)
}

/// Every adjudicated scenario of one product.
///
/// # Panics
/// When the file is not as it should be.
pub fn scenarios(product: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path("scenarios.jsonl")).expect("the scenarios");
    text.lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("one scenario a line"))
        .filter(|scenario| scenario["product"] == product)
        .collect()
}

/// A filled-in card whose every value is easy to find again: no two fields share a word.
pub fn card() -> Value {
    json!({
        "product": "rescue-abroad",
        "service_card_no": "RC-7781-4402",
        "insurer": "Havblik Forsikring",
        "policy_no": "KP-55660-91",
        "assistance_company": "SOS International a/s",
        "alarm_phone": "+4570105052",
        "vehicle": {
            "kind": "passenger_car", "make": "Skoda", "model": "Octavia Combi", "model_year": 2021,
            "registration": "ZQ 48 217", "registered_in": "DK", "vin": "TMBJJ7NE8L0123456",
            "permitted_weight_kg": 1965, "casco": true, "use": "private"
        },
        "towed": null,
        "holder": {"name": "Mette Kjærgaard", "phone": "+4520304050"},
        "in_force_from": "2026-01-01",
        "in_force_to": null,
        "intake_token": "tok-9f3c2e7a51"
    })
}

/// What of [`card`] must never be found in clear: as entered and as normalised.
pub fn needles() -> Vec<&'static str> {
    vec![
        "RC-7781-4402",
        "Havblik",
        "KP-55660-91",
        "ZQ 48 217",
        "ZQ48217",
        "TMBJJ7NE8L0123456",
        "Mette",
        "Kjærgaard",
        "20304050",
        "tok-9f3c2e7a51",
        "Octavia",
    ]
}
