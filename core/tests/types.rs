//! The border: what may become a validated value, and that nothing else does.

#![allow(clippy::expect_used, reason = "a test fails loudly")]

use proptest::prelude::*;
use roadside_core::types::{
    Country, Fault, Language, Line, Phone, PolicyNumber, Problem, RegistrationNumber, Secret, Vin,
    clean_line,
};

#[test]
fn a_vin_has_17_characters_without_i_o_q() {
    let vin = Vin::parse("1hgcm82633a004352").expect("the textbook example");
    assert_eq!(vin.as_str(), "1HGCM82633A004352");
    assert!(vin.check_digit_holds());
    let european = Vin::parse("TMB JJ7NE8L0-123456").expect("spaces and dashes are dropped");
    assert!(!european.check_digit_holds(), "and that refuses nothing");
    assert_eq!(Vin::parse("1HGCM82633A00435"), Err(Problem::VinLength));
    assert_eq!(Vin::parse("1HGCM82633A0043522"), Err(Problem::VinLength));
    for wrong in [
        "1HGCM82633A00435I",
        "OHGCM82633A004352",
        "1HGCM8263QA004352",
        "1HGCM82633Å004352",
    ] {
        assert_eq!(Vin::parse(wrong), Err(Problem::VinCharacters), "{wrong}");
    }
}

#[test]
fn a_vins_check_digit_catches_every_single_wrong_digit() {
    let right = "1HGCM82633A004352";
    for at in (0..17).filter(|at| *at != 8) {
        for digit in '0'..='9' {
            let mut marks: Vec<char> = right.chars().collect();
            let own = marks.get(at).copied().expect("17 of them");
            if own.is_ascii_digit() && own != digit {
                if let Some(mark) = marks.get_mut(at) {
                    *mark = digit;
                }
                let wrong: String = marks.iter().collect();
                let vin = Vin::parse(&wrong).expect("well formed");
                assert!(!vin.check_digit_holds(), "{wrong}");
            }
        }
    }
}

#[test]
fn a_phone_number_carries_its_country_code() {
    for (written, e164, spaced) in [
        ("+45 70 10 50 52", "+4570105052", "+45 70 10 50 52"),
        ("0045 70105052", "+4570105052", "+45 70 10 50 52"),
        ("+1 (212) 555-0123", "+12125550123", "+1 21 25 55 01 23"),
        ("+385 1 2345 678", "+38512345678", "+385 12 34 56 78"),
        ("+49/30/1234567", "+49301234567", "+49 301 23 45 67"),
    ] {
        let phone = Phone::parse(written).expect(written);
        assert_eq!(phone.e164(), e164);
        assert_eq!(phone.spaced(), spaced);
        assert_eq!(phone.tel_uri(), format!("tel:{e164}"));
    }
    for wrong in [
        "70105052",
        "+0123456789",
        "+45",
        "+1234567890123456",
        "+45 70 10 50 5x",
        "",
        "+",
        "112",
    ] {
        assert_eq!(Phone::parse(wrong), Err(Problem::Phone), "{wrong}");
    }
}

#[test]
fn a_plate_is_kept_as_it_is_read() {
    let plate = RegistrationNumber::parse("  ab  12 345 ").expect("a plate");
    assert_eq!(plate.as_str(), "AB 12 345");
    assert_eq!(plate.compact(), "AB12345");
    assert_eq!(
        RegistrationNumber::parse("ŠI-123-Č")
            .expect("Croatian")
            .as_str(),
        "ŠI-123-Č"
    );
    for wrong in ["", "---", "AB;12", "ABCDEFGHIJKLM"] {
        assert!(RegistrationNumber::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_country_is_two_letters_and_a_language_one_of_eight() {
    assert_eq!(Country::parse(" dk ").expect("Denmark").code(), "DK");
    for wrong in ["", "D", "DNK", "1A", "Ø1"] {
        assert_eq!(Country::parse(wrong), Err(Problem::Country), "{wrong}");
    }
    for (tag, language) in [
        ("da-DK", Language::Da),
        ("de_AT.UTF-8", Language::De),
        ("HR", Language::Hr),
    ] {
        assert_eq!(Language::parse(tag), Ok(language));
    }
    for wrong in ["", "sv", "dansk", "C.UTF-8"] {
        assert_eq!(Language::parse(wrong), Err(Problem::Language), "{wrong}");
    }
}

#[test]
fn nothing_personal_is_in_a_debug_print() {
    let printed = [
        format!("{:?}", Vin::parse("1HGCM82633A004352")),
        format!("{:?}", Phone::parse("+4570105052")),
        format!("{:?}", RegistrationNumber::parse("AB 12 345")),
        format!("{:?}", PolicyNumber::parse("KA-1234567")),
        format!("{:?}", Line::parse("Mette")),
        format!("{:?}", Secret::new("token".to_owned())),
    ];
    for text in printed {
        assert!(text.contains("[REDACTED]"), "{text}");
    }
}

#[test]
fn an_unknown_key_is_repeated_only_when_it_looks_like_a_field() {
    assert_eq!(Fault::unknown_key("vehicle", "colour").at, "vehicle.colour");
    for personal in ["AB12345", "+4520304050", "Mette", "a b", ""] {
        assert_eq!(Fault::unknown_key("", personal).at, "?", "{personal}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in any::<String>()) {
        let _ = (Vin::parse(&text), Phone::parse(&text), Country::parse(&text), Language::parse(&text));
        let _ = (PolicyNumber::parse(&text), RegistrationNumber::parse(&text), Line::parse(&text));
    }

    #[test]
    fn what_has_passed_passes_again_unchanged(text in "[+0-9 ()-]{0,24}", line in "\\PC{0,60}") {
        if let Ok(phone) = Phone::parse(&text) {
            prop_assert_eq!(Phone::parse(phone.e164()), Ok(phone.clone()));
            prop_assert_eq!(Phone::parse(&phone.spaced()), Ok(phone));
        }
        if let Ok(plate) = RegistrationNumber::parse(&line) {
            prop_assert_eq!(RegistrationNumber::parse(plate.as_str()), Ok(plate.clone()));
        }
        if let Ok(clean) = clean_line(&line, 60) {
            prop_assert_eq!(clean_line(clean, 60), Ok(clean));
        }
    }

    #[test]
    fn hidden_characters_never_pass(before in "[a-z]{0,8}", after in "[a-z]{1,8}",
        hidden in prop::sample::select(vec!['\u{202e}', '\u{2066}', '\u{200b}', '\u{0}', '\u{1b}', '\u{feff}', '\u{85}'])) {
        let text = format!("a{before}{hidden}{after}");
        prop_assert_eq!(clean_line(&text, 100), Err(Problem::HiddenCharacters));
    }
}
