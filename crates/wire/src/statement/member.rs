//! A member as the verified chain shows it.

use comity_treaty::{PartyFacts, StateCode};
use jiff::Timestamp;

use super::{EntityId, Mark, NodeMetadata};
use crate::envelope::{KnownKey, Standing};
use crate::keys::{Kid, PublicKeys};

/// A State's node as a verified chain shows it: active, and believed until `expires`.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The node's identifier.
    pub id: EntityId,
    /// Its keys, those the register vouches for.
    pub keys: PublicKeys,
    /// What it is, as the register has checked it.
    pub node: NodeMetadata,
    /// The register's marks about it.
    pub marks: Vec<Mark>,
    /// Treaty facts: the input of every decision about this State.
    pub facts: PartyFacts,
    /// First instant at which the chain has ended.
    pub expires: Timestamp,
}

impl Member {
    /// The State.
    pub fn state(&self) -> StateCode {
        self.node.state
    }

    /// The key with this id, as [`crate::envelope::open`] wants it.
    pub fn known_key(&self, kid: &Kid) -> Option<KnownKey> {
        self.keys.get(kid).map(|key| KnownKey {
            key: key.clone(),
            holder: self.node.state,
            standing: Standing::Active,
        })
    }
}
