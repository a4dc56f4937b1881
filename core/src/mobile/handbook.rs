//! What a phone can say without opening anything of the motorist's.

use super::border::{ToldFact, measured, situation};
use super::given::{LocationSource, LocationSourceError};
use crate::companion::{Clock, Handbook, NoFix, SaidPosition, capture};
use crate::coverage::SaidAssessment;
use crate::error::Error;
use crate::position::Fix;
use crate::trip::{SaidEmergency, emergency};
use crate::types::{Country, Language, Product, Timestamp};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// Countries, borders and terms: works without key, storage and network.
#[derive(uniffi::Object)]
pub struct RoadsideHandbook {
    handbook: Handbook,
    clock: Clock,
}

/// How capturing a position ended. No fix is a state, not an error.
#[derive(Debug, Clone, PartialEq, uniffi::Enum)]
pub enum Captured {
    /// The best fix there was.
    Found {
        /// The fix.
        fix: Fix,
    },
    /// None; help goes on without.
    Nothing {
        /// Why not.
        why: NoFix,
        /// What to do now, in one sentence.
        text: String,
    },
}

impl RoadsideHandbook {
    pub(super) const fn handbook(&self) -> &Handbook {
        &self.handbook
    }
}

#[uniffi::export]
impl RoadsideHandbook {
    /// Loads what rides along in the library; editions of terms installed in `directory` answer
    /// where they are newer. Nothing is made there, and it need not be there.
    #[uniffi::constructor]
    pub fn load(directory: Option<String>) -> Arc<Self> {
        Self::start(directory, Clock::Device)
    }

    /// The same, and it is `now` all the time: for rehearsals and tests.
    #[uniffi::constructor]
    pub fn load_at(directory: Option<String>, now: Timestamp) -> Arc<Self> {
        Self::start(directory, Clock::Fixed(now))
    }

    /// What a product's terms say of what was told, without any card.
    ///
    /// # Errors
    /// `BadInput` with every fact that may not have its value; `NotFound` when the terms are not
    /// here.
    pub fn check(
        &self,
        product: Product,
        told: &[ToldFact],
        fix: Option<Fix>,
        language: Language,
    ) -> Result<SaidAssessment, Error> {
        let (told, fix) = (situation(told)?, measured(fix)?);
        self.handbook.check(product, &told, fix.as_ref(), language)
    }

    /// A position in every form, with where it lies.
    ///
    /// # Errors
    /// `BadInput` when the fix is no position.
    pub fn say_position(&self, fix: Fix, language: Language) -> Result<SaidPosition, Error> {
        let fix = measured(Some(fix))?.unwrap_or(fix);
        let now = self.clock.now();
        Ok(self.handbook.say_position(&fix, now, language))
    }

    /// Reads a position somebody typed or was sent: `55.3433,11.0392~15` or a `geo:` URI.
    ///
    /// # Errors
    /// `BadInput` when it is none.
    pub fn read_position(&self, text: &str) -> Result<Fix, Error> {
        Fix::parse(text).map_err(|problem| Error::bad_input("position", problem))
    }

    /// The numbers for an emergency in a country, or where the country is not known.
    ///
    /// # Errors
    /// `BadInput` for a country that is none.
    pub fn emergency(
        &self,
        country: Option<Country>,
        language: Language,
    ) -> Result<SaidEmergency, Error> {
        Ok(emergency(self.handbook.guide(), country, language))
    }
}

impl RoadsideHandbook {
    fn start(directory: Option<String>, clock: Clock) -> Arc<Self> {
        let handbook = match directory {
            Some(directory) => Handbook::open(Path::new(&directory), clock),
            None => Handbook::load(),
        };
        Arc::new(Self { handbook, clock })
    }
}

#[uniffi::export(async_runtime = "tokio")]
impl RoadsideHandbook {
    /// Asks the device for its position, for `patience_ms` milliseconds at most, and gives the
    /// best fix it had. A source that throws or never answers ends in `Nothing`.
    pub async fn capture(
        &self,
        source: Arc<dyn LocationSource>,
        patience_ms: u32,
        language: Language,
    ) -> Captured {
        let fixes = async {
            source.fixes().await.map_err(|error| match error {
                LocationSourceError::Denied => NoFix::Denied,
                LocationSourceError::Off => NoFix::Off,
                LocationSourceError::Failed => NoFix::Failed,
            })
        };
        let patience = Duration::from_millis(patience_ms.into());
        match capture(fixes, patience, || self.clock.now()).await {
            Ok(fix) => Captured::Found { fix },
            Err(why) => Captured::Nothing {
                why,
                text: why.text(language),
            },
        }
    }
}
