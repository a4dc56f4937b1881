//! The position SMS of every scenario, with and without a fix: one message, and nothing lost.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use roadside_core::assistance::{Case, Event, Report, Sms, septets};
use roadside_core::card::{Holder, ServiceCard, Vehicle};
use roadside_core::position::{Fix, Method};
use roadside_core::types::{Country, Language, Phone, Product, RegistrationNumber};
use serde_json::Value;
use uuid::Uuid;

fn card(plate: &str) -> ServiceCard {
    ServiceCard {
        product: Product::RescueAbroad,
        service_card_no: None,
        insurer: None,
        policy_no: None,
        assistance_company: None,
        alarm_phone: None,
        vehicle: Vehicle {
            registration: Some(RegistrationNumber::parse(plate).unwrap()),
            registered_in: Some(Country::of(b"DK")),
            ..Vehicle::default()
        },
        towed: None,
        holder: Holder {
            name: None,
            phone: Some(Phone::parse("+45 20 12 34 56").unwrap()),
        },
        in_force_from: None,
        in_force_to: None,
        intake_token: None,
    }
}

fn sms(plate: &str, event: &Event, fix: Option<&Fix>, country: Option<&str>) -> Sms {
    let country = country.map(|code| Country::parse(code).unwrap());
    let report = Report::new(
        &card(plate),
        event,
        fix,
        country,
        Some("DK"),
        None,
        Language::Da,
    );
    let at = "2026-07-10T12:25:30Z".parse().unwrap();
    Sms::of(&Case::new(
        Uuid::from_u128(0x0198_1f2e_7c00_7abc_8def_0123_4567_89ab),
        Uuid::nil(),
        report,
        at,
    ))
}

#[test]
fn the_sms_of_every_scenario_says_all_in_one_message() {
    let scenarios = include_str!("../../tests/vectors/scenarios.jsonl");
    let (mut with_fix, mut without) = (0, 0);
    for line in scenarios.lines() {
        let scenario: Value = serde_json::from_str(line).unwrap();
        let (id, facts) = (&scenario["id"], &scenario["situation"]);
        let fix = facts["place.lat"]
            .as_f64()
            .zip(facts["place.lon"].as_f64())
            .map(|(lat, lon)| Fix {
                lat,
                lon,
                accuracy_m: Some(12.4),
                fixed_at: Some("2026-07-10T12:24:07.5Z".parse().unwrap()),
                method: Method::Gnss,
            });
        let event = Event {
            kind: facts["event.kind"].as_str().map(str::to_owned),
            danger: facts["event.kind"] == "collision",
            ..Event::default()
        };
        let sms = sms(
            "AB 12 345",
            &event,
            fix.as_ref(),
            facts["place.country"].as_str(),
        );
        let body = sms.body();
        assert!(
            septets(&body).is_some_and(|length| length <= 160),
            "{id}: {body}"
        );
        assert_eq!(Sms::parse(&body).as_ref(), Ok(&sms), "{id}");
        for part in ["ROADSIDE1 D2P-F2D-B7", "CAR=DK:AB12345", "TEL=+4520123456"] {
            assert!(body.contains(part), "{id}: {body}");
        }
        if let Some(fix) = fix {
            with_fix += 1;
            let told = sms.position().unwrap();
            assert!(
                (f64::from(told.lat_e5) / 1e5 - fix.lat).abs() < 1e-5,
                "{id}"
            );
            assert!(
                (f64::from(told.lon_e5) / 1e5 - fix.lon).abs() < 1e-5,
                "{id}"
            );
            assert!(
                body.contains(" RAD=13m TIME=2026-07-10T12:24:07Z BY=GPS "),
                "{id}: {body}"
            );
        } else {
            without += 1;
            assert!(body.contains(" POS=NONE "), "{id}: {body}");
        }
        let health = ["illness", "injury"].iter().any(|kind| body.contains(kind));
        assert!(!health, "{id}: no health facts leave the phone");
    }
    assert!(with_fix > 20 && without > 20, "{with_fix} {without}");
}

#[test]
fn what_people_read() {
    let fix = Fix {
        lat: 45.815_01,
        lon: 15.981_92,
        accuracy_m: Some(15.0),
        fixed_at: Some("2026-07-10T12:24:07Z".parse().unwrap()),
        method: Method::Gnss,
    };
    let event = Event {
        kind: Some("breakdown".to_owned()),
        ..Event::default()
    };
    let sms = sms("AB 12 345", &event, Some(&fix), Some("HR"));
    insta::assert_snapshot!(sms.body(), @"ROADSIDE1 D2P-F2D-B7 POS=45.81501,15.98192 RAD=15m TIME=2026-07-10T12:24:07Z BY=GPS IN=HR CAR=DK:AB12345 TEL=+4520123456 WHAT=breakdown CHK=TM");
    insta::assert_snapshot!(sms.uri(&Phone::parse("+4570105052").unwrap()), @"sms:+4570105052?body=ROADSIDE1%20D2P-F2D-B7%20POS%3D45.81501%2C15.98192%20RAD%3D15m%20TIME%3D2026-07-10T12%3A24%3A07Z%20BY%3DGPS%20IN%3DHR%20CAR%3DDK%3AAB12345%20TEL%3D%2B4520123456%20WHAT%3Dbreakdown%20CHK%3DTM");
}

#[test]
fn extremes_still_fit() {
    let event = Event {
        kind: Some("traction_battery_empty".to_owned()),
        danger: true,
        ..Event::default()
    };
    let plates = [
        "ABCDEF123456",
        "ŠČĆŽĐ 99 ÄÖÜ",
        "А 123 ВС 77",
        "ΥΗΜ-1234",
        "ب ١٢٣٤٥ د",
        "Ø",
    ];
    for plate in plates {
        for (lat, lon) in [
            (90.0, 180.0),
            (-90.0, -180.0),
            (-0.000_001, 0.0),
            (f64::NAN, 1.0),
            (91.0, 0.0),
        ] {
            for accuracy_m in [
                None,
                Some(0.0),
                Some(0.2),
                Some(1e300),
                Some(f64::NAN),
                Some(-1.0),
            ] {
                for fixed_at in [
                    None,
                    Some(chrono::DateTime::<chrono::Utc>::MAX_UTC),
                    Some(chrono::DateTime::<chrono::Utc>::MIN_UTC),
                ] {
                    let fix = Fix {
                        lat,
                        lon,
                        accuracy_m,
                        fixed_at,
                        method: Method::Wifi,
                    };
                    let sms = sms(plate, &event, Some(&fix), Some("XK"));
                    let body = sms.body();
                    assert!(septets(&body).is_some_and(|length| length <= 160), "{body}");
                    assert!(Sms::parse(&body) == Ok(sms), "{body}");
                    assert!(
                        body.contains("TEL=+4520123456") && body.contains("CAR=DK:"),
                        "{body}"
                    );
                }
            }
        }
    }
}

#[test]
fn a_fix_that_is_no_place_is_said_to_be_none() {
    let fix = Fix {
        lat: f64::NAN,
        lon: 0.0,
        accuracy_m: None,
        fixed_at: None,
        method: Method::Gnss,
    };
    assert!(
        sms("AB 12 345", &Event::default(), Some(&fix), None)
            .body()
            .contains(" POS=NONE ")
    );
}

#[test]
fn an_unknown_radius_and_time_are_said_to_be_unknown() {
    let fix = Fix {
        lat: 1.0,
        lon: 2.0,
        accuracy_m: None,
        fixed_at: None,
        method: Method::Manual,
    };
    let body = sms("AB 12 345", &Event::default(), Some(&fix), None).body();
    assert!(
        body.contains(" POS=1.00000,2.00000 RAD=? TIME=? BY=HAND "),
        "{body}"
    );
}
