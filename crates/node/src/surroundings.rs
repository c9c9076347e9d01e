//! What who runs the node sees of it: its membership, its peers, its keys. No case is in it.

use comity_treaty::{PartyFacts, StateCode};
use comity_wire::envelope::Standing;
use comity_wire::keys::PublicKey;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

use crate::act::READ;
use crate::config::NodeKind;
use crate::directory::View;
use crate::node::Node;
use crate::refusal::Refusal;
use crate::rollover;

/// A signing key, without what is secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The algorithm's name.
    pub algorithm: &'static str,
    /// The key's id.
    pub id: String,
    /// When it ends, where that is known.
    pub expires: Option<Timestamp>,
}

/// This node as the register states it.
#[derive(Debug, Clone)]
pub struct Membership {
    /// The register's address, where one is pinned.
    pub register: Option<String>,
    /// The serial of its last list that was believed.
    pub serial: Option<u64>,
    /// When that list was signed, and when it ends.
    pub list: Option<(Timestamp, Timestamp)>,
    /// What the register states of our State; none where it states nothing.
    pub facts: Option<PartyFacts>,
    /// Until when its statement about this node holds.
    pub until: Option<Timestamp>,
    /// The keys it vouches for.
    pub keys: Vec<KeyRow>,
    /// Why its statement about this node is not believed.
    pub refused: Option<String>,
}

/// Another State's node.
#[derive(Debug, Clone)]
pub struct PeerRow {
    /// The State.
    pub state: StateCode,
    /// The node's name, where it is known.
    pub name: String,
    /// Whether it may act.
    pub standing: Standing,
    /// Until when the register's statement about it holds.
    pub until: Option<Timestamp>,
    /// When its node last answered.
    pub answered: Option<Timestamp>,
    /// How long its last answer to this process took.
    pub within: Option<SignedDuration>,
    /// When it last did not answer, where that was after its last answer.
    pub silent: Option<Timestamp>,
    /// Letters that wait for it.
    pub waiting: u64,
    /// Entries of our log that it has not cosigned yet; none where it never cosigned.
    pub behind: Option<u64>,
    /// Why its statements are not believed.
    pub refused: Option<String>,
}

/// How far a roll-over of the keys is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rollover {
    /// None is under way; the register vouches for the keys in use.
    None,
    /// The next keys are made; the register has to enrol them.
    Prepared,
    /// The register has enrolled them; they can be put in use.
    Enrolled,
    /// The register does not vouch for the keys in use.
    Unknown,
}

/// The node's own keys.
#[derive(Debug, Clone)]
pub struct OwnKeys {
    /// Those in use.
    pub present: Vec<KeyRow>,
    /// Those used before.
    pub former: Vec<KeyRow>,
    /// How far a roll-over is.
    pub rollover: Rollover,
}

impl From<&PublicKey> for KeyRow {
    fn from(key: &PublicKey) -> Self {
        Self {
            algorithm: key.algorithm().name(),
            id: key.kid().to_string(),
            expires: key.validity().expires,
        }
    }
}

fn rows<'k>(keys: impl Iterator<Item = &'k PublicKey>) -> Vec<KeyRow> {
    keys.map(KeyRow::from).collect()
}

impl Node {
    /// This node as the register states it.
    pub fn membership(&self) -> Result<Membership, Refusal> {
        let (own, now, directory) = (self.state()?, self.world.now(), self.directory());
        let peer = directory.peer(own, now);
        Ok(Membership {
            register: self
                .anchor
                .as_ref()
                .map(|anchor| anchor.url.as_str().to_owned()),
            serial: directory.serial(),
            list: directory.issued().zip(directory.expires()),
            facts: directory.knows(own).then(|| directory.facts(own)),
            until: peer.map(|peer| peer.member.expires),
            keys: peer
                .map(|peer| rows(peer.member.keys.iter()))
                .unwrap_or_default(),
            refused: directory.refused().get(&own).cloned(),
        })
    }

    /// Every other State's node, by State: standing, last contact, letters that wait, cosignatures. Only numbers.
    pub async fn peer_rows(&self) -> Result<Vec<PeerRow>, Refusal> {
        let (own, directory) = (self.state()?, self.directory());
        let fault = Refusal::fault(READ);
        let waiting = self.store.outbox_waiting().await.map_err(fault)?;
        let waiting: BTreeMap<String, u64> = waiting
            .into_iter()
            .map(|row| (row.peer, row.messages))
            .collect();
        let head = self.store.log_head().await.map_err(Refusal::fault(READ))?;
        let witnessed = self.store.witnessed().await.map_err(Refusal::fault(READ))?;
        let cosigned: BTreeMap<&str, (u64, Timestamp)> = witnessed
            .iter()
            .map(|one| (one.witness.as_str(), (one.size, one.at)))
            .collect();
        let states: BTreeSet<StateCode> = directory
            .members()
            .chain(directory.refused().keys().copied())
            .collect();
        let row = |state: StateCode| {
            let peer = directory.peer(state, self.world.now());
            let last = peer.and_then(|peer| cosigned.get(peer.cosigner.name()).copied());
            let mut row = self.peer_row(&directory, state, last.map(|(_, at)| at));
            row.waiting = waiting.get(state.as_str()).copied().unwrap_or(0);
            row.behind = last.map(|(size, _)| head.size.saturating_sub(size));
            row
        };
        Ok(states
            .into_iter()
            .filter(|state| *state != own)
            .map(row)
            .collect())
    }

    fn peer_row(&self, directory: &View, state: StateCode, cosigned: Option<Timestamp>) -> PeerRow {
        let peer = directory.peer(state, self.world.now());
        let contact = self.answering(state);
        let answered = contact.answered.map(|(at, _)| at);
        PeerRow {
            state,
            name: peer
                .map(|peer| peer.member.node.name.clone())
                .unwrap_or_default(),
            standing: directory.standing(state),
            until: peer.map(|peer| peer.member.expires),
            answered: answered.max(cosigned),
            within: contact.answered.map(|(_, within)| within),
            silent: contact.silent,
            waiting: 0,
            behind: None,
            refused: directory.refused().get(&state).cloned(),
        }
    }

    /// The node's own keys, and how far a roll-over is.
    pub fn key_state(&self) -> Result<OwnKeys, Refusal> {
        let former = self.former_keys()?;
        let present = rows(self.keys.signing.public().iter());
        let former = rows(former.iter());
        let rollover = self.rollover(&present, &former)?;
        Ok(OwnKeys {
            present,
            former,
            rollover,
        })
    }

    fn rollover(&self, present: &[KeyRow], former: &[KeyRow]) -> Result<Rollover, Refusal> {
        // The register's own node is no member of its list: nobody vouches for its keys but the anchor.
        let vouched = match self.config.kind {
            NodeKind::State => self.membership()?.keys,
            NodeKind::Register => Vec::new(),
        };
        let is_in = |keys: &[KeyRow], key: &KeyRow| keys.iter().any(|other| other.id == key.id);
        if !present.iter().all(|key| is_in(&vouched, key)) {
            return Ok(Rollover::Unknown);
        }
        // What the register vouches for and nobody used yet are the next keys.
        let next = |key: &KeyRow| !is_in(present, key) && !is_in(former, key);
        let prepared = rollover::is_prepared(&self.data);
        Ok(match (prepared, vouched.iter().any(next)) {
            (true, true) => Rollover::Enrolled,
            (true, false) => Rollover::Prepared,
            (false, _) => Rollover::None,
        })
    }
}
