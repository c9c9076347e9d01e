//! Messages that wait for their peer.

use std::fmt::Write as _;

use comity_custody::Digest;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::column;
use crate::error::StoreError;
use crate::store::Store;

/// A message to deliver, leased to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// Its id.
    pub id: Uuid,
    /// The matter it belongs to; unknown for messages of the version before.
    pub matter: Option<Uuid>,
    /// The receiving State, by its code.
    pub to: String,
    /// SHA-256 of `bytes`.
    pub digest: Digest,
    /// The signed envelope.
    pub bytes: Vec<u8>,
    /// Attempts that failed so far.
    pub attempts: i64,
}

/// What waits for one peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The State, by its code.
    pub peer: String,
    /// Messages undelivered.
    pub messages: u64,
    /// Most failed attempts at one of them.
    pub attempts_max: i64,
    /// When the next attempt is due.
    pub next_attempt_at: Timestamp,
    /// What one of the last failures was.
    pub error: Option<String>,
}

type Columns = (String, Option<String>, String, i64, String, Option<Vec<u8>>);

impl Store {
    /// Takes messages that are due at `now`, oldest first, and hides them from
    /// other claimants until `leased_until`. Those to the States `without` are left where they are.
    pub async fn claim_outbox(
        &self,
        now: Timestamp,
        leased_until: Timestamp,
        limit: u32,
        without: &[String],
    ) -> Result<Vec<OutboxRow>, StoreError> {
        let mut left_out = String::new();
        for place in 0..without.len() {
            // They are bound after the three of the statement.
            let _ = write!(left_out, " AND peer <> ${}", place + 4);
        }
        let sql = format!(
            "UPDATE outbox SET next_at = $1 WHERE id IN \
             (SELECT id FROM outbox WHERE next_at <= $2{left_out} ORDER BY next_at, id LIMIT $3{}) \
             RETURNING id, matter, peer, attempts, \
             (SELECT digest FROM sent WHERE sent.id = outbox.id), \
             (SELECT bytes FROM sent WHERE sent.id = outbox.id)",
            self.dialect().skip_locked
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(leased_until.as_microsecond())
            .bind(now.as_microsecond())
            .bind(i64::from(limit));
        for peer in without {
            query = query.bind(peer.clone());
        }
        let rows: Vec<Columns> = query
            .fetch_all(self.writers())
            .await
            .map_err(StoreError::during("claim messages"))?;
        let mut claimed: Vec<_> = rows.into_iter().map(outbox_row).collect::<Result<_, _>>()?;
        claimed.sort_unstable_by_key(|row| row.id);
        Ok(claimed)
    }

    /// Makes every waiting message due at `now`. For a node that begins: claims and pauses of a
    /// process before it have no one left to end them. Delivering twice does no harm.
    pub async fn wake_outbox(&self, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE outbox SET next_at = $1")
            .bind(now.as_microsecond())
            .execute(self.writers())
            .await
            .map_err(StoreError::during("wake the messages"))?;
        Ok(())
    }

    /// Records a failed attempt and when to try again.
    pub async fn back_off(
        &self,
        id: Uuid,
        next_attempt_at: Timestamp,
        error: &str,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE outbox SET attempts = attempts + 1, next_at = $1, error = $2 WHERE id = $3",
        )
        .bind(next_attempt_at.as_microsecond())
        .bind(error.replace('\0', ""))
        .bind(id.to_string())
        .execute(self.writers())
        .await
        .map_err(StoreError::during("put off a message"))?;
        Ok(())
    }

    /// Whether a message of the matter waits.
    pub async fn has_outgoing(&self, matter: Uuid) -> Result<bool, StoreError> {
        let (waiting,): (i64,) = sqlx::query_as("SELECT count(*) FROM outbox WHERE matter = $1")
            .bind(matter.to_string())
            .fetch_one(self.readers())
            .await
            .map_err(StoreError::during("look for waiting messages"))?;
        Ok(waiting > 0)
    }

    /// What waits, peer by peer.
    pub async fn outbox_waiting(&self) -> Result<Vec<Waiting>, StoreError> {
        let rows: Vec<(String, i64, i64, i64, Option<String>)> = sqlx::query_as(
            "SELECT peer, count(*), max(attempts), min(next_at), max(error) \
             FROM outbox GROUP BY peer ORDER BY peer",
        )
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("count waiting messages"))?;
        rows.into_iter()
            .map(|(peer, messages, attempts_max, next_at, error)| {
                Ok(Waiting {
                    peer,
                    messages: column::count(messages)?,
                    attempts_max,
                    next_attempt_at: column::time(next_at)?,
                    error,
                })
            })
            .collect()
    }
}

fn outbox_row((id, matter, to, attempts, digest, bytes): Columns) -> Result<OutboxRow, StoreError> {
    let erased = || StoreError::corrupt(format!("message {id} waits and has no bytes"));
    let bytes = bytes.ok_or_else(erased)?;
    Ok(OutboxRow {
        id: column::uuid(&id)?,
        matter: matter.as_deref().map(column::uuid).transpose()?,
        to,
        digest: column::digest(&digest)?,
        bytes,
        attempts,
    })
}
