//! What the checker finds in a terms file, and what the terms say.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{
    ClauseKind, ExprFault, FACTS, Situation, Terms, TermsFault, TermsProblem, assess,
};
use roadside_core::types::{Language, Product};

const BUILT_IN: &str = include_str!("../terms/rescue-abroad.toml");

fn terms() -> Terms {
    Terms::of(Product::RescueAbroad).expect("terms")
}

/// The faults of the built-in file with something added at its end, in the last clause.
fn faults_with(added: &str) -> Vec<TermsFault> {
    let lines = BUILT_IN.lines().count();
    let faults = Terms::parse(&format!("{BUILT_IN}{added}"), "test.toml").expect_err("faults");
    for fault in &faults {
        assert_eq!(fault.file, "test.toml");
        assert!(
            fault.line > lines,
            "{fault:?} is not in what was added after line {lines}"
        );
    }
    faults
}

fn problems(faults: &[TermsFault]) -> Vec<&TermsProblem> {
    faults.iter().map(|fault| &fault.problem).collect()
}

#[test]
fn every_fault_is_found_at_once_with_line_and_clause() {
    let faults = faults_with(
        r#"
[[clause]]
id = "10"
kind = ["scope", "poetry"]
colour = "red"
[[clause.rule]]
require = "vehicle.wheels == 4"
[[clause.rule]]
require = "vehicle.casco"
exclude = "vehicle.casco"
[[clause.rule]]
exclude = "event.kind == 'earthquake' || vehicle.permitted_weight_kg == 'heavy'"
[[clause.rule]]
require = "(vehicle.casco"
for = ["massage"]
route = ["moon"]
[[clause.condition]]
id = "good_mood"
[[clause.limit]]
key = "max_patience"
value = true
[[clause]]
id = "9"
kind = ["duty"]
"#,
    );
    let found = problems(&faults);
    let text = |name: &str| name.to_owned();
    for expected in [
        TermsProblem::UnknownId(text("poetry")),
        TermsProblem::UnknownKey(text("colour")),
        TermsProblem::Expression(ExprFault::UnknownFact(text("vehicle.wheels"))),
        TermsProblem::RuleShape,
        TermsProblem::Expression(ExprFault::UnknownValue {
            fact: text("event.kind"),
            value: text("earthquake"),
        }),
        TermsProblem::Expression(ExprFault::WrongType(text("vehicle.permitted_weight_kg"))),
        TermsProblem::Expression(ExprFault::Syntax { column: 15 }),
        TermsProblem::UnknownId(text("massage")),
        TermsProblem::UnknownRoute(text("moon")),
        TermsProblem::UnknownId(text("good_mood")),
        TermsProblem::WrongValue(text("value")),
        TermsProblem::Duplicate(text("9")),
    ] {
        assert!(
            found.contains(&&expected),
            "{expected:?} is not among {found:#?}"
        );
    }
    let syntax = faults
        .iter()
        .find(|fault| {
            matches!(
                fault.problem,
                TermsProblem::Expression(ExprFault::Syntax { .. })
            )
        })
        .expect("the syntax fault");
    assert_eq!(syntax.clause.as_deref(), Some("10"));
    let line = BUILT_IN.lines().count() + 14;
    assert_eq!(
        syntax.text(Language::En),
        format!(
            "test.toml, line {line}, clause 10: The expression cannot be read from character 15 on."
        )
    );
}

#[test]
fn a_sentence_nobody_wrote_is_a_fault_in_every_language() {
    let faults = faults_with("\n[[clause.you_pay]]\nid = \"a_drink\"\n");
    assert_eq!(faults.len(), Language::ALL.len());
    for (fault, language) in faults.iter().zip(Language::ALL) {
        let key = "coverage.you_pay.a_drink".to_owned();
        assert_eq!(fault.problem, TermsProblem::NoSentence { key, language });
    }
}

#[test]
fn two_rules_that_contradict_each_other_are_named_both() {
    for rule in [
        "exclude = \"vehicle.casco\"",
        "require = \"!vehicle.casco && trip.purpose == 'private'\"",
        "require = \"trip.purpose != 'private' && !(repair.local || vehicle.casco)\"",
    ] {
        let faults = faults_with(&format!("[[clause.rule]]\n{rule}\nfor = [\"towing\"]\n"));
        let contradiction = TermsProblem::Contradiction {
            benefit: "towing".to_owned(),
            other: "1".to_owned(),
        };
        assert!(
            problems(&faults).contains(&&contradiction),
            "{rule}: {faults:#?}"
        );
        assert!(
            faults
                .iter()
                .any(|fault| fault.clause.as_deref() == Some("9"))
        );
    }
    // Two values of one fact at once.
    let faults = faults_with(
        "[[clause.rule]]\nrequire = \"event.kind == 'puncture'\"\nfor = [\"recovery_from_ditch\"]\n",
    );
    let contradiction = TermsProblem::Contradiction {
        benefit: "recovery_from_ditch".to_owned(),
        other: "5.a".to_owned(),
    };
    assert!(problems(&faults).contains(&&contradiction), "{faults:#?}");
}

#[test]
fn rules_that_never_meet_do_not_contradict() {
    let sentence = |faults: &[TermsFault]| {
        faults
            .iter()
            .all(|fault| matches!(fault.problem, TermsProblem::NoSentence { .. }))
    };
    // The same expression denied on another ground, or with a stated exception. What is left to
    // complain about is that clause 9 has no sentence for a rule that fails.
    for rule in [
        "exclude = \"theft && theft.recovery == 'found_after_trip_continued'\"\nfor = [\"travel_home\"]\nroute = [\"illness\"]",
        "exclude = \"vehicle.casco\"\nunless_agreed = true",
    ] {
        let faults = faults_with(&format!("[[clause.rule]]\n{rule}\n"));
        assert!(sentence(&faults), "{rule}: {faults:#?}");
    }
}

#[test]
fn what_is_no_terms_file_says_so() {
    let problem = |text: &str| {
        Terms::parse(text, "x")
            .expect_err("faults")
            .remove(0)
            .problem
    };
    assert!(matches!(problem("= ["), TermsProblem::NotToml(_)));
    assert_eq!(problem(&" ".repeat(2_000_000)), TermsProblem::TooLarge);
    let newer = BUILT_IN.replacen("format = 1", "format = 2", 1);
    assert_eq!(problem(&newer), TermsProblem::NewerFormat);
    let missing = Terms::parse("", "x").expect_err("faults");
    assert!(missing.len() >= 5, "{missing:?}");
}

#[test]
fn every_fault_can_be_said_in_every_language() {
    let faults =
        faults_with("[[clause.rule]]\nrequire = \"x.y\"\n[[clause.rule]]\n[[clause.limit]]\n");
    for language in Language::ALL {
        for fault in &faults {
            let said = fault.text(language);
            assert!(
                !said.contains("%{") && !said.contains("terms_fault"),
                "{said}"
            );
        }
    }
}

#[test]
fn the_terms_hold_every_clause_of_the_ledger() {
    let terms = terms();
    for number in [
        "card", "notice", "ready", "contact", "1", "2", "3", "4", "5", "5.a", "5.b", "5.c", "5.d",
        "5.e", "5.f", "5.g", "5.h", "5.i", "6.a", "6.b", "6.c", "6.d", "6.e", "6.f", "6.g", "6.h",
        "6.i", "6.j", "6.k", "6.l", "6.m", "6.n", "6.o", "7", "8", "9",
    ] {
        assert!(!terms.clause(number).is_empty(), "clause {number}");
    }
    assert_eq!(terms.clause("5.c").len(), 4);
    assert_eq!(terms.clause("5.c-hotel")[0].number(), "5.c");
    assert!(terms.clause("17.1").is_empty());
    assert_eq!(terms.edition(), "2011-04");
    assert_eq!(terms.alarm_phone().e164(), "+4570105052");
    assert_eq!(terms.assistance_company(), "SOS International a/s");
    assert!(terms.offers_repair_loan());
    assert_eq!(terms.benefits().count(), 18);
    let home = terms.clause("6.e")[0];
    assert_eq!(home.kinds(), [ClauseKind::Exclusion]);
    let facts: Vec<_> = home.facts().iter().map(|fact| fact.name()).collect();
    assert_eq!(facts, ["place.country", "vehicle.registered_in"]);
    assert!(
        home.decides()
            .iter()
            .any(|benefit| benefit.id() == "communication")
    );
}

#[test]
fn autohjaelp_holds_every_clause_of_the_ledger() {
    let terms = Terms::of(Product::Autohjaelp).expect("terms");
    let mut numbers: Vec<String> = (1..=14).map(|part| format!("19.{part}")).collect();
    numbers.extend((20..=26).map(|part| part.to_string()));
    numbers.extend(
        [
            "1.1", "2.1", "3.1", "4.1", "4.2", "5.1", "5.2", "5.3", "5.4", "6.1", "7.1", "8.1",
            "9.1", "9.2", "10.1", "11.1", "11.2", "12.1", "13.1", "13.2", "13.3", "13.4", "14.1",
            "14.2", "15.1", "15.2", "16.1", "16.2", "17.1", "18.1",
        ]
        .map(str::to_owned),
    );
    for number in numbers {
        assert!(!terms.clause(&number).is_empty(), "clause {number}");
    }
    assert_eq!(terms.alarm_phone().e164(), "+4570108090");
    assert!(!terms.offers_repair_loan());
    assert_eq!(terms.benefits().count(), 15);
    // Two clauses whose numbers differ only by a dot say different things.
    let says = |number: &str| terms.clause(number)[0].says(Language::En);
    assert_ne!(says("2.1"), says("21"));
}

#[test]
fn a_call_is_said_to_be_paid_for_only_where_the_terms_pay_it() {
    let call = |product| {
        let terms = Terms::of(product).expect("terms");
        let assessment = assess(&terms, &Situation::new());
        assessment.say(&terms, Language::En).call.text
    };
    assert!(call(Product::RescueAbroad).contains("paid"));
    assert!(!call(Product::Autohjaelp).contains("paid"));
}

#[test]
fn every_answer_is_said_in_every_language() {
    for product in Product::ALL {
        if let Some(terms) = Terms::of(*product) {
            every_answer_of(&terms);
        }
    }
}

fn every_answer_of(terms: &Terms) {
    let scenarios = std::fs::read_to_string("../tests/vectors/scenarios.jsonl").expect("scenarios");
    let mut situations = vec![Situation::new()];
    for line in scenarios.lines() {
        let scenario: serde_json::Value = serde_json::from_str(line).expect("a scenario");
        situations.push(Situation::from_json(&scenario["situation"]).expect("a situation"));
    }
    for situation in &situations {
        let assessment = assess(terms, situation);
        for language in Language::ALL {
            let said = serde_json::to_value(assessment.say(terms, language)).expect("JSON");
            look(&said, language);
        }
    }
}

/// No sentence is empty, a bare key, or has a hole in it.
fn look(said: &serde_json::Value, language: Language) {
    match said {
        serde_json::Value::String(text) => {
            let bare = ["coverage.", "facts.", "terms."]
                .iter()
                .any(|table| text.starts_with(table));
            assert!(
                !text.is_empty() && !bare && !text.contains("%{"),
                "{language:?}: {text}"
            );
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| look(item, language)),
        serde_json::Value::Object(entries) => {
            entries.values().for_each(|item| look(item, language))
        }
        _ => {}
    }
}

#[test]
fn a_clause_is_explained_in_every_language() {
    let every = Product::ALL.iter().copied().filter_map(Terms::of);
    let every: Vec<Terms> = every.collect();
    for clause in every.iter().flat_map(Terms::clauses) {
        for language in Language::ALL {
            let says = clause.says(language);
            assert!(
                says.ends_with('.') && says.len() > 15,
                "{} {language:?}: {says}",
                clause.id()
            );
        }
    }
    assert!(FACTS.len() > 50);
}

#[test]
fn a_file_may_bring_the_sentences_of_its_clauses() {
    let in_all = |said: &str| {
        let each = Language::ALL.map(|language| format!("{0} = \"{0}: {said}\"\n", language.tag()));
        each.concat()
    };
    let added = format!(
        "[[clause]]\nid = \"10\"\nkind = [\"requirement\"]\n[clause.text.says]\n{}[clause.text.fails]\n{}\
         [[clause.rule]]\nrequire = \"event.kind != 'puncture'\"\nfor = [\"towing\"]\n",
        in_all("No towing after a puncture."),
        in_all("A puncture is not towed.")
    );
    let terms = Terms::parse(&format!("{BUILT_IN}{added}"), "test.toml").expect("sound");
    let clause = terms.clause("10")[0];
    assert_eq!(clause.says(Language::Pl), "pl: No towing after a puncture.");
    let mut situation = Situation::new();
    situation.set("event.kind", "puncture").expect("a kind");
    let said = assess(&terms, &situation).say(&terms, Language::Hr);
    let towing = &said.benefits[0];
    assert_eq!(towing.verdict, "not_covered");
    assert_eq!(towing.reasons[0].clause, "10");
    assert_eq!(towing.reasons[0].message, "hr: A puncture is not towed.");

    // One language short, one name misspelt, one language nobody reads, one hidden character.
    let short = added.replace("fr = \"fr: A puncture is not towed.\"\n", "");
    let key = "terms.rescue-abroad.10.fails".to_owned();
    let language = Language::Fr;
    assert_eq!(
        problems(&faults_with(&short)),
        [&TermsProblem::NoSentence { key, language }]
    );
    let misspelt = faults_with(&added.replace("text.says", "text.sais"));
    assert!(
        problems(&misspelt).contains(&&TermsProblem::UnknownKey("sais".to_owned())),
        "{misspelt:?}"
    );
    let swedish = faults_with(&added.replacen("da = ", "sv = ", 1));
    assert!(
        problems(&swedish).contains(&&TermsProblem::UnknownId("sv".to_owned())),
        "{swedish:?}"
    );
    let hidden = faults_with(&added.replacen("da: ", "da: \u{202e}", 1));
    assert!(
        problems(&hidden).contains(&&TermsProblem::WrongValue("da".to_owned())),
        "{hidden:?}"
    );
}
