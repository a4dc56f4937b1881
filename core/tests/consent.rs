//! Consents: when they hold, when they end, and that their texts do not change unseen.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use chrono::{Days, Months, TimeDelta, TimeZone, Utc};
use proptest::prelude::*;
use roadside_core::error::Error;
use roadside_core::messages;
use roadside_core::privacy::{Channel, Consent, Consents, Standing, TEXT_VERSION};
use roadside_core::types::{Language, Purpose, Timestamp};
use uuid::Uuid;

fn at(year: i32, month: u32, day: u32) -> Timestamp {
    Utc.with_ymd_and_hms(year, month, day, 10, 30, 0)
        .single()
        .expect("a moment")
}

fn given(purpose: Purpose, when: Timestamp) -> Consent {
    Consent::give(Uuid::new_v4(), purpose, Channel::App, Language::Da, when).expect("given")
}

#[test]
fn everything_is_off_until_given() {
    let none = Consents::default();
    for purpose in Purpose::ALL {
        assert!(!none.valid(purpose, at(2026, 11, 26)));
        assert_eq!(none.standing(purpose, at(2026, 11, 26)), Standing::Off);
        assert_eq!(
            none.permit(purpose, at(2026, 11, 26)),
            Err(Error::ConsentNeeded { purpose })
        );
    }
}

#[test]
fn a_consent_holds_for_its_purpose_and_its_year_alone() {
    let start = at(2027, 2, 28);
    let consents = Consents::new(vec![given(Purpose::Health, start)]);
    let end = at(2028, 2, 28);
    let permit = consents
        .permit(Purpose::Health, start)
        .expect("from then on");
    assert_eq!((permit.purpose(), permit.until()), (Purpose::Health, end));
    let tick = TimeDelta::milliseconds(1);
    assert!(!consents.valid(Purpose::Health, start - tick));
    assert!(consents.valid(Purpose::Health, end - tick));
    assert!(!consents.valid(Purpose::Health, end));
    assert_eq!(
        consents.standing(Purpose::Health, end),
        Standing::Expired { at: end }
    );
    for other in Purpose::ALL.into_iter().filter(|p| *p != Purpose::Health) {
        assert!(!consents.valid(other, start));
    }
    // A leap day's year ends on the day before the one that is not there.
    assert_eq!(
        given(Purpose::Health, at(2028, 2, 29)).ends_at,
        at(2029, 2, 28)
    );
}

#[test]
fn an_sms_gives_only_what_the_alarm_centres_declaration_speaks_of() {
    for (purpose, can) in [
        (Purpose::Health, true),
        (Purpose::Abroad, true),
        (Purpose::Recourse, true),
        (Purpose::PositionToHelper, false),
        (Purpose::Marketing, false),
    ] {
        let act = Consent::give(
            Uuid::new_v4(),
            purpose,
            Channel::Sms,
            Language::Da,
            at(2026, 11, 26),
        );
        assert_eq!(act.is_ok(), can, "{purpose:?}");
    }
}

#[test]
fn the_words_agreed_to_change_only_with_their_version() {
    let mut words = format!("version {TEXT_VERSION}\n");
    for language in Language::ALL {
        for purpose in Purpose::ALL {
            for part in ["name", "text"] {
                let key = format!("privacy.purpose.{}.{part}", purpose.word());
                words.push_str(&messages::text(language, &key, &[]));
                words.push('\n');
            }
        }
        words.push_str(&messages::text(language, "privacy.consent.holds", &[]));
        words.push('\n');
    }
    insta::assert_snapshot!(words);
}

/// What may happen to a consent, and how many days pass before.
#[derive(Debug, Clone, Copy)]
enum Act {
    Give(Purpose, u64),
    Withdraw(Purpose, u64),
    Wait(u64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let purpose = || prop::sample::select(Purpose::ALL.to_vec());
    let act = prop_oneof![
        (purpose(), 0..500u64).prop_map(|(p, days)| Act::Give(p, days)),
        (purpose(), 0..500u64).prop_map(|(p, days)| Act::Withdraw(p, days)),
        (0..500u64).prop_map(Act::Wait),
    ];
    prop::collection::vec(act, 0..12)
}

proptest! {
    /// Whatever was given, renewed and withdrawn in whatever order: valid is what was given
    /// within the year before and not withdrawn since, and nothing else; and a consent withdrawn
    /// does not come back by a clock put back.
    #[test]
    fn valid_is_what_was_given_within_a_year_and_not_withdrawn(acts in acts(), back in 0..2000u64) {
        let mut now = at(2026, 11, 26);
        let mut records: Vec<Consent> = Vec::new();
        let mut last: std::collections::BTreeMap<Purpose, Option<Timestamp>> = Default::default();
        for act in acts {
            match act {
                Act::Give(purpose, days) => {
                    now = now + Days::new(days);
                    records.push(given(purpose, now));
                    last.insert(purpose, Some(now));
                }
                Act::Withdraw(purpose, days) => {
                    now = now + Days::new(days);
                    let consents = Consents::new(records.clone());
                    for changed in consents.withdraw(purpose, now) {
                        for record in &mut records {
                            if record.id == changed.id {
                                *record = changed.clone();
                            }
                        }
                    }
                    last.insert(purpose, None);
                }
                Act::Wait(days) => now = now + Days::new(days),
            }
            let consents = Consents::new(records.clone());
            for purpose in Purpose::ALL {
                let expected = last
                    .get(&purpose)
                    .copied()
                    .flatten()
                    .is_some_and(|at| at + Months::new(12) > now);
                prop_assert_eq!(consents.valid(purpose, now), expected);
                prop_assert_eq!(consents.permit(purpose, now).is_ok(), expected);
                if last.get(&purpose) == Some(&None) {
                    prop_assert!(!consents.valid(purpose, now - Days::new(back)));
                }
            }
        }
    }
}
