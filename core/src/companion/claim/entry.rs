//! What people enter into a claim, as text, and how it becomes part of one.
//!
//! Every fault is named at once, at the field it is in.

use crate::claim::{BankAccount, Category, Claim, Expense, Incident, Place, PoliceReport};
use crate::coverage::Situation;
use crate::error::Error;
use crate::position::Fix;
use crate::types::calendar::copenhagen_date;
use crate::types::{Date, Fault, Line, Money, Problem, Prose, Timestamp};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Where a claim starts from.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub struct ClaimStart {
    /// The case it follows from, by id or code.
    #[uniffi(default = None)]
    pub case: Option<String>,
    /// The card it is made from when there is no case; the active one when none is named.
    #[uniffi(default = None)]
    pub card: Option<Uuid>,
}

/// What is told of the incident. `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Default, uniffi::Record)]
pub struct ClaimEntry {
    /// `event.kind`.
    #[uniffi(default = None)]
    pub kind: Option<String>,
    /// What happened, in one's own words.
    #[uniffi(default = None)]
    pub description: Option<String>,
    /// Whether the description tells something of somebody's health.
    #[uniffi(default = None)]
    pub about_health: Option<bool>,
    /// Where, in words.
    #[uniffi(default = None)]
    pub place: Option<String>,
    /// Where, as `LAT,LON~METRES`.
    #[uniffi(default = None)]
    pub position: Option<String>,
    /// When, RFC 3339.
    #[uniffi(default = None)]
    pub occurred_at: Option<String>,
    /// When it was discovered, RFC 3339.
    #[uniffi(default = None)]
    pub discovered_at: Option<String>,
    /// Which police.
    #[uniffi(default = None)]
    pub police_station: Option<String>,
    /// The number of the report there.
    #[uniffi(default = None)]
    pub police_number: Option<String>,
    /// The day of the report, `2026-07-10`.
    #[uniffi(default = None)]
    pub police_reported_on: Option<String>,
    /// The day of coming home, `2026-07-10`.
    #[uniffi(default = None)]
    pub came_home_on: Option<String>,
    /// Further facts, `NAME=VALUE`; an empty value forgets the fact.
    #[uniffi(default = [])]
    pub facts: Vec<String>,
}

/// An expense. `None` leaves a field as it is, an empty text clears it.
#[derive(Clone, Default, uniffi::Record)]
pub struct ExpenseEntry {
    /// The word of a category.
    #[uniffi(default = None)]
    pub category: Option<String>,
    /// The amount as on the voucher.
    #[uniffi(default = None)]
    pub amount: Option<String>,
    /// Its currency, ISO 4217.
    #[uniffi(default = None)]
    pub currency: Option<String>,
    /// The day of the cost, `2026-07-10`.
    #[uniffi(default = None)]
    pub incurred_on: Option<String>,
    /// The day the voucher was paid, `2026-07-10`.
    #[uniffi(default = None)]
    pub paid_on: Option<String>,
    /// A word on it.
    #[uniffi(default = None)]
    pub note: Option<String>,
}

/// Where to pay: an IBAN, with BIC where it is not Danish, or a Danish registration and account
/// number.
#[derive(Clone, Default, uniffi::Record)]
pub struct BankEntry {
    /// Whose account it is, where that is not the claimant.
    #[uniffi(default = None)]
    pub holder: Option<String>,
    /// IBAN.
    #[uniffi(default = None)]
    pub iban: Option<String>,
    /// BIC (SWIFT).
    #[uniffi(default = None)]
    pub bic: Option<String>,
    /// Danish registration number.
    #[uniffi(default = None)]
    pub registration: Option<String>,
    /// Danish account number.
    #[uniffi(default = None)]
    pub account: Option<String>,
}

type Facts = BTreeMap<String, String>;

impl ClaimEntry {
    /// The claim's incident, day of coming home and facts with this entry in them.
    pub(super) fn applied_to(
        &self,
        claim: &Claim,
        now: Timestamp,
    ) -> Result<(Incident, Option<Date>, Facts), Error> {
        let mut form = Form::new(now);
        let before = &claim.incident;
        let place = before.place.clone().unwrap_or(Place {
            words: None,
            position: None,
        });
        let place = Place {
            words: form.line("place", &self.place, place.words),
            position: form.position(&self.position, place.position),
        };
        let kind = form.take("kind", &self.kind, before.kind.clone(), |text| {
            let mut known = Situation::new();
            known
                .set("event.kind", text)
                .map(|()| text.to_owned())
                .map_err(|fault| fault.problem)
        });
        let description = form.take(
            "description",
            &self.description,
            before.description.clone(),
            Prose::parse,
        );
        let occurred_at = form.moment("occurred_at", &self.occurred_at, before.occurred_at);
        let discovered_at = form.moment("discovered_at", &self.discovered_at, before.discovered_at);
        if let (Some(occurred), Some(discovered)) = (occurred_at, discovered_at)
            && discovered < occurred
        {
            form.fault("discovered_at", Problem::EndBeforeStart);
        }
        let incident = Incident {
            kind,
            description,
            about_health: self.about_health.unwrap_or(before.about_health),
            place: (place.words.is_some() || place.position.is_some()).then_some(place),
            occurred_at,
            discovered_at,
            police: self.police(&mut form, before.police.as_ref()),
        };
        let home = form.day("came_home_on", &self.came_home_on, claim.came_home_on);
        let facts = self.facts(&mut form, &claim.facts);
        form.done((incident, home, facts))
    }

    fn police(&self, form: &mut Form, before: Option<&PoliceReport>) -> Option<PoliceReport> {
        let station = before.map(|police| police.station.clone());
        let station = form.line("police_station", &self.police_station, station);
        let number = before.and_then(|police| police.number.clone());
        let number = form.line("police_number", &self.police_number, number);
        let day = before.and_then(|police| police.reported_on);
        let reported_on = form.day("police_reported_on", &self.police_reported_on, day);
        match station {
            Some(station) => Some(PoliceReport {
                station,
                number,
                reported_on,
            }),
            None => {
                if number.is_some() || reported_on.is_some() {
                    form.fault("police_station", Problem::Missing);
                }
                None
            }
        }
    }

    fn facts(&self, form: &mut Form, before: &Facts) -> Facts {
        let mut facts = before.clone();
        for told in &self.facts {
            let Some((name, value)) = told.split_once('=') else {
                form.fault("fact", Problem::NameValue);
                continue;
            };
            let (name, value) = (name.trim(), value.trim());
            let mut known = Situation::new();
            match known.set(name, value) {
                Ok(()) => {
                    facts.insert(name.to_owned(), value.to_owned());
                }
                Err(_) if value.is_empty() && facts.remove(name).is_some() => {}
                Err(fault) => form.faults.push(fault),
            }
        }
        facts
    }
}

impl ExpenseEntry {
    /// A new expense; category, amount, currency and day must be there.
    pub(super) fn read(&self, id: Uuid, now: Timestamp) -> Result<Expense, Error> {
        self.over(id, None, now)
    }

    /// An expense with this entry over it.
    pub(super) fn applied_to(&self, before: &Expense, now: Timestamp) -> Result<Expense, Error> {
        self.over(before.id, Some(before), now)
    }

    fn over(&self, id: Uuid, before: Option<&Expense>, now: Timestamp) -> Result<Expense, Error> {
        let mut form = Form::new(now);
        let category = before.map(|expense| expense.category);
        let category = form.take("category", &self.category, category, Category::parse);
        let amount = self.amount(&mut form, before.map(|expense| expense.amount));
        let incurred_on = before.map(|expense| expense.incurred_on);
        let incurred_on = form.day("incurred_on", &self.incurred_on, incurred_on);
        let paid_on = before.and_then(|expense| expense.paid_on);
        let paid_on = form.day("paid_on", &self.paid_on, paid_on);
        let note = before.and_then(|expense| expense.note.clone());
        let note = form.line("note", &self.note, note);
        for (at, is_there) in [
            ("category", category.is_some()),
            ("amount", amount.is_some()),
            ("incurred_on", incurred_on.is_some()),
        ] {
            let said = form.names(at) || (at == "amount" && form.names("currency"));
            if !is_there && !said {
                form.fault(at, Problem::Missing);
            }
        }
        let whole = category.zip(amount).zip(incurred_on);
        let faults = form.faults;
        match whole {
            Some(((category, amount), incurred_on)) if faults.is_empty() => Ok(Expense {
                id,
                category,
                amount,
                incurred_on,
                paid_on,
                note,
            }),
            _ => Err(Error::BadInput { faults }),
        }
    }

    fn amount(&self, form: &mut Form, before: Option<Money>) -> Option<Money> {
        if self.amount.is_none() && self.currency.is_none() {
            return before;
        }
        // A new currency alone would make another sum of the old digits.
        let Some(amount) = &self.amount else {
            form.fault("amount", Problem::Missing);
            return None;
        };
        let of_before = before.map(|money| money.currency_code().to_owned());
        let Some(currency) = self.currency.clone().or(of_before) else {
            form.fault("currency", Problem::Missing);
            return None;
        };
        match Money::parse(amount, &currency) {
            Ok(money) => Some(money),
            Err(problem) => {
                let at = if problem == Problem::Currency {
                    "currency"
                } else {
                    "amount"
                };
                form.fault(at, problem);
                None
            }
        }
    }
}

impl BankEntry {
    /// The account entered.
    pub(super) fn read(&self) -> Result<BankAccount, Error> {
        let holder = self.holder.as_deref();
        let read = match (&self.iban, &self.registration, &self.account) {
            (Some(iban), None, None) => BankAccount::by_iban(holder, iban, self.bic.as_deref()),
            (None, Some(registration), Some(account)) => {
                BankAccount::by_number(holder, registration, account)
            }
            (None, Some(_), None) => Err(vec![Fault::new("account", Problem::Missing)]),
            (None, None, Some(_)) => Err(vec![Fault::new("registration", Problem::Missing)]),
            (None, None, None) => Err(vec![Fault::new("iban", Problem::Missing)]),
            // Two accounts are one too many.
            (Some(_), _, _) => Err(vec![Fault::new("iban", Problem::Duplicate)]),
        };
        read.map_err(|faults| Error::BadInput { faults })
    }
}

/// Reads fields and gathers what is wrong with them.
struct Form {
    faults: Vec<Fault>,
    now: Timestamp,
}

impl Form {
    fn new(now: Timestamp) -> Self {
        Self {
            faults: Vec::new(),
            now,
        }
    }

    fn fault(&mut self, at: &str, problem: Problem) {
        self.faults.push(Fault::new(at, problem));
    }

    fn names(&self, at: &str) -> bool {
        self.faults.iter().any(|fault| fault.at == at)
    }

    /// What a field becomes: as before when nothing is entered, nothing when it is cleared.
    fn take<T>(
        &mut self,
        at: &str,
        entered: &Option<String>,
        before: Option<T>,
        read: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let Some(text) = entered else {
            return before;
        };
        if text.trim().is_empty() {
            return None;
        }
        read(text).map_err(|problem| self.fault(at, problem)).ok()
    }

    fn line(&mut self, at: &str, entered: &Option<String>, before: Option<Line>) -> Option<Line> {
        self.take(at, entered, before, Line::parse)
    }

    /// A day that has come, by Copenhagen's clocks.
    fn day(&mut self, at: &str, entered: &Option<String>, before: Option<Date>) -> Option<Date> {
        let today = copenhagen_date(self.now);
        self.take(at, entered, before, |text| {
            let day = read_day(text).ok_or(Problem::Date)?;
            // Somewhere it may be tomorrow already.
            if day > today.succ_opt().unwrap_or(today) {
                return Err(Problem::InFuture);
            }
            Ok(day)
        })
    }

    fn moment(
        &mut self,
        at: &str,
        entered: &Option<String>,
        before: Option<Timestamp>,
    ) -> Option<Timestamp> {
        let now = self.now;
        self.take(at, entered, before, |text| {
            let moment = chrono::DateTime::parse_from_rfc3339(text.trim())
                .map_err(|_| Problem::Time)?
                .to_utc();
            if moment > now {
                return Err(Problem::InFuture);
            }
            Ok(moment)
        })
    }

    fn position(
        &mut self,
        entered: &Option<String>,
        before: Option<(f64, f64, Option<f64>)>,
    ) -> Option<(f64, f64, Option<f64>)> {
        self.take("position", entered, before, |text| {
            Fix::parse(text).map(|fix| (fix.lat, fix.lon, fix.accuracy_m))
        })
    }

    fn done<T>(self, whole: T) -> Result<T, Error> {
        if self.faults.is_empty() {
            Ok(whole)
        } else {
            Err(Error::BadInput {
                faults: self.faults,
            })
        }
    }
}

/// A date that exists, written as `2026-07-10` and no other way, from 1900 on.
fn read_day(text: &str) -> Option<Date> {
    use chrono::Datelike;
    let text = text.trim();
    let form = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    (text.len() == 10 && text.bytes().enumerate().all(form))
        .then(|| text.parse().ok())
        .flatten()
        .filter(|day: &Date| day.year() >= 1900)
}

crate::types::redacted!(ClaimEntry, ExpenseEntry, BankEntry);
