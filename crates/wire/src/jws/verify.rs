//! Verification: everything about the signatures, before anything about the payload.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use jiff::Timestamp;
use serde::Deserialize;

use super::scan::Parts;
use super::{SUITE, Typ, header};
use crate::keys::{Algorithm, Kid, PublicKey};
use crate::problem::ProblemType;

/// Why a signed document is not believed. Its payload was not looked at.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JwsError {
    /// Longer than this kind of document may be.
    #[error(
        "the document has {found} bytes, the limit is {limit}; send less, or send evidence as a package"
    )]
    Oversized {
        /// Its length in bytes.
        found: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// It ends too early.
    #[error("the document ends at byte {at}, in the middle; send it again whole")]
    Truncated {
        /// Offset of the end.
        at: usize,
    },
    /// It is not the one allowed serialisation: spaces, other members, one or three signatures, trailing bytes.
    #[error(
        "the document departs from the canonical General JSON Serialization at byte {at}; see docs/formats"
    )]
    Malformed {
        /// Offset of the first byte that should be another.
        at: usize,
    },
    /// A field is not base64url in its one canonical form.
    #[error("the {field} is not canonical base64url without padding")]
    Base64 {
        /// `payload`, `protected` or `signature`.
        field: &'static str,
    },
    /// A protected header is not exactly `alg`, `kid`, `typ`: unknown, critical, repeated or re-ordered members.
    #[error("the protected header of signature {position} is not exactly alg, kid and typ")]
    Header {
        /// 0 or 1.
        position: usize,
    },
    /// The algorithm at this position is not the suite's.
    #[error(
        "signature {position} says {found:?} where the suite has {expected}; there is no negotiation"
    )]
    Algorithm {
        /// 0 or 1.
        position: usize,
        /// What the suite has there.
        expected: Algorithm,
        /// What the header says.
        found: String,
    },
    /// A document of another kind.
    #[error("the document is signed as {found:?}, expected {expected:?}")]
    Typ {
        /// The kind wanted here.
        expected: &'static str,
        /// What the header says.
        found: String,
    },
    /// Nobody we trust holds this key.
    #[error(
        "no trusted holder of key {kid:?}; fetch the directory, or ask the sender to have the key published"
    )]
    UnknownKey {
        /// The id in the header.
        kid: String,
    },
    /// The signature is not this key's over this payload.
    #[error("the {algorithm} signature does not match; the document was forged or damaged")]
    Forged {
        /// Which of the two failed.
        algorithm: Algorithm,
    },
    /// The signature is good, but the key is not valid at this time.
    #[error("key {kid} is not valid at {at}; sign with a current key")]
    KeyNotValid {
        /// The key.
        kid: Kid,
        /// The time asked about.
        at: Timestamp,
    },
}

impl JwsError {
    /// The row of the problem registry.
    pub fn problem_type(&self) -> ProblemType {
        match self {
            Self::Oversized { .. } => ProblemType::Oversized,
            Self::Truncated { .. } => ProblemType::Truncated,
            Self::Malformed { .. }
            | Self::Base64 { .. }
            | Self::Header { .. }
            | Self::Typ { .. } => ProblemType::Malformed,
            Self::Algorithm { .. } => ProblemType::WrongSuite,
            Self::UnknownKey { .. } => ProblemType::UnknownKey,
            Self::Forged { .. } => ProblemType::Forged,
            Self::KeyNotValid { .. } => ProblemType::KeyNotValid,
        }
    }
}

/// A payload that two known, valid keys have signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The payload bytes, as they were signed.
    pub payload: Vec<u8>,
    /// The ids of the EdDSA and the ML-DSA-65 key.
    pub kids: [Kid; 2],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    alg: String,
    kid: String,
    typ: String,
}

/// Verifies a signed document of at most `limit` bytes, of kind `typ`, with keys found by `lookup` and valid at
/// `at`. Whether the two keys belong to one holder, and to the right one, is the caller's question.
pub fn verify(
    bytes: &[u8],
    typ: Typ,
    limit: usize,
    at: Timestamp,
    mut lookup: impl FnMut(&Kid) -> Option<PublicKey>,
) -> Result<Verified, JwsError> {
    if bytes.len() > limit {
        return Err(JwsError::Oversized {
            found: bytes.len(),
            limit,
        });
    }
    let parts = Parts::scan(bytes)?;
    let payload = decode(parts.payload, "payload")?;
    let mut keys = Vec::with_capacity(SUITE.len());
    for position in 0..SUITE.len() {
        keys.push(key_of(&parts, position, typ, &mut lookup)?);
    }
    for (key, (protected, signature)) in keys.iter().zip(parts.signatures) {
        check_signature(key, protected, parts.payload, signature)?;
    }
    keys.iter().try_for_each(|key| check_time(key, at))?;
    Ok(Verified {
        payload,
        kids: [keys[0].kid().clone(), keys[1].kid().clone()],
    })
}

fn key_of(
    parts: &Parts<'_>,
    position: usize,
    typ: Typ,
    lookup: &mut impl FnMut(&Kid) -> Option<PublicKey>,
) -> Result<PublicKey, JwsError> {
    let found = read_header(parts.signatures[position].0, position, typ)?;
    let unknown = || JwsError::UnknownKey {
        kid: found.kid.clone(),
    };
    let kid: Kid = found.kid.parse().map_err(|_| unknown())?;
    // A key of the other algorithm under this id would be a fault of the directory; it is as good as none.
    lookup(&kid)
        .filter(|key| key.algorithm() == SUITE[position])
        .ok_or_else(unknown)
}

fn read_header(protected: &str, position: usize, typ: Typ) -> Result<Header, JwsError> {
    let bytes = decode(protected, "protected")?;
    let found: Header =
        serde_json::from_slice(&bytes).map_err(|_| JwsError::Header { position })?;
    let expected = SUITE[position];
    if found.alg != expected.name() {
        return Err(JwsError::Algorithm {
            position,
            expected,
            found: found.alg,
        });
    }
    if found.typ != typ.name() {
        return Err(JwsError::Typ {
            expected: typ.name(),
            found: found.typ,
        });
    }
    if header(expected, &found.kid, typ).as_bytes() != bytes {
        return Err(JwsError::Header { position });
    }
    Ok(found)
}

fn check_signature(
    key: &PublicKey,
    protected: &str,
    payload: &str,
    signature: &str,
) -> Result<(), JwsError> {
    let signature = decode(signature, "signature")?;
    if key.verifies(format!("{protected}.{payload}").as_bytes(), &signature) {
        return Ok(());
    }
    Err(JwsError::Forged {
        algorithm: key.algorithm(),
    })
}

fn check_time(key: &PublicKey, at: Timestamp) -> Result<(), JwsError> {
    if key.validity().holds(at) {
        return Ok(());
    }
    Err(JwsError::KeyNotValid {
        kid: key.kid().clone(),
        at,
    })
}

fn decode(text: &str, field: &'static str) -> Result<Vec<u8>, JwsError> {
    BASE64URL
        .decode(text)
        .map_err(|_| JwsError::Base64 { field })
}
