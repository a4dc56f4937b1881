//! The pre-check of a card: which fact comes from where.

use super::Companion;
use crate::assistance::{BenefitVerdict, PreCheck};
use crate::card::ServiceCard;
use crate::coverage::{
    Assessment, FactId, FactSet, Origins, SaidAssessment, Situation, Terms, Value, assess,
};
use crate::error::Error;
use crate::position::Fix;
use crate::types::{Country, Language, Problem, Timestamp};
use uuid::Uuid;

impl Companion {
    /// What a card's terms say now: from what the driver told, the card, the fix and the clock,
    /// in this order: a fact that is given beats one that is derived.
    ///
    /// # Errors
    /// As [`Companion::card`]; [`Error::NotFound`] when the product's terms are not here.
    pub fn check(
        &self,
        card: Option<Uuid>,
        told: &Situation,
        fix: Option<&Fix>,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        let held = self.card(card)?;
        let terms = self.handbook().terms(held.card.product)?;
        let situation = self.situation(&held.card, told, fix);
        let mut said = assess(terms, &situation).say(terms, language);
        // A number filled in on the card wins over the terms' own (ruling 47).
        let phone = self.handbook().alarm_phone(&held.card);
        said.call.phone = phone.e164().to_owned();
        said.call.phone_spaced = phone.spaced();
        said.call.tel_uri = phone.tel_uri();
        Ok(said)
    }

    /// The same, with the verdict on one benefit unfolded.
    ///
    /// # Errors
    /// As [`Companion::check`]; [`Error::BadInput`] naming the benefits there are, when the
    /// card's terms know no such benefit.
    pub fn explain(
        &self,
        card: Option<Uuid>,
        told: &Situation,
        fix: Option<&Fix>,
        benefit: &str,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        let held = self.card(card)?;
        let terms = self.handbook().terms(held.card.product)?;
        let situation = self.situation(&held.card, told, fix);
        let origins = origins(told, Some(&held.card), &situation);
        unfold(terms, &situation, &origins, benefit, language)
    }

    /// All that is known of the situation.
    pub(super) fn situation(
        &self,
        card: &ServiceCard,
        told: &Situation,
        fix: Option<&Fix>,
    ) -> Situation {
        let mut situation = told.clone();
        situation.fill_from(&of_card(card));
        situation.fill_from(&of_clock(self.clock.now()));
        self.handbook().place(&mut situation, fix);
        situation
    }
}

/// Where each fact came from, in the order in which they were put together.
pub(super) fn origins(told: &Situation, card: Option<&ServiceCard>, whole: &Situation) -> Origins {
    let of_card = card.map(|card| of_card(card).known()).unwrap_or_default();
    let of_card = of_card.without(told.known());
    let rest = whole.known().without(told.known()).without(of_card);
    let at = ["place.lat", "place.lon", "place.accuracy_m"];
    let position = at
        .iter()
        .filter_map(|name| FactId::named(name))
        .fold(FactSet::NONE, |set, fact| set.and(FactSet::of(fact)));
    Origins {
        card: of_card,
        clock: rest.without(position),
        position: rest.common(position),
    }
}

/// An assessment said, with the verdict on one benefit unfolded.
pub(super) fn unfold(
    terms: &Terms,
    situation: &Situation,
    origins: &Origins,
    benefit: &str,
    language: Language,
) -> Result<SaidAssessment, Error> {
    let assessment = assess(terms, situation);
    let explain = assessment.unfold(terms, situation, origins, benefit, language);
    if explain.is_none() {
        let known = terms.benefits().map(str::to_owned).collect();
        return Err(Error::bad_input("--explain", Problem::NotOneOf(known)));
    }
    Ok(SaidAssessment {
        explain,
        ..assessment.say(terms, language)
    })
}

/// The short form of an assessment, as a case states it.
pub(super) fn in_brief(terms: &Terms, assessment: &Assessment) -> PreCheck {
    let verdicts = assessment
        .benefits
        .iter()
        .map(|benefit| BenefitVerdict {
            benefit: benefit.id.to_owned(),
            verdict: benefit.verdict.word().to_owned(),
        })
        .collect();
    PreCheck {
        product: assessment.product.word().to_owned(),
        edition: assessment.edition.clone(),
        sequence: terms.sequence(),
        verdicts,
    }
}

/// The country the vehicle is in, given or read off the position.
pub(super) fn country(situation: &Situation) -> Option<Country> {
    match situation.get("place.country") {
        Some(Value::Country(country)) => Some(*country),
        _ => situation.located_country(),
    }
}

/// A situation from named texts. A value the vocabulary refuses is left out: it then counts as
/// not known and is asked for, which is never wrong.
fn of<'a>(facts: impl IntoIterator<Item = (&'a str, Option<String>)>) -> Situation {
    let mut situation = Situation::new();
    for (name, value) in facts {
        if let Some(value) = value {
            let _ = situation.set(name, &value);
        }
    }
    situation
}

pub(super) fn of_card(card: &ServiceCard) -> Situation {
    let vehicle = &card.vehicle;
    let towed = card.towed.as_ref();
    of([
        (
            "vehicle.kind",
            vehicle.kind.map(|kind| kind.word().to_owned()),
        ),
        (
            "vehicle.permitted_weight_kg",
            vehicle.permitted_weight_kg.map(|kg| kg.to_string()),
        ),
        (
            "vehicle.registered_in",
            vehicle.registered_in.map(|country| country.to_string()),
        ),
        (
            "vehicle.casco",
            vehicle.casco.map(|casco| casco.to_string()),
        ),
        (
            "vehicle.use",
            vehicle.use_.map(|purpose| purpose.word().to_owned()),
        ),
        (
            "towed.casco",
            towed
                .and_then(|unit| unit.casco)
                .map(|casco| casco.to_string()),
        ),
        (
            "towed.own_cover",
            towed
                .and_then(|unit| unit.own_cover)
                .map(|own| own.to_string()),
        ),
        (
            "towed.registered_in",
            towed
                .and_then(|unit| unit.registered_in)
                .map(|country| country.to_string()),
        ),
        (
            "policy.in_force_from",
            card.in_force_from.map(|day| day.to_string()),
        ),
        (
            "policy.in_force_to",
            card.in_force_to.map(|day| day.to_string()),
        ),
    ])
}

fn of_clock(now: Timestamp) -> Situation {
    of([("event.occurred_at", Some(now.to_rfc3339()))])
}
