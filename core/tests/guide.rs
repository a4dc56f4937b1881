//! What is known per country, and what is kept quiet because it is not.

#![allow(clippy::expect_used, reason = "a test may panic")]

use roadside_core::guide::{Guide, MotorwayKind, Service, Side};
use roadside_core::messages;
use roadside_core::territory::Region;
use roadside_core::types::{Country, Language};

fn code(iso: &[u8; 2]) -> Country {
    Country::of(iso)
}

#[test]
fn every_country_of_the_file_is_read_once_and_in_order() {
    let guide = Guide::load();
    let codes: Vec<&str> = guide
        .countries()
        .iter()
        .map(|known| known.country.code())
        .collect();
    assert_eq!(codes.len(), 60);
    assert!(codes.is_sorted_by(|a, b| a < b));
    for known in guide.countries() {
        assert!(
            !known.sign.is_empty() && !known.languages.is_empty(),
            "{}",
            known.country
        );
        assert!(known.languages.iter().any(|reader| reader.native) || known.country == code(b"MA"));
    }
}

#[test]
fn emergency_numbers_put_112_first_where_it_exists() {
    let guide = Guide::load();
    let call = |iso| guide.emergency(Some(code(iso))).call;
    for iso in [
        b"DK", b"HR", b"FR", b"GB", b"IE", b"CY", b"RS", b"SI", b"TR",
    ] {
        assert_eq!(call(iso), "112", "{iso:?}");
    }
    for (iso, police, ambulance, fire) in [
        (b"BA", "122", "124", "123"),
        (b"MA", "19", "15", "15"),
        (b"SM", "113", "118", "115"),
        (b"TN", "197", "190", "198"),
        (b"NO", "112", "113", "110"),
    ] {
        let here = guide.emergency(Some(code(iso)));
        assert_eq!(here.call, police);
        assert!(here.certain && !here.one_number_for_all());
        assert_eq!(here.number_for(Service::Ambulance), ambulance);
        assert_eq!(here.number_for(Service::Fire), fire);
        assert_eq!(here.number_for(Service::Police), police);
    }
    let france = guide.emergency(Some(code(b"FR")));
    assert_eq!(france.number_for(Service::Ambulance), "112");
    assert!(
        france
            .national
            .contains(&(Service::Ambulance, "15".to_owned()))
    );
    let britain = guide.emergency(Some(code(b"GB")));
    assert!(
        britain
            .national
            .contains(&(Service::General, "999".to_owned()))
    );
}

#[test]
fn where_nothing_is_known_it_is_112_and_said_to_be_uncertain() {
    let guide = Guide::load();
    for country in [None, Some(code(b"ZZ"))] {
        let here = guide.emergency(country);
        assert_eq!((here.call.as_str(), here.certain), ("112", false));
        assert_eq!(here.number_for(Service::Ambulance), "112");
        assert!(here.one_number_for_all());
    }
    assert!(!guide.emergency(Some(code(b"IR"))).certain);
}

#[test]
fn only_attested_motorway_rules_are_said_and_each_has_its_source() {
    let guide = Guide::load();
    let with_rule: Vec<&str> = guide
        .countries()
        .iter()
        .filter(|known| known.motorway.is_some())
        .map(|known| known.country.code())
        .collect();
    assert_eq!(
        with_rule,
        [
            "AT", "BA", "BE", "DE", "DK", "ES", "FR", "GB", "GR", "HR", "IT", "NL", "PL", "SI"
        ]
    );
    for known in guide.countries() {
        let Some(rule) = &known.motorway else {
            continue;
        };
        assert!(
            rule.sources.iter().all(|url| url.starts_with("http")),
            "{}",
            known.country
        );
        assert!(!rule.sources.is_empty(), "{}", known.country);
        for language in Language::ALL {
            assert!(messages::has(language, &rule.text_key), "{}", rule.text_key);
        }
    }
    for quiet in [b"CZ", b"RS", b"SE", b"CH", b"PT", b"RU"] {
        assert_eq!(guide.motorway(code(quiet), None), None);
    }
}

#[test]
fn the_licensed_recoverer_comes_first_only_where_nobody_else_may_come() {
    let guide = Guide::load();
    let first = |iso, region| {
        guide
            .motorway(code(iso), region)
            .is_some_and(|rule| rule.comes_first())
    };
    assert!(first(b"FR", None) && first(b"IT", None) && first(b"IT", Some(Region::SouthTyrol)));
    assert!(first(b"BE", Some(Region::Flanders)));
    for iso in [b"HR", b"SI", b"GB", b"PL", b"DE", b"ES", b"DK"] {
        assert!(!first(iso, None), "{iso:?}");
    }
}

#[test]
fn the_flemish_rule_holds_in_flanders_and_is_only_mentioned_when_the_region_is_open() {
    let guide = Guide::load();
    let belgium = code(b"BE");
    assert_eq!(guide.motorway(belgium, Some(Region::Wallonia)), None);
    let open = guide.motorway(belgium, None).expect("a hint");
    assert_eq!(open.kind, MotorwayKind::Hint);
    for language in Language::ALL {
        assert!(messages::has(language, &open.text_key));
    }
    assert!(
        open.text(Language::En)
            .starts_with("If you are in Flanders")
    );
}

#[test]
fn conflicting_italian_numbers_are_never_said() {
    let guide = Guide::load();
    let rule = guide.motorway(code(b"IT"), None).expect("a rule");
    for language in Language::ALL {
        let text = rule.text(language);
        assert!(text.contains("803 116"), "{text}");
        assert!(!text.contains("800 1"), "{text}");
    }
}

#[test]
fn safety_comes_in_order_and_knows_where_not_to_walk() {
    let guide = Guide::load();
    let text = |iso, motorway| {
        guide
            .safety(Some(code(iso)), motorway, Language::En)
            .join("\n")
    };
    insta::assert_snapshot!(text(b"FR", true), @"
    Switch on your hazard lights.
    Put on a reflective vest before you get out.
    Bring everybody behind the barrier, away from the traffic, and wait there.
    Leave the warning triangle in the car: do not walk along this motorway.
    ");
    insta::assert_snapshot!(text(b"IE", false), @"
    Switch on your hazard lights.
    Put on a reflective vest before you get out.
    Traffic keeps to the left here: get out on the left side.
    Bring everybody off the road and wait away from the traffic.
    Set up the warning triangle if you can walk there safely.
    ");
    assert!(text(b"HR", true).contains("only if you can walk behind the barrier"));
    for language in Language::ALL {
        assert_eq!(guide.safety(None, true, language).len(), 4);
    }
}

#[test]
fn reported_dangers_are_said_where_they_were_reported() {
    let guide = Guide::load();
    assert_eq!(guide.notes(code(b"HR"), Language::En).len(), 1);
    assert_eq!(guide.notes(code(b"PL"), Language::En).len(), 1);
    assert_eq!(guide.notes(code(b"FR"), Language::En), Vec::<String>::new());
    assert_eq!(guide.notes(code(b"ZZ"), Language::En), Vec::<String>::new());
}

#[test]
fn the_sign_beside_the_plate_is_the_countrys_own() {
    let guide = Guide::load();
    assert_eq!(guide.sign(code(b"GB")), "UK");
    assert_eq!(guide.sign(code(b"DE")), "D");
    assert_eq!(guide.sign(code(b"ZZ")), "ZZ");
    let left: Vec<&str> = guide
        .countries()
        .iter()
        .filter(|known| known.drives_on == Side::Left)
        .map(|known| known.country.code())
        .collect();
    assert_eq!(left, ["CY", "GB", "GG", "IE", "IM", "JE", "MT"]);
}
