//! The last stage: sealed blocks on their way out, in order or wherever they belong.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Mutex, PoisonError};
use std::thread;

use super::pipeline::join;
use crate::block::Block;

/// Threads that write pages. A disk takes the second block while it answers for the
/// first; with a third it gains nothing.
const PAGE_WRITERS: usize = 2;

/// Where a sealed package goes in whole pages, each to its place, from several threads
/// at once. A file that bypasses the system's page cache takes them without a copy.
pub trait PageSink: Sync {
    /// Takes `pages` at `place`, in bytes from the package's start. Place, length and
    /// the address in memory are multiples of [`crate::PAGE_BYTES`]; what follows the
    /// package on its last page is zero.
    fn write(&self, place: u64, pages: &[u8]) -> io::Result<()>;
    /// All was taken; the package ends after `length` bytes.
    fn finish(&self, length: u64) -> io::Result<()>;
}

/// A way to write the blocks that come, and to give each back.
pub(super) trait Writing: Send {
    fn write_all(self, blocks: Receiver<Block>, free: &SyncSender<Block>) -> io::Result<()>;
}

/// One after the other.
pub(super) struct InOrder<W>(pub(super) W);

impl<W: Write + Send> Writing for InOrder<W> {
    fn write_all(mut self, blocks: Receiver<Block>, free: &SyncSender<Block>) -> io::Result<()> {
        for block in blocks {
            self.0.write_all(block.sealed())?;
            give_back(block, free);
        }
        self.0.flush()
    }
}

/// Several at a time.
pub(super) struct InPlace<'a, S>(pub(super) &'a S);

impl<S: PageSink> Writing for InPlace<'_, S> {
    fn write_all(self, blocks: Receiver<Block>, free: &SyncSender<Block>) -> io::Result<()> {
        let blocks = Queue(Mutex::new(Some(blocks)));
        let end = thread::scope(|scope| {
            let writers = [(); PAGE_WRITERS].map(|()| scope.spawn(|| drain(&blocks, self.0, free)));
            let ends = writers.map(join).into_iter();
            ends.collect::<io::Result<Vec<_>>>()
        })?;
        // Without a last block the evidence broke off, and there is no package.
        match end.into_iter().flatten().next() {
            Some(length) => self.0.finish(length),
            None => Ok(()),
        }
    }
}

/// Writes until no block comes. Gives the package's end if it came by.
fn drain(
    blocks: &Queue,
    sink: &impl PageSink,
    free: &SyncSender<Block>,
) -> io::Result<Option<u64>> {
    let mut end = None;
    while let Some(mut block) = blocks.next() {
        let length = block.sealed().len() as u64;
        let last = block.last;
        let (place, pages) = block.pages();
        sink.write(place, pages).inspect_err(|_| blocks.close())?;
        if last {
            end = Some(place + length);
        }
        give_back(block, free);
    }
    Ok(end)
}

fn give_back(block: Block, free: &SyncSender<Block>) {
    // At the end nobody takes blocks any more; that is no fault of this stage.
    let _ = free.send(block);
}

/// The blocks to be written, for whoever is free.
struct Queue(Mutex<Option<Receiver<Block>>>);

impl Queue {
    fn next(&self) -> Option<Block> {
        let blocks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        blocks.as_ref()?.recv().ok()
    }

    /// After an error no block is taken any more, so that the stages before end too.
    fn close(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}
