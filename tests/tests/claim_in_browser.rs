//! The claim's page as a browser prints it: A4, whole, nothing loaded.
//!
//! Needs Chromium, found on the path or named by `ROADSIDE_CHROMIUM`; without one the check is
//! skipped and says so. With `ROADSIDE_PICTURES` set to a folder, page and picture are left there.

use chrono::{DateTime, Utc};
use roadside_core::claim::{
    BankAccount, Category, Claim, Expense, MediaType, NewReceipt, Point, Shows, Signature, Strokes,
    Told, page,
};
use roadside_core::types::{Line, Money, Prose};
use roadside_journeys::browser::{browse, chromium};
use std::path::PathBuf;
use uuid::Uuid;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// A claim with everything in it and as many expenses.
fn claim(expenses: u32) -> Claim {
    let now = at("2026-07-30T09:00:00Z");
    let mut told = Told::default();
    told.who.product = "rescue-abroad".into();
    told.who.name = Some("Kirsten Ærøskøbing Holm".into());
    told.who.phone = Some("+4520304050".into());
    told.vehicle.registration = Some("AB 12 345".into());
    told.incident.kind = Some("breakdown".into());
    told.incident.occurred_at = Some(at("2026-07-10T12:30:00Z"));
    told.incident.description = Some(
        Prose::parse("Motoren gik i stå på bjerget.\n<b>Ikke</b> fed skrift.").expect("prose"),
    );
    let mut claim = Claim::new(Uuid::from_u128(7), Uuid::nil(), told, now);
    for number in 1..=expenses {
        let expense = Expense {
            id: Uuid::from_u128(number.into()),
            category: Category::parse("towing").expect("a category"),
            amount: Money::parse(&format!("{number}.50"), "EUR").expect("an amount"),
            incurred_on: now.date_naive(),
            paid_on: None,
            note: Line::parse("Slæbt fra Karlovac til Zagreb").ok(),
        };
        claim.add_expense(expense, now).expect("room");
        let receipt = NewReceipt {
            id: Uuid::from_u128(u128::from(number) << 32),
            sha256: [u8::try_from(number % 256).expect("a byte"); 32],
            media_type: MediaType::Pdf,
            bytes: 1_500_000,
        };
        let shows = Shows::Expense {
            expense: Uuid::from_u128(number.into()),
        };
        claim.add_receipt(&receipt, shows, now).expect("room");
    }
    claim.pay_to(BankAccount::by_number(None, "0040", "440116243").ok(), now);
    let strokes = Strokes {
        width: 300.0,
        height: 120.0,
        strokes: vec![
            (0..60)
                .map(|step| Point {
                    x: 10.0 + 4.5 * f64::from(step),
                    y: 60.0 + 40.0 * (f64::from(step) / 4.0).sin(),
                })
                .collect(),
        ],
    };
    let name = Line::parse("Kirsten Holm").expect("a name");
    claim.sign(
        Signature::of(&strokes, name, now).expect("a signature"),
        now,
    );
    claim
}

#[test]
fn the_page_loads_nothing_and_shows_what_was_written() {
    let html = page(&claim(2), &[], &["SOS International a/s"]);
    assert_eq!(html, page(&claim(2), &[], &["SOS International a/s"]));
    assert!(html.contains("&lt;b&gt;Ikke&lt;/b&gt; fed skrift."));
    for forbidden in ["<script", "http://", "https://", "src=", "<b>Ikke"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    let unsigned = page(
        &Claim::new(Uuid::nil(), Uuid::nil(), Told::default(), Utc::now()),
        &[],
        &[],
    );
    assert!(unsigned.contains("Without your signature the claim is not valid."));
}

#[test]
fn a_browser_prints_it_on_a4() {
    let Some(chromium) = chromium("claim_in_browser") else {
        return;
    };
    let scratch = tempfile::tempdir().expect("a folder");
    let folder = std::env::var_os("ROADSIDE_PICTURES")
        .map_or_else(|| scratch.path().to_owned(), PathBuf::from);
    for (expenses, least) in [(3_u32, 1), (40, 2)] {
        let file = folder.join(format!("claim-{expenses}.html"));
        std::fs::write(
            &file,
            page(&claim(expenses), &[], &["SOS International a/s"]),
        )
        .expect("a page");
        let pdf = folder.join(format!("claim-{expenses}.pdf"));
        browse(
            &chromium,
            scratch.path(),
            &file,
            &[format!("--print-to-pdf={}", pdf.display())],
        );
        let bytes = std::fs::read(&pdf).expect("a PDF");
        let text = String::from_utf8_lossy(&bytes);
        let pages = text.matches("/Type /Page\n").count();
        assert!((least..=8).contains(&pages), "{pages} pages");
        // A4 in points: 595 by 842.
        assert!(
            text.contains("/MediaBox [0 0 594.95") || text.contains("/MediaBox [0 0 595"),
            "not A4"
        );
        let picture = folder.join(format!("claim-{expenses}.png"));
        browse(
            &chromium,
            scratch.path(),
            &file,
            &[
                "--window-size=900,1280".to_owned(),
                format!("--screenshot={}", picture.display()),
            ],
        );
        assert!(std::fs::metadata(&picture).expect("a picture").len() > 10_000);
    }
}
