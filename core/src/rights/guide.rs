//! What somebody needs to know before writing: to whom, with what, until when, at what cost.

use super::due::{self, Reason};
use super::request::{Request, Standing};
use super::said::{SaidAddressee, SaidDue, SaidGuide, SaidRequest};
use super::words::{Addressee, Authority, DataKind, ForWhom, Relation, Right};
use crate::card::day;
use crate::messages;
use crate::types::{Date, Language};

/// SOS International's main desk (privacy policy).
const SOS_PHONE: &str = "+4570105055";
/// The authority's number (its own pages; the sources only name it).
const AUTHORITY_PHONE: &str = "+4533193200";

/// What to enclose, in the order to put it in.
pub(super) fn documents(right: Right, for_whom: ForWhom, language: Language) -> Vec<String> {
    let mut keys: Vec<&str> = Vec::new();
    if let ForWhom::Another {
        relation,
        authority,
    } = for_whom
    {
        keys.push(match (authority, relation) {
            (Authority::PowerOfAttorney, _) => "rights.document.power_of_attorney",
            (_, Relation::Spouse) => "rights.document.marriage",
            (_, Relation::Parent) => "rights.document.birth_or_guardianship",
            (_, Relation::Child) => "rights.document.birth",
            (_, Relation::Executor) => "rights.document.court",
            (_, Relation::Companion) => "rights.document.affiliation",
        });
    }
    if right == Right::Complain {
        keys.push("rights.document.letters");
    }
    keys.into_iter()
        .map(|key| messages::text(language, key, &[]))
        .collect()
}

/// What somebody who wants to use a right for somebody needs to know beforehand.
pub fn guide(
    right: Right,
    for_whom: ForWhom,
    data: DataKind,
    to: Addressee,
    insurer: Option<&str>,
    language: Language,
) -> SaidGuide {
    let say = |key: &str| messages::text(language, key, &[]);
    let answer = due::reasons(right, data, to)
        .into_iter()
        .map(|reason| say(&format!("rights.answer.{}", reason.word())))
        .collect();
    let how = if to == Addressee::Authority {
        "rights.how.authority"
    } else {
        "rights.how.letter"
    };
    SaidGuide {
        right: right.word().to_owned(),
        title: right.name(language),
        about: say(&format!("rights.about.{}", right.word())),
        for_whom: for_whom.word().to_owned(),
        to: addressee(to, insurer, language),
        documents: documents(right, for_whom, language),
        answer,
        cost: say("rights.free"),
        how: say(how),
        notes: notes(right, for_whom, data, to, language),
    }
}

fn notes(
    right: Right,
    for_whom: ForWhom,
    data: DataKind,
    to: Addressee,
    language: Language,
) -> Vec<String> {
    let of = |relation: Relation| matches!(for_whom, ForWhom::Another { relation: own, .. } if own == relation);
    let unissued = matches!(
        for_whom,
        ForWhom::Another {
            authority: Authority::NoneCanBeIssued,
            ..
        }
    );
    [
        (of(Relation::Parent) && !unissued).then_some("rights.note.under_18"),
        (of(Relation::Companion) && unissued).then_some("rights.note.companion"),
        (right == Right::Access && data.health()).then_some("rights.note.health"),
        (right == Right::Withdraw).then_some("rights.note.withdraw"),
        (right == Right::Erase).then_some("rights.note.erase"),
        (right == Right::Complain).then_some("rights.note.ask_first"),
        (to == Addressee::Sos).then_some("rights.note.controller"),
        Some("rights.note.old_law"),
    ]
    .into_iter()
    .flatten()
    .map(|key| messages::text(language, key, &[]))
    .collect()
}

/// Who is written to, as on an envelope.
pub(super) fn addressee(to: Addressee, insurer: Option<&str>, language: Language) -> SaidAddressee {
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
    let (lines, phone, web): (Vec<String>, _, _) = match to {
        Addressee::Sos => (
            lines(&[
                "SOS International A/S",
                "Nitivej 6",
                "2000 Frederiksberg",
                "Danmark",
            ]),
            Some(SOS_PHONE),
            Some("www.sos.eu"),
        ),
        Addressee::Insurer => {
            let unknown = messages::text(language, "rights.insurer_address", &[]);
            let name = insurer.map(str::to_owned);
            (name.into_iter().chain([unknown]).collect(), None, None)
        }
        Addressee::Authority => (
            lines(&[
                "Datatilsynet",
                "Carl Jacobsens Vej 35",
                "2500 Valby",
                "Danmark",
            ]),
            Some(AUTHORITY_PHONE),
            Some("www.datatilsynet.dk"),
        ),
    };
    SaidAddressee {
        kind: to.word().to_owned(),
        lines,
        phone: phone.map(str::to_owned),
        web: web.map(str::to_owned),
    }
}

impl Request {
    /// The request and where it stands on a day in Denmark.
    pub fn say(&self, id: &str, today: Date, language: Language) -> SaidRequest {
        let standing = self.standing(today);
        let on = match standing {
            Standing::Draft => self.made_on,
            Standing::Waiting => self.dues().first().map_or(today, |due| due.on),
            Standing::Late(on) | Standing::Overdue(on) | Standing::Answered(on) => on,
        };
        let on = day(on, language);
        let say = |group: &str| {
            let key = format!("rights.{group}.{}", standing.word());
            messages::text(language, &key, &[("date", &on)])
        };
        let answered = self.answered_on.is_some();
        let due = self.dues().into_iter().map(|due| {
            let key = format!("rights.due.{}", due.reason.word());
            SaidDue {
                reason: due.reason.word().to_owned(),
                on: due.on.to_string(),
                passed: !answered && due.on < today,
                text: messages::text(language, &key, &[("date", &day(due.on, language))]),
            }
        });
        let next = match (standing, self.to) {
            (Standing::Overdue(_), Addressee::Authority) => {
                messages::text(language, "rights.next.ask_authority", &[])
            }
            _ => say("next"),
        };
        SaidRequest {
            id: id.to_owned(),
            right: self.right.word().to_owned(),
            title: self.right.name(language),
            for_whom: self.for_whom.word().to_owned(),
            person: self.person.clone(),
            data: self.data.word().to_owned(),
            to: addressee(self.to, self.insurer.as_deref(), language),
            made_on: self.made_on.to_string(),
            sent_on: self.sent_on.map(|day| day.to_string()),
            answered_on: self.answered_on.map(|day| day.to_string()),
            state: standing.word().to_owned(),
            state_text: say("state"),
            due: due.collect(),
            documents: documents(self.right, self.for_whom, language),
            next,
        }
    }

    /// Which of SOS International's promises the letter reminds of, if any, and the law's bound.
    pub(super) fn reasons(&self) -> Vec<Reason> {
        due::reasons(self.right, self.data, self.to)
    }
}
