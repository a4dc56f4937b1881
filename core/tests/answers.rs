//! Help without a network: every answer has its source, every question is found by its words,
//! and office hours are right whatever day it is in Denmark.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]

use chrono::{NaiveTime, TimeDelta};
use proptest::prelude::*;
use roadside_core::answers::{AlarmCentre, Answers, Days, Hours, Opening, fold};
use roadside_core::coverage::Terms;
use roadside_core::messages;
use roadside_core::types::calendar::is_working_day;
use roadside_core::types::{Language, Phone, Product, Timestamp};

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

fn office(days: Days, from: u32, to: u32) -> Hours {
    let clock = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    Hours::Office {
        days,
        from: clock(from),
        to: clock(to),
    }
}

fn alarm() -> AlarmCentre {
    AlarmCentre {
        company: "SOS International a/s".into(),
        phone: Phone::parse("+4570105052").expect("a number"),
        always: true,
    }
}

#[test]
fn every_row_of_the_file_is_read_and_hangs_together() {
    let file = include_str!("../data/answers.toml");
    let rows = |head: &str| file.lines().filter(|line| line.trim() == head).count();
    let answers = Answers::load();
    assert_eq!(answers.topics.len(), rows("[[topic]]"));
    assert_eq!(answers.contacts.len(), rows("[[contact]]"));
    assert_eq!(answers.links.len(), rows("[[link]]"));
    assert!(answers.topics.len() > 25);
    for topic in &answers.topics {
        for id in &topic.call {
            assert!(
                id == "alarm" || answers.contact(id).is_some(),
                "{}: {id}",
                topic.id
            );
        }
        for id in &topic.links {
            assert!(
                answers.links.iter().any(|(link, _)| link == id),
                "{}: {id}",
                topic.id
            );
        }
        for language in Language::ALL {
            for part in ["question", "answer", "words"] {
                let key = format!("answers.{}.{part}", topic.id);
                assert!(messages::has(language, &key), "{language:?}: {key}");
            }
        }
    }
    for (_, url) in &answers.links {
        assert!(url.starts_with("https://"), "{url}");
    }
}

#[test]
fn every_clause_named_is_in_the_products_terms() {
    for topic in Answers::load().topics {
        let Some(product) = topic.product() else {
            continue;
        };
        let terms = Terms::of(product).expect("the product's terms");
        let said = Answers::load().ask(
            "",
            Some(product),
            &alarm(),
            at("2026-11-26T12:00:00Z"),
            Language::En,
        );
        let answer = said
            .answers
            .iter()
            .find(|answer| answer.id == topic.id)
            .expect("an answer");
        assert!(!answer.clauses.is_empty(), "{}", topic.id);
        for clause in &answer.clauses {
            let known = terms
                .clauses()
                .iter()
                .any(|one| one.id() == clause || one.number() == clause);
            assert!(known, "{}: {clause}", topic.id);
        }
    }
}

#[test]
fn office_hours_mean_what_is_printed() {
    let hours = office(Days::MonFri, 9, 16);
    let open = |until: &str| Opening::Open { until: at(until) };
    let closed = |opens: &str| Opening::Closed { opens: at(opens) };
    let doubtful = |opens: &str| Opening::Doubtful { opens: at(opens) };
    for (now, expected) in [
        // A Thursday in winter: Denmark is an hour ahead of UTC.
        ("2026-11-26T07:59:59Z", closed("2026-11-26T08:00:00Z")),
        ("2026-11-26T08:00:00Z", open("2026-11-26T15:00:00Z")),
        ("2026-11-26T14:59:59Z", open("2026-11-26T15:00:00Z")),
        ("2026-11-26T15:00:00Z", closed("2026-11-27T08:00:00Z")),
        // Friday evening, Saturday noon: Monday.
        ("2026-11-27T18:00:00Z", closed("2026-11-30T08:00:00Z")),
        ("2026-11-28T11:00:00Z", closed("2026-11-30T08:00:00Z")),
        // Summer: two hours ahead.
        ("2026-07-10T07:00:00Z", open("2026-07-10T14:00:00Z")),
        // Easter 2026: Wednesday evening to Tuesday; Maundy Thursday at noon nobody can say.
        ("2026-04-01T18:00:00Z", closed("2026-04-07T07:00:00Z")),
        ("2026-04-02T10:00:00Z", doubtful("2026-04-07T07:00:00Z")),
        ("2026-04-02T18:00:00Z", closed("2026-04-07T07:00:00Z")),
        ("2026-04-05T10:00:00Z", closed("2026-04-07T07:00:00Z")),
        // Christmas 2026, Thursday to Sunday; New Year to Monday the 4th.
        ("2026-12-24T11:00:00Z", doubtful("2026-12-28T08:00:00Z")),
        ("2026-12-31T11:00:00Z", doubtful("2027-01-04T08:00:00Z")),
        // Constitution Day 2026 is a Friday.
        ("2026-06-05T10:00:00Z", doubtful("2026-06-08T07:00:00Z")),
        // The nights the clocks change are before Mondays.
        ("2026-03-29T12:00:00Z", closed("2026-03-30T07:00:00Z")),
        ("2026-10-25T12:00:00Z", closed("2026-10-26T08:00:00Z")),
    ] {
        assert_eq!(hours.at(at(now)), expected, "{now}");
    }
    assert_eq!(
        Hours::Always.at(at("2026-12-24T23:00:00Z")),
        Opening::Always
    );
    assert_eq!(
        Hours::Unstated.at(at("2026-11-26T12:00:00Z")),
        Opening::Unknown
    );
}

fn is_open(hours: Hours, now: Timestamp) -> bool {
    matches!(hours.at(now), Opening::Open { .. })
}

proptest! {
    /// Whatever the moment: what is said to open does open then, on a working day, and what is
    /// open closes on the same day.
    #[test]
    fn what_opens_is_open_then(seconds in 0_i64..315_360_000, from in 0_u32..12, long in 1_u32..11) {
        let now = at("2026-01-01T00:00:00Z") + TimeDelta::seconds(seconds);
        let hours = office(Days::MonFri, from, from + long);
        match hours.at(now) {
            Opening::Open { until } => {
                prop_assert!(until > now && until - now <= TimeDelta::hours(25));
                prop_assert!(!is_open(hours, until));
            }
            Opening::Closed { opens } | Opening::Doubtful { opens } => {
                prop_assert!(opens > now && opens - now <= TimeDelta::days(7));
                prop_assert!(is_open(hours, opens));
                prop_assert!(is_working_day(roadside_core::types::calendar::copenhagen_date(opens)));
                let before = opens - TimeDelta::seconds(1);
                prop_assert!(!is_open(hours, before));
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    /// Nothing typed is too odd to be looked up.
    #[test]
    fn nothing_typed_breaks_the_search(asked in ".{0,300}") {
        let answers = Answers::load();
        let found = answers.find(&asked, None, Language::Hr);
        prop_assert!(found.len() <= answers.topics.len());
    }

    /// Folding is done in one go, also where letters that stand in for others crowd together.
    #[test]
    fn a_folded_text_folds_to_itself(text in "(.|[aeouAEOUÀäÅæØœüéß\u{301}]{1,6}){0,40}") {
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
    }
}

#[test]
fn letters_that_stand_in_for_others_are_folded_to_the_last() {
    for (text, folded) in [
        ("AÀÀ", "a"),
        ("aea", "a"),
        ("aaee", "a"),
        ("Øee", "o"),
        ("u\u{308}e\u{301}e", "u"),
        ("oae", "oa"),
        ("eau", "eau"),
        ("Straße", "strasse"),
    ] {
        assert_eq!(fold(text), folded, "{text}");
    }
    for letter in (char::MIN..=char::MAX).map(String::from) {
        assert_eq!(fold(&fold(&letter)), fold(&letter), "{letter}");
    }
}

#[test]
fn every_question_finds_itself_in_every_language_and_in_danish() {
    let answers = Answers::load();
    for language in Language::ALL {
        for topic in &answers.topics {
            for asked in [language, Language::Da] {
                let question =
                    messages::text(asked, &format!("answers.{}.question", topic.id), &[]);
                let found = answers.find(&question, topic.product(), language);
                let first: Vec<&str> = found.iter().take(2).map(|one| one.id.as_str()).collect();
                // Its words may fit a neighbour as well.
                assert!(
                    first.contains(&topic.id.as_str()),
                    "{language:?}: {question}: {first:?}"
                );
            }
        }
    }
}

#[test]
fn words_as_people_type_them_find_the_answer() {
    let answers = Answers::load();
    for (language, asked, id) in [
        (Language::Da, "bagage væk", "luggage_lost"),
        (Language::Da, "BAGAGE FORSINKET", "luggage_delayed"),
        (Language::Da, "fortryde", "autohjaelp_withdrawal"),
        (Language::Da, "raekker opsige", "autohjaelp_renewal"),
        (Language::Da, "åbningstid", "rescue_accounts"),
        (Language::Da, "aabningstid", "rescue_accounts"),
        (Language::Da, "abningstid", "rescue_accounts"),
        (Language::Da, "klage", "autohjaelp_complaint"),
        (Language::De, "Koffer", "luggage_lost"),
        (Language::De, "Oeffnungszeiten", "rescue_accounts"),
        (Language::De, "Offnungszeiten", "rescue_accounts"),
        (Language::De, "kundig", "autohjaelp_renewal"),
        (Language::En, "expat", "expatriate"),
        (Language::En, "refund", "claim_how"),
        (Language::En, "consent", "consent"),
        (Language::Es, "equipaje perdido", "luggage_lost"),
        (Language::Es, "grabación", "recording"),
        (Language::Fr, "resiliation", "autohjaelp_renewal"),
        (Language::Fr, "bagages", "luggage_lost"),
        (Language::Hr, "prtljaga", "luggage_lost"),
        (Language::Hr, "pritužba", "autohjaelp_complaint"),
        (Language::It, "noleggio", "tusk_rental"),
        (Language::Pl, "bagaż", "luggage_lost"),
        (Language::Pl, "skladka", "autohjaelp_premium"),
        // A Dane with the phone in another language still types Danish.
        (Language::Fr, "fortrydelsesret", "autohjaelp_withdrawal"),
    ] {
        let found = answers.find(asked, None, language);
        let ids: Vec<&str> = found
            .iter()
            .take(3)
            .map(|topic| topic.id.as_str())
            .collect();
        assert!(ids.contains(&id), "{language:?} {asked}: {ids:?}");
    }
    assert!(answers.find("xyzzyx", None, Language::En).is_empty());
}

#[test]
fn the_cards_own_product_comes_first() {
    let answers = Answers::load();
    for product in [Product::RescueAbroad, Product::Autohjaelp, Product::Tusk] {
        let found = answers.find("", Some(product), Language::En);
        assert_eq!(found.len(), answers.topics.len());
        assert_eq!(
            found.first().and_then(|topic| topic.product()),
            Some(product)
        );
    }
}
