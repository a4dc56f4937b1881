//! A card as JSON: for people's scripts without the token, for the sealed store with it.

use super::{ServiceCard, TowedUnit, Vehicle};
use crate::types::Fault;
use serde::Serialize;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The card object of `contract.md`, its keys in that order; an empty field is `null`.
#[derive(Serialize)]
pub struct CardJson<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    product: &'static str,
    service_card_no: Option<&'a str>,
    insurer: Option<&'a str>,
    policy_no: Option<&'a str>,
    assistance_company: Option<&'a str>,
    alarm_phone: Option<&'a str>,
    vehicle: VehicleJson<'a>,
    towed: Option<TowedJson<'a>>,
    holder: HolderJson<'a>,
    in_force_from: Option<String>,
    in_force_to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intake_token: Option<&'a str>,
}

#[derive(Serialize)]
struct VehicleJson<'a> {
    kind: Option<&'static str>,
    make: Option<&'a str>,
    model: Option<&'a str>,
    model_year: Option<u16>,
    registration: Option<&'a str>,
    registered_in: Option<&'a str>,
    vin: Option<&'a str>,
    permitted_weight_kg: Option<u32>,
    casco: Option<bool>,
    #[serde(rename = "use")]
    use_: Option<&'static str>,
}

#[derive(Serialize)]
struct TowedJson<'a> {
    kind: &'static str,
    casco: Option<bool>,
    registered_in: Option<&'a str>,
    own_cover: Option<bool>,
}

#[derive(Serialize)]
struct HolderJson<'a> {
    name: Option<&'a str>,
    phone: Option<&'a str>,
}

impl ServiceCard {
    /// The card for a person or a script, under its id when it has one, never with the token.
    /// Serialised as it stands, the keys come in the order of the contract.
    pub fn json(&self, id: Option<Uuid>) -> CardJson<'_> {
        CardJson {
            id,
            product: self.product.word(),
            service_card_no: self.service_card_no.as_ref().map(|number| number.as_str()),
            insurer: self.insurer.as_ref().map(|line| line.as_str()),
            policy_no: self.policy_no.as_ref().map(|number| number.as_str()),
            assistance_company: self.assistance_company.as_ref().map(|line| line.as_str()),
            alarm_phone: self.alarm_phone.as_ref().map(|phone| phone.e164()),
            vehicle: vehicle(&self.vehicle),
            towed: self.towed.as_ref().map(towed),
            holder: HolderJson {
                name: self.holder.name.as_ref().map(|line| line.as_str()),
                phone: self.holder.phone.as_ref().map(|phone| phone.e164()),
            },
            in_force_from: self.in_force_from.map(|date| date.to_string()),
            in_force_to: self.in_force_to.map(|date| date.to_string()),
            intake_token: None,
        }
    }

    /// [`ServiceCard::json`] as a value to look into.
    pub fn to_json(&self, id: Option<Uuid>) -> serde_json::Value {
        serde_json::to_value(self.json(id)).unwrap_or_default()
    }

    /// Everything, the token included: only ever to be sealed. The bytes are wiped on drop.
    pub fn to_sealed_json(&self) -> Zeroizing<Vec<u8>> {
        let whole = CardJson {
            intake_token: self
                .intake_token
                .as_ref()
                .map(|token| token.expose().as_str()),
            ..self.json(None)
        };
        Zeroizing::new(serde_json::to_vec(&whole).unwrap_or_default())
    }

    /// Reads what [`ServiceCard::to_sealed_json`] wrote.
    ///
    /// # Errors
    /// As [`ServiceCard::parse`]: what was unsealed is still checked at the border.
    pub fn from_sealed_json(bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        Self::parse(bytes)
    }
}

fn vehicle(vehicle: &Vehicle) -> VehicleJson<'_> {
    VehicleJson {
        kind: vehicle.kind.map(|kind| kind.word()),
        make: vehicle.make.as_ref().map(|line| line.as_str()),
        model: vehicle.model.as_ref().map(|line| line.as_str()),
        model_year: vehicle.model_year,
        registration: vehicle.registration.as_ref().map(|plate| plate.as_str()),
        registered_in: vehicle.registered_in.as_ref().map(|country| country.code()),
        vin: vehicle.vin.as_ref().map(|vin| vin.as_str()),
        permitted_weight_kg: vehicle.permitted_weight_kg,
        casco: vehicle.casco,
        use_: vehicle.use_.map(|purpose| purpose.word()),
    }
}

fn towed(unit: &TowedUnit) -> TowedJson<'_> {
    TowedJson {
        kind: unit.kind.word(),
        casco: unit.casco,
        registered_in: unit.registered_in.as_ref().map(|country| country.code()),
        own_cover: unit.own_cover,
    }
}
