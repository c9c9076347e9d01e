//! Whole age files in memory, for documents small enough to be held.

use zeroize::Zeroizing;

use super::payload::{CHUNK_BYTES, NONCE_BYTES, PayloadKey, SEALED_CHUNK_BYTES, TAG_BYTES};
use super::{AgeInvalid, Identity, Recipient, SealEntropy, header};

/// Encrypts a document to one recipient.
pub fn encrypt(plaintext: &[u8], recipient: &Recipient, entropy: &SealEntropy) -> Vec<u8> {
    let mut file = header::write(recipient, entropy);
    file.extend_from_slice(&entropy.payload_nonce);
    let key = PayloadKey::derive(&entropy.file_key, &entropy.payload_nonce);
    let count = plaintext.len().div_ceil(CHUNK_BYTES).max(1);
    for index in 0..count {
        let start = index * CHUNK_BYTES;
        let end = plaintext.len().min(start + CHUNK_BYTES);
        let at = file.len();
        file.extend_from_slice(&plaintext[start..end]);
        file.extend_from_slice(&[0; TAG_BYTES]);
        key.seal(index as u64, index + 1 == count, &mut file[at..]);
    }
    file
}

/// Decrypts a document, all or nothing.
pub fn decrypt(file: &[u8], identity: &Identity) -> Result<Zeroizing<Vec<u8>>, AgeInvalid> {
    let (file_key, header_length) = header::parse(file, identity)?;
    let start = header_length + NONCE_BYTES;
    let truncated = AgeInvalid::Truncated {
        at: file.len() as u64,
    };
    let nonce = file.get(header_length..start).ok_or(truncated.clone())?;
    let nonce = nonce.try_into().map_err(|_| truncated.clone())?;
    let key = PayloadKey::derive(&file_key, nonce);
    let mut chunks = Zeroizing::new(file[start..].to_vec());
    let count = chunks.len().div_ceil(SEALED_CHUNK_BYTES);
    if count == 0 {
        return Err(truncated);
    }
    let mut plaintext = Zeroizing::new(Vec::with_capacity(chunks.len()));
    for (index, chunk) in chunks.chunks_mut(SEALED_CHUNK_BYTES).enumerate() {
        let at = (start + index * SEALED_CHUNK_BYTES) as u64;
        if !key.open(index as u64, index + 1 == count, chunk) {
            return Err(AgeInvalid::Chunk { at });
        }
        plaintext.extend_from_slice(&chunk[..chunk.len() - TAG_BYTES]);
    }
    Ok(plaintext)
}
