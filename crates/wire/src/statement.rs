//! Who is who: OpenID Federation 1.0 statements about each State's node.
//!
//! The register's keys are pinned. The register signs a *subordinate statement* about each node: its keys, what it
//! is, how the Party stands. The node signs an *entity configuration* about itself. A chain of the two, verified at
//! a time, makes a [`Member`]; nothing else does.
//!
//! The statements are our two-signature documents; [`compact`] renders the same payload as the compact JWT that
//! ordinary OpenID Federation libraries read. Why: `docs/decisions/federation-serialisation.md`.

mod chain;
mod claims;
pub mod compact;
mod entity;
mod historical;
mod marks;
mod member;
mod refusal;

pub use chain::{Register, claimed_date, claimed_signers, claimed_subject};
pub use chain::{verify_chain, verify_configuration};
pub use chain::{verify_register, verify_self_signed, verify_subordinate};
pub use claims::{
    EntityConfiguration, FederationEntity, Metadata, NodeMetadata, Party, SubordinateStatement,
};
pub use entity::{EntityId, EntityIdError};
pub use historical::HistoricalKeys;
pub use marks::{Mark, MarkKind, MarkRefusal, TrustMark};
pub use member::Member;
pub use refusal::{ChainRefusal, Link};

/// Longest statement in bytes.
pub const MAX_STATEMENT_BYTES: usize = 256 << 10;
