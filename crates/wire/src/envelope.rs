//! One message from one State to another: the envelope.
//!
//! What the sender signed is kept for ever as it came; its SHA-256 is how a duplicate is known. The order of checks
//! is fixed: length, serialisation, keys, signatures, the keys' time, the holder's standing, and only then the
//! payload: version, address, clock.

mod open;

use comity_custody::Digest;
use comity_treaty::{MatterId, Message, StateCode};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use open::{KnownKey, OpenRefusal, Opened, Standing, open};

use crate::canonical::{self, CanonicalError};
use crate::jws::{self, Typ};
use crate::keys::SigningKeys;
use crate::papers::{self, Paper, PapersFault};

/// The protocol version this crate speaks. It fixes the suite, the serialisation and the messages.
pub const VERSION: &str = "comity/1";
/// Longest envelope in bytes, signatures included. Evidence travels as packages, not in envelopes.
pub const MAX_ENVELOPE_BYTES: usize = 1 << 20;
/// How far a sender's clock may be ahead of ours. There is no limit behind: delivery repeats until it succeeds.
pub const MAX_CLOCK_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// The id of an envelope: a UUIDv7, chosen by the sender. Delivering again uses the same envelope and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "Uuid", into = "Uuid")]
pub struct EnvelopeId(Uuid);

/// Not a UUID of version 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a UUID of version 7; the sender must draw envelope ids as UUIDv7")]
pub struct NotUuidV7(pub Uuid);

impl TryFrom<Uuid> for EnvelopeId {
    type Error = NotUuidV7;

    fn try_from(id: Uuid) -> Result<Self, NotUuidV7> {
        if id.get_version_num() == 7 {
            Ok(Self(id))
        } else {
            Err(NotUuidV7(id))
        }
    }
}

impl From<EnvelopeId> for Uuid {
    fn from(id: EnvelopeId) -> Self {
        id.0
    }
}

impl std::fmt::Display for EnvelopeId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One message from one State to another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Always [`VERSION`].
    pub version: String,
    /// The sender's id of this envelope.
    pub id: EnvelopeId,
    /// The State that signs.
    pub from: StateCode,
    /// The State that is to read.
    pub to: StateCode,
    /// The matter the message belongs to.
    pub matter: MatterId,
    /// Position among the messages of this matter in this direction, from 1, without gaps.
    pub sequence: u64,
    /// When the sender committed to it.
    pub sent_at: Timestamp,
    /// What is said.
    pub message: Message,
    /// The papers that go with it, in their order. Without any the member is absent: one message has one form.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        deserialize_with = "papers_or_absent"
    )]
    pub papers: Vec<Paper>,
}

/// An empty list would be a second form of the same message.
fn papers_or_absent<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<Paper>, D::Error> {
    let papers = Vec::<Paper>::deserialize(from)?;
    if papers.is_empty() {
        let expected = "at least one paper; without any the member is left out";
        return Err(serde::de::Error::custom(expected));
    }
    Ok(papers)
}

/// The bytes to deliver, the same each time, and their digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The signed document.
    pub bytes: Vec<u8>,
    /// SHA-256 of `bytes`: what the receipt must name.
    pub digest: Digest,
}

/// Why our own message cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The message has no canonical form.
    #[error("the message cannot be serialised; report this as a fault of the program")]
    Canonical(#[from] CanonicalError),
    /// The envelope would be longer than [`MAX_ENVELOPE_BYTES`].
    #[error(
        "the envelope would have {0} bytes, the limit is {MAX_ENVELOPE_BYTES}; shorten the texts, or send them as evidence items"
    )]
    Oversized(usize),
    /// The papers are none that a message may name.
    #[error("the papers cannot go with the message")]
    Papers(#[from] PapersFault),
}

impl Envelope {
    /// Signs the envelope.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Sealed, SealError> {
        papers::check(&self.papers)?;
        let bytes = jws::sign(Typ::Envelope, &canonical::to_bytes(self)?, keys);
        if bytes.len() > MAX_ENVELOPE_BYTES {
            return Err(SealError::Oversized(bytes.len()));
        }
        Ok(Sealed {
            digest: Digest::of(&bytes),
            bytes,
        })
    }
}
