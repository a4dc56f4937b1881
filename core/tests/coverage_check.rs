//! What a deep check finds by search and by the cases a terms file carries.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Terms, TermsFault, TermsProblem};
use roadside_core::types::{Language, Product};

const FILES: &[(Product, &str, &str)] = &[
    (
        Product::RescueAbroad,
        "rescue-abroad.toml",
        include_str!("../terms/rescue-abroad.toml"),
    ),
    (
        Product::Autohjaelp,
        "autohjaelp.toml",
        include_str!("../terms/autohjaelp.toml"),
    ),
    (
        Product::Tusk,
        "tusk.toml",
        include_str!("../terms/tusk.toml"),
    ),
];

fn said(faults: &[TermsFault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| fault.text(Language::En))
        .collect();
    lines.join("\n")
}

#[test]
fn the_built_in_terms_are_sound() {
    for (product, file, text) in FILES {
        match Terms::check(text, file) {
            Ok(checked) => {
                assert_eq!(checked.terms.product(), *product);
                assert_eq!(checked.undecided, 0, "{file}: the search gave up");
            }
            Err(faults) => panic!("{}", said(&faults)),
        }
    }
}

/// The faults of a built-in file with one text replaced by another.
fn seeded(product: Product, from: &str, to: &str) -> Vec<TermsFault> {
    let (_, file, text) = FILES
        .iter()
        .find(|(one, ..)| *one == product)
        .expect("a file");
    assert!(text.contains(from), "{from} is not in {file}");
    Terms::check(&text.replacen(from, to, 1), file).expect_err("a fault")
}

fn has(faults: &[TermsFault], clause: &str, problem: &TermsProblem) -> bool {
    faults
        .iter()
        .any(|fault| fault.clause.as_deref() == Some(clause) && fault.problem == *problem)
}

/// A rule added to clause 5.i of rescue abroad, which has no entries of its own, with a sentence
/// that is there.
fn added(clause: &str, entry: &str) -> Vec<TermsFault> {
    let anchor = format!("id = \"{clause}\"\n");
    let (_, file, text) = FILES.first().expect("a file");
    let at = text.find(&anchor).expect("the clause") + anchor.len();
    let end = text[at..].find("\n\n").expect("its end") + at + 1;
    let seeded = format!("{}{entry}\n{}", &text[..end], &text[end..]);
    Terms::check(&seeded, file).expect_err("a fault")
}

#[test]
fn a_fact_misspelt_is_found() {
    let faults = seeded(
        Product::Tusk,
        "exclude = \"vehicle.modifications ==",
        "exclude = \"vehicle.modification ==",
    );
    assert!(
        said(&faults).contains("vehicle.modification"),
        "{}",
        said(&faults)
    );
}

#[test]
fn a_bound_swapped_fails_the_cases() {
    let faults = seeded(
        Product::Tusk,
        "vehicle.permitted_weight_kg <= 3500",
        "vehicle.permitted_weight_kg > 3500",
    );
    assert!(
        faults
            .iter()
            .any(|fault| matches!(fault.problem, TermsProblem::CaseFails { .. })),
        "{}",
        said(&faults)
    );
    // Off by one is enough.
    let faults = seeded(
        Product::RescueAbroad,
        "repair.working_hours > 3 ",
        "repair.working_hours >= 3 ",
    );
    assert!(
        said(&faults).contains("exactly 3 working hours"),
        "{}",
        said(&faults)
    );
}

#[test]
fn a_contradicting_exception_is_found() {
    // Nothing in the shape of the two says so: one names kinds, the other a weight.
    let faults = added(
        "5.a",
        "[[clause.rule]]\nrequire = \"vehicle.kind in ['passenger_car', 'van'] && vehicle.permitted_weight_kg >= 3501\"\nfor = [\"towing\"]\nwhy = \"not_stuck\"",
    );
    let problem = TermsProblem::Contradiction {
        benefit: "towing".to_owned(),
        other: "1".to_owned(),
    };
    assert!(has(&faults, "5.a", &problem), "{}", said(&faults));
    // With its exception stated it is none.
    let faults = added(
        "5.a",
        "[[clause.rule]]\nrequire = \"vehicle.kind in ['passenger_car', 'van'] && vehicle.permitted_weight_kg >= 3501\"\nfor = [\"towing\"]\nunless_agreed = true\nwhy = \"not_stuck\"",
    );
    assert!(!has(&faults, "5.a", &problem), "{}", said(&faults));
}

#[test]
fn what_can_never_apply_is_found() {
    let faults = added(
        "5.a",
        "[[clause.rule]]\nexclude = \"stuck && theft\"\nfor = [\"towing\"]\nwhy = \"not_stuck\"",
    );
    assert!(
        has(&faults, "5.a", &TermsProblem::NeverApplies),
        "{}",
        said(&faults)
    );
    // The rules of the benefit leave no room for the condition.
    let faults = added(
        "5.a",
        "[[clause.condition]]\nid = \"prior_agreement\"\nif = \"theft\"\nfor = [\"recovery_from_ditch\"]",
    );
    assert!(
        has(&faults, "5.a", &TermsProblem::NeverApplies),
        "{}",
        said(&faults)
    );
    let faults = added(
        "5.a",
        "[[clause.limit]]\nkey = \"max_days\"\nvalue = 21\nif = \"vehicle.permitted_weight_kg > 3500 && vehicle.kind == 'van'\"\nfor = [\"towing\"]",
    );
    assert!(
        has(&faults, "5.a", &TermsProblem::NeverApplies),
        "{}",
        said(&faults)
    );
}

#[test]
fn a_clause_that_never_matters_is_found() {
    let faults = seeded(Product::RescueAbroad, "repeats = [\"1\"]\n", "");
    assert!(
        has(&faults, "6.c", &TermsProblem::NeverMatters),
        "{}",
        said(&faults)
    );
    // Repeating a clause that says something else does not help.
    let faults = seeded(
        Product::RescueAbroad,
        "repeats = [\"1\"]\n",
        "repeats = [\"7\"]\n",
    );
    assert!(
        has(&faults, "6.c", &TermsProblem::NeverMatters),
        "{}",
        said(&faults)
    );
}

#[test]
fn a_benefit_or_ground_nobody_can_reach_is_found() {
    let faults = seeded(
        Product::RescueAbroad,
        "require = \"vehicle.seized\"",
        "require = \"vehicle.seized && stuck && theft\"",
    );
    let problem = TermsProblem::UnreachableBenefit("seizure".to_owned());
    assert!(has(&faults, "5.h", &problem), "{}", said(&faults));
    let faults = seeded(
        Product::RescueAbroad,
        "require = \"theft && theft.recovery == 'found_after_trip_continued'\"",
        "require = \"theft && theft.recovery == 'found_after_trip_continued' && event.kind != 'vehicle_theft'\"",
    );
    let problem = TermsProblem::UnreachableRoute {
        benefit: "vehicle_repatriation".to_owned(),
        route: "theft".to_owned(),
    };
    assert!(has(&faults, "5.c", &problem), "{}", said(&faults));
}

#[test]
fn faults_in_cases_are_found_where_they_stand() {
    let with = |entry: &str| {
        let (_, file, text) = FILES.first().expect("a file");
        let lines = text.lines().count();
        let faults = Terms::check(&format!("{text}{entry}"), file).expect_err("a fault");
        assert!(faults.iter().all(|fault| fault.line > lines), "{faults:?}");
        faults
    };
    let faults = with(
        "\n[[case]]\nname = \"x\"\ncolour = 1\nguards = [\"99\"]\nfacts = { \"vehicle.wheels\" = 3, \"event.kind\" = \"earthquake\" }\nexpect = { massage = \"covered\", towing = 3 }\n",
    );
    for problem in [
        TermsProblem::UnknownKey("colour".to_owned()),
        TermsProblem::UnknownClause("99".to_owned()),
        TermsProblem::CaseFact("vehicle.wheels".to_owned()),
        TermsProblem::CaseFact("event.kind".to_owned()),
        TermsProblem::UnknownId("massage".to_owned()),
        TermsProblem::WrongValue("towing".to_owned()),
    ] {
        assert!(
            faults.iter().any(|fault| fault.problem == problem),
            "{problem:?}\n{}",
            said(&faults)
        );
    }
    // A clause behind the cases would be read by nobody: even loading refuses it.
    let (_, file, text) = FILES.first().expect("a file");
    let faults =
        Terms::parse(&format!("{text}\n[[clause]]\nid = \"10\"\n"), file).expect_err("a fault");
    assert_eq!(faults[0].problem, TermsProblem::AfterCases);
}
