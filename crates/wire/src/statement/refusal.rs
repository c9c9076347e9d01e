//! Why a chain makes no member.

use std::fmt;

use comity_treaty::StateCode;
use jiff::Timestamp;

use super::{EntityId, MarkRefusal};
use crate::document::DocumentError;

/// Which statement of the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link {
    /// The register's statement about the node.
    Subordinate,
    /// The node's statement about itself.
    Configuration,
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Subordinate => "the register's statement",
            Self::Configuration => "the node's own statement",
        })
    }
}

/// Why a chain makes no member.
#[derive(Debug, thiserror::Error)]
pub enum ChainRefusal {
    /// Wrong key, wrong signature or malformed.
    #[error("{link} is not believed; fetch it again, and if that fails ask the register")]
    Document {
        /// Which.
        link: Link,
        /// Why.
        source: DocumentError,
    },
    /// Issued by another than it should be.
    #[error("{link} is issued by {found}, expected {expected}")]
    Issuer {
        /// Which.
        link: Link,
        /// Its `iss`.
        found: EntityId,
        /// Who should have.
        expected: EntityId,
    },
    /// About another subject than it should be.
    #[error("{link} is about {found}, expected {expected}")]
    Subject {
        /// Which.
        link: Link,
        /// Its `sub`.
        found: EntityId,
        /// Whom it should be about.
        expected: EntityId,
    },
    /// Signed in the future.
    #[error("{link} is dated {iat}, but it is {now} here; set the clocks")]
    NotYet {
        /// Which.
        link: Link,
        /// Its `iat`.
        iat: Timestamp,
        /// Our time.
        now: Timestamp,
    },
    /// Ended.
    #[error("{link} ended at {exp}; fetch a new one")]
    Expired {
        /// Which.
        link: Link,
        /// Its `exp`.
        exp: Timestamp,
    },
    /// The member is suspended.
    #[error("{0} is suspended by the register")]
    Suspended(StateCode),
    /// The member has withdrawn.
    #[error("{0} has withdrawn")]
    Withdrawn(StateCode),
    /// The statement does not say what the node is.
    #[error("{0} does not describe a node; ask the register for a complete one")]
    NoNode(Link),
    /// The node's own statement names another State than the register's.
    #[error("the register names {vouched}, the node says {claimed}")]
    State {
        /// By the register.
        vouched: StateCode,
        /// By the node.
        claimed: StateCode,
    },
    /// A mark is not believed.
    #[error("a mark in the register's statement is not believed")]
    Mark(#[from] MarkRefusal),
}
