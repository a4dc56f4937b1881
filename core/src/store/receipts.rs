//! Receipts: sealed files beside the database, written and read piece by piece.
//!
//! A file is `format (1) | prefix (16) | pieces`; each piece is up to 64 KiB of the receipt and a
//! tag of 16 bytes, sealed by XChaCha20-Poly1305 under the database's key. Its nonce is the
//! random prefix and the piece's place (8 bytes, little endian); the associated data binds it to
//! the format, the receipt's id, its place and whether it is the last. So a piece moved, left
//! out, cut off or taken from another receipt does not open.
//!
//! A file is written whole under the name `ID.part`, locked by its writer, and gets its name in
//! the transaction that names it in the database. What a stop leaves behind is swept at the next
//! opening; a database that was set aside takes its receipts along.

use super::sealed::Sealer;
use super::{FAILED, Store, claims, file, make_directory, rows, storage};
use crate::claim::{Claim, HEAD, MAX_RECEIPT_BYTES, MediaType, NewReceipt, too_large};
use crate::error::{Error, StorageFault, Table};
use crate::types::Problem;
use rusqlite::Transaction;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The folder of the sealed receipts, in the store's own.
pub const RECEIPTS: &str = "receipts";

const FORMAT: u8 = 1;
const PREFIX: usize = 16;
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const TABLE: &str = "receipts";

/// A receipt written and not yet named in the database. Dropped before it is, its file goes.
#[derive(Debug)]
pub struct WrittenReceipt {
    /// What it is.
    pub receipt: NewReceipt,
    part: PathBuf,
    // Keeps the sweep of another process away for as long as the file has no name.
    lock: File,
}

impl Drop for WrittenReceipt {
    fn drop(&mut self) {
        // Gone already when it got its name.
        let _ = fs::remove_file(&self.part);
        let _ = self.lock.unlock();
    }
}

impl Store {
    /// Takes a receipt in: seals it piece by piece, works out its digest and tells what it is.
    /// Never more than two pieces are in memory.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `receipt`: [`Problem::ReceiptTooLarge`] above
    /// [`MAX_RECEIPT_BYTES`], [`Problem::Empty`] for nothing, [`Problem::ReceiptKind`] when it is
    /// no PDF or photo, [`Problem::Unreadable`] when reading fails; [`Error::Storage`] when the
    /// device is full. Nothing is left behind.
    pub fn write_receipt(&self, from: impl Read) -> Result<WrittenReceipt, Error> {
        let id = Uuid::new_v4();
        let folder = self.dir.join(RECEIPTS);
        make_directory(&folder)?;
        let part = folder.join(format!("{id}.part"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let target = options.open(&part).map_err(file)?;
        let mut written = WrittenReceipt {
            receipt: NewReceipt {
                id,
                sha256: [0; 32],
                media_type: MediaType::Pdf,
                bytes: 0,
            },
            part,
            lock: target.try_clone().map_err(file)?,
        };
        written.lock.try_lock().map_err(|_| FAILED)?;
        let pieces = Pieces {
            sealer: &self.sealer,
            id,
            to: target,
        };
        written.receipt = pieces.write(from)?;
        Ok(written)
    }

    /// Names a written receipt in a claim: `add` puts it there, and both are kept or neither.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such claim; what `add` says. Nothing is left behind.
    pub fn add_receipt<R>(
        &self,
        claim: Uuid,
        written: WrittenReceipt,
        add: impl FnOnce(&mut Claim, &NewReceipt) -> Result<R, Error>,
    ) -> Result<(Claim, R), Error> {
        let id = written.receipt.id;
        let named = self.dir.join(RECEIPTS).join(id.to_string());
        let kept = self.write(|tx, sealer| {
            let added = claims::changed(tx, sealer, claim, |claim| add(claim, &written.receipt))?;
            tx.execute(
                "INSERT INTO receipts (id, claim_id) VALUES (?1, ?2)",
                (id.as_bytes().as_slice(), claim.as_bytes().as_slice()),
            )
            .map_err(storage)?;
            fs::rename(&written.part, &named).map_err(file)?;
            sync_folder(&self.dir.join(RECEIPTS))?;
            Ok(added)
        });
        if kept.is_err() {
            let _ = fs::remove_file(&named);
        }
        kept
    }

    /// Takes a receipt out of a claim: `remove` gives its id; then its file goes.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such claim; what `remove` says. Nothing is changed.
    pub fn remove_receipt(
        &self,
        claim: Uuid,
        remove: impl FnOnce(&mut Claim) -> Result<Uuid, Error>,
    ) -> Result<Claim, Error> {
        let (claim, gone) = self.write(|tx, sealer| {
            let (claim, gone) = claims::changed(tx, sealer, claim, remove)?;
            rows::remove(tx, "receipts", gone)?;
            Ok((claim, gone))
        })?;
        self.delete_receipt_file(gone);
        Ok(claim)
    }

    /// Opens a receipt to be read from its beginning, piece by piece. A piece that was changed
    /// from outside is a read error of kind [`io::ErrorKind::InvalidData`].
    ///
    /// # Errors
    /// Tampered when its file is gone or is none of ours.
    pub fn read_receipt(&self, id: Uuid) -> Result<ReceiptReader, Error> {
        let path = self.dir.join(RECEIPTS).join(id.to_string());
        let opened = File::open(path).map_err(|_| TAMPERED)?;
        let mut from = BufReader::with_capacity(8 * 1024, opened);
        let mut head = [0; 1 + PREFIX];
        from.read_exact(&mut head).map_err(|_| TAMPERED)?;
        let [format, prefix @ ..] = head;
        if format != FORMAT {
            return Err(TAMPERED);
        }
        Ok(ReceiptReader {
            sealer: self.sealer.clone(),
            id,
            prefix,
            from,
            piece: Zeroizing::new(Vec::with_capacity(PIECE + TAG)),
            read: 0,
            next: Some(0),
        })
    }

    /// A file that cannot be deleted now is swept at the next opening.
    pub(super) fn delete_receipt_file(&self, id: Uuid) {
        let _ = fs::remove_file(self.dir.join(RECEIPTS).join(id.to_string()));
    }

    /// Deletes what a stop left behind: files no claim names, and parts nobody writes.
    pub(super) fn sweep_receipts(&self) -> Result<(), Error> {
        let folder = self.dir.join(RECEIPTS);
        let Ok(entries) = fs::read_dir(&folder) else {
            return Ok(());
        };
        let mut found: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        let known = self.read(|tx, _| names(tx, None))?;
        found.retain(|name| !is_named(name, &known));
        if found.is_empty() {
            return Ok(());
        }
        // Whoever is just naming a file holds the same lock, so what is unnamed now is nobody's.
        self.write(|tx, _| {
            let known = names(tx, None)?;
            for name in &found {
                let path = folder.join(name);
                if name.ends_with(".part") {
                    remove_if_nobodys(&path);
                } else if Uuid::try_parse(name).is_ok() && !is_named(name, &known) {
                    let _ = fs::remove_file(&path);
                }
            }
            Ok(())
        })
    }
}

/// The ids of every receipt named, or of those of one claim.
pub(super) fn names(tx: &Transaction<'_>, claim: Option<Uuid>) -> Result<BTreeSet<Uuid>, Error> {
    let claim = claim.map(|claim| claim.as_bytes().to_vec());
    let mut rows = tx
        .prepare_cached("SELECT id FROM receipts WHERE ?1 IS NULL OR claim_id = ?1")
        .map_err(storage)?;
    let ids = rows
        .query_map([claim], |row| row.get::<_, Vec<u8>>(0))
        .map_err(storage)?;
    ids.map(|id| id.map(|id| Uuid::from_slice(&id).unwrap_or_default()))
        .collect::<rusqlite::Result<_>>()
        .map_err(storage)
}

fn is_named(name: &str, known: &BTreeSet<Uuid>) -> bool {
    Uuid::try_parse(name).is_ok_and(|id| known.contains(&id))
}

fn remove_if_nobodys(part: &Path) {
    if let Ok(opened) = OpenOptions::new().write(true).open(part)
        && opened.try_lock().is_ok()
    {
        let _ = fs::remove_file(part);
    }
}

fn sync_folder(folder: &Path) -> Result<(), Error> {
    // Not every system lets a folder be opened; there the rename is as durable as it gets.
    match File::open(folder) {
        Ok(opened) => opened.sync_all().map_err(file),
        Err(_) => Ok(()),
    }
}

const TAMPERED: Error = Error::Storage {
    fault: StorageFault::Tampered {
        table: Table(TABLE),
    },
};

/// Seals what it reads.
struct Pieces<'s> {
    sealer: &'s Sealer,
    id: Uuid,
    to: File,
}

impl Pieces<'_> {
    fn write(mut self, mut from: impl Read) -> Result<NewReceipt, Error> {
        let prefix = Sealer::random::<PREFIX>()?;
        self.to.write_all(&[FORMAT]).map_err(file)?;
        self.to.write_all(&prefix).map_err(file)?;
        let mut piece = Zeroizing::new(Vec::with_capacity(PIECE + TAG));
        let mut coming = Zeroizing::new(Vec::with_capacity(PIECE + TAG));
        fill(&mut from, &mut piece)?;
        if piece.is_empty() {
            return Err(refused(Problem::Empty));
        }
        let head = piece.get(..HEAD.min(piece.len())).unwrap_or_default();
        let media_type = MediaType::of(head).ok_or_else(|| refused(Problem::ReceiptKind))?;
        let mut digest = Sha256::new();
        let mut bytes = 0_u64;
        let mut place = 0_u64;
        loop {
            bytes += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            if bytes > MAX_RECEIPT_BYTES {
                return Err(refused(too_large(MAX_RECEIPT_BYTES)));
            }
            fill(&mut from, &mut coming)?;
            let last = coming.is_empty();
            digest.update(&*piece);
            let nonce = nonce(&prefix, place);
            self.sealer
                .seal_piece(nonce, &bound_to(self.id, place, last), &mut piece)?;
            self.to.write_all(&piece).map_err(file)?;
            if last {
                break;
            }
            std::mem::swap(&mut piece, &mut coming);
            place += 1;
        }
        self.to.sync_all().map_err(file)?;
        Ok(NewReceipt {
            id: self.id,
            sha256: digest.finalize().into(),
            media_type,
            bytes,
        })
    }
}

fn refused(problem: Problem) -> Error {
    Error::bad_input("receipt", problem)
}

/// Reads until a piece is full or there is no more.
fn fill(from: &mut impl Read, piece: &mut Vec<u8>) -> Result<(), Error> {
    piece.clear();
    let room = u64::try_from(PIECE).unwrap_or(u64::MAX);
    from.take(room)
        .read_to_end(piece)
        .map_err(|_| refused(Problem::Unreadable))?;
    Ok(())
}

fn nonce(prefix: &[u8; PREFIX], place: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    let bytes = prefix.iter().copied().chain(place.to_le_bytes());
    nonce
        .iter_mut()
        .zip(bytes)
        .for_each(|(to, from)| *to = from);
    nonce
}

fn bound_to(id: Uuid, place: u64, last: bool) -> Vec<u8> {
    [
        b"roadside receipt ",
        [FORMAT].as_slice(),
        id.as_bytes(),
        &place.to_le_bytes(),
        &[u8::from(last)],
    ]
    .concat()
}

/// Reads a receipt piece by piece; never more than one is in memory.
pub struct ReceiptReader {
    sealer: Sealer,
    id: Uuid,
    prefix: [u8; PREFIX],
    from: BufReader<File>,
    piece: Zeroizing<Vec<u8>>,
    read: usize,
    next: Option<u64>,
}

impl ReceiptReader {
    /// The next piece, up to 64 KiB; empty at the end.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidData`] when the file is not what was written.
    pub fn next_piece(&mut self) -> io::Result<&[u8]> {
        self.piece.clear();
        self.read = 0;
        let Some(place) = self.next else {
            return Ok(&[]);
        };
        let room = u64::try_from(PIECE + TAG).unwrap_or(u64::MAX);
        (&mut self.from).take(room).read_to_end(&mut self.piece)?;
        let last = self.piece.len() < PIECE + TAG || at_end(&mut self.from)?;
        let nonce = nonce(&self.prefix, place);
        self.sealer
            .open_piece(nonce, &bound_to(self.id, place, last), &mut self.piece)
            .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
        self.next = if last { None } else { Some(place + 1) };
        Ok(&self.piece)
    }
}

fn at_end(from: &mut BufReader<File>) -> io::Result<bool> {
    use io::BufRead;
    Ok(from.fill_buf()?.is_empty())
}

impl Read for ReceiptReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.read >= self.piece.len() && self.next_piece()?.is_empty() {
            return Ok(0);
        }
        let left = self.piece.get(self.read..).unwrap_or_default();
        let count = left.len().min(buffer.len());
        buffer
            .iter_mut()
            .zip(left)
            .for_each(|(to, from)| *to = *from);
        self.read += count;
        Ok(count)
    }
}

impl std::fmt::Debug for ReceiptReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReceiptReader")
    }
}

/// What a reading error says.
pub fn reading(error: &io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::InvalidData => TAMPERED,
        _ => FAILED,
    }
}
