//! What the operator sees and says: the list, the live page, the progress of a case.
//!
//! Everything here names people, so it is answered to this very machine alone: the connection
//! comes from a loopback address and was made to one, so that no web page open in the operator's
//! browser can read it under a name of its own.

use super::Centre;
use super::ledger::{Held, Progress, Stage};
use super::page;
use super::phones::{is_json, json, receipt};
use super::problem::{Problem, or_problem};
use super::wire::Peer;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use chrono::{DateTime, Utc};
use roadside_core::types::{Language, Line};
use serde::Deserialize;
use serde_json::{Value, json as value};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// `GET /v1/cases`: everything held, the newest first.
pub(super) async fn list(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    headers: HeaderMap,
) -> Response {
    let answer = async {
        here(&peer, &headers)?;
        let cases = super::blocking(move || centre.ledger.cases()).await?;
        Ok(json(
            StatusCode::OK,
            &cases.iter().map(entry).collect::<Vec<_>>(),
        ))
    };
    or_problem(&headers, answer).await
}

fn entry(held: &Held) -> Value {
    value!({
        "id": held.id,
        "code": held.code,
        "revision": held.revision,
        "cancelled": held.cancelled,
        "first_received_at": held.first_received_at,
        "received_at": held.received_at,
        "times_received": held.times_received,
        "reference": held.reference(),
        "status": held.state(),
        "eta": held.progress.eta,
        "helper": held.progress.helper,
        "report": held.report,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    status: SaidStage,
    #[serde(default)]
    eta: Option<DateTime<Utc>>,
    #[serde(default)]
    helper: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum SaidStage {
    InProgress,
    Closed,
}

/// `POST /v1/cases/{id}/status`: `{"status": "in_progress" | "closed", "eta", "helper"}`.
pub(super) async fn say(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let answer = async {
        here(&peer, &headers)?;
        let id: Uuid = id.parse().map_err(|_| Problem::NoSuchCase)?;
        // A form on some web page cannot send JSON without asking first.
        if !is_json(&headers) {
            return Err(Problem::NotJson);
        }
        let body = body.map_err(|_| Problem::TooLarge)?;
        let said: Said = serde_json::from_slice(&body).map_err(|_| Problem::NotAStatus)?;
        let helper = said
            .helper
            .map(|helper| Line::parse(&helper).map(|line| line.as_str().to_owned()))
            .transpose()
            .map_err(|_| Problem::NotAStatus)?;
        let stage = match said.status {
            SaidStage::InProgress => Stage::InProgress,
            SaidStage::Closed => Stage::Closed,
        };
        let progress = Progress {
            stage: Some(stage),
            eta: said.eta,
            helper,
        };
        let held = super::blocking(move || centre.ledger.say(id, &progress)).await?;
        Ok(json(
            StatusCode::OK,
            &receipt(&held.ok_or(Problem::NoSuchCase)?),
        ))
    };
    or_problem(&headers, answer).await
}

/// `GET /`: the live page.
pub(super) async fn whole_page(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    paged(centre, &peer, query.as_deref(), &headers, page::whole).await
}

/// `GET /cases`: the part of the page that changes.
pub(super) async fn part_of_page(
    State(centre): State<Arc<Centre>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    paged(centre, &peer, query.as_deref(), &headers, page::part).await
}

/// All cases, laid out in the operator's language.
async fn paged(
    centre: Arc<Centre>,
    peer: &Peer,
    query: Option<&str>,
    headers: &HeaderMap,
    lay_out: fn(&[Held], Language) -> Response,
) -> Response {
    let language = page::language(headers, query);
    let answer = async {
        here(peer, headers)?;
        let cases = super::blocking(move || centre.ledger.cases()).await?;
        Ok(lay_out(&cases, language))
    };
    answer
        .await
        .unwrap_or_else(|problem: Problem| problem.response(language))
}

pub(super) fn here(peer: &Peer, headers: &HeaderMap) -> Result<(), Problem> {
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    }
    .unwrap_or_default();
    let named_here = name.eq_ignore_ascii_case("localhost")
        || name
            .parse::<IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    if peer.address.ip().to_canonical().is_loopback() && named_here {
        Ok(())
    } else {
        Err(Problem::OperatorOnly)
    }
}
