//! The plaintext's way into the blocks of the ring.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender};

use comity_custody::Digest;

use super::hashing::Filled;
use crate::block::{Block, SEALED_BLOCK_BYTES};

/// The next stage is gone; its own error says why.
#[derive(Debug)]
pub(super) struct StageGone;

/// Where plaintext goes, in order. A full block is passed on only when a further
/// byte comes, because the last chunk must be known as the last.
pub(super) struct Plain {
    block: Block,
    /// A block that was only lent.
    spare: Option<Block>,
    full: SyncSender<Filled>,
    ended: Receiver<(Block, Vec<Digest>)>,
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
        full: SyncSender<Filled>,
        ended: Receiver<(Block, Vec<Digest>)>,
        free: Receiver<Block>,
        place: u64,
    ) -> Result<Self, StageGone> {
        let mut block = free.recv().map_err(|_| StageGone)?;
        block.begin(place);
        Ok(Self {
            block,
            spare: None,
            full,
            ended,
            free,
        })
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

    /// Takes up to `limit` bytes of an item with one read from `content`. Gives their
    /// number; zero at the content's end.
    pub(super) fn read_from(
        &mut self,
        content: &mut impl Read,
        limit: u64,
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
        self.block.grow(count);
        self.block.mark(count, false);
        Ok(count)
    }

    /// The item ends here.
    pub(super) fn end_item(&mut self) {
        self.block.mark(0, true);
    }

    /// The digests of all items, in their order, once the last of them has ended.
    pub(super) fn digests(&mut self) -> Result<Vec<Digest>, StageGone> {
        let mut next = self.free_block()?;
        std::mem::swap(&mut self.block, &mut next);
        let ending = Filled::Ending(next);
        self.full.send(ending).map_err(|_| StageGone)?;
        let (block, digests) = self.ended.recv().map_err(|_| StageGone)?;
        self.spare = Some(std::mem::replace(&mut self.block, block));
        Ok(digests)
    }

    /// Passes on the last block.
    pub(super) fn finish(mut self) -> Result<(), StageGone> {
        self.block.last = true;
        self.full
            .send(Filled::Whole(self.block))
            .map_err(|_| StageGone)
    }

    fn free_block(&mut self) -> Result<Block, StageGone> {
        let spare = self.spare.take().map(Ok);
        spare.unwrap_or_else(|| self.free.recv().map_err(|_| StageGone))
    }

    fn make_room(&mut self) -> Result<(), StageGone> {
        if self.block.is_full() {
            let mut next = self.free_block()?;
            next.begin(self.block.place() + SEALED_BLOCK_BYTES as u64);
            let full = std::mem::replace(&mut self.block, next);
            self.full.send(Filled::Whole(full)).map_err(|_| StageGone)?;
        }
        Ok(())
    }
}
