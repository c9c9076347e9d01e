//! The plaintext as it comes out of the ring.

use std::sync::mpsc::{Receiver, SyncSender};

use crate::block::Block;

/// Plaintext in order, in pieces.
pub(super) struct Plain {
    block: Option<Block>,
    /// Bytes of the block already given.
    used: usize,
    /// Bytes given in all.
    position: u64,
    opened: Receiver<Block>,
    free: SyncSender<Block>,
}

impl Plain {
    pub(super) fn new(opened: Receiver<Block>, free: SyncSender<Block>) -> Self {
        Self {
            block: None,
            used: 0,
            position: 0,
            opened,
            free,
        }
    }

    /// Offset of the next byte in the plaintext.
    pub(super) fn position(&self) -> u64 {
        self.position
    }

    /// The next bytes, at least one and at most `limit`. `None`: the ring ran dry,
    /// at the payload's end or because the other stage stopped.
    pub(super) fn next(&mut self, limit: u64) -> Option<&[u8]> {
        while self.is_drained() {
            self.advance()?;
        }
        let piece = self.block.as_ref()?.plaintext(self.used);
        let length = usize::try_from(limit).map_or(piece.len(), |limit| limit.min(piece.len()));
        self.used += length;
        self.position += length as u64;
        Some(&piece[..length])
    }

    /// The next `length` bytes, or as many as there are.
    pub(super) fn take(&mut self, length: usize) -> Vec<u8> {
        let mut taken = Vec::with_capacity(length);
        while taken.len() < length {
            let Some(piece) = self.next((length - taken.len()) as u64) else {
                break;
            };
            taken.extend_from_slice(piece);
        }
        taken
    }

    fn is_drained(&self) -> bool {
        let block = self.block.as_ref();
        block.is_none_or(|block| block.plaintext(self.used).is_empty())
    }

    fn advance(&mut self) -> Option<()> {
        if let Some(done) = self.block.take() {
            // At the end nobody takes blocks any more.
            let _ = self.free.send(done);
        }
        self.block = Some(self.opened.recv().ok()?);
        self.used = 0;
        Some(())
    }
}
