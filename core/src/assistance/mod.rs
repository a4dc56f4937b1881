//! The case and how help is called: the plan, the SMS, the voice script, states.
//!
//! Decides what is sent and said, and which state may follow which. Keeping and delivering it
//! is the store's, the net's and the facade's.

mod case;
pub mod intake;
pub mod retry;

pub use case::{
    Case, CaseState, CentreStatus, PreCheck, Report, ReportedPosition, Step, What, Who,
};
