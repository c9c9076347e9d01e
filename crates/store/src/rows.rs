//! Many rows in few statements: what makes a group of commits cheap.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;

use sqlx::any::AnyArguments;
use sqlx::query::{Query, QueryAs};
use sqlx::{Any, AnyConnection, AssertSqlSafe};

use crate::error::StoreError;

/// Rows in one statement. Numbers of rows are cut into powers of two up to it,
/// so that few different statements exist and each stays prepared.
const ROWS_MAX: usize = 64;

/// One value on its way into a column.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Cell<'a> {
    Text(Cow<'a, str>),
    MaybeText(Option<&'a str>),
    Int(i64),
    MaybeInt(Option<i64>),
    Bytes(Cow<'a, [u8]>),
}

impl<'a> Cell<'a> {
    /// Text as it is.
    pub(crate) fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// The text of an id or digest.
    pub(crate) fn name(name: &impl ToString) -> Self {
        Self::Text(Cow::Owned(name.to_string()))
    }

    /// Bytes as they are.
    pub(crate) fn bytes(bytes: &'a [u8]) -> Self {
        Self::Bytes(Cow::Borrowed(bytes))
    }
}

/// Where rows go and what happens when one is there already.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// Leading columns that identify a row: of several such rows in one
    /// group only the last is written.
    pub(crate) key: usize,
    /// The end of the statement.
    pub(crate) conflict: &'static str,
}

/// Rows of one group of commits, table by table in one order for everybody.
#[derive(Default)]
pub(crate) struct Inserts<'a> {
    tables: BTreeMap<&'static str, Rows<'a>>,
}

struct Rows<'a> {
    table: &'static Table,
    cells: Vec<Vec<Cell<'a>>>,
    places: HashMap<Vec<Cell<'a>>, usize>,
}

impl<'a> Inserts<'a> {
    pub(crate) fn add(&mut self, table: &'static Table, row: Vec<Cell<'a>>) {
        debug_assert_eq!(row.len(), table.columns.len(), "{}", table.name);
        let rows = self.tables.entry(table.name).or_insert_with(|| Rows {
            table,
            cells: Vec::new(),
            places: HashMap::new(),
        });
        rows.add(row);
    }

    pub(crate) async fn write(&self, connection: &mut AnyConnection) -> Result<(), StoreError> {
        for Rows { table, cells, .. } in self.tables.values() {
            for piece in pieces(cells) {
                let sql = AssertSqlSafe(table.insert_sql(piece.len()));
                piece
                    .iter()
                    .flatten()
                    .fold(sqlx::query(sql), bind)
                    .execute(&mut *connection)
                    .await
                    .map_err(StoreError::during("write"))?;
            }
        }
        Ok(())
    }
}

impl<'a> Rows<'a> {
    fn add(&mut self, row: Vec<Cell<'a>>) {
        let place = self.cells.len();
        match self.places.insert(row[..self.table.key].to_vec(), place) {
            Some(former) => {
                self.places.insert(row[..self.table.key].to_vec(), former);
                self.cells[former] = row;
            }
            None => self.cells.push(row),
        }
    }
}

impl Table {
    fn insert_sql(&self, rows: usize) -> String {
        let width = self.columns.len();
        let mut sql = format!(
            "INSERT INTO {} ({}) VALUES",
            self.name,
            self.columns.join(", ")
        );
        for row in 0..rows {
            sql.push_str(if row == 0 { " (" } else { ", (" });
            placeholders(&mut sql, row * width, width);
            sql.push(')');
        }
        sql.push(' ');
        sql.push_str(self.conflict);
        sql
    }
}

/// Changes or deletes the rows whose column is one of the keys. `statement` ends in `IN`.
pub(crate) async fn each(
    connection: &mut AnyConnection,
    statement: &'static str,
    keys: &BTreeSet<String>,
) -> Result<(), StoreError> {
    let keys: Vec<_> = keys.iter().collect();
    for piece in pieces(&keys) {
        let mut query = sqlx::query(AssertSqlSafe(in_sql(statement, piece.len())));
        for key in piece {
            query = query.bind(key.as_str());
        }
        let changed = query.execute(&mut *connection).await;
        changed.map_err(StoreError::during("change rows"))?;
    }
    Ok(())
}

/// Changes single rows.
pub(crate) async fn update(
    connection: &mut AnyConnection,
    statement: &'static str,
    cells: &[Cell<'_>],
) -> Result<(), StoreError> {
    let query = cells.iter().fold(sqlx::query(statement), bind);
    let changed = query.execute(connection).await;
    changed.map(drop).map_err(StoreError::during("change"))
}

/// Selects the rows whose column is one of the keys. `statement` ends in `IN`.
pub(crate) async fn select<O>(
    connection: &mut AnyConnection,
    statement: &'static str,
    keys: &BTreeSet<String>,
) -> Result<Vec<O>, StoreError>
where
    O: Send + Unpin + for<'r> sqlx::FromRow<'r, sqlx::any::AnyRow>,
{
    let keys: Vec<_> = keys.iter().collect();
    let mut found = Vec::new();
    for piece in pieces(&keys) {
        let mut query: QueryAs<'_, Any, O, AnyArguments> =
            sqlx::query_as(AssertSqlSafe(in_sql(statement, piece.len())));
        for key in piece {
            query = query.bind(key.as_str());
        }
        let rows = query.fetch_all(&mut *connection).await;
        found.extend(rows.map_err(StoreError::during("look up"))?);
    }
    Ok(found)
}

/// The words of a text, folded: lower case, once each, in order. What is
/// neither letter nor digit separates.
pub(crate) fn words(text: &str) -> Vec<String> {
    let folded = text.to_lowercase();
    let words = folded.split(|c: char| !c.is_alphanumeric());
    let words: BTreeSet<_> = words.filter(|word| !word.is_empty()).collect();
    words.into_iter().map(str::to_owned).collect()
}

fn bind<'q>(
    query: Query<'q, Any, AnyArguments>,
    cell: &'q Cell<'_>,
) -> Query<'q, Any, AnyArguments> {
    match cell {
        Cell::Text(text) => query.bind(text.as_ref()),
        Cell::MaybeText(text) => query.bind(*text),
        Cell::Int(number) => query.bind(*number),
        Cell::MaybeInt(number) => query.bind(*number),
        Cell::Bytes(bytes) => query.bind(bytes.as_ref()),
    }
}

fn in_sql(statement: &str, keys: usize) -> String {
    let mut sql = format!("{statement} (");
    placeholders(&mut sql, 0, keys);
    sql.push(')');
    sql
}

fn placeholders(sql: &mut String, before: usize, count: usize) {
    for number in before + 1..=before + count {
        let comma = if number == before + 1 { "" } else { ", " };
        // INVARIANT (infallible): writing to a String does not fail.
        write!(sql, "{comma}${number}").expect("a string grows");
    }
}

fn pieces<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let power = rows.len().checked_ilog2()?;
        let (piece, rest) = rows.split_at(ROWS_MAX.min(1 << power));
        rows = rest;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_cut_into_powers_of_two() {
        let rows = [0; 201];
        let lengths: Vec<_> = pieces(&rows).map(<[i32]>::len).collect();
        assert_eq!(lengths, [64, 64, 64, 8, 1]);
        assert_eq!(pieces::<i32>(&[]).count(), 0);
    }

    #[test]
    fn words_are_folded_beyond_ascii() {
        assert_eq!(words("Élan, DÉCRET 42/élan"), ["42", "décret", "élan"]);
    }

    #[test]
    fn the_last_row_of_a_key_is_written() {
        const SETTING: Table = Table {
            name: "setting",
            columns: &["name", "value"],
            key: 1,
            conflict: "",
        };
        let mut inserts = Inserts::default();
        for value in ["1", "2"] {
            inserts.add(&SETTING, vec![Cell::text("a"), Cell::text(value)]);
        }
        let rows = &inserts.tables["setting"].cells;
        assert_eq!(rows, &[vec![Cell::text("a"), Cell::text("2")]]);
    }

    #[test]
    fn a_statement_names_every_placeholder_once() {
        const PAIR: Table = Table {
            name: "t",
            columns: &["a", "b"],
            key: 1,
            conflict: "ON CONFLICT (a) DO NOTHING",
        };
        assert_eq!(
            PAIR.insert_sql(2),
            "INSERT INTO t (a, b) VALUES ($1, $2), ($3, $4) ON CONFLICT (a) DO NOTHING"
        );
    }
}
