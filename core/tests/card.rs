//! The service card at the border, on its way out and back, and on the screen.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use proptest::prelude::*;
use roadside_core::card::{self, MAX_BYTES, ServiceCard, Validity};
use roadside_core::messages;
use roadside_core::types::{Date, Expected, Fault, Language, Problem, Product};

const FULL: &str = r#"{
  "product": "rescue-abroad", "service_card_no": "32", "insurer": "Tryghed & Søn A/S",
  "policy_no": "KA-4711", "assistance_company": "SOS International a/s",
  "alarm_phone": "+45 70 10 50 52",
  "vehicle": {"kind": "passenger_car", "make": "Škoda", "model": "Octavia", "model_year": 2021,
    "registration": "ab 12 345", "registered_in": "dk", "vin": "TMBJG7NE8L0123456",
    "permitted_weight_kg": 1890, "casco": true, "use": "private"},
  "towed": {"kind": "caravan", "casco": true, "registered_in": "DK", "own_cover": null},
  "holder": {"name": "Søren Kjær", "phone": "0045 20 30 40 50"},
  "in_force_from": "2026-01-01", "in_force_to": "2026-12-31", "intake_token": "s3cret-Token"
}"#;

fn full() -> ServiceCard {
    ServiceCard::parse(FULL.as_bytes()).expect("the full card")
}

fn faults(text: &str) -> Vec<(String, Problem)> {
    ServiceCard::parse(text.as_bytes())
        .expect_err("faults")
        .into_iter()
        .map(|Fault { at, problem }| (at, problem))
        .collect()
}

#[test]
fn json_and_toml_give_the_same_card() {
    let toml = r#"
        product = "rescue-abroad"
        service_card_no = "32"
        insurer = "Tryghed & Søn A/S"
        policy_no = "KA-4711"
        assistance_company = "SOS International a/s"
        alarm_phone = "+4570105052"
        in_force_from = 2026-01-01
        in_force_to = "2026-12-31"
        intake_token = "s3cret-Token"
        [vehicle]
        kind = "passenger_car"
        make = "Škoda"
        model = "Octavia"
        model_year = 2_021
        registration = "AB 12 345"
        registered_in = "DK"
        vin = "tmbjg7ne8l0123456"
        permitted_weight_kg = 0x762
        casco = true
        use = "private"
        [towed]
        kind = "caravan"
        casco = true
        registered_in = "DK"
        [holder]
        name = "Søren Kjær"
        phone = "+45 2030 4050"
    "#;
    assert_eq!(ServiceCard::parse(toml.as_bytes()), Ok(full()));
}

#[test]
fn only_the_product_must_be_there() {
    let card = ServiceCard::parse(br#"{"product": "tusk"}"#).expect("a bare card");
    assert_eq!(card.product, Product::Tusk);
    let with_nulls =
        br#"{"product": "tusk", "vehicle": null, "towed": null, "holder": {"name": null}}"#;
    assert_eq!(ServiceCard::parse(with_nulls), Ok(card));
    assert_eq!(faults("{}"), [("product".to_owned(), Problem::Missing)]);
    assert_eq!(faults(""), [("product".to_owned(), Problem::Missing)]);
}

#[test]
fn every_fault_is_named_at_once_with_its_path() {
    let text = r#"{
      "id": "0190", "product": "rescue", "insurer": "  ", "policy_no": "A\u202eB", "alarm_phone": "70105052",
      "vehicle": {"kind": "tank", "model_year": 1700, "registration": "???", "registered_in": "Denmark",
        "vin": "TMBJG7NE8L012345O", "permitted_weight_kg": 12.5, "casco": "yes", "colour": "red", "AB12345": 1},
      "towed": {"casco": true}, "holder": ["x"],
      "in_force_from": "2026-02-30", "in_force_to": "01.01.2026", "intake_token": "a b"
    }"#;
    let found = faults(text);
    let paths: Vec<&str> = found.iter().map(|(at, _)| at.as_str()).collect();
    assert_eq!(
        paths,
        [
            "product",
            "insurer",
            "policy_no",
            "alarm_phone",
            "vehicle.kind",
            "vehicle.model_year",
            "vehicle.registration",
            "vehicle.registered_in",
            "vehicle.vin",
            "vehicle.permitted_weight_kg",
            "vehicle.casco",
            "vehicle.colour",
            "vehicle.?",
            "towed.kind",
            "holder",
            "in_force_from",
            "in_force_to",
            "intake_token",
            "id",
        ]
    );
    let problem = |at: &str| {
        &found
            .iter()
            .find(|(path, _)| path == at)
            .expect("a fault")
            .1
    };
    assert_eq!(problem("insurer"), &Problem::Empty);
    assert_eq!(problem("policy_no"), &Problem::HiddenCharacters);
    assert_eq!(problem("vehicle.vin"), &Problem::VinCharacters);
    assert_eq!(
        problem("vehicle.permitted_weight_kg"),
        &Problem::WrongType(Expected::Integer)
    );
    assert_eq!(problem("holder"), &Problem::WrongType(Expected::Table));
    assert_eq!(problem("in_force_from"), &Problem::Date);
    assert_eq!(problem("id"), &Problem::UnknownKey);
}

#[test]
fn a_key_given_twice_is_a_fault_in_both_forms() {
    assert_eq!(
        faults(r#"{"product": "tusk", "vehicle": {"vin": null, "vin": "TMBJG7NE8L0123456"}}"#),
        [("vehicle.vin".to_owned(), Problem::Duplicate)]
    );
    assert_eq!(
        faults("product = \"tusk\"\ninsurer = \"A\"\ninsurer = \"B\"\npolicy_no = \"\""),
        [
            ("insurer".to_owned(), Problem::Duplicate),
            ("policy_no".to_owned(), Problem::Empty)
        ]
    );
}

#[test]
fn odd_numbers_are_refused() {
    let weight = |toml: &str| {
        faults(&format!(
            "product = \"tusk\"\n[vehicle]\npermitted_weight_kg = {toml}"
        ))
    };
    let at = || "vehicle.permitted_weight_kg".to_owned();
    let range = || Problem::OutOfRange {
        min: "1".to_owned(),
        max: "60000".to_owned(),
    };
    for (text, problem) in [
        ("nan", Problem::NotFinite),
        ("-inf", Problem::NotFinite),
        ("0", range()),
        ("-5", range()),
        ("60001", range()),
        ("9223372036854775807", range()),
        ("1890.0", Problem::WrongType(Expected::Integer)),
        ("\"1890\"", Problem::WrongType(Expected::Integer)),
    ] {
        assert_eq!(weight(text), [(at(), problem)], "{text}");
    }
    let json = r#"{"product": "tusk", "vehicle": {"model_year": 1e999}}"#;
    assert_eq!(faults(json)[0].1, Problem::NotFinite);
}

#[test]
fn what_is_no_document_is_said_with_its_place() {
    for (bytes, at, problem) in [
        (
            &b"{\"product\": \"tusk\",}"[..],
            "1:20",
            Problem::NotJsonOrToml,
        ),
        (
            b"product = \"tusk\"\nvehicle = {",
            "2:12",
            Problem::NotJsonOrToml,
        ),
        (b"[1, 2", "1:2", Problem::NotJsonOrToml),
        (b"product = \"\xff\"", "1:12", Problem::NotUnicode),
        (b"{\"product\": \"\\ud800\"}", "1:21", Problem::NotUnicode),
        (b"{\"product\": \"\\ud800x\"}", "1:20", Problem::NotUnicode),
    ] {
        let found = ServiceCard::parse(bytes).expect_err("a fault");
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].problem, problem, "{found:?}");
        assert_eq!(
            found[0].at.split(':').next(),
            at.split(':').next(),
            "{found:?}"
        );
    }
    let deep = format!("{}1{}", "{\"a\":".repeat(5000), "}".repeat(5000));
    assert_eq!(faults(&deep)[0].1, Problem::NotJsonOrToml);
    let huge = vec![b'a'; 10 * 1024 * 1024];
    assert_eq!(
        ServiceCard::parse(&huge),
        Err(vec![Fault::new(
            "card",
            Problem::TooLarge {
                max_bytes: MAX_BYTES as u64
            }
        )])
    );
}

#[test]
fn hostile_documents_are_refused_quickly() {
    let long = "x".repeat(200_000);
    for text in [
        "[".repeat(200_000),
        format!("a = {}", "[".repeat(200_000)),
        format!("a = {}", "{a = ".repeat(40_000)),
        format!("{{\"a\": {}", "[".repeat(200_000)),
        "a.".repeat(100_000),
        "[a]\n".repeat(50_000),
        "a = 1\n".repeat(40_000),
        format!("{{{}\"b\": 1}}", "\"a\": 1, ".repeat(25_000)),
        format!("product = \"{long}\""),
        format!(
            "{{\"product\": \"tusk\", \"holder\": {{\"name\": \"{long}\", \"phone\": \"{long}\"}}, \"{long}\": 1}}"
        ),
        format!(
            "product = \"tusk\"\nvehicle.model_year = {}",
            "9".repeat(200_000)
        ),
    ] {
        let begun = std::time::Instant::now();
        let found = ServiceCard::parse(text.as_bytes()).expect_err("faults");
        assert!(found.len() < 10, "{}", &text[..20]);
        assert!(begun.elapsed().as_secs() < 5, "{}", &text[..20]);
    }
}

#[test]
fn a_table_given_twice_is_a_duplicate() {
    assert_eq!(
        faults("product = \"tusk\"\n[vehicle]\nmake = \"A\"\n[vehicle]\nmodel = \"B\""),
        [("vehicle".to_owned(), Problem::Duplicate)]
    );
}

#[test]
fn the_last_day_is_not_before_the_first() {
    let text = r#"{"product": "tusk", "in_force_from": "2026-05-02", "in_force_to": "2026-05-01"}"#;
    assert_eq!(
        faults(text),
        [("in_force_to".to_owned(), Problem::EndBeforeStart)]
    );
}

#[test]
fn validity_counts_both_ends() {
    let day = |text: &str| text.parse::<Date>().expect("a date");
    let mut card = full();
    for (on, expected) in [
        ("2025-12-31", Validity::NotYet),
        ("2026-01-01", Validity::Valid),
        ("2026-12-31", Validity::Valid),
        ("2027-01-01", Validity::Ended),
    ] {
        assert_eq!(card.validity_on(day(on)), expected, "{on}");
        for language in Language::ALL {
            assert!(!expected.text(language).starts_with("card."));
        }
    }
    card.in_force_from = None;
    assert_eq!(card.validity_on(day("1999-01-01")), Validity::Valid);
    card.in_force_to = None;
    assert_eq!(card.validity_on(day("1999-01-01")), Validity::Open);
}

#[test]
fn the_exported_object_can_be_added_again_but_for_its_token() {
    let card = full();
    let shown = serde_json::to_string(&card.json(None)).expect("json");
    insta::assert_snapshot!(shown, @r#"{"product":"rescue-abroad","service_card_no":"32","insurer":"Tryghed & Søn A/S","policy_no":"KA-4711","assistance_company":"SOS International a/s","alarm_phone":"+4570105052","vehicle":{"kind":"passenger_car","make":"Škoda","model":"Octavia","model_year":2021,"registration":"AB 12 345","registered_in":"DK","vin":"TMBJG7NE8L0123456","permitted_weight_kg":1890,"casco":true,"use":"private"},"towed":{"kind":"caravan","casco":true,"registered_in":"DK","own_cover":null},"holder":{"name":"Søren Kjær","phone":"+4520304050"},"in_force_from":"2026-01-01","in_force_to":"2026-12-31"}"#);
    let again = ServiceCard::parse(shown.as_bytes()).expect("the exported card");
    assert_eq!(
        again,
        ServiceCard {
            intake_token: None,
            ..card
        }
    );
}

#[test]
fn only_the_sealed_form_holds_the_token() {
    let card = full();
    assert_eq!(
        ServiceCard::from_sealed_json(&card.to_sealed_json()),
        Ok(card.clone())
    );
    assert!(String::from_utf8_lossy(&card.to_sealed_json()).contains("s3cret-Token"));
    let everywhere = format!(
        "{} {:?} {:?} {}",
        card.to_json(None),
        card,
        card::lines(&card, Language::Da),
        String::from_utf8_lossy(
            &card::import(&card::export(&card))
                .expect("a payload")
                .to_sealed_json()
        )
    );
    assert!(!everywhere.contains("s3cret-Token"));
}

#[test]
fn nothing_personal_is_in_debug_output() {
    let debug = format!("{:?}", full());
    for personal in ["Kjær", "4711", "12345", "12 345", "TMBJ", "2030", "Tryghed"] {
        assert!(!debug.contains(personal), "{personal}");
    }
}

#[test]
fn the_printed_card_asks_for_seven_things() {
    assert!(full().missing_fields().is_empty());
    let bare = ServiceCard::parse(br#"{"product": "rescue-abroad"}"#).expect("a bare card");
    assert_eq!(
        bare.missing_fields(),
        [
            "insurer",
            "policy_no",
            "vehicle.make",
            "vehicle.model",
            "vehicle.model_year",
            "vehicle.registration",
            "vehicle.vin",
        ]
    );
}

#[test]
fn a_card_reads_well_on_a_screen() {
    let text = |language| {
        card::lines(&full(), language)
            .into_iter()
            .map(|(label, value)| format!("{label}: {value}"))
            .collect::<Vec<_>>()
            .join("\n")
    };
    insta::assert_snapshot!(text(Language::Da));
    insta::assert_snapshot!(text(Language::Hr));
}

#[test]
fn every_field_has_a_name_in_every_language() {
    for language in Language::ALL {
        for path in card::FIELDS {
            let key = format!("card.field.{}", path.replace('.', "_"));
            assert!(messages::has(language, &key), "{key} in {}", language.tag());
            assert!(!card::label(path, language).is_empty());
        }
    }
}

#[test]
fn a_payload_survives_the_way_through_print_and_screen() {
    let card = ServiceCard {
        intake_token: None,
        ..full()
    };
    let payload = card::export(&card);
    assert!(payload.starts_with("RSC1:"));
    assert!(
        payload
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b':')
    );
    let wrapped = payload
        .to_lowercase()
        .as_bytes()
        .chunks(40)
        .map(|line| String::from_utf8_lossy(line).into_owned() + "\r\n  ")
        .collect::<String>();
    assert_eq!(card::import(&wrapped), Ok(card));
    let svg = card::qr_svg(&payload).expect("a QR code");
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
    assert_eq!(card::qr_svg(&"A".repeat(5000)), None);
}

#[test]
fn what_is_no_payload_is_refused() {
    for text in [
        "",
        "RSC1:",
        "RSC2:ABCD",
        "https://example.org",
        "RSC1:ÆØÅ",
        &"RSC1:A".repeat(9999),
    ] {
        assert_eq!(card::import(text), Err(Problem::CardPayload));
    }
}

/// A card of any fields, within the rules.
fn any_card() -> impl Strategy<Value = ServiceCard> {
    let line = || proptest::option::of("[A-Za-zÆØÅæøåŠščł&\"<>' .]{0,20}[A-Za-zøØ]");
    let phone = || proptest::option::of("\\+[1-9][0-9]{6,14}");
    (
        proptest::sample::select(Product::ALL.to_vec()),
        (line(), line(), line(), line(), line(), line()),
        (phone(), phone()),
        proptest::option::of("[A-HJ-NPR-Z0-9]{17}"),
        proptest::option::of(1886u16..=2100),
        proptest::option::of(1u32..=60_000),
        proptest::option::of(any::<bool>()),
        proptest::option::of(proptest::sample::select(vec!["trailer", "caravan"])),
        proptest::option::of("20[0-9]{2}-0[1-9]-[12][0-8]"),
    )
        .prop_map(
            |(product, texts, phones, vin, year, weight, flag, towed, from)| {
                let json = serde_json::json!({
                    "product": product.word(), "insurer": texts.0, "policy_no": texts.1,
                    "assistance_company": texts.2, "alarm_phone": phones.0,
                    "vehicle": {"make": texts.3, "model": texts.4, "vin": vin, "model_year": year,
                        "permitted_weight_kg": weight, "casco": flag},
                    "towed": towed.map(|kind| serde_json::json!({"kind": kind, "own_cover": flag})),
                    "holder": {"name": texts.5, "phone": phones.1}, "in_force_from": from,
                });
                ServiceCard::parse(json.to_string().as_bytes()).expect("a card within the rules")
            },
        )
}

proptest! {
    #[test]
    fn any_bytes_give_a_card_or_faults(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Err(found) = ServiceCard::parse(&bytes) {
            prop_assert!(!found.is_empty());
        }
    }

    #[test]
    fn any_text_in_any_field_gives_a_card_or_faults(
        field in proptest::sample::select(card::FIELDS.to_vec()), text in any::<String>(),
    ) {
        let value = serde_json::Value::String(text);
        let json = match field.split_once('.') {
            Some((table, key)) => serde_json::json!({"product": "tusk", table: {key: value}}),
            None => serde_json::json!({"product": "tusk", field: value}),
        };
        if let Err(found) = ServiceCard::parse(json.to_string().as_bytes()) {
            prop_assert!(found.iter().all(|fault| fault.at == field || fault.at == "towed.kind"), "{:?}", found);
        }
    }

    #[test]
    fn what_is_sealed_comes_back(card in any_card()) {
        prop_assert_eq!(ServiceCard::from_sealed_json(&card.to_sealed_json()), Ok(card));
    }

    #[test]
    fn what_is_exported_comes_back(card in any_card()) {
        prop_assert_eq!(card::import(&card::export(&card)), Ok(card));
    }

    #[test]
    fn a_damaged_payload_is_refused(card in any_card(), place in any::<prop::sample::Index>(), by in 1u8..31) {
        let mut payload = card::export(&card).into_bytes();
        let index = 5 + place.index(payload.len() - 5);
        let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let old = alphabet.iter().position(|c| *c == payload[index]).expect("a base-32 mark");
        payload[index] = alphabet[(old + usize::from(by)) % 32];
        let damaged = String::from_utf8(payload).expect("ASCII");
        prop_assert_eq!(card::import(&damaged), Err(Problem::CardPayload));
        let cut = &damaged[..index];
        prop_assert_eq!(card::import(cut), Err(Problem::CardPayload));
    }
}
