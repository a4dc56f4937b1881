//! Reading a position, judging it, and saying it in every form.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use roadside_core::position::{Age, Fix, Method, Misheard, Quality, Width, best, check_spoken};
use roadside_core::types::{Language, Problem};

fn parse(text: &str) -> Fix {
    Fix::parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text)
        .unwrap()
        .with_timezone(&Utc)
}

fn now() -> DateTime<Utc> {
    time("2026-07-10T12:00:00Z")
}

fn fix(accuracy_m: Option<f64>, seconds_ago: Option<i64>) -> Fix {
    let fixed_at = seconds_ago.map(|seconds| now() - TimeDelta::seconds(seconds));
    Fix::new(55.3433, 11.0392, accuracy_m, fixed_at, Method::Gnss).unwrap()
}

#[test]
fn reads_what_people_and_programs_write() {
    for (text, lat, lon, accuracy) in [
        ("55.3433,11.0392", 55.3433, 11.0392, None),
        (" 55.3433, 11.0392 ", 55.3433, 11.0392, None),
        ("55.3433,11.0392~15", 55.3433, 11.0392, Some(15.0)),
        ("55.3433, 11.0392 ~ 15.5", 55.3433, 11.0392, Some(15.5)),
        ("-33.9,-70", -33.9, -70.0, None),
        ("+90,-180", 90.0, -180.0, None),
        ("0,1e-7", 0.0, 1e-7, None),
        ("geo:55.3433,11.0392", 55.3433, 11.0392, None),
        ("geo:55.3433,11.0392;u=15", 55.3433, 11.0392, Some(15.0)),
        (
            "GEO:55.3433,11.0392,40;CRS=WGS84;U=15;x=y",
            55.3433,
            11.0392,
            Some(15.0),
        ),
    ] {
        let fix = parse(text);
        assert_eq!(
            (fix.lat, fix.lon, fix.accuracy_m),
            (lat, lon, accuracy),
            "{text}"
        );
        assert_eq!(fix.fixed_at, None, "{text}");
        assert_eq!(fix.method, Method::Unknown);
    }
    let told = parse("55.3433,11.0392~15@2026-07-10T14:00:00+02:00");
    assert_eq!(told.fixed_at, Some(now()));
    assert_eq!(
        parse("geo:1,2;u=3@2026-07-10T12:00:00Z").fixed_at,
        Some(now())
    );
}

#[test]
fn says_what_is_wrong() {
    for text in [
        "",
        " ",
        ",",
        "55",
        "55,",
        ",11",
        "55 11",
        "55;11",
        "55,3433,11,0392",
        "55,11,3",
        "x,y",
        "55,11~",
        "55,11~x",
        "55,11~5~6",
        "0x10,1",
        "55°,11°",
        "geo:",
        "geo:55",
        "geo:1,2,3,4",
        "geo:1,2;crs=etrs89",
        "geo:1,2;u=",
        "geo:0,0?q=55,11",
        "N55.3 E11.0",
        "５５,１１",
    ] {
        assert_eq!(Fix::parse(text), Err(Problem::Position), "{text}");
    }
    for text in [
        "NaN,11",
        "55,nan",
        "inf,0",
        "0,-infinity",
        "1e309,0",
        "0,0~inf",
        "geo:nan,1",
    ] {
        assert_eq!(Fix::parse(text), Err(Problem::NotFinite), "{text}");
    }
    for (text, min, max) in [
        ("90.0001,0", "-90", "90"),
        ("-91,0", "-90", "90"),
        ("0,180.5", "-180", "180"),
        ("0,0~-1", "0", "20040000"),
        ("0,0~1e9", "0", "20040000"),
    ] {
        let problem = Problem::OutOfRange {
            min: min.into(),
            max: max.into(),
        };
        assert_eq!(Fix::parse(text), Err(problem), "{text}");
    }
    for text in [
        "55,11@",
        "55,11@noon",
        "55,11@2026-02-30T00:00:00Z",
        "55,11@2026-07-10",
        "1,2@x@y",
    ] {
        assert_eq!(Fix::parse(text), Err(Problem::Time), "{text}");
    }
    for text in ["55,\u{202e}11", "55,11\u{0}", "55\n,11", "\u{200b}55,11"] {
        assert_eq!(Fix::parse(text), Err(Problem::HiddenCharacters), "{text:?}");
    }
    let huge = "5".repeat(10_000_000);
    assert_eq!(Fix::parse(&huge), Err(Problem::TooLong { max: 200 }));
}

#[test]
fn a_fix_holds_its_bounds() {
    let new = |lat, lon, accuracy| Fix::new(lat, lon, accuracy, None, Method::Gnss);
    assert!(new(90.0, 180.0, Some(0.0)).is_ok());
    assert_eq!(new(f64::NAN, 0.0, None), Err(Problem::NotFinite));
    assert_eq!(new(0.0, f64::INFINITY, None), Err(Problem::NotFinite));
    assert_eq!(new(0.0, 0.0, Some(f64::NAN)), Err(Problem::NotFinite));
    assert!(matches!(
        new(0.0, 0.0, Some(-1.0)),
        Err(Problem::OutOfRange { .. })
    ));
    assert!(matches!(
        new(0.0, -180.1, None),
        Err(Problem::OutOfRange { .. })
    ));
    // Positions do not leak into logs.
    assert_eq!(
        format!("{:?}", new(55.0, 11.0, None).unwrap()),
        "Fix([REDACTED])"
    );
}

#[test]
fn quality_is_width_and_age() {
    for (accuracy, ago, width, age) in [
        (Some(15.0), Some(10), Width::Fine, Age::Fresh),
        (Some(200.0), Some(300), Width::Fine, Age::Fresh),
        (Some(200.1), Some(301), Width::Coarse, Age::Old),
        (None, None, Width::Untold, Age::Untold),
        (Some(0.0), Some(0), Width::Untold, Age::Fresh),
        (Some(5.0), Some(-300), Width::Fine, Age::Fresh),
        (Some(5.0), Some(-301), Width::Fine, Age::Future),
    ] {
        let quality = fix(accuracy, ago).quality(now());
        assert_eq!(quality, Quality { width, age }, "{accuracy:?} {ago:?}");
        let good = width == Width::Fine && age == Age::Fresh;
        assert_eq!(quality.is_good(), good);
        for language in Language::ALL {
            let cautions = quality.cautions(language);
            assert_eq!(cautions.is_empty(), good);
            assert!(
                cautions
                    .iter()
                    .all(|caution| !caution.starts_with("position."))
            );
        }
    }
}

#[test]
fn the_caption_carries_accuracy_and_age() {
    let caption = |accuracy, ago| {
        fix(accuracy, ago)
            .caption(Language::En, now())
            .replace('\u{a0}', " ")
    };
    assert_eq!(
        caption(Some(14.2), Some(30)),
        "±15 m, measured just now".replace("±", "± ")
    );
    assert_eq!(
        caption(Some(1_200.0), Some(150)),
        "± 2 km, measured 2 min ago"
    );
    assert_eq!(
        caption(None, Some(7_300)),
        "accuracy not known, measured 2 h ago"
    );
    assert_eq!(caption(Some(5.0), Some(200_000)), "± 5 m, measured 2 d ago");
    assert_eq!(caption(Some(5.0), Some(-900)), "± 5 m, time in the future");
    assert_eq!(
        caption(Some(0.0), None),
        "accuracy not known, time not known"
    );
    for language in Language::ALL {
        for (accuracy, ago) in [
            (Some(5.0), Some(0)),
            (Some(5e3), Some(90)),
            (None, Some(9_000)),
            (None, Some(900_000)),
            (None, Some(-900)),
            (None, None),
        ] {
            let text = fix(accuracy, ago).caption(language, now());
            assert!(
                !text.contains("position.") && !text.contains("%{"),
                "{text}"
            );
        }
    }
}

#[test]
fn trusts_the_fix_that_still_finds_the_car() {
    let chosen = |fixes: &[Fix]| best(fixes, now()).unwrap();
    let fresh_fine = fix(Some(15.0), Some(5));
    let fresh_coarse = fix(Some(1_500.0), Some(5));
    let old_fine = fix(Some(5.0), Some(240));
    let future = fix(Some(3.0), Some(-3_600));
    let untold = fix(None, None);
    assert_eq!(best(&[], now()), None);
    assert_eq!(chosen(&[fresh_coarse, fresh_fine, old_fine]), fresh_fine);
    // Four minutes at 130 km/h are more than a wide cell.
    assert_eq!(chosen(&[old_fine, fresh_coarse]), fresh_coarse);
    assert_eq!(chosen(&[future, untold]), untold);
    assert_eq!(chosen(&[future]), future);
    // What a person pointed out stays where it is.
    let pointed = Fix {
        method: Method::Manual,
        ..fix(None, Some(120))
    };
    assert_eq!(chosen(&[fresh_coarse, pointed]), pointed);
    // Of equals the later.
    let (earlier, later) = (fix(Some(46.0), Some(1)), fix(Some(82.0), Some(0)));
    assert_eq!(chosen(&[earlier, later]), later);
}

#[test]
fn every_form_of_one_position() {
    let forms = parse("55.3433,11.0392~15").forms(Language::En);
    insta::assert_snapshot!(
        serde_json::to_string_pretty(&forms).unwrap(),
        @r#"
    {
      "geo_uri": "geo:55.3433,11.0392;u=15",
      "dms": "55°20′35.9″N 11°02′21.1″E",
      "plus_code": "9F7H82VQ+8M",
      "spoken": "north 55 point 343 30, east 011 point 039 20, check digit 0"
    }
    "#
    );
}

#[test]
fn forms_at_the_edges() {
    assert_eq!(parse("-0.0000001,-0.0").geo_uri(), "geo:0,0");
    assert_eq!(parse("90,77").geo_uri(), "geo:90,0");
    assert_eq!(
        parse("-33.45,-70.6666666~0.4").geo_uri(),
        "geo:-33.45,-70.666667;u=1"
    );
    assert_eq!(parse("100e-1,20").geo_uri(), "geo:10,20");
    assert_eq!(
        parse("59.99999999,-0.00000001").dms(),
        "60°00′00.0″N 0°00′00.0″E"
    );
    assert_eq!(
        parse("-33.4489,-70.6693").dms(),
        "33°26′56.0″S 70°40′09.5″W"
    );
    assert_eq!(parse("90,180").dms(), "90°00′00.0″N 180°00′00.0″E");
}

#[test]
fn spoken_in_eight_languages() {
    let lines: Vec<String> = Language::ALL
        .iter()
        .map(|language| parse("55.3433,-11.0392").spoken(*language))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    nord 55 komma 343 30, vest 011 komma 039 20, kontrolciffer 5
    Nord 55 Komma 343 30, West 011 Komma 039 20, Prüfziffer 5
    north 55 point 343 30, west 011 point 039 20, check digit 5
    norte 55 coma 343 30, oeste 011 coma 039 20, dígito de control 5
    nord 55 virgule 343 30, ouest 011 virgule 039 20, chiffre de contrôle 5
    sjever 55 zarez 343 30, zapad 011 zarez 039 20, kontrolna znamenka 5
    nord 55 virgola 343 30, ovest 011 virgola 039 20, cifra di controllo 5
    północ 55 przecinek 343 30, zachód 011 przecinek 039 20, cyfra kontrolna 5
    ");
}

#[test]
fn what_was_misheard_is_found() {
    for text in [
        "",
        "55 343 30",
        "north 55 point 343 30",
        "north 55 343 3, east 011 039 20, 0",
        "north 55 343 30, north 011 039 20, 0",
        "east 011 039 20, north 55 343 30, 0",
        "north 55 343 30, east 011 039 20",
        "north 55 343 30, east 011 039 20, check 44",
        "north 5five 343 30, east 011 039 20, 0",
        "7 north 55 343 30, east 011 039 20, 0",
        "north 55 343 30,\u{202e} east 011 039 20, 0",
        "O 55 343 30, N 011 039 20, 0",
    ] {
        assert_eq!(check_spoken(text), Err(Misheard::Unreadable), "{text}");
    }
    assert_eq!(
        check_spoken(&"north ".repeat(2_000_000)),
        Err(Misheard::Unreadable)
    );
    let good = "N 55 343 30 E 011 039 20 0";
    let fix = check_spoken(good).unwrap();
    assert_eq!((fix.lat, fix.lon), (55.3433, 11.0392));
    for wrong in [
        "S 55 343 30 E 011 039 20 0",
        "N 55 343 30 W 011 039 20 0",
        "N 55 343 03 E 011 039 20 0",
        "N 55 343 30 E 011 093 20 0",
        "N 55 343 30 E 011 039 20 5",
    ] {
        assert_eq!(check_spoken(wrong), Err(Misheard::CheckDigit), "{wrong}");
    }
    for language in Language::ALL {
        for misheard in [Misheard::Unreadable, Misheard::CheckDigit] {
            assert!(!misheard.text(language).starts_with("position."));
        }
    }
}

fn digits_of(text: &str) -> Vec<usize> {
    text.char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect()
}

fn language() -> impl Strategy<Value = Language> {
    proptest::sample::select(Language::ALL.to_vec())
}

proptest! {
    #[test]
    fn parsing_never_panics(text in any::<String>()) {
        let _ = Fix::parse(&text);
        let _ = check_spoken(&text);
    }

    #[test]
    fn parsing_things_like_positions_never_panics(text in "(geo:)?[-+0-9.,~@;=:TZeu ]{0,60}") {
        let _ = Fix::parse(&text);
    }

    #[test]
    fn what_is_written_is_read_again(
        lat in -90.0..=90.0, lon in -180.0..=180.0, metres in proptest::option::of(0.0..1e6),
    ) {
        let fix = Fix::new(lat, lon, metres, None, Method::Unknown).unwrap();
        let tilde = metres.map_or_else(String::new, |metres| format!("~{metres}"));
        let written = format!("{lat},{lon}{tilde}");
        prop_assert_eq!(Fix::parse(&written), Ok(fix));
        let back = Fix::parse(&fix.geo_uri()).unwrap();
        prop_assert!((back.lat - lat).abs() <= 6e-7);
        prop_assert!((back.lon - lon).abs() <= 6e-7);
        if let (Some(told), Some(metres)) = (back.accuracy_m, metres) {
            prop_assert!(told >= metres && told < metres + 1.0);
        }
    }

    #[test]
    fn what_is_spoken_is_taken_down(
        lat in -90.0..=90.0, lon in -180.0..=180.0, language in language(),
    ) {
        let spoken = Fix::new(lat, lon, None, None, Method::Gnss).unwrap().spoken(language);
        let back = check_spoken(&spoken).unwrap();
        prop_assert!((back.lat - lat).abs() < 6e-6 && (back.lon - lon).abs() < 6e-6);
        prop_assert_eq!(digits_of(&spoken).len(), 16);
    }

    #[test]
    fn one_wrong_digit_or_one_swap_is_heard(
        lat in -90.0..=90.0, lon in -180.0..=180.0, language in language(),
        at in 0usize..15, more in 1u8..10,
    ) {
        let spoken = Fix::new(lat, lon, None, None, Method::Gnss).unwrap().spoken(language);
        let places = digits_of(&spoken);
        let mut bytes = spoken.clone().into_bytes();
        bytes[places[at]] = b'0' + (bytes[places[at]] - b'0' + more) % 10;
        prop_assert_eq!(check_spoken(std::str::from_utf8(&bytes).unwrap()), Err(Misheard::CheckDigit));
        let mut bytes = spoken.clone().into_bytes();
        bytes.swap(places[at], places[at + 1]);
        if bytes != spoken.as_bytes() {
            prop_assert_eq!(
                check_spoken(std::str::from_utf8(&bytes).unwrap()),
                Err(Misheard::CheckDigit)
            );
        }
    }

    #[test]
    fn the_best_is_one_of_them_and_never_a_suspect_one_without_need(
        told in proptest::collection::vec((0.0..5e3, -7_200i64..7_200), 1..8),
    ) {
        let fixes: Vec<Fix> = told.iter().map(|(m, ago)| fix(Some(*m), Some(*ago))).collect();
        let chosen = best(&fixes, now()).unwrap();
        prop_assert!(fixes.contains(&chosen));
        let future = |fix: &Fix| fix.quality(now()).age == Age::Future;
        prop_assert!(!future(&chosen) || fixes.iter().all(future));
    }
}
