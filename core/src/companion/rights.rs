//! Requests about the data held on people: the guide, the letter, the days.

use super::{Companion, Handbook};
use crate::error::{Error, Subject};
use crate::rights::{
    self, Addressee, DataKind, ForWhom, Request, Right, SaidGuide, SaidLetters, SaidRequest,
    TypedRequest,
};
use crate::types::calendar::copenhagen_date;
use crate::types::{Date, Fault, Language, Problem};
use uuid::Uuid;

/// The fewest characters of an id's beginning that name a request.
const SHORTEST: usize = 4;

/// All requests, and whether one could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldRequests {
    /// The readable ones, oldest first.
    pub requests: Vec<SaidRequest>,
    /// Set when a request was changed from outside and not read: show it beside the list.
    pub trouble: Option<Error>,
}

impl Handbook {
    /// What somebody needs to know before writing; of `wish` only the right, for whom, which
    /// data and to whom are read. Needs no key and no database.
    ///
    /// # Errors
    /// [`Error::BadInput`] naming every word that is none.
    pub fn rights_guide(
        &self,
        wish: &TypedRequest,
        language: Language,
    ) -> Result<SaidGuide, Error> {
        let mut faults = Vec::new();
        let mut note = |at: &str, problem: Problem| faults.push(Fault::new(at, problem));
        let right = Right::parse(&wish.right)
            .map_err(|problem| note("right", problem))
            .ok();
        let asker = wish.for_whom.as_deref().unwrap_or(ForWhom::MYSELF);
        let for_whom = ForWhom::parse(asker, !wish.no_power_of_attorney)
            .map_err(|problem| note("for", problem))
            .ok();
        let data = wish.data.as_deref().unwrap_or(DataKind::Personal.word());
        let data = DataKind::parse(data)
            .map_err(|problem| note("data", problem))
            .ok();
        let to = right.and_then(|right| {
            Addressee::of(right, wish.to.as_deref())
                .map_err(|problem| note("to", problem))
                .ok()
        });
        match (right, for_whom, data, to) {
            (Some(right), Some(for_whom), Some(data), Some(to)) => {
                let insurer = wish.insurer.as_deref();
                Ok(rights::guide(right, for_whom, data, to, insurer, language))
            }
            _ => Err(Error::BadInput { faults }),
        }
    }

    /// The guide to all six rights, for oneself.
    pub fn rights_guides(&self, language: Language) -> Vec<SaidGuide> {
        Right::ALL
            .into_iter()
            .filter_map(|right| {
                let to = Addressee::of(right, None).ok()?;
                let (whom, data) = (ForWhom::Myself, DataKind::Both);
                Some(rights::guide(right, whom, data, to, None, language))
            })
            .collect()
    }
}

impl Companion {
    /// Writes a request and keeps it as a draft. Where no name, telephone number or insurer was
    /// given, the active card's stand in.
    ///
    /// # Errors
    /// [`Error::BadInput`] with every fault; [`Error::Storage`]. Nothing is kept then.
    pub fn draft_request(
        &self,
        typed: &TypedRequest,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        let mut typed = typed.clone();
        if let Ok(held) = self.card(None) {
            let (holder, insurer) = (&held.card.holder, &held.card.insurer);
            fill(
                &mut typed.name,
                holder.name.as_ref().map(|name| name.as_str()),
            );
            fill(
                &mut typed.phone,
                holder.phone.as_ref().map(|phone| phone.e164()),
            );
            fill(
                &mut typed.insurer,
                insurer.as_ref().map(|name| name.as_str()),
            );
        }
        let today = self.today();
        let request = Request::parse(&typed, today).map_err(|faults| Error::BadInput { faults })?;
        let id = Uuid::new_v4();
        self.store.put_request(id, &request)?;
        Ok(request.say(&id.to_string(), today, language))
    }

    /// Every request on this device and where it stands today.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn requests(&self, language: Language) -> Result<HeldRequests, Error> {
        let listed = self.store.requests()?;
        let trouble = listed.trouble("requests");
        let today = self.today();
        let say = |(id, request): &(Uuid, Request)| request.say(&id.to_string(), today, language);
        Ok(HeldRequests {
            requests: listed.records.iter().map(say).collect(),
            trouble,
        })
    }

    /// One request, by its id or the beginning of it (four characters and more, when no other
    /// begins so).
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn request(&self, named: &str, language: Language) -> Result<SaidRequest, Error> {
        let (id, request) = self.find_request(named)?;
        Ok(request.say(&id.to_string(), self.today(), language))
    }

    /// Its letter, to sign and send.
    ///
    /// # Errors
    /// As [`Companion::request`].
    pub fn request_letter(&self, named: &str, language: Language) -> Result<SaidLetters, Error> {
        let (id, request) = self.find_request(named)?;
        Ok(rights::letter(&request, &id.to_string(), language))
    }

    /// Notes the day the letter went, `YYYY-MM-DD`; today in Denmark when left out.
    ///
    /// # Errors
    /// As [`Companion::request`]; [`Error::BadInput`] at `on` when the day does not exist, lies
    /// before the letter was written or in the future. The request stays as it was then.
    pub fn request_sent(
        &self,
        named: &str,
        on: Option<&str>,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        self.note(named, on, language, Request::sent)
    }

    /// Notes the day the answer came, `YYYY-MM-DD`; today in Denmark when left out.
    ///
    /// # Errors
    /// As [`Companion::request_sent`]; also when it was never noted as sent.
    pub fn request_answered(
        &self,
        named: &str,
        on: Option<&str>,
        language: Language,
    ) -> Result<SaidRequest, Error> {
        self.note(named, on, language, Request::answered)
    }

    /// Removes a request for good.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub fn remove_request(&self, named: &str) -> Result<(), Error> {
        let id = self.request_id(named)?;
        self.store.remove_request(id)
    }

    fn note(
        &self,
        named: &str,
        on: Option<&str>,
        language: Language,
        noted: fn(&mut Request, Date, Date) -> Result<(), Problem>,
    ) -> Result<SaidRequest, Error> {
        let today = self.today();
        let day = on.map_or(Ok(today), |text| text.trim().parse());
        let day = day.map_err(|_| Error::bad_input("on", Problem::Date))?;
        let (id, mut request) = self.find_request(named)?;
        noted(&mut request, day, today).map_err(|problem| Error::bad_input("on", problem))?;
        self.store.put_request(id, &request)?;
        Ok(request.say(&id.to_string(), today, language))
    }

    fn find_request(&self, named: &str) -> Result<(Uuid, Request), Error> {
        let id = self.request_id(named)?;
        Ok((id, self.store.request(id)?))
    }

    /// The one id that is, or begins with, what was typed.
    fn request_id(&self, named: &str) -> Result<Uuid, Error> {
        let named = named.trim().trim_end_matches('…').to_ascii_lowercase();
        if let Ok(id) = Uuid::try_parse(&named) {
            return Ok(id);
        }
        let ids = self.store.request_ids()?;
        let mut meant = ids
            .into_iter()
            .filter(|id| named.len() >= SHORTEST && id.to_string().starts_with(&named));
        match (meant.next(), meant.next()) {
            (Some(id), None) => Ok(id),
            _ => Err(Error::NotFound {
                what: Subject::Request,
            }),
        }
    }

    fn today(&self) -> Date {
        copenhagen_date(self.clock.now())
    }
}

fn fill(field: &mut Option<String>, from: Option<&str>) {
    if field.is_none() {
        *field = from.map(str::to_owned);
    }
}
