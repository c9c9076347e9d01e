//! Tiles: 256 consecutive hashes of one level of the tree (C2SP tlog-tiles).

use std::collections::{BTreeMap, HashMap};

/// Hashes in a full tile.
pub const TILE_WIDTH: u16 = 256;

/// The largest tree this crate speaks of, 2^63 - 1 leaves: what a signed 64-bit
/// column and the other implementations of C2SP can hold.
pub const MAX_TREE_SIZE: u64 = i64::MAX as u64;

/// One tile at one width. The tile of level *l* holds hashes of subtrees of
/// 256^l leaves; tile *n* starts with the (256 n)-th of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId {
    level: u8,
    index: u64,
    width: u16,
}

impl TileId {
    /// The tile of that level and index, `width` hashes wide.
    ///
    /// `None` when width is not 1 to 256, or not even a tree of
    /// [`MAX_TREE_SIZE`] leaves has such a tile.
    pub fn new(level: u8, index: u64, width: u16) -> Option<Self> {
        let hashes = MAX_TREE_SIZE.checked_shr(u32::from(level) * 8)?;
        let start = index.checked_mul(u64::from(TILE_WIDTH))?;
        let end = start.checked_add(u64::from(width))?;
        let exists = (1..=TILE_WIDTH).contains(&width) && end <= hashes;
        exists.then_some(Self {
            level,
            index,
            width,
        })
    }

    /// The widest such tile in a tree of `size` leaves; `None` where the tree has none.
    pub fn in_tree(level: u8, index: u64, size: u64) -> Option<Self> {
        let hashes = size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let rest = hashes.checked_sub(index.checked_mul(u64::from(TILE_WIDTH))?)?;
        let width = u16::try_from(rest.min(u64::from(TILE_WIDTH))).unwrap_or(TILE_WIDTH);
        Self::new(level, index, width)
    }

    /// The level, 0 for leaves.
    pub fn level(&self) -> u8 {
        self.level
    }

    /// The index among the tiles of its level.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes it holds, 1 to 256.
    pub fn width(&self) -> u16 {
        self.width
    }

    /// Whether it holds 256 hashes and will never change.
    pub fn is_full(&self) -> bool {
        self.width == TILE_WIDTH
    }

    /// Length of its bytes: 32 for each hash.
    pub fn byte_len(&self) -> usize {
        usize::from(self.width) * 32
    }
}

/// Every tile of a tree of `size` leaves, level by level, the partial one last.
/// For rebuilding and auditing; a proof needs only a few of them.
pub fn tiles_of_tree(size: u64) -> impl Iterator<Item = TileId> {
    (0..8).flat_map(move |level| {
        let hashes = size.checked_shr(u32::from(level) * 8).unwrap_or(0);
        let tiles = hashes.div_ceil(u64::from(TILE_WIDTH));
        (0..tiles).filter_map(move |index| TileId::in_tree(level, index, size))
    })
}

/// Where a prover finds tiles: a closure, a map, an [`crate::Edge`]. It may answer with a tile wider than the tree
/// needs; hashes past the needed ones are ignored.
pub trait TileSource {
    /// The bytes of a tile, 32 for each hash, or `None` where there is no such tile.
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>>;
}

impl<F: Fn(u8, u64) -> Option<Vec<u8>>> TileSource for F {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        self(level, index)
    }
}

impl<S: std::hash::BuildHasher> TileSource for HashMap<(u8, u64), Vec<u8>, S> {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        self.get(&(level, index)).cloned()
    }
}

impl TileSource for BTreeMap<(u8, u64), Vec<u8>> {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        self.get(&(level, index)).cloned()
    }
}

/// The first source, and where it has not the tile, the second: an [`crate::Edge`]
/// over stored tiles, say.
impl<A: TileSource + ?Sized, B: TileSource + ?Sized> TileSource for (&A, &B) {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        let (first, second) = self;
        first
            .tile(level, index)
            .or_else(|| second.tile(level, index))
    }
}
