//! A peer's message comes in: believe it, decide it, commit it, answer with the receipt, all in one
//! HTTP exchange. The same bytes again get the same receipt.

#[cfg(test)]
mod tests;

use comity_custody::Digest;
use comity_store::{Commit, CommitError, Committed, ReceivedEnvelope};
use comity_treaty::{Actor, Rejection};
use comity_wire::envelope::{self, Opened, VERSION};
use comity_wire::problem::ProblemType;
use comity_wire::receipt::{LoggedEntry, Outcome, Receipt};
use jiff::Timestamp;
use std::fmt::Display;
use std::sync::Arc;

use crate::act::{Decided, Given, READ, commit_fault, entry};
use crate::keys::NodeKeys;
use crate::limit;
use crate::node::Node;
use crate::papers::Taken;
use crate::plain::{self, unprintable_in};
use crate::refusal::Refusal;
use crate::thread::Record;

const ATTEMPTS_MAX: usize = 16;

impl Node {
    /// Takes in one envelope and returns its receipt.
    pub async fn intake(&self, bytes: impl AsRef<[u8]>) -> Result<Vec<u8>, Refusal> {
        let bytes = bytes.as_ref();
        let digest = Digest::of(bytes);
        if let Some(known) = self
            .store
            .receipt_for(digest)
            .await
            .map_err(Refusal::fault(READ))?
        {
            metrics::counter!("comity_envelopes_repeated_total").increment(1);
            return Ok(known);
        }
        let opened = self.believe(bytes)?;
        let _alone = if limit::is_limited_here(&opened.envelope.message) {
            Some(self.limited.lock().await)
        } else {
            None
        };
        for _ in 0..ATTEMPTS_MAX {
            let (decided, outcome) = self.decide_received(&opened).await?;
            let commit = self.with_receipt(decided, &opened, bytes, outcome)?;
            match self.commit(commit).await {
                Ok((committed, _)) => {
                    let matter = opened.envelope.matter;
                    self.keeping.moved(matter, self.world.now());
                    return committed.receipt.ok_or_else(no_receipt);
                }
                Err(CommitError::DuplicateEnvelope { receipt }) => return Ok(receipt),
                Err(CommitError::Conflict { .. }) => {}
                Err(error) => return Err(commit_fault(error)),
            }
        }
        Err(Refusal::to_machines(
            ProblemType::Unavailable,
            "this matter is busy; deliver again",
        ))
    }

    /// Signature, sender, address, time, and that its texts show what they say.
    fn believe(&self, bytes: &[u8]) -> Result<Opened, Refusal> {
        let directory = self.directory();
        let now = self.world.now();
        let opened = envelope::open(bytes, self.state()?, now, |kid| directory.key(kid, now));
        let opened = opened.map_err(|refusal| {
            note_refused(refusal.problem_type(), &refusal);
            Refusal::from(refusal.problem())
        })?;
        legible(opened)
    }

    /// An envelope of which no more was read than that it is too long.
    pub fn refuse_oversized(&self) -> Refusal {
        let most = envelope::MAX_ENVELOPE_BYTES;
        let detail = format!("the envelope is longer than {most} bytes");
        refused(ProblemType::Oversized, detail)
    }

    /// The procedure's answer to a believed message. A rejection is an answer too, and is recorded.
    async fn decide_received(&self, opened: &Opened) -> Result<(Decided, Outcome), Refusal> {
        let envelope = &opened.envelope;
        let loaded = self.load(envelope.matter).await?;
        Self::in_sequence(envelope.sequence, loaded.thread.received)?;
        if loaded
            .thread
            .matter
            .as_ref()
            .is_some_and(|matter| matter.peer() != envelope.from)
        {
            let detail = "this matter is with another State";
            return Err(refused(ProblemType::WrongHolder, detail.to_owned()));
        }
        let given = Given {
            matter: envelope.matter,
            peer: envelope.from,
            command: comity_treaty::incoming(envelope.message.clone()),
            actor: Actor::Peer(envelope.from),
            received: Some(opened.digest),
            papers: Taken {
                papers: envelope.papers.clone(),
                ..Taken::default()
            },
        };
        match self.decide(given).await {
            Ok(decided) => Ok((decided, Outcome::Accepted)),
            Err(Refusal::Rejected(rejection)) => {
                let at = self.world.now();
                let record = rejected(rejection, opened.digest, at);
                let change = Self::change(loaded, envelope.from, &record, at)?;
                let commit = Commit {
                    changes: vec![change],
                    ..Commit::default()
                };
                let outcome = Outcome::Rejected {
                    rule: rejection.rule.key().to_owned(),
                    article: rejection.article.to_string(),
                    sentence: rejection.to_string(),
                };
                Ok((
                    Decided {
                        commit,
                        stage: "rejected",
                    },
                    outcome,
                ))
            }
            Err(other) => Err(other),
        }
    }

    fn in_sequence(found: u64, received: u64) -> Result<(), Refusal> {
        if found == received + 1 {
            return Ok(());
        }
        let expected = received + 1;
        let (kind, detail) = if found > expected {
            (
                ProblemType::OutOfSequence,
                format!("message {found} came before message {expected}; deliver that first"),
            )
        } else {
            (
                ProblemType::IdReused,
                format!("message {found} of this matter was taken in before, with other bytes"),
            )
        };
        Err(refused(kind, detail))
    }

    /// The receipt is made inside the commit, when the place in the log is known, and kept with it.
    fn with_receipt(
        &self,
        mut decided: Decided,
        opened: &Opened,
        bytes: &[u8],
        outcome: Outcome,
    ) -> Result<Decided, Refusal> {
        let draft = ReceiptDraft {
            keys: Arc::clone(&self.keys),
            envelope: opened.digest,
            from: self.state()?,
            to: opened.envelope.from,
            at: self.world.now(),
            outcome,
        };
        let place = decided.commit.changes.len();
        let received = entry("received", opened.envelope.matter, opened.digest, draft.at);
        decided.commit.entries.insert(0, received);
        decided.commit.envelope_in = Some(ReceivedEnvelope {
            digest: opened.digest,
            from: opened.envelope.from.to_string(),
            bytes: bytes.to_vec(),
            sequence: i64::try_from(opened.envelope.sequence).unwrap_or(i64::MAX),
            received_at: draft.at,
        });
        decided.commit.finish = Some(Box::new(move |committed| draft.seal(committed, place)));
        Ok(decided)
    }
}

struct ReceiptDraft {
    keys: Arc<NodeKeys>,
    envelope: Digest,
    from: comity_treaty::StateCode,
    to: comity_treaty::StateCode,
    at: Timestamp,
    outcome: Outcome,
}

impl ReceiptDraft {
    /// The receipt, with the custody entry at this place among those of the commit.
    fn seal(&self, committed: &Committed, place: usize) -> Vec<u8> {
        let position = &committed.entries[place];
        let receipt = Receipt {
            version: VERSION.to_owned(),
            envelope: self.envelope,
            from: self.from,
            to: self.to,
            at: self.at,
            outcome: self.outcome.clone(),
            custody: LoggedEntry {
                entry: String::from_utf8_lossy(&position.entry).into_owned(),
                index: position.index,
                proof: position.proof.clone(),
                checkpoint: committed.checkpoint.to_string(),
            },
        };
        // INVARIANT (canonical): a receipt holds texts, digests and one index below 2^53.
        receipt
            .seal(&self.keys.signing)
            .expect("a receipt has a canonical form")
    }
}

fn rejected(rejection: Rejection, received: Digest, at: Timestamp) -> Record {
    Record::PeerRejected {
        at,
        received,
        rule: rejection.rule.key().to_owned(),
        article: rejection.article.to_string(),
    }
}

/// A message whose texts show what they say. What our own officers may not write, no peer's may either.
fn legible(opened: Opened) -> Result<Opened, Refusal> {
    let message = serde_json::to_value(&opened.envelope.message);
    let message = message.map_err(Refusal::fault("the message does not read again"))?;
    let Some((path, character)) = unprintable_in(&message).into_iter().next() else {
        return Ok(opened);
    };
    let detail = format!("message.{path}: expected {}", plain::expected(character));
    Err(refused(ProblemType::Malformed, detail))
}

/// A refusal of what a peer, or somebody, sent.
fn refused(kind: ProblemType, detail: String) -> Refusal {
    note_refused(kind, &detail);
    Refusal::to_machines(kind, detail)
}

/// What a refused envelope leaves: a counter and a security event, no more.
fn note_refused(kind: ProblemType, why: &dyn Display) {
    let reason = kind.slug();
    metrics::counter!("comity_envelopes_refused_total", "reason" => reason).increment(1);
    tracing::warn!(target: "security", reason, %why, "an envelope was refused");
}

fn no_receipt() -> Refusal {
    Refusal::to_machines(
        ProblemType::Fault,
        "the envelope was committed without a receipt; deliver it again",
    )
}
