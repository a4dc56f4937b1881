//! Every sentence a person reads, looked up from `i18n/`.
//!
//! Decides nothing but the wording: a language and a key give a sentence. Which sentence is
//! said is decided by the module that names the key. `build.rs` packs the files.

use crate::types::Language;
use std::sync::OnceLock;

/// The sentence under `key` in `language`, its `%{name}` placeholders filled from `args`.
///
/// A key that is in no file comes back as itself; `tests/tests/messages.rs` proves that no such
/// key is ever asked for, and that all languages hold the same keys and placeholders.
pub fn text(language: Language, key: &str, args: &[(&str, &str)]) -> String {
    match find(language, key) {
        None => key.to_owned(),
        Some(sentence) if args.is_empty() => sentence.to_owned(),
        Some(sentence) => filled(sentence, args),
    }
}

/// The keys, sorted, and in that order the words of every language, as `build.rs` packed them.
struct Pack {
    keys: &'static [u8],
    words: [&'static [u8]; Language::ALL.len()],
    deflated: bool,
    sorted: OnceLock<Vec<&'static str>>,
    said: [OnceLock<Vec<&'static str>>; Language::ALL.len()],
}

macro_rules! packed {
    ($name:literal, $deflated:expr) => {
        Pack {
            keys: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".keys")),
            // In the order of `Language::ALL`.
            words: [
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".da")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".de")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".en")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".es")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fr")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".hr")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".it")),
                include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".pl")),
            ],
            deflated: $deflated,
            sorted: OnceLock::new(),
            said: [const { OnceLock::new() }; Language::ALL.len()],
        }
    };
}

/// The few sentences of the notice, plain: the first page waits for nothing.
static NOTICE: Pack = packed!("notice", false);
/// All the others. A language is unpacked the first time it is asked for, and kept.
static WORDS: Pack = packed!("words", true);

impl Pack {
    fn find(&self, language: Language, key: &str) -> Option<&'static str> {
        let keys = self.sorted.get_or_init(|| self.unpacked(self.keys));
        let at = keys.binary_search(&key).ok()?;
        let place = language as usize;
        let (slot, packed) = (self.said.get(place)?, self.words.get(place)?);
        slot.get_or_init(|| self.unpacked(packed)).get(at).copied()
    }

    /// The texts of a file. They stay for as long as the program runs.
    fn unpacked(&self, packed: &'static [u8]) -> Vec<&'static str> {
        let plain = if self.deflated {
            let bytes = miniz_oxide::inflate::decompress_to_vec(packed).unwrap_or_default();
            &*String::from_utf8(bytes).unwrap_or_default().leak()
        } else {
            std::str::from_utf8(packed).unwrap_or_default()
        };
        plain.split('\0').collect()
    }
}

/// The sentence as it stands in the file, in English where the language lacks it.
fn find(language: Language, key: &str) -> Option<&'static str> {
    let pack = if key.starts_with("notice.") {
        &NOTICE
    } else {
        &WORDS
    };
    pack.find(language, key)
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
