//! A card as labelled lines, in the reader's language.

use super::{FIELDS, ServiceCard};
use crate::messages;
use crate::types::{Date, Language, Phone, Product};
use serde_json::Value;

/// What a field is called, by its path; also in `missing_fields`.
pub fn label(path: &str, language: Language) -> String {
    messages::text(
        language,
        &format!("card.field.{}", path.replace('.', "_")),
        &[],
    )
}

/// What a product is called.
pub fn product_title(product: Product, language: Language) -> String {
    let word = product.word().replace('-', "_");
    messages::text(language, &format!("card.product.{word}"), &[])
}

/// Every filled field as label and value, in the order of the card. The token is never there.
pub fn lines(card: &ServiceCard, language: Language) -> Vec<(String, String)> {
    let json = card.to_json(None);
    FIELDS
        .into_iter()
        .filter_map(|path| {
            let value = json.pointer(&format!("/{}", path.replace('.', "/")))?;
            Some((label(path, language), shown(card, path, value, language)?))
        })
        .collect()
}

fn shown(card: &ServiceCard, path: &str, value: &Value, language: Language) -> Option<String> {
    let word = |group: &str, word: &str| {
        messages::text(
            language,
            &format!("card.{group}.{}", word.replace('-', "_")),
            &[],
        )
    };
    let text = value.as_str();
    Some(match (path, value) {
        (_, Value::Null) => return None,
        ("product", _) => word("product", text?),
        ("vehicle.kind", _) => word("vehicle_kind", text?),
        ("vehicle.use", _) => word("vehicle_use", text?),
        ("towed.kind", _) => word("towed_kind", text?),
        ("vehicle.permitted_weight_kg", _) => messages::text(
            language,
            "card.kilograms",
            &[("weight", &value.to_string())],
        ),
        ("vehicle.vin", _) => {
            let vin = card.vehicle.vin.as_ref()?;
            let note = if vin.check_digit_holds() {
                "card.vin_checked"
            } else {
                "card.vin_unchecked"
            };
            messages::text(language, note, &[("vin", vin.as_str())])
        }
        ("alarm_phone", _) => card.alarm_phone.as_ref().map(Phone::spaced)?,
        ("holder.phone", _) => card.holder.phone.as_ref().map(Phone::spaced)?,
        ("in_force_from", _) => day(card.in_force_from?, language),
        ("in_force_to", _) => day(card.in_force_to?, language),
        (_, Value::Bool(flag)) => word("flag", if *flag { "yes" } else { "no" }),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    })
}

/// A date as it is written in the language.
pub fn day(date: Date, language: Language) -> String {
    let part = |pattern: &str| date.format(pattern).to_string();
    messages::text(
        language,
        "card.date",
        &[
            ("day", &part("%d")),
            ("month", &part("%m")),
            ("year", &part("%Y")),
        ],
    )
}
