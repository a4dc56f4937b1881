//! What must hold in every situation, not only in the scenarios.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use proptest::prelude::*;
use proptest::sample::select;
use roadside_core::coverage::{
    Assessment, BENEFITS, BenefitAssessment, FACTS, Fact, FactId, FactType, Situation, Terms,
    Verdict, assess, verdicts,
};
use roadside_core::territory::Atlas;
use roadside_core::types::{Language, Product};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

/// Every product whose terms are here.
static TERMS: LazyLock<Vec<Terms>> = LazyLock::new(|| {
    let all = Product::ALL.iter().copied().filter_map(Terms::built_in);
    all.map(|terms| terms.expect("terms without a fault"))
        .collect()
});

fn terms_of(product: Product) -> &'static Terms {
    let here = TERMS.iter().find(|terms| terms.product() == product);
    here.expect("its terms")
}

fn products() -> impl Strategy<Value = Product> {
    select(TERMS.iter().map(Terms::product).collect::<Vec<_>>())
}

const COUNTRIES: &[&str] = &[
    "DK", "DE", "SE", "RU", "ES", "PT", "NO", "TR", "FO", "GL", "AX", "FI", "GB", "CY", "US", "IL",
    "IC", "SJ", "FR",
];
/// Mainland, islands, both sides of the Urals and the band between, Akrotiri, the pole, the strip
/// south of the Danish border, the E65 and Stockholm, the Bosporus and both its sides.
const POINTS: &[(f64, f64)] = &[
    (40.4, -3.7),
    (28.46, -16.25),
    (35.89, -5.31),
    (38.7, -9.1),
    (32.7, -16.9),
    (60.0, 10.0),
    (78.2, 15.6),
    (55.75, 37.6),
    (55.17, 59.65),
    (56.0, 92.9),
    (51.0, 55.0),
    (66.0, -170.0),
    (34.6, 32.95),
    (52.5, 13.4),
    (90.0, 0.0),
    (54.9, 8.7),
    (54.7937, 9.4469),
    (54.372, 10.98),
    (55.485, 13.495),
    (59.33, 18.07),
    (41.0456, 29.0343),
    (41.01, 28.95),
    (39.93, 32.86),
];

/// Values that make a difference, for one fact.
fn values(fact: &Fact) -> Vec<Value> {
    match fact.kind {
        FactType::Word(words) => words.iter().map(|word| json!(word)).collect(),
        FactType::Bool => vec![json!(true), json!(false)],
        FactType::Country => COUNTRIES.iter().map(|code| json!(code)).collect(),
        FactType::Date => ["2025-01-01", "2026-07-09", "2026-07-10", "2026-07-11"]
            .map(Value::from)
            .to_vec(),
        FactType::Moment => [
            "2026-07-10T22:30:00Z",
            "2026-07-10T12:00:00",
            "2026-01-01T00:00:00+09:00",
        ]
        .map(Value::from)
        .to_vec(),
        FactType::Text => vec![json!("VNR 4512/26")],
        FactType::Benefits => vec![
            json!([]),
            json!(["rental_vehicle"]),
            json!(["vehicle_repatriation"]),
            json!(["hotel", "rental_vehicle"]),
            json!(["onward_travel"]),
            json!(["travel_home", "towing", "customs_duty", "spare_parts"]),
            json!(BENEFITS),
        ],
        _ => match fact.name {
            "vehicle.permitted_weight_kg" => {
                [1900, 3000, 3001, 3500, 3501].map(Value::from).to_vec()
            }
            "repair.working_hours" => [json!(0), json!(3), json!(3.5), json!(80)].to_vec(),
            "rental.days_used" => [0, 20, 21].map(Value::from).to_vec(),
            "place.lat" => POINTS.iter().map(|(lat, _)| json!(lat)).collect(),
            "place.lon" => POINTS.iter().map(|(_, lon)| json!(lon)).collect(),
            "place.accuracy_m" => [5, 4_000, 30_000].map(Value::from).to_vec(),
            name => panic!("no values for {name}"),
        },
    }
}

fn facts() -> impl Strategy<Value = Map<String, Value>> {
    // From hardly anything to nearly everything known; places and kinds that fit each other.
    (0.05f64..0.98).prop_flat_map(|share| {
        let each: Vec<_> = FACTS
            .iter()
            .map(|fact| prop::option::weighted(share, select(values(fact))))
            .collect();
        (each, prop::option::weighted(share, select(POINTS)), 0u8..7).prop_map(
            |(each, point, tame)| {
                let mut facts = Map::new();
                for (fact, value) in FACTS.iter().zip(each) {
                    if let Some(value) = value {
                        facts.insert(fact.name.to_owned(), value);
                    }
                }
                if let Some((lat, lon)) = point {
                    facts.insert("place.lat".to_owned(), json!(lat));
                    facts.insert("place.lon".to_owned(), json!(lon));
                }
                if tame > 0 {
                    // Most random situations are outside the cover; make these not.
                    for (name, value) in [
                        ("vehicle.kind", json!("passenger_car")),
                        ("vehicle.permitted_weight_kg", json!(3001)),
                        ("vehicle.registered_in", json!("DK")),
                        ("vehicle.casco", json!(true)),
                        ("vehicle.drivable", json!(false)),
                        ("vehicle.plates", json!("fitted")),
                        (
                            "trip.purpose",
                            json!(if tame == 1 {
                                "goods_private"
                            } else {
                                "private"
                            }),
                        ),
                        ("event.poor_maintenance", json!(false)),
                        ("policy.in_force_from", json!("2025-01-01")),
                        ("policy.in_force_to", json!("2026-07-11")),
                        ("event.casco_exclusion", json!(false)),
                        ("event.known_before_trip", json!(false)),
                        ("event.gross_negligence", json!(false)),
                    ] {
                        if facts.contains_key(name) {
                            facts.insert(name.to_owned(), value);
                        }
                    }
                }
                let country = ["ES", "DE", "SE", "DK"].get(usize::from(tame).wrapping_sub(3));
                if let Some(country) = country.filter(|_| facts.contains_key("place.country")) {
                    facts.insert("place.country".to_owned(), json!(country));
                }
                facts
            },
        )
    })
}

fn situation(facts: &Map<String, Value>) -> Situation {
    Situation::from_json(&Value::Object(facts.clone())).expect("facts of the vocabulary")
}

fn judge(product: Product, facts: &Map<String, Value>) -> Assessment {
    assess(terms_of(product), &situation(facts))
}

/// The facts by which a listed condition is settled or refused.
fn settles(condition: &str) -> &'static [&'static str] {
    match condition {
        "casco_acceptance" => &["event.casco_accepted"],
        "police_report" => &["police.reported"],
        "police_documentation" => &["police.reference"],
        "taken_to_workshop" => &["case.towed_to"],
        "towed_by_provider" => &["case.towed_to"],
        "on_site_repair_first" => &["case.agreed", "repair.on_site_possible"],
        "confirm_zone" => &[
            "case.agreed",
            "place.zone",
            "place.lat",
            "place.lon",
            "place.accuracy_m",
        ],
        "confirm_scope" => &["case.agreed", "case.tow_destination"],
        "show_driving_licence" | "casco_pays_first" | "rental_pickup_only" => &[],
        "provider_discretion" => &["case.agreed", "repair.before_planned_return"],
        "own_funds_insufficient" | "vehicle_stays_missing" | "other_insurance_first" => &[],
        _ => &["case.agreed"],
    }
}

fn may_change(answer: &BenefitAssessment) -> Vec<&'static str> {
    let assumed = answer.assumptions.iter().map(|part| part.fact.name());
    let settled = answer
        .conditions
        .iter()
        .flat_map(|part| settles(part.id()).iter().copied());
    assumed.chain(settled).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_verdicts_alone_are_those_of_the_assessment(product in products(), known in facts()) {
        let terms = terms_of(product);
        let situation = situation(&known);
        let alone: Vec<_> = verdicts(terms, &situation).collect();
        let whole: Vec<_> = judge(product, &known).benefits.iter().map(|b| (b.id, b.verdict)).collect();
        prop_assert_eq!(alone, whole, "{:?}", known);
    }

    #[test]
    fn a_settled_verdict_stands_whatever_else_is_learned(product in products(), known in facts(), more in facts()) {
        for answer in judge(product, &known).benefits {
            if answer.verdict == Verdict::Unknown {
                continue;
            }
            let free = may_change(&answer);
            let mut learned = known.clone();
            for (name, value) in &more {
                if !known.contains_key(name) && !free.contains(&name.as_str()) {
                    learned.insert(name.clone(), value.clone());
                }
            }
            let after = judge(product, &learned);
            let later = after.benefit(answer.id).expect("the benefit");
            let added: Vec<_> = learned.iter().filter(|(name, _)| !known.contains_key(*name)).collect();
            prop_assert_eq!(
                answer.verdict, later.verdict,
                "{} from {:?}, then learned {:?}\nfrom {:?}\nto {:?}", answer.id, known, added, answer, later
            );
        }
    }

    #[test]
    fn an_assumption_confirmed_changes_nothing(product in products(), known in facts()) {
        let before = judge(product, &known);
        let said = before.say(terms_of(product), Language::En);
        for (answer, said) in before.benefits.iter().zip(&said.benefits) {
            let mut confirmed = known.clone();
            for part in &said.assumptions {
                let mut one = Map::new();
                one.insert(part.fact.to_string(), part.value.clone());
                if !part.value.is_null() && Situation::from_json(&Value::Object(one)).is_ok() {
                    confirmed.insert(part.fact.to_string(), part.value.clone());
                }
            }
            let after = judge(product, &confirmed);
            prop_assert_eq!(answer.verdict, after.benefit(answer.id).expect("the benefit").verdict);
        }
    }

    #[test]
    fn every_missing_fact_matters_and_nothing_else_is_missing(product in products(), known in facts()) {
        let before = judge(product, &known);
        for answer in &before.benefits {
            prop_assert_eq!(answer.missing.is_empty(), answer.verdict != Verdict::Unknown);
            for fact in answer.missing.iter() {
                prop_assert!(!known.contains_key(fact.name()), "{} is known", fact.name());
                let matters = values(fact.entry()).into_iter().any(|value| {
                    let mut told = known.clone();
                    told.insert(fact.name().to_owned(), value);
                    let after = judge(product, &told);
                    let later = after.benefit(answer.id).expect("the benefit");
                    later.verdict != answer.verdict || later.missing != answer.missing
                });
                prop_assert!(matters, "{} does not matter to {}", fact.name(), answer.id);
            }
        }
        let missing = before.benefits.iter().any(|answer| !answer.missing.is_empty());
        prop_assert_eq!(missing, before.next_question.is_some());
    }

    #[test]
    fn the_order_of_facts_is_irrelevant(product in products(), known in facts(), seed in any::<u64>()) {
        let mut names: Vec<&String> = known.keys().collect();
        names.sort_by_key(|name| name.bytes().fold(seed, |hash, byte| {
            hash.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ u64::from(byte)
        }));
        let mut other = Situation::new();
        for name in names {
            let value = &known[name];
            let text = match value {
                Value::String(text) => text.clone(),
                Value::Array(items) => items.iter().map(|item| item.as_str().unwrap_or_default()).collect::<Vec<_>>().join(","),
                value => value.to_string(),
            };
            other.set(name, &text).expect("a value of the vocabulary");
        }
        prop_assert_eq!(&other, &situation(&known));
        prop_assert_eq!(assess(terms_of(product), &other), judge(product, &known));
    }

    #[test]
    fn every_verdict_is_founded(product in products(), known in facts()) {
        for answer in judge(product, &known).benefits {
            prop_assert!(!answer.reasons.is_empty(), "{} cites nothing", answer.id);
            prop_assert_eq!(answer.verdict == Verdict::Covered, answer.conditions.is_empty()
                && answer.missing.is_empty() && answer.verdict != Verdict::NotCovered);
            if answer.id == "communication" {
                prop_assert!(answer.conditions.is_empty());
            }
        }
    }

    #[test]
    fn a_situation_survives_json(known in facts()) {
        let once = situation(&known);
        prop_assert_eq!(Situation::from_json(&once.to_json()).expect("what we wrote"), once);
    }

    #[test]
    fn any_text_is_a_value_or_a_fault_at_the_border(at in 0..FACTS.len(), text in "\\PC{0,60}|[0-9eE+.-]{1,12}|NaN|inf|-inf|\u{202e}x") {
        let name = FACTS[at].name;
        let mut situation = Situation::new();
        match situation.set(name, &text) {
            Ok(()) => prop_assert!(situation.get(name).is_some()),
            Err(fault) => {
                prop_assert_eq!(fault.at, name);
                prop_assert!(situation.get(name).is_none());
            }
        }
    }

    #[test]
    fn any_expression_is_read_or_refused(text in "[ a-z.()&|!='<>0-9\\[\\],?:]{0,80}|\\PC{0,40}") {
        let file = format!("format = 1\n[define]\nx = {}\n", Value::from(text));
        let _ = Terms::parse(&file, "any.toml");
    }

    #[test]
    fn a_damaged_terms_file_is_read_or_refused(which in 0usize..2, from in 0usize..20_000, length in 0usize..60, with in "\\PC{0,8}") {
        let text = [
            include_str!("../terms/rescue-abroad.toml"),
            include_str!("../terms/autohjaelp.toml"),
        ][which];
        let bound = |at: usize| (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        let (start, end) = (bound(from), bound(from + length));
        let damaged = format!("{}{with}{}", &text[..start], &text[end..]);
        if let Err(faults) = Terms::parse(&damaged, "damaged.toml") {
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line >= 1 && fault.file == "damaged.toml"));
        }
    }
}

#[test]
fn huge_and_hostile_input_is_a_fault_that_does_not_repeat_it() {
    let huge = "A".repeat(10_000_000);
    let mut situation = Situation::new();
    for fact in FACTS {
        let fault = situation.set(fact.name, &huge).expect_err(fact.name);
        assert_eq!(fault.at, fact.name);
        assert!(!format!("{fault:?}").contains("AAAA"));
    }
    let deep = format!("format = 1\n[define]\nx = \"{}\"", "(".repeat(5_000));
    assert!(Terms::parse(&deep, "deep.toml").is_err());
    assert!(Terms::parse(&huge, "huge.toml").is_err());
    let faults = Situation::from_json(&json!({
        "vehicle.kind": "tank", "AB12345": 1, "place.lat": 91, "event.occurred_at": "2026-02-30T12:00:00Z",
        "vehicle.casco": "yes", "repair.working_hours": "3", "case.taken": ["a_boat"],
        "policy.in_force_from": "2026-02-29", "rental.days_used": 1.5, "other_cover": null,
    }))
    .expect_err("nine faults");
    assert_eq!(faults.len(), 9);
    assert!(
        !format!("{faults:?}").contains("AB12345"),
        "a plate could stand where a name should"
    );
}

#[test]
fn a_country_is_read_off_the_position_only_where_it_is_certain() {
    let atlas = Atlas::load();
    let at = |lat: &str, lon: &str| {
        let mut situation = Situation::new();
        situation.set("place.lat", lat).expect("a latitude");
        situation.set("place.lon", lon).expect("a longitude");
        situation.locate(&atlas);
        situation
    };
    let berlin = at("52.52", "13.40");
    assert_eq!(
        berlin
            .located_country()
            .map(|country| country.code().to_owned()),
        Some("DE".to_owned())
    );
    let border = at("54.8123", "9.3275");
    assert_eq!(border.located_country(), None);
    let question = |situation: &Situation| {
        assess(terms_of(Product::RescueAbroad), situation)
            .next_question
            .expect("a question")
    };
    assert_ne!(
        question(&border).fact.name(),
        "place.country",
        "what happened comes first"
    );
    assert!(border.country_candidates().len() > 1);
    let mut given = berlin.clone();
    given.set("place.country", "US").expect("a country");
    let towing = |situation: &Situation| {
        assess(terms_of(Product::RescueAbroad), situation)
            .benefit("towing")
            .expect("towing")
            .verdict
    };
    assert_eq!(towing(&given), Verdict::NotCovered);
    assert_eq!(towing(&berlin), Verdict::Unknown);
}

#[test]
fn every_fact_has_its_place() {
    for fact in FactId::all() {
        assert_eq!(FactId::named(fact.name()), Some(fact));
    }
}
