//! What an attempt and its outcome mean for a case. Which state may follow which is the case's
//! own to decide; here the intake's words are put in its terms.

use super::{CentreState, Receipt};
use crate::assistance::{Case, CaseState, CentreStatus};
use crate::types::Timestamp;

/// The case is being handed to the network: *queued* becomes *sent*. A cancelled case stays
/// cancelled while its cancellation travels.
pub fn handed_over(case: &mut Case, at: Timestamp) {
    if case.state == CaseState::Queued {
        // Cannot be refused: what is queued is not confirmed.
        let _ = case.advance(CaseState::Sent, at);
    }
}

/// The attempt did not count: *sent* becomes *queued* again, as if it had not been made.
pub fn not_received(case: &mut Case) {
    case.take_back();
}

/// The centre has confirmed `revision` of this case, at `at` by the phone's clock.
///
/// A newer revision than the case's own is taken for the case's own: the centre can only have
/// what this case was. Confirming the same twice changes nothing; confirming an older revision
/// than one still waiting keeps the case *queued*. A motorist's cancellation stands.
pub fn confirmed(case: &mut Case, receipt: &Receipt, revision: u32, at: Timestamp) {
    let revision = revision.min(case.revision);
    if case.received_revision > Some(revision) {
        return;
    }
    let said = CentreStatus {
        reference: receipt.reference.clone(),
        eta: receipt.eta,
        helper: receipt.helper.clone(),
        said_at: at,
    };
    let state = match receipt.status {
        CentreState::Received => CaseState::Received,
        CentreState::InProgress => CaseState::InProgress,
        CentreState::Closed => CaseState::Closed,
        CentreState::Cancelled => CaseState::Cancelled,
    };
    if case.receive(revision, said.clone(), at).is_ok() {
        case.hear(said, state, at);
    }
}
