//! The right edge of the tree: all that appending needs.

use crate::digest::{Digest, node_hash};
use crate::proof::{ProofError, check_consistency, check_inclusion};
use crate::prove::hashes;
use crate::shape::{Perfect, Place, consistency_ranges, fold, inclusion_ranges, perfect_subtrees};
use crate::tile::{MAX_TREE_SIZE, TILE_WIDTH, TileId, TileSource};

/// Heights inside a tile: its own hashes, and seven levels of nodes above them.
const HEIGHTS: usize = 8;

/// The right edge of the tree as partial tiles, one a level, with the nodes
/// inside each. Appending costs two hashes a leaf on average, the root and the
/// proof of a recent leaf one hash a level. Clones are cheap (some 16 KiB a
/// level): append to a clone, and keep it once the append is durable.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edge {
    size: u64,
    /// The tile being filled, for each level; it may be empty.
    growing: Vec<Tile>,
    /// Tiles filled since [`Edge::changed`] was last called.
    filled: Vec<Tile>,
}

/// A tile of the edge. `rows[h]` holds the perfect subtrees `h` heights above
/// the tile's hashes, as far as they are complete.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Tile {
    level: u8,
    index: u64,
    rows: [Vec<Digest>; HEIGHTS],
    touched: bool,
}

/// The tiles given do not make up the edge of a tree of that size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdgeError {
    /// A tile of the right edge is not there.
    #[error("the log lacks {tile}; rebuild its tiles from the entries")]
    MissingTile {
        /// The tile at its width in the tree.
        tile: TileId,
    },
    /// A tile holds too few hashes, or not a whole number of them.
    #[error("{tile} has {found} bytes where at least {} are needed", tile.byte_len())]
    ShortTile {
        /// The tile at its width in the tree.
        tile: TileId,
        /// Bytes found.
        found: usize,
    },
    /// More leaves than a log may have.
    #[error("a log of {size} entries is larger than the format allows")]
    TooLarge {
        /// The size named.
        size: u64,
    },
}

impl Edge {
    /// The edge of the tree without leaves.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Reads the edge of a tree of `size` leaves from its partial tiles, at most
    /// one a level; each may come wider than asked for. The caller compares
    /// [`Edge::root`] with the checkpoint before trusting it.
    pub fn load(
        size: u64,
        mut fetch: impl FnMut(TileId) -> Option<Vec<u8>>,
    ) -> Result<Self, EdgeError> {
        if size > MAX_TREE_SIZE {
            return Err(EdgeError::TooLarge { size });
        }
        let levels = size.checked_ilog2().map_or(0, |height| height / 8 + 1);
        let growing = (0..levels)
            .map(|level| Tile::load(level, size, &mut fetch))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            size,
            growing,
            filled: Vec::new(),
        })
    }

    /// Leaves in the tree.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The root of the tree (RFC 6962, 2.1).
    pub fn root(&self) -> Digest {
        let peaks: Option<Vec<_>> = perfect_subtrees(&(0..self.size))
            .map(|peak| self.hash(peak))
            .collect();
        // INVARIANT (peaks are held): every perfect subtree on the right edge
        // lies in a growing tile, because its parent is not complete yet.
        let peaks = peaks.expect("the right edge is held");
        fold(peaks.into_iter()).unwrap_or_else(Digest::of_empty_tree)
    }

    /// Appends a leaf hash and gives its index, from 0.
    ///
    /// # Panics
    /// At [`MAX_TREE_SIZE`] leaves, which no log reaches.
    pub fn append(&mut self, leaf: Digest) -> u64 {
        assert!(
            self.size < MAX_TREE_SIZE,
            "a log holds at most 2^63 - 1 entries"
        );
        let mut carried = Some(leaf);
        let mut level = 0;
        while let Some(hash) = carried {
            if level == self.growing.len() {
                self.growing.push(Tile::at(level));
            }
            carried = self.push(level, hash);
            level += 1;
        }
        self.size += 1;
        self.size - 1
    }

    /// The tiles touched since the last call, at their present width, full ones
    /// included: level by level, in order of index. Their bytes go to storage
    /// in the transaction that stores the entries; filled tiles are let go.
    pub fn changed(&mut self) -> Vec<(TileId, Vec<u8>)> {
        let mut tiles: Vec<_> = self
            .filled
            .drain(..)
            .filter_map(|tile| tile.bytes())
            .collect();
        for tile in self.growing.iter_mut().filter(|tile| tile.touched) {
            tile.touched = false;
            tiles.extend(tile.bytes());
        }
        tiles.sort_unstable_by_key(|(id, _)| *id);
        tiles
    }

    /// Proves that leaf `index` is in this tree, without reading a tile, for a
    /// leaf in the growing tile or in one filled since [`Edge::changed`].
    /// For older leaves it names the missing tile: use [`crate::prove_inclusion`].
    pub fn prove_inclusion(&self, index: u64) -> Result<Vec<Digest>, ProofError> {
        check_inclusion(index, self.size)?;
        hashes(&inclusion_ranges(index, self.size), |subtree| {
            self.hash(subtree).ok_or_else(|| self.missing(subtree))
        })
    }

    /// Proves that this tree extends the one of `old` leaves, without reading a
    /// tile, if that one's last leaf is as recent as [`Edge::prove_inclusion`]
    /// asks. Otherwise it names the missing tile: use [`crate::prove_consistency`].
    pub fn prove_consistency(&self, old: u64) -> Result<Vec<Digest>, ProofError> {
        check_consistency(old, self.size)?;
        if old == 0 {
            return Ok(Vec::new());
        }
        hashes(&consistency_ranges(old, self.size), |subtree| {
            self.hash(subtree).ok_or_else(|| self.missing(subtree))
        })
    }

    /// Adds a hash to the tile of a level; gives the hash of the tile if that filled it.
    fn push(&mut self, level: usize, hash: Digest) -> Option<Digest> {
        let tile = &mut self.growing[level];
        let whole = tile.push(hash)?;
        let next = Tile {
            index: tile.index + 1,
            level: tile.level,
            ..Tile::default()
        };
        self.filled.push(std::mem::replace(tile, next));
        Some(whole)
    }

    fn hash(&self, subtree: Perfect) -> Option<Digest> {
        let place = Place::of(subtree);
        let row = &self.find(place.level, place.tile)?.rows[place.height as usize];
        row.get(usize::try_from(place.first >> place.height).ok()?)
            .copied()
    }

    fn find(&self, level: u8, index: u64) -> Option<&Tile> {
        let growing = self.growing.get(usize::from(level))?;
        if growing.index == index {
            return Some(growing);
        }
        let mut filled = self.filled.iter();
        filled.find(|tile| tile.level == level && tile.index == index)
    }

    fn missing(&self, subtree: Perfect) -> ProofError {
        let Place { level, tile, .. } = Place::of(subtree);
        // INVARIANT (ranges lie in the tree): so the tree has the tile.
        TileId::in_tree(level, tile, self.size)
            .map_or(ProofError::TooLarge { size: self.size }, |tile| {
                ProofError::MissingTile { tile }
            })
    }
}

/// The tiles the edge holds: the growing ones, and those filled since
/// [`Edge::changed`] was last called.
impl TileSource for Edge {
    fn tile(&self, level: u8, index: u64) -> Option<Vec<u8>> {
        self.find(level, index)?.bytes().map(|(_, bytes)| bytes)
    }
}

impl Tile {
    fn at(level: usize) -> Self {
        // INVARIANT (eight levels): 2^63 leaves fill fewer than eight levels of tiles.
        let level = u8::try_from(level).expect("a tree has at most eight levels of tiles");
        Self {
            level,
            ..Self::default()
        }
    }

    fn load(
        level: u32,
        size: u64,
        fetch: &mut impl FnMut(TileId) -> Option<Vec<u8>>,
    ) -> Result<Self, EdgeError> {
        let mut tile = Self::at(level as usize);
        tile.index = size >> (8 * level) >> 8;
        let Some(id) = TileId::in_tree(tile.level, tile.index, size) else {
            return Ok(tile); // the level ends with a full tile; the next one is empty
        };
        let bytes = fetch(id).ok_or(EdgeError::MissingTile { tile: id })?;
        let found = bytes.len();
        let needed = bytes.get(..id.byte_len());
        let needed = needed.ok_or(EdgeError::ShortTile { tile: id, found })?;
        for hash in needed.as_chunks().0 {
            tile.push(Digest::from_bytes(*hash));
        }
        tile.touched = false;
        Ok(tile)
    }

    /// Adds a hash and the nodes it completes; gives the tile's own hash once full.
    fn push(&mut self, hash: Digest) -> Option<Digest> {
        self.touched = true;
        let mut carried = hash;
        for row in &mut self.rows {
            row.push(carried);
            match row.as_slice() {
                [.., left, right] if row.len() % 2 == 0 => carried = node_hash(*left, *right),
                _ => return None,
            }
        }
        Some(carried)
    }

    /// Its name and bytes; `None` while it is empty.
    fn bytes(&self) -> Option<(TileId, Vec<u8>)> {
        let width = u16::try_from(self.rows[0].len()).unwrap_or(TILE_WIDTH);
        let id = TileId::new(self.level, self.index, width)?;
        let bytes = self.rows[0].iter().flat_map(Digest::as_bytes).copied();
        Some((id, bytes.collect()))
    }
}
