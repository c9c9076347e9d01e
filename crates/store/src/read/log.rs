//! The custody log as others read it.

use std::collections::HashMap;
use std::sync::Arc;

use comity_custody::{
    Digest, ProofError, TileId, TileSource, prove_consistency, prove_inclusion,
    tiles_for_consistency, tiles_for_inclusion,
};
use jiff::Timestamp;
use sqlx::AnyConnection;

use crate::column;
use crate::error::StoreError;
use crate::store::Store;

/// From one witness to the next in the index, and in it to the newest of each: it does not grow with the log.
const WITNESSED: &str = "WITH RECURSIVE named(witness) AS ( \
    SELECT min(witness) FROM cosignature \
    UNION ALL SELECT (SELECT min(c.witness) FROM cosignature c WHERE c.witness > named.witness) \
    FROM named WHERE named.witness IS NOT NULL) \
    SELECT c.witness, c.size, c.at FROM named JOIN cosignature c ON c.witness = named.witness \
    AND c.size = (SELECT max(n.size) FROM cosignature n WHERE n.witness = named.witness) ORDER BY c.witness";

/// The cosigned checkpoint with the most witnesses among the first and the newest that cover so many entries: it takes no longer
/// for an old entry of a long log.
const MOST_COSIGNED: &str = "SELECT size, count(*) AS witnesses FROM cosignature WHERE size >= $1 AND size IN ( \
    SELECT size FROM (SELECT DISTINCT size FROM cosignature WHERE size >= $1 ORDER BY size LIMIT 64) AS earliest \
    UNION SELECT size FROM (SELECT DISTINCT size FROM cosignature WHERE size >= $1 ORDER BY size DESC LIMIT 64) AS newest) \
    GROUP BY size ORDER BY witnesses DESC, size LIMIT 1";

/// The head of our log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// Entries.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Digest,
    /// The signed checkpoint (a note).
    pub checkpoint: Arc<str>,
}

/// A witness's signature on one of our checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosignature {
    /// Size of the checkpoint.
    pub size: u64,
    /// Name of the witness's key.
    pub witness: String,
    /// The signature line or lines, each ending in newline.
    pub lines: String,
    /// When it came.
    pub at: Timestamp,
}

/// A witness, and the newest of our checkpoints it cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// Name of the witness's key.
    pub witness: String,
    /// Size of the checkpoint.
    pub size: u64,
    /// When its cosignature came.
    pub at: Timestamp,
}

/// The newest checkpoint kept of a peer's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownCheckpoint {
    /// The State whose log it is, by its code.
    pub peer: String,
    /// Entries in its log.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Digest,
    /// The signed note as it came.
    pub note: String,
    /// Our cosignature lines, empty if we gave none.
    pub cosigned: String,
}

/// Tiles read at one moment, for proofs that are made without waiting.
#[derive(Debug, Clone, Default)]
pub struct TileSnapshot(HashMap<(u8, u64), Vec<u8>>);

impl TileSource for TileSnapshot {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        self.0.get(&(level, index)).cloned()
    }
}

impl Store {
    /// The newest checkpoint.
    pub async fn log_head(&self) -> Result<LogHead, StoreError> {
        let (size, root, note): (i64, String, String) =
            sqlx::query_as("SELECT size, root, note FROM log_head WHERE origin = $1")
                .bind(self.origin().to_owned())
                .fetch_one(self.readers())
                .await
                .map_err(StoreError::during("read the log's head"))?;
        log_head((size, root, note))
    }

    /// The checkpoint that was signed at a size, if one was: not every size has one.
    pub async fn checkpoint_at(&self, size: u64) -> Result<Option<LogHead>, StoreError> {
        let row: Option<(i64, String, String)> =
            sqlx::query_as("SELECT size, root, note FROM checkpoint WHERE size = $1")
                .bind(column::number(size))
                .fetch_optional(self.readers())
                .await
                .map_err(StoreError::during("read a checkpoint"))?;
        row.map(log_head).transpose()
    }

    /// A tile at exactly the width asked for; `None` while the log is not as large.
    pub async fn tile(&self, id: TileId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut connection = self.reader().await?;
        let stored = stored_tile(&mut connection, id).await?;
        Ok(stored.and_then(|bytes| bytes.get(..id.byte_len()).map(<[u8]>::to_vec)))
    }

    /// Reads these tiles for proofs; those the log lacks are left out.
    pub async fn tiles(&self, ids: &[TileId]) -> Result<TileSnapshot, StoreError> {
        let mut connection = self.reader().await?;
        Ok(TileSnapshot(tiles(&mut connection, ids).await?))
    }

    /// The entries from `first` on, at most `count` of them, as canonical bytes.
    pub async fn entries(&self, first: u64, count: u32) -> Result<Vec<Vec<u8>>, StoreError> {
        let first = column::number(first);
        let rows: Vec<(Vec<u8>,)> =
            sqlx::query_as("SELECT bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx")
                .bind(first)
                .bind(first.saturating_add(i64::from(count)))
                .fetch_all(self.readers())
                .await
                .map_err(StoreError::during("read custody entries"))?;
        Ok(rows.into_iter().map(|(bytes,)| bytes).collect())
    }

    /// Proves that entry `index` is in the log at `size`, which is that of a
    /// signed checkpoint: at another size there is no root to prove it under.
    /// `Ok(Err(_))` says that it is not in it.
    pub async fn prove_inclusion(
        &self,
        index: u64,
        size: u64,
    ) -> Result<Result<Vec<Digest>, ProofError>, StoreError> {
        let tiles = self.tiles(&tiles_for_inclusion(index, size)).await?;
        Ok(prove_inclusion(index, size, &tiles))
    }

    /// Proves that the log at `new`, the size of a signed checkpoint, extends the
    /// log at `old`.
    pub async fn prove_consistency(
        &self,
        old: u64,
        new: u64,
    ) -> Result<Result<Vec<Digest>, ProofError>, StoreError> {
        let tiles = self.tiles(&tiles_for_consistency(old, new)).await?;
        Ok(prove_consistency(old, new, &tiles))
    }

    /// Keeps a verified cosignature on one of our checkpoints; a newer one of
    /// the same witness replaces it.
    pub async fn add_cosignature(&self, cosignature: &Cosignature) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO cosignature (size, witness, at, line) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (size, witness) DO UPDATE SET at = excluded.at, line = excluded.line",
        )
        .bind(column::number(cosignature.size))
        .bind(cosignature.witness.clone())
        .bind(cosignature.at.as_microsecond())
        .bind(cosignature.lines.clone())
        .execute(self.writers())
        .await
        .map_err(StoreError::during("keep a cosignature"))?;
        Ok(())
    }

    /// Signed checkpoints of our log, by size, after one of them; to go through all. Without the empty log's.
    pub async fn checkpoints_after(
        &self,
        size: u64,
        limit: u32,
    ) -> Result<Vec<(u64, String)>, StoreError> {
        let rows: Vec<(i64, String)> = sqlx::query_as(
            "SELECT size, note FROM checkpoint WHERE size > $1 ORDER BY size LIMIT $2",
        )
        .bind(column::number(size))
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read checkpoints"))?;
        rows.into_iter()
            .map(|(size, note)| Ok((column::count(size)?, note)))
            .collect()
    }

    /// The cosignatures on our checkpoint of a size, by witness.
    pub async fn cosignatures(&self, size: u64) -> Result<Vec<Cosignature>, StoreError> {
        let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
            "SELECT size, witness, line, at FROM cosignature WHERE size = $1 ORDER BY witness",
        )
        .bind(column::number(size))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read cosignatures"))?;
        rows.into_iter().map(cosignature_row).collect()
    }

    /// Each witness with the newest checkpoint it cosigned, by name.
    pub async fn witnessed(&self) -> Result<Vec<Witnessed>, StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(WITNESSED)
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read cosignatures"))?;
        let row = |(witness, size, at)| {
            Ok(Witnessed {
                witness,
                size: column::count(size)?,
                at: column::time(at)?,
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// Size of the cosigned checkpoint that covers `size` entries and that most witnesses cosigned, the smallest of them: the
    /// one to hand out with a proof of entry `size - 1`. A witness that was away cosigns a later one when it is back.
    pub async fn cosigned_from(&self, size: u64) -> Result<Option<u64>, StoreError> {
        let found: Option<(i64, i64)> = sqlx::query_as(MOST_COSIGNED)
            .bind(column::number(size))
            .fetch_optional(self.readers())
            .await
            .map_err(StoreError::during("read cosignatures"))?;
        found.map(|(size, _)| column::count(size)).transpose()
    }

    /// The checkpoint kept of a peer's log.
    pub async fn peer_checkpoint(&self, peer: &str) -> Result<Option<KnownCheckpoint>, StoreError> {
        let row: Option<(String, i64, String, String, String)> = sqlx::query_as(
            "SELECT peer, size, root, note, cosigned FROM peer_checkpoint WHERE peer = $1",
        )
        .bind(peer.to_owned())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read a peer's checkpoint"))?;
        row.map(known_checkpoint).transpose()
    }

    /// The checkpoints kept of all peers, by State.
    pub async fn peer_checkpoints(&self) -> Result<Vec<KnownCheckpoint>, StoreError> {
        let rows: Vec<(String, i64, String, String, String)> = sqlx::query_as(
            "SELECT peer, size, root, note, cosigned FROM peer_checkpoint ORDER BY peer",
        )
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read the peers' checkpoints"))?;
        rows.into_iter().map(known_checkpoint).collect()
    }

    async fn reader(&self) -> Result<sqlx::pool::PoolConnection<sqlx::Any>, StoreError> {
        let reader = self.readers().acquire().await;
        reader.map_err(StoreError::during("answer a reader"))
    }
}

/// Tiles by level and index, each at its widest.
pub(crate) async fn tiles(
    connection: &mut AnyConnection,
    ids: &[TileId],
) -> Result<HashMap<(u8, u64), Vec<u8>>, StoreError> {
    let mut found = HashMap::with_capacity(ids.len());
    for id in ids {
        if let Some(bytes) = stored_tile(connection, *id).await? {
            found.insert((id.level(), id.index()), bytes);
        }
    }
    Ok(found)
}

async fn stored_tile(
    connection: &mut AnyConnection,
    id: TileId,
) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> =
        sqlx::query_as("SELECT bytes FROM tile WHERE level = $1 AND idx = $2")
            .bind(i64::from(id.level()))
            .bind(column::number(id.index()))
            .fetch_optional(connection)
            .await
            .map_err(StoreError::during("read a tile"))?;
    Ok(row.map(|(bytes,)| bytes))
}

pub(crate) fn log_head((size, root, note): (i64, String, String)) -> Result<LogHead, StoreError> {
    Ok(LogHead {
        size: column::count(size)?,
        root: column::digest(&root)?,
        checkpoint: note.into(),
    })
}

fn cosignature_row(
    (size, witness, lines, at): (i64, String, String, i64),
) -> Result<Cosignature, StoreError> {
    Ok(Cosignature {
        size: column::count(size)?,
        witness,
        lines,
        at: column::time(at)?,
    })
}

fn known_checkpoint(
    (peer, size, root, note, cosigned): (String, i64, String, String, String),
) -> Result<KnownCheckpoint, StoreError> {
    Ok(KnownCheckpoint {
        peer,
        size: column::count(size)?,
        root: column::digest(&root)?,
        note,
        cosigned,
    })
}
