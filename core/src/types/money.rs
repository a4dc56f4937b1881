//! An amount in the minor units of its currency.

use super::Problem;
use iso_currency::Currency;
use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in minor units (ISO 4217): DKK 10,000 is `1_000_000` øre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Money {
    /// Minor units: øre, cents.
    pub minor: i64,
    /// The three letters of ISO 4217.
    pub currency: [u8; 3],
}

/// An amount as it stands in JSON.
#[derive(Serialize, Deserialize)]
struct Written {
    minor: i64,
    currency: String,
}

impl Money {
    /// The greatest number of digits before the decimal sign of an amount that is read.
    pub const MAX_DIGITS: usize = 9;

    /// Danish kroner, whole.
    pub const fn kroner(kroner: i64) -> Self {
        Self {
            minor: kroner * 100,
            currency: *b"DKK",
        }
    }

    /// Reads an amount as people write it, `1234.50` or `1 234,50`, in a currency of ISO 4217.
    /// One decimal sign, dot or comma, and no more digits behind it than the currency has, so
    /// that `1.234` is never taken for one or for a thousand.
    ///
    /// # Errors
    /// [`Problem::Currency`] when it is no currency with minor units; [`Problem::Amount`] when
    /// the number is not such an amount, is nothing at all, is negative, or has more than
    /// [`Money::MAX_DIGITS`] digits before the decimal sign.
    pub fn parse(amount: &str, currency: &str) -> Result<Self, Problem> {
        let (code, places) = iso4217(currency)?;
        let minor = minor_units(amount, places).ok_or(Problem::Amount)?;
        Ok(Self {
            minor,
            currency: code,
        })
    }

    /// The three letters of ISO 4217.
    pub fn currency_code(&self) -> &str {
        std::str::from_utf8(&self.currency).unwrap_or_default()
    }

    /// Both together, when they are of one currency and the sum can be held.
    pub fn plus(self, other: Self) -> Option<Self> {
        let minor = self.minor.checked_add(other.minor)?;
        (self.currency == other.currency).then_some(Self { minor, ..self })
    }
}

impl fmt::Display for Money {
    /// `DKK 10000.00`: the code, the amount with a decimal point and every minor digit.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = iso4217(self.currency_code()).map_or(2, |(_, places)| places);
        let unit = 10_i64.pow(places);
        let (whole, part) = (self.minor / unit, (self.minor % unit).abs());
        write!(f, "{} {whole}", self.currency_code())?;
        if places > 0 {
            let width = usize::try_from(places).unwrap_or_default();
            write!(f, ".{part:0width$}")?;
        }
        Ok(())
    }
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        Self {
            minor: money.minor,
            currency: money.currency_code().to_owned(),
        }
    }
}

impl TryFrom<Written> for Money {
    type Error = &'static str;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        let (currency, _) = iso4217(&written.currency).map_err(|_| "currency")?;
        Ok(Self {
            minor: written.minor,
            currency,
        })
    }
}

/// The code in capitals and how many digits its minor unit has (0 to 4).
fn iso4217(code: &str) -> Result<([u8; 3], u32), Problem> {
    let code: [u8; 3] = code
        .trim()
        .to_ascii_uppercase()
        .into_bytes()
        .try_into()
        .map_err(|_| Problem::Currency)?;
    let places = std::str::from_utf8(&code)
        .ok()
        .and_then(Currency::from_code)
        .and_then(Currency::exponent)
        .ok_or(Problem::Currency)?;
    Ok((code, u32::from(places)))
}

fn minor_units(text: &str, places: u32) -> Option<i64> {
    if text.len() > 40 {
        return None;
    }
    let bare: String = text
        .trim()
        .chars()
        .filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    let (whole, part) = match bare.find(['.', ',']) {
        Some(at) => (bare.get(..at)?, bare.get(at + 1..)?),
        None => (bare.as_str(), ""),
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let signed = bare.len() > whole.len();
    let places = usize::try_from(places).ok()?;
    let sound = !whole.is_empty()
        && whole.len() <= Money::MAX_DIGITS
        && digits(whole)
        && digits(part)
        && part.len() <= places
        && !(signed && part.is_empty());
    let padded = format!("{whole}{part:0<places$}");
    padded
        .parse()
        .ok()
        .filter(|minor: &i64| sound && *minor > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_as_people_write_them() {
        for (amount, currency, shown) in [
            ("1234.50", "EUR", "EUR 1234.50"),
            ("1 234,5", "eur", "EUR 1234.50"),
            ("80", "DKK", "DKK 80.00"),
            ("0.01", "PLN", "PLN 0.01"),
            ("1200", "JPY", "JPY 1200"),
            ("1.234", "TND", "TND 1.234"),
            ("999999999.99", "CHF", "CHF 999999999.99"),
        ] {
            let money = Money::parse(amount, currency).expect(amount);
            assert_eq!(money.to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_amount() {
        for amount in [
            "",
            "0",
            "0.00",
            "-1",
            "+1",
            "1e309",
            "1e3",
            "NaN",
            "inf",
            "1.234",
            "1,234.50",
            "12.",
            ".5",
            "1.2.3",
            "0x10",
            "١٢",
            "1000000000",
            "1'000",
        ] {
            assert_eq!(
                Money::parse(amount, "EUR"),
                Err(Problem::Amount),
                "{amount}"
            );
        }
        assert_eq!(Money::parse("1.5", "JPY"), Err(Problem::Amount));
        for currency in ["", "EU", "EURO", "XXX", "XAU", "ABC", "€", "€€€"] {
            assert_eq!(
                Money::parse("1", currency),
                Err(Problem::Currency),
                "{currency}"
            );
        }
    }

    proptest! {
        #[test]
        fn every_amount_shown_reads_back(minor in 1_i64..10_000_000_000, currency in prop::sample::select(vec!["DKK", "EUR", "JPY", "TND", "GBP"])) {
            let money = Money { minor, ..Money::parse("1", currency).expect("one") };
            let shown = money.to_string();
            let (code, amount) = shown.split_once(' ').expect("a code and an amount");
            if amount.split('.').next().is_some_and(|whole| whole.len() <= Money::MAX_DIGITS) {
                prop_assert_eq!(Money::parse(amount, code), Ok(money));
            }
        }

        #[test]
        fn garbage_never_panics(amount in ".{0,50}", currency in ".{0,5}") {
            let _ = Money::parse(&amount, &currency);
        }
    }
}
