//! Keys that verify notes: plain Ed25519 (C2SP signed-note), and
//! timestamped cosignatures with Ed25519 and ML-DSA-44 (C2SP tlog-cosignature).

use std::fmt;
use std::str::FromStr;

use aws_lc_rs::signature::{ED25519, ML_DSA_44, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::digest::Digest;
use crate::note::{Note, NoteError, NoteSignature, check_key_name};

/// How a key signs. The discriminant is C2SP's signature type byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum SignatureKind {
    /// Ed25519 over the note text.
    Ed25519 = 0x01,
    /// Ed25519 over the checkpoint and a time.
    CosignatureEd25519 = 0x04,
    /// ML-DSA-44 over log, size, root, cosigner's name and a time.
    CosignatureMlDsa44 = 0x06,
}

/// A public key with a name, written `<name>+<key id>+<base64>` (a *vkey*).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NoteVerifier {
    name: String,
    kind: SignatureKind,
    key_id: u32,
    public: Vec<u8>,
}

/// A note bears a good signature of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Verified {
    /// When a cosigner says it saw the checkpoint, in seconds since 1970; the
    /// latest, if it signed more than once. `None` for plain signatures.
    pub at: Option<u64>,
}

/// Why a key cannot be read, cannot sign, or does not verify.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not a vkey.
    #[error("a verifier key is written `<name>+<key id>+<base64>`")]
    Format,
    /// The key's identifier is not the digest of name, kind and key.
    #[error(
        "the key is not the one its identifier names: {found:08x} is written, {expected:08x} is computed"
    )]
    KeyId {
        /// Computed.
        expected: u32,
        /// Written.
        found: u32,
    },
    /// A signature type this program does not know.
    #[error("signature type {kind:#04x} is not one of 0x01, 0x04 and 0x06")]
    Kind {
        /// The type byte.
        kind: u8,
    },
    /// The public key has the wrong length, or the seed was refused.
    #[error("this is not a key of kind {kind}")]
    Material {
        /// The kind it should be of.
        kind: SignatureKind,
    },
    /// The signer's kind carries a time and none was given, or the other way round.
    #[error("a key of kind {kind} does not make this kind of signature")]
    Use {
        /// The kind of the key.
        kind: SignatureKind,
    },
    /// Name or text does not fit a note.
    #[error("the note cannot be written")]
    Note {
        /// What is wrong with it.
        source: NoteError,
    },
    /// Cosignatures are made on checkpoints only.
    #[error("the text to cosign is not a checkpoint")]
    Checkpoint {
        /// What is wrong with it.
        source: CheckpointError,
    },
    /// A name, an origin or a time is too large for the signed message.
    #[error("key name and log name are at most 255 bytes long, and times below 2^63")]
    Message,
    /// The note bears no signature of the key.
    #[error("there is no signature of {name}")]
    NotSigned {
        /// Name of the key.
        name: String,
    },
    /// A signature under the key's name and identifier is false.
    #[error("the signature of {name} is false")]
    False {
        /// Name of the key.
        name: String,
    },
    /// The library failed to sign.
    #[error("the key of {name} failed to sign")]
    Signing {
        /// Name of the key.
        name: String,
    },
}

impl SignatureKind {
    /// Whether its signatures carry a time and apply to checkpoints only.
    pub fn is_cosignature(self) -> bool {
        self != Self::Ed25519
    }

    fn from_byte(kind: u8) -> Result<Self, KeyError> {
        match kind {
            0x01 => Ok(Self::Ed25519),
            0x04 => Ok(Self::CosignatureEd25519),
            0x06 => Ok(Self::CosignatureMlDsa44),
            _ => Err(KeyError::Kind { kind }),
        }
    }

    fn public_len(self) -> usize {
        match self {
            Self::Ed25519 | Self::CosignatureEd25519 => 32,
            Self::CosignatureMlDsa44 => 1312,
        }
    }
}

impl NoteVerifier {
    /// A key of that name and kind; `public` is 32 bytes (Ed25519) or 1312
    /// (ML-DSA-44).
    pub fn new(name: &str, kind: SignatureKind, public: &[u8]) -> Result<Self, KeyError> {
        check_key_name(name).map_err(|source| KeyError::Note { source })?;
        if public.len() != kind.public_len() {
            return Err(KeyError::Material { kind });
        }
        Ok(Self {
            name: name.to_owned(),
            kind,
            key_id: key_id(name, kind, public),
            public: public.to_vec(),
        })
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it signs.
    pub fn kind(&self) -> SignatureKind {
        self.kind
    }

    /// First four bytes of the digest over name, kind and key.
    pub fn key_id(&self) -> u32 {
        self.key_id
    }

    /// The bare public key.
    pub fn public_key(&self) -> &[u8] {
        &self.public
    }

    /// Verifies every signature of the note that is under this key's name and
    /// identifier. One false signature condemns the note, as C2SP advises.
    pub fn verify(&self, note: &Note) -> Result<Verified, KeyError> {
        let ours = |signature: &&NoteSignature| {
            signature.name() == self.name && signature.key_id() == self.key_id
        };
        let mut seen = None;
        for signature in note.signatures().iter().filter(ours) {
            let at = self.verify_signature(note.text(), signature)?;
            seen = seen.max(Some(Verified { at }));
        }
        let name = self.name.clone();
        seen.ok_or(KeyError::NotSigned { name })
    }

    /// Verifies one signature on a text; gives the time it carries, if its kind does.
    pub fn verify_signature(
        &self,
        text: &str,
        signature: &NoteSignature,
    ) -> Result<Option<u64>, KeyError> {
        let refuse = || KeyError::False {
            name: self.name.clone(),
        };
        let (at, bytes) = if self.kind.is_cosignature() {
            let (at, bytes) = signature.bytes().split_first_chunk().ok_or_else(refuse)?;
            (Some(u64::from_be_bytes(*at)), bytes)
        } else {
            (None, signature.bytes())
        };
        let message = self.message(text, at)?;
        let good = match self.kind {
            SignatureKind::CosignatureMlDsa44 => {
                UnparsedPublicKey::new(&ML_DSA_44, &self.public).verify(&message, bytes)
            }
            _ => UnparsedPublicKey::new(&ED25519, &self.public).verify(&message, bytes),
        };
        good.map(|()| at).map_err(|_| refuse())
    }

    /// The bytes that are signed.
    pub(crate) fn message(&self, text: &str, at: Option<u64>) -> Result<Vec<u8>, KeyError> {
        match (self.kind, at) {
            (SignatureKind::Ed25519, None) => Ok(text.as_bytes().to_vec()),
            (SignatureKind::CosignatureEd25519, Some(at)) => {
                read_checkpoint(text)?;
                check_time(at)?;
                Ok(format!("cosignature/v1\ntime {at}\n{text}").into_bytes())
            }
            (SignatureKind::CosignatureMlDsa44, Some(at)) => {
                subtree_message(&self.name, at, &read_checkpoint(text)?)
            }
            (kind, _) => Err(KeyError::Use { kind }),
        }
    }
}

fn key_id(name: &str, kind: SignatureKind, public: &[u8]) -> u32 {
    let digest = Digest::of(&[name.as_bytes(), b"\n", &[kind as u8], public].concat());
    let [a, b, c, d, ..] = *digest.as_bytes();
    u32::from_be_bytes([a, b, c, d])
}

fn read_checkpoint(text: &str) -> Result<Checkpoint, KeyError> {
    Checkpoint::parse(text).map_err(|source| KeyError::Checkpoint { source })
}

fn check_time(at: u64) -> Result<(), KeyError> {
    let fits = i64::try_from(at).is_ok();
    fits.then_some(()).ok_or(KeyError::Message)
}

/// `cosigned_message` of C2SP tlog-cosignature, for a whole tree.
fn subtree_message(name: &str, at: u64, checkpoint: &Checkpoint) -> Result<Vec<u8>, KeyError> {
    check_time(at)?;
    let short = |text: &str| u8::try_from(text.len()).map_err(|_| KeyError::Message);
    let origin = checkpoint.origin();
    let mut message = b"subtree/v1\n\0".to_vec();
    message.push(short(name)?);
    message.extend(name.as_bytes());
    message.extend(at.to_be_bytes());
    message.push(short(origin)?);
    message.extend(origin.as_bytes());
    message.extend(0u64.to_be_bytes());
    message.extend(checkpoint.size().to_be_bytes());
    message.extend(checkpoint.root().as_bytes());
    Ok(message)
}

impl fmt::Display for SignatureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ed25519 => "Ed25519 (0x01)",
            Self::CosignatureEd25519 => "Ed25519 cosignature (0x04)",
            Self::CosignatureMlDsa44 => "ML-DSA-44 cosignature (0x06)",
        })
    }
}

impl fmt::Display for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind as u8], self.public.as_slice()].concat();
        write!(
            f,
            "{}+{:08x}+{}",
            self.name,
            self.key_id,
            STANDARD.encode(key)
        )
    }
}

impl fmt::Debug for NoteVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "NoteVerifier({}+{:08x}, {})",
            self.name, self.key_id, self.kind
        )
    }
}

impl FromStr for NoteVerifier {
    type Err = KeyError;

    fn from_str(vkey: &str) -> Result<Self, Self::Err> {
        let mut parts = vkey.splitn(3, '+');
        let mut next = || parts.next().ok_or(KeyError::Format);
        let (name, id, key) = (next()?, next()?, next()?);
        let hex = id.len() == 8
            && id
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let found = u32::from_str_radix(id, 16).ok().filter(|_| hex);
        let found = found.ok_or(KeyError::Format)?;
        let key = STANDARD.decode(key).map_err(|_| KeyError::Format)?;
        let (kind, public) = key.split_first().ok_or(KeyError::Format)?;
        let verifier = Self::new(name, SignatureKind::from_byte(*kind)?, public)?;
        let expected = verifier.key_id;
        let same = found == expected;
        same.then_some(verifier)
            .ok_or(KeyError::KeyId { expected, found })
    }
}

/// As its vkey.
impl Serialize for NoteVerifier {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for NoteVerifier {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let vkey = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        vkey.parse().map_err(de::Error::custom)
    }
}
