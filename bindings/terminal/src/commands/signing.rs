//! `roadside terms sign` and `roadside terms key`: the insurer's side of a signed edition.
//!
//! Keys and signatures are minisign's own, in its own file formats; its program can stand in for
//! either command.

use super::editions::{header, with_ending};
use super::{Session, read_small};
use crate::args::{path, set};
use clap::ArgMatches;
use minisign::{ErrorKind, KeyPair, SecretKey, SecretKeyBox};
use roadside_core::coverage::{SigningKey, Terms};
use roadside_core::error::{Error, StorageFault, TermsRefusal};
use roadside_core::types::Problem;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// More than any honest terms.
const MOST: usize = 4 * 1024 * 1024;
/// Where a password may stand for programs that cannot type.
const PASSWORD: &str = "ROADSIDE_SIGNING_PASSWORD";

/// Writes `FILE.minisig`. Terms with faults are not signed: nobody could install them.
pub(super) fn sign(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let file =
        path(words, "terms-file").ok_or_else(|| Error::bad_input("FILE", Problem::Missing))?;
    let bytes = read_small(file, "FILE", MOST)?;
    let text =
        std::str::from_utf8(&bytes).map_err(|_| Error::bad_input("FILE", Problem::NotUnicode))?;
    let terms =
        Terms::parse(text, &file.display().to_string()).map_err(|_| Error::TermsRefused {
            why: TermsRefusal::Faulty,
        })?;
    let key = secret_key(session, words)?;
    let name: String = file
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_control())
        .collect();
    let trusted = format!(
        "timestamp:{}\tfile:{name}\thashed",
        session.now().timestamp()
    );
    let said = format!(
        "{} {} ({})",
        terms.product().word(),
        terms.edition(),
        terms.sequence()
    );
    let signature = minisign::sign(None, &key, bytes.as_slice(), Some(&trusted), Some(&said))
        .map_err(|_| Error::bad_input("--key", Problem::SecretKey))?;
    let beside = with_ending(file, ".minisig");
    std::fs::write(&beside, signature.to_string()).map_err(|_| UNWRITABLE)?;
    if screen.json {
        let mut document = header(&terms);
        if let Some(fields) = document.as_object_mut() {
            fields.insert("signature".to_owned(), json!(beside));
        }
        screen.document(&document);
    } else {
        let path = beside.display().to_string();
        screen.paragraph(
            0,
            &screen.text_with("terminal.terms_updates.signed", &[("path", &path)]),
        );
    }
    Ok(())
}

/// Makes a pair of keys: the secret one readable by its owner alone, the public one beside it.
pub(super) fn make_key(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let screen = session.screen;
    let secret =
        path(words, "key-file").ok_or_else(|| Error::bad_input("FILE", Problem::Missing))?;
    let public = with_ending(secret, ".pub");
    if secret.exists() || public.exists() {
        return Err(Error::bad_input("FILE", Problem::Exists));
    }
    let pair = if set(words, "no-password") {
        KeyPair::generate_unencrypted_keypair()
    } else {
        KeyPair::generate_encrypted_keypair(Some(new_password(session)?))
    };
    let failed = |_| Error::Storage {
        fault: StorageFault::Failed,
    };
    let pair = pair.map_err(failed)?;
    let comment = Some("roadside terms");
    let sealed = pair.sk.to_box(comment).map_err(failed)?.to_string();
    let open = pair.pk.to_box().map_err(failed)?.to_string();
    let id = SigningKey::parse(&open)
        .map_err(|problem| Error::bad_input("FILE", problem))?
        .id()
        .to_string();
    write_new(secret, sealed.as_bytes(), 0o600)?;
    write_new(&public, open.as_bytes(), 0o644)?;
    if screen.json {
        screen.document(&json!({"key": id, "secret_key": secret, "public_key": public}));
    } else {
        for (key, path) in [("secret_key", secret), ("public_key", &public)] {
            let key = format!("terminal.terms_updates.{key}");
            let path = path.display().to_string();
            screen.paragraph(0, &screen.text_with(&key, &[("path", &path)]));
        }
    }
    Ok(())
}

/// Reads `--key`; a key that is sealed asks for its password.
fn secret_key(session: &Session<'_>, words: &ArgMatches) -> Result<SecretKey, Error> {
    let wrong = || Error::bad_input("--key", Problem::SecretKey);
    let file = path(words, "key").ok_or_else(|| Error::bad_input("--key", Problem::Missing))?;
    let text = String::from_utf8(read_small(file, "--key", 64 * 1024)?).map_err(|_| wrong())?;
    let sealed = || SecretKeyBox::from_string(&text).map_err(|_| wrong());
    match sealed()?.into_unencrypted_secret_key() {
        Ok(key) => Ok(key),
        // Says that it is sealed; anything else is no key.
        Err(error) if matches!(error.kind(), ErrorKind::Io) => {
            let password = password(session, "password")?;
            sealed()?
                .into_secret_key(Some(password))
                .map_err(|_| wrong())
        }
        Err(_) => Err(wrong()),
    }
}

/// A password from the environment, else typed unseen.
fn password(session: &Session<'_>, key: &str) -> Result<String, Error> {
    if let Ok(password) = std::env::var(PASSWORD) {
        return Ok(password);
    }
    let prompt = session
        .screen
        .text(&format!("terminal.terms_updates.{key}"));
    rpassword::prompt_password(format!("{prompt} "))
        .map_err(|_| Error::bad_input(PASSWORD, Problem::Missing))
}

/// The same, typed twice where it is typed, and never empty.
fn new_password(session: &Session<'_>) -> Result<String, Error> {
    let first = password(session, "password")?;
    if first.is_empty() {
        return Err(Error::bad_input(PASSWORD, Problem::Empty));
    }
    if password(session, "password_again")? == first {
        Ok(first)
    } else {
        Err(Error::bad_input(PASSWORD, Problem::SecretKey))
    }
}

/// Writes a file that must not be there yet, with these rights.
fn write_new(file: &Path, bytes: &[u8], mode: u32) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
    #[cfg(not(unix))]
    let _ = mode;
    let mut opened = options.open(file).map_err(|_| UNWRITABLE)?;
    opened
        .write_all(bytes)
        .and_then(|()| opened.sync_all())
        .map_err(|_| UNWRITABLE)
}

const UNWRITABLE: Error = Error::Storage {
    fault: StorageFault::Unwritable,
};
