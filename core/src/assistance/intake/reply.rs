//! Which reply counts as the centre's word.
//!
//! A captive portal answers everything with 200, a proxy cuts bodies off, a centre in trouble
//! says so: only a complete 2xx JSON document that names this case, its code and this revision
//! or a newer one is a receipt.

use crate::assistance::Case;
use crate::error::Trouble;
use crate::types::{Problem, Timestamp, clean_line};
use chrono::{DateTime, NaiveDateTime};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;
use uuid::Uuid;

/// More than this is no receipt; the net stops reading there.
pub const MAX_REPLY_BYTES: usize = 1024 * 1024;
/// The longest `Retry-After` that is honoured: a case must not sleep for weeks because a clock
/// is wrong somewhere.
pub const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// What came back, as it came. `Debug` shows the status alone.
#[derive(Clone, PartialEq, Eq)]
pub struct IntakeReply {
    /// The HTTP status.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `Retry-After` header.
    pub retry_after: Option<String>,
    /// Whether the answer came from the very address that was asked.
    pub same_host: bool,
    /// Whether the body arrived whole and within [`MAX_REPLY_BYTES`].
    pub complete: bool,
    /// The body, as far as it arrived.
    pub body: Vec<u8>,
}

impl fmt::Debug for IntakeReply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntakeReply")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// What the centre does with a case, in its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CentreState {
    /// Taken in.
    Received,
    /// Help is named or on its way.
    InProgress,
    /// Done.
    Closed,
    /// Called off by the motorist.
    Cancelled,
}

/// The centre's word on a case: the answer to `PUT` and to `GET`. Keys that are not listed here
/// are allowed and ignored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The case.
    pub id: Uuid,
    /// The code people say.
    pub code: String,
    /// The newest revision the centre holds.
    pub revision: u32,
    /// When the centre took that revision in.
    pub received_at: Timestamp,
    /// The centre's own reference.
    #[serde(default)]
    pub reference: Option<String>,
    /// What the centre does with it.
    pub status: CentreState,
    /// When help is expected.
    #[serde(default)]
    pub eta: Option<Timestamp>,
    /// Who comes.
    #[serde(default)]
    pub helper: Option<String>,
}

impl fmt::Debug for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receipt")
            .field("id", &self.id)
            .field("revision", &self.revision)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Why an attempt does not count, and what the centre asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Undelivered {
    /// The reason.
    pub trouble: Trouble,
    /// How long the centre asked to wait (`Retry-After`), at most [`MAX_RETRY_AFTER`].
    pub retry_after: Option<Duration>,
    /// The centre holds a newer revision than the one sent: ask for the status instead of
    /// sending this one again.
    pub newer_revision: Option<u32>,
}

impl Undelivered {
    /// A failure about which the centre said nothing more.
    pub const fn of(trouble: Trouble) -> Self {
        Self {
            trouble,
            retry_after: None,
            newer_revision: None,
        }
    }
}

/// Judges the answer to a `PUT` of `case` as it stands.
///
/// # Errors
/// [`Trouble::NotAReceipt`] for anything that is not the receipt described above, a redirect
/// included; [`Trouble::Busy`] for 408, 425, 429 and 5xx; [`Trouble::Refused`] for every other
/// 4xx, with the newer revision when a 409 names one.
pub fn judge(case: &Case, reply: &IntakeReply, now: Timestamp) -> Result<Receipt, Undelivered> {
    let receipt = judge_status(case, reply, now)?;
    if receipt.revision < case.revision {
        return Err(Undelivered::of(Trouble::NotAReceipt));
    }
    Ok(receipt)
}

/// Judges the answer to a `GET` of `case`: as [`judge`], but the centre may hold an older
/// revision than the phone.
///
/// # Errors
/// As [`judge`].
pub fn judge_status(
    case: &Case,
    reply: &IntakeReply,
    now: Timestamp,
) -> Result<Receipt, Undelivered> {
    let receipt = judge_document(reply, case.revision, now, |receipt: &Receipt| {
        receipt.id == case.id && receipt.code == case.code && receipt.revision > 0
    })?;
    Ok(Receipt {
        reference: receipt.reference.as_deref().and_then(shown),
        helper: receipt.helper.as_deref().and_then(shown),
        ..receipt
    })
}

/// Judges any answer of an intake: from the very address, 2xx, a whole JSON document of the form
/// asked for that `is_ours`. `revision` is the phone's newest, to know a conflict with a newer one.
///
/// # Errors
/// As [`judge`].
pub(crate) fn judge_document<T: DeserializeOwned>(
    reply: &IntakeReply,
    revision: u32,
    now: Timestamp,
    is_ours: impl Fn(&T) -> bool,
) -> Result<T, Undelivered> {
    if !reply.same_host {
        return Err(Undelivered::of(Trouble::NotAReceipt));
    }
    if !(200..300).contains(&reply.status) {
        return Err(failure(revision, reply, now));
    }
    read(reply, "application/json")
        .and_then(|body| serde_json::from_slice::<T>(body).ok())
        .filter(is_ours)
        .ok_or(Undelivered::of(Trouble::NotAReceipt))
}

fn failure(revision: u32, reply: &IntakeReply, now: Timestamp) -> Undelivered {
    let retry_after = reply
        .retry_after
        .as_deref()
        .and_then(|text| parse_retry_after(text, now));
    match reply.status {
        // 511 is what a captive portal is meant to answer (RFC 6585).
        511 => Undelivered::of(Trouble::NotAReceipt),
        408 | 425 | 429 | 500..=599 => Undelivered {
            trouble: Trouble::Busy,
            retry_after,
            newer_revision: None,
        },
        400..=499 => Undelivered {
            trouble: Trouble::Refused,
            retry_after,
            newer_revision: newer_revision(revision, reply),
        },
        _ => Undelivered::of(Trouble::NotAReceipt),
    }
}

fn newer_revision(revision: u32, reply: &IntakeReply) -> Option<u32> {
    #[derive(Deserialize)]
    struct Conflict {
        current_revision: u32,
    }
    if reply.status != 409 {
        return None;
    }
    let body = read(reply, "application/problem+json")?;
    let conflict: Conflict = serde_json::from_slice(body).ok()?;
    (conflict.current_revision > revision).then_some(conflict.current_revision)
}

/// The body, when it arrived whole and is of the media type expected.
fn read<'a>(reply: &'a IntakeReply, media_type: &str) -> Option<&'a [u8]> {
    let given = reply
        .content_type
        .as_deref()?
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let readable = given.eq_ignore_ascii_case(media_type)
        && reply.complete
        && reply.body.len() <= MAX_REPLY_BYTES;
    readable.then_some(reply.body.as_slice())
}

/// `Retry-After` as seconds or as an HTTP date (RFC 9110, section 10.2.3), at most
/// [`MAX_RETRY_AFTER`]; a date gone by is no wait. `None` for anything else.
fn parse_retry_after(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if text.len() > 64 {
        return None;
    }
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let seconds = text.parse().unwrap_or(u64::MAX);
        return Some(Duration::from_secs(seconds).min(MAX_RETRY_AFTER));
    }
    let at = http_date(text)?;
    Some((at - now).to_std().unwrap_or_default().min(MAX_RETRY_AFTER))
}

/// The three forms of RFC 9110, section 5.6.7.
fn http_date(text: &str) -> Option<Timestamp> {
    if let Ok(at) = DateTime::parse_from_rfc2822(text) {
        return Some(at.to_utc());
    }
    ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|at| at.and_utc())
}

/// A line from outside, made fit to be shown: what could hide or reorder other text is dropped,
/// the rest cut at 120 characters. A receipt is not thrown away over an odd name in it.
pub(crate) fn shown(text: &str) -> Option<String> {
    let mut buffer = [0; 4];
    let line: String = text
        .chars()
        .take(1000)
        .filter(|c| clean_line(c.encode_utf8(&mut buffer), 1) != Err(Problem::HiddenCharacters))
        .take(120)
        .collect();
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}
