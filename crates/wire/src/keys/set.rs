//! The public keys of one holder.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Algorithm, KeyError, Kid, PublicKey, Validity};

/// The public keys of one State's node (or of the register): a JWK Set. Usually one pair; during a roll-over two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Wire", into = "Wire")]
pub struct PublicKeys {
    keys: Vec<PublicKey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    keys: Vec<PublicKey>,
}

impl PublicKeys {
    /// A set of keys, in the order they are published.
    pub fn new(keys: Vec<PublicKey>) -> Result<Self, KeyError> {
        for (position, key) in keys.iter().enumerate() {
            if keys[..position]
                .iter()
                .any(|earlier| earlier.kid() == key.kid())
            {
                return Err(KeyError::Repeated(key.kid().clone()));
            }
        }
        Ok(Self { keys })
    }

    /// The key with this id.
    pub fn get(&self, kid: &Kid) -> Option<&PublicKey> {
        self.keys.iter().find(|key| key.kid() == kid)
    }

    /// All keys.
    pub fn iter(&self) -> impl Iterator<Item = &PublicKey> {
        self.keys.iter()
    }

    /// The keys of one algorithm that are valid at `at`.
    pub fn valid_at(
        &self,
        algorithm: Algorithm,
        at: Timestamp,
    ) -> impl Iterator<Item = &PublicKey> {
        self.keys
            .iter()
            .filter(move |key| key.algorithm() == algorithm && key.validity().holds(at))
    }

    /// Every key of the set, believed only within `validity`: the old pair gets an end, the new pair a start.
    #[must_use]
    pub fn valid(self, validity: Validity) -> Self {
        Self {
            keys: self
                .keys
                .into_iter()
                .map(|key| key.valid(validity))
                .collect(),
        }
    }

    /// This set followed by `other`: old keys and new ones side by side, for a roll-over.
    pub fn with(&self, other: &Self) -> Result<Self, KeyError> {
        Self::new(self.keys.iter().chain(&other.keys).cloned().collect())
    }
}

impl TryFrom<Wire> for PublicKeys {
    type Error = KeyError;

    fn try_from(wire: Wire) -> Result<Self, KeyError> {
        Self::new(wire.keys)
    }
}

impl From<PublicKeys> for Wire {
    fn from(set: PublicKeys) -> Self {
        Self { keys: set.keys }
    }
}
