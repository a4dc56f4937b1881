//! `roadside check`: the pre-check, laid out, asked through, or one line per situation.

use super::{Session, facts, fix, read_at_most, read_small, verdict_mark};
use crate::args::{set, text};
use crate::problem::{self, Stop};
use crate::screen::{Screen, Tone};
use clap::ArgMatches;
use roadside_core::companion::Handbook;
use roadside_core::coverage::{
    SaidAssessment, SaidBenefit, SaidCall, SaidQuestion, SaidReason, Situation,
};
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
        tell(session.screen, &said);
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
                return Err(
                    Error::bad_input("--batch", Problem::TooLarge { max_bytes: MOST }).into(),
                );
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

/// The assessment laid out for a person: what holds first, then what is open, then what does
/// not, each with the one reason to read first. The whole chain is `--explain`'s.
pub(super) fn tell(screen: &Screen, said: &SaidAssessment) {
    let label = |key: &str| screen.text(&format!("terminal.check.{key}"));
    let product = format!("card.product.{}", said.product.replace('-', "_"));
    screen.heading(&screen.text_with(
        "terminal.check.heading",
        &[
            ("product", &screen.text(&product)),
            ("edition", &said.edition),
        ],
    ));
    for verdict in ["covered", "conditional", "unknown"] {
        let of_verdict = said.benefits.iter();
        let mut of_verdict = of_verdict
            .filter(|benefit| benefit.verdict == verdict)
            .peekable();
        if let Some(first) = of_verdict.peek() {
            screen.heading(&first.verdict_text);
        }
        for benefit in of_verdict {
            granted(screen, said, benefit);
        }
    }
    if !said.shared.conditions.is_empty() || !said.shared.limits.is_empty() {
        screen.heading(&label("shared"));
        for condition in &said.shared.conditions {
            screen.item(2, "→", &cited(&condition.message, &condition.clause));
        }
        for limit in &said.shared.limits {
            screen.item(2, "≤", &cited(&limit.message, &limit.clause));
        }
    }
    refused(screen, said);
    let assumed = said
        .benefits
        .iter()
        .flat_map(|benefit| &benefit.assumptions);
    let mut assumptions: Vec<&str> = Vec::new();
    for assumption in assumed {
        if !assumptions.contains(&assumption.message.as_str()) {
            assumptions.push(&assumption.message);
        }
    }
    if !assumptions.is_empty() {
        screen.heading(&label("assumptions"));
        for assumption in assumptions {
            screen.item(2, "·", assumption);
        }
    }
    not_at_hand(screen, &said.not_at_hand);
    if let Some(question) = &said.next_question {
        screen.heading(&label("next_question"));
        screen.item(2, "?", &question.text);
    }
    call(screen, &said.call);
}

/// A benefit that is covered, or may be.
fn granted(screen: &Screen, said: &SaidAssessment, benefit: &SaidBenefit) {
    let (mark, tone) = verdict_mark(&benefit.verdict);
    screen.toned(0, tone, mark, &benefit.title);
    screen.paragraph(2, &cited(&benefit.main.message, &benefit.main.clause));
    let own = |id: &str| !said.shared.conditions.iter().any(|part| part.id == id);
    for condition in benefit.conditions.iter().filter(|part| own(&part.id)) {
        screen.item(2, "→", &cited(&condition.message, &condition.clause));
    }
    // How far it goes can wait until it is known whether it does.
    if benefit.verdict == "unknown" {
        return;
    }
    let common = &said.shared.limits;
    for limit in benefit.limits.iter().filter(|one| !common.contains(one)) {
        screen.item(2, "≤", &cited(&limit.message, &limit.clause));
    }
    for pay in &benefit.you_pay {
        let paid = screen.text_with("terminal.check.you_pay", &[("what", &pay.message)]);
        screen.item(2, "·", &cited(&paid, &pay.clause));
    }
    for duty in &benefit.duties {
        screen.item(2, "·", &cited(&duty.message, &duty.clause));
    }
}

/// What is not covered: each reason once, with everything it refuses.
fn refused(screen: &Screen, said: &SaidAssessment) {
    let mut reasons: Vec<(&SaidReason, Vec<&str>)> = Vec::new();
    let noes = said.benefits.iter();
    for benefit in noes.filter(|benefit| benefit.verdict == "not_covered") {
        match reasons.iter_mut().find(|(main, _)| **main == benefit.main) {
            Some((_, titles)) => titles.push(&benefit.title),
            None => reasons.push((&benefit.main, vec![&benefit.title])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    screen.heading(&screen.text("terminal.check.not_covered"));
    for (main, titles) in reasons {
        screen.toned(2, Tone::Bad, "✗", &titles.join(" · "));
        screen.paragraph(4, &cited(&main.message, &main.clause));
    }
}

/// A sentence with its clause behind it; card and notice have none people could look up.
pub(super) fn cited(message: &str, clause: &str) -> String {
    if clause.starts_with(|first: char| first.is_ascii_digit()) {
        format!("{message} ({clause})")
    } else {
        message.to_owned()
    }
}

/// Texts that apply too and are not on this device.
pub(super) fn not_at_hand(screen: &Screen, texts: &[SaidReason]) {
    if texts.is_empty() {
        return;
    }
    screen.heading(&screen.text("terminal.check.not_at_hand"));
    for text in texts {
        screen.item(2, "·", &cited(&text.message, &text.clause));
    }
}

/// Whom to call, whatever was said above.
pub(super) fn call(screen: &Screen, call: &SaidCall) {
    screen.raw("\n");
    screen.toned(0, Tone::Good, "☎", &call.phone_spaced);
    screen.paragraph(2, &call.text);
}
