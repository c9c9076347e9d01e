//! The compact JWT (RFC 7519, RFC 7515 section 7.1) with EdDSA alone: what ordinary OpenID Federation libraries
//! read. We accept it nowhere but for trust marks, which stand inside a statement under both signatures.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::canonical::{self, CanonicalError};
use crate::jws::{JwsError, Typ, header};
use crate::keys::{Algorithm, Kid, PublicKey, SigningKeys};

/// The compact rendering of a document: the same canonical payload, signed with EdDSA.
pub fn sign<T: Serialize>(
    typ: Typ,
    document: &T,
    keys: &SigningKeys,
) -> Result<String, CanonicalError> {
    let algorithm = Algorithm::EdDsa;
    let header = header(algorithm, keys.kid(algorithm).as_str(), typ);
    let payload = BASE64URL.encode(canonical::to_bytes(document)?);
    let input = format!("{}.{payload}", BASE64URL.encode(header));
    let signature = BASE64URL.encode(keys.sign(algorithm, input.as_bytes()));
    Ok(format!("{input}.{signature}"))
}

/// Why a compact JWT is not read.
#[derive(Debug, thiserror::Error)]
pub enum CompactError {
    /// Not three base64url parts.
    #[error("the token is not header.payload.signature in base64url")]
    Form,
    /// The signature is not believed.
    #[error("the token's signature is not believed")]
    Signature(#[from] JwsError),
    /// The payload is malformed.
    #[error("the token's payload is malformed")]
    Payload(#[from] CanonicalError),
}

/// Verifies a compact JWT that one of `keys` signed with EdDSA, valid at `at`.
pub(crate) fn open<'k, T: DeserializeOwned>(
    token: &str,
    typ: Typ,
    at: Timestamp,
    keys: impl Fn(&Kid) -> Option<&'k PublicKey>,
) -> Result<T, CompactError> {
    let (input, signature) = token.rsplit_once('.').ok_or(CompactError::Form)?;
    let (protected, payload) = input.split_once('.').ok_or(CompactError::Form)?;
    let [protected, payload, signature] = [protected, payload, signature]
        .map(|part| BASE64URL.decode(part).map_err(|_| CompactError::Form));
    let kid = crate::jws::read_header(&protected?, 0, typ)?;
    let unknown = JwsError::UnknownKey {
        kid: kid.to_string(),
    };
    let key = keys(&kid).ok_or(unknown)?;
    crate::jws::check_signature(key, input.as_bytes(), &signature?)?;
    crate::jws::check_time(key, at)?;
    Ok(canonical::from_bytes(&payload?)?)
}
