//! The position SMS: one text message that says all when there is no data.
//!
//! Decides what the message holds; `read` is the way back (`docs/sms.md` is the format). Whom it
//! goes to is the call plan's, sending it the phone's.
//!
//! The fields follow the idea of AML (ETSI TS 103 625): position, radius, time and method of the
//! fix travel together. It is never AML itself, which only an emergency call may send.

mod read;
#[cfg(test)]
mod tests;

use super::case::{Case, ReportedPosition};
use super::code::{self, CaseCode};
use super::gsm7;
use super::report::{is_health, method_of};
use crate::position::Method;
use crate::types::{Country, Phone, RegistrationNumber, Timestamp};
use chrono::{Datelike, SubsecRound};
use std::fmt;

/// Names the format and its version. A reader that meets another version must not guess.
const TAG: &str = "ROADSIDE1";
/// The greatest radius said; a wider one is no position to drive to.
const MAX_RADIUS_M: u32 = 999_999;
const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M:%SZ";
/// The greatest prime that two check symbols can say.
const CHECK_PRIME: u32 = 1021;

/// What one message says. Made by [`Sms::of`] or [`Sms::parse`]; either way its text fits one
/// message of 160 septets.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    code: CaseCode,
    danger: bool,
    position: Option<SmsPosition>,
    country: Option<Country>,
    sign: Option<String>,
    plate: Option<String>,
    callback: Option<Phone>,
    event: Option<String>,
}

/// A position as a text message says it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SmsPosition {
    /// Latitude in hundred-thousandths of a degree (about a metre).
    pub lat_e5: i32,
    /// Longitude in hundred-thousandths of a degree.
    pub lon_e5: i32,
    /// Radius in whole metres, rounded up, at most 999,999; `None` when not known.
    pub radius_m: Option<u32>,
    /// When it was measured, to the second; `None` when not known.
    pub fixed_at: Option<Timestamp>,
    /// How it was measured.
    pub method: Method,
}

impl Sms {
    /// The message for a case. The event is left out where it would not fit; everything else
    /// always does.
    pub fn of(case: &Case) -> Self {
        let report = &case.report;
        let registration = report
            .what
            .registration
            .as_deref()
            .and_then(|r| RegistrationNumber::parse(r).ok());
        let mut sms = Self {
            code: case.case_code(),
            danger: report.what.danger,
            position: report.position.as_ref().and_then(SmsPosition::of),
            country: report
                .country
                .as_deref()
                .and_then(|c| Country::parse(c).ok()),
            sign: report.what.sign.as_deref().and_then(sign),
            plate: registration.and_then(|registration| {
                plate(
                    &registration
                        .compact()
                        .chars()
                        .map(gsm7::plate_letter)
                        .collect::<String>(),
                )
            }),
            callback: report
                .who
                .phone
                .as_deref()
                .and_then(|p| Phone::parse(p).ok()),
            // An SMS can be read on its way: it never names an event about somebody's health.
            event: report
                .what
                .event
                .as_deref()
                .filter(|kind| !is_health(kind))
                .and_then(event),
        };
        if gsm7::septets(&sms.body()).is_none_or(|length| length > gsm7::MESSAGE) {
            sms.event = None;
        }
        sms
    }

    /// The text, at most 160 septets of the GSM 7-bit default alphabet.
    pub fn body(&self) -> String {
        let mut text = format!("{TAG} {}", self.code);
        let mut say = |field: String| {
            text.push(' ');
            text.push_str(&field);
        };
        if self.danger {
            say("DANGER".to_owned());
        }
        match &self.position {
            None => say("POS=NONE".to_owned()),
            Some(position) => {
                say(format!(
                    "POS={},{}",
                    degrees(position.lat_e5),
                    degrees(position.lon_e5)
                ));
                say(format!(
                    "RAD={}",
                    known(position.radius_m.map(|m| format!("{m}m")))
                ));
                let time = position
                    .fixed_at
                    .map(|at| at.format(TIME_FORMAT).to_string());
                say(format!("TIME={}", known(time)));
                say(format!("BY={}", method_word(position.method)));
            }
        }
        if let Some(country) = self.country {
            say(format!("IN={country}"));
        }
        say(format!(
            "CAR={}:{}",
            known(self.sign.clone()),
            known(self.plate.clone())
        ));
        let callback = self.callback.as_ref().map_or("SENDER", Phone::e164);
        say(format!("TEL={callback}"));
        if let Some(event) = &self.event {
            say(format!("WHAT={}", event.replace('_', "-")));
        }
        let check = check_symbols(&text).unwrap_or_default();
        format!("{text} CHK={check}")
    }

    /// An `sms:` address with the text in it (RFC 5724), for the phone to open.
    pub fn uri(&self, to: &Phone) -> String {
        to.sms_uri(&self.body())
    }

    /// The case code.
    pub fn code(&self) -> CaseCode {
        self.code
    }

    /// Somebody is hurt or in danger, as the motorist marked it.
    pub fn danger(&self) -> bool {
        self.danger
    }

    /// The position; `None` when the phone had none, which the text says as `POS=NONE`.
    pub fn position(&self) -> Option<SmsPosition> {
        self.position
    }

    /// The country of the place, when known.
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The distinguishing sign of the country of registration.
    pub fn sign(&self) -> Option<&str> {
        self.sign.as_deref()
    }

    /// The plate, letters and digits only, `?` for a letter no text message can carry.
    pub fn plate(&self) -> Option<&str> {
        self.plate.as_deref()
    }

    /// The number to call back; `None` means the number the message came from.
    pub fn callback(&self) -> Option<&Phone> {
        self.callback.as_ref()
    }

    /// What happened, a word of the facts' `event.kind`.
    pub fn event(&self) -> Option<&str> {
        self.event.as_deref()
    }
}

impl SmsPosition {
    /// A reported position as a message says it; `None` when it is no place on Earth.
    fn of(reported: &ReportedPosition) -> Option<Self> {
        let e5 = |degrees: f64, limit: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "at most 180 × 10⁵")]
            (degrees.abs() <= limit).then(|| (degrees * 1e5).round() as i32)
        };
        let radius = reported.accuracy_m.filter(|m| *m > 0.0);
        Some(Self {
            lat_e5: e5(reported.lat, 90.0)?,
            lon_e5: e5(reported.lon, 180.0)?,
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "bounded"
            )]
            radius_m: radius.map(|m| m.ceil().min(f64::from(MAX_RADIUS_M)) as u32),
            fixed_at: reported
                .fixed_at
                .map(|at| at.trunc_subsecs(0))
                .filter(|at| (0..=9999).contains(&at.year())),
            method: method_of(&reported.method),
        })
    }
}

const METHODS: [(Method, &str); 5] = [
    (Method::Gnss, "GPS"),
    (Method::Wifi, "WIFI"),
    (Method::Cell, "CELL"),
    (Method::Manual, "HAND"),
    (Method::Unknown, "?"),
];

fn method_word(method: Method) -> &'static str {
    METHODS
        .iter()
        .find(|(m, _)| *m == method)
        .map_or("?", |(_, word)| word)
}

fn known(value: Option<String>) -> String {
    value.unwrap_or_else(|| "?".to_owned())
}

/// `-0.18305`: five decimals, a minus where it belongs, never a plus.
fn degrees(e5: i32) -> String {
    let minus = if e5 < 0 { "-" } else { "" };
    let size = e5.unsigned_abs();
    format!("{minus}{}.{:05}", size / 100_000, size % 100_000)
}

fn sign(text: &str) -> Option<String> {
    let letters = (1..=3).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_uppercase());
    letters.then(|| text.to_owned())
}

fn plate(text: &str) -> Option<String> {
    let sayable = |c: char| c == '?' || gsm7::plate_letter(c) == c;
    // Without a single letter known it says no more than a plate not told, and is written so.
    let known = text.chars().any(|c| c != '?');
    let fits = text.chars().count() <= 12 && text.chars().all(sayable) && known;
    fits.then(|| text.to_owned())
}

fn event(text: &str) -> Option<String> {
    let word = (1..=24).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    word.then(|| text.to_owned())
}

/// Two base-32 symbols over a text: the sum of what its characters [count](check_count), each
/// times its place from one, modulo 1021. `None` when a character has no code.
///
/// Always caught in a message of 160 characters: one character put in the place of another, and
/// any two exchanged, in the text, between the text and the check symbols, or the two symbols
/// themselves. The prime is larger than any place and any difference of counts, and a symbol
/// counts in the text what it counts in the check, where it weighs 32 or 1: an exchange of the
/// two goes unseen only from place 989 or 1020.
///
/// Caught but for one in about a thousand: all other damage, such as characters lost or added.
/// A blank written over a character or exchanged with one is such damage where it meets another
/// blank, since any white space reads as one.
fn check_symbols(text: &str) -> Option<String> {
    let mut sum: u32 = 0;
    for (place, c) in (1u32..).zip(text.chars()) {
        sum = (sum + place % CHECK_PRIME * check_count(c.to_ascii_uppercase())?) % CHECK_PRIME;
    }
    let symbol = |bits: u32| code::symbol_of(u8::try_from(bits & 31).unwrap_or_default());
    Some([symbol(sum >> 5), symbol(sum)].iter().collect())
}

/// What a character counts: its value when it is itself a check symbol, else 32 more than its
/// septet code, so that no two count the same.
fn check_count(c: char) -> Option<u32> {
    let symbol = (0u32..)
        .zip(code::SYMBOLS)
        .find(|(_, symbol)| char::from(**symbol) == c)
        .map(|(value, _)| value);
    symbol.or_else(|| gsm7::code(c).map(|septet| 32 + u32::from(septet)))
}

impl fmt::Debug for Sms {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sms([REDACTED])")
    }
}

impl fmt::Debug for SmsPosition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SmsPosition([REDACTED])")
    }
}
