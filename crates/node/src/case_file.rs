//! The case file: everything a court needs of a matter, written as one stream.

mod believed;
mod keeping;
mod rows;
mod silence;
mod stream;
mod theirs;
mod verified;

pub(crate) use keeping::{Keeping, run};
pub(crate) use stream::Exhibit;
pub use stream::ReadyCase;
pub use verified::{CaseReport, Wording};
pub(crate) use verified::{KeptReport, must_hold};

use comity_custody::{Checkpoint, Digest, Note, TlogProof};
use comity_store::{Paper, PaperStands, PaperWay};
use comity_treaty::{MatterId, StateCode};
use comity_wire::case_file::{Extension, Head, Place, README, ThreadName};
use comity_wire::receipt::VerifiedReceipt;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::act::READ;
use crate::held::Signers;
use crate::node::Node;
use crate::refusal::Refusal;

/// An envelope of the thread with its receipt, both verified.
struct Exchanged {
    digest: Digest,
    from: StateCode,
    to: StateCode,
    kind: String,
    /// The receiver's custody entry with its place, as the receipt states it.
    entry: (u64, Vec<u8>),
    /// That the entry stands there, as the receipt proves it; nobody cosigned this head yet.
    inclusion: Vec<Digest>,
    note: Note,
    /// The head of the receiver's log that the receipt shows.
    seen: Head,
    envelope: Vec<u8>,
    receipt: Vec<u8>,
}

/// Everything of a case file but the evidence and the papers.
pub(crate) struct Documents {
    /// By their paths.
    pub files: Vec<(String, Vec<u8>)>,
    /// As of when the other State is shown, where its node gave nothing now and what is held was taken.
    pub as_of: Option<Timestamp>,
    /// Whether the statements among them are of the keys that this node signs with now.
    pub vouches_for_us: bool,
}

impl Node {
    /// Everything of a case file but the evidence: what its form has for its own, and all that surrounds it.
    pub(crate) async fn case_documents(
        &self,
        matters: &[MatterId],
        own: Vec<(String, Vec<u8>)>,
    ) -> Result<Documents, Refusal> {
        let peer = self.peer_of(matters).await?;
        let exchanged = self.exchanged_in(matters).await?;
        let (theirs, as_of) = self.theirs_or_held(peer, matters, &exchanged).await?;
        let mut files = vec![(Place::Readme.path(), README.as_bytes().to_vec())];
        files.extend(own);
        files.extend(self.own_proofs(&exchanged).await?);
        let vouches_for_us = self.vouches_for_us(&theirs.vouched)?;
        files.extend(theirs.documents(peer));
        for (number, one) in (1..).zip(exchanged) {
            let (from, kind) = (one.from, one.kind);
            let name = ThreadName { number, from, kind };
            files.push((Place::Envelope(name.clone()).path(), one.envelope));
            files.push((Place::Receipt(name).path(), one.receipt));
        }
        Ok(Documents {
            files,
            as_of,
            vouches_for_us,
        })
    }

    /// What this State's own log proves of these envelopes.
    async fn own_proofs(&self, exchanged: &[Exchanged]) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let log = self.state()?;
        let mut proofs = BTreeMap::new();
        for one in exchanged {
            proofs.insert(one.digest, self.envelope_proof(one.digest).await?);
        }
        let mut extensions = Vec::new();
        if let Some((older, to)) = heads(log, exchanged, &proofs)? {
            for from in older {
                let proof = self.consistency(from.size, to.size).await?;
                extensions.push(Extension { from, proof, to });
            }
        }
        Ok(proof_files(log, &proofs, &extensions))
    }

    /// The papers that the messages of these matters name, as far as they are here.
    pub(crate) async fn case_papers(
        &self,
        matters: &[MatterId],
    ) -> Result<Vec<(String, PathBuf, u64)>, Refusal> {
        let mut papers = BTreeMap::new();
        for matter in matters {
            let rows = self.store.papers_of(matter.0).await;
            for row in rows.map_err(Refusal::fault(READ))? {
                // A message that signed another length than the bytes have says nothing of them; another one may.
                let here = row.stands == PaperStands::Here
                    && self.papers.length(row.digest) == Some(row.length);
                if here && self.stands_in_thread(&row).await? {
                    papers.insert(row.digest, row.length);
                }
            }
        }
        let one = |(digest, length)| {
            (
                Place::Paper(digest).path(),
                self.papers.path(digest),
                length,
            )
        };
        Ok(papers.into_iter().map(one).collect())
    }

    /// Whether the message that names a paper is part of a case file: it came, or it went and was receipted.
    async fn stands_in_thread(&self, paper: &Paper) -> Result<bool, Refusal> {
        let Ok(envelope) = paper.named_by.parse() else {
            return Ok(false);
        };
        match paper.way {
            PaperWay::Proposed => Ok(false),
            PaperWay::Received => {
                let row = self.store.received(envelope).await;
                let row = row.map_err(Refusal::fault(READ))?;
                Ok(row.is_some_and(|row| row.bytes.is_some()))
            }
            PaperWay::Sent => {
                let row = self.store.sent_by_digest(envelope).await;
                let row = row.map_err(Refusal::fault(READ))?;
                Ok(row.is_some_and(|row| row.bytes.is_some() && row.receipt.is_some()))
            }
        }
    }

    /// The envelopes of these matters, one matter after the other.
    async fn exchanged_in(&self, matters: &[MatterId]) -> Result<Vec<Exchanged>, Refusal> {
        let mut exchanged = Vec::new();
        for matter in matters {
            exchanged.extend(self.exchanged(*matter).await?);
        }
        Ok(exchanged)
    }

    /// The envelopes of a matter in the order of its history, each with its receipt.
    async fn exchanged(&self, matter: MatterId) -> Result<Vec<Exchanged>, Refusal> {
        let own = self.state()?;
        let peer = self.thread(matter).await?.matter.map(|state| state.peer());
        let peer = peer.ok_or_else(|| Refusal::not_found(&matter.to_string()))?;
        let signers = self.signers().await?;
        let mut exchanged = Vec::new();
        for record in self.records(matter).await? {
            if let Some(digest) = record.received() {
                let row = self
                    .store
                    .received(digest)
                    .await
                    .map_err(Refusal::fault(READ))?;
                if let Some((envelope, receipt)) =
                    row.and_then(|row| Some((row.bytes?, row.receipt)))
                {
                    exchanged.push(exchange(&signers, digest, own, envelope, &receipt)?);
                }
            }
            if let Some(digest) = record.sent() {
                let row = self
                    .store
                    .sent_by_digest(digest)
                    .await
                    .map_err(Refusal::fault(READ))?;
                if let Some((envelope, receipt)) =
                    row.and_then(|row| Some((row.bytes?, row.receipt?)))
                {
                    exchanged.push(exchange(&signers, digest, peer, envelope, &receipt)?);
                }
            }
        }
        Ok(exchanged)
    }

    /// The other State of these matters.
    async fn peer_of(&self, matters: &[MatterId]) -> Result<StateCode, Refusal> {
        let matter = matters
            .first()
            .ok_or_else(|| Refusal::not_found("a matter"))?;
        let state = self.thread(*matter).await?.matter;
        state
            .map(|state| state.peer())
            .ok_or_else(|| Refusal::not_found(&matter.to_string()))
    }
}

/// Reads an envelope addressed to `to` and its receipt, verifying both once more.
fn exchange(
    signers: &Signers,
    digest: Digest,
    to: StateCode,
    envelope: Vec<u8>,
    receipt: &[u8],
) -> Result<Exchanged, Refusal> {
    let letter = signers.letter(&envelope, to);
    let letter = letter.map_err(Refusal::fault(DAMAGED))?;
    let verified = signers.receipt(receipt, digest, (letter.from, to));
    let verified = verified.map_err(Refusal::fault(DAMAGED))?;
    let VerifiedReceipt {
        receipt: said,
        checkpoint,
        note,
    } = verified;
    Ok(Exchanged {
        digest,
        from: letter.from,
        to,
        kind: comity_wire::case_file::kind(&letter.message),
        entry: (said.custody.index, said.custody.entry.into_bytes()),
        inclusion: said.custody.proof,
        note,
        seen: Head::from(&checkpoint),
        envelope,
        receipt: receipt.to_vec(),
    })
}

/// The heads of a log that a case file shows: the newest that is proved with, and the older ones, smallest first. The case
/// file must say how each of them grew into the newest.
fn heads(
    log: StateCode,
    exchanged: &[Exchanged],
    proofs: &BTreeMap<Digest, String>,
) -> Result<Option<(Vec<Head>, Head)>, Refusal> {
    let proved: Result<Vec<Head>, Refusal> = proofs.values().map(|proof| proved(proof)).collect();
    let proved = proved?;
    let Some(newest) = proved.iter().max_by_key(|head| head.size).copied() else {
        return Ok(None);
    };
    let received = exchanged.iter().filter(|one| one.to == log);
    let mut older: Vec<Head> = received.map(|one| one.seen).chain(proved).collect();
    older.retain(|head| head.size < newest.size);
    older.sort_by_key(|head| head.size);
    older.dedup();
    Ok(Some((older, newest)))
}

/// The head that a proof file leads to.
fn proved(proof: &str) -> Result<Head, Refusal> {
    let parsed = TlogProof::parse(proof).map_err(Refusal::fault("a proof does not read"))?;
    let checkpoint = Checkpoint::parse(parsed.checkpoint.text());
    Ok(Head::from(&checkpoint.map_err(Refusal::fault(DAMAGED))?))
}

/// The files in which a case file proves what stands in one log.
fn proof_files(
    log: StateCode,
    proofs: &BTreeMap<Digest, String>,
    extensions: &[Extension],
) -> Vec<(String, Vec<u8>)> {
    let consistency = crate::act::json(&extensions).into_bytes();
    let files = proofs.iter().map(|(envelope, proof)| {
        let envelope = *envelope;
        let place = Place::Proof { log, envelope };
        (place.path(), proof.clone().into_bytes())
    });
    let growth = (Place::Consistency(log).path(), consistency);
    files.chain([growth]).collect()
}

const DAMAGED: &str = "a kept document does not read; run `comity fsck`";
