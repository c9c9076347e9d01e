//! The claims of the two kinds of entity statement (OpenID Federation 1.0 section 3).

use comity_treaty::{PartyFacts, StateCode};
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::required as seconds;
use serde::{Deserialize, Serialize};

use super::{EntityId, TrustMark};
use crate::canonical::CanonicalError;
use crate::document;
use crate::envelope::Standing;
use crate::jws::Typ;
use crate::keys::{PublicKeys, SigningKeys};

/// What an entity says of itself: issuer and subject are the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityConfiguration {
    /// The entity.
    pub iss: EntityId,
    /// The same entity.
    pub sub: EntityId,
    /// When it was signed (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// When it ends (seconds).
    #[serde(with = "seconds")]
    pub exp: Timestamp,
    /// Its keys. During a roll-over both pairs: the old with an end, the new with a start.
    pub jwks: PublicKeys,
    /// Who vouches for it: the register. Empty for the register itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authority_hints: Vec<EntityId>,
    /// What it is.
    pub metadata: Metadata,
    /// The marks the register gave it, if it wants to show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trust_marks: Vec<TrustMark>,
}

/// What the register says of a State's node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SubordinateStatement {
    /// The register.
    pub iss: EntityId,
    /// The node.
    pub sub: EntityId,
    /// When it was signed (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// When it ends (seconds). A node that cannot reach the register lives on it until then.
    #[serde(with = "seconds")]
    pub exp: Timestamp,
    /// The node's keys, the only ones believed.
    pub jwks: PublicKeys,
    /// What the node is, as the register has checked it.
    pub metadata: Metadata,
    /// Marks of the register about the node.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trust_marks: Vec<TrustMark>,
    /// The State Party behind the node.
    pub comity_party: Party,
}

/// The State Party behind a node.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// Whether the register lets the node act.
    pub standing: Standing,
    /// In force since when, declarations, reservations, languages (Articles 40, 42, 59-68).
    pub facts: PartyFacts,
}

/// What an entity is, by entity type.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    /// A node of Comity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comity_node: Option<NodeMetadata>,
    /// Members common to every federation entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation_entity: Option<FederationEntity>,
}

/// Entity type `comity_node`: all a peer must know to write to a State.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NodeMetadata {
    /// The State.
    pub state: StateCode,
    /// Its name, for people.
    pub name: String,
    /// Base URL of the routes for peers; never ends in a slash.
    pub endpoint: String,
    /// The certificate the node presents in TLS, PEM, pinned by peers. Absent where the public PKI is used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls_certificate: Option<String>,
    /// Verifier key of the node's custody log (C2SP vkey); its name is the log's origin.
    pub log: String,
    /// Verifier key under which the node cosigns the logs of others (C2SP vkey).
    pub cosigner: String,
    /// The age recipient evidence for this State is sealed to (`age1pq1...`).
    pub recipient: String,
}

/// Entity type `federation_entity` (OpenID Federation 1.0 section 5.1.1), the members we use.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FederationEntity {
    /// Who runs it, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    /// Where statements about members are had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation_fetch_endpoint: Option<String>,
    /// Where the members are listed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation_list_endpoint: Option<String>,
    /// Where former keys are had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub federation_historical_keys_endpoint: Option<String>,
}

impl EntityConfiguration {
    /// Signs it as the entity.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::EntityStatement, self, keys)
    }
}

impl SubordinateStatement {
    /// Signs it as the register.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::EntityStatement, self, keys)
    }
}
