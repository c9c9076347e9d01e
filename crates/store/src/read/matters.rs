//! Matters, worklists and histories.

use comity_custody::Digest;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::column;
use crate::error::StoreError;
use crate::read::lookup::Keyed;
use crate::rows::words;
use crate::store::Store;

/// A matter as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatterRow {
    /// Its id.
    pub matter: Uuid,
    /// Events so far: the `expected_version` of the next change.
    pub version: i64,
    /// The measure, by its key.
    pub measure: String,
    /// Which side this node stands on, by its key.
    pub side: String,
    /// The other State, by its code.
    pub peer: String,
    /// The stage, by its key.
    pub stage: String,
    /// When its last event happened.
    pub updated_at: Timestamp,
    /// The state as JSON text.
    pub state_json: String,
}

/// A matter in a worklist: where it stands, without its state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedMatter {
    /// Its id.
    pub matter: Uuid,
    /// The measure, by its key.
    pub measure: String,
    /// Which side this node stands on, by its key.
    pub side: String,
    /// The other State, by its code.
    pub peer: String,
    /// The stage, by its key.
    pub stage: String,
    /// When its last event happened.
    pub updated_at: Timestamp,
}

/// One event of a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its matter.
    pub matter: Uuid,
    /// Its number in the matter, from 1.
    pub version: i64,
    /// When it happened.
    pub at: Timestamp,
    /// Its kind, by its key.
    pub kind: String,
    /// SHA-256 of its text, as in the log.
    pub digest: Digest,
    /// Index of its custody entry.
    pub index: u64,
    /// Its text; `None` once erased.
    pub json: Option<String>,
}

/// Which matters a worklist shows; `None` shows all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WorklistFilter {
    /// One side, by its key.
    pub side: Option<String>,
    /// One stage, by its key.
    pub stage: Option<String>,
    /// One State, by its code.
    pub peer: Option<String>,
    /// Words of the matter's search text, all of them, whole; folded as it was. Or the beginning of a matter's number, as it is
    /// read out and written down: eight digits, a hyphen, and as much as there is.
    pub words: Option<String>,
}

pub(crate) type Columns = (String, i64, String, String, String, String, i64, String);

impl Keyed for Columns {
    fn key(&self) -> &str {
        &self.0
    }
}

/// Looks matters up by their ids.
pub(crate) const MATTERS: &str = "SELECT id, version, measure, side, peer, stage, updated_at, state \
    FROM matter WHERE id IN";

type ListColumns = (String, String, String, String, String, i64);

/// A worklist reads no states: they are most of a row's bytes, and no list shows them.
const LIST: &str = "SELECT m.id, m.measure, m.side, m.peer, m.stage, m.updated_at FROM matter m";

const SELECT: &str = "SELECT m.id, m.version, m.measure, m.side, m.peer, m.stage, m.updated_at, m.state \
    FROM matter m";

impl Store {
    /// The matter, if there is one of that id. Callers at the same time share a statement.
    pub async fn matter(&self, id: Uuid) -> Result<Option<MatterRow>, StoreError> {
        let row = self.matters().find(&id).await?;
        row.map(matter_row).transpose()
    }

    /// A page of matters, newest first. The next page starts `before` the last
    /// id of this one. The order is that of creation and never changes, so
    /// that paging neither repeats nor skips a matter that moves meanwhile.
    pub async fn worklist(
        &self,
        filter: &WorklistFilter,
        before: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<ListedMatter>, StoreError> {
        let (sql, values) = worklist_sql(filter, before, limit);
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        let rows: Vec<ListColumns> = query
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read a worklist"))?;
        rows.into_iter().map(listed).collect()
    }

    /// Matters from the oldest on, for rebuilding and checking: a page after an id.
    pub async fn matters_after(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<MatterRow>, StoreError> {
        let sql = AssertSqlSafe(format!("{SELECT} WHERE m.id > $1 ORDER BY m.id LIMIT $2"));
        let rows: Vec<Columns> = sqlx::query_as(sql)
            .bind(after.map_or_else(String::new, |id| id.to_string()))
            .bind(i64::from(limit))
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read the matters"))?;
        rows.into_iter().map(matter_row).collect()
    }

    /// A page of a matter's events, oldest first, after a version (0 from the start).
    pub async fn history(
        &self,
        matter: Uuid,
        after: i64,
        limit: u32,
    ) -> Result<Vec<EventRow>, StoreError> {
        let rows: Vec<(i64, i64, String, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT version, at, kind, digest, idx, json FROM event \
             WHERE matter = $1 AND version > $2 ORDER BY version LIMIT $3",
        )
        .bind(matter.to_string())
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read a history"))?;
        rows.into_iter()
            .map(|(version, at, kind, digest, index, json)| {
                Ok(EventRow {
                    matter,
                    version,
                    at: column::time(at)?,
                    kind,
                    digest: column::digest(&digest)?,
                    index: column::count(index)?,
                    json,
                })
            })
            .collect()
    }
}

/// The statement of a worklist page and its text parameters. Without `before`
/// it starts above every id. The first word, if any, leads; the others are looked
/// up for each matter that it finds.
fn worklist_sql(
    filter: &WorklistFilter,
    before: Option<Uuid>,
    limit: u32,
) -> (String, Vec<String>) {
    let mut values = vec![before.map_or_else(|| "g".to_owned(), |id| id.to_string())];
    let number = filter.words.as_deref().and_then(number_begun);
    let text = filter.words.as_deref().filter(|_| number.is_none());
    let mut words = words(text.unwrap_or_default()).into_iter();
    let (join, key, first) = match words.next() {
        Some(word) => (
            " JOIN matter_word w ON w.matter = m.id",
            "w.matter",
            Some(word),
        ),
        None => ("", "m.id", None),
    };
    let mut sql = format!("{LIST}{join} WHERE {key} < $1");
    let mut require = |condition: &str, value: String| {
        values.push(value);
        sql.push_str(" AND ");
        sql.push_str(&condition.replace('?', &format!("${}", values.len())));
    };
    let end = number.as_ref().map(|number| format!("{number}g"));
    let equal = [
        ("m.id >= ?", number),
        ("m.id < ?", end),
        ("w.word = ?", first),
        ("m.side = ?", filter.side.clone()),
        ("m.stage = ?", filter.stage.clone()),
        ("m.peer = ?", filter.peer.clone()),
    ];
    for (condition, value) in equal {
        if let Some(value) = value {
            require(condition, value);
        }
    }
    for word in words {
        let other = "EXISTS (SELECT 1 FROM matter_word o WHERE o.word = ? AND o.matter = m.id)";
        require(other, word);
    }
    (format!("{sql} ORDER BY {key} DESC LIMIT {limit}"), values)
}

/// The beginning of a matter's number, where the text is one.
fn number_begun(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_lowercase();
    let hyphens = [8, 13, 18, 23];
    let fits = |(place, byte): (usize, u8)| {
        let hyphen = hyphens.contains(&place);
        (hyphen && byte == b'-') || (!hyphen && byte.is_ascii_hexdigit())
    };
    let begun = (9..=36).contains(&text.len()) && text.bytes().enumerate().all(fits);
    begun.then_some(text)
}

fn listed(
    (matter, measure, side, peer, stage, updated_at): ListColumns,
) -> Result<ListedMatter, StoreError> {
    Ok(ListedMatter {
        matter: column::uuid(&matter)?,
        measure,
        side,
        peer,
        stage,
        updated_at: column::time(updated_at)?,
    })
}

fn matter_row(columns: Columns) -> Result<MatterRow, StoreError> {
    let (id, version, measure, side, peer, stage, updated_at, state_json) = columns;
    Ok(MatterRow {
        matter: column::uuid(&id)?,
        version,
        measure,
        side,
        peer,
        stage,
        updated_at: column::time(updated_at)?,
        state_json,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_its_beginning() {
        for text in [
            "018f0000-",
            " 018F0000-0000 ",
            "018f0000-0000-7000-8000-000000000001",
        ] {
            assert_eq!(number_begun(text), Some(text.trim().to_ascii_lowercase()));
        }
        for text in [
            "",
            "018f0000",
            "deadbeef",
            "018f0000 0000",
            "018f0000-00%0",
            "trader@mail.example",
            "018f0000-0000-7000-8000-0000000000011",
        ] {
            assert_eq!(number_begun(text), None, "{text}");
        }
    }
}
