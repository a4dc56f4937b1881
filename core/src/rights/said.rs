//! What a shell shows of rights and requests.

use serde::Serialize;

/// What somebody who wants to use a right needs to know beforehand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
#[uniffi(name = "RightsGuide")]
pub struct SaidGuide {
    /// The right: `access`, `correct`, `erase`, `object`, `withdraw`, `complain`.
    pub right: String,
    /// What the right is called.
    pub title: String,
    /// What it is good for.
    pub about: String,
    /// `myself`, or who the asker is to the person.
    pub for_whom: String,
    /// Who is written to.
    pub to: SaidAddressee,
    /// What to enclose; empty when nothing is needed.
    pub documents: Vec<String>,
    /// By when an answer is due, as sentences.
    pub answer: Vec<String>,
    /// That it is free.
    pub cost: String,
    /// How it is sent and answered.
    pub how: String,
    /// What else to know.
    pub notes: Vec<String>,
}

/// Who is written to.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidAddressee {
    /// `sos`, `insurer` or `authority`.
    pub kind: String,
    /// Name and address as on an envelope, line by line.
    pub lines: Vec<String>,
    /// E.164, where it is known.
    pub phone: Option<String>,
    /// Web address, where it is known.
    pub web: Option<String>,
}

/// A day by which an answer is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidDue {
    /// `promise_health`, `promise_personal`, `law` or `authority_word`.
    pub reason: String,
    /// The day, `YYYY-MM-DD`.
    pub on: String,
    /// Whether that day is over in Denmark and no answer was noted.
    pub passed: bool,
    /// The day and its reason in one sentence.
    pub text: String,
}

/// A request on this device and where it stands.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidRequest {
    /// Its id.
    pub id: String,
    /// The right.
    pub right: String,
    /// What the right is called.
    pub title: String,
    /// `myself`, or who the asker is to the person.
    pub for_whom: String,
    /// The person the data is about, when it is another than the asker.
    pub person: Option<String>,
    /// `personal`, `health` or `both`.
    pub data: String,
    /// Who is written to.
    pub to: SaidAddressee,
    /// The day it was written, `YYYY-MM-DD`.
    pub made_on: String,
    /// The day it was sent.
    pub sent_on: Option<String>,
    /// The day the answer came.
    pub answered_on: Option<String>,
    /// `draft`, `waiting`, `late` (a promise has passed), `overdue` (the law's day has passed)
    /// or `answered`.
    pub state: String,
    /// The same in a sentence.
    pub state_text: String,
    /// The days an answer is due; empty until it is sent.
    pub due: Vec<SaidDue>,
    /// What to enclose.
    pub documents: Vec<String>,
    /// What to do next.
    pub next: String,
}

/// One letter in one language.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidLetter {
    /// BCP 47.
    pub language: String,
    /// The whole letter as plain text.
    pub text: String,
}

/// The letter as it is sent, Danish first, then English; and the same in the driver's own
/// language to read along, when that is neither.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidLetters {
    /// The request's id.
    pub id: String,
    /// Danish and English: what is sent.
    pub letters: Vec<SaidLetter>,
    /// The driver's own language: what is signed, to be understood and kept.
    pub to_read: Option<SaidLetter>,
    /// Both letters as one self-contained page to print, each on a sheet of its own.
    pub html: String,
}

crate::types::redacted!(SaidAddressee, SaidRequest, SaidLetter, SaidLetters);
