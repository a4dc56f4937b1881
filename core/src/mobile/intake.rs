//! The way to the alarm centre, as a phone keeps it.

use crate::companion::Intake;
use crate::error::Error;
use std::sync::Arc;
use std::time::Duration;

/// The alarm centre's intake: the only host ever contacted.
#[derive(uniffi::Object)]
pub struct RoadsideIntake {
    intake: Intake,
}

#[uniffi::export]
impl RoadsideIntake {
    /// An intake at `address` (https; http only to this device). One attempt takes at most
    /// `patience_ms` milliseconds, 15 seconds when not told; `extra_roots` (PEM) are trusted
    /// beside the public roots.
    ///
    /// # Errors
    /// `BadInput` when the address is neither, or the roots hold no certificate.
    #[uniffi::constructor]
    pub fn at(
        address: &str,
        patience_ms: Option<u32>,
        extra_roots: Option<Vec<u8>>,
    ) -> Result<Arc<Self>, Error> {
        let patience = patience_ms.map_or(Intake::PATIENCE, |ms| Duration::from_millis(ms.into()));
        let intake = Intake::new(address, patience, extra_roots)?;
        Ok(Arc::new(Self { intake }))
    }
}

impl RoadsideIntake {
    pub(super) const fn intake(&self) -> &Intake {
        &self.intake
    }
}
