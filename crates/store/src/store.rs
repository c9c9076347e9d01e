//! The handle that everything else holds.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use comity_custody::{Checkpoint, Note};
use sqlx::AnyPool;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::commit::{Commit, Committed};
use crate::dialect::Dialect;
use crate::error::{CommitError, StoreError};
use crate::open;
use crate::read::lookup::Lookup;
use crate::read::{MATTERS, MatterColumns, RECEIPTS, ReceiptColumns};
use crate::writer::{Job, Prepared, Writer};

/// Commits that may wait for the writer before callers wait to hand theirs over.
const QUEUE_LEN: usize = 1024;

/// The node's database. Clones share it.
#[derive(Clone)]
pub struct Store(Arc<Shared>);

struct Shared {
    readers: AnyPool,
    writers: AnyPool,
    dialect: &'static Dialect,
    origin: String,
    receipts: Lookup<ReceiptColumns>,
    matters: Lookup<MatterColumns>,
    /// `None` once closed.
    queue: Mutex<Option<mpsc::Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// Whose log this is, and how its checkpoints are signed.
pub struct LogIdentity {
    /// The log's name: the first line of its checkpoints.
    pub origin: String,
    /// Signs a checkpoint. Called once for each transaction that adds entries.
    pub signer: Box<dyn Fn(&Checkpoint) -> Note + Send + Sync>,
}

impl Store {
    /// Opens the database at `url` (`sqlite:///path/node.db`, made if missing, or
    /// `postgres://user@host/name`), brings its tables to this version and
    /// starts the writer. Must run inside a tokio runtime.
    ///
    /// Several processes may open the same database: the row of the log's head
    /// is their common lock.
    pub async fn open(url: &str, log: LogIdentity) -> Result<Self, StoreError> {
        let origin = log.origin.clone();
        let opened = open::open(url).await?;
        let mut writer = Writer::new(opened.writers.clone(), opened.dialect, log);
        writer.begin_log().await?;
        let (queue, orders) = mpsc::channel(QUEUE_LEN);
        let task = tokio::spawn(writer.run(orders));
        Ok(Self(Arc::new(Shared {
            receipts: Lookup::start(opened.readers.clone(), RECEIPTS),
            matters: Lookup::start(opened.readers.clone(), MATTERS),
            readers: opened.readers,
            writers: opened.writers,
            dialect: opened.dialect,
            origin,
            queue: Mutex::new(Some(queue)),
            writer: Mutex::new(Some(task)),
        })))
    }

    /// Makes one act durable, or nothing of it. Waits until it is synced.
    ///
    /// A caller that stops waiting does not stop the commit.
    pub async fn commit(&self, commit: Commit) -> Result<Committed, CommitError> {
        let prepared = Prepared::from(commit)?;
        let (answer, answered) = oneshot::channel();
        let queue = lock(&self.0.queue).clone().ok_or(StoreError::Closed)?;
        let sent = queue.send(Job { prepared, answer }).await;
        sent.map_err(|_| StoreError::Closed)?;
        drop(queue);
        answered.await.map_err(|_| StoreError::Closed)?
    }

    /// Finishes the commits handed over so far and closes the database. Other
    /// clones find it closed.
    pub async fn close(self) {
        drop(lock(&self.0.queue).take());
        let task = lock(&self.0.writer).take();
        if let Some(task) = task {
            // A panic of the writer was reported to whoever waited for it.
            let _ = task.await;
        }
        self.0.readers.close().await;
        self.0.writers.close().await;
    }

    pub(crate) fn readers(&self) -> &AnyPool {
        &self.0.readers
    }

    pub(crate) fn receipts(&self) -> &Lookup<ReceiptColumns> {
        &self.0.receipts
    }

    pub(crate) fn matters(&self) -> &Lookup<MatterColumns> {
        &self.0.matters
    }

    pub(crate) fn writers(&self) -> &AnyPool {
        &self.0.writers
    }

    pub(crate) fn dialect(&self) -> &'static Dialect {
        self.0.dialect
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.0.origin
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.0.origin)
    }
}

impl fmt::Debug for LogIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogIdentity({})", self.origin)
    }
}
