//! The register's list of members: one signed document, so that a suspension is known at once.
//!
//! Its serial only grows. A node keeps the last list it believed and refuses an older one, and also another one with
//! the same serial: a register that tells two stories is found out.

use comity_custody::Digest;
use comity_treaty::StateCode;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::second::required as seconds;
use serde::{Deserialize, Serialize};

use crate::canonical::CanonicalError;
use crate::document::{self, DocumentError};
use crate::envelope::{MAX_CLOCK_AHEAD, Standing};
use crate::jws::Typ;
use crate::keys::SigningKeys;
use crate::statement::{EntityId, Register};

/// Longest directory in bytes.
pub const MAX_DIRECTORY_BYTES: usize = 1 << 20;

/// One member of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listed {
    /// The State.
    pub state: StateCode,
    /// Its node.
    pub entity: EntityId,
    /// Whether the node may act.
    pub standing: Standing,
    /// SHA-256 of the register's current statement about it.
    pub statement: Digest,
}

/// All members at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Directory {
    /// The register.
    pub iss: EntityId,
    /// Counts the lists ever published, from 1.
    pub serial: u64,
    /// When it was signed (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// When it ends (seconds).
    #[serde(with = "seconds")]
    pub exp: Timestamp,
    /// The members, in order of their State codes.
    pub members: Vec<Listed>,
}

/// The last list a node believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// Its serial.
    pub serial: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

/// Why a list is refused. The node goes on with the last one it believed, until that one ends.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryRefusal {
    /// Wrong key, wrong signature or malformed.
    #[error(
        "the list of members is not believed; fetch it again, and if that fails ask the register"
    )]
    Document(#[from] DocumentError),
    /// Issued by another.
    #[error("the list of members is issued by {0}, which is not the pinned register")]
    Issuer(EntityId),
    /// Older than the list we have.
    #[error(
        "the list of members has serial {found}, we have {known}; the register or someone between was rolled back"
    )]
    RolledBack {
        /// Its serial.
        found: u64,
        /// The serial of the last list believed.
        known: u64,
    },
    /// Another list with the serial of the one we have.
    #[error(
        "there are two different lists of members with serial {0}; keep both and ask the register"
    )]
    TwoStories(u64),
    /// Dated in the future.
    #[error("the list of members is dated {0}, which is in the future; set the clocks")]
    NotYet(Timestamp),
    /// Ended.
    #[error("the list of members ended at {0}; fetch a new one")]
    Expired(Timestamp),
}

impl Directory {
    /// Signs the list as the register.
    pub fn seal(&self, keys: &SigningKeys) -> Result<Vec<u8>, CanonicalError> {
        document::seal(Typ::Directory, self, keys)
    }

    /// Reads a list from the pinned register, never older than the `known` one. Returns what to know from now on.
    pub fn open(
        bytes: &[u8],
        register: Register<'_>,
        known: Option<Known>,
        now: Timestamp,
    ) -> Result<(Self, Known), DirectoryRefusal> {
        let lookup = |kid: &_| register.keys.get(kid).cloned();
        let limit = MAX_DIRECTORY_BYTES;
        let (list, _): (Self, _) = document::open(bytes, Typ::Directory, limit, now, lookup)?;
        let found = Known {
            serial: list.serial,
            digest: Digest::of(bytes),
        };
        list.check(register.id, now)?;
        check_serial(found, known)?;
        Ok((list, found))
    }

    /// The member with this code.
    pub fn member(&self, state: StateCode) -> Option<&Listed> {
        self.members.iter().find(|listed| listed.state == state)
    }

    fn check(&self, register: &EntityId, now: Timestamp) -> Result<(), DirectoryRefusal> {
        if self.iss != *register {
            return Err(DirectoryRefusal::Issuer(self.iss.clone()));
        }
        if self.iat.duration_since(now) > MAX_CLOCK_AHEAD {
            return Err(DirectoryRefusal::NotYet(self.iat));
        }
        if self.exp <= now {
            return Err(DirectoryRefusal::Expired(self.exp));
        }
        Ok(())
    }
}

fn check_serial(found: Known, known: Option<Known>) -> Result<(), DirectoryRefusal> {
    match known {
        Some(known) if found.serial < known.serial => {
            let (found, known) = (found.serial, known.serial);
            Err(DirectoryRefusal::RolledBack { found, known })
        }
        Some(known) if found.serial == known.serial && found.digest != known.digest => {
            Err(DirectoryRefusal::TwoStories(found.serial))
        }
        _ => Ok(()),
    }
}
