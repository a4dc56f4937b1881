//! The answer before departure, in the shape `roadside trip --json` prints.
//!
//! Only the shape; what is put in is decided in `prepare`.

use crate::coverage::{SaidCall, SaidCondition, SaidReason};
use crate::types::SharedText;
use serde::Serialize;
use uuid::Uuid;

/// Everything to know before leaving.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidTrip {
    /// The first day, `YYYY-MM-DD`, when told.
    pub from: Option<String>,
    /// The last day, when told.
    pub to: Option<String>,
    /// `trailer` or `caravan`, when something is towed.
    pub tow: Option<String>,
    /// What the answers take to be so.
    pub assumed: String,
    /// The cards that were asked.
    pub cards: Vec<SaidTripCard>,
    /// Country by country, in the order asked.
    pub countries: Vec<SaidStop>,
    /// What to bring and print.
    pub bring: Vec<SaidBring>,
    /// What the alarm centre will ask for.
    pub have_ready: Vec<SaidReady>,
    /// Call whatever this says.
    pub call_anyway: String,
    /// What went wrong with a card that could not be read.
    pub trouble: Option<String>,
}

/// A card, as far as the whole journey goes.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidTripCard {
    /// Its id.
    pub id: Uuid,
    /// Product id.
    pub product: String,
    /// Its product, as people call it.
    pub title: String,
    /// Whom to call.
    pub call: SaidCall,
    /// What its dates say about the journey, where they do not cover all of it.
    pub dates: Option<String>,
    /// Fields of the card to fill in before leaving.
    pub missing: Vec<String>,
    /// What remains to be done or decided for what it covers.
    pub conditions: Vec<SaidCondition>,
    /// Texts that apply too and are not on this device.
    pub not_at_hand: Vec<SaidReason>,
}

/// A country on the way.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidStop {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// What people call it.
    pub name: String,
    /// The numbers for an emergency.
    pub emergency: SaidEmergency,
    /// `left` or `right`; `null` where it is not known.
    pub drives_on: Option<String>,
    /// What to know before driving there: the side of the road, motorways, false helpers.
    pub know: Vec<String>,
    /// What is attested about the Green Card.
    pub green_card: Option<String>,
    /// Card by card.
    pub cards: Vec<SaidCover>,
    /// What no card answers for.
    pub gaps: Vec<SaidGap>,
}

/// Emergency numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidEmergency {
    /// What to dial when nothing more is known.
    pub call: String,
    /// The others, with who answers.
    pub others: Vec<SaidNumber>,
    /// Whether `call` is attested for this country.
    pub certain: bool,
    /// All of it in a sentence.
    pub text: String,
}

/// A number with who answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidNumber {
    /// Who answers.
    pub who: String,
    /// As dialled there.
    pub number: String,
}

/// What one card comes to in a country.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidCover {
    /// The card.
    pub card: Uuid,
    /// Its product, as people call it.
    pub title: String,
    /// `yes`, `partly`, `doubtful`, `no` or `no_terms`.
    pub answers: String,
    /// The same in a sentence.
    pub text: String,
    /// The parts of the country the terms tell apart; one without a name where they do not.
    pub parts: Vec<SaidPart>,
    /// An earlier country of this journey where the card comes to the very same.
    pub same_as: Option<String>,
}

/// What a card comes to in a part of a country.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidPart {
    /// What the part is called; `null` for the whole country.
    pub name: Option<String>,
    /// `yes`, `doubtful` or `no`.
    pub answers: String,
    /// What would be there, occasion by occasion.
    pub occasions: Vec<SaidOccasion>,
    /// Why something is doubtful, each reason once.
    pub doubts: Vec<SaidDoubt>,
    /// What is never there, whatever happens.
    pub never: Vec<SaidBenefitOnTrip>,
}

/// What would be there on one occasion.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidOccasion {
    /// `breakdown`, `mishap`, `accident`, `theft`, `illness` or `towed`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What holds.
    pub holds: Vec<SaidBenefitOnTrip>,
    /// What is doubtful.
    pub doubtful: Vec<SaidBenefitOnTrip>,
}

/// A benefit.
#[derive(Debug, Clone, PartialEq, Serialize, uniffi::Record)]
pub struct SaidBenefitOnTrip {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// The clause that grants or refuses it.
    pub clause: SharedText,
    /// Why it is doubtful or never there; empty when it holds.
    pub why: Vec<SaidDoubt>,
}

/// Why something is doubtful, or never there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidDoubt {
    /// The clause behind it; `null` when the card lacks something.
    pub clause: Option<SharedText>,
    /// One sentence.
    pub message: SharedText,
}

/// Occasions no card answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidGap {
    /// The occasions.
    pub occasions: Vec<String>,
    /// The parts of the country; empty for all of it.
    pub parts: Vec<String>,
    /// Whether some card perhaps answers.
    pub perhaps: bool,
    /// One sentence.
    pub message: String,
}

/// Something to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidBring {
    /// Its id.
    pub id: String,
    /// One sentence.
    pub text: String,
    /// The clause that asks for it, where one does, with its product.
    pub clause: Option<String>,
}

/// One thing to have ready for the call.
#[derive(Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidReady {
    /// What.
    pub item: String,
    /// Its value, where the card knows it.
    pub value: Option<String>,
}

impl std::fmt::Debug for SaidReady {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SaidReady([REDACTED])")
    }
}
