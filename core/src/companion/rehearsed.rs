//! What a rehearsal came to, as it is shown and as the card remembers it.

use crate::card::day;
use crate::messages;
use crate::store::Rehearsal;
use crate::types::Language;
use crate::types::calendar::copenhagen_date;
use serde::Serialize;

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum StepOutcome {
    /// It works.
    Ok,
    /// It works, and something is left to do before leaving.
    ToDo,
    /// It does not work.
    Failed,
}

/// One step of a rehearsal.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct RehearsedStep {
    /// `card`, `filled_in`, `in_force`, `notice`, `position`, `check`, `call`, `sms`, `numbers`,
    /// `answers` or `paper`.
    pub id: String,
    /// What was tried.
    pub title: String,
    /// How it went.
    pub outcome: StepOutcome,
    /// What was found.
    pub found: String,
    /// What to do about it, when something is to be done.
    pub remedy: Option<String>,
}

/// A rehearsal just walked through.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Rehearsed {
    /// When, RFC 3339.
    pub at: String,
    /// The card that was rehearsed.
    pub card: String,
    /// Whether no step failed.
    pub passed: bool,
    /// How the network was kept out.
    pub network: String,
    /// Every step, in the order of the roadside.
    pub steps: Vec<RehearsedStep>,
    /// What came of it, in one sentence with the date: what the card shows from now on.
    pub summary: String,
}

/// When a card was last rehearsed, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct LastRehearsed {
    /// The day in Denmark, `YYYY-MM-DD`.
    pub on: String,
    /// Whether no step failed.
    pub passed: bool,
    /// What failed, in words.
    pub failed: Vec<String>,
    /// What was left to do, in words.
    pub to_do: Vec<String>,
    /// All of it in one sentence.
    pub text: String,
}

/// What is kept of a rehearsal, in words.
pub(super) fn say(kept: &Rehearsal, language: Language) -> LastRehearsed {
    let titles =
        |ids: &[String]| -> Vec<String> { ids.iter().map(|id| title(id, language)).collect() };
    let (failed, to_do) = (titles(&kept.failed), titles(&kept.to_do));
    let on = copenhagen_date(kept.at);
    let date = day(on, language);
    let (key, what) = if !failed.is_empty() {
        ("rehearse.last.failed", failed.join(", "))
    } else if !to_do.is_empty() {
        ("rehearse.last.to_do", to_do.join(", "))
    } else {
        ("rehearse.last.passed", String::new())
    };
    LastRehearsed {
        on: on.to_string(),
        passed: failed.is_empty(),
        text: messages::text(language, key, &[("date", &date), ("what", &what)]),
        failed,
        to_do,
    }
}

pub(super) fn title(id: &str, language: Language) -> String {
    messages::text(language, &format!("rehearse.step.{id}"), &[])
}

crate::types::redacted!(Rehearsed, RehearsedStep);
