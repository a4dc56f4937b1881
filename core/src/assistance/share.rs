//! Texts a motorist hands on: where they stand, to the helper; their card, to a garage or a
//! hospital abroad.
//!
//! Decides what such a text holds, and that none is made without leave for its purpose. Whom it
//! goes to is chosen on the phone's share sheet.

use super::case::Case;
use crate::card::{ServiceCard, label};
use crate::error::{Error, Refusal};
use crate::messages;
use crate::position::Fix;
use crate::privacy::{Consents, Permit};
use crate::types::{Language, Phone, Purpose, Timestamp};

/// What is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ShareKind {
    /// Position, case code and plate, for the helper who drives out.
    Position,
    /// What a garage abroad needs to know of the card and the car.
    Garage,
    /// What a hospital abroad needs to know of the card. Nothing about anybody's health.
    Hospital,
}

impl ShareKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Position, Self::Garage, Self::Hospital];

    /// The word used in JSON and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Garage => "garage",
            Self::Hospital => "hospital",
        }
    }

    /// The consent it takes.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Position => Purpose::PositionToHelper,
            Self::Garage | Self::Hospital => Purpose::Abroad,
        }
    }

    /// Leave to hand it on.
    ///
    /// # Errors
    /// [`Error::ConsentNeeded`] when no consent for its purpose is valid at `now`.
    pub fn permit(self, consents: &Consents, now: Timestamp) -> Result<Permit, Error> {
        consents.permit(self.purpose(), now)
    }
}

/// One line of a text handed on: the path of the field in the receipt, and the line.
pub type SharedLine = (&'static str, String);

/// Where the car of `case` stands, for its helper.
///
/// # Errors
/// [`Error::ConsentNeeded`] when `permit` is for something else; [`Error::NotNow`] when the case
/// is over and no helper is on the way.
pub fn position_lines(
    case: &Case,
    permit: &Permit,
    language: Language,
    now: Timestamp,
) -> Result<Vec<SharedLine>, Error> {
    demand(permit, Purpose::PositionToHelper)?;
    if case.state.has_ended() {
        return Err(Error::NotNow {
            why: Refusal::CaseEnded,
        });
    }
    let say = |key: &str, args: &[(&str, &str)]| {
        messages::text(language, &format!("privacy.share.{key}"), args)
    };
    let mut lines = vec![("code", say("code", &[("code", &case.code)]))];
    if let Some(plate) = &case.report.what.registration {
        let sign = case.report.what.sign.as_deref().unwrap_or_default();
        let plate = format!("{sign} {plate}");
        lines.push((
            "report.what.registration",
            format!(
                "{}: {}",
                label("vehicle.registration", language),
                plate.trim()
            ),
        ));
    }
    let Some(position) = &case.report.position else {
        lines.push(("", say("no_position", &[])));
        return Ok(lines);
    };
    let fix = Fix {
        lat: position.lat,
        lon: position.lon,
        accuracy_m: position.accuracy_m,
        fixed_at: position.fixed_at,
        method: super::report::method_of(&position.method),
    };
    lines.push(("report.where.lat", fix.dms()));
    lines.push(("report.where.lon", fix.geo_uri()));
    lines.push(("report.where.plus_code", position.plus_code.clone()));
    lines.push(("report.where.accuracy_m", fix.caption(language, now)));
    Ok(lines)
}

/// What a garage or a hospital abroad needs of `card`; `alarm_phone` is who pays and decides.
///
/// # Errors
/// [`Error::ConsentNeeded`] when `permit` is for something else.
pub fn card_lines(
    kind: ShareKind,
    card: &ServiceCard,
    company: &str,
    alarm_phone: &Phone,
    permit: &Permit,
    language: Language,
) -> Result<Vec<SharedLine>, Error> {
    demand(permit, Purpose::Abroad)?;
    const PERSON: [&str; 5] = [
        "holder.name",
        "holder.phone",
        "insurer",
        "policy_no",
        "service_card_no",
    ];
    const CAR: [&str; 5] = [
        "vehicle.make",
        "vehicle.model",
        "vehicle.registration",
        "vehicle.registered_in",
        "vehicle.vin",
    ];
    let car = if kind == ShareKind::Garage {
        CAR.as_slice()
    } else {
        &[]
    };
    let json = card.to_json(None);
    let mut lines: Vec<SharedLine> = Vec::new();
    for path in PERSON.iter().chain(car) {
        let value = json.pointer(&format!("/{}", path.replace('.', "/")));
        if let Some(text) = value.and_then(|value| value.as_str()) {
            lines.push((path, format!("{}: {text}", label(path, language))));
        }
    }
    let phone = alarm_phone.spaced();
    lines.push((
        "",
        messages::text(
            language,
            "privacy.share.ask_first",
            &[("company", company), ("phone", &phone)],
        ),
    ));
    Ok(lines)
}

fn demand(permit: &Permit, purpose: Purpose) -> Result<(), Error> {
    if permit.purpose() == purpose {
        Ok(())
    } else {
        Err(Error::ConsentNeeded { purpose })
    }
}
