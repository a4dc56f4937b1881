//! Deleting and lessening what its rule says is over.

use super::sealed::{Record, Sealer};
use super::{Store, erase, revised, rows, storage};
use crate::assistance::Case;
use crate::error::Error;
use crate::privacy::{Consent, Consents, Dispatch, Rule};
use crate::types::Timestamp;
use rusqlite::Transaction;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is to go, and what stays in a lesser form.
#[derive(Default)]
struct Due {
    lessened: Vec<Case>,
    deleted: Vec<(&'static str, Uuid)>,
    by_rule: BTreeMap<Rule, u32>,
}

impl Due {
    fn count(&mut self, rule: Rule) {
        *self.by_rule.entry(rule).or_default() += 1;
    }
}

impl Store {
    /// Deletes and lessens what its rule says is over at `now`, and says how much under which
    /// rule. Records that cannot be read are left alone. Writes only when something is due.
    ///
    /// # Errors
    /// [`Error::Storage`] when it could not be done; then no record was touched.
    pub fn purge(&self, now: Timestamp) -> Result<BTreeMap<Rule, u32>, Error> {
        let seen = self.read(|tx, sealer| due(tx, sealer, now))?;
        let mut by_rule = if seen.by_rule.is_empty() {
            BTreeMap::new()
        } else {
            self.write(|tx, sealer| {
                // Looked at again under the lock: others may have been quicker.
                let due = due(tx, sealer, now)?;
                for case in &due.lessened {
                    revised::put(tx, sealer, case)?;
                }
                for (table, id) in &due.deleted {
                    rows::remove(tx, table, *id)?;
                }
                Ok(due.by_rule)
            })?
        };
        let files = erase::remove_set_aside(&self.dir, |changed_at| {
            Rule::SetAside.is_due(changed_at, now)
        })?;
        if files > 0 {
            by_rule.insert(Rule::SetAside, files);
        }
        Ok(by_rule)
    }
}

fn due(tx: &Transaction<'_>, sealer: &Sealer, now: Timestamp) -> Result<Due, Error> {
    let mut due = Due::default();
    if nothing_kept(tx)? {
        return Ok(due);
    }
    let acts = rows::list::<Consent>(tx, sealer)?.records;
    for (id, act) in &acts {
        if Rule::Consent.is_due(end_of(act), now) {
            due.deleted.push((Consent::TABLE, *id));
            due.count(Rule::Consent);
        }
    }
    let consents = Consents::new(acts.into_iter().map(|(_, act)| act).collect());
    for (id, case) in revised::list::<Case>(tx, sealer)?.records {
        match case.retention() {
            Some((rule, since)) if rule.is_due(since, now) => {
                due.deleted.push((Case::TABLE, id));
                due.count(rule);
            }
            _ => {
                if let Some((case, rules)) = case.lessened(&consents, now) {
                    due.lessened.push(case);
                    rules.into_iter().for_each(|rule| due.count(rule));
                }
            }
        }
    }
    for (id, receipt) in rows::list::<Dispatch>(tx, sealer)?.records {
        if Rule::Receipt.is_due(receipt.at, now) {
            due.deleted.push((Dispatch::TABLE, id));
            due.count(Rule::Receipt);
        }
    }
    Ok(due)
}

/// Whether there is no record that a rule could end: whoever opens a home with nothing but a card
/// in it, beside a broken car, does not wait for three lists.
fn nothing_kept(tx: &Transaction<'_>) -> Result<bool, Error> {
    let [one, other, third] = [Consent::TABLE, Case::TABLE, Dispatch::TABLE];
    let any = |table| format!("EXISTS (SELECT 1 FROM {table})");
    let sql = format!("SELECT {} OR {} OR {}", any(one), any(other), any(third));
    let kept: bool = tx.query_row(&sql, [], |row| row.get(0)).map_err(storage)?;
    Ok(!kept)
}

/// When a consent ceased to hold, or will.
fn end_of(act: &Consent) -> Timestamp {
    act.withdrawn_at
        .map_or(act.ends_at, |at| at.min(act.ends_at))
}
