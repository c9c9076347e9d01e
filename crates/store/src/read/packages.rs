//! Sealed packages and the keys that open them.

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::column;
use crate::error::StoreError;
use crate::record::{Package, PackageHead, WrappedKey};
use crate::store::Store;

const SELECT: &str = "SELECT id, matter, blake3, length, status, updated_at, manifest FROM package";

type Columns = (String, String, String, i64, String, i64, Vec<u8>);

impl Store {
    /// The package of that id.
    pub async fn package(&self, id: Uuid) -> Result<Option<Package>, StoreError> {
        let found = self.packages("WHERE id = $1", id.to_string()).await?;
        Ok(found.into_iter().next())
    }

    /// The packages of a matter, oldest first.
    pub async fn packages_of(&self, matter: Uuid) -> Result<Vec<Package>, StoreError> {
        let matter = matter.to_string();
        self.packages("WHERE matter = $1 ORDER BY id", matter).await
    }

    /// The packages that stand at a status, oldest first.
    pub async fn packages_at(&self, status: &str) -> Result<Vec<Package>, StoreError> {
        let status = status.to_owned();
        self.packages("WHERE status = $1 ORDER BY id", status).await
    }

    /// The matters that have packages, without reading these.
    pub async fn matters_with_packages(&self) -> Result<Vec<Uuid>, StoreError> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT DISTINCT matter FROM package ORDER BY matter")
                .fetch_all(self.readers())
                .await
                .map_err(StoreError::during("read which matters have packages"))?;
        let ids = rows.into_iter().map(|(matter,)| column::uuid(&matter));
        ids.collect()
    }

    /// The packages whose ciphertext has that BLAKE3 digest, without their manifests: a peer that fetches a package asks
    /// this for every part of it, and a manifest may be as long as many parts.
    pub async fn package_heads(&self, blake3: &str) -> Result<Vec<PackageHead>, StoreError> {
        let rows: Vec<(String, String, i64)> =
            sqlx::query_as("SELECT id, matter, length FROM package WHERE blake3 = $1 ORDER BY id")
                .bind(blake3.to_owned())
                .fetch_all(self.readers())
                .await
                .map_err(StoreError::during("read packages"))?;
        rows.into_iter().map(package_head).collect()
    }

    /// The wrapped key of that id; `None` once destroyed.
    pub async fn key(&self, id: Uuid) -> Result<Option<WrappedKey>, StoreError> {
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as("SELECT wrapped FROM wrapped_key WHERE id = $1")
                .bind(id.to_string())
                .fetch_optional(self.readers())
                .await
                .map_err(StoreError::during("read a key"))?;
        Ok(row.map(|(wrapped,)| WrappedKey { id, wrapped }))
    }

    async fn packages(
        &self,
        condition: &'static str,
        value: String,
    ) -> Result<Vec<Package>, StoreError> {
        let rows: Vec<Columns> = sqlx::query_as(AssertSqlSafe(format!("{SELECT} {condition}")))
            .bind(value)
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read packages"))?;
        rows.into_iter().map(package_row).collect()
    }
}

fn package_head((id, matter, length): (String, String, i64)) -> Result<PackageHead, StoreError> {
    Ok(PackageHead {
        id: column::uuid(&id)?,
        matter: column::uuid(&matter)?,
        length: column::count(length)?,
    })
}

fn package_row(columns: Columns) -> Result<Package, StoreError> {
    let (id, matter, blake3, length, status, updated_at, manifest) = columns;
    Ok(Package {
        id: column::uuid(&id)?,
        matter: column::uuid(&matter)?,
        blake3,
        length: column::count(length)?,
        manifest,
        status,
        updated_at: column::time(updated_at)?,
    })
}
