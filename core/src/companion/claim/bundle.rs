//! The bundle: one ZIP with the page, `claim.json` and the numbered receipts.
//!
//! Photos and PDFs hardly shrink, so nothing is compressed; times are fixed, so that the same
//! claim gives the same bytes. It is written piece by piece beside its place and moved there when
//! it is whole.

use super::receipts::unwritable;
use super::{SaidClaim, tell};
use crate::claim::{Claim, StandingConsent, document, page};
use crate::companion::Companion;
use crate::error::{Error, StorageFault};
use crate::store::{Store, reading};
use crate::types::{Language, Problem};
use serde::Serialize;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A bundle that was written.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidBundle {
    /// Where it is.
    pub file: String,
    /// Its size.
    pub bytes: i64,
    /// The files in it.
    pub files: Vec<String>,
    /// The claim as it stands now.
    pub claim: SaidClaim,
}

impl Companion {
    /// Writes the claim out as one ZIP, to be handed to the share sheet, put in a mail or
    /// printed. It holds everything in clear: delete it once it is on its way. A claim without a
    /// signature can be handed over too; its page says that it must be signed by hand.
    ///
    /// # Errors
    /// [`Error::ConsentNeeded`] when it tells of somebody's health and no consent to that
    /// stands; [`Error::BadInput`] at `file` when there is something already or its folder
    /// cannot be written; tampered when a receipt was changed from outside. No file is left then.
    pub fn bundle_claim(
        &self,
        named: &str,
        file: &Path,
        language: Language,
    ) -> Result<SaidBundle, Error> {
        let claim = self.find_claim(named)?;
        let consents = self.consents_for(&claim)?;
        if file.exists() {
            return Err(Error::bad_input("file", Problem::Exists));
        }
        let part = beside(file)?;
        let written = write(&self.store, &claim, &consents, &part).and_then(|done| {
            std::fs::rename(&part, file)
                .map(|()| done)
                .map_err(unwritable)
        });
        if written.is_err() {
            let _ = std::fs::remove_file(&part);
        }
        let (bytes, files) = written?;
        let now = self.clock.now();
        let (claim, ()) = self.store.change_claim(claim.id, |held| {
            // What was changed meanwhile was not handed over.
            if held.revision == claim.revision {
                held.hand_over(now);
            }
            Ok(())
        })?;
        Ok(SaidBundle {
            file: file.to_string_lossy().into_owned(),
            bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            files,
            claim: self.say_claim(&claim, language),
        })
    }
}

/// `NAME.part` in the same folder, so that moving it is one step.
fn beside(file: &Path) -> Result<PathBuf, Error> {
    let mut name = file
        .file_name()
        .ok_or_else(|| Error::bad_input("file", Problem::NotAFile))?
        .to_owned();
    name.push(".part");
    Ok(file.with_file_name(name))
}

fn write(
    store: &Store,
    claim: &Claim,
    consents: &[StandingConsent],
    part: &Path,
) -> Result<(u64, Vec<String>), Error> {
    let mut options = OpenOptions::new();
    // One left behind by a stop is written over.
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let target = options
        .open(part)
        .map_err(|_| Error::bad_input("file", Problem::Unreadable))?;
    let mut zip = Zip {
        writer: ZipWriter::new(BufWriter::with_capacity(64 * 1024, target)),
        files: Vec::new(),
    };
    let page = page(claim, consents, &tell::address(claim));
    zip.add(&format!("{STEM}.html"), page.as_bytes())?;
    zip.add(
        &format!("{STEM}.json"),
        &document(claim, consents).to_json(),
    )?;
    for (receipt, number) in claim.receipts.iter().zip(1..) {
        zip.begin(&receipt.file(number))?;
        let mut reader = store.read_receipt(receipt.id)?;
        loop {
            let piece = reader.next_piece().map_err(|error| reading(&error))?;
            if piece.is_empty() {
                break;
            }
            zip.writer.write_all(piece).map_err(unwritable)?;
        }
    }
    let files = std::mem::take(&mut zip.files);
    Ok((zip.finish()?, files))
}

/// What page and document are called.
const STEM: &str = "claim";

struct Zip<W: Write + Seek> {
    writer: ZipWriter<W>,
    files: Vec<String>,
}

impl<W: Write + Seek> Zip<W> {
    fn begin(&mut self, name: &str) -> Result<(), Error> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o644);
        self.writer.start_file(name, options).map_err(|_| FAILED)?;
        self.files.push(name.to_owned());
        Ok(())
    }

    fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        self.begin(name)?;
        self.writer.write_all(bytes).map_err(unwritable)
    }
}

impl Zip<BufWriter<File>> {
    /// Closes the ZIP, on disk when this returns, and gives its size.
    fn finish(self) -> Result<u64, Error> {
        let buffered = self.writer.finish().map_err(|_| FAILED)?;
        let file = buffered.into_inner().map_err(|_| FAILED)?;
        file.sync_all().map_err(unwritable)?;
        file.metadata().map(|about| about.len()).map_err(unwritable)
    }
}

const FAILED: Error = Error::Storage {
    fault: StorageFault::Failed,
};
