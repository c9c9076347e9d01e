//! Taking a State's node in, and its new keys: by which statement, judged when, and what becomes of the keys before.

use comity_treaty::{PartyFacts, StateCode};
use comity_wire::envelope::Standing;
use comity_wire::keys::{
    FORMER_BELIEVED, Kid, PublicKey, PublicKeys, Revocation, RevocationReason, Validity,
};
use comity_wire::statement::{
    ChainRefusal, EntityConfiguration, claimed_date, claimed_signers, claimed_subject,
    verify_configuration, verify_self_signed,
};
use jiff::{SignedDuration, Timestamp};

use super::{Enrolled, Members};
use crate::expected;
use crate::refusal::Refusal;
use crate::statements::second;

/// A statement of the node that is older than this is replaced by its next one, so that none ever comes near its end.
const RENEW_AFTER: SignedDuration = SignedDuration::from_hours(24 * 30);

/// What ties the keys of a statement to those that the register vouched for before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerKeys {
    /// They signed it.
    Sign,
    /// They are lost or in other hands: the Secretariat has made sure over another channel, and revokes them.
    Lost,
}

/// Takes a statement in among the members.
pub(super) fn take(
    members: &mut Members,
    offered: &str,
    facts: &PartyFacts,
    former: FormerKeys,
    now: Timestamp,
) -> Result<(), Refusal> {
    let state = facts.state;
    if let Some(member) = members
        .get_mut(&state)
        .filter(|member| member.knows(offered))
    {
        member.facts = facts_of(member.standing, facts);
        return Ok(());
    }
    let own = claimed(offered, now)?;
    names_itself(&own, state)?;
    is_nobody_elses(members, state, &own)?;
    let member = match members.get(&state) {
        Some(member) => member.taking(&own, offered, facts, former, now)?,
        None => first(own, offered, facts, now),
    };
    members.insert(state, member);
    Ok(())
}

fn first(own: EntityConfiguration, offered: &str, facts: &PartyFacts, now: Timestamp) -> Enrolled {
    Enrolled {
        entity: own.sub,
        configuration: offered.to_owned(),
        taken: Some(now),
        keys: Some(own.jwks),
        standing: Standing::Active,
        facts: facts.clone(),
        since: now,
    }
}

impl Enrolled {
    /// What the node says of itself, as it was believed when it came: its word then is not undone by the time since.
    pub fn own(&self) -> Result<EntityConfiguration, ChainRefusal> {
        let at = self.taken.unwrap_or(self.since);
        verify_self_signed(&self.entity, self.configuration.as_bytes(), at)
    }

    /// All keys ever vouched for, the former ones with their end; none where the enrolment does not read.
    fn known(&self) -> PublicKeys {
        let enrolled = || self.own().map(|own| own.jwks).ok();
        self.keys.clone().or_else(enrolled).unwrap_or_else(nothing)
    }

    /// The keys the register vouches for now. Former ones stay a while with their end: what they signed may still be on its
    /// way. Revoked ones stay for good.
    pub fn vouched(&self, own: &EntityConfiguration, now: Timestamp) -> PublicKeys {
        let keys = self.keys.as_ref().unwrap_or(&own.jwks);
        let counts = |key: &&PublicKey| {
            let validity = key.validity();
            let ended = validity
                .expires
                .is_some_and(|end| end + FORMER_BELIEVED <= now);
            validity.revoked.is_some() || !ended
        };
        set(keys.iter().filter(counts).cloned().collect())
    }

    /// The keys that the node may sign with now.
    pub fn keys_in_force(&self, now: Timestamp) -> PublicKeys {
        let known = self.known();
        let holds = |key: &&PublicKey| key.validity().holds(now);
        set(known.iter().filter(holds).cloned().collect())
    }

    /// Until when other States believe what the node says of itself: it ends, or a key that signed it does.
    pub fn believed_until(&self) -> Option<Timestamp> {
        let own = self.own().ok()?;
        let signers = claimed_signers(self.configuration.as_bytes()).ok()?;
        Some(until(&own, &self.known(), &signers))
    }

    /// An older statement of the same node, or the same one: it says nothing new, only the facts with it may. One that revoked
    /// keys sign is none of its statements any more.
    fn knows(&self, offered: &str) -> bool {
        let bytes = offered.as_bytes();
        let (known, own) = (self.known(), claimed_date(self.configuration.as_bytes()));
        let stands = |kid: &Kid| {
            known
                .get(kid)
                .is_some_and(|key| key.validity().revoked.is_none())
        };
        let older = || {
            let (at, signers) = (claimed_date(bytes).ok()?, claimed_signers(bytes).ok()?);
            let signed = verify_configuration(&self.entity, &known, bytes, at).is_ok();
            Some(signed && at < own.ok()? && signers.iter().all(stands))
        };
        offered == self.configuration || older().unwrap_or(false)
    }

    /// The member with a new statement, that its former keys signed or that stands in for them. It stands as it stood.
    fn taking(
        &self,
        own: &EntityConfiguration,
        offered: &str,
        facts: &PartyFacts,
        former: FormerKeys,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let known = self.known();
        if former == FormerKeys::Sign {
            let signed = verify_configuration(&own.sub, &known, offered.as_bytes(), now);
            signed.map_err(|error| {
                let reason = crate::refusal::chain(&error);
                Refusal::field("enrolment", expected::CONTINUED.with("reason", reason))
            })?;
        }
        let signed = claimed_signers(offered.as_bytes()).map_err(|error| {
            Refusal::field(
                "enrolment",
                expected::STATEMENT.with("reason", error.to_string()),
            )
        })?;
        Ok(Self {
            entity: own.sub.clone(),
            configuration: offered.to_owned(),
            taken: Some(now),
            keys: Some(succeeding(&known, &own.jwks, &signed, former, now)?),
            standing: self.standing,
            facts: facts_of(self.standing, facts),
            since: self.since,
        })
    }

    /// The member with a newer statement that its node publishes by itself; none where that brings nothing. Keys that the
    /// register does not vouch for yet are not taken: their ids must be compared first.
    pub(super) fn renewed(&self, offered: &str, now: Timestamp) -> Result<Option<Self>, String> {
        let known = self.known();
        let said = |error: ChainRefusal| crate::refusal::chain(&error);
        let before = self.own().map_err(said)?;
        let own = verify_configuration(&self.entity, &known, offered.as_bytes(), now);
        let own = own.map_err(said)?;
        if own.metadata != before.metadata {
            return Err("it says something else of itself than was enrolled".to_owned());
        }
        let signers = |of: &str| claimed_signers(of.as_bytes()).map_err(|error| error.to_string());
        let signed = signers(&self.configuration)?;
        let keys = continuing(&known, &own.jwks, &signed, now);
        let same = keys == known && signers(offered)? == signed;
        if own.iat <= before.iat || (same && own.iat < before.iat + RENEW_AFTER) {
            return Ok(None);
        }
        Ok(Some(Self {
            configuration: offered.to_owned(),
            taken: Some(now),
            keys: Some(keys),
            ..self.clone()
        }))
    }
}

/// Until when a statement is believed: it ends, or one of the keys that signed it does.
pub(crate) fn until(own: &EntityConfiguration, keys: &PublicKeys, signers: &[Kid]) -> Timestamp {
    let end = |kid: &Kid| keys.get(kid).map(PublicKey::validity)?.expires;
    signers.iter().filter_map(end).fold(own.exp, Timestamp::min)
}

/// A self-signed statement, of whoever it says it is.
fn claimed(configuration: &str, now: Timestamp) -> Result<EntityConfiguration, Refusal> {
    let refused =
        |reason: String| Refusal::field("enrolment", expected::STATEMENT.with("reason", reason));
    let subject = claimed_subject(configuration.as_bytes())
        .map_err(|error| refused(crate::refusal::chain(&error)))?;
    verify_self_signed(&subject, configuration.as_bytes(), now)
        .map_err(|error| refused(crate::refusal::chain(&error)))
}

fn names_itself(own: &EntityConfiguration, state: StateCode) -> Result<(), Refusal> {
    let Some(about) = &own.metadata.comity_node else {
        return Err(Refusal::field("enrolment", expected::OF_A_STATE));
    };
    if about.state == state {
        return Ok(());
    }
    let expected = expected::ENROLLED_STATE.with("state", about.state.to_string());
    Err(Refusal::field("facts.state", expected))
}

/// An address and keys have one holder: who could enrol those of another State would speak in its place, or silence it.
fn is_nobody_elses(
    members: &Members,
    state: StateCode,
    own: &EntityConfiguration,
) -> Result<(), Refusal> {
    for (other, member) in members.iter().filter(|(other, _)| **other != state) {
        let known = member.known();
        let shared = own.jwks.iter().any(|key| known.get(key.kid()).is_some());
        if shared || member.entity == own.sub {
            let expected = expected::NOBODY_ELSES.with("state", other.to_string());
            return Err(Refusal::field("enrolment", expected));
        }
    }
    Ok(())
}

fn facts_of(standing: Standing, facts: &PartyFacts) -> PartyFacts {
    PartyFacts {
        suspended: facts.suspended || standing != Standing::Active,
        ..facts.clone()
    }
}

/// The keys of a new enrolment, then the former ones: ended, or revoked where they are lost, whether it names them or not.
fn succeeding(
    known: &PublicKeys,
    named: &PublicKeys,
    signed: &[Kid],
    former: FormerKeys,
    now: Timestamp,
) -> Result<PublicKeys, Refusal> {
    let lost = former == FormerKeys::Lost;
    let believed_no_more = |kid: &&Kid| {
        let before = known.get(kid);
        before.is_some_and(|before| lost || before.validity().revoked.is_some())
    };
    if let Some(key) = signed.iter().find(believed_no_more) {
        let expected = expected::OTHER_KEYS.with("key", key.to_string());
        return Err(Refusal::field("enrolment", expected));
    }
    let now_named = named.iter().map(|key| match known.get(key.kid()) {
        Some(before) if lost => revoked(before, now),
        before => narrowed(key, before),
    });
    let before = known.iter().filter(|key| named.get(key.kid()).is_none());
    let ended = before.map(|key| match former {
        FormerKeys::Sign => ending(key, now),
        FormerKeys::Lost => revoked(key, now),
    });
    Ok(set(now_named.chain(ended).collect()))
}

/// The keys vouched for, with the ends that the node's newer statement names. A key that signed the statement before and is
/// named no more has ended.
fn continuing(
    known: &PublicKeys,
    named: &PublicKeys,
    signed: &[Kid],
    now: Timestamp,
) -> PublicKeys {
    let next = |key: &PublicKey| match named.get(key.kid()) {
        Some(_) => narrowed(key, named.get(key.kid())),
        None if signed.contains(key.kid()) => ending(key, now),
        None => key.clone(),
    };
    set(known.iter().map(next).collect())
}

/// INVARIANT (no second life): an end that was set once is never put off.
fn narrowed(key: &PublicKey, other: Option<&PublicKey>) -> PublicKey {
    let other = other.map(PublicKey::validity).unwrap_or_default();
    key.clone().valid(key.validity().within(other))
}

fn ending(key: &PublicKey, now: Timestamp) -> PublicKey {
    let ended = Validity {
        expires: Some(second(now)),
        ..Validity::default()
    };
    key.clone().valid(key.validity().within(ended))
}

fn revoked(key: &PublicKey, now: Timestamp) -> PublicKey {
    let revocation = Revocation {
        revoked_at: second(now),
        reason: RevocationReason::Compromised,
    };
    let validity = key.validity();
    key.clone().valid(Validity {
        revoked: validity.revoked.or(Some(revocation)),
        ..validity
    })
}

fn nothing() -> PublicKeys {
    set(Vec::new())
}

fn set(keys: Vec<PublicKey>) -> PublicKeys {
    // INVARIANT (once): each list is made of sets, and of two sets only what the other does not name.
    PublicKeys::new(keys).expect("each key once")
}
