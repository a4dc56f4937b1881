//! A request as typed, as kept, and where it stands.

use super::due::{Due, Reason, dues};
use super::words::{Addressee, DataKind, ForWhom, Right};
use crate::types::{Date, Fault, Phone, Problem, clean_line};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The greatest number of characters of an explanation.
const MOST_DETAILS: usize = 1000;
/// The greatest number of characters of a name, an address or a reference.
const MOST_LINE: usize = 200;

/// A request as a form or a command line gives it; every field is looked at together.
#[derive(Clone, Default, uniffi::Record)]
pub struct TypedRequest {
    /// `access`, `correct`, `erase`, `object`, `withdraw` or `complain`.
    pub right: String,
    /// `myself`, `spouse`, `parent`, `child`, `executor` or `companion`; oneself when left out.
    #[uniffi(default = None)]
    pub for_whom: Option<String>,
    /// The other person cannot issue a power of attorney.
    #[uniffi(default = false)]
    pub no_power_of_attorney: bool,
    /// `personal`, `health` or `both`; `personal` when left out.
    #[uniffi(default = None)]
    pub data: Option<String>,
    /// `sos` or `insurer`; SOS International when left out, the authority for a complaint.
    #[uniffi(default = None)]
    pub to: Option<String>,
    /// Who writes.
    #[uniffi(default = None)]
    pub name: Option<String>,
    /// Where the answer is to go, on one line.
    #[uniffi(default = None)]
    pub address: Option<String>,
    /// Where to be called back, with country code.
    #[uniffi(default = None)]
    pub phone: Option<String>,
    /// The person the data is about, when asking for another.
    #[uniffi(default = None)]
    pub person: Option<String>,
    /// Case, claim or policy number, so that the data can be found.
    #[uniffi(default = None)]
    pub reference: Option<String>,
    /// The insurer's name, when the letter goes there.
    #[uniffi(default = None)]
    pub insurer: Option<String>,
    /// What is wrong and what is right, what to delete, what the complaint is about.
    #[uniffi(default = None)]
    pub details: Option<String>,
}

/// A request that has passed the border.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The right.
    pub right: Right,
    /// Whose data.
    pub for_whom: ForWhom,
    /// Which data.
    pub data: DataKind,
    /// Who is written to.
    pub to: Addressee,
    /// Who writes.
    pub name: String,
    /// Where the answer is to go.
    pub address: Option<String>,
    /// Where to be called back, E.164.
    pub phone: Option<String>,
    /// The person the data is about; set exactly when asking for another.
    pub person: Option<String>,
    /// Case, claim or policy number.
    pub reference: Option<String>,
    /// The insurer's name.
    pub insurer: Option<String>,
    /// What exactly is asked for.
    pub details: Option<String>,
    /// The day it was written, in Denmark.
    pub made_on: Date,
    /// The day it was sent.
    pub sent_on: Option<Date>,
    /// The day the answer came.
    pub answered_on: Option<Date>,
}

/// Where a request stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Written, not sent.
    Draft,
    /// Sent, and no day has passed.
    Waiting,
    /// A promised day has passed, the law's has not.
    Late(Date),
    /// The last day has passed.
    Overdue(Date),
    /// Answered.
    Answered(Date),
}

impl Standing {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Waiting => "waiting",
            Self::Late(_) => "late",
            Self::Overdue(_) => "overdue",
            Self::Answered(_) => "answered",
        }
    }
}

impl Request {
    /// Reads what was typed; `holder` and `insurer` (from the card) stand in where no name was.
    ///
    /// # Errors
    /// Every fault, at the field's name: a word that is none, a name or explanation that is
    /// missing or hides characters, a telephone number without country code.
    pub fn parse(typed: &TypedRequest, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let right = taken(&mut faults, "right", Right::parse(&typed.right));
        let asker = typed.for_whom.as_deref().unwrap_or(ForWhom::MYSELF);
        let for_whom = ForWhom::parse(asker, !typed.no_power_of_attorney);
        let for_whom = taken(&mut faults, "for", for_whom);
        let data = typed
            .data
            .as_deref()
            .map_or(Ok(DataKind::Personal), DataKind::parse);
        let data = taken(&mut faults, "data", data);
        let to = right
            .and_then(|right| taken(&mut faults, "to", Addressee::of(right, typed.to.as_deref())));
        let mut line = |at: &str, text: &Option<String>, most: usize, needed: bool| {
            let read = text.as_deref().map(|text| clean_line(text, most));
            match read {
                None if needed => taken(&mut faults, at, Err(Problem::Missing)),
                None => None,
                Some(read) => taken(&mut faults, at, read.map(str::to_owned)),
            }
        };
        let another = matches!(for_whom, Some(ForWhom::Another { .. }));
        let name = line("name", &typed.name, MOST_LINE, true);
        let address = line("address", &typed.address, MOST_LINE, false);
        let person = line("person", &typed.person, MOST_LINE, another).filter(|_| another);
        let reference = line("reference", &typed.reference, MOST_LINE, false);
        let to_insurer = to == Some(Addressee::Insurer);
        let insurer = line("insurer", &typed.insurer, MOST_LINE, to_insurer);
        // What is to be corrected, and what a complaint is about, nobody else can say.
        let must_say = matches!(right, Some(Right::Correct | Right::Complain));
        let details = line("details", &typed.details, MOST_DETAILS, must_say);
        let phone = typed.phone.as_deref().and_then(|text| {
            taken(
                &mut faults,
                "phone",
                Phone::parse(text).map(|phone| phone.e164().to_owned()),
            )
        });
        match (right, for_whom, data, to, name) {
            (Some(right), Some(for_whom), Some(data), Some(to), Some(name))
                if faults.is_empty() =>
            {
                Ok(Self {
                    right,
                    for_whom,
                    data,
                    to,
                    name,
                    address,
                    phone,
                    person,
                    reference,
                    insurer,
                    details,
                    made_on: today,
                    sent_on: None,
                    answered_on: None,
                })
            }
            _ => Err(faults),
        }
    }

    /// Notes the day the letter went; a later answer noted before is forgotten with it.
    ///
    /// # Errors
    /// [`Problem::EndBeforeStart`] before the day it was written, [`Problem::OutOfRange`] after
    /// `today`.
    pub fn sent(&mut self, on: Date, today: Date) -> Result<(), Problem> {
        between(self.made_on, on, today)?;
        self.sent_on = Some(on);
        self.answered_on = None;
        Ok(())
    }

    /// Notes the day the answer came.
    ///
    /// # Errors
    /// [`Problem::Missing`] when it was never sent, [`Problem::EndBeforeStart`] before that day,
    /// [`Problem::OutOfRange`] after `today`.
    pub fn answered(&mut self, on: Date, today: Date) -> Result<(), Problem> {
        let sent = self.sent_on.ok_or(Problem::Missing)?;
        between(sent, on, today)?;
        self.answered_on = Some(on);
        Ok(())
    }

    /// The days an answer is due; none until it is sent.
    pub fn dues(&self) -> Vec<Due> {
        let days = |sent| dues(self.right, self.data, self.to, sent);
        self.sent_on.map(days).unwrap_or_default()
    }

    /// Where it stands on a day in Denmark. On the day an answer is due it may still come.
    pub(super) fn standing(&self, today: Date) -> Standing {
        if let Some(on) = self.answered_on {
            return Standing::Answered(on);
        }
        if self.sent_on.is_none() {
            return Standing::Draft;
        }
        let dues = self.dues();
        let passed = |due: &&Due| due.on < today;
        let last = |due: &Due| matches!(due.reason, Reason::Law | Reason::AuthorityWord);
        match dues.iter().filter(passed).find(|due| last(due)) {
            Some(due) => Standing::Overdue(due.on),
            None => dues
                .iter()
                .find(passed)
                .map_or(Standing::Waiting, |due| Standing::Late(due.on)),
        }
    }
}

fn between(first: Date, on: Date, today: Date) -> Result<(), Problem> {
    if on < first {
        return Err(Problem::EndBeforeStart);
    }
    if on > today {
        return Err(Problem::OutOfRange {
            min: first.to_string(),
            max: today.to_string(),
        });
    }
    Ok(())
}

fn taken<T>(faults: &mut Vec<Fault>, at: &str, read: Result<T, Problem>) -> Option<T> {
    read.map_err(|problem| faults.push(Fault::new(at, problem)))
        .ok()
}

impl fmt::Debug for Request {
    /// The words, and nothing about the people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("right", &self.right)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for TypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TypedRequest([REDACTED])")
    }
}
