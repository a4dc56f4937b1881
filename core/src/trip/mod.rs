//! Before departure: where each card answers on the way, where none does, and what to bring.
//!
//! Decides which situations stand for a journey, and what their answers come to per country. It
//! holds no rule of any terms: every word about cover comes from `coverage::assess`, asked about
//! a breakdown, a mishap, an accident, a theft and an illness in each country, and in each part
//! of a country that terms tell apart.
//!
//! | file | its one job |
//! | --- | --- |
//! | `request` | the countries, dates and towed unit as somebody types them |
//! | `occasions` | the situations that stand for a journey |
//! | `weigh` | their answers: what holds, what is doubtful, what never |
//! | `cover` | one card in one country, part by part |
//! | `gaps` | what no card answers for |
//! | `luggage` | the cards, what to bring, what to have ready |
//! | `prepare` | everything put together |
//! | `said` | the shape of the answer |

mod cover;
mod gaps;
mod luggage;
mod occasions;
mod prepare;
mod request;
mod said;
mod weigh;

pub use occasions::Occasion;
pub use prepare::{TravelCard, TripInput, emergency, prepare};
pub use request::{MAX_COUNTRIES, Plan, TypedPlan};
pub use said::{
    SaidBenefitOnTrip, SaidBring, SaidCover, SaidDoubt, SaidEmergency, SaidGap, SaidNumber,
    SaidOccasion, SaidPart, SaidReady, SaidStop, SaidTrip, SaidTripCard,
};
