//! What goes out: shown before, receipted after, handed on only with leave.

use super::help::fresh_id;
use super::{Companion, HelpRequest, Intake};
use crate::assistance::{
    Case, DisclosedField, ShareKind, SharedLine, TOKEN, card_lines, disclosed, field_label,
    position_lines,
};
use crate::card;
use crate::error::{Error, Subject};
use crate::messages;
use crate::privacy::{Carried, Dispatch, Outcome, Recipient, Rule};
use crate::types::{Language, Timestamp};
use chrono_tz::Europe::Copenhagen;
use serde::Serialize;
use uuid::Uuid;

/// What would go out if help were called for now, to whom and why.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Preview {
    /// The company that gets it.
    pub company: String,
    /// The computer it goes to, when it is known; no other is spoken to.
    pub host: Option<String>,
    /// Why it may go.
    pub why: String,
    /// Every field, in the order it is written.
    pub fields: Vec<DisclosedField>,
    /// What is told and stays here, and what it would take to send it.
    pub withheld: Vec<String>,
    /// What else the recipient sees, and what becomes of it all here.
    pub notes: Vec<String>,
}

/// The receipt of something that went out.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Receipted {
    /// Its id on this device.
    pub id: Uuid,
    /// When.
    pub at: Timestamp,
    /// `case`, `claim` or `share`.
    pub kind: String,
    /// The case's code, or which kind of text was handed on.
    pub code: Option<String>,
    /// The revision that went.
    pub revision: Option<u32>,
    /// To whom, as people know them; `None` when the motorist chose.
    pub company: Option<String>,
    /// The computer it went to.
    pub host: Option<String>,
    /// Why it was allowed, in words.
    pub why: String,
    /// The fields that held a value, as paths.
    pub fields: Vec<String>,
    /// What people call them, in the same order.
    pub labels: Vec<String>,
    /// When the recipient confirmed it.
    pub confirmed_at: Option<Timestamp>,
    /// What became of it, in words.
    pub outcome: String,
    /// When this receipt is deleted here.
    pub receipt_deleted_at: Option<Timestamp>,
    /// When what was sent is deleted here, when that is known already.
    pub data_deleted_at: Option<Timestamp>,
    /// Both in words.
    pub deleted: String,
}

/// All receipts, and whether one could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipts {
    /// The readable ones, newest first.
    pub receipts: Vec<Receipted>,
    /// Set when a receipt was changed from outside and not read: show it beside the list.
    pub trouble: Option<Error>,
}

/// A text to be handed on through the phone's share sheet.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Shared {
    /// What it is: `position`, `garage` or `hospital`.
    pub kind: String,
    /// The text.
    pub text: String,
    /// The consent it rests on, and until when that holds.
    pub why: String,
}

impl Companion {
    /// Exactly which fields would go to the alarm centre for this request, and why; nothing is
    /// kept or sent. `intake` names the computer when it is known.
    ///
    /// # Errors
    /// As [`Companion::plan_help`].
    pub fn preview_help(
        &self,
        request: &HelpRequest,
        intake: Option<&Intake>,
        language: Language,
    ) -> Result<Preview, Error> {
        let (case, withheld) = self.would_be_sent(request, language)?;
        let card = self.card(Some(case.card))?.card;
        let say = |key: &str| messages::text(language, &format!("privacy.preview.{key}"), &[]);
        let mut fields = disclosed(&case, language);
        if card.intake_token.is_some() {
            fields.push(DisclosedField {
                path: TOKEN.to_owned(),
                label: field_label(TOKEN, language),
                value: "•••".to_owned(),
            });
        }
        Ok(Preview {
            company: self.handbook().company(&card).as_str().to_owned(),
            host: intake.map(|intake| intake.host().to_owned()),
            why: say("why"),
            fields,
            withheld: withheld
                .then(|| say("withheld_health"))
                .into_iter()
                .collect(),
            notes: vec![say("address"), say("after")],
        })
    }

    /// The receipts of everything that went out, newest first.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn receipts(&self, language: Language) -> Result<Receipts, Error> {
        let listed = self.store.dispatches()?;
        let trouble = listed.trouble("dispatches");
        let cases = self.store.cases()?.records;
        let receipts = listed
            .records
            .iter()
            .rev()
            .map(|(_, dispatch)| receipted(dispatch, &cases, language))
            .collect();
        Ok(Receipts { receipts, trouble })
    }

    /// A text to hand on: where the car of a case stands (the one named, else the newest), or the
    /// card for a garage or hospital abroad. That it was made is receipted.
    ///
    /// # Errors
    /// [`Error::ConsentNeeded`] when there is no valid consent for it, nothing made then;
    /// [`Error::NotFound`] when there is no such case or card; [`Error::NotNow`] when the case is
    /// over.
    pub fn share(
        &self,
        kind: ShareKind,
        case: Option<&str>,
        card: Option<Uuid>,
        language: Language,
    ) -> Result<Shared, Error> {
        let now = self.clock.now();
        let permit = kind.permit(&self.consent_records()?, now)?;
        let lines: Vec<SharedLine> = match kind {
            ShareKind::Position => {
                let case = match case {
                    Some(named) => self.find_case(named)?,
                    None => self.newest_open_case()?,
                };
                position_lines(&case, &permit, language, now)?
            }
            ShareKind::Garage | ShareKind::Hospital => {
                let held = self.card(card)?;
                let company = self.handbook().company(&held.card);
                let phone = self.handbook().alarm_phone(&held.card);
                card_lines(
                    kind,
                    &held.card,
                    company.as_str(),
                    &phone,
                    &permit,
                    language,
                )?
            }
        };
        let fields = lines.iter().filter(|(path, _)| !path.is_empty());
        self.store.put_dispatch(&Dispatch {
            id: fresh_id(now),
            at: now,
            what: Carried::Share {
                word: kind.word().to_owned(),
            },
            to: Recipient {
                company: None,
                host: None,
            },
            purpose: Some(kind.purpose()),
            fields: fields.map(|(path, _)| (*path).to_owned()).collect(),
            outcome: Outcome::Unconfirmed,
        })?;
        let text: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
        Ok(Shared {
            kind: kind.word().to_owned(),
            text: text.join("\n"),
            why: why_consented(kind.purpose().word(), Some(permit.until()), language),
        })
    }

    fn newest_open_case(&self) -> Result<Case, Error> {
        let cases = self.store.cases()?.records.into_iter().rev();
        let mut open = cases
            .map(|(_, case)| case)
            .filter(|case| !case.state.has_ended());
        open.next().ok_or(Error::NotFound {
            what: Subject::Case,
        })
    }
}

fn why_consented(purpose: &str, until: Option<Timestamp>, language: Language) -> String {
    let name = messages::text(language, &format!("privacy.purpose.{purpose}.name"), &[]);
    match until {
        Some(until) => messages::text(
            language,
            "privacy.why_until",
            &[("purpose", &name), ("date", &local_day(until, language))],
        ),
        None => messages::text(language, "privacy.why_consented", &[("purpose", &name)]),
    }
}

fn receipted(dispatch: &Dispatch, cases: &[(Uuid, Case)], language: Language) -> Receipted {
    let say = |key: &str, date: Option<Timestamp>| {
        let date = date.map_or_else(String::new, |at| local_day(at, language));
        messages::text(language, &format!("privacy.sent.{key}"), &[("date", &date)])
    };
    let (kind, code, revision, case) = match &dispatch.what {
        Carried::Case { id, code, revision } => {
            ("case", Some(code.clone()), Some(*revision), Some(*id))
        }
        Carried::Claim { revision, .. } => ("claim", None, Some(*revision), None),
        Carried::Share { word } => ("share", Some(word.clone()), None, None),
    };
    let kept = case.and_then(|id| cases.iter().find(|(known, _)| *known == id));
    let data_deleted_at = kept
        .and_then(|(_, case)| case.retention())
        .and_then(|(rule, since)| rule.due(since));
    let receipt_deleted_at = Rule::Receipt.due(dispatch.at);
    let confirmed_at = match dispatch.outcome {
        Outcome::Confirmed { at } => Some(at),
        Outcome::Unconfirmed => None,
    };
    let data = match (case, kept, data_deleted_at) {
        (Some(_), None, _) => say("data_gone", None),
        (Some(_), Some(_), Some(at)) => say("data_until", Some(at)),
        (Some(_), Some(_), None) => say("data_open", None),
        (None, ..) => say("data_none", None),
    };
    Receipted {
        id: dispatch.id,
        at: dispatch.at,
        kind: kind.to_owned(),
        code,
        revision,
        company: dispatch.to.company.clone(),
        host: dispatch.to.host.clone(),
        why: match dispatch.purpose {
            None => messages::text(language, "privacy.preview.why", &[]),
            Some(purpose) => why_consented(purpose.word(), None, language),
        },
        fields: dispatch.fields.clone(),
        labels: dispatch
            .fields
            .iter()
            .map(|path| label_of(path, language))
            .collect(),
        confirmed_at,
        outcome: match (&dispatch.what, confirmed_at) {
            (Carried::Share { .. }, _) => say("handed_on", None),
            (_, Some(at)) => say("confirmed", Some(at)),
            (_, None) => say("unconfirmed", None),
        },
        receipt_deleted_at,
        data_deleted_at,
        deleted: format!("{data} {}", say("receipt_until", receipt_deleted_at)),
    }
}

/// What a field is called: one of a case, else one of a card.
fn label_of(path: &str, language: Language) -> String {
    if card::FIELDS.contains(&path) {
        card::label(path, language)
    } else {
        field_label(path, language)
    }
}

/// The day of a moment in Denmark, as it is written in the language.
pub(super) fn local_day(at: Timestamp, language: Language) -> String {
    card::day(at.with_timezone(&Copenhagen).date_naive(), language)
}

crate::types::redacted!(Preview, Receipted, Shared);
