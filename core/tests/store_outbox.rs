//! The outbox: nothing lost, nothing doubled, older never before newer.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{at, case, key};
use proptest::prelude::*;
use roadside_core::assistance::intake::{CentreState, Receipt};
use roadside_core::assistance::{Case, CaseState};
use roadside_core::error::{Error, Refusal};
use roadside_core::privacy::{Carried, Consents, Dispatch, Outcome, Recipient};
use roadside_core::store::{Backlog, Store};
use tempfile::{TempDir, tempdir};
use uuid::Uuid;

/// Lets everything out, and receipts it.
fn gate(case: &Case, _: &Consents) -> Result<Dispatch, Error> {
    Ok(Dispatch {
        id: Uuid::new_v4(),
        at: at(1),
        what: Carried::Case {
            id: case.id,
            code: case.code.clone(),
            revision: case.revision,
        },
        to: Recipient {
            company: None,
            host: Some("127.0.0.1:9".into()),
        },
        purpose: None,
        fields: vec!["report.who.name".into()],
        outcome: Outcome::Unconfirmed,
    })
}

fn store() -> (TempDir, Store) {
    let home = tempdir().expect("a directory");
    let store = Store::open(home.path(), &key(7)).expect("opens").store;
    (home, store)
}

fn receipt(case: &Case, revision: u32, status: CentreState) -> Receipt {
    Receipt {
        id: case.id,
        code: case.code.clone(),
        revision,
        received_at: at(5),
        reference: Some("RC-1".into()),
        status,
        eta: None,
        helper: None,
    }
}

fn states(case: &Case) -> Vec<CaseState> {
    case.history.iter().map(|step| step.state).collect()
}

const ID: Uuid = Uuid::from_u128(3);

#[test]
fn a_case_goes_from_queued_to_received() {
    let (_home, store) = store();
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    assert_eq!(
        store.waiting(),
        Ok(Backlog {
            waiting: 1,
            next_attempt_at: Some(at(0))
        })
    );
    let due = store.due(at(0)).expect("due").records;
    let (entry, _) = due[0].1.clone();
    let sent = store
        .mark_sent(&entry, at(1), at(2), gate)
        .expect("taken")
        .expect("ours");
    assert_eq!(sent.state, CaseState::Sent);
    assert!(
        store.due(at(1)).expect("due").records.is_empty(),
        "taken, so not due"
    );
    assert_eq!(
        store.due(at(2)).expect("due").records.len(),
        1,
        "due again if nobody reports"
    );
    assert_eq!(
        store.mark_sent(&entry, at(1), at(2), gate),
        Ok(None),
        "only one may send it"
    );
    let received = receipt(&sent, 1, CentreState::Received);
    let kept = store.record_receipt(&received, 1, at(3)).expect("kept");
    assert_eq!(kept.received_revision, Some(1));
    assert_eq!(
        states(&kept),
        [CaseState::Queued, CaseState::Sent, CaseState::Received]
    );
    assert_eq!(
        store.record_receipt(&received, 1, at(4)),
        Ok(kept),
        "twice is once"
    );
    assert_eq!(
        store.waiting(),
        Ok(Backlog {
            waiting: 0,
            next_attempt_at: None
        })
    );
}

#[test]
fn a_failed_attempt_leaves_it_queued_and_waiting() {
    let (_home, store) = store();
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    for attempt in 0..5 {
        let (entry, _) = store.queued().expect("queued").records[0].1.clone();
        assert_eq!(entry.attempts, attempt);
        store
            .mark_sent(&entry, at(1), at(2), gate)
            .expect("taken")
            .expect("ours");
        store
            .record_failure(ID, 1, at(9), Some(at(8)))
            .expect("kept");
    }
    let (entry, kept) = store.queued().expect("queued").records[0].1.clone();
    assert_eq!(
        (entry.next_attempt_at, entry.not_before),
        (at(9), Some(at(8)))
    );
    assert_eq!(kept.state, CaseState::Queued);
    assert_eq!(
        states(&kept),
        [CaseState::Queued],
        "attempts leave no trace in the history"
    );
    assert!(store.due(at(8)).expect("due").records.is_empty());
}

#[test]
fn a_clock_that_was_wrong_keeps_no_case_waiting_for_years() {
    let (_home, store) = store();
    let years_ahead = at(0) + chrono::TimeDelta::days(3650);
    store.queue_case(&case(3, 1), years_ahead).expect("queued");
    assert_eq!(store.due(at(0)).expect("due").records.len(), 1);
    store
        .record_failure(ID, 1, years_ahead, Some(years_ahead))
        .expect("kept");
    let (entry, _) = store.due(at(0)).expect("due").records[0].1.clone();
    assert!(entry.may_be_sent(at(0)));
    let tomorrow = at(0) + chrono::TimeDelta::hours(24);
    store
        .record_failure(ID, 1, tomorrow, Some(tomorrow))
        .expect("kept");
    assert!(
        store.due(at(0)).expect("due").records.is_empty(),
        "a day is a real wait"
    );
    let (entry, _) = store.queued().expect("queued").records[0].1.clone();
    assert!(!entry.may_be_sent(at(0)) && entry.may_be_sent(tomorrow));
}

#[test]
fn a_newer_revision_takes_the_place_and_the_old_receipt_does_not_remove_it() {
    let (_home, store) = store();
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    let (entry, _) = store.queued().expect("queued").records[0].1.clone();
    let old = store
        .mark_sent(&entry, at(1), at(2), gate)
        .expect("taken")
        .expect("ours");
    store.queue_case(&case(3, 2), at(1)).expect("queued");
    let kept = store
        .record_receipt(&receipt(&old, 1, CentreState::Received), 1, at(3))
        .expect("kept");
    assert_eq!(
        (kept.received_revision, kept.state),
        (Some(1), CaseState::Queued)
    );
    let (waiting, _) = store.due(at(3)).expect("due").records[0].1.clone();
    assert_eq!((waiting.revision, waiting.attempts), (2, 0));
    store
        .record_failure(ID, 1, at(50), None)
        .expect("no matter");
    assert_eq!(
        store.due(at(3)).expect("due").records.len(),
        1,
        "an old failure delays nothing"
    );
    let newest = store
        .record_receipt(&receipt(&old, 2, CentreState::InProgress), 2, at(4))
        .expect("kept");
    assert_eq!(
        (newest.received_revision, newest.state),
        (Some(2), CaseState::InProgress)
    );
    let late = store
        .record_receipt(&receipt(&old, 1, CentreState::Received), 1, at(5))
        .expect("kept");
    assert_eq!(
        late, newest,
        "a late receipt of an older revision takes nothing back"
    );
}

#[test]
fn an_older_revision_never_replaces_a_newer_one() {
    let (_home, store) = store();
    store.queue_case(&case(3, 2), at(0)).expect("queued");
    store
        .queue_case(&case(3, 2), at(5))
        .expect("the same again is harmless");
    let outdated = Err(Error::NotNow {
        why: Refusal::Outdated,
    });
    assert_eq!(store.queue_case(&case(3, 1), at(0)), outdated);
    let mut other = case(3, 2);
    other.report.language = "en".into();
    assert_eq!(
        store.queue_case(&other, at(0)),
        outdated,
        "one revision, one content"
    );
    assert_eq!(store.case(ID), Ok(case(3, 2)));
    assert_eq!(
        store.waiting().expect("waiting").next_attempt_at,
        Some(at(0))
    );
}

#[test]
fn an_ended_case_takes_no_changes() {
    let (_home, store) = store();
    let mut cancelled = case(3, 2);
    cancelled.state = CaseState::Cancelled;
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    store
        .queue_case(&cancelled, at(0))
        .expect("a cancellation travels like any change");
    assert_eq!(
        store.queue_case(&case(3, 3), at(0)),
        Err(Error::NotNow {
            why: Refusal::CaseEnded
        })
    );
    let (entry, _) = store.queued().expect("queued").records[0].1.clone();
    let sent = store
        .mark_sent(&entry, at(1), at(2), gate)
        .expect("taken")
        .expect("ours");
    assert_eq!(
        sent.state,
        CaseState::Cancelled,
        "it stays cancelled while that travels"
    );
    let kept = store
        .record_receipt(&receipt(&sent, 2, CentreState::Cancelled), 2, at(3))
        .expect("kept");
    assert_eq!(
        (kept.state, kept.received_revision),
        (CaseState::Cancelled, Some(2))
    );
}

#[test]
fn a_draft_is_not_queued_until_it_is() {
    let (_home, store) = store();
    let mut draft = case(3, 1);
    draft.state = CaseState::Draft;
    draft.history.clear();
    store.put_draft(&draft).expect("kept");
    store.put_draft(&draft).expect("kept");
    assert_eq!(store.waiting().expect("waiting").waiting, 0);
    store.queue_case(&case(3, 1), at(0)).expect("queued");
    assert_eq!(
        store.put_draft(&draft),
        Err(Error::NotNow {
            why: Refusal::Outdated
        })
    );
    assert_eq!(store.waiting().expect("waiting").waiting, 1);
}

#[test]
fn several_processes_on_one_home_send_each_entry_once() {
    let (home, first) = store();
    for number in 1..=20 {
        first.queue_case(&case(number, 1), at(0)).expect("queued");
    }
    let dir = home.path();
    let sent: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(move || {
                    let store = Store::open(dir, &key(7)).expect("opens").store;
                    let due = store.due(at(0)).expect("due").records;
                    let take = |(_, (entry, _))| store.mark_sent(&entry, at(1), at(2), gate);
                    due.into_iter()
                        .filter_map(|due| take(due).expect("taken"))
                        .count()
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().expect("no panic"))
            .sum()
    });
    assert_eq!(sent, 20);
}

#[derive(Debug, Clone)]
enum Act {
    Queue,
    Send,
    Receipt(u32, CentreState),
    Fail(u32),
    Reopen,
}

fn act() -> impl Strategy<Value = Act> {
    let state = prop_oneof![
        Just(CentreState::Received),
        Just(CentreState::InProgress),
        Just(CentreState::Closed)
    ];
    prop_oneof![
        3 => Just(Act::Queue),
        3 => Just(Act::Send),
        2 => (1_u32..6, state).prop_map(|(revision, state)| Act::Receipt(revision, state)),
        2 => (1_u32..6).prop_map(Act::Fail),
        1 => Just(Act::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// Whatever happens in whatever order: a revision waits exactly as long as the centre has not
    /// confirmed it or a newer one, and what was confirmed is never taken back.
    #[test]
    fn a_revision_waits_until_it_is_confirmed(acts in proptest::collection::vec(act(), 1..25)) {
        let (home, mut store) = store();
        let mut revision = 0;
        let mut confirmed = 0;
        let mut closed = false;
        for act in acts {
            match act {
                Act::Queue => {
                    let result = store.queue_case(&case(3, revision + 1), at(0));
                    prop_assert_eq!(result.is_err(), closed);
                    if result.is_ok() {
                        revision += 1;
                    }
                }
                Act::Send => {
                    for (_, (entry, _)) in store.due(at(9)).expect("due").records {
                        prop_assert!(store.mark_sent(&entry, at(1), at(2), gate).expect("ok").is_some());
                    }
                }
                Act::Receipt(of, state) if of <= revision => {
                    let before = store.case(ID).expect("there");
                    let kept = store.record_receipt(&receipt(&before, of, state), of, at(3)).expect("kept");
                    let known = before.received_revision.unwrap_or(0);
                    prop_assert_eq!(kept.received_revision, Some(known.max(of)));
                    confirmed = confirmed.max(of);
                    closed = kept.state == CaseState::Closed;
                }
                Act::Receipt(..) => {}
                Act::Fail(of) => store.record_failure(ID, of, at(8), None).expect("kept"),
                Act::Reopen => {
                    drop(store);
                    store = Store::open(home.path(), &key(7)).expect("opens").store;
                }
            }
            if revision > 0 {
                let kept = store.case(ID).expect("there");
                prop_assert_eq!(kept.revision, revision);
                let waits = store.waiting().expect("waiting").waiting == 1;
                let last = kept.received_revision.unwrap_or(0);
                prop_assert_eq!(waits, last < revision, "{:?}", kept);
                prop_assert_eq!(kept.history.last().map(|step| step.state), Some(kept.state));
            }
        }
    }
}
