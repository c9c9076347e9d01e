//! Canonical JSON (RFC 8785): one document, one byte string.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Why a document is not the canonical form of what it says.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// The bytes are no JSON, or not the document expected here.
    #[error("the document does not parse; the sender must follow docs/formats")]
    Unparsable(#[source] serde_json::Error),
    /// The bytes parse, but another byte string is the canonical one: repeated members, other order, spaces, or
    /// numbers that do not survive.
    #[error(
        "the document is not in canonical form (RFC 8785); the sender must serialise it canonically"
    )]
    NotCanonical,
    /// A value of ours has no canonical form: a map with non-text keys, or a number JSON cannot carry.
    #[error("the document has no canonical form; this is a fault in the program that built it")]
    Unserialisable(#[source] serde_json::Error),
}

/// The canonical bytes of `document`. Integers above 2^53 do not survive: no document of ours has any.
pub fn to_bytes<T: Serialize>(document: &T) -> Result<Vec<u8>, CanonicalError> {
    serde_jcs::to_vec(document).map_err(CanonicalError::Unserialisable)
}

/// Parses `bytes` as a `T`, and refuses any but the canonical byte string.
///
/// The comparison goes through an untyped value, so it also finds what the type would forgive: a repeated member
/// deep inside a message, or an order that only another parser would notice.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, CanonicalError> {
    let value: serde_json::Value =
        serde_json::from_slice(bytes).map_err(CanonicalError::Unparsable)?;
    if to_bytes(&value)? != bytes {
        return Err(CanonicalError::NotCanonical);
    }
    serde_json::from_value(value).map_err(CanonicalError::Unparsable)
}
