//! Lays out the sentences of `i18n/` as a table the library reads in place.
//!
//! All keys in one text, found by hashing; per language one text with the sentences in the order
//! of the keys. No pointers, so nothing is to be relocated or unpacked when a program starts.

#[path = "src/messages/hash.rs"]
mod hash;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const FOLDER: &str = "../i18n";
const LANGUAGES: [&str; 8] = ["da", "de", "en", "es", "fr", "hr", "it", "pl"];

type Sentences = BTreeMap<String, String>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    println!("cargo:rerun-if-changed=src/messages/hash.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    let mut topics: Vec<PathBuf> = std::fs::read_dir(FOLDER)?
        .map(|topic| topic.map(|topic| topic.path()))
        .collect::<Result<_, _>>()?;
    topics.sort();
    let mut spoken = Vec::new();
    for language in LANGUAGES {
        spoken.push((language, read(&topics, language)?));
    }
    let keys: BTreeSet<&str> = spoken
        .iter()
        .flat_map(|(_, sentences)| sentences.keys().map(String::as_str))
        .collect();

    let mut source = String::new();
    put(&mut source, &out, "keys", keys.iter().copied())?;
    for (language, sentences) in &spoken {
        let texts = keys
            .iter()
            .map(|key| sentences.get(*key).map_or("", String::as_str));
        put(&mut source, &out, language, texts)?;
    }
    let slots = slots(&keys)?;
    write!(source, "pub(super) static SLOTS: &[u16] = &{slots:?};")?;
    std::fs::write(out.join("sentences.rs"), source)?;
    Ok(())
}

/// Every sentence of one language by its key.
fn read(topics: &[PathBuf], language: &str) -> Result<Sentences, Box<dyn Error>> {
    let mut sentences = Sentences::new();
    for topic in topics {
        let file = topic.join(format!("{language}.toml"));
        let fault = |fault: &dyn std::fmt::Display| format!("{}: {fault}", file.display());
        let text = std::fs::read_to_string(&file).map_err(|error| fault(&error))?;
        let table: toml::Table = text.parse().map_err(|error| fault(&error))?;
        flatten("", table, &mut sentences).map_err(|error| fault(&error))?;
    }
    Ok(sentences)
}

fn flatten(prefix: &str, table: toml::Table, into: &mut Sentences) -> Result<(), String> {
    for (name, value) in table {
        let key = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}.{name}")
        };
        match value {
            toml::Value::Table(inner) => flatten(&key, inner, into)?,
            toml::Value::String(text) => {
                if into.insert(key.clone(), text).is_some() {
                    return Err(format!("`{key}` stands twice"));
                }
            }
            _ => return Err(format!("`{key}` is no text")),
        }
    }
    Ok(())
}

/// Writes texts one after the other into a file, and what reads them.
fn put<'t>(
    source: &mut String,
    out: &Path,
    name: &str,
    texts: impl Iterator<Item = &'t str>,
) -> Result<(), Box<dyn Error>> {
    let mut whole = String::new();
    let mut ends = Vec::new();
    for text in texts {
        whole.push_str(text);
        ends.push(u32::try_from(whole.len())?);
    }
    let file = out.join(format!("{name}.txt"));
    std::fs::write(&file, whole)?;
    let constant = name.to_uppercase();
    if name == "keys" {
        writeln!(
            source,
            "pub(super) static {constant}: &str = include_str!({file:?});"
        )?;
        writeln!(source, "pub(super) static KEY_ENDS: &[u32] = &{ends:?};")?;
    } else {
        writeln!(
            source,
            "pub(super) static {constant}: Sentences = Sentences {{ text: include_str!({file:?}), ends: &{ends:?} }};"
        )?;
    }
    Ok(())
}

/// The hash table: in each slot the number of a key, counted from 1, or 0. At most half full, so
/// that a search is short and always ends.
fn slots(keys: &BTreeSet<&str>) -> Result<Vec<u16>, Box<dyn Error>> {
    let mut slots = vec![0_u16; (keys.len() * 2).next_power_of_two().max(2)];
    for (number, key) in keys.iter().enumerate() {
        let mut at = hash::place(key, slots.len());
        while slots.get(at).is_some_and(|number| *number != 0) {
            at = (at + 1) % slots.len();
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = u16::try_from(number + 1)?;
        }
    }
    Ok(slots)
}
