//! Memory while a claim with 60 MB of receipts is written out, in a process of its own.

use super::sheet::Sheet;
use roadside_core::companion::{Clock, Companion, ReceiptEntry};
use roadside_core::types::Language;
use std::io::Read;
use std::path::Path;
use std::process::Command;

/// The switch of the process that bundles.
pub const BUNDLE: &str = "--bundle-in";

const RECEIPTS: usize = 40;
const EACH: u64 = 1_500_000;
/// What the process may grow by over what it needs to open its home.
const BUDGET_KB: u64 = 8 * 1024;

fn open(dir: &Path) -> Companion {
    Companion::open(dir, &super::cold_start::Key, Clock::Device)
        .expect("a companion")
        .companion
}

/// Bundles the claim in `dir` and prints the peak before and after, in kB.
pub fn bundle(dir: &str) {
    let dir = Path::new(dir);
    let companion = open(dir);
    let claim = companion.claims(Language::Da).expect("claims").claims;
    let id = claim.first().expect("a claim").id.clone();
    let before = peak();
    companion
        .bundle_claim(&id, &dir.join("claim.zip"), Language::Da)
        .expect("a bundle");
    println!("{before} {}", peak());
}

/// `VmHWM` of this process, in kB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or_default()
}

pub fn measure(sheet: &mut Sheet) {
    let home = super::cold_start::home();
    {
        let companion = open(home.path());
        let start = roadside_core::companion::ClaimStart::default();
        let claim = companion
            .start_claim(&start, Language::Da)
            .expect("a claim");
        for number in 0..RECEIPTS {
            let head = format!("%PDF-1.7\n{number}\n");
            let left = EACH - u64::try_from(head.len()).expect("a length");
            let receipt = head.as_bytes().chain(std::io::repeat(0xA5).take(left));
            companion
                .add_receipt_from(&claim.id, receipt, ReceiptEntry::Other, Language::Da)
                .expect("a receipt");
        }
    }
    let own = std::env::current_exe().expect("this program");
    let output = Command::new(own)
        .arg(BUNDLE)
        .arg(home.path())
        .output()
        .expect("a process");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut peaks = text
        .split_whitespace()
        .filter_map(|part| part.parse::<u64>().ok());
    let (Some(before), Some(after)) = (peaks.next(), peaks.next()) else {
        sheet.told("memory while bundling 60 MB", "not known here".to_owned());
        return;
    };
    let grown = after.saturating_sub(before);
    sheet.held(
        "peak memory while bundling 60 MB of receipts",
        format!(
            "{:.1} MB, {:.1} MB more",
            after as f64 / 1024.0,
            grown as f64 / 1024.0
        ),
        "≤ 8 MB more",
        before > 0 && grown <= BUDGET_KB,
    );
}
