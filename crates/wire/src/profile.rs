//! A State's national profile as it travels: the text, byte for byte, under the two signatures of its node.
//!
//! Versions only rise. A node keeps the last version it believed of each State and refuses an older one, and also another
//! text under the same version: a State that tells two stories about its law is found out.

use comity_custody::Digest;
use comity_treaty::StateCode;
use comity_treaty::profile::{self, Profile, Severity};
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::required as seconds;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::canonical::CanonicalError;
use crate::document::{self, DocumentError};
use crate::envelope::MAX_CLOCK_AHEAD;
use crate::jws::Typ;
use crate::keys::{PublicKeys, SigningKeys};
use crate::statement::EntityId;

/// Longest signed profile in bytes: the text, escaped and in base64, with two signatures.
pub const MAX_SIGNED_PROFILE_BYTES: usize = 1 << 20;

/// The payload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedProfile {
    /// The node.
    pub iss: EntityId,
    /// The State; the text says the same.
    pub state: StateCode,
    /// The version; the text says the same.
    pub version: u32,
    /// When it was published (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// The document, as its State wrote it.
    pub profile: String,
}

/// The last version of a State's profile that a node believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownProfile {
    /// Its version.
    pub version: u32,
    /// SHA-256 of its text.
    pub text: Digest,
}

/// Who must have signed.
#[derive(Debug, Clone, Copy)]
pub struct Publisher<'a> {
    /// The node.
    pub id: &'a EntityId,
    /// Its keys, those the register vouches for.
    pub keys: &'a PublicKeys,
    /// Its State.
    pub state: StateCode,
}

/// Why a profile is refused. The node goes on with the last version it believed.
#[derive(Debug, thiserror::Error)]
pub enum ProfileRefusal {
    /// Wrong key, wrong signature or malformed.
    #[error("the profile is not believed; fetch it again, and if that fails ask its State")]
    Document(#[from] DocumentError),
    /// Of another node or another State.
    #[error(
        "the profile is published by {found} for {state}, which is not whom it was fetched from"
    )]
    Publisher {
        /// Its `iss`.
        found: EntityId,
        /// Its State.
        state: StateCode,
    },
    /// Published in the future, or holding only from a later day.
    #[error(
        "the profile is of {0}, which is in the future; it is published on the day from which it holds"
    )]
    NotYet(String),
    /// The text is no sound profile.
    #[error("the text of the profile has {count} error(s), the first at {first}")]
    Unsound {
        /// How many errors.
        count: usize,
        /// The first one.
        first: String,
    },
    /// The signed head and the text differ.
    #[error("the signed version {signed} is not the version {written} of the text")]
    Head {
        /// In the head.
        signed: u32,
        /// In the text.
        written: u32,
    },
    /// Older than the one we have.
    #[error("the profile has version {found}, we have {known}; versions only rise")]
    Older {
        /// Its version.
        found: u32,
        /// The last one believed.
        known: u32,
    },
    /// Another text under the version we have.
    #[error("there are two different profiles of version {0}; keep both and ask their State")]
    TwoStories(u32),
}

impl SignedProfile {
    /// Signs the profile as its node.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::Profile, self, keys)
    }

    /// Reads a profile that `publisher` signed, never older than the `known` one. The text is read only once the
    /// signatures hold.
    pub fn open(
        bytes: &[u8],
        publisher: Publisher<'_>,
        known: Option<KnownProfile>,
        now: Timestamp,
    ) -> Result<(Self, Profile), ProfileRefusal> {
        let lookup = |kid: &_| publisher.keys.get(kid).cloned();
        let limit = MAX_SIGNED_PROFILE_BYTES;
        let (signed, _): (Self, _) = document::open(bytes, Typ::Profile, limit, now, lookup)?;
        if signed.iss != *publisher.id || signed.state != publisher.state {
            let (found, state) = (signed.iss, signed.state);
            return Err(ProfileRefusal::Publisher { found, state });
        }
        signed.newer_than(known)?;
        let profile = signed.read(now)?;
        Ok((signed, profile))
    }

    /// What to know from now on.
    pub fn known(&self) -> KnownProfile {
        KnownProfile {
            version: self.version,
            text: Digest::of(self.profile.as_bytes()),
        }
    }

    fn newer_than(&self, known: Option<KnownProfile>) -> Result<(), ProfileRefusal> {
        let found = self.known();
        match known {
            Some(known) if found.version < known.version => {
                let (found, known) = (found.version, known.version);
                Err(ProfileRefusal::Older { found, known })
            }
            Some(known) if found.version == known.version && found.text != known.text => {
                Err(ProfileRefusal::TwoStories(found.version))
            }
            _ => Ok(()),
        }
    }

    /// The profile in the text, if it is sound, says what the head says, and holds already.
    pub fn read(&self, now: Timestamp) -> Result<Profile, ProfileRefusal> {
        if self.iat.duration_since(now) > MAX_CLOCK_AHEAD {
            return Err(ProfileRefusal::NotYet(self.iat.to_string()));
        }
        let profile = sound(&self.profile)?;
        if profile.version != self.version || profile.state != self.state {
            let (signed, written) = (self.version, profile.version);
            return Err(ProfileRefusal::Head { signed, written });
        }
        holds(&profile, now)?;
        Ok(profile)
    }
}

/// The profile in a text without errors.
fn sound(text: &str) -> Result<Profile, ProfileRefusal> {
    let reading = profile::parse(text);
    let errors = reading
        .findings
        .iter()
        .filter(|f| f.severity == Severity::Error);
    let first = errors
        .clone()
        .next()
        .map_or_else(String::new, ToString::to_string);
    let count = errors.count();
    reading
        .profile
        .ok_or(ProfileRefusal::Unsound { count, first })
}

/// A version holds from its day on, wherever on earth that day begins.
fn holds(profile: &Profile, now: Timestamp) -> Result<(), ProfileRefusal> {
    let latest = Offset::constant(14).to_datetime(now).date();
    if profile.date > latest {
        return Err(ProfileRefusal::NotYet(profile.date.to_string()));
    }
    Ok(())
}
