//! SHA-256 digests and the two hash functions of RFC 6962.

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A SHA-256 digest. Written as 64 lower-case hexadecimal digits; in notes,
/// where C2SP demands it, as base64.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of a byte string.
    pub fn of(bytes: &[u8]) -> Self {
        let mut out = [0; 32];
        out.copy_from_slice(digest(&SHA256, bytes).as_ref());
        Self(out)
    }

    /// A digest computed elsewhere.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The root of the tree without leaves: the digest of nothing (RFC 6962, 2.1).
    pub fn of_empty_tree() -> Self {
        Self::of(&[])
    }

    /// Standard base64, as notes and proofs carry it.
    pub fn to_base64(self) -> String {
        STANDARD.encode(self.0)
    }

    /// Reads the one canonical base64 spelling of 32 bytes.
    pub fn from_base64(text: &str) -> Result<Self, DigestInvalid> {
        let bytes = STANDARD.decode(text).map_err(|_| DigestInvalid::Base64)?;
        Ok(Self(bytes.try_into().map_err(|_| DigestInvalid::Base64)?))
    }
}

/// The digest of a leaf: SHA-256 over `0x00` and the entry's bytes (RFC 6962, 2.1).
pub fn leaf_hash(entry: &[u8]) -> Digest {
    let mut context = aws_lc_rs::digest::Context::new(&SHA256);
    context.update(&[0]);
    context.update(entry);
    let mut out = [0; 32];
    out.copy_from_slice(context.finish().as_ref());
    Digest(out)
}

/// The digest of an inner node: SHA-256 over `0x01`, left and right (RFC 6962, 2.1).
pub fn node_hash(left: Digest, right: Digest) -> Digest {
    let mut bytes = [1; 65];
    bytes[1..33].copy_from_slice(&left.0);
    bytes[33..].copy_from_slice(&right.0);
    Digest::of(&bytes)
}

/// The text is not a digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DigestInvalid {
    /// Not 64 lower-case hexadecimal digits.
    #[error("a SHA-256 digest is written as 64 lower-case hexadecimal digits")]
    Hex,
    /// Not the base64 of 32 bytes.
    #[error("a SHA-256 digest in a note is written as 44 characters of standard base64")]
    Base64,
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = DigestInvalid;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            return Err(DigestInvalid::Hex);
        }
        let mut out = [0; 32];
        hex::decode_to_slice(text, &mut out).map_err(|_| DigestInvalid::Hex)?;
        Ok(Self(out))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
