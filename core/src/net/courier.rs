//! One client for all requests to an intake.

use super::body::FileBody;
use super::trust;
use crate::assistance::intake::{
    IntakeReply, IntakeRequest, IntakeUpload, MAX_REPLY_BYTES, Method, Undelivered,
};
use crate::error::{Error, StorageFault, Trouble};
use crate::types::Secret;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER,
};
use reqwest::{Client, RequestBuilder, Response, Url};
use std::fmt;
use std::io::Read;
use std::time::Duration;

/// How a courier goes about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CourierOptions {
    /// The longest wait for a connection, TLS included.
    pub connect: Duration,
    /// The longest an attempt takes from beginning to end, body included.
    pub total: Duration,
    /// Certificates (PEM) to trust beside the public roots.
    pub extra_roots: Option<Vec<u8>>,
}

impl Default for CourierOptions {
    /// 5 s to connect, 15 s in all, the public roots alone.
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(15),
            extra_roots: None,
        }
    }
}

/// Carries requests to an intake. Follows no redirect, repeats nothing by itself, takes no proxy
/// from the environment (a phone has none, and a case goes to the centre and nobody between),
/// keeps no cookies, and reads at most [`MAX_REPLY_BYTES`] of an answer.
#[derive(Clone)]
pub struct Courier {
    client: Client,
}

impl Courier {
    /// Makes a courier; nothing is connected yet.
    ///
    /// # Errors
    /// [`Error::BadInput`] at `extra_roots` when those are no certificates.
    pub fn new(options: &CourierOptions) -> Result<Self, Error> {
        let tls = trust::config(options.extra_roots.as_deref())
            .map_err(|problem| Error::bad_input("extra_roots", problem))?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .http1_only()
            .user_agent("roadside")
            .connect_timeout(options.connect)
            .timeout(options.total)
            .pool_idle_timeout(Duration::from_secs(10))
            .build()
            .map_err(|_| Error::Storage {
                fault: StorageFault::Failed,
            })?;
        Ok(Self { client })
    }

    /// Sends one request, once, and gives what came back. Needs a tokio runtime with time and
    /// I/O; ends within [`CourierOptions::total`] whatever happens.
    ///
    /// # Errors
    /// [`Trouble::NoConnection`] when no connection came about or it broke before an answer,
    /// [`Trouble::TooSlow`] when time ran out, [`Trouble::Refused`] when the token cannot be
    /// sent at all. A broken or overlong body is no error: the reply says it is incomplete.
    pub async fn send(&self, request: &IntakeRequest) -> Result<IntakeReply, Undelivered> {
        let method = match request.method {
            Method::Put => reqwest::Method::PUT,
            Method::Get => reqwest::Method::GET,
        };
        let mut builder = self.prepared(method, &request.url, request.token.as_ref())?;
        if request.method == Method::Put {
            builder = builder
                .header(CONTENT_TYPE, "application/json")
                .body(request.body.clone());
        }
        answered(builder, &request.url).await
    }

    /// Puts a file, once, read from `from` piece by piece as the network takes it, and gives what
    /// came back. Ends within `longest` whatever happens.
    ///
    /// # Errors
    /// As [`Courier::send`]; also [`Trouble::NoConnection`] when reading `from` fails or it holds
    /// another number of bytes than `upload` says.
    pub async fn upload(
        &self,
        upload: &IntakeUpload,
        from: impl Read + Send + Sync + Unpin + 'static,
        longest: Duration,
    ) -> Result<IntakeReply, Undelivered> {
        let body = FileBody::new(from, upload.bytes);
        let builder = self
            .prepared(reqwest::Method::PUT, &upload.url, upload.token.as_ref())?
            .timeout(longest)
            .header(CONTENT_TYPE, upload.content_type)
            .body(reqwest::Body::wrap(body));
        answered(builder, &upload.url).await
    }

    fn prepared(
        &self,
        method: reqwest::Method,
        url: &str,
        token: Option<&Secret<String>>,
    ) -> Result<RequestBuilder, Undelivered> {
        let builder = self
            .client
            .request(method, url)
            .header(ACCEPT, "application/json");
        let Some(token) = token else {
            return Ok(builder);
        };
        let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose()))
            .map_err(|_| Undelivered::of(Trouble::Refused))?;
        value.set_sensitive(true);
        Ok(builder.header(AUTHORIZATION, value))
    }
}

async fn answered(builder: RequestBuilder, asked: &str) -> Result<IntakeReply, Undelivered> {
    let mut response = builder.send().await.map_err(|error| trouble(&error))?;
    let (body, complete) = read(&mut response).await?;
    let headers = response.headers();
    Ok(IntakeReply {
        status: response.status().as_u16(),
        content_type: text(headers, &CONTENT_TYPE),
        retry_after: text(headers, &RETRY_AFTER),
        same_host: same_host(response.url(), asked),
        complete,
        body,
    })
}

impl fmt::Debug for Courier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Courier")
    }
}

/// No redirect is followed, so this holds; it is looked at all the same, because a receipt from
/// elsewhere would be believed.
fn same_host(answered: &Url, asked: &str) -> bool {
    Url::parse(asked).is_ok_and(|asked| asked.origin() == answered.origin())
}

/// The body as far as it came, and whether that was all of it.
async fn read(response: &mut Response) -> Result<(Vec<u8>, bool), Undelivered> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() > MAX_REPLY_BYTES => {
                return Ok((body, false));
            }
            Ok(Some(chunk)) => body.extend_from_slice(&chunk),
            Ok(None) => return Ok((body, true)),
            Err(error) if error.is_timeout() => return Err(Undelivered::of(Trouble::TooSlow)),
            Err(_) => return Ok((body, false)),
        }
    }
}

fn trouble(error: &reqwest::Error) -> Undelivered {
    Undelivered::of(if error.is_timeout() {
        Trouble::TooSlow
    } else {
        Trouble::NoConnection
    })
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}
