//! The position SMS: one text message that says all when there is no data.
//!
//! Decides what the message holds and how it is read back (`docs/sms.md` is its format). Whom it
//! goes to is the call plan's, sending it the phone's.
//!
//! The fields follow the idea of AML (ETSI TS 103 625): position, radius, time and method of the
//! fix travel together. It is never AML itself, which only an emergency call may send.

use super::case::{Case, ReportedPosition};
use super::code::{self, CaseCode};
use super::gsm7;
use super::report::method_of;
use crate::position::Method;
use crate::types::{Country, Phone, Problem, RegistrationNumber, Timestamp};
use chrono::{DateTime, Datelike, NaiveDateTime, SubsecRound};
use std::fmt;

/// Names the format and its version. A reader that meets another version must not guess.
const TAG: &str = "ROADSIDE1";
/// The greatest radius said; a wider one is no position to drive to.
const MAX_RADIUS_M: u32 = 999_999;
const TIME_FORMAT: &str = "%Y-%m-%dT%H:%M:%SZ";

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
            event: report.what.event.as_deref().and_then(event),
        };
        if gsm7::septets(&sms.body()).is_none_or(|length| length > gsm7::MESSAGE) {
            sms.event = None;
        }
        sms
    }

    /// Reads a message as it arrives: any case, any white space between the fields, fields added
    /// by later writers of this version passed over.
    ///
    /// # Errors
    /// [`Problem::PositionSms`] when it is not of this format, holds a character a text message
    /// cannot, lacks a field, says one twice or wrongly, or does not fit its check symbols.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::read(text).ok_or(Problem::PositionSms)
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
        let mut uri = format!("sms:{}?body=", to.e164());
        for byte in self.body().bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    uri.push(char::from(byte));
                }
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        uri
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

    fn read(text: &str) -> Option<Self> {
        // Ten times a full message: room for white space and for what later writers add.
        if text.len() > 1600 {
            return None;
        }
        let text = text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_ascii_uppercase();
        let (said, check) = text.rsplit_once(" CHK=")?;
        if check_symbols(said)? != check {
            return None;
        }
        let mut words = said.split(' ');
        if words.next()? != TAG {
            return None;
        }
        let code = CaseCode::parse(words.next()?).ok()?;
        let mut fields = Fields::default();
        for word in words {
            fields.take(word)?;
        }
        let (sign_said, plate_said) = fields.car?.split_once(':')?;
        let position = match fields.pos? {
            "NONE" => None,
            at => Some(SmsPosition::read(at, &fields)?),
        };
        Some(Self {
            code,
            danger: fields.danger,
            position,
            country: told(fields.country, |c| Country::parse(c).ok())?,
            sign: told(Some(sign_said), sign)?,
            plate: told(Some(plate_said), plate)?,
            callback: match fields.tel? {
                "SENDER" => None,
                number => Some(Phone::parse(number).ok().filter(|p| p.e164() == number)?),
            },
            event: told(fields.what, |w| {
                event(&w.to_ascii_lowercase().replace('-', "_"))
            })?,
        })
    }
}

/// The fields of a message as read, each at most once.
#[derive(Default)]
struct Fields<'a> {
    danger: bool,
    pos: Option<&'a str>,
    rad: Option<&'a str>,
    time: Option<&'a str>,
    by: Option<&'a str>,
    country: Option<&'a str>,
    car: Option<&'a str>,
    tel: Option<&'a str>,
    what: Option<&'a str>,
}

impl<'a> Fields<'a> {
    fn take(&mut self, word: &'a str) -> Option<()> {
        let Some((name, value)) = word.split_once('=') else {
            let first = word != "DANGER" || !self.danger;
            self.danger |= word == "DANGER";
            return first.then_some(());
        };
        let field = match name {
            "POS" => &mut self.pos,
            "RAD" => &mut self.rad,
            "TIME" => &mut self.time,
            "BY" => &mut self.by,
            "IN" => &mut self.country,
            "CAR" => &mut self.car,
            "TEL" => &mut self.tel,
            "WHAT" => &mut self.what,
            _ => return Some(()),
        };
        field.replace(value).is_none().then_some(())
    }
}

impl SmsPosition {
    /// A reported position as a message says it; `None` when it is no place on Earth.
    fn of(reported: &ReportedPosition) -> Option<Self> {
        let e5 = |degrees: f64, limit: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "at most 180 × 10⁵")]
            (degrees.abs() <= limit).then(|| (degrees * 1e5).round() as i32)
        };
        let radius = reported.accuracy_m.filter(|m| *m >= 0.0);
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

    fn read(at: &str, fields: &Fields) -> Option<Self> {
        let (lat, lon) = at.split_once(',')?;
        Some(Self {
            lat_e5: read_degrees(lat, 90)?,
            lon_e5: read_degrees(lon, 180)?,
            radius_m: told(fields.rad, |rad| {
                digits(rad.strip_suffix('M')?).filter(|m| *m <= MAX_RADIUS_M)
            })?,
            fixed_at: told(fields.time, |time| {
                let at = NaiveDateTime::parse_from_str(time, TIME_FORMAT).ok()?;
                let at = DateTime::from_naive_utc_and_offset(at, chrono::Utc);
                (at.format(TIME_FORMAT).to_string() == time).then_some(at)
            })?,
            method: match fields.by {
                None => Method::Unknown,
                Some(word) => METHODS.iter().find(|(_, w)| *w == word).map(|(m, _)| *m)?,
            },
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

/// A field that may be absent or said to be unknown; the outer `None` is a faulty one.
#[expect(
    clippy::option_option,
    reason = "absent and faulty are different answers"
)]
fn told<T>(said: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    match said {
        None | Some("?") => Some(None),
        Some(value) => read(value).map(Some),
    }
}

/// `-0.18305`: five decimals, a minus where it belongs, never a plus.
fn degrees(e5: i32) -> String {
    let minus = if e5 < 0 { "-" } else { "" };
    let size = e5.unsigned_abs();
    format!("{minus}{}.{:05}", size / 100_000, size % 100_000)
}

fn read_degrees(text: &str, limit: u32) -> Option<i32> {
    let (negative, size) = text
        .strip_prefix('-')
        .map_or((false, text), |size| (true, size));
    let (whole, decimals) = size.split_once('.')?;
    let (whole, decimals) = (
        digits(whole)?,
        digits(decimals).filter(|_| decimals.len() == 5)?,
    );
    let e5 = whole.checked_mul(100_000)?.checked_add(decimals)?;
    let e5 = i32::try_from(e5).ok().filter(|_| e5 <= limit * 100_000)?;
    let e5 = if negative { -e5 } else { e5 };
    // One way to write a number, so that a message reads back as it was written.
    (degrees(e5) == text).then_some(e5)
}

/// Plain digits; no sign, no leading zero.
fn digits(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
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

/// Two base-32 symbols over a text: the sum of its septet codes, each times its place from one,
/// modulo 1021. The prime is larger than any place or difference of codes, so one wrong
/// character and any two exchanged are always caught. `None` when a character has no code.
fn check_symbols(text: &str) -> Option<String> {
    let mut sum: u32 = 0;
    for (place, c) in (1u32..).zip(text.chars()) {
        let value = gsm7::code(c.to_ascii_uppercase())?;
        sum = (sum + place % 1021 * u32::from(value)) % 1021;
    }
    let symbol = |bits: u32| code::symbol_of(u8::try_from(bits & 31).unwrap_or_default());
    Some([symbol(sum >> 5), symbol(sum)].iter().collect())
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

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn position() -> impl Strategy<Value = SmsPosition> {
        (
            -9_000_000i32..=9_000_000,
            -18_000_000i32..=18_000_000,
            prop::option::of(0..=MAX_RADIUS_M),
            prop::option::of(-62_167_219_200i64..253_402_300_800),
            prop::sample::select(METHODS.map(|(method, _)| method).to_vec()),
        )
            .prop_map(|(lat_e5, lon_e5, radius_m, seconds, method)| SmsPosition {
                lat_e5,
                lon_e5,
                radius_m,
                fixed_at: seconds.map(|s| chrono::Utc.timestamp_opt(s, 0).unwrap()),
                method,
            })
    }

    prop_compose! {
        fn sms()(
            id in any::<u128>(),
            danger in any::<bool>(),
            position in prop::option::of(position()),
            country in prop::option::of("[A-Z]{2}"),
            sign in prop::option::of("[A-Z]{1,3}"),
            plate in prop::option::of("[A-Z0-9ÄÖÜÅØÆÑΔ?]{0,11}[A-Z0-9]"),
            callback in prop::option::of("[1-9][0-9]{6,14}"),
            event in prop::option::of(prop::sample::select(vec!["breakdown", "traction_battery_empty"])),
        ) -> Sms {
            let mut sms = Sms {
                code: CaseCode::of(Uuid::from_u128(id)),
                danger,
                position,
                country: country.map(|c| Country::parse(&c).unwrap()),
                sign,
                plate,
                callback: callback.map(|digits| Phone::parse(&format!("+{digits}")).unwrap()),
                event: event.map(str::to_owned),
            };
            if gsm7::septets(&sms.body()).unwrap() > gsm7::MESSAGE {
                sms.event = None;
            }
            sms
        }
    }

    #[test]
    fn the_longest_message_fits() {
        let all = Sms {
            code: CaseCode::of(Uuid::from_u128(u128::MAX)),
            danger: true,
            position: Some(SmsPosition {
                lat_e5: -8_999_999,
                lon_e5: -17_999_999,
                radius_m: Some(MAX_RADIUS_M),
                fixed_at: Some(
                    chrono::Utc
                        .with_ymd_and_hms(9999, 12, 31, 23, 59, 59)
                        .unwrap(),
                ),
                method: Method::Wifi,
            }),
            country: Some(Country::of(b"HR")),
            sign: Some("RKS".to_owned()),
            plate: Some("ABCDEF123456".to_owned()),
            callback: Some(Phone::parse("+123456789012345").unwrap()),
            event: None,
        };
        assert_eq!(gsm7::septets(&all.body()), Some(153));
    }

    proptest! {
        #[test]
        fn every_message_fits_and_reads_back(sms in sms()) {
            let body = sms.body();
            prop_assert!(gsm7::septets(&body).unwrap() <= gsm7::MESSAGE, "{}", body);
            prop_assert!(Sms::parse(&body) == Ok(sms.clone()), "{}", body);
            let retyped = body.to_lowercase().replace(' ', " \r\n");
            // A capital outside ASCII is another letter in small.
            prop_assert!(!body.is_ascii() || Sms::parse(&retyped) == Ok(sms), "{}", body);
        }

        #[test]
        fn a_wrong_character_is_caught(sms in sms(), at in any::<prop::sample::Index>(), wrong in "[!-~]") {
            let mut text: Vec<char> = sms.body().chars().collect();
            let at = at.index(text.len());
            let wrong = wrong.chars().next().unwrap();
            prop_assume!(text[at] != ' ' && !text[at].eq_ignore_ascii_case(&wrong));
            text[at] = wrong;
            prop_assert_eq!(Sms::parse(&text.iter().collect::<String>()), Err(Problem::PositionSms));
        }

        #[test]
        fn an_exchange_is_caught(sms in sms(), a in any::<prop::sample::Index>(), b in any::<prop::sample::Index>()) {
            let mut text: Vec<char> = sms.body().chars().collect();
            let (a, b) = (a.index(text.len()), b.index(text.len()));
            prop_assume!(text[a] != ' ' && text[b] != ' ' && !text[a].eq_ignore_ascii_case(&text[b]));
            text.swap(a, b);
            prop_assert_eq!(Sms::parse(&text.iter().collect::<String>()), Err(Problem::PositionSms));
        }

        #[test]
        fn garbage_never_panics(text in any::<String>(), sms in sms(), cut in any::<prop::sample::Index>()) {
            let _ = Sms::parse(&text);
            let body = sms.body();
            let cut: String = body.chars().take(cut.index(body.chars().count())).collect();
            prop_assert_eq!(Sms::parse(&cut), Err(Problem::PositionSms));
        }
    }

    #[test]
    fn huge_input_is_refused_at_once() {
        assert_eq!(
            Sms::parse(&"ROADSIDE1 ".repeat(1_000_000)),
            Err(Problem::PositionSms)
        );
    }
}
