//! Every sentence a person reads, looked up from `i18n/`.
//!
//! Decides nothing but the wording: a language and a key give a sentence. Which sentence is
//! said is decided by the module that names the key.

use crate::types::Language;

/// The sentence under `key` in `language`, its `%{name}` placeholders filled from `args`.
///
/// A key that is in no file comes back as itself; `tests/tests/messages.rs` proves that no such
/// key is ever asked for, and that all languages hold the same keys and placeholders.
pub fn text(language: Language, key: &str, args: &[(&str, &str)]) -> String {
    let sentence = rust_i18n::t!(key, locale = language.tag());
    if args.is_empty() {
        return sentence.into_owned();
    }
    let names: Vec<&str> = args.iter().map(|(name, _)| *name).collect();
    let values: Vec<String> = args.iter().map(|(_, value)| (*value).to_owned()).collect();
    rust_i18n::replace_patterns(&sentence, &names, &values)
}

/// Whether `key` has a sentence of its own in `language`.
pub fn has(language: Language, key: &str) -> bool {
    crate::_rust_i18n_try_translate(language.tag(), key).is_some()
}
