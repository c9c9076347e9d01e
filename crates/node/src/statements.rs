//! What nodes and the register say, before it is signed.

use comity_treaty::StateCode;
use comity_wire::statement::{
    EntityConfiguration, EntityId, FederationEntity, HistoricalKeys, Metadata, NodeMetadata,
};
use jiff::{SignedDuration, Timestamp};
use std::path::Path;

use crate::config::Config;
use crate::keys::NodeKeys;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::rollover::{self, RolloverError};
use crate::tls;

pub(crate) const UNSIGNED: &str =
    "the statement cannot be signed; report this as a fault of the program";

/// How long a node's own statement lasts. Its keys are the register's to vouch for.
const CONFIGURATION_LASTS: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Whole seconds: OpenID statements count no finer time.
pub(crate) fn second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

impl Node {
    /// What this node says of itself.
    pub fn entity_configuration(&self) -> Result<Vec<u8>, Refusal> {
        let own = own(&self.data, &self.config, &self.keys, self.world.now());
        let own = own.map_err(Refusal::fault(
            "the node's keys or its TLS certificate cannot be read",
        ))?;
        own.seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))
    }

    /// The keys this node used before its present ones.
    pub fn historical_keys(&self) -> Result<Vec<u8>, Refusal> {
        let document = HistoricalKeys {
            iss: self.entity()?,
            iat: second(self.world.now()),
            keys: self.former_keys()?,
        };
        document
            .seal(&self.keys.signing)
            .map_err(Refusal::fault(UNSIGNED))
    }
}

/// What the node of a folder says of itself, with all its keys that count.
pub(crate) fn own(
    data: &Path,
    config: &Config,
    keys: &NodeKeys,
    now: Timestamp,
) -> Result<EntityConfiguration, RolloverError> {
    let jwks = rollover::named_keys(data, keys.signing.public(), now)?;
    let own = configuration(config, keys, &tls::certificate(data)?, now);
    Ok(EntityConfiguration { jwks, ..own })
}

/// What a node says of itself.
fn configuration(
    config: &Config,
    keys: &NodeKeys,
    certificate: &str,
    now: Timestamp,
) -> EntityConfiguration {
    let entity: Option<EntityId> = config.url.parse().ok();
    // INVARIANT (address): `comity init` refuses an address that is no entity identifier.
    let entity = entity.expect("the node's address is an entity identifier");
    let register = config
        .register
        .as_ref()
        .and_then(|register| register.url.parse().ok());
    let node = config.state.as_deref().and_then(|state| state.parse().ok());
    EntityConfiguration {
        iss: entity.clone(),
        sub: entity,
        iat: second(now),
        exp: second(now) + CONFIGURATION_LASTS,
        jwks: keys.signing.public().clone(),
        authority_hints: register.into_iter().collect(),
        metadata: Metadata {
            comity_node: node.map(|state| node_metadata(config, keys, certificate, state)),
            federation_entity: Some(federation_entity(config)),
        },
        trust_marks: Vec::new(),
    }
}

fn node_metadata(
    config: &Config,
    keys: &NodeKeys,
    certificate: &str,
    state: StateCode,
) -> NodeMetadata {
    NodeMetadata {
        state,
        name: config.name.clone(),
        endpoint: config.url.trim_end_matches('/').to_owned(),
        tls_certificate: Some(certificate.to_owned()),
        log: keys.log.verifier().to_string(),
        cosigner: keys.witness.verifier().to_string(),
        recipient: keys.sealing.recipient().to_string(),
    }
}

fn federation_entity(config: &Config) -> FederationEntity {
    let url = config.url.trim_end_matches('/');
    let register = config.state.is_none();
    FederationEntity {
        organization_name: Some(config.name.clone()),
        federation_fetch_endpoint: register.then(|| format!("{url}/federation/fetch")),
        federation_list_endpoint: register.then(|| format!("{url}/federation/list")),
        federation_historical_keys_endpoint: Some(format!("{url}/federation/historical-keys")),
    }
}
