//! What the log hears: the name of a use-case and how it ended, both words of our own.

use super::given::LogSink;
use crate::error::Error;
use std::sync::Arc;

/// The log, when somebody listens.
pub(super) struct Log(Option<Arc<dyn LogSink>>);

impl Log {
    pub fn to(sink: Option<Arc<dyn LogSink>>) -> Self {
        Self(sink)
    }

    /// Tells how a use-case ended and hands its outcome on.
    pub fn outcome<R>(&self, what: &'static str, outcome: Result<R, Error>) -> Result<R, Error> {
        if let Some(sink) = &self.0 {
            let end = outcome.as_ref().err().map_or("done", Error::name);
            // A log that throws is no reason to fail.
            let _ = sink.line(format!("{what}: {end}"));
        }
        outcome
    }
}
