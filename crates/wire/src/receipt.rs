//! The receiver's answer to an envelope: what came of it, and the proof that it stands in the receiver's log.
//!
//! The same envelope always gets the same receipt, byte for byte. The receipt carries the custody entry, its
//! inclusion proof and a checkpoint; the sender checks all of it and cosigns the checkpoint.

mod verify;

use comity_custody::Digest;
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use verify::{Expected, ReceiptRefusal, VerifiedReceipt, verify, verify_arrived};

use crate::canonical::{self, CanonicalError};
use crate::jws::{self, Typ};
use crate::keys::SigningKeys;

/// Longest receipt in bytes. A custody entry has at most 64 KiB; proof and checkpoint add little.
pub const MAX_RECEIPT_BYTES: usize = 256 << 10;

/// What the receiver's procedure answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case", deny_unknown_fields)]
pub enum Outcome {
    /// The message is an event of the receiver's matter.
    Accepted,
    /// A rule refused the message. This too is logged.
    Rejected {
        /// The key of the rule.
        rule: String,
        /// The article it comes from.
        article: String,
        /// One sentence in English.
        sentence: String,
    },
}

/// The receiver's custody entry for the envelope, and its place in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoggedEntry {
    /// The entry's canonical JSON, as it stands in the log (a text of JSON, so that its bytes survive).
    pub entry: String,
    /// Its index in the log, from 0.
    pub index: u64,
    /// RFC 6962 inclusion proof under the checkpoint, leaf first.
    pub proof: Vec<Digest>,
    /// The checkpoint: a C2SP signed note of the receiver's log, cosignatures welcome.
    pub checkpoint: String,
}

/// The signed answer to one envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Always [`crate::envelope::VERSION`].
    pub version: String,
    /// SHA-256 of the envelope's bytes.
    pub envelope: Digest,
    /// The State that received the envelope and signs.
    pub from: StateCode,
    /// The State that sent the envelope.
    pub to: StateCode,
    /// When the receiver committed.
    pub at: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
    /// Where it stands in the receiver's log.
    pub custody: LoggedEntry,
}

impl Receipt {
    /// Signs the receipt. Signing twice gives other bytes: store these and send the same ones again.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        Ok(jws::sign(Typ::Receipt, &canonical::to_bytes(self)?, keys))
    }
}
