//! Holding the log's head: the lock of all writers, and recovery.

use std::sync::Arc;

use comity_custody::{Checkpoint, Digest, Edge, TileId};
use sqlx::{Any, AnyConnection, AssertSqlSafe, Transaction};

use super::Writer;
use crate::column;
use crate::error::StoreError;
use crate::read::log::{LogHead, log_head, tiles};

/// A transaction that holds the head. Dropping it rolls back.
pub(crate) struct Held {
    pub(crate) tx: Transaction<'static, Any>,
    pub(crate) head: LogHead,
}

impl Writer {
    /// Begins a transaction, locks the head and makes the edge agree with it.
    ///
    /// This is also the whole of recovery: after a crash, after a commit whose
    /// outcome was unknown, or when another process appended, the edge in
    /// memory disagrees with the head and is read again from the tiles.
    ///
    /// INVARIANT (one writer): whoever changes matters, events or the log holds
    /// this row, so what is read after it stays true until the transaction ends.
    pub(crate) async fn hold(&mut self) -> Result<Held, StoreError> {
        let begin = StoreError::during("begin a transaction");
        let mut tx = self
            .pool
            .begin_with(self.dialect.begin)
            .await
            .map_err(begin)?;
        let sql = format!(
            "SELECT size, root, note FROM log_head WHERE origin = $1{}",
            self.dialect.row_lock
        );
        let row: (i64, String, String) = sqlx::query_as(AssertSqlSafe(sql))
            .bind(self.log.origin.as_str())
            .fetch_one(&mut *tx)
            .await
            .map_err(StoreError::during("lock the log's head"))?;
        let head = log_head(row)?;
        if self.edge.size() != head.size || self.edge.root() != head.root {
            self.edge = load_edge(&mut tx, &head).await?;
        }
        Ok(Held { tx, head })
    }

    /// Whether a tree that this process tried to commit is in the log. Taking
    /// the head's lock waits for a transaction that is still dying.
    pub(crate) async fn was_committed(
        &mut self,
        size: u64,
        root: Digest,
    ) -> Result<bool, StoreError> {
        let mut held = self.hold().await?;
        let row: Option<(String,)> = sqlx::query_as("SELECT root FROM checkpoint WHERE size = $1")
            .bind(column::number(size))
            .fetch_optional(&mut *held.tx)
            .await
            .map_err(StoreError::during("read a checkpoint"))?;
        Ok(row.is_some_and(|(found,)| found == root.to_string()))
    }

    /// Makes the head of a new log, or checks that the database holds this one.
    pub(crate) async fn begin_log(&mut self) -> Result<(), StoreError> {
        let root = Digest::of_empty_tree();
        let note = self.sign(0, root)?;
        let begin = StoreError::during("begin a transaction");
        let mut tx = self
            .pool
            .begin_with(self.dialect.begin)
            .await
            .map_err(begin)?;
        // Of two processes that begin the same log, the second waits here for
        // the first and then finds its row. A crash before the commit leaves no log.
        let made = "INSERT INTO log_head (origin, size, root, note) VALUES ($1, 0, $2, $3) \
                    ON CONFLICT (origin) DO NOTHING";
        sqlx::query(made)
            .bind(self.log.origin.as_str())
            .bind(root.to_string())
            .bind(note.as_ref())
            .execute(&mut *tx)
            .await
            .map_err(StoreError::during("begin the log"))?;
        self.check_origin(&mut tx).await?;
        tx.commit()
            .await
            .map_err(StoreError::during("begin the log"))?;
        self.hold().await.map(drop)
    }

    async fn check_origin(&self, tx: &mut AnyConnection) -> Result<(), StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as("SELECT origin FROM log_head ORDER BY origin")
            .fetch_all(tx)
            .await
            .map_err(StoreError::during("read the log's name"))?;
        let mut names = rows.into_iter().map(|(origin,)| origin);
        match names.find(|origin| *origin != self.log.origin) {
            None => Ok(()),
            Some(found) => Err(StoreError::ForeignLog {
                found,
                expected: self.log.origin.clone(),
            }),
        }
    }

    /// Signs the head of a tree.
    pub(crate) fn sign(&self, size: u64, root: Digest) -> Result<Arc<str>, StoreError> {
        let checkpoint = Checkpoint::new(&self.log.origin, size, root);
        let checkpoint = checkpoint.map_err(|invalid| StoreError::Log {
            what: invalid.to_string(),
        })?;
        Ok((self.log.signer)(&checkpoint).to_string().into())
    }
}

/// Reads the edge from the tiles and proves it against the signed head.
async fn load_edge(connection: &mut AnyConnection, head: &LogHead) -> Result<Edge, StoreError> {
    let levels = 0..8_u8;
    let ids: Vec<_> = levels
        .filter_map(|level| TileId::in_tree(level, head.size >> (8 * level) >> 8, head.size))
        .collect();
    let found = tiles(connection, &ids).await?;
    let edge = Edge::load(head.size, |id| {
        found.get(&(id.level(), id.index())).cloned()
    })
    .map_err(|error| StoreError::corrupt(error.to_string()))?;
    let agrees = edge.root() == head.root;
    agrees.then_some(edge).ok_or_else(|| {
        StoreError::corrupt(format!(
            "the tiles of the log make another root than the head of size {}",
            head.size
        ))
    })
}
