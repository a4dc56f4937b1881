//! Every way out: what is about somebody's health, and what is handed to others, goes only where
//! its consent stands, wherever the clock is.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use chrono::{Days, Months, TimeZone, Utc};
use proptest::prelude::*;
use roadside_core::assistance::ShareKind;
use roadside_core::companion::{
    Clock, Companion, HelpRequest, Intake, KeyStore, KeyStoreError, Prompt,
};
use roadside_core::coverage::Situation;
use roadside_core::error::Error;
use roadside_core::position::Fix;
use roadside_core::privacy::{Channel, TEXT_VERSION};
use roadside_core::types::{Language, Purpose, Secret, Timestamp};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

const CARD: &[u8] = include_bytes!("../../bindings/terminal/sample-card.json");

struct Key;

impl KeyStore for Key {
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError> {
        Ok(Secret::new([7; 32]))
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

/// An alarm centre that confirms everything and keeps what it got.
fn centre() -> (String, Arc<Mutex<Vec<Value>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let got = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&got);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            let body = loop {
                let text = String::from_utf8_lossy(&request).into_owned();
                if let Some((head, body)) = text.split_once("\r\n\r\n") {
                    let length = head
                        .to_lowercase()
                        .lines()
                        .find_map(|line| line.strip_prefix("content-length: ").map(str::to_owned))
                        .map_or(0, |length| length.parse::<usize>().expect("a length"));
                    if body.len() >= length {
                        break body.to_owned();
                    }
                }
                match stream.read(&mut buffer) {
                    Ok(0) | Err(_) => break String::new(),
                    Ok(read) => request.extend_from_slice(&buffer[..read]),
                }
            };
            let Ok(case) = serde_json::from_str::<Value>(&body) else {
                continue;
            };
            let receipt = json!({
                "id": case["id"], "code": case["code"], "revision": case["revision"],
                "received_at": "2026-07-10T12:00:00Z", "status": "received",
            })
            .to_string();
            kept.lock().expect("no panic").push(case);
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{receipt}",
                receipt.len()
            );
        }
    });
    (address, got)
}

#[derive(Debug, Clone)]
enum Act {
    Give(Purpose),
    Withdraw(Purpose),
    Wait(u64),
    Call { ill: bool, with_health: bool },
    Update { with_health: bool },
    Cancel,
    Deliver,
    Fail,
    Share(ShareKind),
}

fn act() -> impl Strategy<Value = Act> {
    let purpose = || {
        prop::sample::select(vec![
            Purpose::Health,
            Purpose::Health,
            Purpose::PositionToHelper,
            Purpose::Abroad,
        ])
    };
    prop_oneof![
        2 => purpose().prop_map(Act::Give),
        1 => purpose().prop_map(Act::Withdraw),
        1 => (0..400u64).prop_map(Act::Wait),
        3 => (any::<bool>(), any::<bool>())
            .prop_map(|(ill, with_health)| Act::Call { ill, with_health }),
        1 => any::<bool>().prop_map(|with_health| Act::Update { with_health }),
        1 => Just(Act::Cancel),
        3 => Just(Act::Deliver),
        1 => Just(Act::Fail),
        2 => prop::sample::select(ShareKind::ALL.to_vec()).prop_map(Act::Share),
    ]
}

fn request(ill: bool, with_health: bool) -> HelpRequest {
    let mut facts = Situation::new();
    let kind = if ill { "illness" } else { "breakdown" };
    facts.set("event.kind", kind).expect("a fact");
    if ill {
        facts
            .set("illness.needs_ambulance", "true")
            .expect("a fact");
    }
    HelpRequest {
        facts,
        fix: Some(Fix::parse("45.81534,15.98173~12").expect("a fix")),
        with_health,
        ..HelpRequest::default()
    }
}

/// Whether a text says anything of somebody's health: every word of the vocabulary that does.
fn about_health(text: &str) -> bool {
    ["illness", "injury", "medical"]
        .iter()
        .any(|word| text.contains(word))
}

fn open(home: &Path, now: Timestamp) -> Companion {
    Companion::open(home, &Key, Clock::Fixed(now))
        .expect("a companion")
        .companion
}

/// What the consents should be, kept by hand.
#[derive(Default)]
struct Model(BTreeMap<Purpose, Timestamp>);

impl Model {
    fn valid(&self, purpose: Purpose, now: Timestamp) -> bool {
        self.0
            .get(&purpose)
            .is_some_and(|given| *given + Months::new(12) > now)
    }
}

fn run(acts: Vec<Act>) {
    let home = tempfile::tempdir().expect("a home");
    let (address, got) = centre();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let deliver = |companion: &Companion, address: &str| {
        let intake = Intake::new(address, Duration::from_secs(5), None).expect("an intake");
        runtime
            .block_on(companion.deliver(&intake, Prompt::Person))
            .expect("a round")
    };
    let mut now = Utc
        .with_ymd_and_hms(2026, 11, 26, 10, 0, 0)
        .single()
        .expect("a moment");
    let mut model = Model::default();
    let mut last: Option<String> = None;
    open(home.path(), now).add_card(CARD).expect("a card");
    for act in acts {
        now += chrono::TimeDelta::seconds(1);
        if let Act::Wait(days) = act {
            now = now + Days::new(days);
        }
        let companion = open(home.path(), now);
        let health = model.valid(Purpose::Health, now);
        match act {
            Act::Give(purpose) => {
                companion
                    .give_consent(purpose, Channel::App, TEXT_VERSION, Language::En)
                    .expect("given");
                model.0.insert(purpose, now);
            }
            Act::Withdraw(purpose) => {
                companion
                    .withdraw_consent(purpose, Language::En)
                    .expect("withdrawn");
                model.0.remove(&purpose);
            }
            Act::Wait(_) => {}
            Act::Call { ill, with_health } => {
                let request = request(ill, with_health);
                let preview = companion.preview_help(&request, None, Language::En);
                let before = companion.cases().expect("cases").cases.len();
                let plan = companion.call_help(&request, Language::En);
                if with_health && !health {
                    let refused = Error::ConsentNeeded {
                        purpose: Purpose::Health,
                    };
                    assert_eq!(preview.err(), Some(refused.clone()));
                    assert_eq!(plan.err(), Some(refused));
                    assert_eq!(companion.cases().expect("cases").cases.len(), before);
                    continue;
                }
                let fields = serde_json::to_string(&preview.expect("a preview").fields);
                let fields = fields.expect("JSON");
                let plan = plan.expect("a plan");
                assert!(!about_health(&plan.sms.body), "{}", plan.sms.body);
                assert!(!about_health(&plan.voice.script.join(" ")));
                let sends = ill && with_health;
                assert_eq!(fields.contains("\"illness"), sends, "{fields}");
                last = Some(plan.case.id.to_string());
            }
            Act::Update { with_health } => {
                let Some(id) = &last else { continue };
                let outcome = companion.update_case(id, &request(true, with_health), Language::En);
                if with_health && !health {
                    assert!(matches!(
                        outcome,
                        Err(Error::ConsentNeeded { .. } | Error::NotNow { .. })
                    ));
                }
            }
            Act::Cancel => {
                let Some(id) = &last else { continue };
                let _ = companion.cancel_case(id);
            }
            Act::Fail => {
                deliver(&companion, "http://127.0.0.1:9");
            }
            Act::Deliver => {
                let seen = got.lock().expect("no panic").len();
                let delivery = deliver(&companion, &address);
                let bodies = got.lock().expect("no panic")[seen..].to_vec();
                assert_eq!(delivery.delivered as usize, bodies.len());
                assert_eq!(delivery.waiting, 0, "everything may be sent somehow");
                let receipts = companion.receipts(Language::En).expect("receipts").receipts;
                for body in &bodies {
                    if !health {
                        assert!(!about_health(&body.to_string()), "{body}");
                    }
                    for stated in body["report"]["consents"].as_array().expect("a list") {
                        let word = stated["purpose"].as_str().expect("a purpose");
                        let purpose = Purpose::parse(word).expect("a purpose");
                        // One that ran out stands with its end; one taken back does not stand.
                        assert!(model.0.contains_key(&purpose), "{body}");
                    }
                    // The receipt names every field that went, and is confirmed.
                    let of_it = receipts.iter().find(|receipt| {
                        receipt.code.as_deref() == body["code"].as_str()
                            && receipt.confirmed_at.is_some()
                            && receipt.revision.map(u64::from) == body["revision"].as_u64()
                    });
                    let fields = &of_it.expect("a receipt").fields;
                    let told = body["report"].get("health").is_some();
                    assert_eq!(fields.iter().any(|path| path == "report.health"), told);
                    assert!(fields.iter().any(|path| path == "report.who.name"));
                }
            }
            Act::Share(kind) => {
                let shared = companion.share(kind, None, None, Language::En);
                if !model.valid(kind.purpose(), now) {
                    assert_eq!(
                        shared.err(),
                        Some(Error::ConsentNeeded {
                            purpose: kind.purpose()
                        })
                    );
                } else if let Ok(shared) = shared {
                    assert!(!about_health(&shared.text));
                } else {
                    assert_eq!(kind, ShareKind::Position, "only a position needs a case");
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_goes_where_its_consent_does_not_stand(acts in prop::collection::vec(act(), 1..16)) {
        run(acts);
    }
}

#[test]
fn a_consent_gone_while_a_case_waits_takes_its_facts_along() {
    let call = Act::Call {
        ill: true,
        with_health: true,
    };
    for gone in [Act::Wait(366), Act::Withdraw(Purpose::Health)] {
        run(vec![
            Act::Give(Purpose::Health),
            call.clone(),
            Act::Fail,
            gone.clone(),
            Act::Deliver,
        ]);
        run(vec![
            Act::Give(Purpose::Health),
            call.clone(),
            Act::Deliver,
            Act::Cancel,
            gone,
            Act::Deliver,
        ]);
    }
    run(vec![Act::Give(Purpose::Health), call, Act::Deliver]);
}
