//! What may go wrong. Only [`CommitError`] has answers among its variants; the
//! rest are faults of the world, each with what to do about it.

use std::sync::Arc;

use uuid::Uuid;

/// The world failed.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// The database did not answer, or refused.
    #[error(
        "the database failed to {operation}; check that it is there, has room on its disk and accepts this node (comity doctor)"
    )]
    Database {
        /// What was being done.
        operation: &'static str,
        /// Why it failed.
        source: Arc<sqlx::Error>,
    },
    /// The URL names no database this node can use.
    #[error(
        "{url:?} is no database URL of this node; write sqlite:///path/node.db or postgres://user@host/name"
    )]
    Url {
        /// The URL, without any password.
        url: String,
    },
    /// The tables could not be brought to this version.
    #[error(
        "the database could not be brought to this version's tables; restore the backup or run the version that wrote it"
    )]
    Migration {
        /// Why.
        source: Arc<sqlx::migrate::MigrateError>,
    },
    /// The database holds another node's log.
    #[error(
        "the database holds the log {found:?} and this node's is {expected:?}; point the node to its own database"
    )]
    ForeignLog {
        /// The log in the database.
        found: String,
        /// This node's log.
        expected: String,
    },
    /// The database contradicts itself.
    #[error(
        "the database contradicts itself: {what}; stop the node, run `comity fsck`, and restore the backup if it does not settle it"
    )]
    Corrupt {
        /// Table, key and what is wrong.
        what: String,
    },
    /// The outcome of a commit could not be learnt.
    #[error(
        "the database went away in the middle of a commit; repeat the same commit, which is safe, once it is back"
    )]
    Unknown {
        /// Why.
        source: Arc<sqlx::Error>,
    },
    /// The checkpoint or an entry could not be made.
    #[error("the custody log could not go on: {what}")]
    Log {
        /// What.
        what: String,
    },
    /// The store was closed.
    #[error("the store is closed; the node is stopping, so repeat the commit when it is back")]
    Closed,
}

/// Why a commit was not made. Nothing of it was written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// Another act came first: load the matter again and decide again.
    #[error(
        "matter {matter} has {found} events where {expected} were expected; load it and decide again"
    )]
    Conflict {
        /// The matter.
        matter: Uuid,
        /// The version the caller decided on.
        expected: i64,
        /// The version there is.
        found: i64,
    },
    /// Somebody wrote a setting that this act rests on: read it again and decide again.
    #[error("the setting {key} is no longer what was read; read it and decide again")]
    Moved {
        /// Its name.
        key: String,
    },
    /// This envelope was answered before: give the same answer.
    #[error("this envelope was answered before")]
    DuplicateEnvelope {
        /// The receipt that was given; empty if none was built.
        receipt: Vec<u8>,
    },
    /// The world failed. The same commit may be repeated safely.
    #[error("the commit failed")]
    Fault(#[from] StoreError),
}

impl StoreError {
    /// Wraps a database error with what was being done, a verb phrase.
    pub(crate) fn during(operation: &'static str) -> impl FnOnce(sqlx::Error) -> Self {
        move |source| Self::Database {
            operation,
            source: Arc::new(source),
        }
    }

    /// A column that does not hold what only this crate writes into it.
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }
}
