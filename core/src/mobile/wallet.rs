//! Cards on a phone.

use super::RoadsideCore;
use crate::card::{Validity, label, lines, qr_svg};
use crate::companion::HeldCard;
use crate::error::Error;
use crate::types::{Language, Product};
use uuid::Uuid;
use zeroize::Zeroizing;

/// A card as a screen shows it.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidCard {
    /// Its id on this device.
    pub id: Uuid,
    /// Whether it is the one meant when none is named.
    pub active: bool,
    /// Which product's terms answer.
    pub product: Product,
    /// What its dates say about today's date in Denmark.
    pub validity: Validity,
    /// The same in a sentence.
    pub validity_text: String,
    /// Every filled field, in the order of the card.
    pub lines: Vec<CardLine>,
    /// What is still to be filled in before leaving, as people call it.
    pub missing: Vec<String>,
}

/// A field of a card.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct CardLine {
    /// What it is called.
    pub label: String,
    /// What stands in it.
    pub value: String,
}

/// All cards.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct SaidCards {
    /// The readable ones, oldest first.
    pub cards: Vec<SaidCard>,
    /// Set when a card was changed from outside and not read: show it beside the list.
    pub trouble: Option<String>,
}

impl SaidCard {
    fn of(held: &HeldCard, language: Language) -> Self {
        let filled = lines(&held.card, language).into_iter();
        let missing = held.card.missing_fields().into_iter();
        Self {
            id: held.id,
            active: held.active,
            product: held.card.product,
            validity: held.validity,
            validity_text: held.validity.text(language),
            lines: filled
                .map(|(label, value)| CardLine { label, value })
                .collect(),
            missing: missing.map(|path| label(path, language)).collect(),
        }
    }
}

#[uniffi::export]
impl RoadsideCore {
    /// Keeps the card a file holds (JSON or TOML, as `roadside card add` takes it) and gives its
    /// id. The first card kept becomes the active one.
    ///
    /// # Errors
    /// `BadInput` with every fault of the file; `Storage`. Nothing is kept then.
    pub fn add_card(&self, file: Vec<u8>) -> Result<Uuid, Error> {
        let file = Zeroizing::new(file);
        self.act("add_card", |open| open.add_card(&file))
    }

    /// Keeps the card a QR payload holds; it comes without the intake's token.
    ///
    /// # Errors
    /// `BadInput` when the payload is no Roadside card or damaged; `Storage`.
    pub fn import_card(&self, payload: &str) -> Result<Uuid, Error> {
        self.act("import_card", |open| open.import_card(payload))
    }

    /// The card as text for a QR code, without the intake's token.
    ///
    /// # Errors
    /// As `card`.
    pub fn export_card(&self, id: Option<Uuid>) -> Result<String, Error> {
        self.act("export_card", |open| open.export_card(id))
    }

    /// The same as a QR code, drawn as SVG; nothing when the card is too long for one: hand it
    /// on as text then.
    ///
    /// # Errors
    /// As `card`.
    pub fn card_qr_svg(&self, id: Option<Uuid>) -> Result<Option<String>, Error> {
        self.act("card_qr_svg", |open| {
            open.export_card(id).map(|payload| qr_svg(&payload))
        })
    }

    /// Every card on this device.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn cards(&self, language: Language) -> Result<SaidCards, Error> {
        self.act("cards", |open| {
            let held = open.cards()?;
            Ok(SaidCards {
                cards: held
                    .cards
                    .iter()
                    .map(|card| SaidCard::of(card, language))
                    .collect(),
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// One card: the one named, else the active one.
    ///
    /// # Errors
    /// `NotFound` when there is none of that id, or none is active; `Storage` with the fault
    /// `Tampered` when it was changed from outside.
    pub fn card(&self, id: Option<Uuid>, language: Language) -> Result<SaidCard, Error> {
        self.act("card", |open| {
            open.card(id).map(|held| SaidCard::of(&held, language))
        })
    }

    /// Makes a card the active one.
    ///
    /// # Errors
    /// `NotFound` when there is none of that id.
    pub fn choose_card(&self, id: Uuid) -> Result<(), Error> {
        self.act("choose_card", |open| open.choose_card(id))
    }

    /// Removes a card for good. Cases made from it stay.
    ///
    /// # Errors
    /// `NotFound` when there is none of that id.
    pub fn remove_card(&self, id: Uuid) -> Result<(), Error> {
        self.act("remove_card", |open| open.remove_card(id))
    }
}
