//! Consents: what is agreed to, shown, given, renewed and taken back.

use super::Companion;
use super::help::fresh_id;
use super::privacy::local_day;
use crate::assistance::Case;
use crate::error::{Error, Subject};
use crate::messages;
use crate::privacy::{
    Channel, Consent, Consents, Declaration, Standing, TEXT_VERSION, declaration,
};
use crate::types::{Language, Phone, Problem, Purpose, Timestamp};
use serde::Serialize;

/// Where the alarm centre takes consents by SMS (sources 001, "Consent by SMS").
const SMS_NUMBER: &str = "+4521856244";

/// How things stand with one purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Never given.
    Off,
    /// In force.
    Valid,
    /// Its year is over.
    Expired,
    /// Taken back.
    Withdrawn,
}

/// One purpose, what one agrees to, and how things stand.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidConsent {
    /// The purpose.
    pub purpose: Purpose,
    /// What it is called.
    pub name: String,
    /// What one agrees to, whole: show it before asking.
    pub text: String,
    /// How long it holds and how to take it back.
    pub holds: String,
    /// The version of these words, to be given back with [`Companion::give_consent`].
    pub text_version: u32,
    /// How things stand now.
    pub state: ConsentState,
    /// The same in words.
    pub state_text: String,
    /// Until when it holds, that moment excluded; `None` unless it is in force.
    pub until: Option<Timestamp>,
    /// Whether it can be given by SMS.
    pub by_sms: bool,
    /// Every act, oldest first.
    pub history: Vec<SaidConsentAct>,
}

/// One act of consent.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidConsentAct {
    /// From when.
    pub given_at: Timestamp,
    /// Until when, that moment excluded.
    pub ends_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// How it was given: `app`, `sms` or `paper`.
    pub channel: String,
    /// The version of the words agreed to.
    pub text_version: u32,
    /// The language they were read in, BCP 47.
    pub language: String,
    /// The act in one line.
    pub line: String,
}

/// All purposes, and whether a record could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldConsents {
    /// One for each purpose.
    pub consents: Vec<SaidConsent>,
    /// Set when a record was changed from outside; it then is no consent. Show it beside the list.
    pub trouble: Option<Error>,
}

/// What giving or taking back came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ConsentChange {
    /// How things stand with the purpose now.
    pub consent: SaidConsent,
    /// Open cases that tell the alarm centre so, queued to be sent.
    pub cases_queued: u32,
    /// What to know now, sentence by sentence.
    pub said: Vec<String>,
}

/// The text message by which consent is given, for the phone's own app.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ConsentSms {
    /// E.164.
    pub to: String,
    /// Case number, the sentence, the name.
    pub body: String,
    /// RFC 5724.
    pub uri: String,
    /// What the SMS agrees to, and what to do after it is sent.
    pub note: String,
}

impl Companion {
    /// Every purpose, what one agrees to, and how things stand.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn consents(&self, language: Language) -> Result<HeldConsents, Error> {
        let listed = self.store.consents()?;
        let trouble = listed.trouble("consents");
        let records = listed.records.into_iter().map(|(_, act)| act).collect();
        let consents = Consents::new(records);
        let now = self.clock.now();
        let said = |purpose| said(&consents, purpose, now, language);
        Ok(HeldConsents {
            consents: Purpose::ALL.into_iter().map(said).collect(),
            trouble,
        })
    }

    /// Gives consent for a year from now, or renews it. `text_version` is that of the words the
    /// motorist has read ([`SaidConsent::text_version`]). By SMS or on paper: call this once it is
    /// sent or signed. Open cases say so with their next revision, which is queued.
    ///
    /// # Errors
    /// [`Error::BadInput`] when other words were read than are agreed to now, or this purpose
    /// cannot be given that way; [`Error::Storage`]. Nothing is kept then.
    pub fn give_consent(
        &self,
        purpose: Purpose,
        channel: Channel,
        text_version: u32,
        language: Language,
    ) -> Result<ConsentChange, Error> {
        if text_version != TEXT_VERSION {
            let newest = TEXT_VERSION.to_string();
            let problem = Problem::NotOneOf(vec![newest]);
            return Err(Error::bad_input("text_version", problem));
        }
        let now = self.clock.now();
        let act = Consent::give(fresh_id(now), purpose, channel, language, now)?;
        let cases = self.store.change_consents(now, |_| Ok(vec![act]))?;
        self.change(purpose, &cases, Vec::new(), language)
    }

    /// Takes a consent back, at once. What it allowed is taken out of every case still to be
    /// sent, and open cases tell the alarm centre with their next revision, which is queued.
    /// Taking back what is not given changes nothing.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be kept.
    pub fn withdraw_consent(
        &self,
        purpose: Purpose,
        language: Language,
    ) -> Result<ConsentChange, Error> {
        let now = self.clock.now();
        let mut elsewhere = false;
        let cases = self.store.change_consents(now, |consents| {
            let acts = consents.withdraw(purpose, now);
            elsewhere = acts.iter().any(|act| act.channel != Channel::App);
            Ok(acts)
        })?;
        let mut extra = Vec::new();
        if elsewhere {
            let held = self.card(None).ok();
            let phone = held.map(|held| self.handbook().alarm_phone(&held.card).spaced());
            extra.push(messages::text(
                language,
                "privacy.consent.tell_paper",
                &[("phone", phone.as_deref().unwrap_or("+45 70 10 50 50"))],
            ));
        }
        self.change(purpose, &cases, extra, language)
    }

    fn change(
        &self,
        purpose: Purpose,
        cases: &[Case],
        extra: Vec<String>,
        language: Language,
    ) -> Result<ConsentChange, Error> {
        let consent = said(
            &self.consent_records()?,
            purpose,
            self.clock.now(),
            language,
        );
        let mut lines = vec![consent.state_text.clone()];
        if !cases.is_empty() {
            let count = cases.len().to_string();
            lines.push(messages::text(
                language,
                "privacy.consent.tell_cases",
                &[("count", &count)],
            ));
        }
        lines.extend(extra);
        Ok(ConsentChange {
            consent,
            cases_queued: u32::try_from(cases.len()).unwrap_or(u32::MAX),
            said: lines,
        })
    }

    /// The SMS by which the holder of the card consents for a case: the one named, else the
    /// newest. Nothing is recorded here: [`Companion::give_consent`] once it is sent.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such case or its card is gone; [`Error::BadInput`] at
    /// `holder.name` when the card holds no name.
    pub fn consent_sms(&self, case: Option<&str>, language: Language) -> Result<ConsentSms, Error> {
        let case = self.named_or_newest(case)?;
        let holder = self.card(Some(case.card))?.card.holder;
        let name = holder
            .name
            .ok_or_else(|| Error::bad_input("holder.name", Problem::Missing))?;
        // The centre's own words, so that whoever reads it there knows it at once.
        let sentence = messages::text(Language::En, "privacy.consent.sms_sentence", &[]);
        let body = format!("{} {sentence} {}", number_of(&case), name.as_str());
        let to = Phone::parse(SMS_NUMBER).map_err(|problem| Error::bad_input("to", problem))?;
        Ok(ConsentSms {
            to: to.e164().to_owned(),
            uri: to.sms_uri(&body),
            body,
            note: messages::text(
                language,
                "privacy.consent.sms_note",
                &[(
                    "meaning",
                    &messages::text(language, "privacy.consent.sms_sentence", &[]),
                )],
            ),
        })
    }

    /// The declaration to print and sign, as one HTML page, in Danish and in the driver's
    /// language; for a case when one is named. Nothing is recorded here.
    ///
    /// # Errors
    /// As [`Companion::card`]; [`Error::NotFound`] when there is no such case;
    /// [`Error::BadInput`] at `purpose` when none is named.
    pub fn consent_declaration(
        &self,
        purposes: &[Purpose],
        case: Option<&str>,
        language: Language,
    ) -> Result<String, Error> {
        if purposes.is_empty() {
            return Err(Error::bad_input("purpose", Problem::Missing));
        }
        let case = case.map(|named| self.find_case(named)).transpose()?;
        let held = self.card(case.as_ref().map(|case| case.card))?;
        Ok(declaration(&Declaration {
            card: &held.card,
            case: case.as_ref().map(number_of),
            purposes,
            language,
        }))
    }

    /// The case named, else the newest.
    fn named_or_newest(&self, case: Option<&str>) -> Result<Case, Error> {
        if let Some(named) = case {
            return self.find_case(named);
        }
        let newest = self.store.cases()?.records.pop();
        newest.map(|(_, case)| case).ok_or(Error::NotFound {
            what: Subject::Case,
        })
    }

    /// The consents that count.
    pub(super) fn consent_records(&self) -> Result<Consents, Error> {
        let records = self.store.consents()?.records;
        let acts = records.into_iter().map(|(_, act)| act).collect();
        Ok(Consents::new(acts))
    }
}

/// The number the centre knows a case by.
fn number_of(case: &Case) -> String {
    let reference = case.centre.as_ref().and_then(|said| said.reference.clone());
    reference.unwrap_or_else(|| case.code.clone())
}

fn said(consents: &Consents, purpose: Purpose, now: Timestamp, language: Language) -> SaidConsent {
    let of_purpose = |part: &str| {
        let key = format!("privacy.purpose.{}.{part}", purpose.word());
        messages::text(language, &key, &[])
    };
    let (state, moment) = match consents.standing(purpose, now) {
        Standing::Off => (ConsentState::Off, None),
        Standing::Valid { until } => (ConsentState::Valid, Some(until)),
        Standing::Expired { at } => (ConsentState::Expired, Some(at)),
        Standing::Withdrawn { at } => (ConsentState::Withdrawn, Some(at)),
    };
    let key = match state {
        ConsentState::Off => "privacy.consent.state.off",
        ConsentState::Valid => "privacy.consent.state.valid",
        ConsentState::Expired => "privacy.consent.state.expired",
        ConsentState::Withdrawn => "privacy.consent.state.withdrawn",
    };
    let date = moment.map_or_else(String::new, |at| local_day(at, language));
    SaidConsent {
        purpose,
        name: of_purpose("name"),
        text: of_purpose("text"),
        holds: messages::text(language, "privacy.consent.holds", &[]),
        text_version: TEXT_VERSION,
        state,
        state_text: messages::text(language, key, &[("date", &date)]),
        until: moment.filter(|_| state == ConsentState::Valid),
        by_sms: Channel::Sms.serves(purpose),
        history: consents
            .history(purpose)
            .map(|act| said_act(act, language))
            .collect(),
    }
}

fn said_act(act: &Consent, language: Language) -> SaidConsentAct {
    let channel = format!("privacy.consent.channel.{}", act.channel.word());
    let mut line = messages::text(
        language,
        "privacy.consent.act",
        &[
            ("given", &local_day(act.given_at, language)),
            ("ends", &local_day(act.ends_at, language)),
            ("channel", &messages::text(language, &channel, &[])),
            ("version", &act.text.version.to_string()),
        ],
    );
    if let Some(at) = act.withdrawn_at {
        let date = local_day(at, language);
        let taken_back = messages::text(
            language,
            "privacy.consent.state.withdrawn",
            &[("date", &date)],
        );
        line = format!("{line} {taken_back}");
    }
    SaidConsentAct {
        given_at: act.given_at,
        ends_at: act.ends_at,
        withdrawn_at: act.withdrawn_at,
        channel: act.channel.word().to_owned(),
        text_version: act.text.version,
        language: act.text.language.clone(),
        line,
    }
}

crate::types::redacted!(SaidConsent, SaidConsentAct, ConsentSms);
