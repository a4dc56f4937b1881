//! The notices as one self-contained page: no network, no script, readable at arm's length in
//! sunlight, right without colour, printable on A4 and A6.

use super::Notice;
use crate::messages;
use crate::page::page;
use crate::types::Language;
use fast_qr::convert::{Builder, svg::SvgBuilder};
use fast_qr::{ECL, QRBuilder};
use maud::{Markup, PreEscaped, html};

const STYLE: &str = include_str!("style.css");

/// The page. The first notice stands big on top with the number as a link and as a QR code, the
/// driver's own language below or beside it, the others after them.
pub fn html(notices: &[Notice], driver: Language) -> String {
    let first = notices.first();
    let own = notices
        .iter()
        .skip(1)
        .find(|notice| notice.language == driver);
    let others: Vec<&Notice> = notices
        .iter()
        .skip(1)
        .filter(|notice| notice.language != driver)
        .collect();
    let language = first.map_or(driver, |notice| notice.language);
    let title = first.map_or("", |notice| notice.title.as_str());
    let body = html! {
        main {
            @if let Some(notice) = first { (theirs(notice)) }
            @if let Some(notice) = own { (further(notice, "own")) }
            @if !others.is_empty() {
                div.others {
                    @for notice in others { (further(notice, "other")) }
                }
            }
        }
    };
    page(language, title, STYLE, &body)
}

/// The block the mechanic reads.
fn theirs(notice: &Notice) -> Markup {
    let say =
        |key: &str| messages::text(notice.language, key, &[("phone", &notice.phone.spaced())]);
    html! {
        section.theirs lang=(notice.language.tag()) dir="ltr" aria-labelledby="theirs" {
            p.tongue { (say("notice.language")) }
            h1 #theirs { (notice.title) }
            (paragraphs(notice))
            div.reach {
                a.call href=(notice.phone.tel_uri()) {
                    span.who { (say("notice.call")) " " bdi { (notice.assistance_company.as_str()) } }
                    span.number { (notice.phone.spaced()) }
                }
                @if let Some(svg) = qr(&notice.phone.tel_uri()) {
                    figure.qr {
                        div role="img" aria-label=(say("notice.qr_alt")) { (PreEscaped(svg)) }
                        figcaption { (say("notice.scan")) }
                    }
                }
            }
        }
    }
}

fn further(notice: &Notice, class: &str) -> Markup {
    let id = format!("in-{}", notice.language.tag());
    html! {
        section class=(class) lang=(notice.language.tag()) dir="ltr" aria-labelledby=(id) {
            p.tongue { (messages::text(notice.language, "notice.language", &[])) }
            h2 id=(id) { (notice.title) }
            (paragraphs(notice))
        }
    }
}

fn paragraphs(notice: &Notice) -> Markup {
    html! { @for paragraph in notice.unbroken_paragraphs() { p { (paragraph) } } }
}

/// The `tel:` link as a QR code, black on white. Never `None`: a number has at most 15 digits.
fn qr(uri: &str) -> Option<String> {
    let code = QRBuilder::new(uri).ecl(ECL::Q).build().ok()?;
    Some(SvgBuilder::default().margin(4).to_str(&code))
}
