//! A copy of the embedded database, made while others read and write it.

use std::path::Path;

use crate::error::StoreError;
use crate::store::Store;

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
}
