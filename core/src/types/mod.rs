//! Validated values: what has one of these types has passed the border.
//!
//! Every type here is made by `parse`, which answers with a [`Problem`] that names the rule
//! broken and never the value that broke it. What a value means is decided by the floors above.

mod bank;
pub mod calendar;
mod country;
mod fault;
mod identity;
mod language;
mod macros;
mod money;
mod phone;
mod product;
mod purpose;
mod secret;
mod shared;
mod text;

pub use bank::{Bic, Iban};
pub use country::Country;
pub use fault::{Expected, Fault, Problem};
pub use identity::{PolicyNumber, RegistrationNumber, Vin};
pub use language::Language;
pub(crate) use macros::redacted;
pub use money::Money;
pub use phone::Phone;
pub use product::{Product, TowedKind, VehicleKind, VehicleUse};
pub use purpose::Purpose;
pub use secret::Secret;
pub use shared::SharedText;
pub use text::{Line, Prose, clean_line};

/// A moment, always UTC inside; shown with the offset of whoever reads it.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
/// A calendar date without a clock.
pub type Date = chrono::NaiveDate;
