//! What a receipt is: a PDF or a photo, told by its first bytes and never by its name.
//!
//! Decides which files can be one. Nothing is ever unpacked or drawn here, so a file made to
//! blow up when unpacked is so many bytes and no more.

use crate::types::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// The largest receipt, in bytes.
pub const MAX_RECEIPT_BYTES: u64 = 25_000_000;
/// The most the receipts of one claim may weigh together, in bytes.
pub const MAX_CLAIM_BYTES: u64 = 100_000_000;
/// The greatest number of receipts in a claim.
pub const MAX_RECEIPTS: u32 = 200;
/// How many of a file's first bytes tell what it is.
pub const HEAD: usize = 16;

/// What a receipt is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MediaType {
    /// ISO 32000.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// ISO/IEC 10918.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// ISO/IEC 15948.
    #[serde(rename = "image/png")]
    Png,
    /// ISO/IEC 23008-12, as iPhones take photos.
    #[serde(rename = "image/heic")]
    Heic,
}

impl MediaType {
    /// Tells a file by its first [`HEAD`] bytes; `None` when it is none of the four.
    pub fn of(head: &[u8]) -> Option<Self> {
        const HEIC_BRANDS: [&[u8]; 8] = [
            b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"mif1", b"msf1",
        ];
        if head.starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if head.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if head.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if head.get(4..8) == Some(b"ftyp")
            && head
                .get(8..12)
                .is_some_and(|brand| HEIC_BRANDS.contains(&brand))
        {
            Some(Self::Heic)
        } else {
            None
        }
    }

    /// RFC 6838.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Heic => "image/heic",
        }
    }

    /// How the file's name ends.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Heic => "heic",
        }
    }
}

/// What a receipt shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Shows {
    /// An expense.
    Expense {
        /// [`super::Expense::id`].
        expense: Uuid,
    },
    /// What was told to the police.
    Police,
    /// Anything else that bears the claim out.
    Other,
}

/// A file as it was just taken in, before it has its place in a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewReceipt {
    /// Its random id, which is also the name of its sealed file.
    pub id: Uuid,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// What it is.
    pub media_type: MediaType,
    /// Its size.
    pub bytes: u64,
}

/// A receipt in a claim. Its number is its place there, from 1.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its random id, which is also the name of its sealed file.
    pub id: Uuid,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// What it is.
    pub media_type: MediaType,
    /// Its size.
    pub bytes: u64,
    /// What it shows.
    pub shows: Shows,
    /// When it was taken in.
    pub added_at: Timestamp,
}

impl Receipt {
    /// Its file in a bundle, from its number: `receipts/07.pdf`. What the file was called before
    /// is not kept: a name can say more than a person means to send.
    pub fn file(&self, number: usize) -> String {
        format!("receipts/{number:02}.{}", self.media_type.ending())
    }
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Receipt([REDACTED])")
    }
}

/// A digest as it is written: 64 hexadecimal digits.
pub(super) fn hexadecimal(digest: &[u8; 32]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
