//! Receipts: taken in from a file, taken out, given back.

use super::{SaidClaim, place};
use crate::claim::{Claim, MAX_RECEIPT_BYTES, Shows};
use crate::companion::Companion;
use crate::error::{Error, StorageFault};
use crate::store::{RECEIPTS, reading};
use crate::types::{Language, Problem};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use uuid::Uuid;

/// What a receipt shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum ReceiptEntry {
    /// The expense of that number.
    Expense {
        /// Its number in the claim, from 1.
        number: u32,
    },
    /// What was told to the police.
    Police,
    /// Anything else that bears the claim out.
    Other,
}

impl Companion {
    /// Takes a file in as a receipt, sealed, with the next number. The file itself stays where
    /// it is.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `receipt`: no file, unreadable, too large, no PDF or photo, or
    /// there already; [`Error::NotFound`] when there is no such claim or expense. Nothing is
    /// kept then.
    pub fn add_receipt(
        &self,
        named: &str,
        file: &Path,
        entry: ReceiptEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let claim = self.find_claim(named)?;
        let (opened, bytes) = open(file)?;
        // What cannot be kept is refused before it is read.
        shown(&claim, entry)?;
        claim.has_room_for(bytes)?;
        self.take_receipt(&claim, opened, entry, language)
    }

    /// The same from anything that can be read: a photo just taken, a document a phone hands over.
    ///
    /// # Errors
    /// As [`Companion::add_receipt`].
    pub fn add_receipt_from(
        &self,
        named: &str,
        from: impl Read,
        entry: ReceiptEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let claim = self.find_claim(named)?;
        shown(&claim, entry)?;
        self.take_receipt(&claim, from, entry, language)
    }

    fn take_receipt(
        &self,
        claim: &Claim,
        from: impl Read,
        entry: ReceiptEntry,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let written = self.store.write_receipt(from)?;
        let now = self.clock.now();
        let (claim, _) = self.store.add_receipt(claim.id, written, |claim, new| {
            let shows = shown(claim, entry)?;
            claim.add_receipt(new, shows, now)
        })?;
        Ok(self.say_claim(&claim, language))
    }

    /// Takes the receipt of that number out and deletes its file here; those behind it move up.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that number; as [`Companion::claim`].
    pub fn remove_receipt(
        &self,
        named: &str,
        number: u32,
        language: Language,
    ) -> Result<SaidClaim, Error> {
        let id = self.find_claim(named)?.id;
        let now = self.clock.now();
        let remove = |claim: &mut Claim| claim.remove_receipt(place(number), now);
        let claim = self.store.remove_receipt(id, remove)?;
        Ok(self.say_claim(&claim, language))
    }

    /// Writes the receipt of that number, in clear, to a new file: to look at it, or to keep a
    /// copy elsewhere.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that number; [`Error::BadInput`] at `file` when
    /// there is something already or it cannot be written; tampered when the sealed file was
    /// changed from outside. Nothing is left behind then.
    pub fn save_receipt(&self, named: &str, number: u32, file: &Path) -> Result<(), Error> {
        let claim = self.find_claim(named)?;
        let receipt = claim.receipt(place(number))?;
        self.copy_receipt(receipt.id, file)
    }

    /// Writes every receipt into `receipts/` below a folder for its owner to take along, by the id
    /// the exported claim names it by, and adds the files to `files`. Gives how many could not be
    /// read.
    pub(in crate::companion) fn export_receipts(
        &self,
        folder: &Path,
        files: &mut Vec<String>,
    ) -> Result<u32, Error> {
        let claims = self.store.claims()?.records;
        let receipts = claims.iter().flat_map(|(_, claim)| &claim.receipts);
        let mut lost = 0;
        for receipt in receipts {
            let below = folder.join(RECEIPTS);
            std::fs::create_dir_all(&below).map_err(unwritable)?;
            let name = format!("{}.{}", receipt.id, receipt.media_type.ending());
            match self.copy_receipt(receipt.id, &below.join(&name)) {
                Ok(()) => files.push(format!("{RECEIPTS}/{name}")),
                Err(Error::Storage {
                    fault: StorageFault::Tampered { .. },
                }) => lost += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(lost)
    }

    fn copy_receipt(&self, id: Uuid, file: &Path) -> Result<(), Error> {
        let mut reader = self.store.read_receipt(id)?;
        let mut target = create(file)?;
        let mut copy = || -> Result<(), Error> {
            loop {
                let piece = reader.next_piece().map_err(|error| reading(&error))?;
                if piece.is_empty() {
                    return target.sync_all().map_err(unwritable);
                }
                target.write_all(piece).map_err(unwritable)?;
            }
        };
        let copied = copy();
        if copied.is_err() {
            let _ = std::fs::remove_file(file);
        }
        copied
    }
}

/// What the receipt will show in this claim.
fn shown(claim: &Claim, entry: ReceiptEntry) -> Result<Shows, Error> {
    Ok(match entry {
        ReceiptEntry::Expense { number } => Shows::Expense {
            expense: claim.expense(place(number))?.id,
        },
        ReceiptEntry::Police => Shows::Police,
        ReceiptEntry::Other => Shows::Other,
    })
}

/// A file of honest size, open. A folder, a device or a pipe is none; the size is looked at
/// before a byte is read.
fn open(path: &Path) -> Result<(File, u64), Error> {
    let refused = |problem| Error::bad_input("receipt", problem);
    // Looked at before it is opened: opening a pipe waits for somebody to write into it.
    let about = std::fs::metadata(path).map_err(|_| refused(Problem::Unreadable))?;
    if !about.is_file() {
        return Err(refused(Problem::NotAFile));
    }
    if about.len() > MAX_RECEIPT_BYTES {
        return Err(refused(crate::claim::too_large(MAX_RECEIPT_BYTES)));
    }
    let opened = File::open(path).map_err(|_| refused(Problem::Unreadable))?;
    Ok((opened, about.len()))
}

/// A new file for its owner alone.
pub(super) fn create(path: &Path) -> Result<File, Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| {
        let problem = match error.kind() {
            std::io::ErrorKind::AlreadyExists => Problem::Exists,
            _ => Problem::Unreadable,
        };
        Error::bad_input("file", problem)
    })
}

pub(super) fn unwritable(_: std::io::Error) -> Error {
    Error::Storage {
        fault: StorageFault::Unwritable,
    }
}
