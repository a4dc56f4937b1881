//! The value of a fact, and the border it passes.
//!
//! Decides whether a text or a JSON value may stand for a fact of some type.

use super::facts::FactType;
use super::words::{BENEFITS, BenefitId, BenefitSet};
use crate::types::{Country, Date, Expected, Problem, Timestamp, clean_line};
use chrono::{NaiveDateTime, SecondsFormat, TimeDelta, TimeZone, Utc};
use chrono_tz::Europe::Copenhagen;
use std::fmt;

/// The longest text a fact can hold, in characters.
const MAX_TEXT: usize = 120;

/// The value of a fact.
#[derive(Clone, PartialEq)]
pub enum Value {
    /// One of the words the vocabulary allows.
    Word(&'static str),
    /// A truth value.
    Bool(bool),
    /// A whole number within the vocabulary's bounds.
    Integer(i64),
    /// A finite number within the vocabulary's bounds.
    Number(f64),
    /// A country.
    Country(Country),
    /// A date.
    Date(Date),
    /// A moment.
    Moment(Timestamp),
    /// One visible line.
    Text(String),
    /// Benefits.
    Benefits(BenefitSet),
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Value([REDACTED])")
    }
}

impl Value {
    /// The value as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Word(word) => (*word).into(),
            Self::Bool(flag) => (*flag).into(),
            Self::Integer(number) => (*number).into(),
            Self::Number(number) => (*number).into(),
            Self::Country(country) => country.code().into(),
            Self::Date(date) => date.to_string().into(),
            Self::Moment(moment) => moment.to_rfc3339_opts(SecondsFormat::AutoSi, true).into(),
            Self::Text(text) => text.as_str().into(),
            Self::Benefits(set) => set.iter().map(BenefitId::id).collect::<Vec<_>>().into(),
        }
    }
}

pub(crate) fn from_json(kind: FactType, json: &serde_json::Value) -> Result<Value, Problem> {
    let text = || json.as_str();
    match kind {
        FactType::Bool => json
            .as_bool()
            .map(Value::Bool)
            .ok_or(Problem::WrongType(Expected::Bool)),
        FactType::Integer(min, max) => {
            let number = json.as_f64().filter(|_| json.is_number());
            integer(
                number.ok_or(Problem::WrongType(Expected::Integer))?,
                min,
                max,
            )
        }
        FactType::Number(min, max) => {
            let number = json.as_f64().filter(|_| json.is_number());
            number_within(
                number.ok_or(Problem::WrongType(Expected::Number))?,
                min,
                max,
            )
        }
        FactType::Benefits => {
            let list = json.as_array().ok_or(Problem::WrongType(Expected::List))?;
            let ids = list
                .iter()
                .map(|item| item.as_str().ok_or(Problem::WrongType(Expected::Text)));
            benefits(ids)
        }
        _ => from_text(kind, text().ok_or(Problem::WrongType(Expected::Text))?),
    }
}

pub(crate) fn from_text(kind: FactType, text: &str) -> Result<Value, Problem> {
    match kind {
        FactType::Word(words) => words
            .iter()
            .find(|word| **word == text)
            .map(|word| Value::Word(word))
            .ok_or_else(|| one_of(words)),
        FactType::Bool => match text {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Problem::WrongType(Expected::Bool)),
        },
        FactType::Integer(min, max) => integer(
            text.parse()
                .map_err(|_| Problem::WrongType(Expected::Integer))?,
            min,
            max,
        ),
        FactType::Number(min, max) => number_within(
            text.parse()
                .map_err(|_| Problem::WrongType(Expected::Number))?,
            min,
            max,
        ),
        FactType::Country => Country::parse(text).map(Value::Country),
        FactType::Date => date(text).map(Value::Date),
        FactType::Moment => moment(text).map(Value::Moment),
        FactType::Text => clean_line(text, MAX_TEXT).map(|line| Value::Text(line.to_owned())),
        FactType::Benefits => benefits(
            text.split(',')
                .map(str::trim)
                .filter(|id| !id.is_empty())
                .map(Ok),
        ),
    }
}

fn one_of(words: &[&str]) -> Problem {
    Problem::NotOneOf(words.iter().map(|word| (*word).to_owned()).collect())
}

fn number_within(number: f64, min: f64, max: f64) -> Result<Value, Problem> {
    if !number.is_finite() {
        return Err(Problem::NotFinite);
    }
    if (min..=max).contains(&number) {
        Ok(Value::Number(number))
    } else {
        Err(Problem::OutOfRange {
            min: min.to_string(),
            max: max.to_string(),
        })
    }
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn integer(number: f64, min: i64, max: i64) -> Result<Value, Problem> {
    // The vocabulary's bounds are far below 2^53, where every whole number has its own f64.
    if !number.is_finite() {
        return Err(Problem::NotFinite);
    }
    if number.fract() != 0.0 {
        return Err(Problem::WrongType(Expected::Integer));
    }
    if (min as f64..=max as f64).contains(&number) {
        Ok(Value::Integer(number as i64))
    } else {
        Err(Problem::OutOfRange {
            min: min.to_string(),
            max: max.to_string(),
        })
    }
}

fn benefits<'a>(ids: impl Iterator<Item = Result<&'a str, Problem>>) -> Result<Value, Problem> {
    let mut set = BenefitSet::default();
    for id in ids {
        set = set.with(BenefitId::named(id?).ok_or_else(|| one_of(BENEFITS))?);
    }
    Ok(Value::Benefits(set))
}

/// A date as 2026-07-10 and no other way, so that nobody's 07-10 is somebody's 10 July.
pub(crate) fn date(text: &str) -> Result<Date, Problem> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return Err(Problem::Date);
    }
    Date::parse_from_str(text, "%Y-%m-%d").map_err(|_| Problem::Date)
}

fn moment(text: &str) -> Result<Timestamp, Problem> {
    if text.len() > 64 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Problem::Time);
    }
    if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(text) {
        return Ok(moment.with_timezone(&Utc));
    }
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .map_err(|_| Problem::Time)?;
    // In the hour that spring skips, the clock people read was already one hour on.
    let danish = |local: NaiveDateTime| Copenhagen.from_local_datetime(&local).earliest();
    let an_hour_on = || local.checked_add_signed(TimeDelta::hours(1));
    let danish = danish(local).or_else(|| danish(an_hour_on()?));
    danish
        .map(|moment| moment.with_timezone(&Utc))
        .ok_or(Problem::Time)
}
