//! What remains of a package after its end.

use comity_custody::Digest;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Blake3, Manifest};

/// The record that a package can no longer be opened: the key it was sealed to is
/// destroyed. It names the package by digests alone, so it may stay for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeletionRecord {
    /// The package.
    pub package: Uuid,
    /// The matter it answered.
    pub matter: Uuid,
    /// SHA-256 over the manifest's canonical bytes: what was signed when it was sealed.
    pub manifest: Digest,
    /// The sealed bytes, in case a copy is ever found.
    pub ciphertext: Blake3,
    /// SHA-256 over the public key whose private half is destroyed.
    pub recipient: Digest,
    /// When it was destroyed.
    pub destroyed_at: Timestamp,
    /// Why.
    pub reason: DeletionReason,
}

/// Why a package's key was destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeletionReason {
    /// The retention date of the conditions of use came.
    RetentionEnded,
    /// The sending State asked for it.
    SenderAsked,
    /// A court or authority of the receiving State ordered it.
    Ordered,
}

impl DeletionRecord {
    /// The record of the destruction of the key that `manifest` names.
    pub fn new(manifest: &Manifest, destroyed_at: Timestamp, reason: DeletionReason) -> Self {
        Self {
            package: manifest.package,
            matter: manifest.matter,
            manifest: manifest.digest(),
            ciphertext: manifest.ciphertext.blake3,
            recipient: manifest.recipient.fingerprint(),
            destroyed_at,
            reason,
        }
    }

    /// The one byte string of the record: JSON in canonical form (RFC 8785).
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_jcs::to_vec(self).expect("INVARIANT (record): plain strings only")
    }
}
