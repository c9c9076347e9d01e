//! What the officers' pages keep beside the log.

use jiff::Timestamp;
use sqlx::AssertSqlSafe;

use crate::column;
use crate::error::StoreError;
use crate::store::Store;

type Columns = (String, String, i64, i64, i64, String);

/// A row as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRead {
    /// Unique in its kind.
    pub id: String,
    /// Whose it is.
    pub owner: String,
    /// How often it was written.
    pub version: i64,
    /// When it was written last.
    pub at: Timestamp,
    /// From when on it does not count any more.
    pub ends_at: Option<Timestamp>,
    /// What it says.
    pub json: String,
}

impl Store {
    /// The row of that kind and id, ended or not.
    pub async fn desk(&self, kind: &str, id: &str) -> Result<Option<DeskRead>, StoreError> {
        let row: Option<Columns> = sqlx::query_as(
            "SELECT id, owner, version, at, ends_at, json FROM desk WHERE kind = $1 AND id = $2",
        )
        .bind(kind.to_owned())
        .bind(id.to_owned())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read the desk"))?;
        row.map(read).transpose()
    }

    /// The rows of a kind that belong to an owner, the latest first, at most `limit`.
    pub async fn desk_of(
        &self,
        kind: &str,
        owner: &str,
        limit: u32,
    ) -> Result<Vec<DeskRead>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT id, owner, version, at, ends_at, json FROM desk WHERE kind = $1 AND owner = $2 \
             ORDER BY at DESC, id DESC LIMIT $3",
        )
        .bind(kind.to_owned())
        .bind(owner.to_owned())
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read the desk"))?;
        rows.into_iter().map(read).collect()
    }

    /// A page of the rows of a kind that belong to an owner, by id from the highest down, each with these members of what it
    /// says and no other. The next page starts `before` the last id of this one.
    pub async fn desk_page(
        &self,
        (kind, owner): (&str, &str),
        before: Option<&str>,
        limit: u32,
        members: &[&'static str],
    ) -> Result<Vec<DeskRead>, StoreError> {
        let json = (self.dialect().members)(members);
        let below = before.map_or("", |_| " AND id < $4");
        let sql = format!(
            "SELECT id, owner, version, at, ends_at, {json} FROM desk \
             WHERE kind = $1 AND owner = $2{below} ORDER BY id DESC LIMIT $3"
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(kind.to_owned())
            .bind(owner.to_owned())
            .bind(i64::from(limit));
        if let Some(before) = before {
            query = query.bind(before.to_owned());
        }
        let rows: Vec<Columns> = query
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read the desk"))?;
        rows.into_iter().map(read).collect()
    }
}

fn read((id, owner, version, at, ends_at, json): Columns) -> Result<DeskRead, StoreError> {
    Ok(DeskRead {
        id,
        owner,
        version,
        at: column::time(at)?,
        ends_at: (ends_at > 0).then(|| column::time(ends_at)).transpose()?,
        json,
    })
}
