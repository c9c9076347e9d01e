//! The plaintext's way into the blocks of the ring.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender};

use crate::block::{Block, SEALED_BLOCK_BYTES};

/// The next stage is gone; its own error says why.
#[derive(Debug)]
pub(super) struct StageGone;

/// Where plaintext goes, in order. A full block is passed on only when a further
/// byte comes, because the last chunk must be known as the last.
pub(super) struct Plain {
    block: Block,
    full: SyncSender<Block>,
    free: Receiver<Block>,
}

/// Why plaintext could not be taken.
#[derive(Debug)]
pub(super) enum PlainError {
    Gone,
    Read(io::Error),
}

impl From<StageGone> for PlainError {
    fn from(_: StageGone) -> Self {
        Self::Gone
    }
}

impl Plain {
    /// The first chunk will lie at `place` in the package.
    pub(super) fn new(
        full: SyncSender<Block>,
        free: Receiver<Block>,
        place: u64,
    ) -> Result<Self, StageGone> {
        let mut block = free.recv().map_err(|_| StageGone)?;
        block.begin(place);
        Ok(Self { block, full, free })
    }

    /// Takes bytes as they are.
    pub(super) fn push(&mut self, mut bytes: &[u8]) -> Result<(), StageGone> {
        while !bytes.is_empty() {
            self.make_room()?;
            let room = self.block.room();
            let (now, later) = bytes.split_at(bytes.len().min(room.len()));
            room[..now.len()].copy_from_slice(now);
            self.block.grow(now.len());
            bytes = later;
        }
        Ok(())
    }

    /// Takes up to `limit` bytes with one read from `content`, and shows them to
    /// `seen`. Gives their number; zero at the content's end.
    pub(super) fn read_from(
        &mut self,
        content: &mut impl Read,
        limit: u64,
        seen: impl FnOnce(&[u8]),
    ) -> Result<usize, PlainError> {
        self.make_room()?;
        let room = self.block.room();
        let limit = usize::try_from(limit).map_or(room.len(), |limit| limit.min(room.len()));
        let count = loop {
            match content.read(&mut room[..limit]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other.map_err(PlainError::Read)?,
            }
        };
        seen(&room[..count]);
        self.block.grow(count);
        Ok(count)
    }

    /// Passes on the last block.
    pub(super) fn finish(mut self) -> Result<(), StageGone> {
        self.block.last = true;
        self.full.send(self.block).map_err(|_| StageGone)
    }

    fn make_room(&mut self) -> Result<(), StageGone> {
        if self.block.is_full() {
            let mut next = self.free.recv().map_err(|_| StageGone)?;
            next.begin(self.block.place() + SEALED_BLOCK_BYTES as u64);
            let full = std::mem::replace(&mut self.block, next);
            self.full.send(full).map_err(|_| StageGone)?;
        }
        Ok(())
    }
}
