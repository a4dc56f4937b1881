//! The case and how help is called: the plan, the SMS, the voice script, states.
//!
//! Decides what is sent and said, and which state may follow which. Keeping and delivering it
//! is the store's, the net's and the facade's.

mod case;
mod code;
mod gsm7;
pub mod intake;
mod plan;
mod ready;
mod report;
pub mod retry;
mod sms;
mod spelling;
mod states;
mod steps;
mod voice;

pub use case::{
    BenefitVerdict, Case, CaseState, CentreStatus, PreCheck, Report, ReportedPosition, Step, What,
    Who,
};
pub use code::CaseCode;
pub use gsm7::septets;
pub use plan::{CallPlan, CaseRef, Contact, EmergencyCall, HaveReady, PlanInput, SmsDraft};
pub use report::{Event, is_health};
pub use sms::{Sms, SmsPosition};
pub use spelling::spell;
pub use voice::{OperatorScript, Voice};
