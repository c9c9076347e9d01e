//! Checking what is derived against what it derives from (`comity fsck`).

mod finding;
mod rows;

pub use finding::Finding;

use std::collections::HashMap;

use comity_custody::{Digest, Edge, Entry, Resource, leaf_hash};
use sqlx::AnyConnection;

use crate::column;
use crate::error::StoreError;
use crate::read::log::{log_head, tiles};
use crate::store::Store;

/// Entries read at once.
const PAGE: i64 = 1024;

impl Store {
    /// Asks the database about its files; where they are damaged, nothing else is worth reading. Builds the tree again from the entries and compares tiles, head and every
    /// signed checkpoint; then each event with its entry, and each matter with
    /// its events. Findings come in order; none means that all agrees. That a
    /// state is the fold of its events is for its owner to check
    /// ([`Store::matters_after`], [`Store::history`]).
    pub async fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let begin = StoreError::during("begin a check");
        let snapshot = self.dialect().snapshot;
        let mut tx = self.readers().begin_with(snapshot).await.map_err(begin)?;
        let mut check = Check::default();
        if !check.files(&mut tx, self.dialect().integrity).await? {
            return Ok(check.findings);
        }
        check.log(&mut tx, self.origin()).await?;
        check.events(&mut tx).await?;
        check.versions(&mut tx).await?;
        check.missing(&mut tx).await?;
        for (table, key) in [("received", "digest"), ("sent", "id")] {
            check.envelopes(&mut tx, table, key).await?;
        }
        check.notes(&mut tx).await?;
        Ok(check.findings)
    }
}

#[derive(Default)]
struct Check {
    findings: Vec<Finding>,
    edge: Edge,
}

impl Check {
    async fn log(&mut self, tx: &mut AnyConnection, origin: &str) -> Result<(), StoreError> {
        let sql = "SELECT size, root, note FROM log_head WHERE origin = $1";
        let row: (i64, String, String) = sqlx::query_as(sql)
            .bind(origin.to_owned())
            .fetch_one(&mut *tx)
            .await
            .map_err(StoreError::during("read the log's head"))?;
        let head = log_head(row)?;
        while self.edge.size() < head.size {
            let first = self.edge.size();
            if !self.page(tx, first).await? {
                let index = self.edge.size();
                self.findings.push(Finding::MissingEntry { index });
                return Ok(());
            }
            self.tiles(tx, head.size).await?;
        }
        self.root(head.size, head.root);
        Ok(())
    }

    /// Appends a page of entries; false if one is missing.
    async fn page(&mut self, tx: &mut AnyConnection, first: u64) -> Result<bool, StoreError> {
        let signed = signed_roots(tx, first).await?;
        let entries = entries_from(tx, first).await?;
        if entries.is_empty() {
            return Ok(false);
        }
        for (index, bytes) in entries {
            if index != self.edge.size() {
                return Ok(false);
            }
            if let Err(invalid) = Entry::parse(&bytes) {
                let what = invalid.to_string();
                self.findings.push(Finding::MalformedEntry { index, what });
            }
            self.edge.append(leaf_hash(&bytes));
            if let Some(root) = signed.get(&self.edge.size()) {
                self.root(self.edge.size(), *root);
            }
        }
        Ok(true)
    }

    fn root(&mut self, size: u64, signed: Digest) {
        let computed = self.edge.root();
        if computed != signed {
            self.findings.push(Finding::WrongRoot {
                size,
                computed,
                signed,
            });
        }
    }

    /// Compares the tiles that the last page touched. Those that grow later are
    /// stored wider than they are yet.
    async fn tiles(&mut self, tx: &mut AnyConnection, size: u64) -> Result<(), StoreError> {
        let changed = self.edge.changed();
        let ids: Vec<_> = changed.iter().map(|(id, _)| *id).collect();
        let stored = tiles(tx, &ids).await?;
        let last = self.edge.size() == size;
        for (id, bytes) in changed {
            let found = stored.get(&(id.level(), id.index()));
            let agrees = found.is_some_and(|found| {
                let whole = last || id.is_full();
                found.starts_with(&bytes) && (!whole || found.len() == bytes.len())
            });
            if !agrees {
                let tile = Resource::Tile(id).to_string();
                self.findings.push(Finding::WrongTile { tile });
            }
        }
        Ok(())
    }

    /// Whether the database finds its own files whole.
    async fn files(
        &mut self,
        tx: &mut AnyConnection,
        sql: &'static str,
    ) -> Result<bool, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(sql)
            .fetch_all(tx)
            .await
            .map_err(StoreError::during("ask the database about its files"))?;
        let damages = rows.into_iter().filter(|(said,)| said != "ok");
        let before = self.findings.len();
        self.findings
            .extend(damages.map(|(what,)| Finding::Damaged { what }));
        Ok(self.findings.len() == before)
    }
}

async fn entries_from(
    tx: &mut AnyConnection,
    first: u64,
) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
    let first = column::number(first);
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT idx, bytes FROM entry WHERE idx >= $1 AND idx < $2 ORDER BY idx")
            .bind(first)
            .bind(first.saturating_add(PAGE))
            .fetch_all(tx)
            .await
            .map_err(StoreError::during("read custody entries"))?;
    rows.into_iter()
        .map(|(index, bytes)| Ok((column::count(index)?, bytes)))
        .collect()
}

async fn signed_roots(
    tx: &mut AnyConnection,
    after: u64,
) -> Result<HashMap<u64, Digest>, StoreError> {
    let after = column::number(after);
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT size, root FROM checkpoint WHERE size > $1 AND size <= $2")
            .bind(after)
            .bind(after.saturating_add(PAGE))
            .fetch_all(tx)
            .await
            .map_err(StoreError::during("read checkpoints"))?;
    rows.into_iter()
        .map(|(size, root)| Ok((column::count(size)?, column::digest(&root)?)))
        .collect()
}
