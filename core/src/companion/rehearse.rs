//! The rehearsal: everything the roadside needs, walked through before it is needed.
//!
//! Every step calls the very method the roadside calls, in the driver's language, and looks at
//! what comes back. The network is denied by construction: only an `Intake` leads to it, and a
//! rehearsal is given none. What came of it is kept with its date, so that the card can say when
//! it was last tried.

use super::rehearsed::{LastRehearsed, Rehearsed, RehearsedStep, StepOutcome, say, title};
use super::{Companion, HeldCard, HelpRequest, Spot};
use crate::assistance::{CallPlan, septets};
use crate::card::{Validity, label};
use crate::coverage::Situation;
use crate::error::Error;
use crate::messages;
use crate::position::Fix;
use crate::store::Rehearsal;
use crate::types::{Language, Timestamp};
use uuid::Uuid;

/// The most characters one SMS holds.
const ONE_SMS: usize = 160;
/// A place far from home, for the SMS of somebody whose phone has no position now.
const ELSEWHERE: &str = "45.81534,15.98173~12";

impl Companion {
    /// Walks through everything needed at the roadside, without a network, and keeps what came
    /// of it. A step that fails does not stop the others. No position is no failure: the
    /// roadside has to do without one as well.
    ///
    /// # Errors
    /// As [`Companion::card`]; [`Error::Storage`] when the outcome could not be kept, which is
    /// itself what a rehearsal is to find out.
    pub fn rehearse(
        &self,
        card: Option<Uuid>,
        fix: Option<&Fix>,
        language: Language,
    ) -> Result<Rehearsed, Error> {
        let held = self.card(card)?;
        let now = self.clock.now();
        let walk = Walk {
            companion: self,
            held: &held,
            fix,
            language,
        };
        let steps = walk.steps();
        let with = |outcome: StepOutcome| {
            let matching = steps.iter().filter(move |step| step.outcome == outcome);
            matching.map(|step| step.id.clone()).collect::<Vec<_>>()
        };
        let kept = Rehearsal {
            at: now,
            failed: with(StepOutcome::Failed),
            to_do: with(StepOutcome::ToDo),
        };
        self.store.put_rehearsal(held.id, &kept)?;
        Ok(Rehearsed {
            at: now.to_rfc3339(),
            card: held.id.to_string(),
            passed: kept.failed.is_empty(),
            network: messages::text(language, "rehearse.network", &[]),
            summary: say(&kept, language).text,
            steps,
        })
    }

    /// When a card was last rehearsed; `None` when it never was.
    ///
    /// # Errors
    /// Tampered when the note of it was changed from outside; [`Error::Storage`].
    pub fn last_rehearsed(
        &self,
        card: Uuid,
        language: Language,
    ) -> Result<Option<LastRehearsed>, Error> {
        let kept = self.store.rehearsal(card)?;
        Ok(kept.map(|kept| say(&kept, language)))
    }
}

/// One walk: the card, the language, and the phone's fix if it has one.
struct Walk<'a> {
    companion: &'a Companion,
    held: &'a HeldCard,
    fix: Option<&'a Fix>,
    language: Language,
}

/// What a step found.
enum Found {
    Well(String),
    ToDo(String, String),
    Wrong(String, String),
}

impl Walk<'_> {
    fn steps(&self) -> Vec<RehearsedStep> {
        [
            ("card", self.card()),
            ("filled_in", self.filled_in()),
            ("in_force", self.in_force()),
            ("notice", self.notice()),
            ("position", self.position()),
            ("check", self.check()),
            ("call", self.call()),
            ("sms", self.sms()),
            ("numbers", self.numbers()),
            ("answers", self.answers()),
            ("paper", self.paper()),
        ]
        .into_iter()
        .map(|(id, found)| {
            let (outcome, found, remedy) = match found {
                Found::Well(found) => (StepOutcome::Ok, found, None),
                Found::ToDo(found, remedy) => (StepOutcome::ToDo, found, Some(remedy)),
                Found::Wrong(found, remedy) => (StepOutcome::Failed, found, Some(remedy)),
            };
            RehearsedStep {
                id: id.to_owned(),
                title: title(id, self.language),
                outcome,
                found,
                remedy,
            }
        })
        .collect()
    }

    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        messages::text(self.language, &format!("rehearse.{key}"), args)
    }

    fn error(&self, error: &Error) -> Found {
        Found::Wrong(error.detail(self.language), error.remedy(self.language))
    }

    /// What should have been there is not.
    fn broken(&self) -> Found {
        Found::Wrong(self.say("broken", &[]), self.say("remedy.update", &[]))
    }

    fn now(&self) -> Timestamp {
        self.companion.clock.now()
    }

    fn card(&self) -> Found {
        match self.companion.cards() {
            Ok(held) => match held.trouble {
                Some(error) => self.error(&error),
                None => {
                    let count = held.cards.len().to_string();
                    Found::Well(self.say("found.card", &[("count", &count)]))
                }
            },
            Err(error) => self.error(&error),
        }
    }

    fn filled_in(&self) -> Found {
        let card = &self.held.card;
        let no_phone = card.holder.phone.is_none().then_some("holder.phone");
        let missing = card.missing_fields().into_iter().chain(no_phone);
        let fields: Vec<String> = missing.map(|field| label(field, self.language)).collect();
        if fields.is_empty() {
            return Found::Well(self.say("found.filled_in", &[]));
        }
        let fields = fields.join(", ");
        Found::ToDo(
            self.say("found.missing", &[("fields", &fields)]),
            self.say("remedy.fill_in", &[]),
        )
    }

    fn in_force(&self) -> Found {
        let text = self.held.validity.text(self.language);
        match self.held.validity {
            Validity::Valid | Validity::Open => Found::Well(text),
            Validity::NotYet => Found::ToDo(text, self.say("remedy.not_yet", &[])),
            Validity::Ended => Found::Wrong(text, self.say("remedy.ended", &[])),
        }
    }

    /// Every country's notice: each language names the number, the page has link and QR code.
    fn notice(&self) -> Found {
        let handbook = self.companion.handbook();
        let card = &self.held.card;
        let phone = handbook.alarm_phone(card);
        let (number, link) = (phone.spaced(), phone.tel_uri());
        let mut spots = vec![Spot::Unknown];
        let countries = handbook.guide().countries();
        spots.extend(countries.iter().map(|known| Spot::Country(known.country)));
        let whole = spots.into_iter().all(|spot| {
            let notices = handbook.notice(card, spot, self.language, None);
            let page = notices.html();
            let names = |text: &String| text.contains(&number);
            !notices.notices.is_empty()
                && notices
                    .notices
                    .iter()
                    .all(|one| one.paragraphs.iter().any(names))
                && page.contains(&link)
                && page.contains("<svg")
        });
        let languages = Language::ALL.into_iter().filter(|one| {
            let notices = handbook.notice(card, Spot::Unknown, self.language, Some(*one));
            notices.notices.iter().any(|notice| notice.language == *one)
        });
        let (languages, countries) = (languages.count(), countries.len().to_string());
        if whole && languages == Language::ALL.len() {
            let languages = languages.to_string();
            let args = [("languages", languages.as_str()), ("countries", &countries)];
            Found::Well(self.say("found.notice", &args))
        } else {
            self.broken()
        }
    }

    fn position(&self) -> Found {
        let Some(fix) = self.fix else {
            return Found::Well(self.say("found.no_position", &[]));
        };
        let said = self
            .companion
            .handbook()
            .say_position(fix, self.now(), self.language);
        let position = format!("{:.5}, {:.5}", said.lat, said.lon);
        let args = [("position", position.as_str()), ("caption", &said.caption)];
        Found::Well(self.say("found.position", &args))
    }

    fn check(&self) -> Found {
        let mut told = Situation::new();
        let told_all = told.set("event.kind", "breakdown").is_ok();
        let said = self
            .companion
            .check(Some(self.held.id), &told, self.fix, self.language);
        match said {
            Ok(said) if told_all && !said.benefits.is_empty() && !said.call.phone.is_empty() => {
                let count = said.benefits.len().to_string();
                let args = [("edition", said.edition.as_str()), ("count", &count)];
                Found::Well(self.say("found.check", &args))
            }
            Ok(_) => self.broken(),
            Err(error) => self.error(&error),
        }
    }

    /// The plan somebody with a breakdown gets; nothing is kept or sent.
    fn plan(&self, fix: Option<&Fix>) -> Result<CallPlan, Error> {
        let mut facts = Situation::new();
        // A word of our own vocabulary; were it refused, the plan would still be one.
        let _ = facts.set("event.kind", "breakdown");
        let request = HelpRequest {
            card: Some(self.held.id),
            facts,
            fix: fix.copied(),
            ..HelpRequest::default()
        };
        self.companion.plan_help(&request, self.language)
    }

    fn call(&self) -> Found {
        let alarm = self.companion.handbook().alarm_phone(&self.held.card);
        match self.plan(self.fix) {
            Ok(plan) => {
                let all = std::iter::once(&plan.first).chain(&plan.then);
                let reached = all.clone().any(|contact| contact.phone == alarm.e164());
                if reached && !plan.steps.is_empty() && !plan.have_ready.is_empty() {
                    let first = &plan.first;
                    let args = [("who", first.who.as_str()), ("phone", &first.phone)];
                    Found::Well(self.say("found.call", &args))
                } else {
                    self.broken()
                }
            }
            Err(error) => self.error(&error),
        }
    }

    /// The SMS, with the position there is and with one far from home.
    fn sms(&self) -> Found {
        let elsewhere = Fix::parse(ELSEWHERE).ok();
        let mut longest = 0;
        for fix in [self.fix, elsewhere.as_ref()] {
            let plan = match self.plan(fix) {
                Ok(plan) => plan,
                Err(error) => return self.error(&error),
            };
            let Some(length) = septets(&plan.sms.body).filter(|length| *length <= ONE_SMS) else {
                return Found::Wrong(
                    self.say("found.sms_long", &[]),
                    self.say("remedy.update", &[]),
                );
            };
            if !plan.sms.uri.starts_with("sms:+") || length == 0 {
                return self.broken();
            }
            longest = longest.max(length);
        }
        Found::Well(self.say("found.sms", &[("length", &longest.to_string())]))
    }

    fn numbers(&self) -> Found {
        let handbook = self.companion.handbook();
        let alarm = handbook.alarm_phone(&self.held.card).spaced();
        let country = self.fix.and_then(|fix| handbook.locate(fix).country);
        let emergency = handbook.guide().emergency(country).call;
        let args = [("alarm", alarm.as_str()), ("emergency", &emergency)];
        Found::Well(self.say("found.numbers", &args))
    }

    fn answers(&self) -> Found {
        let count = self.companion.ask("", self.language).answers.len();
        if count == 0 {
            return self.broken();
        }
        Found::Well(self.say("found.answers", &[("count", &count.to_string())]))
    }

    fn paper(&self) -> Found {
        let number = self.companion.handbook().alarm_phone(&self.held.card);
        match self.companion.paper(Some(self.held.id), self.language) {
            Ok(page) if page.contains(&number.spaced()) => {
                Found::Well(self.say("found.paper", &[]))
            }
            Ok(_) => self.broken(),
            Err(error) => self.error(&error),
        }
    }
}
