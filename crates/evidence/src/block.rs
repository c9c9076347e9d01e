//! Blocks of the rings between the stages of sealing and of opening.

use zeroize::Zeroize as _;

use crate::age::{CHUNK_BYTES, SEALED_CHUNK_BYTES, TAG_BYTES};

/// Chunks of a block. Measured from 4 to 32: the larger a write, the less the system
/// takes for it; a block of 2 MiB still passes between the cores through their cache.
pub(crate) const BLOCK_CHUNKS: usize = 32;
/// Length of a full block of sealed chunks, in bytes.
pub(crate) const SEALED_BLOCK_BYTES: usize = BLOCK_CHUNKS * SEALED_CHUNK_BYTES;

/// Up to 32 chunks, each with room for its tag, so that they are encrypted
/// in place and written as they lie.
pub(crate) struct Block {
    bytes: Box<[u8]>,
    /// Bytes of plaintext in it. Only its last chunk may be short.
    filled: usize,
    /// Bytes that ever held anything, to be erased in the end.
    used: usize,
    /// Whether its last chunk is the payload's last.
    pub(crate) last: bool,
}

impl Block {
    pub(crate) fn new() -> Self {
        Self {
            bytes: vec![0; SEALED_BLOCK_BYTES].into_boxed_slice(),
            filled: 0,
            used: 0,
            last: false,
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.filled == BLOCK_CHUNKS * CHUNK_BYTES
    }

    /// Forgets what is in it.
    pub(crate) fn clear(&mut self) {
        self.filled = 0;
    }

    /// So many bytes were put into the room.
    pub(crate) fn grow(&mut self, count: usize) {
        self.filled += count;
    }

    /// Makes room for so many bytes of sealed chunks, at most a block's.
    pub(crate) fn receive(&mut self, sealed: usize) -> &mut [u8] {
        let chunks = sealed.div_ceil(SEALED_CHUNK_BYTES);
        self.filled = sealed - chunks * TAG_BYTES;
        self.used = self.used.max(sealed);
        &mut self.bytes[..sealed]
    }

    /// Plaintext from `offset` to the end of the chunk it lies in, once the chunks
    /// are opened; empty at the end of the block.
    pub(crate) fn plaintext(&self, offset: usize) -> &[u8] {
        let (chunk, at) = (offset / CHUNK_BYTES, offset % CHUNK_BYTES);
        let end = CHUNK_BYTES.min(self.filled - chunk * CHUNK_BYTES);
        let start = chunk * SEALED_CHUNK_BYTES;
        &self.bytes[start + at..start + end]
    }

    /// Room left in the chunk that is being filled.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        let (chunk, at) = (self.filled / CHUNK_BYTES, self.filled % CHUNK_BYTES);
        let start = chunk * SEALED_CHUNK_BYTES;
        self.used = self.used.max(start + SEALED_CHUNK_BYTES);
        &mut self.bytes[start + at..start + CHUNK_BYTES]
    }

    /// The chunks with their tags' room, as they are to be sealed.
    pub(crate) fn chunks(&mut self) -> impl ExactSizeIterator<Item = &mut [u8]> {
        let sealed = self.sealed_length();
        self.bytes[..sealed].chunks_mut(SEALED_CHUNK_BYTES)
    }

    /// The block as it is written, once its chunks are sealed.
    pub(crate) fn sealed(&self) -> &[u8] {
        &self.bytes[..self.sealed_length()]
    }

    fn sealed_length(&self) -> usize {
        // An empty payload still has one, empty, chunk.
        let chunks = self.filled.div_ceil(CHUNK_BYTES).max(1);
        self.filled + chunks * TAG_BYTES
    }
}

impl Drop for Block {
    /// Evidence does not stay behind in freed memory.
    fn drop(&mut self) {
        self.bytes[..self.used].zeroize();
    }
}
