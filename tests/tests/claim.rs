//! A claim from the case to the receiver's confirmation, through the program: what it states, what
//! it lacks, what it refuses, and that nothing of it is lost or doubled on the way.

use roadside_journeys::{Centre, Outcome, Roadside, files_below};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const PROGRAM: &str = env!("CARGO_BIN_EXE_roadside-under-test");
const NOW: &str = "2026-07-30T09:00:00Z";

/// A motorist, a folder with files, and the claim they work on.
struct Claimant {
    roadside: Roadside,
    desk: tempfile::TempDir,
    claim: String,
}

impl Claimant {
    fn begin() -> Self {
        let (roadside, _) = Roadside::with_card(PROGRAM);
        let new = roadside
            .run(&["claim", "new", "--json", "--now", NOW])
            .expect(0)
            .json();
        Self {
            roadside,
            desk: tempfile::tempdir().expect("a desk"),
            claim: new["id"].as_str().expect("an id").to_owned(),
        }
    }

    /// `roadside claim VERB CLAIM …`, as a program reads it.
    fn run(&self, verb: &[&str], more: &[&str]) -> Outcome {
        let mut words = vec!["claim"];
        words.extend(verb);
        words.push(&self.claim);
        words.extend(more);
        words.extend(["--json", "--now", NOW]);
        self.roadside.run(&words)
    }

    fn done(&self, verb: &[&str], more: &[&str]) -> Value {
        self.run(verb, more).expect(0).json()
    }

    fn show(&self) -> Value {
        self.done(&["show"], &[])
    }

    fn expense(&self, category: &str, amount: &str, currency: &str) -> Value {
        let words = [
            "--category",
            category,
            "--amount",
            amount,
            "--currency",
            currency,
        ];
        self.done(
            &["expense", "add"],
            &[
                &words[..],
                &["--date", "2026-07-11", "--paid", "2026-07-12"],
            ]
            .concat(),
        )
    }

    /// A PDF of so many bytes, each different by its number.
    fn file(&self, number: usize, bytes: usize) -> PathBuf {
        let path = self.desk.path().join(format!("receipt-{number}.pdf"));
        std::fs::write(&path, pdf(number, bytes)).expect("a file");
        path
    }

    fn receipt(&self, file: &Path, more: &[&str]) -> Outcome {
        let path = file.to_string_lossy().into_owned();
        self.run(&["receipt", "add"], &[&[path.as_str()], more].concat())
    }

    fn sign(&self) -> Value {
        let strokes = json!({"width": 300, "height": 120, "strokes": [
            [{"x": 10, "y": 60}, {"x": 120, "y": 20}, {"x": 200, "y": 90}, {"x": 290, "y": 40}],
        ]});
        let path = self.desk.path().join("strokes.json");
        std::fs::write(&path, strokes.to_string()).expect("strokes");
        let path = path.to_string_lossy().into_owned();
        self.done(&["sign"], &["--strokes", &path])
    }

    fn bundle(&self, name: &str) -> (PathBuf, Outcome) {
        let path = self.desk.path().join(name);
        let outcome = self.run(&["bundle"], &[&path.to_string_lossy()]);
        (path, outcome)
    }

    fn tell_all(&self) {
        self.done(
            &["tell"],
            &[
                "--event",
                "breakdown",
                "--description",
                "Motoren gik i stå på bjerget.\nVi blev slæbt til et værksted.",
                "--place",
                "A1 km 214, Karlovac",
                "--at",
                "45.4929,15.5553~20",
                "--occurred",
                "2026-07-10T14:30:00+02:00",
                "--discovered",
                "2026-07-10T14:35:00+02:00",
                "--came-home",
                "2026-07-20",
            ],
        );
        self.done(&["bank"], &["--reg", "0040", "--account", "0440116243"]);
    }

    /// The sealed files of receipts at home.
    fn sealed(&self) -> usize {
        let folder = self.roadside.home().join("receipts");
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    }
}

/// `%PDF-`, then bytes nobody can compress or mistake for another's.
fn pdf(number: usize, bytes: usize) -> Vec<u8> {
    let mut state = number as u64 + 1;
    let mut file = b"%PDF-1.7\n".to_vec();
    while file.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        file.extend_from_slice(&(state ^ (state >> 29)).to_le_bytes());
    }
    file.truncate(bytes);
    file
}

fn missing(claim: &Value) -> Vec<&str> {
    let missing = claim["missing"].as_array().expect("a list");
    missing
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect()
}

fn faults(outcome: Outcome) -> Vec<String> {
    let problem = outcome.expect(2).json();
    let faults = problem["faults"].as_array().expect("faults");
    faults
        .iter()
        .map(|fault| fault["at"].as_str().expect("a place").to_owned())
        .collect()
}

/// What the centre holds of claims.
fn held(centre: &Centre) -> Vec<Value> {
    let answer = Command::new("curl")
        .args(["-sS", &format!("{}/v1/claims", centre.url)])
        .output()
        .expect("curl runs");
    serde_json::from_slice(&answer.stdout).expect("a list of claims")
}

#[test]
fn from_the_case_to_the_confirmation() {
    let (roadside, _) = Roadside::with_card(PROGRAM);
    let call = [
        "call",
        "--at",
        "45.8150,15.9819~20",
        "--fact",
        "event.kind=breakdown",
        "--json",
    ];
    let plan = roadside.run(&call).json();
    let case = plan["case"]["code"].as_str().expect("a code").to_owned();
    let new = roadside
        .run(&["claim", "new", "--case", &case, "--json"])
        .expect(0)
        .json();
    assert_eq!(new["case_code"], plan["case"]["code"]);
    assert_eq!(new["incident"]["kind"], "breakdown");
    assert_eq!(new["incident"]["lat"], 45.815);
    assert_eq!(
        missing(&new),
        [
            "description",
            "discovered_at",
            "expenses",
            "bank",
            "signature"
        ]
    );
    let listed = roadside.run(&["claim", "list", "--json"]).expect(0).json();
    assert_eq!(listed[0]["code"], new["code"]);
    // The code people say names it as well as the id.
    let code = new["code"].as_str().expect("a code").to_lowercase();
    let shown = roadside
        .run(&["claim", "show", &code, "--json"])
        .expect(0)
        .json();
    assert_eq!(shown["id"], new["id"]);
}

#[test]
fn each_expense_stands_beside_what_the_terms_say() {
    let claimant = Claimant::begin();
    claimant.tell_all();
    claimant.expense("hotel", "120.00", "EUR");
    claimant.expense("rental_vehicle", "400", "EUR");
    let claim = claimant.expense("fuel", "55.40", "EUR");
    let expenses = claim["expenses"].as_array().expect("expenses");
    let hotel = &expenses[0]["cover"];
    assert_eq!(hotel["benefit"], "hotel");
    assert_ne!(hotel["verdict"], "covered");
    let rental = &expenses[1]["cover"];
    let limits = rental["limits"].as_array().expect("limits");
    assert!(
        limits.iter().any(|limit| limit["clause"] == "5.b"
            && limit["message"]
                .as_str()
                .is_some_and(|text| text.contains("21"))),
        "{rental}"
    );
    let fuel = &expenses[2]["cover"];
    assert_eq!(fuel["benefit"], "rental_vehicle");
    assert_eq!(
        claim["totals"],
        json!([{"minor": 57_540, "currency": "EUR", "text": "EUR 575.40"}])
    );
    // Theft: DKK 10,000 of customs duty, and no more.
    claimant.done(
        &["tell"],
        &[
            "--event",
            "vehicle_theft",
            "--fact",
            "theft.recovery=not_found",
            "--police-station",
            "Policija Karlovac",
            "--police-number",
            "123/26",
        ],
    );
    let claim = claimant.expense("customs_duty", "12500", "DKK");
    let customs = &claim["expenses"][3]["cover"];
    assert_eq!(customs["above_limit"], true, "{customs}");
    assert!(missing(&claim).contains(&"police_copy"));
    assert!(!missing(&claim).contains(&"police"));
}

#[test]
fn receipts_are_numbered_without_gaps() {
    let claimant = Claimant::begin();
    claimant.expense("towing", "100", "EUR");
    claimant.expense("local_transport", "20", "EUR");
    for number in 1..=4 {
        let file = claimant.file(number, 5_000);
        claimant.receipt(&file, &["--expense", "1"]).expect(0);
    }
    let police = claimant.file(5, 5_000);
    claimant.receipt(&police, &["--police"]).expect(0);
    let before = claimant.show();
    assert_eq!(before["expenses"][0]["receipts"], json!([1, 2, 3, 4]));
    let after = claimant.done(&["receipt", "remove"], &["2"]);
    assert_eq!(after["expenses"][0]["receipts"], json!([1, 2, 3]));
    let digests = |claim: &Value| -> Vec<Value> {
        let receipts = claim["receipts"].as_array().expect("receipts");
        receipts.iter().map(|one| one["sha256"].clone()).collect()
    };
    let mut left = digests(&before);
    left.remove(1);
    assert_eq!(digests(&after), left);
    assert_eq!(after["receipts"][3]["number"], 4);
    assert_eq!(after["receipts"][3]["shows"], "police");
    assert_eq!(claimant.sealed(), 4);
    // The very same file is not proof of two expenses.
    assert_eq!(faults(claimant.receipt(&police, &[])), ["receipt"]);
    // An expense gone leaves its receipts, to be said anew.
    let claim = claimant.done(&["expense", "remove"], &["1"]);
    assert_eq!(claim["receipts"][0]["expense"], Value::Null);
    assert!(missing(&claim).contains(&"loose"));
    // A copy is what was taken in.
    let copy = claimant.desk.path().join("copy.pdf");
    claimant.done(&["receipt", "save"], &["4", &copy.to_string_lossy()]);
    assert_eq!(std::fs::read(copy).expect("a copy"), pdf(5, 5_000));
}

#[test]
fn a_signature_holds_for_what_was_signed() {
    let claimant = Claimant::begin();
    claimant.tell_all();
    claimant.expense("towing", "120.50", "EUR");
    let refused = claimant.run(&["send"], &[]).expect(2).json();
    assert_eq!(refused["type"], "urn:roadside:problem:claim-unsigned");
    assert_eq!(claimant.sign()["valid"], true);
    let changed = claimant.done(&["expense", "change"], &["1", "--amount", "220.50"]);
    assert_eq!(changed["valid"], false);
    assert_eq!(missing(&changed).last(), Some(&"signature_lapsed"));
    assert!(
        changed["missing"]
            .as_array()
            .expect("a list")
            .last()
            .expect("one")["required"]
            == true
    );
    claimant.run(&["send"], &[]).expect(2);
    assert_eq!(claimant.sign()["valid"], true);
    // Queued without an address: safe, and said by the exit code.
    let queued = claimant.run(&["send"], &[]).expect(4).json();
    assert_eq!(queued["state"], "queued");
    // A change takes it out of the outbox: nobody signed what it says now.
    let changed = claimant.done(&["tell"], &["--came-home", "2026-07-21"]);
    assert_eq!(changed["state"], "draft");
    assert_eq!(changed["revision"], 2);
}

#[test]
fn what_is_refused_is_named_and_nothing_is_half_written() {
    let claimant = Claimant::begin();
    claimant.expense("towing", "100", "EUR");
    let before = claimant.show();
    let entry = |amount: &str, currency: &str, date: &str| {
        claimant.run(
            &["expense", "add"],
            &[
                "--category",
                "towing",
                "--amount",
                amount,
                "--currency",
                currency,
                "--date",
                date,
            ],
        )
    };
    assert_eq!(faults(entry("1e309", "EUR", "2026-07-10")), ["amount"]);
    assert_eq!(faults(entry("-5", "EUR", "2026-07-10")), ["amount"]);
    assert_eq!(faults(entry("1.005", "EUR", "2026-07-10")), ["amount"]);
    assert_eq!(faults(entry("5", "XYZ", "2026-07-10")), ["currency"]);
    assert_eq!(faults(entry("5", "EUR", "2026-02-30")), ["incurred_on"]);
    assert_eq!(faults(entry("5", "EUR", "2026-13-01")), ["incurred_on"]);
    assert_eq!(faults(entry("5", "EUR", "2027-07-10")), ["incurred_on"]);
    assert_eq!(
        faults(entry("x", "EUR", "yesterday")),
        ["amount", "incurred_on"]
    );
    for word in ["discovered", "occurred"] {
        let at = format!("{word}_at");
        let told = claimant.run(&["tell"], &[&format!("--{word}"), "2026-02-30T10:00:00Z"]);
        assert_eq!(faults(told), [at]);
    }
    let bank = |words: &[&str]| faults(claimant.run(&["bank"], words));
    assert_eq!(bank(&["--iban", "DK5000400440116244"]), ["iban"]);
    assert_eq!(bank(&["--iban", "DE89370400440532013000"]), ["bic"]);
    assert_eq!(
        bank(&["--reg", "0040", "--account", "12345678901"]),
        ["account"]
    );

    let desk = claimant.desk.path();
    let make = |name: &str, bytes: &[u8]| {
        let path = desk.join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let sparse = make("sparse.pdf", b"%PDF-1.7\n");
    std::fs::File::options()
        .write(true)
        .open(&sparse)
        .and_then(|file| file.set_len(2 << 30))
        .expect("two gigabytes of nothing");
    let pipe = desk.join("pipe.pdf");
    let made = Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("mkfifo runs");
    assert!(made.success());
    for refused in [
        desk.to_owned(),
        sparse,
        pipe,
        make("bomb.zip", &zip_bomb()),
        make("bomb.pdf", &zip_bomb()),
        make("empty.pdf", b""),
        make("page.html", b"<html></html>"),
        desk.join("../../../../nothing/there.pdf"),
        PathBuf::from("/dev/zero"),
    ] {
        let shown = refused.display().to_string();
        let outcome = claimant.receipt(&refused, &["--expense", "1"]);
        assert!(!outcome.out.contains("nothing/there"), "{shown}");
        assert_eq!(faults(outcome), ["receipt"], "{shown}");
    }
    // A path that leads elsewhere is a path like any other: it is read, its name is not kept.
    let real = claimant.file(1, 5_000);
    let folder = real
        .parent()
        .expect("a folder")
        .file_name()
        .expect("a name");
    let around = desk.join("..").join(folder).join("receipt-1.pdf");
    let kept = claimant
        .receipt(&around, &["--expense", "1"])
        .expect(0)
        .json();
    assert_eq!(kept["receipts"][0]["number"], 1);
    claimant
        .run(
            &["receipt", "add"],
            &["--expense", "9", &real.to_string_lossy()],
        )
        .expect(3);
    claimant.done(&["receipt", "remove"], &["1"]);
    assert_eq!(claimant.show()["expenses"], before["expenses"]);
    assert_eq!(claimant.sealed(), 0);
    // Nothing is ever written over, and the bundle's folder must be there.
    let there = make("there.zip", b"mine");
    assert_eq!(
        faults(claimant.run(&["bundle"], &[&there.to_string_lossy()])),
        ["file"]
    );
    assert_eq!(std::fs::read(&there).expect("still there"), b"mine");
    let nowhere = desk.join("nowhere/claim.zip");
    assert_eq!(
        faults(claimant.run(&["bundle"], &[&nowhere.to_string_lossy()])),
        ["file"]
    );
}

/// A ZIP whose one file says it unpacks to four gigabytes.
fn zip_bomb() -> Vec<u8> {
    let mut bomb = b"PK\x03\x04\x14\0\0\0\x08\0\0\0!\0".to_vec();
    bomb.extend_from_slice(&[0x55; 4]);
    bomb.extend_from_slice(&1000_u32.to_le_bytes());
    bomb.extend_from_slice(&u32::MAX.to_le_bytes());
    bomb.extend_from_slice(b"\x01\0\0\0a");
    bomb.extend_from_slice(&[0; 1000]);
    bomb
}

#[test]
fn a_claim_about_health_needs_the_consent_to_leave() {
    let claimant = Claimant::begin();
    claimant.tell_all();
    claimant.expense("medical", "80", "EUR");
    claimant.sign();
    assert_eq!(claimant.show()["about_health"], true);
    let (path, refused) = claimant.bundle("claim.zip");
    let refused = refused.expect(2).json();
    assert_eq!(refused["type"], "urn:roadside:problem:consent-needed");
    assert!(!path.exists());
    claimant.run(&["send"], &[]).expect(2);
    claimant.run(&["page"], &[]).expect(2);
    assert_eq!(claimant.show()["state"], "draft");
    let give = [
        "consent", "give", "health", "--agree", "--json", "--now", NOW,
    ];
    claimant.roadside.run(&give).expect(0);
    let sent = claimant.run(&["send"], &[]).expect(4).json();
    assert_eq!(sent["state"], "queued");
    // Taken back before it left: it stays here.
    let withdraw = ["consent", "withdraw", "health", "--json", "--now", NOW];
    claimant.roadside.run(&withdraw).expect(0);
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    claimant
        .run(&["send"], &["--intake", &centre.url])
        .expect(2);
    let flush = [
        "outbox",
        "flush",
        "--json",
        "--intake",
        &centre.url,
        "--now",
        NOW,
    ];
    assert_ne!(claimant.roadside.run(&flush).code, 0);
    assert_eq!(held(&centre), Vec::<Value>::new());
    claimant.roadside.run(&give).expect(0);
    let sent = claimant
        .run(&["send"], &["--intake", &centre.url])
        .expect(0)
        .json();
    assert_eq!(sent["state"], "received");
    let stated = &held(&centre)[0]["claim"];
    assert_eq!(stated["consents"][0]["purpose"], "health");
}

#[test]
fn what_is_due_is_dated_and_says_why() {
    let claimant = Claimant::begin();
    claimant.tell_all();
    let claim = claimant.show();
    let vouchers = &claim["deadlines"][0];
    assert_eq!(vouchers["id"], "vouchers");
    assert_eq!(vouchers["on"], "2026-07-20");
    assert_eq!(vouchers["clause"], "9");
    let claim = claimant.done(&["tell"], &["--event", "injury"]);
    let health = &claim["deadlines"][1];
    assert_eq!(
        (&health["id"], &health["on"]),
        (&json!("health"), &json!("2029-07-10"))
    );
    assert!(
        health["source"]
            .as_str()
            .is_some_and(|text| !text.is_empty())
    );
}

#[test]
fn forty_expenses_in_five_currencies_and_sixty_megabytes() {
    const BYTES: usize = 1_500_000;
    let claimant = Claimant::begin();
    claimant.tell_all();
    let currencies = ["EUR", "DKK", "HUF", "PLN", "CHF"];
    for number in 1..=40_usize {
        claimant.expense("towing", &format!("{number}.50"), currencies[number % 5]);
        let file = claimant.file(number, BYTES);
        claimant
            .receipt(&file, &["--expense", &number.to_string()])
            .expect(0);
        std::fs::remove_file(file).expect("gone from the desk");
    }
    claimant.sign();
    let claim = claimant.show();
    assert_eq!(claim["totals"].as_array().map(Vec::len), Some(5));
    assert_eq!(missing(&claim), Vec::<&str>::new());

    // Nothing of a receipt lies in clear, and the same claim gives the same bytes.
    for (path, bytes) in files_below(claimant.roadside.home()) {
        assert!(
            !bytes.windows(9).any(|w| w == b"%PDF-1.7\n"),
            "{}",
            path.display()
        );
    }
    let (one, outcome) = claimant.bundle("one.zip");
    let bundled = outcome.expect(0).json();
    assert_eq!(bundled["files"].as_array().map(Vec::len), Some(42));
    assert_eq!(bundled["claim"]["state"], "handed_over");
    let (two, outcome) = claimant.bundle("two.zip");
    outcome.expect(0);
    let bytes = std::fs::read(&one).expect("a bundle");
    assert!(
        bytes == std::fs::read(&two).expect("a bundle"),
        "the bytes differ"
    );
    assert!(bytes.len() > 40 * BYTES);
    let tested = Command::new("unzip")
        .arg("-tq")
        .arg(&one)
        .output()
        .expect("unzip runs");
    assert!(
        tested.status.success(),
        "{}",
        String::from_utf8_lossy(&tested.stdout)
    );
    let inside = |name: &str| {
        let out = Command::new("unzip").arg("-p").arg(&one).arg(name).output();
        out.expect("unzip runs").stdout
    };
    assert!(
        inside("receipts/07.pdf") == pdf(7, BYTES),
        "receipt 7 is another file"
    );
    let stated: Value = serde_json::from_slice(&inside("claim.json")).expect("JSON");
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/claim.schema.json")).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a schema that holds");
    let wrong: Vec<String> = schema.iter_errors(&stated).map(|e| e.to_string()).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let html = String::from_utf8(inside("claim.html")).expect("UTF-8");
    assert!(html.contains("Skadeanmeldelse") && html.contains("EUR 5.50"));

    // The connection breaks in the middle of the first receipt, twice; the phone is killed at
    // random moments; in the end everything is there once.
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &["cut-upload:700000:2"]);
    for _ in 0..2 {
        let broken = claimant
            .run(&["send"], &["--intake", &centre.url])
            .expect(4)
            .json();
        assert_eq!(broken["state"], "queued");
    }
    let lacking = |centre: &Centre| held(centre)[0]["missing"].as_array().map_or(0, Vec::len);
    assert_eq!(lacking(&centre), 40);
    let mut before = 40;
    for round in 0..8_u64 {
        let words = [
            "claim",
            "send",
            &claimant.claim,
            "--intake",
            &centre.url,
            "--json",
            "--now",
            NOW,
        ];
        let mut phone = claimant.roadside.command(&words).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis(60 + 97 * round % 500));
        phone.kill().expect("killed");
        phone.wait().expect("ended");
        let now = lacking(&centre);
        assert!(
            now <= before,
            "{now} after {before}: something was taken back"
        );
        before = now;
    }
    let sent = claimant
        .run(&["send"], &["--intake", &centre.url])
        .expect(0)
        .json();
    assert_eq!(
        (&sent["state"], &sent["received_revision"]),
        (&json!("received"), &json!(1))
    );
    let claims = held(&centre);
    assert_eq!(claims.len(), 1);
    assert_eq!(claims[0]["missing"], json!([]));
    assert_eq!(claims[0]["claim"], stated);
    let arrived: Vec<_> = files_below(&data.path().join("receipts"))
        .into_iter()
        .filter(|(path, _)| path.extension().is_none())
        .collect();
    assert_eq!(arrived.len(), 40);
    // The copy stays until its owner deletes it.
    assert_eq!(claimant.sealed(), 40);
    assert_eq!(faults(claimant.run(&["remove"], &[])), ["--yes"]);
    claimant.done(&["remove"], &["--yes"]);
    assert_eq!(claimant.sealed(), 0);
    claimant.run(&["show"], &[]).expect(3);
}

#[test]
fn a_phone_killed_while_taking_receipts_in_loses_none_it_confirmed() {
    let claimant = Claimant::begin();
    let mut confirmed = 0;
    for round in 0..12_usize {
        let file = claimant
            .file(round, 3_000_000)
            .to_string_lossy()
            .into_owned();
        let words = ["claim", "receipt", "add", &claimant.claim, &file, "--json"];
        let mut phone = claimant.roadside.command(&words).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis((20 + 61 * round as u64) % 300));
        let _ = phone.kill();
        let ended = phone.wait_with_output().expect("ended");
        if ended.status.success() {
            confirmed += 1;
        }
        // Every receipt the claim names can be read, and no other file is left.
        let claim = claimant.show();
        let named = claim["receipts"].as_array().expect("receipts").len();
        assert!(named >= confirmed, "{named} of {confirmed}");
        assert_eq!(claimant.sealed(), named);
        confirmed = named;
    }
    let (path, outcome) = claimant.bundle("all.zip");
    outcome.expect(0);
    let tested = Command::new("unzip")
        .arg("-tq")
        .arg(path)
        .status()
        .expect("unzip runs");
    assert!(tested.success());
}

#[test]
fn a_receipt_changed_on_the_disk_is_never_passed_on() {
    let claimant = Claimant::begin();
    claimant.tell_all();
    claimant.expense("towing", "100", "EUR");
    let file = claimant.file(1, 200_000);
    claimant.receipt(&file, &["--expense", "1"]).expect(0);
    claimant.sign();
    let folder = claimant.roadside.home().join("receipts");
    let sealed = std::fs::read_dir(folder)
        .expect("a folder")
        .next()
        .expect("a file");
    let sealed = sealed.expect("an entry").path();
    let whole = std::fs::read(&sealed).expect("its bytes");
    let pieces = 64 * 1024 + 16;
    let mut swapped = whole.clone();
    swapped[17..17 + 2 * pieces].rotate_left(pieces);
    let mut flipped = whole.clone();
    flipped[100_000] ^= 1;
    for changed in [
        flipped,
        swapped,
        whole[..17 + 2 * pieces].to_vec(),
        Vec::new(),
    ] {
        std::fs::write(&sealed, changed).expect("changed");
        let (path, outcome) = claimant.bundle("claim.zip");
        outcome.expect(5);
        assert!(!path.exists());
        assert!(!path.with_file_name("claim.zip.part").exists());
    }
    let data = tempfile::tempdir().expect("a folder");
    let centre = Centre::start(PROGRAM, data.path(), &[]);
    claimant
        .run(&["send"], &["--intake", &centre.url])
        .expect(5);
    assert_eq!(
        held(&centre)[0]["missing"].as_array().map(Vec::len),
        Some(1)
    );
    std::fs::write(&sealed, whole).expect("as it was");
    let sent = claimant
        .run(&["send"], &["--intake", &centre.url])
        .expect(0)
        .json();
    assert_eq!(sent["state"], "received");
}
