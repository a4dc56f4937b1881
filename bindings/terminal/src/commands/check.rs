//! `roadside check`: the pre-check, laid out, asked through, or one line per situation.

use super::{Session, facts, fix, read_at_most, read_small};
use crate::args::{set, text};
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::Handbook;
use roadside_core::coverage::{SaidAssessment, SaidQuestion, Situation};
use roadside_core::error::Error;
use roadside_core::position::Fix;
use roadside_core::types::{Expected, Fault, Problem, Product};
use serde_json::Value;
use std::io::{BufRead, Write};
use std::path::Path;

/// More than any honest situation.
const MOST: usize = 256 * 1024;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    if set(words, "batch") {
        return batch(session);
    }
    let told = facts(words)?;
    let fix = fix(words)?;
    if set(words, "all") {
        return Ok(super::several::run(session, &told, fix.as_ref())?);
    }
    let benefit = text(words, "explain");
    let product = text(words, "product").map(Product::parse).transpose();
    let product = product.map_err(|problem| Error::bad_input("--product", problem))?;
    let file = text(words, "situation").map(situation_file).transpose()?;
    let check: Check<'_> = match (file, product) {
        // A situation says all there is to say; only what the command line adds beats it.
        (Some((named, given)), product) => {
            let product = product.or(named).unwrap_or(Product::RescueAbroad);
            let handbook = session.answering_handbook();
            Box::new(move |told: &Situation| {
                let mut whole = told.clone();
                whole.fill_from(&given);
                let (fix, language) = (fix.as_ref(), session.language());
                match benefit {
                    Some(benefit) => handbook.explain(product, &whole, fix, benefit, language),
                    None => handbook.check(product, &whole, fix, language),
                }
            })
        }
        (None, Some(product)) => {
            let handbook = session.answering_handbook();
            Box::new(move |told: &Situation| {
                let (fix, language) = (fix.as_ref(), session.language());
                match benefit {
                    Some(benefit) => handbook.explain(product, told, fix, benefit, language),
                    None => handbook.check(product, told, fix, language),
                }
            })
        }
        (None, None) => {
            let companion = session.answering_companion()?;
            Box::new(move |told: &Situation| {
                let (card, fix, language) = (session.card, fix.as_ref(), session.language());
                match benefit {
                    Some(benefit) => companion.explain(card, told, fix, benefit, language),
                    None => companion.check(card, told, fix, language),
                }
            })
        }
    };
    let said = if set(words, "ask") && !session.screen.json {
        dialogue(session, &check, told)?
    } else {
        check(&told)?
    };
    if session.screen.json {
        session.screen.document(&said);
    } else if let Some(unfolded) = &said.explain {
        super::explain::tell(session.screen, unfolded);
    } else {
        super::laid_out::tell(session.screen, &said);
    }
    Ok(())
}

/// From what the driver told to what the terms say.
type Check<'a> = Box<dyn Fn(&Situation) -> Result<SaidAssessment, Error> + 'a>;

fn situation_file(name: &str) -> Result<(Option<Product>, Situation), Error> {
    let bytes = if name == "-" {
        read_at_most(std::io::stdin().lock(), "--situation", MOST)?
    } else {
        read_small(Path::new(name), "--situation", MOST)?
    };
    situation(&bytes).map_err(|faults| Error::BadInput { faults })
}

/// Reads `{"product": …, "facts": {…}}`.
fn situation(bytes: &[u8]) -> Result<(Option<Product>, Situation), Vec<Fault>> {
    let text = std::str::from_utf8(bytes)
        .map_err(|_| vec![Fault::new("situation", Problem::NotUnicode)])?;
    let json: Value =
        serde_json::from_str(text).map_err(|_| vec![Fault::new("situation", Problem::NotJson)])?;
    let Some(object) = json.as_object() else {
        return Err(vec![Fault::new(
            "situation",
            Problem::WrongType(Expected::Table),
        )]);
    };
    let mut faults: Vec<Fault> = object
        .keys()
        .filter(|key| !matches!(key.as_str(), "product" | "facts"))
        .map(|key| Fault::unknown_key("", key))
        .collect();
    let product = match object.get("product") {
        None => None,
        Some(Value::String(word)) => match Product::parse(word) {
            Ok(product) => Some(product),
            Err(problem) => {
                faults.push(Fault::new("product", problem));
                None
            }
        },
        Some(_) => {
            faults.push(Fault::new("product", Problem::WrongType(Expected::Text)));
            None
        }
    };
    match object.get("facts").map(Situation::from_json) {
        None => faults.push(Fault::new("facts", Problem::Missing)),
        Some(Err(more)) => faults.extend(more),
        Some(Ok(situation)) if faults.is_empty() => return Ok((product, situation)),
        Some(Ok(_)) => {}
    }
    Err(faults)
}

/// One situation a line in, one assessment a line out. A line that is wrong gets its problem in
/// its place; the others are answered, and the exit code tells.
fn batch(session: &Session<'_>) -> Result<(), Stop> {
    let screen = session.screen;
    let handbook = session.answering_handbook();
    let mut wrong = Vec::new();
    let mut input = std::io::stdin().lock();
    for number in 1.. {
        let mut line = Vec::new();
        let most = u64::try_from(MOST).unwrap_or(u64::MAX);
        let read = std::io::Read::take(&mut input, most + 1).read_until(b'\n', &mut line);
        match read {
            Ok(0) => break,
            Err(_) => return Err(Error::bad_input("--batch", Problem::Unreadable).into()),
            Ok(_) if line.len() > MOST => {
                return Err(Error::bad_input(
                    "--batch",
                    Problem::TooLarge {
                        max_bytes: MOST as u64,
                    },
                )
                .into());
            }
            Ok(_) if line.iter().all(u8::is_ascii_whitespace) => continue,
            Ok(_) => {}
        }
        match answer(&handbook, &line, session) {
            Ok(said) => screen.line(&said),
            Err(error) => {
                screen.line(&problem::document(screen, &error));
                if let Error::BadInput { faults } = error {
                    wrong.extend(faults.into_iter().map(|fault| Fault {
                        at: format!("{number}: {}", fault.at),
                        ..fault
                    }));
                }
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    // Standard output holds one answer a line already; the summary goes beside it.
    let error = Error::BadInput { faults: wrong };
    problem::tell_beside(screen, &error);
    Err(Stop::Told(2))
}

fn answer(
    handbook: &Handbook,
    line: &[u8],
    session: &Session<'_>,
) -> Result<SaidAssessment, Error> {
    let (product, given) = situation(line).map_err(|faults| Error::BadInput { faults })?;
    handbook.check(
        product.unwrap_or(Product::RescueAbroad),
        &given,
        None,
        session.language(),
    )
}

/// Asks what is still open until nothing is, or the input ends.
fn dialogue(
    session: &Session<'_>,
    check: &Check<'_>,
    mut told: Situation,
) -> Result<SaidAssessment, Error> {
    let screen = session.screen;
    loop {
        let said = check(&told)?;
        let Some(question) = &said.next_question else {
            return Ok(said);
        };
        ask(screen, question);
        let mut line = String::new();
        let mut input = std::io::Read::take(std::io::stdin().lock(), 4096);
        if input.read_line(&mut line).unwrap_or(0) == 0 {
            return Ok(said);
        }
        match answered(question, line.trim()) {
            Some(facts) => {
                for (fact, value) in facts {
                    if let Err(fault) = told.set(&fact, &value) {
                        screen.remark(&fault.text(screen.language));
                    }
                }
            }
            None => told.do_not_ask(&question.fact),
        }
    }
}

/// What was typed, as facts: the number of an answer, or the value itself. `None` when the
/// driver does not know, or typed nothing.
fn answered(question: &SaidQuestion, typed: &str) -> Option<Vec<(String, String)>> {
    let number = typed
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    let free = matches!(
        question.kind.as_str(),
        "number" | "position" | "time" | "text"
    );
    let value = match number
        .and_then(|at| question.answers.get(at))
        .filter(|_| !free)
    {
        Some(chosen) => match &chosen.value {
            Value::Null => return None,
            Value::String(word) => word.clone(),
            other => other.to_string(),
        },
        None if typed.is_empty() || typed == "?" => return None,
        None => typed.to_owned(),
    };
    match &question.with {
        None => Some(vec![(question.fact.clone(), value)]),
        Some(other) => {
            let fix = Fix::parse(&value).ok()?;
            Some(vec![
                (question.fact.clone(), fix.lat.to_string()),
                (other.clone(), fix.lon.to_string()),
            ])
        }
    }
}

fn ask(screen: &Screen, question: &SaidQuestion) {
    screen.raw("\n");
    screen.toned(0, Tone::Open, "?", &question.text);
    for (number, answer) in question.answers.iter().enumerate() {
        screen.item(4, &format!("{}", number + 1), &answer.text);
    }
    screen.raw("> ");
    let _ = std::io::stdout().flush();
}
