//! The private halves.

use std::fmt;

use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair, ML_DSA_65_SIGNING, PqdsaKeyPair};
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::{Algorithm, Kid, PublicKey, PublicKeys};

/// The two 32-byte seeds everything else follows from. Wiped when dropped; what the key file holds.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct KeySeeds {
    /// Ed25519 private key (RFC 8032).
    pub ed25519: [u8; 32],
    /// ML-DSA-65 seed, `xi` of FIPS 204 algorithm 1.
    pub ml_dsa_65: [u8; 32],
}

impl fmt::Debug for KeySeeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeySeeds(..)")
    }
}

/// A node's signing keys. The expanded private keys live in memory that the cryptographic library wipes on release.
pub struct SigningKeys {
    ed25519: Ed25519KeyPair,
    ml_dsa_65: PqdsaKeyPair,
    public: PublicKeys,
    kids: [Kid; 2],
}

impl SigningKeys {
    /// Expands two independent random seeds. The same seeds always give the same keys.
    pub fn from_seeds(seeds: &KeySeeds) -> Self {
        let ed25519 = Ed25519KeyPair::from_seed_unchecked(&seeds.ed25519)
            .expect("any 32 bytes are an Ed25519 seed");
        let ml_dsa_65 = PqdsaKeyPair::from_seed(&ML_DSA_65_SIGNING, &seeds.ml_dsa_65)
            .expect("any 32 bytes are an ML-DSA seed");
        let pair = [
            public(Algorithm::EdDsa, ed25519.public_key().as_ref()),
            public(Algorithm::MlDsa65, ml_dsa_65.public_key().as_ref()),
        ];
        let kids = pair.each_ref().map(|key| key.kid().clone());
        let public = PublicKeys::new(pair.into()).expect("keys of two algorithms differ");
        Self {
            ed25519,
            ml_dsa_65,
            public,
            kids,
        }
    }

    /// The public halves, without limits of validity.
    pub fn public(&self) -> &PublicKeys {
        &self.public
    }

    /// The id of the key of this algorithm.
    pub fn kid(&self, algorithm: Algorithm) -> &Kid {
        match algorithm {
            Algorithm::EdDsa => &self.kids[0],
            Algorithm::MlDsa65 => &self.kids[1],
        }
    }

    /// Signs `message`. ML-DSA signing is hedged: two calls differ, both verify.
    pub(crate) fn sign(&self, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
        match algorithm {
            Algorithm::EdDsa => self.ed25519.sign(message).as_ref().to_vec(),
            Algorithm::MlDsa65 => self.sign_ml_dsa(message),
        }
    }

    fn sign_ml_dsa(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; Algorithm::MlDsa65.signature_bytes()];
        self.ml_dsa_65
            .sign(message, &mut signature)
            .expect("signing fails only when the machine has no entropy");
        signature
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKeys({} {})", self.kids[0], self.kids[1])
    }
}

fn public(algorithm: Algorithm, bytes: &[u8]) -> PublicKey {
    PublicKey::from_bytes(algorithm, bytes).expect("the library made this key")
}
