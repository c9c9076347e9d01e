//! Keys that sign notes and cosign checkpoints.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair as _, ML_DSA_44_SIGNING, PqdsaKeyPair};

use crate::key::{KeyError, NoteVerifier, SignatureKind};
use crate::note::NoteSignature;

/// A private key with a name. It never shows its seed.
pub struct NoteSigner {
    verifier: NoteVerifier,
    secret: Secret,
}

enum Secret {
    Ed25519(Ed25519KeyPair),
    MlDsa44(PqdsaKeyPair),
}

impl NoteSigner {
    /// A key that signs notes: the log's own. `seed` is an RFC 8032 private key.
    pub fn ed25519(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::with_ed25519(name, SignatureKind::Ed25519, seed)
    }

    /// A key that cosigns checkpoints. It must be another seed than any other
    /// name signs with: the signed message does not hold the name.
    pub fn cosigner_ed25519(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        Self::with_ed25519(name, SignatureKind::CosignatureEd25519, seed)
    }

    /// A key that cosigns checkpoints and resists quantum computers. `seed` is
    /// the ξ of FIPS 204. Signatures differ each time: they are hedged with
    /// randomness inside the library.
    pub fn cosigner_ml_dsa_44(name: &str, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let kind = SignatureKind::CosignatureMlDsa44;
        let pair = PqdsaKeyPair::from_seed(&ML_DSA_44_SIGNING, seed)
            .map_err(|_| KeyError::Material { kind })?;
        Ok(Self {
            verifier: NoteVerifier::new(name, kind, pair.public_key().as_ref())?,
            secret: Secret::MlDsa44(pair),
        })
    }

    fn with_ed25519(name: &str, kind: SignatureKind, seed: &[u8; 32]) -> Result<Self, KeyError> {
        let pair =
            Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| KeyError::Material { kind })?;
        Ok(Self {
            verifier: NoteVerifier::new(name, kind, pair.public_key().as_ref())?,
            secret: Secret::Ed25519(pair),
        })
    }

    /// The public half.
    pub fn verifier(&self) -> &NoteVerifier {
        &self.verifier
    }

    /// How it signs.
    pub fn kind(&self) -> SignatureKind {
        self.verifier.kind()
    }

    /// Signs a note text. For plain keys only.
    pub fn sign(&self, text: &str) -> Result<NoteSignature, KeyError> {
        let message = self.verifier.message(text, None)?;
        self.signature(self.raw(&message)?)
    }

    /// Cosigns the text of a checkpoint as seen `at` (seconds since 1970). For
    /// cosigning keys only. Whoever calls it states that this is the largest
    /// consistent tree it has seen of that log ([`crate::witness`] decides that).
    pub fn cosign(&self, text: &str, at: u64) -> Result<NoteSignature, KeyError> {
        let message = self.verifier.message(text, Some(at))?;
        let raw = self.raw(&message)?;
        self.signature([at.to_be_bytes().as_slice(), &raw].concat())
    }

    fn raw(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        let name = || self.verifier.name().to_owned();
        match &self.secret {
            Secret::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Secret::MlDsa44(pair) => {
                let mut out = vec![0; ML_DSA_44_SIGNING.signature_len()];
                let signed = pair.sign(message, &mut out);
                signed.map_err(|_| KeyError::Signing { name: name() })?;
                Ok(out)
            }
        }
    }

    fn signature(&self, bytes: Vec<u8>) -> Result<NoteSignature, KeyError> {
        let (name, key_id) = (self.verifier.name(), self.verifier.key_id());
        NoteSignature::new(name, key_id, bytes).map_err(|source| KeyError::Note { source })
    }
}

impl fmt::Debug for NoteSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NoteSigner({:?})", self.verifier)
    }
}
