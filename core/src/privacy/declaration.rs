//! The declaration of consent on paper.
//!
//! Decides what stands on the sheet: who, which case, each purpose with its words, the year and
//! the place to sign. In Danish, because the alarm centre files it, and in the driver's language
//! beside it. Printing is the shell's; that it was signed is recorded by its owner.

use crate::card::{ServiceCard, label};
use crate::messages;
use crate::page::page;
use crate::types::{Language, Purpose};
use maud::{Markup, html};

/// All a declaration is made from.
#[derive(Debug, Clone)]
pub struct Declaration<'a> {
    /// Whose.
    pub card: &'a ServiceCard,
    /// The case's number, when it is for one.
    pub case: Option<String>,
    /// What is agreed to, in this order.
    pub purposes: &'a [Purpose],
    /// The driver's language.
    pub language: Language,
}

const STYLE: &str = "@page{size:A4;margin:18mm}body{font:11pt/1.4 sans-serif;color:#000;background:#fff;max-width:174mm;margin:0 auto}h1{font-size:17pt;margin:0 0 4mm}h2{font-size:12pt;margin:4mm 0 1mm}p{margin:0 0 2mm}table{border-collapse:collapse;margin:2mm 0 4mm}th{text-align:left;padding-right:6mm;font-weight:normal}section+section{margin-top:8mm;padding-top:6mm;border-top:1px solid #000}.box{display:inline-block;width:4mm;height:4mm;border:1px solid #000;margin-right:2mm;vertical-align:-.5mm}.sign{display:flex;gap:10mm;margin-top:14mm}.sign div{flex:1;border-top:1px solid #000;padding-top:1mm}";

/// The page, whole and without anything from elsewhere.
pub fn declaration(input: &Declaration<'_>) -> String {
    let mut languages = vec![input.language];
    if input.language != Language::Da {
        languages.push(Language::Da);
    }
    let title = messages::text(input.language, "privacy.declaration.title", &[]);
    let body = html! {
        @for language in languages { (section(input, language)) }
    };
    page(input.language, &title, STYLE, &body)
}

fn section(input: &Declaration<'_>, language: Language) -> Markup {
    let say = |key: &str| messages::text(language, &format!("privacy.{key}"), &[]);
    let card = input.card;
    let rows = [
        ("holder.name", card.holder.name.as_ref().map(|n| n.as_str())),
        ("insurer", card.insurer.as_ref().map(|n| n.as_str())),
        ("policy_no", card.policy_no.as_ref().map(|n| n.as_str())),
        (
            "service_card_no",
            card.service_card_no.as_ref().map(|n| n.as_str()),
        ),
    ];
    html! {
        section lang=(language.tag()) {
            h1 { (say("declaration.title")) }
            table {
                @for (path, value) in rows {
                    tr { th scope="row" { (label(path, language)) } td { (value.unwrap_or("________________________")) } }
                }
                tr { th scope="row" { (say("declaration.case")) } td { (input.case.as_deref().unwrap_or("________________________")) } }
            }
            p { (say("declaration.tick")) }
            @for purpose in input.purposes {
                h2 { span.box {} (say(&format!("purpose.{}.name", purpose.word()))) }
                p { (say(&format!("purpose.{}.text", purpose.word()))) }
            }
            p { (say("consent.holds")) }
            p { (say("declaration.send")) }
            div.sign {
                div { (say("declaration.date")) }
                div { (say("declaration.signature")) }
            }
        }
    }
}
