//! The binary payload: chunks of 64 KiB under ChaCha20-Poly1305 (STREAM).

use aws_lc_rs::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::hkdf;

/// Plaintext bytes of every chunk but the last.
pub(crate) const CHUNK_BYTES: usize = 64 * 1024;
/// Length of a chunk's authentication tag.
pub(crate) const TAG_BYTES: usize = 16;
/// Ciphertext bytes of every chunk but the last.
pub(crate) const SEALED_CHUNK_BYTES: usize = CHUNK_BYTES + TAG_BYTES;
/// Length of the nonce between header and first chunk.
pub(crate) const NONCE_BYTES: usize = 16;

/// The key of one file's payload.
pub(crate) struct PayloadKey(LessSafeKey);

impl PayloadKey {
    /// Derives the key from file key and nonce.
    pub(crate) fn derive(file_key: &[u8; 16], nonce: &[u8; NONCE_BYTES]) -> Self {
        let prk = hkdf::Salt::new(hkdf::HKDF_SHA256, nonce).extract(file_key);
        let okm = prk
            .expand(&[b"payload"], &CHACHA20_POLY1305)
            .expect("INVARIANT (hkdf): 32 bytes are within what one expansion gives");
        Self(LessSafeKey::new(UnboundKey::from(okm)))
    }

    /// Encrypts in place; the last 16 bytes of `chunk` receive the tag.
    pub(crate) fn seal(&self, index: u64, last: bool, chunk: &mut [u8]) {
        let (text, tag) = chunk.split_at_mut(chunk.len() - TAG_BYTES);
        let computed = self
            .0
            .seal_in_place_separate_tag(nonce(index, last), Aad::empty(), text)
            .expect("INVARIANT (chunk): 64 KiB are within what one nonce seals");
        tag.copy_from_slice(computed.as_ref());
    }

    /// Decrypts in place; the plaintext is all but the last 16 bytes of `chunk`.
    /// False: it does not authenticate, and what stands there is meaningless.
    #[must_use]
    pub(crate) fn open(&self, index: u64, last: bool, chunk: &mut [u8]) -> bool {
        let Some(length) = chunk.len().checked_sub(TAG_BYTES) else {
            return false;
        };
        // STREAM: a final chunk is empty only where the whole payload is.
        if length == 0 && index > 0 {
            return false;
        }
        let nonce = nonce(index, last);
        self.0.open_in_place(nonce, Aad::empty(), chunk).is_ok()
    }
}

/// Eleven bytes of counter, big endian, and one that says whether the chunk is final.
fn nonce(index: u64, last: bool) -> Nonce {
    let mut bytes = [0; 12];
    bytes[3..11].copy_from_slice(&index.to_be_bytes());
    bytes[11] = u8::from(last);
    Nonce::assume_unique_for_key(bytes)
}

/// Length of nonce and chunks for so many bytes of plaintext. `None`: beyond 2^64.
pub(crate) fn payload_length(plaintext: u64) -> Option<u64> {
    let chunks = plaintext.div_ceil(CHUNK_BYTES as u64).max(1);
    let tags = chunks.checked_mul(TAG_BYTES as u64)?;
    plaintext.checked_add(tags)?.checked_add(NONCE_BYTES as u64)
}
