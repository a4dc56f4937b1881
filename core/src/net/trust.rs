//! Whom a connection trusts: the public roots that ride along, and what the embedder adds.

use crate::types::Problem;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use std::sync::Arc;

/// A TLS configuration with the public web roots and the certificates in `extra_roots` (PEM).
/// The platform's own store is not asked: on Android that needs a JVM hand-shake, and a root a
/// company put on a phone has no business in an emergency.
///
/// # Errors
/// [`Problem::Unreadable`] when `extra_roots` is no PEM with at least one certificate.
pub(super) fn config(extra_roots: Option<&[u8]>) -> Result<ClientConfig, Problem> {
    let mut roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    if let Some(pem) = extra_roots {
        let mut added = 0;
        for certificate in CertificateDer::pem_slice_iter(pem) {
            let certificate = certificate.map_err(|_| Problem::Unreadable)?;
            roots.add(certificate).map_err(|_| Problem::Unreadable)?;
            added += 1;
        }
        if added == 0 {
            return Err(Problem::Unreadable);
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Problem::Unreadable)?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
