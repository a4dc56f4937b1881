//! The letter: the same paragraphs as plain text and as a page to print.
//!
//! It goes out in Danish and English; what its writer signs they can read in their own language.

use super::guide::{addressee, documents};
use super::request::Request;
use super::said::{SaidLetter, SaidLetters};
use super::words::{Addressee, Authority, ForWhom, Right};
use crate::card::day;
use crate::messages;
use crate::page;
use crate::types::{Language, Phone};
use maud::{Markup, html};

const STYLE: &str = include_str!("letter.css");

/// The parts of a letter in one language.
struct Parts {
    from: Vec<String>,
    to: Vec<String>,
    date: String,
    subject: String,
    paragraphs: Vec<String>,
    enclosed: Vec<String>,
    enclosed_title: String,
    closing: String,
    signature: String,
    name: String,
}

/// Both letters, and the writer's own language to read along.
pub fn letter(request: &Request, id: &str, own: Language) -> SaidLetters {
    let sent = [Language::Da, Language::En];
    let said = |language: Language| SaidLetter {
        language: language.tag().to_owned(),
        text: text(&parts(request, language)),
    };
    SaidLetters {
        id: id.to_owned(),
        letters: sent.into_iter().map(said).collect(),
        to_read: (!sent.contains(&own)).then(|| said(own)),
        html: page(request),
    }
}

fn parts(request: &Request, language: Language) -> Parts {
    let say = |key: &str, args: &[(&str, &str)]| {
        messages::text(language, &format!("rights.letter.{key}"), args)
    };
    let phone = request
        .phone
        .as_deref()
        .and_then(|e164| Phone::parse(e164).ok());
    let from = [Some(request.name.clone()), request.address.clone()];
    let from = from
        .into_iter()
        .flatten()
        .chain(phone.map(|phone| phone.spaced()));
    let right = request.right.word();
    let ask = match request.right {
        Right::Access => format!("ask.access_{}", request.data.word()),
        _ => format!("ask.{right}"),
    };
    let mut paragraphs = vec![say(&ask, &[])];
    if let (
        ForWhom::Another {
            relation,
            authority,
        },
        Some(person),
    ) = (request.for_whom, &request.person)
    {
        let as_what = relation.name(language);
        paragraphs.push(say("behalf", &[("person", person), ("relation", &as_what)]));
        paragraphs.push(match authority {
            Authority::PowerOfAttorney => say("authority.enclosed", &[]),
            Authority::NoneCanBeIssued => say("authority.none", &[]),
        });
    }
    if let Some(reference) = &request.reference {
        paragraphs.push(say("reference", &[("reference", reference)]));
    }
    if let Some(details) = &request.details {
        paragraphs.push(say(&format!("details.{right}"), &[("details", details)]));
    }
    if request.to == Addressee::Sos {
        paragraphs.push(say("controller", &[]));
    }
    for reason in request.reasons() {
        paragraphs.push(say(&format!("answer.{}", reason.word()), &[]));
    }
    Parts {
        from: from.collect(),
        to: addressee(request.to, request.insurer.as_deref(), language).lines,
        date: day(request.made_on, language),
        subject: say(&format!("subject.{right}"), &[]),
        paragraphs,
        enclosed: documents(request.right, request.for_whom, language),
        enclosed_title: say("enclosed", &[]),
        closing: say("closing", &[]),
        signature: say("signature", &[]),
        name: request.name.clone(),
    }
}

fn text(parts: &Parts) -> String {
    let mut text = String::new();
    let mut block = |lines: &[String]| {
        for line in lines {
            text.push_str(line);
            text.push('\n');
        }
        text.push('\n');
    };
    block(&parts.from);
    block(&parts.to);
    block(std::slice::from_ref(&parts.date));
    block(std::slice::from_ref(&parts.subject));
    for paragraph in &parts.paragraphs {
        block(std::slice::from_ref(paragraph));
    }
    if !parts.enclosed.is_empty() {
        let listed = parts.enclosed.iter().map(|one| format!("– {one}"));
        let lines: Vec<String> = std::iter::once(parts.enclosed_title.clone())
            .chain(listed)
            .collect();
        block(&lines);
    }
    block(std::slice::from_ref(&parts.closing));
    text.push_str(&format!(
        "\n______________________________\n{}\n{}\n",
        parts.signature, parts.name
    ));
    text
}

/// Danish and English as one self-contained page, each on a sheet of A4 of its own.
pub fn page(request: &Request) -> String {
    let title = request.right.name(Language::Da);
    let body = html! {
        main {
            @for language in [Language::Da, Language::En] {
                (sheet(&parts(request, language), language))
            }
        }
    };
    page::page(Language::Da, &title, STYLE, &body)
}

fn sheet(parts: &Parts, language: Language) -> Markup {
    let lines = |lines: &[String]| {
        html! { @for line in lines { span { (line) } } }
    };
    html! {
        article lang=(language.tag()) {
            address.from { (lines(&parts.from)) }
            address.to { (lines(&parts.to)) }
            p.date { (parts.date) }
            h1 { (parts.subject) }
            @for paragraph in &parts.paragraphs { p { (paragraph) } }
            @if !parts.enclosed.is_empty() {
                h2 { (parts.enclosed_title) }
                ul { @for one in &parts.enclosed { li { (one) } } }
            }
            p { (parts.closing) }
            p.signature { span.line {} span { (parts.signature) } span { (parts.name) } }
        }
    }
}
