//! The second stage of opening: sealed blocks in, verified and decrypted blocks out.

use std::sync::mpsc::{Receiver, SyncSender};

use crate::age::{self, AgeInvalid, HEADER_BYTES, Identity, NONCE_BYTES, PayloadKey};
use crate::block::Block;
use crate::slices::{SliceHasher, SliceTree};
use crate::{CheckId, Place, Refusal};

/// Length of header and nonce, in bytes.
pub(super) const PREFIX_BYTES: usize = HEADER_BYTES + NONCE_BYTES;

/// Takes BLAKE3 of every block and decrypts it. `prefix`, header and nonce, was read
/// before. If a stage beside this one stops early, so does this, without a refusal.
pub(super) fn run(
    prefix: &[u8],
    key: &PayloadKey,
    filled: Receiver<Block>,
    opened: &SyncSender<Block>,
) -> Result<SliceTree, Refusal> {
    let mut slices = SliceHasher::new();
    slices.update(prefix);
    let mut index = 0;
    for mut block in filled {
        open_block(&mut block, key, &mut index, &mut slices)?;
        if opened.send(block).is_err() {
            break;
        }
    }
    Ok(slices.finish())
}

/// Decrypts each chunk once it is hashed.
fn open_block(
    block: &mut Block,
    key: &PayloadKey,
    index: &mut u64,
    slices: &mut SliceHasher,
) -> Result<(), Refusal> {
    let (count, mut opened, mut hashed) = (block.count(), 0, 0);
    for number in 0..count {
        let at = block.place() + opened as u64;
        let last = block.last && number + 1 == count;
        opened += block.chunk(number).len();
        if hashed < opened {
            hashed += slices.update_ahead(&block.chunks()[hashed..], opened - hashed);
        }
        if !key.open(*index, last, block.chunk(number)) {
            return Err(refuse(&AgeInvalid::Chunk { at }));
        }
        *index += 1;
    }
    Ok(())
}

pub(super) fn payload_key(prefix: &[u8], identity: &Identity) -> Result<PayloadKey, Refusal> {
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
