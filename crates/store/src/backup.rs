//! A copy of the embedded database, made while others read and write it.

use std::path::Path;

use crate::error::StoreError;
use crate::store::Store;

/// A witness, and the newest of our checkpoints it cosigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witnessed {
    /// Name of the witness's key.
    pub witness: String,
    /// Size of the checkpoint.
    pub size: u64,
    /// When the last cosignature came.
    pub at: jiff::Timestamp,
}

impl Store {
    /// Whether the database is a file of the node's own, which [`copy_to`](Self::copy_to) can copy.
    pub fn is_embedded(&self) -> bool {
        !self.dialect().over_network
    }

    /// Copies the embedded database, as of one moment, into an empty or missing file. A crash leaves an incomplete file that
    /// nobody has said is a copy. PostgreSQL has tools of its own for this and refuses the statement.
    pub async fn copy_to(&self, file: &Path) -> Result<(), StoreError> {
        let during = "copy itself into the backup";
        sqlx::query("VACUUM INTO $1")
            .bind(file.display().to_string())
            .execute(self.writers())
            .await
            .map(drop)
            .map_err(StoreError::during(during))
    }

    /// Each witness with the newest checkpoint it cosigned, by name.
    pub async fn witnessed(&self) -> Result<Vec<Witnessed>, StoreError> {
        let rows: Vec<(String, i64, i64)> = sqlx::query_as(
            "SELECT witness, max(size), max(at) FROM cosignature GROUP BY witness ORDER BY witness",
        )
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read cosignatures"))?;
        let row = |(witness, size, at)| {
            Ok(Witnessed {
                witness,
                size: crate::column::count(size)?,
                at: crate::column::time(at)?,
            })
        };
        rows.into_iter().map(row).collect()
    }
}
