//! Packs the sentences of `i18n/` for the library: the keys once, the words of each language in
//! the order of the keys. What the notice says is packed plain, so that the first page waits for
//! nothing; everything else is deflated, or it would be a quarter of what a phone loads.
//!
//! A folder a topic, a file a language; tables of several topics are one. `tests/tests/messages.rs`
//! holds that every language has every key; here a missing one is filled from English.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

const I18N: &str = "../i18n";
const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];
/// What stands between two texts; no sentence holds it.
const BETWEEN: &str = "\0";
/// Squeezed as hard as it goes: it is done once and unpacked at one speed.
const HARDEST: u8 = 10;

type Sentences = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={I18N}");
    let english = sentences("en")?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    for (pack, plain) in [("notice", true), ("words", false)] {
        let keys: Vec<&String> = english
            .keys()
            .filter(|key| key.starts_with("notice.") == plain)
            .collect();
        let joined: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
        write(&out.join(format!("{pack}.keys")), &joined, plain)?;
        for language in LANGUAGES {
            let own = sentences(language)?;
            let texts: Vec<&str> = keys
                .iter()
                .filter_map(|key| own.get(*key).or_else(|| english.get(*key)))
                .map(String::as_str)
                .collect();
            write(&out.join(format!("{pack}.{language}")), &texts, plain)?;
        }
    }
    Ok(())
}

fn write(file: &Path, texts: &[&str], plain: bool) -> Result<(), Box<dyn Error>> {
    let joined = texts.join(BETWEEN);
    let packed = if plain {
        joined.into_bytes()
    } else {
        miniz_oxide::deflate::compress_to_vec(joined.as_bytes(), HARDEST)
    };
    Ok(fs::write(file, packed)?)
}

/// Every sentence of a language by its dotted key.
fn sentences(language: &str) -> Result<Sentences, Box<dyn Error>> {
    let mut all = Sentences::new();
    for topic in fs::read_dir(I18N)? {
        let file = topic?.path().join(format!("{language}.toml"));
        if !file.is_file() {
            continue;
        }
        let text = fs::read_to_string(&file)?;
        let table: toml::Table =
            toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
        flatten("", &table, &mut all)?;
    }
    Ok(all)
}

fn flatten(under: &str, table: &toml::Table, all: &mut Sentences) -> Result<(), Box<dyn Error>> {
    for (name, value) in table {
        let key = if under.is_empty() {
            name.clone()
        } else {
            format!("{under}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, all)?,
            toml::Value::String(text) if !text.contains(BETWEEN) => {
                all.insert(key, text.clone());
            }
            _ => return Err(format!("{key}: is no sentence").into()),
        }
    }
    Ok(())
}
