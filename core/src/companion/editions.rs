//! Which edition of the terms is in force: what came with the program, or what was installed.
//!
//! Decides between editions that are here, by signature, days and sequence. Reading files is the
//! store's; what makes a signature count, and an edition newer, is decided in `coverage`.

use super::{Clock, Handbook};
use crate::coverage::{Heading, KeyId, SignedTerms, SigningKey, Terms, TrustedKeys, said_signer};
use crate::error::{Error, StorageFault, Subject, TermsRefusal};
use crate::store::Shelf;
use crate::types::{Product, Timestamp};
use std::path::Path;
use std::sync::OnceLock;

/// Every edition that is here, read when first asked for: a notice must not wait for them.
#[derive(Debug, Default)]
pub(super) struct Editions {
    shelf: Option<Shelf>,
    clock: Clock,
    built_in: [OnceLock<Option<Terms>>; Product::ALL.len()],
    installed: OnceLock<Box<Reading>>,
}

/// What one look at the shelf gave. A later look is hung on behind it, so that whoever still
/// reads the terms of the earlier one may go on.
#[derive(Debug)]
struct Reading {
    keys: TrustedKeys,
    files: Vec<File>,
    next: OnceLock<Box<Reading>>,
}

#[derive(Debug)]
struct File {
    name: String,
    said_signer: Option<KeyId>,
    opened: Result<SignedTerms, TermsRefusal>,
}

/// How one edition stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It answers.
    InForce,
    /// Its first day has not come.
    NotYet,
    /// Its last day has passed.
    Ended,
    /// A newer one answers.
    Older,
    /// It does not count, and never answers.
    Refused(TermsRefusal),
}

impl Standing {
    /// A stable word for it, and the last part of the key of its sentence.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::NotYet => "not_yet",
            Self::Ended => "ended",
            Self::Older => "older",
            Self::Refused(_) => "refused",
        }
    }
}

/// One edition that is here.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    /// What it says; `None` when it does not count.
    pub terms: Option<&'a Terms>,
    /// The file it was installed as; `None` for what came with the program.
    pub file: Option<&'a str>,
    /// The key that signed it. Where the edition does not count: the key the signature names,
    /// which proves nothing.
    pub signed_by: Option<KeyId>,
    /// How it stands today.
    pub standing: Standing,
}

impl Editions {
    pub(super) fn at(home: &Path, clock: Clock) -> Self {
        Self {
            shelf: Some(Shelf::of(home)),
            clock,
            ..Self::default()
        }
    }

    fn built_in(&self, product: Product) -> Option<&Terms> {
        let at = Product::ALL.iter().position(|one| *one == product)?;
        let slot = self.built_in.get(at)?;
        slot.get_or_init(|| Terms::of(product)).as_ref()
    }

    /// The newest look at the shelf.
    fn reading(&self) -> &Reading {
        let mut reading: &Reading = self.installed.get_or_init(|| Box::new(self.read()));
        while let Some(next) = reading.next.get() {
            reading = next;
        }
        reading
    }

    /// Looks at the shelf again. Whoever asks from now on gets what lies there now.
    fn read_anew(&self) {
        // Should another thread be quicker, its look may have been before our writing.
        while self.reading().next.set(Box::new(self.read())).is_err() {}
    }

    /// Verifies every file again: what was sound when it was installed may have been changed.
    fn read(&self) -> Reading {
        let mut keys = TrustedKeys::built_in();
        let mut files = Vec::new();
        if let Some(shelf) = &self.shelf {
            keys = keys.and(TrustedKeys::parse(&shelf.keys()));
            for shelved in shelf.files() {
                let signature = shelved.signature.as_deref();
                let opened = match &shelved.terms {
                    Some(terms) => SignedTerms::open(terms, signature, &keys, &shelved.name),
                    None => Err(TermsRefusal::Faulty),
                };
                files.push(File {
                    said_signer: signature.and_then(said_signer),
                    name: shelved.name,
                    opened,
                });
            }
        }
        Reading {
            keys,
            files,
            next: OnceLock::new(),
        }
    }

    /// Everything of one product that counts.
    fn counting(&self, product: Product) -> impl Iterator<Item = &Terms> {
        let installed = self
            .reading()
            .files
            .iter()
            .filter_map(|file| file.opened.as_ref().ok())
            .map(|signed| &signed.terms)
            .filter(move |terms| terms.product() == product);
        // What came with the program goes last: of two with one number it is taken.
        installed.chain(self.built_in(product))
    }

    /// The newest edition whose days include this one.
    pub(super) fn in_force(&self, product: Product) -> Option<&Terms> {
        let now = self.clock.now();
        self.counting(product)
            .filter(|terms| terms.validity().includes(now))
            .max_by_key(|terms| terms.sequence())
    }

    /// The head of the edition in force. What came with the program is read no further than
    /// that while there is nothing it could be older than: a notice must not wait for the rest.
    pub(super) fn heading(&self, product: Product) -> Option<Heading> {
        if self.reading().files.is_empty() {
            let now = self.clock.now();
            return Heading::of(product).filter(|head| head.validity.includes(now));
        }
        self.in_force(product).map(Terms::heading)
    }

    fn standing(&self, terms: &Terms, now: Timestamp) -> Standing {
        let validity = terms.validity();
        if self
            .in_force(terms.product())
            .is_some_and(|chosen| std::ptr::eq(chosen, terms))
        {
            Standing::InForce
        } else if validity.has_ended(now) {
            Standing::Ended
        } else if !validity.includes(now) {
            Standing::NotYet
        } else {
            Standing::Older
        }
    }

    fn of_file<'a>(&'a self, file: &'a File) -> Edition<'a> {
        let (terms, signed_by, standing) = match &file.opened {
            Ok(signed) => (
                Some(&signed.terms),
                Some(signed.signed_by),
                self.standing(&signed.terms, self.clock.now()),
            ),
            Err(why) => (None, file.said_signer, Standing::Refused(*why)),
        };
        Edition {
            terms,
            file: Some(&file.name),
            signed_by,
            standing,
        }
    }
}

impl Handbook {
    /// The terms of a product that are in force today.
    ///
    /// # Errors
    /// [`Error::NotFound`] for a product whose terms are not here.
    pub fn terms(&self, product: Product) -> Result<&Terms, Error> {
        self.editions.in_force(product).ok_or(Error::NotFound {
            what: Subject::Terms,
        })
    }

    /// Every product whose terms are here, in the edition in force today.
    pub fn all_terms(&self) -> Vec<&Terms> {
        Product::ALL
            .iter()
            .filter_map(|product| self.terms(*product).ok())
            .collect()
    }

    /// Every edition that is here: first what came with the program, then what was installed,
    /// with those that do not count and why.
    pub fn editions(&self) -> Vec<Edition<'_>> {
        let editions = &self.editions;
        let now = editions.clock.now();
        let built_in = Product::ALL.iter().filter_map(|product| {
            let terms = editions.built_in(*product)?;
            Some(Edition {
                terms: Some(terms),
                file: None,
                signed_by: None,
                standing: editions.standing(terms, now),
            })
        });
        let installed = editions.reading().files.iter();
        built_in
            .chain(installed.map(|file| editions.of_file(file)))
            .collect()
    }

    /// The installed files that do not count, and why: changed on the disk, or signed with a key
    /// that is trusted no longer. Say so beside an answer; it did not come from them.
    pub fn refused_editions(&self) -> Vec<Edition<'_>> {
        let files = self.editions.reading().files.iter();
        files
            .filter(|file| file.opened.is_err())
            .map(|file| self.editions.of_file(file))
            .collect()
    }

    /// Takes in an edition of terms: signature first, then the terms, then whether they are newer
    /// than every edition here. It is kept durably before this returns, and in force from its
    /// first day.
    ///
    /// # Errors
    /// [`Error::TermsRefused`] with the first thing that is wrong; [`Error::Storage`] when it
    /// cannot be kept. What was in force stays in force then.
    pub fn install_terms(
        &self,
        terms: &[u8],
        signature: Option<&[u8]>,
    ) -> Result<Edition<'_>, Error> {
        let editions = &self.editions;
        let refused = |why| Error::TermsRefused { why };
        let keys = &editions.reading().keys;
        let signed = SignedTerms::open(terms, signature, keys, "").map_err(refused)?;
        let product = signed.terms.product();
        signed
            .admit(editions.counting(product), editions.clock.now())
            .map_err(refused)?;
        let name = format!("{}-{}.toml", product.word(), signed.terms.sequence());
        self.shelf()?
            .keep(&name, terms, signature.unwrap_or_default())?;
        editions.read_anew();
        let mut files = editions.reading().files.iter();
        files
            .find(|file| file.name == name)
            .map(|file| editions.of_file(file))
            .ok_or(FAILED)
    }

    /// The keys whose signature counts: those that came with the program and those added here.
    pub fn trusted_keys(&self) -> &[SigningKey] {
        self.editions.reading().keys.keys()
    }

    /// Trusts a key from now on; does nothing when it is trusted already.
    ///
    /// # Errors
    /// [`Error::Storage`] when that cannot be kept.
    pub fn trust_key(&self, key: &SigningKey) -> Result<(), Error> {
        if self.trusted_keys().contains(key) {
            return Ok(());
        }
        self.shelf()?
            .change_keys(|list| format!("{}{}\n", lines(list, |_| true), key.line()))?;
        self.editions.read_anew();
        Ok(())
    }

    /// Trusts a key no longer that was added here; what it signed does not count from now on.
    /// A key that came with the program stays.
    ///
    /// # Errors
    /// [`Error::Storage`] when that cannot be kept.
    pub fn distrust_key(&self, key: &SigningKey) -> Result<(), Error> {
        let kept = |line: &str| line.split_whitespace().next() != Some(key.line());
        self.shelf()?.change_keys(|list| lines(list, kept))?;
        self.editions.read_anew();
        Ok(())
    }

    fn shelf(&self) -> Result<&Shelf, Error> {
        self.editions.shelf.as_ref().ok_or(Error::Storage {
            fault: StorageFault::Closed,
        })
    }
}

const FAILED: Error = Error::Storage {
    fault: StorageFault::Failed,
};

/// The lines of a list that are kept, each ended.
fn lines(list: &str, kept: impl Fn(&str) -> bool) -> String {
    let kept = list.lines().filter(|line| kept(line));
    kept.map(|line| format!("{line}\n")).collect()
}
