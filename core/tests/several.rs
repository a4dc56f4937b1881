//! Several cards: which answers first. The terms are rescue abroad's own, with what they say
//! about another cover changed, so that the order hangs on the clause and nothing else.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Assessment, Seat, Situation, Terms, Verdict, Why, assess, order};

const RESCUE: &str = include_str!("../terms/rescue-abroad.toml");
const PAYS_AFTER: &str = "[[clause.beside]]\nstance = \"pays_after\"\n";

fn terms(beside: &str) -> Terms {
    assert_eq!(RESCUE.matches(PAYS_AFTER).count(), 1);
    Terms::parse(&RESCUE.replace(PAYS_AFTER, beside), "changed.toml").expect("sound terms")
}

/// The same without one benefit: narrower.
fn narrower(beside: &str) -> Terms {
    let text = RESCUE.replace(PAYS_AFTER, beside);
    let benefit = "id = \"local_transport\"\nclause = \"5.e\"\n";
    assert_eq!(text.matches(benefit).count(), 1);
    let text = text.replace(benefit, &format!("{benefit}never = true\n"));
    Terms::parse(&text, "narrower.toml").expect("sound terms")
}

fn stance(word: &str) -> String {
    format!("[[clause.beside]]\nstance = \"{word}\"\n")
}

fn situation(country: &str) -> Situation {
    let mut situation = Situation::new();
    for (name, value) in [
        ("place.country", country),
        ("vehicle.kind", "passenger_car"),
        ("vehicle.permitted_weight_kg", "1900"),
        ("vehicle.registered_in", "DK"),
        ("vehicle.casco", "true"),
        ("trip.purpose", "private"),
        ("event.kind", "no_start"),
    ] {
        situation.set(name, value).expect("a fact");
    }
    situation
}

fn ordered(all: &[&Terms], country: &str) -> (Vec<usize>, Vec<Why>) {
    let situation = situation(country);
    let answers: Vec<Assessment> = all.iter().map(|terms| assess(terms, &situation)).collect();
    let seats: Vec<Seat<'_>> = all
        .iter()
        .zip(&answers)
        .map(|(terms, assessment)| Seat {
            terms,
            situation: &situation,
            assessment,
        })
        .collect();
    let order = order(&seats);
    let why = order.why.into_iter().map(|(_, why)| why).collect();
    (order.seats, why)
}

#[test]
fn a_cover_that_pays_after_others_stands_back() {
    let (subsidiary, plain) = (terms(PAYS_AFTER), terms(""));
    for all in [[&subsidiary, &plain], [&plain, &subsidiary]] {
        let (seats, why) = ordered(&all, "HR");
        assert_eq!(
            all[seats[0]].clauses().len(),
            plain.clauses().len(),
            "whichever stands first in the list"
        );
        assert!(
            matches!(why[0], Why::OtherPaysAfter { clause } if plain.clauses()[clause].number() == "7")
        );
        assert!(std::ptr::eq(all[seats[0]], &raw const plain));
    }
}

#[test]
fn two_clauses_that_point_at_each_other_cancel() {
    for other in ["pays_after", "mirrors"] {
        let (one, two) = (terms(PAYS_AFTER), terms(&stance(other)));
        let (_, why) = ordered(&[&one, &two], "HR");
        assert!(matches!(why[0], Why::Cancelled { .. }), "{other}: {why:?}");
    }
}

#[test]
fn a_mirror_stands_back_only_before_a_mirror() {
    let (mirror, plain) = (terms(&stance("mirrors")), terms(""));
    let (seats, why) = ordered(&[&mirror, &plain], "HR");
    assert_eq!((seats, why), (vec![0, 1], vec![Why::Either]));
}

#[test]
fn wider_cover_goes_first_only_when_it_is_wider() {
    let wider = stance("wider_first");
    let (narrow, wide) = (narrower(&wider), terms(PAYS_AFTER));
    let (seats, why) = ordered(&[&narrow, &wide], "HR");
    assert_eq!(seats, [1, 0]);
    assert!(matches!(why[0], Why::Wider { .. }), "{why:?}");
    // As wide as the other, it need not give way; the other one pays after.
    let (same, wide) = (terms(&wider), terms(PAYS_AFTER));
    let (seats, why) = ordered(&[&same, &wide], "HR");
    assert_eq!(seats, [0, 1]);
    assert!(matches!(why[0], Why::OtherPaysAfter { .. }), "{why:?}");
}

#[test]
fn a_stance_holds_only_where_its_clause_says() {
    let only_dk = format!("{}if = \"place.country == 'DK'\"\n", stance("pays_after"));
    let (here, plain) = (terms(&only_dk), terms(""));
    let (_, why) = ordered(&[&here, &plain], "HR");
    assert_eq!(why, [Why::Either]);
}

#[test]
fn no_order_sets_a_fact() {
    let situation = situation("HR");
    let terms = terms(PAYS_AFTER);
    let assessment = assess(&terms, &situation);
    assert!(situation.get("other_cover").is_none());
    let towing = assessment.benefit("towing").expect("towing");
    assert_eq!(towing.verdict, Verdict::Covered);
    assert!(
        towing
            .assumptions
            .iter()
            .any(|part| part.fact.name() == "other_cover")
    );
}

#[test]
fn none_and_one_are_orders_too() {
    assert_eq!(ordered(&[], "HR"), (vec![], vec![]));
    let one = terms(PAYS_AFTER);
    assert_eq!(ordered(&[&one], "HR"), (vec![0], vec![]));
}

#[test]
fn an_unknown_stance_is_a_fault() {
    let faults = Terms::parse(
        &RESCUE.replace(PAYS_AFTER, &stance("shrugs")),
        "changed.toml",
    )
    .expect_err("a fault");
    assert_eq!(faults.len(), 1, "{faults:?}");
}
