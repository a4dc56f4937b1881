//! Sealed receipts beside the database: what a stop leaves behind, and what damage takes along.

#![allow(clippy::expect_used, clippy::panic, missing_docs)]

use roadside_core::claim::{Claim, Shows, Told};
use roadside_core::error::Error;
use roadside_core::store::{FILE, RECEIPTS, Store};
use roadside_core::types::{Secret, Timestamp};
use std::fs;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

fn open(home: &Path) -> Store {
    Store::open(home, &Secret::new([7; 32]))
        .expect("opens")
        .store
}

fn now() -> Timestamp {
    "2026-07-30T09:00:00Z".parse().expect("a time")
}

const CLAIM: Uuid = Uuid::from_u128(5);

fn with_claim(home: &Path) -> Store {
    let store = open(home);
    let claim = Claim::new(CLAIM, Uuid::nil(), Told::default(), now());
    store.add_claim(&claim).expect("kept");
    store
}

fn add(store: &Store, bytes: &[u8]) -> Result<Claim, Error> {
    let written = store.write_receipt(bytes)?;
    let added = store.add_receipt(CLAIM, written, |claim, new| {
        claim.add_receipt(new, Shows::Other, now())
    });
    added.map(|(claim, _)| claim)
}

fn files(home: &Path) -> usize {
    fs::read_dir(home.join(RECEIPTS)).map_or(0, Iterator::count)
}

/// Sizes around the edges of a piece come back whole.
#[test]
fn every_size_comes_back_as_it_was() {
    let home = tempfile::tempdir().expect("a home");
    let store = with_claim(home.path());
    for size in [5, 65_535, 65_536, 65_537, 131_072, 131_073, 300_001] {
        let mut bytes = b"%PDF-".to_vec();
        bytes.resize(size, u8::try_from(size % 251).expect("a byte"));
        let claim = add(&store, &bytes).expect("kept");
        let receipt = claim.receipts.last().expect("a receipt");
        let mut back = Vec::new();
        let mut reader = store.read_receipt(receipt.id).expect("opens");
        reader.read_to_end(&mut back).expect("reads");
        assert!(back == bytes, "{size} bytes");
    }
}

#[test]
fn an_opening_sweeps_what_nobody_names_and_nobody_writes() {
    let home = tempfile::tempdir().expect("a home");
    let store = with_claim(home.path());
    add(&store, b"%PDF-one").expect("kept");
    let folder = home.path().join(RECEIPTS);
    fs::write(folder.join(Uuid::from_u128(1).to_string()), b"left").expect("left behind");
    fs::write(folder.join(format!("{}.part", Uuid::from_u128(2))), b"left").expect("left behind");
    fs::write(folder.join("somebody-elses.txt"), b"mine").expect("not ours");
    // Somebody else is just taking one in.
    let under_way = store.write_receipt(&b"%PDF-two"[..]).expect("written");
    assert_eq!(files(home.path()), 5);
    let other = open(home.path());
    assert_eq!(files(home.path()), 3);
    drop(other);
    store
        .add_receipt(CLAIM, under_way, |claim, new| {
            claim.add_receipt(new, Shows::Other, now())
        })
        .expect("still there to be named");
    drop(store);
    assert_eq!(
        open(home.path())
            .claim(CLAIM)
            .expect("there")
            .receipts
            .len(),
        2
    );
    assert_eq!(files(home.path()), 3);
}

#[test]
fn what_is_refused_leaves_no_file() {
    let home = tempfile::tempdir().expect("a home");
    let store = with_claim(home.path());
    add(&store, b"%PDF-one").expect("kept");
    assert!(add(&store, b"%PDF-one").is_err(), "the same twice");
    assert!(add(&store, b"GIF89a").is_err());
    assert!(add(&store, b"").is_err());
    assert!(store.write_receipt(std::io::repeat(b'%')).is_err());
    let endless = b"%PDF-".chain(std::io::repeat(0));
    assert!(store.write_receipt(endless).is_err());
    assert_eq!(files(home.path()), 1);
}

#[test]
fn a_damaged_database_takes_its_receipts_along() {
    let home = tempfile::tempdir().expect("a home");
    let store = with_claim(home.path());
    add(&store, b"%PDF-one").expect("kept");
    drop(store);
    fs::write(home.path().join(FILE), vec![0x55; 8192]).expect("damaged");
    let opened = Store::open(home.path(), &Secret::new([7; 32])).expect("opens");
    assert!(opened.set_aside.is_some());
    assert_eq!(files(home.path()), 0);
    let aside = home.path().join(format!("{RECEIPTS}.damaged-1"));
    assert_eq!(fs::read_dir(aside).expect("set aside").count(), 1);
}
