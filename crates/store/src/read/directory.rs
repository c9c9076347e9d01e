//! Settings, counters, directory statements and officers.

use comity_custody::Digest;

use crate::column;
use crate::error::StoreError;
use crate::record::{Officer, Statement};
use crate::store::Store;

type OfficerColumns = (String, String, String, Option<String>);
type StatementColumns = (String, String, i64, i64, Vec<u8>);

impl Store {
    /// The value of a setting.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        let row: Option<(String,)> = sqlx::query_as("SELECT value FROM setting WHERE name = $1")
            .bind(key.to_owned())
            .fetch_optional(self.readers())
            .await
            .map_err(StoreError::during("read a setting"))?;
        Ok(row.map(|(value,)| value))
    }

    /// All settings, by name.
    pub async fn settings(&self) -> Result<Vec<(String, String)>, StoreError> {
        sqlx::query_as("SELECT name, value FROM setting ORDER BY name")
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read the settings"))
    }

    /// All counters, by name.
    pub async fn counters(&self) -> Result<Vec<(String, i64)>, StoreError> {
        sqlx::query_as("SELECT name, value FROM counter ORDER BY name")
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read the counters"))
    }

    /// The statement of a kind about a subject.
    pub async fn statement(
        &self,
        subject: &str,
        kind: &str,
    ) -> Result<Option<Statement>, StoreError> {
        let row: Option<StatementColumns> = sqlx::query_as(
            "SELECT subject, kind, issued_at, expires_at, bytes FROM directory \
             WHERE subject = $1 AND kind = $2",
        )
        .bind(subject.to_owned())
        .bind(kind.to_owned())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read the directory"))?;
        row.map(statement_row).transpose()
    }

    /// All statements of the directory, by subject and kind.
    pub async fn statements(&self) -> Result<Vec<Statement>, StoreError> {
        let rows: Vec<StatementColumns> = sqlx::query_as(
            "SELECT subject, kind, issued_at, expires_at, bytes FROM directory \
             ORDER BY subject, kind",
        )
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read the directory"))?;
        rows.into_iter().map(statement_row).collect()
    }

    /// The officer of that id.
    pub async fn officer(&self, id: &str) -> Result<Option<Officer>, StoreError> {
        let row: Option<OfficerColumns> =
            sqlx::query_as("SELECT id, name, roles, token_hash FROM officer WHERE id = $1")
                .bind(id.to_owned())
                .fetch_optional(self.readers())
                .await
                .map_err(StoreError::during("read an officer"))?;
        row.map(officer_row).transpose()
    }

    /// The officer whose token has that SHA-256.
    pub async fn officer_by_token(&self, hash: Digest) -> Result<Option<Officer>, StoreError> {
        let row: Option<OfficerColumns> =
            sqlx::query_as("SELECT id, name, roles, token_hash FROM officer WHERE token_hash = $1")
                .bind(hash.to_string())
                .fetch_optional(self.readers())
                .await
                .map_err(StoreError::during("read an officer"))?;
        row.map(officer_row).transpose()
    }

    /// All officers, by id.
    pub async fn officers(&self) -> Result<Vec<Officer>, StoreError> {
        let rows: Vec<OfficerColumns> =
            sqlx::query_as("SELECT id, name, roles, token_hash FROM officer ORDER BY id")
                .fetch_all(self.readers())
                .await
                .map_err(StoreError::during("read the officers"))?;
        rows.into_iter().map(officer_row).collect()
    }
}

fn statement_row(
    (subject, kind, issued_at, expires_at, bytes): StatementColumns,
) -> Result<Statement, StoreError> {
    Ok(Statement {
        subject,
        kind,
        bytes,
        issued_at: column::time(issued_at)?,
        expires_at: column::time(expires_at)?,
    })
}

fn officer_row((id, name, roles_json, hash): OfficerColumns) -> Result<Officer, StoreError> {
    Ok(Officer {
        id,
        name,
        roles_json,
        token_hash: hash.as_deref().map(column::digest).transpose()?,
    })
}
