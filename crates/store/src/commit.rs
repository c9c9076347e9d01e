//! The one write: what it takes, and what it answers.

use std::fmt;
use std::sync::Arc;

use comity_custody::Digest;
use jiff::Timestamp;
use uuid::Uuid;

use crate::record::{Paper, Record};

/// One act, whole. Everything in it becomes durable in one transaction, or nothing does.
///
/// Custody entries are made in this order: one for each change, one for each of
/// `entries`. A commit may be repeated: the store knows an event by matter,
/// version and digest, an envelope by digest, an outgoing message by id and an
/// entry by its bytes, and answers the repetition as it answered the first.
#[derive(Default)]
pub struct Commit {
    /// Events, each with the state of its matter after it. A matter may occur
    /// more than once, with rising versions.
    pub changes: Vec<MatterChange>,
    /// The envelope that caused this, if a peer did.
    pub envelope_in: Option<ReceivedEnvelope>,
    /// Messages to be delivered.
    pub outbox: Vec<Outgoing>,
    /// The delivery that this act completes, if any.
    pub delivered: Option<DeliveryDone>,
    /// Texts to be kept, erasable.
    pub documents: Vec<Document>,
    /// Papers that a message of it names. One that is on record already stays as it is.
    pub papers: Vec<Paper>,
    /// Custody entries beside those of `changes`.
    pub entries: Vec<NewEntry>,
    /// Checkpoints of peers that were verified on the way.
    pub checkpoints: Vec<PeerCheckpoint>,
    /// Everything else: settings, directory, officers, packages, keys, erasures.
    pub records: Vec<Record>,
    /// Settings that must still be what its caller read, or nothing of it is written.
    pub expects: Vec<ExpectedSetting>,
    /// Builds the receipt once index, proof and checkpoint are known. What it
    /// returns is stored with `envelope_in` in the same transaction.
    pub finish: Option<Finish>,
}

/// Builds a receipt from what was committed (its `receipt` is still `None`).
///
/// It runs before the transaction ends and must not wait for anything. It may
/// run again when the transaction has to be repeated, and only the result that
/// became durable is ever handed out.
pub type Finish = Box<dyn Fn(&Committed) -> Vec<u8> + Send + Sync>;

/// A setting as a caller read it before it decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpectedSetting {
    /// Its name.
    pub key: String,
    /// SHA-256 of its value; `None` where there was none.
    pub value: Option<Digest>,
}

impl ExpectedSetting {
    /// The setting of this name, as it was read.
    pub fn read(key: &str, value: Option<&str>) -> Self {
        Self {
            key: key.to_owned(),
            value: value.map(|value| Digest::of(value.as_bytes())),
        }
    }
}

/// One event of one matter, and the matter after it.
#[derive(Debug, Clone, Default)]
pub struct MatterChange {
    /// The matter.
    pub matter: Uuid,
    /// Events the matter has so far; 0 says that it must be new. The event
    /// becomes number `expected_version + 1`.
    pub expected_version: i64,
    /// The measure, by its key.
    pub measure: String,
    /// Which side this node stands on, by its key.
    pub side: String,
    /// The other State, by its code.
    pub peer: String,
    /// The stage after the event, by its key.
    pub stage: String,
    /// The state after the event, as JSON text; may hold personal data.
    pub state_json: String,
    /// Kind of the event, by its key.
    pub event_kind: String,
    /// The event as JSON text: kept as given, erasable. Its SHA-256 goes into the log.
    pub event_json: String,
    /// When it happened; also the matter's time of last change.
    pub at: Timestamp,
    /// All that is owed in the matter after the event; replaces what was owed before.
    pub obligations: Vec<ObligationRow>,
    /// Words by which officers find the matter: replaces the former ones.
    /// `None` leaves them.
    pub search: Option<String>,
}

/// Something owed by a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObligationRow {
    /// Unique within the matter.
    pub key: String,
    /// Which side owes it, by its key.
    pub owner: String,
    /// When it falls due.
    pub due: Timestamp,
    /// The command to execute by itself when it falls due, as JSON text;
    /// `None` where people act.
    pub command_json: Option<String>,
}

/// An envelope as it came.
#[derive(Debug, Clone)]
pub struct ReceivedEnvelope {
    /// SHA-256 of `bytes`. The same digest is refused for ever.
    pub digest: Digest,
    /// The sending State, by its code.
    pub from: String,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
    /// The sender's own numbering; the store keeps it and reads no meaning into it.
    pub sequence: i64,
    /// When it came.
    pub received_at: Timestamp,
}

/// A message to be delivered until the peer answers, the same bytes every time.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// Unique; a second one with the same id is ignored.
    pub id: Uuid,
    /// The matter it belongs to.
    pub matter: Uuid,
    /// The receiving State, by its code.
    pub to: String,
    /// SHA-256 of `bytes`.
    pub digest: Digest,
    /// The signed envelope.
    pub bytes: Vec<u8>,
    /// When the first attempt by [`claim_outbox`](crate::Store::claim_outbox) is
    /// due. A process that delivers at once by itself sets it some seconds
    /// ahead: then another process takes over only if this one died.
    pub next_attempt_at: Timestamp,
}

/// A peer has answered.
#[derive(Debug, Clone)]
pub struct DeliveryDone {
    /// The [`Outgoing`] it answers.
    pub id: Uuid,
    /// Its matter: what waits there behind it is due at once, if it was tried too early.
    pub matter: Uuid,
    /// The receipt as it came.
    pub receipt: Vec<u8>,
    /// When it came.
    pub at: Timestamp,
}

/// A text kept beside the log: erasing it leaves its digest.
#[derive(Debug, Clone)]
pub struct Document {
    /// SHA-256 of `bytes`.
    pub digest: Digest,
    /// Media type (RFC 6838).
    pub media_type: String,
    /// The text.
    pub bytes: Vec<u8>,
    /// The matter it belongs to; nil where it belongs to none.
    pub matter: Uuid,
}

/// A custody entry for something that is not an event of a matter.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// When it happened.
    pub at: Timestamp,
    /// The matter it concerns, if any.
    pub matter: Option<Uuid>,
    /// Kind, by its key: identifiers only, no personal data.
    pub kind: String,
    /// SHA-256 of what it attests.
    pub digest: Digest,
}

/// The head of a peer's log, verified by the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerCheckpoint {
    /// The State whose log it is, by its code.
    pub peer: String,
    /// Entries in its log.
    pub size: u64,
    /// Root of the tree over them.
    pub root: Digest,
    /// The signed note as it came.
    pub note: String,
    /// Our cosignature lines, empty if we gave none.
    pub cosigned: String,
    /// The size from which consistency was proven: the one kept when the caller
    /// looked, 0 for the first. If another one is kept by now, this one is left
    /// out (see [`Committed::witnessed`]) and must be proven anew: two
    /// checkpoints that agree with an old one may still contradict each other.
    pub verified_from: u64,
}

/// The answer to a [`Commit`] that is durable now.
#[derive(Debug, Clone)]
pub struct Committed {
    /// Where its custody entries stand, in their order.
    pub entries: Vec<LogPosition>,
    /// The signed checkpoint that covers them (a note).
    pub checkpoint: Arc<str>,
    /// Entries in the log at that checkpoint: the size the proofs are for.
    pub size: u64,
    /// What `finish` built.
    pub receipt: Option<Vec<u8>>,
    /// For each of [`Commit::checkpoints`], whether it is kept now. A cosignature
    /// of a checkpoint that was left out must not be given out.
    pub witnessed: Vec<bool>,
}

/// A custody entry in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPosition {
    /// Its index, from 0.
    pub index: u64,
    /// Inclusion proof (RFC 9162, 2.1.3.1) for the checkpoint handed out with it.
    pub proof: Vec<Digest>,
    /// The entry's canonical bytes.
    pub entry: Vec<u8>,
}

impl fmt::Debug for Commit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Commit")
            .field("changes", &self.changes)
            .field("envelope_in", &self.envelope_in)
            .field("outbox", &self.outbox)
            .field("delivered", &self.delivered)
            .field("entries", &self.entries)
            .finish_non_exhaustive()
    }
}
