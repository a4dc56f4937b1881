//! Everything to know before leaving, put together.
//!
//! Decides what is told of a country and in which order. What a card covers is `weigh`'s, what
//! is known of a country `guide`'s.

use super::occasions::{Occasion, parts};
use super::request::Plan;
use super::said::{
    SaidBenefitOnTrip, SaidBring, SaidCover, SaidDoubt, SaidEmergency, SaidGap, SaidNumber,
    SaidOccasion, SaidPart, SaidReady, SaidStop, SaidTrip, SaidTripCard,
};
use super::weigh::{Grade, NOT_COUNTED, Weighed, Whereabouts, is_doubt, weigh};
use crate::card::{self, ServiceCard, Validity};
use crate::coverage::{SaidCall, SaidCondition, SaidReason, Situation, Terms};
use crate::guide::{GreenCard, Guide, Side, country_name};
use crate::messages::text;
use crate::types::{Country, Date, Language, Line, Phone};
use uuid::Uuid;

/// A card to take along.
#[derive(Debug, Clone)]
pub struct TravelCard<'a> {
    /// Its id on this device.
    pub id: Uuid,
    /// The card.
    pub card: &'a ServiceCard,
    /// The facts it tells.
    pub facts: Situation,
    /// Its terms, when they are here.
    pub terms: Option<&'a Terms>,
    /// The company that helps.
    pub company: Line,
    /// The alarm centre's number.
    pub phone: Phone,
}

/// All the answer is made from.
#[derive(Debug, Clone)]
pub struct TripInput<'a> {
    /// The journey.
    pub plan: &'a Plan,
    /// The cards for the vehicle, the active one first.
    pub cards: &'a [TravelCard<'a>],
    /// What is known per country.
    pub guide: &'a Guide,
    /// Today in Denmark, for a journey without dates.
    pub today: Date,
    /// The driver's language.
    pub language: Language,
}

/// Answers for every country and card. Never fails: what is not known is said to be unknown.
pub fn prepare(input: &TripInput<'_>) -> SaidTrip {
    let say = |key: &str| text(input.language, key, &[]);
    let mut days: Vec<Date> = [input.plan.from, input.plan.to]
        .into_iter()
        .flatten()
        .collect();
    if days.is_empty() {
        days.push(input.today);
    }
    days.dedup();
    let maker = Maker { input, days };
    let countries = maker.stops();
    SaidTrip {
        from: input.plan.from.map(|day| day.to_string()),
        to: input.plan.to.map(|day| day.to_string()),
        tow: input.plan.tow.map(|kind| kind.word().to_owned()),
        assumed: say("trip.assumed"),
        cards: input.cards.iter().map(|card| maker.card(card)).collect(),
        bring: maker.bring(),
        have_ready: maker.have_ready(),
        countries,
        call_anyway: say("trip.call_anyway"),
        trouble: None,
    }
}

/// Says nothing to somebody who tows nothing.
const FOR_TOWED: &str = "towed_unit";

struct Maker<'a> {
    input: &'a TripInput<'a>,
    days: Vec<Date>,
}

impl Maker<'_> {
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        text(self.input.language, key, args)
    }

    fn title(&self, card: &ServiceCard) -> String {
        let word = card.product.word().replace('-', "_");
        self.say(&format!("card.product.{word}"), &[])
    }

    fn occasions(&self) -> impl Iterator<Item = Occasion> {
        let towing = self.input.plan.tow.is_some();
        Occasion::ALL
            .into_iter()
            .filter(move |occasion| towing || *occasion != Occasion::Towed)
    }

    // --- Countries -----------------------------------------------------------------------

    fn stops(&self) -> Vec<SaidStop> {
        let mut stops: Vec<SaidStop> = Vec::new();
        for country in &self.input.plan.countries {
            let mut stop = self.stop(*country);
            for cover in &mut stop.cards {
                let same = |other: &&SaidStop| {
                    other.cards.iter().any(|one| {
                        one.card == cover.card
                            && one.answers == cover.answers
                            && one.parts == cover.parts
                    })
                };
                cover.same_as = stops.iter().find(same).map(|other| other.name.clone());
            }
            stops.push(stop);
        }
        stops
    }

    fn stop(&self, country: Country) -> SaidStop {
        let guide = self.input.guide;
        let known = guide.country(country);
        let mut know = Vec::new();
        if known.is_some_and(|known| known.drives_on == Side::Left) {
            know.push(self.say("trip.left", &[]));
        }
        if let Some(rule) = guide.motorway(country, None) {
            know.push(rule.text(self.input.language));
        }
        know.extend(guide.notes(country, self.input.language));
        if known.is_none() {
            know.push(self.say("trip.nothing_known", &[]));
        }
        let cards: Vec<SaidCover> = self
            .input
            .cards
            .iter()
            .map(|card| self.cover(card, country))
            .collect();
        SaidStop {
            country: country.code().to_owned(),
            name: country_name(country, self.input.language),
            emergency: self.emergency(country),
            drives_on: known.map(|known| {
                let side = match known.drives_on {
                    Side::Left => "left",
                    Side::Right => "right",
                };
                side.to_owned()
            }),
            know,
            green_card: known.and_then(|known| self.green_card(known.green_card)),
            gaps: self.gaps(&cards),
            cards,
        }
    }

    fn green_card(&self, rule: GreenCard) -> Option<String> {
        let key = match rule {
            GreenCard::NotAsked => return None,
            GreenCard::Paper => "trip.green_card.paper",
            GreenCard::PaperUnsure => "trip.green_card.paper_unsure",
            GreenCard::NotValid => "trip.green_card.not_valid",
        };
        Some(self.say(key, &[]))
    }

    fn emergency(&self, country: Country) -> SaidEmergency {
        let numbers = self.input.guide.emergency(Some(country));
        let others: Vec<SaidNumber> = numbers
            .national
            .iter()
            .filter(|(_, number)| *number != numbers.call)
            .map(|(service, number)| SaidNumber {
                who: service.name(self.input.language),
                number: number.clone(),
            })
            .collect();
        let call = [("number", numbers.call.as_str())];
        let mut text = vec![self.say("trip.emergency", &call)];
        if !others.is_empty() {
            let list: Vec<String> = others
                .iter()
                .map(|other| format!("{} {}", other.who, other.number))
                .collect();
            let list = list.join(", ");
            text.push(self.say("trip.emergency_others", &[("numbers", &list)]));
        }
        if !numbers.certain {
            text.push(self.say("trip.emergency_unsure", &[]));
        }
        SaidEmergency {
            call: numbers.call,
            others,
            certain: numbers.certain,
            text: text.join(" "),
        }
    }

    // --- Cover ---------------------------------------------------------------------------

    fn cover(&self, card: &TravelCard<'_>, country: Country) -> SaidCover {
        let mut cover = SaidCover {
            card: card.id,
            title: self.title(card.card),
            answers: "no_terms".to_owned(),
            text: self.say("trip.answers.no_terms", &[]),
            parts: Vec::new(),
            same_as: None,
        };
        let Some(terms) = card.terms else {
            return cover;
        };
        let mut all: Vec<SaidPart> = parts(country)
            .into_iter()
            .map(|(name, facts)| {
                let at = Whereabouts {
                    country,
                    part: facts,
                    days: &self.days,
                    tow: self.input.plan.tow,
                };
                let name = name.map(|name| self.say(&format!("trip.part.{name}"), &[]));
                self.part(terms, card, name, &at)
            })
            .collect();
        // A part that makes no difference to this card is not spoken of.
        let alike = |one: &SaidPart, other: &SaidPart| {
            SaidPart {
                name: None,
                ..one.clone()
            } == SaidPart {
                name: None,
                ..other.clone()
            }
        };
        if let Some(first) = all.first().cloned()
            && all.iter().all(|part| alike(part, &first))
        {
            all = vec![SaidPart {
                name: None,
                ..first
            }];
        }
        let count = |answers: &str| all.iter().filter(|part| part.answers == answers).count();
        let answers = match (count("yes"), count("doubtful"), count("no")) {
            (_, 0, 0) => "yes",
            (0, 0, _) => "no",
            (0, _, 0) => "doubtful",
            _ => "partly",
        };
        let reason = all
            .iter()
            .filter(|part| part.answers == "no")
            .find_map(|part| most_common(&part.never))
            .map(|doubt| {
                let clause = doubt.clause.as_deref().unwrap_or_default();
                format!("{} ({clause})", doubt.message)
            })
            .unwrap_or_default();
        cover.text = match answers {
            "no" => self.say("trip.answers.no", &[("reason", &reason)]),
            _ => self.say(&format!("trip.answers.{answers}"), &[]),
        };
        cover.answers = answers.to_owned();
        cover.parts = all;
        cover
    }

    fn part(
        &self,
        terms: &Terms,
        card: &TravelCard<'_>,
        name: Option<String>,
        at: &Whereabouts<'_>,
    ) -> SaidPart {
        let weighed: Vec<(Occasion, Vec<Weighed>)> = self
            .occasions()
            .map(|occasion| (occasion, weigh(terms, &card.facts, occasion, at)))
            .collect();
        let counted = weighed.iter().flat_map(|(_, benefits)| benefits);
        let best = counted
            .filter(|one| one.id != NOT_COUNTED)
            .map(|one| one.grade)
            .min();
        let answers = match best {
            Some(Grade::Holds) => "yes",
            Some(Grade::Doubtful) => "doubtful",
            _ => "no",
        };
        let mut occasions = Vec::new();
        let mut doubts: Vec<SaidDoubt> = Vec::new();
        for (occasion, benefits) in &weighed {
            let of_grade = |grade: Grade| -> Vec<SaidBenefitOnTrip> {
                let those = benefits
                    .iter()
                    .filter(|one| one.grade == grade && one.id != NOT_COUNTED);
                those.map(|one| self.benefit(terms, one)).collect()
            };
            let doubtful = of_grade(Grade::Doubtful);
            for doubt in doubtful.iter().flat_map(|benefit| &benefit.why) {
                if !doubts.contains(doubt) {
                    doubts.push(doubt.clone());
                }
            }
            occasions.push(SaidOccasion {
                id: occasion.word().to_owned(),
                title: self.say(&format!("trip.occasion.{}", occasion.word()), &[]),
                holds: of_grade(Grade::Holds),
                doubtful,
            });
        }
        // Where nothing is certain, the doubt that hangs over all of it says enough.
        if answers == "doubtful" {
            let doubtful = || {
                occasions
                    .iter()
                    .flat_map(|one: &SaidOccasion| &one.doubtful)
            };
            let over_all = |doubt: &SaidDoubt| doubtful().all(|one| one.why.contains(doubt));
            if doubts.iter().any(over_all) {
                doubts.retain(over_all);
            }
        }
        let ever = |id: &str| {
            let mut all = weighed.iter().flat_map(|(_, benefits)| benefits);
            all.any(|one| one.id == id && one.grade != Grade::Never)
        };
        let first = weighed.first().map(|(_, benefits)| benefits.as_slice());
        let never = first.unwrap_or_default().iter();
        let never = never
            .filter(|one| !ever(one.id))
            .filter(|one| self.input.plan.tow.is_some() || one.id != FOR_TOWED)
            .map(|one| self.benefit(terms, one))
            .collect();
        SaidPart {
            name,
            answers: answers.to_owned(),
            occasions,
            doubts,
            never,
        }
    }

    fn benefit(&self, terms: &Terms, one: &Weighed) -> SaidBenefitOnTrip {
        let clauses = terms.clauses();
        let number = |at: usize| clauses.get(at).map(|clause| clause.number().to_owned());
        let mut why = Vec::new();
        match one.grade {
            Grade::Holds => {}
            Grade::Never => {
                let said = terms.say_reason(&one.main, self.input.language);
                why.push(SaidDoubt {
                    clause: Some(said.clause),
                    message: said.message,
                });
            }
            Grade::Doubtful => {
                for condition in one.conditions.iter().filter(|part| is_doubt(part)) {
                    why.push(SaidDoubt {
                        clause: number(condition.clause),
                        message: self.say(&format!("coverage.condition.{}", condition.id), &[]),
                    });
                }
                let mut labels: Vec<String> = one
                    .missing
                    .iter()
                    .map(|fact| self.say(&format!("facts.{}.label", fact.name()), &[]))
                    .collect();
                labels.dedup();
                if !labels.is_empty() {
                    let facts = labels.join(", ");
                    why.push(SaidDoubt {
                        clause: None,
                        message: self.say("trip.fill_in", &[("facts", &facts)]),
                    });
                }
            }
        }
        SaidBenefitOnTrip {
            id: one.id.to_owned(),
            title: self.say(&format!("coverage.benefit.{}", one.id), &[]),
            clause: number(one.main.clause).unwrap_or_default(),
            why,
        }
    }

    /// Occasions no card answers for, part by part where a card tells parts apart.
    fn gaps(&self, cards: &[SaidCover]) -> Vec<SaidGap> {
        let mut names: Vec<Option<String>> = Vec::new();
        for part in cards.iter().flat_map(|cover| &cover.parts) {
            if part.name.is_some() && !names.contains(&part.name) {
                names.push(part.name.clone());
            }
        }
        if names.is_empty() {
            names.push(None);
        }
        let mut gaps: Vec<(Vec<Occasion>, Vec<String>, bool)> = Vec::new();
        for occasion in self.occasions() {
            for perhaps in [false, true] {
                let open = |name: &&Option<String>| {
                    let best = best_of(cards, name.as_deref(), occasion);
                    best != Some(true) && best.is_some() == perhaps
                };
                let places: Vec<&Option<String>> = names.iter().filter(open).collect();
                if places.is_empty() {
                    continue;
                }
                let everywhere = places.len() == names.len();
                let named = places.into_iter().flatten().filter(|_| !everywhere);
                let named: Vec<String> = named.cloned().collect();
                let same = |(_, parts, maybe): &&mut (_, Vec<String>, bool)| {
                    *parts == named && *maybe == perhaps
                };
                match gaps.iter_mut().find(same) {
                    Some((occasions, ..)) => occasions.push(occasion),
                    None => gaps.push((vec![occasion], named, perhaps)),
                }
            }
        }
        gaps.into_iter()
            .map(|(occasions, parts, perhaps)| self.gap(&occasions, parts, perhaps))
            .collect()
    }

    fn gap(&self, occasions: &[Occasion], parts: Vec<String>, perhaps: bool) -> SaidGap {
        let titles: Vec<String> = if occasions.len() == self.occasions().count() {
            vec![self.say("trip.occasion.all", &[])]
        } else {
            let title = |one: &Occasion| self.say(&format!("trip.occasion.{}", one.word()), &[]);
            occasions.iter().map(title).collect()
        };
        let key = match (perhaps, parts.is_empty()) {
            (true, true) => "trip.gap.perhaps",
            (true, false) => "trip.gap.perhaps_part",
            (false, true) => "trip.gap.none",
            (false, false) => "trip.gap.none_part",
        };
        let (titles, places) = (titles.join(" · "), parts.join(", "));
        SaidGap {
            occasions: occasions.iter().map(|one| one.word().to_owned()).collect(),
            message: self.say(key, &[("occasion", &titles), ("part", &places)]),
            parts,
            perhaps,
        }
    }

    // --- Cards and what to bring ---------------------------------------------------------

    fn card(&self, travel: &TravelCard<'_>) -> SaidTripCard {
        let (card, language) = (travel.card, self.input.language);
        let company = [("company", travel.company.as_str())];
        let missing = card.missing_fields();
        SaidTripCard {
            id: travel.id,
            product: card.product.word().to_owned(),
            title: self.title(card),
            call: SaidCall {
                phone: travel.phone.e164().to_owned(),
                phone_spaced: travel.phone.spaced(),
                tel_uri: travel.phone.tel_uri(),
                who: travel.company.as_str().to_owned(),
                text: self.say("coverage.call_anyway", &company),
            },
            dates: self.dates(card),
            missing: missing
                .into_iter()
                .map(|path| card::label(path, language))
                .collect(),
            conditions: self.conditions(travel),
            not_at_hand: self.not_at_hand(travel),
        }
    }

    fn dates(&self, card: &ServiceCard) -> Option<String> {
        let language = self.input.language;
        for day in &self.days {
            let (key, bound) = match card.validity_on(*day) {
                Validity::NotYet => ("trip.dates.not_yet", card.in_force_from),
                Validity::Ended => ("trip.dates.ended", card.in_force_to),
                Validity::Valid | Validity::Open => continue,
            };
            let day = bound.map(|day| card::day(day, language));
            return Some(self.say(key, &[("day", &day.unwrap_or_default())]));
        }
        None
    }

    /// Everything that remains to be done for what holds somewhere on the way.
    fn conditions(&self, travel: &TravelCard<'_>) -> Vec<SaidCondition> {
        let mut said: Vec<SaidCondition> = Vec::new();
        let Some(terms) = travel.terms else {
            return said;
        };
        for country in &self.input.plan.countries {
            for (_, facts) in parts(*country) {
                let at = Whereabouts {
                    country: *country,
                    part: facts,
                    days: &self.days,
                    tow: self.input.plan.tow,
                };
                let weighed = self
                    .occasions()
                    .flat_map(|occasion| weigh(terms, &travel.facts, occasion, &at));
                for one in weighed.filter(|one| one.grade == Grade::Holds) {
                    for part in one.conditions {
                        if !said.iter().any(|known| known.id == part.id) {
                            let clause = terms.clauses().get(part.clause);
                            said.push(SaidCondition {
                                id: part.id.to_owned(),
                                clause: clause
                                    .map(|clause| clause.number().to_owned())
                                    .unwrap_or_default(),
                                message: self.say(&format!("coverage.condition.{}", part.id), &[]),
                            });
                        }
                    }
                }
            }
        }
        said
    }

    fn not_at_hand(&self, travel: &TravelCard<'_>) -> Vec<SaidReason> {
        let clauses = travel.terms.map(Terms::clauses).unwrap_or_default();
        clauses
            .iter()
            .filter(|clause| clause.not_at_hand())
            .map(|clause| SaidReason {
                clause: clause.number().to_owned(),
                message: clause.says(self.input.language),
            })
            .collect()
    }

    fn bring(&self) -> Vec<SaidBring> {
        let mut items: Vec<SaidBring> = Vec::new();
        for travel in self.input.cards {
            for clause in travel.terms.map(Terms::clauses).unwrap_or_default() {
                for id in clause.bring() {
                    if !items.iter().any(|item| item.id == *id) {
                        let number = clause.number();
                        let printed = number.starts_with(|first: char| first.is_ascii_digit());
                        let title = self.title(travel.card);
                        items.push(SaidBring {
                            id: (*id).to_owned(),
                            text: self.say(&format!("trip.bring.{id}"), &[]),
                            clause: printed.then(|| format!("{title}, {number}")),
                        });
                    }
                }
            }
        }
        for id in [
            "registration_certificate",
            "all_keys",
            "driving_licence",
            "notice",
            "phone",
        ] {
            if !items.iter().any(|item| item.id == id) {
                items.push(SaidBring {
                    id: id.to_owned(),
                    text: self.say(&format!("trip.bring.{id}"), &[]),
                    clause: None,
                });
            }
        }
        let mut paper: Vec<String> = Vec::new();
        for country in &self.input.plan.countries {
            let rule = self.input.guide.country(*country).map(|one| one.green_card);
            if matches!(rule, Some(GreenCard::Paper | GreenCard::PaperUnsure)) {
                paper.push(country_name(*country, self.input.language));
            }
        }
        if !paper.is_empty() {
            let countries = paper.join(", ");
            items.push(SaidBring {
                id: "green_card".to_owned(),
                text: self.say("trip.bring.green_card", &[("countries", &countries)]),
                clause: None,
            });
        }
        items
    }

    fn have_ready(&self) -> Vec<SaidReady> {
        let cards = || self.input.cards.iter().map(|travel| travel.card);
        let line = |line: &Line| line.as_str().to_owned();
        [
            (
                "registration",
                cards().find_map(|card| {
                    let plate = card.vehicle.registration.as_ref()?;
                    Some(plate.as_str().to_owned())
                }),
            ),
            (
                "insurer",
                cards().find_map(|card| card.insurer.as_ref().map(line)),
            ),
            (
                "policy_no",
                cards().find_map(|card| Some(card.policy_no.as_ref()?.as_str().to_owned())),
            ),
            (
                "service_card_no",
                cards().find_map(|card| Some(card.service_card_no.as_ref()?.as_str().to_owned())),
            ),
            ("position", None),
            (
                "contact_phone",
                cards().find_map(|card| card.holder.phone.as_ref().map(Phone::spaced)),
            ),
            ("workshop_phone", None),
        ]
        .into_iter()
        .map(|(key, value)| SaidReady {
            item: self.say(&format!("assist.ready.{key}"), &[]),
            value,
        })
        .collect()
    }
}

/// Whether some card covers something on an occasion in a part of the country: `Some(true)` for
/// certain, `Some(false)` perhaps, `None` not at all.
fn best_of(cards: &[SaidCover], part: Option<&str>, occasion: Occasion) -> Option<bool> {
    let mut best = None;
    for cover in cards {
        if cover.answers == "no_terms" {
            best = best.or(Some(false));
        }
        // A card that tells no parts apart says the same of all of them.
        let of_part = cover
            .parts
            .iter()
            .filter(|one| one.name.is_none() || one.name.as_deref() == part);
        for said in of_part.flat_map(|one| &one.occasions) {
            let counts = |list: &[SaidBenefitOnTrip]| list.iter().any(|one| one.id != NOT_COUNTED);
            if said.id == occasion.word() {
                if counts(&said.holds) {
                    return Some(true);
                }
                if counts(&said.doubtful) {
                    best = Some(false);
                }
            }
        }
    }
    best
}

/// The reason that keeps the most benefits away.
fn most_common(never: &[SaidBenefitOnTrip]) -> Option<&SaidDoubt> {
    let reasons = || never.iter().flat_map(|benefit| &benefit.why);
    let count = |doubt: &SaidDoubt| reasons().filter(|other| *other == doubt).count();
    reasons().max_by_key(|doubt| count(doubt))
}
