//! What values look like on the other side, and what is checked as they come over.

use crate::coverage::{FactId, Situation};
use crate::error::{Error, Table};
use crate::position::Fix;
use crate::types::{Country, Date, Fault, Line, Phone, Problem, SharedText, Timestamp};
use std::time::SystemTime;
use uuid::Uuid;

/// The value of a fact as text, in the form a [`ToldFact`] takes: `true`, `3500`, `HR`; lists with
/// commas. Empty where nothing is known.
pub type FactText = serde_json::Value;

/// A fact the driver told.
#[derive(Clone, uniffi::Record)]
pub struct ToldFact {
    /// Its name in the vocabulary, `event.kind`.
    pub name: String,
    /// Its value as text; empty when the driver does not know, which is never asked again.
    pub value: String,
}

impl std::fmt::Debug for ToldFact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} = [REDACTED]", self.name)
    }
}

/// A situation of what was told.
///
/// # Errors
/// [`Error::BadInput`] with every fault.
pub(super) fn situation(told: &[ToldFact]) -> Result<Situation, Error> {
    let mut situation = Situation::new();
    let mut faults = Vec::new();
    for ToldFact { name, value } in told {
        let outcome = match value.trim() {
            "" if FactId::named(name).is_some() => {
                situation.do_not_ask(name);
                Ok(())
            }
            // A name outside the vocabulary is a fault with or without a value.
            value => situation.set(name, value),
        };
        faults.extend(outcome.err());
    }
    if faults.is_empty() {
        Ok(situation)
    } else {
        Err(Error::BadInput { faults })
    }
}

/// A fix as a phone gave it, held to its bounds.
///
/// # Errors
/// [`Error::BadInput`] at `fix` as [`Fix::checked`] refuses it.
pub(super) fn measured(fix: Option<Fix>) -> Result<Option<Fix>, Error> {
    fix.map(Fix::checked)
        .transpose()
        .map_err(|problem| Error::bad_input("fix", problem))
}

fn text_of(value: FactText) -> String {
    match value {
        FactText::Null => String::new(),
        FactText::String(text) => text,
        FactText::Array(parts) => {
            let parts: Vec<String> = parts.into_iter().map(text_of).collect();
            parts.join(",")
        }
        other => other.to_string(),
    }
}

fn refused(at: &str, problem: Problem) -> uniffi::deps::anyhow::Error {
    Error::BadInput {
        faults: vec![Fault::new(at, problem)],
    }
    .into()
}

uniffi::custom_type!(FactText, String, {
    remote,
    lower: |value| text_of(value),
    try_lift: |text| Ok(FactText::String(text)),
});

uniffi::custom_type!(Timestamp, SystemTime, {
    remote,
    lower: |at| at.into(),
    try_lift: |at| Ok(at.into()),
});

uniffi::custom_type!(Uuid, String, {
    remote,
    lower: |id| id.to_string(),
    // An id nobody has is an id that is not found, not a fault of the driver's.
    try_lift: |text| Ok(Uuid::try_parse(&text).unwrap_or_default()),
});

uniffi::custom_type!(Date, String, {
    remote,
    lower: |day| day.to_string(),
    try_lift: |text| text.parse().map_err(|_| refused("date", Problem::Date)),
});

uniffi::custom_type!(Country, String, {
    lower: |country| country.code().to_owned(),
    try_lift: |text| Country::parse(&text).map_err(|problem| refused("country", problem)),
});

uniffi::custom_type!(Line, String, {
    lower: |line| line.as_str().to_owned(),
    try_lift: |text| Line::parse(&text).map_err(|problem| refused("text", problem)),
});

uniffi::custom_type!(Phone, String, {
    lower: |phone| phone.e164().to_owned(),
    try_lift: |text| Phone::parse(&text).map_err(|problem| refused("phone", problem)),
});

uniffi::custom_type!(SharedText, String, {
    lower: |text| text.as_str().to_owned(),
    try_lift: |text| Ok(text.into()),
});

uniffi::custom_type!(Table, String, {
    lower: |table| table.0.to_owned(),
    try_lift: |text| Ok(Table::named(&text)),
});
