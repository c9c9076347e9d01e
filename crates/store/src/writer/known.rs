//! What the database knows of a group's matters, envelopes and peers: the
//! ground on which each commit is let in, answered or refused.

use std::collections::{BTreeSet, HashMap};

use comity_custody::{Digest, prove_inclusion, tiles_for_inclusion};
use sqlx::AnyConnection;
use uuid::Uuid;

use super::prepared::Prepared;
use crate::column;
use crate::commit::{Committed, ExpectedSetting, LogPosition, MatterChange};
use crate::error::{CommitError, StoreError};
use crate::read::log::{LogHead, tiles};
use crate::rows::select;

/// A matter as the log knows it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Standing {
    pub(crate) version: i64,
    /// Leaf hash of its newest custody entry.
    pub(crate) leaf: Option<Digest>,
}

#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) matters: HashMap<Uuid, Standing>,
    receipts: HashMap<Digest, Vec<u8>>,
    noted: HashMap<Digest, u64>,
    /// SHA-256 of each setting that a commit rests on.
    settings: HashMap<String, Digest>,
    /// Size and root kept of each peer's log.
    pub(crate) peers: HashMap<String, (u64, Digest)>,
}

/// What becomes of one commit.
pub(crate) enum Verdict {
    /// It is written.
    Fresh,
    /// It was written before, with entries at these indexes.
    Repeated(Vec<u64>),
    /// It is refused.
    Refused(CommitError),
}

impl Known {
    pub(crate) async fn read(
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<Self, StoreError> {
        let mut known = Self::default();
        known.read_matters(connection, group).await?;
        known.read_receipts(connection, group).await?;
        known.read_noted(connection, group).await?;
        known.read_peers(connection, group).await?;
        known.read_settings(connection, group).await?;
        Ok(known)
    }

    async fn read_matters(
        &mut self,
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<(), StoreError> {
        let ids = group.iter().flat_map(|one| one.matters());
        let sql = "SELECT id, version, leaf FROM matter WHERE id IN";
        let rows: Vec<(String, i64, String)> = select(connection, sql, &names(ids)).await?;
        for (id, version, leaf) in rows {
            let leaf = Some(column::digest(&leaf)?);
            self.matters
                .insert(column::uuid(&id)?, Standing { version, leaf });
        }
        Ok(())
    }

    async fn read_receipts(
        &mut self,
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<(), StoreError> {
        let envelopes = group
            .iter()
            .filter_map(|one| one.commit.envelope_in.as_ref());
        let digests = names(envelopes.map(|envelope| envelope.digest));
        let sql = "SELECT digest, receipt FROM received WHERE digest IN";
        let rows: Vec<(String, Vec<u8>)> = select(connection, sql, &digests).await?;
        for (digest, receipt) in rows {
            self.receipts.insert(column::digest(&digest)?, receipt);
        }
        Ok(())
    }

    async fn read_noted(
        &mut self,
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<(), StoreError> {
        let own = group.iter().flat_map(|one| &one.names);
        let sql = "SELECT name, idx FROM noted WHERE name IN";
        let rows: Vec<(String, i64)> = select(connection, sql, &names(own)).await?;
        for (name, index) in rows {
            self.noted
                .insert(column::digest(&name)?, column::count(index)?);
        }
        Ok(())
    }

    async fn read_peers(
        &mut self,
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<(), StoreError> {
        let checkpoints = group.iter().flat_map(|one| &one.commit.checkpoints);
        let peers = names(checkpoints.map(|checkpoint| &checkpoint.peer));
        let sql = "SELECT peer, size, root FROM peer_checkpoint WHERE peer IN";
        let rows: Vec<(String, i64, String)> = select(connection, sql, &peers).await?;
        for (peer, size, root) in rows {
            let kept = (column::count(size)?, column::digest(&root)?);
            self.peers.insert(peer, kept);
        }
        Ok(())
    }

    async fn read_settings(
        &mut self,
        connection: &mut AnyConnection,
        group: &[&Prepared],
    ) -> Result<(), StoreError> {
        let expected = group.iter().flat_map(|one| &one.commit.expects);
        let keys = names(expected.map(|one| &one.key));
        let sql = "SELECT name, value FROM setting WHERE name IN";
        let rows: Vec<(String, String)> = select(connection, sql, &keys).await?;
        let digest = |(name, value): (String, String)| (name, Digest::of(value.as_bytes()));
        self.settings.extend(rows.into_iter().map(digest));
        Ok(())
    }

    /// Decides on a commit: an envelope is answered once and for all; a version
    /// that has moved is a conflict, unless it moved by this very commit.
    pub(crate) async fn judge(
        &self,
        connection: &mut AnyConnection,
        one: &Prepared,
    ) -> Result<Verdict, StoreError> {
        let envelope = one.commit.envelope_in.as_ref();
        if let Some(receipt) = envelope.and_then(|envelope| self.receipts.get(&envelope.digest)) {
            let receipt = receipt.clone();
            return Ok(Verdict::Refused(CommitError::DuplicateEnvelope { receipt }));
        }
        let Some(conflict) = self.conflict(one) else {
            let noted = one.names.iter().map(|name| self.noted.get(name).copied());
            let noted: Option<Vec<_>> = noted.collect();
            let alone = one.commit.changes.is_empty() && !one.names.is_empty();
            return Ok(match (noted, self.moved(one)) {
                (Some(indexes), _) if alone => Verdict::Repeated(indexes),
                (_, Some(moved)) => Verdict::Refused(moved),
                _ => Verdict::Fresh,
            });
        };
        let repeated = self.repeated(connection, one).await?;
        Ok(repeated.map_or(Verdict::Refused(conflict), Verdict::Repeated))
    }

    /// The first change whose matter is not where its caller saw it.
    fn conflict(&self, one: &Prepared) -> Option<CommitError> {
        let mut moved: HashMap<Uuid, i64> = HashMap::new();
        one.commit.changes.iter().find_map(|change| {
            let matter = change.matter;
            let stored = self.matters.get(&matter).map_or(0, |known| known.version);
            let found = moved.insert(matter, change.expected_version + 1);
            let (found, expected) = (found.unwrap_or(stored), change.expected_version);
            (found != expected).then_some(CommitError::Conflict {
                matter,
                expected,
                found,
            })
        })
    }

    /// The first setting that is not what its caller read.
    fn moved(&self, one: &Prepared) -> Option<CommitError> {
        let moved = |expected: &&ExpectedSetting| {
            self.settings.get(&expected.key).copied() != expected.value
        };
        let key = one.commit.expects.iter().find(moved)?.key.clone();
        Some(CommitError::Moved { key })
    }

    /// The indexes of the commit's entries, if all of it is in the log already.
    async fn repeated(
        &self,
        connection: &mut AnyConnection,
        one: &Prepared,
    ) -> Result<Option<Vec<u64>>, StoreError> {
        let mut indexes = Vec::new();
        for (change, digest) in one.commit.changes.iter().zip(&one.digests) {
            match stored_event(connection, change, *digest).await? {
                Some(index) => indexes.push(index),
                None => return Ok(None),
            }
        }
        let noted: Option<Vec<_>> = one.names.iter().map(|name| self.noted.get(name)).collect();
        Ok(noted.map(|noted| {
            indexes.extend(noted);
            indexes
        }))
    }
}

async fn stored_event(
    connection: &mut AnyConnection,
    change: &MatterChange,
    digest: Digest,
) -> Result<Option<u64>, StoreError> {
    let sql = "SELECT idx FROM event WHERE matter = $1 AND version = $2 AND digest = $3";
    let row: Option<(i64,)> = sqlx::query_as(sql)
        .bind(change.matter.to_string())
        .bind(change.expected_version + 1)
        .bind(digest.to_string())
        .fetch_optional(connection)
        .await
        .map_err(StoreError::during("look for an event"))?;
    row.map(|(index,)| column::count(index)).transpose()
}

/// The answer to a repeated commit: its entries as they stand, proven at the present head.
pub(crate) async fn positions(
    connection: &mut AnyConnection,
    head: &LogHead,
    indexes: Vec<u64>,
) -> Result<Committed, StoreError> {
    let mut entries = Vec::with_capacity(indexes.len());
    for index in indexes {
        let (entry,): (Vec<u8>,) = sqlx::query_as("SELECT bytes FROM entry WHERE idx = $1")
            .bind(column::number(index))
            .fetch_one(&mut *connection)
            .await
            .map_err(StoreError::during("read a custody entry"))?;
        let found = tiles(connection, &tiles_for_inclusion(index, head.size)).await?;
        let proof = prove_inclusion(index, head.size, &found)
            .map_err(|error| StoreError::corrupt(error.to_string()))?;
        entries.push(LogPosition {
            index,
            proof,
            entry,
        });
    }
    Ok(Committed {
        entries,
        checkpoint: head.checkpoint.clone(),
        size: head.size,
        receipt: None,
        witnessed: Vec::new(),
    })
}

fn names<T: ToString>(keys: impl Iterator<Item = T>) -> BTreeSet<String> {
    keys.map(|key| key.to_string()).collect()
}
