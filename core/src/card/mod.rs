//! The service card: what is printed on it and what the terms read.
//!
//! Decides what a card may hold and whether it is valid on a date. Where it is kept is the
//! store's, which card is active the facade's.

use crate::types::{
    Country, Date, Line, Phone, PolicyNumber, Product, RegistrationNumber, Secret, TowedKind,
    VehicleKind, VehicleUse, Vin,
};

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
