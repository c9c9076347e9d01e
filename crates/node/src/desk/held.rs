//! Typed rows of the desk.

use comity_store::{DeskRead, DeskRow, Record};
use jiff::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;

use std::sync::Arc;
use std::time::Duration;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::act::{READ, json};
use crate::node::Node;
use crate::refusal::Refusal;

/// How often what has ended is dropped.
const SWEPT_EVERY: Duration = Duration::from_mins(10);

/// Something the desk keeps under a kind of its own.
pub(crate) trait Kept: Serialize + DeserializeOwned + Sync {
    /// The kind.
    const KIND: &'static str;
}

/// A row as it stands.
#[derive(Debug, Clone)]
pub(crate) struct Held<T> {
    pub id: String,
    pub owner: String,
    pub version: i64,
    pub at: Timestamp,
    pub value: T,
}

/// Names what a form writes: sent twice, it is written once. A form without a name writes anew each time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Once(Option<Uuid>);

impl Once {
    /// The name that a form carries.
    pub fn of(text: &str) -> Self {
        Self(text.parse().ok())
    }
}

/// A row to be written.
pub(crate) struct Row<'a, T> {
    pub id: &'a str,
    pub owner: &'a str,
    /// One more than the version it follows; 1 for a new one.
    pub version: i64,
    pub ends_at: Option<Timestamp>,
    pub value: &'a T,
}

impl Node {
    /// The id of a row that is written once.
    pub(super) fn row_of(&self, once: Once) -> String {
        once.0.unwrap_or_else(|| self.world.new_id()).to_string()
    }

    /// Writes a row. `false`: another one of this version was first, and stays.
    pub(crate) async fn keep_row<T: Kept>(&self, row: Row<'_, T>) -> Result<bool, Refusal> {
        self.write_row(self.desk_row(&row)).await
    }

    /// The same row as one of several that are written together.
    pub(crate) fn desk_record<T: Kept>(&self, row: &Row<'_, T>) -> Record {
        Record::Desk(self.desk_row(row))
    }

    fn desk_row<T: Kept>(&self, row: &Row<'_, T>) -> DeskRow {
        DeskRow {
            kind: T::KIND,
            id: row.id.to_owned(),
            owner: row.owner.to_owned(),
            version: row.version,
            at: self.world.now(),
            ends_at: row.ends_at,
            json: json(row.value),
        }
    }

    /// Takes a row that may be used once. `false`: somebody else was first.
    pub(crate) async fn take_row<T: Kept>(&self, held: &Held<T>) -> Result<bool, Refusal> {
        let now = self.world.now();
        let taken = DeskRow {
            kind: T::KIND,
            id: held.id.clone(),
            owner: held.owner.clone(),
            version: held.version + 1,
            at: now,
            ends_at: Some(now),
            // Random, so that of two who take it at once only one reads back what it wrote.
            json: json(&hex::encode(self.world.random::<16>())),
        };
        self.write_row(taken).await
    }

    async fn write_row(&self, row: DeskRow) -> Result<bool, Refusal> {
        let (kind, id) = (row.kind, row.id.clone());
        let (version, text) = (row.version, row.json.clone());
        self.write_records(vec![Record::Desk(row)]).await?;
        let stands = self.store.desk(kind, &id).await;
        let stands = stands.map_err(Refusal::fault(READ))?;
        Ok(stands.is_some_and(|stands| stands.version == version && stands.json == text))
    }

    /// The row of this id, where it has not ended.
    pub(crate) async fn held<T: Kept>(&self, id: &str) -> Result<Option<Held<T>>, Refusal> {
        let row = self.store.desk(T::KIND, id).await;
        let now = self.world.now();
        row.map_err(Refusal::fault(READ))?
            .filter(|row| row.ends_at.is_none_or(|end| end > now))
            .map(read)
            .transpose()
    }

    /// The rows of an owner that have not ended, the latest first.
    pub(crate) async fn held_of<T: Kept>(
        &self,
        owner: &str,
        limit: u32,
    ) -> Result<Vec<Held<T>>, Refusal> {
        let rows = self.store.desk_of(T::KIND, owner, limit).await;
        let now = self.world.now();
        rows.map_err(Refusal::fault(READ))?
            .into_iter()
            .filter(|row| row.ends_at.is_none_or(|end| end > now))
            .map(read)
            .collect()
    }

    /// A page of the rows of an owner that have not ended, by id from the highest down, `before` the last id of the page
    /// before. Of what they say only these members are read.
    pub(crate) async fn held_page<T: Kept>(
        &self,
        owner: &str,
        before: Option<&str>,
        limit: u32,
        members: &[&'static str],
    ) -> Result<Vec<Held<T>>, Refusal> {
        let of = (T::KIND, owner);
        let rows = self.store.desk_page(of, before, limit, members).await;
        let now = self.world.now();
        rows.map_err(Refusal::fault(READ))?
            .into_iter()
            .filter(|row| row.ends_at.is_none_or(|end| end > now))
            .map(read)
            .collect()
    }

    /// Drops what has ended, again and again, until stopped.
    pub(crate) async fn sweep_desk(self: Arc<Self>, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let before = self.world.now();
            let swept = self.write_records(vec![Record::SweepDesk { before }]).await;
            if let Err(error) = swept {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "what has ended on the desk is not dropped; it no longer counts all the same"
                );
            }
            if let Err(error) = self.sweep_uploads().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "parts of uploads that have ended are not removed; nothing opens them"
                );
            }
            if let Err(error) = self.sweep_papers().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "files of papers that nothing speaks of are not removed; they are tried again"
                );
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(SWEPT_EVERY) => {}
            }
        }
    }

    /// Drops a row.
    pub(crate) async fn let_go<T: Kept>(&self, id: &str) -> Result<(), Refusal> {
        let id = id.to_owned();
        let drop = Record::DropDesk { kind: T::KIND, id };
        self.write_records(vec![drop]).await
    }
}

fn read<T: Kept>(row: DeskRead) -> Result<Held<T>, Refusal> {
    let value = serde_json::from_str(&row.json).map_err(Refusal::fault(
        "a row of the desk does not read; run `comity fsck`",
    ))?;
    Ok(Held {
        id: row.id,
        owner: row.owner,
        version: row.version,
        at: row.at,
        value,
    })
}
