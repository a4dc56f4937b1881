//! The notice in a real browser, at the size of a phone: no accessibility violation, nothing to
//! scroll sideways, the number in sight at once, the QR code readable by a scanner.
//!
//! Needs Chromium, found on the path or named by `ROADSIDE_CHROMIUM`; for the accessibility
//! check `ROADSIDE_AXE` names the `axe.min.js` of the npm package axe-core, which `.ci/run`
//! fetches. What is missing is said, and the check skipped.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test may panic and says when it skipped"
)]

use roadside_core::guide::Guide;
use roadside_core::notice;
use roadside_core::types::{Country, Language, Line, Phone};
use roadside_journeys::browser::{browse, chromium, found, on_path, skip, with_scripts};
use std::fs;
use std::path::Path;
use std::process::Command;

const CHECK: &str = include_str!("../browser/check.js");
const SCREEN: &str = include_str!("../browser/phone.html");
const WIDTH: u64 = 390;
const HEIGHT: u64 = 844;
const NAME: &str = "notice_in_browser";

/// The page for a country, as a Dane with a rescue-abroad card shows it.
fn page(country: &str, company: &str, phone: &str) -> String {
    let guide = Guide::load();
    let languages = notice::languages(&guide, Country::parse(country).ok(), None, Language::Da);
    let company = Line::parse(company).expect("a name");
    let phone = Phone::parse(phone).expect("a number");
    notice::html(
        &notice::compose(true, &company, &phone, &languages),
        Language::Da,
    )
}

/// The wish for a screen of a phone's size.
fn on_a_phone() -> String {
    format!("--window-size={WIDTH},{HEIGHT}")
}

/// What `check.js` found on a page.
fn check(chromium: &Path, axe: &str, page: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = with_scripts(page, &[axe, CHECK]);
    fs::write(folder.path().join("notice.html"), copy).expect("the copy is written");
    let screen = folder.path().join("phone.html");
    fs::write(&screen, SCREEN).expect("the screen is written");
    found(chromium, folder.path(), &screen, &[on_a_phone()])
}

#[test]
fn the_notice_is_accessible_and_fits_a_phone() {
    let Some(chromium) = chromium(NAME) else {
        return;
    };
    let Some(axe) = std::env::var_os("ROADSIDE_AXE") else {
        skip(
            NAME,
            "no axe-core on this machine (set ROADSIDE_AXE to axe.min.js)",
        );
        return;
    };
    let axe = fs::read_to_string(&axe).expect("ROADSIDE_AXE names a file that can be read");
    for country in ["AT", "GB", "FR", "ES", "IT", "HR", "PL", "DK"] {
        let found = check(
            &chromium,
            &axe,
            &page(country, "SOS International a/s", "+4570105052"),
        );
        eprintln!("{country}: {found}");
        assert_eq!(found["error"], serde_json::Value::Null, "{country}");
        assert_eq!(found["violations"], serde_json::json!([]), "{country}");
        assert_eq!(found["incomplete"], serde_json::json!([]), "{country}");
        assert_eq!(found["contrast_checked"], true, "{country}");
        assert_eq!(found["width"], WIDTH, "{country}");
        assert_eq!(found["scroll_width"], WIDTH, "{country}");
        assert!(found["smallest_text"].as_f64() >= Some(20.0), "{country}");
        for seen in ["number_bottom", "code_bottom"] {
            assert!(
                found[seen].as_u64().is_some_and(|y| y <= HEIGHT),
                "{country}: {seen}"
            );
        }
    }
    // The longest name and number there can be still scroll nothing sideways.
    let long = "Fédération-Européenne-d’Assistance-Routière".repeat(3);
    let long: String = long.chars().take(Line::MAX).collect();
    let found = check(&chromium, &axe, &page("FR", &long, "+423123456789012"));
    assert_eq!(found["violations"], serde_json::json!([]));
    assert_eq!(found["scroll_width"], WIDTH);
}

#[test]
fn a_scanner_reads_the_number_off_the_screen() {
    let Some(chromium) = chromium(NAME) else {
        return;
    };
    let Some(scanner) = on_path(&["zbarimg"]) else {
        skip(NAME, "no zbarimg on this machine");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notice.html");
    fs::write(&file, page("HR", "SOS International a/s", "+4570105052")).expect("the page");
    let picture = folder.path().join("screen.png");
    browse(
        &chromium,
        folder.path(),
        &file,
        &[on_a_phone(), format!("--screenshot={}", picture.display())],
    );
    let read = Command::new(scanner)
        .args(["--quiet", "--raw"])
        .arg(&picture)
        .output()
        .expect("the scanner runs");
    assert_eq!(
        String::from_utf8_lossy(&read.stdout).trim(),
        "tel:+4570105052"
    );
}
