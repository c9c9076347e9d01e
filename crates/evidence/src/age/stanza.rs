//! Wrapping a file key for the hybrid recipient: HPKE (RFC 9180) in base mode
//! over MLKEM768-X25519, HKDF-SHA256 and ChaCha20Poly1305.

use std::convert::Infallible;

use hpke::aead::ChaCha20Poly1305;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::rand_core::{TryCryptoRng, TryRng};
use hpke::{Deserializable as _, Kem, OpModeR, OpModeS, Serializable as _};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::AgeInvalid;
use super::key::{Identity, Recipient, is_low_order};

pub(super) const STANZA_TYPE: &str = "mlkem768x25519";
pub(super) const ENCAPSULATED_BYTES: usize = 1120;
pub(super) const WRAPPED_BYTES: usize = 32;
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";

/// The 16 bytes from which a file's payload key and header key are derived.
pub(crate) type FileKey = Zeroizing<[u8; 16]>;

/// All the randomness one sealing takes, fresh from a cryptographic generator.
/// Never use a value twice: the same one for two packages reveals both.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct SealEntropy {
    /// The file key.
    pub file_key: [u8; 16],
    /// The nonce from which, with the file key, the payload key is derived.
    pub payload_nonce: [u8; 16],
    /// Randomness of the encapsulation: 32 bytes for ML-KEM, 32 for X25519.
    pub encapsulation: [u8; 64],
}

impl SealEntropy {
    /// Splits 96 random bytes into the three parts.
    pub fn from_bytes(mut bytes: [u8; 96]) -> Self {
        let mut entropy = Self {
            file_key: [0; 16],
            payload_nonce: [0; 16],
            encapsulation: [0; 64],
        };
        entropy.file_key.copy_from_slice(&bytes[..16]);
        entropy.payload_nonce.copy_from_slice(&bytes[16..32]);
        entropy.encapsulation.copy_from_slice(&bytes[32..]);
        bytes.zeroize();
        entropy
    }
}

/// What the stanza of one recipient carries.
pub(super) struct Wrapped {
    pub(super) encapsulated: Vec<u8>,
    pub(super) body: Vec<u8>,
}

pub(super) fn wrap(recipient: &Recipient, entropy: &SealEntropy) -> Wrapped {
    let mut randomness = GivenBytes(&entropy.encapsulation);
    let (encapsulated, body) =
        hpke::single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            recipient.public_key(),
            INFO,
            &entropy.file_key,
            &[],
            &mut randomness,
        )
        .expect(
            "INVARIANT (x-wing): encapsulating to a validated key and sealing 16 bytes succeed",
        );
    Wrapped {
        encapsulated: encapsulated.to_bytes().to_vec(),
        body,
    }
}

pub(super) fn unwrap(identity: &Identity, wrapped: &Wrapped) -> Result<FileKey, AgeInvalid> {
    // The KEM accepts shares of low order, whose shared secret is known to all; the
    // specification's contributory behaviour is restored here.
    if is_low_order(&wrapped.encapsulated[ENCAPSULATED_BYTES - 32..]) {
        return Err(AgeInvalid::LowOrder);
    }
    let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(&wrapped.encapsulated)
        .map_err(|_| AgeInvalid::NotAddressed)?;
    let opened = hpke::single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
        &OpModeR::Base,
        &identity.private_key(),
        &encapsulated,
        INFO,
        &wrapped.body,
        &[],
    );
    let key = Zeroizing::new(opened.map_err(|_| AgeInvalid::NotAddressed)?);
    let key = <[u8; 16]>::try_from(key.as_slice()).map_err(|_| AgeInvalid::NotAddressed)?;
    Ok(Zeroizing::new(key))
}

/// Hands out the bytes it was given, as the random generator HPKE asks for. The
/// encapsulation takes exactly 64 of them in one call.
struct GivenBytes<'a>(&'a [u8]);

impl TryRng for GivenBytes<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        let (taken, rest) = self
            .0
            .split_at_checked(out.len())
            .expect("INVARIANT (entropy): an encapsulation takes no more than 64 bytes");
        out.copy_from_slice(taken);
        self.0 = rest;
        Ok(())
    }
}

impl TryCryptoRng for GivenBytes<'_> {}
