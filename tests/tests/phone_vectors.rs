//! The vectors that Rust, Kotlin and Swift must agree on: `tests/vectors/phones.json`.
//!
//! Each is a call of the facade phones use and the lines its answer flattens to. Here they are
//! made and asserted in Rust; `android/` and `ios/` read the same file and flatten the same
//! records. `ROADSIDE_WRITE_VECTORS=1 cargo test -p roadside-journeys --test phone_vectors` writes
//! the file anew.

use chrono::{DateTime, Utc};
use roadside_core::assistance::CallPlan;
use roadside_core::coverage::SaidAssessment;
use roadside_core::error::{Error, Refusal, StorageFault, Subject, Table, TermsRefusal, Trouble};
use roadside_core::mobile::{
    FactText, HelpWish, KeyStore, RoadsideCore, RoadsideHandbook, SaidError, SaidNotices, ToldFact,
    say_error,
};
use roadside_core::position::{Fix, Method};
use roadside_core::store::KeyStoreError;
use roadside_core::types::{Country, Language, Problem, Product, Purpose};
use roadside_journeys::vectors;
use serde_json::{Value, json};
use std::sync::Arc;

const NOW: &str = "2026-07-10T12:30:00Z";

struct Key;

impl KeyStore for Key {
    fn database_key(&self) -> Result<Vec<u8>, KeyStoreError> {
        Ok(vec![7; 32])
    }

    fn destroy_key(&self) -> Result<(), KeyStoreError> {
        Ok(())
    }
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().expect("a moment")
}

fn text_of(value: &FactText) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(text_of).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

fn told(facts: &Value) -> Vec<ToldFact> {
    let facts = facts.as_object().expect("facts");
    let told = facts.iter().map(|(name, value)| ToldFact {
        name: name.clone(),
        value: text_of(value),
    });
    told.collect()
}

fn told_json(told: &[ToldFact]) -> Value {
    let facts = told.iter();
    let facts = facts.map(|fact| (fact.name.clone(), Value::from(fact.value.as_str())));
    Value::Object(facts.collect())
}

fn fix_json(fix: Option<&Fix>) -> Value {
    fix.map_or(Value::Null, |fix| {
        json!({
            "lat": fix.lat, "lon": fix.lon, "accuracy_m": fix.accuracy_m,
            "fixed_at": fix.fixed_at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
            "method": format!("{:?}", fix.method).to_lowercase(),
        })
    })
}

fn assessment_lines(said: &SaidAssessment) -> Vec<String> {
    let mut lines = vec![format!("{} {}", said.product, said.edition)];
    for one in &said.benefits {
        lines.push(format!("{} {} {}", one.id, one.verdict, one.verdict_text));
        lines.push(format!("  {} | {}", one.title, one.main.message));
        for reason in &one.reasons {
            lines.push(format!("  reason {} {}", reason.clause, reason.message));
        }
        for part in &one.conditions {
            lines.push(format!(
                "  condition {} {} {}",
                part.id, part.clause, part.message
            ));
        }
        for limit in &one.limits {
            let unit = limit.unit.as_deref().unwrap_or("-");
            let value = text_of(&limit.value);
            lines.push(format!(
                "  limit {} {value} {unit} {}",
                limit.id, limit.message
            ));
        }
        for pay in &one.you_pay {
            lines.push(format!("  pay {} {}", pay.id, pay.message));
        }
        lines.push(format!("  missing {}", one.missing.join(",")));
        for part in &one.assumptions {
            lines.push(format!(
                "  assume {}={} {}",
                part.fact,
                text_of(&part.value),
                part.message
            ));
        }
    }
    if let Some(next) = &said.next_question {
        lines.push(format!("next {} {} {}", next.fact, next.kind, next.text));
        for answer in &next.answers {
            lines.push(format!(
                "  answer {}={}",
                text_of(&answer.value),
                answer.text
            ));
        }
    }
    let call = &said.call;
    lines.push(format!(
        "call {} {} {}",
        call.phone_spaced, call.tel_uri, call.who
    ));
    lines
}

fn notice_lines(said: &SaidNotices) -> Vec<String> {
    let mut lines = vec![said.country.clone().unwrap_or_default()];
    for notice in &said.notices {
        let tag = notice.language.tag();
        lines.push(format!("{tag} {} {}", notice.native_language, notice.title));
        lines.extend(notice.paragraphs.iter().cloned());
        lines.push(format!(
            "{} {}",
            notice.assistance_company.as_str(),
            notice.phone.e164()
        ));
    }
    lines.push(said.text_of_two.clone());
    lines
}

/// A case has a code of its own each time, and the check symbols follow from it: the code becomes
/// `CODE`, and of the message what stands before the check counts.
fn plan_lines(plan: &CallPlan) -> Vec<String> {
    let code = &plan.case.code;
    let body = plan.sms.body.replace(code.as_str(), "CODE");
    let body = body.split(" CHK=").next().unwrap_or_default();
    let mut lines = vec![format!("sms {} {body}", plan.sms.to)];
    if let Some(emergency) = &plan.emergency {
        lines.push(format!("emergency {} {}", emergency.phone, emergency.why));
    }
    for contact in std::iter::once(&plan.first).chain(&plan.then) {
        lines.push(format!(
            "call {} {} {}",
            contact.phone, contact.who, contact.why
        ));
    }
    lines.extend(
        plan.steps
            .iter()
            .map(|step| step.replace(code.as_str(), "CODE")),
    );
    for ready in &plan.have_ready {
        let value = ready.value.as_deref().unwrap_or("-");
        lines.push(format!("ready {}: {value}", ready.item));
    }
    lines.push(plan.voice.tel_uri.clone());
    lines
}

fn error_lines(said: &SaidError) -> Vec<String> {
    let mut lines = vec![
        said.name.clone(),
        said.title.clone(),
        said.detail.clone(),
        said.remedy.clone(),
    ];
    let fields = said.fields.iter();
    lines.extend(fields.map(|field| format!("{} | {}", field.at, field.text)));
    lines
}

fn checks(handbook: &RoadsideHandbook) -> Vec<Value> {
    let mut all = Vec::new();
    let named = [
        "ra-003", "ra-022", "ra-058", "ra-080", "ah-014", "ah-063", "tu-027", "tu-032",
    ];
    let scenarios: Vec<Value> = Product::ALL
        .iter()
        .flat_map(|product| vectors::scenarios(product.word()))
        .collect();
    let chosen = scenarios
        .iter()
        .filter(|scenario| named.iter().any(|id| scenario["id"] == *id));
    for (scenario, language) in chosen.zip(Language::ALL) {
        let product =
            Product::parse(scenario["product"].as_str().expect("a product")).expect("one of three");
        let told = told(&scenario["situation"]);
        let said = handbook
            .check(product, &told, None, language)
            .expect("an answer");
        all.push(json!({
            "name": scenario["id"], "product": product.word(), "language": language.tag(),
            "told": told_json(&told), "lines": assessment_lines(&said),
        }));
    }
    assert_eq!(all.len(), named.len());
    all
}

fn verdicts(handbook: &RoadsideHandbook) -> Vec<Value> {
    let mut all = Vec::new();
    for product in Product::ALL {
        for scenario in vectors::scenarios(product.word()) {
            let told = told(&scenario["situation"]);
            let said = handbook
                .check(*product, &told, None, Language::Da)
                .expect("an answer");
            let verdicts = said.benefits.iter();
            let verdicts: Vec<String> = verdicts
                .map(|one| format!("{} {}", one.id, one.verdict))
                .collect();
            all.push(json!({
                "name": scenario["id"], "product": product.word(),
                "told": told_json(&told), "lines": verdicts,
            }));
        }
    }
    all
}

fn notices(core: &RoadsideCore) -> Vec<Value> {
    let cases = [
        ("HR", Language::Da),
        ("DE", Language::En),
        ("FR", Language::De),
        ("ES", Language::Fr),
        ("IT", Language::Es),
        ("PL", Language::It),
        ("GB", Language::Hr),
        ("DK", Language::Pl),
        ("BE", Language::Da),
        ("MA", Language::Da),
    ];
    let say = |(country, driver): (&str, Language)| {
        let country = Country::parse(country).expect("a country");
        let said = core
            .notice(None, Some(country), None, driver, None)
            .expect("a notice");
        json!({
            "country": country.code(), "language": driver.tag(), "lines": notice_lines(&said),
        })
    };
    cases.into_iter().map(say).collect()
}

fn fixes() -> Vec<Fix> {
    let fix = |lat, lon, accuracy, at: Option<&str>, method| {
        Fix::new(lat, lon, accuracy, at.map(moment), method).expect("a fix")
    };
    vec![
        fix(
            45.815_012,
            15.981_919,
            Some(15.0),
            Some("2026-07-10T12:24:07Z"),
            Method::Gnss,
        ),
        fix(
            55.343_3,
            11.039_2,
            Some(1_500.0),
            Some("2026-07-10T09:00:00Z"),
            Method::Cell,
        ),
        fix(-33.918_861, 18.423_3, None, None, Method::Unknown),
        fix(
            54.805,
            9.436,
            Some(30.0),
            Some("2026-07-10T12:29:30Z"),
            Method::Wifi,
        ),
    ]
}

fn positions(handbook: &RoadsideHandbook) -> Vec<Value> {
    let pairs = fixes()
        .into_iter()
        .flat_map(|fix| Language::ALL.map(|language| (fix, language)));
    let say = |(fix, language): (Fix, Language)| {
        let said = handbook.say_position(fix, language).expect("a position");
        let mut lines = vec![
            said.forms.geo_uri,
            said.forms.dms,
            said.forms.plus_code,
            said.forms.spoken,
            said.caption,
            format!(
                "{} {}",
                said.country.as_deref().unwrap_or("-"),
                said.country_certain
            ),
        ];
        lines.extend(said.cautions);
        json!({"fix": fix_json(Some(&fix)), "language": language.tag(), "lines": lines})
    };
    pairs.map(say).collect()
}

fn help(core: &RoadsideCore) -> Vec<Value> {
    let fix = fixes();
    let breakdown = json!({"event.kind": "breakdown", "event.occurred_at": "2026-07-10T12:20:00Z"});
    let collision = json!({"event.kind": "collision", "event.occurred_at": "2026-07-10T12:20:00Z"});
    let wishes = [
        (&breakdown, fix.first(), false, None),
        (&collision, fix.get(3), true, Some(true)),
        (&breakdown, None, false, Some(false)),
    ];
    let pairs = wishes.into_iter().flat_map(|wish| {
        [Language::Da, Language::De, Language::Hr, Language::Pl].map(|language| (wish, language))
    });
    let say = |((facts, fix, danger, on_motorway), language)| {
        let told = told(facts);
        let wish = HelpWish {
            told: told.clone(),
            fix: Option::<&Fix>::copied(fix),
            danger,
            on_motorway,
            ..HelpWish::default()
        };
        let plan = core.plan_help(&wish, language).expect("a plan");
        json!({
            "told": told_json(&told), "fix": fix_json(fix), "danger": danger,
            "on_motorway": on_motorway, "language": Language::tag(language), "lines": plan_lines(&plan),
        })
    };
    pairs.map(say).collect()
}

fn cards(core: &RoadsideCore) -> Vec<Value> {
    let files = [
        "",
        "not a card",
        "{\"product\": \"moonlight\"}",
        "{\"product\": \"tusk\", \"vehicle\": {\"vin\": \"1234\", \"registration\": \"???\"}, \"holder\": {\"phone\": \"12\"}}",
        "product = \"autohjaelp\"\nin_force_from = \"2026-02-30\"\nin_force_to = \"yesterday\"\n",
        "{\"product\": \"rescue-abroad\", \"vehicle\": {\"permitted_weight_kg\": -4, \"kind\": \"tank\"}, \"colour\": \"red\"}",
    ];
    let pairs = files.into_iter().zip([
        Language::En,
        Language::Da,
        Language::De,
        Language::Fr,
        Language::Hr,
        Language::Pl,
    ]);
    let say = |(file, language): (&str, Language)| {
        let refused = core
            .add_card(file.as_bytes().to_vec())
            .expect_err("a fault");
        json!({
            "file": file, "language": language.tag(),
            "lines": error_lines(&say_error(&refused, language)),
        })
    };
    pairs.map(say).collect()
}

/// One of every error, by its name.
fn every_error() -> Vec<Error> {
    let not_found = [
        Subject::Card,
        Subject::ActiveCard,
        Subject::Case,
        Subject::Terms,
        Subject::Clause,
        Subject::Intake,
        Subject::Request,
        Subject::Claim,
        Subject::Expense,
        Subject::Receipt,
    ];
    let troubles = [
        Trouble::NoConnection,
        Trouble::TooSlow,
        Trouble::NotAReceipt,
        Trouble::Busy,
        Trouble::Refused,
    ];
    let refusals = [
        TermsRefusal::NotSigned,
        TermsRefusal::SignatureUnreadable,
        TermsRefusal::UntrustedKey { key: 0xE7 },
        TermsRefusal::SignatureWrong,
        TermsRefusal::NewerFormat,
        TermsRefusal::UnknownProduct,
        TermsRefusal::Faulty,
        TermsRefusal::NotNewer { have: 3 },
        TermsRefusal::Expired,
    ];
    let faults = [
        StorageFault::SetAside,
        StorageFault::Tampered {
            table: Table("cards"),
        },
        StorageFault::TooNew,
        StorageFault::Unwritable,
        StorageFault::Closed,
        StorageFault::Failed,
        StorageFault::NoKey,
    ];
    let mut all = vec![
        Error::bad_input("vehicle.vin", Problem::VinLength),
        Error::Locked,
        Error::ConsentNeeded {
            purpose: Purpose::Health,
        },
    ];
    all.extend(not_found.map(|what| Error::NotFound { what }));
    all.extend(troubles.map(|trouble| Error::Unreachable {
        trouble,
        next_attempt_at: None,
    }));
    all.extend(
        [
            Refusal::CaseEnded,
            Refusal::Outdated,
            Refusal::ClaimUnsigned,
        ]
        .map(|why| Error::NotNow { why }),
    );
    all.extend(refusals.map(|why| Error::TermsRefused { why }));
    all.extend(faults.map(|fault| Error::Storage { fault }));
    all
}

fn errors() -> Vec<Value> {
    let pairs = every_error()
        .into_iter()
        .flat_map(|error| Language::ALL.map(|language| (error.clone(), language)));
    let say = |(error, language): (Error, Language)| {
        json!({
            "name": error.name(), "language": language.tag(),
            "lines": error_lines(&say_error(&error, language)),
        })
    };
    pairs.map(say).collect()
}

fn made() -> Value {
    let home = tempfile::tempdir().expect("a home");
    let directory = home.path().to_string_lossy().into_owned();
    let core = RoadsideCore::open_at(&directory, Arc::new(Key), None, moment(NOW)).expect("opened");
    let card = vectors::card().to_string();
    core.add_card(card.clone().into_bytes())
        .expect("the sample card");
    let handbook = RoadsideHandbook::load_at(None, moment(NOW));
    json!({
        "now": NOW,
        "card": card,
        "checks": checks(&handbook),
        "verdicts": verdicts(&handbook),
        "notices": notices(&core),
        "positions": positions(&handbook),
        "help": help(&core),
        "cards": cards(&core),
        "errors": errors(),
    })
}

/// One vector a line, so that a change of one shows as one.
fn one_a_line(made: &Value) -> String {
    let groups = made.as_object().expect("groups").iter();
    let groups = groups.map(|(group, vectors)| match vectors {
        Value::Array(vectors) => {
            let lines: Vec<String> = vectors.iter().map(Value::to_string).collect();
            format!("\"{group}\": [\n{}\n]", lines.join(",\n"))
        }
        single => format!("\"{group}\": {single}"),
    });
    format!("{{\n{}\n}}\n", groups.collect::<Vec<_>>().join(",\n"))
}

#[test]
fn rust_agrees_with_the_vectors_of_every_language() {
    let file = vectors::path("phones.json");
    let made = made();
    if std::env::var_os("ROADSIDE_WRITE_VECTORS").is_some() {
        std::fs::write(&file, one_a_line(&made)).expect("written");
    }
    let kept = std::fs::read_to_string(&file).expect("tests/vectors/phones.json");
    let kept: Value = serde_json::from_str(&kept).expect("json");
    for (group, vectors) in made.as_object().expect("groups") {
        assert_eq!(&kept[group], vectors, "{group}");
    }
}

/// Kotlin and Swift build one of every error from this list: it must be whole.
#[test]
fn no_error_is_left_out() {
    let mut names: Vec<&str> = every_error().iter().map(Error::name).collect();
    names.sort_unstable();
    let before = names.len();
    names.dedup();
    assert_eq!(names.len(), before, "no name twice");
    // Whoever adds a kind of error meets this list, and adds one above.
    for error in every_error() {
        let kinds = match error {
            Error::BadInput { .. } | Error::Locked | Error::ConsentNeeded { .. } => 1,
            Error::NotFound { what } => match what {
                Subject::Card
                | Subject::ActiveCard
                | Subject::Case
                | Subject::Terms
                | Subject::Clause
                | Subject::Intake
                | Subject::Request
                | Subject::Claim
                | Subject::Expense
                | Subject::Receipt => 10,
            },
            Error::Unreachable { trouble, .. } => match trouble {
                Trouble::NoConnection
                | Trouble::TooSlow
                | Trouble::NotAReceipt
                | Trouble::Busy
                | Trouble::Refused => 5,
            },
            Error::NotNow { why } => match why {
                Refusal::CaseEnded | Refusal::Outdated | Refusal::ClaimUnsigned => 3,
            },
            Error::TermsRefused { .. } => 9,
            Error::Storage { .. } => 7,
        };
        let all = every_error();
        let same = all
            .iter()
            .filter(|other| std::mem::discriminant(*other) == std::mem::discriminant(&error));
        assert_eq!(same.count(), kinds, "{error}");
    }
}
