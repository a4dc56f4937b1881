//! What stands at the head of a terms file, for callers that need no clause of it.
//!
//! Reads nothing behind the head: a notice is shown before the terms have been read.

use super::fault::TermsFault;
use super::load;
use super::terms::Terms;
use super::validity::Validity;
use crate::types::{Phone, Product};

/// The head of one product's terms.
#[derive(Debug, Clone)]
pub struct Heading {
    /// The days on which the edition answers.
    pub validity: Validity,
    /// The alarm centre's number in these terms.
    pub alarm_phone: Phone,
    /// The company that arranges the help.
    pub assistance_company: String,
    /// Whether the notice text of this edition speaks of a loan for repairs.
    pub offers_repair_loan: bool,
}

impl Heading {
    /// The head of the terms that come with the program, for callers that can do without it.
    pub fn of(product: Product) -> Option<Self> {
        let (file, text) = Terms::text_of(product);
        Self::parse(text, file).ok()
    }

    /// Reads the head of a terms file, which ends where the first table begins. What stands
    /// behind it is not looked at.
    ///
    /// # Errors
    /// Every fault of the head.
    pub fn parse(text: &str, file: &str) -> Result<Self, Vec<TermsFault>> {
        let head = text.find("\n[").and_then(|end| text.get(..=end));
        load::heading(head.unwrap_or(text), file)
    }
}

impl Terms {
    /// The head of these terms.
    pub fn heading(&self) -> Heading {
        Heading {
            validity: self.validity(),
            alarm_phone: self.alarm_phone().clone(),
            assistance_company: self.assistance_company().to_owned(),
            offers_repair_loan: self.offers_repair_loan(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_what_the_whole_file_says() {
        for product in Product::ALL {
            let head = Heading::of(*product).expect("a head");
            let terms = Terms::of(*product).expect("terms").heading();
            assert_eq!(format!("{head:?}"), format!("{terms:?}"));
        }
    }

    #[test]
    fn a_head_that_lacks_something_is_refused() {
        let (file, text) = Terms::text_of(Product::Tusk);
        assert!(Heading::parse(text, file).is_ok());
        for name in ["product", "edition", "sequence", "alarm_phone", "format"] {
            let lacking = text.replacen(&format!("\n{name} ="), "\n# ", 1);
            assert_ne!(lacking, text);
            assert!(Heading::parse(&lacking, file).is_err(), "{name}");
        }
        for garbage in ["", "\n[", "\u{feff}[", "a = [\n[", "= ="] {
            assert!(Heading::parse(garbage, file).is_err());
        }
    }
}
