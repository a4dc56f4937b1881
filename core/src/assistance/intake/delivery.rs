//! What an attempt and its outcome mean for a case. Only the alarm centre's word makes a case
//! *received*; an attempt that failed leaves no trace in the history.

use super::{CentreState, Receipt};
use crate::assistance::{Case, CaseState, CentreStatus, Step};
use crate::types::Timestamp;

/// The case is being handed to the network: *queued* becomes *sent*. A cancelled case stays
/// cancelled while its cancellation travels.
pub fn handed_over(case: &mut Case, at: Timestamp) {
    if case.state == CaseState::Queued {
        enter(case, CaseState::Sent, at);
    }
}

/// The attempt did not count: *sent* becomes *queued* again, as if it had not been made.
pub fn not_received(case: &mut Case) {
    if case.state == CaseState::Sent {
        case.state = CaseState::Queued;
        if case
            .history
            .last()
            .is_some_and(|step| step.state == CaseState::Sent)
        {
            case.history.pop();
        }
        if case
            .history
            .last()
            .is_none_or(|step| step.state != CaseState::Queued)
            && let Some(at) = case.history.last().map(|step| step.at)
        {
            case.history.push(Step {
                at,
                state: CaseState::Queued,
            });
        }
    }
}

/// The centre has confirmed `revision` of this case, at `at` by the phone's clock.
///
/// A newer revision than the case's own is taken for the case's own: the centre can only have
/// what this case was. Confirming the same twice changes nothing; confirming an older revision
/// than one still waiting keeps the case *queued*. A motorist's cancellation stands until the
/// centre closes the case.
pub fn confirmed(case: &mut Case, receipt: &Receipt, revision: u32, at: Timestamp) {
    let revision = revision.min(case.revision);
    if case.received_revision.is_some_and(|known| known > revision) {
        return;
    }
    case.received_revision = Some(revision);
    let said = CentreStatus {
        reference: receipt.reference.clone(),
        eta: receipt.eta,
        helper: receipt.helper.clone(),
        said_at: at,
    };
    let news = case.centre.as_ref().is_none_or(|known| {
        CentreStatus {
            said_at: known.said_at,
            ..said.clone()
        } != *known
    });
    if news {
        case.centre = Some(said);
    }
    if revision < case.revision {
        return;
    }
    let next = match (case.state, receipt.status) {
        (CaseState::Closed, _) => CaseState::Closed,
        (_, CentreState::Closed) => CaseState::Closed,
        (CaseState::Cancelled, _) | (_, CentreState::Cancelled) => CaseState::Cancelled,
        (CaseState::InProgress, _) | (_, CentreState::InProgress) => CaseState::InProgress,
        (_, CentreState::Received) => CaseState::Received,
    };
    if next != case.state {
        enter(case, next, at);
    }
}

fn enter(case: &mut Case, state: CaseState, at: Timestamp) {
    case.state = state;
    case.history.push(Step { at, state });
}
