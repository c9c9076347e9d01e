//! The three stages and the ring of blocks between them.

use std::io::{self, Write};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::SealError;
use super::plain::{Plain, PlainError};
use crate::SliceTree;
use crate::age::PayloadKey;
use crate::block::Block;
use crate::slices::SliceHasher;

/// Blocks in the ring: sixteen mebibytes between reading and writing even out the
/// moments in which one stage waits for the system.
const RING_BLOCKS: usize = 8;

/// Why the first stage stopped: its own error, or a later stage's.
pub(super) enum FillError {
    Own(SealError),
    LaterStage,
}

impl From<super::plain::StageGone> for FillError {
    fn from(_: super::plain::StageGone) -> Self {
        Self::LaterStage
    }
}

impl From<PlainError> for FillError {
    fn from(error: PlainError) -> Self {
        match error {
            PlainError::Gone => Self::LaterStage,
            PlainError::Read(source) => Self::Own(SealError::Read { path: None, source }),
        }
    }
}

/// Runs `fill` on this thread, and on two others what follows it. `prefix`, age
/// header and nonce, is written first.
pub(super) fn run<T>(
    prefix: &[u8],
    key: &PayloadKey,
    out: impl Write + Send,
    fill: impl FnOnce(&mut Plain) -> Result<T, FillError>,
) -> Result<(T, SliceTree), SealError> {
    let (free, recycled) = sync_channel(RING_BLOCKS);
    let (filled, to_seal) = sync_channel(RING_BLOCKS);
    let (sealed, to_write) = sync_channel(RING_BLOCKS);
    for _ in 0..RING_BLOCKS {
        let room = free.try_send(Block::new());
        room.expect("INVARIANT (ring): the channel has room for every block");
    }
    thread::scope(|scope| {
        let sealing = scope.spawn(move || encrypt(prefix, key, &to_seal, &sealed));
        let writing = scope.spawn(move || write(prefix, out, &to_write, &free));
        let filled = fill_all(filled, recycled, fill);
        let slices = join(sealing);
        let written = join(writing);
        match (filled, written) {
            (Err(FillError::Own(error)), _) => Err(error),
            (_, Err(source)) => Err(SealError::Write { source }),
            (Ok(value), Ok(())) => Ok((value, slices)),
            (Err(FillError::LaterStage), Ok(())) => {
                unreachable!("INVARIANT (ring): a stage ends early only on an error of the writer")
            }
        }
    })
}

fn fill_all<T>(
    filled: SyncSender<Block>,
    recycled: Receiver<Block>,
    fill: impl FnOnce(&mut Plain) -> Result<T, FillError>,
) -> Result<T, FillError> {
    let mut plain = Plain::new(filled, recycled)?;
    let value = fill(&mut plain)?;
    plain.finish()?;
    Ok(value)
}

fn encrypt(
    prefix: &[u8],
    key: &PayloadKey,
    blocks: &Receiver<Block>,
    sealed: &SyncSender<Block>,
) -> SliceTree {
    let mut slices = SliceHasher::new();
    slices.update(prefix);
    let mut index = 0;
    for mut block in blocks {
        let last = block.last;
        let mut chunks = block.chunks();
        while let Some(chunk) = chunks.next() {
            key.seal(index, last && chunks.len() == 0, chunk);
            slices.update(chunk);
            index += 1;
        }
        drop(chunks);
        if sealed.send(block).is_err() {
            break;
        }
    }
    slices.finish()
}

fn write(
    prefix: &[u8],
    mut out: impl Write,
    blocks: &Receiver<Block>,
    free: &SyncSender<Block>,
) -> io::Result<()> {
    out.write_all(prefix)?;
    for block in blocks {
        out.write_all(block.sealed())?;
        // At the end nobody takes blocks any more; that is no fault of this stage.
        let _ = free.send(block);
    }
    out.flush()
}

fn join<T>(handle: thread::ScopedJoinHandle<'_, T>) -> T {
    match handle.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
