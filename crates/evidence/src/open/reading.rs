//! The first stage of opening: bytes in, verified and decrypted blocks out.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender};

use super::OpenError;
use crate::age::{self, AgeInvalid, HEADER_BYTES, Identity, NONCE_BYTES, PayloadKey};
use crate::block::{Block, SEALED_BLOCK_BYTES};
use crate::slices::SliceHasher;
use crate::{CheckId, Manifest, Place, Refusal};

/// Reads the package to its end. If the other stage stops early, so does this,
/// without an error of its own.
pub(super) fn run(
    mut input: impl Read,
    identity: &Identity,
    manifest: &Manifest,
    free: &Receiver<Block>,
    opened: &SyncSender<Block>,
) -> Result<(), OpenError> {
    let mut slices = SliceHasher::new();
    let mut prefix = vec![0; usize::try_from(HEADER_BYTES).unwrap_or(0) + NONCE_BYTES];
    fill(&mut input, &mut prefix, 0, manifest)?;
    slices.update(&prefix);
    let key = payload_key(&prefix, identity)?;
    let mut at = prefix.len() as u64;
    let mut index = 0;
    for mut block in free {
        let left = manifest.ciphertext.length - at;
        if left == 0 {
            break;
        }
        let length =
            usize::try_from(left).map_or(SEALED_BLOCK_BYTES, |left| left.min(SEALED_BLOCK_BYTES));
        block.last = left == length as u64;
        fill(&mut input, block.receive(length), at, manifest)?;
        open_block(&mut block, &key, &mut slices, &mut index, &mut at)?;
        if opened.send(block).is_err() {
            return Ok(());
        }
    }
    check_end(&mut input, manifest)?;
    check_digest(slices, manifest)
}

/// Reads the package to its end without opening it.
pub(super) fn verify(
    mut input: impl Read,
    manifest: &Manifest,
    mut progress: impl FnMut(u64),
) -> Result<(), OpenError> {
    let mut slices = SliceHasher::new();
    let mut buffer = vec![0; 1 << 20];
    let mut at = 0;
    while at < manifest.ciphertext.length {
        let left = manifest.ciphertext.length - at;
        let length = usize::try_from(left).map_or(buffer.len(), |left| left.min(buffer.len()));
        fill(&mut input, &mut buffer[..length], at, manifest)?;
        slices.update(&buffer[..length]);
        at += length as u64;
        progress(at);
    }
    check_end(&mut input, manifest)?;
    check_digest(slices, manifest)
}

fn payload_key(prefix: &[u8], identity: &Identity) -> Result<PayloadKey, Refusal> {
    let (header, nonce) = prefix.split_at(prefix.len() - NONCE_BYTES);
    let (file_key, length) = age::parse(header, identity).map_err(|invalid| refuse(&invalid))?;
    if length != header.len() {
        // A second stanza, of an unknown kind, would stand here: a package has one form.
        return Err(refuse(&AgeInvalid::Header {
            at: length,
            expected: "the payload",
        }));
    }
    let nonce = nonce.try_into().map_err(|_| refuse(&AgeInvalid::Version))?;
    Ok(PayloadKey::derive(&file_key, nonce))
}

fn open_block(
    block: &mut Block,
    key: &PayloadKey,
    slices: &mut SliceHasher,
    index: &mut u64,
    at: &mut u64,
) -> Result<(), Refusal> {
    let last = block.last;
    let mut chunks = block.chunks();
    while let Some(chunk) = chunks.next() {
        slices.update(chunk);
        if !key.open(*index, last && chunks.len() == 0, chunk) {
            return Err(refuse(&AgeInvalid::Chunk { at: *at }));
        }
        *index += 1;
        *at += chunk.len() as u64;
    }
    Ok(())
}

fn fill(
    input: &mut impl Read,
    buffer: &mut [u8],
    at: u64,
    manifest: &Manifest,
) -> Result<(), OpenError> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => return Err(wrong_length(manifest, at + filled as u64, false).into()),
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(OpenError::Read { source }),
        }
    }
    Ok(())
}

fn check_end(input: &mut impl Read, manifest: &Manifest) -> Result<(), OpenError> {
    loop {
        match input.read(&mut [0]) {
            Ok(0) => return Ok(()),
            Ok(_) => return Err(wrong_length(manifest, manifest.ciphertext.length, true).into()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(OpenError::Read { source }),
        }
    }
}

fn wrong_length(manifest: &Manifest, at: u64, more: bool) -> Refusal {
    let expected = format!("a package of {} bytes", manifest.ciphertext.length);
    let found = if more { "more bytes" } else { "its end" };
    let place = Place::SealedByte(at);
    Refusal::new(CheckId::CiphertextLength, place, expected, found)
}

fn check_digest(slices: SliceHasher, manifest: &Manifest) -> Result<(), OpenError> {
    let (found, expected) = (slices.finish().root(), manifest.ciphertext.blake3);
    if found == expected {
        return Ok(());
    }
    let place = Place::Field("ciphertext.blake3".into());
    let check = CheckId::CiphertextDigest;
    Err(Refusal::new(check, place, expected.to_string(), found.to_string()).into())
}

/// The check that fails when the age layer refuses.
fn refuse(invalid: &AgeInvalid) -> Refusal {
    let (check, at) = match invalid {
        AgeInvalid::Header { at, .. } => (CheckId::SealHeader, *at as u64),
        AgeInvalid::NotAddressed => (CheckId::SealAddressee, 0),
        AgeInvalid::HeaderMac => (CheckId::SealHeaderMac, 0),
        AgeInvalid::Chunk { at } => (CheckId::SealChunk, *at),
        AgeInvalid::Truncated { at } => (CheckId::CiphertextLength, *at),
        AgeInvalid::Version
        | AgeInvalid::MixedRecipients { .. }
        | AgeInvalid::Stanzas { .. }
        | AgeInvalid::LowOrder => (CheckId::SealHeader, 0),
    };
    let place = Place::SealedByte(at);
    Refusal::new(check, place, check.to_string(), invalid.to_string())
}
