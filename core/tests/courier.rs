//! The wire as it is at the roadside: refused, silent, cut off, endless, redirected.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

mod common;

use common::{at, case};
use roadside_core::assistance::intake::{
    IntakeAddress, IntakeReply, IntakeRequest, MAX_REPLY_BYTES, Undelivered, judge,
};
use roadside_core::error::{Error, Trouble};
use roadside_core::net::{Courier, CourierOptions};
use roadside_core::types::Secret;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Answers one connection after another with `act`, and hands over what each asked.
fn server(act: impl Fn(TcpStream) + Send + 'static) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (asked, questions) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let mut stream = stream;
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !whole(&request) {
                match stream.read(&mut buffer) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => request.extend_from_slice(&buffer[..read]),
                }
            }
            let _ = asked.send(String::from_utf8_lossy(&request).into_owned());
            act(stream);
        }
    });
    (address, questions)
}

fn whole(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .map_or(0, |length| length.parse().expect("a length"));
    body.len() >= length
}

fn answering(answer: &'static str) -> String {
    server(move |mut stream| {
        let _ = stream.write_all(answer.as_bytes());
    })
    .0
}

fn send(address: &str) -> Result<IntakeReply, Undelivered> {
    let options = CourierOptions {
        total: Duration::from_millis(600),
        ..CourierOptions::default()
    };
    let courier = Courier::new(&options).expect("a courier");
    let intake = IntakeAddress::parse(address).expect("an address");
    let token = Some(Secret::new("secret-token".to_owned()));
    let request = IntakeRequest::deliver(&intake, token, &case(3, 1));
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(courier.send(&request))
}

fn trouble(address: &str) -> Trouble {
    match send(address) {
        Err(undelivered) => undelivered.trouble,
        Ok(reply) => {
            judge(&case(3, 1), &reply, at(0))
                .expect_err("no receipt")
                .trouble
        }
    }
}

#[test]
fn the_request_says_what_it_must_and_no_more() {
    let (address, questions) = server(|mut stream| {
        let _ =
            stream.write_all(b"HTTP/1.1 429 Busy\r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n");
    });
    let reply = send(&address).expect("an answer");
    assert_eq!(
        (reply.status, reply.retry_after.as_deref()),
        (429, Some("7"))
    );
    let asked = questions.recv().expect("a request");
    let (head, body) = asked.split_once("\r\n\r\n").expect("head and body");
    let head = head.to_lowercase();
    assert!(head.starts_with("put /v1/cases/00000000-0000-0000-0000-000000000003 http/1.1"));
    assert!(head.contains("authorization: bearer secret-token"));
    assert!(head.contains("content-type: application/json"));
    let names: Vec<&str> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split(':').next())
        .collect();
    for name in &names {
        let known = [
            "accept",
            "authorization",
            "content-type",
            "user-agent",
            "host",
            "content-length",
        ];
        assert!(known.contains(name), "{name} tells more than it must");
    }
    assert!(body.contains("NEEDLE-PLATE"));
}

#[test]
fn nobody_there_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    assert_eq!(trouble(&address), Trouble::NoConnection);
}

#[test]
fn a_closed_connection_is_no_connection() {
    let (address, questions) = server(drop);
    assert_eq!(trouble(&address), Trouble::NoConnection);
    assert!(questions.recv().is_ok());
    let again = questions.recv_timeout(Duration::from_millis(300));
    assert!(again.is_err(), "the courier repeats nothing by itself");
}

#[test]
fn silence_and_trickle_have_an_end() {
    let silent = server(|stream| {
        std::thread::sleep(Duration::from_secs(3));
        drop(stream);
    })
    .0;
    let trickle = server(|mut stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n");
        for _ in 0..30 {
            std::thread::sleep(Duration::from_millis(100));
            let _ = stream.write_all(b" ");
        }
    })
    .0;
    for address in [silent, trickle] {
        let begun = Instant::now();
        assert_eq!(trouble(&address), Trouble::TooSlow);
        assert!(begun.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn lies_are_not_receipts() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"id\":",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/login\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 307 Found\r\nLocation: https://portal.example/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
    ] {
        assert_eq!(
            trouble(&answering(answer)),
            Trouble::NotAReceipt,
            "{answer}"
        );
    }
    assert_eq!(
        trouble(&answering("SSH-2.0-OpenSSH_9.6\r\n")),
        Trouble::NoConnection
    );
}

#[test]
fn an_endless_body_is_read_no_further_than_the_limit() {
    let address = server(|mut stream| {
        let _ = stream.write_all(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
        );
        let chunk = [b"10000\r\n".as_slice(), &[b' '; 65536], b"\r\n"].concat();
        while stream.write_all(&chunk).is_ok() {}
    })
    .0;
    let reply = send(&address).expect("an answer");
    assert!(!reply.complete && reply.body.len() <= MAX_REPLY_BYTES);
}

#[test]
fn plain_text_where_tls_is_expected_is_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("https://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        }
    });
    assert_eq!(trouble(&address), Trouble::NoConnection);
}

#[test]
fn roots_that_are_none_are_refused() {
    for pem in [
        &b""[..],
        b"garbage",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    ] {
        let options = CourierOptions {
            extra_roots: Some(pem.to_vec()),
            ..CourierOptions::default()
        };
        assert!(matches!(
            Courier::new(&options),
            Err(Error::BadInput { .. })
        ));
    }
}
