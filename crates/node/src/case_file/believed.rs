//! Whether what is shown of the other State holds, when its node gives it and again when it is taken from the database: the
//! rows could be rewritten, the signatures and hashes in them cannot.

use comity_custody::{
    Digest, Entry, NoteVerifier, TlogProof, leaf_hash, verify_consistency, verify_inclusion,
};
use comity_treaty::StateCode;
use comity_wire::statement::{self, HistoricalKeys};
use std::error::Error;

use super::theirs::{TheirLog, Vouched};
use super::{Exchanged, proved};
use crate::directory::Anchor;
use crate::node::Node;
use crate::refusal::Refusal;

const LOG: &str = "what the other State's log is said to prove does not hold; report it to the register, or restore the newest backup";
const VOUCHED: &str =
    "the statements held of the other State are not believed; restore the newest backup";

type Doubt = Box<dyn Error + Send + Sync>;

impl Node {
    /// Whether every proof is one of these envelopes, under a head that the log signed, and the heads are one history.
    pub(super) async fn believe_log(
        &self,
        peer: StateCode,
        log: &TheirLog,
        exchanged: &[Exchanged],
    ) -> Result<(), Refusal> {
        let held = self.held_keys().await?.of(peer);
        let keys: Vec<NoteVerifier> = held.into_iter().map(|(_, key)| key).collect();
        holds(log, peer, exchanged, &keys).map_err(Refusal::fault(LOG))
    }

    /// Whether these statements are of the keys that this node signs with now: it may have rolled them over since.
    pub(super) fn vouches_for_us(&self, vouched: &Vouched) -> Result<bool, Refusal> {
        let anchor = self.register();
        let anchor = anchor.ok_or_else(|| Refusal::not_found("a register"))?;
        let Some(one) = vouched.states.get(&self.state()?) else {
            return Ok(false);
        };
        let (theirs, own) = (&one.statements.subordinate, &one.statements.configuration);
        let (theirs, own) = (theirs.as_bytes(), own.as_bytes());
        let member = statement::verify_chain(anchor.register(), theirs, own, vouched.at);
        let member = member.map_err(Refusal::fault(VOUCHED))?;
        let mut ours = self.keys.signing.public().iter();
        Ok(ours.all(|key| member.keys.get(key.kid()).is_some()))
    }

    /// Whether the register vouched for both States when it was believed to.
    pub(super) fn believe_vouched(&self, vouched: &Vouched) -> Result<(), Refusal> {
        let anchor = self.register();
        let anchor = anchor.ok_or_else(|| Refusal::not_found("a register"))?;
        vouched_for(&anchor, vouched).map_err(Refusal::fault(VOUCHED))
    }
}

/// The proofs first, each alone, then the growth from head to head.
fn holds(
    log: &TheirLog,
    peer: StateCode,
    exchanged: &[Exchanged],
    keys: &[NoteVerifier],
) -> Result<(), Doubt> {
    for (digest, proof) in &log.proofs {
        let mut of = exchanged.iter().filter(|one| one.digest == *digest);
        let one = of.next().ok_or("a proof of another envelope")?;
        proves(proof, peer, one, keys)?;
    }
    for extension in &log.extensions {
        let (from, to) = (extension.from, extension.to);
        verify_consistency(from.size, from.root, to.size, to.root, &extension.proof)?;
    }
    Ok(())
}

fn proves(
    proof: &str,
    peer: StateCode,
    one: &Exchanged,
    keys: &[NoteVerifier],
) -> Result<(), Doubt> {
    let parsed = TlogProof::parse(proof)?;
    let logged = parsed.extra.as_deref().ok_or("a proof without an entry")?;
    about(logged, one.digest)?;
    if one.to == peer && (parsed.index, logged) != (one.entry.0, one.entry.1.as_slice()) {
        return Err("another entry than the receipt states".into());
    }
    if !keys
        .iter()
        .any(|key| key.verify(&parsed.checkpoint).is_ok())
    {
        return Err("a head that the log of that State did not sign".into());
    }
    let head = proved(proof)?;
    let leaf = leaf_hash(logged);
    Ok(verify_inclusion(
        leaf,
        parsed.index,
        head.size,
        &parsed.proof,
        head.root,
    )?)
}

fn about(logged: &[u8], digest: Digest) -> Result<(), Doubt> {
    let entry = Entry::parse(logged)?;
    let same = entry.digest() == digest;
    same.then_some(())
        .ok_or_else(|| "an entry of another envelope".into())
}

fn vouched_for(anchor: &Anchor, vouched: &Vouched) -> Result<(), Doubt> {
    let (register, at) = (anchor.register(), vouched.at);
    statement::verify_register(register, vouched.register.as_bytes(), at)?;
    for (state, one) in &vouched.states {
        let (theirs, own) = (&one.statements.subordinate, &one.statements.configuration);
        let member = statement::verify_chain(register, theirs.as_bytes(), own.as_bytes(), at)?;
        if member.state() != *state {
            return Err(format!("statements of {} in place of {state}", member.state()).into());
        }
        if let Some(former) = &one.former {
            HistoricalKeys::open(former.as_bytes(), &member.keys, at)?;
        }
    }
    Ok(())
}
