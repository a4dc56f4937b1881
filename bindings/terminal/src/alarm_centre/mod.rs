//! The reference alarm centre: a real server of the intake API over SQLite, with a live page and
//! faults on request.
//!
//! Decides how an intake behaves (`docs/intake.md`). It is for demos, tests and for whoever builds
//! the real one; what it keeps is not sealed.

mod claim_ledger;
mod claims;
mod fault;
mod ledger;
mod operator;
mod page;
mod phones;
mod problem;
mod tls;
mod wire;

pub use fault::{Fault, FaultKind};
pub use tls::TlsFiles;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post, put};
use claim_ledger::ClaimLedger;
use fault::Faults;
use ledger::Ledger;
use problem::Problem;
use roadside_core::messages;
use roadside_core::types::{Language, Secret};
use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use wire::{Gate, Peer};

/// The largest body taken in.
const MAX_BODY: usize = 256 * 1024;
/// How long requests under way may take when the centre stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// How an alarm centre runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The directory of `alarm-centre.db`; made, for its owner alone, when it is not there.
    pub data: PathBuf,
    /// Serves HTTPS when given.
    pub tls: Option<TlsFiles>,
    /// What goes wrong on purpose, from the first request on.
    pub faults: Vec<Fault>,
    /// The bearer token phones must send; none is asked for when `None`.
    pub token: Option<Secret<String>>,
}

/// Why an alarm centre does not start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServeError {
    /// The address cannot be listened on: taken, or not this machine's.
    Listen,
    /// The directory or the database in it cannot be used.
    Data,
    /// The certificate and key cannot be used.
    Certificate,
}

impl ServeError {
    /// The exit code of the terminal shell: 5 for the database, 2 for what was given wrong.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Listen | Self::Certificate => 2,
            Self::Data => 5,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Listen => "listen",
            Self::Data => "data",
            Self::Certificate => "certificate",
        }
    }

    /// What is wrong, in one short sentence.
    pub fn title(self, language: Language) -> String {
        messages::text(
            language,
            &format!("alarm_centre.error.{}.title", self.name()),
            &[],
        )
    }

    /// What to do.
    pub fn remedy(self, language: Language) -> String {
        messages::text(
            language,
            &format!("alarm_centre.error.{}.remedy", self.name()),
            &[],
        )
    }
}

impl fmt::Display for ServeError {
    /// English, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}",
            self.title(Language::En),
            self.remedy(Language::En)
        )
    }
}

impl std::error::Error for ServeError {}

/// A running alarm centre. It stops when this is dropped.
#[derive(Debug)]
pub struct Handle {
    address: SocketAddr,
    secure: bool,
    centre: Arc<Centre>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Handle {
    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address as an intake: `http://127.0.0.1:8480`.
    pub fn url(&self) -> String {
        let scheme = if self.secure { "https" } else { "http" };
        format!("{scheme}://{}", self.address)
    }

    /// Replaces the faults still to come.
    pub fn set_faults(&self, faults: Vec<Fault>) {
        self.centre.faults.set(faults);
    }

    /// Stops: takes no more connections, ends the requests under way, closes the database.
    pub async fn shutdown(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if tokio::time::timeout(FAREWELL, &mut self.serving)
            .await
            .is_err()
        {
            self.serving.abort();
        }
    }

    /// Serves until the task is cancelled or the server ends by itself.
    pub async fn wait(mut self) {
        let _ = (&mut self.serving).await;
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// What all requests share.
struct Centre {
    ledger: Ledger,
    claims: ClaimLedger,
    faults: Faults,
    token: Option<Secret<String>>,
}

impl fmt::Debug for Centre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Centre")
    }
}

/// Starts an alarm centre; it accepts connections when this returns. Needs a tokio runtime with
/// time and I/O, and must be called in it.
///
/// # Errors
/// [`ServeError`]; nothing is running then.
pub async fn serve(config: Config) -> Result<Handle, ServeError> {
    let tls = match &config.tls {
        Some(files) => Some(tls::acceptor(files).ok_or(ServeError::Certificate)?),
        None => None,
    };
    make_directory(&config.data).map_err(|_| ServeError::Data)?;
    let ledger = Ledger::open(&config.data).map_err(|_| ServeError::Data)?;
    let claims = ClaimLedger::open(&config.data).map_err(|_| ServeError::Data)?;
    let secure = tls.is_some();
    let gate = Gate::open(config.listen, tls)
        .await
        .map_err(|_| ServeError::Listen)?;
    let address = gate.address();
    let faults = Faults::default();
    faults.set(config.faults);
    let centre = Arc::new(Centre {
        ledger,
        claims,
        faults,
        token: config.token,
    });
    let app = routes(Arc::clone(&centre)).into_make_service_with_connect_info::<Peer>();
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let server = axum::serve(gate, app).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        let _ = server.await;
    });
    Ok(Handle {
        address,
        secure,
        centre,
        stop: Some(stop),
        serving,
    })
}

fn routes(centre: Arc<Centre>) -> Router {
    Router::new()
        .route("/", get(operator::whole_page))
        .route("/cases", get(operator::part_of_page))
        .route("/v1/cases", get(operator::list))
        .route("/v1/cases/{id}", get(phones::get).put(phones::put))
        .route("/v1/cases/{id}/status", post(operator::say))
        .route("/v1/claims", get(claims::list))
        .route(
            "/v1/claims/{id}",
            get(claims::get)
                .put(claims::put)
                .layer(DefaultBodyLimit::max(claims::MAX_CLAIM_BODY)),
        )
        .route(
            "/v1/claims/{id}/receipts/{sha256}",
            put(claims::put_receipt),
        )
        .fallback(|headers| nothing(headers, Problem::NoSuchThing))
        .method_not_allowed_fallback(|headers| nothing(headers, Problem::WrongMethod))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .with_state(centre)
}

async fn nothing(headers: HeaderMap, problem: Problem) -> Response {
    problem.response(page::language(&headers, None))
}

/// Runs database work beside the connections.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> rusqlite::Result<T> + Send + 'static,
) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(result)) => Ok(result),
        _ => Err(Problem::Storage),
    }
}

fn make_directory(data: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data)
}
