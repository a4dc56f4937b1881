//! A telephone number anybody in any country can dial.

use super::Problem;
use std::fmt;

/// A number in the international form of ITU-T E.164: `+`, then 7 to 15 digits, no leading zero.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone(String);

impl Phone {
    /// Reads a number as people write it: spaces, dashes, dots, slashes and brackets are
    /// dropped, and `00` at the front stands for `+`.
    ///
    /// # Errors
    /// [`Problem::Phone`] when no country code is given, a character is no digit, or the number
    /// of digits is outside 7 to 15. A national number is refused: abroad it reaches somebody else.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > 64 {
            return Err(Problem::Phone);
        }
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '.' | '/' | '(' | ')'))
            .collect();
        let digits = bare
            .strip_prefix('+')
            .or_else(|| bare.strip_prefix("00"))
            .ok_or(Problem::Phone)?;
        let well_formed = (7..=15).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        if well_formed {
            Ok(Self(format!("+{digits}")))
        } else {
            Err(Problem::Phone)
        }
    }

    /// A number written in our own source, already in E.164.
    pub(crate) fn written(e164: &'static str) -> Self {
        Self(e164.to_owned())
    }

    /// `+4570105052`: for machines, `tel:` and `sms:`.
    pub fn e164(&self) -> &str {
        &self.0
    }

    /// `tel:+4570105052` (RFC 3966).
    pub fn tel_uri(&self) -> String {
        format!("tel:{}", self.0)
    }

    /// `sms:+4570105052?body=…` (RFC 5724): opens the phone's own app with the text in it.
    pub fn sms_uri(&self, body: &str) -> String {
        let mut uri = format!("sms:{}?body=", self.0);
        for byte in body.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                    uri.push(char::from(byte));
                }
                _ => uri.push_str(&format!("%{byte:02X}")),
            }
        }
        uri
    }

    /// `+45 70 10 50 52`: for people. The country code stands apart, the rest in pairs, with
    /// three digits first where their number is odd.
    pub fn spaced(&self) -> String {
        let digits = self.0.trim_start_matches('+');
        let (country, mut rest) = digits.split_at(country_code_length(digits));
        let mut spaced = format!("+{country}");
        while !rest.is_empty() {
            let take = if rest.len() % 2 == 1 { 3 } else { 2 };
            let (group, left) = rest.split_at(take.min(rest.len()));
            spaced.push(' ');
            spaced.push_str(group);
            rest = left;
        }
        spaced
    }
}

/// How many digits the country code at the front has (ITU-T E.164, list of assigned codes).
fn country_code_length(digits: &str) -> usize {
    const TWO: [&str; 42] = [
        "20", "27", "30", "31", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46",
        "47", "48", "49", "51", "52", "53", "54", "55", "56", "57", "58", "60", "61", "62", "63",
        "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "98",
    ];
    if digits.starts_with(['1', '7']) {
        1
    } else if TWO.iter().any(|code| digits.starts_with(code)) {
        2
    } else {
        3
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone([REDACTED])")
    }
}
