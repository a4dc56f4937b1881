//! What identifies a vehicle and a policy.

use super::{Problem, clean_line};

/// A vehicle identification number (ISO 3779): 17 characters, no I, O or Q.
#[derive(Clone, PartialEq, Eq)]
pub struct Vin(String);

impl Vin {
    /// Reads 17 characters; small letters are made capital, spaces and dashes dropped.
    ///
    /// # Errors
    /// [`Problem::VinLength`] when not 17 characters are left, [`Problem::VinCharacters`] when
    /// one of them is no digit and no letter, or is I, O or Q.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > 64 {
            return Err(Problem::VinLength);
        }
        let bare: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-'))
            .map(|c| c.to_ascii_uppercase())
            .collect();
        if bare
            .chars()
            .any(|c| !c.is_ascii_alphanumeric() || matches!(c, 'I' | 'O' | 'Q'))
        {
            return Err(Problem::VinCharacters);
        }
        if bare.len() == 17 {
            Ok(Self(bare))
        } else {
            Err(Problem::VinLength)
        }
    }

    /// The 17 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the ninth character is the check digit that North American makers put there
    /// (49 CFR 565). European VINs need not have one, so `false` proves nothing and refuses nothing.
    pub fn check_digit_holds(&self) -> bool {
        const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        let value = |c: u8| match c {
            b'0'..=b'9' => u32::from(c - b'0'),
            b'A'..=b'H' => u32::from(c - b'A') + 1,
            b'J'..=b'N' => u32::from(c - b'J') + 1,
            b'P' => 7,
            b'R' => 9,
            b'S'..=b'Z' => u32::from(c - b'S') + 2,
            _ => 0,
        };
        let sum: u32 = self
            .0
            .bytes()
            .zip(WEIGHTS)
            .map(|(c, weight)| value(c) * weight)
            .sum();
        let expected = match sum % 11 {
            10 => b'X',
            digit => b'0' + u8::try_from(digit).unwrap_or_default(),
        };
        self.0.as_bytes().get(8) == Some(&expected)
    }
}

/// A registration number as on the plate: 1 to 12 letters and digits, spaces and dashes between.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistrationNumber(String);

impl RegistrationNumber {
    /// Reads a plate; small letters are made capital, runs of spaces become one.
    ///
    /// # Errors
    /// [`Problem::Registration`] when another character stands in it or it has none, or more
    /// than 12, letters and digits.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let line = clean_line(text, 40)?;
        let plate = line
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
            .to_uppercase();
        let marks = plate.chars().filter(|c| c.is_alphanumeric()).count();
        let only_allowed = plate
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
        if only_allowed && (1..=12).contains(&marks) {
            Ok(Self(plate))
        } else {
            Err(Problem::Registration)
        }
    }

    /// As on the plate.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Letters and digits only: `AB12345`.
    pub fn compact(&self) -> String {
        self.0.chars().filter(|c| c.is_alphanumeric()).collect()
    }
}

/// A policy or card number as printed: one visible line of 1 to 40 characters.
#[derive(Clone, PartialEq, Eq)]
pub struct PolicyNumber(String);

impl PolicyNumber {
    /// Reads the number as printed.
    ///
    /// # Errors
    /// As [`clean_line`] with a bound of 40.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        clean_line(text, 40).map(|line| Self(line.to_owned()))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

super::macros::redacted!(Vin, RegistrationNumber, PolicyNumber);
