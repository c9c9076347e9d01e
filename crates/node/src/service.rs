//! A service of the State's own that `node.toml` names: its secret, its certificates, and the HTTP client that speaks to it.

mod authority;
mod secret;

use reqwest::Url;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;
use zeroize::Zeroizing;

pub(crate) use authority::read as authority;
pub use secret::SecretError;

/// Why a service cannot be spoken to.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// A secret.
    #[error(transparent)]
    Secret(#[from] SecretError),
    /// The certificates: the key that names their file, and the file.
    #[error("{0}: {1}: expected a file with certificates in PEM")]
    Authority(&'static str, String),
    /// The HTTP client: the section that asks for it.
    #[error("{0}: no HTTP client can be made")]
    Http(&'static str, #[source] reqwest::Error),
}

/// The one line of a secret file; its path counts from the data folder.
pub(crate) fn secret(data: &Path, name: &str) -> Result<Zeroizing<String>, ServiceError> {
    Ok(secret::read(data, name)?)
}

/// An HTTP client that trusts the system's authorities, or only those of the file that this key of `section` names. It asks
/// what was configured, and nobody whom an answer points at.
pub(crate) fn client(
    data: &Path,
    (section, key): (&'static str, &'static str),
    ca_file: Option<&str>,
    patience: Duration,
) -> Result<reqwest::Client, ServiceError> {
    let mut builder = reqwest::Client::builder()
        .timeout(patience)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy();
    if let Some(name) = ca_file {
        let pem = authority(data, key, name)?;
        let no = |_| ServiceError::Authority(key, name.to_owned());
        let certificates = reqwest::Certificate::from_pem_bundle(&pem).map_err(no)?;
        builder = builder.tls_certs_only(certificates);
    }
    let no = |source| ServiceError::Http(section, source);
    builder.build().map_err(no)
}

/// Whether this is an https address of a host without user and password; http only on this machine.
pub(crate) fn is_address(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let plain = url.scheme() == "http" && is_this_machine(host);
    let named = url.username().is_empty() && url.password().is_none();
    !host.is_empty() && named && (url.scheme() == "https" || plain)
}

/// Whether this host is the machine itself.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}
