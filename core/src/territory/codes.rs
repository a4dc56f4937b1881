//! What the raster's ids mean, where its borders are less exact, and which places are disputed.
//!
//! The raster knows subdivisions and pseudo codes; people and terms know countries.

use super::lines::{self, Bounds, Point};
use crate::types::Country;

const BA: Country = Country::of(b"BA");
const BE: Country = Country::of(b"BE");
const BQ: Country = Country::of(b"BQ");
const CY: Country = Country::of(b"CY");
const DE: Country = Country::of(b"DE");
const DK: Country = Country::of(b"DK");
const DZ: Country = Country::of(b"DZ");
const EH: Country = Country::of(b"EH");
const ES: Country = Country::of(b"ES");
const FR: Country = Country::of(b"FR");
const GB: Country = Country::of(b"GB");
const GE: Country = Country::of(b"GE");
const GI: Country = Country::of(b"GI");
const HR: Country = Country::of(b"HR");
const IL: Country = Country::of(b"IL");
const IO: Country = Country::of(b"IO");
const KZ: Country = Country::of(b"KZ");
const LY: Country = Country::of(b"LY");
const MA: Country = Country::of(b"MA");
const NL: Country = Country::of(b"NL");
const PS: Country = Country::of(b"PS");
const RU: Country = Country::of(b"RU");
const SD: Country = Country::of(b"SD");
const SE: Country = Country::of(b"SE");
const SH: Country = Country::of(b"SH");
const SJ: Country = Country::of(b"SJ");
const SS: Country = Country::of(b"SS");
const SY: Country = Country::of(b"SY");
const TN: Country = Country::of(b"TN");
const UA: Country = Country::of(b"UA");

/// The data's error at a border nothing better is known of, in metres.
const USUAL_ERROR_M: f64 = 2_000.0;
/// The greatest error of any border, in metres.
pub(super) const GREATEST_ERROR_M: f64 = 4_000.0;
/// The error of the border in the Sound, in metres.
const SOUND_ERROR_M: f64 = 300.0;

pub(super) fn is_within(point: Point, bounds: &Bounds) -> bool {
    let [south_west, north_east] = bounds;
    (south_west.0..=north_east.0).contains(&point.0)
        && (south_west.1..=north_east.1).contains(&point.1)
}

/// The country an id of the raster belongs to: ISO 3166-2 subdivisions and the reserved codes of
/// ISO 3166-1 become the country people name. `None` for what is no code at all.
pub(super) fn country(id: &[u8]) -> Option<Country> {
    match id {
        b"EA" | b"IC" => Some(ES),
        b"AC" | b"TA" => Some(SH),
        b"DG" => Some(IO),
        b"CP" => Some(FR),
        b"NO-21" | b"NO-22" => Some(SJ),
        b"NL-BQ1" | b"NL-BQ2" | b"NL-BQ3" => Some(BQ),
        [a, b] | [a, b, b'-', ..] => std::str::from_utf8(&[*a, *b])
            .ok()
            .and_then(|code| Country::parse(code).ok()),
        _ => None,
    }
}

/// The country people on the spot name, where the raster's differs: the sovereign bases on Cyprus
/// have no code of their own.
pub(super) fn named_on_the_spot(country: Country, point: Point) -> Country {
    if country == GB && is_within(point, &lines::CYPRUS_BASES) {
        CY
    } else {
        country
    }
}

/// Who else a place may belong to, or may be called by, although the raster gives one answer.
pub(super) fn disputed(country: Country, point: Point) -> Option<Country> {
    let within = |bounds| is_within(point, bounds);
    match country {
        BE if within(&lines::BAARLE) => Some(NL),
        NL if within(&lines::BAARLE) => Some(BE),
        MA if within(&lines::WESTERN_SAHARA) => Some(EH),
        EH => Some(MA),
        PS if within(&lines::WEST_BANK) => Some(IL),
        IL if within(&lines::GOLAN) => Some(SY),
        _ => None,
    }
}

/// Whether two countries that both hold a point quarrel over it (Crimea, Abyei) or overlap in the
/// raster alone (Gibraltar); otherwise the one is part of the other.
pub(super) fn is_disputed_between(own: Country, other: Country) -> bool {
    [(UA, RU), (GI, ES), (SD, SS), (SS, SD)].contains(&(own, other))
}

/// How far the data's border between two countries may be off here, in metres. `None` for `own`
/// is the open sea.
pub(super) fn border_error(own: Option<Country>, other: Country, point: Point) -> f64 {
    let Some(own) = own else { return USUAL_ERROR_M };
    let between = |a, b| (own == a && other == b) || (own == b && other == a);
    if between(DK, DE) {
        800.0
    } else if between(DK, SE) && is_within(point, &lines::ORESUND) {
        SOUND_ERROR_M
    } else if between(HR, BA) && is_within(point, &lines::PELJESAC_BRIDGE) {
        300.0
    } else if between(RU, KZ) || between(RU, GE) || between(MA, DZ) || between(LY, TN) {
        GREATEST_ERROR_M
    } else {
        USUAL_ERROR_M
    }
}

/// Whether the border that lies `distance` metres away runs through open water so near that the
/// point can only be afloat: the middle of the Sound is nobody's road.
pub(super) fn is_afloat(own: Country, other: Country, distance: f64, point: Point) -> bool {
    (own == DK && other == SE || own == SE && other == DK)
        && distance <= SOUND_ERROR_M
        && is_within(point, &lines::SOUND)
}
