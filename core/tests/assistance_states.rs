//! The case as a state machine: whatever happens in whatever order, nothing is lost or invented.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use chrono::{DateTime, Utc};
use proptest::prelude::*;
use roadside_core::assistance::{Case, CaseState, CentreStatus, PreCheck, Report, What, Who};
use roadside_core::error::{Error, Refusal, Trouble};
use uuid::Uuid;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_783_000_000 + seconds, 0).unwrap()
}

fn report(event: &str) -> Report {
    Report {
        who: Who::default(),
        what: What {
            event: Some(event.to_owned()),
            ..What::default()
        },
        position: None,
        country: None,
        pre_check: None,
        language: "da".to_owned(),
        health: Vec::new(),
        consents: Vec::new(),
    }
}

fn status(said: i64) -> CentreStatus {
    CentreStatus {
        reference: Some(said.to_string()),
        eta: None,
        helper: None,
        said_at: at(said),
    }
}

fn new_case() -> Case {
    Case::new(
        Uuid::from_u128(7),
        Uuid::from_u128(1),
        report("breakdown"),
        at(0),
    )
}

/// Everything that can happen to a case.
#[derive(Debug, Clone)]
enum Act {
    Advance(CaseState),
    Revise,
    Cancel,
    Receive(u32),
    Hear(CaseState, i64),
    TakeBack,
}

fn act() -> impl Strategy<Value = Act> {
    let state = || prop::sample::select(CaseState::ALL.to_vec());
    prop_oneof![
        4 => prop::sample::select(vec![CaseState::Queued, CaseState::Sent]).prop_map(Act::Advance),
        1 => state().prop_map(Act::Advance),
        2 => Just(Act::Revise),
        2 => Just(Act::TakeBack),
        1 => Just(Act::Cancel),
        4 => (0u32..6).prop_map(Act::Receive),
        3 => (state(), 0i64..50).prop_map(|(state, said)| Act::Hear(state, said)),
    ]
}

fn apply(case: &mut Case, act: &Act, now: DateTime<Utc>) -> Result<(), Error> {
    match act {
        Act::Advance(state) => case.advance(*state, now),
        Act::Revise => case.revise(report("puncture"), now),
        Act::Cancel => case.cancel(now),
        Act::Receive(revision) => case.receive(*revision, status(0), now),
        Act::Hear(state, said) => {
            case.hear(status(*said), *state, now);
            Ok(())
        }
        Act::TakeBack => {
            case.take_back();
            Ok(())
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_the_case_stays_true(acts in prop::collection::vec(act(), 0..60)) {
        let mut case = new_case();
        let mut ever_queued = false;
        let mut receipts = std::collections::BTreeSet::new();
        for (second, act) in (1..).zip(&acts) {
            let before = case.clone();
            let outcome = apply(&mut case, act, at(second));

            if outcome.is_err() {
                prop_assert_eq!(&case, &before, "a refused step changes nothing");
            } else if let Act::Receive(revision) = act {
                receipts.insert(*revision);
            }
            ever_queued |= case.state == CaseState::Queued;

            // History only grows, by permitted steps, and ends where the case stands. The one step
            // that can be taken back is an attempt that was never confirmed.
            let kept = before.history.len()
                - usize::from(matches!(act, Act::TakeBack) && before.state == CaseState::Sent);
            prop_assert_eq!(&case.history[..kept], &before.history[..kept]);
            prop_assert_eq!(case.history.last().unwrap().state, case.state);
            for pair in case.history.windows(2) {
                prop_assert!(pair[0].state.may_become(pair[1].state), "{:?}", pair);
            }

            // Revisions never run backwards, and only a receipt confirms one.
            prop_assert!(case.revision >= before.revision);
            prop_assert!(case.received_revision >= before.received_revision);
            prop_assert_eq!(case.received_revision, receipts.last().copied());
            prop_assert!(case.received_revision <= Some(case.revision));
            prop_assert!(ever_queued || case.received_revision.is_none());

            // Received, and all the centre does with it, rests on a receipt for the newest revision.
            if matches!(case.state, CaseState::Received | CaseState::InProgress | CaseState::Closed) {
                prop_assert_eq!(case.received_revision, Some(case.revision));
            }
            if matches!(case.state, CaseState::Queued | CaseState::Sent) {
                prop_assert!(!case.is_delivered(), "what waits is what is not confirmed");
            }
            if before.state.has_ended() {
                prop_assert_eq!(case.state, before.state);
                prop_assert_eq!(case.revision, before.revision);
            }
            // The centre's newest word stands.
            let said = |case: &Case| case.centre.as_ref().map(|centre| centre.said_at);
            prop_assert!(said(&case) >= said(&before));
        }
        let json = serde_json::to_string(&case).unwrap();
        prop_assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), case);
    }
}

#[test]
fn the_usual_way() {
    let mut case = new_case();
    case.advance(CaseState::Queued, at(1)).unwrap();
    case.advance(CaseState::Sent, at(2)).unwrap();
    case.take_back();
    assert_eq!(case.state, CaseState::Queued);
    case.advance(CaseState::Sent, at(4)).unwrap();
    case.receive(1, status(5), at(5)).unwrap();
    case.hear(status(6), CaseState::InProgress, at(6));
    case.hear(status(7), CaseState::Closed, at(7));
    let states: Vec<&str> = case.history.iter().map(|step| step.state.word()).collect();
    assert_eq!(
        states,
        [
            "draft",
            "queued",
            "sent",
            "received",
            "in_progress",
            "closed"
        ]
    );
    assert_eq!(
        case.cancel(at(8)),
        Err(Error::NotNow {
            why: Refusal::CaseEnded
        })
    );
}

#[test]
fn a_receipt_for_an_older_revision_leaves_the_newer_one_waiting() {
    let mut case = new_case();
    case.advance(CaseState::Queued, at(1)).unwrap();
    case.advance(CaseState::Sent, at(2)).unwrap();
    case.revise(report("puncture"), at(3)).unwrap();
    case.receive(1, status(4), at(4)).unwrap();
    assert_eq!(
        (case.state, case.revision, case.received_revision),
        (CaseState::Queued, 2, Some(1))
    );
    // Nor does the centre's word on the older revision end the wait.
    case.hear(status(5), CaseState::Closed, at(5));
    assert_eq!(case.state, CaseState::Queued);
    case.receive(2, status(6), at(6)).unwrap();
    assert_eq!(
        (case.state, case.received_revision),
        (CaseState::Received, Some(2))
    );
}

#[test]
fn a_receipt_for_what_was_never_sent_is_none() {
    let mut case = new_case();
    let nothing = Err(Error::Unreachable {
        trouble: Trouble::NotAReceipt,
        next_attempt_at: None,
    });
    assert_eq!(case.receive(1, status(1), at(1)), nothing);
    case.advance(CaseState::Queued, at(2)).unwrap();
    assert_eq!(case.receive(2, status(3), at(3)), nothing);
    assert_eq!(
        case.advance(CaseState::Received, at(4)),
        Err(Error::NotNow {
            why: Refusal::Outdated
        })
    );
}

#[test]
fn calling_off_is_told_to_the_alarm_centre() {
    let mut case = new_case();
    case.advance(CaseState::Queued, at(1)).unwrap();
    case.receive(1, status(2), at(2)).unwrap();
    case.cancel(at(3)).unwrap();
    assert_eq!((case.state, case.revision), (CaseState::Cancelled, 2));
    assert!(!case.is_delivered());
    case.receive(2, status(4), at(4)).unwrap();
    assert!(case.is_delivered());
    assert_eq!(case.state, CaseState::Cancelled);

    let mut draft = new_case();
    draft.cancel(at(1)).unwrap();
    assert!(draft.is_delivered(), "nobody was told, nobody need be told");
}

#[test]
fn debug_output_says_nothing_personal() {
    let mut case = new_case();
    case.report.who.name = Some("Karen Blixen".to_owned());
    case.report.what.registration = Some("AB 12 345".to_owned());
    let shown = format!("{case:?} {:?} {:?}", case.report, case.report.who);
    assert!(!shown.contains("Blixen") && !shown.contains("12 345") && !shown.contains(&case.code));
}

#[test]
fn a_case_of_before_sequences_were_kept_is_still_read() {
    let kept = r#"{"product": "rescue-abroad", "edition": "2011-04", "verdicts": []}"#;
    let pre_check: PreCheck = serde_json::from_str(kept).expect("a pre-check");
    assert_eq!(
        (pre_check.edition.as_str(), pre_check.sequence),
        ("2011-04", 0)
    );
}
