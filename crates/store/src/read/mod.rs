//! The readings. Pages run by key, never by offset, and are as fast for a
//! million matters as for a thousand.

mod desk;
mod directory;
mod envelopes;
pub(crate) mod log;
pub(crate) mod lookup;
mod matters;
mod noted;
mod obligations;
mod outbox;
mod packages;
mod papers;
mod sent;

pub use desk::DeskRead;
pub use envelopes::{DocumentRow, ReceivedRow, SentRow};
pub(crate) use envelopes::{RECEIPTS, ReceiptColumns};
pub use log::{Cosignature, KnownCheckpoint, LogHead, TileSnapshot, Witnessed};
pub(crate) use matters::{Columns as MatterColumns, MATTERS};
pub use matters::{EventRow, ListedMatter, MatterRow, WorklistFilter};
pub use obligations::{DueObligation, OwedRow, OwnObligation};
pub use outbox::{OutboxRow, Waiting};
