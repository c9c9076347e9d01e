//! What is owed, and the commands that fall due.

use jiff::Timestamp;
use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::column;
use crate::commit::ObligationRow;
use crate::error::StoreError;
use crate::store::Store;

/// An obligation with its matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedRow {
    /// Its matter.
    pub matter: Uuid,
    /// What is owed.
    pub obligation: ObligationRow,
}

/// Something this State owes, with what its matter is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnObligation {
    /// Its matter.
    pub matter: Uuid,
    /// What is owed.
    pub key: String,
    /// Until when.
    pub due: Timestamp,
    /// The matter's measure.
    pub measure: String,
    /// The other State.
    pub peer: String,
    /// Where the matter stands.
    pub stage: String,
}

/// A command that fell due, leased to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueObligation {
    /// Its matter.
    pub matter: Uuid,
    /// Its key within the matter.
    pub key: String,
    /// When it fell due.
    pub due: Timestamp,
    /// The command, as JSON text.
    pub command_json: String,
}

type OwnColumns = (String, String, i64, String, String, String);

fn own_row(
    (matter, key, due, measure, peer, stage): OwnColumns,
) -> Result<OwnObligation, StoreError> {
    Ok(OwnObligation {
        matter: column::uuid(&matter)?,
        key,
        due: column::time(due)?,
        measure,
        peer,
        stage,
    })
}

impl Store {
    /// All that is owed in a matter, by date.
    pub async fn obligations_of(&self, matter: Uuid) -> Result<Vec<ObligationRow>, StoreError> {
        let rows: Vec<(String, String, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT matter, name, owner, due, command FROM obligation \
             WHERE matter = $1 ORDER BY due, name",
        )
        .bind(matter.to_string())
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read what is owed"))?;
        let owed = rows.into_iter().map(owed_row);
        owed.map(|row| row.map(|row| row.obligation)).collect()
    }

    /// A page of what one side owes in all matters, by date, `after` the last
    /// row of the page before.
    pub async fn obligations_owed(
        &self,
        owner: &str,
        after: Option<&OwedRow>,
        limit: u32,
    ) -> Result<Vec<OwedRow>, StoreError> {
        let (due, matter, key) = after.map_or((i64::MIN, String::new(), String::new()), |row| {
            let due = row.obligation.due.as_microsecond();
            (due, row.matter.to_string(), row.obligation.key.clone())
        });
        let rows: Vec<(String, String, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT matter, name, owner, due, command FROM obligation \
             WHERE owner = $1 AND (due, matter, name) > ($2, $3, $4) \
             ORDER BY due, matter, name LIMIT $5",
        )
        .bind(owner.to_owned())
        .bind(due)
        .bind(matter)
        .bind(key)
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read what is owed"))?;
        rows.into_iter().map(owed_row).collect()
    }

    /// What this State itself owes, the earliest first, with the matter's measure, peer and stage.
    pub async fn own_obligations(&self, limit: u32) -> Result<Vec<OwnObligation>, StoreError> {
        // No date is the last moment there is.
        self.own_obligations_within(Timestamp::MIN, Timestamp::MAX, limit)
            .await
    }

    /// What this State itself owes with a date in `from..to`, the earliest first.
    pub async fn own_obligations_within(
        &self,
        from: Timestamp,
        to: Timestamp,
        limit: u32,
    ) -> Result<Vec<OwnObligation>, StoreError> {
        let rows: Vec<OwnColumns> = sqlx::query_as(
            "SELECT o.matter, o.name, o.due, m.measure, m.peer, m.stage \
             FROM obligation o JOIN matter m ON m.id = o.matter \
             WHERE o.ours = 1 AND o.due >= $1 AND o.due < $2 ORDER BY o.due, o.matter, o.name LIMIT $3",
        )
        .bind(from.as_microsecond())
        .bind(to.as_microsecond())
        .bind(i64::from(limit))
        .fetch_all(self.readers())
        .await
        .map_err(StoreError::during("read what is owed"))?;
        rows.into_iter().map(own_row).collect()
    }

    /// How much of what this State itself owes fell due before `now`.
    pub async fn own_overdue(&self, now: Timestamp) -> Result<u64, StoreError> {
        let row: (i64,) =
            sqlx::query_as("SELECT COUNT(*) FROM obligation WHERE ours = 1 AND due < $1")
                .bind(now.as_microsecond())
                .fetch_one(self.readers())
                .await
                .map_err(StoreError::during("count what is overdue"))?;
        column::count(row.0)
    }

    /// Takes commands that are due at `now` and hides them from other claimants
    /// until `leased_until`. The commit that executes one replaces the matter's
    /// obligations; if the claimant dies instead, the lease ends by itself.
    pub async fn claim_obligations(
        &self,
        now: Timestamp,
        leased_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<DueObligation>, StoreError> {
        let sql = format!(
            "UPDATE obligation SET wake_at = $1 WHERE (matter, name) IN \
             (SELECT matter, name FROM obligation WHERE wake_at <= $2 \
              ORDER BY wake_at LIMIT $3{}) RETURNING matter, name, due, command",
            self.dialect().skip_locked
        );
        let rows: Vec<(String, String, i64, Option<String>)> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(leased_until.as_microsecond())
            .bind(now.as_microsecond())
            .bind(i64::from(limit))
            .fetch_all(self.writers())
            .await
            .map_err(StoreError::during("claim what is due"))?;
        rows.into_iter().map(due_row).collect()
    }

    /// Makes every command that has fallen due by `now` claimable again. For a node that begins:
    /// claims and pauses of a process before it have no one left to end them. A command that two
    /// processes give is decided twice, and rejected the second time.
    pub async fn wake_obligations(&self, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("UPDATE obligation SET wake_at = due WHERE wake_at > $1 AND due <= $1")
            .bind(now.as_microsecond())
            .execute(self.writers())
            .await
            .map_err(StoreError::during("wake what is due"))?;
        Ok(())
    }

    /// Wakes an obligation again at another time, or with `None` leaves it to
    /// people: for a command that was rejected and would be again. One of the same key that took
    /// its place meanwhile has another date and is left alone.
    pub async fn wake_obligation(
        &self,
        due: &DueObligation,
        at: Option<Timestamp>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE obligation SET wake_at = $1 WHERE matter = $2 AND name = $3 AND due = $4";
        sqlx::query(sql)
            .bind(at.map(Timestamp::as_microsecond))
            .bind(due.matter.to_string())
            .bind(due.key.clone())
            .bind(due.due.as_microsecond())
            .execute(self.writers())
            .await
            .map_err(StoreError::during("put off what is due"))?;
        Ok(())
    }
}

fn owed_row(
    (matter, key, owner, due, command_json): (String, String, String, i64, Option<String>),
) -> Result<OwedRow, StoreError> {
    Ok(OwedRow {
        matter: column::uuid(&matter)?,
        obligation: ObligationRow {
            key,
            owner,
            due: column::time(due)?,
            command_json,
        },
    })
}

fn due_row(
    (matter, key, due, command): (String, String, i64, Option<String>),
) -> Result<DueObligation, StoreError> {
    let missing = || StoreError::corrupt(format!("obligation {key} of {matter} has no command"));
    let command_json = command.ok_or_else(missing)?;
    Ok(DueObligation {
        matter: column::uuid(&matter)?,
        key,
        due: column::time(due)?,
        command_json,
    })
}
