//! What is asked of the alarm centre's intake, and what of its replies counts.
//!
//! Decides the request for a case, whether a reply is a receipt, and what either means for the
//! case. Sending is the net's, keeping the store's, and when to try again is `retry`'s.

mod address;
mod delivery;
mod reply;
mod request;

pub use address::IntakeAddress;
pub use delivery::{confirmed, handed_over, not_received};
pub use reply::{
    CentreState, IntakeReply, MAX_REPLY_BYTES, MAX_RETRY_AFTER, Receipt, Undelivered, judge,
    judge_status,
};
pub(crate) use reply::{judge_document, shown};
pub use request::{IntakeRequest, IntakeUpload, Method, Submission};
