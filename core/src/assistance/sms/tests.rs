//! Every message fits, reads back, and no damage goes unseen.

use super::*;
use crate::types::Problem;
use chrono::TimeZone;
use proptest::prelude::*;
use uuid::Uuid;

fn position() -> impl Strategy<Value = SmsPosition> {
    (
        -9_000_000i32..=9_000_000,
        -18_000_000i32..=18_000_000,
        prop::option::of(0..=MAX_RADIUS_M),
        prop::option::of(-62_167_219_200i64..253_402_300_800),
        prop::sample::select(METHODS.map(|(method, _)| method).to_vec()),
    )
        .prop_map(|(lat_e5, lon_e5, radius_m, seconds, method)| SmsPosition {
            lat_e5,
            lon_e5,
            radius_m,
            fixed_at: seconds.map(|s| chrono::Utc.timestamp_opt(s, 0).unwrap()),
            method,
        })
}

prop_compose! {
    fn sms()(
        id in any::<u128>(),
        danger in any::<bool>(),
        position in prop::option::of(position()),
        country in prop::option::of("[A-Z]{2}"),
        sign in prop::option::of("[A-Z]{1,3}"),
        plate in prop::option::of("[A-Z0-9ÄÖÜÅØÆÑΔ?]{0,11}[A-Z0-9]"),
        callback in prop::option::of("[1-9][0-9]{6,14}"),
        event in prop::option::of(prop::sample::select(vec!["breakdown", "traction_battery_empty"])),
    ) -> Sms {
        let mut sms = Sms {
            code: CaseCode::of(Uuid::from_u128(id)),
            danger,
            position,
            country: country.map(|c| Country::parse(&c).unwrap()),
            sign,
            plate,
            callback: callback.map(|digits| Phone::parse(&format!("+{digits}")).unwrap()),
            event: event.map(str::to_owned),
        };
        if gsm7::septets(&sms.body()).unwrap() > gsm7::MESSAGE {
            sms.event = None;
        }
        sms
    }
}

/// The message with two characters exchanged, if it is read although it says something else now.
fn exchange_unseen(text: &[char], a: usize, b: usize) -> Option<String> {
    let (x, y) = (text[a], text[b]);
    // White space reads as one however much there is: a blank moved may be a character lost.
    if x == ' ' || y == ' ' || x.eq_ignore_ascii_case(&y) {
        return None;
    }
    let mut damaged = text.to_vec();
    damaged.swap(a, b);
    let damaged: String = damaged.iter().collect();
    Sms::parse(&damaged).is_ok().then_some(damaged)
}

#[test]
fn every_exchange_in_a_message_is_caught() {
    // Counted by septet codes, the first was read with the plate WJ3173W when its 0 was exchanged
    // with a check symbol, the second with the event `breakdow6`.
    for said in [
        "ROADSIDE1 D2P-F2D-B7 POS=45.81501,15.98192 RAD=15m TIME=2026-07-10T12:24:07Z BY=GPS IN=HR CAR=DK:WJ31730 TEL=+4520220356",
        "ROADSIDE1 D2P-F2D-B7 POS=45.81501,15.98192 RAD=15m TIME=2026-07-10T12:24:07Z BY=? CAR=DK:AB12345 TEL=+4520123891 WHAT=breakdown",
    ] {
        let check = check_symbols(said).unwrap();
        let text: Vec<char> = format!("{said} CHK={check}").chars().collect();
        assert!(Sms::parse(&text.iter().collect::<String>()).is_ok());
        for a in 0..text.len() {
            for b in 0..a {
                assert_eq!(exchange_unseen(&text, a, b), None);
            }
        }
    }
}

#[test]
fn no_place_in_a_message_lets_a_check_symbol_be_exchanged_unseen() {
    let places = i32::try_from(gsm7::MESSAGE).unwrap();
    let symbols: Vec<(i32, i32)> = (0..)
        .zip(code::SYMBOLS)
        .map(|(value, symbol)| {
            let count = check_count(char::from(*symbol)).unwrap();
            (value, i32::try_from(count).unwrap())
        })
        .collect();
    for place in 1..=places {
        for (said, said_count) in &symbols {
            for (check, check_count) in symbols.iter().filter(|(check, _)| check != said) {
                // The sum and the number that the check symbols say must not move alike.
                let sum = place * (check_count - said_count);
                for weight in [32, 1] {
                    let number = weight * (said - check);
                    let apart = (sum - number).rem_euclid(i32::try_from(CHECK_PRIME).unwrap());
                    assert_ne!(apart, 0, "{place} {said} {check} {weight}");
                }
            }
        }
    }
}

#[test]
fn no_two_characters_count_the_same() {
    let counted: Vec<u32> = (char::MIN..='\u{fff}').filter_map(check_count).collect();
    let different: std::collections::BTreeSet<u32> = counted.iter().copied().collect();
    assert_eq!((counted.len(), different.len()), (127, 127));
    assert!(different.last() < Some(&CHECK_PRIME));
}

#[test]
fn the_longest_message_fits() {
    let all = Sms {
        code: CaseCode::of(Uuid::from_u128(u128::MAX)),
        danger: true,
        position: Some(SmsPosition {
            lat_e5: -8_999_999,
            lon_e5: -17_999_999,
            radius_m: Some(MAX_RADIUS_M),
            fixed_at: Some(
                chrono::Utc
                    .with_ymd_and_hms(9999, 12, 31, 23, 59, 59)
                    .unwrap(),
            ),
            method: Method::Wifi,
        }),
        country: Some(Country::of(b"HR")),
        sign: Some("RKS".to_owned()),
        plate: Some("ABCDEF123456".to_owned()),
        callback: Some(Phone::parse("+123456789012345").unwrap()),
        event: None,
    };
    assert_eq!(gsm7::septets(&all.body()), Some(153));
}

proptest! {
    #[test]
    fn every_message_fits_and_reads_back(sms in sms()) {
        let body = sms.body();
        prop_assert!(gsm7::septets(&body).unwrap() <= gsm7::MESSAGE, "{}", body);
        prop_assert!(Sms::parse(&body) == Ok(sms.clone()), "{}", body);
        let retyped = body.to_lowercase().replace(' ', " \r\n");
        // A capital outside ASCII is another letter in small.
        prop_assert!(!body.is_ascii() || Sms::parse(&retyped) == Ok(sms), "{}", body);
    }

    #[test]
    fn a_wrong_character_is_caught(sms in sms(), at in any::<prop::sample::Index>(), wrong in "[!-~]") {
        let mut text: Vec<char> = sms.body().chars().collect();
        let at = at.index(text.len());
        let wrong = wrong.chars().next().unwrap();
        prop_assume!(text[at] != ' ' && !text[at].eq_ignore_ascii_case(&wrong));
        text[at] = wrong;
        prop_assert_eq!(Sms::parse(&text.iter().collect::<String>()), Err(Problem::PositionSms));
    }

    #[test]
    fn an_exchange_is_caught(sms in sms(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
        let text: Vec<char> = sms.body().chars().collect();
        prop_assert_eq!(exchange_unseen(&text, a.index(text.len()), b.index(text.len())), None);
    }

    #[test]
    fn garbage_never_panics(text in any::<String>(), sms in sms(), cut in any::<prop::sample::Index>()) {
        let _ = Sms::parse(&text);
        let body = sms.body();
        let cut: String = body.chars().take(cut.index(body.chars().count())).collect();
        prop_assert_eq!(Sms::parse(&cut), Err(Problem::PositionSms));
    }
}

#[test]
fn huge_input_is_refused_at_once() {
    assert_eq!(
        Sms::parse(&"ROADSIDE1 ".repeat(1_000_000)),
        Err(Problem::PositionSms)
    );
}
