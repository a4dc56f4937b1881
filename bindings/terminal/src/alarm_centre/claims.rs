//! What phones ask for claims: `PUT` and `GET /v1/claims/{id}`, and
//! `PUT /v1/claims/{id}/receipts/{sha256}`, taken in piece by piece.

use super::Centre;
use super::claim_ledger::{HeldClaim, StoredClaim};
use super::operator::here;
use super::phones::{answer, authorised, is_json, json};
use super::problem::{Problem, or_problem};
use super::wire::Peer;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use roadside_core::claim::{
    ClaimConfirmation, ClaimSubmission, MAX_CLAIM_BYTES, MAX_RECEIPT_BYTES, MAX_RECEIPTS,
};
use roadside_core::types::clean_line;
use serde_json::{Value, json as value};
use sha2::{Digest, Sha256};
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

/// The largest claim taken in, its receipts apart.
pub(super) const MAX_CLAIM_BODY: usize = 2 * 1024 * 1024;

pub(super) async fn put(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let done = answer(&centre, &peer, None, |_| async {
        authorised(&centre, &headers)?;
        let (submission, document) = read(&id, &headers, body)?;
        let ledger = Arc::clone(&centre);
        let stored = super::blocking(move || {
            ledger
                .claims
                .store(&submission, &document, chrono::Utc::now())
        })
        .await?;
        match stored {
            StoredClaim::New(held) => Ok((StatusCode::CREATED, confirmation(&held))),
            StoredClaim::Known(held) => Ok((StatusCode::OK, confirmation(&held))),
            StoredClaim::Older { current_revision } => Err(Problem::Outdated { current_revision }),
        }
    });
    or_problem(&headers, done).await
}

pub(super) async fn get(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let done = answer(&centre, &peer, None, |_| async {
        authorised(&centre, &headers)?;
        let held = find(&centre, &id).await?;
        Ok((StatusCode::OK, confirmation(&held)))
    });
    or_problem(&headers, done).await
}

pub(super) async fn put_receipt(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path((id, sha256)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let done = answer(&centre, &peer, Some(body), |body| async {
        authorised(&centre, &headers)?;
        let held = find(&centre, &id).await?;
        let named = held.receipts.iter().find(|one| one.sha256 == sha256);
        let bytes = named.ok_or(Problem::NoSuchReceipt)?.bytes;
        if held.missing.contains(&sha256) {
            take_in(&centre, &held, &sha256, bytes, body).await?;
        }
        let held = find(&centre, &id).await?;
        Ok((StatusCode::OK, confirmation(&held)))
    });
    or_problem(&headers, done).await
}

/// `GET /v1/claims`: everything held, the newest first. For the operator, on this very machine.
pub(super) async fn list(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    headers: HeaderMap,
) -> Response {
    let done = async {
        here(&peer, &headers)?;
        let claims = super::blocking(move || centre.claims.all()).await?;
        let entries: Vec<Value> = claims.iter().map(entry).collect();
        Ok(json(StatusCode::OK, &entries))
    };
    or_problem(&headers, done).await
}

fn entry(held: &HeldClaim) -> Value {
    value!({
        "id": held.id,
        "code": held.code,
        "revision": held.revision,
        "received_at": held.received_at,
        "times_received": held.times_received,
        "reference": held.reference(),
        "missing": held.missing,
        "claim": held.document,
    })
}

async fn find(centre: &Arc<Centre>, id: &str) -> Result<HeldClaim, Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::NoSuchClaim)?;
    let ledger = Arc::clone(centre);
    let held = super::blocking(move || ledger.claims.claim(id)).await?;
    held.ok_or(Problem::NoSuchClaim)
}

/// Writes what comes beside its place, and moves it there when digest and size are as stated.
async fn take_in(
    centre: &Centre,
    held: &HeldClaim,
    sha256: &str,
    bytes: u64,
    mut body: Body,
) -> Result<(), Problem> {
    let (part, whole) = centre
        .claims
        .receipt_paths(held.id, sha256)
        .map_err(|_| Problem::Storage)?;
    let mut file = tokio::fs::File::create(&part)
        .await
        .map_err(|_| Problem::Storage)?;
    let mut digest = Sha256::new();
    let mut read = 0_u64;
    let outcome = loop {
        let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await else {
            break Ok(());
        };
        let Ok(piece) = frame.map(|frame| frame.into_data().unwrap_or_default()) else {
            break Err(Problem::NotThatReceipt);
        };
        read += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        if read > bytes {
            break Err(Problem::NotThatReceipt);
        }
        digest.update(&piece);
        if file.write_all(&piece).await.is_err() {
            break Err(Problem::Storage);
        }
    };
    let given: String = digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let sound = outcome.is_ok() && read == bytes && given == sha256;
    let kept = sound && file.sync_all().await.is_ok();
    drop(file);
    if kept && tokio::fs::rename(&part, &whole).await.is_ok() {
        return Ok(());
    }
    let _ = tokio::fs::remove_file(&part).await;
    outcome.and(Err(if sound {
        Problem::Storage
    } else {
        Problem::NotThatReceipt
    }))
}

/// Reads so many bytes of a request and no more: for the fault that cuts an upload.
pub(super) async fn swallow(mut body: Body, most: u64) {
    let mut read = 0_u64;
    while read < most {
        match poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            Some(Ok(frame)) => {
                let piece = frame.into_data().unwrap_or_default();
                read += u64::try_from(piece.len()).unwrap_or(u64::MAX);
            }
            _ => return,
        }
    }
}

fn read(
    id: &str,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<(ClaimSubmission, Value), Problem> {
    let id: Uuid = id.parse().map_err(|_| Problem::NotAClaim)?;
    if !is_json(headers) {
        return Err(Problem::NotJson);
    }
    let body = body.map_err(|_| Problem::TooLarge)?;
    // Read twice: once to know it is a claim, once to keep all of it.
    let submission: ClaimSubmission =
        serde_json::from_slice(&body).map_err(|_| Problem::NotAClaim)?;
    let whole: Value = serde_json::from_slice(&body).map_err(|_| Problem::NotAClaim)?;
    let bytes = submission.receipts.iter().map(|receipt| receipt.bytes);
    let weight = bytes.clone().fold(0_u64, u64::saturating_add);
    let digests = submission.receipts.iter().map(|receipt| &receipt.sha256);
    let plain = |digest: &String| {
        digest.len() == 64
            && digest
                .bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'))
    };
    let most = usize::try_from(MAX_RECEIPTS).unwrap_or(usize::MAX);
    let sound = submission.id == id
        && submission.revision > 0
        && clean_line(&submission.code, 32).is_ok()
        && submission.receipts.len() <= most
        && bytes.max().unwrap_or_default() <= MAX_RECEIPT_BYTES
        && weight <= MAX_CLAIM_BYTES
        && digests.into_iter().all(plain);
    if sound {
        Ok((submission, whole))
    } else {
        Err(Problem::NotAClaim)
    }
}

fn confirmation(held: &HeldClaim) -> ClaimConfirmation {
    ClaimConfirmation {
        id: held.id,
        revision: held.revision,
        received_at: held.received_at,
        reference: Some(held.reference()),
        missing: held.missing.clone(),
    }
}
