//! The node's TLS certificate: self-signed, and vouched for by the directory instead of by a
//! certificate authority. Its key serves the channel only; who speaks is shown by signatures.

use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

/// The certificate, in PEM.
pub const CERTIFICATE: &str = "tls.crt";
/// Its key, in PEM, readable by the owner alone.
pub const KEY: &str = "tls.key";

/// Why there is no usable certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The certificate could not be made for this address.
    #[error(
        "no certificate can be made for {host:?}; the address needs a host name or an IP address"
    )]
    Host {
        /// The host of the node's address.
        host: String,
        /// What the certificate builder said.
        source: rcgen::Error,
    },
    /// A file could not be written or read.
    #[error("{file} in the data folder cannot be read or written")]
    Io {
        /// The file.
        file: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The files do not fit TLS.
    #[error(
        "{CERTIFICATE} and {KEY} are not a certificate with its key; restore both from the backup"
    )]
    Unusable(#[source] rustls::Error),
}

/// Makes a certificate for the host of `url` and writes both files.
pub fn create(data: &Path, url: &str) -> Result<(), TlsError> {
    let host = host_of(url);
    let mut names = vec![host.to_owned()];
    if host == "127.0.0.1" {
        names.push("localhost".into());
    }
    let made = rcgen::generate_simple_self_signed(names).map_err(|source| TlsError::Host {
        host: host.to_owned(),
        source,
    })?;
    write(data, CERTIFICATE, made.cert.pem().as_bytes(), 0o644)?;
    write(
        data,
        KEY,
        made.signing_key.serialize_pem().as_bytes(),
        0o600,
    )
}

/// The host of an `https://host:port` address.
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or(rest);
    match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or(v6),
        None => authority.split(':').next().unwrap_or(authority),
    }
}

/// The certificate in PEM, as the directory publishes it.
pub fn certificate(data: &Path) -> Result<String, TlsError> {
    std::fs::read_to_string(data.join(CERTIFICATE)).map_err(|source| TlsError::Io {
        file: CERTIFICATE,
        source,
    })
}

/// The server's side: TLS 1.3 alone, post-quantum key exchange first, HTTP/2 and HTTP/1.1.
pub fn server_config(data: &Path) -> Result<Arc<rustls::ServerConfig>, TlsError> {
    use rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject};
    let unreadable = |file| {
        move |error| TlsError::Io {
            file,
            source: std::io::Error::other(error),
        }
    };
    let certificates = CertificateDer::pem_file_iter(data.join(CERTIFICATE))
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(unreadable(CERTIFICATE))?;
    let key = PrivateKeyDer::from_pem_file(data.join(KEY)).map_err(unreadable(KEY))?;
    let mut config =
        rustls::ServerConfig::builder_with_protocol_versions(&[&rustls::version::TLS13])
            .with_no_client_auth()
            .with_single_cert(certificates, key)
            .map_err(TlsError::Unusable)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

fn write(data: &Path, file: &'static str, bytes: &[u8], mode: u32) -> Result<(), TlsError> {
    let write = || {
        let mut out = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(mode)
            .open(data.join(file))?;
        out.write_all(bytes)?;
        out.sync_all()
    };
    write().map_err(|source| TlsError::Io { file, source })
}
