//! What must happen with what is known of people: consent, what goes out, how long it stays.
//!
//! Decides whether a consent is valid, what a motorist is told before and after something is
//! sent, and when what is deleted or blurred. Keeping, sending and deleting is the floors' above.
//!
//! | file | its one job |
//! | --- | --- |
//! | `consent` | one record per act of consent, and what is valid when |
//! | `declaration` | the declaration on paper |
//! | `dispatch` | the receipt of what went out |
//! | `retention` | how long what stays, and why |

mod consent;
mod declaration;
mod dispatch;
mod retention;

pub use consent::{AgreedText, Channel, Consent, Consents, Permit, Standing, TEXT_VERSION};
pub use declaration::{Declaration, declaration};
pub use dispatch::{Carried, Dispatch, Outcome, Recipient};
pub use retention::Rule;
