//! A bank account: IBAN (ISO 13616) and BIC (ISO 9362).
//!
//! Whether an account of that number exists only its bank knows.

use super::Problem;
use iban::{BaseIban, Iban as Checked, IbanLike, ParseIbanError};
use serde::{Deserialize, Serialize};

/// An IBAN: the country's own form and the check digits hold.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Iban(String);

impl Iban {
    /// Reads an IBAN with or without spaces, in either case.
    ///
    /// # Errors
    /// [`Problem::Iban`] when the country has no IBAN, the form is not that country's, or the
    /// check digits do not fit.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let bare = bare(text).ok_or(Problem::Iban)?;
        match bare.parse::<Checked>() {
            Ok(checked) => Ok(Self(checked.electronic_str().to_owned())),
            Err(ParseIbanError::UnknownCountry(base)) if is_of_later_country(&base) => {
                Ok(Self(base.electronic_str().to_owned()))
            }
            Err(_) => Err(Problem::Iban),
        }
    }

    /// The IBAN of a Danish account: registration number of four digits and account number of up
    /// to ten, the check digits worked out (ISO 7064, modulo 97).
    ///
    /// # Errors
    /// [`Problem::DanishAccount`] when either has other characters or another length.
    pub fn of_danish(registration: &str, account: &str) -> Result<Self, Problem> {
        let digits = |text: &str, least: usize, most: usize| {
            bare(text)
                .filter(|bare| {
                    (least..=most).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit())
                })
                .ok_or(Problem::DanishAccount)
        };
        let (registration, account) = (digits(registration, 4, 4)?, digits(account, 1, 10)?);
        let bban = format!("{registration}{account:0>10}");
        // D, K and the two zeros behind the account: 13, 20, 00.
        let rest = format!("{bban}132000")
            .bytes()
            .fold(0, |rest, digit| (rest * 10 + u32::from(digit - b'0')) % 97);
        Self::parse(&format!("DK{:02}{bban}", 98 - rest)).map_err(|_| Problem::DanishAccount)
    }

    /// Without spaces, as machines want it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as people read it.
    pub fn spaced(&self) -> String {
        let mut spaced = String::with_capacity(self.0.len() * 5 / 4);
        for (at, symbol) in self.0.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                spaced.push(' ');
            }
            spaced.push(symbol);
        }
        spaced
    }

    /// Whether the account is a Danish one.
    pub fn is_danish(&self) -> bool {
        self.0.starts_with("DK")
    }
}

/// Countries of the registry that the library's copy of it does not list: four letters for the
/// bank, then so many letters or digits. The check digits the library has looked at already.
const LATER: [(&str, usize, bool); 2] = [("HN", 20, true), ("PK", 16, false)];

fn is_of_later_country(base: &BaseIban) -> bool {
    let Some((_, length, digits)) = LATER
        .iter()
        .find(|(country, _, _)| *country == base.country_code())
    else {
        return false;
    };
    let bban = base.bban_unchecked();
    bban.split_at_checked(4).is_some_and(|(bank, account)| {
        bank.bytes().all(|b| b.is_ascii_uppercase())
            && account.len() == *length
            && account
                .bytes()
                .all(|b| b.is_ascii_digit() || (!digits && b.is_ascii_uppercase()))
    })
}

/// A BIC: four letters for the bank, a country, two for the place, three more for a branch.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bic(String);

impl Bic {
    /// Reads 8 or 11 characters in either case.
    ///
    /// # Errors
    /// [`Problem::Bic`] when it is not of that form.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let bare = bare(text).ok_or(Problem::Bic)?;
        let letters = |part: Option<&str>| {
            part.is_some_and(|part| part.bytes().all(|b| b.is_ascii_uppercase()))
        };
        let sound = matches!(bare.len(), 8 | 11)
            && letters(bare.get(4..6))
            && bare.bytes().all(|b| b.is_ascii_alphanumeric());
        if sound {
            Ok(Self(bare))
        } else {
            Err(Problem::Bic)
        }
    }

    /// The 8 or 11 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Without spaces and in capitals; `None` when it is longer than any honest one or not ASCII.
fn bare(text: &str) -> Option<String> {
    (text.len() <= 80 && text.is_ascii()).then(|| {
        text.chars()
            .filter(|c| !c.is_ascii_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect()
    })
}

super::macros::kept!(Iban, Bic);
super::macros::redacted!(Iban, Bic);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_danish_account_has_an_iban() {
        // The registry's own example.
        let iban = Iban::of_danish("0040", "0440116243").expect("an account");
        assert_eq!(iban.as_str(), "DK5000400440116243");
        assert_eq!(iban.spaced(), "DK50 0040 0440 1162 43");
        let short = Iban::of_danish("0040", "440116243").expect("an account");
        assert_eq!(short, iban);
        for (registration, account) in [
            ("040", "0440116243"),
            ("00401", "0440116243"),
            ("0040", ""),
            ("0040", "04401162430"),
            ("00a0", "0440116243"),
            ("0040", "-440116243"),
        ] {
            assert_eq!(
                Iban::of_danish(registration, account),
                Err(Problem::DanishAccount)
            );
        }
    }

    #[test]
    fn bics() {
        for (text, kept) in [("deutdeff", "DEUTDEFF"), ("DABA DK KK XXX", "DABADKKKXXX")] {
            assert_eq!(Bic::parse(text).expect(text).as_str(), kept);
        }
        for text in [
            "",
            "DEUTDEF",
            "DEUTDEFFX",
            "DEUT1EFF",
            "DEUTDEFFXXXX",
            "DÉUTDEFF",
        ] {
            assert_eq!(Bic::parse(text), Err(Problem::Bic), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_danish_account_passes_the_border(registration in "[0-9]{4}", account in "[0-9]{1,10}") {
            let iban = Iban::of_danish(&registration, &account).expect("an account");
            prop_assert_eq!(Iban::parse(&iban.spaced()), Ok(iban));
        }

        #[test]
        fn garbage_never_panics(text in ".{0,50}") {
            let _ = (Iban::parse(&text), Bic::parse(&text), Iban::of_danish(&text, &text));
        }
    }
}
