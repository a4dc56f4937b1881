//! The commands: words of the command line in, one use-case of the core, laid out.

mod ask;
mod call;
mod card;
mod case;
mod centre;
mod check;
mod claim;
mod claim_laid_out;
mod consent;
mod demo;
mod editions;
mod explain;
mod laid_out;
mod notice;
mod place;
mod privacy;
mod rehearse;
mod rights;
mod several;
mod signing;
mod terms;
mod trip;

use crate::args::{path, text, texts};
use crate::key_file::FileKey;
use crate::problem::Stop;
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use etcetera::BaseStrategy;
use roadside_core::companion::{Clock, Companion, Handbook, Intake, Opening};
use roadside_core::coverage::Situation;
use roadside_core::error::{Error, StorageFault, Subject};
use roadside_core::position::Fix;
use roadside_core::types::{Fault, Language, Problem, Timestamp};
use std::future::Future;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// Does what the words say.
pub(crate) fn run(screen: &Screen, words: &ArgMatches) -> Result<(), Stop> {
    let session = Session::new(screen, words)?;
    let Some((name, rest)) = words.subcommand() else {
        return Err(Error::bad_input("roadside", Problem::Usage).into());
    };
    match (name, rest.subcommand()) {
        ("card", Some((verb, rest))) => card::run(&session, verb, rest),
        ("case", Some((verb, rest))) => case::run(&session, verb, rest),
        ("claim", Some((verb, rest))) => claim::run(&session, verb, rest),
        ("outbox", Some((_, rest))) => case::flush(&session, rest),
        ("consent", Some((verb, rest))) => consent::run(&session, verb, rest),
        ("privacy", Some((verb, rest))) => privacy::run(&session, verb, rest),
        ("terms", Some((verb, rest))) => terms::run(&session, verb, rest),
        ("rights", Some((verb, rest))) => rights::run(&session, verb, rest),
        ("rehearse", _) => rehearse::run(&session, rest),
        ("ask", _) => Ok(ask::run(&session, rest)?),
        ("notice", _) => Ok(notice::run(&session, rest)?),
        ("where", _) => Ok(place::run(&session, rest)?),
        ("check", _) => check::run(&session, rest),
        ("trip", _) => Ok(trip::run(&session, rest)?),
        ("call", _) => call::run(&session, rest),
        ("demo", _) => demo::run(&session),
        ("alarm-centre", _) => Ok(centre::run(&session, rest)?),
        ("completions", _) => Ok(completions(&session, rest)?),
        _ => Err(Error::bad_input("roadside", Problem::Usage).into()),
    }
}

/// What every command shares: the common options, read once.
pub(crate) struct Session<'a> {
    /// Where output goes.
    screen: &'a Screen,
    clock: Clock,
    card: Option<Uuid>,
    home: Option<PathBuf>,
}

impl<'a> Session<'a> {
    fn new(screen: &'a Screen, words: &ArgMatches) -> Result<Self, Error> {
        let mut faults = Vec::new();
        if let Some(tag) = text(words, "language")
            && let Err(problem) = Language::parse(tag)
        {
            faults.push(Fault::new("--language", problem));
        }
        let clock = match text(words, "now").map(chrono::DateTime::parse_from_rfc3339) {
            None => Clock::Device,
            Some(Ok(at)) => Clock::Fixed(at.to_utc()),
            Some(Err(_)) => {
                faults.push(Fault::new("--now", Problem::Time));
                Clock::Device
            }
        };
        if !faults.is_empty() {
            return Err(Error::BadInput { faults });
        }
        let card = text(words, "card")
            .map(|id| {
                Uuid::try_parse(id.trim()).map_err(|_| Error::NotFound {
                    what: Subject::Card,
                })
            })
            .transpose()?;
        Ok(Self {
            screen,
            clock,
            card,
            home: path(words, "home").cloned(),
        })
    }

    /// The driver's language.
    fn language(&self) -> Language {
        self.screen.language
    }

    /// The time it is.
    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The folder everything is kept in.
    fn home(&self) -> Result<PathBuf, Error> {
        match &self.home {
            Some(home) => Ok(home.clone()),
            None => etcetera::choose_base_strategy()
                .map(|strategy| strategy.data_dir().join("roadside"))
                .map_err(|_| Error::bad_input("--home", Problem::Missing)),
        }
    }

    /// Whether a motorist's data is kept there.
    fn has_data(&self, home: &Path) -> bool {
        home.join(roadside_core::store::FILE).is_file()
    }

    /// Opens the motorist's own data, and says so when a damaged file was set aside or something
    /// was deleted by its rule.
    fn companion(&self) -> Result<Companion, Error> {
        let companion = self.quiet_companion()?;
        let purged = companion.purged_at_opening(self.language());
        privacy::remark_purged(self.screen, &purged);
        Ok(companion)
    }

    /// The same for the command that tells what was deleted itself.
    fn quiet_companion(&self) -> Result<Companion, Error> {
        let home = self.home()?;
        let keys = FileKey::new(&home);
        let Opening {
            companion,
            set_aside,
        } = Companion::open(&home, &keys, self.clock)?;
        if let Some(file) = set_aside {
            let error = Error::Storage {
                fault: StorageFault::SetAside,
            };
            let language = self.language();
            self.screen.remark(&format!(
                "! {}\n  {}\n  {}",
                error.detail(language),
                error.remedy(language),
                file.display()
            ));
        }
        Ok(companion)
    }

    /// The same for commands whose answer comes from the terms.
    fn answering_companion(&self) -> Result<Companion, Error> {
        let companion = self.companion()?;
        editions::remark_refused(self.screen, companion.handbook());
        Ok(companion)
    }

    /// The handbook alone, for what needs no database: with the editions of terms installed in
    /// the home, where there is one. Makes nothing there.
    fn handbook(&self) -> Handbook {
        match self.home() {
            Ok(home) => Handbook::open(&home, self.clock),
            Err(_) => Handbook::load(),
        }
    }

    /// The same for commands whose answer comes from the terms.
    fn answering_handbook(&self) -> Handbook {
        let handbook = self.handbook();
        editions::remark_refused(self.screen, &handbook);
        handbook
    }
}

/// `--at`, when given.
fn fix(words: &ArgMatches) -> Result<Option<Fix>, Error> {
    text(words, "at")
        .map(|at| Fix::parse(at).map_err(|problem| Error::bad_input("--at", problem)))
        .transpose()
}

/// Every `--fact`, all faults at once.
fn facts(words: &ArgMatches) -> Result<Situation, Error> {
    let mut situation = Situation::new();
    let mut faults = Vec::new();
    for fact in texts(words, "fact") {
        match fact.split_once('=') {
            Some((name, value)) => faults.extend(situation.set(name.trim(), value).err()),
            None => faults.push(Fault::new("--fact", Problem::NameValue)),
        }
    }
    if faults.is_empty() {
        Ok(situation)
    } else {
        Err(Error::BadInput { faults })
    }
}

/// `--intake`, when given.
fn intake(words: &ArgMatches) -> Result<Option<Intake>, Error> {
    let Some(address) = text(words, "intake") else {
        return Ok(None);
    };
    let seconds = words.try_get_one::<u64>("timeout").ok().flatten();
    let longest = seconds.map_or(Intake::PATIENCE, |seconds| Duration::from_secs(*seconds));
    let mut roots = Vec::new();
    for file in words
        .try_get_many::<PathBuf>("intake-root")
        .ok()
        .flatten()
        .unwrap_or_default()
    {
        roots.extend(read_small(file, "--intake-root", 1024 * 1024)?);
    }
    Intake::new(address, longest, (!roots.is_empty()).then_some(roots)).map(Some)
}

/// Reads a file that must be small, without taking in a huge one first.
fn read_small(file: &Path, at: &str, most: usize) -> Result<Vec<u8>, Error> {
    let opened =
        std::fs::File::open(file).map_err(|_| Error::bad_input(at, Problem::Unreadable))?;
    read_at_most(opened, at, most)
}

/// Reads at most `most` bytes; more is a fault.
fn read_at_most(from: impl Read, at: &str, most: usize) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    from.take(u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|_| Error::bad_input(at, Problem::Unreadable))?;
    if bytes.len() > most {
        return Err(Error::bad_input(
            at,
            Problem::TooLarge {
                max_bytes: most as u64,
            },
        ));
    }
    Ok(bytes)
}

/// Waits for something that touches the network.
fn wait<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|_| Error::Storage {
            fault: StorageFault::Failed,
        })?
        .block_on(work)
}

/// The mark and tone of a verdict; the word always stands beside it.
fn verdict_mark(verdict: &str) -> (&'static str, Tone) {
    match verdict {
        "covered" => ("✓", Tone::Good),
        "conditional" => ("●", Tone::Open),
        "unknown" => ("?", Tone::Open),
        _ => ("✗", Tone::Bad),
    }
}

fn completions(session: &Session<'_>, words: &ArgMatches) -> Result<(), Error> {
    let shell = words
        .get_one::<clap_complete::Shell>("shell")
        .copied()
        .ok_or_else(|| Error::bad_input("SHELL", Problem::Missing))?;
    let mut script = Vec::new();
    let mut tree = crate::args::tree(session.language());
    clap_complete::generate(shell, &mut tree, "roadside", &mut script);
    session.screen.raw(&String::from_utf8_lossy(&script));
    Ok(())
}
