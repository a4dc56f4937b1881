//! Every sentence a person reads, looked up from `i18n/`.
//!
//! Decides nothing but the wording: a language and a key give a sentence. Which sentence is
//! said is decided by the module that names the key. The sentences are laid out when the library
//! is built (`core/build.rs`) and read where they lie: nothing is set up when a program starts.

mod hash;

use crate::types::Language;

/// What `core/build.rs` makes of `i18n/`: one table of keys, and one text per language.
mod table {
    use super::Sentences;
    include!(concat!(env!("OUT_DIR"), "/sentences.rs"));
}

/// The sentences of one language, one after the other in the order of the keys.
struct Sentences {
    text: &'static str,
    /// Where each sentence ends; an empty one is none.
    ends: &'static [u32],
}

/// What stands between two neighbouring ends.
fn part<'t>(text: &'t str, ends: &[u32], at: usize) -> Option<&'t str> {
    let end = *ends.get(at)?;
    let start = match at.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
}

/// The number of a key, when it is one.
fn number(key: &str) -> Option<usize> {
    let mut slot = hash::place(key, table::SLOTS.len());
    loop {
        // A slot holds the number of a key, counted from 1; 0 ends the search.
        let number = usize::from(*table::SLOTS.get(slot)?).checked_sub(1)?;
        if part(table::KEYS, table::KEY_ENDS, number) == Some(key) {
            return Some(number);
        }
        slot = (slot + 1) % table::SLOTS.len();
    }
}

/// The sentence of a number in one language.
fn sentence(language: Language, number: usize) -> Option<&'static str> {
    let sentences = match language {
        Language::Da => &table::DA,
        Language::De => &table::DE,
        Language::En => &table::EN,
        Language::Es => &table::ES,
        Language::Fr => &table::FR,
        Language::Hr => &table::HR,
        Language::It => &table::IT,
        Language::Pl => &table::PL,
    };
    part(sentences.text, sentences.ends, number).filter(|sentence| !sentence.is_empty())
}

/// The sentence under `key` in `language`, its `%{name}` placeholders filled from `args`.
///
/// A sentence that a language lacks is said in English, and a key that is in no file comes back
/// as itself; `tests/tests/messages.rs` proves that no such key is ever asked for, and that all
/// languages hold the same keys and placeholders.
pub fn text(language: Language, key: &str, args: &[(&str, &str)]) -> String {
    match find(language, key) {
        None => key.to_owned(),
        Some(sentence) if args.is_empty() => sentence.to_owned(),
        Some(sentence) => filled(sentence, args),
    }
}

/// The sentence under `key` as it stands in the file, its placeholders with it; in English where
/// the language lacks it. `None` for a key that is in no file.
pub fn find(language: Language, key: &str) -> Option<&'static str> {
    let number = number(key)?;
    sentence(language, number).or_else(|| sentence(Language::En, number))
}

/// Whether `key` has a sentence of its own in `language`.
pub fn has(language: Language, key: &str) -> bool {
    number(key)
        .and_then(|number| sentence(language, number))
        .is_some()
}

/// Puts the arguments in. What they hold is never read for placeholders again; a placeholder
/// without an argument stays as it is.
fn filled(sentence: &str, args: &[(&str, &str)]) -> String {
    let room: usize = args.iter().map(|(_, value)| value.len()).sum();
    let mut said = String::with_capacity(sentence.len() + room);
    let mut rest = sentence;
    while let Some((before, behind)) = rest.split_once('%') {
        said.push_str(before);
        let argument = behind.strip_prefix('{').and_then(|behind| {
            let (name, after) = behind.split_once('}')?;
            let (_, value) = args.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        rest = match argument {
            Some((value, after)) => {
                said.push_str(value);
                after
            }
            None => {
                said.push('%');
                behind
            }
        };
    }
    said.push_str(rest);
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_in_every_language_and_nothing_else_is() {
        assert!(table::KEY_ENDS.len() > 300);
        for at in 0..table::KEY_ENDS.len() {
            let key = part(table::KEYS, table::KEY_ENDS, at).expect("a key");
            assert_eq!(number(key), Some(at), "{key}");
            for language in Language::ALL {
                assert!(has(language, key), "{key} in {}", language.tag());
            }
            assert_eq!(number(&format!("{key}.")), None);
        }
        for none in ["", ".", "notice", "notice.titel", "Notice.title"] {
            assert_eq!(number(none), None);
            assert_eq!(text(Language::Hr, none, &[]), none);
        }
    }

    #[test]
    fn each_language_says_its_own() {
        assert_eq!(text(Language::En, "notice.title", &[]), "To the garage");
        let said: std::collections::BTreeSet<String> = Language::ALL
            .map(|language| text(language, "notice.title", &[]))
            .into();
        assert_eq!(said.len(), Language::ALL.len());
    }

    #[test]
    fn placeholders_are_filled_once() {
        let args = [("a", "%{b}"), ("b", "2"), ("ä", "€")];
        assert_eq!(filled("%{a} and %{b}%{ä}", &args), "%{b} and 2€");
        assert_eq!(
            filled("100 %, %{c}, %{b, %{b}", &args),
            "100 %, %{c}, %{b, 2"
        );
        assert_eq!(filled("%%{b}%", &args), "%2%");
        assert_eq!(filled("%{", &args), "%{");
        assert_eq!(filled("", &args), "");
    }
}
