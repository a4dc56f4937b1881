//! Consent and privacy on a phone.

use super::RoadsideCore;
use super::given::{KeyStore, Keys};
use super::help::HelpWish;
use super::intake::RoadsideIntake;
use crate::assistance::ShareKind;
use crate::companion::{
    Companion, ConsentChange, ConsentSms, Exported, HeldFile, HeldKind, Preview, PurgedItem,
    Receipted, SaidConsent, SaidRule, Shared,
};
use crate::error::Error;
use crate::privacy::Channel;
use crate::types::{Language, Purpose};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Every purpose and how things stand.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidConsents {
    /// One entry a purpose.
    pub consents: Vec<SaidConsent>,
    /// Set when a record was changed from outside and not read: it counts as no consent.
    pub trouble: Option<String>,
}

/// What went out.
#[derive(Clone, PartialEq, uniffi::Record)]
pub struct SaidReceipts {
    /// Newest first.
    pub receipts: Vec<Receipted>,
    /// Set when a receipt was changed from outside and not read.
    pub trouble: Option<String>,
}

#[uniffi::export]
impl RoadsideCore {
    /// Every purpose, what one agrees to, and how things stand.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn consents(&self, language: Language) -> Result<SaidConsents, Error> {
        self.act("consents", |open| {
            open.consents(language).map(|held| SaidConsents {
                consents: held.consents,
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// Gives consent for a year from now, or renews it. `text_version` is that of the words the
    /// motorist has read.
    ///
    /// # Errors
    /// `BadInput` when other words are agreed to now, or this purpose cannot be given that way;
    /// `Storage`. Nothing is kept then.
    pub fn give_consent(
        &self,
        purpose: Purpose,
        channel: Channel,
        text_version: u32,
        language: Language,
    ) -> Result<ConsentChange, Error> {
        self.act("give_consent", |open| {
            open.give_consent(purpose, channel, text_version, language)
        })
    }

    /// Takes a consent back, at once.
    ///
    /// # Errors
    /// `Storage` when it could not be kept.
    pub fn withdraw_consent(
        &self,
        purpose: Purpose,
        language: Language,
    ) -> Result<ConsentChange, Error> {
        self.act("withdraw_consent", |open| {
            open.withdraw_consent(purpose, language)
        })
    }

    /// The SMS that gives consent, as an `sms:` link; the motorist sends it.
    ///
    /// # Errors
    /// `NotFound` when there is no such case or card; `BadInput` when the card names nobody.
    pub fn consent_sms(
        &self,
        named: Option<String>,
        language: Language,
    ) -> Result<ConsentSms, Error> {
        self.act("consent_sms", |open| {
            open.consent_sms(named.as_deref(), language)
        })
    }

    /// A declaration to print and sign, as one page.
    ///
    /// # Errors
    /// `BadInput` without a purpose; `NotFound` when there is no such case.
    pub fn consent_declaration(
        &self,
        purposes: &[Purpose],
        named: Option<String>,
        language: Language,
    ) -> Result<String, Error> {
        self.act("consent_declaration", |open| {
            open.consent_declaration(purposes, named.as_deref(), language)
        })
    }

    /// What would go out if help were called for now, field by field, to whom and why.
    ///
    /// # Errors
    /// As `plan_help`.
    pub fn preview_help(
        &self,
        wish: &HelpWish,
        intake: Option<Arc<RoadsideIntake>>,
        language: Language,
    ) -> Result<Preview, Error> {
        self.act("preview_help", |open| {
            let intake = intake.as_deref().map(RoadsideIntake::intake);
            open.preview_help(&wish.request()?, intake, language)
        })
    }

    /// The receipts of everything that went out, newest first.
    ///
    /// # Errors
    /// `Storage` when the list itself cannot be read.
    pub fn receipts(&self, language: Language) -> Result<SaidReceipts, Error> {
        self.act("receipts", |open| {
            open.receipts(language).map(|held| SaidReceipts {
                receipts: held.receipts,
                trouble: held.trouble.map(|error| error.detail(language)),
            })
        })
    }

    /// A text for the share sheet.
    ///
    /// # Errors
    /// `ConsentNeeded` when there is no valid consent for it; `NotFound` when there is no such case
    /// or card; `NotNow` when the case is over.
    pub fn share(
        &self,
        kind: ShareKind,
        named: Option<String>,
        card: Option<Uuid>,
        language: Language,
    ) -> Result<Shared, Error> {
        self.act("share", |open| {
            open.share(kind, named.as_deref(), card, language)
        })
    }

    /// Deletes what has reached its time, and says what.
    ///
    /// # Errors
    /// `Storage`.
    pub fn purge(&self, language: Language) -> Result<Vec<PurgedItem>, Error> {
        self.act("purge", |open| open.purge(language))
    }

    /// What was deleted by its rule when this was opened: show it once.
    pub fn purged_at_opening(&self, language: Language) -> Vec<PurgedItem> {
        let open = self.companion();
        open.map_or_else(|_| Vec::new(), |open| open.purged_at_opening(language))
    }

    /// What is kept here, by kind.
    ///
    /// # Errors
    /// `Storage`.
    pub fn holdings(&self) -> Result<Vec<HeldKind>, Error> {
        self.act("holdings", |open| open.holdings())
    }

    /// Writes everything kept here to a new or empty folder, in clear, as one documented JSON and
    /// the files beside it.
    ///
    /// # Errors
    /// `BadInput` when the folder is not empty; `Storage`.
    pub fn export_all(&self, folder: &str) -> Result<Exported, Error> {
        self.act("export_all", |open| open.export(Path::new(folder)))
    }

    /// Destroys the key, then the database and every file, for good, and closes. Ask first.
    ///
    /// # Errors
    /// `Storage` when the key could not be destroyed or a file not be removed; call it again then,
    /// or `erase_home` once this is closed.
    pub fn erase_all(&self, keys: Arc<dyn KeyStore>) -> Result<(), Error> {
        let erased = self.act("erase_all", |open| open.erase(&Keys(keys)));
        if erased.is_ok() {
            self.shut();
        }
        erased
    }
}

/// What lies in Roadside's folder, to show that nothing is left.
///
/// # Errors
/// `Storage` when the folder cannot be read.
#[uniffi::export]
pub fn files_in(directory: &str) -> Result<Vec<HeldFile>, Error> {
    Companion::files(Path::new(directory))
}

/// Erases a folder that cannot be opened: the key is lost, or the database damaged.
///
/// # Errors
/// As `erase_all`.
#[uniffi::export]
pub fn erase_home(directory: &str, keys: Arc<dyn KeyStore>) -> Result<(), Error> {
    Companion::erase_home(Path::new(directory), &Keys(keys))
}

/// How long what is kept, and why.
#[uniffi::export]
pub fn retention_rules(language: Language) -> Vec<SaidRule> {
    Companion::retention_rules(language)
}
