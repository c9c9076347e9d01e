//! One payload under two signatures: JWS General JSON Serialization (RFC 7515 section 7.2.1).
//!
//! The serialisation itself is canonical: exactly one byte string carries a given payload and pair of signatures.
//! A third person who could add a space would change the digest by which duplicates are known, so any other byte
//! string is refused. No JSON parser runs on bytes that are not yet verified, except on the two short headers.

mod scan;
mod sign;
mod verify;

pub use sign::sign;
pub use verify::{JwsError, Verified, verify};
pub(crate) use verify::{check_held, check_signature, check_time, read_header};
pub(crate) use verify::{unverified_kids, unverified_payload};

use crate::keys::Algorithm;

/// What a signed document is: the `typ` of both protected headers (RFC 7515 section 4.1.9). A document signed as
/// one thing never verifies as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Typ {
    /// A message between nodes.
    Envelope,
    /// The answer to an envelope.
    Receipt,
    /// The manifest of an evidence package.
    Manifest,
    /// An OpenID Federation entity statement (configuration or subordinate).
    EntityStatement,
    /// An OpenID Federation trust mark.
    TrustMark,
    /// The OpenID Federation historical keys of an entity.
    HistoricalKeys,
    /// The register's list of members.
    Directory,
    /// A State's national profile.
    Profile,
    /// How fast contact points answered a State's test calls.
    TestCalls,
    /// What a State that exports a case file says of the report it encloses.
    Exporter,
}

impl Typ {
    /// The header value.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Envelope => "comity-envelope+jws",
            Self::Receipt => "comity-receipt+jws",
            Self::Manifest => "comity-manifest+jws",
            Self::EntityStatement => "entity-statement+jwt",
            Self::TrustMark => "trust-mark+jwt",
            Self::HistoricalKeys => "jwk-set+jwt",
            Self::Directory => "comity-directory+jws",
            Self::Profile => "comity-profile+jws",
            Self::TestCalls => "comity-test-calls+jws",
            Self::Exporter => "comity-exporter+jws",
        }
    }
}

/// The suite of protocol version 1, in the order of the signatures.
pub(crate) const SUITE: [Algorithm; 2] = [Algorithm::EdDsa, Algorithm::MlDsa65];

/// The protected header: these three members, in this order, nothing else.
pub(crate) fn header(algorithm: Algorithm, kid: &str, typ: Typ) -> String {
    format!(
        r#"{{"alg":"{algorithm}","kid":"{kid}","typ":"{}"}}"#,
        typ.name()
    )
}
