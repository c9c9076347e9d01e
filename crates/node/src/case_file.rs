//! The case file: everything a court needs of a matter, written as one stream.

mod silence;
mod stream;

pub(crate) use stream::Exhibit;
pub use stream::ReadyCase;

use comity_custody::{Checkpoint, Digest, Note, TlogProof};
use comity_store::{Paper, PaperStands, PaperWay};
use comity_treaty::{MatterId, StateCode};
use comity_wire::case_file::{Extension, Head, Place, README, ThreadName};
use comity_wire::statement::HistoricalKeys;
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
    /// The head of the receiver's log that the receipt shows.
    seen: Head,
    envelope: Vec<u8>,
    receipt: Vec<u8>,
}

impl Node {
    /// Everything of a case file but the evidence: what its form has for its own, and all that surrounds it.
    pub(crate) async fn case_documents(
        &self,
        matters: &[MatterId],
        own: Vec<(String, Vec<u8>)>,
    ) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let mut documents = vec![(Place::Readme.path(), README.as_bytes().to_vec())];
        documents.extend(own);
        let mut heads: BTreeMap<StateCode, Heads> = BTreeMap::new();
        let mut number = 0;
        for matter in matters {
            for exchanged in self.exchanged(*matter).await? {
                number += 1;
                let name = ThreadName {
                    number,
                    from: exchanged.from,
                    kind: exchanged.kind.clone(),
                };
                self.prove(&exchanged, &mut heads, &mut documents).await?;
                documents.push((Place::Envelope(name.clone()).path(), exchanged.envelope));
                documents.push((Place::Receipt(name).path(), exchanged.receipt));
            }
        }
        for (state, heads) in heads {
            let extensions = self.extensions(state, heads).await?;
            documents.push((
                Place::Consistency(state).path(),
                crate::act::json(&extensions).into_bytes(),
            ));
        }
        let peer = self.peer_of(matters).await?;
        documents.extend(self.statement_documents([self.state()?, peer]));
        documents.extend(self.former_keys_documents(peer).await?);
        Ok(documents)
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

    /// The proofs of one envelope: in the sender's log and in the receiver's.
    async fn prove(
        &self,
        exchanged: &Exchanged,
        heads: &mut BTreeMap<StateCode, Heads>,
        documents: &mut Vec<(String, Vec<u8>)>,
    ) -> Result<(), Refusal> {
        heads
            .entry(exchanged.to)
            .or_default()
            .receipts
            .push(exchanged.seen);
        let own = self.state()?;
        for log in [exchanged.from, exchanged.to] {
            let proof = if log == own {
                self.envelope_proof(exchanged.digest).await?
            } else {
                self.fetch_proof(log, exchanged.digest).await?
            };
            let parsed =
                TlogProof::parse(&proof).map_err(Refusal::fault("a proof does not read"))?;
            heads
                .entry(log)
                .or_default()
                .proofs
                .push(head(&parsed.checkpoint)?);
            documents.push((
                Place::Proof {
                    log,
                    envelope: exchanged.digest,
                }
                .path(),
                proof.into_bytes(),
            ));
        }
        Ok(())
    }

    /// How each older head of a log grew into the newest one that is proved with.
    async fn extensions(&self, state: StateCode, heads: Heads) -> Result<Vec<Extension>, Refusal> {
        let Some(newest) = heads.proofs.iter().max_by_key(|head| head.size).copied() else {
            return Ok(Vec::new());
        };
        let mut older: Vec<Head> = heads
            .receipts
            .into_iter()
            .chain(heads.proofs)
            .filter(|head| head.size < newest.size)
            .collect();
        older.sort_by_key(|head| head.size);
        older.dedup();
        let own = self.state()? == state;
        let mut extensions = Vec::with_capacity(older.len());
        for from in older {
            let proof = if own {
                self.consistency(from.size, newest.size).await?
            } else {
                self.fetch_consistency(state, from.size, newest.size)
                    .await?
            };
            extensions.push(Extension {
                from,
                to: newest,
                proof,
            });
        }
        Ok(extensions)
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

    /// The keys both States used before, where they rolled over: old messages verify with them.
    async fn former_keys_documents(
        &self,
        peer: StateCode,
    ) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        let now = self.world.now();
        let directory = self.directory();
        let member = directory
            .peer(peer, now)
            .ok_or_else(|| Refusal::not_found(peer.as_str()))?;
        let url = format!("{}/federation/historical-keys", member.url);
        let response = member.http.get(url).send().await;
        let response = response.and_then(reqwest::Response::error_for_status);
        let theirs = response.map_err(Refusal::fault(AWAY))?.bytes().await;
        let theirs = theirs.map_err(Refusal::fault(AWAY))?.to_vec();
        let sets = [
            (peer, theirs, &member.member.keys),
            (
                self.state()?,
                self.historical_keys()?,
                self.keys.signing.public(),
            ),
        ];
        let mut documents = Vec::new();
        for (state, bytes, keys) in sets {
            let former = HistoricalKeys::open(&bytes, keys, now).map_err(Refusal::fault(
                "the former keys of a State are not believed",
            ))?;
            if !former.keys.is_empty() {
                documents.push((Place::Historical(state).path(), bytes));
            }
        }
        Ok(documents)
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

    /// The register's and the States' statements, as they are believed now.
    fn statement_documents(&self, parties: [StateCode; 2]) -> Vec<(String, Vec<u8>)> {
        let directory = self.directory();
        let mut documents = Vec::new();
        for (state, statements) in &directory.copy().statements {
            let Some(state) = parties.into_iter().find(|party| party.as_str() == state) else {
                continue;
            };
            documents.push((
                Place::Subordinate(state).path(),
                statements.subordinate.clone().into_bytes(),
            ));
            documents.push((
                Place::Configuration(state).path(),
                statements.configuration.clone().into_bytes(),
            ));
        }
        documents.push((
            Place::Register.path(),
            directory.copy().register.clone().into_bytes(),
        ));
        documents
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
    Ok(Exchanged {
        digest,
        from: letter.from,
        to,
        kind: comity_wire::case_file::kind(&letter.message),
        entry: (
            verified.receipt.custody.index,
            verified.receipt.custody.entry.into_bytes(),
        ),
        seen: Head {
            size: verified.checkpoint.size(),
            root: verified.checkpoint.root(),
        },
        envelope,
        receipt: receipt.to_vec(),
    })
}

/// The heads of one log that a case file shows.
#[derive(Default)]
struct Heads {
    receipts: Vec<Head>,
    proofs: Vec<Head>,
}

const AWAY: &str =
    "the other node does not answer; the case file needs its keys, so try again later";
const DAMAGED: &str = "a kept document does not read; run `comity fsck`";

fn head(note: &Note) -> Result<Head, Refusal> {
    let checkpoint = Checkpoint::parse(note.text()).map_err(Refusal::fault(DAMAGED))?;
    Ok(Head {
        size: checkpoint.size(),
        root: checkpoint.root(),
    })
}
