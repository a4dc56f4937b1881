//! The glove-box sheet in a real browser: one page of A4, nothing cut off, nothing too small to
//! read, in all eight languages and with the longest card there can be. And the letter under
//! people's rights: one sheet a language.
//!
//! Needs Chromium, found on the path or named by `ROADSIDE_CHROMIUM`; without it the checks are
//! skipped, and that is said.

use roadside_journeys::browser::{browse, chromium, found, pages, with_scripts};
use roadside_journeys::{Roadside, vectors};
use serde_json::Value;
use std::path::Path;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const CHECK: &str = include_str!("../browser/sheet.js");
const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];
/// A4 in points.
const A4: (u32, u32) = (595, 842);

/// A card on which every text is as long as can be.
fn longest_card() -> Value {
    let long: String = "Forsikringsaktieselskabet Kjøbenhavns "
        .repeat(4)
        .chars()
        .take(119)
        .collect();
    let word = "W".repeat(119);
    let mut card = vectors::card();
    card["insurer"] = Value::from(long.clone());
    let company = "Fédération-Européenne-d’Assistance-Routière-".repeat(3);
    card["assistance_company"] = Value::from(company.chars().take(119).collect::<String>());
    card["vehicle"]["make"] = Value::from(word);
    card["vehicle"]["model"] = Value::from(long);
    card["alarm_phone"] = Value::from("+423123456789012");
    card["in_force_to"] = Value::from("2026-12-31");
    card
}

/// What `sheet.js` found on a page; the copy alone may run a script.
fn check(chromium: &Path, folder: &Path, page: &str) -> Value {
    let file = folder.join("copy.html");
    std::fs::write(&file, with_scripts(page, &[CHECK])).expect("the copy is written");
    found(chromium, folder, &file, &[])
}

fn print(chromium: &Path, folder: &Path, page: &str) -> Vec<(u32, u32)> {
    let (file, pdf) = (folder.join("page.html"), folder.join("page.pdf"));
    std::fs::write(&file, page).expect("the page is written");
    browse(
        chromium,
        folder,
        &file,
        &[format!("--print-to-pdf={}", pdf.display())],
    );
    pages(&pdf)
}

#[test]
fn the_sheet_is_one_page_of_a4_with_all_on_it() {
    let Some(chromium) = chromium("sheet_in_browser") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let rounds: [(&str, Value, &str, &[&str]); 4] = [
        ("sample", vectors::card(), "rescue-abroad", &LANGUAGES),
        (
            "longest",
            longest_card(),
            "rescue-abroad",
            &["de", "fr", "pl"],
        ),
        ("sample", vectors::card(), "autohjaelp", &["pl"]),
        ("longest", longest_card(), "tusk", &["es"]),
    ];
    for (name, mut card, product, languages) in rounds {
        let roadside = Roadside::new(PROGRAM);
        card["product"] = Value::from(product);
        roadside.add(&card);
        // Then the line about the rehearsal is on the sheet too.
        roadside.run(&["rehearse"]);
        for language in languages {
            let show = ["card", "show", "--format", "html", "--language", language];
            let page = roadside.run(&show).expect(0).out;
            let at = format!("{name} {product} {language}");
            let found = check(&chromium, folder.path(), &page);
            assert_eq!(found["over"], serde_json::json!([]), "{at}");
            assert!(found["smallest_pt"].as_f64() >= Some(7.5), "{at}: {found}");
            assert_eq!(found["panels"], 4, "{at}");
            assert_eq!(found["notices"], 8, "{at}");
            assert_eq!(print(&chromium, folder.path(), &page), [A4], "{at}");
        }
    }
}

#[test]
fn the_letter_is_one_sheet_a_language() {
    let Some(chromium) = chromium("sheet_in_browser") else {
        return;
    };
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let folder = tempfile::tempdir().expect("a folder");
    let details = "Hændelsen blev beskrevet forkert. ".repeat(20);
    let new = [
        "rights",
        "new",
        "correct",
        "--for",
        "companion",
        "--no-power-of-attorney",
        "--person",
        "Anders Kjærgaard",
        "--address",
        "Strandvej 1, 3000 Helsingør",
        "--data",
        "both",
        "--reference",
        "C-4711",
        "--details",
        &details,
        "--json",
    ];
    let id = roadside.run(&new).expect(0).json()["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let letter = ["rights", "letter", &id, "--format", "html"];
    let page = roadside.run(&letter).expect(0).out;
    assert_eq!(print(&chromium, folder.path(), &page), [A4, A4]);
}
