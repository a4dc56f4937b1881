//! An amount in the minor units of its currency.

/// An amount in minor units (ISO 4217): DKK 10,000 is `1_000_000` øre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// Minor units: øre, cents.
    pub minor: i64,
    /// The three letters of ISO 4217.
    pub currency: [u8; 3],
}

impl Money {
    /// Danish kroner, whole.
    pub const fn kroner(kroner: i64) -> Self {
        Self {
            minor: kroner * 100,
            currency: *b"DKK",
        }
    }

    /// The three letters of ISO 4217.
    pub fn currency_code(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }
}
