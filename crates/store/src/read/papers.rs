//! Papers that messages name, and those that are still to be fetched.

use comity_custody::Digest;
use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use std::fmt::Write as _;
use uuid::Uuid;

use crate::column;
use crate::error::StoreError;
use crate::record::{Paper, PaperStands, PaperWay};
use crate::store::Store;

const COLUMNS: &str =
    "named_by, digest, matter, peer, way, length, status, attempts, next_at, error";

type Columns = (
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    i64,
    i64,
    Option<String>,
);

impl Store {
    /// The papers of a matter, whichever message names them.
    pub async fn papers_of(&self, matter: Uuid) -> Result<Vec<Paper>, StoreError> {
        let condition = "WHERE matter = $1 ORDER BY named_by, digest";
        self.papers(condition, &[matter.to_string()]).await
    }

    /// Every row of the paper with this digest.
    pub async fn papers_like(&self, digest: Digest) -> Result<Vec<Paper>, StoreError> {
        let condition = "WHERE digest = $1 ORDER BY named_by";
        self.papers(condition, &[digest.to_string()]).await
    }

    /// A page of all papers, after the last row of the page before.
    pub async fn papers_after(
        &self,
        after: Option<&Paper>,
        limit: u32,
    ) -> Result<Vec<Paper>, StoreError> {
        let (named_by, digest) = after.map_or_else(Default::default, |paper| {
            (paper.named_by.clone(), paper.digest.to_string())
        });
        let condition =
            format!("WHERE (named_by, digest) > ($1, $2) ORDER BY named_by, digest LIMIT {limit}");
        self.papers(&condition, &[named_by, digest]).await
    }

    /// Takes papers that are to be fetched and due at `now`, none from the States `without`, and hides them from other
    /// claimants until `leased_until`.
    pub async fn claim_papers(
        &self,
        now: Timestamp,
        leased_until: Timestamp,
        limit: u32,
        without: &[String],
    ) -> Result<Vec<Paper>, StoreError> {
        let mut left_out = String::new();
        for place in 0..without.len() {
            // They are bound after the three of the statement.
            let _ = write!(left_out, " AND peer <> ${}", place + 4);
        }
        let sql = format!(
            "UPDATE paper SET next_at = $1 WHERE (named_by, digest) IN \
             (SELECT named_by, digest FROM paper WHERE status = 'coming' AND next_at <= $2{left_out} \
             ORDER BY next_at, named_by, digest LIMIT $3{}) RETURNING {COLUMNS}",
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
            .map_err(StoreError::during("claim papers"))?;
        rows.into_iter().map(paper_row).collect()
    }

    /// Makes every paper that is to be fetched due at `now`: for a node that begins, and for one whose peer is back.
    pub async fn wake_papers(&self, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE paper SET next_at = $1 WHERE status = 'coming'")
            .bind(now.as_microsecond())
            .execute(self.writers())
            .await
            .map_err(StoreError::during("wake the papers"))?;
        Ok(())
    }

    /// Records that a paper did not come: asked for again at `again`, or given up where there is none.
    pub async fn put_off_paper(
        &self,
        paper: &Paper,
        again: Option<Timestamp>,
        error: &str,
    ) -> Result<(), StoreError> {
        let stands = match again {
            Some(_) => PaperStands::Coming,
            None => PaperStands::Missing,
        };
        sqlx::query(
            "UPDATE paper SET status = $1, attempts = attempts + 1, next_at = $2, error = $3 \
             WHERE named_by = $4 AND digest = $5 AND status = 'coming'",
        )
        .bind(stands.key())
        .bind(again.map_or(0, Timestamp::as_microsecond))
        .bind(error.replace('\0', ""))
        .bind(paper.named_by.clone())
        .bind(paper.digest.to_string())
        .execute(self.writers())
        .await
        .map_err(StoreError::during("put off a paper"))?;
        Ok(())
    }

    /// Has a matter's papers that were given up asked for again, from the beginning.
    pub async fn ask_for_papers_again(
        &self,
        matter: Uuid,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE paper SET status = 'coming', attempts = 0, next_at = $1 \
             WHERE matter = $2 AND status IN ('missing', 'coming')",
        )
        .bind(now.as_microsecond())
        .bind(matter.to_string())
        .execute(self.writers())
        .await
        .map_err(StoreError::during("ask for papers again"))?;
        Ok(())
    }

    async fn papers(&self, condition: &str, values: &[String]) -> Result<Vec<Paper>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM paper {condition}");
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value.clone());
        }
        let rows: Vec<Columns> = query
            .fetch_all(self.readers())
            .await
            .map_err(StoreError::during("read papers"))?;
        rows.into_iter().map(paper_row).collect()
    }
}

fn paper_row(columns: Columns) -> Result<Paper, StoreError> {
    let (named_by, digest, matter, peer, way, length, status, attempts, next_at, error) = columns;
    let odd = |what: &str| StoreError::corrupt(format!("the paper {digest} {what}"));
    let ways = [PaperWay::Proposed, PaperWay::Sent, PaperWay::Received];
    let way = ways.into_iter().find(|one| one.key() == way);
    let all = [
        PaperStands::Here,
        PaperStands::Coming,
        PaperStands::Missing,
        PaperStands::Erased,
    ];
    let stands = all.into_iter().find(|one| one.key() == status);
    Ok(Paper {
        way: way.ok_or_else(|| odd("goes no known way"))?,
        stands: stands.ok_or_else(|| odd("stands nowhere known"))?,
        digest: column::digest(&digest)?,
        matter: column::uuid(&matter)?,
        length: column::count(length)?,
        next_at: column::time(next_at)?,
        named_by,
        peer,
        attempts,
        error,
    })
}
