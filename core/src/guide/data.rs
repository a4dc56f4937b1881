//! `core/data/countries.json`, built into the library.

use super::emergency::Numbers;
use super::{CountryGuide, GreenCard, MotorwayKind, MotorwayRule, Reader, Side};
use crate::territory::Region;
use crate::types::{Country, Language};
use serde::Deserialize;

const COUNTRIES: &str = include_str!("../../data/countries.json");

#[derive(Deserialize)]
struct File<'t> {
    #[serde(borrow)]
    countries: Vec<Row<'t>>,
}

#[derive(Deserialize)]
struct Row<'t> {
    iso: &'t str,
    sign: &'t str,
    drives_on: SideWord,
    #[serde(borrow)]
    languages: Vec<ReaderRow<'t>>,
    #[serde(borrow, default)]
    regions: Vec<RegionRow<'t>>,
    #[serde(borrow)]
    emergency: Numbers<'t>,
    #[serde(borrow)]
    motorway: Option<MotorwayRow<'t>>,
    #[serde(borrow, default)]
    fake_helpers: Vec<&'t str>,
    #[serde(borrow, default)]
    police_after_accident: Vec<&'t str>,
    #[serde(borrow, default)]
    no_triangle_on_motorway: Vec<&'t str>,
    #[serde(default)]
    green_card: GreenCardWord,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SideWord {
    Right,
    Left,
}

#[derive(Deserialize)]
struct ReaderRow<'t> {
    tag: &'t str,
    #[serde(default)]
    native: bool,
    #[serde(default)]
    inferred: bool,
}

#[derive(Deserialize)]
struct RegionRow<'t> {
    region: RegionWord,
    #[serde(borrow)]
    languages: Vec<ReaderRow<'t>>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum RegionWord {
    Flanders,
    Wallonia,
    EastBelgium,
    GermanSwitzerland,
    FrenchSwitzerland,
    ItalianSwitzerland,
    SouthTyrol,
}

#[derive(Deserialize)]
struct MotorwayRow<'t> {
    kind: KindWord,
    phone: Option<&'t str>,
    region: Option<RegionWord>,
    #[serde(borrow)]
    sources: Vec<&'t str>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindWord {
    LicensedRecovererOnly,
    OperatorRemoves,
    RecoveryVehiclesOnly,
    Hint,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum GreenCardWord {
    #[default]
    NotAsked,
    Paper,
    PaperUnsure,
    NotValid,
}

/// Every country of the file. `core/tests/guide.rs` proves that the file is read whole; a file
/// that cannot be read would leave every country unknown, which is said, never guessed.
pub(super) fn countries() -> Vec<CountryGuide> {
    serde_json::from_str::<File<'static>>(COUNTRIES)
        .map(|file| file.countries.into_iter().filter_map(country).collect())
        .unwrap_or_default()
}

fn country(row: Row<'static>) -> Option<CountryGuide> {
    let text_key = format!("guide.motorway.{}", row.iso.to_lowercase());
    Some(CountryGuide {
        country: Country::parse(row.iso).ok()?,
        sign: row.sign,
        drives_on: match row.drives_on {
            SideWord::Right => Side::Right,
            SideWord::Left => Side::Left,
        },
        languages: readers(row.languages),
        regions: row
            .regions
            .into_iter()
            .map(|part| (region(part.region), readers(part.languages)))
            .collect(),
        motorway: row.motorway.map(|rule| MotorwayRule {
            kind: match rule.kind {
                KindWord::LicensedRecovererOnly => MotorwayKind::LicensedRecovererOnly,
                KindWord::OperatorRemoves => MotorwayKind::OperatorRemoves,
                KindWord::RecoveryVehiclesOnly => MotorwayKind::RecoveryVehiclesOnly,
                KindWord::Hint => MotorwayKind::Hint,
            },
            phone: rule.phone,
            region: rule.region.map(region),
            text_key,
            sources: rule.sources,
        }),
        fake_helpers: row.fake_helpers,
        police_after_accident: row.police_after_accident,
        no_triangle_on_motorway: row.no_triangle_on_motorway,
        green_card: match row.green_card {
            GreenCardWord::NotAsked => GreenCard::NotAsked,
            GreenCardWord::Paper => GreenCard::Paper,
            GreenCardWord::PaperUnsure => GreenCard::PaperUnsure,
            GreenCardWord::NotValid => GreenCard::NotValid,
        },
        numbers: row.emergency,
    })
}

fn readers(rows: Vec<ReaderRow<'static>>) -> Vec<Reader> {
    rows.into_iter()
        .map(|row| Reader {
            language: Language::parse(row.tag).ok(),
            tag: row.tag,
            native: row.native,
            inferred: row.inferred,
        })
        .collect()
}

const fn region(word: RegionWord) -> Region {
    match word {
        RegionWord::Flanders => Region::Flanders,
        RegionWord::Wallonia => Region::Wallonia,
        RegionWord::EastBelgium => Region::EastBelgium,
        RegionWord::GermanSwitzerland => Region::GermanSwitzerland,
        RegionWord::FrenchSwitzerland => Region::FrenchSwitzerland,
        RegionWord::ItalianSwitzerland => Region::ItalianSwitzerland,
        RegionWord::SouthTyrol => Region::SouthTyrol,
    }
}
