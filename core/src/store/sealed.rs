//! Sealed rows: one authenticated ciphertext per record.
//!
//! XChaCha20-Poly1305 under the database's key with a random 192-bit nonce; the associated data
//! binds the ciphertext to the format, its table and its row, so that a row moved elsewhere does
//! not open. A sealed value is `format (1) | nonce (24) | ciphertext | tag (16)`; the plaintext
//! is `length (4, little endian) | JSON | zeros` up to a multiple of 256 bytes, so that sizes
//! tell little.

use crate::error::{Error, StorageFault, Table};
use crate::types::Secret;
use chacha20poly1305::aead::{AeadInOut, Generate, KeyInit};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use rusqlite::ToSql;
use rusqlite::types::ToSqlOutput;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::io::Write;
use std::marker::PhantomData;
use uuid::Uuid;
use zeroize::Zeroizing;

const FORMAT: u8 = 1;
const NONCE: usize = 24;
const TAG: usize = 16;
const LENGTH: usize = 4;
const BLOCK: usize = 256;

/// A kind of record that says something about a person, and the table it is kept in.
pub(super) trait Record: Serialize + DeserializeOwned {
    /// The table, bound into the seal; never renamed.
    const TABLE: &'static str;
}

/// The only form in which a record can be bound to an SQL statement.
pub(super) struct Sealed<T: Record> {
    bytes: Vec<u8>,
    record: PhantomData<T>,
}

impl<T: Record> Sealed<T> {
    /// What a row holds, not yet looked at.
    pub(super) fn from_row(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            record: PhantomData,
        }
    }
}

impl<T: Record> ToSql for Sealed<T> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.bytes.as_slice()))
    }
}

/// Seals and opens records. The cipher wipes its key when dropped.
#[derive(Clone)]
pub(super) struct Sealer {
    cipher: XChaCha20Poly1305,
}

impl Sealer {
    pub(super) fn new(key: &Secret<[u8; 32]>) -> Self {
        Self {
            cipher: XChaCha20Poly1305::new(key.expose().into()),
        }
    }

    /// Seals a record for its row.
    pub(super) fn seal<T: Record>(&self, id: Uuid, record: &T) -> Result<Sealed<T>, Error> {
        let mut buffer = plaintext(record).ok_or(FAILED)?;
        let nonce = XNonce::try_generate().map_err(|_| FAILED)?;
        self.cipher
            .encrypt_in_place(&nonce, &bound_to(T::TABLE, id), &mut *buffer)
            .map_err(|_| FAILED)?;
        let mut bytes = Vec::with_capacity(1 + NONCE + buffer.len());
        bytes.push(FORMAT);
        bytes.extend_from_slice(&nonce);
        bytes.extend_from_slice(&buffer);
        Ok(Sealed {
            bytes,
            record: PhantomData,
        })
    }

    /// Opens what a row holds.
    ///
    /// # Errors
    /// [`StorageFault::Tampered`] when it was not sealed under this key for this very row.
    pub(super) fn open<T: Record>(&self, id: Uuid, sealed: Sealed<T>) -> Result<T, Error> {
        self.try_open(T::TABLE, id, &sealed.bytes)
            .ok_or(Error::Storage {
                fault: StorageFault::Tampered {
                    table: Table(T::TABLE),
                },
            })
    }

    /// Seals a piece of a file where it lies; its tag is put behind it. A nonce serves once.
    pub(super) fn seal_piece(
        &self,
        nonce: [u8; NONCE],
        bound_to: &[u8],
        piece: &mut Vec<u8>,
    ) -> Result<(), Error> {
        self.cipher
            .encrypt_in_place(&XNonce::from(nonce), bound_to, piece)
            .map_err(|_| FAILED)
    }

    /// Opens a piece of a file where it lies; its tag is taken off. After an error nothing of it
    /// is left.
    pub(super) fn open_piece(
        &self,
        nonce: [u8; NONCE],
        bound_to: &[u8],
        piece: &mut Vec<u8>,
    ) -> Result<(), Error> {
        self.cipher
            .decrypt_in_place(&XNonce::from(nonce), bound_to, piece)
            .map_err(|_| {
                piece.clear();
                FAILED
            })
    }

    /// Bytes nobody can foresee.
    pub(super) fn random<const N: usize>() -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        for part in bytes.chunks_mut(NONCE) {
            let random = XNonce::try_generate().map_err(|_| FAILED)?;
            part.iter_mut()
                .zip(random)
                .for_each(|(to, from)| *to = from);
        }
        Ok(bytes)
    }

    /// Opens what a row of `table` holds as plain JSON, whatever kind of record it is; `None` when
    /// it was not sealed under this key for this very row.
    pub(super) fn open_value(
        &self,
        table: &str,
        id: Uuid,
        bytes: &[u8],
    ) -> Option<serde_json::Value> {
        self.try_open(table, id, bytes)
    }

    fn try_open<T: DeserializeOwned>(&self, table: &str, id: Uuid, bytes: &[u8]) -> Option<T> {
        let (&format, rest) = bytes.split_first()?;
        let (nonce, sealed) = rest.split_at_checked(NONCE)?;
        if format != FORMAT {
            return None;
        }
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let mut buffer = Zeroizing::new(sealed.to_vec());
        self.cipher
            .decrypt_in_place(&XNonce::from(nonce), &bound_to(table, id), &mut *buffer)
            .ok()?;
        let (length, rest) = buffer.split_at_checked(LENGTH)?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        let json = rest.get(..usize::try_from(length).ok()?)?;
        serde_json::from_slice(json).ok()
    }
}

const FAILED: Error = Error::Storage {
    fault: StorageFault::Failed,
};

/// The padded plaintext, in a buffer that never had to grow: a buffer that moves leaves a copy
/// behind that nobody wipes. Room for the tag is left at its end.
fn plaintext<T: Record>(record: &T) -> Option<Zeroizing<Vec<u8>>> {
    let mut size = Counter(0);
    serde_json::to_writer(&mut size, record).ok()?;
    let padded = (LENGTH + size.0).next_multiple_of(BLOCK);
    let mut buffer = Zeroizing::new(Vec::with_capacity(padded + TAG));
    buffer.extend_from_slice(&u32::try_from(size.0).ok()?.to_le_bytes());
    serde_json::to_writer(&mut *buffer, record).ok()?;
    buffer.resize(padded, 0);
    Some(buffer)
}

struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn bound_to(table: &str, id: Uuid) -> Vec<u8> {
    [
        b"roadside row ",
        [FORMAT].as_slice(),
        table.as_bytes(),
        &[0],
        id.as_bytes(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Note(String);

    impl Record for Note {
        const TABLE: &'static str = "notes";
    }

    #[derive(Debug, serde::Serialize, serde::Deserialize)]
    struct Other(String);

    impl Record for Other {
        const TABLE: &'static str = "others";
    }

    fn sealer(key: u8) -> Sealer {
        Sealer::new(&Secret::new([key; 32]))
    }

    const ROW: Uuid = Uuid::from_u128(7);

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let sealer = sealer(1);
        let sealed = sealer
            .seal(ROW, &Note("AB 12 345".into()))
            .expect("sealed")
            .bytes;
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut bytes = sealed.clone();
                bytes[at] ^= 1 << bit;
                assert!(
                    sealer.open::<Note>(ROW, Sealed::from_row(bytes)).is_err(),
                    "{at}.{bit}"
                );
            }
            assert!(
                sealer
                    .open::<Note>(ROW, Sealed::from_row(sealed[..at].to_vec()))
                    .is_err()
            );
        }
        let longer = [sealed.as_slice(), &[0]].concat();
        assert!(sealer.open::<Note>(ROW, Sealed::from_row(longer)).is_err());
        assert!(sealer.open::<Note>(ROW, Sealed::from_row(sealed)).is_ok());
    }

    #[test]
    fn a_seal_holds_for_its_row_its_table_and_its_key() {
        let bytes = sealer(1)
            .seal(ROW, &Note("x".into()))
            .expect("sealed")
            .bytes;
        let tampered = Some(Error::Storage {
            fault: StorageFault::Tampered {
                table: Table("notes"),
            },
        });
        let elsewhere = Uuid::from_u128(8);
        assert_eq!(
            sealer(1)
                .open::<Note>(elsewhere, Sealed::from_row(bytes.clone()))
                .err(),
            tampered
        );
        assert_eq!(
            sealer(2)
                .open::<Note>(ROW, Sealed::from_row(bytes.clone()))
                .err(),
            tampered
        );
        assert!(
            sealer(1)
                .open::<Other>(ROW, Sealed::from_row(bytes))
                .is_err()
        );
    }

    #[test]
    fn sizes_tell_little_and_nonces_never_repeat() {
        let sealer = sealer(1);
        let size = |text: &str| {
            sealer
                .seal(ROW, &Note(text.into()))
                .expect("sealed")
                .bytes
                .len()
        };
        assert_eq!(size(""), size(&"x".repeat(200)));
        assert_eq!(size(&"x".repeat(300)) - size(""), BLOCK);
        let one = sealer
            .seal(ROW, &Note("same".into()))
            .expect("sealed")
            .bytes;
        let two = sealer
            .seal(ROW, &Note("same".into()))
            .expect("sealed")
            .bytes;
        assert_ne!(one[1..=NONCE], two[1..=NONCE]);
    }

    proptest! {
        #[test]
        fn what_is_sealed_opens_again_and_shows_nothing(text in ".{0,600}") {
            let sealer = sealer(3);
            let sealed = sealer.seal(ROW, &Note(text.clone())).expect("sealed");
            if text.len() >= 8 {
                prop_assert!(!sealed.bytes.windows(text.len()).any(|w| w == text.as_bytes()));
            }
            prop_assert_eq!(sealer.open(ROW, sealed).expect("open"), Note(text));
        }

        #[test]
        fn garbage_never_opens(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            prop_assert!(sealer(3).open::<Note>(ROW, Sealed::from_row(bytes)).is_err());
        }
    }
}
