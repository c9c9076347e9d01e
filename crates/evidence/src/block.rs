//! Blocks of the rings between the stages of sealing and of opening.

use std::ops::Range;

use zeroize::Zeroize as _;

use crate::age::{CHUNK_BYTES, SEALED_CHUNK_BYTES, TAG_BYTES};

/// Chunks of a block. Measured from 4 to 32: the larger a write, the less the system
/// takes for it; a block of 2 MiB still passes between the cores through their cache.
pub(crate) const BLOCK_CHUNKS: usize = 32;
/// Length of a full block of sealed chunks, in bytes.
pub(crate) const SEALED_BLOCK_BYTES: usize = BLOCK_CHUNKS * SEALED_CHUNK_BYTES;
/// Length of a page: the unit in which a disk takes bytes without a copy, in the file
/// as in memory.
pub const PAGE_BYTES: usize = 4096;

/// Up to 32 chunks, each with room for its tag, so that they are encrypted in place
/// and written as they lie: what begins a page of the file begins one in memory.
pub(crate) struct Block {
    /// A page more than needed to begin at a page, and one for the lead.
    bytes: Box<[u8]>,
    /// Where the first page begins.
    base: usize,
    /// Bytes between the first page's begin and the first chunk. They belong to the
    /// block before, whose last page this block completes.
    lead: usize,
    /// Where the first chunk lies in the package.
    place: u64,
    /// Bytes of plaintext in it. Only its last chunk may be short.
    filled: usize,
    /// Bytes behind the base that ever held anything, to be erased in the end.
    used: usize,
    /// The pieces of evidence in it that are still to be hashed, in their order.
    pub(crate) marks: Vec<Mark>,
    /// Whether its last chunk is the payload's last.
    pub(crate) last: bool,
}

/// A piece of an item.
pub(crate) struct Mark {
    /// Where it lies in the block's plaintext.
    pub(crate) plaintext: Range<usize>,
    /// Whether the item ends with it.
    pub(crate) last: bool,
}

impl Block {
    pub(crate) fn new() -> Self {
        let bytes = vec![0; SEALED_BLOCK_BYTES + 2 * PAGE_BYTES].into_boxed_slice();
        let base = bytes.as_ptr().align_offset(PAGE_BYTES);
        Self {
            bytes,
            base,
            lead: 0,
            place: 0,
            filled: 0,
            used: 0,
            marks: Vec::new(),
            last: false,
        }
    }

    pub(crate) fn is_full(&self) -> bool {
        self.filled == BLOCK_CHUNKS * CHUNK_BYTES
    }

    /// Forgets what is in it: its first chunk will lie at `place` in the package.
    pub(crate) fn begin(&mut self, place: u64) {
        self.place = place;
        self.lead = usize::try_from(place % PAGE_BYTES as u64).unwrap_or(0);
        self.filled = 0;
        self.marks.clear();
    }

    /// Where its first chunk lies in the package.
    pub(crate) fn place(&self) -> u64 {
        self.place
    }

    /// So many bytes were put into the room.
    pub(crate) fn grow(&mut self, count: usize) {
        self.filled += count;
    }

    /// The last so many bytes of the plaintext belong to an item, and may be its last.
    pub(crate) fn mark(&mut self, count: usize, last: bool) {
        let plaintext = self.filled - count..self.filled;
        match self.marks.last_mut() {
            // However small the pieces an item is read in, they are one here.
            Some(mark) if !mark.last && mark.plaintext.end == plaintext.start => {
                mark.plaintext.end = plaintext.end;
                mark.last = last;
            }
            _ => self.marks.push(Mark { plaintext, last }),
        }
    }

    /// Makes room for so many bytes of sealed chunks, at most a block's.
    pub(crate) fn receive(&mut self, sealed: usize) -> &mut [u8] {
        let chunks = sealed.div_ceil(SEALED_CHUNK_BYTES);
        self.filled = sealed - chunks * TAG_BYTES;
        let start = self.reach(sealed);
        &mut self.bytes[start..start + sealed]
    }

    /// Plaintext from `offset` to the end of the chunk it lies in, once the chunks
    /// are opened; empty at the end of the block.
    pub(crate) fn plaintext(&self, offset: usize) -> &[u8] {
        let (chunk, at) = (offset / CHUNK_BYTES, offset % CHUNK_BYTES);
        let end = CHUNK_BYTES.min(self.filled - chunk * CHUNK_BYTES);
        let start = self.start() + chunk * SEALED_CHUNK_BYTES;
        &self.bytes[start + at..start + end]
    }

    /// Room left in the chunk that is being filled.
    pub(crate) fn room(&mut self) -> &mut [u8] {
        let (chunk, at) = (self.filled / CHUNK_BYTES, self.filled % CHUNK_BYTES);
        let before = chunk * SEALED_CHUNK_BYTES;
        let start = self.reach(before + SEALED_CHUNK_BYTES) + before;
        &mut self.bytes[start + at..start + CHUNK_BYTES]
    }

    /// How many chunks are in it.
    pub(crate) fn count(&self) -> usize {
        // An empty payload still has one, empty, chunk.
        self.filled.div_ceil(CHUNK_BYTES).max(1)
    }

    /// A chunk with its tag, or the room for it.
    pub(crate) fn chunk(&mut self, number: usize) -> &mut [u8] {
        let at = self.start() + number * SEALED_CHUNK_BYTES;
        let end = self.end().min(at + SEALED_CHUNK_BYTES);
        &mut self.bytes[at..end]
    }

    /// All chunks with their tags, as they lie.
    pub(crate) fn chunks(&self) -> &[u8] {
        &self.bytes[self.start()..self.end()]
    }

    /// Takes in front what the block before left over, once the chunks are sealed, and
    /// gives what it leaves over itself: the begin of a page, of the last block nothing.
    pub(crate) fn join(&mut self, left_over: &[u8]) -> &[u8] {
        self.bytes[self.base..self.base + self.lead].copy_from_slice(left_over);
        let end = self.end();
        &self.bytes[self.base + self.sealed().len()..end]
    }

    /// What is to be written of it once it is joined: whole pages, of the last block
    /// everything.
    pub(crate) fn sealed(&self) -> &[u8] {
        let length = self.end() - self.base;
        let over = if self.last { 0 } else { length % PAGE_BYTES };
        &self.bytes[self.base..self.base + length - over]
    }

    /// The same with the last page filled up with zeros, and where it lies in the package.
    pub(crate) fn pages(&mut self) -> (u64, &[u8]) {
        let length = self.sealed().len();
        let whole = length.next_multiple_of(PAGE_BYTES);
        self.bytes[self.base + length..self.base + whole].fill(0);
        let pages = &self.bytes[self.base..self.base + whole];
        (self.place - self.lead as u64, pages)
    }

    fn start(&self) -> usize {
        self.base + self.lead
    }

    fn end(&self) -> usize {
        self.start() + self.sealed_length()
    }

    /// Notes that so many bytes of chunks hold something, and says where they start.
    fn reach(&mut self, sealed: usize) -> usize {
        self.used = self.used.max(self.lead + sealed);
        self.start()
    }

    fn sealed_length(&self) -> usize {
        self.filled + self.count() * TAG_BYTES
    }
}

impl Drop for Block {
    /// Evidence does not stay behind in freed memory.
    fn drop(&mut self) {
        self.bytes[self.base..self.base + self.used].zeroize();
    }
}
