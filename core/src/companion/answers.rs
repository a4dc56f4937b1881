//! Help without a network: the question, the card it is about, the hour it is.

use super::{Companion, Handbook};
use crate::answers::{AlarmCentre, Answers, SaidAnswers};
use crate::card::ServiceCard;
use crate::types::{Language, Phone, Product, Timestamp};

impl Handbook {
    /// What fits the words, in the asker's language; every question there is when no words are
    /// given. Answers of `product` come before those of other products, and its alarm centre is
    /// the one to ring. Needs no key, no database and no network.
    pub fn ask(
        &self,
        asked: &str,
        product: Option<Product>,
        now: Timestamp,
        language: Language,
    ) -> SaidAnswers {
        let (company, phone) = self.printed(product.unwrap_or(Product::RescueAbroad));
        let alarm = alarm_centre(product.unwrap_or(Product::RescueAbroad), company, phone);
        Answers::load().ask(asked, product, &alarm, now, language)
    }

    /// The same for a card, whose own alarm centre is named.
    pub(super) fn ask_with(
        &self,
        card: &ServiceCard,
        asked: &str,
        now: Timestamp,
        language: Language,
    ) -> SaidAnswers {
        let company = self.company(card).as_str().to_owned();
        let alarm = alarm_centre(card.product, company, self.alarm_phone(card));
        Answers::load().ask(asked, Some(card.product), &alarm, now, language)
    }

    /// Company and alarm centre as a product's terms print them.
    fn printed(&self, product: Product) -> (String, Phone) {
        match self.editions.heading(product) {
            Some(head) => (head.assistance_company, head.alarm_phone),
            None => {
                let (company, phone) = product.printed_contact();
                (company.as_str().to_owned(), phone)
            }
        }
    }
}

impl Companion {
    /// What fits the words, with the active card's product first and its alarm centre to ring;
    /// without a card as [`Handbook::ask`].
    pub fn ask(&self, asked: &str, language: Language) -> SaidAnswers {
        let now = self.clock.now();
        match self.card(None) {
            Ok(held) => self.handbook().ask_with(&held.card, asked, now, language),
            Err(_) => self.handbook().ask(asked, None, now, language),
        }
    }
}

/// The rescue-abroad card prints that its alarm centre answers day and night; of another number
/// written on it, and of the other products' terms, nothing of the kind is known.
fn alarm_centre(product: Product, company: String, phone: Phone) -> AlarmCentre {
    let printed = product.printed_contact().1;
    AlarmCentre {
        company,
        always: product == Product::RescueAbroad && phone == printed,
        phone,
    }
}
