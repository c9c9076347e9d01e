//! The first stage of opening: bytes in, as many as were signed.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender};

use super::OpenError;
use crate::block::{Block, SEALED_BLOCK_BYTES};
use crate::slices::{SliceHasher, SliceTree};
use crate::{CheckId, Manifest, Place, Refusal};

/// Reads the package to its end without opening it.
/// Reads the package to its end without opening it.
pub(super) fn verify(
    input: impl Read,
    manifest: &Manifest,
    mut progress: impl FnMut(u64),
) -> Result<(), OpenError> {
    let mut package = Package::new(input, manifest);
    let (mut buffer, mut slices) = (vec![0; 1 << 20], SliceHasher::new());
    while package.left() > 0 {
        let length = package.next_length(buffer.len());
        package.fill(&mut buffer[..length])?;
        slices.update(&buffer[..length]);
        progress(package.at);
    }
    package.end()?;
    Ok(check_digest(&slices.finish(), manifest)?)
}

/// The sealed bytes, as far as they are read.
pub(super) struct Package<'a, R> {
    input: R,
    manifest: &'a Manifest,
    /// Bytes read so far.
    at: u64,
}

impl<'a, R: Read> Package<'a, R> {
    pub(super) fn new(input: R, manifest: &'a Manifest) -> Self {
        Self {
            input,
            manifest,
            at: 0,
        }
    }

    /// Reads the rest into blocks. If the next stage stops early, so does this, without
    /// an error of its own.
    pub(super) fn read_blocks(
        mut self,
        free: &Receiver<Block>,
        filled: &SyncSender<Block>,
    ) -> Result<(), OpenError> {
        while self.left() > 0 {
            let Ok(mut block) = free.recv() else {
                return Ok(());
            };
            block.begin(self.at);
            let length = self.next_length(SEALED_BLOCK_BYTES);
            self.fill(block.receive(length))?;
            block.last = self.left() == 0;
            if filled.send(block).is_err() {
                return Ok(());
            }
        }
        self.end()
    }

    /// Bytes that are still to come.
    fn left(&self) -> u64 {
        self.manifest.ciphertext.length - self.at
    }

    fn next_length(&self, most: usize) -> usize {
        usize::try_from(self.left()).map_or(most, |left| left.min(most))
    }

    /// Fills the whole buffer.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<(), OpenError> {
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

    /// Nothing follows.
    fn end(&mut self) -> Result<(), OpenError> {
        match read(&mut self.input, &mut [0])? {
            0 => Ok(()),
            _ => Err(self.wrong_length("more bytes")),
        }
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

/// The digest is the one that was signed.
pub(super) fn check_digest(slices: &SliceTree, manifest: &Manifest) -> Result<(), Refusal> {
    let (expected, found) = (manifest.ciphertext.blake3, slices.root());
    if found == expected {
        return Ok(());
    }
    let place = Place::Field("ciphertext.blake3".into());
    let (expected, found) = (expected.to_string(), found.to_string());
    Err(Refusal::new(
        CheckId::CiphertextDigest,
        place,
        expected,
        found,
    ))
}
