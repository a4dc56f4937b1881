//! Calling for help: the plan, the case, and how it stands.

use super::check::{country, in_brief};
use super::{Companion, HeldCard};
use crate::assistance::{
    CallPlan, Case, CaseState, Event, Health, HealthFact, PlanInput, PreCheck, Report, is_health,
};
use crate::coverage::{Situation, Value, assess};
use crate::error::Error;
use crate::position::Fix;
use crate::types::{Language, Purpose, Timestamp, TowedKind};
use serde::Serialize;
use uuid::Uuid;

/// What the motorist tells when calling for help; everything may be open.
#[derive(Debug, Clone, Default)]
pub struct HelpRequest {
    /// The card called on; the active one when none is named.
    pub card: Option<Uuid>,
    /// The facts told.
    pub facts: Situation,
    /// The fix, when there is one.
    pub fix: Option<Fix>,
    /// Somebody is hurt or in danger.
    pub danger: bool,
    /// Whether the vehicle stands on a motorway or expressway, when told.
    pub on_motorway: Option<bool>,
    /// People in the party, the driver included.
    pub passengers: Option<u32>,
    /// Send what is told about somebody's health too. Takes a valid consent; without this wish it
    /// is left out, and nobody is kept from calling.
    pub with_health: bool,
}

/// A case as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct HeldCase {
    /// Its id.
    pub id: Uuid,
    /// The code people say.
    pub code: String,
    /// Where it stands.
    pub state: CaseState,
    /// The newest revision.
    pub revision: u32,
    /// The newest revision the alarm centre has confirmed.
    pub received_revision: Option<u32>,
    /// What the pre-check said, and of which product, edition and sequence of the terms.
    pub pre_check: Option<PreCheck>,
    /// Every state entered, oldest first.
    pub history: Vec<crate::assistance::Step>,
    /// What the alarm centre last said.
    pub centre: Option<crate::assistance::CentreStatus>,
}

/// All cases, and whether one could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldCases {
    /// The readable ones, oldest first.
    pub cases: Vec<HeldCase>,
    /// Set when a case was changed from outside and not read: show it beside the list.
    pub trouble: Option<Error>,
}

impl From<Case> for HeldCase {
    fn from(case: Case) -> Self {
        Self {
            id: case.id,
            code: case.code,
            state: case.state,
            revision: case.revision,
            received_revision: case.received_revision,
            pre_check: case.report.pre_check,
            history: case.history,
            centre: case.centre,
        }
    }
}

/// What follows from a request and both the plan and the case need.
struct Told<'a> {
    held: HeldCard,
    situation: Situation,
    request: &'a HelpRequest,
    pre_check: Option<PreCheck>,
    conditions: Option<Vec<&'static str>>,
}

impl Companion {
    /// Whom to call, what to have ready, send and say. Nothing is kept or sent; the case in it
    /// is a draft.
    ///
    /// # Errors
    /// As [`Companion::card`]; [`Error::ConsentNeeded`] when health facts shall be sent and there
    /// is no valid consent for them.
    pub fn plan_help(&self, request: &HelpRequest, language: Language) -> Result<CallPlan, Error> {
        let told = self.told(request)?;
        let now = self.clock.now();
        let report = self.allowed_report(&told, None, language)?;
        let case = Case::new(fresh_id(now), told.held.id, report, now);
        Ok(self.plan(&told, &case, language))
    }

    /// The same, and the case is kept and queued, durably, before this returns. Delivering it is
    /// [`Companion::deliver`]'s.
    ///
    /// # Errors
    /// As [`Companion::plan_help`], nothing kept then; [`Error::Storage`] when the case could not
    /// be kept: call then.
    pub fn call_help(&self, request: &HelpRequest, language: Language) -> Result<CallPlan, Error> {
        let told = self.told(request)?;
        let now = self.clock.now();
        let report = self.allowed_report(&told, None, language)?;
        let mut case = Case::new(fresh_id(now), told.held.id, report, now);
        case.advance(CaseState::Queued, now)?;
        self.store.queue_case(&case, now)?;
        Ok(self.plan(&told, &case, language))
    }

    /// States a case anew and queues it. What the request leaves open stays as it was stated.
    ///
    /// # Errors
    /// As [`Companion::find_case`] and [`Companion::plan_help`]; [`Error::NotNow`] when the case
    /// has ended.
    pub fn update_case(
        &self,
        named: &str,
        request: &HelpRequest,
        language: Language,
    ) -> Result<CallPlan, Error> {
        let mut case = self.find_case(named)?;
        let request = HelpRequest {
            card: Some(case.card),
            ..request.clone()
        };
        let told = self.told(&request)?;
        let now = self.clock.now();
        let report = self.allowed_report(&told, Some(&case.report), language)?;
        case.revise(report, now)?;
        self.store.queue_case(&case, now)?;
        Ok(self.plan(&told, &case, language))
    }

    /// Calls a case off and queues word of it to the alarm centre.
    ///
    /// # Errors
    /// As [`Companion::find_case`]; [`Error::NotNow`] when the case has ended.
    pub fn cancel_case(&self, named: &str) -> Result<HeldCase, Error> {
        let mut case = self.find_case(named)?;
        let now = self.clock.now();
        case.cancel(now)?;
        self.store.queue_case(&case, now)?;
        Ok(case.into())
    }

    /// Every case on this device.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn cases(&self) -> Result<HeldCases, Error> {
        let listed = self.store.cases()?;
        let trouble = listed.trouble("cases");
        let cases = listed
            .records
            .into_iter()
            .map(|(_, case)| case.into())
            .collect();
        Ok(HeldCases { cases, trouble })
    }

    /// One case, by its id or its code.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn case(&self, named: &str) -> Result<HeldCase, Error> {
        self.find_case(named).map(HeldCase::from)
    }

    pub(super) fn find_case(&self, named: &str) -> Result<Case, Error> {
        match Uuid::try_parse(named.trim()) {
            Ok(id) => self.store.case(id),
            Err(_) => self.store.find_case_by_code(named),
        }
    }

    fn told<'a>(&self, request: &'a HelpRequest) -> Result<Told<'a>, Error> {
        let held = self.card(request.card)?;
        let situation = self.situation(&held.card, &request.facts, request.fix.as_ref());
        // Terms that are not here are no reason not to call: the plan is made without them.
        let terms = self.handbook().terms(held.card.product).ok();
        let assessment = terms.map(|terms| assess(terms, &situation));
        let pre_check = terms
            .zip(assessment.as_ref())
            .map(|(terms, assessment)| in_brief(terms, assessment));
        let conditions = assessment.map(|assessment| {
            let all = assessment
                .benefits
                .iter()
                .flat_map(|benefit| &benefit.conditions);
            all.map(|condition| condition.id()).collect()
        });
        Ok(Told {
            held,
            situation,
            request,
            pre_check,
            conditions,
        })
    }

    /// The case a request would send, as a draft, and whether facts about health stay out of it.
    pub(super) fn would_be_sent(
        &self,
        request: &HelpRequest,
        language: Language,
    ) -> Result<(Case, bool), Error> {
        let told = self.told(request)?;
        let now = self.clock.now();
        let report = self.allowed_report(&told, None, language)?;
        let health = health(&told);
        let withheld = !request.with_health && (health.event.is_some() || !health.facts.is_empty());
        let case = Case::new(fresh_id(now), told.held.id, report, now);
        Ok((case, withheld))
    }

    /// The report as the consents allow it, completed from an `earlier` one of the same case.
    fn allowed_report(
        &self,
        told: &Told<'_>,
        earlier: Option<&Report>,
        language: Language,
    ) -> Result<Report, Error> {
        let now = self.clock.now();
        let consents = self.consent_records()?;
        let permit = consents.permit(Purpose::Health, now);
        let mut report = self.report(told, language);
        if told.request.with_health {
            report = report.with_health(health(told), permit.as_ref().map_err(Clone::clone)?);
        }
        if let Some(earlier) = earlier {
            report = report.completed_from(earlier, permit.as_ref().ok());
        }
        Ok(report.stating(&consents, now))
    }

    fn report(&self, told: &Told<'_>, language: Language) -> Report {
        let card = &told.held.card;
        let sign = card
            .vehicle
            .registered_in
            .map(|country| self.handbook().guide().sign(country));
        Report::new(
            card,
            &event(told),
            told.request.fix.as_ref(),
            country(&told.situation),
            sign.as_deref(),
            told.pre_check.clone(),
            language,
        )
    }

    fn plan(&self, told: &Told<'_>, case: &Case, language: Language) -> CallPlan {
        let handbook = self.handbook();
        let card = &told.held.card;
        let (company, alarm_phone) = (handbook.company(card), handbook.alarm_phone(card));
        let region = told
            .request
            .fix
            .as_ref()
            .and_then(|fix| handbook.locate(fix).region);
        CallPlan::of(&PlanInput {
            card,
            case,
            guide: handbook.guide(),
            fix: told.request.fix.as_ref(),
            country: country(&told.situation),
            region,
            on_motorway: told.request.on_motorway,
            danger: told.request.danger,
            event_kind: word(&told.situation, "event.kind"),
            assistance_company: company.as_str(),
            alarm_phone: &alarm_phone,
            conditions: told.conditions.as_deref(),
            now: self.clock.now(),
            language,
        })
    }
}

/// What the motorist said of the event, for the report. Whether a health fact took part decides
/// there what may be said at all.
fn event(told: &Told<'_>) -> Event {
    let situation = &told.situation;
    let drivable = match situation.get("vehicle.drivable") {
        Some(Value::Bool(drivable)) => Some(*drivable),
        _ => None,
    };
    let occurred_at = match situation.get("event.occurred_at") {
        Some(Value::Moment(at)) => Some(*at),
        _ => None,
    };
    Event {
        kind: word(situation, "event.kind").map(str::to_owned),
        occurred_at,
        danger: told.request.danger,
        drivable,
        towed: word(situation, "towed.kind").and_then(|word| TowedKind::parse(word).ok()),
        passengers: told.request.passengers,
        health: situation.known().iter().any(|fact| is_health(fact.name())),
    }
}

/// What was told about somebody's health.
fn health(told: &Told<'_>) -> Health {
    let situation = &told.situation;
    let fact = |name: &str| {
        let json = situation.get(name)?.to_json();
        Some(HealthFact {
            fact: name.to_owned(),
            value: json
                .as_str()
                .map_or_else(|| json.to_string(), str::to_owned),
        })
    };
    Health {
        event: word(situation, "event.kind")
            .filter(|kind| is_health(kind))
            .map(str::to_owned),
        facts: situation
            .known()
            .iter()
            .filter(|id| is_health(id.name()))
            .filter_map(|id| fact(id.name()))
            .collect(),
        pre_check: told.pre_check.clone(),
    }
}

fn word<'a>(situation: &'a Situation, name: &str) -> Option<&'a str> {
    match situation.get(name) {
        Some(Value::Word(word)) => Some(word),
        _ => None,
    }
}

/// A UUIDv7 at `now`, the rest random.
pub(super) fn fresh_id(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let at = uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
    Uuid::new_v7(at)
}
