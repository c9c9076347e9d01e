//! Envelopes, receipts and documents, by digest.

use comity_custody::Digest;
use jiff::Timestamp;
use uuid::Uuid;

use crate::column;
use crate::error::StoreError;
use crate::read::lookup::Keyed;
use crate::store::Store;

/// An envelope that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedRow {
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The sending State, by its code.
    pub from: String,
    /// The sender's numbering.
    pub sequence: i64,
    /// When it came.
    pub received_at: Timestamp,
    /// The receipt given; empty if none was built.
    pub receipt: Vec<u8>,
    /// The bytes as they came; `None` once erased.
    pub bytes: Option<Vec<u8>>,
}

/// An envelope that was sent, or waits to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// Its id.
    pub id: Uuid,
    /// The receiving State, by its code.
    pub to: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The bytes; `None` once erased.
    pub bytes: Option<Vec<u8>>,
    /// When the receipt came; `None` while undelivered.
    pub delivered_at: Option<Timestamp>,
    /// The receipt as it came.
    pub receipt: Option<Vec<u8>>,
}

/// A text kept beside the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// The matter it belongs to; nil where it belongs to none.
    pub matter: Uuid,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// The text; `None` once erased.
    pub bytes: Option<Vec<u8>>,
}

type ReceivedColumns = (String, i64, i64, Vec<u8>, Option<Vec<u8>>);
type DigestAndColumns = (String, String, i64, i64, Vec<u8>, Option<Vec<u8>>);
type SentColumns = (
    String,
    String,
    String,
    Option<Vec<u8>>,
    Option<i64>,
    Option<Vec<u8>>,
);

/// Digest and receipt of an envelope received.
pub(crate) type ReceiptColumns = (String, Vec<u8>);

impl Keyed for ReceiptColumns {
    fn key(&self) -> &str {
        &self.0
    }
}

/// Looks receipts up by the digests of their envelopes.
pub(crate) const RECEIPTS: &str = "SELECT digest, receipt FROM received WHERE digest IN";

impl Store {
    /// The receipt given for the envelope with that digest, if it was received. Callers at the
    /// same time share a statement.
    pub async fn receipt_for(&self, digest: Digest) -> Result<Option<Vec<u8>>, StoreError> {
        let row = self.receipts().find(&digest).await?;
        Ok(row.map(|(_, receipt)| receipt))
    }

    /// The envelope received with that digest, and the receipt given for it.
    pub async fn received(&self, digest: Digest) -> Result<Option<ReceivedRow>, StoreError> {
        let row: Option<ReceivedColumns> = sqlx::query_as(
            "SELECT peer, sequence, received_at, receipt, bytes FROM received WHERE digest = $1",
        )
        .bind(digest.to_string())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read an envelope"))?;
        row.map(|(from, sequence, received_at, receipt, bytes)| {
            Ok(ReceivedRow {
                digest,
                from,
                sequence,
                received_at: column::time(received_at)?,
                receipt,
                bytes,
            })
        })
        .transpose()
    }

    /// Envelopes received, by digest, after one of them; to go through all.
    pub async fn received_after(
        &self,
        after: Option<Digest>,
        limit: u32,
    ) -> Result<Vec<ReceivedRow>, StoreError> {
        let after = after.map(|digest| digest.to_string()).unwrap_or_default();
        let rows: Vec<DigestAndColumns> = sqlx::query_as(
            "SELECT digest, peer, sequence, received_at, receipt, bytes FROM received \
             WHERE digest > $1 ORDER BY digest LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read envelopes"))?;
        let row = |(digest, from, sequence, received_at, receipt, bytes): DigestAndColumns| {
            Ok(ReceivedRow {
                digest: column::digest(&digest)?,
                from,
                sequence,
                received_at: column::time(received_at)?,
                receipt,
                bytes,
            })
        };
        rows.into_iter().map(row).collect()
    }

    /// Envelopes sent, by id, after one of them; to go through all.
    pub async fn sent_after(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<SentRow>, StoreError> {
        let after = after.map(|id| id.to_string()).unwrap_or_default();
        let rows: Vec<SentColumns> = sqlx::query_as(
            "SELECT s.id, s.peer, s.digest, s.bytes, d.at, d.receipt FROM sent s \
             LEFT JOIN delivery d ON d.id = s.id WHERE s.id > $1 ORDER BY s.id LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read envelopes"))?;
        rows.into_iter().map(sent_row).collect()
    }

    /// The highest sequence number received from a State; `None` before the first.
    pub async fn highest_sequence(&self, from: &str) -> Result<Option<i64>, StoreError> {
        let (highest,): (Option<i64>,) =
            sqlx::query_as("SELECT max(sequence) FROM received WHERE peer = $1")
                .bind(from.to_owned())
                .fetch_one(self.readers())
                .await
                .map_err(StoreError::during("read a sequence number"))?;
        Ok(highest)
    }

    /// The envelope sent under that id, and its receipt.
    pub async fn sent(&self, id: Uuid) -> Result<Option<SentRow>, StoreError> {
        let row: Option<SentColumns> = sqlx::query_as(
            "SELECT s.id, s.peer, s.digest, s.bytes, d.at, d.receipt FROM sent s \
             LEFT JOIN delivery d ON d.id = s.id WHERE s.id = $1",
        )
        .bind(id.to_string())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read an envelope"))?;
        row.map(sent_row).transpose()
    }

    /// The envelope sent with that digest, and its receipt.
    pub async fn sent_by_digest(&self, digest: Digest) -> Result<Option<SentRow>, StoreError> {
        let row: Option<SentColumns> = sqlx::query_as(
            "SELECT s.id, s.peer, s.digest, s.bytes, d.at, d.receipt FROM sent s \
             LEFT JOIN delivery d ON d.id = s.id WHERE s.digest = $1 ORDER BY s.id LIMIT 1",
        )
        .bind(digest.to_string())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read an envelope"))?;
        row.map(sent_row).transpose()
    }

    /// The document with that digest in a matter.
    pub async fn document(
        &self,
        matter: Uuid,
        digest: Digest,
    ) -> Result<Option<DocumentRow>, StoreError> {
        let row: Option<(String, Option<Vec<u8>>)> = sqlx::query_as(
            "SELECT media_type, bytes FROM document WHERE digest = $1 AND matter = $2",
        )
        .bind(digest.to_string())
        .bind(matter.to_string())
        .fetch_optional(self.readers())
        .await
        .map_err(StoreError::during("read a document"))?;
        Ok(row.map(|(media_type, bytes)| DocumentRow {
            digest,
            matter,
            media_type,
            bytes,
        }))
    }

    /// The digests and media types of a matter's documents, without their bytes.
    pub async fn documents_of(&self, matter: Uuid) -> Result<Vec<(Digest, String)>, StoreError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT digest, media_type FROM document WHERE matter = $1 ORDER BY digest",
        )
        .bind(matter.to_string())
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("list documents"))?;
        rows.into_iter()
            .map(|(digest, media_type)| Ok((column::digest(&digest)?, media_type)))
            .collect()
    }
}

fn sent_row((id, to, digest, bytes, at, receipt): SentColumns) -> Result<SentRow, StoreError> {
    Ok(SentRow {
        id: column::uuid(&id)?,
        to,
        digest: column::digest(&digest)?,
        bytes,
        delivered_at: at.map(column::time).transpose()?,
        receipt,
    })
}
