//! Whole journeys through the front doors, and what they are measured against.

pub mod oracle;
pub mod situations;
