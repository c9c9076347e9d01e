//! What nodes and the register say, before it is signed.

use comity_treaty::StateCode;
use comity_wire::statement::{
    EntityConfiguration, EntityId, FederationEntity, Metadata, NodeMetadata,
};
use jiff::{SignedDuration, Timestamp};

use crate::config::Config;
use crate::keys::NodeKeys;

/// How long a node's own statement lasts. Its keys are the register's to vouch for.
const CONFIGURATION_LASTS: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Whole seconds: OpenID statements count no finer time.
pub(crate) fn second(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second()).unwrap_or(at)
}

/// What a node says of itself.
pub(crate) fn configuration(
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
