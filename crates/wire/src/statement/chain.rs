//! From the pinned register to a member: verifying statements at a time.

use comity_treaty::StateCode;
use jiff::Timestamp;

use super::{
    ChainRefusal, EntityConfiguration, EntityId, Link, MAX_STATEMENT_BYTES, Member, NodeMetadata,
    SubordinateStatement,
};
use crate::canonical;
use crate::document::{self, DocumentError};
use crate::envelope::{MAX_CLOCK_AHEAD, Standing};
use crate::jws::{self, Typ};
use crate::keys::{Kid, PublicKeys};

/// The register a node has pinned.
#[derive(Debug, Clone, Copy)]
pub struct Register<'a> {
    /// Its identifier.
    pub id: &'a EntityId,
    /// Its keys.
    pub keys: &'a PublicKeys,
}

/// Verifies the chain from the pinned `register` over its statement to the node's own, at `now`.
///
/// The keys, metadata and facts of the [`Member`] are those the register vouches for; the node's own statement proves
/// that it holds the keys and names itself the same. Suspended and withdrawn members are refused.
pub fn verify_chain(
    register: Register<'_>,
    subordinate: &[u8],
    configuration: &[u8],
    now: Timestamp,
) -> Result<Member, ChainRefusal> {
    let statement = verify_subordinate(register, subordinate, now)?;
    let node = node_of(&statement)?;
    check_standing(statement.comity_party.standing, node.state)?;
    let own = verify_configuration(&statement.sub, &statement.jwks, configuration, now)?;
    check_claim(&own, node.state)?;
    let marks = statement.trust_marks.iter();
    let marks = marks.map(|mark| mark.open(register, &statement.sub, now));
    let marks = marks.collect::<Result<Vec<_>, _>>()?;
    let ends = marks.iter().map(|mark| mark.exp);
    Ok(Member {
        expires: ends.fold(statement.exp.min(own.exp), Timestamp::min),
        id: statement.sub,
        keys: statement.jwks,
        node,
        marks,
        facts: statement.comity_party.facts,
    })
}

/// Verifies the register's statement about a node, whatever the node's standing: to show it, or to pass it on.
pub fn verify_subordinate(
    register: Register<'_>,
    bytes: &[u8],
    now: Timestamp,
) -> Result<SubordinateStatement, ChainRefusal> {
    let link = Link::Subordinate;
    let statement: SubordinateStatement = open(link, bytes, register.keys, now)?;
    check_issuer(link, &statement.iss, register.id)?;
    check_time(link, statement.iat, statement.exp, now)?;
    Ok(statement)
}

/// Verifies what the node `id` says of itself, signed with keys that are already trusted.
pub fn verify_configuration(
    id: &EntityId,
    keys: &PublicKeys,
    bytes: &[u8],
    now: Timestamp,
) -> Result<EntityConfiguration, ChainRefusal> {
    let own: EntityConfiguration = open(Link::Configuration, bytes, keys, now)?;
    check_configuration(&own, id, now)?;
    Ok(own)
}

/// Verifies the register's statement about itself with the pinned keys. Its `jwks` are the keys to pin from now on:
/// this is how the register rolls over.
pub fn verify_register(
    register: Register<'_>,
    bytes: &[u8],
    now: Timestamp,
) -> Result<EntityConfiguration, ChainRefusal> {
    verify_configuration(register.id, register.keys, bytes, now)
}

/// Verifies that an entity's statement about itself is signed with keys it contains. This proves possession of the
/// keys and nothing else; the register uses it at enrolment, after comparing key ids over another channel.
pub fn verify_self_signed(
    id: &EntityId,
    bytes: &[u8],
    now: Timestamp,
) -> Result<EntityConfiguration, ChainRefusal> {
    let link = Link::Configuration;
    let claimed = claimed(bytes).map_err(|source| ChainRefusal::Document { link, source })?;
    verify_configuration(id, &claimed.jwks, bytes, now)
}

/// Whom an entity configuration says it is about. Nothing of it is verified: use it only to know what to verify.
pub fn claimed_subject(bytes: &[u8]) -> Result<EntityId, DocumentError> {
    Ok(claimed(bytes)?.sub)
}

/// When an entity configuration says it was signed. Nothing of it is verified: use it only to know at which time to.
pub fn claimed_date(bytes: &[u8]) -> Result<Timestamp, DocumentError> {
    Ok(claimed(bytes)?.iat)
}

/// With which keys a statement says it is signed. Nothing of it is verified here.
pub fn claimed_signers(bytes: &[u8]) -> Result<[Kid; 2], DocumentError> {
    let kids = jws::unverified_kids(bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES)?;
    Ok(kids)
}

fn claimed(bytes: &[u8]) -> Result<EntityConfiguration, DocumentError> {
    let payload = jws::unverified_payload(bytes, Typ::EntityStatement, MAX_STATEMENT_BYTES)?;
    Ok(canonical::from_bytes(&payload)?)
}

fn open<T: serde::de::DeserializeOwned>(
    link: Link,
    bytes: &[u8],
    keys: &PublicKeys,
    now: Timestamp,
) -> Result<T, ChainRefusal> {
    let lookup = |kid: &_| keys.get(kid).cloned();
    document::open(
        bytes,
        Typ::EntityStatement,
        MAX_STATEMENT_BYTES,
        now,
        lookup,
    )
    .map(|(document, _)| document)
    .map_err(|source| ChainRefusal::Document { link, source })
}

fn check_configuration(
    own: &EntityConfiguration,
    id: &EntityId,
    now: Timestamp,
) -> Result<(), ChainRefusal> {
    let link = Link::Configuration;
    check_issuer(link, &own.iss, id)?;
    if own.sub != *id {
        let (found, expected) = (own.sub.clone(), id.clone());
        return Err(ChainRefusal::Subject {
            link,
            found,
            expected,
        });
    }
    check_time(link, own.iat, own.exp, now)
}

fn check_issuer(link: Link, found: &EntityId, expected: &EntityId) -> Result<(), ChainRefusal> {
    if found == expected {
        return Ok(());
    }
    let (found, expected) = (found.clone(), expected.clone());
    Err(ChainRefusal::Issuer {
        link,
        found,
        expected,
    })
}

fn check_time(
    link: Link,
    iat: Timestamp,
    exp: Timestamp,
    now: Timestamp,
) -> Result<(), ChainRefusal> {
    if iat.duration_since(now) > MAX_CLOCK_AHEAD {
        return Err(ChainRefusal::NotYet { link, iat, now });
    }
    if exp <= now {
        return Err(ChainRefusal::Expired { link, exp });
    }
    Ok(())
}

fn check_standing(standing: Standing, state: StateCode) -> Result<(), ChainRefusal> {
    match standing {
        Standing::Active => Ok(()),
        Standing::Suspended => Err(ChainRefusal::Suspended(state)),
        Standing::Withdrawn => Err(ChainRefusal::Withdrawn(state)),
    }
}

fn node_of(statement: &SubordinateStatement) -> Result<NodeMetadata, ChainRefusal> {
    let node = statement.metadata.comity_node.clone();
    node.ok_or(ChainRefusal::NoNode(Link::Subordinate))
}

fn check_claim(own: &EntityConfiguration, vouched: StateCode) -> Result<(), ChainRefusal> {
    let node = own.metadata.comity_node.as_ref();
    let claimed = node.ok_or(ChainRefusal::NoNode(Link::Configuration))?.state;
    if claimed == vouched {
        return Ok(());
    }
    Err(ChainRefusal::State { vouched, claimed })
}
