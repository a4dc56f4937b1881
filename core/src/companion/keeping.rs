//! What is kept: how long, all of it to take along, and all of it gone.

use super::{Companion, KeyStore};
use crate::error::{Error, StorageFault};
use crate::messages;
use crate::privacy::Rule;
use crate::store::{self, KeptFile};
use crate::types::{Language, Problem, Timestamp};
use chrono::SecondsFormat;
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

/// The document in an export (`docs/privacy-export.schema.json`).
pub const EXPORT_FILE: &str = "roadside-export.json";
/// Its version; counts up with every change a reader must know of.
const EXPORT_VERSION: u32 = 1;

/// A rule of how long something stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct SaidRule {
    /// Which rule.
    pub rule: String,
    /// Months a record stays after it has come under the rule; 0 for at once.
    pub months: u32,
    /// What happens, and why.
    pub text: String,
}

/// What a rule has done away with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct PurgedItem {
    /// Which rule.
    pub rule: String,
    /// How many records.
    pub count: u32,
    /// The same in words.
    pub text: String,
}

/// How much of one kind is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HeldKind {
    /// The kind, the export's section: `cards`, `cases`, `consents`, `dispatches`, `claims`,
    /// `requests`, `rehearsals`.
    pub kind: String,
    /// How many records.
    pub count: u32,
}

/// A file in the home.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct HeldFile {
    /// Its path below the home.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Exported {
    /// Every file, by its path below the folder.
    pub files: Vec<String>,
    /// How many records of each kind are in the document.
    pub kinds: Vec<HeldKind>,
    /// Records that were changed from outside and could not be read; the document names them.
    pub unreadable: u32,
}

impl Companion {
    /// How long what stays on this device, and why.
    pub fn retention_rules(language: Language) -> Vec<SaidRule> {
        let said = |rule: Rule| SaidRule {
            rule: rule.word().to_owned(),
            months: rule.months(),
            text: messages::text(language, &format!("privacy.rule.{}", rule.word()), &[]),
        };
        Rule::ALL.into_iter().map(said).collect()
    }

    /// Deletes and makes coarse what its rule says is over, and says what. Done at every opening;
    /// a shell that stays open for days calls it again. Open cases, what waits to be sent, and
    /// claims are never touched.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be done; then no record was touched.
    pub fn purge(&self, language: Language) -> Result<Vec<PurgedItem>, Error> {
        Ok(said_purged(&self.store.purge(self.clock.now())?, language))
    }

    /// What the opening did away with.
    pub fn purged_at_opening(&self, language: Language) -> Vec<PurgedItem> {
        said_purged(&self.purged, language)
    }

    /// How many records of each kind are kept.
    ///
    /// # Errors
    /// [`Error::Storage`] when the database cannot be read.
    pub fn holdings(&self) -> Result<Vec<HeldKind>, Error> {
        let held = self.store.holdings()?;
        let kind = |table: &store::Holdings| counted(table.table, table.rows.len());
        Ok(held.iter().map(kind).collect())
    }

    /// The files of ours that lie in `directory`. Opens nothing and makes nothing: after
    /// [`Companion::erase`] there are none.
    ///
    /// # Errors
    /// [`Error::Storage`] when the folder cannot be read.
    pub fn files(directory: &Path) -> Result<Vec<HeldFile>, Error> {
        let file = |kept: KeptFile| HeldFile {
            name: kept.name,
            bytes: kept.bytes,
        };
        Ok(store::files(directory)?.into_iter().map(file).collect())
    }

    /// Writes everything that is kept into `folder` for its owner to take along: one document
    /// ([`EXPORT_FILE`]) and the files it names. In clear, readable by its owner alone; the
    /// intake's token and the key stay out. The folder is made, or is there and empty.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `folder` when something lies in it or it cannot be written;
    /// [`Error::Storage`] when the database cannot be read.
    pub fn export(&self, folder: &Path) -> Result<Exported, Error> {
        let held = self.store.holdings()?;
        let mut document = Map::new();
        document.insert("format".to_owned(), json!("roadside-export"));
        document.insert("version".to_owned(), json!(EXPORT_VERSION));
        document.insert("exported_at".to_owned(), json!(written(self.clock.now())));
        let (mut kinds, mut unreadable) = (Vec::new(), Vec::new());
        for table in &held {
            let mut records = Vec::new();
            for row in &table.rows {
                match &row.record {
                    Some(record) => records.push(section(table.table, row.id, record)),
                    None => unreadable.push(json!({"kind": table.table, "id": row.id})),
                }
            }
            kinds.push(counted(table.table, records.len()));
            document.insert(table.table.to_owned(), records.into());
        }
        let count = u32::try_from(unreadable.len()).unwrap_or(u32::MAX);
        document.insert("unreadable".to_owned(), unreadable.into());
        let files = Self::files(self.store.directory())?;
        let shelf = files
            .into_iter()
            .map(|file| file.name)
            .filter(|name| name.starts_with("terms"));
        document.insert("terms".to_owned(), shelf.collect());
        let text = serde_json::to_vec_pretty(&Value::Object(document)).unwrap_or_default();
        prepare(folder)?;
        write(folder, EXPORT_FILE, &text)?;
        let mut files = vec![EXPORT_FILE.to_owned()];
        let lost = self.export_receipts(folder, &mut files)?;
        Ok(Exported {
            files,
            kinds,
            unreadable: count.saturating_add(lost),
        })
    }

    /// Does away with everything in the home of this companion: the key first, so that nothing can
    /// be read from then on, then every file. Every later call answers `Closed`. Stopped halfway
    /// it leaves nothing readable; [`Companion::erase_home`] finishes it.
    ///
    /// # Errors
    /// As [`Companion::erase_home`].
    pub fn erase(&self, keys: &dyn KeyStore) -> Result<(), Error> {
        self.store.pause();
        Self::erase_home(self.store.directory(), keys)
    }

    /// The same without opening anything: it works when the key is lost or the database damaged.
    ///
    /// # Errors
    /// [`Error::Storage`] when another process is at the database, the key could not be
    /// destroyed (nothing is erased then), or a file cannot be removed: do it again.
    pub fn erase_home(directory: &Path, keys: &dyn KeyStore) -> Result<(), Error> {
        store::erase(directory, || keys.destroy_key().map_err(Error::from))
    }
}

fn said_purged(by_rule: &BTreeMap<Rule, u32>, language: Language) -> Vec<PurgedItem> {
    let item = |(rule, count): (&Rule, &u32)| PurgedItem {
        rule: rule.word().to_owned(),
        count: *count,
        text: messages::text(
            language,
            &format!("privacy.purged.{}", rule.word()),
            &[("count", &count.to_string())],
        ),
    };
    by_rule.iter().map(item).collect()
}

fn counted(kind: &str, count: usize) -> HeldKind {
    HeldKind {
        kind: kind.to_owned(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
    }
}

/// One record as it stands in its section of the document. What is kept is what is shown, with
/// its id; a card without the token, which is a secret of the insurer's and no data of a person.
fn section(table: &str, id: uuid::Uuid, record: &Value) -> Value {
    let mut record = match table {
        "cards" => record.get("card").cloned().unwrap_or_default(),
        _ => record.clone(),
    };
    if let Some(fields) = record.as_object_mut() {
        if table == "cards" {
            let token = fields.remove("intake_token");
            fields.insert(
                "intake_token_held".to_owned(),
                json!(token.is_some_and(|token| !token.is_null())),
            );
        }
        fields.insert("id".to_owned(), json!(id));
    }
    record
}

fn written(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Makes the folder, for its owner alone; one that is there must be empty, so that nothing is
/// written over.
fn prepare(folder: &Path) -> Result<(), Error> {
    let refused = |problem| Error::bad_input("folder", problem);
    if folder.exists() {
        let mut entries = fs::read_dir(folder).map_err(|_| refused(Problem::Unreadable))?;
        if entries.next().is_some() {
            return Err(refused(Problem::Exists));
        }
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|_| refused(Problem::Unreadable))
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options
        .open(folder.join(name))
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|_| Error::Storage {
        fault: StorageFault::Unwritable,
    })
}
