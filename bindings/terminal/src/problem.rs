//! How an error is told: to a person in three lines, to a program as RFC 9457.

use crate::screen::{Screen, Tone};
use roadside_core::error::{Error, Refusal, StorageFault, Subject, TermsRefusal};
use serde_json::{Value, json};

/// Why a command ends without being done.
#[derive(Debug)]
pub enum Stop {
    /// An error still to be told.
    Because(Error),
    /// Everything has been said; only the exit code is left.
    Told(u8),
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Self::Because(error)
    }
}

/// Tells the error and gives the exit code.
pub fn tell(screen: &Screen, error: &Error) -> u8 {
    if screen.json {
        screen.document(&document(screen, error));
    } else {
        let mut lines = format!(
            "{}\n{}",
            error.title(screen.language),
            error.detail(screen.language)
        );
        lines.push_str(&format!("\n{}", error.remedy(screen.language)));
        if let Some(command) = command(error) {
            lines.push_str(&format!("\n  {command}"));
        }
        let style = match error {
            Error::Unreachable { .. } => Tone::Open,
            _ => Tone::Bad,
        };
        let mark = if style == Tone::Open { "…" } else { "✗" };
        screen.remark(&format!("{mark} {}", lines.replace('\n', "\n  ")));
    }
    error.exit_code()
}

/// Tells the error on standard error, where standard output already holds its document.
pub fn tell_beside(screen: &Screen, error: &Error) -> u8 {
    tell(
        &Screen {
            json: false,
            ..*screen
        },
        error,
    )
}

/// What a list could not show is said beside it, and the exit code tells.
pub fn list_trouble(screen: &Screen, trouble: Option<Error>) -> Result<(), Stop> {
    match trouble {
        Some(error) => Err(Stop::Told(tell_beside(screen, &error))),
        None => Ok(()),
    }
}

/// The problem document of RFC 9457, with `remedy`.
pub fn document(screen: &Screen, error: &Error) -> Value {
    let mut document = json!({
        "type": format!("urn:roadside:problem:{}", error.name().replace('_', "-")),
        "title": error.title(screen.language),
        "detail": error.detail(screen.language),
        "status": status(error),
        "remedy": error.remedy(screen.language),
    });
    if let (
        Error::Unreachable {
            next_attempt_at: Some(at),
            ..
        },
        Some(fields),
    ) = (error, document.as_object_mut())
    {
        fields.insert("next_attempt_at".to_owned(), json!(at.to_rfc3339()));
    }
    if let (Error::ConsentNeeded { purpose }, Some(fields)) = (error, document.as_object_mut()) {
        fields.insert("consent".to_owned(), json!(purpose.word()));
    }
    if let (Error::BadInput { faults }, Some(fields)) = (error, document.as_object_mut()) {
        let faults: Vec<Value> = faults
            .iter()
            .map(|fault| json!({"at": fault.at, "problem": fault.problem.text(screen.language)}))
            .collect();
        fields.insert("faults".to_owned(), Value::from(faults));
    }
    document
}

/// The HTTP status that says the same, as RFC 9457 asks for.
const fn status(error: &Error) -> u16 {
    match error {
        Error::BadInput { .. } => 400,
        Error::ConsentNeeded { .. } => 403,
        Error::NotFound { .. } => 404,
        Error::NotNow { .. } => 409,
        Error::TermsRefused { .. } => 422,
        Error::Locked => 423,
        Error::Unreachable { .. } => 503,
        Error::Storage { .. } => 500,
    }
}

/// What to type next.
fn command(error: &Error) -> Option<&'static str> {
    match error {
        Error::NotFound {
            what: Subject::Card,
        } => Some("roadside card list"),
        Error::NotFound {
            what: Subject::ActiveCard,
        } => Some("roadside card add --file FILE"),
        Error::NotFound {
            what: Subject::Case,
        }
        | Error::NotNow {
            why: Refusal::CaseEnded | Refusal::Outdated,
        } => Some("roadside case list"),
        Error::NotFound {
            what: Subject::Claim,
        } => Some("roadside claim list"),
        Error::NotFound {
            what: Subject::Expense | Subject::Receipt,
        } => Some("roadside claim show CLAIM"),
        Error::NotNow {
            why: Refusal::ClaimUnsigned,
        } => Some("roadside claim sign CLAIM --strokes FILE"),
        Error::NotFound {
            what: Subject::Clause | Subject::Terms,
        } => Some("roadside terms list"),
        Error::NotFound {
            what: Subject::Intake,
        } => Some("roadside outbox flush --intake URL"),
        Error::NotFound {
            what: Subject::Request,
        } => Some("roadside rights list"),
        Error::Unreachable { .. } => Some("roadside outbox flush"),
        Error::Storage {
            fault: StorageFault::Tampered { .. },
        } => Some("roadside card list"),
        Error::TermsRefused {
            why: TermsRefusal::UntrustedKey { .. },
        } => Some("roadside terms trust KEY.pub"),
        Error::TermsRefused {
            why: TermsRefusal::Faulty,
        } => Some("roadside terms check FILE"),
        Error::TermsRefused { .. } => Some("roadside terms list"),
        Error::ConsentNeeded { .. } => Some("roadside consent list"),
        Error::Locked => Some("roadside --home DIR …"),
        _ => None,
    }
}
