//! Sends the requests the domain described and hands the replies back.
//!
//! Decides how the wire is handled: TLS, time limits, how much is read. What a reply means is
//! the domain's to judge; when to try again is the facade's.

mod body;
mod courier;
mod trust;

pub use courier::{Courier, CourierOptions};
