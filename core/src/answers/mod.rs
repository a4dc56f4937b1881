//! Help without a network: what travellers ask, what the products say of themselves, whom to
//! ring and whether anybody answers now.
//!
//! Decides which answer fits the words somebody typed, and what the printed office hours mean at
//! a moment. The topics stand in `core/data/answers.toml` with their clauses, the sentences in
//! `i18n/answers`; whose card it is, is the facade's to know.
//!
//! | file | its one job |
//! | --- | --- |
//! | `data` | the topics, numbers and links of the file |
//! | `search` | which topics fit the words, the best first |
//! | `hours` | whether somebody answers at a moment, and when next |
//! | `said` | the answers put in words |

mod data;
mod hours;
mod said;
mod search;

pub use data::{Answers, Contact, Topic};
pub use hours::{Days, Hours, Opening};
pub use said::{AlarmCentre, SaidAnswer, SaidAnswers, SaidContact, SaidLink};
pub use search::{MAX_WORDS, fold};
