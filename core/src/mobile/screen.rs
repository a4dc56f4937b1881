//! What screens show beside answers: numbers to press, whom to thank, what is here.

use super::RoadsideHandbook;
use crate::card::product_title;
use crate::territory;
use crate::types::{Language, Phone};

/// What terms without a printed date have in its place.
const UNDATED: &str = "undated";

/// A number of a call plan, for a button.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct NumberToCall {
    /// As people read it: `+45 70 10 50 52`, `112`.
    pub spaced: String,
    /// `tel:` (RFC 3966): what the phone opens. Nothing is called by that.
    pub tel_uri: String,
}

/// The number of a call plan's contact, E.164 or short, for a button.
#[uniffi::export]
pub fn number_to_call(phone: &str) -> NumberToCall {
    match Phone::parse(phone) {
        Ok(known) => NumberToCall {
            spaced: known.spaced(),
            tel_uri: known.tel_uri(),
        },
        // A short number holds in its own country only and has no country code.
        Err(_) => {
            let digits = phone.chars().filter(char::is_ascii_digit);
            NumberToCall {
                spaced: phone.trim().to_owned(),
                tel_uri: format!("tel:{}", digits.collect::<String>()),
            }
        }
    }
}

/// Terms that are on this device.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct TermsHere {
    /// What the product is called.
    pub title: String,
    /// Which edition is in force today, year and month; `None` when none is printed on them.
    pub edition: Option<String>,
}

#[uniffi::export]
impl RoadsideHandbook {
    /// The terms in force today, one per product.
    pub fn terms_here(&self, language: Language) -> Vec<TermsHere> {
        let terms = self.handbook().all_terms();
        let here = terms.into_iter().map(|terms| TermsHere {
            title: product_title(terms.product(), language),
            edition: Some(terms.edition().to_owned()).filter(|printed| printed != UNDATED),
        });
        here.collect()
    }
}

/// Whom to thank for the data, one each: every app shows them on its page about itself.
#[uniffi::export]
pub fn data_sources() -> Vec<String> {
    vec![territory::ATTRIBUTION.to_owned()]
}

/// The version of the library.
#[uniffi::export]
pub fn library_version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_in_groups_and_dialled_in_one() {
        let far = number_to_call("+4570105052");
        assert_eq!(far.spaced, "+45 70 10 50 52");
        assert_eq!(far.tel_uri, "tel:+4570105052");
        let short = number_to_call("0800 18 18");
        assert_eq!(short.spaced, "0800 18 18");
        assert_eq!(short.tel_uri, "tel:08001818");
        assert_eq!(number_to_call("112").tel_uri, "tel:112");
    }
}
