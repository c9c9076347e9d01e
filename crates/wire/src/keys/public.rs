//! One public key, its id and the time it is valid for.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use aws_lc_rs::digest;
use aws_lc_rs::signature::{ED25519, ML_DSA_65, ParsedPublicKey};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::KeyError;
use super::jwk::Jwk;

/// The two algorithms of the suite of protocol version 1, by their JOSE names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Algorithm {
    /// `EdDSA` with curve Ed25519 (RFC 8037).
    EdDsa,
    /// `ML-DSA-65` (FIPS 204, RFC 9964), empty context string.
    MlDsa65,
}

impl Algorithm {
    /// The `alg` value of JOSE headers and keys.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EdDsa => "EdDSA",
            Self::MlDsa65 => "ML-DSA-65",
        }
    }

    /// Length of a signature in bytes.
    pub const fn signature_bytes(self) -> usize {
        match self {
            Self::EdDsa => 64,
            Self::MlDsa65 => 3309,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A key id: the base64url SHA-256 thumbprint of the key (RFC 7638), 43 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kid(String);

impl Kid {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn of(algorithm: Algorithm, bytes: &[u8]) -> Self {
        let key = BASE64URL.encode(bytes);
        // The required members in lexicographic order, as RFC 7638 section 3 wants them.
        let members = match algorithm {
            Algorithm::EdDsa => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{key}"}}"#),
            Algorithm::MlDsa65 => format!(r#"{{"alg":"ML-DSA-65","kty":"AKP","pub":"{key}"}}"#),
        };
        Self(BASE64URL.encode(digest::digest(&digest::SHA256, members.as_bytes())))
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Kid {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        match BASE64URL.decode(text) {
            Ok(bytes) if bytes.len() == 32 => Ok(Self(text.to_owned())),
            _ => Err(KeyError::Kid(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Kid {
    type Error = KeyError;

    fn try_from(text: String) -> Result<Self, KeyError> {
        text.parse()
    }
}

impl From<Kid> for String {
    fn from(kid: Kid) -> Self {
        kid.0
    }
}

/// Why a key was revoked (OpenID Federation 1.0 section 8.7.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevocationReason {
    /// No reason given.
    Unspecified,
    /// The private key came, or may have come, into other hands.
    Compromised,
    /// A new key took its place before its time.
    Superseded,
}

/// That a key is not believed any more, though it has not expired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// From this second on.
    #[serde(with = "jiff::fmt::serde::timestamp::second::required")]
    pub revoked_at: Timestamp,
    /// Why.
    pub reason: RevocationReason,
}

/// When a key may be believed. An open end means: as long as the statement that carries it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Validity {
    /// First instant of validity (JWK member `nbf`); an announced key has it in the future.
    pub not_before: Option<Timestamp>,
    /// First instant after validity (JWK member `exp`).
    pub expires: Option<Timestamp>,
    /// An earlier end (JWK member `revoked`).
    pub revoked: Option<Revocation>,
}

/// For how long after its planned end a key still vouches for letters and receipts that it signed before: what was on the way
/// to a State that was away must arrive (`docs/formats/envelope.md`, 2).
pub const FORMER_BELIEVED: SignedDuration = SignedDuration::from_hours(24 * 90);

impl Validity {
    /// Whether a signature made with the key counts at `at`.
    pub fn holds(&self, at: Timestamp) -> bool {
        self.not_before.is_none_or(|start| start <= at)
            && self.expires.is_none_or(|end| at < end)
            && self.revoked.is_none_or(|end| at < end.revoked_at)
    }

    /// Whether what the key signed at `at`, by the signer's own word, is believed when it comes only `now`.
    ///
    /// A key in use is judged now, as any. One that ended as planned counts for what was signed before its end, and for
    /// [`FORMER_BELIEVED`] after it. A revoked one counts for nothing: whoever holds it can write any date.
    pub fn held(&self, at: Timestamp, now: Timestamp) -> bool {
        self.holds(now) || self.ended_lately(now) && self.holds(at)
    }

    /// Whether it ended as planned, not so long ago that nothing it signed may still come.
    fn ended_lately(&self, now: Timestamp) -> bool {
        let lately = |end: Timestamp| end <= now && now < end + FORMER_BELIEVED;
        self.revoked.is_none() && self.expires.is_some_and(lately)
    }

    /// What holds within both: the later start, the earlier end, and a revocation of either.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self {
            not_before: self.not_before.max(other.not_before),
            expires: earlier(self.expires, other.expires),
            revoked: self.revoked.or(other.revoked),
        }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// One public key, parsed once so that each verification pays only for the arithmetic. Clones share the key.
/// Serialised as a JWK.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Jwk", into = "Jwk")]
pub struct PublicKey {
    algorithm: Algorithm,
    kid: Kid,
    validity: Validity,
    parsed: Arc<ParsedPublicKey>,
}

impl PublicKey {
    /// Parses raw key bytes: 32 for Ed25519, 1952 for ML-DSA-65.
    pub fn from_bytes(algorithm: Algorithm, bytes: &[u8]) -> Result<Self, KeyError> {
        let parsed = match algorithm {
            Algorithm::EdDsa => ParsedPublicKey::new(&ED25519, bytes),
            Algorithm::MlDsa65 => ParsedPublicKey::new(&ML_DSA_65, bytes),
        };
        let parsed = parsed.map_err(|_| KeyError::Malformed(algorithm))?;
        let (kid, validity) = (Kid::of(algorithm, bytes), Validity::default());
        Ok(Self {
            algorithm,
            kid,
            validity,
            parsed: Arc::new(parsed),
        })
    }

    /// The same key, believed only within `validity`.
    #[must_use]
    pub fn valid(mut self, validity: Validity) -> Self {
        self.validity = validity;
        self
    }

    /// The same key for a document that says itself when it was signed. A key that ended lately is taken at first: whether it
    /// held then is asked with [`Validity::held`] once the document is read.
    #[must_use]
    pub(crate) fn judged_later(self, now: Timestamp) -> Self {
        if self.validity.ended_lately(now) {
            return self.valid(Validity::default());
        }
        self
    }

    /// The algorithm.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The id.
    pub fn kid(&self) -> &Kid {
        &self.kid
    }

    /// The raw key bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.parsed.as_ref().as_ref()
    }

    /// When the key may be believed.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// Whether `signature` is this key's over `message`. Says nothing about validity in time.
    pub fn verifies(&self, message: &[u8], signature: &[u8]) -> bool {
        self.parsed.verify_sig(message, signature).is_ok()
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.kid == other.kid && self.validity == other.validity
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({} {})", self.algorithm, self.kid)
    }
}
