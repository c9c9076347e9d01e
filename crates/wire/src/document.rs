//! A signed canonical document: what statements, directory, manifest and historical keys have in common.

use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::canonical::{self, CanonicalError};
use crate::jws::{self, JwsError, Typ};
use crate::keys::{Kid, PublicKey, SigningKeys};
use crate::problem::ProblemType;

/// Why a signed document is not read.
#[derive(Debug, thiserror::Error)]
pub enum DocumentError {
    /// The signatures are not believed; the payload was not read.
    #[error("the document's signatures are not believed")]
    Signatures(#[from] JwsError),
    /// The payload is not the canonical form of the document expected.
    #[error("the document's payload is malformed; see docs/formats")]
    Payload(#[from] CanonicalError),
}

impl DocumentError {
    /// The row of the problem registry.
    pub fn problem_type(&self) -> ProblemType {
        match self {
            Self::Signatures(refusal) => refusal.problem_type(),
            Self::Payload(_) => ProblemType::Malformed,
        }
    }
}

pub(crate) fn seal<T: Serialize>(
    typ: Typ,
    document: &T,
    keys: &SigningKeys,
) -> Result<Vec<u8>, CanonicalError> {
    Ok(jws::sign(typ, &canonical::to_bytes(document)?, keys))
}

pub(crate) fn open<T: DeserializeOwned>(
    bytes: &[u8],
    typ: Typ,
    limit: usize,
    at: Timestamp,
    lookup: impl FnMut(&Kid) -> Option<PublicKey>,
) -> Result<(T, [Kid; 2]), DocumentError> {
    let verified = jws::verify(bytes, typ, limit, at, lookup)?;
    Ok((canonical::from_bytes(&verified.payload)?, verified.kids))
}
