//! `roadside alarm-centre`: the reference intake in the foreground, until it is stopped.

use super::{Session, wait};
use crate::alarm_centre::{Config, Fault, TlsFiles, serve};
use crate::args::{path, text, texts};
use crate::problem::Stop;
use clap::ArgMatches;
use roadside_core::error::Error;
use roadside_core::types::{Fault as InputFault, Problem, Secret};
use serde_json::json;

pub(super) fn run(session: &Session<'_>, words: &ArgMatches) -> Result<(), Stop> {
    let screen = session.screen;
    let config = config(words)?;
    wait(async {
        let handle = match serve(config).await {
            Ok(handle) => handle,
            Err(error) => {
                let language = session.language();
                if screen.json {
                    screen.document(&json!({
                        "type": "urn:roadside:problem:alarm-centre",
                        "title": error.title(language),
                        "detail": error.title(language),
                        "status": 500,
                        "remedy": error.remedy(language),
                    }));
                } else {
                    screen.remark(&format!(
                        "✗ {}\n  {}",
                        error.title(language),
                        error.remedy(language)
                    ));
                }
                return Ok(Err(Stop::Told(error.exit_code())));
            }
        };
        if screen.json {
            screen.line(&json!({"listening": handle.url()}));
        } else {
            let url = handle.url();
            screen.paragraph(
                0,
                &screen.text_with("terminal.centre.listening", &[("url", &url)]),
            );
        }
        tokio::select! {
            () = handle.wait() => {}
            _ = tokio::signal::ctrl_c() => {}
        }
        Ok(Ok(()))
    })?
}

/// The configuration, all faults at once.
fn config(words: &ArgMatches) -> Result<Config, Error> {
    let mut faults = Vec::new();
    let listen = text(words, "listen").unwrap_or_default().parse();
    if listen.is_err() {
        faults.push(InputFault::new("--listen", Problem::Usage));
    }
    let mut misbehaviour = Vec::new();
    for word in texts(words, "fault") {
        match Fault::parse(word) {
            Ok(fault) => misbehaviour.push(fault),
            Err(problem) => faults.push(InputFault::new("--fault", problem)),
        }
    }
    let tls = text(words, "tls").map(|files| files.split_once(','));
    if tls == Some(None) {
        faults.push(InputFault::new("--tls", Problem::Usage));
    }
    let data = path(words, "data").cloned();
    if data.is_none() {
        faults.push(InputFault::new("--data", Problem::Missing));
    }
    match (listen, data) {
        (Ok(listen), Some(data)) if faults.is_empty() => Ok(Config {
            listen,
            data,
            tls: tls.flatten().map(|(certificate, key)| TlsFiles {
                certificate: certificate.into(),
                key: key.into(),
            }),
            faults: misbehaviour,
            token: text(words, "token").map(|token| Secret::new(token.to_owned())),
        }),
        _ => Err(Error::BadInput { faults }),
    }
}
