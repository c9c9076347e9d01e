//! The writer: one task through which every commit goes, in groups.
//!
//! Whatever waits when a transaction begins shares it: one lock, one signed
//! checkpoint and one sync for all. Nothing waits for a group to fill.

mod batch;
mod fill;
mod hold;
mod known;
mod prepared;
mod receipts;
mod records;
mod tables;

use std::collections::HashSet;

use sqlx::AnyPool;
use tokio::sync::{mpsc, oneshot};

use crate::commit::Committed;
use crate::dialect::Dialect;
use crate::error::{CommitError, StoreError};
use crate::store::LogIdentity;

pub(crate) use prepared::{Prepared, first_entry};

/// Commits in one transaction. More would only make the first ones wait longer.
const BATCH_MAX: usize = 256;

pub(crate) type Answer = Result<Committed, CommitError>;

/// A commit, and who waits for its answer.
pub(crate) struct Job {
    pub(crate) prepared: Prepared,
    pub(crate) answer: oneshot::Sender<Answer>,
}

pub(crate) struct Writer {
    pool: AnyPool,
    dialect: &'static Dialect,
    log: LogIdentity,
    /// The tree as this process last saw it. Never trusted unless it agrees
    /// with the locked head.
    edge: comity_custody::Edge,
}

/// Where a transaction failed, which decides what may be said about it.
enum Failure {
    /// Nothing was begun.
    Begin(StoreError),
    /// Nothing was committed; perhaps one commit's rows were to blame.
    Rows(StoreError),
    /// The commit was asked for, and whether it happened is not known.
    Unknown(StoreError),
}

impl Writer {
    pub(crate) fn new(pool: AnyPool, dialect: &'static Dialect, log: LogIdentity) -> Self {
        let edge = comity_custody::Edge::empty();
        Self {
            pool,
            dialect,
            log,
            edge,
        }
    }

    /// Works until every handle is gone and the queue is empty.
    pub(crate) async fn run(mut self, mut orders: mpsc::Receiver<Job>) {
        let mut waiting: Vec<Job> = Vec::new();
        loop {
            if waiting.is_empty() {
                match orders.recv().await {
                    Some(job) => waiting.push(job),
                    None => return,
                }
            }
            while waiting.len() < BATCH_MAX {
                match orders.try_recv() {
                    Ok(job) => waiting.push(job),
                    Err(_) => break,
                }
            }
            let (now, later) = disjoint(waiting);
            waiting = later;
            self.write(now).await;
        }
    }

    /// Writes a group and answers it. When a statement failed, each commit is
    /// tried alone, so that one bad row does not fail its neighbours.
    async fn write(&mut self, jobs: Vec<Job>) {
        let (prepared, answers): (Vec<_>, Vec<_>) = jobs
            .into_iter()
            .map(|job| (job.prepared, job.answer))
            .unzip();
        let group: Vec<_> = prepared.iter().collect();
        let outcomes = match self.transact(&group).await {
            Err(Failure::Rows(_)) if group.len() > 1 => self.write_each(&group).await,
            outcome => answers_of(outcome, group.len()),
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // A caller that went away finds its commit on repeating it.
            let _ = answer.send(outcome);
        }
    }

    async fn write_each(&mut self, group: &[&Prepared]) -> Vec<Answer> {
        let mut answers = Vec::with_capacity(group.len());
        for one in group {
            let outcome = self.transact(&[*one]).await;
            answers.extend(answers_of(outcome, 1));
        }
        answers
    }
}

fn answers_of(outcome: Result<Vec<Answer>, Failure>, len: usize) -> Vec<Answer> {
    let fault = match outcome {
        Ok(answers) => return answers,
        Err(Failure::Begin(fault) | Failure::Rows(fault) | Failure::Unknown(fault)) => fault,
    };
    tracing::warn!(error = ?fault, commits = len, "a transaction failed");
    std::iter::repeat_with(|| Err(CommitError::Fault(fault.clone())))
        .take(len)
        .collect()
}

/// Splits off what touches the same matter, envelope or message as a commit
/// before it: it waits for the next transaction, and so decides on what that
/// commit left. Order is kept.
fn disjoint(jobs: Vec<Job>) -> (Vec<Job>, Vec<Job>) {
    let mut touched = HashSet::new();
    jobs.into_iter().partition(|job| {
        let keys = job.prepared.touches();
        let free = keys.iter().all(|key| !touched.contains(key));
        touched.extend(keys);
        free
    })
}
