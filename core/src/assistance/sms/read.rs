//! Reading a position SMS back.
//!
//! Decides what still counts as the message that was sent: anything it is not sure of is none.

use super::super::code::CaseCode;
use super::{
    MAX_RADIUS_M, METHODS, Sms, SmsPosition, TAG, TIME_FORMAT, check_symbols, degrees, event,
    plate, sign,
};
use crate::position::Method;
use crate::types::{Country, Phone, Problem};
use chrono::{DateTime, NaiveDateTime};

impl Sms {
    /// Reads a message as it arrives: any case, any white space between the fields, fields added
    /// by later writers of this version passed over.
    ///
    /// # Errors
    /// [`Problem::PositionSms`] when it is not of this format, holds a character a text message
    /// cannot, lacks a field, says one twice or wrongly, or does not fit its check symbols.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        Self::read(text).ok_or(Problem::PositionSms)
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
