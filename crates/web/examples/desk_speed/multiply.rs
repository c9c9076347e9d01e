//! Many matters from few: the rows of a node's matters are copied under new numbers.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use crate::Failure;

/// The tables whose rows belong to a matter and are read by lists, with the columns that are copied as they are. Histories
/// are not copied: a page reads that of one matter.
const TABLES: [(&str, &str, &str); 2] = [
    ("matter_word", "matter", "word"),
    (
        "obligation",
        "matter",
        "name, owner, due, wake_at, command, ours",
    ),
];

/// Copies matters until there are `matters`, older ones than those that are there, and gives the number of one that
/// is there with its history.
pub async fn to(database: &Path, matters: u64) -> Result<String, Failure> {
    let mut db = SqliteConnection::connect(&format!("sqlite://{}", database.display())).await?;
    let originals = "SELECT id FROM matter WHERE id NOT LIKE '01900000-%' ORDER BY id";
    let originals: Vec<(String,)> = sqlx::query_as(originals).fetch_all(&mut db).await?;
    let (there,): (i64,) = sqlx::query_as("SELECT count(*) FROM matter")
        .fetch_one(&mut db)
        .await?;
    let newest = originals
        .last()
        .ok_or("the node has no matter yet")?
        .0
        .clone();
    // So many of each are there already, the original among them.
    let (each, first) = (
        matters / originals.len() as u64,
        there.unsigned_abs() / originals.len() as u64,
    );
    // Nobody else has it open, and a copy that breaks off is thrown away: no journal that would be as large as the copies.
    for pragma in [
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "BEGIN",
    ] {
        sqlx::query(pragma).execute(&mut db).await?;
    }
    for (place, (id,)) in originals.iter().enumerate() {
        // Version 7 with a time before that of the originals: worklists show the newest first.
        let number = format!("printf('01900000-%04x-7{place:03x}-8000-%012x', i / 65536, i)");
        let counted = format!(
            "WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {each})"
        );
        let rows = format!(
            "{counted} INSERT INTO matter (id, version, measure, side, peer, stage, updated_at, leaf, state) \
             SELECT {number}, version, measure, side, peer, stage, updated_at, leaf, replace(state, id, {number}) \
             FROM n, matter WHERE matter.id = ?"
        );
        sqlx::query(sqlx::AssertSqlSafe(rows))
            .bind(id)
            .execute(&mut db)
            .await?;
        for (table, matter, columns) in TABLES {
            let rows = format!(
                "{counted} INSERT INTO {table} ({matter}, {columns}) \
                 SELECT {number}, {columns} FROM n, {table} WHERE {table}.{matter} = ?"
            );
            sqlx::query(sqlx::AssertSqlSafe(rows))
                .bind(id)
                .execute(&mut db)
                .await?;
        }
    }
    sqlx::query("COMMIT").execute(&mut db).await?;
    db.close().await?;
    Ok(newest)
}
