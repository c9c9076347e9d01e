//! Former keys (OpenID Federation 1.0 section 8.7), so that a court can check what an old key signed.

use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::required as seconds;
use serde::{Deserialize, Serialize};

use super::{EntityId, MAX_STATEMENT_BYTES};
use crate::canonical::CanonicalError;
use crate::document::{self, DocumentError};
use crate::jws::Typ;
use crate::keys::{KeyError, PublicKey, PublicKeys, SigningKeys};

/// The former keys of an entity, each with its end, and with its revocation if it was revoked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HistoricalKeys {
    /// The entity.
    pub iss: EntityId,
    /// When it was signed (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// The keys.
    pub keys: Vec<PublicKey>,
}

impl HistoricalKeys {
    /// Signs the list with the entity's current keys.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::HistoricalKeys, self, keys)
    }

    /// Reads a list that the current `keys` of its entity signed.
    pub fn open(bytes: &[u8], keys: &PublicKeys, now: Timestamp) -> Result<Self, DocumentError> {
        let lookup = |kid: &_| keys.get(kid).cloned();
        let typ = Typ::HistoricalKeys;
        Ok(document::open(bytes, typ, MAX_STATEMENT_BYTES, now, lookup)?.0)
    }

    /// The former keys together with the `current` ones: to check a signature at its own time.
    pub fn and(&self, current: &PublicKeys) -> Result<PublicKeys, KeyError> {
        let former = self
            .keys
            .iter()
            .filter(|key| current.get(key.kid()).is_none());
        PublicKeys::new(former.chain(current.iter()).cloned().collect())
    }
}
