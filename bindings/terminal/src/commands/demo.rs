//! `roadside demo`: one motorist's whole hour on sample data, against an embedded alarm centre.
//! Nothing of the motorist's own is touched.

use super::{Session, call, card, laid_out, place, wait};
use crate::alarm_centre::{Config, serve};
use crate::problem::Stop;
use crate::screen::Tone;
use roadside_core::companion::{Companion, HelpRequest, Intake, Prompt, Spot};
use roadside_core::coverage::Situation;
use roadside_core::error::{Error, StorageFault};
use roadside_core::position::Fix;
use roadside_core::types::{Fault, Language, Timestamp};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

/// The sample card. Its numbers belong to nobody and are never dialled.
const CARD: &str = include_str!("../../sample-card.json");
/// A lay-by on the A3 east of Zagreb.
const AT: &str = "45.79853,16.13872~12";

pub(super) fn run(session: &Session<'_>) -> Result<(), Stop> {
    let folder = std::env::temp_dir().join(format!("roadside-demo-{}", std::process::id()));
    let demo = Session {
        home: Some(folder.join("phone")),
        card: None,
        ..*session
    };
    wait(async {
        let intake = serve(Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            data: folder.join("alarm-centre"),
            tls: None,
            faults: Vec::new(),
            token: None,
        })
        .await
        .map_err(|_| Error::Storage {
            fault: StorageFault::Unwritable,
        })?;
        let outcome = journey(&demo, &folder, &intake.url()).await;
        intake.shutdown().await;
        // The page stays for the motorist to open; the sample data has served.
        for used in ["phone", "alarm-centre"] {
            let _ = std::fs::remove_dir_all(folder.join(used));
        }
        outcome
    })
    .map_err(Stop::from)
}

async fn journey(session: &Session<'_>, folder: &Path, centre: &str) -> Result<(), Error> {
    let screen = session.screen;
    let part = |key: &str| {
        screen.toned(
            0,
            Tone::Plain,
            "▍",
            &screen.text(&format!("terminal.demo.{key}")),
        )
    };
    let companion = session.companion()?;
    let id = companion.add_card(CARD.as_bytes())?;

    part("card");
    card::tell(session, &companion.card(Some(id))?);

    screen.raw("\n");
    part("notice");
    let fix = Fix::parse(&format!("{AT}@{}", session.now().to_rfc3339()))
        .map_err(|problem| Error::bad_input("demo", problem))?;
    // The sample motorist is a Dane, whoever is watching.
    let notices = companion.notice(None, Spot::Fix(fix), Language::Da, None)?;
    screen.raw("\n");
    screen.raw(&notices.text_of_two());
    let page = folder.join("notice-hr.html");
    std::fs::write(&page, notices.html()).map_err(|_| Error::Storage {
        fault: StorageFault::Unwritable,
    })?;
    let path = page.display().to_string();
    screen.paragraph(
        0,
        &screen.text_with("terminal.demo.page", &[("path", &path)]),
    );

    screen.raw("\n");
    part("position");
    place::tell(session, companion.handbook(), &fix);

    screen.raw("\n");
    part("check");
    let facts = facts(session.now())?;
    laid_out::tell(
        screen,
        &companion.check(None, &facts, Some(&fix), session.language())?,
    );

    screen.raw("\n");
    part("call");
    deliver(
        session,
        &companion,
        HelpRequest {
            facts,
            fix: Some(fix),
            ..HelpRequest::default()
        },
        centre,
    )
    .await
}

/// What the driver answers in the demo.
fn facts(now: Timestamp) -> Result<Situation, Error> {
    let mut facts = Situation::new();
    for (name, value) in [
        ("event.kind", "breakdown"),
        ("event.occurred_at", &now.to_rfc3339()),
        ("vehicle.drivable", "false"),
        ("trip.purpose", "private"),
    ] {
        facts
            .set(name, value)
            .map_err(|fault: Fault| Error::BadInput {
                faults: vec![fault],
            })?;
    }
    Ok(facts)
}

async fn deliver(
    session: &Session<'_>,
    companion: &Companion,
    request: HelpRequest,
    centre: &str,
) -> Result<(), Error> {
    let screen = session.screen;
    let plan = companion.call_help(&request, session.language())?;
    call::tell(screen, &plan);
    let intake = Intake::new(centre, Intake::PATIENCE, None)?;
    let delivery = companion.deliver(&intake, Prompt::Person).await?;
    if delivery.waiting > 0 {
        return Err(call::waiting(Some(&delivery)));
    }
    screen.raw("\n");
    screen.paragraph(
        0,
        &screen.text_with("terminal.demo.centre", &[("url", centre)]),
    );
    let case = companion.case(&plan.case.id.to_string())?;
    call::tell_received(screen, &case.code);
    Ok(())
}
