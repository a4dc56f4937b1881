//! Errors of the intake as RFC 9457 documents. Nothing of what was sent is repeated in them.

use super::page;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use roadside_core::messages;
use roadside_core::types::Language;
use serde_json::json;

/// One problem document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    NotJson,
    NotACase,
    AnotherCase,
    NotAStatus,
    NotAClaim,
    NoSuchClaim,
    NoSuchReceipt,
    NotThatReceipt,
    TooLarge,
    NoToken,
    NoSuchCase,
    NoSuchThing,
    WrongMethod,
    Outdated {
        current_revision: u32,
    },
    OperatorOnly,
    Storage,
    /// A fault made on purpose.
    Rehearsal(u16),
}

impl Problem {
    const fn status(self) -> u16 {
        match self {
            Self::NotACase
            | Self::AnotherCase
            | Self::NotAStatus
            | Self::NotAClaim
            | Self::NotThatReceipt => 400,
            Self::NoToken => 401,
            Self::OperatorOnly => 403,
            Self::NoSuchCase | Self::NoSuchThing | Self::NoSuchClaim | Self::NoSuchReceipt => 404,
            Self::WrongMethod => 405,
            Self::Outdated { .. } => 409,
            Self::TooLarge => 413,
            Self::NotJson => 415,
            Self::Storage => 503,
            Self::Rehearsal(status) => status,
        }
    }

    /// The last part of the problem type, and of the keys of its words.
    const fn name(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::NotACase => "not_a_case",
            Self::AnotherCase => "another_case",
            Self::NotAStatus => "not_a_status",
            Self::NotAClaim => "not_a_claim",
            Self::NoSuchClaim => "no_such_claim",
            Self::NoSuchReceipt => "no_such_receipt",
            Self::NotThatReceipt => "not_that_receipt",
            Self::TooLarge => "too_large",
            Self::NoToken => "no_token",
            Self::NoSuchCase => "no_such_case",
            Self::NoSuchThing => "no_such_thing",
            Self::WrongMethod => "wrong_method",
            Self::Outdated { .. } => "outdated",
            Self::OperatorOnly => "operator_only",
            Self::Storage => "storage",
            Self::Rehearsal(_) => "rehearsal",
        }
    }

    /// The document, its words in `language`.
    pub(super) fn response(self, language: Language) -> Response {
        let name = self.name();
        let say = |part: &str| {
            messages::text(
                language,
                &format!("alarm_centre.problem.{name}.{part}"),
                &[],
            )
        };
        let mut document = json!({
            "type": format!("urn:roadside:intake:{name}"),
            "title": say("title"),
            "status": self.status(),
            "detail": say("detail"),
        });
        if let Self::Outdated { current_revision } = self
            && let Some(members) = document.as_object_mut()
        {
            members.insert("current_revision".to_owned(), current_revision.into());
        }
        let mut response = Response::new(Body::from(document.to_string()));
        *response.status_mut() =
            StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
        set(header::CONTENT_TYPE, "application/problem+json");
        set(header::CONTENT_LANGUAGE, language.tag());
        match self.status() {
            401 => {
                set(header::WWW_AUTHENTICATE, "Bearer");
            }
            429 | 503 => {
                set(header::RETRY_AFTER, "1");
            }
            _ => {}
        }
        response
    }
}

/// The answer to a request; when there is a problem instead, that, in the language of whoever asks.
pub(super) async fn or_problem(
    headers: &HeaderMap,
    answer: impl Future<Output = Result<Response, Problem>>,
) -> Response {
    answer
        .await
        .unwrap_or_else(|problem| problem.response(page::language(headers, None)))
}
