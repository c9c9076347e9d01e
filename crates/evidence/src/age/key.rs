//! Identities and recipients of type MLKEM768-X25519 (X-Wing).

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::agreement::{self, X25519};
use bech32::{ToBase32 as _, Variant};
use comity_custody::Digest;
use hpke::kem::XWing;
use hpke::{Deserializable as _, Kem, Serializable as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use zeroize::Zeroizing;

const IDENTITY_HRP: &str = "age-secret-key-pq-";
const RECIPIENT_HRP: &str = "age1pq";
/// Length of a recipient's public key, in bytes: ML-KEM-768 (1184), then X25519 (32).
const RECIPIENT_BYTES: usize = 1216;

pub(super) type PrivateKey = <XWing as Kem>::PrivateKey;
pub(super) type PublicKey = <XWing as Kem>::PublicKey;

/// Why a text is not a key of the hybrid recipient type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyInvalid {
    /// Not bech32 with the prefix of its kind, or not in its one spelling.
    #[error("not a bech32 string beginning with {expected}, in one case and with a right checksum")]
    Text {
        /// The prefix that was expected.
        expected: &'static str,
    },
    /// The wrong number of bytes inside.
    #[error("the key holds {found} bytes; {expected} were expected")]
    Length {
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// The ML-KEM half is not a valid encapsulation key.
    #[error("the ML-KEM-768 half of the key is not a valid encapsulation key")]
    MlKem,
    /// The X25519 half is a point of low order, so it adds no secret.
    #[error("the X25519 half of the key is of low order; ask its owner for a new key")]
    LowOrder,
}

/// A private key that opens packages. Made of 32 random bytes; erased from
/// memory when dropped.
#[derive(Clone)]
pub struct Identity {
    seed: Zeroizing<[u8; 32]>,
    recipient: Recipient,
}

impl Identity {
    /// The identity that 32 bytes of a cryptographic random generator make.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        let seed = Zeroizing::new(seed);
        let public = XWing::sk_to_pk(&private_key(&seed));
        Self {
            seed,
            recipient: Recipient(Box::new(public)),
        }
    }

    /// The public half, for those who seal to this identity.
    pub fn recipient(&self) -> &Recipient {
        &self.recipient
    }

    /// The one secret spelling, `AGE-SECRET-KEY-PQ-1...`, as age tools read it.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        let text = bech32::encode(IDENTITY_HRP, self.seed.to_base32(), Variant::Bech32)
            .expect("INVARIANT (bech32): the prefix is a constant of lower-case ASCII");
        let text = Zeroizing::new(text);
        Zeroizing::new(text.to_uppercase())
    }

    pub(super) fn private_key(&self) -> PrivateKey {
        private_key(&self.seed)
    }
}

impl FromStr for Identity {
    type Err = KeyInvalid;

    fn from_str(text: &str) -> Result<Self, KeyInvalid> {
        let bytes = Zeroizing::new(decode(text, IDENTITY_HRP, "AGE-SECRET-KEY-PQ-1")?);
        let seed = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| KeyInvalid::Length {
            expected: 32,
            found: bytes.len(),
        })?;
        let identity = Self::from_seed(seed);
        let canonical = *identity.to_secret_text() == text;
        canonical.then_some(identity).ok_or(KeyInvalid::Text {
            expected: "AGE-SECRET-KEY-PQ-1",
        })
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("recipient", &self.recipient)
            .finish_non_exhaustive()
    }
}

/// A public key to which packages are sealed, `age1pq1...`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient(Box<PublicKey>);

impl Recipient {
    /// Reads the 1216 bytes of a public key: ML-KEM-768, then X25519.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyInvalid> {
        if bytes.len() != RECIPIENT_BYTES {
            return Err(KeyInvalid::Length {
                expected: RECIPIENT_BYTES,
                found: bytes.len(),
            });
        }
        if is_low_order(&bytes[RECIPIENT_BYTES - 32..]) {
            return Err(KeyInvalid::LowOrder);
        }
        let key = PublicKey::from_bytes(bytes).map_err(|_| KeyInvalid::MlKem)?;
        Ok(Self(Box::new(key)))
    }

    /// The 1216 bytes of the public key.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// SHA-256 over the public key's bytes: a short name for logs and reports.
    pub fn fingerprint(&self) -> Digest {
        Digest::of(&self.0.to_bytes())
    }

    pub(super) fn public_key(&self) -> &PublicKey {
        &self.0
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = bech32::encode(
            RECIPIENT_HRP,
            self.0.to_bytes().to_base32(),
            Variant::Bech32,
        );
        f.write_str(&text.map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient({})", self.fingerprint())
    }
}

impl FromStr for Recipient {
    type Err = KeyInvalid;

    fn from_str(text: &str) -> Result<Self, KeyInvalid> {
        let recipient = Self::from_bytes(&decode(text, RECIPIENT_HRP, "age1pq1")?)?;
        let canonical = recipient.to_string() == text;
        canonical.then_some(recipient).ok_or(KeyInvalid::Text {
            expected: "age1pq1",
        })
    }
}

impl Serialize for Recipient {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Recipient {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Whether an X25519 public value is of low order: multiplied with any clamped
/// scalar such a point gives zero, and no other point ever does, so one
/// multiplication with a fixed scalar answers it. Public data only.
pub(super) fn is_low_order(point: &[u8]) -> bool {
    let scalar = agreement::PrivateKey::from_private_key(&X25519, &[0x40; 32])
        .expect("INVARIANT (x25519): 32 bytes are a private key");
    let point = agreement::UnparsedPublicKey::new(&X25519, point);
    agreement::agree(&scalar, point, (), |shared| {
        if shared.iter().all(|byte| *byte == 0) {
            Err(())
        } else {
            Ok(())
        }
    })
    .is_err()
}

fn private_key(seed: &[u8; 32]) -> PrivateKey {
    PrivateKey::from_bytes(seed).expect("INVARIANT (x-wing): any 32 bytes are a private key")
}

fn decode(text: &str, prefix: &str, expected: &'static str) -> Result<Vec<u8>, KeyInvalid> {
    let invalid = KeyInvalid::Text { expected };
    let (found, data, variant) = bech32::decode(text).map_err(|_| invalid)?;
    let data = Zeroizing::new(data.into_iter().map(bech32::u5::to_u8).collect::<Vec<_>>());
    if found != prefix || variant != Variant::Bech32 {
        return Err(invalid);
    }
    bech32::convert_bits(&data, 5, 8, false).map_err(|_| invalid)
}
