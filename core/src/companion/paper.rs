//! The paper twin of a card.

use super::{Companion, Spot};
use crate::answers::Answers;
use crate::error::Error;
use crate::messages;
use crate::paper::Sheet;
use crate::types::calendar::copenhagen_date;
use crate::types::{Language, Line, Phone, Product};
use uuid::Uuid;

impl Companion {
    /// The glove-box sheet of a card (the active one when none is named): one self-contained
    /// page that prints on one sheet of A4, folded twice to A6. The holder is not on it.
    ///
    /// # Errors
    /// As [`Companion::card`].
    pub fn paper(&self, card: Option<Uuid>, language: Language) -> Result<String, Error> {
        let held = self.card(card)?;
        let handbook = self.handbook();
        // The company stands whole on the front; in eight notices a very long name is cut short.
        let mut brief = held.card.clone();
        brief.assistance_company = Some(shortened(handbook.company(&held.card)));
        let notices: Vec<_> = Language::ALL
            .into_iter()
            .flat_map(|one| {
                let notices = handbook.notice(&brief, Spot::Unknown, language, Some(one));
                notices.notices
            })
            .collect();
        let terms = handbook.terms(held.card.product).ok();
        let company = handbook.company(&held.card);
        // A note that cannot be read must not keep the sheet from being printed.
        let rehearsed = self.last_rehearsed(held.id, language).ok().flatten();
        let sheet = Sheet {
            card: &held.card,
            company: company.as_str(),
            alarm_phone: &handbook.alarm_phone(&held.card),
            notices: &notices,
            guide: handbook.guide(),
            offices: &offices(held.card.product, language),
            edition: terms.map(|terms| terms.edition()),
            rehearsed: rehearsed.as_ref().map(|last| last.text.as_str()),
            printed_on: copenhagen_date(self.clock.now()),
            language,
        };
        Ok(sheet.html())
    }
}

/// The greatest number of characters a company's name takes in a notice on paper.
const LONGEST_NAME: usize = 28;

fn shortened(company: Line) -> Line {
    if company.as_str().chars().count() <= LONGEST_NAME {
        return company;
    }
    let cut: String = company.as_str().chars().take(LONGEST_NAME - 1).collect();
    Line::parse(&format!("{}…", cut.trim_end())).unwrap_or(company)
}

/// The office to ask about bills, where the product's terms print one.
fn offices(product: Product, language: Language) -> Vec<(String, Phone)> {
    let ids: &[&str] = match product {
        Product::RescueAbroad => &["accounts"],
        Product::Autohjaelp | Product::Tusk => &["customer_service"],
    };
    let answers = Answers::load();
    ids.iter()
        .filter_map(|id| {
            let phone = answers.contact(id)?.phone.clone();
            let who = messages::text(language, &format!("answers.contact.{id}"), &[]);
            Some((who, phone))
        })
        .collect()
}
