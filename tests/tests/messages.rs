//! All eight languages say the same things, and no sentence stands outside `i18n/`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::Visit;

const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn flatten(prefix: &str, value: &toml::Value, into: &mut BTreeMap<String, String>) {
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                let key = if prefix.is_empty() {
                    key.clone()
                } else {
                    format!("{prefix}.{key}")
                };
                flatten(&key, value, into);
            }
        }
        toml::Value::String(text) => {
            let before = into.insert(prefix.to_owned(), text.clone());
            assert!(before.is_none(), "{prefix} stands twice");
        }
        other => panic!("{prefix} is no text: {other:?}"),
    }
}

/// Every sentence of one language by its key.
fn sentences(language: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for topic in std::fs::read_dir(root().join("i18n")).expect("i18n/") {
        let file = topic
            .expect("a topic")
            .path()
            .join(format!("{language}.toml"));
        let text =
            std::fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let value: toml::Value =
            toml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        flatten("", &value, &mut all);
    }
    all
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split("%{")
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .collect()
}

#[test]
fn the_same_keys_and_placeholders_in_every_language() {
    let english = sentences("en");
    assert!(english.len() > 300, "only {} sentences", english.len());
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let theirs = sentences(language);
        for key in english.keys().filter(|key| !theirs.contains_key(*key)) {
            faults.push(format!("{language}: {key} is missing"));
        }
        for (key, text) in &theirs {
            match english.get(key) {
                None => faults.push(format!("{language}: {key} is not in English")),
                Some(model) if placeholders(model) != placeholders(text) => {
                    faults.push(format!("{language}: {key} has other placeholders"));
                }
                Some(_) => {}
            }
            if text.trim().is_empty() || text != text.trim() {
                faults.push(format!(
                    "{language}: {key} is empty or has blanks at its ends"
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// A sentence copied from another language is one that was forgotten. Names, symbols and words
/// two languages share are not sentences: three words and more are compared.
#[test]
fn no_sentence_was_left_in_english() {
    let english = sentences("en");
    let mut faults = Vec::new();
    for language in LANGUAGES.into_iter().filter(|language| *language != "en") {
        for (key, text) in sentences(language) {
            let words = text
                .split_whitespace()
                .filter(|w| {
                    w.chars().filter(|c| c.is_alphabetic()).count() > 2 && !w.contains("%{")
                })
                .count();
            // A header is written the same everywhere.
            let header = text.contains("Content-Type");
            if words >= 3 && !header && english.get(&key) == Some(&text) {
                faults.push(format!("{language}: {key}: {text}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Letters that only careless typing or a neighbour's language brings in.
#[test]
fn every_language_keeps_to_its_own_letters() {
    let own = |language: &str| match language {
        "da" => "æøåéÆØÅÉ",
        "de" => "äöüßÄÖÜ",
        "en" => "",
        "es" => "áéíóúüñÁÉÍÓÚÜÑ¿¡",
        "fr" => "àâäçéèêëîïôöùûüÿœæÀÂÇÉÈÊËÎÏÔÙÛÜŒ",
        "hr" => "čćđšžČĆĐŠŽ",
        "it" => "àèéìíîòóùúÀÈÉÌÒÙ",
        _ => "ąćęłńóśźżĄĆĘŁŃÓŚŹŻ",
    };
    let names = [
        "Fær Øer",
        "Ankenævnet",
        "København",
        "Malmö",
        "Åland",
        "Öresund",
        "Øresund",
        "Ø",
        "Türkiye",
        "Autohjælp",
        "Français",
        "Español",
        "Türk",
    ];
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let allowed = own(language);
        for (key, text) in sentences(language) {
            let mut text = text.clone();
            for name in names {
                text = text.replace(name, "");
            }
            for letter in text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()) {
                if !allowed.contains(letter) {
                    faults.push(format!("{language}: {key}: `{letter}`"));
                }
            }
            if text.contains('"') {
                faults.push(format!("{language}: {key}: typewriter quotation marks"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Collects the string literals of a file, and those that look like message keys.
#[derive(Default)]
struct Literals(Vec<(usize, String)>);

impl<'ast> Visit<'ast> for Literals {
    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.0.push((literal.span().start().line, literal.value()));
    }
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        // What a failed assertion says, the compiler or a developer reads.
        if ["assert", "assert_eq", "debug_assert", "panic"]
            .iter()
            .any(|name| call.path.is_ident(name))
        {
            return;
        }
        fn walk(tokens: proc_macro2::TokenStream, into: &mut Vec<(usize, String)>) {
            let mut after_hash = false;
            for token in tokens {
                // `#[doc = "…"]`: what a doc comment becomes inside a macro call.
                let is_attribute = after_hash;
                after_hash =
                    matches!(&token, proc_macro2::TokenTree::Punct(p) if p.as_char() == '#');
                match token {
                    proc_macro2::TokenTree::Group(_) if is_attribute => {}
                    proc_macro2::TokenTree::Group(group) => walk(group.stream(), into),
                    proc_macro2::TokenTree::Literal(literal) => {
                        let line = literal.span().start().line;
                        if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                            into.push((line, text.value()));
                        }
                    }
                    _ => {}
                }
            }
        }
        walk(call.tokens.clone(), &mut self.0);
    }
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let is_test = item.attrs.iter().any(|a| {
            matches!(&a.meta, syn::Meta::List(list) if a.path().is_ident("cfg") && list.tokens.to_string() == "test")
        });
        if !is_test {
            syn::visit::visit_item_mod(self, item);
        }
    }
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

fn literals() -> Vec<(String, usize, String)> {
    let mut files = Vec::new();
    rust_files(&root().join("core/src"), &mut files);
    rust_files(&root().join("bindings/terminal/src"), &mut files);
    let mut all = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).expect("a readable source");
        let mut literals = Literals::default();
        literals.visit_file(&syn::parse_file(&source).expect("sources parse"));
        let name = file.display().to_string();
        all.extend(
            literals
                .0
                .into_iter()
                .map(|(line, text)| (name.clone(), line, text)),
        );
    }
    all
}

/// Four words in a row, outside SQL, styles and markup, are a sentence.
fn is_sentence(text: &str) -> bool {
    // What to type is the same in every language.
    if text.starts_with("roadside ") {
        return false;
    }
    let machine = [
        "SELECT ", "INSERT ", "CREATE ", "UPDATE ", "DELETE ", "PRAGMA ", "BEGIN", "ALTER ",
        "DROP ", "ATTACH",
    ];
    if machine.iter().any(|word| text.contains(word))
        || text.contains(['{', ';', '<', '=', '_', '&', '|'])
    {
        return false;
    }
    let run = text
        .split(|c: char| c.is_whitespace())
        .map(|word| {
            let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
            word.len() > 1
                && word
                    .chars()
                    .all(|c| c.is_alphabetic() || c == '\'' || c == '’')
        })
        .fold((0, 0), |(run, most), is_word| {
            let run = if is_word { run + 1 } else { 0 };
            (run, most.max(run))
        });
    run.1 >= 4
}

#[test]
fn no_sentence_stands_outside_i18n() {
    assert!(is_sentence("Call the alarm centre now."));
    assert!(!is_sentence("SELECT id FROM cards WHERE active"));
    let found: Vec<String> = literals()
        .into_iter()
        .filter(|(_, _, text)| is_sentence(text))
        .map(|(file, line, text)| format!("{file}:{line}: {text}"))
        .collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// A literal that begins with a topic of `i18n/` and a dot is a key, and must be one.
#[test]
fn every_key_in_the_sources_has_a_sentence() {
    let english = sentences("en");
    let topics: BTreeSet<&str> = english
        .keys()
        .filter_map(|key| key.split('.').next())
        .collect();
    // Facts, zones and benefits share first words with topics but are names, not sentences.
    let facts = [
        "vehicle.",
        "trip.",
        "person.",
        "event.",
        "place.",
        "repair.",
        "theft.",
        "police.",
        "illness.",
        "towed.",
        "case.",
        "rental.",
        "policy.",
        "policyholder.",
        "zone.",
        "holder.",
    ];
    let mut missing = Vec::new();
    for (file, line, text) in literals() {
        let is_key = text
            .split_once('.')
            .is_some_and(|(head, rest)| topics.contains(head) && !rest.is_empty())
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
            && !facts.iter().any(|fact| text.starts_with(fact));
        if is_key
            && !text.ends_with('.')
            && !english.contains_key(&text)
            && !english
                .keys()
                .any(|key| key.starts_with(&format!("{text}.")))
        {
            missing.push(format!("{file}:{line}: {text}"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
