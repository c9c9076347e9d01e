//! The second stage: SHA-256 of each item, over the blocks as they come. It cannot be
//! split, so it has a thread that does nothing else.

use std::sync::mpsc::{Receiver, SyncSender};

use aws_lc_rs::digest::{Context, SHA256};
use comity_custody::Digest;

use crate::block::Block;

/// A block with evidence in it.
pub(super) enum Filled {
    /// It is full, or the last.
    Whole(Block),
    /// The evidence ends in it: it goes back, with the digests of all items.
    Ending(Block),
}

/// Hashes what is marked in the blocks and passes them on.
pub(super) fn run(
    blocks: Receiver<Filled>,
    ended: &SyncSender<(Block, Vec<Digest>)>,
    hashed: &SyncSender<Block>,
) {
    let mut items = Items::default();
    for filled in blocks {
        let sent = match filled {
            Filled::Whole(mut block) => {
                items.take(&mut block);
                hashed.send(block).is_ok()
            }
            Filled::Ending(mut block) => {
                items.take(&mut block);
                let digests = std::mem::take(&mut items.digests);
                ended.send((block, digests)).is_ok()
            }
        };
        if !sent {
            break;
        }
    }
}

struct Items {
    current: Context,
    digests: Vec<Digest>,
}

impl Default for Items {
    fn default() -> Self {
        Self {
            current: Context::new(&SHA256),
            digests: Vec::new(),
        }
    }
}

impl Items {
    fn take(&mut self, block: &mut Block) {
        for mark in std::mem::take(&mut block.marks) {
            let mut at = mark.plaintext.start;
            while at < mark.plaintext.end {
                let piece = block.plaintext(at);
                let piece = &piece[..piece.len().min(mark.plaintext.end - at)];
                self.current.update(piece);
                at += piece.len();
            }
            if mark.last {
                let done = std::mem::replace(&mut self.current, Context::new(&SHA256));
                self.digests.push(finish(done));
            }
        }
    }
}

/// The digest as this crate names it.
pub(super) fn finish(context: Context) -> Digest {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(context.finish().as_ref());
    Digest::from_bytes(bytes)
}
