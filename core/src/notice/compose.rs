//! The sentences of one notice.

use super::{Notice, NoticeLanguage};
use crate::messages;
use crate::types::{Line, Phone};

/// Writes the notice in each language, in the order given.
///
/// `loan_offered` tells whether the card's product and edition offer a repair loan; without it
/// the loan is not mentioned at all.
pub fn compose(
    loan_offered: bool,
    company: &Line,
    phone: &Phone,
    languages: &[NoticeLanguage],
) -> Vec<Notice> {
    languages
        .iter()
        .map(|chosen| one(loan_offered, company, phone, *chosen))
        .collect()
}

fn one(loan_offered: bool, company: &Line, phone: &Phone, chosen: NoticeLanguage) -> Notice {
    let (name, number) = (isolated(company.as_str()), phone.spaced());
    let say = |key: &str| {
        messages::text(
            chosen.language,
            &format!("notice.{key}"),
            &[("company", &name), ("phone", &number)],
        )
    };
    let keys: &[&str] = if loan_offered {
        &["cover", "loan", "agree_loan", "help", "calls"]
    } else {
        &["cover", "agree", "help", "calls"]
    };
    Notice {
        language: chosen.language,
        native_language: chosen.native_language,
        title: say("title"),
        paragraphs: keys.iter().map(|key| say(key)).collect(),
        assistance_company: company.clone(),
        phone: phone.clone(),
    }
}

/// A name in a right-to-left script stands between isolates (UAX #9), or the number behind it
/// would change sides. Other names stand as they are.
fn isolated(name: &str) -> String {
    let turns = |c: char| {
        matches!(c,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
            | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
    };
    if name.chars().any(turns) {
        format!("\u{2068}{name}\u{2069}")
    } else {
        name.to_owned()
    }
}
