//! One transaction for a group of commits. The order of the steps is the
//! design; each says what a crash during it would leave.

use std::sync::Arc;

use comity_custody::{Digest, Edge, leaf_hash};
use sqlx::AnyConnection;

use super::fill::Statements;
use super::hold::Held;
use super::known::{Known, Verdict, positions};
use super::prepared::{Prepared, entry};
use super::receipts::finish;
use super::{Answer, Failure, Writer};
use crate::commit::{Committed, LogPosition, PeerCheckpoint};
use crate::error::{CommitError, StoreError};
use crate::read::log::LogHead;

/// A commit that goes in, with all that it will be told.
pub(crate) struct Fresh<'a> {
    /// Its place in the group.
    place: usize,
    pub(crate) one: &'a Prepared,
    /// Leaf hashes of its entries.
    pub(crate) leaves: Vec<Digest>,
    pub(crate) committed: Committed,
}

/// A group decided upon: what goes in, and the answers of the rest.
struct Sifted<'a> {
    fresh: Vec<Fresh<'a>>,
    answers: Vec<Option<Answer>>,
}

impl Writer {
    pub(super) async fn transact(&mut self, group: &[&Prepared]) -> Result<Vec<Answer>, Failure> {
        // 1. Lock the head; make the edge agree with it. A crash leaves nothing.
        let Held { mut tx, head } = self.hold().await.map_err(Failure::Begin)?;

        // 2. Decide on each commit, reading only. A crash leaves nothing: no
        //    caller was answered, and each repeats or finds its matter as it was.
        let mut known = Known::read(&mut tx, group).await.map_err(Failure::Rows)?;
        let sifted = sift(&mut tx, &known, &head, group).await;
        let Sifted { mut fresh, answers } = sifted.map_err(Failure::Rows)?;
        if fresh.is_empty() {
            return Ok(answers.into_iter().flatten().collect());
        }

        // 3. Append to a copy of the edge and sign its head. A crash leaves a
        //    signature that nobody has seen and that is forgotten with the process.
        let mut edge = self.edge.clone();
        append(&mut edge, &mut known, &mut fresh).map_err(Failure::Rows)?;
        let head = self.next_head(head, &edge).map_err(Failure::Rows)?;
        place(&edge, &head, &mut fresh).map_err(Failure::Rows)?;
        witness(&mut known, &mut fresh);

        // 4. Build the receipts. A crash leaves nothing, for none has left this process.
        finish(&mut fresh).await.map_err(Failure::Rows)?;

        // 5. Write the rows. A crash leaves a transaction without an end, which
        //    the database rolls back.
        let tiles = edge.changed();
        let mut statements = Statements::default();
        statements.log(&self.log.origin, &head, &tiles);
        for fresh in &fresh {
            statements.commit(fresh);
        }
        statements.write(&mut tx).await.map_err(Failure::Rows)?;
        let erased = statements.erases();
        drop(statements);

        // 6. Commit and sync. A crash before it leaves nothing; after it, all is
        //    there, and a caller that repeats is told so. There is no third
        //    case, but an error here does not say which of the two it is.
        if let Err(error) = tx.commit().await {
            self.settle(&head, &fresh, error).await?;
        }

        // 7. Keep the edge and answer. A crash leaves unanswered callers, as in 6.
        self.edge = edge;
        if erased {
            self.scrub().await;
        }
        Ok(merge(answers, fresh))
    }

    /// The commit failed, or seemed to. The log itself says what happened: a
    /// tree of this size with this root is there, or nothing of it is.
    async fn settle(
        &mut self,
        head: &LogHead,
        fresh: &[Fresh<'_>],
        error: sqlx::Error,
    ) -> Result<(), Failure> {
        let error = Arc::new(error);
        let unknown = StoreError::Unknown {
            source: error.clone(),
        };
        if fresh.iter().all(|fresh| fresh.leaves.is_empty()) {
            // Without entries the log cannot tell. All that remains is repeatable.
            return Err(Failure::Unknown(unknown));
        }
        match self.was_committed(head.size, head.root).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Failure::Unknown(StoreError::Database {
                operation: "commit",
                source: error,
            })),
            Err(_) => Err(Failure::Unknown(unknown)),
        }
    }

    fn next_head(&self, head: LogHead, edge: &Edge) -> Result<LogHead, StoreError> {
        if edge.size() == head.size {
            return Ok(head);
        }
        let (size, root) = (edge.size(), edge.root());
        let checkpoint = self.sign(size, root)?;
        Ok(LogHead {
            size,
            root,
            checkpoint,
        })
    }

    /// Takes what was erased off the disk. Failing leaves it to the next erasure:
    /// no reader sees it any more.
    async fn scrub(&self) {
        let scrubbed = sqlx::raw_sql(self.dialect.after_erasure);
        if let Err(error) = scrubbed.execute(&self.pool).await {
            tracing::warn!(%error, "erased bytes are still on the disk until the next erasure");
        }
    }
}

async fn sift<'a>(
    connection: &mut AnyConnection,
    known: &Known,
    head: &LogHead,
    group: &[&'a Prepared],
) -> Result<Sifted<'a>, StoreError> {
    let mut fresh = Vec::with_capacity(group.len());
    let mut answers: Vec<Option<Answer>> = Vec::with_capacity(group.len());
    for (place, one) in group.iter().enumerate() {
        answers.push(match known.judge(connection, one).await? {
            Verdict::Refused(refusal) => Some(Err(refusal)),
            Verdict::Repeated(indexes) => {
                let mut committed = positions(connection, head, indexes).await?;
                committed.witnessed = vec![false; one.commit.checkpoints.len()];
                Some(Ok(committed))
            }
            Verdict::Fresh => {
                fresh.push(Fresh::new(place, one, head));
                None
            }
        });
    }
    Ok(Sifted { fresh, answers })
}

impl<'a> Fresh<'a> {
    fn new(place: usize, one: &'a Prepared, head: &LogHead) -> Self {
        Self {
            place,
            one,
            leaves: Vec::new(),
            committed: Committed {
                entries: Vec::new(),
                checkpoint: head.checkpoint.clone(),
                size: head.size,
                receipt: None,
                witnessed: Vec::new(),
            },
        }
    }
}

/// Appends the entries of all, each tied to the one before it in its matter.
fn append(edge: &mut Edge, known: &mut Known, group: &mut [Fresh<'_>]) -> Result<(), StoreError> {
    for fresh in group {
        for new in fresh.one.new_entries() {
            let standing = new
                .matter
                .map(|matter| known.matters.entry(matter).or_default());
            let previous = standing.as_ref().and_then(|standing| standing.leaf);
            let entry = entry(&new, previous)?.to_bytes();
            let leaf = leaf_hash(&entry);
            if let Some(standing) = standing {
                standing.leaf = Some(leaf);
            }
            fresh.leaves.push(leaf);
            fresh.committed.entries.push(LogPosition {
                index: edge.append(leaf),
                proof: Vec::new(),
                entry,
            });
        }
    }
    Ok(())
}

/// Proves every new entry under the new head.
fn place(edge: &Edge, head: &LogHead, group: &mut [Fresh<'_>]) -> Result<(), StoreError> {
    for fresh in group {
        fresh.committed.checkpoint = head.checkpoint.clone();
        fresh.committed.size = head.size;
        for position in &mut fresh.committed.entries {
            let proof = edge.prove_inclusion(position.index);
            position.proof = proof.map_err(|error| StoreError::corrupt(error.to_string()))?;
        }
    }
    Ok(())
}

/// INVARIANT (witnessing): a peer's checkpoint is kept only if consistency was
/// proven from the very one that is kept now.
fn witness(known: &mut Known, group: &mut [Fresh<'_>]) {
    for fresh in group {
        let checkpoints = fresh.one.commit.checkpoints.iter();
        fresh.committed.witnessed = checkpoints.map(|new| keeps(known, new)).collect();
    }
}

fn keeps(known: &mut Known, new: &PeerCheckpoint) -> bool {
    let kept = known.peers.get(&new.peer).copied();
    let extends = match kept {
        None => new.verified_from == 0,
        Some(kept) if kept == (new.size, new.root) => return true,
        Some((size, _)) => size == new.verified_from && new.size > size,
    };
    if extends {
        known.peers.insert(new.peer.clone(), (new.size, new.root));
    }
    extends
}

fn merge(answers: Vec<Option<Answer>>, fresh: Vec<Fresh<'_>>) -> Vec<Answer> {
    let mut answers = answers;
    for fresh in fresh {
        answers[fresh.place] = Some(Ok(fresh.committed));
    }
    // INVARIANT (one answer each): sifting left open exactly the fresh ones.
    answers
        .into_iter()
        .map(|answer| answer.unwrap_or(Err(CommitError::Fault(StoreError::Closed))))
        .collect()
}
