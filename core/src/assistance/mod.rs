//! The case and how help is called: the plan, the SMS, the voice script, states.
//!
//! Decides what is sent and said, and which state may follow which. Keeping and delivering it
//! is the store's, the net's and the facade's.

mod case;
mod code;
mod disclosure;
mod gsm7;
pub mod intake;
mod plan;
mod ready;
mod report;
mod restraint;
pub mod retry;
mod share;
mod sms;
mod spelling;
mod states;
mod steps;
mod voice;

pub use case::{
    BenefitVerdict, Case, CaseState, CentreStatus, HealthFact, PreCheck, Report, ReportedPosition,
    StatedConsent, Step, What, Who,
};
pub use code::{CaseCode, is_same_code};
pub use disclosure::{DisclosedField, FIELDS, TOKEN, disclosed, field_label};
pub use gsm7::septets;
pub use plan::{CallPlan, CaseRef, Contact, EmergencyCall, HaveReady, PlanInput, SmsDraft};
pub use report::{Event, is_health};
pub use restraint::Health;
pub use share::{ShareKind, SharedLine, card_lines, position_lines};
pub use sms::{Sms, SmsPosition};
pub use spelling::spell;
pub use voice::{OperatorScript, Voice};
