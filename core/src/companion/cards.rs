//! Cards: kept, chosen, handed on.

use super::Companion;
use crate::card::{self, ServiceCard, Validity};
use crate::error::{Error, StorageFault, Subject, Table};
use chrono_tz::Europe::Copenhagen;
use uuid::Uuid;
use zeroize::Zeroizing;

/// A card with what the device knows of it.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldCard {
    /// Its id on this device.
    pub id: Uuid,
    /// Whether it is the one meant when none is named.
    pub active: bool,
    /// What its dates say about today's date in Denmark.
    pub validity: Validity,
    /// The card.
    pub card: ServiceCard,
}

/// All cards, and whether one could not be read.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldCards {
    /// The readable ones, oldest first.
    pub cards: Vec<HeldCard>,
    /// Set when a card was changed from outside and not read: show it beside the list.
    pub trouble: Option<Error>,
}

impl Companion {
    /// Keeps the card a file holds (JSON or TOML, see `card::ServiceCard::parse`). The first
    /// card kept becomes the active one.
    ///
    /// # Errors
    /// [`Error::BadInput`] with every fault of the file; [`Error::Storage`]. Nothing is kept then.
    pub fn add_card(&self, file: &[u8]) -> Result<Uuid, Error> {
        let card = ServiceCard::parse(file).map_err(|faults| Error::BadInput { faults })?;
        self.keep(&card)
    }

    /// Keeps the card a QR payload holds; it comes without the intake's token.
    ///
    /// # Errors
    /// [`Error::BadInput`] when the payload is no Roadside card or damaged; [`Error::Storage`].
    pub fn import_card(&self, payload: &str) -> Result<Uuid, Error> {
        let card = card::import(payload).map_err(|problem| Error::bad_input("payload", problem))?;
        self.keep(&card)
    }

    fn keep(&self, card: &ServiceCard) -> Result<Uuid, Error> {
        let id = Uuid::new_v4();
        let json = serde_json::from_slice(&card.to_sealed_json()).map_err(|_| UNKEPT)?;
        self.store.put_card(id, &json)?;
        Ok(id)
    }

    /// The card as text for a QR code, without the intake's token.
    ///
    /// # Errors
    /// As [`Companion::card`].
    pub fn export_card(&self, id: Option<Uuid>) -> Result<String, Error> {
        self.card(id).map(|held| card::export(&held.card))
    }

    /// Every card on this device.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself cannot be read.
    pub fn cards(&self) -> Result<HeldCards, Error> {
        let active = self.store.active()?;
        let listed = self.store.cards()?;
        let mut trouble = listed.trouble("cards");
        let mut cards = Vec::with_capacity(listed.records.len());
        for (id, value) in &listed.records {
            match read(value) {
                Ok(card) => cards.push(self.held(*id, active, card)),
                Err(error) => trouble = Some(error),
            }
        }
        Ok(HeldCards { cards, trouble })
    }

    /// One card: the one named, else the active one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id, or none is active; tampered when it
    /// was changed from outside.
    pub fn card(&self, id: Option<Uuid>) -> Result<HeldCard, Error> {
        let active = self.store.active()?;
        let id = id.or(active).ok_or(Error::NotFound {
            what: Subject::ActiveCard,
        })?;
        let card = read(&self.store.card(id)?)?;
        Ok(self.held(id, active, card))
    }

    fn held(&self, id: Uuid, active: Option<Uuid>, card: ServiceCard) -> HeldCard {
        let today = self.clock.now().with_timezone(&Copenhagen).date_naive();
        HeldCard {
            id,
            active: active == Some(id),
            validity: card.validity_on(today),
            card,
        }
    }

    /// Makes a card the active one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub fn choose_card(&self, id: Uuid) -> Result<(), Error> {
        self.store.set_active(id)
    }

    /// Removes a card for good. Cases made from it stay.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id.
    pub fn remove_card(&self, id: Uuid) -> Result<(), Error> {
        self.store.remove_card(id)
    }
}

/// What was sealed by us and opened whole was valid when it was sealed: a fault now means the
/// record is not what it was.
fn read(json: &serde_json::Value) -> Result<ServiceCard, Error> {
    let bytes = Zeroizing::new(serde_json::to_vec(json).unwrap_or_default());
    ServiceCard::from_sealed_json(&bytes).map_err(|_| Error::Storage {
        fault: StorageFault::Tampered {
            table: Table("cards"),
        },
    })
}

const UNKEPT: Error = Error::Storage {
    fault: StorageFault::Failed,
};
