//! The workshop notice: the right language first, five things and no more, and a page that no
//! name can break.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

use proptest::prelude::*;
use roadside_core::guide::Guide;
use roadside_core::notice::{self, Notice, NoticeLanguage};
use roadside_core::territory::Region;
use roadside_core::types::{Country, Language, Line, Phone};

fn tags(country: &str, region: Option<Region>, driver: Language) -> Vec<&'static str> {
    notice::languages(&Guide::load(), Country::parse(country).ok(), region, driver)
        .into_iter()
        .map(|chosen| chosen.language.tag())
        .collect()
}

fn company() -> Line {
    Line::parse("SOS International a/s").expect("a name")
}

fn phone() -> Phone {
    Phone::parse("+45 70 10 50 52").expect("a number")
}

fn notices(country: &str, driver: Language) -> Vec<Notice> {
    let languages = notice::languages(&Guide::load(), Country::parse(country).ok(), None, driver);
    notice::compose(true, &company(), &phone(), &languages)
}

fn in_one(language: Language, loan: bool) -> Notice {
    let chosen = NoticeLanguage {
        language,
        native_language: true,
    };
    notice::compose(loan, &company(), &phone(), &[chosen]).remove(0)
}

#[test]
fn the_countrys_own_language_is_first() {
    for (country, first) in [
        ("AT", "de"),
        ("GB", "en"),
        ("FR", "fr"),
        ("ES", "es"),
        ("IT", "it"),
        ("HR", "hr"),
        ("PL", "pl"),
        ("DK", "da"),
        ("DE", "de"),
        ("LI", "de"),
        ("MC", "fr"),
        ("IE", "en"),
        ("SM", "it"),
        ("LU", "fr"),
        ("BA", "hr"),
        ("MT", "en"),
        ("TN", "fr"),
        ("FO", "da"),
    ] {
        let guide = Guide::load();
        let languages = notice::languages(&guide, Country::parse(country).ok(), None, Language::Da);
        assert_eq!(languages[0].language.tag(), first, "{country}");
        assert!(languages[0].native_language, "{country}");
    }
}

#[test]
fn the_drivers_own_is_last_and_none_comes_twice() {
    let guide = Guide::load();
    for known in guide.countries() {
        for driver in Language::ALL {
            let shown = tags(known.country.code(), None, driver);
            let mut once = shown.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), shown.len(), "{}: {shown:?}", known.country);
            assert!(
                shown.last() == Some(&driver.tag()) || shown[0] == driver.tag(),
                "{}: {shown:?}",
                known.country
            );
            assert!(shown.contains(&"en"), "{}: {shown:?}", known.country);
        }
    }
    assert_eq!(
        tags("HR", None, Language::Da),
        ["hr", "en", "de", "it", "da"]
    );
    assert_eq!(tags("HR", None, Language::En), ["hr", "de", "it", "en"]);
    assert_eq!(tags("AT", None, Language::De), ["de", "en"]);
    assert_eq!(tags("GB", None, Language::En), ["en"]);
}

#[test]
fn english_stands_in_where_ours_are_not_read() {
    for country in [
        "NL", "HU", "TR", "GR", "RS", "ME", "CZ", "SE", "NO", "XK", "AL", "UA", "MK", "ZZ",
    ] {
        assert_eq!(tags(country, None, Language::Da)[0], "en", "{country}");
    }
    // At sea, or between two countries.
    assert_eq!(
        notice::languages(&Guide::load(), None, None, Language::Pl),
        [
            NoticeLanguage {
                language: Language::En,
                native_language: false
            },
            NoticeLanguage {
                language: Language::Pl,
                native_language: false
            },
        ]
    );
}

#[test]
fn what_is_only_inferred_to_be_read_is_never_first() {
    assert_eq!(tags("CZ", None, Language::Da), ["en", "de", "pl", "da"]);
    assert_eq!(tags("MK", None, Language::Da), ["en", "hr", "da"]);
    assert_eq!(tags("AL", None, Language::De), ["en", "it", "de"]);
}

#[test]
fn regions_have_their_own_first_language() {
    for (country, region, first) in [
        ("BE", Region::Flanders, "en"),
        ("BE", Region::Wallonia, "fr"),
        ("BE", Region::EastBelgium, "de"),
        ("CH", Region::GermanSwitzerland, "de"),
        ("CH", Region::FrenchSwitzerland, "fr"),
        ("CH", Region::ItalianSwitzerland, "it"),
        ("IT", Region::SouthTyrol, "de"),
    ] {
        assert_eq!(
            tags(country, Some(region), Language::Da)[0],
            first,
            "{region:?}"
        );
    }
    assert_eq!(
        tags("CH", None, Language::Da),
        ["de", "fr", "it", "en", "da"]
    );
    // A region of another country changes nothing.
    assert_eq!(tags("HR", Some(Region::SouthTyrol), Language::Da)[0], "hr");
}

#[test]
fn our_croatian_is_called_croatian_also_where_neighbours_read_it() {
    let slovenia = notices("SI", Language::Da);
    assert_eq!(slovenia[0].language, Language::Hr);
    assert!(!slovenia[0].native_language);
    let page = notice::html(&slovenia, Language::Da);
    assert!(page.contains("lang=\"hr\"") && page.contains("Hrvatski"));
    assert!(!page.contains("lang=\"sr\"") && !page.contains("Srpski"));
}

#[test]
fn one_language_chosen_by_hand_knows_where_it_is() {
    let guide = Guide::load();
    let at = |country: &str, language| {
        notice::in_language(&guide, Country::parse(country).ok(), None, language).native_language
    };
    assert!(at("HR", Language::Hr) && !at("HR", Language::It) && !at("SI", Language::Hr));
}

#[test]
fn the_notice_reads_well_in_every_language() {
    let all: Vec<NoticeLanguage> = Language::ALL
        .into_iter()
        .map(|language| NoticeLanguage {
            language,
            native_language: false,
        })
        .collect();
    for written in notice::compose(true, &company(), &phone(), &all) {
        insta::assert_snapshot!(
            format!("with_loan_{}", written.language.tag()),
            format!("{}\n\n{}", written.title, written.paragraphs.join("\n"))
        );
    }
    for written in notice::compose(false, &company(), &phone(), &all) {
        insta::assert_snapshot!(
            format!("without_loan_{}", written.language.tag()),
            format!("{}\n\n{}", written.title, written.paragraphs.join("\n"))
        );
    }
}

#[test]
fn five_things_with_a_loan_and_four_without() {
    for language in Language::ALL {
        let (with, without) = (in_one(language, true), in_one(language, false));
        assert_eq!((with.paragraphs.len(), without.paragraphs.len()), (5, 4));
        for written in [&with, &without] {
            let all = written.paragraphs.join(" ");
            assert_eq!(all.matches("SOS International a/s").count(), 2, "{all}");
            assert_eq!(all.matches("+45 70 10 50 52").count(), 1, "{all}");
            assert!(!all.contains("%{") && !all.contains("notice."), "{all}");
        }
        assert_ne!(
            with.paragraphs[2],
            without.paragraphs[1],
            "{}",
            language.tag()
        );
    }
    let loan = [
        "lån",
        "Darlehen",
        "loan",
        "préstamo",
        "prêt",
        "zajam",
        "prestito",
        "pożyczk",
    ];
    for (language, word) in Language::ALL.into_iter().zip(loan) {
        assert!(in_one(language, true).paragraphs.join(" ").contains(word));
        assert!(!in_one(language, false).paragraphs.join(" ").contains(word));
    }
}

#[test]
fn the_json_is_the_contracts() {
    let json = serde_json::to_string(&in_one(Language::En, false)).expect("json");
    insta::assert_snapshot!(json);
}

#[test]
fn text_shows_theirs_first_within_72_columns() {
    let text = notice::text(&notices("HR", Language::Da));
    assert!(text.lines().all(|line| line.chars().count() <= 72));
    assert!(text.starts_with("== Hrvatski "));
    insta::assert_snapshot!(text);
}

#[test]
fn the_page_is_one_piece_and_runs_nothing() {
    let page = notice::html(&notices("HR", Language::Da), Language::Da);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"hr\" dir=\"ltr\">"));
    assert!(page.contains("default-src 'none'"));
    assert!(page.contains("href=\"tel:+4570105052\""));
    for loaded in [
        "<script", "<link", "<img", "<iframe", "url(", "@import", "src=", "onload",
    ] {
        assert!(!page.contains(loaded), "{loaded}");
    }
    // The only addresses in it are the number and the namespace of SVG.
    assert_eq!(
        page.matches("http").count(),
        page.matches("http://www.w3.org/2000/svg").count() + 1
    );
    for tag in ["hr", "da", "en", "de", "it"] {
        assert!(
            page.contains(&format!("lang=\"{tag}\" dir=\"ltr\"")),
            "{tag}"
        );
    }
    let (theirs, own) = (page.find("Hrvatski"), page.find("Dansk"));
    assert!(theirs < own && own < page.find("English"));
}

#[test]
fn a_page_of_nothing_is_still_a_page() {
    let page = notice::html(&[], Language::Fr);
    assert!(page.contains("<html lang=\"fr\"") && page.ends_with("</html>"));
    assert_eq!(notice::text(&[]), "");
}

#[test]
fn a_name_written_from_right_to_left_does_not_move_the_number() {
    let name = Line::parse("שגריר בע״מ").expect("a name");
    let chosen = NoticeLanguage {
        language: Language::En,
        native_language: false,
    };
    let written = notice::compose(false, &name, &phone(), &[chosen]).remove(0);
    assert!(written.paragraphs[2].contains("\u{2068}שגריר בע״מ\u{2069}: telephone"));
    assert!(
        in_one(Language::En, false)
            .paragraphs
            .iter()
            .all(|text| !text.contains('\u{2068}'))
    );
}

/// The tags of a page, in order, without what stands between them or in attributes.
fn skeleton(page: &str) -> Vec<String> {
    page.split('<')
        .skip(1)
        .map(|part| {
            let tag = part.split('>').next().unwrap_or_default();
            tag.split(' ').next().unwrap_or_default().to_owned()
        })
        .collect()
}

proptest! {
    #[test]
    fn no_name_breaks_the_page_or_the_text(
        name in prop_oneof![any::<String>(), "[<>&\"'%{}a-z/ =-]{1,60}", "%\\{(phone|company)\\}"],
        digits in "[1-9][0-9]{6,14}",
    ) {
        let Ok(name) = Line::parse(&name) else { return Ok(()) };
        let phone = Phone::parse(&format!("+{digits}")).expect("a number");
        let all = Language::ALL.map(|language| NoticeLanguage { language, native_language: true });
        let page = notice::html(&notice::compose(true, &name, &phone, &all), Language::Da);
        let plain = notice::html(&notice::compose(true, &company(), &phone, &all), Language::Da);
        prop_assert_eq!(skeleton(&page), skeleton(&plain));
        for mark in ["<", ">", "\""] {
            prop_assert_eq!(page.matches(mark).count(), plain.matches(mark).count(), "{}", mark);
        }
        let text = notice::text(&notice::compose(true, &name, &phone, &all));
        prop_assert!(text.contains(name.as_str().split(' ').next().unwrap_or_default()));
        prop_assert!(text.contains(&phone.spaced()));
    }
}
