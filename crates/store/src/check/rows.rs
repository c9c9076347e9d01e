//! Rows against each other: events and their entries, matters and their events, envelopes and their digests, checkpoints and
//! the rows they stand in.

use comity_custody::{Checkpoint, Digest, Entry, Note};
use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Check, Finding, PAGE};
use crate::column;
use crate::error::StoreError;

/// Envelopes read at once; each may have a mebibyte.
const ENVELOPES: i64 = 32;

impl Check {
    pub(super) async fn events(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
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

    /// What other rows speak of and is not there.
    pub(super) async fn missing(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
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
    pub(super) async fn envelopes(
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
    pub(super) async fn notes(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
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

    pub(super) async fn versions(&mut self, tx: &mut AnyConnection) -> Result<(), StoreError> {
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
