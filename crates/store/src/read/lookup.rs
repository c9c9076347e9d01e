//! Rows looked up by key, for many callers in one statement.
//!
//! Whatever is asked while a statement runs shares the next one, as commits share a transaction.
//! Nothing waits for a group to fill: asked alone, a caller is answered at once.

use std::collections::{BTreeSet, HashMap};

use sqlx::AnyPool;
use sqlx::any::AnyRow;
use tokio::sync::{mpsc, oneshot};

use crate::error::StoreError;
use crate::rows::select;

/// Callers that may wait for the next statement before more wait to ask.
const QUEUE_LEN: usize = 1024;
/// Keys in one statement.
const KEYS_MAX: usize = 64;

/// A row that says its key.
pub(crate) trait Keyed {
    fn key(&self) -> &str;
}

/// One way to look rows up. Clones share it.
#[derive(Clone)]
pub(crate) struct Lookup<R>(mpsc::Sender<Question<R>>);

struct Question<R> {
    key: String,
    answer: oneshot::Sender<Result<Option<R>, StoreError>>,
}

impl<R> Lookup<R>
where
    R: Keyed + Clone + Send + Sync + Unpin + for<'r> sqlx::FromRow<'r, AnyRow> + 'static,
{
    /// Begins to answer. `statement` selects rows and ends in `IN`. It ends with its last clone.
    pub(crate) fn start(readers: AnyPool, statement: &'static str) -> Self {
        let (questions, asked) = mpsc::channel(QUEUE_LEN);
        tokio::spawn(answer(readers, statement, asked));
        Self(questions)
    }

    /// The row with this key.
    pub(crate) async fn find(&self, key: &impl ToString) -> Result<Option<R>, StoreError> {
        let (answer, answered) = oneshot::channel();
        let key = key.to_string();
        let asked = self.0.send(Question { key, answer }).await;
        asked.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

async fn answer<R>(
    readers: AnyPool,
    statement: &'static str,
    mut asked: mpsc::Receiver<Question<R>>,
) where
    R: Keyed + Clone + Send + Sync + Unpin + for<'r> sqlx::FromRow<'r, AnyRow> + 'static,
{
    let mut group = Vec::new();
    while asked.recv_many(&mut group, KEYS_MAX).await > 0 {
        let keys = group.iter().map(|question| question.key.clone()).collect();
        let found = rows(&readers, statement, &keys).await;
        for Question { key, answer } in group.drain(..) {
            let row = found.as_ref().map(|found| found.get(&key).cloned());
            // Whoever went away does not need it.
            let _gone = answer.send(row.map_err(Clone::clone));
        }
    }
}

async fn rows<R>(
    readers: &AnyPool,
    statement: &'static str,
    keys: &BTreeSet<String>,
) -> Result<HashMap<String, R>, StoreError>
where
    R: Keyed + Send + Unpin + for<'r> sqlx::FromRow<'r, AnyRow>,
{
    let connection = readers.acquire().await;
    let mut connection = connection.map_err(StoreError::during("look up"))?;
    let found: Vec<R> = select(&mut connection, statement, keys).await?;
    let keyed = found.into_iter().map(|row| (row.key().to_owned(), row));
    Ok(keyed.collect())
}
