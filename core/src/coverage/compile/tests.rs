//! What expressions come to.

use super::*;
use crate::coverage::derived::{Ids, lay_out};
use crate::coverage::expr::Truth;
use crate::coverage::situation::Situation;

/// The truth of an expression, with what it waits for, in a situation of `name=value`.
fn eval(text: &str, facts: &str) -> String {
    let expr = compile(text, &Definitions::new()).expect(text);
    let mut situation = Situation::new();
    for word in facts.split_whitespace() {
        let (name, value) = word.split_once('=').expect(word);
        situation.set(name, value).expect(word);
    }
    let laid = lay_out(&Ids::find().expect("the vocabulary"), &situation, u64::MAX);
    let outcome = expr.eval(&laid.frame);
    let names = |set: crate::coverage::facts::FactSet| {
        set.iter().map(FactId::name).collect::<Vec<_>>().join(" ")
    };
    match outcome.truth {
        Truth::True => format!("true {}", names(outcome.assumed)),
        Truth::False => format!("false {}", names(outcome.assumed)),
        Truth::Unknown => format!("unknown {}", names(outcome.missing)),
    }
    .trim()
    .to_owned()
}

#[test]
fn three_values_combine_as_kleene_says() {
    // vehicle.casco is true, repair.local false, place.accessible not known.
    let known = "vehicle.casco=true repair.local=false";
    let values = ["vehicle.casco", "repair.local", "place.accessible"];
    let and = [
        "true", "false", "unknown", "false", "false", "false", "unknown", "false", "unknown",
    ];
    let or = [
        "true", "true", "true", "true", "false", "unknown", "true", "unknown", "unknown",
    ];
    for (at, (and, or)) in and.into_iter().zip(or).enumerate() {
        let (left, right) = (values[at / 3], values[at % 3]);
        let first = |text: String| text.split(' ').next().unwrap_or_default().to_owned();
        assert_eq!(
            first(eval(&format!("{left} && {right}"), known)),
            and,
            "{left} && {right}"
        );
        assert_eq!(
            first(eval(&format!("{left} || {right}"), known)),
            or,
            "{left} || {right}"
        );
    }
    assert_eq!(eval("!place.accessible", known), "unknown place.accessible");
}

#[test]
fn what_is_short_circuited_is_neither_missing_nor_assumed() {
    assert_eq!(
        eval("vehicle.casco || other_cover", "vehicle.casco=true"),
        "true"
    );
    assert_eq!(
        eval("other_cover && repair.local", "repair.local=false"),
        "false"
    );
    assert_eq!(eval("other_cover && repair.local", ""), "false other_cover");
    assert_eq!(
        eval("repair.local && place.accessible", ""),
        "unknown place.accessible repair.local"
    );
}

#[test]
fn a_choice_waits_for_its_test_alone() {
    let text = "event.kind == 'illness' ? illness.able_driver_present : false";
    assert_eq!(eval(text, ""), "unknown event.kind");
    assert_eq!(
        eval(text, "event.kind=illness"),
        "unknown illness.able_driver_present"
    );
    assert_eq!(eval(text, "event.kind=puncture"), "false");
    assert_eq!(eval(text, "illness.able_driver_present=false"), "false");
}

#[test]
fn to_ask_whether_a_fact_is_given_never_asks_for_it() {
    assert_eq!(
        eval("has(event.casco_accepted)", ""),
        "false event.casco_accepted"
    );
    assert_eq!(eval("has(illness.person)", ""), "false illness.person");
    assert_eq!(eval("has(police.reference)", "police.reference=V1"), "true");
    assert_eq!(eval("has(zone.danish_terms)", "place.country=SE"), "false");
}

#[test]
fn days_are_compared_by_the_danish_calendar() {
    let text = "event.occurred_at >= policy.in_force_from";
    let from = "policy.in_force_from=2026-07-11";
    assert_eq!(
        eval(
            text,
            &format!("{from} event.occurred_at=2026-07-10T22:30:00Z")
        ),
        "true"
    );
    assert_eq!(
        eval(
            text,
            &format!("{from} event.occurred_at=2026-07-10T21:30:00Z")
        ),
        "false"
    );
    assert_eq!(eval(text, from), "unknown event.occurred_at");
}

#[test]
fn names_lists_and_numbers_are_read_as_written() {
    let known = "vehicle.kind=van vehicle.permitted_weight_kg=3500 case.taken=hotel,towing";
    for text in [
        "vehicle.kind in ['passenger_car', \"van\"]",
        "vehicle.permitted_weight_kg <= 3500 && vehicle.permitted_weight_kg > 3.4e3",
        "'hotel' in case.taken && !('rental_vehicle' in case.taken)",
        "(((true))) && !false",
        "vehicle.kind != 'scooter'",
    ] {
        assert_eq!(eval(text, known), "true", "{text}");
    }
    for text in [
        "",
        "vehicle.casco &&",
        "in in in",
        "a b",
        "'x",
        "1 < 2",
        "vehicle.kind",
        "!",
        "()",
    ] {
        assert!(compile(text, &Definitions::new()).is_err(), "{text}");
    }
}
