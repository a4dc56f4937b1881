//! Connections that can be cut in the middle, plain or TLS.

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// How long a phone may take for the TLS hand-shake.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Where a connection is to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Cut {
    #[default]
    Nowhere,
    /// Before another byte is written.
    Here,
    /// So many bytes into the body of the next answer.
    InBody(usize),
}

/// The scissors of one connection, in the hands of whoever answers on it.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    pub(super) address: SocketAddr,
    cut: Arc<Mutex<Cut>>,
}

impl Peer {
    /// Nothing more goes out; the connection closes.
    pub(super) fn cut(&self) {
        *lock(&self.cut) = Cut::Here;
    }

    /// The next answer breaks off after so many bytes of its body.
    pub(super) fn cut_in_body(&self, after: usize) {
        *lock(&self.cut) = Cut::InBody(after);
    }
}

impl Connected<IncomingStream<'_, Gate>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        Self {
            address: *stream.remote_addr(),
            cut: Arc::clone(&stream.io().cut),
        }
    }
}

fn lock(cut: &Mutex<Cut>) -> MutexGuard<'_, Cut> {
    cut.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes connections in. TLS hand-shakes run beside each other: one slow phone holds nobody up.
pub(super) struct Gate {
    address: SocketAddr,
    arrivals: mpsc::Receiver<(Wire, SocketAddr)>,
    accepting: JoinHandle<()>,
}

impl Gate {
    pub(super) async fn open(listen: SocketAddr, tls: Option<TlsAcceptor>) -> io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let (send, arrivals) = mpsc::channel(256);
        let accepting = tokio::spawn(accept(listener, tls, send));
        Ok(Self {
            address,
            arrivals,
            accepting,
        })
    }

    pub(super) const fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
    arrivals: mpsc::Sender<(Wire, SocketAddr)>,
) {
    loop {
        let Ok((stream, address)) = listener.accept().await else {
            // Out of file handles, most likely: give the others time to finish.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let Some(tls) = tls.clone() else {
            if arrivals
                .send((Wire::new(Inner::Plain(stream)), address))
                .await
                .is_err()
            {
                return;
            }
            continue;
        };
        let arrivals = arrivals.clone();
        tokio::spawn(async move {
            let handshake = tokio::time::timeout(HANDSHAKE, tls.accept(stream)).await;
            if let Ok(Ok(stream)) = handshake {
                let _ = arrivals
                    .send((Wire::new(Inner::Tls(Box::new(stream))), address))
                    .await;
            }
        });
    }
}

impl Listener for Gate {
    type Io = Wire;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Wire, SocketAddr) {
        match self.arrivals.recv().await {
            Some(arrival) => arrival,
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

/// One connection.
pub(super) struct Wire {
    inner: Inner,
    cut: Arc<Mutex<Cut>>,
}

enum Inner {
    Plain(TcpStream),
    Tls(Box<TlsStream<TcpStream>>),
}

impl Wire {
    fn new(inner: Inner) -> Self {
        Self {
            inner,
            cut: Arc::default(),
        }
    }
}

/// Runs a method of whichever stream is inside.
macro_rules! inside {
    ($self:expr, $method:ident ( $($argument:expr),* )) => {
        match &mut $self.get_mut().inner {
            Inner::Plain(stream) => Pin::new(stream).$method($($argument),*),
            Inner::Tls(stream) => Pin::new(stream.as_mut()).$method($($argument),*),
        }
    };
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        inside!(self, poll_read(context, buffer))
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let scissors = Arc::clone(&self.cut);
        let cut = *lock(&scissors);
        let allowed = match cut {
            Cut::Nowhere => bytes.len(),
            Cut::Here => return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into())),
            Cut::InBody(after) => match bytes.windows(4).position(|end| end == b"\r\n\r\n") {
                Some(head) => bytes.len().min(head + 4 + after),
                None => bytes.len(),
            },
        };
        let written = inside!(
            self,
            poll_write(context, bytes.get(..allowed).unwrap_or(bytes))
        );
        if allowed < bytes.len()
            && matches!(written, Poll::Ready(Ok(written)) if written == allowed)
        {
            *lock(&scissors) = Cut::Here;
        }
        written
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        inside!(self, poll_flush(context))
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        inside!(self, poll_shutdown(context))
    }
}
