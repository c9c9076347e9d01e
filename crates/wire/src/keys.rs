//! Signing keys, public keys and their ids.
//!
//! A State signs with two keys at once: Ed25519 (RFC 8037) and ML-DSA-65 (FIPS 204, RFC 9964). The public halves
//! travel as a JWK Set; a key's id is its RFC 7638 thumbprint, so an id cannot lie about its key.

mod jwk;
mod public;
mod set;
mod signing;

pub use public::{
    Algorithm, FORMER_BELIEVED, Kid, PublicKey, Revocation, RevocationReason, Validity,
};
pub use set::PublicKeys;
pub use signing::{KeySeeds, SigningKeys};

/// Why key material is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The bytes are not a public key of this algorithm.
    #[error("the {0} public key is malformed; ask its holder to publish it again")]
    Malformed(Algorithm),
    /// The `kid` member is not the RFC 7638 thumbprint of the key.
    #[error("the key id {stated} is not the thumbprint {actual} of its key; refuse the set")]
    WrongKid {
        /// What the document says.
        stated: String,
        /// What the key itself says.
        actual: Kid,
    },
    /// The `alg`, `crv` and `kty` members do not name one of the two algorithms of the suite.
    #[error("a key names an algorithm outside the suite (EdDSA with Ed25519, ML-DSA-65)")]
    Algorithm,
    /// Not 43 characters of base64url: no key id.
    #[error("{0:?} is not a key id; a key id is the 43-character base64url thumbprint of the key")]
    Kid(String),
    /// The same key stands twice in one set.
    #[error("key {0} stands twice in one set; the holder must list it once")]
    Repeated(Kid),
}
