//! What is asked of an intake and which of its replies count.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{NEEDLES, at, case};
use proptest::prelude::*;
use roadside_core::assistance::intake::{
    CentreState, IntakeAddress, IntakeReply, IntakeRequest, MAX_RETRY_AFTER, Receipt, Submission,
    Undelivered, judge, judge_status,
};
use roadside_core::assistance::{Case, CaseState};
use roadside_core::error::Trouble;
use roadside_core::types::Secret;
use serde_json::{Value, json};
use std::time::Duration;

fn receipt_json() -> Value {
    json!({
        "id": "00000000-0000-0000-0000-000000000003",
        "code": "K7-NEEDLE-3",
        "revision": 2,
        "received_at": "2026-07-10T14:05:00+02:00",
        "reference": "RC-000001",
        "status": "received",
    })
}

fn reply(status: u16, body: impl Into<Vec<u8>>) -> IntakeReply {
    IntakeReply {
        status,
        content_type: Some("application/json; charset=utf-8".into()),
        retry_after: None,
        same_host: true,
        complete: true,
        body: body.into(),
    }
}

fn trouble(reply: &IntakeReply) -> Trouble {
    judge(&case(3, 2), reply, at(0))
        .expect_err("not a receipt")
        .trouble
}

#[test]
fn the_request_states_the_case_and_shows_nothing() {
    let intake = IntakeAddress::parse("https://intake.example/x/").expect("an address");
    let token = Some(Secret::new("NEEDLE-TOKEN".to_owned()));
    let mut cancelled = case(3, 2);
    cancelled.state = CaseState::Cancelled;
    let request = IntakeRequest::deliver(&intake, token, &cancelled);
    assert_eq!(
        request.url,
        "https://intake.example/x/v1/cases/00000000-0000-0000-0000-000000000003"
    );
    let body: Value = serde_json::from_slice(&request.body).expect("JSON");
    assert_eq!(body["revision"], 2);
    assert_eq!(body["cancelled"], true);
    assert_eq!(body["report"]["where"]["lat"], 45.8144);
    let submission: Submission = serde_json::from_slice(&request.body).expect("a submission");
    assert_eq!(submission, Submission::of(&cancelled));
    assert!(NEEDLES.iter().all(|needle| !request.url.contains(needle)));
    assert!(!format!("{request:?}").contains("NEEDLE"));
}

#[test]
fn a_receipt_counts() {
    for status in [200, 201, 202] {
        let receipt = judge(
            &case(3, 2),
            &reply(status, receipt_json().to_string()),
            at(0),
        );
        let receipt = receipt.expect("a receipt");
        assert_eq!(receipt.received_at, at(5));
        assert_eq!(receipt.status, CentreState::Received);
    }
    let mut newer = receipt_json();
    newer["revision"] = 7.into();
    newer["something_new"] = json!({"a": 1});
    assert!(judge(&case(3, 2), &reply(200, newer.to_string()), at(0)).is_ok());
}

#[test]
fn nothing_else_counts() {
    let good = receipt_json().to_string();
    let with = |key: &str, value: Value| {
        let mut changed = receipt_json();
        changed[key] = value;
        reply(200, changed.to_string())
    };
    let mut cases = vec![
        reply(200, "<html><body>Welcome to Hotel Wi-Fi</body></html>"),
        reply(200, ""),
        reply(200, "null"),
        reply(200, "[]"),
        reply(200, good.repeat(2)),
        reply(200, format!("{good} x")),
        reply(200, format!("\u{feff}{good}")),
        reply(200, good.replace("received\"", "\\ud800\"")),
        reply(200, [good.as_bytes(), &[0xff]].concat()),
        reply(
            200,
            good.replace(
                "\"code\"",
                "\"id\":\"00000000-0000-0000-0000-000000000003\",\"code\"",
            ),
        ),
        reply(200, format!("{}{good}", " ".repeat(10_000_000))),
        reply(200, "[".repeat(200_000)),
        reply(204, ""),
        reply(301, good.clone()),
        reply(304, good.clone()),
        reply(100, good.clone()),
        reply(0, good.clone()),
        reply(511, good.clone()),
        with("id", "00000000-0000-0000-0000-000000000004".into()),
        with("code", "OTHER".into()),
        with("revision", 1.into()),
        with("revision", (-1).into()),
        with("revision", 2.5.into()),
        with("revision", "2".into()),
        with("revision", 1e300.into()),
        with("status", "ok".into()),
        with("received_at", "yesterday".into()),
        with("reference", 7.into()),
        IntakeReply {
            content_type: Some("text/html".into()),
            ..reply(200, good.clone())
        },
        IntakeReply {
            content_type: Some("application/jsonx".into()),
            ..reply(200, good.clone())
        },
        IntakeReply {
            content_type: None,
            ..reply(200, good.clone())
        },
        IntakeReply {
            same_host: false,
            ..reply(200, good.clone())
        },
        IntakeReply {
            same_host: false,
            ..reply(429, good.clone())
        },
        IntakeReply {
            complete: false,
            ..reply(200, good.clone())
        },
    ];
    cases.extend((0..good.len()).map(|cut| reply(200, &good.as_bytes()[..cut])));
    for reply in &cases {
        assert_eq!(
            trouble(reply),
            Trouble::NotAReceipt,
            "{:?}",
            &reply.body.get(..200)
        );
    }
}

#[test]
fn refusals_and_overload_are_told_apart() {
    for status in [400, 401, 403, 404, 409, 413, 422, 451] {
        assert_eq!(trouble(&reply(status, "")), Trouble::Refused, "{status}");
    }
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        assert_eq!(trouble(&reply(status, "")), Trouble::Busy, "{status}");
    }
}

#[test]
fn a_conflict_names_the_newer_revision() {
    let conflict = |revision: u32| IntakeReply {
        content_type: Some("application/problem+json".into()),
        ..reply(
            409,
            json!({"title": "x", "current_revision": revision}).to_string(),
        )
    };
    let judged = |reply: &IntakeReply| judge(&case(3, 2), reply, at(0)).expect_err("no receipt");
    assert_eq!(judged(&conflict(5)).newer_revision, Some(5));
    assert_eq!(judged(&conflict(2)).newer_revision, None);
    assert_eq!(judged(&reply(409, "{}")).newer_revision, None);
}

#[test]
fn retry_after_is_honoured_within_reason() {
    let wait = |text: &str| {
        let reply = IntakeReply {
            retry_after: Some(text.into()),
            ..reply(429, "")
        };
        judge(&case(3, 2), &reply, at(0))
            .expect_err("busy")
            .retry_after
    };
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    assert_eq!(wait("0"), seconds(0));
    assert_eq!(wait(" 120 "), seconds(120));
    assert_eq!(wait("99999999999999999999999999"), Some(MAX_RETRY_AFTER));
    assert_eq!(wait("Fri, 10 Jul 2026 12:01:30 GMT"), seconds(90));
    assert_eq!(wait("Friday, 10-Jul-26 12:01:30 GMT"), seconds(90));
    assert_eq!(wait("Fri Jul 10 12:01:30 2026"), seconds(90));
    assert_eq!(wait("Fri, 10 Jul 2020 12:01:30 GMT"), seconds(0));
    assert_eq!(wait("Fri, 10 Jul 2099 12:01:30 GMT"), Some(MAX_RETRY_AFTER));
    for nonsense in ["", "-1", "1.5", "soon", "1e3", "٣", &"9".repeat(1000)] {
        assert_eq!(wait(nonsense), None, "{nonsense}");
    }
}

#[test]
fn a_status_may_be_older_and_its_names_are_made_fit_to_show() {
    let mut status = receipt_json();
    status["revision"] = 1.into();
    status["status"] = "in_progress".into();
    status["helper"] = "Zagreb \u{202e}Tow\u{0}\n".into();
    status["reference"] = "\u{200b}".into();
    status["eta"] = "2026-07-10T12:45:00Z".into();
    let reply = reply(200, status.to_string());
    assert!(judge(&case(3, 2), &reply, at(0)).is_err());
    let status = judge_status(&case(3, 2), &reply, at(0)).expect("a status");
    assert_eq!(status.helper.as_deref(), Some("Zagreb Tow"));
    assert_eq!(status.reference, None);
    assert_eq!(status.eta, Some(at(45)));
    assert!(!format!("{status:?}").contains("Zagreb"));
}

fn judged(body: Vec<u8>) -> Result<Receipt, Undelivered> {
    let case: Case = case(3, 2);
    judge(&case, &reply(200, body), at(0))
}

proptest! {
    #[test]
    fn garbage_is_never_a_receipt(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(judged(body), Err(Undelivered::of(Trouble::NotAReceipt)));
    }

    /// One byte changed anywhere: it is no receipt, or one that still names this case, this code
    /// and a revision that is not older.
    #[test]
    fn a_changed_receipt_still_names_this_case(at in 0_usize..180, byte in any::<u8>()) {
        let mut body = receipt_json().to_string().into_bytes();
        let length = body.len();
        body[at % length] = byte;
        if let Ok(receipt) = judged(body) {
            prop_assert_eq!(receipt.id, case(3, 2).id);
            prop_assert_eq!(receipt.code, case(3, 2).code);
            prop_assert!(receipt.revision >= 2);
        }
    }

    #[test]
    fn any_status_and_header_is_judged(
        status in any::<u16>(), content_type in proptest::option::of(".{0,40}"),
        retry_after in proptest::option::of(".{0,40}"), body in ".{0,80}"
    ) {
        let reply = IntakeReply { content_type, retry_after, ..reply(status, body) };
        let undelivered = judge(&case(3, 2), &reply, at(0)).expect_err("no receipt");
        prop_assert!(undelivered.retry_after.unwrap_or_default() <= MAX_RETRY_AFTER);
    }
}
