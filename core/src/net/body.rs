//! A file as the body of a request: never more of it in memory than one piece.

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Bytes handed to the network at once.
const PIECE: u64 = 64 * 1024;

/// Reads as the network takes. A piece is read from a local disk in well under a millisecond, so
/// it is read where it is asked for.
pub(super) struct FileBody<R> {
    from: R,
    left: u64,
}

impl<R: Read> FileBody<R> {
    /// A body of exactly so many bytes from `from`.
    pub(super) fn new(from: R, bytes: u64) -> Self {
        Self { from, left: bytes }
    }

    fn next(&mut self) -> io::Result<Bytes> {
        let mut piece = Vec::new();
        (&mut self.from)
            .take(PIECE.min(self.left))
            .read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= u64::try_from(piece.len())
            .unwrap_or(self.left)
            .min(self.left);
        Ok(piece.into())
    }
}

impl<R: Read + Unpin> Body for FileBody<R> {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let piece = self.next();
        if piece.is_err() {
            self.left = 0;
        }
        Poll::Ready(Some(piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
