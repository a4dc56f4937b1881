//! From nothing to the first notice, in a process of its own: whatever is set up once per
//! process is paid for here.

use super::sheet::{Sheet, in_turns, ratio, time};
use roadside_core::companion::{Clock, Companion, Spot};
use roadside_core::position::{Fix, Method};
use roadside_core::store::{FILE, KeyStore, KeyStoreError};
use roadside_core::types::{Language, Secret};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

pub const OURS: &str = "--cold-start";
pub const BARE: &str = "--cold-sqlite";

const STARTS: usize = 41;
const CARD: &[u8] = include_bytes!("../../../bindings/terminal/sample-card.json");

/// A key that is at hand: what a phone's key store takes is the phone's.
pub struct Key;

impl KeyStore for Key {
    fn database_key(&self) -> Result<Secret<[u8; 32]>, KeyStoreError> {
        Ok(Secret::new([7; 32]))
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

/// A home with a card in it, on the disk the build stands on.
pub fn home() -> tempfile::TempDir {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a directory");
    let opening = Companion::open(dir.path(), &Key, Clock::Device).expect("a companion");
    opening.companion.add_card(CARD).expect("a card");
    dir
}

pub fn measure(sheet: &mut Sheet) {
    let home = home();
    let dir = home.path().to_str().expect("a path").to_owned();
    let program = std::env::current_exe().expect("this program");
    let start = |switch: &str| -> Duration {
        let output = Command::new(&program)
            .args([switch, &dir])
            .output()
            .expect("a process");
        let text = String::from_utf8(output.stdout).expect("a figure");
        Duration::from_nanos(text.trim().parse().expect("nanoseconds"))
    };
    let (ours, bare) = in_turns(STARTS, || start(OURS), || start(BARE));
    let times = ratio(ours, bare);
    sheet.told("a bare SQLite open and one row read", time(bare));
    sheet.held(
        "cold start to the first notice as a page",
        format!("{}, {times:.2} ×", time(ours)),
        "≤ 5 ms, ≤ 3 ×",
        ours <= Duration::from_millis(5) && times <= 3.0,
    );
}

/// Opens what is there, unseals the active card, finds the country and renders its notice.
#[allow(clippy::print_stdout)]
pub fn start_ours(dir: &str) {
    let zagreb = Fix {
        lat: 45.8144,
        lon: 15.9779,
        accuracy_m: Some(12.0),
        fixed_at: None,
        method: Method::Gnss,
    };
    let started = Instant::now();
    let opening = Companion::open(Path::new(dir), &Key, Clock::Device).expect("a companion");
    let notices = opening
        .companion
        .notice(None, Spot::Fix(zagreb), Language::Da, None)
        .expect("a notice");
    let page = notices.html();
    let took = started.elapsed();
    assert!(page.contains("lang=\"hr\"") && notices.country.as_deref() == Some("HR"));
    println!("{}", took.as_nanos());
}

/// Opens the same file and reads the same row, still sealed.
#[allow(clippy::print_stdout)]
pub fn start_bare(dir: &str) {
    let path = Path::new(dir).join(FILE);
    let started = Instant::now();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).expect("a database");
    let sealed: Vec<u8> = connection
        .query_row("SELECT sealed FROM cards WHERE active = 1", [], |row| {
            row.get(0)
        })
        .expect("the card's row");
    let took = started.elapsed();
    assert!(!sealed.is_empty());
    println!("{}", took.as_nanos());
}
