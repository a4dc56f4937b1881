//! What is wrong with an input: where, and which rule, never what was entered.
//!
//! Its words are found in `error`, one floor up.

/// One fault in something a person or a program handed in.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct Fault {
    /// The field, as its path in the file or the option on the command line (`vehicle.vin`,
    /// `--at`). Only names of our own vocabulary, or a harmless form of a name that is not in it
    /// (see [`Fault::unknown_key`]).
    pub at: String,
    /// The rule that is broken.
    pub problem: Problem,
}

impl Fault {
    /// A fault at a field of our own vocabulary.
    pub fn new(at: impl Into<String>, problem: Problem) -> Self {
        Self {
            at: at.into(),
            problem,
        }
    }

    /// A key that is not in the vocabulary. The name is repeated only when it looks like a
    /// field name (up to 40 lower-case letters, dots, dashes and underscores); anything else
    /// could be somebody's plate or phone number and is shown as `?`.
    pub fn unknown_key(under: &str, key: &str) -> Self {
        let harmless = key.len() <= 40
            && key
                .chars()
                .all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '.' | '-'));
        let shown = if harmless && !key.is_empty() {
            key
        } else {
            "?"
        };
        let at = if under.is_empty() {
            shown.to_owned()
        } else {
            format!("{under}.{shown}")
        };
        Self {
            at,
            problem: Problem::UnknownKey,
        }
    }
}

/// The type a value should have had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum Expected {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A list of texts.
    List,
    /// A table (an object) of named values.
    Table,
}

/// The rule an input breaks. Holds only what the rule itself says.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Enum)]
pub enum Problem {
    /// A required value is not there.
    Missing,
    /// A name that is not in the vocabulary.
    UnknownKey,
    /// The same name twice.
    Duplicate,
    /// A value of another type.
    WrongType(Expected),
    /// Not one of the values allowed here.
    NotOneOf(Vec<String>),
    /// A number outside its bounds, both inclusive.
    OutOfRange {
        /// The least allowed value, as written for people.
        min: String,
        /// The greatest allowed value, as written for people.
        max: String,
    },
    /// NaN or infinite.
    NotFinite,
    /// Empty, or nothing but spaces.
    Empty,
    /// Longer than the field can be.
    TooLong {
        /// The greatest number of characters.
        max: u32,
    },
    /// The whole input is larger than any honest one.
    TooLarge {
        /// The greatest number of bytes.
        max_bytes: u64,
    },
    /// Control or bidirectional-override characters, which can make a text show something else.
    HiddenCharacters,
    /// Not UTF-8.
    NotUnicode,
    /// Not a JSON document.
    NotJson,
    /// Neither JSON nor TOML.
    NotJsonOrToml,
    /// A VIN has 17 characters (ISO 3779).
    VinLength,
    /// A VIN holds digits and the letters A–Z without I, O and Q (ISO 3779).
    VinCharacters,
    /// A registration number holds letters, digits, spaces and dashes.
    Registration,
    /// Not a number in the international form of E.164.
    Phone,
    /// Not a date that exists, written as 2026-07-10.
    Date,
    /// Not an RFC 3339 time.
    Time,
    /// The end lies before the beginning.
    EndBeforeStart,
    /// Not an ISO 3166-1 alpha-2 code.
    Country,
    /// Not one of the eight languages.
    Language,
    /// Not LAT,LON with an optional ~METRES and @TIME.
    Position,
    /// Not `NAME=VALUE`.
    NameValue,
    /// Not an https address (http only to this machine).
    IntakeAddress,
    /// A file that cannot be read.
    Unreadable,
    /// A QR payload that is not a Roadside card, or was damaged on the way.
    CardPayload,
    /// Not a case code, or one symbol of it is wrong.
    CaseCode,
    /// Not a position SMS of ours, or damaged on the way.
    PositionSms,
    /// Not a public key of minisign.
    PublicKey,
    /// Not a secret key of minisign, or the password does not open it.
    SecretKey,
    /// There is something of that name already, and it is not to be lost.
    Exists,
    /// An option that does not exist, or one without its value.
    Usage,
    /// Not an IBAN (ISO 13616): the form or the check digits are wrong.
    Iban,
    /// Not a BIC (ISO 9362).
    Bic,
    /// An account outside Denmark is paid to by IBAN and BIC together.
    BicNeeded,
    /// Not a Danish registration number and account number.
    DanishAccount,
    /// Not a currency of ISO 4217 with minor units.
    Currency,
    /// Not an amount above nothing, with as many decimals as its currency has at most.
    Amount,
    /// A date that has not come yet.
    InFuture,
    /// Not a file, but a folder or a device.
    NotAFile,
    /// Not a PDF, JPEG, PNG or HEIC file.
    ReceiptKind,
    /// A receipt larger than any honest one, or a claim too heavy to be sent with it.
    ReceiptTooLarge {
        /// The greatest size in megabytes (10⁶ bytes), of one or of all together.
        max_mb: u32,
    },
    /// More of them than can be kept.
    TooMany {
        /// The greatest number.
        max: u32,
    },
    /// Not strokes of a pen: none, too many, or not drawn at all.
    Strokes,
}
