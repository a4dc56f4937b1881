//! Every sentence a person reads, looked up from `i18n/`.
//!
//! Decides nothing but the wording: a language and a key give a sentence. Which sentence is
//! said is decided by the module that names the key.

use crate::types::Language;
use std::borrow::Cow;

/// The sentence under `key` in `language`, its `%{name}` placeholders filled from `args`.
///
/// A key that is in no file comes back as itself; `tests/tests/messages.rs` proves that no such
/// key is ever asked for, and that all languages hold the same keys and placeholders.
pub fn text(language: Language, key: &str, args: &[(&str, &str)]) -> String {
    match find(language, key) {
        None => key.to_owned(),
        Some(sentence) if args.is_empty() => sentence.into_owned(),
        Some(sentence) => filled(&sentence, args),
    }
}

/// The few sentences of the notice, which must not wait until every sentence there is has been
/// laid out: a table is laid out whole, in all languages, the first time it is asked.
mod notice {
    rust_i18n::i18n!("../i18n/notice", fallback = "en");
}

/// The sentence as it stands in the file, in English where the language lacks it.
fn find(language: Language, key: &str) -> Option<Cow<'static, str>> {
    let tag = language.tag();
    let in_notice = if key.starts_with("notice.") {
        notice::_rust_i18n_try_translate(tag, key)
    } else {
        None
    };
    in_notice.or_else(|| crate::_rust_i18n_try_translate(tag, key))
}

/// Whether there is a sentence under `key` in `language` or, failing that, in English; all
/// languages hold the same keys.
pub fn has(language: Language, key: &str) -> bool {
    find(language, key).is_some()
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

    #[test]
    fn a_key_in_no_file_comes_back_as_itself() {
        for none in ["", ".", "notice", "notice.titel", "Notice.title"] {
            assert!(!has(Language::Hr, none), "{none}");
            assert_eq!(text(Language::Hr, none, &[]), none);
        }
    }
}
