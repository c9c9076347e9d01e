//! What a case file shows of the other State: what its log proves, and who vouched for the keys of both.
//!
//! Its node gives it while it answers. Where it does not, because it is away or the register no longer vouches for it, what
//! was held when it was believed serves: a court gets its case file whatever became of the other State.

use comity_custody::{Digest, TlogProof};
use comity_treaty::{MatterId, StateCode};
use comity_wire::case_file::{Extension, Place};
use comity_wire::statement::{HistoricalKeys, MAX_STATEMENT_BYTES};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::{Exchanged, heads, proof_files};
use crate::directory::{Peer, Statements};
use crate::node::Node;
use crate::refusal::Refusal;
use crate::reply::answered;

const AWAY: &str =
    "the other node does not answer; the case file needs its keys, so try again later";
const FORMER: &str = "the former keys of a State are not believed";

/// What the other State's log proves of the envelopes of a matter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct TheirLog {
    /// When its node proved it.
    pub at: Timestamp,
    /// The proof file of each envelope, by its digest.
    pub proofs: BTreeMap<Digest, String>,
    /// How each older head grew into the newest.
    pub extensions: Vec<Extension>,
}

/// Who signed: the register's word and the two States' own, as they were believed together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Vouched {
    /// When they were believed.
    pub at: Timestamp,
    /// The register's statement about itself.
    pub register: String,
    /// Each of the two States.
    pub states: BTreeMap<StateCode, VouchedState>,
}

/// One State's statements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct VouchedState {
    /// The register's about it, and its own.
    pub statements: Statements,
    /// Its list of former keys, where it has any.
    pub former: Option<String>,
}

/// Both.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Theirs {
    pub log: TheirLog,
    pub vouched: Vouched,
}

impl Theirs {
    /// As files of the case file.
    pub fn documents(&self, peer: StateCode) -> Vec<(String, Vec<u8>)> {
        let mut files = proof_files(peer, &self.log.proofs, &self.log.extensions);
        let mut add = |place: Place, text: &str| files.push((place.path(), text.into()));
        add(Place::Register, &self.vouched.register);
        for (state, one) in &self.vouched.states {
            add(Place::Subordinate(*state), &one.statements.subordinate);
            add(Place::Configuration(*state), &one.statements.configuration);
            if let Some(former) = &one.former {
                add(Place::Historical(*state), former);
            }
        }
        files
    }
}

impl Node {
    /// What the other State shows now; where it does not, what is held of it, and as of when.
    pub(super) async fn theirs_or_held(
        &self,
        peer: StateCode,
        matters: &[MatterId],
        exchanged: &[Exchanged],
    ) -> Result<(Theirs, Option<Timestamp>), Refusal> {
        let away = match self.ask_theirs(peer, exchanged, BTreeMap::new()).await {
            Ok(theirs) => return Ok((theirs, None)),
            Err(away) => away,
        };
        let Some(mut held) = self.held_theirs(peer, matters, exchanged).await? else {
            return Err(away);
        };
        tracing::warn!(%peer, error = &away as &dyn std::error::Error, "a case file is made of what is held of the other State");
        add_receipted(&mut held.log, peer, exchanged);
        let as_of = held.log.at.min(held.vouched.at);
        Ok((held, Some(as_of)))
    }

    /// Asks the other State's node, and believes only what holds. Proofs that are known are not asked for again.
    pub(super) async fn ask_theirs(
        &self,
        peer: StateCode,
        exchanged: &[Exchanged],
        known: BTreeMap<Digest, String>,
    ) -> Result<Theirs, Refusal> {
        let theirs = Theirs {
            vouched: self.ask_vouched(peer).await?,
            log: self.ask_log(peer, exchanged, known).await?,
        };
        self.believe_log(peer, &theirs.log, exchanged).await?;
        Ok(theirs)
    }

    async fn ask_log(
        &self,
        peer: StateCode,
        exchanged: &[Exchanged],
        known: BTreeMap<Digest, String>,
    ) -> Result<TheirLog, Refusal> {
        let (at, mut proofs) = (self.world.now(), known);
        for one in exchanged {
            if let Entry::Vacant(missing) = proofs.entry(one.digest) {
                missing.insert(self.fetch_proof(peer, one.digest).await?);
            }
        }
        let mut extensions = Vec::new();
        if let Some((older, to)) = heads(peer, exchanged, &proofs)? {
            let sizes: Vec<u64> = older.iter().map(|head| head.size).collect();
            let growth = self.fetch_growth(peer, &sizes, to.size).await?;
            let grown = older.into_iter().zip(growth);
            extensions.extend(grown.map(|(from, proof)| Extension { from, proof, to }));
        }
        Ok(TheirLog {
            at,
            proofs,
            extensions,
        })
    }

    /// Who the directory says signed, with the former keys of both: old messages verify with them.
    pub(super) async fn ask_vouched(&self, peer: StateCode) -> Result<Vouched, Refusal> {
        let (at, own, directory) = (self.world.now(), self.state()?, self.directory());
        let member = directory
            .peer(peer, at)
            .ok_or_else(|| Refusal::not_found(peer.as_str()))?;
        let theirs = former_of(member).await?;
        let ours = self.historical_keys()?;
        let sets = [
            (peer, theirs, &member.member.keys),
            (own, ours, self.keys.signing.public()),
        ];
        let mut states = BTreeMap::new();
        for (state, bytes, keys) in sets {
            let former = HistoricalKeys::open(&bytes, keys, at).map_err(Refusal::fault(FORMER))?;
            let text = String::from_utf8(bytes).map_err(Refusal::fault(FORMER))?;
            let statements = directory.copy().statements.get(state.as_str()).cloned();
            let statements = statements.ok_or_else(|| Refusal::not_found(state.as_str()))?;
            let former = (!former.keys.is_empty()).then_some(text);
            states.insert(state, VouchedState { statements, former });
        }
        let register = directory.copy().register.clone();
        Ok(Vouched {
            at,
            register,
            states,
        })
    }
}

async fn former_of(peer: &Peer) -> Result<Vec<u8>, Refusal> {
    let url = format!("{}/federation/historical-keys", peer.url);
    answered(peer.http.get(url), MAX_STATEMENT_BYTES, AWAY).await
}

/// What the log is not held to prove of a message that reached the other State, its receipt still proves: under a head that
/// nobody cosigned, which a court's policy may be content with or not.
fn add_receipted(log: &mut TheirLog, peer: StateCode, exchanged: &[Exchanged]) {
    for one in exchanged.iter().filter(|one| one.to == peer) {
        let receipted = || TlogProof {
            extra: Some(one.entry.1.clone()),
            index: one.entry.0,
            proof: one.inclusion.clone(),
            checkpoint: one.note.clone(),
        };
        let held = log.proofs.entry(one.digest);
        held.or_insert_with(|| receipted().to_string());
    }
}
