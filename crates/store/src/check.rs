//! Checking what is derived against what it derives from (`comity fsck`).

use std::collections::HashMap;

use comity_custody::{Checkpoint, Digest, Edge, Entry, Note, Resource, leaf_hash};
use sqlx::{AnyConnection, AssertSqlSafe};

use crate::column;
use crate::error::StoreError;
use crate::read::log::{log_head, tiles};
use crate::store::Store;

/// Entries read at once.
const PAGE: i64 = 1024;
/// Envelopes read at once; each may have a mebibyte.
const ENVELOPES: i64 = 32;

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
    /// The database finds its own files damaged.
    Damaged {
        /// In its words.
        what: String,
    },
    /// A signed checkpoint does not say what its row says.
    WrongCheckpoint {
        /// Size in the row.
        size: u64,
    },
    /// An envelope's bytes have another digest.
    WrongEnvelope {
        /// The digest it is kept under.
        digest: String,
    },
    /// There are events of a matter that has no row.
    MissingMatter {
        /// The matter.
        matter: String,
    },
    /// A message neither waits nor was delivered.
    LostMessage {
        /// Its id.
        id: String,
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

    /// What other rows speak of and is not there.
    async fn missing(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
        let matters = "SELECT DISTINCT e.matter FROM event e LEFT JOIN matter m ON m.id = e.matter \
                       WHERE m.id IS NULL ORDER BY e.matter";
        let lost = "SELECT s.id FROM sent s LEFT JOIN outbox o ON o.id = s.id \
                    LEFT JOIN delivery d ON d.id = s.id \
                    WHERE o.id IS NULL AND d.id IS NULL ORDER BY s.id";
        let during = StoreError::during("look for what is missing");
        let matters: Vec<(String,)> = sqlx::query_as(matters)
            .fetch_all(&mut *tx)
            .await
            .map_err(during)?;
        let during = StoreError::during("look for what is missing");
        let lost: Vec<(String,)> = sqlx::query_as(lost).fetch_all(tx).await.map_err(during)?;
        let matters = matters
            .into_iter()
            .map(|(matter,)| Finding::MissingMatter { matter });
        self.findings.extend(matters);
        self.findings
            .extend(lost.into_iter().map(|(id,)| Finding::LostMessage { id }));
        Ok(())
    }

    /// Envelopes as they came or went, against the digests they are kept under.
    async fn envelopes(
        &mut self,
        tx: &mut AnyConnection,
        table: &'static str,
        key: &'static str,
    ) -> Result<(), StoreError> {
        let sql = format!(
            "SELECT {key}, digest, bytes FROM {table} WHERE {key} > $1 ORDER BY {key} LIMIT $2"
        );
        let mut after = String::new();
        loop {
            let rows: Vec<(String, String, Option<Vec<u8>>)> =
                sqlx::query_as(AssertSqlSafe(sql.clone()))
                    .bind(after.clone())
                    .bind(ENVELOPES)
                    .fetch_all(&mut *tx)
                    .await
                    .map_err(StoreError::during("read envelopes"))?;
            let Some((last, ..)) = rows.last() else {
                return Ok(());
            };
            after.clone_from(last);
            let wrong = rows.into_iter().filter(|(_, digest, bytes)| {
                let found = bytes.as_ref().map(|bytes| Digest::of(bytes).to_string());
                found.is_some_and(|found| found != *digest)
            });
            self.findings
                .extend(wrong.map(|(_, digest, _)| Finding::WrongEnvelope { digest }));
        }
    }

    /// Signed checkpoints, against the rows they stand in.
    async fn notes(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
        let sql = "SELECT size, root, note FROM checkpoint WHERE size > $1 ORDER BY size LIMIT $2";
        let mut after = -1;
        loop {
            let rows: Vec<(i64, String, String)> = sqlx::query_as(sql)
                .bind(after)
                .bind(PAGE)
                .fetch_all(&mut *tx)
                .await
                .map_err(StoreError::during("read checkpoints"))?;
            let Some((last, ..)) = rows.last() else {
                return Ok(());
            };
            after = *last;
            for (size, root, note) in rows {
                let size = column::count(size)?;
                if !says(&note, size, &root) {
                    self.findings.push(Finding::WrongCheckpoint { size });
                }
            }
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

fn says(note: &str, size: u64, root: &str) -> bool {
    let head = Note::parse(note).ok();
    let head = head.and_then(|note| Checkpoint::parse(note.text()).ok());
    head.is_some_and(|head| head.size() == size && head.root().to_string() == root)
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
