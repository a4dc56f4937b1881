//! A case with a needle in every field that says something about a person.
#![allow(dead_code, missing_docs, clippy::expect_used)]

use chrono::{TimeZone, Utc};
use roadside_core::assistance::{
    BenefitVerdict, Case, CaseState, PreCheck, Report, ReportedPosition, Step, What, Who,
};
use roadside_core::types::{Secret, Timestamp};
use uuid::Uuid;

/// What must never be found in clear.
pub const NEEDLES: [&str; 9] = [
    "NEEDLE-PLATE",
    "NEEDLE-NAME",
    "+4520304050",
    "NEEDLE-POLICY",
    "WVWZZZ1JZXW000001",
    "45.8144",
    "15.9779",
    "K7-NEEDLE",
    "NEEDLE-CARD",
];

pub fn key(byte: u8) -> Secret<[u8; 32]> {
    Secret::new([byte; 32])
}

pub fn at(minute: u32) -> Timestamp {
    Utc.with_ymd_and_hms(2026, 7, 10, 12, minute, 0)
        .single()
        .expect("a time")
}

pub fn case(number: u128, revision: u32) -> Case {
    Case {
        id: Uuid::from_u128(number),
        code: format!("K7-NEEDLE-{number}"),
        card: Uuid::from_u128(99),
        revision,
        received_revision: None,
        state: CaseState::Queued,
        history: vec![Step {
            at: at(0),
            state: CaseState::Queued,
        }],
        report: Report {
            who: Who {
                product: "rescue-abroad".into(),
                service_card_no: Some("NEEDLE-CARD".into()),
                insurer: Some("Eksempel Forsikring".into()),
                policy_no: Some("NEEDLE-POLICY".into()),
                name: Some("NEEDLE-NAME".into()),
                phone: Some("+4520304050".into()),
            },
            what: What {
                event: Some("breakdown".into()),
                registration: Some("NEEDLE-PLATE".into()),
                vin: Some("WVWZZZ1JZXW000001".into()),
                ..What::default()
            },
            position: Some(ReportedPosition {
                lat: 45.8144,
                lon: 15.9779,
                accuracy_m: Some(12.0),
                fixed_at: Some(at(0)),
                method: "G".into(),
                plus_code: "8FQQRX7H+QX".into(),
            }),
            country: Some("HR".into()),
            pre_check: Some(PreCheck {
                product: "rescue-abroad".into(),
                edition: "2026-01".into(),
                sequence: 1,
                verdicts: vec![BenefitVerdict {
                    benefit: "towing".to_owned(),
                    verdict: "covered".to_owned(),
                }],
            }),
            language: "da".into(),
            health: Vec::new(),
            consents: Vec::new(),
        },
        centre: None,
    }
}
