//! An error in the driver's language.

use crate::error::Error;
use crate::store::KeyStoreError;
use crate::types::Language;

/// An error as a screen shows it. Nothing personal is in it.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidError {
    /// A stable name: `locked`, `no_connection`.
    pub name: String,
    /// What is wrong, in one short sentence.
    pub title: String,
    /// What exactly.
    pub detail: String,
    /// What to do now.
    pub remedy: String,
    /// The fields at fault, when something entered was; empty otherwise.
    pub fields: Vec<ScreenFault>,
}

/// A field at fault.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct ScreenFault {
    /// Its path, `vehicle.vin`.
    pub at: String,
    /// What is expected there.
    pub text: String,
}

/// What an error says to people.
#[uniffi::export]
pub fn say_error(error: &Error, language: Language) -> SaidError {
    let fields = match error {
        Error::BadInput { faults } => faults
            .iter()
            .map(|fault| ScreenFault {
                at: fault.at.clone(),
                text: fault.problem.text(language),
            })
            .collect(),
        _ => Vec::new(),
    };
    SaidError {
        name: error.name().to_owned(),
        title: error.title(language),
        detail: error.detail(language),
        remedy: error.remedy(language),
        fields,
    }
}

/// What a key store's error says, in one short sentence.
#[uniffi::export]
pub fn say_key_store_error(error: KeyStoreError, language: Language) -> String {
    error.title(language)
}
