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
        let mut text: Vec<char> = sms.body().chars().collect();
        let (a, b) = (a.index(text.len()), b.index(text.len()));
        prop_assume!(text[a] != ' ' && text[b] != ' ' && !text[a].eq_ignore_ascii_case(&text[b]));
        text.swap(a, b);
        prop_assert_eq!(Sms::parse(&text.iter().collect::<String>()), Err(Problem::PositionSms));
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
