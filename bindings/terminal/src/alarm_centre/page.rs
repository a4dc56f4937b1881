//! The live page: incoming cases, newest first, for the eyes of an operator.
//!
//! One document without anything from elsewhere. What changes comes every two seconds from
//! `/cases` and is put in only when it differs; the operator can stop that (WCAG 2.2.2), and
//! without scripts the page says how to refresh it. Everything a phone sent is escaped and set
//! apart with `<bdi>`.

use super::ledger::Held;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use chrono::{DateTime, SecondsFormat, Utc};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use roadside_core::assistance::intake::CentreState;
use roadside_core::messages;
use roadside_core::types::{Language, Phone};
use serde_json::Value;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The language of a page: `?lang=`, else the first of `Accept-Language` that is spoken here,
/// else English.
pub(super) fn language(headers: &HeaderMap, query: Option<&str>) -> Language {
    let asked = query
        .into_iter()
        .flat_map(|query| query.split('&'))
        .find_map(|pair| Language::parse(pair.strip_prefix("lang=")?).ok());
    let accepted = || {
        let value = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        let mut wishes: Vec<(f32, Language)> = value.split(',').filter_map(wish).collect();
        wishes.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wishes.first().map(|(_, language)| *language)
    };
    asked.or_else(accepted).unwrap_or(Language::En)
}

/// One wish of `Accept-Language` (RFC 9110, section 12.5.4).
fn wish(text: &str) -> Option<(f32, Language)> {
    let (tag, weight) = text.split_once(';').unwrap_or((text, "q=1"));
    let weight: f32 = weight.trim().strip_prefix("q=")?.parse().ok()?;
    let language = Language::parse(tag.trim()).ok()?;
    (weight > 0.0 && weight <= 1.0).then_some((weight, language))
}

/// The whole page.
pub(super) fn whole(cases: &[Held], language: Language) -> Response {
    let say = |key: &str| say(language, key);
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) dir="ltr" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (say("title")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { (say("title")) }
                    p { (say("intro")) }
                    nav aria-label=(say("languages")) {
                        @for other in Language::ALL {
                            a href={ "/?lang=" (other.tag()) } lang=(other.tag()) hreflang=(other.tag())
                                aria-current=[(other == language).then_some("true")] {
                                (messages::text(other, "alarm_centre.language", &[]))
                            }
                            " "
                        }
                    }
                    button id="pause" type="button" aria-pressed="false" hidden { (say("pause")) }
                    noscript { p { (say("refresh")) } }
                }
                main {
                    p id="count" role="status" { (count(cases, language)) }
                    div id="cases" data-source={ "/cases?lang=" (language.tag()) } {
                        (rows(cases, language))
                    }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    document(&page)
}

/// The part that changes.
pub(super) fn part(cases: &[Held], language: Language) -> Response {
    document(&html! { p { (count(cases, language)) } (rows(cases, language)) })
}

/// What a captive portal answers, for rehearsals.
pub(super) fn portal() -> Response {
    let title = say(Language::En, "portal");
    document(&html! {
        (DOCTYPE)
        html lang="en" { head { title { (title) } } body { h1 { (title) } } }
    })
}

fn say(language: Language, key: &str) -> String {
    messages::text(language, &format!("alarm_centre.{key}"), &[])
}

fn document(page: &Markup) -> Response {
    let mut response = Response::new(Body::from(page.0.clone()));
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(header::CACHE_CONTROL, "no-store");
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "no-referrer");
    // What a phone sent is escaped; should that ever fail, it still loads nothing and sends
    // nothing away.
    set(
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    response
}

fn count(cases: &[Held], language: Language) -> String {
    if cases.is_empty() {
        return say(language, "none");
    }
    messages::text(
        language,
        "alarm_centre.count",
        &[("count", &cases.len().to_string())],
    )
}

fn rows(cases: &[Held], language: Language) -> Markup {
    let say = |key: &str| say(language, key);
    html! {
        @if !cases.is_empty() {
            div class="scroll" tabindex="0" role="region" aria-label=(say("table")) {
                table {
                    thead {
                        tr {
                            @for column in ["code", "time", "state", "plate", "event", "position", "callback"] {
                                th scope="col" { (say(&format!("column.{column}"))) }
                            }
                        }
                    }
                    tbody { @for held in cases { (row(held, language)) } }
                }
            }
        }
    }
}

fn row(held: &Held, language: Language) -> Markup {
    let report = |path: &str| held.report.pointer(path);
    let text = |path: &str| report(path).and_then(Value::as_str);
    let danger = report("/what/danger").and_then(Value::as_bool) == Some(true);
    html! {
        tr class=[danger.then_some("danger")] {
            th scope="row" {
                span class="code" { bdi { (held.code) } }
                br;
                small { (held.reference()) " · " (revision(held, language)) }
            }
            td { (time(held.received_at)) }
            td { (say(language, state(held.state()))) (progress(held, language)) }
            td {
                bdi class="code" { (text("/what/registration").unwrap_or("–")) }
                @if let Some(sign) = text("/what/sign") { " (" bdi { (sign) } ")" }
                @if let Some(vehicle) = text("/what/vehicle") { br; small { bdi { (vehicle) } } }
            }
            td {
                @if danger { strong { (say(language, "danger")) } br; }
                (event(text("/what/event"), language))
            }
            td { (position(report("/where"), text("/country"), language)) }
            td {
                (callback(text("/who/phone"), language))
                @if let Some(name) = text("/who/name") { br; bdi { (name) } }
            }
        }
    }
}

fn revision(held: &Held, language: Language) -> String {
    messages::text(
        language,
        "alarm_centre.revision",
        &[("revision", &held.revision.to_string())],
    )
}

fn state(state: CentreState) -> &'static str {
    match state {
        CentreState::Received => "state.received",
        CentreState::InProgress => "state.in_progress",
        CentreState::Closed => "state.closed",
        CentreState::Cancelled => "state.cancelled",
    }
}

fn progress(held: &Held, language: Language) -> Markup {
    html! {
        @if let Some(helper) = &held.progress.helper { br; small { bdi { (helper) } } }
        @if let Some(eta) = held.progress.eta {
            br;
            small { (say(language, "eta")) " " (time(eta)) }
        }
    }
}

fn time(at: DateTime<Utc>) -> Markup {
    html! {
        time datetime=(at.to_rfc3339_opts(SecondsFormat::Secs, true)) {
            (at.format("%Y-%m-%d")) br; (at.format("%H:%M:%S")) " UTC"
        }
    }
}

fn event(kind: Option<&str>, language: Language) -> Markup {
    let kind = kind.unwrap_or("unknown");
    let key = format!("alarm_centre.event.{kind}");
    html! {
        @if messages::has(language, &key) { (messages::text(language, &key, &[])) }
        @else { bdi { (kind) } }
    }
}

/// Latitude, longitude, radius, country, age; as a link for a map program.
fn position(place: Option<&Value>, country: Option<&str>, language: Language) -> Markup {
    let number = |name: &str| place?.get(name)?.as_f64();
    let radius = number("accuracy_m");
    let fixed_at = place.and_then(|place| {
        place
            .get("fixed_at")?
            .as_str()?
            .parse::<DateTime<Utc>>()
            .ok()
    });
    html! {
        @if let (Some(lat), Some(lon)) = (number("lat"), number("lon")) {
            @let uncertainty = radius.map(|radius| format!(";u={radius:.0}")).unwrap_or_default();
            a href={ "geo:" (format!("{lat:.5},{lon:.5}")) (uncertainty) } {
                (format!("{lat:.5}, {lon:.5}"))
            }
            br;
            small {
                @match radius {
                    Some(radius) => { "± " (format!("{radius:.0}")) " m" }
                    None => { (say(language, "no_accuracy")) }
                }
                @if let Some(country) = country { " · " bdi { (country) } }
                @if let Some(at) = fixed_at {
                    " · " (say(language, "fixed")) " " (at.format("%H:%M:%S")) " UTC"
                }
            }
        } @else {
            (say(language, "no_position"))
            @if let Some(country) = country { " · " bdi { (country) } }
        }
    }
}

fn callback(number: Option<&str>, language: Language) -> Markup {
    html! {
        @match number.map(|number| (number, Phone::parse(number))) {
            Some((_, Ok(phone))) => { a href=(phone.tel_uri()) { (phone.spaced()) } }
            Some((number, Err(_))) => { bdi { (number) } }
            None => { (say(language, "no_callback")) }
        }
    }
}
