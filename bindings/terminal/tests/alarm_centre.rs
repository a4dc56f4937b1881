//! The reference alarm centre over real connections: what it keeps, what it confirms, how it fails.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use roadside_core::assistance::intake::{
    CentreState, IntakeAddress, IntakeReply, IntakeRequest, Receipt, Submission, Undelivered,
    judge, judge_status,
};
use roadside_core::assistance::{Case, CaseState, PreCheck, Report, ReportedPosition, What, Who};
use roadside_core::error::Trouble;
use roadside_core::net::{Courier, CourierOptions};
use roadside_core::types::{Language, Secret, Timestamp};
use roadside_terminal::alarm_centre::{Config, Fault, Handle, ServeError, TlsFiles, serve};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::{TempDir, tempdir};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn config(data: &Path, faults: &[&str]) -> Config {
    Config {
        listen: "127.0.0.1:0".parse().expect("an address"),
        data: data.to_owned(),
        tls: None,
        faults: faults
            .iter()
            .map(|text| Fault::parse(text).expect("a fault"))
            .collect(),
        token: None,
    }
}

async fn centre(faults: &[&str]) -> (TempDir, Handle) {
    let data = tempdir().expect("a directory");
    let handle = serve(config(data.path(), faults)).await.expect("serves");
    (data, handle)
}

fn now() -> Timestamp {
    "2026-07-10T12:00:00Z".parse().expect("a time")
}

fn case(number: u128, revision: u32) -> Case {
    Case {
        id: uuid::Uuid::from_u128(number),
        code: format!("K7M2-{number}"),
        card: uuid::Uuid::from_u128(99),
        revision,
        received_revision: None,
        state: CaseState::Queued,
        history: Vec::new(),
        report: Report {
            who: Who {
                product: "rescue-abroad".into(),
                name: Some("Ea <b>Eksempel</b>".into()),
                phone: Some("+4520304050".into()),
                ..Who::default()
            },
            what: What {
                event: Some("breakdown".into()),
                registration: Some("AB 12 345".into()),
                sign: Some("DK".into()),
                ..What::default()
            },
            position: Some(ReportedPosition {
                lat: 45.8144,
                lon: 15.9779,
                accuracy_m: Some(12.0),
                fixed_at: Some(now()),
                method: "G".into(),
                plus_code: String::new(),
            }),
            country: Some("HR".into()),
            pre_check: None,
            language: "da".into(),
            health: Vec::new(),
            consents: Vec::new(),
        },
        centre: None,
    }
}

fn courier() -> Courier {
    let options = CourierOptions {
        total: Duration::from_secs(2),
        ..CourierOptions::default()
    };
    Courier::new(&options).expect("a courier")
}

async fn reply(url: &str, case: &Case) -> Result<IntakeReply, Undelivered> {
    let intake = IntakeAddress::parse(url).expect("an address");
    courier()
        .send(&IntakeRequest::deliver(&intake, None, case))
        .await
}

async fn deliver(handle: &Handle, case: &Case) -> Result<Receipt, Undelivered> {
    judge(case, &reply(&handle.url(), case).await?, now())
}

async fn status(handle: &Handle, case: &Case) -> Result<Receipt, Undelivered> {
    let intake = IntakeAddress::parse(&handle.url()).expect("an address");
    let reply = courier()
        .send(&IntakeRequest::status(&intake, None, case.id))
        .await?;
    judge_status(case, &reply, now())
}

/// One request written by hand; gives the status, the head and the body.
async fn raw(to: SocketAddr, request: &str) -> (u16, String, String) {
    let mut stream = TcpStream::connect(to).await.expect("connects");
    stream.write_all(request.as_bytes()).await.expect("written");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("read");
    let answer = String::from_utf8(answer).expect("text");
    let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
    let status = head
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .expect("a status");
    (status, head.to_lowercase(), body.to_owned())
}

async fn ask(
    handle: &Handle,
    method: &str,
    path: &str,
    headers: &str,
    body: &str,
) -> (u16, String, String) {
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{body}",
        handle.address(),
        body.len()
    );
    raw(handle.address(), &request).await
}

async fn list(handle: &Handle) -> Vec<Value> {
    let (status, head, body) = ask(handle, "GET", "/v1/cases", "", "").await;
    assert_eq!(status, 200);
    assert!(head.contains("content-type: application/json"));
    serde_json::from_str(&body).expect("a list")
}

const JSON: &str = "Content-Type: application/json\r\n";

#[tokio::test]
async fn a_case_is_stored_once_and_confirmed_every_time() {
    let (_data, handle) = centre(&[]).await;
    assert_eq!(
        reply(&handle.url(), &case(1, 1))
            .await
            .expect("a reply")
            .status,
        201
    );
    let first = deliver(&handle, &case(1, 1)).await.expect("a receipt");
    let again = deliver(&handle, &case(1, 1)).await.expect("a receipt");
    assert_eq!(first, again, "the same receipt");
    assert_eq!((first.revision, first.status), (1, CentreState::Received));
    assert_eq!(
        reply(&handle.url(), &case(1, 2))
            .await
            .expect("a reply")
            .status,
        200
    );
    let cases = list(&handle).await;
    assert_eq!(cases.len(), 1);
    assert_eq!(cases[0]["id"], "00000000-0000-0000-0000-000000000001");
    assert_eq!(cases[0]["revision"], 2);
    assert_eq!(cases[0]["times_received"], 4);
    assert_eq!(cases[0]["report"]["what"]["registration"], "AB 12 345");
    assert_eq!(cases[0]["code"], "K7M2-1");
    assert!(cases[0]["received_at"].is_string());
}

#[tokio::test]
async fn an_older_revision_never_overwrites() {
    let (_data, handle) = centre(&[]).await;
    deliver(&handle, &case(1, 3)).await.expect("a receipt");
    let outdated = deliver(&handle, &case(1, 2)).await.expect_err("outdated");
    assert_eq!(outdated.trouble, Trouble::Refused);
    assert_eq!(outdated.newer_revision, Some(3));
    assert_eq!(list(&handle).await[0]["revision"], 3);
    assert_eq!(
        status(&handle, &case(1, 2))
            .await
            .expect("a status")
            .revision,
        3
    );
}

#[tokio::test]
async fn what_was_confirmed_outlives_the_process() {
    let data = tempdir().expect("a directory");
    let handle = serve(config(data.path(), &[])).await.expect("serves");
    let receipt = deliver(&handle, &case(1, 1)).await.expect("a receipt");
    let address = handle.address();
    handle.shutdown().await;
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
    let again = serve(Config {
        listen: address,
        ..config(data.path(), &[])
    })
    .await
    .expect("serves");
    assert_eq!(status(&again, &case(1, 1)).await, Ok(receipt.clone()));
    assert_eq!(deliver(&again, &case(1, 1)).await, Ok(receipt));
}

#[tokio::test]
async fn the_operator_s_word_reaches_the_phone() {
    let (_data, handle) = centre(&[]).await;
    assert_eq!(
        status(&handle, &case(1, 1))
            .await
            .expect_err("nothing yet")
            .trouble,
        Trouble::Refused
    );
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
    let path = "/v1/cases/00000000-0000-0000-0000-000000000001/status";
    let body =
        json!({"status": "in_progress", "eta": "2026-07-10T12:45:00Z", "helper": "HAK 1987"});
    let (code, _, _) = ask(&handle, "POST", path, JSON, &body.to_string()).await;
    assert_eq!(code, 200);
    let said = status(&handle, &case(1, 1)).await.expect("a status");
    assert_eq!(said.status, CentreState::InProgress);
    assert_eq!(said.helper.as_deref(), Some("HAK 1987"));
    assert_eq!(said.eta, "2026-07-10T12:45:00Z".parse().ok());
    for (wrong, expected) in [
        (json!({"status": "received"}), 400),
        (json!({"status": "closed", "helper": "a\u{202e}b"}), 400),
        (json!({"status": "closed", "unknown": 1}), 400),
        (json!({}), 400),
    ] {
        let (code, _, _) = ask(&handle, "POST", path, JSON, &wrong.to_string()).await;
        assert_eq!(code, expected, "{wrong}");
    }
    let (code, _, _) = ask(&handle, "POST", path, "", r#"{"status":"closed"}"#).await;
    assert_eq!(code, 415, "a form on a web page cannot say anything");
    let (code, _, _) = ask(&handle, "POST", path, JSON, r#"{"status":"closed"}"#).await;
    assert_eq!(code, 200);
    assert_eq!(
        status(&handle, &case(1, 1)).await.expect("a status").status,
        CentreState::Closed
    );
}

#[tokio::test]
async fn a_cancelled_case_is_shown_as_such() {
    let (_data, handle) = centre(&[]).await;
    let mut cancelled = case(1, 2);
    cancelled.state = CaseState::Cancelled;
    let receipt = deliver(&handle, &cancelled).await.expect("a receipt");
    assert_eq!(receipt.status, CentreState::Cancelled);
    assert_eq!(list(&handle).await[0]["cancelled"], true);
}

#[tokio::test]
async fn what_is_no_case_is_refused_with_a_problem_document() {
    let (_data, handle) = centre(&[]).await;
    let path = "/v1/cases/00000000-0000-0000-0000-000000000001";
    let good = serde_json::to_value(Submission::of(&case(1, 1))).expect("JSON");
    let with = |pointer: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(pointer).expect("a field") = value;
        changed.to_string()
    };
    let bad = [
        (String::new(), 400, "not_a_case"),
        ("{".into(), 400, "not_a_case"),
        ("[]".into(), 400, "not_a_case"),
        (
            good.to_string().replace("breakdown", "\\ud800"),
            400,
            "not_a_case",
        ),
        ("[".repeat(100_000), 400, "not_a_case"),
        (with("/revision", 0.into()), 400, "not_a_case"),
        (with("/revision", (-1).into()), 400, "not_a_case"),
        (
            with("/revision", 4_294_967_296_u64.into()),
            400,
            "not_a_case",
        ),
        (with("/code", "".into()), 400, "not_a_case"),
        (with("/code", "a\u{202e}b".into()), 400, "not_a_case"),
        (with("/report/where/lat", 90.1.into()), 400, "not_a_case"),
        (
            with("/report/where/lon", (-1e300).into()),
            400,
            "not_a_case",
        ),
        (
            good.to_string().replace("45.8144", "1e999"),
            400,
            "not_a_case",
        ),
        (
            good.to_string().replace("45.8144", "NaN"),
            400,
            "not_a_case",
        ),
        (with("/report/who", 7.into()), 400, "not_a_case"),
        (
            with("/id", "00000000-0000-0000-0000-000000000002".into()),
            400,
            "another_case",
        ),
        (
            with("/report/who/name", "x".repeat(300_000).into()),
            413,
            "too_large",
        ),
    ];
    for (body, code, name) in &bad {
        let (status, head, answer) = ask(&handle, "PUT", path, JSON, body).await;
        assert_eq!(status, *code, "{}", &body[..body.len().min(200)]);
        assert!(head.contains("content-type: application/problem+json"));
        let problem: Value = serde_json::from_str(&answer).expect("a document");
        assert_eq!(problem["type"], format!("urn:roadside:intake:{name}"));
        assert_eq!(problem["status"], *code);
        assert!(problem["title"].is_string() && problem["detail"].is_string());
    }
    let danish = format!("{JSON}Accept-Language: xx, da-DK;q=0.9, en;q=0.8\r\n");
    let (_, head, answer) = ask(&handle, "PUT", path, &danish, "{").await;
    assert!(
        head.contains("content-language: da") && answer.contains("sag"),
        "{answer}"
    );
    assert_eq!(
        ask(&handle, "PUT", path, "", &good.to_string()).await.0,
        415
    );
    assert_eq!(
        ask(&handle, "PUT", "/v1/cases/7", JSON, &good.to_string())
            .await
            .0,
        400
    );
    assert_eq!(ask(&handle, "GET", "/v1/cases/7", "", "").await.0, 404);
    assert_eq!(ask(&handle, "DELETE", path, "", "").await.0, 405);
    assert_eq!(ask(&handle, "GET", "/nothing", "", "").await.0, 404);
    assert!(list(&handle).await.is_empty(), "none of it was stored");
}

#[tokio::test]
async fn a_newer_phone_s_words_are_kept() {
    let (_data, handle) = centre(&[]).await;
    let mut body = serde_json::to_value(Submission::of(&case(1, 1))).expect("JSON");
    body["report"]["what"]["wheels"] = 4.into();
    let path = "/v1/cases/00000000-0000-0000-0000-000000000001";
    assert_eq!(
        ask(&handle, "PUT", path, JSON, &body.to_string()).await.0,
        201
    );
    assert_eq!(list(&handle).await[0]["report"]["what"]["wheels"], 4);
}

#[tokio::test]
async fn the_token_is_asked_for_and_never_shown() {
    let data = tempdir().expect("a directory");
    let token = Some(Secret::new("right-token".to_owned()));
    let handle = serve(Config {
        token,
        ..config(data.path(), &[])
    })
    .await
    .expect("serves");
    let intake = IntakeAddress::parse(&handle.url()).expect("an address");
    for (token, counts) in [
        (None, false),
        (Some("wrong-token"), false),
        (Some("right-toke"), false),
        (Some("right-token2"), false),
        (Some("right-token"), true),
    ] {
        let token = token.map(|token| Secret::new(token.to_owned()));
        let request = IntakeRequest::deliver(&intake, token, &case(1, 1));
        let reply = courier().send(&request).await.expect("a reply");
        assert_eq!(judge(&case(1, 1), &reply, now()).is_ok(), counts);
        if !counts {
            assert_eq!(reply.status, 401);
            assert!(!String::from_utf8_lossy(&reply.body).contains("right"));
        }
    }
    assert!(!format!("{handle:?}").contains("right-token"));
}

#[tokio::test]
async fn drop_stores_nothing_and_answers_nothing() {
    let (_data, handle) = centre(&["drop:2"]).await;
    for _ in 0..2 {
        let error = deliver(&handle, &case(1, 1)).await.expect_err("dropped");
        assert_eq!(error.trouble, Trouble::NoConnection);
        assert!(
            list(&handle).await.is_empty(),
            "faults leave the operator alone"
        );
    }
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
    assert_eq!(list(&handle).await[0]["times_received"], 1);
}

#[tokio::test]
async fn drop_closes_without_a_byte() {
    let (_data, handle) = centre(&["drop"]).await;
    let mut stream = TcpStream::connect(handle.address())
        .await
        .expect("connects");
    stream
        .write_all(
            b"GET /v1/cases/00000000-0000-0000-0000-000000000001 HTTP/1.1\r\nHost: x\r\n\r\n",
        )
        .await
        .expect("written");
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    assert_eq!(answer, b"");
}

#[tokio::test]
async fn drop_after_stores_and_answers_nothing() {
    let (_data, handle) = centre(&["drop-after:2"]).await;
    for times in 1..=2 {
        let error = deliver(&handle, &case(1, 1)).await.expect_err("dropped");
        assert_eq!(error.trouble, Trouble::NoConnection);
        assert_eq!(list(&handle).await[0]["times_received"], times);
    }
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
    let cases = list(&handle).await;
    assert_eq!((cases.len(), &cases[0]["times_received"]), (1, &json!(3)));
}

#[tokio::test]
async fn delays_are_waited_out_or_too_slow() {
    let (_data, handle) = centre(&["delay-ms:300:1", "delay-ms:60000"]).await;
    handle.set_faults(vec![Fault::parse("delay-ms:300:1").expect("a fault")]);
    let begun = Instant::now();
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
    assert!(begun.elapsed() >= Duration::from_millis(300));
    handle.set_faults(vec![Fault::parse("delay-ms:60000").expect("a fault")]);
    let error = deliver(&handle, &case(2, 1)).await.expect_err("too slow");
    assert_eq!(error.trouble, Trouble::TooSlow);
    let begun = Instant::now();
    handle.shutdown().await;
    assert!(
        begun.elapsed() < Duration::from_secs(5),
        "a slow phone does not hold the end up"
    );
}

#[tokio::test]
async fn trouble_is_told_as_it_is() {
    let (_data, handle) = centre(&[
        "status:503:1",
        "status:429:1",
        "status:500:1",
        "status:403:1",
    ])
    .await;
    for (trouble, wait) in [
        (Trouble::Busy, Some(Duration::from_secs(1))),
        (Trouble::Busy, Some(Duration::from_secs(1))),
        (Trouble::Busy, None),
        (Trouble::Refused, None),
    ] {
        let error = deliver(&handle, &case(1, 1)).await.expect_err("trouble");
        assert_eq!((error.trouble, error.retry_after), (trouble, wait));
    }
    assert!(list(&handle).await.is_empty());
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
}

#[tokio::test]
async fn lies_are_not_believed() {
    let (_data, handle) = centre(&["portal:1", "status:200:1", "status:302:1", "truncate:1"]).await;
    for _ in 0..4 {
        let error = deliver(&handle, &case(1, 1)).await.expect_err("a lie");
        assert_eq!(error.trouble, Trouble::NotAReceipt);
    }
    assert_eq!(
        list(&handle).await[0]["times_received"],
        1,
        "truncation comes after storing"
    );
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
}

#[tokio::test]
async fn the_page_shows_cases_escaped_in_the_language_asked_for() {
    let (_data, handle) = centre(&[]).await;
    let (status, head, page) = ask(&handle, "GET", "/?lang=pl", "", "").await;
    assert_eq!(status, 200);
    assert!(head.contains("content-security-policy: default-src 'none'"));
    assert!(page.contains("<html lang=\"pl\"") && page.contains("Jeszcze brak zgłoszeń."));
    deliver(&handle, &case(1, 1)).await.expect("a receipt");
    let accept = "Accept-Language: hr;q=0.8, de-DE, en;q=0.1\r\n";
    for path in ["/", "/cases"] {
        let (_, _, page) = ask(&handle, "GET", path, accept, "").await;
        for shown in [
            "K7M2-1",
            "AB 12 345",
            "Panne",
            "geo:45.81440,15.97790;u=12",
            "± 12 m",
            "tel:+4520304050",
            "Ea &lt;b&gt;Eksempel&lt;/b&gt;",
            "Kennzeichen",
            "UTC",
        ] {
            assert!(page.contains(shown), "{shown} in {path}");
        }
        assert!(!page.contains("<b>Eksempel"));
        assert!(!page.contains("alarm_centre."), "every key has its words");
        assert!(
            !page.contains("http://") && !page.contains("https://"),
            "nothing from elsewhere"
        );
    }
    for language in Language::ALL {
        let path = format!("/?lang={}", language.tag());
        let (_, _, page) = ask(&handle, "GET", &path, "", "").await;
        assert!(!page.contains("alarm_centre."), "{language:?}");
    }
}

#[tokio::test]
async fn the_operator_s_side_is_for_this_machine_alone() {
    let (_data, handle) = centre(&[]).await;
    for path in ["/", "/cases", "/v1/cases"] {
        for host in [
            "evil.example",
            "127.0.0.1.evil.example",
            "",
            "[::2]:80",
            "10.0.0.1",
        ] {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            assert_eq!(raw(handle.address(), &request).await.0, 403, "{host}");
        }
        for host in ["localhost:1", "127.0.0.1", "[::1]:80"] {
            let request =
                format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            assert_eq!(raw(handle.address(), &request).await.0, 200, "{host}");
        }
    }
}

#[tokio::test]
async fn many_phones_at_once_lose_and_double_nothing() {
    let (_data, handle) = centre(&["drop-after:20", "status:503:20"]).await;
    let url = handle.url();
    let mut phones = tokio::task::JoinSet::new();
    for number in 1..=100 {
        let url = url.clone();
        phones.spawn(async move {
            let case = case(number, 1);
            let courier = courier();
            let intake = IntakeAddress::parse(&url).expect("an address");
            for _ in 0..50 {
                let request = IntakeRequest::deliver(&intake, None, &case);
                let reply = courier.send(&request).await;
                if reply.and_then(|reply| judge(&case, &reply, now())).is_ok() {
                    return true;
                }
            }
            false
        });
    }
    while let Some(received) = phones.join_next().await {
        assert!(received.expect("no panic"));
    }
    assert_eq!(list(&handle).await.len(), 100);
}

fn certificate(directory: &Path) -> (TlsFiles, Vec<u8>) {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let pair = rcgen::generate_simple_self_signed(names).expect("a certificate");
    let files = TlsFiles {
        certificate: directory.join("cert.pem"),
        key: directory.join("key.pem"),
    };
    std::fs::write(&files.certificate, pair.cert.pem()).expect("written");
    std::fs::write(&files.key, pair.signing_key.serialize_pem()).expect("written");
    (files, pair.cert.pem().into_bytes())
}

#[tokio::test]
async fn over_tls_a_phone_trusts_whom_it_was_told_to_trust() {
    let data = tempdir().expect("a directory");
    let (files, root) = certificate(data.path());
    let faults = &["truncate:1", "drop:1"];
    let handle = serve(Config {
        tls: Some(files),
        ..config(data.path(), faults)
    })
    .await
    .expect("serves");
    assert!(handle.url().starts_with("https://127.0.0.1:"));
    let stranger = deliver(&handle, &case(1, 1))
        .await
        .expect_err("an unknown certificate");
    assert_eq!(stranger.trouble, Trouble::NoConnection);
    let options = CourierOptions {
        extra_roots: Some(root),
        ..CourierOptions::default()
    };
    let courier = Courier::new(&options).expect("a courier");
    let by_name = format!("https://localhost:{}", handle.address().port());
    let mut outcomes = Vec::new();
    for url in [handle.url(), handle.url(), handle.url(), by_name] {
        let intake = IntakeAddress::parse(&url).expect("an address");
        let reply = courier
            .send(&IntakeRequest::deliver(&intake, None, &case(1, 1)))
            .await;
        let judged = reply.and_then(|reply| judge(&case(1, 1), &reply, now()));
        outcomes.push(
            judged
                .map_err(|error| error.trouble)
                .map(|receipt| receipt.revision),
        );
    }
    assert_eq!(outcomes[0], Err(Trouble::NotAReceipt));
    assert_eq!(outcomes[1], Err(Trouble::NoConnection));
    assert_eq!(outcomes[2], Ok(1));
    assert_eq!(outcomes[3], Ok(1));
}

#[tokio::test]
async fn a_centre_that_cannot_start_says_why() {
    let data = tempdir().expect("a directory");
    let running = serve(config(data.path(), &[])).await.expect("serves");
    let taken = Config {
        listen: running.address(),
        ..config(data.path(), &[])
    };
    assert_eq!(serve(taken).await.err(), Some(ServeError::Listen));
    std::fs::write(data.path().join("file"), "x").expect("written");
    let nowhere = config(&data.path().join("file"), &[]);
    assert_eq!(serve(nowhere).await.err(), Some(ServeError::Data));
    let (files, _) = certificate(data.path());
    std::fs::write(&files.key, "garbage").expect("written");
    let config = Config {
        tls: Some(files),
        ..config(data.path(), &[])
    };
    assert_eq!(serve(config).await.err(), Some(ServeError::Certificate));
    for language in Language::ALL {
        for error in [
            ServeError::Listen,
            ServeError::Data,
            ServeError::Certificate,
        ] {
            assert!(!error.title(language).contains("alarm_centre"));
            assert!(!error.remedy(language).contains("alarm_centre"));
        }
    }
}

/// Every key of a document, at any depth.
fn keys(document: &Value, found: &mut Vec<String>) {
    match document {
        Value::Object(members) => {
            for (key, value) in members {
                found.push(key.clone());
                keys(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        _ => {}
    }
}

#[tokio::test]
async fn the_description_of_the_interface_names_every_key_and_problem() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/intake.openapi.yaml");
    let description = std::fs::read_to_string(docs).expect("a description");
    let (_data, handle) = centre(&[]).await;
    let mut full = case(1, 1);
    full.report.pre_check = Some(PreCheck {
        product: "rescue-abroad".into(),
        edition: "x".into(),
        sequence: 1,
        verdicts: Vec::new(),
    });
    let receipt = deliver(&handle, &full).await.expect("a receipt");
    let mut found = Vec::new();
    keys(&Value::from(list(&handle).await), &mut found);
    keys(&serde_json::to_value(receipt).expect("JSON"), &mut found);
    keys(
        &serde_json::to_value(Submission::of(&full)).expect("JSON"),
        &mut found,
    );
    for key in found {
        let named = description
            .lines()
            .any(|line| line.trim() == format!("{key}:"));
        assert!(named, "{key} is not in docs/intake.openapi.yaml");
    }
    let english = std::fs::read_to_string(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../i18n/alarm_centre/en.toml"),
    )
    .expect("the words");
    for line in english.lines() {
        if let Some(name) = line.strip_prefix("[alarm_centre.problem.") {
            let name = format!("urn:roadside:intake:{}", name.trim_end_matches(']'));
            assert!(description.contains(&name), "{name}");
        }
    }
}
