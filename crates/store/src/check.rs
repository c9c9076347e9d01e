//! Checking what is derived against what it derives from (`comity fsck`).

use std::collections::HashMap;

use comity_custody::{Digest, Edge, Entry, Resource, leaf_hash};
use sqlx::AnyConnection;

use crate::column;
use crate::error::StoreError;
use crate::read::log::{log_head, tiles};
use crate::store::Store;

/// Entries read at once.
const PAGE: i64 = 1024;

/// Something in the database that does not agree with something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An entry is missing: those after it cannot be checked.
    MissingEntry {
        /// Its index.
        index: u64,
    },
    /// An entry does not parse as one.
    MalformedEntry {
        /// Its index.
        index: u64,
        /// What is wrong.
        what: String,
    },
    /// A tile differs from the entries.
    WrongTile {
        /// Its path in the log.
        tile: String,
    },
    /// The entries make another root than a signed checkpoint says.
    WrongRoot {
        /// Size of the checkpoint.
        size: u64,
        /// Root of the entries.
        computed: Digest,
        /// Root that was signed.
        signed: Digest,
    },
    /// An event and its custody entry do not agree.
    WrongEvent {
        /// The matter.
        matter: String,
        /// The event's number.
        version: i64,
        /// What is wrong.
        what: &'static str,
    },
    /// A matter's version is not the number of its events.
    WrongVersion {
        /// The matter.
        matter: String,
        /// What its row says.
        found: i64,
        /// Its events.
        events: i64,
    },
}

impl Store {
    /// Builds the tree again from the entries and compares tiles, head and every
    /// signed checkpoint; then each event with its entry, and each matter with
    /// its events. Findings come in order; none means that all agrees. That a
    /// state is the fold of its events is for its owner to check
    /// ([`Store::matters_after`], [`Store::history`]).
    pub async fn check(&self) -> Result<Vec<Finding>, StoreError> {
        let begin = StoreError::during("begin a check");
        let snapshot = self.dialect().snapshot;
        let mut tx = self.readers().begin_with(snapshot).await.map_err(begin)?;
        let mut check = Check::default();
        check.log(&mut tx, self.origin()).await?;
        check.events(&mut tx).await?;
        check.versions(&mut tx).await?;
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

    async fn events(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
        let sql = "SELECT e.matter, e.version, e.kind, e.digest, e.json, n.bytes FROM event e \
                   LEFT JOIN entry n ON n.idx = e.idx \
                   WHERE (e.matter, e.version) > ($1, $2) \
                   ORDER BY e.matter, e.version LIMIT $3";
        let mut after = (String::new(), 0);
        loop {
            let rows: Vec<EventColumns> = sqlx::query_as(sql)
                .bind(after.0.clone())
                .bind(after.1)
                .bind(PAGE)
                .fetch_all(&mut *tx)
                .await
                .map_err(StoreError::during("read events"))?;
            let Some(last) = rows.last() else {
                return Ok(());
            };
            after = (last.0.clone(), last.1);
            let wrong = rows.into_iter().filter_map(wrong_event);
            self.findings.extend(wrong);
        }
    }

    async fn versions(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT q.id, q.version, q.events FROM (SELECT m.id, m.version, \
             (SELECT count(*) FROM event e WHERE e.matter = m.id) AS events FROM matter m) q \
             WHERE q.version <> q.events ORDER BY q.id",
        )
        .fetch_all(tx)
        .await
        .map_err(StoreError::during("count events"))?;
        self.findings
            .extend(
                rows.into_iter()
                    .map(|(matter, found, events)| Finding::WrongVersion {
                        matter,
                        found,
                        events,
                    }),
            );
        Ok(())
    }
}

type EventColumns = (String, i64, String, String, Option<String>, Option<Vec<u8>>);

fn wrong_event(columns: EventColumns) -> Option<Finding> {
    let (matter, version, kind, digest, json, entry) = columns;
    let text = json.map(|json| Digest::of(json.as_bytes()).to_string());
    let entry = entry.and_then(|bytes| Entry::parse(&bytes).ok());
    let what = match (text, entry) {
        (Some(text), _) if text != digest => "its text has another digest",
        (_, None) => "its custody entry is missing or malformed",
        (_, Some(entry)) if entry.digest().to_string() != digest => {
            "its custody entry has another digest"
        }
        (_, Some(entry)) if entry.matter() != matter || entry.kind() != kind => {
            "its custody entry is of another event"
        }
        _ => return None,
    };
    Some(Finding::WrongEvent {
        matter,
        version,
        what,
    })
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
