//! Verifying a signed read.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;

use super::base::{self, GetRequest};
use super::{MAX_LIFETIME, SignedHeaders};
use crate::envelope::MAX_CLOCK_AHEAD;
use crate::keys::{Algorithm, Kid, PublicKey};
use crate::problem::{Problem, ProblemType};

/// Who signed a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    /// The key.
    pub kid: Kid,
    /// The random nonce: with the key id, identifies the request until it expires.
    pub nonce: String,
    /// When the signature ends.
    pub expires: Timestamp,
}

/// Why a signed read is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestRefusal {
    /// The headers are not the profile's rendering.
    #[error("the Signature-Input and Signature headers do not follow docs/formats/node-get.md")]
    Malformed,
    /// Nobody we trust holds this key.
    #[error("no trusted holder of key {0}; fetch the directory")]
    UnknownKey(Kid),
    /// The key is not valid now.
    #[error("key {0} is not valid now; sign with a current key")]
    KeyNotValid(Kid),
    /// The signature does not match the request.
    #[error(
        "the signature does not match the request as it arrived; check proxies that rewrite host or path"
    )]
    Forged,
    /// Created in the future.
    #[error("the request was created in the future; set the clocks")]
    NotYet,
    /// Ended.
    #[error("the signature has ended; sign again")]
    Expired,
    /// A longer life than the profile allows.
    #[error("the signature lives longer than five minutes; sign for a shorter time")]
    TooLong,
}

impl RequestRefusal {
    /// The answer to send.
    pub fn problem(&self) -> Problem {
        Problem::new(ProblemType::RequestSignature, self.to_string())
    }
}

/// Verifies the two headers against the request as it arrived.
pub fn verify(
    request: GetRequest<'_>,
    headers: &SignedHeaders,
    now: Timestamp,
    mut lookup: impl FnMut(&Kid) -> Option<PublicKey>,
) -> Result<Signer, RequestRefusal> {
    let (params, signature) = parse(headers).ok_or(RequestRefusal::Malformed)?;
    let (created, expires, nonce, kid) =
        base::parse_params(params).ok_or(RequestRefusal::Malformed)?;
    let kid: Kid = kid.parse().map_err(|_| RequestRefusal::Malformed)?;
    let key = lookup(&kid).filter(|key| key.algorithm() == Algorithm::EdDsa);
    let key = key.ok_or_else(|| RequestRefusal::UnknownKey(kid.clone()))?;
    if !key.verifies(request.base(params).as_bytes(), &signature) {
        return Err(RequestRefusal::Forged);
    }
    if !key.validity().holds(now) {
        return Err(RequestRefusal::KeyNotValid(kid));
    }
    let expires = check_window(created, expires, now)?;
    let nonce = nonce.to_owned();
    Ok(Signer {
        kid,
        nonce,
        expires,
    })
}

fn parse(headers: &SignedHeaders) -> Option<(&str, Vec<u8>)> {
    let labelled = |value: &'_ str| -> Option<usize> {
        value.strip_prefix(base::LABEL)?.strip_prefix('=')?;
        Some(base::LABEL.len() + 1)
    };
    let params = &headers.signature_input[labelled(&headers.signature_input)?..];
    let signature = &headers.signature[labelled(&headers.signature)?..];
    let encoded = signature.strip_prefix(':')?.strip_suffix(':')?;
    Some((params, BASE64.decode(encoded).ok()?))
}

fn check_window(created: i64, expires: i64, now: Timestamp) -> Result<Timestamp, RequestRefusal> {
    let time = |seconds| Timestamp::from_second(seconds).map_err(|_| RequestRefusal::Malformed);
    let (created, expires) = (time(created)?, time(expires)?);
    if created.duration_since(now) > MAX_CLOCK_AHEAD {
        return Err(RequestRefusal::NotYet);
    }
    if expires <= now {
        return Err(RequestRefusal::Expired);
    }
    if expires.duration_since(created) > MAX_LIFETIME {
        return Err(RequestRefusal::TooLong);
    }
    Ok(expires)
}
