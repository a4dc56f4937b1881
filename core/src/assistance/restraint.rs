//! What a report holds back, and what lets it go.
//!
//! Decides that facts about somebody's health stand in a report only under a [`Permit`], that
//! every report states the consents in force, and how coarse a position becomes once the case is
//! over. Whether there is a consent is decided in `privacy`.

use super::case::{Case, CaseState, HealthFact, PreCheck, Report, ReportedPosition, StatedConsent};
use super::report::{is_health, method_of, without_health};
use crate::position::Fix;
use crate::privacy::{Consents, Permit, Rule};
use crate::types::{Purpose, Timestamp};

/// What is known of somebody's health, and would be left out of a report without a permit.
#[derive(Clone, Default, PartialEq)]
pub struct Health {
    /// `event.kind`, when it is about health.
    pub event: Option<String>,
    /// The facts told.
    pub facts: Vec<HealthFact>,
    /// The pre-check, benefits about health included.
    pub pre_check: Option<PreCheck>,
}

/// A position is kept to this part of a degree once a case is over: 1/100, about a kilometre.
const COARSE: f64 = 100.0;
/// What the rounding may have moved it, in metres.
const COARSE_M: f64 = 1_000.0;

impl Report {
    /// This report with what is known of somebody's health in it. Under a permit for another
    /// purpose it stays as it is.
    #[must_use]
    pub fn with_health(mut self, health: Health, permit: &Permit) -> Self {
        if permit.purpose() == Purpose::Health {
            self.what.event = health.event.or(self.what.event);
            self.health = health.facts;
            self.pre_check = health.pre_check.or(self.pre_check);
        }
        self
    }

    /// Whether anything in it is about somebody's health.
    pub fn holds_health(&self) -> bool {
        let benefits = self.pre_check.iter().flat_map(|check| &check.verdicts);
        self.speaks_of_health() || benefits.into_iter().any(|one| is_health(&one.benefit))
    }

    /// Whether the event or a fact is; a pre-check beside it then tells by its verdicts.
    fn speaks_of_health(&self) -> bool {
        !self.health.is_empty() || self.what.event.as_deref().is_some_and(is_health)
    }

    /// This report as the permit for health facts allows it: unchanged under one, without
    /// anything about health under none.
    #[must_use]
    pub fn kept_within(mut self, permit: Option<&Permit>) -> Self {
        if permit.is_some_and(|permit| permit.purpose() == Purpose::Health) {
            return self;
        }
        let speaks = self.speaks_of_health();
        self.what.event = self.what.event.filter(|event| !is_health(event));
        self.health = Vec::new();
        self.pre_check = self.pre_check.filter(|_| !speaks).map(without_health);
        self
    }

    /// This report, stating the consents in force at `now`.
    #[must_use]
    pub fn stating(mut self, consents: &Consents, now: Timestamp) -> Self {
        let state = |act: &crate::privacy::Consent| StatedConsent {
            purpose: act.purpose,
            given_at: act.given_at,
            ends_at: act.ends_at,
        };
        self.consents = consents.in_force(now).into_iter().map(state).collect();
        self
    }

    /// Makes the position about a kilometre coarse, which is enough to remember by. Doing it
    /// twice changes nothing more.
    pub fn blur_position(&mut self) {
        self.position = self.position.take().map(blurred);
    }
}

impl Case {
    /// The rule under which the case is deleted, and since when; `None` while it is open or still
    /// to be delivered: then no rule touches it.
    pub fn retention(&self) -> Option<(Rule, Timestamp)> {
        let rule = match self.state {
            CaseState::Closed => Rule::ClosedCase,
            CaseState::Cancelled if self.is_delivered() => Rule::CancelledCase,
            CaseState::Draft => Rule::Draft,
            _ => return None,
        };
        self.history.last().map(|step| (rule, step.at))
    }

    /// The case as it may be kept at `now`, with the rules that changed it; `None` when it may be
    /// kept as it is.
    pub fn lessened(&self, consents: &Consents, now: Timestamp) -> Option<(Self, Vec<Rule>)> {
        if !self.state.has_ended() || !self.is_delivered() {
            return None;
        }
        let mut rules = Vec::new();
        let mut case = self.clone();
        case.report.blur_position();
        if case.report != self.report {
            rules.push(Rule::Position);
        }
        let permit = consents.permit(Purpose::Health, now).ok();
        let kept = case.report.clone().kept_within(permit.as_ref());
        if kept != case.report {
            rules.push(Rule::Health);
            case.report = kept;
        }
        (!rules.is_empty()).then_some((case, rules))
    }
}

fn blurred(position: ReportedPosition) -> ReportedPosition {
    let coarse = |degrees: f64| (degrees * COARSE).round() / COARSE;
    let point = Fix {
        lat: coarse(position.lat),
        lon: coarse(position.lon),
        accuracy_m: Some(position.accuracy_m.unwrap_or(COARSE_M).max(COARSE_M)),
        fixed_at: position.fixed_at,
        method: method_of(&position.method),
    };
    ReportedPosition {
        lat: point.lat,
        lon: point.lon,
        accuracy_m: point.accuracy_m,
        plus_code: point.plus_code(),
        ..position
    }
}
