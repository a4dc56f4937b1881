//! The requests the intake understands (`docs/intake.openapi.yaml`).

use super::IntakeAddress;
use crate::assistance::{Case, CaseState, Report};
use crate::types::Secret;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// States a case; repeating it is harmless.
    Put,
    /// Asks what the centre holds of a case.
    Get,
}

/// One request, ready to be sent. `Debug` shows the method alone.
#[derive(Clone, PartialEq, Eq)]
pub struct IntakeRequest {
    /// What it does.
    pub method: Method,
    /// The whole address, `…/v1/cases/{id}`. Nothing in it says anything of a person.
    pub url: String,
    /// The bearer token of the card, if it has one.
    pub token: Option<Secret<String>>,
    /// The JSON body of a [`Method::Put`]; empty for a [`Method::Get`].
    pub body: Vec<u8>,
}

/// One file to be put at the intake: who brings it reads its bytes from elsewhere. `Debug` shows
/// its size alone.
#[derive(Clone, PartialEq, Eq)]
pub struct IntakeUpload {
    /// The whole address. Nothing in it says anything of a person.
    pub url: String,
    /// The bearer token of the card, if it has one.
    pub token: Option<Secret<String>>,
    /// RFC 6838.
    pub content_type: &'static str,
    /// How many bytes there are.
    pub bytes: u64,
}

impl fmt::Debug for IntakeUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntakeUpload")
            .field("bytes", &self.bytes)
            .finish_non_exhaustive()
    }
}

/// The body of `PUT /v1/cases/{id}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Submission {
    /// The case, the same as in the address.
    pub id: Uuid,
    /// The code people say.
    pub code: String,
    /// Counts up with every change, from 1. An older one never overwrites a newer one.
    pub revision: u32,
    /// Called off by the motorist.
    pub cancelled: bool,
    /// What is stated.
    pub report: Report,
}

impl Submission {
    /// What is stated of a case as it stands.
    pub fn of(case: &Case) -> Self {
        Self {
            id: case.id,
            code: case.code.clone(),
            revision: case.revision,
            cancelled: case.state == CaseState::Cancelled,
            report: case.report.clone(),
        }
    }
}

impl IntakeRequest {
    /// States the case at the intake: `PUT /v1/cases/{id}`.
    pub fn deliver(to: &IntakeAddress, token: Option<Secret<String>>, case: &Case) -> Self {
        Self {
            method: Method::Put,
            url: case_url(to, case.id),
            token,
            body: serde_json::to_vec(&Submission::of(case)).unwrap_or_default(),
        }
    }

    /// Asks what the centre holds: `GET /v1/cases/{id}`.
    pub fn status(at: &IntakeAddress, token: Option<Secret<String>>, id: Uuid) -> Self {
        Self {
            method: Method::Get,
            url: case_url(at, id),
            token,
            body: Vec::new(),
        }
    }
}

fn case_url(intake: &IntakeAddress, id: Uuid) -> String {
    format!("{}/v1/cases/{}", intake.as_str(), id.hyphenated())
}

impl fmt::Debug for IntakeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntakeRequest")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}
