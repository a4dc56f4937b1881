//! Where to pay: a Danish account by its IBAN, any other by IBAN and BIC together.

use crate::types::{Bic, Fault, Iban, Line, Problem};
use serde::{Deserialize, Serialize};

/// An account the claim is to be paid to. One abroad always has its BIC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "account", rename_all = "snake_case")]
pub enum BankAccount {
    /// In Denmark.
    Danish {
        /// Whose account it is, where that is not the claimant.
        holder: Option<Line>,
        /// Its IBAN.
        iban: Iban,
    },
    /// Anywhere else.
    Foreign {
        /// Whose account it is, where that is not the claimant.
        holder: Option<Line>,
        /// Its IBAN.
        iban: Iban,
        /// The bank's BIC (SWIFT code).
        bic: Bic,
    },
}

impl BankAccount {
    /// An account by its IBAN, with the bank's BIC where it is not Danish. A BIC given for a
    /// Danish account is checked and then not needed.
    ///
    /// # Errors
    /// A fault at `iban`, `bic` or `holder` for each that is refused, all at once; at `bic`
    /// [`Problem::BicNeeded`] when a foreign account has none.
    pub fn by_iban(
        holder: Option<&str>,
        iban: &str,
        bic: Option<&str>,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let holder = holder_of(holder, &mut faults);
        let iban = kept("iban", Iban::parse(iban), &mut faults);
        let bic = bic.and_then(|bic| kept("bic", Bic::parse(bic), &mut faults));
        let needed = iban.as_ref().is_some_and(|iban| !iban.is_danish());
        if needed && bic.is_none() && faults.is_empty() {
            faults.push(Fault::new("bic", Problem::BicNeeded));
        }
        match (faults.is_empty(), iban, bic) {
            (true, Some(iban), _) if iban.is_danish() => Ok(Self::Danish { holder, iban }),
            (true, Some(iban), Some(bic)) => Ok(Self::Foreign { holder, iban, bic }),
            _ => Err(faults),
        }
    }

    /// A Danish account by registration and account number.
    ///
    /// # Errors
    /// A fault at `account` or `holder` for each that is refused.
    pub fn by_number(
        holder: Option<&str>,
        registration: &str,
        account: &str,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let holder = holder_of(holder, &mut faults);
        let iban = Iban::of_danish(registration, account);
        match kept("account", iban, &mut faults) {
            Some(iban) if faults.is_empty() => Ok(Self::Danish { holder, iban }),
            _ => Err(faults),
        }
    }

    /// Whose account it is, where that was said.
    pub fn holder(&self) -> Option<&Line> {
        match self {
            Self::Danish { holder, .. } | Self::Foreign { holder, .. } => holder.as_ref(),
        }
    }

    /// Its IBAN.
    pub fn iban(&self) -> &Iban {
        match self {
            Self::Danish { iban, .. } | Self::Foreign { iban, .. } => iban,
        }
    }

    /// The bank's BIC, for an account abroad.
    pub fn bic(&self) -> Option<&Bic> {
        match self {
            Self::Danish { .. } => None,
            Self::Foreign { bic, .. } => Some(bic),
        }
    }
}

fn holder_of(text: Option<&str>, faults: &mut Vec<Fault>) -> Option<Line> {
    text.filter(|text| !text.trim().is_empty())
        .and_then(|text| kept("holder", Line::parse(text), faults))
}

fn kept<T>(at: &str, read: Result<T, Problem>, faults: &mut Vec<Fault>) -> Option<T> {
    read.map_err(|problem| faults.push(Fault::new(at, problem)))
        .ok()
}
