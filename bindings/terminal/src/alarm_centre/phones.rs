//! What phones ask: `PUT` and `GET /v1/cases/{id}`. Only here do faults act.

use super::Centre;
use super::fault::FaultKind;
use super::ledger::{Held, Stored};
use super::problem::{Problem, or_problem};
use super::wire::Peer;
use axum::body::{Body, Bytes};
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use roadside_core::assistance::intake::{Receipt, Submission};
use roadside_core::types::{Secret, clean_line};
use serde::Serialize;
use serde_json::Value;
use std::sync::Arc;
use uuid::Uuid;

pub(super) async fn put(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let answer = answer(&centre, &peer, None, |_| async {
        authorised(&centre, &headers)?;
        let (submission, report) = read(&id, &headers, body)?;
        let ledger = Arc::clone(&centre);
        let stored = super::blocking(move || {
            ledger
                .ledger
                .store(&submission, &report, chrono::Utc::now())
        })
        .await?;
        match stored {
            Stored::New(held) => Ok((StatusCode::CREATED, receipt(&held))),
            Stored::Known(held) => Ok((StatusCode::OK, receipt(&held))),
            Stored::Older { current_revision } => Err(Problem::Outdated { current_revision }),
        }
    });
    or_problem(&headers, answer).await
}

pub(super) async fn get(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let answer = answer(&centre, &peer, None, |_| async {
        authorised(&centre, &headers)?;
        let id: Uuid = id.parse().map_err(|_| Problem::NoSuchCase)?;
        let ledger = Arc::clone(&centre);
        let held = super::blocking(move || ledger.ledger.case(id)).await?;
        Ok((StatusCode::OK, receipt(&held.ok_or(Problem::NoSuchCase)?)))
    });
    or_problem(&headers, answer).await
}

/// Does the work, unless a fault stands before it, and answers, unless one stands after it.
/// `upload` is the body of an upload, which a fault of its own can cut; the work then gets it back.
pub(super) async fn answer<W, T: Serialize>(
    centre: &Centre,
    peer: &Peer,
    upload: Option<Body>,
    work: impl FnOnce(Body) -> W,
) -> Result<Response, Problem>
where
    W: Future<Output = Result<(StatusCode, T), Problem>>,
{
    let plan = centre.faults.next(upload.is_some());
    let body = upload.unwrap_or_default();
    tokio::time::sleep(plan.delay).await;
    match plan.act {
        Some(FaultKind::Drop) => {
            peer.cut();
            Ok(Response::new(Body::empty()))
        }
        Some(FaultKind::CutUpload(bytes)) => {
            super::claims::swallow(body, bytes.into()).await;
            peer.cut();
            Ok(Response::new(Body::empty()))
        }
        Some(FaultKind::Status(status)) => Err(Problem::Rehearsal(status)),
        Some(FaultKind::Portal) => Ok(super::page::portal()),
        Some(FaultKind::DropAfter) => {
            let done = work(body).await;
            peer.cut();
            done.map(|(status, said)| json(status, &said))
        }
        Some(FaultKind::Truncate) => {
            let (status, said) = work(body).await?;
            let length = serde_json::to_vec(&said).map_or(0, |body| body.len());
            peer.cut_in_body(length / 2);
            Ok(json(status, &said))
        }
        Some(FaultKind::Delay(_)) | None => {
            work(body).await.map(|(status, said)| json(status, &said))
        }
    }
}

pub(super) fn authorised(centre: &Centre, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(expected) = &centre.token else {
        return Ok(());
    };
    let given = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.as_bytes().split_at_checked(7))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(b"bearer "))
        .map(|(_, token)| token);
    if given.is_some_and(|given| same(given, expected)) {
        Ok(())
    } else {
        Err(Problem::NoToken)
    }
}

/// Compares in a time that tells nothing of where the difference is.
fn same(given: &[u8], expected: &Secret<String>) -> bool {
    let expected = expected.expose().as_bytes();
    let differences = given
        .iter()
        .zip(expected)
        .fold(0, |differences, (a, b)| differences | (a ^ b));
    given.len() == expected.len() && differences == 0
}

fn read(
    id: &str,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(Submission, Value), Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::NotACase)?;
    if !is_json(headers) {
        return Err(Problem::NotJson);
    }
    let body = body.map_err(|_| Problem::TooLarge)?;
    // Read twice: once to know it is a case, once to keep what a newer phone says beyond that.
    let submission: Submission = serde_json::from_slice(&body).map_err(|_| Problem::NotACase)?;
    let mut whole: Value = serde_json::from_slice(&body).map_err(|_| Problem::NotACase)?;
    if submission.id != id {
        return Err(Problem::AnotherCase);
    }
    let position = submission.report.position.as_ref();
    let on_earth = position.is_none_or(|position| {
        position.lat.abs() <= 90.0
            && position.lon.abs() <= 180.0
            && position.accuracy_m.is_none_or(|radius| radius >= 0.0)
    });
    if submission.revision == 0 || clean_line(&submission.code, 32).is_err() || !on_earth {
        return Err(Problem::NotACase);
    }
    let report = whole.get_mut("report").map(Value::take).unwrap_or_default();
    Ok((submission, report))
}

pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let given = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let media_type = given
        .and_then(|given| given.split(';').next())
        .unwrap_or_default()
        .trim();
    media_type.eq_ignore_ascii_case("application/json")
}

/// The centre's word on a case.
pub(super) fn receipt(held: &Held) -> Receipt {
    Receipt {
        id: held.id,
        code: held.code.clone(),
        revision: held.revision,
        received_at: held.received_at,
        reference: Some(held.reference()),
        status: held.state(),
        eta: held.progress.eta,
        helper: held.progress.helper.clone(),
    }
}

pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    let mut response = Response::new(Body::from(serde_json::to_vec(body).unwrap_or_default()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
