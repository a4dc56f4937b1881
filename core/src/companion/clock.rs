//! What time it is, in the one place that may ask.

use crate::types::Timestamp;

/// Where the time comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// The device's clock.
    #[default]
    Device,
    /// One fixed moment, for rehearsals and tests.
    Fixed(Timestamp),
}

impl Clock {
    /// The moment it is.
    pub fn now(self) -> Timestamp {
        match self {
            Self::Device => chrono::Utc::now(),
            Self::Fixed(at) => at,
        }
    }
}
