//! Everything Roadside knows. No screen, no platform.
//!
//! Data flows one way; a module imports only from floors below its own
//! (`tests/tests/layers.rs` holds the list and fails when an import is turned around):
//!
//! | floor | modules |
//! | --- | --- |
//! | types | [`types`] |
//! | words | [`messages`], `page`, then [`error`] and [`labels`] |
//! | domain | [`position`], [`territory`], then [`card`], [`guide`], then [`notice`], [`coverage`], then [`privacy`], then [`assistance`], [`trip`], then [`answers`], [`claim`], [`rights`] |
//! | store and net | `store`, `net` |
//! | facade | [`companion`], then [`mobile`], the same for phones |
//!
//! The types that matter first: [`card::ServiceCard`], [`position::Fix`], [`coverage::Situation`],
//! [`coverage::Assessment`], [`assistance::Case`] and, over them all, [`companion::Companion`].

uniffi::setup_scaffolding!("roadside");

pub mod answers;
pub mod assistance;
pub mod card;
pub mod claim;
pub mod companion;
pub mod coverage;
pub mod error;
pub mod guide;
pub mod labels;
pub mod messages;
pub mod mobile;
pub mod net;
pub mod notice;
mod page;
pub mod paper;
pub mod position;
pub mod privacy;
pub mod rights;
pub mod store;
pub mod territory;
pub mod trip;
pub mod types;
