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

#[cfg(test)]
mod tests {
    use super::{KeySeeds, SigningKeys};
    use crate::keys::Algorithm;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64URL;

    /// RFC 8037 appendix A: key, thumbprint and signature.
    #[test]
    fn ed25519_is_as_in_rfc_8037() {
        let seed = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
        let ed25519 = BASE64URL.decode(seed).unwrap().try_into().unwrap();
        let keys = SigningKeys::from_seeds(&KeySeeds {
            ed25519,
            ml_dsa_65: [0; 32],
        });
        let kid = keys.kid(Algorithm::EdDsa).as_str();
        assert_eq!(kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
        let input = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
        let signature = BASE64URL.encode(keys.sign(Algorithm::EdDsa, input));
        assert_eq!(
            signature,
            "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
        );
    }

    /// RFC 9964 appendix A: the key of the all-zero seed, its thumbprint, and a signature of another implementation.
    #[test]
    fn ml_dsa_65_is_as_in_rfc_9964() {
        let keys = SigningKeys::from_seeds(&KeySeeds {
            ed25519: [0; 32],
            ml_dsa_65: [0; 32],
        });
        let kid = keys.kid(Algorithm::MlDsa65);
        assert_eq!(kid.as_str(), "Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM");
        let token = include_str!("../../tests/vectors/rfc9964-ml-dsa-65.jws").trim_end();
        let (input, signature) = token.rsplit_once('.').unwrap();
        let signature = BASE64URL.decode(signature).unwrap();
        let key = keys.public().get(kid).unwrap();
        assert!(key.verifies(input.as_bytes(), &signature));
        assert!(key.verifies(
            input.as_bytes(),
            &keys.sign(Algorithm::MlDsa65, input.as_bytes())
        ));
    }
}
