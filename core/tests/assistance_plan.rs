//! The call plan: life first, then who alone may come, then the alarm centre; and never "do not call".
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use roadside_core::assistance::{CallPlan, Case, Event, PlanInput, Report, Sms, septets};
use roadside_core::card::{Holder, ServiceCard, Vehicle};
use roadside_core::guide::Guide;
use roadside_core::position::{Fix, Method, check_spoken};
use roadside_core::territory::Region;
use roadside_core::types::{
    Country, Language, Line, Phone, PolicyNumber, Product, RegistrationNumber,
};
use std::sync::LazyLock;
use uuid::Uuid;

static GUIDE: LazyLock<Guide> = LazyLock::new(Guide::load);
const CODE: &str = "D2P-F2D-B7";

fn now() -> DateTime<Utc> {
    "2026-07-10T12:25:30Z".parse().unwrap()
}

fn card() -> ServiceCard {
    ServiceCard {
        product: Product::RescueAbroad,
        service_card_no: Some(PolicyNumber::parse("7000 1234").unwrap()),
        insurer: Some(Line::parse("Eksempel Forsikring").unwrap()),
        policy_no: Some(PolicyNumber::parse("K-99 001").unwrap()),
        assistance_company: None,
        alarm_phone: None,
        vehicle: Vehicle {
            make: Some(Line::parse("Volvo").unwrap()),
            model: Some(Line::parse("V70").unwrap()),
            model_year: Some(2014),
            registration: Some(RegistrationNumber::parse("AB 12 345").unwrap()),
            registered_in: Some(Country::of(b"DK")),
            ..Vehicle::default()
        },
        towed: None,
        holder: Holder {
            name: Some(Line::parse("Karen Jensen").unwrap()),
            phone: Some(Phone::parse("+45 20 12 34 56").unwrap()),
        },
        in_force_from: None,
        in_force_to: None,
        intake_token: None,
    }
}

fn zagreb() -> Fix {
    Fix {
        lat: 45.815_01,
        lon: 15.981_92,
        accuracy_m: Some(15.0),
        fixed_at: Some(now() - TimeDelta::minutes(2)),
        method: Method::Gnss,
    }
}

#[derive(Debug, Clone)]
struct Scene {
    country: Option<&'static str>,
    region: Option<Region>,
    on_motorway: Option<bool>,
    danger: bool,
    event: Option<&'static str>,
    fix: Option<Fix>,
    conditions: Option<Vec<&'static str>>,
    language: Language,
}

impl Default for Scene {
    fn default() -> Self {
        Self {
            country: Some("HR"),
            region: None,
            on_motorway: None,
            danger: false,
            event: Some("breakdown"),
            fix: Some(zagreb()),
            conditions: Some(vec!["prior_agreement"]),
            language: Language::En,
        }
    }
}

fn plan(scene: &Scene) -> CallPlan {
    let card = card();
    let country = scene.country.map(|code| Country::parse(code).unwrap());
    let event = Event {
        kind: scene.event.map(str::to_owned),
        danger: scene.danger,
        ..Event::default()
    };
    let report = Report::new(
        &card,
        &event,
        scene.fix.as_ref(),
        country,
        Some("DK"),
        None,
        scene.language,
    );
    let id = Uuid::from_u128(0x0198_1f2e_7c00_7abc_8def_0123_4567_89ab);
    let case = Case::new(id, Uuid::nil(), report, now());
    CallPlan::of(&PlanInput {
        card: &card,
        case: &case,
        guide: &GUIDE,
        fix: scene.fix.as_ref(),
        country,
        region: scene.region,
        on_motorway: scene.on_motorway,
        danger: scene.danger,
        event_kind: scene.event,
        assistance_company: "SOS International",
        alarm_phone: &Phone::parse("+45 70 10 50 52").unwrap(),
        conditions: scene.conditions.as_deref(),
        now: now(),
        language: scene.language,
    })
}

/// Laid out as a shell would, for the snapshots people read.
fn page(plan: &CallPlan) -> String {
    let mut page = String::new();
    if let Some(emergency) = &plan.emergency {
        page += &format!("!! {}: {}\n", emergency.phone, emergency.why);
    }
    for (place, contact) in (1..).zip(std::iter::once(&plan.first).chain(&plan.then)) {
        page += &format!(
            "{place}. {} {}: {}\n",
            contact.who, contact.phone, contact.why
        );
    }
    for step in &plan.steps {
        page += &format!("- {step}\n");
    }
    for ready in &plan.have_ready {
        page += &format!(
            "[{}: {}]\n",
            ready.item,
            ready.value.as_deref().unwrap_or("___")
        );
    }
    page += &format!("{}\n{}\n", plan.sms.body, plan.voice.script.join("\n"));
    if let Some(operator) = &plan.voice.operator {
        page += &format!("({})\n{}\n", operator.language, operator.script.join("\n"));
    }
    page
}

#[test]
fn a_breakdown_near_zagreb_in_danish() {
    let plan = plan(&Scene {
        language: Language::Da,
        ..Scene::default()
    });
    insta::assert_snapshot!(page(&plan));
    insta::assert_json_snapshot!(plan);
}

#[test]
fn an_accident_on_a_french_motorway_in_german() {
    let scene = Scene {
        country: Some("FR"),
        on_motorway: Some(true),
        danger: true,
        event: Some("collision"),
        fix: None,
        language: Language::De,
        ..Scene::default()
    };
    insta::assert_snapshot!(page(&plan(&scene)));
}

#[test]
fn the_other_languages_read_well() {
    for language in [
        Language::Es,
        Language::Fr,
        Language::Hr,
        Language::It,
        Language::Pl,
    ] {
        let old = Fix {
            fixed_at: Some(now() - TimeDelta::minutes(41)),
            ..zagreb()
        };
        let scene = Scene {
            country: Some("IT"),
            event: Some("vehicle_theft"),
            fix: Some(old),
            conditions: None,
            language,
            ..Scene::default()
        };
        insta::assert_snapshot!(format!("plan_{}", language.tag()), page(&plan(&scene)));
    }
}

#[test]
fn danger_comes_before_everything() {
    let scene = Scene {
        danger: true,
        on_motorway: Some(true),
        country: Some("IT"),
        ..Scene::default()
    };
    let plan = plan(&scene);
    assert_eq!(plan.emergency.as_ref().unwrap().phone, "112");
    assert_eq!(plan.first.phone, "112");
    // In Italy the motorway's recovery service has a number of its own, and comes second.
    assert_eq!(plan.then[0].phone, "803116");
    assert_eq!(plan.then[1].phone, "+4570105052");
    assert!(plan.steps[0].contains("112"), "{:?}", plan.steps[0]);
}

#[test]
fn an_injury_is_an_emergency_and_is_not_reported_as_one() {
    let plan = plan(&Scene {
        event: Some("injury"),
        country: Some("BA"),
        ..Scene::default()
    });
    assert_eq!(
        plan.first.phone, "124",
        "where 112 is not known to work, the ambulance's own"
    );
    assert!(
        plan.first.why.contains("122"),
        "the others are named: {}",
        plan.first.why
    );
    assert!(!plan.sms.body.contains("injury") && !plan.sms.body.contains("DANGER"));
}

#[test]
fn an_illness_asks_for_a_doctor_first() {
    let plan = plan(&Scene {
        event: Some("illness"),
        ..Scene::default()
    });
    assert!(plan.emergency.is_none());
    assert!(plan.steps[0].contains("doctor") && plan.steps[0].contains("112"));
}

#[test]
fn on_a_licensed_motorway_its_recovery_service_comes_first_and_the_alarm_centre_in_parallel() {
    for (country, region, phone) in [
        ("FR", None, "112"),
        ("IT", None, "803116"),
        ("BE", Some(Region::Flanders), "101"),
    ] {
        let scene = Scene {
            country: Some(country),
            region,
            on_motorway: Some(true),
            ..Scene::default()
        };
        let there = plan(&scene);
        assert_eq!(there.first.phone, phone, "{country}");
        assert_eq!(there.then.len(), 1);
        assert!(there.then[0].why.contains("At the same time"), "{country}");
        assert!(there.emergency.is_none());
        assert_eq!(
            there.steps[0], there.first.why,
            "{country}: the rule is the first step"
        );

        let unsure = plan(&Scene {
            on_motorway: None,
            ..scene.clone()
        });
        assert_eq!(unsure.first.phone, "+4570105052", "{country}");
        assert!(
            unsure.steps[0].starts_with("Are you on a motorway"),
            "{}",
            unsure.steps[0]
        );

        let off = plan(&Scene {
            on_motorway: Some(false),
            ..scene
        });
        assert!(
            !off.steps.iter().any(|step| step.contains(&there.first.why)),
            "{country}"
        );
    }
}

#[test]
fn where_the_belgian_region_is_not_known_it_is_asked() {
    let scene = Scene {
        country: Some("BE"),
        on_motorway: Some(true),
        ..Scene::default()
    };
    let unsure = plan(&scene);
    assert_eq!(unsure.first.phone, "+4570105052");
    assert!(
        unsure.steps[0].starts_with("If you are in Flanders"),
        "{}",
        unsure.steps[0]
    );
    let wallonia = plan(&Scene {
        region: Some(Region::Wallonia),
        ..scene
    });
    assert!(!page(&wallonia).contains("Flanders"));
}

#[test]
fn nothing_is_said_of_motorways_where_nothing_is_attested() {
    let plan = plan(&Scene {
        country: Some("CZ"),
        on_motorway: Some(true),
        ..Scene::default()
    });
    assert_eq!(plan.first.phone, "+4570105052");
    assert!(
        !plan
            .steps
            .iter()
            .any(|step| step.to_lowercase().contains("recovery service"))
    );
}

#[test]
fn a_position_that_does_not_lead_to_the_car_is_labelled() {
    let said = |fix: Option<Fix>| {
        page(&plan(&Scene {
            fix,
            ..Scene::default()
        }))
    };
    let good = zagreb();
    let cautions = [
        "approximate",
        "is old",
        "is not known",
        "lies in the future",
    ];
    assert!(
        cautions
            .iter()
            .all(|caution| !said(Some(good)).contains(caution))
    );
    assert!(said(None).contains("This phone has no position"));
    let old = Fix {
        fixed_at: Some(now() - TimeDelta::minutes(41)),
        ..good
    };
    assert!(said(Some(old)).contains("is old") && said(Some(old)).contains("41\u{a0}min ago"));
    let wide = Fix {
        accuracy_m: Some(2_400.0),
        ..good
    };
    assert!(
        said(Some(wide)).contains("approximate") && said(Some(wide)).contains("±\u{a0}3\u{a0}km")
    );
    let vague = Fix {
        accuracy_m: None,
        ..good
    };
    assert!(said(Some(vague)).contains("is not known"));
    let future = Fix {
        fixed_at: Some(now() + TimeDelta::days(400)),
        ..good
    };
    assert!(said(Some(future)).contains("lies in the future"));
}

#[test]
fn what_is_spoken_can_be_taken_down_and_checked() {
    for language in Language::ALL {
        let plan = plan(&Scene {
            language,
            ..Scene::default()
        });
        let line = plan
            .voice
            .script
            .iter()
            .find_map(|line| check_spoken(line).ok());
        let fix = line.unwrap();
        assert!((fix.lat - zagreb().lat).abs() < 1e-5 && (fix.lon - zagreb().lon).abs() < 1e-5);
    }
}

#[test]
fn agreement_is_asked_for_where_it_is_a_condition() {
    let agree = |conditions| {
        page(&plan(&Scene {
            conditions,
            ..Scene::default()
        }))
        .contains("Agree to nothing")
    };
    assert!(agree(Some(vec!["police_report", "prior_agreement"])));
    assert!(!agree(Some(vec!["casco_acceptance"])));
    assert!(agree(None), "without a pre-check it could be one");
}

fn scene() -> impl Strategy<Value = Scene> {
    let countries: Vec<Option<&'static str>> = std::iter::once(None)
        .chain(["FR", "IT", "BE", "HR", "BA", "MA", "GB", "DK", "US", "IR"].map(Some))
        .collect();
    let events = vec![
        None,
        Some("breakdown"),
        Some("injury"),
        Some("illness"),
        Some("nonsense"),
    ];
    let any_float = prop_oneof![any::<f64>(), Just(f64::NAN), -90.0..90.0];
    let fix = (
        any_float.clone(),
        any_float.clone(),
        prop::option::of(any_float),
        prop::option::of(any::<i32>()),
    )
        .prop_map(|(lat, lon, accuracy_m, age)| Fix {
            lat,
            lon,
            accuracy_m,
            fixed_at: age.map(|age| now() - TimeDelta::seconds(age.into())),
            method: Method::Cell,
        });
    (
        prop::sample::select(countries),
        prop::option::of(prop::sample::select(vec![
            Region::Flanders,
            Region::Wallonia,
        ])),
        any::<Option<bool>>(),
        any::<bool>(),
        prop::sample::select(events),
        prop::option::of(fix),
        prop::option::of(Just(vec!["prior_agreement"])),
        prop::sample::select(Language::ALL.to_vec()),
    )
        .prop_map(
            |(country, region, on_motorway, danger, event, fix, conditions, language)| Scene {
                country,
                region,
                on_motorway,
                danger,
                event,
                fix,
                conditions,
                language,
            },
        )
}

proptest! {
    #[test]
    fn whatever_the_scene_the_plan_calls_somebody(scene in scene()) {
        let plan = plan(&scene);
        let emergency = scene.danger || scene.event == Some("injury");
        prop_assert_eq!(plan.emergency.is_some(), emergency);
        if let Some(call) = &plan.emergency {
            prop_assert_eq!(&call.phone, &plan.first.phone);
            prop_assert!(call.phone.chars().all(|c| c.is_ascii_digit()));
            prop_assert!(plan.steps[0].contains(&call.phone));
        }
        let everybody: Vec<_> = std::iter::once(&plan.first).chain(&plan.then).collect();
        prop_assert_eq!(everybody.iter().filter(|who| who.phone == "+4570105052").count(), 1);
        prop_assert!(everybody.len() <= 3);
        // Only where it is attested does somebody else come before the alarm centre.
        if !emergency && plan.first.phone != "+4570105052" {
            prop_assert!(matches!(scene.country, Some("FR" | "IT" | "BE")) && scene.on_motorway == Some(true));
        }
        prop_assert!(septets(&plan.sms.body).unwrap() <= 160);
        prop_assert!(Sms::parse(&plan.sms.body).is_ok());
        prop_assert!(plan.sms.uri.starts_with("sms:+4570105052?body="));
        prop_assert_eq!(&plan.voice.tel_uri, "tel:+4570105052");
        prop_assert!(plan.steps.iter().any(|step| step.contains(CODE)));
        prop_assert!(plan.voice.script.iter().any(|line| line.contains(CODE)));
        prop_assert_eq!(plan.have_ready.len(), 7);
        let json = serde_json::to_string(&plan).unwrap();
        for raw in ["assist.", "guide.", "%{", "NaN"] {
            prop_assert!(!json.contains(raw), "{} in {}", raw, json);
        }
    }
}
