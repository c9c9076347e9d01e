//! The age v1 file format with its hybrid post-quantum recipient
//! `mlkem768x25519` (<https://c2sp.org/age>), written here because a stream has
//! to be sealed at the speed of SHA-256. Any age tool that knows the recipient
//! reads what this writes.
//!
//! Randomness is an argument everywhere: see [`SealEntropy`].

mod document;
mod header;
mod key;
mod payload;
mod stanza;
mod stream;

pub use document::{decrypt, encrypt};
pub use key::{Identity, KeyInvalid, Recipient};
pub use stanza::SealEntropy;
pub use stream::{AgeReader, AgeWriter};

pub(crate) use header::{HEADER_BYTES, parse, write};
pub(crate) use payload::{
    CHUNK_BYTES, NONCE_BYTES, PayloadKey, SEALED_CHUNK_BYTES, TAG_BYTES, payload_length,
};

/// Why bytes are not an age file this crate opens. Nothing of the plaintext is
/// known when one of these is returned.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgeInvalid {
    /// The version line is not `age-encryption.org/v1`.
    #[error("the file does not begin with the line age-encryption.org/v1; it is not an age file")]
    Version,
    /// A stanza, or the line that ends the header, is not of the specified form.
    #[error("the age header is malformed at byte {at}: {expected} was expected")]
    Header {
        /// Offset of the offending line from the start of the file, in bytes.
        at: usize,
        /// What should have stood there.
        expected: &'static str,
    },
    /// The header wraps the file key for a recipient of a kind that a quantum computer breaks.
    #[error(
        "the age header also addresses a recipient of type {kind}, which is not post-quantum; \
         such a mixture is refused"
    )]
    MixedRecipients {
        /// The stanza's type.
        kind: String,
    },
    /// The header has no stanza, or more than one, for the hybrid recipient.
    #[error("the age header has {found} mlkem768x25519 stanzas; exactly one was expected")]
    Stanzas {
        /// How many there are.
        found: usize,
    },
    /// The X25519 half of the encapsulated key is of low order, so it adds no secret.
    #[error("the X25519 share in the age header is of low order; the file was not made honestly")]
    LowOrder,
    /// The stanza does not open with this identity.
    #[error("the file is not addressed to this key, or its age header was altered")]
    NotAddressed,
    /// The HMAC over the header does not match.
    #[error("the age header's MAC does not match; the header was altered")]
    HeaderMac,
    /// The file ends before the payload's nonce or inside a chunk.
    #[error("the age file ends too early, at byte {at}")]
    Truncated {
        /// Length found, in bytes.
        at: u64,
    },
    /// A chunk of the payload does not authenticate.
    #[error("the encrypted chunk at byte {at} of the file does not authenticate; it was altered")]
    Chunk {
        /// Offset of the chunk from the start of the file, in bytes.
        at: u64,
    },
}
