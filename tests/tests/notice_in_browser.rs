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
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const CHECK: &str = include_str!("../browser/check.js");
const SCREEN: &str = include_str!("../browser/phone.html");
const WIDTH: u64 = 390;
const HEIGHT: u64 = 844;
const PATIENCE: Duration = Duration::from_secs(60);

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

fn chromium() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("ROADSIDE_CHROMIUM") {
        return Some(named.into());
    }
    on_path(&[
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ])
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .flat_map(|name| std::env::split_paths(&path).map(move |folder| folder.join(name)))
        .find(|program| program.is_file())
}

/// Opens a file in a headless browser of a phone's size and gives what it printed.
fn browse(chromium: &Path, folder: &Path, file: &Path, act: &str) -> String {
    let printed = folder.join("printed");
    let mut browser = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--virtual-time-budget=20000",
        ])
        .arg(format!(
            "--user-data-dir={}",
            folder.join("profile").display()
        ))
        .arg(format!("--window-size={WIDTH},{HEIGHT}"))
        .arg(act)
        .arg(format!("file://{}", file.display()))
        .stdout(Stdio::from(
            File::create(&printed).expect("a file for what is printed"),
        ))
        .stderr(Stdio::null())
        .spawn()
        .expect("the browser starts");
    let end = Instant::now() + PATIENCE;
    while browser.try_wait().expect("the browser's state").is_none() {
        if Instant::now() > end {
            browser.kill().expect("the browser ends");
            panic!("the browser gave no answer within {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    fs::read_to_string(&printed).expect("what the browser printed")
}

/// What `check.js` found on a page.
fn check(chromium: &Path, axe: &str, page: &str) -> serde_json::Value {
    let folder = tempfile::tempdir().expect("a folder");
    // The copy alone may run a script: the page itself forbids every one.
    let policy_begins = page.find("<meta http-equiv=").expect("the policy");
    let policy_ends = policy_begins + page[policy_begins..].find('>').expect("its end") + 1;
    let copy = format!(
        "{}{}<script>{axe}</script><script>{CHECK}</script></body></html>",
        &page[..policy_begins],
        page[policy_ends..]
            .strip_suffix("</body></html>")
            .expect("the page's end"),
    );
    fs::write(folder.path().join("notice.html"), copy).expect("the copy is written");
    let screen = folder.path().join("phone.html");
    fs::write(&screen, SCREEN).expect("the screen is written");
    let dom = browse(chromium, folder.path(), &screen, "--dump-dom");
    let (_, rest) = dom
        .split_once("<pre id=\"check-result\">")
        .expect("a result in the page");
    let (json, _) = rest.split_once("</pre>").expect("the result's end");
    let json = json
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
    serde_json::from_str(&json).expect("the result is JSON")
}

/// Says what was skipped, past the test runner's capture; in CI, which installs everything, a
/// skip is a failure.
fn skip(why: &str) {
    assert!(
        std::env::var_os("ROADSIDE_BROWSER_REQUIRED").is_none(),
        "{why}"
    );
    let _ = writeln!(std::io::stderr(), "SKIPPED notice_in_browser: {why}");
}

#[test]
fn the_notice_is_accessible_and_fits_a_phone() {
    let Some(chromium) = chromium() else {
        skip("no Chromium on this machine (set ROADSIDE_CHROMIUM)");
        return;
    };
    let Some(axe) = std::env::var_os("ROADSIDE_AXE") else {
        skip("no axe-core on this machine (set ROADSIDE_AXE to axe.min.js)");
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
    let (Some(chromium), Some(scanner)) = (chromium(), on_path(&["zbarimg"])) else {
        skip("no Chromium or no zbarimg on this machine");
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
        &format!("--screenshot={}", picture.display()),
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
