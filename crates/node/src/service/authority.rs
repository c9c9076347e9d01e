//! The certificates of an authority that the system does not trust.

use rustls::pki_types::{CertificateDer, pem::PemObject};
use std::path::Path;

use super::ServiceError;

/// Reads the PEM file that this key of `node.toml` names; its path counts from the data folder. A file without a certificate
/// would trust nobody, and be noticed when it is first spoken to.
pub(crate) fn read(data: &Path, key: &'static str, name: &str) -> Result<Vec<u8>, ServiceError> {
    let no = || ServiceError::Authority(key, name.to_owned());
    let pem = std::fs::read(data.join(name)).map_err(|_| no())?;
    let found: Result<Vec<CertificateDer<'_>>, _> = CertificateDer::pem_slice_iter(&pem).collect();
    match found {
        Ok(found) if !found.is_empty() => Ok(pem),
        _ => Err(no()),
    }
}
