//! How times are taken, and the sheet the figures stand on.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often each side is sampled.
const SAMPLES: usize = 41;
/// How long one sample runs at least: long beside the clock's own grain.
const SAMPLE: Duration = Duration::from_millis(4);

/// One line: what was measured, what it came to, what is asked of it.
struct Line {
    what: String,
    figure: String,
    budget: String,
    held: Option<bool>,
}

/// All figures of one run.
pub struct Sheet {
    lines: Vec<Line>,
}

impl Sheet {
    pub fn new() -> Self {
        Self { lines: Vec::new() }
    }

    /// A figure with a budget.
    pub fn held(&mut self, what: &str, figure: String, budget: &str, held: bool) {
        self.line(what, figure, budget, Some(held));
    }

    /// A figure without one.
    pub fn told(&mut self, what: &str, figure: String) {
        self.line(what, figure, "", None);
    }

    fn line(&mut self, what: &str, figure: String, budget: &str, held: Option<bool>) {
        self.lines.push(Line {
            what: what.to_owned(),
            figure,
            budget: budget.to_owned(),
            held,
        });
    }

    pub fn print(&self) {
        let widest = |of: fn(&Line) -> &str| {
            let widths = self.lines.iter().map(|line| of(line).chars().count());
            widths.max().unwrap_or_default()
        };
        let (what, figure) = (widest(|line| &line.what), widest(|line| &line.figure));
        println!();
        for line in &self.lines {
            let held = match line.held {
                None => "",
                Some(true) => "held",
                Some(false) => "MISSED",
            };
            let text = format!(
                "{:what$}  {:>figure$}  {:<12} {held}",
                line.what, line.figure, line.budget
            );
            println!("{}", text.trim_end());
        }
    }
}

/// The median of several samples, for what a disk or a new process takes.
pub fn median(mut samples: Vec<Duration>) -> Duration {
    samples.sort();
    samples.get(samples.len() / 2).copied().unwrap_or_default()
}

/// How long `work` takes, once.
pub fn once<R>(work: impl FnOnce() -> R) -> Duration {
    let started = Instant::now();
    black_box(work());
    started.elapsed()
}

/// How long one call of `work` takes: the quickest of many samples of many calls each. What only
/// computes is slowed by neighbours on the machine, never sped up.
pub fn each<R>(mut work: impl FnMut() -> R) -> Duration {
    let mut calls = 1_u32;
    while once(|| (0..calls).for_each(|_| drop(black_box(work())))) < SAMPLE {
        calls = calls.saturating_mul(2);
    }
    let sample = |_| once(|| (0..calls).for_each(|_| drop(black_box(work())))) / calls;
    (0..SAMPLES).map(sample).min().unwrap_or_default()
}

/// Two things measured in turns, so that whatever slows the machine slows both.
pub fn in_turns(
    turns: usize,
    mut one: impl FnMut() -> Duration,
    mut other: impl FnMut() -> Duration,
) -> (Duration, Duration) {
    let (mut ones, mut others) = (Vec::with_capacity(turns), Vec::with_capacity(turns));
    for _ in 0..turns {
        ones.push(one());
        others.push(other());
    }
    (median(ones), median(others))
}

/// A time in the unit people would say it in.
pub fn time(duration: Duration) -> String {
    let nanoseconds = duration.as_secs_f64() * 1e9;
    match nanoseconds {
        small if small < 1e3 => format!("{small:.0} ns"),
        small if small < 1e6 => format!("{:.2} µs", small / 1e3),
        large => format!("{:.2} ms", large / 1e6),
    }
}

pub fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
