//! The stages and the ring of blocks between them.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::SealError;
use super::hashing;
use super::plain::{Plain, PlainError};
use super::writing::Writing;
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

/// Runs `fill` on this thread, and on others what follows it. `prefix`, age header
/// and nonce, stands before the first chunk.
pub(super) fn run<T>(
    prefix: &[u8],
    key: &PayloadKey,
    writing: impl Writing,
    fill: impl FnOnce(&mut Plain) -> Result<T, FillError>,
) -> Result<(T, SliceTree), SealError> {
    let (free, recycled) = sync_channel(RING_BLOCKS);
    let (filled, to_hash) = sync_channel(RING_BLOCKS);
    let (ended, ending) = sync_channel(1);
    let (hashed, to_seal) = sync_channel(RING_BLOCKS);
    let (sealed, to_write) = sync_channel(RING_BLOCKS);
    for _ in 0..RING_BLOCKS {
        let room = free.try_send(Block::new());
        room.expect("INVARIANT (ring): the channel has room for every block");
    }
    thread::scope(|scope| {
        scope.spawn(move || hashing::run(to_hash, &ended, &hashed));
        let sealing = scope.spawn(move || encrypt(prefix, key, &to_seal, &sealed));
        let written = scope.spawn(move || writing.write_all(to_write, &free));
        let filled = Plain::new(filled, ending, recycled, prefix.len() as u64)
            .map_err(FillError::from)
            .and_then(|plain| fill_all(plain, fill));
        let slices = join(sealing);
        let written = join(written);
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
    mut plain: Plain,
    fill: impl FnOnce(&mut Plain) -> Result<T, FillError>,
) -> Result<T, FillError> {
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
    let mut left_over = prefix.to_vec();
    let mut index = 0;
    for mut block in blocks {
        encrypt_block(&mut block, key, &mut index, &mut slices);
        left_over = block.join(&left_over).to_vec();
        if sealed.send(block).is_err() {
            break;
        }
    }
    slices.finish()
}

/// BLAKE3 follows each chunk while it is in the nearest cache.
fn encrypt_block(block: &mut Block, key: &PayloadKey, index: &mut u64, slices: &mut SliceHasher) {
    let (count, mut sealed, mut hashed) = (block.count(), 0, 0);
    for number in 0..count {
        let last = block.last && number + 1 == count;
        let chunk = block.chunk(number);
        key.seal(*index, last, chunk);
        *index += 1;
        sealed += chunk.len();
        hashed += slices.update_back(&block.chunks()[hashed..sealed]);
    }
    slices.update(&block.chunks()[hashed..]);
}

pub(super) fn join<T>(handle: thread::ScopedJoinHandle<'_, T>) -> T {
    match handle.join() {
        Ok(value) => value,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}
