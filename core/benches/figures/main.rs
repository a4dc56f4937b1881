//! The figures of the house: what an answer costs, each beside the thing it is measured against.
//!
//! `cargo xtask bench` prints them. Absolute times are this machine's; ratios are taken in one
//! run, the two sides in turns. Nothing here fails: a figure that misses its budget says so.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a bench prints, and one that cannot go on should say so"
)]

mod bundle;
mod cold_start;
mod outage;
mod questions;
mod queue;
mod sheet;
mod verdicts;

use sheet::Sheet;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let Some(dir) = argument(&arguments, cold_start::OURS) {
        return cold_start::start_ours(&dir);
    }
    if let Some(dir) = argument(&arguments, cold_start::BARE) {
        return cold_start::start_bare(&dir);
    }
    if let Some(dir) = argument(&arguments, bundle::BUNDLE) {
        return bundle::bundle(&dir);
    }
    let mut sheet = Sheet::new();
    verdicts::measure(&mut sheet);
    cold_start::measure(&mut sheet);
    queue::measure(&mut sheet);
    bundle::measure(&mut sheet);
    questions::count(&mut sheet);
    outage::simulate(&mut sheet);
    sheet.print();
}

/// What follows a switch.
fn argument(arguments: &[String], switch: &str) -> Option<String> {
    let at = arguments.iter().position(|argument| argument == switch)?;
    arguments.get(at + 1).cloned()
}
