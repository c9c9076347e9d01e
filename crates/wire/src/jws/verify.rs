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
    let parts = scan(bytes, limit)?;
    let payload = decode(parts.payload, "payload")?;
    let mut keys = Vec::with_capacity(SUITE.len());
    for (position, (protected, _)) in parts.signatures.iter().enumerate() {
        let kid = read_header(&decode(protected, "protected")?, position, typ)?;
        keys.push(find(&kid, position, &mut lookup)?);
    }
    for (key, (protected, signature)) in keys.iter().zip(parts.signatures) {
        let input = format!("{protected}.{}", parts.payload);
        check_signature(key, input.as_bytes(), &decode(signature, "signature")?)?;
    }
    keys.iter().try_for_each(|key| check_time(key, at))?;
    let kids = [keys[0].kid().clone(), keys[1].kid().clone()];
    Ok(Verified { payload, kids })
}

/// The payload of a well-formed document whose signatures nobody has checked. Only for a document that carries its
/// own keys, and only to find them.
pub(crate) fn unverified_payload(
    bytes: &[u8],
    typ: Typ,
    limit: usize,
) -> Result<Vec<u8>, JwsError> {
    unverified_kids(bytes, typ, limit)?;
    decode(scan(bytes, limit)?.payload, "payload")
}

/// The ids of the keys that a well-formed document names, whose signatures nobody has checked here.
pub(crate) fn unverified_kids(bytes: &[u8], typ: Typ, limit: usize) -> Result<[Kid; 2], JwsError> {
    let parts = scan(bytes, limit)?;
    let kid = |position: usize| {
        let (protected, _) = parts.signatures[position];
        read_header(&decode(protected, "protected")?, position, typ)
    };
    Ok([kid(0)?, kid(1)?])
}

fn scan(bytes: &[u8], limit: usize) -> Result<Parts<'_>, JwsError> {
    if bytes.len() > limit {
        let found = bytes.len();
        return Err(JwsError::Oversized { found, limit });
    }
    Parts::scan(bytes)
}

/// Reads a decoded protected header, which must be the one rendering of the suite's algorithm at `position`, a key
/// id and `typ`.
pub(crate) fn read_header(bytes: &[u8], position: usize, typ: Typ) -> Result<Kid, JwsError> {
    let found: Header = serde_json::from_slice(bytes).map_err(|_| JwsError::Header { position })?;
    let expected = SUITE[position];
    if found.alg != expected.name() {
        let found = found.alg;
        return Err(JwsError::Algorithm {
            position,
            expected,
            found,
        });
    }
    if found.typ != typ.name() {
        let (expected, found) = (typ.name(), found.typ);
        return Err(JwsError::Typ { expected, found });
    }
    if header(expected, &found.kid, typ).as_bytes() != bytes {
        return Err(JwsError::Header { position });
    }
    let kid = found.kid.parse();
    kid.map_err(|_| JwsError::UnknownKey { kid: found.kid })
}

/// A key of the other algorithm under this id would be a fault of the directory; it is as good as none.
fn find(
    kid: &Kid,
    position: usize,
    lookup: &mut impl FnMut(&Kid) -> Option<PublicKey>,
) -> Result<PublicKey, JwsError> {
    let key = lookup(kid).filter(|key| key.algorithm() == SUITE[position]);
    key.ok_or_else(|| JwsError::UnknownKey {
        kid: kid.to_string(),
    })
}

pub(crate) fn check_signature(
    key: &PublicKey,
    input: &[u8],
    signature: &[u8],
) -> Result<(), JwsError> {
    if key.verifies(input, signature) {
        return Ok(());
    }
    let algorithm = key.algorithm();
    Err(JwsError::Forged { algorithm })
}

pub(crate) fn check_time(key: &PublicKey, at: Timestamp) -> Result<(), JwsError> {
    if key.validity().holds(at) {
        return Ok(());
    }
    let kid = key.kid().clone();
    Err(JwsError::KeyNotValid { kid, at })
}

/// Whether what these keys signed `at`, by its own word, is believed when it comes only `now`.
pub(crate) fn check_held(
    keys: &[PublicKey],
    at: Timestamp,
    now: Timestamp,
) -> Result<(), JwsError> {
    match keys.iter().find(|key| !key.validity().held(at, now)) {
        None => Ok(()),
        Some(key) => Err(JwsError::KeyNotValid {
            kid: key.kid().clone(),
            at,
        }),
    }
}

fn decode(text: &str, field: &'static str) -> Result<Vec<u8>, JwsError> {
    BASE64URL
        .decode(text)
        .map_err(|_| JwsError::Base64 { field })
}
