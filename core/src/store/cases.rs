//! Cases as they stand.
//!
//! A case and its place in the outbox change together, see `outbox`.

use super::revised::{self, Revised};
use super::sealed::Record;
use super::{Listed, Store};
use crate::assistance::{Case, CaseState, is_same_code};
use crate::error::{Error, Refusal, Subject};
use uuid::Uuid;

impl Record for Case {
    const TABLE: &'static str = "cases";
}

impl Revised for Case {
    fn id(&self) -> Uuid {
        self.id
    }

    fn revision(&self) -> u32 {
        self.revision
    }

    fn state(&self) -> &'static str {
        self.state.word()
    }
}

pub(super) const NO_CASE: Error = Error::NotFound {
    what: Subject::Case,
};

impl Store {
    /// Keeps a draft, in place of the draft that was there. Nothing is queued.
    ///
    /// # Errors
    /// [`Error::NotNow`] when the case has been queued before.
    pub fn put_draft(&self, case: &Case) -> Result<(), Error> {
        self.write(|tx, sealer| {
            let known: Option<Case> = revised::find(tx, sealer, case.id)?;
            if known.is_some_and(|known| known.state != CaseState::Draft) {
                return Err(Error::NotNow {
                    why: Refusal::Outdated,
                });
            }
            revised::put(tx, sealer, case)
        })
    }

    /// The case of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; tampered when it was changed from outside.
    pub fn case(&self, id: Uuid) -> Result<Case, Error> {
        self.read(|tx, sealer| revised::find(tx, sealer, id)?.ok_or(NO_CASE))
    }

    /// All cases, oldest first, and the ids of those that were changed from outside.
    ///
    /// # Errors
    /// [`Error::Storage`] when the list itself could not be read.
    pub fn cases(&self) -> Result<Listed<Case>, Error> {
        self.read(revised::list)
    }

    /// The newest case with that code, however it is spaced or cased. The code is sealed, so
    /// every case is opened: some hundred at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no readable case has it.
    pub fn find_case_by_code(&self, code: &str) -> Result<Case, Error> {
        let cases = self.cases()?.records.into_iter().rev();
        cases
            .map(|(_, case)| case)
            .find(|case| is_same_code(&case.code, code))
            .ok_or(NO_CASE)
    }
}
