//! The service card: what is printed on it and what the terms read.
//!
//! Decides what a card may hold and whether it is valid on a date. Where it is kept is the
//! store's, which card is active the facade's.
//!
//! | file | its one job |
//! | --- | --- |
//! | `node` | reads JSON or TOML into one tree that still knows duplicate keys and odd numbers |
//! | `parse` | turns the tree into a card, or into every fault at once |
//! | `json` | writes a card: to people's scripts without the token, to the store with it |
//! | `payload` | the card as one line of text and as a QR code |
//! | `lines` | the card as labelled lines for a screen |
//! | `ready` | what is still to be filled in, and whether the card is in force |

mod json;
mod lines;
mod node;
mod parse;
mod payload;
mod ready;

pub use json::CardJson;
pub use lines::{day, label, lines, product_title};
pub use parse::MAX_BYTES;
pub use payload::{export, import, qr_svg};
pub use ready::Validity;

use crate::types::{
    Country, Date, Line, Phone, PolicyNumber, Product, RegistrationNumber, Secret, TowedKind,
    VehicleKind, VehicleUse, Vin,
};

/// Every field of a card by its path in the file, in the order of the contract, without the
/// token: what people see, and the fixed order of the QR payload.
pub const FIELDS: [&str; 24] = [
    "product",
    "service_card_no",
    "insurer",
    "policy_no",
    "assistance_company",
    "alarm_phone",
    "vehicle.kind",
    "vehicle.make",
    "vehicle.model",
    "vehicle.model_year",
    "vehicle.registration",
    "vehicle.registered_in",
    "vehicle.vin",
    "vehicle.permitted_weight_kg",
    "vehicle.casco",
    "vehicle.use",
    "towed.kind",
    "towed.casco",
    "towed.registered_in",
    "towed.own_cover",
    "holder.name",
    "holder.phone",
    "in_force_from",
    "in_force_to",
];

/// A card as a motorist holds it. Every field but the product may still be empty: a card half
/// filled in is worth more at the roadside than one refused.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceCard {
    /// Which product's terms answer.
    pub product: Product,
    /// "Servicekort nr."
    pub service_card_no: Option<PolicyNumber>,
    /// The insurer's name.
    pub insurer: Option<Line>,
    /// Casco policy number.
    pub policy_no: Option<PolicyNumber>,
    /// The company that helps, named in the workshop notice.
    pub assistance_company: Option<Line>,
    /// The alarm centre's number when the card names one of its own (ruling 47).
    pub alarm_phone: Option<Phone>,
    /// The insured vehicle.
    pub vehicle: Vehicle,
    /// A trailer or caravan.
    pub towed: Option<TowedUnit>,
    /// Who holds the card.
    pub holder: Holder,
    /// First day of cover.
    pub in_force_from: Option<Date>,
    /// Last day of cover.
    pub in_force_to: Option<Date>,
    /// Bearer token of the alarm centre's intake; never shown again.
    pub intake_token: Option<Secret<String>>,
}

/// The insured vehicle.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vehicle {
    /// Registered class.
    pub kind: Option<VehicleKind>,
    /// Make.
    pub make: Option<Line>,
    /// Type or model.
    pub model: Option<Line>,
    /// Model year.
    pub model_year: Option<u16>,
    /// Registration number.
    pub registration: Option<RegistrationNumber>,
    /// Country of registration.
    pub registered_in: Option<Country>,
    /// Chassis number.
    pub vin: Option<Vin>,
    /// Permitted gross weight in kilograms.
    pub permitted_weight_kg: Option<u32>,
    /// Own-damage (casco) policy in force.
    pub casco: Option<bool>,
    /// What it is used for.
    pub use_: Option<VehicleUse>,
}

/// A trailer or caravan on the card.
#[derive(Debug, Clone, PartialEq)]
pub struct TowedUnit {
    /// Trailer or caravan.
    pub kind: TowedKind,
    /// Casco of its own.
    pub casco: Option<bool>,
    /// Country of registration.
    pub registered_in: Option<Country>,
    /// Separate autohjælp or supplementary subscription.
    pub own_cover: Option<bool>,
}

/// Who holds the card.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Holder {
    /// Name.
    pub name: Option<Line>,
    /// The number to call back.
    pub phone: Option<Phone>,
}
