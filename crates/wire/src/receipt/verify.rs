//! Checking a receipt: signatures, then that it answers our envelope, then the log.

use comity_custody::{
    Checkpoint, CheckpointError, Digest, Entry, EntryInvalid, KeyError, Note, NoteError,
    NoteVerifier, ProofError, leaf_hash, verify_inclusion,
};
use comity_treaty::StateCode;
use jiff::Timestamp;

use super::{LoggedEntry, MAX_RECEIPT_BYTES, Receipt};
use crate::canonical::{self, CanonicalError};
use crate::envelope::VERSION;
use crate::jws::{self, JwsError, Typ};
use crate::keys::PublicKeys;

/// What a receipt must match.
#[derive(Debug, Clone, Copy)]
pub struct Expected<'a> {
    /// Digest of the envelope we sent.
    pub envelope: Digest,
    /// The State we sent it to, which must sign.
    pub from: StateCode,
    /// Our State.
    pub to: StateCode,
    /// That State's signing keys, from the verified directory.
    pub keys: &'a PublicKeys,
    /// That State's log key, from the verified directory.
    pub log: &'a NoteVerifier,
}

/// A believed receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedReceipt {
    /// What it says.
    pub receipt: Receipt,
    /// The log head it stands under: signed by the receiver's log, ready to be cosigned.
    pub checkpoint: Checkpoint,
    /// That head as the note it came in.
    pub note: Note,
}

/// Why a receipt is refused: the envelope must be delivered again, and the peer's operator told.
#[derive(Debug, thiserror::Error)]
pub enum ReceiptRefusal {
    /// The signatures are not believed.
    #[error("the receipt's signatures are not believed")]
    Signatures(#[from] JwsError),
    /// The payload is no canonical receipt.
    #[error("the receipt's payload is malformed; see docs/formats/receipt.md")]
    Payload(#[from] CanonicalError),
    /// Another protocol version.
    #[error("the receipt speaks version {0:?}, this node speaks {VERSION:?}")]
    WrongVersion(String),
    /// It answers another envelope.
    #[error("the receipt answers envelope {found}, we sent {expected}")]
    OtherEnvelope {
        /// What the receipt names.
        found: Digest,
        /// What we sent.
        expected: Digest,
    },
    /// It is from, or to, another State.
    #[error("the receipt goes from {from} to {to}, which is not the way back of our envelope")]
    OtherStates {
        /// The receipt's `from`.
        from: StateCode,
        /// The receipt's `to`.
        to: StateCode,
    },
    /// The custody entry names another digest than the envelope's.
    #[error("the custody entry is not about our envelope")]
    OtherEntry,
    /// The custody entry does not parse.
    #[error("the custody entry in the receipt is malformed")]
    Entry(#[from] EntryInvalid),
    /// The checkpoint is no signed note.
    #[error("the checkpoint in the receipt is not a signed note")]
    Note(#[from] NoteError),
    /// The note is no checkpoint.
    #[error("the note in the receipt is not a checkpoint")]
    Checkpoint(#[from] CheckpointError),
    /// The checkpoint is not signed by the receiver's log key.
    #[error("the checkpoint in the receipt is not signed by the log key in the directory")]
    LogKey(#[from] KeyError),
    /// The checkpoint is of another log.
    #[error("the checkpoint is of log {found:?}, the directory names {expected:?}")]
    OtherLog {
        /// Origin of the checkpoint.
        found: String,
        /// Name of the log key.
        expected: String,
    },
    /// The entry is not in the log.
    #[error("the inclusion proof does not lead from the entry to the checkpoint")]
    Inclusion(#[from] ProofError),
}

/// Verifies a receipt against what we sent. `at` is the time the keys must be valid: now on receipt, the receipt's
/// own `at` when a court looks at it with historical keys.
pub fn verify(
    bytes: &[u8],
    expected: Expected<'_>,
    at: Timestamp,
) -> Result<VerifiedReceipt, ReceiptRefusal> {
    let lookup = |kid: &_| expected.keys.get(kid).cloned();
    let verified = jws::verify(bytes, Typ::Receipt, MAX_RECEIPT_BYTES, at, lookup)?;
    read(&verified.payload, expected)
}

/// Verifies a receipt that comes only `now`, as the answer to a delivery. The same envelope gets the same receipt for ever:
/// the first answer may have been lost, and the keys that signed it have ended since ([`crate::keys::Validity::held`]).
pub fn verify_arrived(
    bytes: &[u8],
    expected: Expected<'_>,
    now: Timestamp,
) -> Result<VerifiedReceipt, ReceiptRefusal> {
    let mut keys = Vec::with_capacity(2);
    let verified = jws::verify(bytes, Typ::Receipt, MAX_RECEIPT_BYTES, now, |kid: &_| {
        let key = expected.keys.get(kid)?;
        keys.push(key.clone());
        Some(key.clone().judged_later(now))
    })?;
    let verified = read(&verified.payload, expected)?;
    jws::check_held(&keys, verified.receipt.at, now)?;
    Ok(verified)
}

fn read(payload: &[u8], expected: Expected<'_>) -> Result<VerifiedReceipt, ReceiptRefusal> {
    let receipt: Receipt = canonical::from_bytes(payload)?;
    check_answer(&receipt, expected)?;
    let (checkpoint, note) = check_log(&receipt.custody, expected)?;
    Ok(VerifiedReceipt {
        receipt,
        checkpoint,
        note,
    })
}

fn check_answer(receipt: &Receipt, expected: Expected<'_>) -> Result<(), ReceiptRefusal> {
    if receipt.version != VERSION {
        return Err(ReceiptRefusal::WrongVersion(receipt.version.clone()));
    }
    if receipt.envelope != expected.envelope {
        let (found, expected) = (receipt.envelope, expected.envelope);
        return Err(ReceiptRefusal::OtherEnvelope { found, expected });
    }
    if receipt.from != expected.from || receipt.to != expected.to {
        let (from, to) = (receipt.from, receipt.to);
        return Err(ReceiptRefusal::OtherStates { from, to });
    }
    Ok(())
}

fn check_log(
    custody: &LoggedEntry,
    expected: Expected<'_>,
) -> Result<(Checkpoint, Note), ReceiptRefusal> {
    let entry = Entry::parse(custody.entry.as_bytes())?;
    if entry.digest() != expected.envelope {
        return Err(ReceiptRefusal::OtherEntry);
    }
    let note = Note::parse(&custody.checkpoint)?;
    expected.log.verify(&note)?;
    let checkpoint = Checkpoint::parse(note.text())?;
    if checkpoint.origin() != expected.log.name() {
        let (found, expected) = (
            checkpoint.origin().to_owned(),
            expected.log.name().to_owned(),
        );
        return Err(ReceiptRefusal::OtherLog { found, expected });
    }
    let leaf = leaf_hash(custody.entry.as_bytes());
    let (size, root) = (checkpoint.size(), checkpoint.root());
    verify_inclusion(leaf, custody.index, size, &custody.proof, root)?;
    Ok((checkpoint, note))
}
