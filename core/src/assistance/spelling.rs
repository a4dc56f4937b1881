//! Letters by name: so that a plate or a code survives a bad line.
//!
//! Decides how a text is spelled. The names are each country's own and stand in `i18n/`:
//! ICAO for English, DIN 5009 (2022) for German, the ones people learn at school elsewhere.

use crate::messages;
use crate::types::Language;

/// Spells a text, group by group: `A Alfa, B Bravo – 1, 2 – 3, 4, 5`. Whatever is neither
/// letter nor digit parts two groups; a letter without a name stands for itself.
pub fn spell(text: &str, language: Language) -> String {
    let groups = text.split(|c: char| !c.is_alphanumeric() && c != '?');
    let spelled = groups.filter(|group| !group.is_empty()).map(|group| {
        let symbols = group.chars().flat_map(char::to_uppercase);
        symbols
            .map(|symbol| name(symbol, language))
            .collect::<Vec<_>>()
            .join(", ")
    });
    spelled.collect::<Vec<_>>().join(" – ")
}

fn name(symbol: char, language: Language) -> String {
    let plain;
    let word = match symbol {
        'A'..='Z' => {
            plain = symbol.to_ascii_lowercase().to_string();
            &plain
        }
        'Æ' => "ae",
        'Ø' => "o_stroke",
        'Å' => "a_ring",
        'Ä' => "a_dots",
        'Ö' => "o_dots",
        'Ü' => "u_dots",
        'Č' => "c_hook",
        'Ć' => "c_acute",
        'Đ' => "d_stroke",
        'Š' => "s_hook",
        'Ž' => "z_hook",
        other => return other.to_string(),
    };
    format!(
        "{symbol} {}",
        messages::text(language, &format!("assist.letter.{word}"), &[])
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_language_spells_its_own_way() {
        let spelled: Vec<String> = Language::ALL
            .into_iter()
            .map(|language| spell("AB 12-K", language))
            .collect();
        insta::assert_snapshot!(spelled.join("\n"), @r"
        A Anna, B Bernhard – 1, 2 – K Karen
        A Aachen, B Berlin – 1, 2 – K Köln
        A Alfa, B Bravo – 1, 2 – K Kilo
        A Antonio, B Barcelona – 1, 2 – K Kilo
        A Anatole, B Berthe – 1, 2 – K Kléber
        A Adrija, B Biokovo – 1, 2 – K Karlovac
        A Ancona, B Bologna – 1, 2 – K Kursaal
        A Adam, B Barbara – 1, 2 – K Karol
        ");
    }

    proptest! {
        #[test]
        fn every_letter_of_a_plate_has_a_name(text in "[A-ZÆØÅÄÖÜČĆĐŠŽ]{1,12}") {
            for language in Language::ALL {
                let spelled = spell(&text, language);
                prop_assert!(!spelled.contains("assist."), "{}", spelled);
                prop_assert_eq!(spelled.split(", ").count(), text.chars().count());
            }
        }

        #[test]
        fn garbage_never_panics(text in any::<String>()) {
            let _ = spell(&text, Language::Hr);
        }
    }
}
