//! What exactly a case tells the alarm centre, field by field.
//!
//! Decides which fields there are, read off the very body that is sent, so that none is missing,
//! and what each is called. Showing them before and keeping their names after is the facade's.

use super::case::Case;
use super::intake::Submission;
use crate::types::Language;
use crate::{card, messages};
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// One field as it goes out.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct DisclosedField {
    /// Its path in what is sent (`report.who.name`).
    pub path: String,
    /// What people call it.
    pub label: String,
    /// What it says.
    pub value: String,
}

impl fmt::Debug for DisclosedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DisclosedField")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// The path of the card's token, which goes beside the case and proves whose it is. It is never
/// shown.
pub const TOKEN: &str = "intake_token";

/// Every field a case can tell, in the order people are shown them.
pub const FIELDS: [&str; 37] = [
    "code",
    "report.what.danger",
    "report.what.event",
    "report.what.occurred_at",
    "report.what.drivable",
    "report.what.passengers",
    "report.where.lat",
    "report.where.lon",
    "report.where.accuracy_m",
    "report.where.fixed_at",
    "report.where.method",
    "report.where.plus_code",
    "report.country",
    "report.who.name",
    "report.who.phone",
    "report.who.product",
    "report.who.service_card_no",
    "report.who.insurer",
    "report.who.policy_no",
    "report.what.registration",
    "report.what.sign",
    "report.what.vehicle",
    "report.what.vehicle_kind",
    "report.what.permitted_weight_kg",
    "report.what.vin",
    "report.what.towed",
    "report.health",
    "report.pre_check.product",
    "report.pre_check.edition",
    "report.pre_check.sequence",
    "report.pre_check.verdicts",
    "report.consents",
    "report.language",
    "cancelled",
    "revision",
    "id",
    TOKEN,
];

/// Every field that `case` tells as it stands, in the order of [`FIELDS`]. Empty ones go out as
/// empty and are not listed.
pub fn disclosed(case: &Case, language: Language) -> Vec<DisclosedField> {
    let body = serde_json::to_value(Submission::of(case)).unwrap_or_default();
    let mut leaves = Vec::new();
    walk("", &body, &mut leaves);
    // A field that is not in the list is shown all the same, at the end.
    leaves.sort_by_key(|(path, _)| {
        FIELDS
            .iter()
            .position(|known| known == path)
            .unwrap_or(FIELDS.len())
    });
    let field = |(path, value): (String, String)| DisclosedField {
        label: field_label(&path, language),
        path,
        value,
    };
    leaves.into_iter().map(field).collect()
}

/// What a field of a case is called, by its path.
pub fn field_label(path: &str, language: Language) -> String {
    let of_card = match path {
        "report.who.product" => "product",
        "report.who.service_card_no" => "service_card_no",
        "report.who.insurer" => "insurer",
        "report.who.policy_no" => "policy_no",
        "report.who.name" => "holder.name",
        "report.who.phone" => "holder.phone",
        "report.what.registration" => "vehicle.registration",
        "report.what.sign" => "vehicle.registered_in",
        "report.what.vehicle_kind" => "vehicle.kind",
        "report.what.permitted_weight_kg" => "vehicle.permitted_weight_kg",
        "report.what.vin" => "vehicle.vin",
        "report.what.towed" => "towed.kind",
        _ => {
            let key = format!("privacy.field.{}", path.replace('.', "_"));
            return messages::text(language, &key, &[]);
        }
    };
    card::label(of_card, language)
}

fn walk(path: &str, value: &Value, into: &mut Vec<(String, String)>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (name, value) in fields {
                let below = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                walk(&below, value, into);
            }
        }
        Value::Array(items) if items.is_empty() => {}
        Value::Array(items) => {
            let said: Vec<String> = items.iter().map(in_one_line).collect();
            into.push((path.to_owned(), said.join(", ")));
        }
        leaf => into.push((path.to_owned(), in_one_line(leaf))),
    }
}

/// An entry of a list: a benefit with its verdict, a fact with its value, a consent with its dates.
fn in_one_line(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(in_one_line).collect::<Vec<_>>().join(" "),
        Value::Object(fields) => fields
            .values()
            .map(in_one_line)
            .collect::<Vec<_>>()
            .join(" "),
        other => other.to_string(),
    }
}
