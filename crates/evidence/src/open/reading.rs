//! The first stage of opening: bytes in, verified and decrypted blocks out.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender};

use super::OpenError;
use crate::age::{self, AgeInvalid, HEADER_BYTES, Identity, NONCE_BYTES, PayloadKey};
use crate::block::{Block, SEALED_BLOCK_BYTES};
use crate::slices::SliceHasher;
use crate::{CheckId, Manifest, Place, Refusal};

/// Length of header and nonce, in bytes.
const PREFIX_BYTES: usize = HEADER_BYTES + NONCE_BYTES;

/// Reads the package to its end. If the other stage stops early, so does this,
/// without an error of its own.
pub(super) fn run(
    input: impl Read,
    identity: &Identity,
    manifest: &Manifest,
    free: &Receiver<Block>,
    opened: &SyncSender<Block>,
) -> Result<(), OpenError> {
    let mut package = Package::new(input, manifest);
    let mut prefix = [0; PREFIX_BYTES];
    package.fill(&mut prefix)?;
    package.slices.update(&prefix);
    let key = payload_key(&prefix, identity)?;
    let mut index = 0;
    while package.left() > 0 {
        let Ok(mut block) = free.recv() else {
            return Ok(());
        };
        package.open_block(&mut block, &key, &mut index)?;
        if opened.send(block).is_err() {
            return Ok(());
        }
    }
    package.finish()
}

/// Reads the package to its end without opening it.
pub(super) fn verify(
    input: impl Read,
    manifest: &Manifest,
    mut progress: impl FnMut(u64),
) -> Result<(), OpenError> {
    let mut package = Package::new(input, manifest);
    let mut buffer = vec![0; 1 << 20];
    while package.left() > 0 {
        let length = package.next_length(buffer.len());
        package.fill(&mut buffer[..length])?;
        package.slices.update(&buffer[..length]);
        progress(package.at);
    }
    package.finish()
}

/// The sealed bytes, as far as they are read.
struct Package<'a, R> {
    input: R,
    manifest: &'a Manifest,
    slices: SliceHasher,
    /// Bytes read so far.
    at: u64,
}

impl<'a, R: Read> Package<'a, R> {
    fn new(input: R, manifest: &'a Manifest) -> Self {
        Self {
            input,
            manifest,
            slices: SliceHasher::new(),
            at: 0,
        }
    }

    /// Bytes that are still to come.
    fn left(&self) -> u64 {
        self.manifest.ciphertext.length - self.at
    }

    fn next_length(&self, most: usize) -> usize {
        usize::try_from(self.left()).map_or(most, |left| left.min(most))
    }

    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), OpenError> {
        let mut filled = 0;
        while filled < buffer.len() {
            let count = read(&mut self.input, &mut buffer[filled..])?;
            if count == 0 {
                return Err(self.wrong_length("its end"));
            }
            filled += count;
            self.at += count as u64;
        }
        Ok(())
    }

    /// Fills a block with chunks, and decrypts each once it is hashed.
    fn open_block(
        &mut self,
        block: &mut Block,
        key: &PayloadKey,
        index: &mut u64,
    ) -> Result<(), OpenError> {
        let mut at = self.at;
        let length = self.next_length(SEALED_BLOCK_BYTES);
        self.fill(block.receive(length))?;
        let last = self.left() == 0;
        let mut chunks = block.chunks();
        while let Some(chunk) = chunks.next() {
            self.slices.update(chunk);
            if !key.open(*index, last && chunks.len() == 0, chunk) {
                return Err(refuse(&AgeInvalid::Chunk { at }).into());
            }
            *index += 1;
            at += chunk.len() as u64;
        }
        Ok(())
    }

    /// Nothing follows, and the digest is the one that was signed.
    fn finish(mut self) -> Result<(), OpenError> {
        if read(&mut self.input, &mut [0])? > 0 {
            return Err(self.wrong_length("more bytes"));
        }
        let expected = self.manifest.ciphertext.blake3;
        let found = self.slices.finish().root();
        if found == expected {
            return Ok(());
        }
        let place = Place::Field("ciphertext.blake3".into());
        let (expected, found) = (expected.to_string(), found.to_string());
        Err(Refusal::new(CheckId::CiphertextDigest, place, expected, found).into())
    }

    fn wrong_length(&self, found: &str) -> OpenError {
        let expected = format!("a package of {} bytes", self.manifest.ciphertext.length);
        let place = Place::SealedByte(self.at);
        Refusal::new(CheckId::CiphertextLength, place, expected, found).into()
    }
}

fn read(input: &mut impl Read, buffer: &mut [u8]) -> Result<usize, OpenError> {
    loop {
        match input.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other.map_err(|source| OpenError::Read { source }),
        }
    }
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
