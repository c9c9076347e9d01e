//! Reading a received envelope.

use comity_custody::Digest;
use comity_treaty::StateCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Envelope, MAX_CLOCK_AHEAD, MAX_ENVELOPE_BYTES, VERSION};
use crate::canonical::{self, CanonicalError};
use crate::jws::{self, JwsError, Typ};
use crate::keys::{Kid, PublicKey};
use crate::papers::{self, PapersFault};
use crate::problem::{Problem, ProblemType};

/// Whether the register lets a member act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// In force: believed.
    Active,
    /// Suspended by the register, at the member's own request or after a compromise: refused at once.
    Suspended,
    /// Left the Convention or the platform: refused at once.
    Withdrawn,
}

/// A key our verified directory knows, and who holds it.
#[derive(Debug, Clone)]
pub struct KnownKey {
    /// The key, with its time of validity.
    pub key: PublicKey,
    /// The State whose node signs with it.
    pub holder: StateCode,
    /// That State's standing now.
    pub standing: Standing,
}

/// A believed envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// What it says.
    pub envelope: Envelope,
    /// SHA-256 of the received bytes.
    pub digest: Digest,
    /// The ids of the two keys that signed it.
    pub kids: [Kid; 2],
}

/// Why a received envelope is refused. Nothing of it was acted upon.
#[derive(Debug, thiserror::Error)]
pub enum OpenRefusal {
    /// The signatures are not believed; the payload was not read.
    #[error("the envelope's signatures are not believed")]
    Signatures(#[from] JwsError),
    /// The two keys belong to different States, or to another than the envelope's `from`.
    #[error(
        "the signing keys are not those of the State that claims to send; sign with that State's own keys"
    )]
    WrongHolder,
    /// The sender is suspended.
    #[error("{0} is suspended by the register; ask the register")]
    Suspended(StateCode),
    /// The sender has withdrawn.
    #[error("{0} has withdrawn; ask the register")]
    Withdrawn(StateCode),
    /// The payload is no canonical envelope.
    #[error("the envelope's payload is malformed; see docs/formats/envelope.md")]
    Payload(#[from] CanonicalError),
    /// The papers it names are none that a message may name.
    #[error(
        "the papers that the envelope names cannot go with a message; see docs/formats/papers.md"
    )]
    Papers(#[from] PapersFault),
    /// Another protocol version.
    #[error(
        "the envelope speaks version {0:?}, this node speaks {VERSION:?}; one of the two must be updated"
    )]
    WrongVersion(String),
    /// Addressed to another State.
    #[error(
        "the envelope is addressed to {found}, this node serves {expected}; check the sender's directory"
    )]
    MisAddressed {
        /// The envelope's `to`.
        found: StateCode,
        /// Our State.
        expected: StateCode,
    },
    /// Sent too far in the future.
    #[error("the envelope was sent at {sent_at}, but it is {now} here; set the clocks")]
    ClockAhead {
        /// The envelope's `sent_at`.
        sent_at: Timestamp,
        /// Our time.
        now: Timestamp,
    },
}

impl OpenRefusal {
    /// The row of the problem registry.
    pub fn problem_type(&self) -> ProblemType {
        match self {
            Self::Signatures(refusal) => refusal.problem_type(),
            Self::WrongHolder => ProblemType::WrongHolder,
            Self::Suspended(_) => ProblemType::Suspended,
            Self::Withdrawn(_) => ProblemType::Withdrawn,
            Self::Payload(_) | Self::Papers(_) => ProblemType::Malformed,
            Self::WrongVersion(_) => ProblemType::WrongVersion,
            Self::MisAddressed { .. } => ProblemType::MisAddressed,
            Self::ClockAhead { .. } => ProblemType::ClockSkew,
        }
    }

    /// The answer to send. Its detail names the innermost reason.
    pub fn problem(&self) -> Problem {
        let detail = match self {
            Self::Signatures(refusal) => refusal.to_string(),
            Self::Payload(refusal) => refusal.to_string(),
            Self::Papers(refusal) => refusal.to_string(),
            other => other.to_string(),
        };
        Problem::new(self.problem_type(), detail)
    }
}

#[derive(Deserialize)]
struct Versioned {
    version: String,
}

/// Opens a received envelope at our State `to`. `lookup` answers from the verified directory.
///
/// It may have been long under way: keys that ended since count for what was sent before their end
/// ([`crate::keys::Validity::held`]).
pub fn open(
    bytes: &[u8],
    to: StateCode,
    now: Timestamp,
    mut lookup: impl FnMut(&Kid) -> Option<KnownKey>,
) -> Result<Opened, OpenRefusal> {
    let (mut signers, mut keys) = (Vec::with_capacity(2), Vec::with_capacity(2));
    let verified = jws::verify(bytes, Typ::Envelope, MAX_ENVELOPE_BYTES, now, |kid| {
        let known = lookup(kid)?;
        signers.push((known.holder, known.standing));
        keys.push(known.key.clone());
        Some(known.key.judged_later(now))
    })?;
    let sender = sender(&signers)?;
    let envelope = read(&verified.payload)?;
    check(&envelope, sender, to, now)?;
    jws::check_held(&keys, envelope.sent_at, now)?;
    Ok(Opened {
        envelope,
        digest: Digest::of(bytes),
        kids: verified.kids,
    })
}

/// The one State that holds both keys, if the register lets it act.
fn sender(signers: &[(StateCode, Standing)]) -> Result<StateCode, OpenRefusal> {
    let [(first, standing), (second, _)] = *signers else {
        return Err(OpenRefusal::WrongHolder);
    };
    match standing {
        _ if first != second => Err(OpenRefusal::WrongHolder),
        Standing::Active => Ok(first),
        Standing::Suspended => Err(OpenRefusal::Suspended(first)),
        Standing::Withdrawn => Err(OpenRefusal::Withdrawn(first)),
    }
}

/// The version is read first and alone: another version's envelope may have any other shape.
fn read(payload: &[u8]) -> Result<Envelope, OpenRefusal> {
    let Versioned { version } =
        serde_json::from_slice(payload).map_err(CanonicalError::Unparsable)?;
    if version != VERSION {
        return Err(OpenRefusal::WrongVersion(version));
    }
    Ok(canonical::from_bytes(payload)?)
}

fn check(
    envelope: &Envelope,
    sender: StateCode,
    to: StateCode,
    now: Timestamp,
) -> Result<(), OpenRefusal> {
    if envelope.from != sender {
        return Err(OpenRefusal::WrongHolder);
    }
    if envelope.to != to {
        let (found, expected) = (envelope.to, to);
        return Err(OpenRefusal::MisAddressed { found, expected });
    }
    let sent_at = envelope.sent_at;
    if sent_at.duration_since(now) > MAX_CLOCK_AHEAD {
        return Err(OpenRefusal::ClockAhead { sent_at, now });
    }
    papers::check(&envelope.papers)?;
    Ok(())
}
