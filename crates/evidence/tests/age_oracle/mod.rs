//! The hybrid recipient for the `age` crate, which has none: HPKE by the `hpke`
//! crate, everything else of the file by `age`.

use std::collections::HashSet;

use ::age::{DecryptError, EncryptError};
use age_core::format::{FileKey, Stanza};
use age_core::secrecy::ExposeSecret as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use comity_evidence::Identity;
use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};

const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";

pub struct Oracle(pub Identity);

impl ::age::Identity for Oracle {
    fn unwrap_stanza(&self, stanza: &Stanza) -> Option<Result<FileKey, DecryptError>> {
        if stanza.tag != "mlkem768x25519" {
            return None;
        }
        let share = STANDARD_NO_PAD.decode(&stanza.args[0]).unwrap();
        let share = <XWing as Kem>::EncappedKey::from_bytes(&share).unwrap();
        let (private, _) = seed_key();
        let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &private,
            &share,
            INFO,
            &stanza.body,
            &[],
        );
        let key: [u8; 16] = opened.unwrap().try_into().unwrap();
        Some(Ok(FileKey::new(Box::new(key))))
    }
}

impl ::age::Recipient for Oracle {
    fn wrap_file_key(&self, key: &FileKey) -> Result<(Vec<Stanza>, HashSet<String>), EncryptError> {
        let public = <XWing as Kem>::PublicKey::from_bytes(&self.0.recipient().to_bytes());
        let (share, body) = hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &public.unwrap(),
            INFO,
            key.expose_secret(),
            &[],
            &mut Counting(0),
        )
        .unwrap();
        let stanza = Stanza {
            tag: "mlkem768x25519".into(),
            args: vec![STANDARD_NO_PAD.encode(share.to_bytes())],
            body,
        };
        Ok((vec![stanza], HashSet::from(["postquantum".into()])))
    }
}

fn seed_key() -> (<XWing as Kem>::PrivateKey, <XWing as Kem>::PublicKey) {
    let private = <XWing as Kem>::PrivateKey::from_bytes(&crate::support::SEED).unwrap();
    let public = XWing::sk_to_pk(&private);
    (private, public)
}

/// Not random: the oracle's files are the same on every run, but for `age`'s own part.
struct Counting(u8);

impl TryRng for Counting {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        unreachable!("encapsulation asks for bytes")
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        unreachable!("encapsulation asks for bytes")
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Self::Error> {
        for byte in out {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
        Ok(())
    }
}

impl TryCryptoRng for Counting {}
