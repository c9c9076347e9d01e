//! The readings. Pages run by key, never by offset, and are as fast for a
//! million matters as for a thousand.

mod directory;
mod envelopes;
pub(crate) mod log;
mod matters;
mod noted;
mod obligations;
mod outbox;
mod packages;

pub use envelopes::{DocumentRow, ReceivedRow, SentRow};
pub use log::{Cosignature, KnownCheckpoint, LogHead, TileSnapshot};
pub use matters::{EventRow, MatterRow, WorklistFilter};
pub use obligations::{DueObligation, OwedRow};
pub use outbox::{OutboxRow, Waiting};
