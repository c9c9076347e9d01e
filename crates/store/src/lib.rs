//! The node's memory: one write, many readings, on SQLite or PostgreSQL.
//!
//! [`Store::commit`] takes one act whole: events, custody entries, matters,
//! obligations, outgoing messages and the receipt become durable together or
//! not at all. Commits that arrive together share one transaction and one
//! signed checkpoint, so that durability is paid once for many.
//!
//! The crate knows no treaty: states, events and commands are JSON text to it,
//! with the keys it needs to find them. What is left to the reader of a row is
//! said beside its type. Why it is built so: `docs/decisions/storage.md`.

mod backup;
mod check;
mod column;
mod commit;
mod dialect;
mod error;
mod open;
mod read;
mod record;
mod rows;
mod store;
mod writer;

pub use check::Finding;
pub use commit::{
    Commit, Committed, DeliveryDone, Document, ExpectedSetting, Finish, LogPosition, MatterChange,
    NewEntry, ObligationRow, Outgoing, PeerCheckpoint, ReceivedEnvelope,
};
pub use error::{CommitError, StoreError};
pub use read::{
    Cosignature, DeskRead, DocumentRow, DueObligation, EventRow, KnownCheckpoint, ListedMatter,
    LogHead, MatterRow, OutboxRow, OwedRow, OwnObligation, ReceivedRow, SentRow, TileSnapshot,
    Waiting, Witnessed, WorklistFilter,
};
pub use record::{
    DeskRow, Officer, Package, PackageHead, Paper, PaperStands, PaperWay, Record, Statement,
    WrappedKey,
};
pub use store::{LogIdentity, Store};
