//! The one public error. Few variants, each telling the caller what to do next.
//!
//! Nothing personal is ever in a field: both platforms print them, and logs keep them.
//! Which error a step gives is decided by the floors above; here is only what it says.

use crate::messages;
use crate::types::{Expected, Fault, Language, Problem, Purpose, Timestamp};
use std::fmt;

/// Everything that can go wrong at the front door.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Error)]
#[uniffi(name = "RoadsideError")]
pub enum Error {
    /// Something handed in breaks a rule. Correct what is named, all of it, and try again;
    /// nothing was written.
    BadInput {
        /// Every fault found, in the order of the input.
        faults: Vec<Fault>,
    },
    /// What was asked for is not here. Choose another or add it first.
    NotFound {
        /// What was looked for.
        what: Subject,
    },
    /// The alarm centre has not confirmed. The case is safe on this device and will be sent
    /// again; meanwhile use the SMS and the phone.
    Unreachable {
        /// Why the last attempt does not count.
        trouble: Trouble,
        /// When the next attempt may be made.
        next_attempt_at: Option<Timestamp>,
    },
    /// The key does not open this database. Hand in the right key; nothing was changed.
    Locked,
    /// The step is not possible from the state the case is in. Look at the case again.
    NotNow {
        /// What the case would not do.
        why: Refusal,
    },
    /// Data for this purpose goes out only with a consent, and none is valid. Nothing was built,
    /// kept or sent; give the consent or leave the data out.
    ConsentNeeded {
        /// What the consent must be for.
        purpose: Purpose,
    },
    /// An edition of terms is not taken. What was in force stays in force.
    TermsRefused {
        /// Why not.
        why: TermsRefusal,
    },
    /// The storage failed. What to do depends on how.
    Storage {
        /// How it failed.
        fault: StorageFault,
    },
}

/// What can be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Subject {
    /// A card of that id.
    Card,
    /// A card at all: none has been added, or none is active.
    ActiveCard,
    /// A case of that id or code.
    Case,
    /// Terms for that product.
    Terms,
    /// A clause of that number.
    Clause,
    /// An address of the alarm centre's intake.
    Intake,
    /// A request under somebody's rights of that id.
    Request,
    /// A claim of that id or code.
    Claim,
    /// An expense of that number.
    Expense,
    /// A receipt of that number.
    Receipt,
}

/// Why a delivery does not count as received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Trouble {
    /// No connection, or it broke.
    NoConnection,
    /// No answer within the time allowed.
    TooSlow,
    /// An answer that is not the alarm centre's receipt: a portal's page, a cut-off body, a
    /// redirect, another case's receipt.
    NotAReceipt,
    /// The alarm centre is overloaded or failing and asked for patience.
    Busy,
    /// The alarm centre refuses the case as it stands; the phone is the way.
    Refused,
}

/// What a case would not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Refusal {
    /// A closed or cancelled case takes no changes.
    CaseEnded,
    /// A newer revision is already known.
    Outdated,
    /// A claim without a signature is not valid.
    ClaimUnsigned,
}

/// Why an edition of terms is not taken, in the order in which it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum TermsRefusal {
    /// No signature lies beside the terms.
    NotSigned,
    /// The signature is cut off, or is none.
    SignatureUnreadable,
    /// Signed with a key that is not trusted here.
    UntrustedKey {
        /// The id the signature names, as minisign shows it in hexadecimal; it proves nothing.
        key: u64,
    },
    /// The signature does not belong to these terms: one of the two was changed, or it was made
    /// for another file.
    SignatureWrong,
    /// Written for a newer version of this program.
    NewerFormat,
    /// For a product this program does not know.
    UnknownProduct,
    /// The terms have faults.
    Faulty,
    /// An edition at least as new is here already.
    NotNewer {
        /// The newest sequence number of the product that is here.
        have: u64,
    },
    /// Its last day has passed.
    Expired,
}

impl TermsRefusal {
    /// A stable name, and the key of its sentences.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NotSigned => "terms_not_signed",
            Self::SignatureUnreadable => "terms_signature_unreadable",
            Self::UntrustedKey { .. } => "terms_untrusted_key",
            Self::SignatureWrong => "terms_signature_wrong",
            Self::NewerFormat => "terms_newer_format",
            Self::UnknownProduct => "terms_unknown_product",
            Self::Faulty => "terms_faulty",
            Self::NotNewer { .. } => "terms_not_newer",
            Self::Expired => "terms_expired",
        }
    }
}

/// A kind of record, by the name of its table: a word of our own, never anything personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table(pub &'static str);

impl Table {
    /// The table of that name, `?` when there is none.
    pub fn named(name: &str) -> Self {
        const NAMES: [&str; 7] = [
            "cards",
            "cases",
            "claims",
            "consents",
            "dispatches",
            "rehearsals",
            "requests",
        ];
        Self(NAMES.into_iter().find(|one| *one == name).unwrap_or("?"))
    }
}

/// How the storage failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum StorageFault {
    /// The database file was damaged. It was set aside under another name, whole, and a new one
    /// begun; ask for help before deleting the old one.
    SetAside,
    /// A record was changed or moved from outside. It was not read; the others are untouched.
    Tampered {
        /// The kind of record.
        table: Table,
    },
    /// The database was written by a newer version. Update the app; nothing was changed.
    TooNew,
    /// The device is full or read-only.
    Unwritable,
    /// The database is paused or closed.
    Closed,
    /// Anything else the storage says; trying again is right.
    Failed,
    /// The key could not be had from the platform's key store.
    NoKey,
}

impl Error {
    /// One fault at one place.
    pub fn bad_input(at: impl Into<String>, problem: Problem) -> Self {
        Self::BadInput {
            faults: vec![Fault::new(at, problem)],
        }
    }

    /// The exit code of the terminal shell: 2 bad input, 3 not found, 4 unreachable, 5 storage or key.
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::BadInput { .. }
            | Self::NotNow { .. }
            | Self::ConsentNeeded { .. }
            | Self::TermsRefused { .. } => 2,
            Self::NotFound { .. } => 3,
            Self::Unreachable { .. } => 4,
            Self::Locked | Self::Storage { .. } => 5,
        }
    }

    /// A stable name: the last part of the problem type of RFC 9457 and the key of the sentences.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::BadInput { .. } => "bad_input",
            Self::NotFound { what } => match what {
                Subject::Card => "no_card",
                Subject::ActiveCard => "no_active_card",
                Subject::Case => "no_case",
                Subject::Terms => "no_terms",
                Subject::Clause => "no_clause",
                Subject::Intake => "no_intake",
                Subject::Request => "no_request",
                Subject::Claim => "no_claim",
                Subject::Expense => "no_expense",
                Subject::Receipt => "no_receipt",
            },
            Self::Unreachable { trouble, .. } => match trouble {
                Trouble::NoConnection => "no_connection",
                Trouble::TooSlow => "too_slow",
                Trouble::NotAReceipt => "not_a_receipt",
                Trouble::Busy => "busy",
                Trouble::Refused => "refused",
            },
            Self::Locked => "locked",
            Self::NotNow { why } => match why {
                Refusal::CaseEnded => "case_ended",
                Refusal::Outdated => "outdated",
                Refusal::ClaimUnsigned => "claim_unsigned",
            },
            Self::ConsentNeeded { .. } => "consent_needed",
            Self::TermsRefused { why } => why.name(),
            Self::Storage { fault } => match fault {
                StorageFault::SetAside => "set_aside",
                StorageFault::Tampered { .. } => "tampered",
                StorageFault::TooNew => "too_new",
                StorageFault::Unwritable => "unwritable",
                StorageFault::Closed => "closed",
                StorageFault::Failed => "storage_failed",
                StorageFault::NoKey => "no_key",
            },
        }
    }

    /// What is wrong, in one short sentence.
    pub fn title(&self, language: Language) -> String {
        let group = match self {
            Self::BadInput { .. } => "bad_input",
            Self::NotFound { .. } => "not_found",
            Self::Unreachable { .. } => "unreachable",
            Self::Locked => "locked",
            Self::NotNow { .. } => "not_now",
            Self::ConsentNeeded { .. } => "consent_needed",
            Self::TermsRefused { .. } => "terms_refused",
            Self::Storage { .. } => "storage",
        };
        messages::text(language, &format!("error.{group}.title"), &[])
    }

    /// What exactly: every fault on a line of its own, or the particular reason.
    pub fn detail(&self, language: Language) -> String {
        match self {
            Self::BadInput { faults } => {
                let lines: Vec<String> = faults.iter().map(|fault| fault.text(language)).collect();
                lines.join("\n")
            }
            Self::Storage {
                fault: StorageFault::Tampered { table },
            } => messages::text(language, "error.tampered.detail", &[("table", table.0)]),
            Self::ConsentNeeded { purpose } => {
                let key = format!("privacy.purpose.{}.name", purpose.word());
                let name = messages::text(language, &key, &[]);
                messages::text(
                    language,
                    "error.consent_needed.detail",
                    &[("purpose", &name)],
                )
            }
            Self::TermsRefused {
                why: TermsRefusal::NotNewer { have },
            } => messages::text(
                language,
                "error.terms_not_newer.detail",
                &[("have", &have.to_string())],
            ),
            Self::TermsRefused {
                why: TermsRefusal::UntrustedKey { key },
            } => messages::text(
                language,
                "error.terms_untrusted_key.detail",
                &[("key", &format!("{key:016X}"))],
            ),
            _ => messages::text(language, &format!("error.{}.detail", self.name()), &[]),
        }
    }

    /// What to do now.
    pub fn remedy(&self, language: Language) -> String {
        messages::text(language, &format!("error.{}.remedy", self.name()), &[])
    }
}

impl fmt::Display for Error {
    /// English, for logs; people get [`Error::title`], [`Error::detail`] and [`Error::remedy`]
    /// in their own language.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let english = Language::En;
        write!(f, "{} {}", self.title(english), self.remedy(english))
    }
}

impl std::error::Error for Error {}

impl Fault {
    /// One line a person can act on: the field, a colon, what is expected there.
    pub fn text(&self, language: Language) -> String {
        let problem = self.problem.text(language);
        messages::text(
            language,
            "fault.line",
            &[("at", &self.at), ("problem", &problem)],
        )
    }
}

impl Expected {
    fn key(self) -> &'static str {
        match self {
            Self::Bool => "fault.expected.bool",
            Self::Integer => "fault.expected.integer",
            Self::Number => "fault.expected.number",
            Self::Text => "fault.expected.text",
            Self::List => "fault.expected.list",
            Self::Table => "fault.expected.table",
        }
    }
}

impl Problem {
    /// What is expected instead, as part of a sentence after a colon.
    pub fn text(&self, language: Language) -> String {
        let say = |key: &str, args: &[(&str, &str)]| messages::text(language, key, args);
        match self {
            Self::WrongType(expected) => say(
                "fault.wrong_type",
                &[("expected", &messages::text(language, expected.key(), &[]))],
            ),
            Self::NotOneOf(allowed) => say("fault.not_one_of", &[("allowed", &allowed.join(", "))]),
            Self::OutOfRange { min, max } => {
                say("fault.out_of_range", &[("min", min), ("max", max)])
            }
            Self::TooLong { max } => say("fault.too_long", &[("max", &max.to_string())]),
            Self::TooLarge { max_bytes } => say(
                "fault.too_large",
                &[("max", &(max_bytes / 1024).to_string())],
            ),
            Self::Missing => say("fault.missing", &[]),
            Self::UnknownKey => say("fault.unknown_key", &[]),
            Self::Duplicate => say("fault.duplicate", &[]),
            Self::NotFinite => say("fault.not_finite", &[]),
            Self::Empty => say("fault.empty", &[]),
            Self::HiddenCharacters => say("fault.hidden_characters", &[]),
            Self::NotUnicode => say("fault.not_unicode", &[]),
            Self::NotJson => say("fault.not_json", &[]),
            Self::NotJsonOrToml => say("fault.not_json_or_toml", &[]),
            Self::VinLength => say("fault.vin_length", &[]),
            Self::VinCharacters => say("fault.vin_characters", &[]),
            Self::Registration => say("fault.registration", &[]),
            Self::Phone => say("fault.phone", &[]),
            Self::Date => say("fault.date", &[]),
            Self::Time => say("fault.time", &[]),
            Self::EndBeforeStart => say("fault.end_before_start", &[]),
            Self::Country => say("fault.country", &[]),
            Self::Language => say("fault.language", &[]),
            Self::Position => say("fault.position", &[]),
            Self::NameValue => say("fault.name_value", &[]),
            Self::IntakeAddress => say("fault.intake_address", &[]),
            Self::Unreadable => say("fault.unreadable", &[]),
            Self::CardPayload => say("fault.card_payload", &[]),
            Self::CaseCode => say("fault.case_code", &[]),
            Self::PositionSms => say("fault.position_sms", &[]),
            Self::PublicKey => say("fault.public_key", &[]),
            Self::SecretKey => say("fault.secret_key", &[]),
            Self::Exists => say("fault.exists", &[]),
            Self::Usage => say("fault.usage", &[]),
            Self::Iban => say("fault.iban", &[]),
            Self::Bic => say("fault.bic", &[]),
            Self::BicNeeded => say("fault.bic_needed", &[]),
            Self::DanishAccount => say("fault.danish_account", &[]),
            Self::Currency => say("fault.currency", &[]),
            Self::Amount => say("fault.amount", &[]),
            Self::InFuture => say("fault.in_future", &[]),
            Self::NotAFile => say("fault.not_a_file", &[]),
            Self::ReceiptKind => say("fault.receipt_kind", &[]),
            Self::ReceiptTooLarge { max_mb } => {
                say("fault.receipt_too_large", &[("max", &max_mb.to_string())])
            }
            Self::TooMany { max } => say("fault.too_many", &[("max", &max.to_string())]),
            Self::Strokes => say("fault.strokes", &[]),
        }
    }
}
