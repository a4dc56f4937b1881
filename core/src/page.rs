//! The frame of every page that is shown or printed: one document without anything from elsewhere.
//!
//! Decides what such a page may load and run, and how a browser is to treat it. What stands on it
//! and how it looks is left to the floors above.

use crate::types::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// Nothing is loaded and nothing runs; only the page's own style counts.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page. The style is ours and goes in as it is.
pub(crate) fn page(language: Language, title: &str, style: &'static str, body: &Markup) -> String {
    html! {
        (DOCTYPE)
        html lang=(language.tag()) dir="ltr" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light only";
                meta name="format-detection" content="telephone=no";
                meta name="robots" content="noindex";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body { (body) }
        }
    }
    .into_string()
}
