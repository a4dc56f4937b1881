//! What a deep check finds by search and by the cases a terms file carries.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say so"
)]

use roadside_core::coverage::{Terms, TermsFault};
use roadside_core::types::{Language, Product};

const FILES: &[(Product, &str, &str)] = &[
    (
        Product::RescueAbroad,
        "rescue-abroad.toml",
        include_str!("../terms/rescue-abroad.toml"),
    ),
    (
        Product::Tusk,
        "tusk.toml",
        include_str!("../terms/tusk.toml"),
    ),
];

fn said(faults: &[TermsFault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| fault.text(Language::En))
        .collect();
    lines.join("\n")
}

#[test]
fn the_built_in_terms_are_sound() {
    for (product, file, text) in FILES {
        match Terms::check(text, file) {
            Ok(checked) => {
                assert_eq!(checked.terms.product(), *product);
                assert_eq!(checked.undecided, 0, "{file}: the search gave up");
            }
            Err(faults) => panic!("{}", said(&faults)),
        }
    }
}
