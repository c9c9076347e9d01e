//! Trust marks (OpenID Federation 1.0 section 7): what the register certifies about a node.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::serde::timestamp::second::required as seconds;
use serde::{Deserialize, Serialize};

use super::compact::{self, CompactError};
use super::{EntityId, Register};
use crate::canonical::CanonicalError;
use crate::jws::Typ;
use crate::keys::SigningKeys;

/// What a mark certifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MarkKind {
    /// The State is a Party for which the Convention is in force (Article 65).
    #[serde(rename = "https://comity.example/marks/party")]
    Party,
    /// The node serves the central authority (Article 40).
    #[serde(rename = "https://comity.example/marks/central-authority")]
    CentralAuthority,
    /// The node serves the contact point of the 24/7 network (Article 41).
    #[serde(rename = "https://comity.example/marks/contact-point")]
    ContactPoint,
}

/// The claims of one mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The register.
    pub iss: EntityId,
    /// The node.
    pub sub: EntityId,
    /// What is certified.
    pub trust_mark_type: MarkKind,
    /// When it was signed (seconds).
    #[serde(with = "seconds")]
    pub iat: Timestamp,
    /// When it ends (seconds).
    #[serde(with = "seconds")]
    pub exp: Timestamp,
    /// The day from which it is so: entry into force, or designation.
    pub since: Date,
    /// The designated authority or contact point, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub designee: Option<String>,
}

/// A mark as a statement carries it: its type, and the signed mark as a compact JWT.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustMark {
    /// What is certified; must be the signed mark's type.
    pub trust_mark_type: MarkKind,
    /// The signed mark.
    pub trust_mark: String,
}

/// Why a mark is not believed.
#[derive(Debug, thiserror::Error)]
pub enum MarkRefusal {
    /// Not a mark signed by the register.
    #[error("the {0:?} mark is not signed by the register; ask the register for a new statement")]
    Signature(MarkKind, #[source] CompactError),
    /// A mark about another node, of another issuer, or of another type than stated.
    #[error("the {0:?} mark is about something else; ask the register for a new statement")]
    Other(MarkKind),
    /// The mark has ended.
    #[error("the {kind:?} mark ended at {at}; ask the register to renew it")]
    Expired {
        /// Which.
        kind: MarkKind,
        /// When.
        at: Timestamp,
    },
}

impl Mark {
    /// Signs the mark as the register.
    pub fn seal(&self, keys: &SigningKeys) -> Result<TrustMark, CanonicalError> {
        Ok(TrustMark {
            trust_mark_type: self.trust_mark_type,
            trust_mark: compact::sign(Typ::TrustMark, self, keys)?,
        })
    }
}

impl TrustMark {
    /// The mark, if the register signed it about `sub` and it is in force at `now`.
    pub fn open(
        &self,
        register: Register<'_>,
        sub: &EntityId,
        now: Timestamp,
    ) -> Result<Mark, MarkRefusal> {
        let kind = self.trust_mark_type;
        let keys = |kid: &_| register.keys.get(kid);
        let mark: Mark = compact::open(&self.trust_mark, Typ::TrustMark, now, keys)
            .map_err(|source| MarkRefusal::Signature(kind, source))?;
        if mark.trust_mark_type != kind || mark.sub != *sub || mark.iss != *register.id {
            return Err(MarkRefusal::Other(kind));
        }
        if mark.exp <= now {
            return Err(MarkRefusal::Expired { kind, at: mark.exp });
        }
        Ok(mark)
    }
}
